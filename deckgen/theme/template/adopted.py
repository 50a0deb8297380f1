"""Reads the ``theme.yaml`` that ``theme adopt`` wrote, and whatever a person made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, Node, ScalarNode, SequenceNode, kind_of
from deckgen.config.yamlfile import read_yaml
from deckgen.errors import did_you_mean
from deckgen.theme.style import Palette
from deckgen.theme.template.analysis import Wishes
from deckgen.theme.template.choosing import CONTENT_ROLES, Role
from deckgen.theme.template.measured import MEASURED

_CODE = "theme-104"
_KEYS = ("name", "template", MEASURED, "layouts", "content", "colours")
COLOUR_GROUPS = {
    "title": (Role.TITLE,),
    "section": (Role.SECTION,),
    "content": CONTENT_ROLES,
}
_ROLES = tuple(one.name for one in fields(Palette))
_SLOTS = ("bg1", "bg2", "tx1", "tx2", "hlink", *(f"accent{number}" for number in range(1, 7)))
_COLOUR = re.compile(rf"(?:({'|'.join(_SLOTS)})(?: +as +([0-9A-Fa-f]{{6}}))?|([0-9A-Fa-f]{{6}}))")


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adopted theme's description."""

    name: str
    template: Path
    wishes: Wishes


def read_adopted(path: Path) -> Adopted:
    """Reads and checks a description. Raises ``ConfigError`` with all that is wrong at once."""
    findings = Findings()
    root = read_yaml(path, findings)
    reader = _Reader(findings)
    reader.known(root, _KEYS, "key")
    layouts = reader.mapping(root, "layouts")
    reader.known(layouts, [role.value for role in Role], "kind of slide")
    content = reader.mapping(root, "content")
    reader.known(content, [role.value for role in CONTENT_ROLES], "kind of slide")
    colours = reader.mapping(root, "colours")
    reader.known(colours, list(COLOUR_GROUPS), "group of slides")
    adopted = Adopted(
        name=reader.text(root, "name") or path.parent.name,
        template=path.parent / (reader.text(root, "template") or "template.pptx"),
        wishes=Wishes(
            layouts={
                role: text
                for role in Role
                if (text := reader.text(layouts, role.value)) is not None
            },
            content={
                role: box
                for role in CONTENT_ROLES
                if (box := reader.shares(content, role.value)) is not None
            },
            colours={
                role: reader.colours(reader.mapping(colours, group))
                for group, roles in COLOUR_GROUPS.items()
                for role in roles
            },
            file=str(path),
        ),
    )
    findings.stop_on_errors()
    return adopted


class _Reader:
    """Takes values out of nodes; what is not as it should be becomes a finding."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def known(self, owner: MappingNode, names: list[str] | tuple[str, ...], what: str) -> None:
        for entry in owner:
            if entry.key not in names:
                hint = did_you_mean(entry.key, names)
                self._findings.error(_CODE, f"no {what} {entry.key!r}", entry.location, hint)

    def mapping(self, owner: MappingNode, key: str) -> MappingNode:
        node = owner.get(key)
        if isinstance(node, MappingNode):
            return node
        if node is not None and not (isinstance(node, ScalarNode) and node.is_empty):
            self._wrong(owner, key, "`key: value` lines", node)
        return MappingNode({}, owner.place(key), 0)

    def text(self, owner: MappingNode, key: str) -> str | None:
        node = owner.get(key)
        if node is None or (isinstance(node, ScalarNode) and node.is_empty):
            return None
        if isinstance(node, ScalarNode):
            return node.text
        self._wrong(owner, key, "a text", node)
        return None

    def shares(self, owner: MappingNode, key: str) -> tuple[float, float, float, float] | None:
        """Four numbers in percent as shares."""
        node = owner.get(key)
        if node is None:
            return None
        values = node.items if isinstance(node, SequenceNode) else ()
        numbers = [
            float(one.value) / 100
            for one in values
            if isinstance(one, ScalarNode)
            and isinstance(one.value, int | float)
            and not isinstance(one.value, bool)
        ]
        hint = "left, top, width, height in percent: [5, 22, 90, 68]"
        if len(numbers) != 4 or len(values) != 4:
            self._findings.error(_CODE, f"{key} is not four numbers", owner.place(key), hint)
            return None
        left, top, width, height = numbers
        inside = left >= 0 and top >= 0 and left + width <= 1.0001 and top + height <= 1.0001
        if not inside or width < 0.2 or height < 0.15:
            message = f"{key} does not lie on the slide, or is too small for content"
            self._findings.error(_CODE, message, owner.place(key), hint)
            return None
        return left, top, width, height

    def colours(self, owner: MappingNode) -> Mapping[str, str]:
        self.known(owner, _ROLES, "colour role")
        found = {}
        for entry in owner:
            text = self.text(owner, entry.key)
            if text is None or entry.key not in _ROLES:
                continue
            if not _COLOUR.fullmatch(text):
                message = f"{entry.key} is {text!r}, no colour"
                hint = 'like accent1, accent1 as 3D6CA3, or "3D6CA3"'
                self._findings.error(_CODE, message, entry.location, hint)
            found[entry.key] = text
        return found

    def _wrong(self, owner: MappingNode, key: str, wanted: str, node: Node) -> None:
        self._findings.error(_CODE, f"{key} is {kind_of(node)}, not {wanted}", owner.place(key))
