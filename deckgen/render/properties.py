"""The document's properties: what a file browser shows. Their dates are the data's."""

from __future__ import annotations

from xml.sax.saxutils import escape

from deckgen.model.deck import Deck
from deckgen.render.package import HEAD, METADATA, OFFICE, Package
from deckgen.render.text import one_line

_LONGEST = 255
_AUTHOR = "deckgen"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_EXTENDED_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def set_properties(package: Package, deck: Deck) -> None:
    """Writes title, subject, company and dates."""
    core = f"{HEAD}<cp:coreProperties {_CORE}>{_core(deck)}</cp:coreProperties>"
    _set(package, f"{METADATA}/core-properties", "docProps/core.xml", _CORE_TYPE, core)
    extended = (
        f'{HEAD}<Properties xmlns="{_EXTENDED}"><Application>{_AUTHOR}</Application>'
        f"<PresentationFormat>Widescreen</PresentationFormat><Slides>{len(deck.slides)}</Slides>"
        f"<Company>{escape(one_line(deck.company))}</Company></Properties>"
    )
    _set(package, f"{OFFICE}/extended-properties", "docProps/app.xml", _EXTENDED_TYPE, extended)


def _core(deck: Deck) -> str:
    day = f"{deck.as_of.isoformat()}T00:00:00Z"
    subject = ", ".join(part for part in (deck.group_label, deck.period_label) if part)
    title, about = (escape(one_line(text)[:_LONGEST]) for text in (deck.title, subject))
    return (
        f"<dc:title>{title}</dc:title><dc:subject>{about}</dc:subject>"
        f"<dc:creator>{_AUTHOR}</dc:creator><cp:lastModifiedBy>{_AUTHOR}</cp:lastModifiedBy>"
        "<cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:language>{deck.locale.replace('_', '-')}</dc:language>"
    )


def _set(package: Package, relationship: str, name: str, type_: str, content: str) -> None:
    """Replaces a part of properties, or adds it."""
    kind = relationship.rpartition("/")[2]
    part = package.add(package.root.related(kind) or name, type_, content.encode("utf-8"))
    package.root.relate(relationship, part.name)
