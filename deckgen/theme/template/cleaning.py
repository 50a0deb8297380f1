"""A template without its sample slides: what a deck is built on, and what ``theme adopt`` copies.

Dropping a slide means its entry in the list, its relationship and its part, its places in sections
and custom shows, the links to it, and whatever nothing leads to any more. Anything less leaves
orphans in the file, or two parts with one name. What else belongs to somebody's old presentation
goes, too: thumbnail, printer settings, comments' authors, a signature (it would be broken), the
password against editing, prompts that lost their placeholder and would show on every slide.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterable

from deckgen.theme.template.area import is_prompt
from deckgen.theme.template.opening import TAKEN
from deckgen.theme.template.package import TYPES_PART, relationships_part
from deckgen.theme.template.reading import Template
from deckgen.theme.template.xml import Element, children, local_name, qualified, serialised

_UNWANTED = (
    "thumbnail", "printerSettings", "commentAuthors", "authors", "origin", "signature",
    "extended-properties",  # counts the old slides and quotes their titles
)  # fmt: skip
_OF_SLIDES = ("slide", "notesSlide")
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_GONE = ("sldIdLst", "custShowLst", "modifyVerifier")
_SHOW_CHOICE = ("sldAll", "sldRg", "custShow")
_ID = qualified("r:id")


def clean_parts(template: Template) -> list[tuple[str, bytes]]:
    """The parts of a presentation with the template's masters and layouts, and no slides.

    Main part's content type is that of a presentation, whatever the template's was.
    """
    return _Cleaner(template).parts()


class _Cleaner:
    def __init__(self, template: Template) -> None:
        self._template = template
        self._package = template.package
        self._trees: dict[str, Element] = {}

    def parts(self) -> list[tuple[str, bytes]]:
        """All parts that are still reached, with their relationships and types."""
        package = self._package
        self._clean_presentation()
        self._remove_prompts()
        kept = self._reached()
        self._unlink_slides(kept)
        members: list[tuple[str, bytes]] = []
        for name in kept:
            tree = self._trees.get(name)
            members.append((name, package.blob(name) if tree is None else serialised(tree)))
        for owner in ("", *kept):
            listed = relationships_part(owner)
            if listed in package:
                members.append((package.name(listed), serialised(self._relationships(owner))))
        members.append((TYPES_PART, serialised(self._types({name for name, _ in members}))))
        return members

    def _tree(self, name: str) -> Element:
        """A copy of a part's tree, to be changed."""
        if name not in self._trees:
            self._trees[name] = copy.deepcopy(self._package.tree(name))
        return self._trees[name]

    def _dropped(self, owner: str) -> set[str]:
        """The ids of a part's relationships that go."""
        unwanted = set()
        for one in self._package.relationships(owner):
            missing = not one.external and one.target not in self._package
            if one.kind in (*_UNWANTED, *_OF_SLIDES) or missing:
                unwanted.add(one.key)
        return unwanted

    def _reached(self) -> list[str]:
        """The parts that relationships lead to once slides and leftovers are gone."""
        found: dict[str, None] = {}
        waiting = [""]
        while waiting:
            owner = waiting.pop()
            dropped = self._dropped(owner)
            for one in self._package.relationships(owner):
                if one.external or one.key in dropped or one.target in found:
                    continue
                found[one.target] = None
                waiting.append(one.target)
        return sorted(found)

    def _clean_presentation(self) -> None:
        package = self._package
        root = self._tree(package.main)
        root.attrib.pop("firstSlideNum", "")
        for one in list(root):
            if local_name(one) in _GONE:
                root.remove(one)
        _remove_extension(root, _SECTIONS)
        for part in package.related(package.main, "presProps"):
            for show in self._tree(part).iter(qualified("p:showPr")):
                for choice in list(show):
                    if local_name(choice) in _SHOW_CHOICE:
                        show.remove(choice)
        for part in package.related(package.main, "viewProps"):
            for outline in self._tree(part).iter(qualified("p:outlineViewPr")):
                for listed in children(outline, "p:sldLst"):
                    outline.remove(listed)

    def _unlink_slides(self, kept: Iterable[str]) -> None:
        """Removes what refers to a relationship that goes: links to slides in layouts, mostly."""
        for owner in kept:
            dropped = self._dropped(owner)
            if not dropped or not owner.endswith(".xml"):
                continue
            for one in list(self._tree(owner).iter()):
                parent = one.getparent()
                if parent is not None and one.get(_ID) in dropped:
                    parent.remove(one)

    def _remove_prompts(self) -> None:
        """Removes static texts that repeat a placeholder's prompt: they show on every slide."""
        for layout in self._template.layouts:
            for static in layout.statics:
                if not is_prompt(static, layout):
                    continue
                part = layout.master.part if static.on_master else layout.part
                for shape in list(self._tree(part).iter(qualified("p:sp"))):
                    parent, names = shape.getparent(), shape.find("{*}nvSpPr/{*}cNvPr")
                    is_holder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph") is not None
                    same = names is not None and names.get("name") == static.name
                    if parent is not None and same and not is_holder:
                        parent.remove(shape)

    def _relationships(self, owner: str) -> Element:
        root = copy.deepcopy(self._package.tree(relationships_part(owner)))
        dropped = self._dropped(owner)
        for one in list(root):
            if one.get("Id") in dropped:
                root.remove(one)
        return root

    def _types(self, names: set[str]) -> Element:
        root = copy.deepcopy(self._package.tree(TYPES_PART))
        main = f"/{self._package.main}"
        lower = {f"/{name}".casefold() for name in names}
        endings = {posixpath.splitext(name)[1].lstrip(".").casefold() for name in names}
        for one in list(root):
            name, ending = one.get("PartName"), one.get("Extension")
            if name is not None and name.casefold() == main.casefold():
                one.set("ContentType", TAKEN[0])
            gone = name is not None and name.casefold() not in lower
            unused = ending is not None and ending.casefold() not in {*endings, "xml", "rels"}
            if gone or unused:
                root.remove(one)
        return root


def _remove_extension(root: Element, uri: str) -> None:
    for listed in children(root, "p:extLst"):
        for one in list(listed):
            if one.get("uri") == uri:
                listed.remove(one)
        if len(listed) == 0:
            root.remove(listed)
