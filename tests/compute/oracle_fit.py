"""Customer fit by the book (metrics.md 7.4), for the oracle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.compute.oracle_accounts import churn_day, lookback_start, resolved
from tests.compute.oracle_world import (
    Answer,
    Answers,
    Row,
    View,
    day,
    money,
    number,
    ratio,
    undefined,
)

Options = Mapping[str, Any]


def _without(code: str | None, parts: Answers) -> Answers:
    if code is None:
        return parts
    return {n: {} if isinstance(p, dict) else undefined(code) for n, p in parts.items()}


def churned(view: View, options: Options) -> list[str]:
    """Opening customers not active at the closing."""
    free = options.get("zero_is_active", False)
    return [
        one for one in view.members
        if view.active_opening(one, free) and not view.active_closing(one, free)
    ]  # fmt: skip


def churn_reasons(view: View, customer: str, options: Options) -> list[Row]:
    """Known by the cut-off (R12) and not older than the look-back (R14)."""
    return [
        row for row in view.world.of("reasons")
        if row["kind"] == "churn"
        and row["customer_id"] == customer
        and lookback_start(view, options) <= (day(row["date"]) or 0) <= view.span.cutoff_day
    ]  # fmt: skip


def churn_drivers(view: View, method: str, options: Options) -> Answers:
    gone = churned(view, options)
    primary = method == "primary_only"
    given = {
        one: {
            row["label"] for row in churn_reasons(view, one, options)
            if not primary or row.get("is_primary")
        }
        for one in gone
    }  # fmt: skip
    told = [one for one in gone if given[one]]
    paid = {one: view.opening(one) * view.world.annual for one in gone}

    def weight(who: list[str]) -> Fraction:
        return sum(
            (paid[one] if method == "revenue_weighted" else Fraction(1) for one in who), Fraction(0)
        )

    base = weight(told if method == "with_reason" else gone)
    labels = sorted({label for own in given.values() for label in own})
    by_label = {label: [one for one in gone if label in given[one]] for label in labels}
    zero = "no_churned_customers" if not gone else "zero_denominator"
    shares = {label: ratio(weight(who), base, zero) for label, who in by_label.items()}
    known = [share.value for share in shares.values() if share.value is not None]
    value = Answer(max(known, default=Fraction(0))) if base else undefined(zero)
    unknown_base = weight(gone)
    left = [
        one for one in gone
        if any(row.get("involuntary") for row in churn_reasons(view, one, options))
    ]  # fmt: skip
    return _without(
        view.snapshots,
        {
            "value": value,
            "unknown": ratio(weight([o for o in gone if not given[o]]), unknown_base, zero),
            "churned": number(len(gone)),
            "sum": Answer(sum(known, Fraction(0))) if base else undefined(zero),
            "involuntary": number(len(left)) if gone else undefined("no_churned_customers"),
            "share": shares,
            "customers": {label: number(len(who)) for label, who in by_label.items()},
            "revenue": {
                label: number(sum(paid[one] for one in who)) for label, who in by_label.items()
            },
        },
    )


def bad_fit_churn(view: View, method: str, options: Options) -> Answers:
    gone = churned(view, options)
    bad_labels = options.get("bad_fit_reasons", ("bad_fit",))
    row_of = {row["customer_id"]: row for row in view.world.of("customers")}

    def fit(one: str) -> str:
        return row_of.get(one, {}).get("fit") or "unknown"

    def is_bad(one: str) -> bool:
        reason = any(row["label"] in bad_labels for row in churn_reasons(view, one, options))
        return {
            "either": fit(one) == "bad" or reason,
            "fit_tag": fit(one) == "bad",
            "churn_reason": reason,
        }[method]

    def tagged_in_time(one: str) -> bool:
        tagged = day(row_of.get(one, {}).get("fit_tagged_on"))
        return fit(one) == "bad" and tagged is not None and tagged <= churn_day(view, one)

    tagging = any(row.get("fit") for row in view.world.of("customers"))
    named = any(
        row["kind"] == "churn" and row["label"] in bad_labels for row in view.world.of("reasons")
    )
    silent = (
        gone and not named and (method == "churn_reason" or (method == "either" and not tagging))
    )
    bad = [one for one in gone if is_bad(one)]
    paid = {one: view.opening(one) * view.world.annual for one in gone}
    return _without(
        view.snapshots or ("no_bad_fit_reason" if silent else None),
        {
            "value": number(len(bad)),
            "deals": number(len(bad)),
            "contract_value": number(sum(paid[one] for one in bad)),
            "share_of_churned": ratio(len(bad), len(gone), "no_churned_customers"),
            "tagged_at_sale": number(len([one for one in bad if tagged_in_time(one)])),
            # neither bad by the method nor tagged as good
            "unknown": number(len([o for o in gone if o not in bad and fit(o) != "good"])),
            "bad_revenue": number(sum(paid[one] for one in bad)),
            "good_revenue": number(
                sum(paid[one] for one in gone if one not in bad and fit(one) == "good")
            ),
            "unknown_revenue": number(
                sum(paid[one] for one in gone if one not in bad and fit(one) != "good")
            ),
            "churn_rate": _rates_by_fit(view, gone, fit, options),
        },
    )


def _rates_by_fit(
    view: View, gone: Sequence[str], fit: Callable[[str], str], options: Options
) -> dict[str, Answer]:
    """Lost over opening customers, by the tag; nothing where nobody of them is tagged."""
    free = options.get("zero_is_active", False)
    there = [one for one in view.members if view.active_opening(one, free)]
    names = {"bad": "bad fit", "good": "good fit", "unknown": "fit unknown"}
    if not any(fit(one) in ("bad", "good") for one in there):
        return {}
    return {
        name: ratio(
            sum(fit(one) == tag for one in gone), sum(fit(one) == tag for one in there), "never"
        )
        for tag, name in names.items()
        if any(fit(one) == tag for one in there)
    }


def product_gaps(view: View, method: str, options: Options) -> Answers:
    free = options.get("zero_is_active", False)
    base = [one for one in view.members if view.ever_active(one, free)]
    end = view.span.last_day
    labels: dict[str, set[str]] = {}
    for row in view.world.of("reasons"):
        if (
            row["kind"] == "product_gap"
            and row["customer_id"] in base
            and lookback_start(view, options) <= (day(row["date"]) or 0) <= end
            and not resolved(row, end)
            and (method != "primary_only" or row.get("is_primary"))
        ):
            labels.setdefault(row["label"], set()).add(row["customer_id"])
    citing = sorted(set().union(*labels.values())) if labels else []

    def lost(who: Any) -> Fraction:
        own = [view.opening(one) for one in who if not view.active_closing(one, free)]
        return sum(own, Fraction(0)) * view.world.annual

    def at_risk(who: Any) -> Fraction:
        own = [view.closing_own_rate(one) for one in who if view.active_closing(one, free)]
        return sum(own, Fraction(0)) * view.world.annual

    worth: Answers = {
        "at_risk_revenue": number(at_risk(citing)),
        "gap_at_risk_revenue": {k: number(at_risk(v)) for k, v in labels.items()},
    }
    if view.snapshots:
        worth["gap_at_risk_revenue"] = {}
    closing_only = "closing_snapshot_missing" if view.no_closing else None
    parts = _without(
        view.snapshots,
        {
            "value": ratio(len(citing), len(base), "zero_denominator", len(base)),
            "customers": number(len(citing)),
            "lost_revenue": number(lost(citing)),
            "share": {k: ratio(len(v), len(base), "zero_denominator") for k, v in labels.items()},
            "gap_customers": {k: number(len(v)) for k, v in labels.items()},
            "gap_lost_revenue": {k: number(lost(v)) for k, v in labels.items()},
        },
    )
    return {**parts, **_without(closing_only, worth)}


def opt_out_usage(view: View, method: str, options: Options) -> Answers:
    span = view.span
    rows = [row for row in view.world.of("contracts") if view.in_opening_group(row["customer_id"])]
    if method == "eligible":
        deals = [
            row for row in rows
            if (limit := day(row.get("opt_out_deadline"))) is not None
            and span.first_day <= limit <= span.last_day
        ]  # fmt: skip
    elif method == "deals_started":
        deals = [
            row for row in rows
            if row.get("opt_out_deadline") is not None
            and span.first_day <= (day(row["start_date"]) or 0) <= span.last_day
        ]  # fmt: skip
    else:
        deals = [row for row in rows if _runs_in(row, span.first_day, span.last_day)]
    # Of the deals that started in the period, opt-outs are known up to the cut-off (R12).
    known_by = span.cutoff_day if method == "deals_started" else span.last_day
    used = [row for row in deals if _opted_out_in_time(row, known_by)]
    worth = sum(
        (
            money(row["acv"]) * view.world.rate(row.get("currency"), span.opening_month)
            for row in used
        ),
        Fraction(0),
    )
    gone = churned(view, options)
    parts: Answers = {
        "used": number(len(used)),
        "not_used": number(len(deals) - len(used)),
        "revenue_lost": number(worth),
        "contracts": number(len(deals)),
        "also_churned": number(len([row for row in used if row["customer_id"] in gone])),
    }
    zero = "no_eligible_contracts"
    if not deals:
        return {name: undefined(zero) for name in ("value", *parts)}
    if view.snapshots:
        parts["also_churned"] = undefined(view.snapshots)
    return {"value": ratio(len(used), len(deals), zero, len(deals)), **parts}


def _ended(row: Row) -> int | None:
    if row.get("outcome") == "opted_out" and row.get("outcome_date") is not None:
        return day(row["outcome_date"])
    return day(row.get("end_date"))


def _runs_in(row: Row, first: int, last: int) -> bool:
    ended = _ended(row)
    return (day(row["start_date"]) or 0) <= last and (ended is None or ended >= first)


def _opted_out_in_time(row: Row, known_by: int) -> bool:
    limit, when = day(row.get("opt_out_deadline")), day(row.get("outcome_date"))
    if row.get("outcome") != "opted_out" or limit is None or when is None:
        return False
    return when <= limit and when <= known_by
