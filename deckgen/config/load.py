"""From a configuration file to :class:`~deckgen.config.loaded.Config`, all mistakes at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from deckgen.config.findings import Findings
from deckgen.config.inputs import Block, block
from deckgen.config.loaded import Config, DeckSettings, PeriodSettings, SegmentSettings
from deckgen.config.metric_entries import MetricReader
from deckgen.config.models import Section, validate
from deckgen.config.nodes import MappingNode, ScalarNode, SequenceNode, shown
from deckgen.config.output import read_output
from deckgen.config.periods import read_period
from deckgen.config.schema import (
    PARTS,
    DataModel,
    DeckModel,
    MoneyModel,
    OutputModel,
    PeriodModel,
    SegmentsModel,
    TopModel,
)
from deckgen.config.segments import SegmentReader
from deckgen.config.source_entries import absolute, read_sources, theme_setting
from deckgen.config.table_entries import Mapped, read_tables
from deckgen.config.yamlfile import read_yaml
from deckgen.errors import Level, Location
from deckgen.model.feed import Feed, StagingRules
from deckgen.model.metric import Catalogue, Preset
from deckgen.model.period import Grain
from deckgen.model.request import MetricRequest, MoneyRules

NAME = "config.yaml"
"""The configuration in a folder that stands for it."""

_LOCALE = re.compile(r"[a-z]{2,3}([_-][A-Z][a-z]{3})?([_-]([A-Z]{2}|\d{3}))?")
_Part = TypeVar("_Part", bound=Section)


def load_config(
    path: Path,
    catalogue: Catalogue,
    presets: Mapping[str, Preset],
    environment: Mapping[str, str] = os.environ,
) -> Config:
    """Reads and checks a configuration file, or the ``config.yaml`` of a folder.

    ``catalogue`` and ``presets`` say which metrics there are; ``environment`` fills ``${NAME}`` in
    connections. Raises :class:`~deckgen.errors.ConfigError` with every mistake of the file, each
    with its place; warnings come in ``Config.warnings``.
    """
    findings = Findings()
    if path.is_dir() and (path / NAME).is_file():
        path /= NAME
    root = read_yaml(path, findings)
    loader = _Loader(path, root, findings, catalogue, presets, environment)
    config = loader.config()
    findings.stop_on_errors()
    return config


@dataclass(frozen=True, slots=True)
class _Loader:
    path: Path
    root: MappingNode
    findings: Findings
    catalogue: Catalogue
    presets: Mapping[str, Preset]
    environment: Mapping[str, str]

    def config(self) -> Config:
        """The configuration as far as it is right."""
        folder = Path(os.path.abspath(self.path)).parent
        top = self._top()
        deck = self._deck(folder)
        before = self.findings.errors
        period_model = self._part("period", PeriodModel) or PeriodModel()
        period = read_period(
            period_model, self._mapping("period"), self.root.place("period"), self.findings
        )
        calendar = period.calendar if self.findings.errors == before else None
        money = self._money()
        data = self._part("data", DataModel) or DataModel()
        before = self.findings.errors
        mapped = self._mapped(folder)
        feeds = mapped.feeds if self.findings.errors == before else None
        reader = MetricReader(self.catalogue, self.presets, calendar, self.findings)
        metrics = self._metrics(reader, top.profile)
        self._check_grain(period, metrics)
        segments = self._segments(feeds, reader, metrics, folder)
        output = read_output(
            self._part("output", OutputModel) or OutputModel(),
            self._mapping("output"),
            folder,
            bool(segments.choices),
            self.findings,
        )
        return Config(
            path=self.path,
            deck=deck,
            period=period,
            sources=mapped.sources,
            feeds=mapped.feeds,
            rules=StagingRules(
                currency=money.currency,
                revenue_unit=money.revenue_unit,
                timezone=period.timezone,
                on_duplicate=data.on_duplicate,
                rollup=data.rollup,
                derive_revenue=mapped.derive_revenue,
            ),
            money=money,
            metrics=metrics,
            segments=segments,
            output=output,
            narrative=absolute(folder, top.narrative) if top.narrative else None,
            min_closing_coverage=data.min_closing_coverage,
            definitions=top.definitions,
            profile=top.profile,
            warnings=tuple(
                issue for issue in self.findings.in_file_order if issue.level is not Level.ERROR
            ),
            places=dict(_places(self.root, "")),
        )

    def _top(self) -> TopModel:
        """The settings of the first level; the parts below it are checked one by one."""
        data = block(self.root, self.root.location)
        for part in PARTS:
            data.pop(part, None)
        return validate(TopModel, data, self.findings) or TopModel()

    def _mapping(self, key: str) -> MappingNode | None:
        """A part of the file; a list or a single value in its place is an error."""
        node = self.root.get(key)
        if node is None or isinstance(node, MappingNode):
            return node
        message = f"{key} needs `key: value` lines, not {shown(node)}"
        if not any(issue.message == message for issue in self.findings.issues):
            self.findings.error("config-112", message, node.location)
        return None

    def _part(self, key: str, model: type[_Part]) -> _Part | None:
        node = self._mapping(key)
        if node is None:
            return None
        return validate(model, block(node, self.root.place(key)), self.findings)

    def _deck(self, folder: Path) -> DeckSettings:
        node = self._mapping("deck")
        where = self.root.place("deck")
        data = block(node, where) if node is not None else Block({}, where, {})
        value = node.get("locale") if node is not None else None
        if isinstance(value, ScalarNode) and not _LOCALE.fullmatch(value.text.strip()):
            message = f"{shown(value)} is not a locale"
            self.findings.error("config-114", message, value.location, "such as en_US or de_DE")
        if node is None and self.root.get("deck") is not None:
            return DeckSettings("", "")  # not a mapping, as already said
        model = validate(DeckModel, data, self.findings)
        if model is None:
            return DeckSettings("", "")
        return DeckSettings(
            title=model.title,
            company=model.company,
            prepared_for=model.prepared_for,
            purpose=model.purpose,
            theme=theme_setting(folder, model.theme),
            charts=model.charts,
            locale=model.locale.replace("-", "_"),
        )

    def _money(self) -> MoneyRules:
        model = self._part("money", MoneyModel) or MoneyModel()
        node = self._mapping("money")
        value = node.get("currency") if node is not None else None
        currency = model.currency.upper()
        if value is not None and not re.fullmatch(r"[A-Z]{3}", currency):
            message = f"{shown(value)} is not a currency code"
            hint = "three letters, such as USD or EUR"
            self.findings.error("config-114", message, value.location, hint)
        return MoneyRules(currency, model.revenue_unit, model.fx, model.negative_revenue)

    def _mapped(self, folder: Path) -> Mapped:
        sources_node, tables_node = self._mapping("sources"), self._mapping("tables")
        declared: frozenset[str] = frozenset()
        sources = {}
        if sources_node is not None:
            declared = frozenset(sources_node.entries)
            sources = read_sources(sources_node, folder, self.environment, self.findings)
        if tables_node is None:
            return Mapped((), {}, None)
        return read_tables(tables_node, sources, declared, self.findings)

    def _metrics(self, reader: MetricReader, profile: str) -> tuple[MetricRequest, ...]:
        node = self._mapping("sections")
        before = self.findings.errors
        if node is None:
            metrics = reader.profile(profile) if self.root.get("sections") is None else ()
        else:
            metrics = reader.sections(node)
        if not metrics and self.findings.errors == before:
            where = self.root.place("sections") if node is not None else self.root.location
            hint = "sections: {retention: [net_revenue_retention]}"
            self.findings.error("config-150", "no metric is shown", where, hint)
        needs_data = any(not request.supplied for request in metrics)
        if needs_data and self.root.get("tables") is None:
            hint = "map your columns:  tables: {customers: {source: …, columns: {…}}}"
            where = self.root.place("tables")
            self.findings.error("config-111", "'tables' is missing", where, hint)
        return metrics

    def _check_grain(self, period: PeriodSettings, metrics: tuple[MetricRequest, ...]) -> None:
        if period.calendar.grain is not Grain.WEEK:
            return
        monthly = [
            request.id
            for request in metrics
            if any(name.split(".")[0] == "revenue" for name in self.catalogue[request.id].inputs)
        ]
        if monthly:
            node = self._mapping("period")
            value = node.get("grain") if node is not None else None
            where = value.location if value is not None else self.root.location
            listed = ", ".join(monthly[:3]) + (", …" if len(monthly) > 3 else "")
            message = f"weeks are too short for revenue metrics: {listed}"
            hint = "grain: month or longer, or leave these metrics out"
            self.findings.error("config-144", message, where, hint)

    def _segments(
        self,
        feeds: tuple[Feed, ...] | None,
        reader: MetricReader,
        metrics: tuple[MetricRequest, ...],
        folder: Path,
    ) -> SegmentSettings:
        node = self._mapping("segments")
        model = self._part("segments", SegmentsModel)
        if node is None or model is None:
            return SegmentSettings()
        return SegmentReader(feeds, reader, folder, self.findings).read(model, node, metrics)


def _places(node: MappingNode, prefix: str) -> Iterator[tuple[str, Location]]:
    for entry in node:
        path = f"{prefix}{entry.key}"
        yield path, entry.node.location if isinstance(entry.node, ScalarNode) else entry.location
        if isinstance(entry.node, MappingNode):
            yield from _places(entry.node, f"{path}.")
        elif isinstance(entry.node, SequenceNode):
            for number, item in enumerate(entry.node.items):
                yield f"{path}.{number}", item.location
