"""Permission to be named: on the last day, by kind, and who could be asked."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from deckgen.metrics.bases.references import REFERENCES
from deckgen.metrics.satisfaction import referenceable_customers
from deckgen.metrics.satisfaction.referenceable_customers import customers_by_kind
from tests.metrics.small_cases import base_rows, computed, paying, rows, told, values

ID = "referenceable_customers"
COLUMNS = "customer_id reference_granted_on reference_revoked_on reference_kinds"
METRIC = referenceable_customers.METRIC

CUSTOMERS = rows(
    COLUMNS,
    ("A", "2025-04-01", None, "logo, Call"),
    ("B", "2025-06-30", None, "logo"),
    ("C", "2025-01-01", "2025-04-01", "logo"),  # revoked in the period
    ("D", "2025-01-01", "2025-07-01", "LOGO;case  study"),  # still valid on 30 June
    ("E", None, None, None),
    ("F", "2025-07-01", None, "call"),
    ("G", "2024-01-01", None, None),
    ("H", "2024-01-01", "2025-06-30", "logo"),
)
REVENUE = paying("A", "B", "C", "D", "E", "F", amount=100) + paying("G", months="2025-03")
TABLES = {"customers": CUSTOMERS, "revenue": REVENUE}


def test_permission_counts_on_the_last_day_of_an_active_customer() -> None:
    found = base_rows(REFERENCES, "customer_id granted step amount", TABLES, METRIC)
    assert found == [
        ("A", 1, 1, 100_00), ("B", 1, 1, 100_00), ("C", 0, -1, 100_00), ("D", 1, 0, 100_00),
        ("E", 0, 0, 100_00), ("F", 0, 0, 100_00),
    ]  # fmt: skip


def test_permission_revoked_on_the_last_day_is_gone() -> None:
    tables = {"customers": CUSTOMERS, "revenue": paying("D", "H")}
    found = base_rows(REFERENCES, "customer_id granted step", tables, METRIC)
    assert found == [("D", 1, 0), ("H", 0, -1)]


def test_the_share_is_of_all_customers_at_the_closing() -> None:
    result = told(ID, TABLES)
    assert (result.value.value, result.value.now.n) == (Fraction(3, 6), 6)
    assert result.parts["customers"].value == 3
    assert "potential" not in result.parts
    assert result.keyed == {}


def test_kinds_overlap_and_are_told_apart_whatever_their_case() -> None:
    result = told(ID, TABLES, method="by_kind")
    assert result.value.value == Fraction(3, 6)
    # "logo" is written twice, "LOGO" once
    assert values(result.keyed["kind_customers"]) == {"logo": 3, "Call": 1, "case study": 1}
    assert values(result.keyed["kind"]) == {
        "logo": Fraction(3, 6), "Call": Fraction(1, 6), "case study": Fraction(1, 6),
    }  # fmt: skip


def test_a_permission_without_a_kind_is_listed_as_such() -> None:
    assert customers_by_kind({None: 2, "logo": 1, " , ": 1}) == {"logo": 1, "(none)": 3}
    assert customers_by_kind({"logo, Logo": 4}) == {"Logo": 4}


@given(st.dictionaries(st.sampled_from(["a", "a,b", "b|c", "C", None, "a/c;b"]), st.integers(1, 9)))
def test_no_kind_has_more_customers_than_there_are(texts: dict[str | None, int]) -> None:
    found = customers_by_kind(dict(texts))
    assert all(0 < times <= sum(texts.values()) for times in found.values())
    assert sum(found.values()) >= sum(texts.values())
    assert list(found.values())[:-1] == sorted(list(found.values())[:-1], reverse=True)


def test_promoters_without_permission_are_potential_and_never_added() -> None:
    surveys = rows(
        "respondent_id customer_id score responded_at",
        ("a", "A", 10, "2025-05-01"),  # has given permission already
        ("e", "E", 9, "2024-07-01"), ("e2", "E", 0, "2025-05-01"),  # one promoter is enough
        ("f", "F", 9, "2025-05-01"), ("f", "F", 8, "2025-06-01"),  # no longer
        ("c", "C", 9, "2024-06-30"),  # older than the twelve months
        kind="nps",
    )  # fmt: skip
    result = told(ID, {**TABLES, "surveys": surveys}, method="willing")
    assert result.value.value == Fraction(3, 6)
    assert (result.parts["potential"].value, result.parts["potential_share"].value) == (
        1, Fraction(1, 6),
    )  # fmt: skip
    longer = told(ID, {**TABLES, "surveys": surveys}, method="willing", lookback_months=13)
    assert longer.parts["potential"].value == 2


def test_the_latest_answer_of_a_respondent_says_whether_it_promotes() -> None:
    surveys = rows(
        "respondent_id customer_id score responded_at",
        ("a", "A", 3, "2025-04-01"), ("a", "A", 9, "2025-06-30"),  # on the last day
        ("b", "B", 10, "2025-06-01"), ("b", "B", 0, "2025-07-01"),  # the second is of a later day
        ("c", "C", 10, "2025-06-01"), ("c", "C", 7, "2025-06-01"),  # of one day the lower counts
        ("d", "E", 9, "2025-06-01"), ("d", "D", 9, "2025-06-01"),  # then the first customer
        (None, "F", 9, "2025-05-01"), (None, "F", 0, "2025-06-01"),  # nobody's later answer
        ("h", "H", 10, "2025-06-01"), ("h", "H", None, "2025-06-02"),  # without a score: no answer
        kind="nps", scale_min=0, scale_max=10,
    )  # fmt: skip
    revenue = paying(*"ABCDEFH")
    found = base_rows(
        REFERENCES, "customer_id promoter", {"revenue": revenue, "surveys": surveys}, METRIC
    )
    assert found == [("A", 1), ("B", 1), ("C", 0), ("D", 1), ("E", 0), ("F", 1), ("H", 1)]


def test_nobody_records_permissions() -> None:
    assert told(ID, {"revenue": REVENUE}).value.now.code == "inputs_missing"
    unmapped = {"customers": rows("customer_id name", ("A", "Acme")), "revenue": REVENUE}
    assert told(ID, unmapped).value.now.code == "inputs_missing"


def test_a_closing_month_without_rows_says_nothing_about_references() -> None:
    tables = {"customers": CUSTOMERS, "revenue": paying("A", months="2025-03")}
    result = told(ID, tables, method="by_kind")
    assert result.value.now.code == "closing_snapshot_missing"
    assert result.keyed["kind"] == {}


def test_no_customers_at_the_closing_is_undefined() -> None:
    tables = {"customers": CUSTOMERS, "revenue": paying("A", amount=0)}
    assert told(ID, tables).value.now.code == "zero_denominator"


def test_exact_duplicates_are_dropped_with_a_warning() -> None:
    tables = {**TABLES, "customers": [*CUSTOMERS, CUSTOMERS[0]]}
    result = told(ID, tables)
    assert result.value.now.warnings == ("duplicate_rows_dropped",)
    conflicting = {**CUSTOMERS[0], "reference_granted_on": None}
    told_apart = told(ID, {**TABLES, "customers": [*CUSTOMERS, conflicting]})
    assert told_apart.value.now.code == "conflicting_duplicate_rows"


def test_a_customer_without_revenue_can_be_active_by_its_contract() -> None:
    contracts = rows(
        "contract_id customer_id start_date end_date acv", ("K1", "A", "2025-01-01", None, 1)
    )
    result = told(ID, {"customers": CUSTOMERS, "contracts": contracts})
    assert (result.value.value, result.value.now.n) == (1, 1)


def test_a_stock_is_shown_by_the_segment_at_the_closing() -> None:
    memberships = rows(
        "customer_id dimension value start_date end_date",
        ("A", "segment", "SMB", None, "2025-05-31"), ("A", "segment", "Mid", "2025-06-01", None),
    )  # fmt: skip
    results = computed(ID, {**TABLES, "memberships": memberships}, by="segment")
    assert results.metric(ID, (("segment", "Mid"),)).value.value == 1
    assert results.metric(ID, (("segment", "SMB"),)).value.now.n == 0


def test_the_movers_are_permissions_given_and_revoked_in_the_period() -> None:
    movers = told(ID, TABLES).movers
    assert [(mover.customer_id, mover.amount) for mover in movers] == [
        ("A", 1200), ("B", 1200), ("C", -1200),
    ]  # fmt: skip
