"""Section 4: whether they should have been customers at all."""

from deckgen.metrics.customer_fit import (
    bad_fit_churn,
    churn_drivers,
    opt_out_usage,
    product_gaps,
)
from deckgen.model.metric import Metric

EXECUTIVE = (
    bad_fit_churn.METRIC,
    product_gaps.METRIC,
    opt_out_usage.METRIC,
    churn_drivers.METRIC,
)
"""The section's slides of the sixteen-metric deck, in order."""

FURTHER: tuple[Metric, ...] = ()
"""Metrics that appear as parts of others, or on request."""
