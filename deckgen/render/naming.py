"""Names a font with every text of a slide whose template sets its texts in others than its theme's.

Text frames, tables and charts of our own would be set in the theme's fonts, beside placeholders
that are not: the deck would not look like the brand's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from deckgen.render.package import Package, Part

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_BODY = "+mn-lt"
_RUNS = (f"{_A}rPr", f"{_A}endParaRPr", f"{_A}defRPr")
_AFTER = tuple(
    _A + name for name in ("ea", "cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst")
)


def name_faces(package: Package, page: Part, named: Mapping[str, str]) -> None:
    """Puts font names for references to the theme's fonts into a finished slide and its charts;
    what says nothing gets that of the body, but in placeholders, which have their own."""
    if not named:
        return
    charts = (
        package.parts[one.target]
        for one in page.relationships
        if not one.external and one.type.endswith("/chart")
    )
    for part in (page, *charts):
        root = etree.fromstring(part.content)
        inherited = {
            run
            for holder in root.iter(f"{_P}sp")
            if next(holder.iter(f"{_P}ph"), None) is not None
            for run in holder.iter(*_RUNS)
        }
        for run in root.iter(*_RUNS):
            latin = run.find(f"{_A}latin")
            if latin is not None:
                face = latin.get("typeface", "")
                latin.set("typeface", named.get(face, face))
            elif run not in inherited and _BODY in named:
                _add_latin(run, named[_BODY])
        part.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_latin(run: Any, face: str) -> None:
    """A Latin font where the schema has it: before those of other scripts and links."""
    latin = etree.Element(f"{_A}latin", typeface=face)
    after = next((one for one in run if one.tag in _AFTER), None)
    if after is None:
        run.append(latin)
    else:
        after.addprevious(latin)
