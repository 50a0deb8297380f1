"""Section 1: how much of what we had stayed."""

from deckgen.metrics.retention import (
    gross_revenue_retention,
    logo_churn,
    logo_retention,
    net_revenue_retention,
    renewal_rate,
    revenue_churn,
)

EXECUTIVE = (
    net_revenue_retention.METRIC,
    revenue_churn.METRIC,
    logo_retention.METRIC,
    logo_churn.METRIC,
)
"""The section's slides of the sixteen-metric deck, in order."""

FURTHER = (gross_revenue_retention.METRIC, renewal_rate.METRIC)
"""Metrics that appear as parts of others, or on request."""
