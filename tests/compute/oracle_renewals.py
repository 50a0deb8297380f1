"""Renewals by the book (metrics.md 7.1), for the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.compute.oracle_world import Answers, Row, View, day, money, number, ratio, undefined

Options = Mapping[str, Any]


def renewal_rate(view: View, method: str, options: Options) -> Answers:
    span, grace = view.span, int(options.get("grace_days", 30))
    renewed: list[Row] = []
    churned: list[Row] = []
    pending: list[Row] = []
    late: list[Row] = []
    for row in view.world.of("contracts"):
        end = day(row.get("end_date"))
        if end is None or not span.first_day <= end <= span.last_day:
            continue
        if not view.in_opening_group(row["customer_id"]):
            continue
        decided = day(row.get("outcome_date"))
        known = decided is not None and decided <= span.cutoff_day
        outcome = row.get("outcome") or "open"
        if outcome == "opted_out" and known:
            continue  # not due
        if outcome == "renewed" and known and decided is not None:
            (renewed if decided <= end + grace else churned).append(row)
            if end < decided <= end + grace:
                late.append(row)
        elif outcome == "churned" and known:
            churned.append(row)
        else:
            pending.append(row)
    base = renewed + churned + ([] if options.get("exclude_open", True) else pending)

    def worth(row: Row, column: str) -> Fraction:
        rate = view.world.rate(row.get("currency"), span.opening_month)
        return money(row.get(column) or 0) * rate

    def gained(row: Row) -> Fraction:
        if method == "count":
            return Fraction(1)
        agreed = worth(row, "renewed_acv")
        return min(agreed, worth(row, "acv")) if method == "dollar_gross" else agreed

    names = ("value", "due", "renewed", "churned", "pending", "late", "expiring")
    if not base:
        return dict.fromkeys(names, undefined("nothing_due"))
    expiring = sum((worth(row, "acv") for row in base), Fraction(0))
    above = sum((gained(row) for row in renewed), Fraction(0))
    value = ratio(above, len(base) if method == "count" else expiring, "zero_denominator")
    if method != "count" and any(row.get("renewed_acv") is None for row in renewed):
        value = undefined("inputs_missing")  # what they renewed at is never guessed
    return {
        "value": value,
        "due": number(len(base)),
        "renewed": number(len(renewed)),
        "churned": number(len(churned)),
        "pending": number(len(pending)),
        "late": number(len(late)),
        "expiring": number(expiring),
    }
