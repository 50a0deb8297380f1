"""Text from left to right in a template whose text runs from right to left.

What deckgen writes, runs from left to right: numbers with signs and units would be turned around by
a template's own direction. Where the template has one, every paragraph says its direction itself.
"""

from __future__ import annotations

from lxml import etree

from deckgen.render.package import Part

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def write_left_to_right(page: Part) -> None:
    """Gives every paragraph of a finished slide its direction."""
    root = etree.fromstring(page.content)
    for paragraph in root.iter(f"{_A}p"):
        properties = paragraph.find(f"{_A}pPr")
        if properties is None:
            properties = etree.Element(f"{_A}pPr")
            paragraph.insert(0, properties)
        properties.set("rtl", "0")
    page.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
