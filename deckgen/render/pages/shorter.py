"""Tables that a page is too low for: those that say the same in fewer rows take their place."""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import Block, Slide, Table
from deckgen.render.arrange import stacked
from deckgen.render.exhibit import fitting_exhibit
from deckgen.render.survey import Survey


def with_shorter_tables(slide: Slide, survey: Survey) -> Slide:
    """A slide whose tables show all of their rows where it places them; the same slide if they do
    already. Headings and notes that name a table then name the one that is there."""
    if not any(isinstance(block, Table) and block.shorter for block in slide.blocks):
        return slide
    placed = survey.placing(slide)
    exhibits, looks = placed.parts.exhibits, placed.looks
    instead: dict[int, Block] = {}
    for column, whole in zip(placed.columns, placed.arrangement.stacks, strict=False):
        for index, box in stacked(exhibits, looks, column, whole).items():
            table = exhibits[index]
            if isinstance(table, Table):
                shown = fitting_exhibit(table, box.h, looks[index])
                if shown is not table:
                    instead[id(table)] = shown
    if not instead:
        return slide
    return replace(slide, blocks=tuple(instead.get(id(one), one) for one in slide.blocks))
