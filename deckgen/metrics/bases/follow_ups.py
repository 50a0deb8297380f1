"""NPS answers that are old enough to have been followed up: one row per span and answer.

An answer younger than ``within_days`` at the cut-off is not due yet (R12). Columns: ``score``
(hundredths), ``in_time`` (followed up within the days, the last one included), ``mapped`` (0 when
nobody records follow-ups).
"""

from __future__ import annotations

from deckgen.metrics.bases.answers import ANSWERS
from deckgen.model.component import Base, Component, Scope


def _relation(scope: Scope) -> str:
    mapped = int(scope.staged.has("surveys", "followed_up_at"))
    return f"""SELECT span, customer_id, score, {mapped} AS mapped,
  CASE WHEN followed_up_at <= day + :within_days THEN 1 ELSE 0 END AS in_time
FROM answers
WHERE kind = 'nps' AND valid = 1 AND day + :within_days <= cutoff_day"""


FOLLOW_UPS = Base(
    "follow_ups", "an NPS answer whose follow-up is due", _relation,
    tables=("surveys",), uses=(ANSWERS,), options=("within_days",),
)  # fmt: skip

follow_ups_due = Component("follow_ups_due", FOLLOW_UPS)
follow_ups_recorded = Component("follow_ups_recorded", FOLLOW_UPS, "mapped")
followed_up = Component("followed_up", FOLLOW_UPS, "in_time")
_DETRACTORS = "score < 700"
detractors_due = Component("detractors_due", FOLLOW_UPS, where=_DETRACTORS)
detractors_followed_up = Component(
    "detractors_followed_up", FOLLOW_UPS, "in_time", where=_DETRACTORS
)
