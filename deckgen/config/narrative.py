"""The narrative file: what people wrote before the deck was made.

Per metric and for the ``summary``, for the company and for single segments, up to three cells:
``happened`` (added to the computed facts), ``why`` and ``next``. A cell is a text, or a mapping
with ``text``, ``owner`` and ``date`` (the day by which something is done).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from deckgen.config.findings import Findings
from deckgen.config.groups import parse_group
from deckgen.config.leaves import text_of
from deckgen.config.loaded import Config
from deckgen.config.nodes import Entry, MappingNode, Node, ScalarNode, shown
from deckgen.config.yamlfile import read_yaml
from deckgen.errors import Issue, Level, Location, did_you_mean
from deckgen.model.narrative import LONGEST, MOST_LINES, SUMMARY
from deckgen.model.request import Group

CELLS = ("happened", "why", "next")
_KEYS = ("text", "owner", "date")


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a person. ``owner`` and ``date`` say who does it, and by when."""

    text: str
    owner: str | None = None
    date: date | None = None
    place: Location | None = None


@dataclass(frozen=True, slots=True)
class Narrative:
    """Cells by group of customers (``()`` is the company), metric and cell name."""

    cells: Mapping[Group, Mapping[str, Mapping[str, Cell]]] = field(default_factory=dict)
    warnings: tuple[Issue, ...] = ()

    def for_metric(self, metric: str, group: Group = ()) -> Mapping[str, Cell]:
        """The cells of a metric in the deck of a group; a segment never gets the company's."""
        for written, metrics in self.cells.items():
            if set(written) == set(group):
                return metrics.get(metric, {})
        return {}


def metric_names(config: Config) -> dict[str, str]:
    """The names that a narrative of this configuration may use, and the metric each stands for."""
    ids = {request.id: request.id for request in config.metrics}
    return ids | {request.alias: request.id for request in config.metrics if request.alias}


def load_narrative(
    path: Path, metrics: Mapping[str, str], dimensions: tuple[str, ...] | None = None
) -> Narrative:
    """Reads a narrative file.

    ``metrics`` maps every name that may be used (ids and presets) to the id of its metric;
    ``dimensions`` are those of the segments (``None``: not checked). Raises
    :class:`~deckgen.errors.ConfigError` with every mistake of the file.
    """
    findings = Findings()
    root = read_yaml(path, findings, may_be_empty=True)
    reader = _Reader(metrics, dimensions, findings)
    cells = reader.document(root)
    findings.stop_on_errors()
    warnings = (issue for issue in findings.in_file_order if issue.level is not Level.ERROR)
    return Narrative(cells, tuple(warnings))


@dataclass(frozen=True, slots=True)
class _Reader:
    metrics: Mapping[str, str]
    dimensions: tuple[str, ...] | None
    findings: Findings

    def document(self, root: MappingNode) -> dict[Group, Mapping[str, Mapping[str, Cell]]]:
        cells: dict[Group, Mapping[str, Mapping[str, Cell]]] = {}
        for entry in root:
            if entry.key == "metrics":
                cells[()] = {**cells.get((), {}), **self._metrics(entry)}
            elif entry.key == SUMMARY:
                cells[()] = {**cells.get((), {}), SUMMARY: self._cells(entry)}
            elif entry.key == "segments":
                for segment in self._entries(entry, "for example  segment=SMB: {nps: {why: …}}"):
                    group = self._group(segment)
                    if group is not None:
                        cells[group] = self._metrics(segment, summary=True)
            else:
                hint = did_you_mean(entry.key, ("metrics", SUMMARY, "segments"))
                if entry.key in self.metrics:
                    hint = f"metrics stand below `metrics:`  metrics: {{{entry.key}: …}}"
                self.findings.error(
                    "config-180", f"unknown key {entry.key!r}", entry.location, hint
                )
        return cells

    def _group(self, entry: Entry) -> Group | None:
        try:
            group = parse_group(entry.key)
        except ValueError as problem:
            self.findings.error("config-181", str(problem), entry.location, "such as segment=SMB")
            return None
        for dimension, _ in group:
            if self.dimensions is not None and dimension not in self.dimensions:
                hint = did_you_mean(dimension, self.dimensions)
                message = f"{dimension!r} is no dimension of the segments"
                self.findings.error("config-181", message, entry.location, hint)
                return None
        return group

    def _metrics(self, parent: Entry, *, summary: bool = False) -> dict[str, Mapping[str, Cell]]:
        """The cells by metric; in a segment also those of its ``summary``."""
        found: dict[str, Mapping[str, Cell]] = {}
        for entry in self._entries(parent, "for example  nps: {why: …, next: …}"):
            if summary and entry.key == SUMMARY:
                found[SUMMARY] = self._cells(entry)
                continue
            metric = self.metrics.get(entry.key)
            if metric is None:
                hint = did_you_mean(entry.key, self.metrics)
                if entry.key == SUMMARY:
                    hint = "the summary stands beside `metrics:`, not below it"
                message = f"text for {entry.key!r}, which is not a metric of this deck"
                self.findings.error("config-182", message, entry.location, hint)
                continue
            found[metric] = self._cells(entry)
        return found

    def _cells(self, parent: Entry) -> dict[str, Cell]:
        cells = {}
        for cell in self._entries(parent, "for example  why: What caused the change."):
            if cell.key not in CELLS:
                hint = did_you_mean(cell.key, CELLS)
                message = f"unknown cell {cell.key!r}"
                self.findings.error("config-180", message, cell.location, hint)
                continue
            written = self._cell(cell)
            if written is not None:
                cells[cell.key] = written
        return cells

    def _entries(self, parent: Entry, hint: str) -> tuple[Entry, ...]:
        node = parent.node
        if isinstance(node, MappingNode):
            return tuple(node)
        if not (isinstance(node, ScalarNode) and node.is_empty):
            message = f"{parent.key} needs `key: value` lines, not {shown(node)}"
            self.findings.error("config-183", message, node.location, hint)
        return ()

    def _cell(self, entry: Entry) -> Cell | None:
        node = entry.node
        if isinstance(node, MappingNode):
            for part in node:
                if part.key not in _KEYS:
                    hint = did_you_mean(part.key, _KEYS)
                    message = f"unknown key {part.key!r}"
                    self.findings.error("config-180", message, part.location, hint)
            text = self._words(node.get("text"), "text", entry)
            if text is None:
                if node.get("text") is None:
                    message = f"{entry.key} has no text"
                    self.findings.error("config-183", message, entry.location, "text: …")
                return None
            owner = self._text(node.get("owner"), "owner")
            return Cell(text, owner, self._date(node.get("date")), entry.location)
        if isinstance(node, ScalarNode) and (node.is_empty or not node.text.strip()):
            return None
        text = self._words(node, entry.key, entry)
        return Cell(text, place=entry.location) if text else None

    def _words(self, node: Node | None, key: str, entry: Entry) -> str | None:
        """The text of a cell, on the lines that it is written on; a long one is warned of."""
        text = self._text(node, key, lines=True)
        length, lines = len(text or ""), len((text or "").splitlines())
        if length > LONGEST or lines > MOST_LINES:
            has = f"{length} characters" if length > LONGEST else f"{lines} lines"
            self.findings.warning(
                "config-184",
                f"{entry.key} has {has}: a slide shows what it has room for, its notes all of it",
                entry.location,
                f"{LONGEST} characters on {MOST_LINES} lines fit every page",
            )
        return text

    def _text(self, node: Node | None, key: str, *, lines: bool = False) -> str | None:
        if node is None:
            return None
        if isinstance(node, ScalarNode):
            written = text_of(node, self.findings)
            kept = (" ".join(line.split()) for line in written.splitlines())
            return ("\n" if lines else " ").join(line for line in kept if line)
        hint = "write one or two sentences"
        message = f"{key} needs a text, not {shown(node)}"
        self.findings.error("config-183", message, node.location, hint)
        return None

    def _date(self, node: Node | None) -> date | None:
        if node is None:
            return None
        try:
            return date.fromisoformat(node.text if isinstance(node, ScalarNode) else "")
        except ValueError:
            hint = "for example 2025-07-31"
            self.findings.error("config-183", f"{shown(node)} is not a date", node.location, hint)
            return None
