"""Health on the last day: one row per span and customer active at the closing.

The score is the latest overall one that is not older than ``stale_days`` (exactly so old is used);
the band likewise. An overall score is never made up from components. Columns: ``amount`` (closing
revenue), ``score``, ``band``, ``previous_score`` (the last one dated ``trend_days`` or more before
the last day), ``has_score``, ``has_band``, ``flags_mapped`` (0 when nobody sets the manual flag);
and 0 or 1 for every way to be at risk: ``below_threshold``, ``in_red_band``, ``flagged``,
``dropped``, ``any_of`` (of the option ``methods``).
"""

from __future__ import annotations

from deckgen.metrics.bases.active_customers import ACTIVE_CUSTOMERS
from deckgen.metrics.bases.latest_health import LATEST_HEALTH, latest
from deckgen.model.component import At, Base, Component, Kind, Need, Scope

AT_RISK = {
    "below_threshold": "below_threshold",
    "band": "in_red_band",
    "manual": "flagged",
    "trend": "dropped",
    "any_of": "any_of",
}
"""The column that says whether a customer is at risk, by the metric's method."""

SCORED = ("below_threshold", "trend")
"""The methods that need a score; `band` needs a band."""


def _any_of(scope: Scope) -> str:
    chosen = [f"judged.{AT_RISK[name]} = 1" for name in scope.texts("methods") if name != "any_of"]
    return f"CASE WHEN {' OR '.join(chosen)} THEN 1 ELSE 0 END" if chosen else "0"


def _relation(scope: Scope) -> str:
    mapped = int(scope.staged.has("customers", "at_risk_since"))
    score, band, previous = (
        f"CASE a.span {' '.join(f'WHEN {s.id} THEN h.{latest(kind, s)}' for s in scope.spans)} END"
        for kind in ("score", "band", "previous")
    )
    return f"""SELECT judged.span, judged.customer_id, judged.amount, judged.score, judged.band,
  judged.previous_score, judged.has_score, judged.has_band, {mapped} AS flags_mapped,
  judged.below_threshold, judged.in_red_band, judged.flagged, judged.dropped,
  {_any_of(scope)} AS any_of
FROM (
SELECT a.span, a.customer_id, a.amount, a.score, a.band, a.previous_score,
  CASE WHEN a.score IS NULL THEN 0 ELSE 1 END AS has_score,
  CASE WHEN a.band IS NULL THEN 0 ELSE 1 END AS has_band,
  CASE WHEN a.score < :threshold THEN 1 ELSE 0 END AS below_threshold,
  CASE WHEN a.band = 'red' THEN 1 ELSE 0 END AS in_red_band,
  CASE WHEN c.at_risk_since <= s.last_day
    AND (c.at_risk_until IS NULL OR c.at_risk_until > s.last_day) THEN 1 ELSE 0 END AS flagged,
  CASE WHEN a.previous_score - a.score >= :drop_points THEN 1 ELSE 0 END AS dropped
FROM (
SELECT a.span, a.customer_id, a.amount, {score} AS score, {band} AS band,
  {previous} AS previous_score
FROM active_customers AS a
LEFT JOIN latest_health AS h ON h.customer_id = a.customer_id
) AS a
JOIN spans AS s ON s.span = a.span
LEFT JOIN customers AS c ON c.customer_id = a.customer_id
) AS judged"""


HEALTH_AT_END = Base(
    "health_at_end", "a customer active at the closing", _relation,
    uses=(ACTIVE_CUSTOMERS, LATEST_HEALTH), options=("threshold", "drop_points", "methods"),
)  # fmt: skip

_CLOSING = frozenset({Need.CLOSING})


def _customers(name: str, where: str | None = None, key: tuple[str, ...] = ()) -> Component:
    return Component(name, HEALTH_AT_END, where=where, key=key, at=At.CLOSING)


watched = _customers("watched")
flags_mapped = Component("flags_mapped", HEALTH_AT_END, "flags_mapped", at=At.CLOSING)
scored = _customers("scored", "has_score = 1")
banded = _customers("banded", "has_band = 1")
scored_or_banded = _customers("scored_or_banded", "has_score = 1 OR has_band = 1")
by_band = _customers("by_band", key=("band", "has_score", "below_threshold"))
at_risk = {method: _customers(f"at_risk_{method}", f"{c} = 1") for method, c in AT_RISK.items()}
revenue_at_risk = {
    method: Component(
        f"revenue_at_risk_{method}", HEALTH_AT_END, "amount", f"{column} = 1",
        at=At.CLOSING, kind=Kind.RECURRING, needs=_CLOSING,
    )
    for method, column in AT_RISK.items()
}  # fmt: skip
