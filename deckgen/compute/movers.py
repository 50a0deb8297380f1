"""The customers that moved a metric most, for every group, merged from the finest cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from deckgen.compute.kept import KeptRelations
from deckgen.compute.statement import MOVERS_KEPT, MoverStatement
from deckgen.model.component import Kind, MoneyTerms
from deckgen.model.request import Group
from deckgen.model.result import Mover


@dataclass(frozen=True)
class MoverTable:
    """Movers of one metric in the current span, each with its finest cell."""

    movers: tuple[Mover, ...]
    _known: dict[tuple[str, ...], dict[tuple[str | None, ...], list[Mover]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(self, group: Group) -> tuple[Mover, ...]:
        """The largest of each sign within a group: gains first, then losses, largest first."""
        names = tuple(sorted(name for name, _ in group))
        wanted = dict(group)
        inside = self._within(names).get(tuple(wanted[name] for name in names), [])
        gains = sorted((m for m in inside if m.amount > 0), key=_largest_first)[:MOVERS_KEPT]
        losses = sorted((m for m in inside if m.amount < 0), key=_largest_first)[:MOVERS_KEPT]
        return (*gains, *losses)

    def _within(self, names: tuple[str, ...]) -> dict[tuple[str | None, ...], list[Mover]]:
        """The movers by their values of some dimensions, sorted once for all variants."""
        if names not in self._known:
            found: dict[tuple[str | None, ...], list[Mover]] = {}
            for mover in self.movers:
                cell = dict(mover.group)
                found.setdefault(tuple(cell.get(name) for name in names), []).append(mover)
            self._known[names] = found
        return self._known[names]


def _largest_first(mover: Mover) -> tuple[Fraction, str]:
    return (-abs(mover.amount), mover.customer_id)


def read_movers(
    kept: KeptRelations,
    statement: MoverStatement,
    dimensions: Sequence[str],
    money: MoneyTerms,
) -> MoverTable:
    """Runs the statement; recurring revenue is told per year, as money on slides is (R6)."""
    width = len(dimensions)
    movers = []
    for row in kept.rows(statement.relation, statement.select):
        values, rest = row[1 : 1 + width], row[1 + width :]
        customer, name, amount, *details = rest
        group = tuple(
            (dimension, None if value is None else str(value))
            for dimension, value in zip(dimensions, values, strict=True)
        )
        assert isinstance(amount, int)
        movers.append(
            Mover(
                str(customer),
                str(name) if name is not None else str(customer),
                _natural(amount, statement.kind, money),
                group,
                {
                    name: _natural(value, statement.kind, money)
                    if name in statement.amounts and isinstance(value, int)
                    else value
                    for name, value in zip(statement.details, details, strict=True)
                },
            )
        )
    # Engines return rows in any order; results must not depend on it.
    return MoverTable(tuple(sorted(movers, key=_largest_first)))


def _natural(amount: int, kind: Kind, money: MoneyTerms) -> Fraction:
    if kind is Kind.RECURRING:
        return Fraction(amount * money.stored_annual, money.minor)
    if kind is Kind.ANNUAL:
        return Fraction(amount, money.contract_minor)
    return Fraction(amount, 100 if kind is Kind.SCORE else 1)
