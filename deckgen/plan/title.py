"""The title slide: deck name, whom it is about, day of the data, for whom, version."""

from __future__ import annotations

from deckgen.model.deck import Paragraph, Run, Slide, SlideKind, Text, Tone, text
from deckgen.plan.context import DeckContext

KEY = "title"


def title_slide(context: DeckContext) -> Slide:
    """The cover. Company, period and group are the deck's own; the slide adds a few facts."""
    facts = [_fact("Scope", context.scope), _fact("Data as of", context.voice.day(context.as_of))]
    if context.prepared_for:
        facts.append(_fact("Prepared for", context.prepared_for))
    if context.version:
        facts.append(_fact("Made with", f"deckgen {context.version}"))
    return Slide(
        key=KEY,
        kind=SlideKind.TITLE,
        title=text(context.title, Tone.STRONG),
        blocks=(Paragraph("facts", tuple(facts)),),
    )


def _fact(name: str, value: str) -> Text:
    return (Run(f"{name} ", Tone.MUTED), Run(value))
