"""The catalogue as ``deckgen metrics`` prints it."""

from __future__ import annotations

from textwrap import fill

from deckgen.errors import ConfigError, did_you_mean, error
from deckgen.metrics.catalogue import PRESETS, SECTIONS, catalogue
from deckgen.model.metric import Borrowed, KeyedPart, Metric

_WIDTH = 96


def listed() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and one row per metric, sections in slide order, presets last."""
    rows: list[tuple[str, ...]] = [
        (SECTIONS[metric.section], metric.id, metric.title, metric.default, metric.formula)
        for metric in catalogue().values()
    ]
    rows += [
        ("", preset.id, f"= {preset.metric}", preset.method, "") for preset in PRESETS.values()
    ]
    return ("Section", "Id", "Title", "Default method", "Formula"), rows


def described(id: str) -> str:
    """Everything about one metric. Raises ``ConfigError`` for an unknown one."""
    known = catalogue()
    if id in PRESETS:
        preset = PRESETS[id]
        head = f"{id} is {preset.metric} with method {preset.method}.\n\n"
        return head + _described(known[preset.metric])
    if id not in known:
        hint = did_you_mean(id, (*known, *PRESETS))
        raise ConfigError(error("metrics-101", f"there is no metric {id!r}", hint=hint))
    return _described(known[id])


def _described(metric: Metric) -> str:
    lines = [f"{metric.title} ({metric.id}), section {SECTIONS[metric.section]}", ""]
    lines += [_wrapped(metric.definition), "", f"formula  {metric.formula}", "", "methods"]
    for name, text in metric.methods.items():
        star = "*" if name == metric.default else " "
        lines.append(_item(f"{star} {name}", text))
    lines += ["", "parts"]
    for name, part in metric.parts.items():
        if isinstance(part, Borrowed):
            lines.append(_item(f"  {name}", f"the number of {part.metric}"))
            continue
        split = ", one per label" if isinstance(part, KeyedPart) else ""
        better = "neutral" if part.better == "neutral" else f"{part.better} is better"
        lines.append(_item(f"  {name}", f"{part.label}: {part.unit.name}{split}, {better}"))
    if metric.options:
        lines += ["", "options"]
        for option in metric.options:
            choices = f" ({' | '.join(option.choices)})" if option.choices else ""
            shown = "none" if option.default in ((), None) else option.default
            lines.append(
                _item(f"  {option.name}", f"{option.help}{choices}; default {_plain(shown)}")
            )
    if metric.counts:
        lines += ["", "may be supplied as counts"]
        for method, supply in metric.counts.items():
            lines.append(_item(f"  {method}", ", ".join(supply.components)))
    lines += ["", f"inputs   {', '.join(metric.inputs)}"]
    if metric.optional_inputs:
        lines.append(f"uses     {', '.join(metric.optional_inputs)}, where mapped")
    lines.append(f"windows  {', '.join(str(window) for window in metric.windows)}")
    lines += ["", _wrapped(f"why   {metric.prompts.why}"), _wrapped(f"next  {metric.prompts.next}")]
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH)


def _item(name: str, text: str) -> str:
    head = f"  {name}".ljust(34)
    return fill(text, _WIDTH, initial_indent=f"{head} ", subsequent_indent=" " * 35)
