"""Pages of text in tables: as many slides as their rows need, no cell cut."""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import Block, Narrative, Notes, Slide, Table, plain
from deckgen.render.fewer_columns import narrowed
from deckgen.render.grid import COLUMNS
from deckgen.render.page import Page
from deckgen.render.pages.exhibits import exhibit_pages
from deckgen.render.pages.heads import continued, said
from deckgen.render.pages.rows import evenly
from deckgen.render.placing import look_of, placing
from deckgen.render.survey import Survey
from deckgen.render.table_columns import is_cramped, most_lines

_MOST_LINES = 6  # of a cell, beyond which a page does without its optional columns


def text_pages(slide: Slide, survey: Survey) -> tuple[Slide, ...]:
    """The slides that a slide of tables becomes. Columns that can be done without go first; then a
    computed narrative goes to the notes; then rows go to following slides."""

    page = survey.page(slide)

    def is_whole(one: Slide) -> bool:
        if one is slide:
            return survey.placing(one).is_whole
        return placing(page, one).is_whole

    if not any(isinstance(block, Table) and block.by_weight for block in slide.blocks):
        return exhibit_pages(slide, is_whole)
    slide = _narrowed(slide, page)
    if is_whole(slide):
        return (slide,)
    told = [block for block in slide.blocks if isinstance(block, Narrative)]
    if told and all(cell.answered for one in told for cell in one.cells):
        blocks = tuple(block for block in slide.blocks if not isinstance(block, Narrative))
        slide = replace(slide, blocks=blocks, notes=_with_narrative(slide.notes, told))
        if is_whole(slide):
            return (slide,)
    pages: list[tuple[Block, ...]] = []
    for block in slide.blocks:
        if isinstance(block, Table) and block.by_weight:
            pages += [
                (part,)
                for part in evenly(block, lambda one: is_whole(replace(slide, blocks=(one,))))
            ]
        else:
            pages.append((block,))
    return continued(slide, pages)


def _narrowed(slide: Slide, page: Page) -> Slide:
    width = page.grid.width(COLUMNS)

    def is_narrow(table: Table) -> bool:
        look = look_of(page, slide, table, alone=False)
        return is_cramped(table, width, look) or most_lines(table, width, look) > _MOST_LINES

    blocks: list[Block] = []
    gone: list[str] = []
    for block in slide.blocks:
        if isinstance(block, Table) and block.by_weight:
            block, names = narrowed(block, is_narrow)
            gone += names
        blocks.append(block)
    if not gone:
        return slide
    return replace(slide, blocks=tuple(blocks), notes=said(slide.notes, not_shown(gone)))


def not_shown(names: list[str]) -> str:
    """What the notes say of columns that a page is too narrow for."""
    return f"Not shown on a page of this width: {', '.join(dict.fromkeys(names))}."


def _with_narrative(notes: Notes, told: list[Narrative]) -> Notes:
    lines = [
        f"{cell.heading}: {' '.join(plain(line) for line in cell.body)}"
        for one in told
        for cell in one.cells
    ]
    return replace(notes, say=(*notes.say, *lines))
