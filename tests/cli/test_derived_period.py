"""`current: latest` with revenue that is derived: the data ends where its own dates end."""

from __future__ import annotations

import json

from tests.support.commands import assert_refused, deckgen
from tests.support.projects import Project

CONTRACTS = """\
no,account,start,end,acv,decided
1,A1,2024-01-01,,1200,
2,A2,2024-01-01,2024-08-31,2400,2024-08-31
3,A3,2024-01-01,2030-12-31,3600,
4,A4,2024-09-15,2030-12-31,4800,
"""
TABLE = """\
  contracts:
    source: billing
    columns:
      {contract_id: "no", customer_id: account, start_date: start, end_date: end, acv: acv,
       outcome_date: decided}
  revenue: {from: contracts}
"""


def derived(project: Project, period: str) -> None:
    """Contracts in the place of the revenue export; ``period`` is that of the configuration."""
    text = project.config.read_text(encoding="utf-8")
    before, _, rest = text.partition("  revenue:\n")
    _, _, after = rest.partition("sections:")
    text = f"{before}{TABLE}sections:{after}"
    project.write("config.yaml", text.replace("2025-Q2, history: 2, as_of: 2025-07-03", period))
    project.write("mrr.csv", CONTRACTS)


def periods(project: Project, *options: str) -> set[str]:
    answer = deckgen("compute", project.config, "--format", "json", *options)
    assert answer.code == 0, answer.err
    return {
        row["period"] for row in json.loads(answer.out) if row["metric"] == "net_revenue_retention"
    }


def test_the_latest_period_is_that_of_the_newest_date_and_not_today(project: Project) -> None:
    # The newest date that is not still to come is 15 September 2024: Q3 2024 is the latest.
    derived(project, "latest, history: 1")
    assert periods(project) == {"2024-Q3"}


def test_a_cut_off_comes_before_the_newest_date(project: Project) -> None:
    derived(project, "latest, history: 1, as_of: 2024-07-02")
    assert periods(project) == {"2024-Q2"}


def test_a_month_that_is_not_over_at_the_cut_off_is_not_complete(project: Project) -> None:
    # The feed knows of 15 September, but on the 10th the quarter was not over.
    derived(project, "latest, history: 1, as_of: 2024-09-10")
    assert periods(project) == {"2024-Q2"}


def test_a_period_that_is_named_gets_its_revenue(project: Project) -> None:
    """Contracts in force are carried into the period that a person asks for."""
    derived(project, "2024-Q3, history: 1")
    answer = deckgen("compute", project.config, "--format", "json", "--period", "2024-Q4")
    assert answer.code == 0, answer.err
    found = {
        row["part"]: row["value"]
        for row in json.loads(answer.out)
        if row["metric"] == "net_revenue_retention"
    }
    # A1 100 a month, A3 300, A4 400 in September and in December.
    assert (found["opening"], found["closing"], found["value"]) == ("800", "800", "1")


def test_a_period_that_no_term_reaches_has_no_data(project: Project) -> None:
    derived(project, "2031-Q2")
    answer = deckgen("build", project.config)
    assert_refused(answer, "config.yaml:2:", "there is no data in 2031-Q2", code="data-354")


def test_a_rolling_contract_says_nothing_about_the_days_to_come(project: Project) -> None:
    derived(project, "2025-Q4")
    project.write("mrr.csv", CONTRACTS.replace("2030-12-31", ""))
    assert_refused(deckgen("build", project.config), "2025-Q4", "2024-09-15", code="data-354")


def test_explain_goes_from_derived_revenue_to_the_rows_of_the_contracts(project: Project) -> None:
    derived(project, "2024-Q3, history: 1")
    out = deckgen(
        "explain", project.config, "net_revenue_retention", "--customer", "A3", "--no-sql"
    ).out
    # 3,600 a year is 300 a month, as the config counts revenue
    months = [line.split() for line in out.splitlines() if "  2024-0" in line]
    assert ["A3", "2024-06", "300.00", "USD"] in months
    assert "rows of source billing, as exported" in out
    assert "mrr.csv:4" in out
