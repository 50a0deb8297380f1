"""Lost customers that should not have been sold to: who, what they were worth, and hindsight."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from deckgen.metrics.bases.bad_fits import BAD_FITS
from deckgen.metrics.customer_fit import bad_fit_churn
from tests.metrics.small_cases import base_rows, computed, paying, rows, told

ID = "bad_fit_churn"
METRIC = bad_fit_churn.METRIC


def lost(who: str, amount: int) -> list[dict[str, Any]]:
    return paying(who, amount=amount, months="2025-03")


REVENUE = [
    *lost("tagged", 10), *lost("told us", 20), *lost("both", 30), *lost("good", 40),
    *lost("untagged", 50), *paying("bad, but here", "s1", "s2", "s3", "s4", "s5", amount=60),
]  # fmt: skip
CUSTOMERS = rows(
    "customer_id fit", ("tagged", "bad"), ("told us", "good"), ("both", "bad"), ("good", "good"),
    ("untagged", None), ("bad, but here", "bad"),
)  # fmt: skip
REASONS = rows(
    "customer_id label", ("told us", "bad_fit"), ("both", "bad_fit"), ("both", "price"),
    ("good", "outside ICP"), ("bad, but here", "bad_fit"), date="2025-05-01", kind="churn",
)  # fmt: skip
TABLES = {"revenue": REVENUE, "customers": CUSTOMERS, "reasons": REASONS}


@pytest.mark.parametrize(
    ("method", "deals", "bad", "good", "unknown"),
    [
        ("either", 3, 60, 40, 50),
        ("fit_tag", 2, 40, 60, 50),
        ("churn_reason", 2, 50, 40, 60),  # the tagged one has no good tag either
    ],
)
def test_tags_reasons_or_either_make_a_bad_fit(
    method: str, deals: int, bad: int, good: int, unknown: int
) -> None:
    parts = told(ID, TABLES, method=method).parts
    assert parts["value"].value == parts["deals"].value == deals
    assert parts["share_of_churned"].value == Fraction(deals, 5)
    assert parts["contract_value"].value == parts["bad_revenue"].value == bad * 12
    assert (parts["good_revenue"].value, parts["unknown_revenue"].value) == (
        good * 12,
        unknown * 12,
    )
    # the three add up to what was lost: 150 a month
    assert bad + good + unknown == 150


def test_other_labels_can_mean_a_bad_fit() -> None:
    labels = ("bad_fit", "outside ICP")
    assert told(ID, TABLES, bad_fit_reasons=labels).value.value == 4
    quoted = rows("customer_id label", ("good", "it's bad"), date="2025-05-01", kind="churn")
    tables = {**TABLES, "reasons": [*REASONS, *quoted]}
    found = told(ID, tables, bad_fit_reasons=("it's bad",), method="churn_reason")
    assert found.value.value == 1


def test_where_no_reason_means_a_bad_fit_nobody_can_say_who_was_one() -> None:
    reasons = rows("customer_id label", ("good", "price"), date="2025-05-01", kind="churn")
    untagged = {"revenue": REVENUE, "reasons": reasons}
    for method in ("either", "churn_reason"):
        parts = told(ID, untagged, method=method).parts
        assert {one.now.code for one in parts.values()} == {"no_bad_fit_reason"}
    # Tags alone are an answer, and so is the reason of a customer who left in another period.
    assert told(ID, {**untagged, "customers": CUSTOMERS}).value.value == 2
    earlier = rows("customer_id label", ("s1", "bad_fit"), date="2020-05-01", kind="churn")
    assert told(ID, {**untagged, "reasons": [*reasons, *earlier]}).value.value == 0
    assert told(ID, TABLES, bad_fit_reasons=(), method="churn_reason").value.value is None


def test_where_nobody_was_lost_no_reason_is_needed() -> None:
    here = {"revenue": paying("A"), "reasons": REASONS[3:4]}
    assert told(ID, here, method="churn_reason").value.value == 0


def test_a_tag_counts_as_known_up_to_the_last_month_that_was_paid() -> None:
    revenue = [
        *paying("in time", "hindsight", "undated", months="2025-03 2025-04"),
        *paying("s1", "s2", "s3", "s4", months="2025-03 2025-04 2025-05 2025-06"),
    ]
    customers = rows(
        "customer_id fit fit_tagged_on", ("in time", "bad", "2025-04-30"),
        ("hindsight", "bad", "2025-05-01"), ("undated", "bad", None),
    )  # fmt: skip
    tables = {"revenue": revenue, "customers": customers}
    found = base_rows(BAD_FITS, "customer_id bad_tag tagged_in_time", tables, METRIC)
    assert found == [("hindsight", 1, 0), ("in time", 1, 1), ("undated", 1, 0)]
    parts = told(ID, tables).parts
    assert (parts["value"].value, parts["tagged_at_sale"].value) == (3, 1)


def test_without_dates_of_tags_nobody_knows_which_are_hindsight() -> None:
    parts = told(ID, TABLES).parts
    assert parts["tagged_at_sale"].now.code == "inputs_missing"
    assert parts["unknown"].value == 1


# In force at the opening (31 March): k1 of 400 days with a total, k2 of 365 days without one.
CONTRACTS = rows(
    "contract_id customer_id start_date end_date acv tcv",
    ("k1", "tagged", "2024-08-01", "2025-09-04", 120, 150),
    ("k2", "both", "2024-07-02", "2025-07-01", 365, None),
    ("k3", "both", "2023-07-02", "2024-07-01", 999, 999),  # over
    ("k4", "good", "2024-07-02", "2025-07-01", 480, None),
    ("k5", "tagged", "2024-05-02", "2025-05-01", 73, None),  # ends inside the period
)


def test_contract_value_can_be_the_total_or_what_was_left_of_the_term() -> None:
    tables = {**TABLES, "contracts": CONTRACTS}
    total = told(ID, tables, value="tcv").parts["contract_value"]
    assert total.value == 150 + 365 + 73  # k2 and k5: a year's worth, of a year each
    assert total.now.n == 2  # "told us" is a bad fit without a contract
    # paid up to 31 March: k1 has 157 days to 4 September left, k2 92 to 1 July, k5 31 to 1 May
    remaining = told(ID, tables, value="remaining").parts["contract_value"]
    assert remaining.value == Fraction(120 * 157 + 73 * 31, 365) + 92
    assert told(ID, tables).parts["contract_value"].value == 60 * 12


def test_an_open_ended_contract_is_worth_a_year_and_owes_nothing_more() -> None:
    contracts = rows(
        "contract_id customer_id start_date end_date acv", ("k", "tagged", "2024-08-01", None, 120)
    )
    tables = {**TABLES, "contracts": contracts}
    assert told(ID, tables, value="tcv").parts["contract_value"].value == 120
    assert told(ID, tables, value="remaining").parts["contract_value"].value == 0


@pytest.mark.parametrize("value", ["tcv", "remaining"])
def test_without_contracts_their_value_is_not_made_up(value: str) -> None:
    parts = told(ID, TABLES, value=value).parts
    assert parts["contract_value"].now.code == "no_eligible_contracts"
    assert parts["value"].value == 3
    pounds = [{**row, "currency": "GBP"} for row in CONTRACTS]
    parts = told(ID, {**TABLES, "contracts": pounds}, value=value).parts
    assert parts["contract_value"].now.code == "missing_fx_rate"


@pytest.mark.parametrize(
    ("method", "tables", "code"),
    [
        ("fit_tag", ("revenue", "reasons"), "inputs_missing"),
        ("churn_reason", ("revenue", "customers"), "inputs_missing"),
        ("either", ("revenue",), "inputs_missing"),
        ("either", ("revenue", "reasons"), None),
        ("either", ("revenue", "customers"), None),
        ("either", ("customers", "reasons"), "inputs_missing"),
    ],
)
def test_a_method_needs_what_it_looks_at(
    method: str, tables: tuple[str, ...], code: str | None
) -> None:
    result = told(ID, {name: TABLES[name] for name in tables}, method=method)
    assert result.value.now.code == code


def test_no_churn_is_no_bad_fit_but_no_share_either() -> None:
    parts = told(ID, {"revenue": paying("A"), "customers": CUSTOMERS}).parts
    assert (parts["value"].value, parts["contract_value"].value) == (0, 0)
    assert parts["share_of_churned"].now.code == "no_churned_customers"


def test_movers_are_the_bad_fits_with_why() -> None:
    movers = told(ID, TABLES).movers
    found = [(one.customer_id, one.amount, one.details["reason"]) for one in movers]
    assert found == [
        ("both", -360, "bad_fit"), ("told us", -240, "bad_fit"), ("tagged", -120, None),
    ]  # fmt: skip


def test_segments_add_up_to_the_company() -> None:
    customers = [{**row, "segment": name} for row, name in zip(CUSTOMERS, "XYXYXY", strict=True)]
    results = computed(ID, {**TABLES, "customers": customers}, by="segment")
    groups = results.groups(("segment",))
    assert len(groups) >= 2
    for part in ("value", "contract_value", "good_revenue", "unknown_revenue"):
        parts = [results.metric(ID, group).parts[part].value or 0 for group in groups]
        assert sum(parts) == results.metric(ID).parts[part].value


def test_each_fit_has_a_churn_rate_of_its_opening_customers() -> None:
    # bad: "tagged" and "both" left and one stays; good: "told us" and "good", nobody stays; not
    # tagged: one left and five stay. A reason of leaving makes nobody a bad fit here.
    rates = told(ID, TABLES).keyed["churn_rate"]
    assert {fit: (part.value, part.now.n) for fit, part in rates.items()} == {
        "bad fit": (Fraction(2, 3), 3), "good fit": (Fraction(2, 2), 2),
        "fit unknown": (Fraction(1, 6), 6),
    }  # fmt: skip
    assert list(rates) == ["bad fit", "good fit", "fit unknown"]


def test_without_tags_there_are_no_rates_by_fit() -> None:
    untagged = {"revenue": REVENUE, "reasons": REASONS}
    assert told(ID, untagged).keyed["churn_rate"] == {}


def test_somebody_who_stays_counts_in_the_rate_and_somebody_new_does_not() -> None:
    tables = {
        "revenue": [*lost("a", 10), *paying("b", "c"), *paying("d", months="2025-06")],
        "customers": rows("customer_id fit", ("a", "bad"), ("b", "bad"), ("c", "good"),
                          ("d", "bad")),
    }  # fmt: skip
    rates = told(ID, tables).keyed["churn_rate"]
    assert {fit: part.value for fit, part in rates.items()} == {
        "bad fit": Fraction(1, 2), "good fit": 0,
    }  # fmt: skip
