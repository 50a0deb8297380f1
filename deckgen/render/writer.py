"""A deck becomes a presentation: one page per slide, in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from deckgen.model.deck import Deck, Slide
from deckgen.render.base import opened
from deckgen.render.canvas import Canvas
from deckgen.render.choose import stage_for
from deckgen.render.frame import Around, sections_of
from deckgen.render.manifest import Record, manifest
from deckgen.render.manifest_part import embed
from deckgen.render.notes import list_notes_master, write_notes
from deckgen.render.properties import set_properties
from deckgen.render.sections import write_sections
from deckgen.render.slides import draw_slide
from deckgen.theme.stage import Theme
from deckgen.theme.style import Style


def presentation_of(deck: Deck, theme: Theme, *, pictures: bool = False) -> Any:
    """The python-pptx presentation of a deck, not yet saved; ``pictures`` instead of native charts.

    Raises ``ValueError`` for a deck that cannot be drawn: two slides or blocks with one key, or a
    block on a kind of slide that cannot hold it.
    """
    keys = [slide.key for slide in deck.slides]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"two slides have the key {key!r}")
    presentation, style = opened(theme), theme.style
    language = deck.locale.replace("_", "-")
    layouts = {str(layout.part.partname): layout for layout in _layouts(presentation)}
    stages = [stage_for(theme, slide) for slide in deck.slides]
    pages = [_empty_page(presentation, layouts[stage.layout]) for stage in stages]
    # All pages exist before the first is drawn: the scorecard links to later ones.
    targets = {slide.key: page.part for slide, page in zip(deck.slides, pages, strict=True)}
    sections, chart_numbers = sections_of(deck), count(1)
    drawer = _drawer(style, language) if pictures else None
    drawn = zip(deck.slides, pages, stages, strict=True)
    finished: list[tuple[Slide, Any, Record]] = []
    for number, (slide, page, stage) in enumerate(drawn, start=1):
        canvas = Canvas(page, slide.key, style, stage, language, targets, chart_numbers, drawer)
        around = Around(sections, deck.group_label, deck.period_label, deck.company, number)
        draw_slide(canvas, deck, slide, around)
        write_notes(page, slide.notes, language)
        finished.append((slide, page.shapes._spTree, canvas.record))
    list_notes_master(presentation)
    write_sections(presentation, deck)
    embed(presentation, manifest(deck, finished))
    set_properties(presentation, deck)
    return presentation


def _drawer(style: Style, language: str) -> Any:
    # matplotlib takes half a second to import.
    from deckgen.render.charts.picture import Pictures

    return Pictures(style, language)


def _layouts(presentation: Any) -> Iterator[Any]:
    for master in presentation.slide_masters:
        yield from master.slide_layouts


def _empty_page(presentation: Any, layout: Any) -> Any:
    """A slide of a layout, without the prompts that python-pptx copies into new slides."""
    relation, page = presentation.part.add_slide(layout)
    presentation.slides._sldIdLst.add_sldId(relation)
    return page
