"""Named arrangements: whatever the rectangle, nothing overlaps and nothing leaves it."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from deckgen.model.deck import Slide, SlideKind, Tone, text
from deckgen.render import deck_bytes
from deckgen.render.arrangements import Arrangement, Strip, Wants, arrangement
from deckgen.render.stacks import Stack
from deckgen.theme.box import EMU_PER_INCH, Box
from deckgen.theme.stage import Slot, Theme
from tests.render import decks
from tests.render.looks import THEME

SLACK = 0.001
WIDE = Box(0.5, 1.8, 12.333, 4.94)
TREND, CUT = Stack(5, 2.5, 1.86), Stack(4, 2.5, 1.7)
STRIP = Strip(1.24, 6.6)
MARKS = ("Ring", "Diamond", "Square", "Dash")
WHOLE = Wants((3.41, 2.70, 1.78), (TREND, CUT), 3)

inches = st.floats(0.0, 3.0)
rectangles = st.builds(Box, inches, inches, st.floats(2.0, 20.0), st.floats(1.0, 14.0))
stacks = st.builds(Stack, st.integers(2, 9), st.floats(1.0, 5.0), st.floats(0.8, 3.0))
panels = st.sampled_from([(), (3.54, 2.70, 1.78), (2.92, 2.70, 1.78), (4.0,)])
heights = st.floats(0.9, 1.8)
strips = st.sampled_from([None, Strip(1.24, 6.6), Strip(0.98, 9.0)])
wishes = st.builds(
    lambda panel, found, cells, height, strip: Wants(
        panel, tuple(found), cells, lambda width: height, strip=strip if panel else None
    ),
    panels,
    st.lists(stacks, max_size=3),
    st.sampled_from([0, 3]),
    heights,
    strips,
)


def boxes_of(found: Arrangement) -> list[Box]:
    panel = [found.panel] if found.panel is not None else []
    return [*panel, *found.stacks, *found.cells]


def meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - SLACK
        and other.x < one.right - SLACK
        and one.y < other.bottom - SLACK
        and other.y < one.bottom - SLACK
    )


def inside(one: Box, outer: Box) -> bool:
    return (
        one.x >= outer.x - SLACK
        and one.y >= outer.y - SLACK
        and one.right <= outer.right + SLACK
        and one.bottom <= outer.bottom + SLACK
    )


def least_panel(found: Arrangement, wants: Wants) -> float:
    if found.name == "panel as strip":
        assert wants.strip is not None
        assert found.panel is not None
        assert found.panel.w >= wants.strip.width
        return wants.strip.height
    return min(wants.panel)


@given(rectangles, wishes)
def test_nothing_overlaps_and_nothing_leaves_the_rectangle(content: Box, wants: Wants) -> None:
    found = arrangement(content, wants)
    boxes = boxes_of(found)
    assert all(inside(box, content) for box in boxes)
    assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]


@given(rectangles, wishes)
def test_what_is_shown_has_what_it_needs(content: Box, wants: Wants) -> None:
    found = arrangement(content, wants)
    if found.name in ("panel only", "exhibit only"):
        return
    for box, stack in zip(found.stacks, wants.stacks, strict=False):
        assert box.w >= stack.width - SLACK
        assert box.h >= stack.height - SLACK
    if found.panel is not None:
        assert found.panel.h >= least_panel(found, wants) - SLACK
    for cell in found.cells:
        assert cell.h >= wants.cell_height(cell.w) - SLACK


@given(rectangles, wishes)
def test_the_first_exhibits_are_the_last_to_be_left_out(content: Box, wants: Wants) -> None:
    found = arrangement(content, wants)
    assert len(found.stacks) <= len(wants.stacks)
    assert len(found.cells) in (0, wants.cells)
    if wants.panel:
        assert found.panel is not None


@given(st.floats(10.8, 20.0), st.floats(5.0, 12.0))
def test_a_large_rectangle_has_room_for_everything(width: float, height: float) -> None:
    found = arrangement(Box(0, 0, width, height), WHOLE)
    assert (found.panel is not None, len(found.stacks), len(found.cells)) == (True, 2, 3)


def test_an_exhibit_with_no_room_beside_the_panel_has_the_width_under_a_low_one() -> None:
    table = Stack(9, 5.0, 2.2)  # too wide for the 3.97 inches beside a panel
    found = arrangement(Box(0, 0, 7.12, 3.8), Wants((3.41, 2.70, 1.78), (table,), strip=STRIP))
    assert found.name == "panel as strip"
    assert (found.panel, len(found.stacks)) == (Box(0, 0, 7.12, 1.24), 1)
    assert found.stacks[0].w == 7.12
    assert found.stacks[0].h > 2.3


def test_exhibits_that_a_strip_would_leave_hardly_any_height_are_not_put_under_it() -> None:
    wants = Wants((3.41, 2.70, 1.78), (TREND, CUT), 3, lambda width: 1.2, strip=STRIP)
    found = arrangement(Box(0, 0, 7.4, 4.8), wants)
    assert found.name != "panel as strip"
    assert len(found.stacks) < 2


def test_a_narrative_without_room_beside_the_panel_stands_under_a_strip() -> None:
    found = arrangement(
        Box(0, 0, 7.12, 3.6), Wants((3.41, 2.70, 1.78), (), 3, lambda width: 1.35, strip=STRIP)
    )
    assert found.name == "panel as strip"
    assert {round(cell.y, 2) for cell in found.cells} == {1.42}


def test_a_wide_slide_is_arranged_as_the_design_draws_it() -> None:
    found = arrangement(WIDE, WHOLE)
    assert found.name == "beside"
    assert found.panel is not None
    # Three, five and four of twelve columns; the band ends 1.40 above the content's lower edge.
    edges = [found.panel, *found.stacks]
    assert [round(box.x, 2) for box in edges] == [0.5, 3.63, 8.86]
    assert [round(box.w, 2) for box in edges] == [2.93, 5.02, 3.98]
    assert {round(box.bottom, 2) for box in edges} == {5.34}
    assert [round(cell.x, 2) for cell in found.cells] == [0.5, 4.68, 8.86]
    assert {round(cell.y, 2) for cell in found.cells} == {5.52}


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [
        (12.3, 4.9, "beside"),
        (12.3, 4.1, "beside"),  # a low band between tall brand strips
        (8.0, 5.5, "below"),  # exhibits have no width beside each other
        (8.2, 4.4, "narrative aside"),  # nor height one below the other over a narrative
        (9.0, 6.4, "panel over"),  # 4:3
        (6.5, 8.6, "panel over"),  # A4 upright
        (4.2, 11.0, "one column"),
    ],
)
def test_each_shape_of_rectangle_has_its_arrangement(
    width: float, height: float, name: str
) -> None:
    found = arrangement(Box(0.5, 1.5, width, height), WHOLE)
    assert (found.name, len(found.stacks), len(found.cells)) == (name, 2, 3)


def test_an_exhibit_that_needs_more_than_its_share_takes_it_from_its_neighbour() -> None:
    wants = replace(WHOLE, stacks=(TREND, Stack(4, 4.5, 1.7)))
    found = arrangement(Box(0, 0, 10.9, 5.0), wants)
    assert found.name == "beside"
    assert round(found.stacks[1].w, 3) == 4.5
    assert round(found.stacks[1].right, 3) == 10.9


@given(st.floats(10.0, 16.0), st.floats(2.5, 4.0), st.floats(2.5, 4.0))
def test_with_width_enough_for_both_nothing_in_exhibits_is_shortened(
    width: float, one: float, other: float
) -> None:
    room = width - 2.93325 - 2 * 0.2
    stacks = (replace(TREND, liked=one), replace(CUT, liked=other))
    found = arrangement(Box(0, 0, width, 5.0), replace(WHOLE, stacks=stacks))
    if found.name == "beside" and len(found.stacks) == 2 and one + other <= room:
        widths = [box.w for box in found.stacks]
        assert widths[0] >= one - SLACK
        assert widths[1] >= other - SLACK
        assert sum(widths) == pytest.approx(room)


def test_on_a_layout_with_places_of_its_own_exhibits_keep_to_its_columns() -> None:
    wants = replace(WHOLE, stacks=(TREND, replace(CUT, liked=6.0)), keeps_shares=True)
    free = replace(wants, keeps_shares=False)
    kept, moved = arrangement(WIDE, wants), arrangement(WIDE, free)
    assert [round(box.w, 2) for box in kept.stacks] == [5.02, 3.98]
    assert [round(box.w, 2) for box in moved.stacks] != [5.02, 3.98]


def test_beside_a_narrative_at_the_right_the_panel_is_as_high_as_it() -> None:
    content = Box(0.5, 1.5, 8.2, 4.4)
    found = arrangement(content, WHOLE)
    assert found.panel is not None
    assert found.panel.bottom == found.cells[-1].bottom == content.bottom


def test_a_lower_panel_is_taken_where_exhibits_get_more_room_from_it() -> None:
    """Where the whole one would need the narrative aside, and the exhibits stacked."""
    wants = replace(WHOLE, panel=(3.41, 3.06, 2.82, 2.70, 1.78), cell_height=lambda width: 1.45)
    found = arrangement(Box(0, 0, 11.4, 4.7), wants)
    assert found.name == "beside"
    assert {round(box.h, 2) for box in found.stacks} == {3.07}


# --- drawn ----------------------------------------------------------------------------------------


def bare_theme(content: Box) -> Theme:
    """The default theme on a large page, with a rectangle and a headline above it, and no places
    for anything else."""
    page = (int((content.right + 1) * EMU_PER_INCH), int((content.bottom + 1) * EMU_PER_INCH))
    stage = replace(
        THEME.stage(SlideKind.METRIC),
        content=content,
        headline=Slot(Box(content.x, 0.2, content.w, 0.9), "title", 0, 26),
        eyebrow=None,
        footer=None,
        number=None,
        slots={},
        split=(),
    )
    return replace(THEME, page=page, stages=dict.fromkeys(SlideKind, (stage,)))


def drawn(slide: Slide, content: Box) -> Any:
    return Presentation(io.BytesIO(deck_bytes(decks.deck(slide), bare_theme(content)))).slides[0]


def inch(content: Box) -> float:
    """EMU per inch of a page that is drawn 7.5 inches on its shorter side."""
    return EMU_PER_INCH * bare_theme(content).scale


METRIC_SLIDES = [one for one in decks.every_slide().slides if one.kind is SlideKind.METRIC]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(METRIC_SLIDES),
    st.floats(0.4, 1.5),
    st.floats(1.3, 2.5),
    st.floats(4.0, 14.0),
    st.floats(3.0, 11.0),
)
def test_a_metric_slide_stays_in_any_rectangle_and_its_texts_apart(
    slide: Slide, x: float, y: float, w: float, h: float
) -> None:
    content = Box(x, y, w, h)
    shapes = [one for one in drawn(slide, content).shapes if not one.name.startswith("Headline")]
    boxes = [
        Box(*(v / inch(content) for v in (one.left, one.top, one.width, one.height)))
        for one in shapes
    ]
    outside = [s.name for s, box in zip(shapes, boxes, strict=True) if not nearly(box, content)]
    assert not outside
    # Frames that bear words: what stands on its own ground (a panel, bars) lies under them.
    texts = [
        (shape.name, box)
        for shape, box in zip(shapes, boxes, strict=True)
        if shape.has_text_frame and shape.text_frame.text.strip()
    ]
    met = [(a[0], b[0]) for a, b in combinations(texts, 2) if meet(a[1], b[1])]
    assert not met


def nearly(box: Box, content: Box) -> bool:
    """Inside, but for the half of a line or dot that stands on the edge."""
    return inside(box, Box(content.x - 0.05, content.y - 0.05, content.w + 0.1, content.h + 0.1))


@pytest.mark.parametrize(("w", "h"), [(12.3, 4.9), (9.0, 5.4), (12.3, 3.4), (6.5, 8.6), (4.2, 11)])
def test_no_arrangement_sets_type_smaller_than_twelve_points(w: float, h: float) -> None:
    content = Box(0.5, 1.5, w, h)
    slide = drawn(METRIC_SLIDES[0], content)
    sizes = [int(run.get("sz")) for run in slide._element.iterfind(".//{*}rPr") if run.get("sz")]
    scale = bare_theme(content).scale
    arrows = {round(size * scale) for size in canvas_arrow()}
    assert min(size for size in sizes if size not in arrows) >= round(1200 * scale)


def canvas_arrow() -> set[int]:
    """An arrow is a mark, a point smaller than the words beside it."""
    body = THEME.style.sizes.body
    return {round((body - 1) * 100)}


@settings(max_examples=40, deadline=None)
@given(st.floats(4.0, 14.0), st.floats(3.0, 11.0))
@example(7.5, 5.0)  # as wide as the words, with nothing to spare
def test_the_distance_to_the_target_is_said_once(w: float, h: float) -> None:
    """Beside the pill or over the value; its end is not said again where the whole stands."""
    number = replace(
        decks.number(status="Off target"),
        period="Q2 2026",
        against=text("12.6 pp below 110.5%", Tone.MUTED),
    )
    slide = drawn(decks.metric_slide(number, decks.nrr_trend()), Box(0.5, 1.5, w, h))
    texts = [one.text_frame.text for one in slide.shapes if one.has_text_frame]
    assert "".join(texts).count("110.5%") == 1


def texts_of(slide: Any) -> str:
    return " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)


@pytest.mark.parametrize(("w", "h"), [(12.3, 4.94), (11.6, 4.4), (12.3, 4.2)])
def test_a_panel_with_less_height_keeps_its_second_number(w: float, h: float) -> None:
    second = replace(decks.number(), label="Lost", value="$496.7k", changes=(), status="")
    slide = decks.metric_slide(decks.number(status="Watch"), second, decks.nrr_trend())
    said = texts_of(drawn(slide, Box(0.5, 1.5, w, h)))
    assert "$496.7k" in said
    assert decks.number().value in said


@settings(max_examples=40, deadline=None)
@given(st.floats(4.0, 14.0), st.floats(3.0, 11.0))
def test_of_two_numbers_each_says_its_status_by_shape_and_word(w: float, h: float) -> None:
    one = decks.number(status="Off target", tone=Tone.BAD)
    other = decks.number(status="Watch", tone=Tone.BAD)
    slide = drawn(decks.metric_slide(one, other, decks.nrr_trend()), Box(0.5, 1.5, w, h))
    pills = [shape.text_frame.text for shape in slide.shapes if shape.name.startswith("Status")]
    assert pills == ["Off target", "Watch"]
    names = [shape.name.split(" ")[0] for shape in slide.shapes]
    assert [name for name in names if name in MARKS] == ["Square", "Diamond"]


@settings(max_examples=40, deadline=None)
@given(st.floats(9.0, 14.0), st.floats(4.0, 8.0))
def test_lines_with_names_of_their_own_are_never_crushed(w: float, h: float) -> None:
    """A plot of several lines keeps its height, on a slide of its own if need be."""
    content = Box(0.5, 1.5, w, h)
    slide = decks.metric_slide(
        decks.number(), decks.nrr_trend(), decks.accounts_table(), decks.narrative()
    )
    data = deck_bytes(decks.deck(slide), bare_theme(content))
    charts = [
        shape
        for page in Presentation(io.BytesIO(data)).slides
        for shape in page.shapes
        if shape.has_chart
    ]
    assert charts
    assert min(chart.height for chart in charts) / inch(content) >= 1.2
    assert min(chart.width for chart in charts) / inch(content) >= 2.9
