"""Medians, intervals, rank correlation, roots and powers: exact, and lawful."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.metrics.arithmetic import (
    mean_of,
    median_of,
    natural_logarithm,
    nps_margin,
    power,
    spearman,
    square_root,
    wilson_interval,
)

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)
histograms = st.dictionaries(fractions, st.integers(1, 6), min_size=1, max_size=12)
positive = st.fractions(min_value=Fraction(1, 10**6), max_value=10**9, max_denominator=10**6)


def spread_out(histogram: dict[Fraction, int]) -> list[Fraction]:
    return [value for value, times in histogram.items() for _ in range(times)]


def test_the_median_of_days_to_value_is_the_middle_one() -> None:
    assert median_of({10: 1, 20: 1, 60: 1}) == 20
    assert mean_of({10: 1, 20: 1, 60: 1}) == 30


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    # CSMs of 20, 25, 30 and a pool of 500: (25 + 30) / 2, while the mean is 575 / 4
    assert median_of({20: 1, 25: 1, 30: 1, 500: 1}) == Fraction(55, 2)
    assert mean_of({20: 1, 25: 1, 30: 1, 500: 1}) == Fraction(575, 4)


def test_values_that_never_occur_do_not_count() -> None:
    assert median_of({1: 0, 5: 2, 1000: 0}) == 5


@pytest.mark.parametrize("histogram", [{}, {3: 0}, {3: -1, 4: 2}])
def test_an_empty_or_impossible_histogram_is_refused(histogram: dict[int, int]) -> None:
    for summary in (median_of, mean_of):
        with pytest.raises(ValueError, match=r"empty|negative"):
            summary(histogram)


@given(histograms)
def test_a_histogram_has_the_median_and_mean_of_its_values(histogram: dict[Fraction, int]) -> None:
    values = spread_out(histogram)
    assert median_of(histogram) == statistics.median(values)
    assert mean_of(histogram) == statistics.mean(values)


def test_nine_of_ten_is_somewhere_between_60_and_98_percent() -> None:
    low, high = wilson_interval(9, 10)  # vector wilson_small_n
    assert float(low) == pytest.approx(0.5958, abs=1e-4)
    assert float(high) == pytest.approx(0.9821, abs=1e-4)


def test_none_and_all_reach_the_ends_of_the_interval() -> None:
    assert wilson_interval(0, 7)[0] == 0
    assert wilson_interval(7, 7)[1] == 1


@pytest.mark.parametrize(("successes", "n"), [(1, 0), (0, 0), (-1, 5), (6, 5), (1, -3)])
def test_what_is_not_a_proportion_has_no_interval(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        wilson_interval(successes, n)


@given(st.integers(1, 10**6), st.data())
def test_the_interval_contains_the_share_and_stays_within_0_and_1(
    n: int, data: st.DataObject
) -> None:
    successes = data.draw(st.integers(0, n))
    low, high = wilson_interval(successes, n)
    assert 0 <= low <= Fraction(successes, n) <= high <= 1


@given(st.integers(1, 5000), st.data())
def test_the_interval_of_the_complement_is_the_mirror_image(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    low, high = wilson_interval(successes, n)
    other_low, other_high = wilson_interval(n - successes, n)
    assert abs(1 - high - other_low) < Fraction(1, 10**40)
    assert abs(1 - low - other_high) < Fraction(1, 10**40)


@given(st.integers(1, 100), st.integers(2, 9))
def test_more_answers_narrow_the_interval(n: int, times: int) -> None:
    low, high = wilson_interval(n, 2 * n)
    surer_low, surer_high = wilson_interval(n * times, 2 * n * times)
    assert low < surer_low < surer_high < high


def test_the_margin_of_a_net_promoter_score() -> None:
    # 70 promoters, 50 detractors, 155 answers: score 12.9, margin 11.1 points
    # 1.96 * 100 * sqrt((120/155 - (20/155)^2) / 155) = 13.65..
    assert float(nps_margin(70, 50, 155)) == pytest.approx(13.7, abs=0.05)
    assert nps_margin(10, 0, 10) == 0  # everybody agrees
    # half and half: variance 1, so 196 / sqrt(100)
    assert nps_margin(50, 50, 100) == Fraction(196, 10)


@pytest.mark.parametrize(("promoters", "detractors", "n"), [(0, 0, 0), (3, 3, 5), (-1, 0, 5)])
def test_answers_that_do_not_add_up_have_no_margin(promoters: int, detractors: int, n: int) -> None:
    with pytest.raises(ValueError, match="among"):
        nps_margin(promoters, detractors, n)


LOAD = [10, 20, 30, 40, 50]
LOST = [2, 2, 3, 4, 5]


def test_losses_rise_with_load_but_the_rate_of_loss_falls() -> None:
    # vector csm_load_rate_not_count: ranks 1.5 1.5 3 4 5 give 9.5 / sqrt(10 * 9.5);
    # rates 20% and four times 10% have ranks 5 2.5 2.5 2.5 2.5: -5 / sqrt(10 * 5)
    rates = [Fraction(lost, load) for lost, load in zip(LOST, LOAD, strict=True)]
    by_count, by_rate = spearman(LOAD, LOST), spearman(LOAD, rates)
    assert by_count is not None
    assert by_rate is not None
    assert float(by_count) == pytest.approx(0.974679434481, abs=1e-12)
    assert float(by_rate) == pytest.approx(-0.707106781187, abs=1e-12)


def test_a_constant_side_has_no_correlation() -> None:
    assert spearman([1, 2, 3], [7, 7, 7]) is None
    assert spearman([1], [2]) is None
    assert spearman([], []) is None


def test_sides_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="paired"):
        spearman([1, 2], [1])


pairs = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=20)


@given(pairs)
def test_a_rank_correlation_lies_between_minus_one_and_one(points: list[tuple[int, int]]) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    result = spearman(xs, ys)
    if result is not None:
        assert -1 <= result <= 1
        assert result == spearman(ys, xs)
        assert spearman(xs, [-y for y in ys]) == -result


@given(pairs)
def test_only_the_order_matters_to_a_rank_correlation(points: list[tuple[int, int]]) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    assert spearman(xs, ys) == spearman([x**3 + 5 * x for x in xs], [2 * y - 7 for y in ys])


@given(pairs)
def test_a_rank_correlation_is_the_plain_correlation_of_the_mean_ranks(
    points: list[tuple[int, int]],
) -> None:
    def ranks(values: list[int]) -> list[float]:
        """1 + how many are smaller + half of how many others are equal."""
        return [
            1 + sum(other < value for other in values) + (values.count(value) - 1) / 2
            for value in values
        ]

    xs, ys = [x for x, _ in points], [y for _, y in points]
    result = spearman(xs, ys)
    if result is not None:
        assert float(result) == pytest.approx(statistics.correlation(ranks(xs), ranks(ys)))


@given(st.lists(st.integers(), min_size=2, max_size=20, unique=True))
def test_the_same_order_correlates_perfectly(values: list[int]) -> None:
    assert spearman(values, values) == 1
    assert spearman(values, [-value for value in values]) == -1


def test_roots_are_exact_where_they_can_be() -> None:
    assert square_root(Fraction(9, 16)) == Fraction(3, 4)
    assert square_root(Fraction(0)) == 0


@given(positive)
def test_a_root_squared_is_the_number_to_forty_digits(value: Fraction) -> None:
    root = square_root(value)
    assert abs(root * root / value - 1) < Fraction(1, 10**40)


def test_a_negative_number_has_no_root() -> None:
    with pytest.raises(ValueError, match="no real square root"):
        square_root(Fraction(-1))


def test_a_quarters_rate_is_annualised_by_its_fourth_power() -> None:
    assert power(Fraction(95, 100), Fraction(12, 3)) == Fraction(95, 100) ** 4
    assert power(Fraction(4), Fraction(1, 2)) == 2
    assert power(Fraction(0), Fraction(0)) == 1
    assert power(Fraction(0), Fraction(1, 2)) == 0


@given(positive, st.integers(1, 12))
def test_a_broken_power_is_undone_by_its_inverse(base: Fraction, months: int) -> None:
    annual = power(base, Fraction(1, months))
    assert abs(power(annual, Fraction(months)) / base - 1) < Fraction(1, 10**40)


@pytest.mark.parametrize(
    ("base", "exponent"),
    [(Fraction(-1), Fraction(1, 2)), (Fraction(0), Fraction(-1)), (Fraction(0), Fraction(-1, 2))],
)
def test_powers_that_do_not_exist_are_refused(base: Fraction, exponent: Fraction) -> None:
    with pytest.raises(ValueError, match="power"):
        power(base, exponent)


@given(positive, positive)
def test_the_logarithm_of_a_product_is_the_sum_of_the_logarithms(a: Fraction, b: Fraction) -> None:
    difference = natural_logarithm(a * b) - natural_logarithm(a) - natural_logarithm(b)
    assert abs(difference) < Fraction(1, 10**40)


def test_only_positive_numbers_have_a_logarithm() -> None:
    with pytest.raises(ValueError, match="no logarithm"):
        natural_logarithm(Fraction(0))
