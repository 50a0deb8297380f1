"""What the pydantic models are fed: the YAML tree as dictionaries and lists that know their place.

Scalars stay :class:`~deckgen.config.nodes.ScalarNode`; the leaf types of ``leaves.py`` turn them
into values.
"""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.config.nodes import MappingNode, Node, ScalarNode, SequenceNode
from deckgen.errors import Location


class Block(dict[str, object]):
    """A mapping. ``location`` is the key that leads to it, ``places`` where its keys stand."""

    __slots__ = ("location", "places")

    def __init__(
        self, data: Mapping[str, object], location: Location, places: Mapping[str, Location]
    ) -> None:
        super().__init__(data)
        self.location = location
        self.places = places


class Items(list[object]):
    """A list, with the place where it begins."""

    __slots__ = ("location",)

    def __init__(self, data: list[object], location: Location) -> None:
        super().__init__(data)
        self.location = location


def model_input(node: Node, at: Location | None = None) -> object:
    """A node as input of a model; ``at`` is where its key stands."""
    if isinstance(node, ScalarNode):
        return node
    if isinstance(node, SequenceNode):
        return Items([model_input(item) for item in node.items], node.location)
    return block(node, at or node.location)


def block(node: MappingNode, at: Location) -> Block:
    """A mapping as input of a model."""
    data = {entry.key: model_input(entry.node, entry.location) for entry in node}
    return Block(data, at, {entry.key: entry.location for entry in node})


def place_of(value: object) -> Location | None:
    """Where an input stands, if it is one of ours."""
    return value.location if isinstance(value, ScalarNode | Block | Items) else None
