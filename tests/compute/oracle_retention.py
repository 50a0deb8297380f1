"""Retention by the book (metrics.md 7.1), for the oracle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.compute.oracle_world import Answer, Answers, Event, View, month, number, ratio, undefined

Options = Mapping[str, Any]
ZERO_REVENUE = "zero_opening_revenue"
ZERO_CUSTOMERS = "zero_opening_customers"
LOSSES = ("contraction", "churn")


def base_of(view: View) -> list[str]:
    """Opening customers of the revenue metrics; with kept credits, any amount but 0 (R8)."""
    if view.world.keep_negative:
        return [one for one in view.members if view.opening(one) != 0]
    return [one for one in view.members if view.opening(one) > 0]


def customers_at_opening(view: View, options: Options) -> int:
    """The n of the revenue metrics: logos, which free plans may join."""
    free = options.get("zero_is_active", False)
    return len([one for one in view.members if view.active_opening(one, free)])


def counted_events(view: View, options: Options) -> list[Event]:
    """Events of opening customers, `new` never, the left-out subtypes neither (R5)."""
    left_out = options.get("exclude_subtypes", ())
    events = view.events(base_of(view))
    return [e for e in events if e.type != "new" and e.subtype not in left_out]


def lost_parts(view: View, options: Options) -> tuple[Fraction, Fraction, Fraction]:
    """Cancelled, downgraded and expanded revenue of the opening customers, all positive.

    Who is no customer any more has cancelled, also one that a kept credit puts below zero (R4).
    """
    free = options.get("zero_is_active", False)
    churned = contracted = expanded = Fraction(0)
    for one in base_of(view):
        a, b = view.opening(one), view.closing(one)
        if b >= a:
            expanded += b - a
        elif view.active_closing(one, free):
            contracted += a - b
        else:
            churned += a - b
    return churned, contracted, expanded


def kept_revenue(view: View) -> Fraction:
    """GRR: sum of min(opening, closing), a closing below zero counted as 0."""
    zero = Fraction(0)
    base = base_of(view)
    return sum((min(view.opening(one), max(view.closing(one), zero)) for one in base), zero)


def guarded(names: list[str], view: View, compute: Callable[[], Answers]) -> Answers:
    """A missing snapshot undoes every part of a metric of opening customers (R10)."""
    if view.snapshots:
        return {name: undefined(view.snapshots) for name in names}
    return compute()


def net_revenue_retention(view: View, method: str, options: Options) -> Answers:
    parts = _net(view, method, options)
    value = parts["value"]
    assert isinstance(value, Answer)
    if options.get("as") == "change" and value.value is not None:
        parts["value"] = Answer(value.value - 1, n=value.n)
    return parts


def _net(view: View, method: str, options: Options) -> Answers:
    if method == "cohort":
        return guarded(_BRIDGE, view, lambda: _bridge(view, options))
    if method == "movements":
        names = ["value", "expansion", "lost", "gross"]
        return guarded(names, view, lambda: _by_events(view, options))
    assert method == "total_revenue_ratio"
    return guarded(["value", "change", "gross"], view, lambda: _total_ratio(view, options))


_BRIDGE = [
    "value", "gross", "opening", "new", "reactivation", "expansion", "contraction", "churn",
    "fx", "cohort_closing", "closing",
]  # fmt: skip


def _bridge(view: View, options: Options) -> Answers:
    base, floating = base_of(view), view.world.floating
    ending = view.closing_own_rate if floating else view.closing
    opening = sum((view.opening(one) for one in base), Fraction(0))
    churned, contracted, expanded = lost_parts(view, options)
    constant = sum((view.closing(one) for one in base), Fraction(0))
    cohort = sum((ending(one) for one in base), Fraction(0))
    new = back = Fraction(0)
    for one in view.members:
        if one not in base:
            if view.paid_before(one):
                back += ending(one)
            else:
                new += ending(one)
    above = cohort + (back if options.get("include_reactivation") else 0)
    parts: Answers = {
        "value": ratio(above, opening, ZERO_REVENUE, n=customers_at_opening(view, options)),
        "gross": gross_revenue_retention(view, "snapshot", options)["value"],
        "opening": number(opening),
        "new": number(new),
        "reactivation": number(back),
        "expansion": number(expanded),
        "contraction": number(-contracted),
        "churn": number(-churned),
        "cohort_closing": number(cohort),
        "closing": number(cohort + new + back),
    }
    parts["fx"] = number(cohort - constant)  # 0 while rates are constant
    return parts


def _by_events(view: View, options: Options) -> Answers:
    base = base_of(view)
    opening = sum((view.opening(one) for one in base), Fraction(0))
    events = counted_events(view, options)
    if options.get("include_reactivation"):
        left_out = options.get("exclude_subtypes", ())
        outside = [one for one in view.members if one not in base]
        events = events + [
            e for e in view.events(outside)
            if e.type == "reactivation" and e.subtype not in left_out
        ]  # fmt: skip
    lost = -sum((e.amount for e in events if e.type in LOSSES), Fraction(0))
    gained = sum((e.amount for e in events if e.type not in LOSSES), Fraction(0))
    expanded = sum((e.amount for e in events if e.type == "expansion"), Fraction(0))
    return {
        "value": ratio(
            opening + gained - lost, opening, ZERO_REVENUE, n=customers_at_opening(view, options)
        ),
        "gross": gross_revenue_retention(view, "snapshot", options)["value"],
        "expansion": number(expanded),
        "lost": number(lost),
    }


def _total_ratio(view: View, options: Options) -> Answers:
    world, span = view.world, view.span
    ending = view.closing_own_rate if world.floating else view.closing
    before = sum((view.opening(one) for one in view.members), Fraction(0))
    now = sum((ending(one) for one in view.members), Fraction(0))
    if options.get("measure") == "period_sum":
        length = span.closing_month - span.opening_month
        months = range(span.opening_month - length + 1, span.closing_month + 1)
        sums = {m: _month_sum(view, m) for m in months}
        before = sum((sums[m] for m in months if m <= span.opening_month), Fraction(0))
        now = sum((sums[m] for m in months if m > span.opening_month), Fraction(0))
    value = ratio(now, before, ZERO_REVENUE)
    change = value if value.value is None else Answer(value.value - 1)
    gross = gross_revenue_retention(view, "snapshot", options)["value"]
    return {"value": value, "change": change, "gross": gross}


def _month_sum(view: View, month: int) -> Fraction:
    rate_month = view.span.opening_month
    amounts = (view.world.amount(one, month, rate_month) for one in view.members)
    return sum(amounts, Fraction(0))


def gross_revenue_retention(view: View, method: str, options: Options) -> Answers:
    def compute() -> Answers:
        base = base_of(view)
        opening = sum((view.opening(one) for one in base), Fraction(0))
        if method == "snapshot":
            zero = Fraction(0)
            kept = sum((min(view.opening(one), max(view.closing(one), zero)) for one in base), zero)
        else:
            events = counted_events(view, options)
            kept = opening + sum((e.amount for e in events if e.type in LOSSES), Fraction(0))
        return {
            "value": ratio(kept, opening, ZERO_REVENUE, n=customers_at_opening(view, options)),
            "lost": number(opening - kept),
        }

    return guarded(["value", "lost"], view, compute)


def revenue_churn(view: View, method: str, options: Options) -> Answers:
    def compute() -> Answers:
        base = base_of(view)
        opening = sum((view.opening(one) for one in base), Fraction(0))
        churned, contracted, expanded = lost_parts(view, options)
        events = counted_events(view, options)
        lost = {
            "gross": opening - kept_revenue(view),
            "cancelled_only": churned,
            "net": churned + contracted - expanded,
            "movements": -sum((e.amount for e in events if e.type in LOSSES), Fraction(0)),
        }[method]
        return {
            "value": ratio(lost, opening, ZERO_REVENUE, n=customers_at_opening(view, options)),
            "lost": number(lost),
            "churned": number(churned),
            "contracted": number(contracted),
        }

    return guarded(["value", "lost", "churned", "contracted"], view, compute)


def _tenures(view: View, lost: set[str]) -> dict[str, Answer]:
    """How long the lost had been customers at the opening, in years."""
    opening = view.span.opening_month
    found = {"under 1 year": 0, "1 to 2 years": 0, "over 2 years": 0, "not known": 0}
    for one in lost:
        rows = [row for row in view.world.of("customers") if row["customer_id"] == one]
        started = rows[0].get("start_date") if rows else None
        paid = [when for when in view.world.loaded if view.world.active(one, when)]
        since = month(started) if started else min(paid, default=opening + 1)
        years = min((opening - since) // 12, 2)
        known = started or (years >= 0 and (since > view.world.loaded[0] or years == 2))
        names = ("under 1 year", "1 to 2 years", "over 2 years")
        found[names[max(years, 0)] if known else "not known"] += 1
    if sum(found.values()) == found["not known"]:
        return {}
    if not found["not known"]:
        del found["not known"]
    return {name: number(count) for name, count in found.items()}


def logo_retention(view: View, method: str, options: Options) -> Answers:
    free = options.get("zero_is_active", False)

    def compute() -> Answers:
        start = {one for one in view.members if view.active_opening(one, free)}
        end = {one for one in view.members if view.active_closing(one, free)}
        new = end - start
        if not options.get("count_reactivated_as_new"):
            new = {one for one in new if not view.paid_before(one)}
        above = {
            "cohort": len(start & end),
            "net_of_new": len(end) - len(new),
            "end_over_start": len(end),
        }[method]
        return {
            "value": ratio(above, len(start), ZERO_CUSTOMERS, n=len(start)),
            "retained": number(len(start & end)),
            "opening": number(len(start)),
            "new_or_back": number(len(end - start)),
            "lost": number(len(start - end)),
            "tenure": _tenures(view, start - end),
        }

    names = ["value", "retained", "opening", "new_or_back", "lost", "tenure"]
    closing = number(len([one for one in view.members if view.active_closing(one, free)]))
    missing = undefined("closing_snapshot_missing")
    parts = guarded(names, view, compute)
    return {**parts, "closing": missing if view.no_closing else closing}


def logo_churn(view: View, method: str, options: Options) -> Answers:
    free = options.get("zero_is_active", False)

    def compute() -> Answers:
        start = {one for one in view.members if view.active_opening(one, free)}
        gone = {one for one in start if not view.active_closing(one, free)}
        base, lost = len(start), len(gone)
        if method == "opening_plus_new":
            joined = {
                one for one in view.members if one not in start and view.ever_active(one, free)
            }
            base += len(joined)
            lost += len([one for one in joined if not view.active_closing(one, free)])
        if method == "events":
            left_out = options.get("exclude_subtypes", ())
            lost = len(
                [
                    e for e in view.events(start)
                    if e.type == "churn" and e.subtype not in left_out
                ]
            )  # fmt: skip
        revenue = sum((view.opening(one) for one in gone), Fraction(0))
        return {
            "value": ratio(lost, base, ZERO_CUSTOMERS, n=base),
            "lost": number(lost),
            "revenue": number(revenue * view.world.annual),
        }

    return guarded(["value", "lost", "revenue"], view, compute)
