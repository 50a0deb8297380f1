"""The days of every span, one row each: how dated rows find their spans.

Joining on an equal day is a look-up for every engine. Asking of each row whether it lies between
two days of each span is a comparison with all of them, and many times slower on large tables.
"""

from __future__ import annotations

PERIOD_DAYS = """(
SELECT s.span, s.last_day, s.cutoff_day, d.day
FROM spans AS s JOIN days AS d ON d.day >= s.first_day AND d.day <= s.last_day
)"""
"""Days in the period: span, last_day, cutoff_day, day."""

LOOKBACK_DAYS = """(
SELECT s.span, s.last_day, d.day
FROM spans AS s JOIN months AS m ON m.month = s.closing_month - :lookback_months + 1
JOIN days AS d ON d.day >= m.first_day AND d.day <= s.last_day
)"""
"""Days in the ``lookback_months`` that close with the period: span, last_day, day."""
