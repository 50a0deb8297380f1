"""Expansion by the book (metrics.md 7.2), for the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from tests.compute.oracle_world import (
    Answer,
    Answers,
    Row,
    View,
    day,
    in_force,
    money,
    month_end,
    number,
    ratio,
    undefined,
)

Options = Mapping[str, Any]


@dataclass(frozen=True)
class Upsell:
    """One upsell, in money per year at the opening month's rate."""

    customer: str
    day: int
    amount: Fraction


def upsells(view: View, options: Options) -> list[Upsell]:
    """Expansions of the period, price increases and exchange rates left out."""
    if view.world.of("movements"):
        left_out = {"fx"} if options.get("count_price_increase") else {"fx", "price_increase"}
        return [
            Upsell(e.customer, e.day, e.amount * view.world.annual)
            for e in view.events(view.members)
            if e.type == "expansion" and e.subtype not in left_out
        ]
    found = []
    for one in view.members:
        a, b = view.opening(one), view.closing(one)
        if a > 0 and b > a:
            found.append(Upsell(one, _first_rise(view, one), (b - a) * view.world.annual))
    return found


def _first_rise(view: View, customer: str) -> int:
    """The last day of the first loaded month that is higher than the one before."""
    world, span = view.world, view.span
    for before, now in zip(world.loaded, world.loaded[1:], strict=False):
        if span.opening_month < now <= span.closing_month and (
            world.amount(customer, now, span.opening_month)
            > world.amount(customer, before, span.opening_month)
        ):
            return month_end(now)
    raise AssertionError("closing is above opening, so some month must rise")


def contracts_in_force(view: View, customer: str, when: int) -> list[Row]:
    """Section 2: from the start to the last day; an opted-out one ends on its outcome date."""
    found = []
    for row in view.world.of("contracts"):
        if row["customer_id"] != customer or not in_force(row, when):
            continue
        if row.get("outcome") == "opted_out":
            ended = day(row.get("outcome_date"))
            if ended is not None and ended < when:
                continue
        found.append(row)
    return found


def is_mid_contract(view: View, upsell: Upsell, options: Options) -> bool:
    """More than the renewal window before the end of the contract in force that ends first."""
    contracts = contracts_in_force(view, upsell.customer, upsell.day)
    if not contracts:
        return False
    ends = [end for row in contracts if (end := day(row.get("end_date"))) is not None]
    if not ends:
        return True  # open-ended: never due
    return upsell.day < min(ends) - int(options.get("renewal_window_days", 90))


def upsell_rate(view: View, method: str, options: Options) -> Answers:
    free = options.get("zero_is_active", False)
    base = options.get("base", "opening")
    members = view.closing_members if base == "closing" else view.members
    if base == "opening":
        customers = {one for one in members if view.active_opening(one, free)}
    elif base == "closing":
        customers = {one for one in members if view.active_closing(one, free)}
    else:
        customers = {one for one in members if view.ever_active(one, free)}
    everyone = View(view.world, view.span)
    sold = [one for one in upsells(everyone, options) if one.customer in customers]
    overall = {one.customer for one in sold}
    mid = {one.customer for one in sold if is_mid_contract(view, one, options)}
    zero = "zero_opening_customers" if base == "opening" else "zero_denominator"
    parts: Answers = {
        "overall": ratio(len(overall), len(customers), zero, len(customers)),
        "mid_contract": ratio(len(mid), len(customers), zero, len(customers)),
    }
    if not view.world.of("contracts"):
        parts["mid_contract"] = undefined("no_eligible_contracts")
    if view.snapshots:
        parts = {name: undefined(view.snapshots) for name in parts}
    counted = parts["overall" if method == "overall" else "mid_contract"]
    assert isinstance(counted, Answer)
    number_of = len(overall if method == "overall" else mid)
    parts["customers"] = undefined(counted.code) if counted.code else number(number_of)
    # all upsells of the variant, of customers outside the base as well
    value = sum((one.amount for one in upsells(view, options)), Fraction(0))
    parts["upsell_value"] = number(value)
    if not view.world.of("movements") and view.snapshots:
        parts["upsell_value"] = undefined(view.snapshots)
    return parts


def _by_customer(sold: list[Upsell]) -> dict[str, list[Upsell]]:
    found: dict[str, list[Upsell]] = {}
    for one in sorted(sold, key=lambda upsell: upsell.day):
        found.setdefault(one.customer, []).append(one)
    return found


def average_upsell_value(view: View, method: str, options: Options) -> Answers:
    sold = upsells(view, options)
    customers = _by_customer(sold)
    total = sum((one.amount for one in sold), Fraction(0))
    n = len(customers) if method == "per_customer" else len(sold)
    sums = [sum((one.amount for one in own), Fraction(0)) for own in customers.values()]
    middle = Answer(Fraction(median(sums))) if sums else undefined("no_upsells")
    return _unless_snapshots_lack(
        view,
        {
            "value": ratio(total, n, "no_upsells", n),
            "median": middle,
            "total": number(total),
            "n": number(n),
        },
    )


def _unless_snapshots_lack(view: View, parts: Answers) -> Answers:
    """Only without movements do upsells come from the two snapshots."""
    code = None if view.world.of("movements") else view.snapshots
    return {name: undefined(code) for name in parts} if code else parts


def value_before(view: View, own: list[Upsell]) -> Fraction:
    """Contract value in force at the first upsell, else the opening revenue of a year.

    Growth between two snapshots has no day of its own: what it came on top of is what was in
    force at the opening.
    """
    when = own[0].day if view.world.of("movements") else view.span.opening_day
    contracts = contracts_in_force(view, own[0].customer, when)
    if contracts:
        rate = view.world.rate
        return sum(
            (
                money(row["acv"]) * rate(row.get("currency"), view.span.opening_month)
                for row in contracts
            ),
            Fraction(0),
        )
    return view.opening(own[0].customer) * view.world.annual


def average_upsell_percent(view: View, method: str, options: Options) -> Answers:
    customers = _by_customer(upsells(view, options))
    pairs = [
        (sum((one.amount for one in own), Fraction(0)), value_before(view, own))
        for own in customers.values()
    ]
    pairs = [(upsell, before) for upsell, before in pairs if before > 0]
    if not customers:
        value = undefined("no_upsells")
    elif not pairs:
        value = undefined("zero_pre_upsell_value")
    elif method == "ratio_of_averages":
        value = Answer(sum(u for u, _ in pairs) / Fraction(sum(b for _, b in pairs)))
    else:
        value = Answer(sum((u / b for u, b in pairs), Fraction(0)) / len(pairs))
    return _unless_snapshots_lack(view, {"value": value, "n": number(len(pairs))})


def average_growth(view: View, method: str, options: Options) -> Answers:
    assert method == "average"
    money_parts = average_upsell_value(view, "per_customer", options)
    percent = average_upsell_percent(view, "ratio_of_averages", options)
    return {
        "value": money_parts["value"],
        "percent": percent["value"],
        "median": money_parts["median"],
        "total": money_parts["total"],
    }


def upsell_trends(view: View, method: str, options: Options) -> Answers:
    customers = _by_customer(upsells(view, options))
    labels: dict[str, set[str]] = {}
    for row in view.world.of("reasons"):
        when = day(row["date"]) or 0
        if (
            row["kind"] == "upsell"
            and row["customer_id"] in customers
            and view.span.first_day <= when <= view.span.cutoff_day
        ):
            labels.setdefault(row["label"], set()).add(row["customer_id"])
    told = set().union(*labels.values()) if labels else set()
    base = len(customers) if method == "all_upsold" else len(told)
    limit = Fraction(str(options.get("threshold", "0.5")))
    shares = {label: Fraction(len(who), base) for label, who in labels.items()}
    if not customers:
        value = undefined("no_upsells")
    elif base == 0:
        value = undefined("zero_denominator")
    else:
        value = Answer(max(shares.values(), default=Fraction(0)))
    parts: Answers = {
        "value": value,
        "trends": number(sum(share > limit for share in shares.values()))
        if customers
        else undefined("no_upsells"),
        "unknown": ratio(len(set(customers) - told), len(customers), "no_upsells"),
        "share": {label: Answer(share) for label, share in shares.items()},
        "customers": {label: number(len(who)) for label, who in labels.items()},
        "upsell_value": {
            label: number(sum(one.amount for own in who for one in customers[own]))
            for label, who in labels.items()
        },
    }
    code = None if view.world.of("movements") else view.snapshots
    if code:
        return {
            name: {} if isinstance(part, dict) else undefined(code) for name, part in parts.items()
        }
    return parts
