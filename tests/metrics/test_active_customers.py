"""Who is a customer at the closing, with revenue and without."""

from __future__ import annotations

from deckgen.metrics.bases.active_customers import ACTIVE_CUSTOMERS
from deckgen.metrics.bases.risk_reasons import RISK_ACCOUNTS
from deckgen.metrics.satisfaction import at_risk_accounts, csm_account_ratio
from tests.metrics.small_cases import base_rows, day, rows

METRIC = csm_account_ratio.METRIC


def test_with_revenue_whoever_pays_at_the_closing_is_active() -> None:
    revenue = rows(
        "customer_id month amount", ("A", "2025-06", 10), ("B", "2025-03", 10), ("C", "2025-06", 0)
    )
    assignments = rows("csm_id customer_id", ("S1", "B"))
    tables = {"revenue": revenue, "assignments": assignments}
    assert base_rows(ACTIVE_CUSTOMERS, "customer_id amount", tables, METRIC) == [("A", 1000)]
    kept = base_rows(ACTIVE_CUSTOMERS, "customer_id", tables, METRIC, zero_is_active=True)
    assert kept == [("A",), ("C",)]


def test_a_customer_without_a_rate_at_the_opening_is_active_all_the_same() -> None:
    tables = {
        "revenue": rows(
            "customer_id month amount currency",
            ("A", "2025-06", 10, "EUR"), ("B", "2025-06", 10, "USD"),
        ),
        "fx_rates": rows("month currency rate", ("2025-06", "EUR", "1.2")),
    }  # fmt: skip
    found = base_rows(ACTIVE_CUSTOMERS, "customer_id amount", tables, METRIC)
    # cents times millionths, at the rate of June
    assert found == [("A", 1000 * 1_200_000), ("B", 1000 * 1_000_000)]


def test_without_revenue_an_assignment_a_contract_or_a_health_row_speaks_for_a_customer() -> None:
    tables = {
        "assignments": rows(
            "csm_id customer_id start_date end_date",
            ("S1", "A", None, None), ("S1", "B", "2025-01-01", "2025-06-29"),
            ("S1", "C", "2025-07-01", None), ("S1", None, None, None),
        ),
        "contracts": rows(
            "contract_id customer_id start_date end_date outcome outcome_date",
            ("K1", "A", "2025-01-01", "2025-12-31", None, None),
            ("K2", "D", "2024-07-01", "2025-06-30", None, None),
            ("K3", "E", "2024-07-01", "2025-06-29", None, None),
            ("K4", "F", "2025-05-01", None, "opted_out", "2025-06-15"),
            acv=1,
        ),
        "health": rows(
            "customer_id date", ("G", "2025-04-01"), ("H", "2025-03-31"), ("I", "2025-07-01"),
            score=50,
        ),
    }  # fmt: skip
    found = base_rows(ACTIVE_CUSTOMERS, "customer_id amount", tables, METRIC)
    assert found == [("A", 0), ("D", 0), ("G", 0)]


def test_the_next_renewal_is_the_earliest_end_of_a_contract_in_force() -> None:
    contracts = rows(
        "contract_id customer_id start_date end_date outcome outcome_date",
        ("K1", "A", "2024-07-01", "2025-06-29", None, None),  # over
        ("K2", "A", "2025-01-01", "2025-12-31", None, None),
        ("K3", "A", "2025-01-01", "2025-09-30", None, None),
        ("K4", "A", "2025-07-01", "2025-08-01", None, None),  # not yet
        ("K5", "B", "2025-01-01", None, None, None),  # never due
        ("K7", "D", "2024-07-01", "2025-06-30", "renewed", "2025-06-01"),  # ends on the last day
        ("K6", "C", "2025-01-01", "2025-12-31", "opted_out", "2025-05-01"),
        acv=1,
    )  # fmt: skip
    tables = {
        "contracts": contracts,
        "assignments": rows("csm_id customer_id", ("M", "C"), ("M", "E")),
    }
    found = base_rows(RISK_ACCOUNTS, "customer_id renewal_day", tables, at_risk_accounts.METRIC)
    assert found == [
        ("A", day("2025-09-30")), ("B", None), ("C", None), ("D", day("2025-06-30")), ("E", None),
    ]  # fmt: skip
