"""``method``: how a metric, or one of its parts, is computed."""

from __future__ import annotations

from deckgen.config.findings import Findings
from deckgen.config.nodes import Entry, MappingNode, Node, ScalarNode, shown
from deckgen.errors import did_you_mean
from deckgen.model.metric import Borrowed, Catalogue, KeyedPart, Metric, Part


def part_methods(
    metric: Metric, part: Part | KeyedPart | Borrowed, catalogue: Catalogue
) -> tuple[str, ...]:
    """The names a part's method may have."""
    if isinstance(part, Borrowed):
        lender = catalogue.get(part.metric)
        return tuple(lender.methods) if lender else ()
    internal = {"*"} | {supply.method for supply in metric.counts.values()}
    own = [name for name in part.methods if name not in internal]
    return tuple(dict.fromkeys([*own, *(metric.methods if "*" in part.methods else ())]))


def read_methods(
    metric: Metric,
    node: MappingNode,
    preset: str | None,
    catalogue: Catalogue,
    findings: Findings,
) -> dict[str, str]:
    """The chosen methods by part; the key ``""`` is the metric's own."""
    value = node.get("method")
    chosen: dict[str, str] = {"": preset} if preset else {}
    if value is None:
        return chosen
    if isinstance(value, MappingNode):
        for entry in value:
            method = _of_part(metric, entry, catalogue, findings)
            if method is not None:
                chosen[entry.key] = method
        return chosen
    method = _name(value, metric.id, tuple(metric.methods), findings)
    if method is not None and preset is not None and method != preset:
        message = f"this is {metric.id} by the method {preset!r}, not {method!r}"
        hint = f"leave the method out, or write {metric.id} with method: {method}"
        findings.error("config-152", message, value.location, hint)
    elif method is not None:
        chosen[""] = method
    return chosen


def _of_part(metric: Metric, entry: Entry, catalogue: Catalogue, findings: Findings) -> str | None:
    part = metric.parts.get(entry.key)
    if part is None:
        hint = did_you_mean(entry.key, metric.parts)
        message = f"{metric.id} has no part {entry.key!r}"
        findings.error("config-157", message, entry.location, hint)
        return None
    allowed = part_methods(metric, part, catalogue)
    return _name(entry.node, f"{metric.id}, part {entry.key}", allowed, findings)


def _name(node: Node, of: str, allowed: tuple[str, ...], findings: Findings) -> str | None:
    if isinstance(node, ScalarNode) and node.text in allowed:
        return node.text
    text = node.text if isinstance(node, ScalarNode) else ""
    findings.error(
        "config-152",
        f"{of} has no method {shown(node)}",
        node.location,
        did_you_mean(text, allowed),
    )
    return None
