"""Section 3: how content they are, and who looks after them."""

from deckgen.metrics.satisfaction import (
    at_risk_accounts,
    csat,
    csm_account_ratio,
    csm_load_vs_churn,
    nps,
    referenceable_customers,
)

EXECUTIVE = (
    csat.METRIC,
    nps.METRIC,
    referenceable_customers.METRIC,
    csm_account_ratio.METRIC,
    at_risk_accounts.METRIC,
)
"""The section's slides of the sixteen-metric deck, in order."""

FURTHER = (csm_load_vs_churn.METRIC,)
"""Metrics that appear as parts of others, or on request."""
