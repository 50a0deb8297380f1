"""The title slide: deck name, whom it is about, period, day of the data, for whom, version."""

from __future__ import annotations

from deckgen.model.deck import Paragraph, Run, Slide, SlideKind, Text, Tone, text
from deckgen.plan.context import DeckContext

KEY = "title"


def title_slide(context: DeckContext) -> Slide:
    """The cover. It holds nothing that is not a fact about the deck."""
    voice = context.voice
    partial = any(one.span.partial for one in context.results)
    scope = Paragraph(
        "scope",
        (
            text(voice.period(context.period, partial=partial), Tone.STRONG),
            text(context.scope, Tone.MUTED),
        ),
    )
    facts = [_fact("Company", context.company), _fact("Data as of", voice.day(context.as_of))]
    if context.prepared_for:
        facts.append(_fact("Prepared for", context.prepared_for))
    if context.version:
        facts.append(_fact("Made with", f"deckgen {context.version}"))
    return Slide(
        key=KEY,
        kind=SlideKind.TITLE,
        title=text(context.title, Tone.STRONG),
        blocks=(scope, Paragraph("facts", tuple(facts))),
    )


def _fact(name: str, value: str) -> Text:
    return (Run(f"{name}: ", Tone.MUTED), Run(value))
