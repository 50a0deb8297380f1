"""Load and churn per CSM: to whom a loss belongs, and what may be concluded."""

from __future__ import annotations

from fractions import Fraction

from deckgen.metrics.bases.csm_churn import CSM_CHURN
from deckgen.metrics.satisfaction import csm_load_vs_churn
from deckgen.model.period import Window
from tests.metrics.small_cases import base_rows, paying, rows, told, values

ID = "csm_load_vs_churn"
METRIC = csm_load_vs_churn.METRIC
ASSIGNED = "csm_id customer_id start_date end_date"


def team(*books: tuple[int, int]) -> dict[str, object]:
    """CSMs S1, S2, ... with so many accounts at the opening, of which so many are lost."""
    assignments, revenue = [], paying("other")
    for number, (accounts, lost) in enumerate(books, start=1):
        names = [f"{number}-{place}" for place in range(accounts)]
        assignments += rows("customer_id", *((name,) for name in names), csm_id=f"S{number}")
        revenue += paying(*names[:lost], months="2025-03") + paying(*names[lost:])
    assignments += rows("csm_id customer_id", ("S0", "other"))
    return {"assignments": assignments, "revenue": revenue}


def test_a_loss_belongs_to_the_csm_when_the_last_paid_month_ended() -> None:
    assignments = rows(
        ASSIGNED,
        ("S1", "A", None, "2025-04-30"), ("S2", "A", "2025-05-01", "2025-05-31"),
        ("S3", "A", "2025-06-01", None),  # took over a customer that was gone
        ("S1", "B", None, "2025-02-28"),  # nobody at the opening, nor later
        ("S1", "C", None, None),
        ("S4", "D", "2025-04-15", None),  # had nobody at the opening
        ("S1", "E", None, None), ("S9", "E", None, None),  # two: the first name
    )  # fmt: skip
    revenue = [
        *paying("A", months="2025-03 2025-04 2025-05"), *paying("B", months="2025-03"),
        *paying("C"), *paying("D", months="2025-03 2025-04"), *paying("E"),
        *paying("F", months="2025-04 2025-05"),  # came and went: not of the base
    ]  # fmt: skip
    tables = {"assignments": assignments, "revenue": revenue}
    found = base_rows(CSM_CHURN, "churned customer_id csm_id account opening", tables, METRIC)
    assert found == [
        (0, "A", "S1", 1, 100_00), (0, "B", None, 1, 100_00), (0, "C", "S1", 1, 100_00),
        (0, "D", None, 1, 100_00), (0, "E", "S1", 1, 100_00),
        (1, "A", "S2", 0, 100_00), (1, "B", "S1", 0, 100_00), (1, "D", "S4", 0, 100_00),
    ]  # fmt: skip


def test_the_rate_is_compared_and_the_count_is_a_contrast() -> None:
    # loads 1..5 (S0 has 1, tied with S1); rates 0, 0, 1/2, 1/3, 1/4, 2/5
    result = told(ID, team((1, 0), (2, 1), (3, 1), (4, 1), (5, 2)))
    assert result.value.now.n == 6
    # ranks of load 1.5 1.5 3 4 5 6, of rate 1.5 1.5 6 4 3 5:
    # sum of products 2.25 + 2.25 + 18 + 16 + 15 + 30 = 83.5, minus 6 x 3.5^2 = 73.5: 10;
    # sum of squares of either side 91 - 0.5 - 73.5 = 17
    assert result.value.value == Fraction(10, 17)
    # ranks of losses 1.5 1.5 4 4 4 6: products 4.5 + 12 + 16 + 20 + 36 = 88.5, so 15;
    # squares 4.5 + 48 + 36 - 73.5 = 15: 15 / sqrt(15 x 17)
    contrast = result.parts["spearman_count"].value
    assert contrast is not None
    assert contrast > 0
    assert abs(contrast**2 - Fraction(15, 17)) < Fraction(1, 10**20)
    assert result.parts["max_load_rate"].value == Fraction(2, 5)
    assert result.parts["team_rate"].value == Fraction(5, 16)


def test_a_large_book_that_loses_more_than_the_team_is_marked() -> None:
    # mean load 16/6, 1.25 x that is 3.33: S4 (1/4) is not above 5/16, S5 (2/5) is
    tables = team((1, 0), (2, 1), (3, 1), (4, 1), (5, 2))
    result = told(ID, tables)
    assert result.parts["flagged"].value == 1
    assert values(result.keyed["flag"]) == {
        "S5": 1, "S4": 0, "S3": 0, "S2": 0, "S0": 0, "S1": 0,
    }  # fmt: skip
    assert told(ID, tables, flag_above=2).parts["flagged"].value == 0
    assert told(ID, tables, flag_above="1.1").parts["flagged"].value == 2  # S3 loses 1/3


def test_a_book_of_exactly_the_limit_is_not_large() -> None:
    # loads 1, 5, 6: the mean is 4 and 1.25 times that is 5
    tables = team((5, 3), (6, 0))
    assert told(ID, tables).parts["flagged"].value == 0
    assert told(ID, tables, flag_above="1.24").parts["flagged"].value == 1


def test_every_csm_has_its_numbers() -> None:
    result = told(ID, team((1, 0), (2, 1), (3, 1), (4, 1), (5, 2)))
    assert list(result.keyed["accounts"]) == ["S5", "S4", "S3", "S2", "S0", "S1"]
    assert values(result.keyed["churn_rate"])["S3"] == Fraction(1, 3)
    assert values(result.keyed["churned"])["S5"] == 2
    assert values(result.keyed["revenue"])["S5"] == 6000  # 5 x 100 x 12
    assert values(result.keyed["lost_revenue"])["S5"] == 2400


def test_csms_who_share_the_largest_book_are_taken_together() -> None:
    result = told(ID, team((2, 0), (2, 1)))
    assert result.parts["max_load_rate"].value == Fraction(1, 4)


def test_fewer_than_five_csms_have_no_correlation_but_rates() -> None:
    result = told(ID, team((2, 0), (2, 1), (3, 1)))
    assert result.value.now.code == "too_few_csms"
    assert result.parts["spearman_count"].now.code == "too_few_csms"
    assert result.parts["team_rate"].value == Fraction(2, 8)


def test_equal_loads_have_no_order_to_correlate() -> None:
    result = told(ID, team((1, 0), (1, 1), (1, 0), (1, 0)))
    assert result.value.now.code == "zero_denominator"


def test_accounts_without_a_csm_are_warned_of_and_left_out() -> None:
    tables = team((2, 0), (2, 1))
    revenue = [*tables["revenue"], *paying("nobody", months="2025-03")]  # type: ignore[misc]
    result = told(ID, {**tables, "revenue": revenue})
    assert result.parts["team_rate"].value == Fraction(1, 5)
    assert result.parts["team_rate"].now.warnings == ("unassigned_accounts",)


def test_what_is_needed_is_named() -> None:
    tables = team((1, 0))
    assert told(ID, {"revenue": tables["revenue"]}).value.now.code == "inputs_missing"
    assert told(ID, {"assignments": tables["assignments"]}).value.now.code == "inputs_missing"
    assert told(ID, {}).keyed["accounts"] == {}
    nobody = rows("csm_id customer_id", ("S1", None))
    empty = told(ID, {"revenue": tables["revenue"], "assignments": nobody})
    assert empty.parts["team_rate"].now.code == "no_csms"


def test_a_trailing_year_follows_the_accounts_of_a_year_ago() -> None:
    tables = {
        "assignments": rows(ASSIGNED, ("S1", "A", None, None), ("S1", "B", None, None)),
        "revenue": paying("A", "B", months="2024-06") + paying("B", months="2025-06"),
    }
    result = told(ID, tables, window=Window.TRAILING_12M)
    assert result.parts["team_rate"].value == Fraction(1, 2)


def test_it_is_a_part_of_accounts_per_csm() -> None:
    tables = team((1, 0), (2, 1), (3, 1), (4, 1), (5, 2))
    ratio = told("csm_account_ratio", tables)
    assert ratio.parts["load_vs_churn"].value == Fraction(10, 17)
    assert values(ratio.keyed["churn_rate"])["S5"] == Fraction(2, 5)
    assert values(ratio.keyed["churned"])["S5"] == 2
