"""A YAML document as a tree that remembers where everything stands.

Keys are always the text as written (``NO`` stays ``NO``), and a scalar keeps its text beside the
value YAML gives it, so that ``1.10`` is 11/10 and not a binary float.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckgen.errors import Location

ScalarValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One value. ``plain`` says that it stands without quotes."""

    value: ScalarValue
    text: str
    plain: bool
    location: Location
    size: int = 1

    @property
    def is_empty(self) -> bool:
        """No value at all: ``key:``, ``~`` or ``null``."""
        return self.value is None

    @property
    def is_disguised_text(self) -> bool:
        """A word such as ``NO`` or ``off`` that YAML 1.1 reads as false although it may be text."""
        return self.plain and isinstance(self.value, bool) and self.text not in {"true", "false"}


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    location: Location
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value`` of a mapping; ``location`` is the key's."""

    key: str
    node: Node
    location: Location


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values in the order they are written (merged ones last)."""

    entries: Mapping[str, Entry]
    location: Location
    size: int

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def get(self, key: str) -> Node | None:
        """The value of a key; ``None`` when it is absent or empty."""
        entry = self.entries.get(key)
        if entry is None or (isinstance(entry.node, ScalarNode) and entry.node.is_empty):
            return None
        return entry.node

    def place(self, key: str) -> Location:
        """Where a key stands, else where the mapping starts."""
        entry = self.entries.get(key)
        return entry.location if entry else self.location


Node = ScalarNode | SequenceNode | MappingNode


def kind_of(node: Node) -> str:
    """What a node is, in a word for messages."""
    if isinstance(node, MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, SequenceNode) else "a single value"


def shown(node: Node) -> str:
    """A value for a message: short, on one line, in quotes."""
    if not isinstance(node, ScalarNode):
        return kind_of(node)
    text = " ".join(node.text.split())
    return repr(text if len(text) <= 60 else f"{text[:57]}…")
