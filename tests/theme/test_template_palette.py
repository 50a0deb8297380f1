"""The colours of a deck keep their limits on any theme, and stay the brand's where they can."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from deckgen.theme.contrast import (
    contrast,
    distance,
    from_hsl,
    hsl,
    safe_distance,
    worst_contrast,
)
from deckgen.theme.style import Colour
from deckgen.theme.template.colours import SLOTS, ColourScheme
from deckgen.theme.template.palette import Brand, brand_palette, palette_on
from deckgen.theme.template.raster import Region
from deckgen.theme.template.shades import shade, standing_out
from tests.support.templates import COLOURS

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")
SCHEMES = st.fixed_dictionaries(dict.fromkeys(SLOTS, HEX)).map(ColourScheme)
HAS = re.compile(r"([0-9A-F]{6}) has ([0-9.]+):1 on (?:the number panel )?([0-9A-F]{6})")
TEXTS = ("ink", "muted", "accent", "good", "bad")


def on(colours: dict[str, str] | None = None, ground: str = "FFFFFF", other: str = "") -> Brand:
    scheme = ColourScheme({**COLOURS, **(colours or {})})
    ends = sorted((ground, other or ground), key=lambda one: hsl(one)[2])
    return brand_palette(scheme, Region(ground, ends[0], ends[1]))


@given(SCHEMES, HEX)
def test_text_and_marks_keep_their_contrast_on_every_theme(
    scheme: ColourScheme, ground: str
) -> None:
    palette = brand_palette(scheme, Region(ground, ground, ground)).palette
    for behind in (palette.background.hex, palette.panel.hex):
        for role in TEXTS:
            assert contrast(getattr(palette, role).hex, behind) >= 4.5, role
        for role in ("context", "warn"):
            assert contrast(getattr(palette, role).hex, behind) >= 3, role
    for fill in ("accent", "bad", "context", "warn"):
        label = f"on_{fill}"
        assert contrast(getattr(palette, label).hex, getattr(palette, fill).hex) >= 4.5


@given(SCHEMES, HEX, HEX)
def test_text_keeps_its_contrast_at_both_ends_of_a_gradient(
    scheme: ColourScheme, one: str, other: str
) -> None:
    low, high = sorted((one, other), key=lambda colour: contrast(colour, "000000"))
    brand = brand_palette(scheme, Region(one, low, high))
    grounds = (brand.backing.hex,) if brand.backing else (one, low, high)
    for role in TEXTS:
        assert worst_contrast(getattr(brand.palette, role).hex, grounds) >= 4.5, role


@given(SCHEMES, HEX)
def test_series_stand_out_and_differ_in_every_vision(scheme: ColourScheme, ground: str) -> None:
    brand = brand_palette(scheme, Region(ground, ground, ground))
    series = [one.hex for one in brand.series]
    assert 1 <= len(series) <= 6
    for place, one in enumerate(series):
        assert contrast(one, brand.palette.background.hex) >= 3
        assert all(safe_distance(one, other) >= 12 for other in series[:place])


@given(HEX, st.floats(0, 1))
def test_a_shade_is_what_its_reference_says(colour: str, light: float) -> None:
    made = shade(Colour(colour, "accent1"), light)
    hue, saturation, own = hsl(colour)
    assert abs(hsl(made.hex)[2] - (own * made.lum_mod + made.lum_off) / 100_000) < 0.005
    if 0.1 < light < 0.9 and saturation > 0.1 and 0.05 < own < 0.95:
        apart = abs(hsl(made.hex)[0] - hue)
        assert min(apart, 1 - apart) < 0.04


@given(HEX, HEX)
def test_a_colour_that_stands_out_is_left_alone(colour: str, ground: str) -> None:
    found = standing_out(Colour(colour, "accent1"), (ground,), 4.5)
    if contrast(colour, ground) >= 4.5:
        assert found == Colour(colour, "accent1")
    elif found is not None:
        assert contrast(found.hex, ground) >= 4.5


def test_colours_that_need_no_change_are_references_to_the_theme() -> None:
    palette = on().palette
    assert palette.accent == Colour("1F6FB2", "accent1")
    assert palette.ink == Colour("1B1B1B", "tx1")
    assert palette.panel == Colour("EEF1F5", "bg2")


def test_an_accent_that_is_too_pale_becomes_a_shade_of_itself() -> None:
    palette = on({"accent1": "5BB5E8"}).palette
    assert palette.accent.slot == "accent1"
    assert palette.accent.lum_mod < 100_000
    assert abs(hsl(palette.accent.hex)[0] - hsl("5BB5E8")[0]) < 0.02


@given(
    st.floats(185, 260),
    st.floats(0.45, 1),
    st.floats(0.3, 0.6),
    st.lists(HEX, min_size=5, max_size=5),
)
def test_a_blue_brand_stresses_with_its_blue_whatever_the_other_accents_are(
    hue: float, saturation: float, light: float, others: list[str]
) -> None:
    own = from_hsl(hue / 360, saturation, light)
    more = {f"accent{number}": one for number, one in enumerate(others, start=2)}
    accent = on({"accent1": own, **more}).palette.accent
    assert accent.slot == "accent1"
    apart = abs(hsl(accent.hex)[0] - hsl(own)[0])
    assert min(apart, 1 - apart) < 0.03


def test_a_green_that_some_take_for_grey_or_red_is_darkened_and_not_replaced() -> None:
    brand = on({"accent1": "01A188", "accent2": "0063BE", "accent6": "CC092F"})
    palette = brand.palette
    assert (palette.accent.slot, palette.bad.slot) == ("accent1", "accent6")
    assert safe_distance(palette.accent.hex, palette.context.hex) >= 14
    assert safe_distance(palette.accent.hex, palette.bad.hex) >= 20
    assert any("colour-blind readers tell it from" in note for note in brand.notes)


def test_an_orange_brand_stresses_with_orange_and_its_red_means_bad() -> None:
    orange = {"accent1": "D76C23", "accent2": "881620", "accent3": "FFC230", "accent4": "4571C3"}
    palette = on(orange).palette
    assert (palette.accent.slot, palette.bad.slot) == ("accent1", "accent2")
    assert safe_distance(palette.accent.hex, palette.bad.hex) >= 20
    assert palette.good.slot == "accent4"  # the yellow before it would say "watch out"


def test_a_red_means_bad_even_where_it_is_the_brands_first_colour() -> None:
    brand = on({"accent1": "B5485A", "accent2": "4A7AB5", "accent5": "C06B3F"})
    assert (brand.palette.accent.slot, brand.palette.bad.slot) == ("accent2", "accent1")
    assert any("accent1 B5485A is a red, which means bad here" in note for note in brand.notes)


def test_a_yellow_that_only_an_olive_would_keep_readable_gives_way_and_that_is_said() -> None:
    brand = on({"accent1": "F0C20E", "accent2": "1F6FB2"})
    assert brand.palette.accent == Colour("1F6FB2", "accent2")
    assert any("accent1 F0C20E would turn brown or olive" in note for note in brand.notes)


@given(SCHEMES, HEX)
def test_a_contrast_in_a_note_never_reads_as_if_it_met_a_limit_that_it_misses(
    scheme: ColourScheme, ground: str
) -> None:
    for note in brand_palette(scheme, Region(ground, ground, ground)).notes:
        for own, told, on_what in re.findall(
            r"([0-9A-F]{6}) has ([0-9.]+):1 on (?:the number panel )?([0-9A-F]{6})", note
        ):
            assert float(told) <= contrast(own, on_what)


def test_bad_is_the_brands_own_orange_or_red() -> None:
    assert on().palette.bad.slot == "accent2"


def test_a_brand_without_red_gets_one() -> None:
    cool = {f"accent{n}": colour for n, colour in enumerate(
        ("1F6FB2", "0E8C8C", "3B5BA5", "4B7F9B", "2F6F6F", "245A8C"), start=1)}  # fmt: skip
    brand = on(cool)
    assert brand.palette.bad.slot == ""
    assert safe_distance(brand.palette.bad.hex, brand.palette.accent.hex) >= 20
    assert any(note.startswith("bad: the theme has no red or orange") for note in brand.notes)


def test_a_brand_that_is_all_red_keeps_red_for_attention_and_says_so() -> None:
    red = {f"accent{n}": colour for n, colour in enumerate(
        ("C8102E", "A00D25", "E03C4F", "8C1D2F", "D24B5A", "B22234"), start=1)}  # fmt: skip
    brand = on({**red, "hlink": "C8102E"})
    assert brand.palette.bad.slot.startswith("accent")
    assert brand.palette.accent.slot in ("tx2", "tx1")
    assert safe_distance(brand.palette.accent.hex, brand.palette.bad.hex) >= 20


def test_in_a_brand_of_greys_what_is_stressed_is_told_from_what_is_not() -> None:
    greys = ("6E6E6E", "9A9A9A", "BDBDBD", "D9D9D9", "7F7F7F", "A6A6A6")
    accents = {f"accent{number}": one for number, one in enumerate(greys, start=1)}
    palette = on({"dk1": "222222", "dk2": "444444", **accents}).palette
    assert palette.accent.slot == "accent1"
    assert safe_distance(palette.accent.hex, palette.context.hex) >= 20
    assert contrast(palette.accent.hex, "FFFFFF") >= 4.5


def test_good_and_bad_differ_for_everybody_on_usual_themes() -> None:
    for ground in ("FFFFFF", "101820", "F6E5B2"):
        palette = on(ground=ground).palette
        assert safe_distance(palette.good.hex, palette.bad.hex) >= 20


def test_on_a_dark_background_the_text_is_the_themes_light_colour() -> None:
    palette = on(ground="101820").palette
    assert palette.ink == Colour("FFFFFF", "bg1")


def test_default_text_that_cannot_be_read_is_not_used_and_that_is_said() -> None:
    brand = on({"dk1": "D8D8D8", "lt1": "FFFFFF", "dk2": "222244"})
    assert brand.palette.ink.slot == "tx2"
    assert any(note.startswith("text: tx1 D8D8D8") for note in brand.notes)


def test_a_calm_background_needs_no_panel_and_a_busy_one_gets_one() -> None:
    assert on().backing is None
    assert on(ground="101820").backing is None
    busy = on(ground="FFFFFF", other="000000")
    assert busy.backing == Colour("FFFFFF", "bg1")


def test_a_mid_tone_gets_a_panel_of_its_own_hue() -> None:
    brand = on(ground="6F7F9F")
    assert brand.backing is not None
    assert abs(hsl(brand.backing.hex)[0] - hsl("6F7F9F")[0]) < 0.03
    assert contrast(brand.palette.ink.hex, brand.backing.hex) >= 9


def test_muted_words_are_not_lost_at_the_light_end_of_a_dark_band() -> None:
    scheme = ColourScheme(COLOURS)
    calm = palette_on(scheme, Region("10104A", "10104A", "10104A"))
    band = palette_on(scheme, Region("10104A", "10104A", "62BB46"))
    assert contrast(calm.muted.hex, "10104A") < contrast(calm.ink.hex, "10104A")
    assert band.muted == band.ink


@given(SCHEMES, HEX, HEX, HEX)
def test_on_a_busy_ground_nothing_is_harder_to_read_than_the_text_itself(
    scheme: ColourScheme, typical: str, one: str, other: str
) -> None:
    """An accent that only the most common tone carries is lost where a picture glows."""
    low, high = sorted((one, other), key=lambda colour: contrast(colour, "000000"))
    palette = palette_on(scheme, Region(typical, low, high))
    grounds = (typical, low, high)
    ink = worst_contrast(palette.ink.hex, grounds)
    for role in TEXTS:
        worst = worst_contrast(getattr(palette, role).hex, grounds)
        assert worst >= min(4.5, ink), role


def test_a_cover_over_a_glow_is_set_in_the_text_colour_alone() -> None:
    """Black has 21:1 on white and 6.6:1 on the glow; the blue 4.9:1 and 1.5:1."""
    palette = palette_on(ColourScheme(COLOURS), Region("FFFFFF", "8C88FF", "FFFFFF"))
    assert palette.accent == palette.ink


def test_a_panel_is_the_brands_second_background_unless_that_is_what_office_came_with() -> None:
    assert on({"lt2": "E6ECF5"}).palette.panel == Colour("E6ECF5", "bg2")
    stock = on({"lt2": "EEECE1"}).palette.panel
    assert stock.slot == "bg1"
    assert hsl(stock.hex)[1] == 0


def test_a_colour_that_only_a_second_look_tells_from_grey_is_deepened_and_the_note_says_why() -> (
    None
):
    brand = on({"accent1": "385464"})
    assert distance("385464", brand.palette.context.hex) < 28
    assert safe_distance("385464", brand.palette.context.hex) >= 20, "each vision alone would do"
    assert brand.palette.accent.slot == "accent1"
    assert distance(brand.palette.accent.hex, brand.palette.context.hex) >= 28
    assert any("from the tone of past periods at a glance" in note for note in brand.notes)
