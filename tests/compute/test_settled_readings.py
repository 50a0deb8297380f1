"""Small worked cases of rules that the oracle once found broken, so that they stay settled."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from deckgen.compute import Results, compute
from deckgen.engine.duckdb import DuckDB
from deckgen.metrics.catalogue import catalogue
from deckgen.model.period import Calendar
from deckgen.model.request import Group, MetricRequest, MoneyRules, Request
from tests.compute.oracle_asks import ask
from tests.support.canonical import fill

Rows = list[dict[str, Any]]


def paid(customer: str, *months: tuple[str, int], **more: Any) -> Rows:
    """Revenue rows of one customer."""
    return [{"customer_id": customer, "month": m, "amount": a, **more} for m, a in months]


def results_of(
    metric: MetricRequest,
    tables: dict[str, Rows],
    by: tuple[str, ...] = (),
    money: MoneyRules = MoneyRules(),  # noqa: B008  (frozen)
) -> Results:
    """The second quarter of 2025."""
    calendar = Calendar()
    groupings: tuple[tuple[str, ...], ...] = ((), *((name,) for name in by))
    request = Request(
        metrics=(metric,), calendar=calendar, current=calendar.parse("2025-Q2"), history=1,
        dimensions=by, groupings=groupings, money=money,
    )  # fmt: skip
    engine = DuckDB()
    results = compute(engine, fill(engine, tables), request, catalogue())
    engine.close()
    return results


def value(results: Results, metric: str, part: str, group: Group = ()) -> Fraction | None:
    return results.metric(metric, group).parts[part].now.value


MOVER = [
    # A is SMB at the opening and Enterprise at the closing; B stays in SMB
    *paid("A", ("2025-03", 60), segment="SMB"),
    *paid("A", ("2025-06", 60), segment="Enterprise"),
    *paid("B", ("2025-03", 40), ("2025-06", 40), segment="SMB"),
]


def test_a_customer_that_outgrows_its_segment_is_not_lost_to_it_whatever_the_method() -> None:
    # R14: a cohort metric takes the segment at the opening. SMB: 2 at the start, 2 at the end.
    smb: Group = (("segment", "SMB"),)
    for method in ("end_over_start", "net_of_new"):
        found = results_of(ask("logo_retention", method), {"revenue": MOVER}, ("segment",))
        assert value(found, "logo_retention", "value", smb) == 1
        assert value(found, "logo_retention", "closing", smb) == 2


def test_excluded_subtypes_are_no_losses_in_the_count_of_events() -> None:
    tables: dict[str, Rows] = {
        "revenue": [*paid("A", ("2025-03", 10)), *paid("B", ("2025-03", 10), ("2025-06", 10))],
        "movements": [
            {
                "movement_id": "1", "customer_id": "A", "date": date(2025, 5, 1), "type": "churn",
                "subtype": "merger", "amount": -10,
            }
        ],
    }  # fmt: skip
    counted = results_of(ask("logo_churn", "events"), tables)
    left_out = results_of(ask("logo_churn", "events", exclude_subtypes=("merger",)), tables)
    assert value(counted, "logo_churn", "value") == Fraction(1, 2)
    assert value(left_out, "logo_churn", "value") == 0


EUROS = {
    # A pays EUR 100 throughout, N EUR 50 since May; a euro is 1.10 in March and 1.20 in June
    "revenue": [
        *paid("A", ("2025-03", 100), ("2025-06", 100), currency="EUR"),
        *paid("N", ("2025-05", 50), ("2025-06", 50), currency="EUR"),
    ],
    "fx_rates": [
        {"month": "2025-03", "currency": "EUR", "rate": "1.10"},
        {"month": "2025-06", "currency": "EUR", "rate": "1.20"},
    ],
}


def test_at_constant_currency_new_revenue_is_at_the_opening_rate_too() -> None:
    # 110 + 55 = 165, the same total that total_revenue_ratio compares: 165 / 110
    constant = results_of(ask("net_revenue_retention"), EUROS)
    assert value(constant, "net_revenue_retention", "new") == 55
    assert value(constant, "net_revenue_retention", "closing") == 165
    ratio = results_of(ask("net_revenue_retention", "total_revenue_ratio"), EUROS)
    assert value(ratio, "net_revenue_retention", "value") == Fraction(165, 110)
    # floating: new at the closing rate, 60; opening 110 + fx 10 + new 60 = 180
    floating = results_of(ask("net_revenue_retention"), EUROS, money=MoneyRules(fx="floating"))
    assert value(floating, "net_revenue_retention", "new") == 60
    assert value(floating, "net_revenue_retention", "closing") == 180


def test_exchange_rates_are_no_net_churn_even_while_retention_floats() -> None:
    # R7: floating changes NRR and the bridge only
    found = results_of(ask("revenue_churn", "net"), EUROS, money=MoneyRules(fx="floating"))
    assert value(found, "revenue_churn", "value") == 0


def test_a_free_customer_that_joined_and_left_is_in_the_base_of_opening_plus_new() -> None:
    # A stays; F has a row of 0 in May only. Free plans are customers: 1 of 2 lost.
    tables = {"revenue": [*paid("A", ("2025-03", 10), ("2025-06", 10)), *paid("F", ("2025-05", 0))]}
    paying = results_of(ask("logo_churn", "opening_plus_new"), tables)
    free = results_of(ask("logo_churn", "opening_plus_new", zero_is_active=True), tables)
    assert value(paying, "logo_churn", "value") == 0
    assert value(free, "logo_churn", "value") == Fraction(1, 2)


def test_sums_of_months_floor_credits_after_the_products_are_added_up() -> None:
    # Q1: 100. Q2: May 100 - 30 = 70; June a credit of 20, floored to 0: 70 / 100
    revenue = [
        *paid("A", ("2025-03", 100), ("2025-05", 100), product="core"),
        *paid("A", ("2025-05", -30), ("2025-06", -20), product="more"),
    ]
    asked = ask("net_revenue_retention", "total_revenue_ratio", measure="period_sum")
    found = results_of(asked, {"revenue": revenue})
    assert value(found, "net_revenue_retention", "value") == Fraction(7, 10)


def test_a_column_of_the_users_own_serves_customers_without_any_membership() -> None:
    tables: dict[str, Rows] = {
        "customers": [
            {"customer_id": "A", "region": "EMEA"}, {"customer_id": "B", "region": "EMEA"},
        ],
        "memberships": [
            {"customer_id": "A", "dimension": "region", "value": "AMER", "start_date": None},
        ],
        "revenue": [
            *paid("A", ("2025-03", 10), ("2025-06", 10)),
            *paid("B", ("2025-03", 10), ("2025-06", 10)),
        ],
    }  # fmt: skip
    found = results_of(ask("logo_retention"), tables, ("region",))
    assert value(found, "logo_retention", "opening", (("region", "AMER"),)) == 1
    assert value(found, "logo_retention", "opening", (("region", "EMEA"),)) == 1


def test_a_csm_with_accounts_in_one_segment_is_not_idle_in_the_others() -> None:
    # S1 has A (SMB), S2 has B (no segment), S3 nobody: B's own group counts S2 and S3, not S1
    tables: dict[str, Rows] = {
        "customers": [{"customer_id": "A", "segment": "SMB"}, {"customer_id": "B"}],
        "revenue": [*paid("A", ("2025-06", 10)), *paid("B", ("2025-06", 10))],
        "assignments": [
            {"csm_id": "S1", "customer_id": "A"}, {"csm_id": "S2", "customer_id": "B"},
            {"csm_id": "S3", "customer_id": None},
        ],
    }  # fmt: skip
    found = results_of(ask("csm_account_ratio", "include_zero_account_csms"), tables, ("segment",))
    none: Group = (("segment", None),)
    smb: Group = (("segment", "SMB"),)
    assert value(found, "csm_account_ratio", "csms") == 3
    assert value(found, "csm_account_ratio", "csms", none) == 2
    assert value(found, "csm_account_ratio", "csms", smb) == 1
