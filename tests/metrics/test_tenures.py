"""How long customers had been customers when they were lost."""

from __future__ import annotations

from deckgen.metrics.bases.tenures import TENURES
from deckgen.metrics.retention import logo_retention
from tests.metrics.small_cases import base_rows, paying, rows, told, values

ID = "logo_retention"
METRIC = logo_retention.METRIC

# The second quarter of 2025 opens with March 2025. All of these pay then, and none in June.
FIRST = {"A": "2024-04", "B": "2024-03", "C": "2023-04", "D": "2023-03", "E": "2022-01"}
REVENUE = [
    *(row for one, month in FIRST.items() for row in paying(one, months=f"{month} 2025-03")),
    *paying("Z"),  # stays
]


def test_tenure_is_counted_in_whole_years_at_the_opening() -> None:
    # April 2024 to March 2025 are twelve months, the first year; since March 2024: thirteen
    assert base_rows(TENURES, "customer_id tenure", {"revenue": REVENUE}, METRIC) == [
        ("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 2),
    ]  # fmt: skip
    result = told(ID, {"revenue": REVENUE})
    assert values(result.keyed["tenure"]) == {
        "under 1 year": 1, "1 to 2 years": 2, "over 2 years": 2,
    }  # fmt: skip
    assert result.parts["lost"].value == 5


def test_a_start_date_counts_before_the_first_payment() -> None:
    customers = rows(
        "customer_id start_date", ("A", "2023-03-31"), ("B", "2024-04-01"), ("E", "2024-03-31")
    )
    tables = {"revenue": REVENUE, "customers": customers}
    assert base_rows(TENURES, "customer_id tenure", tables, METRIC) == [
        ("A", 2), ("B", 0), ("C", 1), ("D", 2), ("E", 1),
    ]  # fmt: skip


def test_who_was_there_when_the_data_begins_may_have_been_longer() -> None:
    late = [
        *paying("A", months="2024-10 2025-03"), *paying("B", months="2024-11 2025-03"),
        *paying("Z"),
    ]  # fmt: skip
    assert values(told(ID, {"revenue": late}).keyed["tenure"]) == {
        "under 1 year": 1, "1 to 2 years": 0, "over 2 years": 0, "not known": 1,
    }  # fmt: skip


def test_of_nobody_lost_and_of_nobody_known_nothing_is_told() -> None:
    assert told(ID, {"revenue": paying("A", "B")}).keyed["tenure"] == {}
    lost = [*paying("A"), *paying("B", months="2025-03")]
    assert told(ID, {"revenue": lost}).keyed["tenure"] == {}
