"""The document's properties: what a file browser shows. Their dates are the data's."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from deckgen.model.deck import Deck
from deckgen.render.text import one_line

_LONGEST = 255
_AUTHOR = "deckgen"


def set_properties(presentation: Any, deck: Deck) -> None:
    """Writes title, subject, company and dates of a finished presentation."""
    moment = datetime(deck.as_of.year, deck.as_of.month, deck.as_of.day)
    subject = ", ".join(part for part in (deck.group_label, deck.period_label) if part)
    core = presentation.core_properties
    core.title = one_line(deck.title)[:_LONGEST]
    core.subject = one_line(subject)[:_LONGEST]
    core.author = core.last_modified_by = _AUTHOR
    core.created = core.modified = moment
    core.revision = 1
    core.language = deck.locale.replace("_", "-")
    core.comments = core.keywords = core.category = ""
    _set_extended(presentation, one_line(deck.company), len(deck.slides))


def _set_extended(presentation: Any, company: str, slides: int) -> None:
    """The properties that python-pptx has no names for."""
    part = next(
        relation.target_part
        for relation in presentation.part.package._rels.values()
        if relation.reltype.endswith("/extended-properties")
    )
    part._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>{_AUTHOR}</Application>'
        f"<PresentationFormat>Widescreen</PresentationFormat><Slides>{slides}</Slides>"
        f"<Company>{escape(company)}</Company></Properties>"
    ).encode()
