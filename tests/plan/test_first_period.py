"""The only period that is known: no line of one point, but the value beside its target."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.deck import Chart, ChartKind, Moves, SeriesRole, Table, plain
from deckgen.model.request import Target
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import score
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_metric, a_part, a_result


def first(value: object = "1.005", **changes: object) -> PartResult:
    """A part of which nothing is known before the current period."""
    return a_part(value, None, None, trend=(), **changes)  # type: ignore[arg-type]


def shown(result: MetricResult) -> list[Chart | Table]:
    slide = plan_deck(a_context(result)).slide(f"metric/{result.metric.id}")
    return [block for block in slide.blocks if isinstance(block, Chart | Table)]


def test_a_first_value_stands_beside_its_target() -> None:
    (chart,) = shown(a_result(first(target="1.02")))
    assert isinstance(chart, Chart)
    assert chart.spec.kind is ChartKind.BULLET
    assert chart.spec.categories == ("Net revenue retention",)
    value, target = chart.spec.series
    assert (value.values, target.values) == ((Fraction("1.005"),), (Fraction("1.02"),))
    assert target.role is SeriesRole.TARGET
    assert chart.subtitle == "Q3 2026, target 102%"
    assert chart.alt == (
        "Bullet chart, against target: Net revenue retention 100.5% (target 102%)."
    )


def test_the_other_numbers_of_the_trend_stand_below_it_with_or_without_a_target() -> None:
    gross = first("0.979", name="gross", label="Gross revenue retention")
    result = a_result(first(target="1.02"), a_metric("net_revenue_retention"),
                      others={"gross": gross})  # fmt: skip
    chart = next(one for one in shown(result) if isinstance(one, Chart))
    assert chart.spec.categories == ("Net revenue retention", "Gross revenue retention")
    assert chart.spec.series[1].values == (Fraction("1.02"), None)


@pytest.mark.parametrize("target", [None, Target(Fraction(1), Fraction(2))])
def test_without_a_target_that_is_one_value_there_is_no_bullet(target: Target | None) -> None:
    kinds = [one.spec.kind for one in shown(a_result(first(target=target)))
             if isinstance(one, Chart)]  # fmt: skip
    assert ChartKind.BULLET not in kinds


def test_a_breakdown_takes_the_room_of_a_trend_of_one_point() -> None:
    rows = [("EMEA", first("1.1")), ("APAC", first("0.9"))]
    (one,) = shown(a_result(first(target="1.02"), cuts={"region": rows}))
    assert isinstance(one, Table)


def test_a_trend_of_two_points_is_a_trend() -> None:
    (chart,) = shown(a_result(a_part("1.005", "1.01", target="1.02")))
    assert isinstance(chart, Chart)
    assert chart.spec.kind is ChartKind.LINE


def test_a_value_that_would_round_onto_its_target_has_a_digit_more_as_in_the_panel() -> None:
    (chart,) = shown(a_result(first("35.54", unit=score, target=36, share=False)))
    assert isinstance(chart, Chart)
    assert chart.spec.number_format == "0.0"


@given(value=st.fractions(-2, 3, max_denominator=1000), target=st.fractions(0, 2))
def test_what_is_drawn_is_the_value_and_the_target_exactly(
    value: Fraction, target: Fraction
) -> None:
    (chart,) = shown(a_result(first(value, target=Target(target, target))))
    assert isinstance(chart, Chart)
    assert [one.values for one in chart.spec.series] == [(value,), (target,)]


def test_a_change_of_a_deck_without_history_counts_as_a_move() -> None:
    alone = a_part("0.15", "0.13", None, trend=())
    slide = plan_deck(a_context(*(a_result(alone, a_metric(id)) for id in "ab"))).slide("summary")
    best = next(one for one in slide.blocks if isinstance(one, Moves) and one.key == "best")
    assert len(best.rows) == 2
    assert "improved" in plain(slide.title)
