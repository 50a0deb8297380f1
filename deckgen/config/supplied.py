"""``supplied``: numbers computed elsewhere, by period and by part or count (metrics.md R18)."""

from __future__ import annotations

from fractions import Fraction

from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, Node, ScalarNode, SequenceNode, shown
from deckgen.config.numbers import NotANumber, parse_number
from deckgen.errors import did_you_mean
from deckgen.model.metric import Metric
from deckgen.model.period import Calendar

Given = Fraction | tuple[Fraction, ...]
"""A number, or one number per key (accounts per CSM)."""


def supplied_names(metric: Metric) -> tuple[str, ...]:
    """What may be supplied for a metric: its parts, its counts, ``value`` (headline) and ``n``."""
    counts = (name for supply in metric.counts.values() for name in supply.components)
    return tuple(dict.fromkeys([*metric.parts, *counts, "value", "n"]))


def read_supplied(
    metric: Metric, node: Node, calendar: Calendar | None, findings: Findings
) -> dict[str, dict[str, Given]]:
    """The numbers by the period's name and their own; problems go to ``findings``."""
    names = supplied_names(metric)
    example = f"for example  supplied: {{2025-Q2: {{{names[0]}: …, n: 150}}}}"
    if not isinstance(node, MappingNode):
        message = f"supplied of {metric.id} needs periods, not {shown(node)}"
        findings.error("config-160", message, node.location, example)
        return {}
    supplied: dict[str, dict[str, Given]] = {}
    for entry in node:
        period = entry.key
        if calendar is not None:
            try:
                period = calendar.parse(entry.key).name
            except ValueError as problem:
                findings.error("config-160", str(problem), entry.location, example)
                continue
        if not isinstance(entry.node, MappingNode):
            message = f"supplied of {metric.id} needs names and numbers for {entry.key}"
            findings.error("config-160", message, entry.node.location, example)
            continue
        supplied[period] = _numbers(metric, entry.node, names, findings)
    return supplied


def _numbers(
    metric: Metric, node: MappingNode, names: tuple[str, ...], findings: Findings
) -> dict[str, Given]:
    numbers: dict[str, Given] = {}
    for entry in node:
        if entry.key not in names:
            hint = did_you_mean(entry.key, names)
            message = f"{metric.id} has no part or count {entry.key!r}"
            findings.error("config-160", message, entry.location, hint)
            continue
        try:
            numbers[entry.key] = _given(entry.node)
        except NotANumber:
            message = f"{entry.key} of {metric.id} is not a number: {shown(entry.node)}"
            findings.error("config-160", message, entry.node.location, "for example 93.7%")
    return numbers


def _given(node: Node) -> Given:
    if isinstance(node, SequenceNode):
        return tuple(_number(item) for item in node.items)
    return _number(node)


def _number(node: Node) -> Fraction:
    if not isinstance(node, ScalarNode):
        raise NotANumber
    return parse_number(node.text).value
