"""What a segment did to a change: told when it is exact and large enough, never as a cause."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.result import Driver, MetricResult
from deckgen.model.unit import money_compact
from deckgen.words.drivers import driver_clause, driver_fact
from deckgen.words.movement import compare
from deckgen.words.voice import Voice
from tests.support.results import a_metric, a_part, a_result

VOICE = Voice("USD", "en_US")
NBSP = "\u00a0"


def result(*effects: str, exhibit: str = "trend_and_cut", now: str = "1.084") -> MetricResult:
    """A rate that was 106.6%, with what segments A, B, C … did to its change, in points."""
    drivers = tuple(
        Driver(name, Fraction(effect) / 100, Fraction())
        for name, effect in zip("ABCDEFGH", effects, strict=False)
    )
    found = a_result(a_part(now, "1.066"), a_metric(exhibit=exhibit))
    return replace(found, drivers={"segment": drivers})


def clause(found: MetricResult) -> str:
    return driver_clause(found, compare(found.value, found.value.prior, VOICE), VOICE)


def fact(found: MetricResult) -> str:
    moved = compare(found.value, found.value.prior, VOICE)
    return driver_fact(found, moved, VOICE).replace(NBSP, " ")


def test_a_part_that_made_more_than_half_is_named() -> None:
    assert clause(result("1.4", "0.8", "-0.4")) == f"A accounts for 1.4 of the 1.8{NBSP}pp"


def test_half_is_enough_and_less_is_not() -> None:
    assert clause(result("0.9", "0.5", "0.4")) == f"A accounts for 0.9 of the 1.8{NBSP}pp"
    assert clause(result("0.8", "0.6", "0.4")) == ""


def test_a_part_that_made_more_than_the_whole_accounts_for_no_part_of_it() -> None:
    assert clause(result("2.0", "-0.2")) == ""


def test_a_part_that_made_the_whole_change_as_it_is_printed_accounts_for_all_of_it() -> None:
    assert clause(result("1.8")) == f"A accounts for all of the 1.8{NBSP}pp"
    assert clause(result("1.78", "0.02")) == f"A accounts for all of the 1.8{NBSP}pp"


def test_a_fall_has_its_parts_without_a_minus() -> None:
    # From 106.6% to 104.8%
    assert clause(result("-1.2", "-0.6", now="1.048")) == f"A accounts for 1.2 of the 1.8{NBSP}pp"


def test_no_change_to_speak_of_has_no_parts() -> None:
    assert clause(result("0.1", now="1.067")) == ""
    assert fact(result("0.1", now="1.067")) == ""


def test_a_ranking_is_about_its_leading_label_and_not_about_segments() -> None:
    assert clause(result("1.4", "0.4", exhibit="ranked")) == ""


def test_money_changes_by_a_percentage_of_which_an_amount_is_no_part() -> None:
    found = a_result(a_part(90, 60, unit=money_compact, share=False))
    drivers = {"segment": (Driver("A", Fraction(30), Fraction()),)}
    assert clause(replace(found, drivers=drivers)) == ""
    assert fact(replace(found, drivers=drivers)) == ""


def test_customers_in_no_segment_are_not_named() -> None:
    found = result("1.4", "0.4")
    nameless = replace(found.drivers["segment"][0], value=None)
    assert clause(replace(found, drivers={"segment": (nameless,)})) == ""


@pytest.mark.parametrize(
    ("effects", "sentence"),
    [
        (("1.4", "0.8", "-0.4"), "Of the +1.8 pp, A made +1.4 and C −0.4."),
        (("1.4", "0.4"), "Of the +1.8 pp, A made +1.4 and B +0.4."),
        (("1.8",), "Of the +1.8 pp, A made +1.8."),
        (("1.8", "0.0"), "Of the +1.8 pp, A made +1.8."),
        (("2.2", "-0.3", "-0.1"), "Of the +1.8 pp, A made +2.2 and B −0.3."),
    ],
)
def test_the_fact_names_the_largest_part_and_the_largest_against_it(
    effects: tuple[str, ...], sentence: str
) -> None:
    assert fact(result(*effects)) == sentence


points = st.decimals(min_value=-5, max_value=5, places=2).map(str)


@given(st.lists(points, min_size=1, max_size=8))
def test_what_the_clause_says_is_at_least_half_and_stands_in_the_fact(effects: list[str]) -> None:
    found = result(*effects)
    said = clause(found)
    if said:
        assert max(Fraction(one) for one in effects) * 2 >= Fraction("1.8")
        size = said.split(" for ")[1].split(" of ")[0]
        assert f"+{'1.8' if size == 'all' else size}" in fact(found)
