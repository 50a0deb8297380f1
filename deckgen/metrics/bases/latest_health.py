"""The latest overall health of every customer, span by span: one row per customer.

Columns, for each span: ``score_N`` and ``band_N`` (the latest by the last day, not older than
``stale_days``) and ``previous_N`` (the latest score dated ``trend_days`` or more before the last
day), N being the span. Of several rows of one day the lowest score counts, and the band that comes
first in the alphabet.

One pass over ``health`` with a column per span, as ``customer_wide`` is for revenue. Day and value
travel in one integer, so that the largest is the latest: day x SCALE + HALF - value, of which the
remainder by SCALE is HALF - value.
"""

from __future__ import annotations

from deckgen.model.component import Base, Scope
from deckgen.model.period import Span
from deckgen.model.table import TABLES

_SCALE = 1_000_000_000_000  # x any day number is below 2**63
_HALF = _SCALE // 2  # above any score in hundredths


def latest(kind: str, span: Span) -> str:
    """The column for a span: ``kind`` is score, band or previous."""
    return f"{kind}_{span.id}"


def _bands() -> tuple[str, ...]:
    band = TABLES["health"].column("band")
    assert band is not None
    return tuple(sorted(band.codes))


def _windows(scope: Scope) -> dict[str, tuple[str, str]]:
    """By column: the kind of value, and the days that count."""
    windows = {}
    for span in scope.spans:
        fresh = f"date <= {span.last_day} AND date >= {span.last_day} - :stale_days"
        windows[latest("score", span)] = ("score", fresh)
        windows[latest("band", span)] = ("band", fresh)
        windows[latest("previous", span)] = ("score", f"date <= {span.last_day} - :trend_days")
    return windows


def _relation(scope: Scope) -> str:
    ranks = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(_bands()))
    names = " ".join(f"WHEN {rank} THEN '{name}'" for rank, name in enumerate(_bands()))
    inner, outer = [], []
    for name, (kind, days) in _windows(scope).items():
        inner.append(f"MAX(CASE WHEN {days} THEN dated_{kind} END) AS of_{name}")
        found = f"{_HALF} - of_{name} % {_SCALE}"
        outer.append(f"{f'CASE {found} {names} END' if kind == 'band' else found} AS {name}")
    columns = ",\n  ".join(inner)
    return f"""SELECT customer_id, {", ".join(outer)}
FROM (
SELECT customer_id,
  {columns}
FROM (
SELECT customer_id, date, date * {_SCALE} + {_HALF} - score AS dated_score,
  date * {_SCALE} + {_HALF} - CASE band {ranks} END AS dated_band
FROM health
WHERE COALESCE(component, 'overall') = 'overall'
) AS dated
GROUP BY customer_id
) AS found"""


LATEST_HEALTH = Base(
    "latest_health", "a customer with overall health", _relation,
    options=("stale_days", "trend_days"),
)  # fmt: skip
