"""Survey answers inside a period: one row per span and answer (``responded_at`` in the period).

Columns: ``kind``, ``channel``, ``day``, ``score``, ``scale_min`` and ``scale_max`` (hundredths),
``valid`` (there is a score, inside its scale; for NPS also inside 0-10), ``place`` (1 for the
latest valid answer of a respondent), ``interaction_place`` (1 for the latest valid answer of a
respondent to one interaction), ``lower_half`` (the score is not above the middle of its scale),
``theme``, ``followed_up_at``, ``cutoff_day``.

An answer without a respondent is nobody's earlier one: it is its own. Of several answers on one
day the lowest score counts, then the first customer. ``channel`` leaves the others out before
anything is counted.
"""

from __future__ import annotations

from deckgen.metrics.bases.movement_events import text_literal
from deckgen.metrics.bases.period_days import PERIOD_DAYS
from deckgen.model.component import Base, Component, Scope


def of_channel(scope: Scope, column: str) -> str:
    """The condition of the option ``channel``; nothing when it is empty."""
    channel = scope.options["channel"]
    return f" AND {column} = {text_literal(str(channel))}" if channel else ""


def _relation(scope: Scope) -> str:
    latest = (
        "ORDER BY a.day DESC, a.score, COALESCE(a.customer_id, ''), COALESCE(a.channel, ''), "
        "COALESCE(a.response_id, '')"
    )
    interaction_place = "1"
    if scope.staged.has("surveys", "interaction_id"):
        interaction_place = f"""CASE WHEN a.interaction_id IS NULL THEN 1 ELSE ROW_NUMBER() OVER (
    PARTITION BY a.span, a.kind, a.valid, a.respondent_id, a.interaction_id {latest}) END"""
    # Answers of nobody stay out of the ranking: they would all be ranked as one respondent's.
    of_nobody = f"""SELECT {_COLUMNS}, 1 AS place, 1 AS interaction_place
FROM (
{_in_period(scope, "q.respondent_id IS NULL")}
) AS a"""
    if not scope.staged.has("surveys", "respondent_id"):
        return of_nobody
    return f"""SELECT {_COLUMNS}, ROW_NUMBER() OVER (
    PARTITION BY a.span, a.kind, a.valid, a.respondent_id {latest}) AS place,
  {interaction_place} AS interaction_place
FROM (
{_in_period(scope, "q.respondent_id IS NOT NULL")}
) AS a
UNION ALL
{of_nobody}"""


_COLUMNS = """a.span, a.customer_id, a.kind, a.channel, a.day, a.score, a.scale_min, a.scale_max,
  a.valid, a.lower_half, a.theme, a.followed_up_at, a.cutoff_day"""


def _in_period(scope: Scope, condition: str) -> str:
    return f"""SELECT w.span, w.cutoff_day, q.customer_id, q.respondent_id, q.interaction_id,
  q.response_id, q.kind, q.channel, q.responded_at AS day, q.score, q.scale_min, q.scale_max,
  q.theme, q.followed_up_at,
  CASE WHEN q.score IS NULL OR q.score < q.scale_min OR q.score > q.scale_max THEN 0
    WHEN q.kind = 'nps' AND (q.score < 0 OR q.score > 1000) THEN 0 ELSE 1 END AS valid,
  CASE WHEN 2 * q.score <= q.scale_min + q.scale_max THEN 1 ELSE 0 END AS lower_half
FROM surveys AS q
JOIN {PERIOD_DAYS} AS w ON w.day = q.responded_at
WHERE {condition}{of_channel(scope, "q.channel")}"""


ANSWERS = Base(
    "answers", "an answer to a survey", _relation, tables=("surveys",), options=("channel",)
)

_SCALE = ("channel", "scale_min", "scale_max", "score")
_CSAT = "kind = 'csat' AND valid = 1"
_NPS = "kind = 'nps' AND valid = 1"

# Answers by channel, scale and score: everything about CSAT is exact from this.
csat_answers = Component("csat_answers", ANSWERS, where=_CSAT, key=_SCALE)
csat_per_interaction = Component(
    "csat_per_interaction", ANSWERS, where=f"{_CSAT} AND interaction_place = 1", key=_SCALE
)
# Low answers by theme; no scale is needed, so methods and scales may differ.
_LOW = f"{_CSAT} AND lower_half = 1"
csat_low = Component("csat_low", ANSWERS, where=_LOW, key=("theme",))
csat_low_per_interaction = Component(
    "csat_low_per_interaction", ANSWERS, where=f"{_LOW} AND interaction_place = 1", key=("theme",)
)
csat_invalid = Component(
    "csat_invalid", ANSWERS, where="kind = 'csat' AND valid = 0", key=("channel",)
)


def _nps(name: str, where: str) -> Component:
    return Component(name, ANSWERS, where=f"{_NPS} AND {where}")


# 9-10, 7-8 and below, on hundredths; the latest answer per respondent, or all.
promoters = _nps("promoters", "place = 1 AND score >= 900")
passives = _nps("passives", "place = 1 AND score >= 700 AND score < 900")
detractors = _nps("detractors", "place = 1 AND score < 700")
all_promoters = _nps("all_promoters", "score >= 900")
all_passives = _nps("all_passives", "score >= 700 AND score < 900")
all_detractors = _nps("all_detractors", "score < 700")
nps_invalid = Component("nps_invalid", ANSWERS, where="kind = 'nps' AND valid = 0")


def _per_customer(scope: Scope) -> str:
    return """SELECT span, customer_id, COUNT(*) AS answers, SUM(lower_half) AS low_answers,
  MIN(score) AS lowest_score
FROM answers
WHERE kind = 'csat' AND valid = 1 AND customer_id IS NOT NULL
GROUP BY span, customer_id"""


CSAT_CUSTOMERS = Base(
    "csat_customers", "a customer that answered a satisfaction survey", _per_customer,
    tables=("surveys",), uses=(ANSWERS,),
)  # fmt: skip
