"""Which metrics a profile shows when the configuration lists none (metrics.md section 9)."""

from __future__ import annotations

from deckgen.model.metric import Catalogue

EXECUTIVE_16 = (
    "net_revenue_retention", "revenue_churn", "logo_retention", "logo_churn",
    "upsell_rate", "average_growth", "upsell_trends",
    "csat", "nps", "referenceable_customers", "csm_account_ratio", "at_risk_accounts",
    "bad_fit_churn", "product_gaps", "opt_out_usage", "churn_drivers",
)  # fmt: skip
_PHASE_1 = ("activity_rate", "time_to_value", "csat")
_PHASE_2 = (*_PHASE_1, "product_usage", "product_adoption", "health_score", "nps", "mau")
_PHASE_3 = (
    *_PHASE_2, "net_revenue_retention", "gross_revenue_retention", "expansion_revenue",
    "customer_retention_cost",
)  # fmt: skip

PROFILES = {
    "executive_16": EXECUTIVE_16,
    "phase_1": _PHASE_1,
    "phase_2": _PHASE_2,
    "phase_3": _PHASE_3,
}
"""Ids by profile; one that the catalogue does not have is not shown."""


def profile_metrics(profile: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of a profile that the catalogue has, section by section in the catalogue's order."""
    wanted = set(PROFILES[profile])
    return tuple(metric for metric in catalogue if metric in wanted)
