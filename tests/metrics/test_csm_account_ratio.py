"""Accounts per CSM: whose account it is, and every way to sum them up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.metrics.bases.csm_accounts import CSM_ACCOUNTS
from deckgen.metrics.satisfaction import csm_account_ratio
from tests.metrics.small_cases import base_rows, computed, paying, rows, told, values

ID = "csm_account_ratio"
METRIC = csm_account_ratio.METRIC
COLUMNS = "csm_id customer_id start_date end_date role fte"

# S1 has a b c, S2 has d, S3 nothing but a cover; e has nobody, x is gone
ASSIGNMENTS = rows(
    COLUMNS,
    ("S1", "a", "2024-01-01", None, "primary", 1), ("S1", "b", None, None, None, None),
    ("S1", "c", "2025-06-30", None, "primary", 1), ("S9", "c", "2025-01-01", None, "primary", 1),
    ("S2", "d", "2025-01-01", "2025-06-30", "primary", "0.5"),
    ("S3", "d", "2025-01-01", None, "secondary", 1),
    ("S2", "x", "2025-01-01", None, "primary", "0.5"),
    ("S4", "e", "2025-01-01", "2025-06-29", "primary", 1),
    ("S5", "e", "2025-07-01", None, "primary", 1),
)  # fmt: skip
REVENUE = [
    *paying("a", "b", "c", amount=100),
    *paying("d", amount=600),
    *paying("e", amount=50),
    *paying("x", months="2025-03"),
]
TABLES = {"assignments": ASSIGNMENTS, "revenue": REVENUE}


def test_an_account_counts_for_the_primary_csm_on_the_last_day() -> None:
    found = base_rows(CSM_ACCOUNTS, "customer_id csm_id amount account", TABLES, METRIC)
    accounts = [row[:3] for row in found if row[3] == 1]
    assert accounts == [
        ("a", "S1", 100_00), ("b", "S1", 100_00), ("c", "S1", 100_00), ("d", "S2", 600_00),
        ("e", None, 50_00),
    ]  # fmt: skip
    heads = sorted(row[1] for row in found if row[3] == 0)
    assert heads == ["S3", "S9"]  # one line for each CSM without an account of its own


def test_the_mean_is_of_csms_with_accounts() -> None:
    result = told(ID, TABLES)
    assert result.value.value == 2  # 4 accounts, S1 and S2
    parts = {name: result.parts[name].value for name in ("csms", "max", "min", "median")}
    assert parts == {"csms": 2, "max": 3, "min": 1, "median": 2}
    assert result.parts["unassigned"].value == 1
    assert result.value.now.warnings == ("unassigned_accounts",)
    assert values(result.keyed["accounts"]) == {"S1": 3, "S2": 1}
    assert values(result.keyed["revenue"]) == {"S1": 3600, "S2": 7200}  # per year


@pytest.mark.parametrize(
    "wanted", [{"method": "include_zero_account_csms"}, {"include_zero_account_csms": True}]
)
def test_csms_without_accounts_count_on_request(wanted: dict[str, object]) -> None:
    result = told(ID, TABLES, **wanted)
    assert result.value.value == 1  # 4 accounts, S1 S2 S3 S9
    parts = {name: result.parts[name].value for name in ("csms", "max", "min", "median")}
    assert parts == {"csms": 4, "max": 3, "min": 0, "median": Fraction(1, 2)}
    assert values(result.keyed["accounts"]) == {"S1": 3, "S2": 1, "S3": 0, "S9": 0}


def test_the_median_is_not_moved_by_one_pool() -> None:
    assert told(ID, TABLES, method="median").value.value == 2


def test_weighted_by_revenue_is_the_load_behind_the_average_dollar() -> None:
    # (3 x 300 + 1 x 600) / 900
    assert told(ID, TABLES, method="weighted").value.value == Fraction(5, 3)


def test_weighted_by_revenue_needs_revenue() -> None:
    result = told(ID, {"assignments": ASSIGNMENTS}, method="weighted")
    assert result.value.now.code == "inputs_missing"


def test_weighted_by_segment_lets_a_large_account_count_more() -> None:
    customers = rows(
        "customer_id segment", ("a", "SMB"), ("b", "Mid"), ("c", None), ("d", "Enterprise")
    )
    tables = {**TABLES, "customers": customers}
    wanted = {"method": "weighted", "weight_by": "segment"}
    # S1 has 1 + 2.5 + 1, S2 has 5
    weights = {"Enterprise": 5, "Mid": "2.5"}
    assert told(ID, tables, weights=weights, **wanted).value.value == Fraction(19, 4)
    assert told(ID, tables, **wanted).value.value == 2


def test_segments_are_never_blended() -> None:
    customers = rows("customer_id segment", ("a", "SMB"), ("b", "SMB"), ("c", "Mid"), ("d", "SMB"))
    result = told(ID, {**TABLES, "customers": customers}, method="by_segment")
    # SMB: a b of S1, d of S2; Mid: c of S1
    assert values(result.keyed["segment"]) == {"SMB": Fraction(3, 2), "Mid": 1}
    assert result.value.value == Fraction(3, 2)
    assert "segment" not in told(ID, TABLES).keyed


def test_a_part_time_csm_can_count_as_its_full_time_equivalent() -> None:
    result = told(ID, TABLES, per_fte=True)
    assert result.value.value == Fraction(4, 1) / Fraction(3, 2)  # S1 whole, S2 half
    assert (result.parts["max"].value, result.parts["min"].value) == (3, 2)
    assert result.parts["csms"].value == 2


def test_names_can_be_masked_and_stay_the_same() -> None:
    # S1's books began before any date, then S2, S3, S4 and S9 on one day, then S5
    result = told(ID, TABLES, anonymize_csms=True)
    assert values(result.keyed["accounts"]) == {"CSM 1": 3, "CSM 2": 1}
    # at the opening a b are with S1, d x with S2, e with S4, c with S9
    assert list(result.keyed["churn_rate"]) == ["CSM 1", "CSM 2", "CSM 4", "CSM 5"]
    assert values(result.keyed["churn_rate"])["CSM 2"] == Fraction(1, 2)
    assert result.value.value == told(ID, TABLES).value.value


def test_without_assignments_the_csm_of_the_customer_counts() -> None:
    customers = rows("customer_id csm_id", ("a", "S1"), ("b", "S1"), ("c", None))
    result = told(ID, {"customers": customers, "revenue": paying("a", "b", "c")})
    assert (result.value.value, result.parts["csms"].value) == (2, 1)
    assert result.value.now.warnings == ("unassigned_accounts",)


def test_nobody_is_assigned_or_nobody_told_us() -> None:
    assert told(ID, {"revenue": REVENUE}).value.now.code == "inputs_missing"
    later = rows("csm_id customer_id start_date", ("S1", "a", "2025-07-01"))
    result = told(ID, {"assignments": later, "revenue": REVENUE})
    assert result.value.now.code == "no_csms"
    assert result.parts["csms"].value == 0


def test_a_closing_month_without_rows_leaves_the_ratio_open() -> None:
    tables = {"assignments": ASSIGNMENTS, "revenue": paying("a", months="2025-03")}
    result = told(ID, tables)
    assert result.value.now.code == "closing_snapshot_missing"
    assert result.keyed["accounts"] == {}


def test_conflicting_assignments_are_refused() -> None:
    twice = {**ASSIGNMENTS[0], "end_date": "2025-01-31"}
    result = told(ID, {**TABLES, "assignments": [*ASSIGNMENTS, twice]})
    assert result.value.now.code == "conflicting_duplicate_rows"


def test_a_csm_with_accounts_in_two_segments_is_right_in_both() -> None:
    customers = rows("customer_id segment", ("a", "SMB"), ("b", "SMB"), ("c", "Mid"), ("d", "SMB"))
    results = computed(ID, {**TABLES, "customers": customers}, by="segment")
    found = {name: results.metric(ID, (("segment", name),)).value.value for name in ("SMB", "Mid")}
    assert found == {"SMB": Fraction(3, 2), "Mid": 1}


def test_supplied_numbers_have_no_names_and_no_revenue() -> None:
    result = told(ID, TABLES, supplied={"accounts_per_csm": [20, 35, 25, 0]})
    assert result.value.value == Fraction(80, 3)
    assert values(result.keyed["accounts"]) == {"CSM 2": 35, "CSM 3": 25, "CSM 1": 20}
    assert result.keyed["revenue"] == {}
    median = told(ID, {}, method="median", supplied={"accounts_per_csm": [20, 35, 25, 0]})
    assert median.value.value == 25


def test_the_movers_are_the_largest_accounts_without_a_csm() -> None:
    movers = told(ID, TABLES).movers
    assert [(mover.customer_id, mover.amount) for mover in movers] == [("e", 600)]
