"""Sentences of a footer: those about a column of a table go where the column is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from deckgen.model.deck import Block, Run, Slide, Table, Text, Tone


def sentences(told: Iterable[str]) -> Text:
    """A footer with a run for each sentence, so that one can be left out."""
    said = [one for one in told if one]
    return tuple(
        Run(one if place == len(said) else f"{one} ", Tone.MUTED)
        for place, one in enumerate(said, start=1)
    )


def notes_of(blocks: Iterable[Block]) -> Iterator[str]:
    """What the columns of tables have to say in the footer, each once."""
    columns = (one for block in blocks if isinstance(block, Table) for one in block.columns)
    yield from dict.fromkeys(column.note for column in columns if column.note)


def with_own_notes(slide: Slide, whole: Slide) -> Slide:
    """A slide that shows some of the columns of ``whole``, without the sentences of its footer
    about the others; the same slide if there are none."""
    gone = {*notes_of(whole.blocks)} - {*notes_of(slide.blocks)}
    if not gone:
        return slide
    kept = [run.text.strip() for run in slide.footer if run.text.strip() not in gone]
    return replace(slide, footer=sentences(kept))
