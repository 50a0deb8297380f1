"""The parts of a change: the published examples, and that parts always add up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.metrics.decomposition import (
    RatioPair,
    customer_contributions,
    kitagawa,
    log_mean_product,
    midpoint_product,
    ratio_contributions,
)

amounts = st.fractions(min_value=0, max_value=10**6, max_denominator=100)
sizes = st.fractions(min_value=Fraction(1, 100), max_value=10**6, max_denominator=100)
complete_pairs = st.builds(RatioPair, n0=amounts, d0=sizes, n1=amounts, d1=sizes)
new_pairs = st.builds(RatioPair, n0=st.just(0), d0=st.just(0), n1=amounts, d1=sizes)
gone_pairs = st.builds(RatioPair, n0=amounts, d0=sizes, n1=st.just(0), d1=st.just(0))
any_pairs = st.one_of(complete_pairs, new_pairs, gone_pairs)


def thousandths(parts: dict[str, Fraction]) -> dict[str, Fraction]:
    return {key: value * 1000 for key, value in parts.items()}


def test_every_segment_improved_yet_the_total_hardly_moved() -> None:
    # vector decompose_rate_mix_simpson: SMB 90% -> 92%, ENT 96% -> 98%, weights .5/.5 -> .8/.2
    split = kitagawa(
        {"SMB": RatioPair(45, 50, 92, 100), "ENT": RatioPair(48, 50, Fraction(49, 2), 25)}
    )
    assert split is not None
    assert split.change == Fraction(2, 1000)
    assert split.rate == {"SMB": Fraction(13, 1000), "ENT": Fraction(7, 1000)}
    assert split.mix == {"SMB": Fraction(-63, 10_000), "ENT": Fraction(-117, 10_000)}
    assert (split.rate_total, split.mix_total) == (Fraction(20, 1000), Fraction(-18, 1000))


def test_a_segment_that_did_not_exist_before_is_all_mix() -> None:
    # vector decompose_new_segment: 90% -> 95/110
    split = kitagawa({"A": RatioPair(90, 100, 90, 100), "New": RatioPair(0, 0, 5, 10)})
    assert split is not None
    assert split.rate == {"A": 0, "New": 0}
    assert split.mix_total == split.change == Fraction(95, 110) - Fraction(90, 100)


def test_a_segment_that_is_gone_is_all_mix() -> None:
    split = kitagawa({"A": RatioPair(90, 100, 90, 100), "Gone": RatioPair(5, 10, 0, 0)})
    assert split is not None
    assert split.rate == {"A": 0, "Gone": 0}
    assert split.mix_total == Fraction(90, 100) - Fraction(95, 110)


def test_a_segment_without_any_base_has_no_part() -> None:
    split = kitagawa({None: RatioPair(0, 0, 0, 0), "A": RatioPair(1, 2, 2, 2)})
    assert split is not None
    assert split.rate[None] == split.mix[None] == 0


@pytest.mark.parametrize(
    "segments",
    [
        {},
        {"A": RatioPair(0, 0, 1, 2)},  # no base before
        {"A": RatioPair(1, 2, 0, 0)},  # no base now
        {"A": RatioPair(1, 2, 1, 2), "B": RatioPair(0, 0, 3, 0)},  # counts without a base
    ],
)
def test_there_is_no_split_where_a_rate_has_no_meaning(segments: dict[str, RatioPair]) -> None:
    assert kitagawa(segments) is None


@given(
    st.dictionaries(st.text(max_size=3), any_pairs, max_size=6),
    complete_pairs,
)
def test_rate_and_mix_add_up_to_the_change_exactly(
    segments: dict[str, RatioPair], anchor: RatioPair
) -> None:
    segments["anchor"] = anchor  # so that both periods have a base
    split = kitagawa(segments)
    assert split is not None
    now = sum(p.n1 for p in segments.values()) / Fraction(sum(p.d1 for p in segments.values()))
    before = sum(p.n0 for p in segments.values()) / Fraction(sum(p.d0 for p in segments.values()))
    assert split.change == now - before
    assert split.rate_total + split.mix_total == split.change


@given(st.dictionaries(st.text(max_size=3), complete_pairs, min_size=1, max_size=6))
def test_turning_time_round_turns_every_part_round(segments: dict[str, RatioPair]) -> None:
    split = kitagawa(segments)
    back = kitagawa({key: RatioPair(p.n1, p.d1, p.n0, p.d0) for key, p in segments.items()})
    assert split is not None
    assert back is not None
    assert back.rate == {key: -part for key, part in split.rate.items()}
    assert back.mix == {key: -part for key, part in split.mix.items()}


@given(st.dictionaries(st.text(max_size=3), any_pairs, max_size=6), complete_pairs)
def test_contributions_add_up_where_there_is_no_split(
    segments: dict[str, RatioPair], anchor: RatioPair
) -> None:
    segments["anchor"] = anchor
    segments["no base"] = RatioPair(3, 0, 4, 0)
    assert kitagawa(segments) is None
    parts = ratio_contributions(segments)
    assert parts is not None
    now = sum(p.n1 for p in segments.values()) / Fraction(sum(p.d1 for p in segments.values()))
    before = sum(p.n0 for p in segments.values()) / Fraction(sum(p.d0 for p in segments.values()))
    assert sum(parts.values()) == now - before


def test_contributions_need_a_base_in_both_periods() -> None:
    assert ratio_contributions({"A": RatioPair(1, 0, 1, 2)}) is None


def test_customers_share_the_change_of_net_revenue_retention() -> None:
    # vector decompose_nrr_by_customer: A +10 and B -15 of an opening 100: 95% - 100%
    parts = customer_contributions({"A": 10, "B": -15}, 100)
    assert thousandths(parts) == {"A": 100, "B": -150}
    assert sum(parts.values()) == Fraction(-5, 100)


def test_customers_cannot_share_nothing() -> None:
    with pytest.raises(ValueError, match="opening total"):
        customer_contributions({"A": 10}, 0)


def test_recurring_revenue_grew_by_price_and_by_volume_alike() -> None:
    # vector decompose_mrr_price_volume: 100 x 50 -> 110 x 55
    assert midpoint_product(100, 110, 50, 55) == (525, 525)


@given(amounts, amounts, amounts, amounts)
def test_the_parts_of_a_product_add_up_exactly(
    a0: Fraction, a1: Fraction, b0: Fraction, b1: Fraction
) -> None:
    assert sum(midpoint_product(a0, a1, b0, b1)) == a1 * b1 - a0 * b0


def test_lifetime_value_grew_more_by_lifetime_than_by_price() -> None:
    # vector decompose_clv_log_mean: 100 x 20 -> 110 x 25; L = 750 / ln 1.375 = 2355.13
    parts = log_mean_product({"arpa": 100, "lifetime": 20}, {"arpa": 110, "lifetime": 25})
    assert parts is not None
    assert float(parts["arpa"]) == pytest.approx(224.47, abs=0.005)
    assert float(parts["lifetime"]) == pytest.approx(525.53, abs=0.005)


def test_factors_that_cancel_have_opposite_parts() -> None:
    # 10 x 20 -> 20 x 10: L is the value itself, 200; ln 2 = 0.693147..
    parts = log_mean_product({"a": 10, "b": 20}, {"a": 20, "b": 10})
    assert parts is not None
    assert float(parts["a"]) == pytest.approx(138.629436, abs=1e-6)
    assert parts["a"] == -parts["b"]


@pytest.mark.parametrize("factor", [0, -1])
def test_a_factor_that_is_not_positive_has_no_logarithm(factor: int) -> None:
    assert log_mean_product({"a": 1, "b": 2}, {"a": factor, "b": 2}) is None
    assert log_mean_product({"a": factor, "b": 2}, {"a": 1, "b": 2}) is None


def test_a_product_must_keep_its_factors() -> None:
    with pytest.raises(ValueError, match="other factors"):
        log_mean_product({"a": 1}, {"b": 1})


@given(st.dictionaries(st.sampled_from("abcd"), st.tuples(sizes, sizes)))
def test_the_parts_of_a_longer_product_add_up_and_still_factors_have_none(
    factors: dict[str, tuple[Fraction, Fraction]],
) -> None:
    before = {key: old for key, (old, _) in factors.items()}
    now = {key: new for key, (_, new) in factors.items()}
    parts = log_mean_product(before, now)
    assert parts is not None
    old, new = Fraction(1), Fraction(1)
    for key in factors:
        old, new = old * before[key], new * now[key]
    assert sum(parts.values()) == new - old
    for key, part in parts.items():
        assert (part > 0, part < 0) == (now[key] > before[key], now[key] < before[key])
