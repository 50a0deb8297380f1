"""Customers by how well they fit, as tagged now: one row per span and customer of the opening.

Columns: ``fit`` (good, bad or unknown: not tagged) and ``is_active`` at the closing. A reason of
leaving tells of those that left only, so it has no part in a rate.
"""

from __future__ import annotations

from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD
from deckgen.model.component import Base, Component, Need, Scope


def _relation(scope: Scope) -> str:
    return """SELECT p.span, p.customer_id, p.is_active, COALESCE(c.fit, 'unknown') AS fit
FROM customer_period AS p
LEFT JOIN customers AS c ON c.customer_id = p.customer_id
WHERE p.was_active = 1"""


FITS = Base(
    "fits", "a customer of the opening and how well it fits", _relation,
    tables=("revenue",), uses=(CUSTOMER_PERIOD,),
)  # fmt: skip

_BOTH = frozenset({Need.OPENING, Need.CLOSING})
opening_by_fit = Component("opening_by_fit", FITS, key=("fit",), needs=_BOTH)
lost_by_fit = Component("lost_by_fit", FITS, where="is_active = 0", key=("fit",), needs=_BOTH)
