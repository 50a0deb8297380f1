"""What a few answers allow to show: intervals around points, and the answers themselves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.deck import Block, Chart, ChartKind, SeriesRole, Table
from deckgen.model.metric import Reading
from deckgen.model.request import Group
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import count, score
from deckgen.plan import plan_deck
from deckgen.plan.small_base import wilson_margin
from tests.support.results import a_context, a_metric, a_part, a_result


def answered(share: Fraction | int, n: int) -> Reading:
    value = Fraction(share)
    return Reading(value, value * n, Fraction(n), n)


@given(n=st.integers(1, 40), data=st.data())
def test_the_interval_holds_the_share_and_stays_a_share(n: int, data: st.DataObject) -> None:
    share = Fraction(data.draw(st.integers(0, n)), n)
    margin = wilson_margin(answered(share, n))
    assert margin is not None
    below, above = margin
    assert below >= 0
    assert above >= 0
    assert share - below >= -1e-12
    assert share + above <= 1 + 1e-12


def test_the_interval_is_wilsons() -> None:
    # 8 of 10 at 95%: 49.0% to 94.3% (Agresti and Coull 1998)
    margin = wilson_margin(answered(Fraction(4, 5), 10))
    assert margin is not None
    assert float(Fraction(4, 5) - margin[0]) == pytest.approx(0.4902, abs=5e-5)
    assert float(Fraction(4, 5) + margin[1]) == pytest.approx(0.9433, abs=5e-5)


def test_what_is_no_share_of_its_base_has_no_interval() -> None:
    assert wilson_margin(Reading(Fraction(6, 5), Fraction(12), Fraction(10), 10)) is None
    assert wilson_margin(Reading(Fraction(1, 2), n=10)) is None


def part(name: str, value: int) -> PartResult:
    return a_part(value, value, name=name, label=name.capitalize(), unit=count, share=False)


def nps(n: int = 17, *, earlier: int = 12) -> MetricResult:
    """A score of 24 ± 38 on 17 answers: 8 promoters, 5 passives, 4 detractors."""
    head = a_part(24, earlier, unit=score, n=n, label="Net promoter score", share=True)
    others = {
        "moe": a_part(38, 41, name="moe", unit=score, n=n, share=False, label="Margin of error"),
        **{name: part(name, value) for name, value in
           (("promoters", 8), ("passives", 5), ("detractors", 4))},
    }  # fmt: skip
    metric = a_metric("nps", "NPS", short_title="NPS", inputs=("surveys",))
    return a_result(head, metric, others=others)


def blocks(result: MetricResult, **changes: object) -> list[Block]:
    slide = plan_deck(a_context(result, **changes)).slide(f"metric/{result.metric.id}")
    return [block for block in slide.blocks if isinstance(block, Chart | Table)]


def test_few_answers_are_points_with_their_margins() -> None:
    chart = blocks(nps())[0]
    assert isinstance(chart, Chart)
    assert chart.spec.kind is ChartKind.INTERVALS
    (points,) = chart.spec.series
    assert points.values[-2:] == (12, 24)
    assert points.margins[-2:] == ((41, 41), (38, 38))


def test_a_segments_points_stand_before_the_companys_line() -> None:
    group: Group = (("segment", "Public sector"),)
    company = nps(1842)
    chart = blocks(nps(), group=group, company_results={"nps": company})[0]
    assert isinstance(chart, Chart)
    assert [(one.name, one.role) for one in chart.spec.series][1:] == [
        ("All customers", SeriesRole.CONTEXT)
    ]


def test_the_answers_are_counted_beside_the_points() -> None:
    table = blocks(nps())[1]
    assert isinstance(table, Table)
    assert table.title == "The 17 answers"
    spec = table.bars[0].spec
    assert spec.categories == ("Detractors", "Passives", "Promoters")
    assert [(one.role, one.values) for one in spec.series] == [
        (SeriesRole.BAD, (4, None, None)),
        (SeriesRole.CONTEXT, (None, 5, None)),
        (SeriesRole.ACTUAL, (None, None, 8)),
    ]


def test_many_answers_are_told_as_ever() -> None:
    assert all(
        not isinstance(one, Chart) or one.spec.kind is not ChartKind.INTERVALS
        for one in blocks(nps(211))
    )


def test_customers_that_are_all_counted_have_no_sampling_error() -> None:
    counted = replace(nps(), metric=a_metric("nps", "NPS", inputs=("revenue",)))
    assert all(
        not isinstance(one, Chart) or one.spec.kind is not ChartKind.INTERVALS
        for one in blocks(counted)
    )
