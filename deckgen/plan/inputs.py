"""What a metric reads: which of it is there, and what is missing where there is no value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.model.component import Base, Component
from deckgen.model.metric import Borrowed
from deckgen.model.result import MetricResult
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import known_points
from deckgen.words.phrases import listed, number_word

_KIND = re.compile(r"\bkind = '(\w+)'")
MAPPED, MISSING, OPTIONAL = "mapped", "missing", "optional"
"""The states of an input."""


@dataclass(frozen=True, slots=True)
class Input:
    """A table or column that a metric reads: where it comes from, or that it is missing."""

    table: str
    column: str
    state: str
    found: str
    kind: str = ""  # of rows, where a table holds several kinds

    @property
    def name(self) -> str:
        """``revenue``, ``customers.fit`` or ``reasons of kind product_gap``."""
        if self.kind:
            return f"{self.table} of kind {self.kind}"
        return f"{self.table}.{self.column}" if self.column else self.table


def is_unavailable(result: MetricResult) -> bool:
    """Whether nothing can be shown: no value now, and none in any earlier period."""
    return result.value.value is None and known_points(result.value) == 0


def missing_inputs(result: MetricResult, context: DeckContext) -> list[Input]:
    """What would have to be there for a value."""
    return [one for one in inputs_of(result, context) if one.state == MISSING]


def missing_clause(missing: Sequence[Input]) -> str:
    """Why there is no value: ``two inputs are not mapped``."""
    unmapped = [one for one in missing if not one.kind]
    if not unmapped:
        return f"no {listed([one.name for one in missing])} in the data"
    noun = "input is" if len(unmapped) == 1 else "inputs are"
    return f"{number_word(len(unmapped))} {noun} not mapped"


def inputs_of(result: MetricResult, context: DeckContext) -> list[Input]:
    """Every input of a metric with its state, required ones first."""
    metric = result.metric
    required = [_input(one, context, MISSING) for one in metric.inputs]
    required += _kinds(result, context)
    return required + [_input(one, context, OPTIONAL) for one in metric.optional_inputs]


def _kinds(result: MetricResult, context: DeckContext) -> Iterator[Input]:
    """Kinds of rows that a number reads and a table that is mapped does not have."""
    kinds = [kind for base in bases_of(result) for kind in base.kinds]
    kinds += [kind for component in components_of(result) for kind in _asked(component)]
    for kind in dict.fromkeys(kinds):
        table, _, name = kind.partition(".")
        if context.staged.lacks_kind(table, name):
            yield Input(table, "kind", MISSING, "", name)


def _asked(component: Component) -> Iterator[str]:
    """The kind of rows that a component's condition asks for, of the tables that its base reads:
    answers to an NPS survey are rows of ``surveys.nps``."""
    asked = _KIND.search(component.where or "")
    if asked:
        yield from (f"{table}.{asked[1]}" for table in component.base.tables)


def _input(name: str, context: DeckContext, otherwise: str) -> Input:
    table, _, column = name.partition(".")
    staged = context.staged
    if staged.has(table, column or None):
        return Input(table, column, MAPPED, ", ".join(sources_of(table, context)))
    return Input(table, column, otherwise, "")


def sources_of(table: str, context: DeckContext) -> list[str]:
    """The names of the sources that feed a table."""
    named = (one.source for one in context.staged.accounts if one.table == table)
    return list(dict.fromkeys(named))


def bases_of(result: MetricResult) -> Iterator[Base]:
    """The bases that the numbers of a metric are computed from under its method."""
    return (component.base for component in components_of(result))


def components_of(result: MetricResult) -> Iterator[Component]:
    """The components that the numbers of a metric are computed from under its method."""
    for own in result.metric.parts.values():
        method = None if isinstance(own, Borrowed) else own.method(result.value.method)
        yield from method.reads if method is not None else ()
