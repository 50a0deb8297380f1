"""XML of a package's parts: parsed without entities, network or patience for huge trees."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}


class UnsafeXml(ValueError):
    """The XML declares a document type, and with it perhaps entities."""


class MalformedXml(ValueError):
    """The text is not XML; the message says where it stops to be."""


def parse(blob: bytes) -> Element:
    """The root of a part. Raises :class:`UnsafeXml` or :class:`MalformedXml`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(blob, parser)
    except etree.XMLSyntaxError as problem:
        if b"<!DOCTYPE" in blob or b"<!ENTITY" in blob:
            raise UnsafeXml("declares entities") from None
        line, column = problem.position
        raise MalformedXml(f"line {line}, column {column}") from None
    except ValueError as problem:
        raise MalformedXml(str(problem)) from None
    tree = root.getroottree()
    if tree is not None and tree.docinfo.internalDTD is not None:
        raise UnsafeXml("declares a document type")
    return root


def serialised(root: Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def qualified(name: str) -> str:
    """``a:xfrm`` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if local else name


def local_name(element: Element) -> str:
    """The name without its namespace; "" of a comment or an instruction."""
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def child(element: Element | None, path: str) -> Element | None:
    """The first element at a path like ``p:spPr/a:xfrm``."""
    return None if element is None else element.find(path, NAMESPACES)


def children(element: Element | None, path: str) -> list[Element]:
    """All elements at a path."""
    return [] if element is None else element.findall(path, NAMESPACES)


def elements(element: Element | None) -> Iterator[Element]:
    """The child elements, comments left out."""
    for one in () if element is None else element:
        if isinstance(one.tag, str):
            yield one


def whole(element: Element | None, name: str, default: int = 0) -> int:
    """An attribute as an integer; the default where it is missing or no number."""
    text = None if element is None else element.get(name)
    try:
        return default if text is None else round(float(text))
    except (ValueError, OverflowError):
        return default


def truth(element: Element | None, name: str, default: bool = False) -> bool:
    """An attribute as a truth value."""
    text = None if element is None else element.get(name)
    return default if text is None else text in ("1", "true", "on")
