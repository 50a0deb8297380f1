"""What a slide that continues another one says of itself, and the other one of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deckgen.model.deck import (
    BigNumber,
    Block,
    Chart,
    Moves,
    Narrative,
    Notes,
    Run,
    Slide,
    SlideKind,
    Table,
    Text,
    Tone,
    plain,
)
from deckgen.render.text import one_line

_SEPARATOR = "·"
_CUT = " ,;:."
_PLACE = re.compile(r" \(\d+ of \d+\)$")


def continued(slide: Slide, pages: Sequence[tuple[Block, ...]]) -> tuple[Slide, ...]:
    """The slides that hold these blocks, the first under the slide's own head and key."""
    count = len(pages)
    if count == 1:
        return (replace(slide, blocks=pages[0]),)
    return tuple(
        _first(slide, pages) if number == 1 else _other(slide, blocks, number, count)
        for number, blocks in enumerate(pages, start=1)
    )


def said(notes: Notes, line: str) -> Notes:
    """Notes with one more line about the slide's data."""
    return replace(notes, data=(*notes.data, line))


def _first(slide: Slide, pages: Sequence[tuple[Block, ...]]) -> Slide:
    first, *others = pages
    names = dict.fromkeys(name for blocks in others for name in _names(blocks, first))
    listed = f": {', '.join(names)}" if names else ""
    split = slide.split if _exhibits(first) == _exhibits(slide.blocks) else None
    notes = said(slide.notes, f"Continued on the next slide{listed}.")
    return replace(slide, blocks=first, notes=notes, split=split)


def _other(slide: Slide, blocks: tuple[Block, ...], number: int, count: int) -> Slide:
    numbered = any(isinstance(block, BigNumber) for block in slide.blocks)
    shown = any(isinstance(block, BigNumber) for block in blocks)
    fact = _fact(slide.title) if shown or not numbered else _label(slide, blocks)
    fact = _PLACE.sub("", fact)  # one count is enough
    # Summary and scorecard may state the same fact, and slides need titles of their own.
    what = "" if numbered else one_line(slide.eyebrow).split(_SEPARATOR)[0].strip().lower()
    place = f" {what} continued ({number} of {count})".replace("  ", " ")
    return replace(
        slide,
        key=f"{slide.key}/{number}",
        title=(Run(f"{fact.rstrip(_CUT)},"), Run(place, Tone.MUTED)),
        blocks=blocks,
        notes=Notes(say=(f"This slide continues the one before: {one_line(_fact(slide.title))}",)),
        split=None,
    )


def with_short_head(slide: Slide) -> Slide:
    """A slide that continues another, under its name instead of a sentence that has no room."""
    parts = [part.strip() for part in slide.eyebrow.split(_SEPARATOR)]
    name = parts[1] if slide.kind is SlideKind.METRIC and len(parts) > 1 else parts[0]
    return replace(slide, title=(Run(f"{name},"), slide.title[-1]))


def _fact(title: Text) -> str:
    """What a headline states, without the clause that judges it."""
    facts = [run for index, run in enumerate(title) if not index or run.tone is not Tone.MUTED]
    return plain(tuple(facts[:1])) if len(facts) < len(title) else plain(title)


def _label(slide: Slide, blocks: Sequence[Block]) -> str:
    """A headline without numbers, for a slide on which the panel has no room: headlines say no
    number that their slide does not show."""
    label = next(block.label for block in slide.blocks if isinstance(block, BigNumber))
    names = ", ".join(_names(blocks))
    return f"{label}: {names[:1].lower()}{names[1:]}" if names else label


def _names(blocks: Sequence[Block], without: Sequence[Block] = ()) -> list[str]:
    """What blocks show, in their own words."""
    known = {id(block) for block in without}
    found = []
    for block in blocks:
        match block:
            case Chart(title=title) | Table(title=title) | Moves(title=title) if (
                title and id(block) not in known
            ):
                found.append(title)
            case Narrative():
                found += [cell.heading for cell in block.cells]
            case _:
                pass
    return found


def _exhibits(blocks: Sequence[Block]) -> int:
    return sum(not isinstance(block, BigNumber | Narrative) for block in blocks)
