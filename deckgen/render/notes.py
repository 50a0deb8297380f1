"""Speaker notes: fixed headings over plain text, and the line under which a person may write."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from deckgen.model.deck import Notes
from deckgen.render.shape import NAMESPACES
from deckgen.render.text import attribute, clean

KEPT = "--- notes below this line are yours and are kept ---"


def notes_lines(notes: Notes) -> list[str]:
    """The notes as lines: each section under its heading, an empty line between, the kept line
    last; nothing without sections."""
    lines: list[str] = []
    for heading, body in notes.sections():
        lines += [heading, *body, ""]
    return [*lines, KEPT] if lines else []


def write_notes(slide: Any, notes: Notes, language: str) -> None:
    """Writes a slide's notes; a slide without notes gets no notes page."""
    lines = notes_lines(notes)
    if not lines:
        return
    body = slide.notes_slide.notes_text_frame._txBody
    for paragraph in body.findall(qn("a:p")):
        body.remove(paragraph)
    for line in lines:
        for text in clean(line).split("\n"):
            body.append(parse_xml(_paragraph(text, language)))


def list_notes_master(presentation: Any) -> None:
    """Names the notes master in the presentation part, which python-pptx leaves out when it adds
    one to a template without."""
    part = presentation.part
    if part._element.find(qn("p:notesMasterIdLst")) is not None:
        return
    relation = next(
        (key for key, rel in part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.NOTES_MASTER),
        None,
    )
    if relation is None:
        return
    listed = parse_xml(
        f'<p:notesMasterIdLst {NAMESPACES}><p:notesMasterId r:id="{relation}"/>'
        "</p:notesMasterIdLst>"
    )
    part._element.find(qn("p:sldMasterIdLst")).addnext(listed)


def _paragraph(text: str, language: str) -> str:
    run = f"<a:r><a:rPr lang={attribute(language)}/><a:t>{escape(text)}</a:t></a:r>" if text else ""
    return f"<a:p {NAMESPACES}>{run}</a:p>"
