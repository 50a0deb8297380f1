"""The title slide: deck name, whom it is about, day of the data, for whom, version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.model.deck import Block, Paragraph, Run, Slide, SlideKind, Text, Tone, Trends, text
from deckgen.plan.context import DeckContext
from deckgen.plan.scorecard import sparkline
from deckgen.plan.subject import Told

KEY = "title"
MOST_TRENDS = 16


def title_slide(metrics: Sequence[Told], context: DeckContext) -> Slide:
    """The cover. Company, period and group are the deck's own; the slide adds a few facts, and
    the deck's trends as decoration: this cover belongs to this deck and no other."""
    trends = [line for line in (sparkline(one) for one in metrics) if line][:MOST_TRENDS]
    blocks: list[Block] = [Paragraph("scope", (text(context.scope),))]
    if trends:
        blocks.append(Trends("trends", tuple(trends)))
    blocks.append(Paragraph("facts", tuple(_facts(context))))
    return Slide(
        key=KEY,
        kind=SlideKind.TITLE,
        title=text(context.title, Tone.STRONG),
        blocks=tuple(blocks),
    )


def _facts(context: DeckContext) -> Iterator[Text]:
    voice = context.voice
    if context.prepared_for:
        yield _fact("Prepared for", context.prepared_for)
    last = min(context.period.end, context.as_of) if context.is_partial else context.period.end
    yield _fact("Period", voice.days(context.period.start, last))
    yield _fact("Data as of", voice.day(context.as_of))
    if context.version:
        yield _fact("Made with", f"deckgen {context.version}")


def _fact(name: str, value: str) -> Text:
    return (Run(f"{name} ", Tone.MUTED), Run(value))
