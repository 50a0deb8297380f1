"""Surveys of a period, answered or not: one row per span and survey, for response rates.

A survey belongs to the period in which it was answered; one that was not answered by the last day
belongs to the period in which it was sent. Columns: ``kind``, ``channel``, ``answered``,
``known`` (it says when it was sent: without that nobody knows what was left unanswered).
"""

from __future__ import annotations

from deckgen.metrics.bases.answers import of_channel
from deckgen.model.component import Base, Component, Scope


def _relation(scope: Scope) -> str:
    return f"""SELECT s.span, q.customer_id, q.kind, q.channel,
  CASE WHEN q.responded_at <= s.last_day THEN 1 ELSE 0 END AS answered,
  CASE WHEN q.sent_at IS NULL THEN 0 ELSE 1 END AS known
FROM surveys AS q
JOIN spans AS s ON (q.responded_at >= s.first_day AND q.responded_at <= s.last_day)
  OR ((q.responded_at IS NULL OR q.responded_at > s.last_day)
    AND q.sent_at >= s.first_day AND q.sent_at <= s.last_day)
WHERE q.kind IS NOT NULL{of_channel(scope, "q.channel")}"""


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
