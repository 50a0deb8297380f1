"""Free text: code stays as it is typed, on a panel, with what to do with it underneath."""

from __future__ import annotations

import io

from pptx import Presentation

from deckgen.model.deck import Paragraph, Slide, SlideKind, Tone, text
from deckgen.render import deck_bytes
from tests.render import decks

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
