"""The latest overall health of every customer, day by day: one row per customer.

Columns, for the last day N of each span: ``score_N`` and ``band_N`` (the latest by that day, not
older than ``stale_days``) and ``previous_N`` (the latest score dated ``trend_days`` or more before
it). Of several rows of one day the lowest score counts, and the band that comes first in the
alphabet.

A few days at a time, each over the rows that matter to them, as ``customer_wide`` is for revenue.
Day and value travel in one integer, so that the largest is the latest: day x SCALE + HALF - value,
of which the remainder by SCALE is HALF - value.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.component import Base, Scope
from deckgen.model.period import Span
from deckgen.model.table import TABLES

_SCALE = 1_000_000_000_000  # x any day number is below 2**63
_HALF = _SCALE // 2  # above any score in hundredths
_PART = 4
"""Days that one aggregate answers for: what an engine holds per customer stays small."""


def latest(kind: str, span: Span) -> str:
    """The column for a span: ``kind`` is score, band or previous."""
    return f"{kind}_{span.last_day}"


def _bands() -> tuple[str, ...]:
    band = TABLES["health"].column("band")
    assert band is not None
    return tuple(sorted(band.codes))


def _part(days: Sequence[int], before: int | None) -> str:
    """The latest health as of some days, per customer. Of scores old enough for a trend, those that
    were not so as of the day ``before``, up to which an earlier part has looked."""
    columns, since = [], ""
    if before is not None:
        since = f" AND (date >= {days[0]} - :stale_days OR date > {before} - :trend_days)"
    for day in days:
        fresh = f"date <= {day} AND date >= {day} - :stale_days"
        old = f"date <= {day} - :trend_days"
        if before is not None:
            old += f" AND date > {before} - :trend_days"
        columns += [
            f"MAX(CASE WHEN {fresh} THEN dated_score END) AS score_{day}",
            f"MAX(CASE WHEN {fresh} THEN dated_band END) AS band_{day}",
            f"MAX(CASE WHEN {old} THEN dated_score END) AS previous_{day}",
        ]
    ranks = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(_bands()))
    listed = ",\n  ".join(columns)
    return f"""SELECT customer_id,
  {listed}
FROM (
SELECT customer_id, date, date * {_SCALE} + {_HALF} - score AS dated_score,
  date * {_SCALE} + {_HALF} - CASE band {ranks} END AS dated_band
FROM health
WHERE date <= {days[-1]}{since} AND COALESCE(component, 'overall') = 'overall'
) AS dated
GROUP BY customer_id"""


def _relation(scope: Scope) -> str:
    every = sorted({span.last_day for span in scope.spans})
    parts = [every[at : at + _PART] for at in range(0, len(every), _PART)]
    names = " ".join(f"WHEN {rank} THEN '{name}'" for rank, name in enumerate(_bands()))
    columns, joins, earlier = ["c.customer_id"], [], ""
    for number, days in enumerate(parts):
        part = f"p{number}"
        for day in days:
            old = f"{part}.previous_{day}"
            columns += [
                f"{_value(f'{part}.score_{day}')} AS score_{day}",
                f"CASE {_value(f'{part}.band_{day}')} {names} END AS band_{day}",
                f"{_value(f'COALESCE({old}{earlier})' if earlier else old)} AS previous_{day}",
            ]
        before = parts[number - 1][-1] if number else None
        joins.append(
            f"LEFT JOIN (\n{_part(days, before)}\n) AS {part} ON {part}.customer_id = c.customer_id"
        )
        # What a part has not seen, the one before it may have.
        earlier = f", {part}.previous_{days[-1]}{earlier}"
    listed, joined = ",\n  ".join(columns), "\n".join(joins)
    return f"""SELECT {listed}
FROM (SELECT customer_id FROM customers GROUP BY customer_id) AS c
{joined}"""


def _value(dated: str) -> str:
    return f"{_HALF} - {dated} % {_SCALE}"


LATEST_HEALTH = Base(
    "latest_health", "a customer with its overall health", _relation,
    options=("stale_days", "trend_days"),
)  # fmt: skip
