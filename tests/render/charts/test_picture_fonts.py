"""Text in pictures: whatever fonts a machine has, and whatever script a name is in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from deckgen.model.deck import ChartKind
from deckgen.render.charts import plot_area
from deckgen.render.charts.picture import draw_plot_area, surface, symbols_of
from deckgen.render.charts.picture.faces import face_of
from deckgen.render.charts.picture.surface import Surface
from deckgen.render.text import Font
from deckgen.theme.box import Box
from deckgen.theme.fonts import text_width
from deckgen.theme.style import Colour, Style
from tests.render.charts.awkward import BOXES, LIGHT, awkward_specs

BLACK = Colour("000000")


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


def test_names_that_no_font_can_write_are_drawn_as_boxes_without_a_warning(
    drawn: Surface,
) -> None:
    box = drawn.text("東京 𐀀 \U0001f469\u200d\U0001f467", (0.5, 0.5), Font(12, BLACK), "l")
    assert isinstance(box, Box)
    assert box.w > 0.3
    assert drawn.png()


def test_numbers_are_written_as_the_decks_language_does() -> None:
    spec = next(spec for name, spec in awkward_specs() if name.startswith("column ordinary"))
    one, box = Surface(Style()), BOXES["wide"]
    with one.sheet(box.w, box.h):
        draw_plot_area(one, plot_area(spec, box, Style(), LIGHT, "de-DE"), symbols_of("de-DE"))
        texts = {text for text, _ in one.texts}
    assert "108,4%" in texts
