"""Text in pictures: whatever fonts a machine has, and whatever script a name is in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation

from deckgen.model.deck import ChartKind
from deckgen.render import write_deck
from deckgen.render.charts import plot_area
from deckgen.render.charts.picture import draw_plot_area, surface, symbols_of
from deckgen.render.charts.picture.faces import face_of
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.text import Font
from deckgen.theme.box import Box
from deckgen.theme.folder import load_template
from deckgen.theme.fonts import text_width
from deckgen.theme.style import Colour, Style
from tests.render import decks
from tests.render.charts.awkward import BOXES, LIGHT, awkward_specs
from tests.support.opc import read_package
from tests.support.package import assert_package_is_sound
from tests.support.templates import Brand, Holder, Page

BLACK = Colour("000000")
UNWRITTEN = "\ue0f3"  # for private use, which no font of text has


@pytest.fixture
def drawn() -> Iterator[Surface]:
    one = Surface(Style())
    with one.sheet(4.0, 1.0):
        yield one


@pytest.mark.parametrize(
    ("font", "installed", "chosen"),
    [
        ("Calibri", {"Calibri", "Carlito", "DejaVu Sans"}, "Calibri"),
        ("Calibri", {"Carlito", "DejaVu Sans"}, "Carlito"),
        ("Arial", {"Liberation Sans", "Carlito", "DejaVu Sans"}, "Liberation Sans"),
        ("Verdana", {"Carlito", "DejaVu Sans"}, "DejaVu Sans"),
        ("Brand Sans", {"Carlito", "DejaVu Sans"}, "Carlito"),
        ("Brand Sans", {"DejaVu Sans"}, "DejaVu Sans"),
        ("Brand Sans", set(), "DejaVu Sans"),
    ],
)
def test_a_font_is_replaced_by_its_twin_or_the_next_best(
    font: str, installed: set[str], chosen: str
) -> None:
    face = face_of(font, installed)
    assert face.families[0] == chosen
    assert len(set(face.families)) == len(face.families)


def test_a_look_has_its_own_fonts_for_other_scripts() -> None:
    installed = {"Carlito", "DejaVu Sans", "Brand Gothic"}
    families = face_of("Calibri", installed, ("Missing Gothic", "Brand Gothic")).families
    assert families == ("Carlito", "Brand Gothic", "DejaVu Sans")


def test_a_wider_font_is_set_smaller_and_a_twin_is_not() -> None:
    assert face_of("Calibri", {"Carlito", "DejaVu Sans"}).scale == 1.0
    assert 0.7 < face_of("Calibri", {"DejaVu Sans"}).scale < 0.95


def test_without_the_themes_font_labels_are_about_as_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surface, "installed_families", lambda: frozenset({"DejaVu Sans"}))
    one = Surface(Style())
    with one.sheet(4.0, 1.0):
        for text in ("108.4%", "Net revenue retention", "Mid-market"):
            assert one.width(text, Font(12, BLACK)) == pytest.approx(text_width(text, 12), rel=0.12)


def test_texts_stay_inside_in_the_only_font_that_is_always_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(surface, "installed_families", lambda: frozenset[str]())
    one, box = Surface(Style()), BOXES["narrow"]
    for name, spec in awkward_specs():
        if "3 series, target" not in name or spec.kind not in (ChartKind.LINE, ChartKind.BAR):
            continue
        with one.sheet(box.w, box.h):
            draw_plot_area(one, plot_area(spec, box, Style(), LIGHT, "en-US"), symbols_of("en-US"))
            for text, at in one.texts:
                assert at.x > -0.01, (name, text)
                assert at.right < box.w + 0.01, (name, text)


def test_money_signs_and_carets_are_no_formulas(drawn: Surface) -> None:
    font = Font(12, BLACK)
    assert drawn.width("$1 and $2", font) == pytest.approx(text_width("$1 and $2", 12), rel=0.05)
    assert drawn.width("a_1^2", font) == pytest.approx(text_width("a_1^2", 12), rel=0.05)


def ink(drawn: Surface, text: str) -> list[int]:
    """The columns of pixels that a text at the left edge darkens."""
    with drawn.sheet(4.0, 1.0):
        drawn.text(text, (0.0, 0.5), Font(40, BLACK), "l")
        with Image.open(io.BytesIO(drawn.png())) as image:
            alpha = np.asarray(image.convert("RGBA"))[:, :, 3]
    return [int(amount) for amount in (alpha > 128).sum(axis=0)]


def test_hebrew_reads_from_right_to_left() -> None:
    # Yod is narrow, shin is wide: the first letter of the name stands at the right.
    one = Surface(Style())
    yod_first = [column for column, dark in enumerate(ink(one, "ישש")) if dark]
    alone = sum(bool(dark) for dark in ink(one, "י"))
    gaps = [later - column for column, later in pairwise(yod_first)]
    last_letter = len(gaps) - 1 - next(i for i, gap in enumerate(reversed(gaps)) if gap > 1)
    assert yod_first[-1] - yod_first[last_letter + 1] + 1 == pytest.approx(alone, abs=3)


def test_a_sheet_says_without_a_warning_that_no_font_can_write_a_name(drawn: Surface) -> None:
    box = drawn.text(
        f"{UNWRITTEN}{UNWRITTEN} \u05e9\u05dc\u05d5\u05dd", (0.5, 0.5), Font(12, BLACK), "l"
    )
    assert isinstance(box, Box)
    assert box.w > 0.1
    assert drawn.png()
    assert not drawn.legible
    with drawn.sheet(4.0, 1.0):
        drawn.text("Enterprise", (0.5, 0.5), Font(12, BLACK), "l")
        assert drawn.png()
        assert drawn.legible


def test_a_chart_with_names_that_no_font_here_can_write_stays_native(tmp_path: Path) -> None:
    """Whoever opens it has the fonts of the names' script."""
    first, second = decks.column_chart(), decks.column_chart()
    spec = replace(first.spec, categories=(UNWRITTEN * 3, *first.spec.categories[1:]))
    slide = decks.metric_slide(replace(first, spec=spec), replace(second, key="second"))
    path = write_deck(decks.deck(slide), tmp_path / "deck.pptx", pictures=True)
    package = read_package(path)
    (chart,) = [root for _, root in package.of_type("drawingml.chart+xml")]
    assert UNWRITTEN * 3 in "".join(chart.itertext())
    assert len([name for name in package.content if name.endswith(".png")]) == 1
    assert_package_is_sound(path)


def test_letters_keep_their_form_in_a_look_with_a_wide_font(tmp_path: Path) -> None:
    page = Page("Plain", (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11)))
    theme = load_template(Brand((page,), fonts=("Verdana", "Verdana")).written(tmp_path))
    assert theme.style.stretch > 1.1
    slide = decks.metric_slide(decks.nrr_trend(), decks.segment_bars())
    path = write_deck(decks.deck(slide), tmp_path / "deck.pptx", theme, pictures=True)
    shapes = [one for one in Presentation(str(path)).slides[0].shapes if hasattr(one, "image")]
    assert len(shapes) == 2
    for shape in shapes:
        across, down = shape.image.size
        assert across / down == pytest.approx(shape.width / shape.height, rel=0.01)


def test_numbers_are_written_as_the_decks_language_does() -> None:
    spec = next(spec for name, spec in awkward_specs() if name.startswith("column ordinary"))
    one, box = Surface(Style()), BOXES["wide"]
    with one.sheet(box.w, box.h):
        draw_plot_area(one, plot_area(spec, box, Style(), LIGHT, "de-DE"), symbols_of("de-DE"))
        texts = {text for text, _ in one.texts}
    assert "108,4%" in texts
