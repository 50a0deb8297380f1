"""The format's namespaces, and reading attributes that may hold anything."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst"
LINK_COLOUR = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr"

EMU = 914400
"""English metric units in an inch."""
_LARGEST = 10**9
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/presentationml/main",
     b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart",
     b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/table",
     b"http://schemas.openxmlformats.org/drawingml/2006/table"),
)  # fmt: skip


def transitional(content: bytes) -> bytes:
    """A part of a strict file in the namespaces that everybody else writes."""
    if b"http://purl.oclc.org/ooxml/" not in content:
        return content
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    return content


def tag_of(element: etree._Element) -> str:
    """The element's name without its namespace; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def integer(element: etree._Element | None, name: str) -> int | None:
    """An attribute as a whole number; ``None`` if it is missing or is none."""
    text = element.get(name) if element is not None else None
    if text is None:
        return None
    try:
        value = int(float(text))
    except (ValueError, OverflowError):
        return None
    return value if abs(value) <= _LARGEST else None


def share(element: etree._Element | None, name: str = "val") -> float | None:
    """An attribute in thousandths of a percent, or with a percent sign, as a share of one."""
    text = element.get(name) if element is not None else None
    if text is None:
        return None
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text) / 100_000
    except ValueError:
        return None


def decimal(text: str | None) -> float | None:
    """A text as a finite number."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


def flag(element: etree._Element | None, name: str = "val", *, missing: bool = True) -> bool:
    """An attribute as yes or no; ``missing`` is what an element without it means. No element is
    no."""
    if element is None:
        return False
    text = element.get(name)
    return missing if text is None else text in ("1", "true", "on")


def inches(element: etree._Element | None, name: str) -> float | None:
    """A length in English metric units as inches."""
    value = integer(element, name)
    return None if value is None else value / EMU


def resolved(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an element; of alternatives the one that PowerPoint draws."""
    for child in element:
        if child.tag != f"{MC}AlternateContent":
            yield child
            continue
        chosen = child.find(f"{MC}Choice")
        if chosen is None:
            chosen = child.find(f"{MC}Fallback")
        if chosen is not None:
            yield from resolved(chosen)
