"""The plain-Python oracle's world: raw rows, who is in a variant, what a customer pays when.

Written from the definitions (metrics.md) alone. It shares nothing with the computation but the
values of ``Span``; it is slow and literal on purpose: loops over rows, one variant at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from deckgen.model.period import Span
from deckgen.model.request import Group

Row = dict[str, Any]
_EPOCH = date(1970, 1, 1).toordinal()
_OWN_ID = {"surveys": "response_id", "movements": "movement_id"}


class NoRateError(Exception):
    """An amount in a currency without an exchange rate (R7)."""


@dataclass(frozen=True)
class Answer:
    """What the oracle says: a value or a code; the size of the base where the definition has one.

    ``close`` marks a value with an irrational step (a square root), compared to 12 digits.
    """

    value: Fraction | None
    code: str | None = None
    n: int | None = None
    close: bool = False


Answers = dict[str, "Answer | dict[str, Answer]"]


def ratio(above: Any, below: Any, zero: str, n: int | None = None, **extra: Any) -> Answer:
    """Above over below; undefined with a code, never 0, when there is nothing below (R9)."""
    if below == 0:
        return Answer(None, zero)
    return Answer(Fraction(above) / Fraction(below), n=n, **extra)


def number(value: Any) -> Answer:
    """A sum or a count: 0 is a value."""
    return Answer(Fraction(value))


def undefined(code: str) -> Answer:
    return Answer(None, code)


def day(value: Any) -> int | None:
    """A date, or its text, as days since 1970-01-01."""
    if value is None:
        return None
    found = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return found.toordinal() - _EPOCH


def month(value: Any) -> int:
    """``2025-06`` as year x 12 + month - 1."""
    year, number_ = str(value)[:7].split("-")
    return int(year) * 12 + int(number_) - 1


def month_end(number_: int) -> int:
    """The last day of a month."""
    following = number_ + 1
    return date(following // 12, following % 12 + 1, 1).toordinal() - 1 - _EPOCH


def month_start(number_: int) -> int:
    """The first day of a month."""
    return month_end(number_ - 1) + 1


def money(value: Any) -> Fraction:
    return Fraction(str(value))


def in_force(row: Mapping[str, Any], when: int, start: str = "start_date") -> bool:
    """Whether an interval with open ends holds a day."""
    first, last = day(row.get(start)), day(row.get("end_date"))
    return (first is None or first <= when) and (last is None or when <= last)


@dataclass
class World:
    """All rows, and the rules by which money is read (R6-R8)."""

    tables: Mapping[str, Iterable[Row]]
    currency: str = "USD"
    unit: str = "mrr"
    floating: bool = False
    keep_negative: bool = False
    rows: dict[str, list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = {name: list(_unique(name, rows)) for name, rows in self.tables.items()}
        self._cells: dict[tuple[str, int], list[Row]] = {}
        for row in self.of("revenue"):
            self._cells.setdefault((row["customer_id"], month(row["month"])), []).append(row)
        self._rates = {
            (month(row["month"]), row["currency"]): money(row["rate"])
            for row in self.of("fx_rates")
        }
        self.loaded = sorted({month(row["month"]) for row in self.of("revenue")})

    def of(self, table: str) -> list[Row]:
        return self.rows.get(table, [])

    @property
    def annual(self) -> int:
        """What makes a recurring amount an annual one."""
        return 12 if self.unit == "mrr" else 1

    @cached_property
    def _revenue_columns(self) -> set[str]:
        return {name for row in self.of("revenue") for name in row}

    @cached_property
    def customers(self) -> list[str]:
        """Everyone who occurs anywhere."""
        found = {row.get("customer_id") for rows in self.rows.values() for row in rows}
        return sorted(one for one in found if one is not None)

    def rate(self, currency: str | None, when: int) -> Fraction:
        if currency is None or currency == self.currency:
            return Fraction(1)
        if (when, currency) not in self._rates:
            raise NoRateError
        return self._rates[when, currency]

    def amount(self, customer: str, when: int, rate_month: int | None = None) -> Fraction:
        """Recurring revenue of a month at the rate of a month (its own unless told)."""
        rows = self._cells.get((customer, when), [])
        at = when if rate_month is None else rate_month
        total = _ZERO
        for row in rows:
            if money(row["amount"]) != 0:  # nothing needs no exchange rate
                total += money(row["amount"]) * self.rate(row.get("currency"), at)
        return total if self.keep_negative else max(total, _ZERO)

    def active(self, customer: str, when: int, zero_is_active: bool = False) -> bool:
        """R4. Which rate is used cannot change a sign: amounts of one currency per customer."""
        rows = self._cells.get((customer, when), [])
        total = sum((money(row["amount"]) for row in rows), _ZERO)
        if not self.keep_negative:
            total = max(total, _ZERO)
        return total > 0 or (zero_is_active and total == 0 and bool(rows))

    def value_of(
        self, customer: str | None, dimension: str, when: int, snapshot: int
    ) -> str | None:
        """A customer's value of a dimension on a day: dated sources first (section 2)."""
        if customer is None:
            return None
        dated = [
            row for row in self.of("memberships")
            if row["customer_id"] == customer and row["dimension"] == dimension
        ]  # fmt: skip
        if dated:
            return next((row["value"] for row in dated if in_force(row, when)), None)
        if dimension in self._revenue_columns:
            rows = self._cells.get((customer, snapshot), [])
            return next((row.get(dimension) for row in rows), None)
        own = [row for row in self.of("customers") if row["customer_id"] == customer]
        return next((row.get(dimension) for row in own), None)


_ZERO = Fraction(0)


def _unique(table: str, rows: Iterable[Row]) -> Iterable[Row]:
    """Without exact duplicates (R11); rows without an id of their own are their own (answers)."""
    seen: set[str] = set()
    for row in rows:
        if table in _OWN_ID and row.get(_OWN_ID[table]) is None:
            yield row
            continue
        text = repr(sorted(row.items(), key=lambda item: item[0]))
        if text not in seen:
            seen.add(text)
            yield row


@dataclass(frozen=True)
class Event:
    """One movement of one customer, at the opening month's rate (R5, R7)."""

    customer: str
    day: int
    type: str
    subtype: str | None
    amount: Fraction


@dataclass
class View:
    """One variant (a group of customers) in one span. ``before`` is the span that ends where this
    one begins, for the last period of a request that has both."""

    world: World
    span: Span
    group: Group = ()
    before: Span | None = None

    def in_opening_group(self, customer: str | None) -> bool:
        """R14: the value at the opening; of customers that had none there, at the closing."""
        return self._in(customer, self._opening_value)

    def in_closing_group(self, customer: str | None) -> bool:
        return self._in(customer, self._closing_value)

    def _in(self, customer: str | None, value: Callable[[str | None, str], str | None]) -> bool:
        return all(value(customer, name) == wanted for name, wanted in self.group)

    def _opening_value(self, customer: str | None, name: str) -> str | None:
        found = self._at_opening(customer, name)
        return self._at_closing(customer, name) if found is None else found

    def _closing_value(self, customer: str | None, name: str) -> str | None:
        found = self._at_closing(customer, name)
        return self._at_opening(customer, name) if found is None else found

    def _at_opening(self, customer: str | None, name: str) -> str | None:
        return self.world.value_of(customer, name, self.span.opening_day, self.span.opening_month)

    def _at_closing(self, customer: str | None, name: str) -> str | None:
        return self.world.value_of(customer, name, self.span.last_day, self.span.closing_month)

    @cached_property
    def members(self) -> list[str]:
        """Customers of the variant for cohorts and events."""
        return [one for one in self.world.customers if self.in_opening_group(one)]

    @cached_property
    def closing_members(self) -> list[str]:
        """Customers of the variant for stocks."""
        return [one for one in self.world.customers if self.in_closing_group(one)]

    @property
    def no_opening(self) -> bool:
        return self.span.opening_month not in self.world.loaded

    @property
    def no_closing(self) -> bool:
        return self.span.closing_month not in self.world.loaded or self.span.empty

    @property
    def snapshots(self) -> str | None:
        """Why a metric of opening customers has no value (R9, R10)."""
        if self.no_opening:
            return "no_opening_snapshot"
        return "closing_snapshot_missing" if self.no_closing else None

    @property
    def lookback_day(self) -> int:
        """R14: the first day of the twelve months that close with the period."""
        return month_start(self.span.closing_month - 11)

    def opening(self, customer: str) -> Fraction:
        return self.world.amount(customer, self.span.opening_month)

    def closing(self, customer: str) -> Fraction:
        """At constant currency: the opening month's rate (R7)."""
        span = self.span
        return self.world.amount(customer, span.closing_month, span.opening_month)

    def closing_own_rate(self, customer: str) -> Fraction:
        return self.world.amount(customer, self.span.closing_month)

    def active_opening(self, customer: str, zero: bool = False) -> bool:
        return self.world.active(customer, self.span.opening_month, zero)

    def active_closing(self, customer: str, zero: bool = False) -> bool:
        return self.world.active(customer, self.span.closing_month, zero)

    def ever_active(self, customer: str, zero: bool = False) -> bool:
        """Active in any loaded month from the opening to the closing one (R14)."""
        months = [
            m for m in self.world.loaded
            if self.span.opening_month <= m <= self.span.closing_month
        ]  # fmt: skip
        return any(self.world.active(customer, m, zero) for m in months)

    def paid_before(self, customer: str) -> bool:
        """Whether it ever paid before the opening month (R5)."""
        return any(
            self.world.active(customer, m) for m in self.world.loaded if m < self.span.opening_month
        )

    def events(self, customers: Iterable[str]) -> list[Event]:
        """R5: the movements dated in the period; without a table, differences of months."""
        wanted = set(customers)
        world, span = self.world, self.span
        if world.of("movements"):
            return [
                Event(
                    row["customer_id"], when, row["type"], row.get("subtype"),
                    money(row["amount"]) * world.rate(row.get("currency"), span.opening_month),
                )
                for row in world.of("movements")
                if row["customer_id"] in wanted
                and span.first_day <= (when := day(row["date"]) or 0) <= span.last_day
            ]  # fmt: skip
        found = []
        for before, now in zip(world.loaded, world.loaded[1:], strict=False):
            if not span.opening_month < now <= span.closing_month:
                continue
            for customer in sorted(wanted):
                a = world.amount(customer, before, span.opening_month)
                b = world.amount(customer, now, span.opening_month)
                kind = _movement(
                    a, b, any(world.active(customer, m) for m in world.loaded if m < now)
                )
                if kind:
                    found.append(Event(customer, month_end(now), kind, None, b - a))
        return found


def _movement(a: Fraction, b: Fraction, paid_before: bool) -> str | None:
    if a == b:
        return None
    if a == 0:
        return "reactivation" if paid_before else "new"
    if b == 0:
        return "churn"
    return "expansion" if b > a else "contraction"
