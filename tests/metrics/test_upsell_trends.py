"""Why customers were upsold: shares of a majority, and those who said nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from deckgen.model.unit import Format
from tests.metrics.small_cases import paying, rows, told, values

ID = "upsell_trends"
MOVEMENTS = rows(
    "customer_id amount", ("A", 10), ("B", 20), ("C", 30), ("D", 40),
    date="2025-05-10", type="expansion",
)  # fmt: skip
REASONS = rows(
    "customer_id label",
    ("A", "seats"), ("A", "feature"), ("B", "seats"), ("C", "feature"), ("C", "seats"),
    ("E", "feature"),  # was not upsold
    date="2025-05-10", kind="upsell",
)  # fmt: skip
TABLES: dict[str, Any] = {"movements": MOVEMENTS, "reasons": REASONS}


def test_labels_are_ranked_by_customers_and_their_upsells_stand_beside_them() -> None:
    result = told(ID, TABLES)
    assert values(result.keyed["share"]) == {"seats": Fraction(3, 4), "feature": Fraction(2, 4)}
    assert values(result.keyed["customers"]) == {"seats": 3, "feature": 2}
    # A, B and C: (10 + 20 + 30) x 12; A and C: (10 + 30) x 12
    assert values(result.keyed["upsell_value"]) == {"seats": 720, "feature": 480}
    assert (result.value.value, result.value.now.n) == (Fraction(3, 4), 4)
    assert result.parts["unknown"].value == Fraction(1, 4)


def test_with_reason_leaves_the_silent_ones_out_of_the_base() -> None:
    result = told(ID, TABLES, method="with_reason")
    assert values(result.keyed["share"]) == {"seats": 1, "feature": Fraction(2, 3)}
    assert (result.value.value, result.value.now.n) == (1, 3)
    assert result.parts["unknown"].value == Fraction(1, 4)  # still of all upsold customers


@pytest.mark.parametrize(
    ("threshold", "trends"), [("0.49", 2), ("0.5", 1), ("0.74", 1), ("0.75", 0)]
)
def test_a_trend_is_more_than_the_threshold_and_not_as_much(threshold: str, trends: int) -> None:
    assert told(ID, TABLES, threshold=threshold).parts["trends"].value == trends


def test_ties_are_ranked_by_label() -> None:
    reasons = [row for row in REASONS if row["customer_id"] != "B"]
    result = told(ID, {**TABLES, "reasons": reasons})
    assert [*result.keyed["share"]] == ["feature", "seats"]


def test_upsold_customers_without_any_reason_make_a_share_of_zero() -> None:
    reasons = [row for row in REASONS if row["customer_id"] == "E"]
    result = told(ID, {**TABLES, "reasons": reasons})
    assert (result.value.value, result.parts["unknown"].value) == (0, 1)
    assert result.keyed["share"] == {}
    with_reason = told(ID, {**TABLES, "reasons": reasons}, method="with_reason")
    assert with_reason.value.now.code == "zero_denominator"


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"movements": MOVEMENTS}, "inputs_missing"),
        ({"revenue": paying("A"), "reasons": REASONS}, "no_upsells"),
        ({"revenue": paying("A", months="2025-06"), "reasons": REASONS}, "no_opening_snapshot"),
        ({"movements": MOVEMENTS, "reasons": [REASONS[0], {**REASONS[0], "note": "x"}]},
         "conflicting_duplicate_rows"),
    ],
)  # fmt: skip
def test_what_is_not_known_has_a_code_and_no_labels(tables: dict[str, Any], code: str) -> None:
    result = told(ID, tables)
    for name in ("value", "trends", "unknown"):
        assert result.parts[name].now.code == code
    assert set(map(len, result.keyed.values())) == {0}


def test_whole_percentages_are_an_option() -> None:
    assert told(ID, TABLES).value.unit.format is Format.PERCENT
    whole = told(ID, TABLES, **{"as": "whole_percent"})
    assert whole.value.unit.format is Format.PERCENT0


def test_the_movers_are_upsold_customers_with_a_reason_each_once() -> None:
    movers = told(ID, TABLES).movers
    assert [(one.customer_id, one.amount) for one in movers] == [
        ("C", 360), ("B", 240), ("A", 120),
    ]  # fmt: skip
