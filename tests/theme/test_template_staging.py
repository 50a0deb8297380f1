"""A template becomes a theme: where headline, content, source and number stand, and colours."""

from __future__ import annotations

import io
from dataclasses import fields
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from deckgen.errors import DeckgenError
from deckgen.model.deck import SlideKind
from deckgen.render import write_deck
from deckgen.theme.box import Box
from deckgen.theme.contrast import contrast
from deckgen.theme.folder import load_template, load_theme
from deckgen.theme.stage import Stage, Theme
from deckgen.theming import adopted
from tests.render.decks import every_slide
from tests.support.templates import Art, Brand, Holder, Page, chequers, packed

COVER = Page(
    "Cover",
    (Holder("ctrTitle", (0.1, 0.35, 0.8, 0.2)), Holder("subTitle", (0.1, 0.6, 0.8, 0.1), 1)),
)
HEAD = (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11))
SIZES = {
    "16:9": (12192000, 6858000), "16:9 small": (9144000, 5143500), "4:3": (9144000, 6858000),
    "22 inches": (20105688, 11310938), "A4": (10691813, 7559675), "portrait": (6858000, 9144000),
}  # fmt: skip


def theme(folder: Path, *layouts: Page, **more: object) -> Theme:
    return load_template(Brand(layouts, **more).written(folder))  # type: ignore[arg-type]


def page(one: Theme) -> Box:
    unit = min(one.page) / 7.5
    return Box(0, 0, one.page[0] / unit / one.style.stretch, one.page[1] / unit)


def apart(one: Box, other: Box) -> bool:
    return (
        one.right <= other.x + 0.001 or other.right <= one.x + 0.001
        or one.bottom <= other.y + 0.001 or other.bottom <= one.y + 0.001
    )  # fmt: skip


def places(stage: Stage) -> dict[str, Box]:
    found = {"headline": stage.headline.box, "content": stage.content}
    for name in ("eyebrow", "footer", "number"):
        slot = getattr(stage, name)
        if slot is not None:
            found[name] = slot.box
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "layout",
    [
        Page("usual", HEAD),
        Page("low title", (Holder("title", (0.06, 0.05, 0.88, 0.07)), *HEAD[1:])),
        Page("high title", (Holder("title", (0.06, 0.05, 0.88, 0.30)), *HEAD[1:])),
        Page("vertical title", (Holder("title", (0.93, 0.1, 0.06, 0.8), vertical=True),)),
        Page("art", HEAD, art=(Art((0.85, 0, 0.15, 1)), Art((0, 0.95, 1, 0.05)))),
        Page("no footer", (Holder("title"), Holder("obj", idx=1))),
    ],
    ids=lambda one: one.name,
)
def test_nothing_overlaps_and_all_is_on_the_slide(tmp_path: Path, layout: Page, size: str) -> None:
    made = theme(tmp_path, COVER, layout, size=SIZES[size])
    stage = made.stage(SlideKind.METRIC)
    found = places(stage)
    whole = page(made)
    for name, box in found.items():
        assert box.x >= -0.001, name
        assert box.y >= -0.001, name
        assert box.right <= whole.w + 0.001, name
        assert box.bottom <= whole.h + 0.001, name
        for other, place in found.items():
            assert name == other or apart(box, place), (name, other)
    assert stage.content.w > 0.5 * whole.w
    assert stage.content.h > 0.4 * whole.h


def test_content_keeps_clear_of_art(tmp_path: Path) -> None:
    made = theme(tmp_path, COVER, Page("art", HEAD, art=(Art((0.8, 0.15, 0.2, 0.85)),)))
    assert made.stage(SlideKind.METRIC).content.right <= 0.8 * page(made).w


def test_the_headline_keeps_the_designers_place_where_it_fits(tmp_path: Path) -> None:
    place = (0.06, 0.10, 0.88, 0.13)  # room for the eyebrow above, two lines inside
    made = theme(tmp_path, COVER, Page("x", (Holder("title", place), *HEAD[1:])))
    slot = made.stage(SlideKind.METRIC).headline
    assert (slot.type, slot.moved) == ("title", False)


def test_a_vertical_title_becomes_a_headline_above_the_content(tmp_path: Path) -> None:
    odd = Page("x", (Holder("title", (0.93, 0.1, 0.06, 0.8), vertical=True),))
    stage = theme(tmp_path, odd).stage(SlideKind.METRIC)
    assert stage.headline.moved
    assert stage.headline.box.bottom <= stage.content.y
    assert stage.headline.box.w > 6


def test_a_dark_title_band_gets_light_words_over_light_content(tmp_path: Path) -> None:
    band = Art((0, 0, 1, 0.19), "101840")
    stage = theme(tmp_path, COVER, Page("x", HEAD, art=(band,))).stage(SlideKind.METRIC)
    assert stage.headline.palette is not None
    assert contrast(stage.headline.palette.ink.hex, "101840") >= 4.5
    assert contrast(stage.palette.ink.hex, "FFFFFF") >= 4.5


def test_content_on_a_busy_picture_gets_a_calm_panel_behind_it(tmp_path: Path) -> None:
    layout = Page("x", HEAD, art=(Art((0, 0, 1, 1), picture="a.png"),))
    stage = theme(tmp_path, layout, media={"a.png": chequers()}).stage(SlideKind.METRIC)
    assert stage.backing is not None
    panel, colour = stage.backing
    assert panel.x < stage.content.x
    assert panel.bottom > stage.content.bottom
    assert contrast(stage.palette.ink.hex, colour.hex) >= 4.5


def test_a_wider_face_is_measured_on_a_narrower_page(tmp_path: Path) -> None:
    usual = theme(tmp_path, COVER, Page("x", HEAD))
    wide = theme(tmp_path, COVER, Page("x", HEAD), fonts=("Arial", "Arial"))
    assert usual.style.stretch == 1
    ratio = usual.stage(SlideKind.METRIC).content.w / wide.stage(SlideKind.METRIC).content.w
    assert ratio == pytest.approx(wide.style.stretch, rel=0.01)
    assert wide.style.stretch > 1.05


def test_an_adopted_template_makes_the_same_theme(tmp_path: Path) -> None:
    path = Brand((COVER, Page("Plain", HEAD)), slides=(0, 1)).written(tmp_path)
    written = adopted(path, tmp_path / "brand")
    assert [one.name for one in written] == ["template.pptx", "theme.yaml"]
    own, folder = load_template(path), load_theme(tmp_path / "brand")
    for kind in SlideKind:
        one, other = own.stage(kind), folder.stage(kind)
        assert one.layout == other.layout
        for role in fields(one.palette):
            colour, again = getattr(one.palette, role.name), getattr(other.palette, role.name)
            assert (colour.hex, colour.slot) == (again.hex, again.slot), role.name
        for name, box in places(one).items():
            place = places(other)[name]
            assert (place.x, place.y, place.w, place.h) == pytest.approx(
                (box.x, box.y, box.w, box.h), abs=0.01
            ), (kind, name)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('metric: "Plain"', 'metric: "Plian"', "no layout 'Plian'"),
        ("accent: accent1", "accent: blue", "accent is 'blue', no colour"),
        ("layouts:", "layoutz:", "no key 'layoutz'"),
        ("content:\n  scorecard: [", "content:\n  scorecard: [150, ", "is not four numbers"),
    ],
)
def test_mistakes_in_an_adopted_description_are_told(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    path = Brand((COVER, Page("Plain", HEAD))).written(tmp_path)
    _, description = adopted(path, tmp_path / "brand")
    text = description.read_text("utf-8")
    assert before in text
    description.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(DeckgenError, match=words):
        load_theme(tmp_path / "brand")


def test_a_person_decides_about_layout_room_and_colour(tmp_path: Path) -> None:
    path = Brand((COVER, Page("Plain", HEAD), Page("Other", HEAD))).written(tmp_path)
    _, description = adopted(path, tmp_path / "brand")
    description.write_text(
        "name: mine\ntemplate: template.pptx\nmeasured: yes\nlayouts: {metric: Other}\n"
        "content: {metric: [10, 30, 80, 50]}\ncolours: {content: {accent: accent4}}\n",
        "utf-8",
    )
    stage = load_theme(tmp_path / "brand").stage(SlideKind.METRIC)
    assert stage.layout.endswith("slideLayout3.xml")
    assert stage.palette.accent.slot == "accent4"
    assert stage.content.x == pytest.approx(1.333, abs=0.01)


def test_a_template_that_reads_from_right_to_left_is_known_as_one(tmp_path: Path) -> None:
    parts = Brand((COVER, Page("Plain", HEAD))).parts()
    master = "ppt/slideMasters/slideMaster1.xml"
    turned = parts[master].replace(b"<p:bodyStyle><a:lvl1pPr>", b'<p:bodyStyle><a:lvl1pPr rtl="1">')
    assert turned != parts[master]
    path = tmp_path / "brand.pptx"
    path.write_bytes(packed({**parts, master: turned}))
    assert load_template(path).right_to_left
    deck = write_deck(every_slide(), tmp_path / "deck.pptx", load_template(path))
    for slide in Presentation(deck).slides:
        paragraphs = list(slide._element.iter("{*}p"))
        own = [one for one in paragraphs if one.tag.endswith("drawingml/2006/main}p")]
        assert own
        assert all(one.pPr is not None and one.pPr.get("rtl") == "0" for one in own)


def cover_with(subtitle: Holder, tmp_path: Path) -> Stage:
    cover = Page("Cover", (Holder("ctrTitle", (0.1, 0.30, 0.8, 0.2)), subtitle))
    theme = load_template(Brand((cover, Page("x", (Holder("title"),)))).written(tmp_path))
    return theme.stage(SlideKind.TITLE)


def test_a_tall_subtitle_takes_what_its_text_needs_and_leaves_the_rest_to_the_facts(
    tmp_path: Path,
) -> None:
    stage = cover_with(Holder("subTitle", (0.1, 0.55, 0.8, 0.42), 1), tmp_path)
    period = stage.slots["period"]
    assert period.moved
    assert 0.5 < period.box.h < 0.9  # two lines, not the 3.15 inches of the placeholder
    assert stage.content.y > period.box.bottom
    assert stage.content.h > 1.5
    low = cover_with(Holder("subTitle", (0.1, 0.55, 0.8, 0.12), 1), tmp_path)
    assert not low.slots["period"].moved


def titled(art: tuple[Art, ...], tmp_path: Path) -> Box:
    """Where the headline stands of a title anchored in the middle, too high for no eyebrow over
    it and too low for one inside it."""
    title = Holder("title", (0.06, 0.03, 0.80, 0.125), anchor="ctr")
    page = Page("x", (title, Holder("obj", (0.06, 0.22, 0.88, 0.66), 1)), art=art)
    return load_template(Brand((page,)).written(tmp_path)).stage(SlideKind.METRIC).headline.box


def test_a_headline_stands_in_its_box_as_it_is_anchored_but_not_across_a_line(
    tmp_path: Path,
) -> None:
    free = titled((), tmp_path)
    top, bottom = 0.03 * 7.5 + 0.05, 0.155 * 7.5 - 0.05  # inside the insets
    assert free.y - top == pytest.approx(bottom - free.bottom)
    assert free.y > top + 0.01
    at = (free.bottom - 0.006) / 7.5
    crossed = titled((Art((0.05, at, 0.9, 0.002), "D08020"),), tmp_path)
    assert crossed.bottom <= at * 7.5
    assert crossed.y == pytest.approx(top)


def test_content_begins_under_the_first_letter_of_the_title(tmp_path: Path) -> None:
    stage = theme(tmp_path, COVER, Page("x", HEAD)).stage(SlideKind.METRIC)
    assert stage.content.x == pytest.approx(stage.headline.box.x)
    assert stage.eyebrow is not None
    assert stage.eyebrow.box.x == pytest.approx(stage.content.x)
    assert stage.eyebrow.box.right == pytest.approx(stage.content.right)


@pytest.mark.parametrize(("anchor", "kept"), [("t", False), ("b", True)])
def test_a_high_title_leaves_the_content_what_its_text_does_not_need(
    anchor: str, kept: bool, tmp_path: Path
) -> None:
    """Under a title at the top of a box twice as high an empty band stood on every slide."""
    head = (Holder("title", (0.05, 0.12, 0.9, 0.2), anchor=anchor), *HEAD[1:])
    stage = theme(tmp_path, COVER, Page("x", head)).stage(SlideKind.METRIC)
    under = stage.content.y - stage.headline.box.bottom
    assert stage.headline.moved is not kept
    assert 0 <= under < 0.3
    assert (stage.headline.box.h < 1) is not kept


def test_group_and_period_end_where_the_content_ends_inside_a_high_title_too(
    tmp_path: Path,
) -> None:
    head = (Holder("title", (0.05, 0.03, 0.9, 0.25)), *HEAD[1:])
    stage = theme(tmp_path, COVER, Page("x", head)).stage(SlideKind.METRIC)
    assert stage.eyebrow is not None
    assert stage.eyebrow.box.y < stage.headline.box.y
    assert stage.eyebrow.box.right == pytest.approx(stage.content.right)


@pytest.mark.parametrize("kind", ["caps", "small_caps"])
def test_capitals_of_either_size_are_known_as_capitals(kind: str, tmp_path: Path) -> None:
    stage = theme(tmp_path, COVER, Page("x", HEAD), **{kind: True}).stage(SlideKind.METRIC)
    assert stage.headline.capitals


def divider(tmp_path: Path, *holders: Holder, art: tuple[Art, ...] = ()) -> Stage:
    page = Page("Chapter", (*holders, Holder("sldNum", idx=11)), art, "secHead")
    return theme(tmp_path, COVER, page, Page("x", HEAD)).stage(SlideKind.SECTION)


@pytest.mark.parametrize(
    "holders",
    [
        (
            Holder("title", (0.08, 0.64, 0.85, 0.20), anchor="t"),
            Holder("body", (0.08, 0.42, 0.85, 0.22), 1, anchor="b"),
        ),
        (
            Holder("title", (0.08, 0.24, 0.85, 0.12), anchor="ctr"),
            Holder("body", (0.08, 0.37, 0.85, 0.55), 1, anchor="ctr"),
        ),
    ],
    ids=["text over a title that leaves its box empty", "a text as high as the rest of the slide"],
)
def test_a_sections_list_stands_under_its_name(tmp_path: Path, holders: tuple[Holder, ...]) -> None:
    stage = divider(tmp_path, *holders)
    sentence = stage.slots["sentence"].box
    assert listed(stage).y >= stage.headline.box.bottom
    assert apart(listed(stage), sentence)
    assert listed(stage).h >= 0.9


def test_facts_and_lists_begin_under_the_first_letter_of_the_title(tmp_path: Path) -> None:
    frame = Art((0.05, 0.05, 0.9, 0.9), "", "00A188")
    holders = Holder("title", (0.065, 0.2, 0.8, 0.15)), Holder("body", (0.065, 0.4, 0.8, 0.1), 1)
    stage = divider(tmp_path, *holders, art=(frame,))
    assert stage.slots["agenda"].box.x == pytest.approx(stage.headline.box.x)


def spotted(spot: int) -> bytes:
    """A white picture with a spot of that grey at the left, in the lower half."""
    image = Image.new("L", (192, 108), 255)
    image.paste(spot, (10, 70, 22, 95))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("spot", "faint"), [(215, True), (0, False)])
def test_a_list_crosses_a_faint_spot_of_a_picture_to_begin_under_its_title(
    spot: int, faint: bool, tmp_path: Path
) -> None:
    """White has a contrast of 1.4 with this grey: an edge that is seen, and no line."""
    held = Holder("title", (0.05, 0.2, 0.8, 0.15)), Holder("body", (0.05, 0.38, 0.8, 0.1), 1)
    section = Page("Chapter", held, (Art((0, 0, 1, 1), picture="a.png"),), "secHead")
    made = theme(tmp_path, COVER, section, Page("x", HEAD), media={"a.png": spotted(spot)})
    stage = made.stage(SlideKind.SECTION)
    assert (listed(stage).x < 0.06 * 13.333) is faint


@pytest.mark.parametrize("footer", [True, False])
def test_slides_are_numbered_where_the_template_forgets_to(footer: bool, tmp_path: Path) -> None:
    """Dividers and summaries name slides by their number, so it has to stand on them."""
    head = (Holder("title"), Holder("ftr", idx=10)) if footer else (Holder("title"),)
    stage = theme(tmp_path, COVER, Page("Content", head)).stage(SlideKind.METRIC)
    assert stage.footer is not None
    assert stage.number is not None
    assert stage.number.type == ""
    assert stage.number.box.y == stage.footer.box.y
    assert stage.number.box.right == pytest.approx(stage.content.right, abs=0.02)
    assert apart(stage.number.box, stage.footer.box)


def test_a_number_in_the_templates_own_art_is_not_written_twice(tmp_path: Path) -> None:
    counted = Art((0.9, 0.95, 0.08, 0.04), "", text="‹#›", field="slidenum")
    stage = theme(tmp_path, COVER, Page("Content", (Holder("title"),), (counted,))).stage(
        SlideKind.METRIC
    )
    assert stage.number is None


def test_a_number_that_reaches_off_the_slide_is_drawn_on_it(tmp_path: Path) -> None:
    low = Holder("sldNum", (0.84, 0.95, 0.1, 0.053), 11)  # 0.003 of the height beyond the edge
    made = theme(tmp_path, COVER, Page("x", (Holder("title"), low)))
    number = made.stage(SlideKind.METRIC).number
    assert number is not None
    assert number.moved
    assert number.box.bottom <= page(made).h + 0.001


@pytest.mark.parametrize("anchor", ["t", "ctr", "b"])
def test_a_number_has_the_colours_of_where_its_line_stands(anchor: str, tmp_path: Path) -> None:
    """In a box across the edge of a dark band the line of text is over the edge, on it or under
    it; across it, it gives way."""
    band = Art((0, 0.955, 1, 0.045), "101840")
    across = Holder("sldNum", (0.84, 0.90, 0.1, 0.1), 11, anchor=anchor)
    made = theme(tmp_path, COVER, Page("x", (Holder("title"), across), art=(band,)))
    stage = made.stage(SlideKind.METRIC)
    assert stage.number is not None
    dark = contrast((stage.number.palette or stage.palette).ink.hex, "101840") >= 4.5
    assert dark is (anchor == "b")
    assert stage.number.moved is (anchor == "ctr")


def test_a_headline_is_wider_than_a_title_that_breaks_it_into_many_lines(tmp_path: Path) -> None:
    narrow = Page("x", (Holder("title", (0.26, 0.03, 0.48, 0.12)), Holder("obj", idx=1)))
    more = {"size": (6858000, 9144000), "fonts": ("Verdana", "Verdana")}
    stage = theme(tmp_path, COVER, narrow, **more).stage(SlideKind.METRIC)
    assert stage.headline.moved
    assert abs(stage.headline.box.w - stage.content.w) < 0.3


@pytest.mark.parametrize("line", [0.10, 0.12, 0.165])
def test_no_line_of_the_layout_runs_through_a_headline(line: float, tmp_path: Path) -> None:
    rule = Art((0.06, line, 0.88, 0.002), "C00000")
    high = Page("x", (Holder("title", (0.06, 0.09, 0.88, 0.2), anchor="ctr"),), art=(rule,))
    made = theme(tmp_path, COVER, high)
    slot = made.stage(SlideKind.METRIC).headline
    y, two_lines = line * 7.5, 0.8
    top = slot.box.y + (0.0 if slot.moved else (slot.box.h - two_lines) / 2)
    assert not top + 0.05 < y < top + two_lines - 0.15


def test_a_dividers_text_stops_before_art_of_another_tone(tmp_path: Path) -> None:
    """A title's box that half of lies over a dark block: what is left is wide enough for it."""
    block = Art((0.55, 0, 0.45, 1), "101840")
    stage = divider(tmp_path, Holder("title", (0.06, 0.3, 0.88, 0.2)), art=(block,))
    assert stage.headline.box.right <= 0.55 * 13.333
    assert stage.headline.box.w > 5


@pytest.mark.parametrize("art", [(), (Art((0.6, 0, 0.4, 1), "D08020"),)])
def test_a_covers_trends_stand_beside_its_title_where_nothing_else_does(
    art: tuple[Art, ...], tmp_path: Path
) -> None:
    title = Holder("ctrTitle", (0.06, 0.3, 0.45, 0.2))
    made = theme(tmp_path, Page("Cover", (title,), art, "title"), Page("x", HEAD))
    slot = made.stage(SlideKind.TITLE).slot("trends")
    assert (slot is None) is bool(art)
    if slot is not None:
        assert slot.box.right <= page(made).w - 0.4
        assert apart(slot.box, made.stage(SlideKind.TITLE).headline.box)


def test_a_title_too_low_for_a_line_gets_one(tmp_path: Path) -> None:
    stage = divider(tmp_path, Holder("title", (0.06, 0.3, 0.6, 0.03)))
    assert stage.headline.box.h >= 28 / 72


@pytest.mark.parametrize("band", [(0, 0, 1, 0.2), (0, 0.2, 1, 0.8)])
def test_a_dividers_number_can_be_read_on_its_own_ground(
    band: tuple[float, float, float, float], tmp_path: Path
) -> None:
    """The list lies on white and the number on navy, or the other way round."""
    title = Holder("title", (0.08, 0.6, 0.8, 0.3), anchor="b")
    stage = divider(tmp_path, title, art=(Art(band, "101840"),))
    number = stage.number
    assert number is not None
    muted = (number.palette or stage.palette).muted.hex
    assert contrast(muted, "101840" if band[1] else "FFFFFF") >= 4.5


def listed(stage: Stage) -> Box:
    agenda = stage.slot("agenda")
    assert agenda is not None
    return agenda.box


def test_a_divider_whose_name_stands_at_the_foot_raises_it_for_the_list(tmp_path: Path) -> None:
    held = (Holder("title", (0.05, 0.72, 0.9, 0.12)), Holder("body", (0.05, 0.85, 0.9, 0.1), 1))
    stage = divider(tmp_path, *held)
    name, sentence = stage.headline.box, stage.slots["sentence"].box
    assert listed(stage).h >= 1.9
    assert name.bottom <= sentence.y
    assert sentence.bottom <= listed(stage).y
    assert name.x == pytest.approx(0.05 * 13.333, abs=0.15)
    # Only as far as the list needs: what is left of the page over it stays empty.
    assert listed(stage).h < 2.3


def test_a_name_that_stands_on_a_band_stays_there(tmp_path: Path) -> None:
    band = Art((0, 0.70, 1, 0.14), "101840")
    title = Holder("title", (0.05, 0.72, 0.9, 0.1))
    stage = divider(tmp_path, title, art=(band,))
    assert stage.headline.box.y == pytest.approx(0.72 * 7.5, abs=0.15)
    assert listed(stage).h < 2


@pytest.mark.parametrize("height", [0.06, 0.08])
def test_a_sentence_has_two_lines_where_the_list_has_room_enough(
    tmp_path: Path, height: float
) -> None:
    held = (Holder("title", (0.05, 0.2, 0.9, 0.12)), Holder("body", (0.05, 0.34, 0.9, height), 1))
    stage = divider(tmp_path, *held)
    sentence = stage.slots["sentence"].box
    assert sentence.h >= 2 * 16 * 1.2 / 72
    assert sentence.y >= stage.headline.box.bottom
    assert listed(stage).y >= sentence.bottom


def test_a_sentence_stands_close_under_a_name_that_art_has_made_narrow(tmp_path: Path) -> None:
    """The name's box is half over the block, high, and set at its foot; a list has no room."""
    block = Art((0.42, 0, 0.58, 1), "101840")
    title = Holder("title", (0.06, 0.15, 0.7, 0.55), anchor="b")
    stage = divider(tmp_path, title, art=(block,))
    name, sentence = stage.headline.box, stage.slots["sentence"].box
    assert listed(stage).h == 0
    assert stage.headline.moved
    assert name.h < 1
    assert name.bottom == pytest.approx(0.7 * 7.5, abs=0.1)
    assert 0 <= sentence.y - name.bottom < 0.3
    assert sentence.h >= 1


def test_a_divider_with_ample_room_is_left_as_it_was_designed(tmp_path: Path) -> None:
    held = (Holder("title", (0.05, 0.3, 0.9, 0.12)), Holder("body", (0.05, 0.44, 0.9, 0.1), 1))
    stage = divider(tmp_path, *held)
    assert not stage.headline.moved
    assert listed(stage).h >= 2


def test_a_list_stands_on_a_panel_where_the_divider_carries_no_small_text(tmp_path: Path) -> None:
    """White on this mid-tone has a contrast of 3.9, black one of 5.3, and muted text less."""
    ground = (Art((0, 0, 1, 1), "808080"),)
    held = (Holder("title", (0.05, 0.2, 0.9, 0.12)), Holder("body", (0.05, 0.34, 0.9, 0.1), 1))
    stage = divider(tmp_path, *held, art=ground)
    assert stage.backing is not None
    panel, colour = stage.backing
    assert panel.holds(listed(stage))
    for one in (stage.palette.ink, stage.palette.muted, stage.palette.bad):
        assert contrast(one.hex, colour.hex) >= 4.5


def test_a_covers_title_stands_over_the_line_that_runs_through_its_box(tmp_path: Path) -> None:
    title = Holder("ctrTitle", (0.05, 0.60, 0.9, 0.25), anchor="t")
    at = 0.70
    line = Art((0.05, at, 0.95, 0.001), "D08020")
    made = theme(tmp_path, Page("Cover", (title,), (line,)), Page("x", HEAD))
    free = theme(tmp_path, Page("Cover", (title,)), Page("x", HEAD))
    stage = made.stage(SlideKind.TITLE)
    assert stage.headline.moved
    assert stage.headline.box.bottom < at * 7.5 + 0.12
    assert not free.stage(SlideKind.TITLE).headline.moved


BODY = Holder("obj", (0.05, 0.2, 0.9, 0.62), 1)


def test_a_source_without_a_footer_stands_in_line_with_the_slides_number(tmp_path: Path) -> None:
    number = Holder("sldNum", (0.85, 0.93, 0.1, 0.05), idx=11)
    stage = theme(tmp_path, COVER, Page("x", (Holder("title"), BODY, number))).stage(
        SlideKind.METRIC
    )
    source, counted = stage.footer, stage.number
    assert source is not None
    assert counted is not None
    middle = counted.box.y + counted.box.h / 2
    assert source.box.y + source.box.h / 2 == pytest.approx(middle, abs=0.02)
    assert source.box.right < counted.box.x
    # The body reaches from 0.2 to 0.82 of 7.5 inches, and gives the source nothing of that.
    assert stage.content.bottom > 0.82 * 7.5
    assert stage.content.bottom < source.box.y


def test_a_source_without_a_footer_keeps_clear_of_the_art_at_the_slides_foot(
    tmp_path: Path,
) -> None:
    """Above a band over the whole width, beside a logo in its line."""
    band, logo = Art((0, 0.9, 1, 0.1), "101840"), Art((0.8, 0.85, 0.17, 0.13), "101840")
    head = (Holder("title"), BODY)
    over = theme(tmp_path, COVER, Page("x", head, (band,))).stage(SlideKind.METRIC).footer
    beside = theme(tmp_path, COVER, Page("x", head, (logo,))).stage(SlideKind.METRIC)
    assert over is not None
    assert 0.82 * 7.5 < over.box.bottom < 0.9 * 7.5
    assert beside.footer is not None
    assert beside.number is not None
    assert beside.footer.box.bottom > 0.95 * 7.5
    assert beside.number.box.right < 0.8 * 13.334


def test_a_source_does_not_stand_on_a_busy_strip(tmp_path: Path) -> None:
    stripes = tuple(
        Art((0.05 * place, 0.84, 0.025, 0.16), "303030" if place % 2 else "D0D0D0")
        for place in range(20)
    )
    stage = theme(tmp_path, COVER, Page("x", (Holder("title"), BODY), stripes)).stage(
        SlideKind.METRIC
    )
    assert stage.footer is not None
    assert stage.footer.box.bottom < 0.84 * 7.5
