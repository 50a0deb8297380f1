"""The divider before a section: what it holds, and in one sentence how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deckgen.model.deck import (
    Agenda,
    AgendaEntry,
    Notes,
    Paragraph,
    Slide,
    SlideKind,
    Text,
    Tone,
    text,
)
from deckgen.plan.context import DeckContext
from deckgen.plan.moves import real_moves
from deckgen.plan.scorecard import standing, status_text
from deckgen.plan.subject import Told, title_within
from deckgen.words.movement import Movement
from deckgen.words.section import section_sentence

NAME_POINTS, NAME_WIDTH = 16.0, 2.50  # inches


def divider_slide(
    section: str,
    place: tuple[int, int],
    metrics: Sequence[Told],
    pages: Mapping[str, int],
    context: DeckContext,
) -> Slide:
    """The divider of a section. ``place`` is its number and how many there are, ``metrics`` are
    its own, ``pages`` the numbers of the deck's slides by key."""
    name = context.section_name(section)
    number, count = place
    sentence = _sentence(metrics)
    return Slide(
        key=f"section/{section}",
        kind=SlideKind.SECTION,
        title=text(name, Tone.STRONG),
        eyebrow=f"Section {number} of {count}",
        blocks=(
            Paragraph("sentence", (text(sentence),)),
            Agenda("metrics", tuple(_entry(one, pages, context) for one in metrics)),
        ),
        notes=Notes(say=(f"{name}: {sentence}.",)),
        section=name,
    )


def _sentence(metrics: Sequence[Told]) -> str:
    ranked = real_moves(metrics)
    return section_sentence(
        standing(metrics),
        [one.told.title for one in ranked if one.better],
        [one.told.title for one in ranked if not one.better],
        without_value=sum(not one.is_defined for one in metrics),
        compared=any(one.part.prior is not None for one in metrics),
    )


def _entry(told: Told, pages: Mapping[str, int], context: DeckContext) -> AgendaEntry:
    return AgendaEntry(
        name=title_within(told, NAME_POINTS, NAME_WIDTH, context),
        status=status_text(told.part),
        value=context.voice.value(told.part),
        change=_change(told),
        page=f"slide {pages[told.key]}",
        link=told.key,
    )


def _change(told: Told) -> Text:
    """The change under the value; a word where there is none."""
    moved = told.moved
    if moved.movement is Movement.HELD:
        return text("held", Tone.MUTED)
    if moved.movement is Movement.NONE:
        return text("small base" if moved.in_noise else "", Tone.MUTED)
    return text(moved.texts[0], Tone.MUTED)
