"""Deliberate mistakes in the SQL: each must make the comparison with the oracle fail.

A comparison that cannot fail proves nothing. The mistakes are small edits of the statements, on
their way to the engine, over a company that stands on every edge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.protocol import Value
from deckgen.model.request import MetricRequest
from tests.compute.oracle_asks import TRAILING, Tables, ask, compared
from tests.compute.oracle_check import differences

END = date(2025, 6, 30)


@dataclass(frozen=True)
class Mistake:
    """An edit of the SQL (a pattern and its replacement) and the metric it must show in."""

    name: str
    pattern: str
    replacement: str
    metric: MetricRequest

    def __str__(self) -> str:
        return self.name


MISTAKES = (
    Mistake(
        "the closing segment for the opening one",
        r"COALESCE\(d\.(d0_\d+), d\.(d0_\d+)\)", r"COALESCE(d.\2, d.\1)",
        ask("net_revenue_retention"),
    ),
    Mistake(
        "expansion above the opening counted as kept",
        r"CASE WHEN closing >= opening THEN opening WHEN closing > 0 THEN closing ELSE 0 END",
        "closing", ask("gross_revenue_retention"),
    ),
    Mistake(
        "the closing rate for the opening one",
        r"(SUM\(w\.m\d+ \* fx\.)opening_rate(\) AS c,)", r"\1closing_rate\2",
        ask("gross_revenue_retention"),
    ),
    Mistake(
        "the opening rate for a stock",
        r"(SUM\(w\.m\d+ \* fx\.)closing_rate(\) AS c_own)", r"\1opening_rate\2",
        ask("at_risk_accounts"),
    ),
    Mistake(
        "who came back is new", r"first_paid <= opening_month", "1 = 0",
        ask("logo_retention", "net_of_new"),
    ),
    Mistake(
        "a customer of the months between forgotten",
        r"MAX\(CASE WHEN m\d+ > 0( OR m\d+ > 0)* THEN 1 ELSE 0 END\) AS ever", "0 AS ever",
        ask("logo_churn", "opening_plus_new", TRAILING),
    ),
    Mistake(
        "new customers' events in the base", r"opening <> 0 AND excluded = 0", "excluded = 0",
        ask("net_revenue_retention", "movements"),
    ),
    Mistake(
        "price increases are upsells", r"IN \('fx', 'price_increase'\)", "IN ('fx')",
        ask("upsell_rate"),
    ),
    Mistake(
        "the renewal window one day too long", r"x\.end_day - 90", "x.end_day - 89",
        ask("upsell_rate", "mid_contract"),
    ),
    Mistake(
        "a reason once per note, not per customer",
        r"GROUP BY s\.span, r\.customer_id, r\.label",
        "GROUP BY s.span, r.customer_id, r.label, r.date",
        ask("churn_drivers", None, TRAILING),
    ),
    Mistake(
        "reasons after the cut-off known",
        r"r\.date <= s\.cutoff_day", "r.date <= s.cutoff_day + 9",
        ask("churn_drivers", None, TRAILING),
    ),
    Mistake(
        "thirteen months to look back", r"- 12 \+ 1", "- 12",
        ask("product_gaps"),
    ),
    Mistake(
        "who is there at the closing, for who ever was",
        r"WHEN \(?ever = 1 OR was_active = 1 OR is_active = 1\)?", "WHEN is_active = 1",
        ask("product_gaps"),
    ),
    Mistake(
        "resolved gaps still open",
        r"r\.resolved_on IS NULL OR r\.resolved_on > s\.last_day", "1 = 1",
        ask("product_gaps"),
    ),
    Mistake(
        "the first answer of a respondent", r"ORDER BY a\.day DESC", "ORDER BY a.day",
        ask("nps", None, TRAILING),
    ),
    Mistake(
        "of two answers on one day the better",
        r"a\.day DESC, a\.score,", "a.day DESC, a.score DESC,",
        ask("nps", None, TRAILING),
    ),
    Mistake(
        "scores beyond their scale", r"q\.score > q\.scale_max", "1 = 0",
        ask("csat"),
    ),
    Mistake(
        "a score exactly stale days old forgotten", r"(date >= \d+ - )90\b", r"\g<1>89",
        ask("at_risk_accounts"),
    ),
    Mistake(
        "a score on the threshold at risk", r"a\.score < 5000", "a.score <= 5000",
        ask("at_risk_accounts"),
    ),
    Mistake(
        "a permission revoked on the last day still given",
        r"reference_revoked_on > s\.last_day", "reference_revoked_on >= s.last_day",
        ask("referenceable_customers"),
    ),
    Mistake(
        "secondary CSMs as owners", r"WHERE x\.role = 'primary'", "WHERE 1 = 1",
        ask("csm_account_ratio"),
    ),
    Mistake(
        "a loss dated by the first month of the period that was paid",
        r"CASE (WHEN m\d+ > 0 THEN \d+ )*(WHEN m\d+ > 0 THEN \d+) END", r"CASE \2 END",
        ask("bad_fit_churn", "fit_tag", TRAILING),
    ),
    Mistake(
        "an opt-out after the deadline", r"k\.outcome_date <= k\.opt_out_deadline", "1 = 1",
        ask("opt_out_usage"),
    ),
    Mistake(
        "tags of the good for tags of the bad", r"c\.fit = 'bad'", "c.fit = 'good'",
        ask("bad_fit_churn", "fit_tag", TRAILING),
    ),
)  # fmt: skip


class Mistaken(DuckDB):
    """An engine that edits what it is told to run."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__()
        self.mistake = mistake
        self.edits = 0

    def create(self, table: str, select: str) -> None:
        super().create(table, self._edited(select))

    def rows(self, select: str) -> list[tuple[Value, ...]]:
        return super().rows(self._edited(select))

    def _edited(self, select: str) -> str:
        edited, count = re.subn(self.mistake.pattern, self.mistake.replacement, select)
        self.edits += count
        return edited


def on_the_edge(tables: Tables) -> None:
    """Same-day answers, scores exactly as old as allowed, contracts that end on the boundary."""
    rng = Random(11)
    for row in tables["surveys"]:
        if row["responded_at"] and rng.random() < 0.5:
            row["responded_at"] = row["responded_at"].replace(day=15)
            row["followed_up_at"] = None
        if row["kind"] == "nps" and row["respondent_id"] == "shared":
            row["responded_at"] = rng.choice([date(2025, 3, 15), date(2025, 5, 15)])
        if row["kind"] == "csat" and rng.random() < 0.1:
            row["score"] = 6
    held: dict[str, dict[str, object]] = {}
    for row in tables["health"]:
        held.setdefault(row["customer_id"], row)
    tables["health"] = list(held.values())
    for row in tables["health"]:
        if rng.random() < 0.5:
            row["date"] = END - timedelta(days=90)
        if rng.random() < 0.3:
            row["score"] = 50
    for row in tables["customers"]:
        if row["reference_granted_on"] and rng.random() < 0.4:
            row["reference_revoked_on"] = END
    for number, row in enumerate(tables["movements"]):
        if row["type"] == "expansion" and row["date"] > date(2025, 1, 1):
            tables["contracts"].append(
                {
                    "contract_id": f"edge-{number}", "customer_id": row["customer_id"],
                    "start_date": date(2024, 1, 1), "end_date": row["date"] + timedelta(days=90),
                    "acv": 1000, "currency": row["currency"], "opt_out_deadline": None,
                    "outcome": "open", "outcome_date": None, "renewed_acv": None,
                }
            )  # fmt: skip
    again = [{**row, "date": row["date"] + timedelta(days=1)} for row in tables["reasons"]]
    churn = {row["customer_id"]: row for row in tables["reasons"] if row["kind"] == "churn"}
    later = [{**row, "date": date(2025, 7, 8), "label": "later"} for row in churn.values()]
    tables["reasons"] += again + later


def found(mistake: Mistake | None, metric: MetricRequest) -> tuple[list[str], int]:
    """The differences under a mistake, and how often it was made."""
    engine = DuckDB() if mistake is None else Mistaken(mistake)
    results, world = compared(
        (metric,), 8, currencies=True, tweak=on_the_edge, engine=engine, customers=60
    )
    edits = engine.edits if isinstance(engine, Mistaken) else 0
    return list(differences(results, world)), edits


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_the_oracle_notices(mistake: Mistake) -> None:
    noticed, edits = found(mistake, mistake.metric)
    assert edits, "the statements no longer contain what the mistake edits"
    assert noticed


def test_without_a_mistake_there_is_nothing_to_notice() -> None:
    metrics: list[MetricRequest] = []
    for mistake in MISTAKES:
        if mistake.metric not in metrics:
            metrics.append(mistake.metric)
    for metric in metrics:
        assert found(None, metric) == ([], 0), metric.id
