"""Slides that continue: what a template's page has no room for goes to a following slide.

Planning knows the design's page, which is wide. On a narrower or lower one the same deck gets more
slides, never smaller type: exhibits, rows and sections that do not fit follow under the same head.
Where a page of text is too narrow for all of its columns, those that tell least are left out and
named in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.model.deck import Agenda, Block, Chart, Deck, Slide, SlideKind, plain
from deckgen.model.footnotes import with_own_notes
from deckgen.render.arrangements import STRIP
from deckgen.render.frame import headline_lines
from deckgen.render.page import Page
from deckgen.render.pages.exhibits import exhibit_pages
from deckgen.render.pages.heads import (
    closer_names,
    numbered_on,
    said,
    with_short_head,
    without_clause,
)
from deckgen.render.pages.scorecard import scorecard_pages
from deckgen.render.pages.shorter import with_shorter_tables
from deckgen.render.pages.summary import summary_pages
from deckgen.render.pages.text import text_pages
from deckgen.render.panel import shows_second
from deckgen.render.survey import Survey

__all__ = ["paged"]

_LINES = 2  # of a headline


def paged(deck: Deck, survey: Survey) -> Deck:
    """The deck with the slides that it takes in a theme; the same deck where all of it fits."""
    found = tuple(page for slide in deck.slides for page in _pages(slide, survey))
    if found == deck.slides:
        return deck
    found = tuple(_told_apart(found, survey))
    numbers = {slide.key: number for number, slide in enumerate(deck.slides, start=1)}
    moved = {slide.key: number for number, slide in enumerate(found, start=1)}
    counted = numbered_on(found)
    return replace(deck, slides=tuple(_renumbered(slide, numbers, moved) for slide in counted))


def _pages(slide: Slide, survey: Survey) -> Iterator[Slide]:
    for page in _cut(slide, survey):
        one = _without_unshown(with_own_notes(page, slide), survey)
        if one.key == slide.key:
            yield one
            continue
        # The summary's sentence is that of the scorecard, which may continue as well.
        again = slide.kind is SlideKind.SUMMARY or not _fits(survey.page(one), one)
        yield with_short_head(one) if again else one


def _without_unshown(slide: Slide, survey: Survey) -> Slide:
    """A slide whose headline does not speak of the second number where its panel is too low for
    it: headlines say no number that their slide does not show."""
    if slide.kind is not SlideKind.METRIC:
        return slide
    placed = survey.placing(slide)
    numbers, panel = placed.parts.numbers, placed.arrangement.panel
    if len(numbers) != 2 or numbers[1].stands_apart or panel is None:
        return slide
    if placed.arrangement.name == STRIP or shows_second(panel.h):
        return slide
    return without_clause(slide, numbers[1].value)


def _told_apart(slides: Sequence[Slide], survey: Survey) -> Iterator[Slide]:
    """The slides, those that continue others under heads of their own: two tables of one name may
    continue on slides that are called the same."""
    known: set[str] = set()
    for slide in slides:
        if plain(slide.title) in known:
            closer = (with_short_head(slide, name) for name in closer_names(slide))
            fitting = (one for one in closer if plain(one.title) not in known)
            slide = next((one for one in fitting if _fits(survey.page(one), one)), slide)
        known.add(plain(slide.title))
        yield slide


def _fits(page: Page, slide: Slide) -> bool:
    return headline_lines(page.stage, page.style, slide.title) <= _LINES


def _cut(slide: Slide, survey: Survey) -> Iterator[Slide]:
    match slide.kind:
        case SlideKind.METRIC | SlideKind.UNAVAILABLE:
            yield from _metric_pages(slide, survey)
        case SlideKind.SUMMARY:
            yield from summary_pages(slide, survey)
        case SlideKind.TABLE:
            yield from text_pages(slide, survey)
        case SlideKind.SCORECARD:
            yield from scorecard_pages(slide, survey.page(slide))
        case SlideKind.TITLE | SlideKind.SECTION:
            yield slide


def _metric_pages(slide: Slide, survey: Survey) -> tuple[Slide, ...]:
    """The slides that a metric takes: without the charts that it can do without where that makes
    them fewer. A few bars are not worth a slide of their own."""

    def pages(one: Slide) -> tuple[Slide, ...]:
        return exhibit_pages(
            one,
            lambda page: survey.placing(page).is_whole,
            shown=lambda page: with_shorter_tables(page, survey),
        )

    found = pages(slide)
    gone = [block for block in slide.blocks if isinstance(block, Chart) and block.optional]
    if not gone or len(found) == 1:
        return found
    told = " ".join(chart.alt for chart in gone)
    blocks = tuple(block for block in slide.blocks if block not in gone)
    notes = said(slide.notes, f"Not shown on a page of this size: {told}")
    less = pages(replace(slide, blocks=blocks, notes=notes))
    return less if len(less) < len(found) else found


def _renumbered(slide: Slide, before: dict[str, int], after: dict[str, int]) -> Slide:
    """A divider whose list names the slides by the numbers that they have now."""
    if slide.kind is not SlideKind.SECTION:
        return slide

    def told(block: Block) -> Block:
        if not isinstance(block, Agenda):
            return block
        rows = tuple(
            replace(row, page=row.page.replace(str(before[row.link]), str(after[row.link])))
            if row.link in before
            else row
            for row in block.rows
        )
        return replace(block, rows=rows)

    return replace(slide, blocks=tuple(told(block) for block in slide.blocks))
