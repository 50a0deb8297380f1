"""Tables of accounts say why: who left for what, who grew from what and why."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.metrics.small_cases import paying, rows, told

REASON = "customer_id date kind label is_primary"


def revenue(**amounts: tuple[int, int]) -> list[dict[str, Any]]:
    """Monthly revenue at the opening and at the closing."""
    return rows(
        "customer_id month amount",
        *((who, "2025-03", before) for who, (before, _) in amounts.items()),
        *((who, "2025-06", after) for who, (_, after) in amounts.items()),
    )


LOST = {
    "revenue": revenue(a=(100, 0), b=(80, 0), c=(60, 40), d=(50, 50), e=(20, 0)),
    "reasons": rows(
        REASON,
        ("a", "2025-05-01", "churn", "price", False), ("a", "2025-04-01", "churn", "gap", True),
        ("b", "2025-04-01", "churn", "price", False), ("b", "2025-05-01", "churn", "fit", False),
        ("c", "2025-05-01", "churn", "price", True), ("d", "2025-05-01", "churn", "price", True),
        ("e", "2024-06-30", "churn", "price", True),  # a year before the period's last month
    ),
}  # fmt: skip


def reasons(metric: str, tables: dict[str, Any], **options: Any) -> list[tuple[Any, ...]]:
    movers = told(metric, tables, **options).movers
    return [(one.customer_id, int(one.amount), one.details["reason"]) for one in movers]


def test_losses_name_the_main_reason_else_the_last_and_downgrades_are_called_so() -> None:
    # per year: 12 x 100, 80, 60 - 40 and 20
    assert reasons("revenue_churn", LOST) == [
        ("a", -1200, "gap"), ("b", -960, "fit"), ("c", -240, "Downgraded"), ("e", -240, None),
    ]  # fmt: skip


def test_lost_customers_have_the_same_reasons() -> None:
    assert reasons("logo_churn", LOST) == [
        ("a", -1200, "gap"),
        ("b", -960, "fit"),
        ("e", -240, None),
    ]


def test_an_older_reason_counts_where_the_user_looks_further_back() -> None:
    assert reasons("logo_churn", LOST, lookback_months=24)[-1] == ("e", -240, "price")
    assert reasons("revenue_churn", LOST, lookback_months=24)[-1] == ("e", -240, "price")


@pytest.mark.parametrize("metric", ["revenue_churn", "logo_churn"])
def test_without_reasons_losses_are_told_all_the_same(metric: str) -> None:
    found = reasons(metric, {"revenue": LOST["revenue"]})
    assert ("a", -1200, None) in found


UPSOLD = {
    "revenue": paying("a", "b"),
    "movements": rows(
        "customer_id date type amount", ("a", "2025-05-10", "expansion", 20),
        ("b", "2025-05-10", "expansion", 5),
    ),
    "contracts": rows(
        "contract_id customer_id acv", ("k", "a", 1000),
        start_date="2025-01-01", end_date="2025-12-31",
    ),
    "reasons": rows(
        REASON, ("a", "2025-05-12", "upsell", "seats", None),
        ("a", "2025-05-13", "upsell", "module", None), ("b", "2025-03-31", "upsell", "seats", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("metric", ["average_growth", "average_upsell_value"])
def test_upsells_say_what_they_came_on_top_of_and_why(metric: str) -> None:
    first, second = told(metric, UPSOLD).movers
    # a: 12 x 20 on a contract of 1000 a year; b: 12 x 5 on 12 x 100 paid at the opening
    assert (first.amount, first.details["before"], first.details["reason"]) == (
        240, Fraction(1000), "module",
    )  # fmt: skip
    assert (second.amount, second.details["before"], second.details["reason"]) == (
        60, Fraction(1200), None,
    )  # fmt: skip
