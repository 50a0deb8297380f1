"""``target`` and ``benchmark`` of a metric, exact and in the unit of the part they are for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, Node, ScalarNode, shown
from deckgen.config.numbers import NotANumber, Number, parse_band, parse_number
from deckgen.errors import did_you_mean
from deckgen.model.metric import Borrowed, Catalogue, KeyedPart, Metric, Part
from deckgen.model.period import Calendar, Window
from deckgen.model.request import Benchmark, Target
from deckgen.model.unit import Unit

_TARGET_KEYS = ("value", "tolerance", "set")
_BENCHMARK_KEYS = ("value", "window", "source", "label")
_PERIOD = re.compile(r"(FY)?\d{4}(-?[QqHh][1-4]|-[Ww]?\d{1,2}(-\d{1,2})?)?")


class _Wrong(ValueError):
    """A number that does not fit its unit; carries a cause and a hint."""

    def __init__(self, cause: str, hint: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.hint = hint


@dataclass(frozen=True, slots=True)
class TargetReader:
    """Reads targets of parts; problems go to ``findings``."""

    catalogue: Catalogue
    calendar: Calendar | None
    findings: Findings

    def targets(
        self, metric: Metric, method: str, options: Mapping[str, object], node: Node | None
    ) -> dict[str, Target]:
        """Targets by part; the key ``""`` is the headline, whichever part that is."""
        if node is None:
            return {}
        headline = metric.headline(method)
        if not isinstance(node, MappingNode) or set(node.entries) & set(_TARGET_KEYS) - set(
            metric.parts
        ):
            target = self._target(metric, headline, method, options, node)
            return {"": target} if target else {}
        if "value" in node.entries and set(node.entries) <= set(_TARGET_KEYS):
            # {value: 90%} where the headline is called `value`: both readings mean the same
            target = self._target(metric, headline, method, options, node)
            return {"": target} if target else {}
        targets: dict[str, Target] = {}
        for entry in node:
            if entry.key not in metric.parts:
                hint = did_you_mean(entry.key, metric.parts)
                message = f"target for {entry.key!r}, which is no part of {metric.id}"
                self.findings.error("config-157", message, entry.location, hint)
                continue
            target = self._target(metric, entry.key, method, options, entry.node)
            if target is not None:
                targets[entry.key] = target
        return targets

    def benchmark(
        self, metric: Metric, method: str, options: Mapping[str, object], node: Node | None
    ) -> Benchmark | None:
        """The benchmark of the headline; its source is required, since it is always printed."""
        if node is None:
            return None
        example = '{value: 101%, window: trailing_12m, source: "Survey 2025"}'
        if not isinstance(node, MappingNode):
            message = f"benchmark of {metric.id} needs a value and a source"
            self.findings.error("config-158", message, node.location, f"for example  {example}")
            return None
        self._known(node, _BENCHMARK_KEYS, f"the benchmark of {metric.id}")
        value, source = node.get("value"), node.get("source")
        if value is None or source is None or not isinstance(source, ScalarNode):
            lacking = "value" if value is None else "source"
            message = f"benchmark of {metric.id} lacks its {lacking}"
            self.findings.error("config-158", message, node.location, f"for example  {example}")
            return None
        unit = self._unit(metric, metric.headline(method), method, options)
        number = self._number(value, unit, f"benchmark of {metric.id}", "config-158")
        window, label = node.get("window"), node.get("label")
        chosen = Window.PERIOD
        if window is not None:
            known = [one.value for one in Window]
            if isinstance(window, ScalarNode) and window.text in known:
                chosen = Window(window.text)
            else:
                message = f"window cannot be {shown(window)}"
                hint = f"allowed: {', '.join(known)}"
                self.findings.error("config-153", message, window.location, hint)
        if number is None:
            return None
        text = label.text if isinstance(label, ScalarNode) else None
        return Benchmark(number, source.text, chosen, text)

    def _target(
        self,
        metric: Metric,
        part: str,
        method: str,
        options: Mapping[str, object],
        node: Node,
    ) -> Target | None:
        of = f"target for {metric.id}" + (
            "" if part == metric.headline(method) else f", part {part}"
        )
        unit = self._unit(metric, part, method, options)
        value: Node | None = node
        tolerance = agreed = None
        if isinstance(node, MappingNode):
            self._known(node, _TARGET_KEYS, f"the {of}")
            value, tolerance, agreed = node.get("value"), node.get("tolerance"), node.get("set")
        if value is None:
            message = f"{of} has no value"
            self.findings.error("config-156", message, node.location, _example(unit))
            return None
        ends = self._ends(value, unit, of)
        if ends is None:
            return None
        if ends[0] == ends[1] and self._better(metric, part) == "neutral":
            message = f"{of} says no status: neither more nor less of it is better"
            self.findings.warning("config-159", message, value.location, "give a band: 20..35")
        return Target(
            ends[0], ends[1], self._tolerance(tolerance, ends[1], unit, of), self._set(agreed)
        )

    def _ends(self, node: Node, unit: Unit | None, of: str) -> tuple[Fraction, Fraction] | None:
        text = node.text if isinstance(node, ScalarNode) else ""
        try:
            band = parse_band(text)
        except NotANumber:
            band = None
            text = ""
        if band is None:
            value = self._number(node, unit, of, "config-156")
            return (value, value) if value is not None else None
        try:
            low, high = (_in_unit(end, unit) for end in band)
        except _Wrong as wrong:
            self.findings.error("config-156", f"{of} {wrong.cause}", node.location, wrong.hint)
            return None
        if low > high:
            message = f"{of}: the band {shown(node)} ends below its beginning"
            hint = "write the smaller number first"
            self.findings.error("config-156", message, node.location, hint)
            return None
        return low, high

    def _number(self, node: Node, unit: Unit | None, of: str, code: str) -> Fraction | None:
        try:
            if not isinstance(node, ScalarNode):
                raise NotANumber
            return _in_unit(parse_number(node.text), unit)
        except NotANumber:
            message = f"{of} is not a number: {shown(node)}"
            self.findings.error(code, message, node.location, _example(unit))
        except _Wrong as wrong:
            self.findings.error(code, f"{of} {wrong.cause}", node.location, wrong.hint)
        return None

    def _tolerance(
        self, node: Node | None, value: Fraction, unit: Unit | None, of: str
    ) -> Fraction | None:
        if node is None:
            return None
        example = "1pp" if unit is not None and unit.is_share else "5%"
        try:
            if not isinstance(node, ScalarNode):
                raise NotANumber
            number = parse_number(node.text)
        except NotANumber:
            message = f"tolerance of the {of} is not a number: {shown(node)}"
            self.findings.error("config-156", message, node.location, f"for example {example}")
            return None
        share = unit is not None and unit.is_share
        if share:
            fits = number.suffix == "pp" or (number.suffix == "" and number.value < 1)
        else:
            fits = number.suffix != "pp"
        if number.value < 0 or not fits:
            hint = f"write it like {example}" + (" (percentage points)" if share else "")
            message = f"tolerance of the {of} cannot be {shown(node)}"
            self.findings.error("config-156", message, node.location, hint)
            return None
        return number.value * abs(value) if number.suffix == "%" else number.value

    def _set(self, node: Node | None) -> str | None:
        if node is None:
            return None
        text = node.text.strip() if isinstance(node, ScalarNode) else ""
        if _PERIOD.fullmatch(text) or (self.calendar and self._listed(text)):
            return text
        message = f"`set` is not a period: {shown(node)}"
        self.findings.error("config-156", message, node.location, "for example  set: 2025-Q1")
        return None

    def _listed(self, text: str) -> bool:
        periods = self.calendar.explicit if self.calendar else ()
        return any(period.name.lower() == text.lower() for period in periods)

    def _known(self, node: MappingNode, keys: tuple[str, ...], of: str) -> None:
        for entry in node:
            if entry.key not in keys:
                hint = did_you_mean(entry.key, keys)
                message = f"unknown key {entry.key!r} in {of}"
                self.findings.error("config-110", message, entry.location, hint)

    def _part(self, metric: Metric, name: str) -> tuple[Part | KeyedPart | None, Metric]:
        part = metric.parts[name]
        if not isinstance(part, Borrowed):
            return part, metric
        lender = self.catalogue.get(part.metric)
        if lender is None:
            return None, metric
        lent = lender.parts.get(part.part or lender.headline(lender.default))
        return (None if isinstance(lent, Borrowed) else lent), lender

    def _unit(
        self, metric: Metric, name: str, method: str, options: Mapping[str, object]
    ) -> Unit | None:
        part, owner = self._part(metric, name)
        if isinstance(part, Part):
            return part.unit_under(method if owner is metric else owner.default, options)
        return part.unit if part is not None else None

    def _better(self, metric: Metric, name: str) -> str | None:
        part, _ = self._part(metric, name)
        return part.better if part is not None else None


def _in_unit(number: Number, unit: Unit | None) -> Fraction:
    """The number as a value of the unit; ``_Wrong`` when it is written as something else."""
    if number.suffix == "pp":
        raise _Wrong("is in percentage points", "pp is for a tolerance; write the value itself")
    if unit is None:
        return number.value
    if unit.is_share:
        if number.money:
            raise _Wrong("is an amount, but the value is a percentage", _example(unit))
        if number.suffix != "%" and abs(number.value) >= 1:
            shown_value = _plain(number.value)
            raise _Wrong("lacks its percent sign", f"write {shown_value}%")
        return number.value
    if number.suffix == "%":
        raise _Wrong("is a percentage, but the value is not", _example(unit))
    return number.value


def _plain(value: Fraction) -> str:
    text = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return text


def _example(unit: Unit | None) -> str:
    if unit is not None and unit.is_share:
        return "for example 97.5%, or a band: 90%..95%"
    if unit is not None and unit.is_money:
        return "for example $2.5M or 2500000"
    return "for example 36, or a band: 20..35"
