"""The latest overall health of every customer, span by span: one row per customer.

Columns, for each span: ``score_N`` and ``band_N`` (the latest by the last day, not older than
``stale_days``) and ``previous_N`` (the latest score dated ``trend_days`` or more before the last
day), N being the span. Of several rows of one day the lowest score counts, and the band that comes
first in the alphabet.

One pass over ``health`` with a column per span, as ``customer_wide`` is for revenue. Day and value
travel in one integer, so that the largest is the latest: day x SCALE - value; with the day beside
it, the value comes back by a subtraction.
"""

from __future__ import annotations

from deckgen.model.component import Base, Scope
from deckgen.model.period import Span
from deckgen.model.table import TABLES

_SCALE = 1_000_000_000_000  # above any score in hundredths, and x any day number below 2**63


def latest(kind: str, span: Span) -> str:
    """The column for a span: ``kind`` is score, band or previous."""
    return f"{kind}_{span.id}"


def _bands() -> tuple[str, ...]:
    band = TABLES["health"].column("band")
    assert band is not None
    return tuple(sorted(band.codes))


def _windows(scope: Scope) -> dict[str, tuple[str, str, str]]:
    """By column: the kind, the value as an integer, and the days that count."""
    ranks = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(_bands()))
    windows = {}
    for span in scope.spans:
        fresh = f"date <= {span.last_day} AND date >= {span.last_day} - :stale_days"
        early = f"date <= {span.last_day} - :trend_days"
        windows[latest("score", span)] = ("score", "score", fresh)
        windows[latest("band", span)] = ("band", f"CASE band {ranks} END", fresh)
        windows[latest("previous", span)] = ("score", "score", early)
    return windows


def _relation(scope: Scope) -> str:
    names = " ".join(f"WHEN {rank} THEN '{name}'" for rank, name in enumerate(_bands()))
    inner, outer = [], []
    for name, (kind, value, days) in _windows(scope).items():
        counts = f"{days} AND {kind} IS NOT NULL"
        inner.append(f"MAX(CASE WHEN {counts} THEN date END) AS day_of_{name}")
        inner.append(f"MAX(CASE WHEN {counts} THEN date * {_SCALE} - {value} END) AS of_{name}")
        found = f"day_of_{name} * {_SCALE} - of_{name}"
        outer.append(f"{f'CASE {found} {names} END' if kind == 'band' else found} AS {name}")
    columns = ",\n  ".join(inner)
    return f"""SELECT customer_id, {", ".join(outer)}
FROM (
SELECT customer_id,
  {columns}
FROM health
WHERE COALESCE(component, 'overall') = 'overall'
GROUP BY customer_id
) AS found"""


LATEST_HEALTH = Base(
    "latest_health", "a customer with overall health", _relation,
    options=("stale_days", "trend_days"),
)  # fmt: skip
