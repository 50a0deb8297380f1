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

from lxml import etree

from deckgen.render.manifest import Json
from deckgen.render.package import HEAD, OFFICE, Package
from deckgen.render.text import escaped

NAMESPACE = "urn:deckgen:manifest:1"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def embed(package: Package, content: Json) -> None:
    """Adds the manifest to a deck, with the properties that Office gives such a part."""
    item = package.add("customXml/item{}.xml", "application/xml", item_xml(content))
    # An id of its own, which tells the item from others in every copy of the deck.
    own = UUID(bytes=sha256(f"{NAMESPACE}/{content['deck_id']}".encode()).digest()[:16], version=4)
    properties = (
        f'{HEAD}<ds:datastoreItem ds:itemID="{{{str(own).upper()}}}" xmlns:ds="{_DATA_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    about = package.add("customXml/itemProps{}.xml", _PROPERTIES_TYPE, properties.encode())
    item.relate(f"{OFFICE}/customXmlProps", about.name)
    package.main.relate(f"{OFFICE}/customXml", item.name)


def item_xml(content: Json) -> bytes:
    """The part: the same bytes for the same content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), check_circular=False)
    digest = sha256(text.encode()).hexdigest()
    return (
        f'{HEAD}<manifest xmlns="{NAMESPACE}" sha256="{digest}">{escaped(text)}</manifest>'.encode()
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
