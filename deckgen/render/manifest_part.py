"""Where the manifest stands in a deck: in a customXml part of the presentation.

It is found by the namespace of its root, whatever the part is called and whoever saved the file
since; the digest says whether somebody changed it::

    <manifest xmlns="urn:deckgen:manifest:1" sha256="...">JSON</manifest>
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part

from deckgen.render.manifest import Json

NAMESPACE = "urn:deckgen:manifest:1"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def embed(presentation: Any, content: Json) -> None:
    """Adds the manifest to a presentation, with the properties that Office gives such a part."""
    package = presentation.part.package
    item = Part(
        package.next_partname("/customXml/item%d.xml"), CONTENT_TYPE.XML, package, item_xml(content)
    )
    # An id of its own, which tells the item from others in every copy of the deck.
    own = UUID(bytes=sha256(f"{NAMESPACE}/{content['deck_id']}".encode()).digest()[:16], version=4)
    properties = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{{{str(own).upper()}}}" xmlns:ds="{_DATA_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    name = package.next_partname("/customXml/itemProps%d.xml")
    kind = CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES
    item.relate_to(
        Part(name, kind, package, properties.encode()), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
    )
    presentation.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def item_xml(content: Json) -> bytes:
    """The part: the same bytes for the same content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    digest = sha256(text.encode()).hexdigest()
    return (
        f'{_HEAD}<manifest xmlns="{NAMESPACE}" sha256="{digest}">{escape(text)}</manifest>'.encode()
    )


def read_manifest(parts: Mapping[str, bytes]) -> Json | None:
    """The manifest among the parts of a package, wherever it stands; ``None`` if there is none.

    Raises ``ValueError`` when it was changed since it was written, or is there twice.
    """
    found = [content for content in parts.values() if NAMESPACE.encode() in content]
    roots = [root for root in map(_parsed, found) if root is not None]
    if not roots:
        return None
    if len(roots) > 1:
        raise ValueError(f"the deck holds {len(roots)} manifests")
    text = roots[0].text or ""
    if sha256(text.encode()).hexdigest() != roots[0].get("sha256"):
        raise ValueError("the manifest was changed since it was written")
    content: Json = json.loads(text)
    return content


def _parsed(content: bytes) -> Any:
    """The root of a manifest; ``None`` for a part that only mentions its namespace."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return None
    return root if root.tag == f"{{{NAMESPACE}}}manifest" else None
