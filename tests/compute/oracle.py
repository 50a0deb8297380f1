"""The plain-Python oracle: every metric, part and key of one variant in one span.

``answers`` is all there is to call. The definitions are in the siblings, one per section.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.compute import oracle_accounts as accounts
from tests.compute import oracle_expansion as expansion
from tests.compute import oracle_fit as fit
from tests.compute import oracle_renewals as renewals
from tests.compute import oracle_retention as retention
from tests.compute import oracle_surveys as surveys
from tests.compute.oracle_world import Answers, View

Definition = Callable[[View, str, Mapping[str, Any]], Answers]

DEFINITIONS: dict[str, Definition] = {
    "net_revenue_retention": retention.net_revenue_retention,
    "gross_revenue_retention": retention.gross_revenue_retention,
    "revenue_churn": retention.revenue_churn,
    "logo_retention": retention.logo_retention,
    "logo_churn": retention.logo_churn,
    "renewal_rate": renewals.renewal_rate,
    "upsell_rate": expansion.upsell_rate,
    "average_growth": expansion.average_growth,
    "average_upsell_value": expansion.average_upsell_value,
    "average_upsell_percent": expansion.average_upsell_percent,
    "upsell_trends": expansion.upsell_trends,
    "csat": surveys.csat,
    "nps": surveys.nps,
    "referenceable_customers": accounts.referenceable_customers,
    "csm_account_ratio": accounts.csm_account_ratio,
    "csm_load_vs_churn": accounts.csm_load_vs_churn,
    "at_risk_accounts": accounts.at_risk_accounts,
    "bad_fit_churn": fit.bad_fit_churn,
    "product_gaps": fit.product_gaps,
    "opt_out_usage": fit.opt_out_usage,
    "churn_drivers": fit.churn_drivers,
}


def answers(view: View, metric: str, method: str, options: Mapping[str, Any]) -> Answers:
    """All parts of a metric; one ``Answer`` each, or one per key.

    Raises ``NoRateError`` when an amount that counts has no exchange rate.
    """
    return DEFINITIONS[metric](view, method, options)
