"""``options`` of a metric, each checked by its kind. Values stay as the user means them: an
option's ``scale`` is applied where the option is used."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, Node, ScalarNode, SequenceNode, shown
from deckgen.config.numbers import NotANumber, parse_number
from deckgen.errors import did_you_mean
from deckgen.model.metric import Metric, Option


class Unfit(ValueError):
    """An option's value is not what its kind asks for; the text says what is wanted."""


def read_options(metric: Metric, node: Node | None, findings: Findings) -> dict[str, object]:
    """The options the user set: whole numbers as ``int``, other numbers as ``Fraction``, lists as
    tuples, mappings with ``Fraction`` values."""
    if node is None:
        return {}
    names = [option.name for option in metric.options]
    if not isinstance(node, MappingNode):
        hint = f"options of {metric.id}: {', '.join(names)}" if names else None
        message = f"options need `key: value` lines, not {shown(node)}"
        findings.error("config-112", message, node.location, hint)
        return {}
    options: dict[str, object] = {}
    for entry in node:
        option = metric.option(entry.key)
        if option is None:
            hint = did_you_mean(entry.key, names) or "it has no options"
            message = f"{metric.id} has no option {entry.key!r}"
            findings.error("config-154", message, entry.location, hint)
            continue
        try:
            options[entry.key] = _KINDS[option.kind](option, entry.node)
        except Unfit as wanted:
            message = f"option {option.name} of {metric.id} cannot be {shown(entry.node)}"
            findings.error("config-155", message, entry.node.location, str(wanted))
    return options


def _text(node: Node, wanted: str) -> str:
    if not isinstance(node, ScalarNode) or node.is_empty or not node.text.strip():
        raise Unfit(wanted)
    return node.text


def _fraction(node: Node, wanted: str) -> Fraction:
    try:
        return parse_number(_text(node, wanted)).value
    except NotANumber:
        raise Unfit(wanted) from None


def _whole(option: Option, node: Node) -> int:
    wanted = f"a whole number, such as {option.default}"
    value = _fraction(node, wanted)
    if value.denominator != 1 or value < 0:
        raise Unfit(wanted)
    return int(value)


def _number(option: Option, node: Node) -> Fraction:
    value = _fraction(node, f"a number, such as {option.default}")
    if option.scale > 1 and (value * option.scale).denominator != 1:
        raise Unfit(f"at most {len(str(option.scale)) - 1} decimals")
    return value


def _flag(option: Option, node: Node) -> bool:
    if not isinstance(node, ScalarNode) or not isinstance(node.value, bool):
        raise Unfit("true or false")
    return node.value


def _choice(option: Option, node: Node) -> str:
    wanted = f"one of {', '.join(option.choices)}"
    text = _text(node, wanted)
    if text in option.choices:
        return text
    close = did_you_mean(text, option.choices)
    raise Unfit(close if close and close.startswith("did") else wanted)


def _one_text(option: Option, node: Node) -> str:
    return _text(node, "a text")


def _texts(option: Option, node: Node) -> tuple[str, ...]:
    wanted = "a list of texts" + (f" out of {', '.join(option.choices)}" if option.choices else "")
    nodes = node.items if isinstance(node, SequenceNode) else (node,)
    texts = tuple(_text(one, wanted) for one in nodes)
    if option.choices and not set(texts) <= set(option.choices):
        strange = next(text for text in texts if text not in option.choices)
        close = did_you_mean(strange, option.choices)
        raise Unfit(close if close and close.startswith("did") else wanted)
    return texts


def _scale_cuts(option: Option, node: Node) -> dict[Fraction, Fraction]:
    wanted = "numbers by numbers, such as {5: 4, 10: 9}"
    if not isinstance(node, MappingNode):
        raise Unfit(wanted)
    try:
        return {parse_number(entry.key).value: _fraction(entry.node, wanted) for entry in node}
    except NotANumber:
        raise Unfit(wanted) from None


def _weights(option: Option, node: Node) -> dict[str, Fraction]:
    wanted = "numbers by name, such as {support: 2, onboarding: 1}"
    if not isinstance(node, MappingNode):
        raise Unfit(wanted)
    weights = {entry.key: _fraction(entry.node, wanted) for entry in node}
    if any(weight < 0 for weight in weights.values()) or sum(weights.values()) <= 0:
        raise Unfit("weights of 0 or more, not all 0")
    return weights


_KINDS: dict[str, Callable[[Option, Node], object]] = {
    "whole": _whole,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "text": _one_text,
    "texts": _texts,
    "scale_cuts": _scale_cuts,
    "weights": _weights,
}
