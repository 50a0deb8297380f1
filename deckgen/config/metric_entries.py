"""``sections``: the metrics to show, each with its method, options, target and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckgen.config.findings import Findings
from deckgen.config.leaves import text_of
from deckgen.config.methods import read_methods
from deckgen.config.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, shown
from deckgen.config.options import read_options
from deckgen.config.profiles import profile_metrics
from deckgen.config.supplied import Given, read_supplied
from deckgen.config.targets import TargetReader
from deckgen.errors import Location, did_you_mean
from deckgen.model.metric import Catalogue, Metric, Preset
from deckgen.model.period import Calendar, Window
from deckgen.model.request import MetricRequest

KEYS = (
    "method",
    "window",
    "options",
    "target",
    "benchmark",
    "owner",
    "supplied",
    "rounding",
)
"""What can be said about a metric."""

ROUNDINGS = ("half_up", "floor")


@dataclass(frozen=True, slots=True)
class MetricReader:
    """Reads metric entries against a catalogue. ``calendar`` is ``None`` while it is wrong."""

    catalogue: Catalogue
    presets: Mapping[str, Preset]
    calendar: Calendar | None
    findings: Findings

    def sections(self, node: MappingNode) -> tuple[MetricRequest, ...]:
        """The metrics of ``sections`` in slide order."""
        known = dict.fromkeys(metric.section for metric in self.catalogue.values())
        requests: dict[str, MetricRequest] = {}
        for entry in node:
            if entry.key not in known:
                message = f"there is no section {entry.key!r}"
                hint = did_you_mean(entry.key, known)
                self.findings.error("config-150", message, entry.location, hint)
                continue
            for item in self._items(entry):
                request = self._entry(item, entry.key)
                if request is None:
                    continue
                first = requests.setdefault(request.id, request)
                if first is not request:
                    line = first.place.line if first.place else None
                    message = f"{request.id} is shown twice, first on line {line}"
                    hint = f"a metric has one slide; the first one stands at {first.place}"
                    self.findings.error("config-151", message, request.place, hint)
        return tuple(requests.values())

    def profile(self, name: str) -> tuple[MetricRequest, ...]:
        """The metrics of a profile, with all defaults."""
        ids = profile_metrics(name, self.catalogue)
        return tuple(MetricRequest(id, section=self.catalogue[id].section) for id in ids)

    def _items(self, entry: Entry) -> Iterator[Node]:
        node = entry.node
        if isinstance(node, SequenceNode):
            yield from node.items
        elif not (isinstance(node, ScalarNode) and node.is_empty):
            self.findings.error(
                "config-112",
                f"section {entry.key!r} needs a list of metrics, not {shown(node)}",
                node.location,
                "begin each metric with a dash:  - net_revenue_retention",
            )

    def _entry(self, item: Node, section: str) -> MetricRequest | None:
        if isinstance(item, ScalarNode) and not item.is_empty:
            return self._request(item.text, item.location, None, section)
        if not isinstance(item, MappingNode) or not item.entries:
            hint = "for example  - nps: {target: 36}"
            message = f"needs a metric's name, not {shown(item)}"
            self.findings.error("config-112", message, item.location, hint)
            return None
        name, *more = item
        if more:
            self.findings.error(
                "config-112",
                f"{more[0].key!r} stands beside {name.key!r}, not below it",
                more[0].location,
                f"indent the settings of {name.key} by two more spaces; one metric per dash",
            )
            return None
        if isinstance(name.node, MappingNode):
            return self._request(name.key, name.location, name.node, section)
        if isinstance(name.node, ScalarNode) and name.node.is_empty:
            return self._request(name.key, name.location, None, section)
        hint = f"for example  - {name.key}: {{target: …}}"
        message = f"{name.key} needs settings such as method or target, not {shown(name.node)}"
        self.findings.error("config-112", message, name.node.location, hint)
        return None

    def metric(self, name: str, where: Location) -> tuple[Metric, str | None] | None:
        """The metric of a name and, for a preset, its method; an error when there is none."""
        if name in self.catalogue:
            return self.catalogue[name], None
        preset = self.presets.get(name)
        if preset is not None and preset.metric in self.catalogue:
            return self.catalogue[preset.metric], preset.method
        borrowed = self._part_called(name)
        hint = borrowed or did_you_mean(name, [*self.catalogue, *self.presets])
        self.findings.error("config-150", f"there is no metric {name!r}", where, hint)
        return None

    def _part_called(self, name: str) -> str | None:
        for metric in self.catalogue.values():
            if name in metric.parts:
                return f"{name!r} is a part of {metric.id}"
        return None

    def _request(
        self, name: str, where: Location, node: MappingNode | None, section: str
    ) -> MetricRequest | None:
        found = self.metric(name, where)
        if found is None:
            return None
        metric, preset = found
        alias = name if preset is not None else None
        if node is None:
            methods = {"": preset} if preset else {}
            return MetricRequest(
                metric.id, methods=methods, section=section, place=where, alias=alias
            )
        for entry in node:
            if entry.key not in KEYS:
                message = f"unknown key {entry.key!r} of {name}"
                hint = did_you_mean(entry.key, KEYS)
                if metric.option(entry.key):
                    hint = f"it is an option:  options: {{{entry.key}: …}}"
                self.findings.error("config-110", message, entry.location, hint)
        methods = read_methods(metric, node, preset, self.catalogue, self.findings)
        options = read_options(metric, node.get("options"), self.findings)
        method = methods.get("", metric.default)
        targets = TargetReader(self.catalogue, self.calendar, self.findings)
        return MetricRequest(
            id=metric.id,
            methods=methods,
            window=self._window(metric, node),
            options=options,
            targets=targets.targets(metric, method, options, node.get("target")),
            benchmark=targets.benchmark(metric, method, options, node.get("benchmark")),
            owner=self._text(node, "owner"),
            supplied=self._supplied(metric, node),
            rounding=self._word(node, "rounding", ROUNDINGS) or "half_up",
            section=section,
            place=where,
            alias=alias,
        )

    def _window(self, metric: Metric, node: MappingNode) -> Window:
        known = [window.value for window in metric.windows]
        word = self._word(node, "window", known, "config-153", f" of {metric.id}")
        return Window(word) if word else metric.windows[0]

    def _word(
        self,
        node: MappingNode,
        key: str,
        allowed: tuple[str, ...] | list[str],
        code: str = "config-113",
        of: str = "",
    ) -> str | None:
        value = node.get(key)
        if value is None:
            return None
        if isinstance(value, ScalarNode) and value.text in allowed:
            return value.text
        text = value.text if isinstance(value, ScalarNode) else ""
        close = did_you_mean(text, allowed)
        hint = close if close and close.startswith("did") else f"allowed: {', '.join(allowed)}"
        self.findings.error(code, f"{key}{of} cannot be {shown(value)}", value.location, hint)
        return None

    def _text(self, node: MappingNode, key: str) -> str | None:
        value = node.get(key)
        if value is None:
            return None
        if isinstance(value, ScalarNode):
            return text_of(value, self.findings)
        message = f"{key} needs a text, not {shown(value)}"
        self.findings.error("config-112", message, value.location)
        return None

    def _supplied(self, metric: Metric, node: MappingNode) -> Mapping[str, Mapping[str, Given]]:
        value = node.get("supplied")
        if value is None:
            return {}
        return read_supplied(metric, value, self.calendar, self.findings)
