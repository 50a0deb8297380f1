"""How a value and its change are expressed, and which way is better (metrics.md R15, R16)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """A display format of metrics.md R15."""

    PERCENT = "percent"
    PERCENT0 = "percent0"
    PERCENT_SIGNED = "percent_signed"
    MONEY = "money"
    MONEY_COMPACT = "money_compact"
    SCORE0 = "score0"
    NUMBER1 = "number1"
    NUMBER2 = "number2"
    COUNT = "count"
    PP = "pp"
    POINTS = "points"
    TIMES = "times"
    DAYS = "days"
    DURATION = "duration"


class Change(StrEnum):
    """How the difference between two values of a unit is stated."""

    POINTS_OF_PERCENT = "pp"  # a share moved by 1.8 pp, never by "1.8%"
    POINTS = "points"  # a score moved by 2.0 points
    RELATIVE = "relative"  # money moved by 12% and $0.4M
    ABSOLUTE = "absolute"  # a count moved by 86
    NUMBER = "number"  # a plain number moved by 0.3


@dataclass(frozen=True, slots=True)
class Unit:
    """A display format with the way its change is stated. ``name`` is what ``compute`` prints."""

    name: str
    format: Format
    change: Change

    @property
    def is_money(self) -> bool:
        """Whether the value is an amount of the reporting currency."""
        return self.format in {Format.MONEY, Format.MONEY_COMPACT}

    @property
    def is_share(self) -> bool:
        """Whether the value is a fraction shown as a percentage."""
        return self.format in {Format.PERCENT, Format.PERCENT0, Format.PERCENT_SIGNED}


percent = Unit("percent", Format.PERCENT, Change.POINTS_OF_PERCENT)
percent0 = Unit("percent0", Format.PERCENT0, Change.POINTS_OF_PERCENT)
percent_signed = Unit("percent_signed", Format.PERCENT_SIGNED, Change.POINTS_OF_PERCENT)
money = Unit("money", Format.MONEY, Change.RELATIVE)
money_compact = Unit("money_compact", Format.MONEY_COMPACT, Change.RELATIVE)
count = Unit("count", Format.COUNT, Change.ABSOLUTE)
score = Unit("score", Format.SCORE0, Change.POINTS)
number1 = Unit("number1", Format.NUMBER1, Change.NUMBER)
number2 = Unit("number2", Format.NUMBER2, Change.NUMBER)


class Direction(StrEnum):
    """Which way is better; a neutral metric never gets a good or bad colour."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"
