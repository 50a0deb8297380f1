"""Logo retention: who was there, left and came, over bars of how long the lost had been there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from deckgen.metrics.retention import logo_retention
from deckgen.model.deck import Chart, Table, plain
from deckgen.model.metric import Reading
from deckgen.model.result import Cut, MetricResult, PartResult
from deckgen.model.unit import Direction, count
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_part, a_result

TENURES = {"under 1 year": 3, "1 to 2 years": 0, "over 2 years": 5, "not known": 2}


def counted(name: str, label: str, value: int) -> PartResult:
    return a_part(value, None, None, name=name, label=label, unit=count, share=False)


def parts_of(opening: int, lost: int, new: int) -> dict[str, PartResult]:
    kept = Fraction(opening - lost)
    reading = Reading(kept / opening, kept, Fraction(opening), opening)
    return {
        "value": a_part(now=reading, prior="0.96", year_ago="0.95", label="Logo retention"),
        "opening": counted("opening", "At the opening", opening),
        "lost": counted("lost", "Lost", lost),
        "new_or_back": counted("new_or_back", "New or back", new),
    }


def retention(segments: int, tenures: dict[str, int] = TENURES) -> MetricResult:
    every = parts_of(100 * segments, 10, 7)
    keyed = {
        key: a_part(
            value, None, None, name="tenure", label="Lost customers by tenure", unit=count,
            direction=Direction.LOWER, key=key, n=10, share=False,
        )
        for key, value in tenures.items()
    }  # fmt: skip
    result = a_result(every["value"], logo_retention.METRIC, others=every, keyed={"tenure": keyed})
    cuts = tuple(
        Cut(f"Segment {number}", parts_of(100, 10 if number == 1 else 0, number))
        for number in range(1, segments + 1)
    )
    return replace(result, cuts={"segment": cuts})


def exhibits(result: MetricResult) -> list[Chart | Table]:
    slide = plan_deck(a_context(result)).slide("metric/logo_retention")
    return [block for block in slide.blocks if isinstance(block, Chart | Table)]


def test_segments_stand_over_bars_of_how_long_the_lost_had_been_customers() -> None:
    trend, table, bars = exhibits(retention(3))
    assert (trend.key, table.key, bars.key) == ("trend", "cut", "below")
    assert isinstance(table, Table)
    assert isinstance(bars, Chart)
    headings = [column.heading for column in table.columns]
    assert headings == ["Segment", "Opening", "Lost", "New or back", "Retained"]
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert rows["Segment 1"] == ["100", "10", "1", "90%"]
    assert rows["All customers"] == ["300", "10", "7", "96.7%"]
    assert bars.spec.categories == ("Under 1 year", "Over 2 years", "Not known")
    assert bars.spec.emphasis == 1  # five of ten: the most, wherever it stands
    assert bars.subtitle == "Q3 2026"  # 3 + 5 + 2 are all ten: nothing is left out


def test_too_many_segments_or_nobody_lost_leave_the_breakdown_as_it_is() -> None:
    for result in (retention(5), retention(3, {})):
        found = exhibits(result)
        assert [one.key for one in found] == ["trend", "cut"]
        assert isinstance(found[1], Table)
        assert found[1].bars
