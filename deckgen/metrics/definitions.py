"""``definitions: standard | literal_article``: the seed article's own way to compute every metric.

Standard is what the metric files say. The article differs from the field in a few places
(metrics.md section 10); :data:`LITERAL_ARTICLE` names its method for each of the sixteen, so that a
deck can be compared word for word. What a user chooses for a metric wins over both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deckgen.model.request import MetricRequest

STANDARD = "standard"
LITERAL = "literal_article"


@dataclass(frozen=True, slots=True)
class Definition:
    """How one metric is computed: methods by part (``""`` is the metric's own), options, rounding
    (``None`` leaves it)."""

    methods: Mapping[str, str]
    options: Mapping[str, object] = field(default_factory=dict)
    rounding: str | None = None


LITERAL_ARTICLE: Mapping[str, Definition] = {
    # "includes all expansions, downsells, new customers, and churn"
    "net_revenue_retention": Definition({"": "total_revenue_ratio"}, {"measure": "snapshot"}),
    "revenue_churn": Definition({"": "gross"}),
    # "9 customers at the end of the quarter / 10 customers at the start of the quarter"
    "logo_retention": Definition({"": "end_over_start"}),
    "logo_churn": Definition({"": "opening"}),
    # "divided by the number of customers overall"; "before renewal conversations" has no number
    "upsell_rate": Definition({"": "overall"}, {"base": "ever", "renewal_window_days": 90}),
    "average_growth": Definition({"value": "per_customer", "percent": "ratio_of_averages"}),
    # "usually >50%"; 10 of 15 is printed as 66%
    "upsell_trends": Definition(
        {"": "all_upsold"}, {"threshold": "0.5", "as": "whole_percent"}, rounding="floor"
    ),
    # "Average out scores during the period for each interaction type"
    "csat": Definition({"": "mean_pct"}, {"rescale": "of_max"}),
    # "Your NPS is promoters-detractors. That means 50-30 = 20."
    "nps": Definition({"": "count_difference"}, {"unit": "response"}),
    "referenceable_customers": Definition({"": "explicit_permission"}),
    "csm_account_ratio": Definition({"": "mean"}),
    "at_risk_accounts": Definition({"": "below_threshold"}),
    "bad_fit_churn": Definition({"": "either"}, {"value": "acv"}),
    "product_gaps": Definition({"": "unique_customers"}),
    # "10 customers used the opt-out clause out of 50 total"
    "opt_out_usage": Definition({"": "all_deals"}),
    "churn_drivers": Definition({"": "all_churned"}),
}
"""The article's definition of each of the sixteen metrics."""


def defined(request: MetricRequest, definitions: str) -> MetricRequest:
    """The request under a set of definitions; methods and options it names itself stay.

    Rounding cannot be told apart from its default, so the article's wins where it has one. Raises
    ``ValueError`` for definitions that do not exist.
    """
    if definitions == STANDARD:
        return request
    if definitions != LITERAL:
        raise ValueError(f"definitions are {STANDARD} or {LITERAL}, not {definitions!r}")
    own = LITERAL_ARTICLE.get(request.id)
    if own is None:
        return request
    return replace(
        request,
        methods={**own.methods, **request.methods},
        options={**own.options, **request.options},
        rounding=own.rounding or request.rounding,
    )
