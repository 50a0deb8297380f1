"""The executive summary: real moves only, ranked by size against their usual variation."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.metrics.retention import net_revenue_retention
from deckgen.model.deck import Moves, Narrative, Slide, plain
from deckgen.model.narrative import Written
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import Direction, money, money_compact
from deckgen.plan import plan_deck
from deckgen.plan.moves import move_size, usual_variation
from tests.support.results import a_context, a_metric, a_part, a_result

NBSP = "\u00a0"
numbers = st.fractions(-1000, 1000, max_denominator=1000)


def metric(id: str, part: PartResult, **changes: object) -> MetricResult:
    """A metric called by its id."""
    return a_result(part, a_metric(id, id.capitalize(), short_title=id), **changes)  # type: ignore[arg-type]


def moved(id: str, now: float, before: float, *trend: float, **changes: object) -> MetricResult:
    """A metric whose trend runs over ``trend`` to ``before`` and ``now``."""
    part = a_part(now, before, trend=[*trend, before], **changes)  # type: ignore[arg-type]
    return metric(id, part)


def summary(*found: MetricResult, **changes: object) -> Slide:
    return plan_deck(a_context(*found, **changes)).slide("summary")


def column(slide: Slide, side: str) -> Moves:
    found = (b for b in slide.blocks if isinstance(b, Moves) and b.key == side)
    return next(found, Moves(side, "", "", ()))


def names(slide: Slide, side: str) -> list[str]:
    return [move.name for move in column(slide, side).rows]


# --- the measure ----------------------------------------------------------------------------------


def test_the_usual_variation_is_the_mean_absolute_change_of_the_trend() -> None:
    # changes: +2, -1, +3; their sizes 2 + 1 + 3 = 6, over three changes 2
    part = a_part("0.14", "0.11", trend=["0.10", "0.12", "0.11"])
    assert usual_variation(part) == Fraction(2, 100)
    assert move_size(part) == Fraction(3, 2)


def test_a_gap_parts_the_trend() -> None:
    # only 0.12 to 0.11 and 0.11 to 0.14 stand side by side: (1 + 3) / 2 = 2
    part = a_part("0.14", "0.11", trend=["0.10", None, "0.12", "0.11"])
    assert usual_variation(part) == Fraction(2, 100)


@given(values=st.lists(numbers, min_size=2, max_size=8), factor=st.integers(1, 1000))
def test_the_size_of_a_move_has_no_unit_and_no_sign(values: list[Fraction], factor: int) -> None:
    def size(scale: int) -> Fraction | None:
        *before, now = (value * scale for value in values)
        return move_size(a_part(now, before[-1], trend=before))

    assert size(factor) == size(1) == size(-factor)


@given(values=st.lists(numbers, min_size=2, max_size=8))
def test_no_move_is_larger_than_its_trend_has_changes(values: list[Fraction]) -> None:
    *before, now = values
    size = move_size(a_part(now, before[-1], trend=before))
    assert size is None or 0 <= size <= len(before)


# --- what is told ---------------------------------------------------------------------------------


def test_a_steady_metric_that_jumps_stands_before_a_noisy_one_that_moved_more() -> None:
    noisy = moved("noisy", 1.2, 1.1, 1.2, 1.1, 1.2)
    steady = moved("steady", 1.06, 1.01, 1.01, 1.01, 1.01)
    assert names(summary(noisy, steady), "best") == ["Steady", "Noisy"]


def test_lower_is_better_where_the_metric_says_so() -> None:
    churn = moved("churn", 0.05, 0.02, direction=Direction.LOWER)
    nrr = moved("nrr", 1.05, 1.02)
    slide = summary(churn, nrr)
    assert (names(slide, "best"), names(slide, "worst")) == (["Nrr"], ["Churn"])
    change = column(slide, "worst").rows[0].change
    assert change.arrow == "up"
    assert plain(change.text).replace(NBSP, " ") == "+3.0 ppworse"


@pytest.mark.parametrize(
    "part",
    [
        a_part("1.0", "1.0"),  # did not move
        a_part("1.001", "1.0"),  # held: within what is too small to call a change
        a_part("0.5", "0.9", n=17),  # a small base
        a_part("0.9", "0.1", direction=Direction.NEUTRAL),  # neither way is better
        a_part("0.9", None),  # nothing to compare with
        a_part(4_320, 17_632, unit=money, share=False, n=2),  # an average over two customers
    ],
)
def test_what_is_no_real_move_is_never_listed(part: PartResult) -> None:
    slide = summary(metric("still", part), moved("nrr", 1.05, 1.02))
    assert names(slide, "best") == ["Nrr"]
    assert names(slide, "worst") == []
    assert column(slide, "worst").remark == "No metric clearly worsened."


def test_a_change_within_sampling_noise_is_no_move() -> None:
    nps = a_result(
        a_part(35, 30, flat_within=1), a_metric("nps", "Nps"),
        others={"moe": a_part(10, 10, name="moe")},
    )  # fmt: skip
    slide = summary(nps, moved("nrr", 1.05, 1.02))
    assert names(slide, "best") == ["Nrr"]


def test_two_shares_that_make_the_whole_are_one_move() -> None:
    kept = moved("kept", 0.9, 0.95)
    lost = moved("lost", 0.1, 0.05, direction=Direction.LOWER)
    assert names(summary(kept, lost), "worst") == ["Kept"]


def test_at_most_three_moves_on_either_side() -> None:
    found = [moved(f"up{n}", 1.1 + n / 100, 1.0) for n in range(5)]
    found += [moved(f"down{n}", 0.9, 1.0 + n / 100) for n in range(4)]
    slide = summary(*found)
    assert len(names(slide, "best")) == len(names(slide, "worst")) == 3
    assert column(slide, "best").title == "Three best moves"


@given(changes=st.lists(st.integers(-9, 9), min_size=2, max_size=8))
def test_a_colour_an_arrow_and_a_side_never_disagree(changes: list[int]) -> None:
    found = [moved(f"m{n}", 1 + change / 100, 1.0) for n, change in enumerate(changes)]
    slide = summary(*found)
    for side, arrow, tone in (("best", "up", "good"), ("worst", "down", "bad")):
        for move in column(slide, side).rows:
            assert move.change.arrow == arrow
            assert {run.tone.value for run in move.change.text} == {tone}
    listed = len(names(slide, "best")) + len(names(slide, "worst"))
    clear = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    assert listed == sum(min(3, count) for count in clear)


def test_every_move_leads_to_a_slide_of_the_deck() -> None:
    deck = plan_deck(a_context(moved("a", 1.1, 1.0), moved("b", 0.9, 1.0)))
    links = [
        move.link
        for block in deck.slide("summary").blocks
        if isinstance(block, Moves)
        for move in block.rows
    ]
    assert links
    assert set(links) <= {slide.key for slide in deck.slides}


# --- the words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ((5, -5), "alpha improved, beta worsened"),
        ((5, 4, 3), "alpha and beta improved most"),
        ((-5, 0), "alpha worsened"),
        ((0, 0), "no metric clearly improved or worsened"),
    ],
)
def test_the_headline_names_what_moved_most(changes: tuple[int, ...], clause: str) -> None:
    ids = ("alpha", "beta", "gamma")
    found = [moved(id, 1 + change / 100, 1.0) for id, change in zip(ids, changes, strict=False)]
    assert plain(summary(*found).title).endswith(f"; {clause}")


def test_long_names_give_way_to_fewer_names_and_then_to_counts() -> None:
    long = [moved(f"{'long ' * 8}name {n}", 1.1 - n / 100, 1.0) for n in range(2)]
    assert "name 0 improved most" in plain(summary(*long).title)
    longer = [moved(f"{'very long ' * 12}{n}", 1.1, 1.0) for n in range(2)]
    assert plain(summary(*longer).title).endswith("; two metrics improved")


def test_a_side_with_few_moves_lists_what_held_in_the_room_that_is_left() -> None:
    found = [moved(name, 0.8, 0.8, target=1) for name in ("alpha", "beta")]
    best = column(summary(moved("up", 1.1, 1.0), *found), "best")
    assert best.under is not None
    assert best.under.title == "Held"
    assert [plain(row[1]) for row in best.under.rows] == ["Alpha", "Beta"]
    assert [plain(row[2]) for row in best.under.rows] == ["80%", "80%"]


def test_where_nothing_moved_both_sides_say_so_and_what_held() -> None:
    slide = summary(*(moved(name, 0.8, 0.8) for name in ("alpha", "beta")))
    assert column(slide, "best").remark == "No metric clearly improved."
    assert column(slide, "worst").remark == "No metric clearly worsened."
    under = column(slide, "best").under
    assert under is not None
    assert len(under.rows) == 2
    assert column(slide, "worst").under is None  # what held is listed once


def test_two_moves_leave_room_for_a_sentence_about_what_held() -> None:
    held = [moved(f"held{n}", 0.8, 0.8) for n in range(5)]
    slide = summary(moved("up1", 1.1, 1.0), moved("up2", 1.2, 1.0), *held)
    told = "Held: held0 at 80%, held1 at 80%, held2 at 80% and two more."
    assert column(slide, "best").remark == told


def steady(slide: Slide) -> list[list[str]]:
    """The names under the best and under the worst moves."""
    tables = [column(slide, side).under for side in ("best", "worst")]
    return [[plain(row[1]) for row in table.rows] if table else [] for table in tables]


SMALL = metric("small", a_part("0.5", "0.9", n=17))
NEUTRAL = metric("neutral", a_part("0.9", "0.1", direction=Direction.NEUTRAL))


def test_a_metric_is_listed_as_steady_only_if_it_is_no_move() -> None:
    slide = summary(moved("up", 1.1, 1.0), moved("down", 0.9, 1.0), SMALL, NEUTRAL,
                    moved("held", 1.0, 1.0))  # fmt: skip
    assert steady(slide) == [["Held"], ["Small", "Neutral"]]


def test_where_one_side_has_room_what_held_and_what_is_not_judged_share_it() -> None:
    worse = [moved(f"down{n}", 0.9, 1.0) for n in range(3)]
    slide = summary(moved("up", 1.1, 1.0), *worse, SMALL, NEUTRAL, moved("held", 1.0, 1.0))
    assert steady(slide) == [["Held", "Small", "Neutral"], []]


def test_what_misses_its_target_is_listed_first_and_the_rest_is_counted() -> None:
    held = [moved(f"fine{n}", 1.1, 1.1, target=1) for n in range(5)]
    slide = summary(moved("up", 1.1, 1.0), *held, moved("missed", 0.5, 0.5, target=1))
    under = column(slide, "best").under
    assert under is not None
    assert len(under.rows) == 4
    assert plain(under.rows[0][1]) == "Missed"
    assert under.subtitle.startswith("4 of 6, ")


def test_the_first_period_has_nothing_to_sum_up() -> None:
    found = [metric(f"m{n}", a_part(prior=None, trend=())) for n in range(3)]
    assert "summary" not in [slide.key for slide in plan_deck(a_context(*found)).slides]


def test_the_headline_and_the_text_under_it_count_the_same_metrics() -> None:
    """Two complements are one move and two metrics; an average over two customers is not judged."""
    long = "very long " * 12
    kept = moved(f"{long}kept", 0.9, 0.95)
    lost = moved(f"{long}lost", 0.1, 0.05, direction=Direction.LOWER)
    handful = metric("few", a_part(4_320, 17_632, unit=money, share=False, n=2))
    slide = summary(kept, lost, handful, moved(f"{long}up", 1.1, 1.0))
    body = next(block for block in slide.blocks if isinstance(block, Narrative)).cells[0].body
    assert plain(slide.title).endswith("ne metric improved, two worsened")
    assert plain(body[0]).startswith("One metric improved and two worsened; one is neutral")


def cells(**changes: object) -> dict[str, tuple[bool, str]]:
    slide = summary(moved("a", 1.1, 1.0), moved("b", 0.9, 1.0), moved("c", 1.0, 1.0), **changes)
    narrative = next(block for block in slide.blocks if isinstance(block, Narrative))
    return {cell.key: (cell.answered, plain(cell.body[0])) for cell in narrative.cells}


def test_what_happened_is_counted_and_the_rest_is_asked() -> None:
    told = cells()
    assert told["happened"] == (True, "One metric improved, one worsened and one held.")
    assert [told[key][0] for key in ("why", "next")] == [False, False]


def test_people_answer_for_the_summary_as_for_a_metric() -> None:
    told = cells(narrative={"summary": {"why": Written("The price rise.")}})
    assert told["why"] == (True, "The price rise.")
    assert told["next"][0] is False


def test_the_summary_says_what_became_of_the_opening_customers_revenue() -> None:
    """800 a month, +60, -20, -40: the same at the closing, 9,600 a year."""
    steps = {"opening": 800, "expansion": 60, "contraction": -20, "churn": -40, "fx": 0}
    parts = {
        name: a_part(value, None, name=name, unit=money_compact)
        for name, value in (*steps.items(), ("cohort_closing", sum(steps.values())))
    }
    retention = a_result(a_part(1, "0.98"), net_revenue_retention.METRIC, others=parts)
    slide = summary(retention, moved("other", 0.5, 0.4), revenue_unit="mrr")
    body = next(block for block in slide.blocks if isinstance(block, Narrative)).cells[0].body
    told = " ".join(plain(one) for one in body)
    assert told.startswith("Opening customers stayed at $9.6k of revenue a year. ")
    assert "neutral or cannot be compared" not in told
