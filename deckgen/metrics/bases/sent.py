"""Surveys of a period, answered or not: one row per span and survey, for response rates.

A survey belongs to the period in which it was answered; one that was not answered by the last day
belongs to the period in which it was sent. Columns: ``kind``, ``channel``, ``answered``,
``known`` (it says when it was sent: without that nobody knows what was left unanswered).
"""

from __future__ import annotations

from deckgen.metrics.bases.answers import of_channel
from deckgen.metrics.bases.period_days import PERIOD_DAYS
from deckgen.model.component import Base, Component, Scope


def _relation(scope: Scope) -> str:
    known = "CASE WHEN q.sent_at IS NULL THEN 0 ELSE 1 END AS known"
    kept = f"q.kind IS NOT NULL{of_channel(scope, 'q.channel')}"
    return f"""SELECT w.span, q.customer_id, q.kind, q.channel, 1 AS answered, {known}
FROM surveys AS q
JOIN {PERIOD_DAYS} AS w ON w.day = q.responded_at
WHERE {kept}
UNION ALL
SELECT w.span, q.customer_id, q.kind, q.channel, 0 AS answered, {known}
FROM surveys AS q
JOIN {PERIOD_DAYS} AS w ON w.day = q.sent_at
WHERE (q.responded_at IS NULL OR q.responded_at > w.last_day) AND {kept}"""


SENT = Base(
    "sent", "a survey answered in the period, or sent in it and not answered", _relation,
    tables=("surveys",), options=("channel",),
)  # fmt: skip

_KEY = ("channel",)
csat_sent = Component("csat_sent", SENT, where="kind = 'csat'", key=_KEY)
csat_answered = Component("csat_answered", SENT, "answered", "kind = 'csat'", key=_KEY)
csat_sent_known = Component("csat_sent_known", SENT, "known", "kind = 'csat'", key=_KEY)
nps_sent = Component("nps_sent", SENT, where="kind = 'nps'")
nps_answered = Component("nps_answered", SENT, "answered", "kind = 'nps'")
nps_sent_known = Component("nps_sent_known", SENT, "known", "kind = 'nps'")
