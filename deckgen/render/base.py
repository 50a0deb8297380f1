"""The presentation part of a deck: a list of slides, and what it may hold besides."""

from __future__ import annotations

from lxml import etree

from deckgen.render.package import OFFICE, Package, Part

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_ID = f"{{{OFFICE}}}id"
_FIRST_ID = 256  # the schema's least
_OF_SLIDES = ("sldIdLst", "custShowLst")
# What stands before the list of slides.
_BEFORE = ("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst")


class Presentation:
    """The presentation part while it is written: a template's without what it says of slides."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.main
        self.root = etree.fromstring(self.part.content)
        for name in _OF_SLIDES:
            for old in self.root.findall(f"{{{P}}}{name}"):
                self.root.remove(old)

    def list_slides(self, slides: list[Part]) -> list[int]:
        """Names the slides in their order; returns their ids."""
        listed = self._list("sldIdLst", _BEFORE)
        for number, slide in enumerate(slides, start=_FIRST_ID):
            relation = self.part.relate(f"{OFFICE}/slide", slide.name)
            etree.SubElement(listed, f"{{{P}}}sldId", {"id": str(number), _ID: relation})
        return list(range(_FIRST_ID, _FIRST_ID + len(slides)))

    def list_notes_master(self, master: Part) -> None:
        """Names the notes master."""
        listed = self._list("notesMasterIdLst", _BEFORE[:1])
        relation = self.part.relate(f"{OFFICE}/notesMaster", master.name)
        etree.SubElement(listed, f"{{{P}}}notesMasterId", {_ID: relation})

    def add_extension(self, uri: str, content: str) -> None:
        """Adds what an extension holds, as XML, in place of what it may hold already."""
        extensions = self.root.find(f"{{{P}}}extLst")
        if extensions is None:
            extensions = etree.SubElement(self.root, f"{{{P}}}extLst")
        for old in extensions.findall(f"{{{P}}}ext[@uri='{uri}']"):
            extensions.remove(old)
        own = etree.SubElement(extensions, f"{{{P}}}ext", {"uri": uri})
        own.append(etree.fromstring(content))

    def close(self) -> None:
        """Writes the part."""
        self.part.content = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def _list(self, name: str, after: tuple[str, ...]) -> etree._Element:
        """A list that the part may hold, new if it holds none, behind those named ``after``."""
        found = self.root.find(f"{{{P}}}{name}")
        if found is not None:
            return found
        made = etree.Element(f"{{{P}}}{name}")
        places = {f"{{{P}}}{one}" for one in after}
        place = sum(child.tag in places for child in self.root)
        self.root.insert(place, made)
        return made
