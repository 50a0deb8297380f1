"""``segments``: cuts and variants, checked against the dimensions that the mapping provides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from deckgen.config.findings import Findings
from deckgen.config.groups import parse_group
from deckgen.config.loaded import SegmentOverride, SegmentSettings, VariantChoice
from deckgen.config.metric_entries import MetricReader
from deckgen.config.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, shown
from deckgen.config.schema import SegmentsModel
from deckgen.config.source_entries import absolute, theme_setting
from deckgen.config.targets import TargetReader
from deckgen.config.variants import ChoiceReader, values_of
from deckgen.errors import Location, did_you_mean
from deckgen.model.feed import Feed
from deckgen.model.request import Group, MetricRequest, Target
from deckgen.model.table import CUSTOMERS, REVENUE, TABLES

_NOT_GROUPS = {"customer_id", "name", "parent_id", "currency", "reference_kinds"}


def dimensions(feeds: Iterable[Feed]) -> tuple[tuple[str, ...], bool]:
    """What customers can be grouped by: text columns of customers and of the revenue rows, and
    what memberships name. The flag says that memberships take names from the data, too."""
    found: dict[str, None] = {}
    from_data = False
    for feed in feeds:
        if feed.table in {CUSTOMERS.name, REVENUE.name}:
            found |= dict.fromkeys(_text_columns(feed))
        elif feed.table == "memberships":
            named = feed.set.get("dimension")
            if isinstance(named, str):
                found[named] = None
            from_data = from_data or "dimension" in feed.columns
    return tuple(found), from_data


def _text_columns(feed: Feed) -> Iterable[str]:
    table = TABLES[feed.table]
    for name in (*feed.columns, *feed.set):
        column = table.column(name)
        if name not in _NOT_GROUPS and (column is None or column.type.is_text):
            yield name


class SegmentReader:
    """Reads ``segments``; problems go to ``findings``. ``feeds`` is ``None`` while the mapping is
    wrong: names are then not checked."""

    def __init__(
        self,
        feeds: tuple[Feed, ...] | None,
        metrics: MetricReader,
        folder: Path,
        findings: Findings,
    ) -> None:
        self.folder = folder
        self.known, self.open = dimensions(feeds or ())
        self.open = self.open or feeds is None
        self.metrics = metrics
        self.findings = findings

    def read(
        self, model: SegmentsModel, node: MappingNode, requests: tuple[MetricRequest, ...]
    ) -> SegmentSettings:
        """The settings; variants are each of ``by`` unless given."""
        by = tuple(dict.fromkeys(model.by))
        self._check(zip(model.by, _items(node.get("by")), strict=False))
        choices = [VariantChoice((one,)) for one in by]
        if model.variants is not None:
            reader = ChoiceReader(self.known, self._known, self.findings)
            choices = reader.choices(_items(node.get("variants")))
        return SegmentSettings(
            by=by,
            choices=tuple(choices),
            exclude=self._excluded(node.get("exclude")),
            overrides=self._overrides(model, node.get("overrides"), requests),
            min_customers=model.min_customers,
            small_segments=model.small_segments,
            compare_to_company=model.compare_to_company,
        )

    def _check(self, names: Iterable[tuple[str, Node]]) -> None:
        for name, item in names:
            self._known(name, item.location)

    def _known(self, name: str, where: Location) -> bool:
        if name in self.known or self.open:
            return True
        hint = did_you_mean(name, self.known)
        if not self.known:
            hint = f"map it:  tables.customers.columns.{name}: the name of your column"
        message = f"{name!r} is no dimension of your customers"
        self.findings.error("config-161", message, where, hint)
        return False

    def _excluded(self, node: Node | None) -> tuple[Group, ...]:
        groups: list[Group] = []
        for item in _items(node):
            if not isinstance(item, MappingNode):
                continue  # reported by the model
            found: list[Group] = [()]
            for entry in item:
                self._known(entry.key, entry.location)
                values = values_of(entry)
                if values is None:
                    message = f"exclude needs one value or a list, not {shown(entry.node)}"
                    self.findings.error("config-161", message, entry.node.location)
                    continue
                found = [(*group, (entry.key, value)) for group in found for value in values]
            groups += [group for group in found if group]
        return tuple(groups)

    def _overrides(
        self, model: SegmentsModel, node: Node | None, requests: tuple[MetricRequest, ...]
    ) -> tuple[SegmentOverride, ...]:
        if not isinstance(node, MappingNode):
            return ()
        overrides: list[SegmentOverride] = []
        for entry in node:
            group = self.group(entry)
            override = model.overrides.get(entry.key)
            if group is None or override is None:
                continue
            below = entry.node if isinstance(entry.node, MappingNode) else None
            overrides.append(
                SegmentOverride(
                    group,
                    override.title,
                    override.prepared_for,
                    self._targets(below.get("targets") if below else None, requests),
                    absolute(self.folder, override.narrative) if override.narrative else None,
                    self._left_out(below.get("leave_out") if below else None, requests),
                    theme_setting(self.folder, override.theme) if override.theme else None,
                    entry.location,
                )
            )
        return tuple(overrides)

    def _left_out(self, node: Node | None, requests: tuple[MetricRequest, ...]) -> tuple[str, ...]:
        """The metrics without a slide; one that has none anyhow is an error, as is leaving out
        all of them."""
        names = {request.id: request.id for request in requests}
        names |= {request.alias: request.id for request in requests if request.alias}
        found: dict[str, None] = {}
        for item in _items(node):
            text = item.text if isinstance(item, ScalarNode) else ""
            if text in names:
                found[names[text]] = None
            else:
                message = f"{shown(item)} is no metric of this deck"
                self.findings.error("config-162", message, item.location, did_you_mean(text, names))
        if node is not None and found and len(found) == len({*names.values()}):
            self.findings.error("config-162", "every metric is left out", node.location)
        return tuple(found)

    def group(self, entry: Entry) -> Group | None:
        """The group that a key names."""
        try:
            group = parse_group(entry.key)
        except ValueError as problem:
            hint = "for example segment=SMB, or segment=SMB, region=EMEA"
            self.findings.error("config-161", str(problem), entry.location, hint)
            return None
        checked = [self._known(dimension, entry.location) for dimension, _ in group]
        return group if all(checked) else None

    def _targets(
        self, node: Node | None, requests: tuple[MetricRequest, ...]
    ) -> Mapping[str, Mapping[str, Target]]:
        if not isinstance(node, MappingNode):
            return {}
        reader = TargetReader(self.metrics.catalogue, self.metrics.calendar, self.findings)
        found: dict[str, Mapping[str, Target]] = {}
        for entry in node:
            named = self.metrics.metric(entry.key, entry.location)
            if named is None:
                continue
            metric = named[0]
            request = next((one for one in requests if one.id == metric.id), None)
            method = request.methods.get("", metric.default) if request else metric.default
            options = request.options if request else {}
            found[metric.id] = reader.targets(metric, method, options, entry.node)
        return found


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()
