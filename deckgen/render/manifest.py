"""The manifest: what the machine wrote, kept inside the deck, so that what a person changed since
can be told from it.

It is JSON; ``manifest_part.py`` says where it stands. It holds ``schema``, ``deck_id`` (company,
title and group: the same in every period), ``generation``, ``source``, ``slides`` and ``elements``
by their uid, and ``history``. Every marked shape is an element: ``kind``, ``slide`` (a uid),
``key``, ``placeholder`` (type and idx, or null), and ``base``, what was drawn, by kind:

======= =============================================================================
text    a list of pieces of text per paragraph
table   ``cols``, the headings, and ``rows``, the cells of each row
chart   ``cats``, the categories, and ``series``: name, values (null is a gap), format
picture ``sha256`` of the file, and ``alt``
shape   null: lines and areas say nothing
======= =============================================================================

Values are read from what the shapes were made of, so they are what is drawn, fitted and shortened
as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from deckgen.model.deck import Deck, Slide
from deckgen.render.charts.sheet import Sheet
from deckgen.render.marks import element_key, uid
from deckgen.render.notes import notes_lines
from deckgen.render.said import paragraphs_said, rows_said
from deckgen.render.text import one_line
from deckgen.theme.stage import Slot

Json = dict[str, Any]


@dataclass(slots=True)
class Record:
    """What the canvas of a slide drew: the keys of blocks by uid, in their order, and by key what a
    shape was made of.

    ``paragraphs`` and ``tables`` are XML, ``sheets`` those of native charts, ``pictures`` the
    digest of the file and its text alternative; a shape that is in none of them says nothing.
    ``holders`` are the placeholders that shapes stand in.
    """

    slide: str
    keys: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    pictures: dict[str, tuple[str, str]] = field(default_factory=dict)
    holders: dict[str, Slot] = field(default_factory=dict)

    def mark(self, key: str) -> str:
        """Notes a block's key and returns that of its element. Raises ``ValueError`` for a key that
        the slide has already."""
        element = element_key(self.slide, key)
        mark = uid(element)
        if mark in self.keys:
            raise ValueError(f"two shapes of slide {self.slide!r} have the key {key!r}")
        self.keys[mark] = key
        return element


def manifest(deck: Deck, drawn: Iterable[tuple[Slide, Record]]) -> Json:
    """The manifest of a deck from each slide and its record.

    Raises ``ValueError`` when two elements have one mark.
    """
    slides: Json = {}
    elements: Json = {}
    for order, (slide, record) in enumerate(drawn):
        own = uid(slide.key)
        slides[own] = {"key": slide.key, "order": order, "notes": notes_lines(slide.notes)}
        for mark, element in _elements(record):
            if mark in elements:
                raise ValueError(f"{element['key']!r} has the mark of {elements[mark]['key']!r}")
            elements[mark] = {**element, "slide": own}
    return {
        "schema": 1,
        "deck_id": deck_id(deck),
        "generation": 1,
        "source": {"as_of": deck.as_of.isoformat(), "period": deck.period_label},
        "slides": slides,
        "elements": elements,
        "history": [],
    }


def deck_id(deck: Deck) -> str:
    """What stays the same when the next period's deck is made: company, title and group."""
    return uid(json.dumps([deck.company, deck.title, deck.group_label]))


def _elements(record: Record) -> Iterator[tuple[str, Json]]:
    for mark, key in record.keys.items():
        kind, base = _base(key, record)
        holder = record.holders.get(key)
        placeholder = {"type": holder.type, "idx": holder.idx} if holder is not None else None
        element = element_key(record.slide, key)
        yield mark, {"kind": kind, "key": element, "placeholder": placeholder, "base": base}


def _base(key: str, record: Record) -> tuple[str, Any]:
    if key in record.sheets:
        return "chart", _sheet(record.sheets[key])
    if key in record.pictures:
        digest, alt = record.pictures[key]
        return "picture", {"sha256": digest, "alt": one_line(alt)}
    if key in record.paragraphs:
        return "text", paragraphs_said(record.paragraphs[key])
    if key in record.tables:
        heading, *rows = rows_said(record.tables[key])
        return "table", {"cols": heading, "rows": rows}
    return "shape", None


def _sheet(sheet: Sheet) -> Json:
    series = [[one.name, list(one.values), one.number_format] for one in sheet.columns]
    return {"cats": list(sheet.categories), "series": series}
