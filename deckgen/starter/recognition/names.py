"""What exports call the columns of the canonical tables, as data.

``strong`` names say what the column is; ``weak`` names only suggest it. The words are those of
:func:`deckgen.starter.recognition.headers.words` (account, client and company are ``customer``),
for days and months without a final ``date``, ``on`` or ``at``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one canonical column, the best first."""

    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()


def _names(strong: str, weak: str = "") -> Names:
    def split(text: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in text.split(",") if name.strip())

    return Names(split(strong), split(weak))


_CUSTOMER = _names(
    "customer id, customer number, customer key, customer code, customer external id, customer",
    "customer uuid, associated customer id, associated customer ids",
)
_CURRENCY = _names("currency, currency code, currency iso code", "ccy, billing currency")
_CSM = _names(
    "csm, csm id, csm name, customer success manager, success manager, customer success owner",
    "owner, customer owner, owner id, owner name, customer manager, relationship manager, manager",
)
_FROM = _names("from, start, valid from, assigned, assignment start, effective from", "since")
_TO = _names("to, end, until, valid to, valid until, unassigned, assignment end", "removed")

NAMES: dict[str, dict[str, Names]] = {
    "customers": {
        "customer_id": _names(
            "customer id, customer number, customer key, customer code, customer external id",
            "customer, id, record id, external id, customer uuid",
        ),
        "name": _names("customer name, name", "customer, display name, legal name"),
        "segment": _names(
            "segment, customer segment, customer tier, tier",
            "plan tier, plan, plan name, size, customer size, size band",
        ),
        "fit": _names("icp fit, customer fit, fit", "icp"),
        "fit_tagged_on": _names("fit tagged, fit, icp fit"),
        "seats": _names("seats, seat count, licensed seats, number of seats", "licenses, users"),
        "referral_value": _names("referral value"),
        "csm_id": _CSM,
        "parent_id": _names("parent id, parent customer id, parent customer", "parent"),
        "start_date": _names(
            "customer since, start, became customer, original contract",
            "sign up, signed up, created, create, join, joined, first paid, contract start",
        ),
        "first_value_date": _names(
            "go live, went live, first value", "onboarded, onboarding completed, launch, live"
        ),
        "reference_granted_on": _names("reference since, reference granted", "reference"),
        "reference_revoked_on": _names("reference withdrawn, reference revoked, reference until"),
        "reference_kinds": _names(
            "reference kinds, reference kind, reference type, reference types"
        ),
        "at_risk_since": _names("at risk since, risk since", "at risk, risk flagged"),
        "at_risk_until": _names("at risk until, risk until", "risk resolved"),
    },
    "revenue": {
        "customer_id": _CUSTOMER,
        "month": _names(
            "month, reporting month, revenue month, billing month, month end, snapshot month",
            "period, date, as of, snapshot, reporting, reporting period",
        ),
        "product": _names(
            "product, product name, product id, sku", "subscription id, plan, plan name, plan id"
        ),
        "amount": _names(
            "mrr, monthly recurring revenue, mrr amount, closing mrr, ending mrr, arr, arr amount, "
            "annual recurring revenue, closing arr, ending arr, recurring revenue",
            "amount, revenue, value, monthly revenue, monthly amount, monthly fee, current mrr, "
            "current arr",
        ),
        "currency": _CURRENCY,
    },
    "contracts": {
        "contract_id": _names(
            "contract id, contract number, contract, agreement id, agreement number, "
            "subscription id, subscription number",
            "id, order id, order number, deal id",
        ),
        "customer_id": _CUSTOMER,
        "start_date": _names(
            "start, contract start, term start, subscription start, current term start",
            "effective, from, service start, valid from, period start, activated",
        ),
        "end_date": _names(
            "end, contract end, term end, subscription end, current term end, expiry, expiration",
            "to, until, valid to, renewal, next renewal, period end, expires, ended, cancelled, "
            "canceled",
        ),
        "acv": _names(
            "acv, annual contract value, arr, arr amount, annual recurring revenue, annual value",
            "annual amount, amount, contract value, value, subscription amount, mrr, mrr amount, "
            "monthly amount, monthly recurring revenue, monthly fee, price",
        ),
        "currency": _CURRENCY,
        "tcv": _names("tcv, total contract value", "total value, contract total, total amount"),
        "opt_out_deadline": _names(
            "opt out until, opt out deadline, opt out, cancellation deadline, notice deadline",
            "cancel by, notice",
        ),
        "outcome": _names(
            "outcome, renewal outcome, renewal status",
            "status, contract status, subscription status, state",
        ),
        "outcome_date": _names("decided, outcome, decision, renewal decision", "closed, cancelled"),
        "renewed_acv": _names(
            "renewed acv, renewal acv, renewed arr", "renewal amount, renewed amount, renewed value"
        ),
    },
    "reasons": {
        "customer_id": _CUSTOMER,
        "date": _names(
            "recorded, churn, churned, cancellation, reason, logged, noted",
            "date, created, cancelled, close, closed, event",
        ),
        "kind": _names("reason kind, reason type, reason category", "category, kind, type"),
        "label": _names(
            "reason, churn reason, reason code, cancellation reason, cancel reason, loss reason, "
            "lost reason, closed lost reason, upsell reason, reason label, reason for churn",
            "label, driver, root cause, primary reason, main reason, gap, feature requested",
        ),
        "is_primary": _names("main reason, primary reason, is primary, primary", "main"),
        "involuntary": _names("involuntary, payment failure, payment failed, is involuntary"),
        "resolved_on": _names("resolved", "closed, fixed, delivered"),
        "note": _names("note, notes, comment, comments, feedback text", "feedback, description"),
    },
    "surveys": {
        "response_id": _names(
            "response id, response, response number, survey response id, answer id, "
            "feedback submission id, submission id",
            "survey id, survey, id, record id",
        ),
        "kind": _names("survey type, survey kind", "survey, survey name, type"),
        "customer_id": _CUSTOMER,
        "respondent_id": _names(
            "contact, contact id, respondent, respondent id", "respondent email, contact email, "
            "email, user id, user, requester id, requester",
        ),
        "channel": _names("channel, survey channel, touchpoint", "interaction type, source, team"),
        "score": _names(
            "likelihood to recommend, nps score, nps, nps rating, csat, csat score, csat rating, "
            "satisfaction score, satisfaction rating, rating, survey score, ces, ces score",
            "score, answer, satisfaction, effort score, value",
        ),
        "sent_at": _names("sent, survey sent, requested, invited", "submitted, created, asked"),
        "responded_at": _names(
            "responded, answered, replied, response, submission, response received",
            "completed, submitted, closed, date, updated, created, rated",
        ),
        "comment": _names("comment, comments, verbatim, survey comment", "feedback, note, text"),
        "theme": _names(
            "theme, themes, comment theme, comment topic, feedback theme",
            "topic, topics, tag, tags, reason, reason category",
        ),
        "interaction_id": _names(
            "ticket id, ticket, ticket number, case, case id, case number, interaction id, "
            "conversation id",
        ),
        "followed_up_at": _names("followed up, follow up, loop closed, closed loop"),
    },
    "health": {
        "customer_id": _CUSTOMER,
        "date": _names(
            "snapshot, scored, measured, as of, score, health score",
            "date, month, period, calculated, updated, created",
        ),
        "component": _names("component, measure, health measure", "category, metric"),
        "score": _names(
            "health score, overall score, customer health score, overall health score, health",
            "score, value, points, customer health",
        ),
        "band": _names(
            "band, health band, health status, rag, rag status, health color, health colour",
            "status, color, colour, score label, risk level",
        ),
    },
    "assignments": {
        "csm_id": _CSM,
        "customer_id": _CUSTOMER,
        "start_date": _FROM,
        "end_date": _TO,
        "role": _names("role, csm role", "type"),
        "fte": _names("fte, full time equivalent", "allocation, capacity"),
        "csm_started_on": _names("csm started, csm hired, hire, csm start"),
    },
    "memberships": {
        "customer_id": _CUSTOMER,
        "dimension": _names("dimension, attribute", "field"),
        "value": _names(
            "value, tier, segment, customer tier, customer segment, region, team",
            "plan, plan tier, industry, country",
        ),
        "start_date": _FROM,
        "end_date": _TO,
    },
    "movements": {
        "movement_id": _names(
            "movement id, movement number, change id, change number, event id", "id, event number"
        ),
        "customer_id": _CUSTOMER,
        "date": _names(
            "effective, change, movement, mrr change, event, effective from",
            "date, occurred, timestamp, month, created, close",
        ),
        "type": _names(
            "movement type, change type, mrr change type, mrr movement type, event type",
            "type, category, movement, change, kind",
        ),
        "subtype": _names("subtype, sub type, change detail, movement subtype", "detail, details"),
        "amount": _names(
            "mrr delta, mrr change, mrr movement, arr change, arr delta, change in mrr, "
            "change in arr, delta mrr, delta arr",
            "amount, delta, change amount, difference, change, mrr, arr",
        ),
        "currency": _CURRENCY,
    },
    "fx_rates": {
        "month": _names("month, rate month", "date, period, rate"),
        "currency": _names("currency, currency code, from currency", "ccy"),
        "rate": _names("rate, fx rate, exchange rate"),
    },
}  # fmt: skip
"""By table and column."""

DISTINCTIVE: dict[str, frozenset[str]] = {
    "customers": frozenset({"customer_id"}),
    "revenue": frozenset({"amount"}),
    "contracts": frozenset({"contract_id", "acv", "end_date"}),
    "reasons": frozenset({"label"}),
    "surveys": frozenset({"score"}),
    "health": frozenset({"score", "band"}),
    "assignments": frozenset({"csm_id"}),
    "memberships": frozenset({"value"}),
    "movements": frozenset({"type", "amount"}),
    "fx_rates": frozenset({"rate"}),
}
"""Columns of which at least one must be found, or the export is no such table."""

FILE_WORDS: dict[str, frozenset[str]] = {
    "customers": frozenset({"accounts", "customers", "companies", "clients", "crm", "company"}),
    "revenue": frozenset({"mrr", "arr", "revenue", "billing"}),
    "contracts": frozenset({"contracts", "contract", "subscriptions", "subscription", "renewals"}),
    "reasons": frozenset({"reasons", "churn", "mortems", "cancellations", "gaps"}),
    "surveys": frozenset({"survey", "surveys", "nps", "csat", "ces", "satisfaction", "responses"}),
    "health": frozenset({"health", "scorecard", "scorecards", "scores"}),
    "assignments": frozenset({"assignments", "csm", "csms", "books", "coverage"}),
    "memberships": frozenset({"history", "memberships", "segments"}),
    "movements": frozenset({"movements", "movement", "changes", "upgrades"}),
    "fx_rates": frozenset({"fx", "rates", "exchange"}),
}
"""Words in the name of a file or sheet that speak for a table."""
