"""The colours that charts put beside each other are told apart at a glance, in every look."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.looks import bundled_themes, theme_named
from deckgen.model.deck import ChartKind, ChartSpec, Series, SeriesRole, SlideKind
from deckgen.render.charts import plot_area
from deckgen.render.charts.plot_area import Lines, LineSeries
from deckgen.theme.box import Box
from deckgen.theme.contrast import distance, safe_distance
from deckgen.theme.stage import Theme
from deckgen.theme.style import Palette, Style
from tests.brands.designs import brands
from tests.render import decks
from tests.render.charts.awkward import PALETTES
from tests.support.needs import shared

AT_A_GLANCE = 28.0  # CIE76: two lines that cross are not confused
IN_EVERY_VISION = 15.0
FOLDER = shared()
SAMPLES = sorted((FOLDER / "templates").glob("*.p*x")) if FOLDER is not None else []


def assert_told_apart(theme: Theme) -> None:
    for stage in theme.stages[SlideKind.METRIC]:
        palette = stage.palette
        fills = {role: getattr(palette, role).hex for role in ("accent", "context", "bad", "warn")}
        for one, other in combinations(fills, 2):
            if {one, other} == {"accent", "warn"}:
                continue  # levels are red, yellow and grey
            apart = distance(fills[one], fills[other])
            assert apart >= AT_A_GLANCE, f"{one} and {other}: {apart:.0f}"
        for one, other in combinations(("accent", "context", "bad"), 2):
            apart = safe_distance(fills[one], fills[other])
            assert apart >= IN_EVERY_VISION, f"{one} and {other}: {apart:.0f} in some vision"


@pytest.mark.parametrize("name", bundled_themes())
def test_series_are_told_apart_in_the_bundled_themes(name: str) -> None:
    assert_told_apart(theme_named(name))


@pytest.mark.parametrize("name", brands())
def test_series_are_told_apart_in_every_drawn_brand(name: str, tmp_path: Path) -> None:
    assert_told_apart(theme_named(brands()[name].written(tmp_path, f"{name}.pptx")))


@pytest.mark.shared
@pytest.mark.parametrize("template", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_series_are_told_apart_in_every_sample_template(template: Path) -> None:
    assert_told_apart(theme_named(template))


values = st.lists(
    st.integers(0, 1000).map(lambda one: Fraction(one, 1000)), min_size=8, max_size=8
).map(tuple)
ROLES = (SeriesRole.ACTUAL, SeriesRole.CONTEXT, SeriesRole.CONTEXT, SeriesRole.BAD)


@given(st.lists(values, min_size=2, max_size=4), st.sampled_from(sorted(PALETTES)), st.booleans())
def test_lines_are_told_apart_by_colour_or_by_markers_all_along(
    lines: list[tuple[Fraction, ...]], palette: str, named: bool
) -> None:
    series = tuple(Series(f"Line {i}", one, ROLES[i]) for i, one in enumerate(lines))
    spec = ChartSpec(ChartKind.LINE, decks.QUARTERS, series, "0.0%")
    keyed = frozenset() if named else frozenset(range(len(lines)))
    area = drawn(spec, PALETTES[palette], keyed)
    for one, other in combinations(area, 2):
        assert one.outline is not None
        assert other.outline is not None
        first, second = one.outline.colour, other.outline.colour
        if first == second:  # they bear their names, and do not cross
            assert named
            continue
        if distance(first.hex, second.hex) < AT_A_GLANCE:
            full = [each for each in (one, other) if len(each.markers) == len(decks.QUARTERS)]
            assert full, "no marker tells them apart"
            assert len({each.markers[0][1].symbol for each in (one, other)}) == 2


def drawn(spec: ChartSpec, palette: Palette, keyed: frozenset[int]) -> list[LineSeries]:
    area = plot_area(spec, Box(0, 0, 5, 3), Style(), palette, "en-US", keyed=keyed)
    layer = next(one for one in area.layers if isinstance(one, Lines))
    return list(layer.series)
