"""How each kind of slide is laid out, from the parts of this package."""

from __future__ import annotations

from typing import assert_never

from deckgen.model.deck import Deck, Slide, SlideKind
from deckgen.render.canvas import Canvas
from deckgen.render.frame import Around
from deckgen.render.slides.body import draw_body
from deckgen.render.slides.cover import draw_title
from deckgen.render.slides.divider import draw_section
from deckgen.render.slides.scorecard import draw_scorecard
from deckgen.render.slides.summary import draw_summary
from deckgen.render.survey import Survey


def draw_slide(canvas: Canvas, deck: Deck, slide: Slide, around: Around, survey: Survey) -> None:
    """Draws a slide by its kind, where the deck's survey found place for it. Raises ``ValueError``
    for a block that its kind cannot hold."""
    match slide.kind:
        case SlideKind.TITLE:
            draw_title(canvas, deck, slide)
        case SlideKind.SECTION:
            draw_section(canvas, slide, around)
        case SlideKind.SCORECARD:
            draw_scorecard(canvas, slide, around)
        case SlideKind.SUMMARY:
            draw_summary(canvas, slide, around)
        case SlideKind.METRIC | SlideKind.UNAVAILABLE | SlideKind.TABLE:
            draw_body(canvas, slide, around, survey.placing(slide))
        case _:
            assert_never(slide.kind)
