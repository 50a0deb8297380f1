"""What a metric is: one slide, its parts, and the methods by which a part can be computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, Protocol

from deckgen.errors import ConfigError, error
from deckgen.model.component import (
    Base,
    Component,
    Key,
    Kind,
    Linear,
    Totals,
    components_of,
)
from deckgen.model.period import Window
from deckgen.model.unit import Direction, Unit

Better = Literal["higher", "lower", "neutral"]
Exhibit = Literal["trend_and_cut", "parts", "ranked", "accounts"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One computed value, unrounded, or the reason why there is none.

    ``value`` is ``None`` exactly when ``code`` is set. ``n`` is the size of the base: customers,
    answers, contracts. Money is in main units.
    """

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int | None = None
    code: str | None = None
    warnings: tuple[str, ...] = ()

    @classmethod
    def undefined(cls, code: str, n: int | None = None) -> Reading:
        """No value, and why (a code of R9). Carries no warnings."""
        return cls(None, n=n, code=code)

    def warned(self, *codes: str) -> Reading:
        """The same value with more warnings; an undefined reading stays as it is."""
        if self.value is None or not codes:
            return self
        return replace(self, warnings=tuple(dict.fromkeys((*self.warnings, *codes))))


class Method(Protocol):
    """A way to compute one number from components."""

    @property
    def reads(self) -> tuple[Component, ...]:
        """Every component the method looks at."""
        ...

    def finish(self, totals: Totals) -> Reading:
        """The number, exact."""
        ...


def _every(linears: Iterable[Linear]) -> tuple[Component, ...]:
    return tuple(dict.fromkeys(one for linear in linears for one in components_of(linear)))


@dataclass(frozen=True, slots=True)
class Ratio:
    """``times`` x numerator / denominator, with the size of its base.

    ``zero`` is the code when the denominator is 0. ``signed`` methods follow the option
    ``as: change`` and then give the ratio minus one.
    """

    numerator: Linear
    denominator: Linear
    n: Linear | None = None
    zero: str = "zero_denominator"
    times: int = 1
    signed: bool = False

    @property
    def reads(self) -> tuple[Component, ...]:
        """Components of both sides and of n."""
        sides = (self.numerator, self.denominator, *((self.n,) if self.n else ()))
        return _every(sides)

    def finish(self, totals: Totals) -> Reading:
        """The exact ratio; undefined with code ``zero`` when there is nothing to divide by."""
        sides = _every((self.numerator, self.denominator))
        code = totals.blocked(sides)
        if code:
            return Reading.undefined(code)
        above, below = totals[self.numerator], totals[self.denominator]
        n = _size(totals, self.n if self.n is not None else self.denominator)
        if below == 0:
            return Reading.undefined(self.zero, n)
        value = self.times * above / below
        if self.signed and totals.options.get("as") == "change":
            value -= 1
        return Reading(value, above, below, n, warnings=totals.warnings(sides))


def _size(totals: Totals, base: Linear) -> int | None:
    """The size of a base; unknown when it is money, or not computed beside supplied numbers."""
    components = components_of(base)
    counts = all(one.kind is Kind.COUNT for one in components)
    if not counts or totals.blocked(components):
        return None
    return int(totals[base])


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum as it is: a count, or money (``annual``: recurring revenue per year)."""

    of: Linear
    annual: bool = False
    n: Linear | None = None

    @property
    def reads(self) -> tuple[Component, ...]:
        """Components of the sum and of n."""
        return _every((self.of, *((self.n,) if self.n else ())))

    def finish(self, totals: Totals) -> Reading:
        """The sum; never undefined for being 0."""
        of = components_of(self.of)
        code = totals.blocked(of)
        if code:
            return Reading.undefined(code)
        value = totals.annual(self.of) if self.annual else totals[self.of]
        n = _size(totals, self.n) if self.n is not None else None
        return Reading(value, value, None, n, warnings=totals.warnings(of))


@dataclass(frozen=True, slots=True)
class Finish:
    """Any other arithmetic: a function of totals over the components it declares.

    Without one of ``components`` there is no reading; ``optional`` ones are only looked at.
    """

    function: Callable[[Totals], Reading]
    components: tuple[Component, ...]
    optional: tuple[Component, ...] = ()

    @property
    def reads(self) -> tuple[Component, ...]:
        """The declared components."""
        return (*self.components, *self.optional)

    def finish(self, totals: Totals) -> Reading:
        """The function's reading, unless a component is blocked; common warnings are added."""
        code = totals.blocked(self.components)
        if code:
            return Reading.undefined(code)
        return self.function(totals).warned(*totals.warnings(self.components))


class KeyedMethod(Protocol):
    """A way to compute one number per key (label, channel, CSM)."""

    @property
    def reads(self) -> tuple[Component, ...]:
        """Every component the method looks at."""
        ...

    def finish_keys(self, totals: Totals) -> Mapping[str, Reading]:
        """The numbers by key."""
        ...


@dataclass(frozen=True, slots=True)
class PerKey:
    """One number per key; ``function`` gives them all, ordered as they should be shown."""

    function: Callable[[Totals], Mapping[str, Reading]]
    components: tuple[Component, ...]
    optional: tuple[Component, ...] = ()

    @property
    def reads(self) -> tuple[Component, ...]:
        """The declared components."""
        return (*self.components, *self.optional)

    def finish_keys(self, totals: Totals) -> Mapping[str, Reading]:
        """Nothing while a component is blocked, else the function's readings."""
        if totals.blocked(self.components):
            return {}
        common = totals.warnings(self.components)
        return {key: one.warned(*common) for key, one in self.function(totals).items()}


def label_of(key: Key) -> str:
    """A key as the text that results carry; a missing one is ``(none)``."""
    if isinstance(key, tuple):
        return " / ".join(label_of(one) for one in key)
    return "(none)" if key is None else str(key)


def _unit_under(
    unit: Unit, units: Mapping[str, Unit], method: str, options: Mapping[str, object]
) -> Unit:
    """The unit of a method or, before it, of what the option ``as`` says."""
    return units.get(f"as:{options.get('as')}", units.get(method, unit))


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a metric. ``methods`` maps a method's name to the way it is computed; the
    name ``"*"`` serves every method of the metric.

    ``flat_within`` is the change below which the number "held" (in the unit of the value; a
    relative share for money). ``annualize`` says how the window ``annualized`` treats it.
    """

    label: str
    unit: Unit
    methods: Mapping[str, Method]
    better: Better = "neutral"
    flat_within: Fraction = Fraction(0)
    units: Mapping[str, Unit] = field(default_factory=dict)  # where a method has its own unit
    annualize: Literal["retention", "churn"] | None = None
    small_base: bool = False  # a share: n < 30 is a small sample (R13)

    @property
    def direction(self) -> Direction:
        """``better`` as an enumeration."""
        return Direction(self.better)

    def method(self, name: str) -> Method | None:
        """How this part is computed under the metric's method of that name."""
        return self.methods.get(name, self.methods.get("*"))

    def unit_under(self, method: str, options: Mapping[str, object]) -> Unit:
        """The unit under a method and its options (``as: change`` is a signed percentage)."""
        return _unit_under(self.unit, self.units, method, options)


@dataclass(frozen=True, slots=True)
class KeyedPart:
    """One number per key. Attributes are those of :class:`Part`."""

    label: str
    unit: Unit
    methods: Mapping[str, KeyedMethod]
    better: Better = "neutral"
    flat_within: Fraction = Fraction(0)
    units: Mapping[str, Unit] = field(default_factory=dict)

    def method(self, name: str) -> KeyedMethod | None:
        """How this part is computed under the metric's method of that name."""
        return self.methods.get(name, self.methods.get("*"))

    def unit_under(self, method: str, options: Mapping[str, object]) -> Unit:
        """The unit under a method and its options."""
        return _unit_under(self.unit, self.units, method, options)


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The headline (or ``part``) of another metric, shown as a part of this one."""

    metric: str
    part: str | None = None
    label: str | None = None


def part_of(metric: str, part: str | None = None, label: str | None = None) -> Borrowed:
    """A part that is another metric's number: the same components, methods and unit."""
    return Borrowed(metric, part, label)


OptionKind = Literal["whole", "number", "flag", "choice", "text", "texts", "scale_cuts", "weights"]


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a metric. ``scale`` turns the number a user writes into the stored integer
    (100 for scores); ``choices`` lists what a choice, or each of the texts, may be."""

    name: str
    default: object
    kind: OptionKind
    help: str
    choices: tuple[str, ...] = ()
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Prompts:
    """The questions for a person on the slide."""

    why: str
    next: str


@dataclass(frozen=True, slots=True)
class Movers:
    """Which customers moved a metric: the ten largest of each sign per cell.

    ``value`` is an integer expression over the base, ``details`` further columns to show, of which
    ``amounts`` are told in the unit of the value and the others as they are stored.
    ``wheres`` replaces ``where`` for the methods that count other customers.
    """

    base: Base
    value: str
    where: str | None = None
    kind: Kind = Kind.RECURRING
    details: tuple[str, ...] = ()
    amounts: frozenset[str] = frozenset()
    wheres: Mapping[str, str] = field(default_factory=dict)

    def under(self, method: str) -> Movers:
        """The movers of a method: the customers behind its number, not behind another's."""
        return replace(self, where=self.wheres.get(method, self.where))


@dataclass(frozen=True, slots=True)
class Supply:
    """Aggregate inputs of a method (R18): the name a user writes -> the component it stands for.

    ``method`` is the method that then computes, where it is not the one that reads tables.
    """

    components: Mapping[str, Component]
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """One slide and one config key. The first part is the headline, unless the chosen method has
    a part of its own name. ``says`` is the meaning in a few words, ``definition`` the exact
    sentence. ``default`` names the default method; ``methods`` describes each in
    one line; ``inputs`` lists what must be mapped (``revenue``, ``customers.fit``). The target of a
    metric with ``target_of_whole`` is the company's: a segment's own number is a part of what it
    judges, so a segment is judged only by a target of its own."""

    id: str
    title: str
    short_title: str
    section: str
    says: str
    definition: str
    formula: str
    default: str
    methods: Mapping[str, str]
    parts: Mapping[str, Part | KeyedPart | Borrowed]
    prompts: Prompts
    exhibit: Exhibit
    inputs: tuple[str, ...]
    optional_inputs: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    counts: Mapping[str, Supply] = field(default_factory=dict)  # by method
    windows: tuple[Window, ...] = (Window.PERIOD,)
    movers: Movers | None = None
    nature: Literal["cohort", "flow", "stock"] = "cohort"
    target_of_whole: bool = False

    def headline(self, method: str) -> str:
        """The name of the headline part under a method; never a part that is split by a key."""
        own = self.parts.get(method)
        return next(iter(self.parts)) if own is None or isinstance(own, KeyedPart) else method

    def option(self, name: str) -> Option | None:
        """The option of that name, or ``None``."""
        return next((option for option in self.options if option.name == name), None)


Catalogue = Mapping[str, Metric]
"""Every metric by its id, sections in slide order."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Another name for a metric under a method (``customer_retention_rate``)."""

    id: str
    metric: str
    method: str


def pp(points: str | int | float) -> Fraction:
    """Percentage points as the fraction they are: ``pp(0.5)`` is 0.005."""
    return Fraction(str(points)) / 100


def option_error(metric: str, message: str, hint: str) -> ConfigError:
    """What a finish raises when the data need an option that the user has not set."""
    return ConfigError(error("metric-101", f"{metric}: {message}", hint=hint))
