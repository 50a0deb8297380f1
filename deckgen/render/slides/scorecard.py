"""The scorecard: a table per section, the section's name in its heading row, over the key."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import (
    Agenda,
    BigNumber,
    Chart,
    Moves,
    Narrative,
    Paragraph,
    Slide,
    Table,
    Trends,
)
from deckgen.render.canvas import Canvas
from deckgen.render.cards import KEY_HEIGHT, LAST, cards
from deckgen.render.frame import Around, draw_footer, draw_head
from deckgen.render.free_text import draw_lines
from deckgen.render.overlay import status_words
from deckgen.render.status import draw_mark
from deckgen.render.table import draw_table
from deckgen.render.text import Font
from deckgen.theme.box import Box

_JUDGED = ("On target", "Watch", "Off target")


def draw_scorecard(canvas: Canvas, slide: Slide, around: Around) -> None:
    """Draws the tables as :mod:`deckgen.render.cards` arranges them."""
    draw_head(canvas, slide, around)
    tables: list[Table] = []
    keys: list[Paragraph] = []
    for block in slide.blocks:
        match block:
            case Table():
                tables.append(block)
            case Paragraph():
                keys.append(block)
            case BigNumber() | Chart() | Narrative() | Moves() | Agenda() | Trends():
                raise ValueError(f"a scorecard cannot hold a {type(block).__name__}")
    entries = _entries(tables)
    grid = canvas.grid
    key_top = grid.content.bottom + LAST - KEY_HEIGHT
    for card in cards(canvas.page, tables, keyed=bool(keys or entries)):
        draw_table(canvas, card.table, card.box, card.look)
    for index, key in enumerate(keys):
        share = grid.width(12) / len(keys)
        box = Box(grid.left + share * index, key_top, share, KEY_HEIGHT)
        draw_lines(canvas, key.key, key.lines, box)
    if not keys:
        _draw_key(canvas, entries, key_top)
    if not tables and not keys:
        canvas.text("empty", "Text", grid.body(1, 12), canvas.write.bare(""))
    draw_footer(canvas, slide.footer, around)


def _entries(tables: Sequence[Table]) -> list[tuple[str, str]]:
    """The marks that occur, worst last, with what they mean: one mark may stand for several
    statuses without a verdict."""
    words = {word for table in tables for word in status_words(table) if word}
    judged = [(word, word) for word in _JUDGED if word in words]
    others = sorted(words.difference(_JUDGED))
    return (
        [*judged, (others[0], ", ".join([others[0], *map(str.lower, others[1:])]))]
        if (others)
        else judged
    )


def _draw_key(canvas: Canvas, entries: Sequence[tuple[str, str]], top: float) -> None:
    points = canvas.style.sizes.body
    font = Font(points, canvas.palette.muted)
    x = canvas.grid.left
    for index, (mark, meaning) in enumerate(entries):
        draw_mark(canvas, f"key/{index}/mark", mark, Box(x + 0.13, top, 0, KEY_HEIGHT))
        wide = canvas.minor.width(meaning, points) + 0.06
        place = Box(x + 0.28, top, wide, KEY_HEIGHT)
        canvas.text(f"key/{index}", "Key", place, canvas.write.plain(meaning, font), "ctr")
        x += 0.28 + wide + 0.20
