"""A deck becomes a package: one page per slide, in order."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from deckgen.model.deck import Deck, Slide, SlideKind
from deckgen.render.base import Presentation
from deckgen.render.canvas import Canvas
from deckgen.render.direction import write_left_to_right
from deckgen.render.frame import Around, dividers_of, sections_of
from deckgen.render.manifest import Record, manifest
from deckgen.render.manifest_part import embed
from deckgen.render.naming import name_faces
from deckgen.render.notes import NotesPages
from deckgen.render.package import OFFICE, PRESENTATIONML, Package, Part, opened
from deckgen.render.pages import paged
from deckgen.render.properties import set_properties
from deckgen.render.scaling import factors_of, scale_slide
from deckgen.render.sections import write_sections
from deckgen.render.slides import draw_slide
from deckgen.render.survey import Survey
from deckgen.theme.stage import Theme
from deckgen.theme.style import Style

if TYPE_CHECKING:
    from deckgen.render.charts.picture import Pictures


def package_of(deck: Deck, theme: Theme, *, pictures: bool = False) -> Package:
    """The package of a deck; ``pictures`` instead of native charts.

    What the theme's pages have no room for follows on further slides. Raises ``ValueError`` for a
    deck that cannot be drawn: two slides or blocks with one key, or a block on a kind of slide
    that cannot hold it.
    """
    survey = Survey(theme, pictures=pictures)
    deck = paged(deck, survey)
    keys = [slide.key for slide in deck.slides]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"two slides have the key {key!r}")
    package, style = opened(theme.template), theme.style
    presentation = Presentation(package)
    language = deck.locale.replace("_", "-")
    stages = [survey.page(slide).stage for slide in deck.slides]
    pages = [_empty_page(package, stage.layout) for stage in stages]
    # All pages exist before the first is drawn: the scorecard links to later ones.
    targets = {slide.key: page for slide, page in zip(deck.slides, pages, strict=True)}
    sections, charts, dividers = sections_of(deck), count(1), dividers_of(deck)
    factors = factors_of(theme)
    drawer = _drawer(style, language) if pictures else None
    notes = NotesPages(presentation, language)
    finished: list[tuple[Slide, Record]] = []
    drawn = zip(deck.slides, pages, stages, strict=True)
    for number, (slide, page, stage) in enumerate(drawn, start=1):
        place = survey.page(slide)
        canvas = Canvas(package, page, slide.key, place, language, targets, charts, drawer)
        if stage.backing is not None and slide.kind is not SlideKind.SECTION:  # it draws its own
            box, colour = stage.backing
            canvas.figure("backing", "Panel behind the content", box, "rect", colour)
        told = deck.group_label, deck.period_label, deck.company
        around = Around(sections, *told, number, dividers)
        draw_slide(canvas, deck, slide, around, survey)
        page.content = canvas.xml().encode("utf-8")
        scale_slide(package, page, factors)
        name_faces(package, page, dict(place.style.named))
        if theme.right_to_left:
            write_left_to_right(page)
        notes.write(page, slide.notes)
        finished.append((slide, canvas.record))
    write_sections(presentation, deck, presentation.list_slides(pages))
    presentation.close()
    embed(package, manifest(deck, finished))
    set_properties(package, deck)
    return package


def _drawer(style: Style, language: str) -> Pictures:
    # matplotlib takes half a second to import.
    from deckgen.render.charts.picture import Pictures

    return Pictures(style, language)


def _empty_page(package: Package, layout: str) -> Part:
    """A slide of a layout, still without content."""
    page = package.add("ppt/slides/slide{}.xml", f"{PRESENTATIONML}.slide+xml")
    page.relate(f"{OFFICE}/slideLayout", layout.lstrip("/"))
    return page
