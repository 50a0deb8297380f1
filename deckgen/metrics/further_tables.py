"""Tables that a base can do without but reads where they exist: what they do to a reading (R9).

A base names the tables it cannot do without; of those the machinery knows whether they are missing
or contradict themselves. A finish that looks at others asks here.
"""

from __future__ import annotations

from deckgen.model.component import Totals


def contradiction(totals: Totals, *tables: str) -> str | None:
    """The code for rows of ``tables`` that contradict each other, or ``None``."""
    return "conflicting_duplicate_rows" if totals.facts.conflicts & set(tables) else None


def dropped_duplicates(totals: Totals, *tables: str) -> tuple[str, ...]:
    """The warning for exact duplicates of ``tables``."""
    return ("duplicate_rows_dropped",) if totals.facts.duplicates & set(tables) else ()
