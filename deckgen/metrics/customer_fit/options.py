"""Options that several metrics of the section have."""

from __future__ import annotations

from deckgen.model.metric import Option

ZERO_IS_ACTIVE = Option(
    "zero_is_active", False, "flag",
    "a customer with a revenue row of 0 stays a customer (free plans)",
)  # fmt: skip
LOOKBACK_MONTHS = Option(
    "lookback_months", 12, "whole",
    "months back from the closing in which a reason still counts; at most 60",
)  # fmt: skip
