"""Free text: code stays as it is typed, on a panel, with what to do with it underneath."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from deckgen.lint import chosen_rules, lint_deck
from deckgen.model.deck import Paragraph, Slide, SlideKind, Tone, text
from deckgen.render import deck_bytes
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height, text_width
from tests.render import decks
from tests.render.test_arrangements import bare_theme, inch

CODE = ("tables:", "  customers:", "    columns:", "      reference_granted_on: <your column>")


def shapes(paragraph: Paragraph) -> dict[str, object]:
    """The slide's shapes by the label in front of their mark."""
    slide = Slide(
        "metric/x", SlideKind.UNAVAILABLE, text("X cannot be reported"),
        blocks=(decks.number("n/a", status=""), decks.accounts_table(3), paragraph,
                decks.narrative()),
        split=(4, 5),
    )  # fmt: skip
    written = Presentation(io.BytesIO(deck_bytes(decks.deck(slide)))).slides[0].shapes
    found: dict[str, list[object]] = {}
    for shape in written:
        found.setdefault(shape.name.partition(" [")[0], []).append(shape)
    return {name: ones if len(ones) > 1 else ones[0] for name, ones in found.items()}


def remedy(*lines: str) -> Paragraph:
    return Paragraph(
        "remedy",
        tuple(text(line) for line in lines),
        title="How to map it",
        subtitle="in the configuration",
        code=tuple(text(line, Tone.STRONG if "<" in line else Tone.PLAIN) for line in CODE),
        after=(text("Then build again.", Tone.MUTED),),
    )


def test_code_keeps_its_indent_and_its_font() -> None:
    code = shapes(remedy())["Code"]
    paragraphs = code.text_frame.paragraphs  # type: ignore[attr-defined]
    assert tuple("".join(run.text for run in one.runs) for one in paragraphs) == CODE
    assert {run.font.name for one in paragraphs for run in one.runs} == {"Consolas"}
    assert [bool(one.runs[0].font.bold) for one in paragraphs] == [False, False, False, True]


def test_lines_code_and_what_follows_stand_below_each_other() -> None:
    found = shapes(remedy("No row is of this kind: record it in the source."))
    before, after = found["Text"]  # type: ignore[misc]
    code = found["Code"]
    assert before.top + before.height <= code.top  # type: ignore[attr-defined]
    assert code.top + code.height <= after.top  # type: ignore[attr-defined]


def test_text_without_code_is_text_alone() -> None:
    found = shapes(Paragraph("remedy", (text("There is no value."),)))
    assert "Code" not in found
    assert found["Text"].text_frame.text == "There is no value."  # type: ignore[attr-defined]


def with_code(content: Box, tmp_path: Path) -> dict[str, Any]:
    """The shapes, by label, of the slide that has the code, of a deck in which no text is higher
    than its frame and none stands over another."""
    slide = Slide(
        "metric/x", SlideKind.UNAVAILABLE, text("X cannot be reported"),
        blocks=(decks.number("n/a", status=""), decks.accounts_table(3), remedy(),
                decks.narrative()),
    )  # fmt: skip
    data = deck_bytes(decks.deck(slide), bare_theme(content))
    path = tmp_path / "deck.pptx"
    path.write_bytes(data)
    found = lint_deck(path, chosen_rules(["G2", "G5"], []))
    assert not [one for one in found if one.shape in ("Code", "Text")]
    for one in Presentation(io.BytesIO(data)).slides:
        named = {shape.name.partition(" [")[0]: shape for shape in one.shapes}
        if "Code" in named:
            return named
    raise AssertionError("no slide has the code")


@pytest.mark.parametrize("width", [12.3, 10.0, 8.4, 7.0, 5.4])
def test_no_line_of_code_is_broken_where_the_page_has_room_for_it(
    width: float, tmp_path: Path
) -> None:
    content = Box(0.5, 1.5, width, 5.2)
    code = with_code(content, tmp_path)["Code"]
    # As wide as where another monospaced font takes the place of the code's.
    longest = max(text_width(line, 12, bold=True, face="Courier New") for line in CODE)
    assert code.width / inch(content) >= longest
    assert code.height / inch(content) == pytest.approx(len(CODE) * line_height(12), abs=0.01)
    assert 'indent="-' not in "".join(one._p.xml for one in code.text_frame.paragraphs)


def test_broken_lines_of_code_keep_their_indent_and_their_panel_is_as_high_as_they_are(
    tmp_path: Path,
) -> None:
    content = Box(3.1, 1.5, 3.4, 9.0)  # of a page 7.5 inches wide
    named = with_code(content, tmp_path)
    code, panel, after = named["Code"], named["Panel"], named["Text"]
    assert code.height / inch(content) == pytest.approx(5 * line_height(12), abs=0.01)
    assert panel.top < code.top
    assert code.top + code.height < panel.top + panel.height < after.top
    plain, broken = code.text_frame.paragraphs[2:]
    assert "marL" not in plain._p.xml
    margin = int(broken._p.pPr.get("marL"))
    assert int(broken._p.pPr.get("indent")) == -margin
    eight = text_width(" " * 8, 12, face="Consolas")
    assert margin / inch(content) == pytest.approx(eight, abs=0.01)
