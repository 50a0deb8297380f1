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

Values are read from the finished shapes, so they are what is drawn, fitted and shortened as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from deckgen.model.deck import Deck, Slide
from deckgen.render.charts.sheet import Sheet
from deckgen.render.marks import element_key, read_mark, uid
from deckgen.render.notes import notes_lines

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

Json = dict[str, Any]


@dataclass(slots=True)
class Record:
    """What only the canvas of a slide knows: which key is behind a mark, and what it embedded.

    ``keys`` are the keys of blocks by uid; ``sheets`` of native charts and ``pictures`` (the digest
    of the file) are by block key.
    """

    slide: str
    keys: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def mark(self, key: str) -> str:
        """Notes a block's key and returns that of its element. Raises ``ValueError`` for a key that
        the slide has already."""
        element = element_key(self.slide, key)
        mark = uid(element)
        if mark in self.keys:
            raise ValueError(f"two shapes of slide {self.slide!r} have the key {key!r}")
        self.keys[mark] = key
        return element


def manifest(deck: Deck, drawn: Iterable[tuple[Slide, etree._Element, Record]]) -> Json:
    """The manifest of a deck from each slide, its finished part and its record.

    Raises ``ValueError`` when two elements have one mark.
    """
    slides: Json = {}
    elements: Json = {}
    for order, (slide, root, record) in enumerate(drawn):
        own = uid(slide.key)
        slides[own] = {"key": slide.key, "order": order, "notes": notes_lines(slide.notes)}
        for mark, element in _elements(root, record):
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


def _elements(slide: etree._Element, record: Record) -> Iterator[tuple[str, Json]]:
    # The tree begins with its own properties.
    for shape in islice(slide.iterfind(f"{_P}cSld/{_P}spTree/*"), 2, None):
        # Every kind of shape begins with its non-visual properties, and those with its name.
        names, *_, holder = shape[0]
        mark = read_mark(names.get("title", ""))
        if mark is None:
            continue
        key = record.keys[mark]
        kind, base = _base(shape, names.get("descr", ""), key, record)
        placeholder = _placeholder(holder)
        element = element_key(record.slide, key)
        yield mark, {"kind": kind, "key": element, "placeholder": placeholder, "base": base}


def _placeholder(holder: etree._Element) -> Json | None:
    found = holder.find(f"{_P}ph")
    if found is None:
        return None
    return {"type": found.get("type", "obj"), "idx": int(found.get("idx", "0"))}


def _base(shape: etree._Element, alt: str, key: str, record: Record) -> tuple[str, Any]:
    if key in record.sheets:
        return "chart", _sheet(record.sheets[key])
    if key in record.pictures:
        return "picture", {"sha256": record.pictures[key], "alt": alt}
    body = shape.find(f"{_P}txBody")
    if body is not None:
        return "text", _paragraphs(body)
    if shape.tag != f"{_P}graphicFrame":
        return "shape", None
    rows = [[_cell(cell) for cell in row.iter(f"{_A}tc")] for row in shape.iter(f"{_A}tr")]
    return "table", {"cols": rows[0], "rows": rows[1:]}


def _sheet(sheet: Sheet) -> Json:
    series = [[one.name, list(one.values), one.number_format] for one in sheet.columns]
    return {"cats": list(sheet.categories), "series": series}


def _cell(cell: etree._Element) -> str:
    return "\n".join("".join(pieces) for pieces in _paragraphs(cell))


def _paragraphs(body: etree._Element) -> list[list[str]]:
    """The text of each paragraph, as a list so that numbers in it may become pieces of their own;
    a line break is a line feed."""
    return [
        [text] if (text := "".join(_pieces(paragraph))) else [] for paragraph in body.iter(f"{_A}p")
    ]


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(f"{_A}t", f"{_A}br"):
        yield "\n" if node.tag.endswith("br") else node.text or ""
