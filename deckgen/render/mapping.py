"""Which of a theme's colours ``tx1`` and ``bg1`` are on a slide.

A layout may exchange dark and light: a dark divider in a light template. Its slides say so
themselves: PowerPoint hands a layout's mapping down to a slide that has none, but LibreOffice
takes the master's, and prints black on black.
"""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import quoteattr

from lxml import etree

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OVERRIDE = f"{{*}}clrMapOvr/{{{_A}}}overrideClrMapping"
_USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_NAMES = (*_USUAL, *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")


@lru_cache(maxsize=64)
def colour_mapping(layout: bytes) -> str:
    """What stands in the ``p:clrMapOvr`` of a layout's slides: the layout's own mapping, or that
    they take the master's."""
    override = etree.fromstring(layout).find(_OVERRIDE)
    if override is None:
        return "<a:masterClrMapping/>"
    said = ((name, override.get(name) or _USUAL.get(name, name)) for name in _NAMES)
    pairs = " ".join(f"{name}={quoteattr(colour)}" for name, colour in said)
    return f"<a:overrideClrMapping {pairs}/>"
