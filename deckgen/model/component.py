"""The component model (components.md): base relations, additive integer components, their totals.

A *base* is a relation with one row per (span, thing); a *component* adds an integer expression
over its rows. Engines only ever add; everything that divides happens in a ``finish`` that reads
:class:`Totals`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from deckgen.model.period import Span
from deckgen.model.quality import Staged


class At(StrEnum):
    """Which value of a dimension counts where it changes over time (R14). Not a setting."""

    OPENING = "opening"  # cohorts and events
    CLOSING = "closing"  # stocks


class Kind(StrEnum):
    """What a component's integer stands for, and so how it becomes a number people read."""

    COUNT = "count"
    RECURRING = "recurring"  # recurring revenue, in stored minor units of the reporting currency
    ANNUAL = "annual"  # contract values, in minor units; always per year
    SCORE = "score"  # hundredths


class Need(StrEnum):
    """A snapshot of the revenue table without which a component means nothing (R10)."""

    OPENING = "opening"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a base relation is written for: the spans, the options, and what the user has."""

    spans: tuple[Span, ...]
    staged: Staged
    options: Mapping[str, object] = field(default_factory=dict)
    converted: bool = False  # money is multiplied by rates in millionths (several currencies)
    negative: bool = False  # revenue holds amounts below zero
    floor_negative: bool = True
    floating: bool = False  # fx: floating

    def integer(self, option: str) -> int:
        """A whole-number option."""
        value = self.options[option]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"option {option!r} is not a whole number: {value!r}")
        return value

    def flag(self, option: str) -> bool:
        """A yes/no option."""
        return bool(self.options[option])

    def texts(self, option: str) -> tuple[str, ...]:
        """An option that lists texts."""
        value = self.options[option]
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise TypeError(f"option {option!r} is not a list: {value!r}")
        return tuple(str(item) for item in value)


@dataclass(frozen=True, slots=True)
class Base:
    """A named relation. ``relation`` writes a SELECT in the portable subset with the columns
    ``span``, ``customer_id`` (unless ``customer`` is false) and the base's own.

    The SELECT may read the canonical tables, ``spans``, ``months``, ``days`` and the relations of
    ``uses`` by name. ``options`` are the metric options that ``relation`` looks at; one that is a
    number is written ``:name`` in the SELECT.

    ``tables`` are the canonical tables without which there is nothing to say: where the user has
    not mapped one, or its rows contradict each other, readings get their code without further
    ado. A table that is read but not listed is empty where it is not mapped, and the finish
    decides what that means (:mod:`deckgen.metrics.further_tables` helps).

    A ``light`` base only looks at columns that the computation has prepared: statements write it
    out again rather than keep its rows.
    """

    name: str
    one_row: str
    relation: Callable[[Scope], str]
    tables: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    uses: tuple[Base, ...] = ()
    options: tuple[str, ...] = ()
    customer: bool = True
    light: bool = False

    def __hash__(self) -> int:
        """By name: bases are looked up very often, and equal ones have one name."""
        return hash(self.name)


def _no_relation(scope: Scope) -> str:
    raise TypeError("components of the base 'given' are supplied, never queried")


GIVEN = Base("given", "one number supplied by the user", _no_relation, customer=False)
"""The base of components that exist only as aggregate inputs (R18)."""

Key = str | int | None | tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """An additive integer over the rows of a base.

    ``add`` is an integer SQL expression over the base's columns, ``where`` a condition, ``key``
    the columns by which the sum is kept apart. ``needs`` names the revenue snapshots that must be
    loaded.
    """

    name: str
    base: Base
    add: str = "1"
    where: str | None = None
    key: tuple[str, ...] = ()
    at: At = At.OPENING
    kind: Kind = Kind.COUNT
    needs: frozenset[Need] = frozenset()

    def __hash__(self) -> int:
        """By name, as that of a base."""
        return hash(self.name)

    def __add__(self, other: Linear) -> Sum:
        return Sum(((1, self),)) + other

    def __sub__(self, other: Linear) -> Sum:
        return Sum(((1, self),)) - other

    def __neg__(self) -> Sum:
        return Sum(((-1, self),))


@dataclass(frozen=True, slots=True)
class Sum:
    """A linear combination of components with whole-number weights."""

    terms: tuple[tuple[int, Component], ...]

    def __add__(self, other: Linear) -> Sum:
        more = other.terms if isinstance(other, Sum) else ((1, other),)
        return Sum(self.terms + more)

    def __sub__(self, other: Linear) -> Sum:
        less = other.terms if isinstance(other, Sum) else ((1, other),)
        return Sum(self.terms + tuple((-weight, component) for weight, component in less))

    @property
    def components(self) -> tuple[Component, ...]:
        """The components in the order they were written."""
        return tuple(component for _, component in self.terms)


Linear = Component | Sum


def components_of(linear: Linear) -> tuple[Component, ...]:
    """The components a linear combination reads."""
    return linear.components if isinstance(linear, Sum) else (linear,)


def given(name: str, kind: Kind = Kind.COUNT) -> Component:
    """A component that exists only as an aggregate input."""
    return Component(name, GIVEN, kind=kind)


@dataclass(frozen=True, slots=True)
class MoneyTerms:
    """How stored integers become money in the main unit (dollars).

    ``minor`` is the number of stored units in one main unit (100, times the scale of converted
    amounts), ``stored_annual`` turns a stored recurring amount into an annual one, and
    ``unit_annual`` the same for the configured ``revenue_unit`` (12 for mrr, 1 for arr).
    """

    currency: str = "USD"
    minor: int = 100
    contract_minor: int = 100
    stored_annual: int = 12
    unit_annual: int = 12


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of the whole company in one span, and never of one cell only."""

    opening_loaded: bool = True
    closing_loaded: bool = True
    coverage_low: bool = False
    negative_floored: bool = False
    conflicts: frozenset[str] = frozenset()  # tables
    duplicates: frozenset[str] = frozenset()  # tables
    missing: frozenset[str] = frozenset()  # tables, or kinds of rows, the user does not have
    no_opening_rate: bool = False  # an amount has no exchange rate in the opening month
    no_closing_rate: bool = False
    floating: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """What several components stand on."""

    some: bool
    tables: frozenset[str]
    kinds: frozenset[str]
    needs: frozenset[Need]


@lru_cache(maxsize=1024)
def _asked(components: tuple[Component, ...]) -> _Asked:
    # The same few hundred tuples are asked for in every span and group of a run.
    return _Asked(
        bool(components),
        frozenset(table for one in components for table in one.base.tables),
        frozenset(kind for one in components for kind in one.base.kinds),
        frozenset(need for one in components for need in one.needs),
    )


class Totals:
    """The numbers a finish reads, for one metric, span and group of customers.

    Indexing gives natural units as exact fractions: counts as they are, recurring revenue in
    main units of the configured ``revenue_unit``, contract values in main units per year, scores
    in points.
    """

    __slots__ = ("facts", "keyed", "money", "options", "span", "supplied", "values")

    def __init__(
        self,
        span: Span,
        options: Mapping[str, object],
        money: MoneyTerms,
        facts: Facts,
        values: Mapping[Component, int],
        keyed: Mapping[Component, Mapping[Key, int]],
        supplied: Mapping[Component, Fraction] | None = None,
    ) -> None:
        self.span = span
        self.options = options
        self.money = money
        self.facts = facts
        self.values = values
        self.keyed = keyed
        self.supplied = supplied or {}

    def __getitem__(self, linear: Linear) -> Fraction:
        if isinstance(linear, Sum):
            return self._sum(linear)
        if linear in self.supplied:
            return self.supplied[linear]
        return self._natural(self.values.get(linear, 0), linear.kind)

    def _sum(self, linear: Sum) -> Fraction:
        """A linear combination; whole numbers of one kind are added before they get their unit."""
        kind = linear.terms[0][1].kind
        if not self.supplied and all(one.kind is kind for _, one in linear.terms):
            values = self.values
            return self._natural(sum(w * values.get(one, 0) for w, one in linear.terms), kind)
        return sum((weight * self[one] for weight, one in linear.terms), Fraction(0))

    def annual(self, linear: Linear) -> Fraction:
        """Recurring revenue per year, in main units; contract values are per year already."""
        if isinstance(linear, Sum):
            return sum((weight * self.annual(one) for weight, one in linear.terms), Fraction(0))
        factor = self.money.unit_annual if linear.kind is Kind.RECURRING else 1
        return self[linear] * (1 if linear in self.supplied else factor)

    def by_key(self, component: Component) -> dict[Key, Fraction]:
        """The component per key, in natural units; keys whose sum is 0 included."""
        kind = component.kind
        return {k: self._natural(v, kind) for k, v in self.keyed.get(component, {}).items()}

    def annual_by_key(self, component: Component) -> dict[Key, Fraction]:
        """Money per year and key, in main units (see :meth:`annual`)."""
        factor = self.money.unit_annual if component.kind is Kind.RECURRING else 1
        return {key: value * factor for key, value in self.by_key(component).items()}

    def counts(self, component: Component) -> Mapping[Key, int]:
        """The component per key, as plain integers (of a component that counts)."""
        return self.keyed.get(component, {})

    def _natural(self, value: int, kind: Kind) -> Fraction:
        if kind is Kind.COUNT:
            return Fraction(value)
        money = self.money
        if kind is Kind.RECURRING:
            return Fraction(value * money.stored_annual, money.minor * money.unit_annual)
        if kind is Kind.ANNUAL:
            return Fraction(value, money.contract_minor)
        return Fraction(value, 100)

    def _asked(self, reads: tuple[Component, ...]) -> _Asked:
        """What the components that are not supplied stand on."""
        if self.supplied:
            reads = tuple(component for component in reads if component not in self.supplied)
        return _asked(reads)

    def blocked(self, reads: tuple[Component, ...]) -> str | None:
        """Why nothing can be said from these components (a code of R9), or ``None``."""
        asked = self._asked(reads)
        needs = asked.needs
        if not self.facts.missing.isdisjoint(asked.tables | asked.kinds):
            return "inputs_missing"
        if not self.facts.conflicts.isdisjoint(asked.tables):
            return "conflicting_duplicate_rows"
        if Need.OPENING in needs and not self.facts.opening_loaded:
            return "no_opening_snapshot"
        if Need.CLOSING in needs and not self.facts.closing_loaded:
            return "closing_snapshot_missing"
        if Need.OPENING in needs and self.facts.no_opening_rate:
            return "missing_fx_rate"
        # Stocks read the closing month at its own rate; so does retention while fx is floating.
        own_rate = needs == {Need.CLOSING} or (Need.CLOSING in needs and self.facts.floating)
        if own_rate and self.facts.no_closing_rate:
            return "missing_fx_rate"
        return None

    def warnings(self, reads: tuple[Component, ...]) -> tuple[str, ...]:
        """The warnings of R9 that a value made from these components carries."""
        asked = self._asked(reads)
        if not asked.some:
            return ()
        needs, found = asked.needs, []
        if not self.facts.duplicates.isdisjoint(asked.tables):
            found.append("duplicate_rows_dropped")
        if self.facts.negative_floored and needs:
            found.append("negative_revenue_floored")
        if self.facts.coverage_low and needs == {Need.OPENING, Need.CLOSING}:
            found.append("closing_coverage_low")
        if self.span.partial:
            found.append("partial_period")
        return tuple(found)
