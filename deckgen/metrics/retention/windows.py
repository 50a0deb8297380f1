"""The windows of retention metrics (R3)."""

from __future__ import annotations

from deckgen.model.period import Window

ALL_WINDOWS = (Window.PERIOD, Window.TRAILING_12M, Window.ANNUALIZED)
"""The period itself, the customers of twelve months ago, or the period's rate held for a year."""
