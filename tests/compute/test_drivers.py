"""The change of a headline split by a dimension: exact, or not told at all."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.compute import Results
from deckgen.compute.drivers import drivers
from deckgen.model.metric import Reading
from tests.compute.generated import company
from tests.compute.test_engines_agree import request
from tests.compute.test_results import results_of


def ratio(above: str, below: str, times: int = 1) -> Reading:
    n, d = Fraction(above), Fraction(below)
    return Reading(times * n / d, n, d)


SIMPSON = {
    "SMB": (ratio("45", "50"), ratio("92", "100")),
    "ENT": (ratio("48", "50"), ratio("24.5", "25")),
}
"""The golden vector decompose_rate_mix_simpson: both segments improve, the base moves to SMB."""


def test_a_rate_that_rose_everywhere_is_told_apart_from_a_base_that_moved() -> None:
    found = drivers((ratio("93", "100"), ratio("116.5", "125")), SIMPSON)
    by = {one.value: one for one in found}
    assert (by["SMB"].rate, by["SMB"].mix) == (Fraction("0.013"), Fraction("-0.0063"))
    assert (by["ENT"].rate, by["ENT"].mix) == (Fraction("0.007"), Fraction("-0.0117"))
    assert [one.value for one in found] == ["SMB", "ENT"]  # 0.0067 before 0.0047
    assert sum(one.effect for one in found) == Fraction("0.002")


def test_a_score_keeps_its_points() -> None:
    parts = {"A": (ratio("1", "4", 100), ratio("3", "4", 100))}
    (only,) = drivers((ratio("1", "4", 100), ratio("3", "4", 100)), parts)
    assert only.effect == 50


@pytest.mark.parametrize(
    "whole",
    [
        (None, ratio("1", "2")),
        (Reading.undefined("no_opening_snapshot"), ratio("1", "2")),
        (ratio("93", "100"), ratio("116", "125")),  # the parts are not the whole
        (ratio("93", "100"), Reading(Fraction(1, 3), Fraction(116), Fraction(125))),  # no quotient
        (ratio("93", "100"), Reading(Fraction(4))),  # a sum
    ],
)
def test_what_does_not_split_exactly_is_not_told(whole: tuple[Reading | None, Reading]) -> None:
    assert drivers(whole, SIMPSON) == ()


@pytest.fixture(scope="module")
def results() -> Results:
    return results_of(request(), company(11))


def test_on_any_data_the_effects_add_up_to_the_change(results: Results) -> None:
    told = 0
    for id in results.metrics:
        result = results.metric(id)
        for split in filter(None, result.drivers.values()):
            assert sum(one.effect for one in split) == result.value.change
            assert [abs(one.effect) for one in split] == sorted(
                (abs(one.effect) for one in split), reverse=True
            )
            told += 1
    assert told >= 12


def test_a_segments_deck_is_split_by_the_other_dimensions_only(results: Results) -> None:
    smb = (("segment", "SMB"),)
    result = results.metric("logo_retention", smb)
    assert "segment" not in result.drivers
    assert sum(one.effect for one in result.drivers["region"]) == result.value.change
