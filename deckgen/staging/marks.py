"""What can be wrong with a row, as bits of one number per row.

A staged row carries the sum of its marks, so that one GROUP BY accounts for all rows of a feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Flaw(Enum):
    """One way in which a row can fall short; ``True`` leaves the row out."""

    TOTALS_LINE = ("line of totals", True)
    EMPTY_REQUIRED = ("empty required cell", True)
    UNREADABLE_REQUIRED = ("unreadable required cell", True)
    END_BEFORE_START = ("end before start", True)
    UNREADABLE_OPTIONAL = ("unreadable optional cell", False)
    ROUNDED = ("amount finer than the currency", False)
    OTHER_CURRENCY = ("amount that names another currency", False)

    @property
    def rejects(self) -> bool:
        """Whether a row with this flaw is left out."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Mark:
    """A bit: this flaw in that bound column. ``condition`` is SQL over the stored level."""

    bit: int
    flaw: Flaw
    index: int  # of the bound column; the end date for END_BEFORE_START
    condition: str


def total(marks: tuple[Mark, ...]) -> str:
    """SQL of the sum of a row's marks."""
    if not marks:
        return "CAST(0 AS BIGINT)"
    terms = " + ".join(f"CASE WHEN {mark.condition} THEN {mark.bit} ELSE 0 END" for mark in marks)
    return f"CAST({terms} AS BIGINT)"


def rejecting(marks: tuple[Mark, ...]) -> int:
    """The bits of all marks that leave a row out."""
    return sum(mark.bit for mark in marks if mark.flaw.rejects)


def cause_of(value: int, marks: tuple[Mark, ...]) -> Mark | None:
    """The first mark for which a row is left out, or ``None`` for a row that stays."""
    return next((mark for mark in marks if mark.flaw.rejects and value & mark.bit), None)
