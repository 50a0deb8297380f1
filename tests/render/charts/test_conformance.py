"""Every kind of chart, native and as a picture, over data that is awkward to draw.

What is asked of both: nothing outside the frame, no label on another, every label legible where it
stands. Of a native chart: a valid package, a workbook that is what is drawn, nothing that a program
would put there unasked. Of a picture: something on it, and the same bytes each time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, cycle
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from deckgen.model.deck import Chart, ChartKind, ChartSpec
from deckgen.render import write_deck
from deckgen.render.charts import plot_area
from deckgen.render.charts.clearing import within
from deckgen.render.charts.formats import ENGLISH
from deckgen.render.charts.label_places import placed_labels
from deckgen.render.charts.picture import Pictures, draw_plot_area
from deckgen.render.charts.picture.surface import DPI, Surface
from deckgen.render.charts.plot_area import Bars, Lines, PlotArea
from deckgen.render.charts.scale import scale_of
from deckgen.theme.box import Box
from deckgen.theme.style import Colour, Palette, Style
from tests.render import decks
from tests.render.charts.awkward import BOXES, LIGHT, PALETTES, awkward_specs
from tests.support.opc import read_package
from tests.support.package import assert_package_is_sound
from tests.support.schema import audit_findings

NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
SPECS = list(awkward_specs())
PIXEL = 1.5 / DPI
# Letters are lower than their line: so much of two lines may overlap without touching, in inches.
BETWEEN_LINES, BESIDE = 0.065, 0.025
LEGIBLE = 4.5  # the contrast that WCAG asks for


def specs_of(kind: ChartKind) -> Iterator[tuple[str, ChartSpec, str]]:
    """The specifications of a kind, each on a trend's box and on one of the others in turn."""
    others = cycle([name for name in BOXES if name != "trend"])
    for name, spec in SPECS:
        if spec.kind is kind:
            yield name, spec, "trend"
            yield name, spec, next(others)


def area_of(spec: ChartSpec, box: Box, palette: Palette = LIGHT) -> PlotArea:
    return plot_area(spec, box, Style(), palette, "en-US")


def png(pictures: Pictures, area: PlotArea, box: Box) -> bytes:
    """A picture whose names every machine can write."""
    drawn = pictures.png(area, box)
    assert drawn is not None
    return drawn


def touching(texts: list[tuple[str, Box]]) -> Iterator[str]:
    """Pairs of texts that stand on each other."""
    for (text, box), (other, there) in combinations(texts, 2):
        across = min(box.right, there.right) - max(box.x, there.x)
        down = min(box.bottom, there.bottom) - max(box.y, there.y)
        if across > BESIDE and down > BETWEEN_LINES:
            yield f"{text!r} on {other!r}"


@pytest.mark.parametrize("kind", ChartKind)
def test_texts_of_a_picture_stay_inside_and_clear_of_each_other(kind: ChartKind) -> None:
    surface, found = Surface(Style()), []
    for name, spec, where in specs_of(kind):
        box = BOXES[where]
        with surface.sheet(box.w, box.h):
            draw_plot_area(surface, area_of(spec, box), ENGLISH)
            texts = surface.texts
            if not surface.legible:
                continue  # a native chart stands in its place
        found += [f"{name}, {where}: {pair}" for pair in touching(texts)]
        found += [
            f"{name}, {where}: {text!r} leaves the picture"
            for text, at in texts
            if at.x < -PIXEL or at.y < -PIXEL or at.right > box.w + PIXEL
            or at.bottom > box.h + PIXEL
        ]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("kind", ChartKind)
def test_labels_of_a_native_chart_stay_inside_and_clear_of_each_other(kind: ChartKind) -> None:
    # By the metrics of Calibri; where labels stand is what the chart part says.
    found = []
    for name, spec, where in specs_of(kind):
        box = BOXES[where]
        area = area_of(spec, box)
        labels = [
            (one.text, within(one.box(Style().minor), box.w, box.h))
            for one in placed_labels(area, scale_of(area, box.w, box.h))
        ]
        found += [f"{name}, {where}: {pair}" for pair in touching(labels)]
        found += [f"{name}, {where}: {text!r}" for text, at in labels if at.w > box.w]
    assert found == []


def luminance(rgb: np.ndarray) -> float:
    """Relative luminance as WCAG defines it, of 0 to 255 values."""
    parts = rgb[:3] / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rgb(colour: Colour) -> np.ndarray:
    return np.array(list(bytes.fromhex(colour.hex)))


def without_labels(area: PlotArea) -> PlotArea:
    layers = tuple(
        replace(layer, series=tuple(replace(one, labels=()) for one in layer.series))  # type: ignore[arg-type]
        if isinstance(layer, Bars | Lines)
        else layer
        for layer in area.layers
    )
    return replace(area, layers=layers)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("kind", [kind for kind in ChartKind if kind is not ChartKind.SCATTER])
def test_labels_are_legible_where_they_stand(kind: ChartKind, palette: str) -> None:
    # What stands behind a label is seen in a picture without labels: the colour of most pixels.
    colours, box, found = PALETTES[palette], BOXES["trend"], []
    pictures = Pictures(Style(), "en-US")
    for name, spec in SPECS:
        if spec.kind is not kind or ("ordinary" not in name and "negative" not in name):
            continue
        area = area_of(spec, box, colours)
        with Image.open(io.BytesIO(png(pictures, without_labels(area), box))) as image:
            ground = Image.new("RGBA", image.size, f"#{colours.background.hex}")
            pixels = np.asarray(Image.alpha_composite(ground, image.convert("RGBA")))
        for one in placed_labels(area, scale_of(area, box.w, box.h)):
            at = within(one.box(Style().minor), box.w, box.h)
            part = pixels[
                int(at.y * DPI) : int(at.bottom * DPI), int(at.x * DPI) : int(at.right * DPI), :3
            ].reshape(-1, 3)
            seen, count = np.unique(part, axis=0, return_counts=True)
            behind = rgb(one.label.behind) if one.label.behind else seen[count.argmax()]
            if (ratio := contrast(rgb(one.label.font.colour), behind)) < LEGIBLE:
                found.append(f"{name}: {one.text!r} at {ratio:.1f}:1")
    assert found == []


@pytest.mark.parametrize("kind", ChartKind)
def test_a_picture_shows_something_and_is_the_same_each_time(kind: ChartKind) -> None:
    box = BOXES["narrow"]
    first, second = Pictures(Style(), "en-US"), Pictures(Style(), "en-US")
    areas = [
        area_of(spec, box)
        for name, spec in SPECS
        if spec.kind is kind
        and name.endswith(("3 series, target", "ordinary, 1 series"))
        and "east asian" not in name  # every machine has fonts for the others
    ]
    drawn = [png(first, area, box) for area in areas]
    # In another order on another figure: nothing is left of the picture before.
    assert [png(second, area, box) for area in reversed(areas)] == drawn[::-1]
    for content in drawn:
        with Image.open(io.BytesIO(content)) as image:
            opaque = np.asarray(image.convert("RGBA"))[:, :, 3] > 128
        assert opaque.mean() > 0.002


@pytest.mark.parametrize("kind", ChartKind)
def test_native_charts_are_sound_and_leave_nothing_to_defaults(
    kind: ChartKind, tmp_path: Path
) -> None:
    chosen = [(name, spec) for name, spec in SPECS if spec.kind is kind
              and (", 1 series" in name) != ("target" in name)]  # fmt: skip
    slides = [
        replace(
            decks.metric_slide(
                Chart("trend", name, "", spec, f"A chart: {name}."), key=f"k{place}"
            ),
            title=decks.headline(f"Case {place}"),
        )
        for place, (name, spec) in enumerate(chosen)
    ]
    path = write_deck(decks.deck(*slides), tmp_path / "charts.pptx")
    assert_package_is_sound(path)  # the workbook holds what the chart shows, among others
    assert audit_findings(path) == []
    roots = [root for _, root in read_package(path).of_type("drawingml.chart+xml")]
    assert roots
    for root in roots:
        assert unasked(root) == []


def unasked(root: etree._Element) -> list[str]:
    """What PowerPoint would choose by itself, or show although nobody asked for it."""
    wrong = {
        "a legend": "//c:legend",
        "a title": "c:chart/c:title",
        "colours by point": "//c:varyColors[@val != '0']",
        "a smoothed line": "//c:smooth[@val != '0']",
        "gaps drawn as zero": "c:chart[not(c:dispBlanksAs/@val = 'gap')]",
        "a typed label": "//c:dLbl//c:tx",
        "a label without a format": "//c:dLbl[not(c:numFmt[@sourceLinked = '0'])]",
        "a label without a font": "//c:dLbl[not(c:txPr//a:defRPr/@sz)]",
        "labels nobody asked for": "//c:ser/c:dLbls/*[starts-with(local-name(), 'show')]"
                                   "[@val != '0']",
        "a series with a look of its own": "//c:ser[not(c:spPr)]",
        "bars without a gap": "//c:barChart[not(c:gapWidth)]",
        "axis text without a font": "//*[(self::c:catAx or self::c:valAx) and "
                                    "c:delete/@val = '0' and not(c:tickLblPos/@val = 'none') "
                                    "and not(c:txPr//a:defRPr/@sz)]",
        "tick marks": "//c:majorTickMark[@val != 'none'] | //c:minorTickMark[@val != 'none']",
        "a scale that floats": "//c:valAx/c:scaling[not(c:min) or not(c:max)]",
        "round corners": "c:roundedCorners[@val != '0']",
        "a ground": "c:spPr[not(a:noFill)] | //c:plotArea/c:spPr[not(a:noFill)]",
    }  # fmt: skip
    return [what for what, path in wrong.items() if root.xpath(path, namespaces=NS)]


@pytest.mark.parametrize("pictures", [False, True])
@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("count", [0, 8])
def test_where_there_is_nothing_to_draw_words_say_so(
    kind: ChartKind, count: int, pictures: bool, tmp_path: Path
) -> None:
    name, ordinary = next((name, spec) for name, spec in SPECS if spec.kind is kind)
    series = tuple(replace(one, values=(None,) * count) for one in ordinary.series)
    spec = replace(ordinary, categories=ordinary.categories[:count], series=series)
    slide = decks.metric_slide(Chart("trend", name, "", spec, "Nothing."))
    path = write_deck(decks.deck(slide), tmp_path / "empty.pptx", pictures=pictures)
    assert_package_is_sound(path)
    package = read_package(path)
    assert not list(package.of_type("drawingml.chart+xml"))
    assert not [part for part in package.content if part.endswith(".png")]
    texts = [text for _, root in package.of_type("slide+xml") for text in root.itertext()]
    assert "n/a" in texts
