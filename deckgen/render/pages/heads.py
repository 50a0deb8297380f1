"""What a slide that continues another one says of itself, and the other one of it."""

from __future__ import annotations

import re
from collections import Counter
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
_COUNT = re.compile(r"\b\d+ of \d+\b")


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
    alike = slide.kind in (SlideKind.SUMMARY, SlideKind.SCORECARD)
    what = f"{_parts(slide)[0].lower()} " if alike else ""
    place = f" {what}continued ({number} of {count})"
    return replace(
        slide,
        key=f"{slide.key}/{number}",
        title=(Run(f"{fact.rstrip(_CUT)},"), Run(place, Tone.MUTED)),
        blocks=blocks,
        notes=Notes(say=(f"This slide continues the one before: {one_line(_fact(slide.title))}",)),
        split=None,
    )


def with_short_head(slide: Slide, name: str = "") -> Slide:
    """A slide that continues another, under a name, its own unless told otherwise, instead of a
    sentence that has no room."""
    name = name or _name(slide)
    place = slide.title[-1]
    return replace(
        slide,
        title=(Run(f"{name},"), Run(place.text.replace(f" {name.lower()} ", " "), place.tone)),
    )


def without_clause(slide: Slide, value: str) -> Slide:
    """A slide whose headline leaves out what it says after a semicolon of a value."""
    *first, last = slide.title
    kept = [part for part in last.text.split("; ") if value not in part]
    if not first or not kept or len(kept) == len(last.text.split("; ")):
        return slide
    return replace(slide, title=(*first, replace(last, text="; ".join(kept))))


def closer_names(slide: Slide) -> tuple[str, ...]:
    """What else a slide can be called where another has its name: by the second part of the line
    above the headline ("net revenue retention by segment"), and by the end of that."""
    parts = _parts(slide)
    if slide.kind in (SlideKind.METRIC, SlideKind.UNAVAILABLE):
        return (_label(slide, slide.blocks), _told(slide))
    if len(parts) < 2 or _is_counted(slide):
        return ()
    name, detail = parts[0], parts[1]
    _, by, what = detail.rpartition(" by ")
    whole = f"{detail[:1].upper()}{detail[1:]}"
    return (f"{name}: {detail}", whole, *((f"{name}{by}{what}",) if by else ()))


def _told(slide: Slide) -> str:
    """A metric's name with its first heading, where it has no exhibit."""
    names = _names(slide.blocks)
    return f"{_name(slide)}: {names[0].lower()}" if names else _name(slide)


def numbered_on(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """Slides of which some continue others: pages that planning counted ("Definitions · 1 of 2")
    are counted anew, the same in the line above the headline and in it."""
    series = Counter(_parts(slide)[0] for slide in slides if _is_counted(slide))
    place: Counter[str] = Counter()
    found = []
    for slide in slides:
        if _is_counted(slide):
            name = _parts(slide)[0]
            place[name] += 1
            count = f"{place[name]} of {series[name]}"
            last = slide.title[-1]
            head = Run(_PLACE.sub(f" ({count})", last.text), last.tone)
            slide = replace(
                slide,
                eyebrow=_COUNT.sub(count, slide.eyebrow, count=1),
                title=(*slide.title[:-1], head),
            )
        found.append(slide)
    return tuple(found)


def _is_counted(slide: Slide) -> bool:
    parts = _parts(slide)
    return len(parts) > 1 and bool(_COUNT.fullmatch(parts[1]))


def _parts(slide: Slide) -> list[str]:
    return [part.strip() for part in one_line(slide.eyebrow).split(_SEPARATOR)]


def _name(slide: Slide) -> str:
    """What a slide is about: its metric, else the page's name."""
    parts = _parts(slide)
    about = slide.kind in (SlideKind.METRIC, SlideKind.UNAVAILABLE)
    return parts[1] if about and len(parts) > 1 else parts[0]


def _fact(title: Text) -> str:
    """What a headline states, without the clause that judges it."""
    facts = [run for index, run in enumerate(title) if not index or run.tone is not Tone.MUTED]
    return plain(tuple(facts[:1])) if len(facts) < len(title) else plain(title)


def _label(slide: Slide, blocks: Sequence[Block]) -> str:
    """A headline without numbers, for a slide on which the panel has no room: headlines say no
    number that their slide does not show."""
    exhibits = [block for block in blocks if not isinstance(block, Narrative)]
    name, what = _name(slide), ", ".join(_names(exhibits))
    if what.lower() in name.lower():  # it says so already
        return name
    return f"{name}: {what[:1].lower()}{what[1:]}"


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
