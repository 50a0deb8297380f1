"""What a slide says in one place it says in all: numbers, arrows, colours, statuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.model.deck import (
    BigNumber,
    Chart,
    Narrative,
    Paragraph,
    Slide,
    SlideKind,
    Table,
    Tone,
    plain,
)
from deckgen.model.metric import Reading
from deckgen.model.request import Target
from deckgen.model.result import Driver, MetricResult
from deckgen.model.unit import Direction, count, money_compact, number1, percent, score
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_metric, a_part, a_result

UNITS = (percent, score, number1, count, money_compact)
# A number with what belongs to it: sign-less, "108.4%", "$4.2M", "1,284", "1.8".
_NUMBER = re.compile(r"[$€]?\d[\d,.]*\d|[$€]?\d")
_VERBS = {"up": "rose", "down": "fell"}

shares = st.fractions(min_value=0, max_value=Fraction(3, 2), max_denominator=10_000)
scores = st.fractions(min_value=0, max_value=100, max_denominator=10)
amounts = st.integers(min_value=0, max_value=10**8).map(Fraction)


@st.composite
def results(draw: st.DrawFn) -> MetricResult:
    unit = draw(st.sampled_from(UNITS))
    values = shares if unit.is_share else scores if unit in (score, number1) else amounts
    maybe = st.none() | values
    low = draw(maybe)
    target = None
    if low is not None:
        target = Target(low, low if draw(st.booleans()) else low + draw(values))
    n = draw(st.integers(1, 90))
    value = draw(maybe)
    part = a_part(
        now=Reading(value, n=n) if value is not None else Reading.undefined("no_responses", n),
        prior=draw(maybe.map(lambda one: None if one is None else Reading(one, n=50))),
        year_ago=None,
        unit=unit,
        direction=draw(st.sampled_from(list(Direction))),
        flat_within=draw(st.sampled_from(("0", "0.005", "0.01"))),
        target=target,
        share=unit.is_share,
        trend=[draw(maybe) for _ in range(draw(st.integers(0, 7)))],
    )
    cuts = [
        (f"Segment {letter}", a_part(draw(values), n=draw(st.integers(1, 90)), unit=unit))
        for letter in "ABC"[: draw(st.integers(0, 3))]
    ]
    exhibit = draw(st.sampled_from(("trend_and_cut", "parts", "ranked", "accounts")))
    metric = a_metric(exhibit=exhibit, title="Sample rate")
    result = a_result(part, metric, cuts={"segment": cuts} if cuts else {})
    if not cuts or result.value.change is None or unit.is_money:
        return result
    # What the segments did to the change adds up to it.
    most = result.value.change / len(cuts)
    effects = [most * draw(st.fractions(-2, 2, max_denominator=20)) for _ in cuts[1:]]
    effects.append(result.value.change - sum(effects))
    drivers = tuple(
        Driver(name, effect, Fraction()) for (name, _), effect in zip(cuts, effects, strict=True)
    )
    return replace(result, drivers={"segment": drivers})


def slide_of(result: MetricResult) -> Slide:
    return plan_deck(a_context(result)).slide("metric/sample_rate")


def texts_of(slide: Slide) -> Iterator[str]:
    """Every text on the slide but the headline; the values of charts are no texts."""
    yield from (slide.eyebrow, plain(slide.footer))
    for block in slide.blocks:
        match block:
            case BigNumber():
                yield from (block.label, block.value, block.period, block.base)
                yield from (
                    plain(line) for line in (block.against, *(c.text for c in block.changes))
                )
            case Chart():
                yield from (block.title, block.subtitle)
                yield from (series.name for series in block.spec.series)
            case Table():
                yield from (block.title, block.subtitle)
                yield from (plain(cell) for row in block.rows for cell in row)
            case Narrative():
                yield from (plain(line) for cell in block.cells for line in cell.body)
            case Paragraph():
                yield from (plain(line) for line in block.lines)


@settings(max_examples=150, deadline=None)
@given(results())
def test_every_number_of_the_headline_stands_on_the_slide_in_the_same_form(
    result: MetricResult,
) -> None:
    slide = slide_of(result)
    rest = {number for text in texts_of(slide) for number in _NUMBER.findall(text)}
    for number in _NUMBER.findall(plain(slide.title)):
        assert number in rest, f"{number} of {plain(slide.title)!r} is nowhere else"


@settings(max_examples=150, deadline=None)
@given(results())
def test_the_arrow_is_the_verb(result: MetricResult) -> None:
    slide = slide_of(result)
    panel = next(block for block in slide.blocks if isinstance(block, BigNumber))
    sentence = plain(slide.title)
    if result.value.prior is None or not panel.changes:
        assert "rose" not in sentence
        assert "fell" not in sentence
        return
    first = panel.changes[0]
    assert first.arrow in ("", "up", "down")
    for arrow, verb in _VERBS.items():
        assert (f" {verb} " in sentence) == (first.arrow == arrow)


@settings(max_examples=150, deadline=None)
@given(results())
def test_a_colour_always_comes_with_its_word(result: MetricResult) -> None:
    slide = slide_of(result)
    for block in slide.blocks:
        if isinstance(block, BigNumber):
            for change in block.changes:
                tones = {run.tone for run in change.text} & {Tone.GOOD, Tone.BAD}
                words = plain(change.text)
                assert len(tones) <= 1
                assert (Tone.GOOD in tones) == words.endswith(" better")
                assert (Tone.BAD in tones) == words.endswith(" worse")


@settings(max_examples=150, deadline=None)
@given(results())
def test_a_neutral_metric_has_no_good_or_bad_change(result: MetricResult) -> None:
    if result.value.direction is Direction.NEUTRAL:
        for block in slide_of(result).blocks:
            if isinstance(block, BigNumber):
                tones = {run.tone for change in block.changes for run in change.text}
                assert not tones & {Tone.GOOD, Tone.BAD}


@settings(max_examples=150, deadline=None)
@given(results())
def test_scorecard_and_slide_print_the_same_value_and_status(result: MetricResult) -> None:
    deck = plan_deck(a_context(result))
    slide = deck.slide("metric/sample_rate")
    panel = next(block for block in slide.blocks if isinstance(block, BigNumber))
    table = next(one for one in deck.slide("scorecard").blocks if isinstance(one, Table))
    status, _, _, value, _, _ = (plain(cell) for cell in table.rows[0])
    assert value == panel.value
    expected = panel.status or ("No target" if panel.defined else "Not available")
    assert status == (expected if panel.defined else "Not available")


@settings(max_examples=100, deadline=None)
@given(results())
def test_what_has_no_value_now_never_shows_one(result: MetricResult) -> None:
    if result.value.value is None:
        slide = slide_of(result)
        panel = next(block for block in slide.blocks if isinstance(block, BigNumber))
        assert panel.value == "n/a"
        assert not panel.defined
        told = [plain(change.text) for change in panel.changes]
        assert all(one.startswith("Target ") or one.endswith(" last value") for one in told)
        assert "cannot be reported" in plain(slide.title)
        assert slide.kind in (SlideKind.METRIC, SlideKind.UNAVAILABLE)


@settings(max_examples=100, deadline=None)
@given(results())
def test_a_small_base_has_no_arrow_no_colour_and_no_verdict(result: MetricResult) -> None:
    if not result.value.small_base:
        return
    slide = slide_of(result)
    panel = next(block for block in slide.blocks if isinstance(block, BigNumber))
    assert panel.status == ("Small base" if result.value.value is not None else "")
    assert all(change.arrow == "" for change in panel.changes)


@settings(max_examples=60, deadline=None)
@given(st.lists(results(), max_size=3))
def test_the_same_context_gives_the_same_deck(found: list[MetricResult]) -> None:
    assert plan_deck(a_context(*found)) == plan_deck(a_context(*found))


@settings(max_examples=100, deadline=None)
@given(results())
def test_texts_keep_to_their_budgets(result: MetricResult) -> None:
    """slides.md section 2.2: two lines of headline, three of narrative, two of footer."""
    slide = slide_of(result)
    assert len(plain(slide.title)) <= 130
    assert len(plain(slide.footer)) <= 320
    for block in slide.blocks:
        if isinstance(block, Narrative):
            happened = "".join(plain(line) for line in block.cells[0].body)
            assert 0 < len(happened) <= 130
        if isinstance(block, BigNumber):
            assert max((len(plain(c.text)) for c in block.changes), default=0) <= 32, block.changes
        if isinstance(block, Chart | Table):
            assert 0 < len(block.alt) <= 250
