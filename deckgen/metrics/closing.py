"""Metrics that look at the customers of the closing day, with or without a revenue table.

Who is active then is known from other tables, too (see ``bases.active_customers``), so the usual
rule "no table, no reading" is too strict; :class:`AtClosing` says what is needed instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.model.component import Component, Totals
from deckgen.model.metric import KeyedMethod, Method, Reading


@dataclass(frozen=True, slots=True)
class Inputs:
    """The tables a reading at the closing looks at: ``needed`` ones, and others if they exist.

    ``revenue`` is always looked at; when it exists, the closing month must be loaded.
    """

    needed: tuple[str, ...] = ()
    used: tuple[str, ...] = ()

    @property
    def every(self) -> frozenset[str]:
        """All tables that the reading depends on."""
        return frozenset({"revenue", *self.needed, *self.used})

    def blocked(self, totals: Totals) -> str | None:
        """Why nothing can be said about the closing (a code of R9), or ``None``."""
        facts = totals.facts
        if facts.missing & set(self.needed):
            return "inputs_missing"
        if facts.conflicts & self.every:
            return "conflicting_duplicate_rows"
        loaded = facts.closing_loaded
        if "revenue" in facts.missing:
            loaded = not totals.span.empty
        return None if loaded else "closing_snapshot_missing"

    def warnings(self, totals: Totals) -> tuple[str, ...]:
        """The warnings of R9 that everything read from these tables carries."""
        found = []
        if totals.facts.duplicates & self.every:
            found.append("duplicate_rows_dropped")
        if totals.facts.negative_floored:
            found.append("negative_revenue_floored")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class AtClosing:
    """A method that looks at the closing. Supplied counts need no table at all."""

    method: Method
    inputs: Inputs = Inputs()

    @property
    def reads(self) -> tuple[Component, ...]:
        """The components of the method."""
        return self.method.reads

    def finish(self, totals: Totals) -> Reading:
        """The method's reading, unless something it needs is not there."""
        if totals.supplied:
            return self.method.finish(totals)
        code = self.inputs.blocked(totals)
        if code:
            return Reading.undefined(code)
        return self.method.finish(totals).warned(*self.inputs.warnings(totals))


@dataclass(frozen=True, slots=True)
class KeyedAtClosing:
    """The same for one number per key."""

    method: KeyedMethod
    inputs: Inputs = Inputs()

    @property
    def reads(self) -> tuple[Component, ...]:
        """The components of the method."""
        return self.method.reads

    def finish_keys(self, totals: Totals) -> Mapping[str, Reading]:
        """The method's readings; none while something it needs is not there."""
        if totals.supplied:
            return self.method.finish_keys(totals)
        if self.inputs.blocked(totals):
            return {}
        common = self.inputs.warnings(totals)
        readings = self.method.finish_keys(totals)
        return {key: reading.warned(*common) for key, reading in readings.items()}
