"""Slides of panel, exhibits and narrative, or of moves: as many pages as their parts need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from deckgen.model.deck import BigNumber, Block, Narrative, Slide
from deckgen.render.pages.heads import continued

Blocks = tuple[Block, ...]


def exhibit_pages(
    slide: Slide,
    is_whole: Callable[[Slide], bool],
    *,
    together: bool = False,
    shown: Callable[[Slide], Slide] = lambda page: page,
) -> tuple[Slide, ...]:
    """The slides that a slide becomes. ``is_whole`` says whether a slide has room for its parts.

    The first keeps the panel, the exhibits that fit from the first on, and the narrative if it fits
    too; ``together`` rather keeps the exhibits on one slide. Those that follow repeat the panel
    where there is room for it, so that the number stays in sight. ``shown`` is what a page shows of
    its blocks.
    """
    if is_whole(slide):
        return (shown(slide),)
    head = tuple(block for block in slide.blocks if isinstance(block, BigNumber))
    told = tuple(block for block in slide.blocks if isinstance(block, Narrative))
    rest = tuple(one for one in slide.blocks if not isinstance(one, BigNumber | Narrative))
    pages: list[Blocks] = []
    while rest or told or not pages:
        tries = list(_tries(head, rest, told, first=not pages))
        if together and rest and told:
            tries.insert(0, (*head, *rest))
        blocks = next(
            (one for one in tries if is_whole(_with(slide, one))),
            head if not pages and head else rest[:1] or told,
        )
        pages.append(shown(_with(slide, blocks)).blocks)
        rest = tuple(one for one in rest if not any(one is held for held in blocks))
        told = tuple(one for one in told if not any(one is held for held in blocks))
    return continued(slide, pages)


def _tries(head: Blocks, rest: Blocks, told: Blocks, *, first: bool) -> Iterator[Blocks]:
    """What one page could hold, the preferred first: the narrative with as many exhibits as fit
    rather than more exhibits without it."""
    narratives = (told, ()) if told else ((),)
    heads = (head,) if first or not head else (head, ())
    for narrative in narratives:
        for own in heads:
            for count in range(len(rest), 0, -1):
                yield (*own, *rest[:count], *narrative)
    if first and head:
        for narrative in narratives:
            yield (*head, *narrative)
    elif told and not rest:
        yield (*head, *told)
        yield told


def _with(slide: Slide, blocks: Blocks) -> Slide:
    same = len(blocks) == len(slide.blocks)
    return replace(slide, blocks=blocks, split=slide.split if same else None)
