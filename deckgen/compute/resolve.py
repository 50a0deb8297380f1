"""From a metric's request to what is computed: a method per part, with its effective options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import cast

from deckgen.compute.cube import Slot
from deckgen.compute.statement import Instance, Literals, instance_of
from deckgen.model.component import GIVEN, Component
from deckgen.model.metric import (
    Borrowed,
    Catalogue,
    KeyedMethod,
    KeyedPart,
    Method,
    Metric,
    Option,
    Part,
)
from deckgen.model.request import MetricRequest


@dataclass(frozen=True)
class ResolvedPart:
    """One part of a requested metric: how it is computed, and from which slots of the cube."""

    name: str
    part: Part | KeyedPart
    label: str
    method_name: str
    method: Method | KeyedMethod
    options: Mapping[str, object]
    slots: Mapping[Component, Slot]
    source: Metric  # the metric whose part it is (differs for a borrowed part)
    supply: Mapping[str, Component] = field(default_factory=dict)

    @property
    def single(self) -> Method:
        """The method of a part that is one number. Raises ``TypeError`` for a keyed one."""
        if isinstance(self.part, KeyedPart):
            raise TypeError(f"{self.name} is split by a key")
        return cast(Method, self.method)

    @property
    def keyed(self) -> KeyedMethod:
        """The method of a part that is split by a key. Raises ``TypeError`` for another."""
        if not isinstance(self.part, KeyedPart):
            raise TypeError(f"{self.name} is not split by a key")
        return cast(KeyedMethod, self.method)


@dataclass(frozen=True)
class ResolvedMetric:
    """A requested metric with its parts in order and the name of its headline."""

    metric: Metric
    request: MetricRequest
    headline: str
    method: str
    parts: Mapping[str, ResolvedPart]

    def literals(self) -> dict[Instance, Literals]:
        """The whole-number options of every base instance the metric reads."""
        found: dict[Instance, Literals] = {}
        for resolved in self.parts.values():
            numbers = literals_of(resolved.source, resolved.options)
            for instance, _ in resolved.slots.values():
                found.setdefault(instance, numbers)
        return found


def effective_options(metric: Metric, chosen: Mapping[str, object]) -> dict[str, object]:
    """A metric's options with their defaults; what the user set wins."""
    return {option.name: chosen.get(option.name, option.default) for option in metric.options}


def literals_of(metric: Metric, options: Mapping[str, object]) -> dict[str, int]:
    """The options that SQL reads as whole numbers, scaled to the stored unit."""
    numbers: dict[str, int] = {}
    for option in metric.options:
        number = _literal(option, options[option.name])
        if number is not None:
            numbers[option.name] = number
    return numbers


def _literal(option: Option, value: object) -> int | None:
    if isinstance(value, bool):
        return int(value)
    if option.kind in {"whole", "number"} and isinstance(value, int | float | Fraction | str):
        return round(Fraction(str(value)) * option.scale)
    return None


def resolve(request: MetricRequest, catalogue: Catalogue, supplied: bool) -> ResolvedMetric:
    """Chooses the method of every part. ``supplied`` says that aggregate inputs are given for
    some period: they may need a method of their own. Raises ``KeyError`` for an unknown id."""
    metric = catalogue[request.id]
    method = request.methods.get("", metric.default)
    parts: dict[str, ResolvedPart] = {}
    for name, part in metric.parts.items():
        resolved = _resolve_part(name, part, metric, method, request, catalogue, supplied)
        if resolved is not None:
            parts[name] = resolved
    return ResolvedMetric(metric, request, metric.headline(method), method, parts)


def _resolve_part(
    name: str,
    part: Part | KeyedPart | Borrowed,
    metric: Metric,
    method: str,
    request: MetricRequest,
    catalogue: Catalogue,
    supplied: bool,
) -> ResolvedPart | None:
    if isinstance(part, Borrowed):
        source = catalogue[part.metric]
        chosen = request.methods.get(name, source.default)
        own = source.parts[part.part or source.headline(chosen)]
        if isinstance(own, Borrowed):
            raise TypeError(f"{metric.id}.{name} borrows a borrowed part")
        inner = _resolve_part(name, own, source, chosen, request, catalogue, supplied)
        if inner is None or part.label is None:
            return inner
        return replace(inner, label=part.label)
    supply = metric.counts.get(method) if supplied else None
    own_method = request.methods.get(name, method)
    lookup = supply.method if supply is not None and supply.method else own_method
    how = part.method(lookup)
    if how is None:
        return None
    options = effective_options(metric, request.options)
    slots = {
        component: (instance_of(component.base, options), component)
        for component in how.reads
        if component.base is not GIVEN
    }
    components = dict(supply.components) if supply is not None else {}
    return ResolvedPart(name, part, part.label, own_method, how, options, slots, metric, components)
