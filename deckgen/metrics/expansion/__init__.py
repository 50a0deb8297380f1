"""Section 2: how much the customers grew."""

from deckgen.metrics.expansion import (
    average_growth,
    average_upsell_percent,
    average_upsell_value,
    upsell_rate,
    upsell_trends,
)

EXECUTIVE = (upsell_rate.METRIC, average_growth.METRIC, upsell_trends.METRIC)
"""The section's slides of the sixteen-metric deck, in order."""

FURTHER = (average_upsell_value.METRIC, average_upsell_percent.METRIC)
"""Metrics that appear as parts of others, or on request."""
