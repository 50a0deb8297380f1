"""One human sentence for every code of metrics.md R9: why there is no value, and what to mind."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "zero_opening_revenue": "no customer paid anything at the opening",
    "zero_opening_customers": "there were no customers at the opening",
    "zero_denominator": "there is nothing to divide by",
    "no_opening_snapshot": "the opening month is not loaded",
    "closing_snapshot_missing": "the closing month is not loaded",
    "missing_fx_rate": "an exchange rate is missing",
    "conflicting_duplicate_rows": "rows with the same key contradict each other",
    "no_responses": "no responses",
    "one_channel": "all answers came by one channel",
    "no_upsells": "no customer was upsold",
    "zero_pre_upsell_value": "no upsold customer had a contract value before",
    "no_churned_customers": "no customer churned",
    "no_bad_fit_reason": "no reason for leaving says that a customer was a bad fit",
    "no_eligible_contracts": "no contract is eligible",
    "nothing_due": "nothing was due",
    "no_csms": "no CSM has an account",
    "no_trials": "no trial ended",
    "no_new_customers": "there are no new customers",
    "zero_churn": "nobody churned",
    "no_sessions": "there are no sessions",
    "no_active_users": "there are no active users",
    "no_components": "no component has a score",
    "no_recovered": "no account recovered",
    "too_few_csms": "fewer than five CSMs",
    "no_current_health": "no customer has a current health score",
    "inputs_missing": "its inputs are not mapped",
    "not_split_by_dimension": "it is not known by segment",
    "not_supplied": "no number was supplied for it",
    "no_such_period": "the period is not covered",
    "no_value": "there is no value",
    "no_margin_when_weighted": "a weighted score has no margin of error",
    "not_applicable": "it does not apply to this method",
}
"""Why a value is undefined, to follow a colon or "because"; no capital, no full stop."""

WARNINGS: Mapping[str, str] = {
    "duplicate_rows_dropped": "Exact duplicate rows were dropped",
    "negative_revenue_floored": "Negative revenue counts as zero",
    "closing_coverage_low": "Fewer than half of the opening customers have a closing row",
    "partial_period": "The period is not over",
    "invalid_scores_excluded": "Answers without a score on the scale are excluded",
    "unassigned_accounts": "Some accounts have no CSM",
    "health_coverage_incomplete": "Some customers have no current health score",
    "open_renewals_excluded": "Renewals still open are excluded",
    "missing_components_reweighted": "Missing components are weighted away",
    "zero_pre_upsell_value_excluded": "Upsells on a value of zero are excluded",
    "cohort_not_mature": "The cohort is not mature yet",
    "not_all_reached_value": "Some customers have not reached value yet",
    "ltv_not_above_cac": "Lifetime value is not above acquisition cost",
}
"""What a warning means: a short sentence without its full stop."""


def reason(code: str | None) -> str:
    """Why there is no value. A code that is not known is printed in plain words."""
    if code is None:
        return REASONS["no_value"]
    return REASONS.get(code, _plain(code))


def warning(code: str) -> str:
    """What a warning means; a code that is not known is printed in plain words."""
    words = _plain(code)
    return WARNINGS.get(code, words[:1].upper() + words[1:])


def _plain(code: str) -> str:
    return code.replace("_", " ")
