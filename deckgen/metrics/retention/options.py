"""Options and windows that retention metrics share."""

from __future__ import annotations

from deckgen.model.metric import Option
from deckgen.model.period import Window

ALL_WINDOWS = (Window.PERIOD, Window.TRAILING_12M, Window.ANNUALIZED)
"""The period itself, the customers of twelve months ago, or the period's rate held for a year."""

ZERO_IS_ACTIVE = Option(
    "zero_is_active", False, "flag",
    "a customer with a revenue row of 0 stays a customer (free plans)",
)  # fmt: skip


def exclude_subtypes(method: str) -> Option:
    """Subtypes of movements that a method reading events leaves out."""
    return Option(
        "exclude_subtypes", (), "texts",
        f"{method}: subtypes that do not count, such as price_increase",
    )  # fmt: skip
