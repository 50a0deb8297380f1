"""``segments.variants``: which segments get a deck of their own.

=============================  ==================================================================
``segment``                    a deck per value
``segment x region``           a deck per combination
``region > team``              a hierarchy: a deck per region, and one per team within its region
``{region: [EMEA, AP*]}``      these values only; ``*`` and ``?`` make patterns
``region=EMEA``                the same for one segment, as the command line writes it
=============================  ==================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from deckgen.config.findings import Findings
from deckgen.config.groups import parse_group, split_levels
from deckgen.config.loaded import VariantChoice
from deckgen.config.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, shown
from deckgen.errors import Location


class ChoiceReader:
    """Reads the items of ``variants``; problems go to ``findings``. ``is_known`` tells whether a
    dimension exists, and reports it if not."""

    def __init__(
        self,
        known: tuple[str, ...],
        is_known: Callable[[str, Location], bool],
        findings: Findings,
    ) -> None:
        self.known = known
        self.is_known = is_known
        self.findings = findings

    def choices(self, items: Iterable[Node]) -> list[VariantChoice]:
        """The choices of all items, each once, in their order."""
        found: dict[tuple[object, ...], VariantChoice] = {}
        for item in items:
            for one in self._of_item(item):
                values = tuple(sorted(one.values.items()))
                found.setdefault((frozenset(one.dimensions), values), one)
        return list(found.values())

    def _of_item(self, item: Node) -> list[VariantChoice]:
        if isinstance(item, MappingNode):
            return self._listed(item)
        if not isinstance(item, ScalarNode) or not item.text.strip():
            hint = "for example  segment x region, or {region: [EMEA, APAC]}"
            message = f"variants needs dimensions or segments, not {shown(item)}"
            self.findings.error("config-161", message, item.location, hint)
            return []
        text = item.text.strip()
        if "=" in text and text not in self.known:
            return self._named(text, item)
        levels = split_levels(text, self.known)
        names = levels[-1] if levels else ()
        if not self._are_known((name, item.location) for name in names):
            return []
        if len(set(names)) < len(names):
            message = f"{shown(item)} names one dimension twice"
            self.findings.error("config-161", message, item.location)
            return []
        return [VariantChoice(level, {}, item.location) for level in levels]

    def _named(self, text: str, item: Node) -> list[VariantChoice]:
        try:
            group = parse_group(text)
        except ValueError as problem:
            hint = "for example segment=SMB, or segment=SMB, region=EMEA"
            self.findings.error("config-161", str(problem), item.location, hint)
            return []
        if not self._are_known((name, item.location) for name, _ in group):
            return []
        values = {name: (value,) for name, value in group}
        return [VariantChoice(tuple(values), values, item.location)]

    def _listed(self, item: MappingNode) -> list[VariantChoice]:
        values: dict[str, tuple[str | None, ...]] = {}
        sound = bool(item.entries)
        for entry in item:
            texts = values_of(entry)
            if texts is None or not texts:
                message = f"{entry.key} needs one value or a list, not {shown(entry.node)}"
                self.findings.error("config-161", message, entry.node.location)
                sound = False
            else:
                values[entry.key] = tuple(text.strip() or None for text in texts)
            sound = self.is_known(entry.key, entry.location) and sound
        return [VariantChoice(tuple(values), values, item.location)] if sound else []

    def _are_known(self, names: Iterable[tuple[str, Location]]) -> bool:
        checked = [self.is_known(name, where) for name, where in names]  # every one is reported
        return all(checked)


def values_of(entry: Entry) -> list[str] | None:
    """The texts of one value or a list of them; ``None`` for anything else."""
    nodes = entry.node.items if isinstance(entry.node, SequenceNode) else (entry.node,)
    texts = [node.text for node in nodes if isinstance(node, ScalarNode)]
    return texts if len(texts) == len(nodes) else None
