"""Words and marks come from one result: they cannot contradict each other."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from deckgen.compute.status import status_of
from deckgen.model.metric import Reading
from deckgen.model.request import Target
from deckgen.model.result import PartResult, Status
from deckgen.model.unit import Direction, Unit, count, money_compact, number1, percent, score
from deckgen.words.headline import Subject, headline
from deckgen.words.movement import Movement, compare, prints_zero
from deckgen.words.verdict import meets, standing, target_clause
from deckgen.words.voice import Voice
from tests.support.results import NOW, a_part

VOICE = Voice()
UNITS = (percent, score, number1, count, money_compact)
VERBS = {Movement.UP: " rose ", Movement.DOWN: " fell ", Movement.HELD: " held at "}

directions = st.sampled_from(list(Direction))
shares = st.fractions(min_value=0, max_value=Fraction(3, 2), max_denominator=10_000)
amounts = st.integers(min_value=0, max_value=10**9)


@st.composite
def parts(draw: st.DrawFn) -> PartResult:
    unit: Unit = draw(st.sampled_from(UNITS))
    values = shares if unit.is_share else amounts.map(Fraction)
    low = draw(st.none() | values)
    target = None
    if low is not None:
        target = Target(low, low if draw(st.booleans()) else low + draw(values))
    return a_part(
        now=Reading(draw(values), n=draw(st.integers(1, 60))),
        prior=draw(st.none() | values.map(lambda value: Reading(value, n=50))),
        unit=unit,
        direction=draw(directions),
        flat_within=draw(st.sampled_from(("0", "0.001", "0.005", "0.01"))),
        target=target,
        share=unit.is_share,
    )


def told(part: PartResult) -> str:
    moved = compare(part, part.prior, VOICE)
    return headline(Subject(part, "Sample", "Sample", NOW, moved), VOICE).sentence


@given(parts())
def test_the_verb_is_the_arrows(part: PartResult) -> None:
    moved = compare(part, part.prior, VOICE)
    sentence = told(part)
    for movement, verb in VERBS.items():
        assert (verb in sentence) == (moved.movement is movement)


@given(parts())
def test_a_number_that_rose_is_larger_and_visibly_so(part: PartResult) -> None:
    moved = compare(part, part.prior, VOICE)
    if moved.movement is Movement.UP:
        assert part.change is not None
        assert part.change > 0
        assert moved.texts[0].startswith("+") or "×" in moved.texts[0]
        assert not prints_zero(moved.texts)
    if moved.movement is Movement.DOWN:
        assert part.change is not None
        assert part.change < 0


@given(parts())
def test_better_needs_a_direction_and_a_move(part: PartResult) -> None:
    moved = compare(part, part.prior, VOICE)
    if part.direction is Direction.NEUTRAL or moved.movement in (Movement.HELD, Movement.NONE):
        assert moved.better is None
    else:
        rose = moved.movement is Movement.UP
        assert moved.better is (rose == (part.direction is Direction.HIGHER))


@given(parts())
def test_a_small_base_is_never_compared_or_judged(part: PartResult) -> None:
    if part.small_base:
        sentence = told(part)
        assert " reads " in sentence
        assert not any(verb in sentence for verb in VERBS.values())
        assert standing(part) is None


@given(parts())
def test_an_on_target_headline_never_says_below_and_a_miss_never_says_met(
    part: PartResult,
) -> None:
    clause = target_clause(part, compare(part, part.prior, VOICE), VOICE)
    if part.status is Status.ON_TARGET and part.direction is Direction.HIGHER:
        assert "below" not in clause
    if part.status is Status.ON_TARGET and part.direction is Direction.LOWER:
        assert "above" not in clause or (part.target is not None and part.target.is_band)
    if part.status in (Status.WATCH, Status.OFF_TARGET):
        assert not clause.startswith(("above", "under", "at ", "within", "reaching", "back"))
        assert "below" in clause or "above" in clause
    if part.status in (Status.NONE, Status.SMALL_BASE):
        assert clause == ""


@given(parts())
def test_a_held_number_neither_falls_below_nor_reaches_its_target(part: PartResult) -> None:
    moved = compare(part, part.prior, VOICE)
    if moved.movement is Movement.HELD:
        clause = target_clause(part, moved, VOICE)
        assert not clause.startswith(("falling", "moving", "reaching", "back", "still"))


@given(parts())
def test_meeting_a_target_is_the_computations_verdict(part: PartResult) -> None:
    if part.target is None or part.value is None:
        return
    status = status_of(part.now, part.target, part.unit, part.direction, small_base=False)
    assert meets(part.value, part.target, part.direction) == (status is Status.ON_TARGET)


@given(parts())
def test_a_value_prints_on_its_own_side_of_the_target(part: PartResult) -> None:
    if part.status not in (Status.WATCH, Status.OFF_TARGET) or part.target is None:
        return
    assert VOICE.value(part) not in {
        VOICE.number(part.target.low, part.unit), VOICE.number(part.target.high, part.unit),
    }  # fmt: skip
