"""What a layout inherits, where its art lies, what its background really looks like."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from deckgen.theme.template.area import find_area, largest_free
from deckgen.theme.template.choosing import Candidate, candidates_of
from deckgen.theme.template.fills import Solid
from deckgen.theme.template.opening import Opening
from deckgen.theme.template.raster import Painter
from deckgen.theme.template.reading import Template, read_template
from deckgen.theme.template.rect import Rect
from tests.support.templates import (
    BODY,
    FOOTER,
    NUMBER,
    TITLE,
    Art,
    Brand,
    Holder,
    Page,
    chequers,
    packed,
)
from tests.support.templates import png as plain_picture

HEAD = (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11))


def read(brand: Brand) -> Template:
    return read_template(Opening("brand.pptx").package(brand.blob()))


def first(brand: Brand) -> Candidate:
    return candidates_of(read(brand))[0]


def shares(rect: Rect | None, page: Rect) -> tuple[float, ...]:
    """Left, top, right and bottom as shares of the slide."""
    assert rect is not None
    x, y = page.width, page.height
    return tuple(
        round(one, 3) for one in (rect.left / x, rect.top / y, rect.right / x, rect.bottom / y)
    )


def edges(place: tuple[float, float, float, float]) -> tuple[float, ...]:
    left, top, width, height = place
    return tuple(round(one, 3) for one in (left, top, left + width, top + height))


def test_placeholders_take_their_place_from_the_masters_of_their_type() -> None:
    template = read(Brand((Page(holders=(*HEAD, Holder("obj", idx=7))),)))
    found = {one.type: shares(one.rect, template.page) for one in template.layouts[0].placeholders}
    assert found == {
        "title": edges(TITLE), "obj": edges(BODY), "ftr": edges(FOOTER), "sldNum": edges(NUMBER),
    }  # fmt: skip


def test_placeholders_that_share_an_idx_keep_apart_by_their_type() -> None:
    # LibreOffice writes idx 0 for title, subtitle and body alike.
    holders = (Holder("title"), Holder("subTitle", (0.1, 0.2, 0.5, 0.05)), Holder("body"))
    template = read(Brand((Page(holders=holders),)))
    title, _, body = template.layouts[0].placeholders
    assert shares(title.rect, template.page) == edges(TITLE)
    assert shares(body.rect, template.page) == edges(BODY)


def test_a_shape_in_a_group_lies_where_the_group_puts_it() -> None:
    # The child space is the left half of the slide, drawn into the right half: x' = 0.5 + x.
    art = Art((0.1, 0.1, 0.2, 0.2), group=((0.5, 0, 0.5, 1), (0, 0, 0.5, 1)))
    template = read(Brand((Page(art=(art,)),)))
    (static,) = template.layouts[0].statics
    assert shares(static.rect, template.page) == (0.6, 0.1, 0.8, 0.3)


def test_a_turned_shape_has_its_turned_extent() -> None:
    square = (10_000_000, 10_000_000)
    template = read(Brand((Page(art=(Art((0.3, 0.4, 0.4, 0.2), degrees=90),)),), size=square))
    (static,) = template.layouts[0].statics
    assert shares(static.rect, template.page) == (0.4, 0.3, 0.6, 0.7)


def test_a_layout_can_do_without_the_masters_art_and_hidden_art_is_none() -> None:
    art = (Art((0, 0, 1, 0.1), name="bar"), Art((0, 0.5, 1, 0.1), hidden=True))
    layouts = (Page(), Page(shows_master=False))
    shown, bare = read(Brand(layouts, art=art)).layouts
    assert [one.name for one in shown.statics] == ["bar"]
    assert not bare.statics


def test_the_colour_map_and_its_override_decide_what_background_means() -> None:
    swapped = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
    usual, other = read(Brand((Page(), Page(overrides=swapped)))).layouts
    assert isinstance(usual.background, Solid)
    assert isinstance(other.background, Solid)
    assert (usual.background.tint.hex, other.background.tint.hex) == ("FFFFFF", "1B1B1B")
    assert other.scheme.of("tx1") == "FFFFFF"


def test_east_asian_faces_are_read_with_the_latin_ones() -> None:
    (master,) = read(Brand(fonts=("Lora", "Inter"), east_asian="游ゴシック")).masters
    assert master.major.all() == ("Lora", "游ゴシック")
    assert master.minor.latin == "Inter"


# --- the effective background ---------------------------------------------------------------------


def test_a_full_bleed_shape_is_the_background_that_counts() -> None:
    one = first(Brand((Page(holders=HEAD, art=(Art((0, 0, 1, 1), "0A0A30"),)),)))
    assert one.region.typical == "0A0A30"
    assert not one.area.obstacles


def test_a_full_bleed_picture_is_looked_into() -> None:
    brand = Brand((Page(holders=HEAD, art=(Art((0, 0, 1, 1), picture="a.png"),)),),
                  media={"a.png": plain_picture((10, 60, 20))})  # fmt: skip
    assert first(brand).region.typical == "0A3C14"


def test_a_half_transparent_shape_is_mixed_with_what_lies_under_it() -> None:
    veil = '<a:solidFill><a:srgbClr val="000000"><a:alpha val="50000"/></a:srgbClr></a:solidFill>'
    brand = Brand((Page(holders=HEAD, background="FFFFFF", art=(Art((0, 0, 1, 1), "000000"),)),))
    parts = brand.parts()
    name = "ppt/slideLayouts/slideLayout1.xml"
    solid = b'<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    parts[name] = parts[name].replace(solid, veil.encode())
    template = read_template(Opening("x").package(packed(parts)))
    (one,) = candidates_of(template)
    assert one.region.typical in ("7F7F7F", "808080")


def test_a_dark_place_that_is_small_in_a_wide_line_counts_for_text() -> None:
    """A word fits on it; on a hairline none does."""
    blot = Art((0.05, 0.5, 0.025, 0.1), "101840")
    for art, darkest in ((blot, "101840"), (Art((0.5, 0.4, 0.001, 0.3), "101840"), "FFFFFF")):
        template = read(Brand((Page(holders=HEAD, art=(art,)),)))
        backdrop = Painter(template.package, template.page).backdrop(template.layouts[0])
        line = Rect(
            template.width * 0.05, template.height * 0.45,
            template.width * 0.95, template.height * 0.65,
        )  # fmt: skip
        assert backdrop.region(line).darkest == "FFFFFF"
        assert backdrop.under_text(line).darkest == darkest


def test_a_gradient_has_two_ends() -> None:
    fade = (
        '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs>'
        '<a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs></a:gsLst><a:lin ang="5400000"/>'
        "</a:gradFill>"
    )
    template = read(Brand((Page(holders=HEAD, background=fade),)))
    backdrop = Painter(template.package, template.page).backdrop(template.layouts[0])
    top = backdrop.region(Rect(0, 0, template.width, template.height * 0.05))
    bottom = backdrop.region(Rect(0, template.height * 0.95, template.width, template.height))
    assert int(top.typical[:2], 16) < 20
    assert int(bottom.typical[:2], 16) > 235


def test_of_a_picture_that_cannot_be_read_nothing_is_assumed() -> None:
    brand = Brand((Page(holders=HEAD, art=(Art((0, 0, 1, 1), picture="a.emf"),)),),
                  media={"a.emf": b"\x01\x00\x00\x00 no picture"})  # fmt: skip
    region = first(brand).region
    assert (region.darkest, region.lightest) == ("000000", "FFFFFF")


def test_a_busy_picture_is_busy() -> None:
    brand = Brand((Page(holders=HEAD, art=(Art((0, 0, 1, 1), picture="a.png"),)),),
                  media={"a.png": chequers()})  # fmt: skip
    assert first(brand).region.spread > 10


# --- the free rectangle ---------------------------------------------------------------------------


def content(brand: Brand) -> tuple[float, ...]:
    one = first(brand)
    return shares(one.area.content, one.page)


def test_content_stays_between_title_and_footer_and_inside_the_bodys_margins() -> None:
    left, top, right, bottom = content(Brand((Page(holders=HEAD),)))
    assert (left, right) == (0.06, 0.94)
    assert TITLE[1] + TITLE[3] <= top < 0.22
    assert 0.88 < bottom <= FOOTER[1]


def test_the_designers_body_area_is_preferred() -> None:
    holders = (
        *HEAD,
        Holder("obj", (0.1, 0.25, 0.35, 0.6), 1),
        Holder("obj", (0.5, 0.25, 0.4, 0.6), 2),
    )
    assert content(Brand((Page(holders=holders),))) == (0.1, 0.25, 0.9, 0.85)


@pytest.mark.parametrize(
    "art",
    [
        Art((0.8, 0.2, 0.2, 0.8)),
        Art((0.8, 0.2, 0.2, 0.8), fill="", line="accent1"),
        Art((0.8, 0.2, 0.2, 0.8), group=((0, 0, 1, 1), (0, 0, 1, 1))),
    ],
    ids=["filled", "outlined", "grouped"],
)
def test_art_is_not_built_over(art: Art) -> None:
    _, _, right, _ = content(Brand((Page(holders=HEAD, art=(art,)),)))
    assert right <= 0.8


@pytest.mark.parametrize(
    "art",
    [
        Art((0.05, 0.2, 0.9, 0.7), fill=""),
        Art((0.05, 0.2, 0.9, 0.7), fill="", line="accent1"),
        Art((0.05, 0.2, 0.9, 0.7), fill="", text="Click to edit Master text styles Second level"),
        Art((0, 0, 1, 1), fill="EEEEEE"),
    ],
    ids=["paints nothing", "a frame", "a prompt that lost its placeholder", "a background"],
)
def test_what_only_looks_like_an_obstacle_takes_no_room(art: Art) -> None:
    bare = content(Brand((Page(holders=HEAD),)))
    assert content(Brand((Page(holders=HEAD),), art=(art,))) == bare


def test_a_panel_under_the_body_is_made_for_content() -> None:
    holders = (*HEAD, Holder("obj", BODY, 1))
    panel = Art((0.04, 0.2, 0.92, 0.7), "F0F0F0")
    one = first(Brand((Page(holders=holders, art=(panel,)),)))
    assert shares(one.area.content, one.page) == edges(BODY)
    assert one.region.typical == "F0F0F0"


def test_art_inside_a_background_picture_is_kept_free() -> None:
    image = Image.new("RGB", (320, 180), "white")
    ImageDraw.Draw(image).rectangle((0, 130, 319, 179), fill=(20, 20, 120))
    out = BytesIO()
    image.save(out, "PNG")
    brand = Brand((Page(holders=HEAD, art=(Art((0, 0, 1, 1), picture="a.png"),)),),
                  media={"a.png": out.getvalue()})  # fmt: skip
    _, _, _, bottom = content(brand)
    assert 0.6 < bottom <= 130 / 180


def test_boxes_off_the_slide_are_no_content() -> None:
    holders = (*HEAD, Holder("obj", (1.2, 0.2, 0.5, 0.5), 1))
    assert first(Brand((Page(holders=holders),))).area.designed is None


@pytest.mark.parametrize(
    "size",
    [(9144000, 5143500), (9144000, 6858000), (20105688, 11310938), (10691813, 7559675),
     (6858000, 9144000)],
    ids=["16:9 small", "4:3", "22 inches", "A4", "portrait"],
)  # fmt: skip
def test_everything_is_relative_to_the_slides_size(size: tuple[int, int]) -> None:
    art = (Art((0.8, 0.2, 0.2, 0.8)),)
    left, top, right, _ = content(Brand((Page(holders=HEAD, art=art),), size=size))
    assert left == 0.06
    assert 0.18 <= top < 0.22
    assert 0.7 < right <= 0.8


def test_the_largest_rectangle_is_found_among_scattered_obstacles() -> None:
    page = Rect(0, 0, 9600, 9600)
    found = largest_free(page, [Rect(0, 0, 4000, 4000), Rect(0, 9000, 9600, 9600)], page)
    # Below the first and above the second, at full width: 9600 × 5000. Right of the first,
    # 5600 × 9000 are 5% more, but a slide needs the width.
    assert found == Rect(0, 4000, 9600, 9000)


def test_where_all_is_taken_there_is_no_rectangle() -> None:
    page = Rect(0, 0, 9600, 5400)
    assert largest_free(page, [page], page) is None


def test_find_area_does_not_depend_on_the_order_of_art() -> None:
    arts = (Art((0.8, 0.2, 0.2, 0.3)), Art((0, 0.8, 0.5, 0.2)))
    for ordered in (arts, arts[::-1]):
        template = read(Brand((Page(holders=HEAD, art=ordered),)))
        layout = template.layouts[0]
        backdrop = Painter(template.package, template.page).backdrop(layout)
        area = find_area(layout, template.page, backdrop)
        assert area.content == first(Brand((Page(holders=HEAD, art=arts),))).area.content
