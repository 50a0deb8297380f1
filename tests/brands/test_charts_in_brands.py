"""Every kind of chart in every brand, with names in any script, measured in the written file.

Light, dark, mid-tone and gradient grounds, a photograph with a panel on it, brands of greys and of
colours that hardly differ from their ground; wide, narrow and upright pages. Frames are as large as
the slides' arrangements make them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.lint.areas import FillKind
from deckgen.lint.backdrop import backdrop
from deckgen.lint.chart_facts import Chart as ChartFacts
from deckgen.lint.chart_facts import Plot, Series
from deckgen.lint.colour import Rgb, contrast
from deckgen.lint.facts import Shape, Slide
from deckgen.lint.reading.deck import read_deck
from deckgen.lint.rules.walk import charts_of
from deckgen.looks import bundled_themes, theme_named
from deckgen.model.deck import ChartKind, SlideKind
from deckgen.render import write_deck
from deckgen.render.charts import picture
from deckgen.render.charts.formats import Symbols
from deckgen.render.charts.picture.surface import DPI, Surface
from deckgen.render.charts.plot_area import PlotArea
from deckgen.theme.box import EMU_PER_INCH, Box
from deckgen.theme.contrast import safe_distance
from deckgen.theme.stage import Theme
from tests.brands.designs import brands
from tests.brands.kinds import BARS, CATEGORIES, STRESSED, every_kind
from tests.render import decks
from tests.support.chart_geometry import ChartGeometry
from tests.support.templates import Brand, Holder, Page

LEGIBLE, SEEN = 4.5, 3.0  # WCAG's contrast of text and of marks
LARGE = 3.0  # of text from 18 pt, or 14 pt bold
APART = 15.0  # CIE76 in every vision: beside each other, plainly two colours
FLOOR = 12.0  # points on a page of 7.5 inches
_PLAIN = (Page("Plain", (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11))),)
_NAMES = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5",
          "accent6", "hlink", "folHlink")  # fmt: skip


def _brand(ground: str, *colours: str, fonts: tuple[str, str] = ("Arial", "Arial")) -> Brand:
    fill = f'<a:solidFill><a:srgbClr val="{ground}"/></a:solidFill>'
    accents = (colours * 3)[:8]
    slots = dict(zip(_NAMES, ("1F2A33", "FFFFFF", "33414D", "EEF1F4", *accents), strict=True))
    return Brand(_PLAIN, colours=slots, fonts=fonts, background=fill)


GROUNDS = {
    "mid-tone": _brand("7E8FA3", "2F5D8A", "C8553D", "7E9AB5", fonts=("Georgia", "Verdana")),
    "faint": _brand("FFFFFF", "F4D9DE", "E3EEF7", "EFEFE2", fonts=("Verdana", "Courier New")),
    "faint on dark": _brand("20242C", "2B303A", "3A2F33", "26323A"),
}
DESIGNS = {**brands(), **GROUNDS}
LOOKS = (*bundled_themes(), *DESIGNS)


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Theme]:
    """A look's theme, read once."""
    folder = tmp_path_factory.mktemp("looks")

    @cache
    def named(look: str) -> Theme:
        if look in DESIGNS:
            return theme_named(DESIGNS[look].written(folder, f"{look}.pptx"))
        return theme_named(look)

    return named


@pytest.fixture(scope="module")
def written(
    theme: Callable[[str], Theme], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Path]:
    """A deck of every kind in a look, with names of a set; once for each."""
    folder = tmp_path_factory.mktemp("kinds")

    @cache
    def deck(look: str, names: str) -> Path:
        return write_deck(every_kind(names), folder / f"{look} {names}.pptx", theme(look))

    return deck


def geometries(path: Path, theme: Theme) -> Iterator[tuple[str, ChartGeometry]]:
    """The charts of a deck, as they are drawn on its pages."""
    for number, slide in enumerate(Presentation(str(path)).slides, start=1):
        for shape in slide.shapes:
            if getattr(shape, "has_chart", False):
                part = shape.chart.part._element  # type: ignore[attr-defined]
                size = shape.width / EMU_PER_INCH, shape.height / EMU_PER_INCH
                yield (
                    f"page {number}, {shape.name}",
                    ChartGeometry(part, *size, theme.style.minor_font),
                )


@pytest.mark.parametrize("names", CATEGORIES)
@pytest.mark.parametrize("look", LOOKS)
def test_texts_of_native_charts_stay_inside_and_clear_of_each_other(
    look: str,
    names: str,
    theme: Callable[[str], Theme],
    written: Callable[[str, str], Path],
) -> None:
    charts = list(geometries(written(look, names), theme(look)))
    assert len(charts) == len(ChartKind) + 4
    assert [f"{where}: {one}" for where, chart in charts for one in chart.touching()] == []
    assert [f"{where}: {one}" for where, chart in charts for one in chart.outside()] == []


@pytest.mark.parametrize("names", CATEGORIES)
@pytest.mark.parametrize("look", LOOKS)
def test_names_beside_native_charts_fit_their_room_and_none_is_left_out(
    look: str,
    names: str,
    theme: Callable[[str], Theme],
    written: Callable[[str, str], Path],
) -> None:
    wrong = []
    for where, chart in geometries(written(look, names), theme(look)):
        shown = list(chart.names())
        for one in shown:
            if len(one.lines) > one.most + 0.15:
                wrong.append(
                    f"{where}: {one.text!r} takes {len(one.lines)} lines of {one.most:.1f}"
                )
            spaced = names not in ("east asian",) and "-" not in one.text
            if spaced and max(one.words) > one.room:
                wrong.append(f"{where}: a word of {one.text!r} is broken")
        few = (
            chart.categories[:1] and chart.categories[0][0] != "Q"
        )  # of periods some may be left out
        if shown and few and len(shown) < len(chart.categories):
            wrong.append(f"{where}: {len(shown)} of {len(chart.categories)} names")
    assert wrong == []


@pytest.mark.parametrize("look", LOOKS)
def test_texts_and_marks_of_native_charts_stand_out(
    look: str, theme: Callable[[str], Theme], written: Callable[[str, str], Path]
) -> None:
    wrong = []
    for slide, shape, chart in charts_of(read_deck(written(look, "latin"))):
        grounds = grounds_of(slide, shape)
        for text in chart.texts:
            under = (text.ground.solid,) if text.ground and text.ground.solid else grounds
            assert text.colour is not None
            if text.size < FLOOR * theme(look).scale - 0.01:
                wrong.append(f"slide {slide.number}: {text.what} at {text.size} pt")
            large = text.size >= 18 or (text.bold and text.size >= 14)
            if (ratio := worst(text.colour, under)) < (LARGE if large else LEGIBLE):
                wrong.append(f"slide {slide.number}: {text.what} at {ratio:.1f}:1")
        for name, colour in marks_of(chart):
            if (ratio := worst(colour, grounds)) < SEEN:
                wrong.append(f"slide {slide.number}: {name} #{colour.hex} at {ratio:.1f}:1")
    assert wrong == []


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_stressed_and_what_is_beside_it_are_told_apart_in_every_vision(
    look: str, written: Callable[[str, str], Path]
) -> None:
    wrong, stressed = [], 0
    for slide, shape, chart in charts_of(read_deck(written(look, "latin"))):
        for plot in chart.plots:
            for series in plot.series:
                for place, fill in series.points if plot.kind == "barChart" else ():
                    assert place == STRESSED
                    stressed += 1
                    assert fill is not None
                    assert fill.solid is not None
                    assert series.fill is not None
                    assert series.fill.solid is not None
                    if safe_distance(fill.solid.hex, series.fill.solid.hex) < APART:
                        wrong.append(f"slide {slide.number}, {shape.label}: the stressed bar")
            for one, other in neighbours(plot):
                if safe_distance(one[1].hex, other[1].hex) < APART:
                    wrong.append(f"slide {slide.number}: {one[0]} and {other[0]}")
    assert wrong == []
    assert stressed == len(BARS) + 2  # two of the kinds are there twice


@pytest.mark.parametrize(
    ("look", "names"),
    [(look, list(CATEGORIES)[place % len(CATEGORIES)]) for place, look in enumerate(LOOKS)],
)
def test_texts_of_pictures_stay_inside_and_clear_of_each_other(
    look: str,
    names: str,
    theme: Callable[[str], Theme],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # By the extents that matplotlib tells of the texts that it draws.
    drawn: list[tuple[tuple[float, float], list[tuple[str, Box]]]] = []
    original = picture.draw_plot_area

    def recorded(surface: Surface, area: PlotArea, symbols: Symbols) -> None:
        original(surface, area, symbols)
        if surface.legible:  # else a native chart stands in its place
            drawn.append((surface.size, surface.texts))

    monkeypatch.setattr(picture, "draw_plot_area", recorded)
    path = write_deck(every_kind(names), tmp_path / "deck.pptx", theme(look), pictures=True)
    natives = len(list(geometries(path, theme(look))))
    assert len(drawn) + natives == len(ChartKind) + 4
    assert names == "east asian" or not natives
    wrong = []
    for (width, height), texts in drawn:
        pixel = 1.5 / DPI
        wrong += [
            f"{text!r} leaves the picture"
            for text, at in texts
            if min(at.x, at.y) < -pixel or at.right > width + pixel or at.bottom > height + pixel
        ]
        wrong += [
            f"{one!r} on {other!r}"
            for (one, box), (other, there) in combinations(texts, 2)
            if min(box.right, there.right) - max(box.x, there.x) > 0.02
            and min(box.bottom, there.bottom) - max(box.y, there.y) > 0.065
        ]
    assert wrong == []


@pytest.mark.parametrize("look", LOOKS)
def test_small_lines_in_tables_stand_out(
    look: str, theme: Callable[[str], Theme], tmp_path: Path
) -> None:
    """Sparklines, which are freeforms on a scorecard."""
    path = write_deck(decks.every_slide(), tmp_path / "deck.pptx", theme(look))
    deck = read_deck(path)
    lines = [
        (slide, shape)
        for slide in deck.slides[1:]  # on the cover they are decoration
        for shape in slide.shapes
        if shape.label == "Sparkline"
    ]
    assert lines or look not in bundled_themes()  # some brands have no room for them
    for slide, shape in lines:
        colour = shape.outline.solid or shape.fill.solid
        assert colour is not None
        assert worst(colour, grounds_of(slide, shape)) >= SEEN, shape.name


def grounds_of(slide: Slide, shape: Shape) -> tuple[Rgb, ...]:
    """The colours that a shape lies on."""
    assert shape.box is not None
    below = backdrop(slide, shape, shape.box)
    assert below.known
    return below.colours


def worst(colour: Rgb, grounds: tuple[Rgb, ...]) -> float:
    return min(contrast(colour.over(ground), ground) for ground in grounds)


def marks_of(chart: ChartFacts) -> Iterator[tuple[str, Rgb]]:
    """What carries the data: fills, or the outlines of what is hollow or pale by design."""
    for plot in chart.plots:
        for series in plot.series:
            if plot.kind == "lineChart":
                if series.outline is not None and series.outline.solid is not None:
                    yield series.name, series.outline.solid
            elif plot.kind == "barChart":
                colour = shown(series)
                if colour is not None:
                    yield series.name, colour
                for _, fill in series.points:
                    if fill is not None and fill.solid is not None:
                        yield series.name, fill.solid


def shown(series: Series) -> Rgb | None:
    """The colour that a bar is seen by: a hollow one has an outline, so has a target's."""
    filled = series.fill.solid if series.fill is not None else None
    edge = series.outline.solid if series.outline is not None else None
    if series.name == "Target" or filled is None:
        return edge
    return filled


def neighbours(plot: Plot) -> Iterator[tuple[tuple[str, Rgb], tuple[str, Rgb]]]:
    """Pairs of filled series of a plot; a bridge's level marks are told by their form."""
    filled = [
        (one.name, one.fill.solid)
        for one in plot.series
        if one.fill is not None
        and one.fill.kind is FillKind.SOLID
        and one.fill.solid is not None
        and one.name != "Total mark"
    ]
    yield from combinations(filled, 2)


def test_the_looks_have_every_kind_of_ground_and_page(theme: Callable[[str], Theme]) -> None:
    """What the suite says it covers."""
    stages = {look: theme(look).stage(SlideKind.METRIC) for look in LOOKS}
    lightness = [contrast_with_white(one.palette.background.hex) for one in stages.values()]
    assert min(lightness) < 1.2
    assert max(lightness) > 15
    assert stages["horizon"].backing is not None
    assert stages["mid-tone"].backing is not None
    ratios = [one.page[0] / one.page[1] for one in map(theme, LOOKS)]
    assert min(ratios) < 1
    assert max(ratios) > 2


def contrast_with_white(colour: str) -> float:
    red, green, blue = bytes.fromhex(colour)
    return contrast(Rgb(red / 255, green / 255, blue / 255), Rgb(1, 1, 1))
