"""The executive summary on as many slides as its parts need."""

from __future__ import annotations

from dataclasses import replace

from deckgen.model.deck import Block, Moves, Slide, Table, plain
from deckgen.render.pages.exhibits import exhibit_pages
from deckgen.render.pages.heads import said
from deckgen.render.slides.summary import is_whole, not_shown
from deckgen.render.survey import Survey
from deckgen.render.text import one_line


def summary_pages(slide: Slide, survey: Survey) -> tuple[Slide, ...]:
    """The slides that a summary takes. What did not move stands over the narrative where that
    follows on a slide of its own and the first has no room for it; else the notes say it."""

    def whole(one: Slide) -> bool:
        return is_whole(survey.page(one), one)

    pages = exhibit_pages(slide, whole, together=True)
    tables = [table for one in pages for table in not_shown(survey.page(one), one)]
    if not tables:
        return pages
    last = pages[-1]
    longer = replace(last, blocks=(*tables, *last.blocks))
    if len(pages) > 1 and not any(isinstance(one, Moves) for one in last.blocks) and whole(longer):
        before = tuple(
            replace(one, blocks=tuple(_without(block, tables) for block in one.blocks))
            for one in pages[:-1]
        )
        return (*before, longer)
    first = pages[0]
    for table in tables:
        first = replace(first, notes=said(first.notes, _told(table)))
    return (first, *pages[1:])


def _without(block: Block, tables: list[Table]) -> Block:
    under = isinstance(block, Moves) and any(block.under is table for table in tables)
    return replace(block, under=None) if isinstance(block, Moves) and under else block


def _told(table: Table) -> str:
    title = f"{table.title[:1].lower()}{table.title[1:]}"
    names = ", ".join(one_line(plain(row[1])) for row in table.rows)
    return f"Not shown on a page of this size: {title}: {names}."
