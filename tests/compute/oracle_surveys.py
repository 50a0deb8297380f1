"""CSAT and NPS by the book (metrics.md 7.3), for the oracle."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.compute.oracle_world import Answer, Answers, Row, View, day, money, number, ratio

Options = Mapping[str, Any]
SATISFIED_AT = {1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 7: 6, 10: 9}


def answered(view: View, kind: str, options: Options) -> list[Row]:
    """Rows of the kind that were answered in the period, whatever the score."""
    first, last = view.span.first_day, view.span.last_day
    return [
        row for row in _of_kind(view, kind, options)
        if (when := day(row.get("responded_at"))) is not None and first <= when <= last
    ]  # fmt: skip


def _of_kind(view: View, kind: str, options: Options) -> list[Row]:
    channel = options.get("channel") or None
    return [
        row for row in view.world.of("surveys")
        if row["kind"] == kind and (channel is None or row.get("channel") == channel)
    ]  # fmt: skip


def response_rate(view: View, kind: str, options: Options, channel: str | None = None) -> Answer:
    """Answered / (answered + sent in the period and unanswered by its last day)."""
    span = view.span
    rows = [
        row
        for row in _of_kind(view, kind, options)
        if view.in_opening_group(row.get("customer_id"))
    ]
    if channel is not None:
        rows = [row for row in rows if row.get("channel") == channel]
    inside = [row for row in answered(view, kind, options) if row in rows]
    waiting = [
        row for row in rows
        if ((done := day(row.get("responded_at"))) is None or done > span.last_day)
        and (when := day(row.get("sent_at"))) is not None
        and span.first_day <= when <= span.last_day
    ]  # fmt: skip
    return ratio(len(inside), len(inside) + len(waiting), "no_responses")


def csat(view: View, method: str, options: Options) -> Answers:
    rows = [
        row for row in answered(view, "csat", options)
        if view.in_opening_group(row.get("customer_id"))
        and row["score"] is not None
        and row["scale_min"] <= row["score"] <= row["scale_max"]
    ]  # fmt: skip
    cuts = {**SATISFIED_AT, **options.get("satisfied_at", {})}

    def worth(row: Row) -> Fraction:
        score, low, top = (money(row[name]) for name in ("score", "scale_min", "scale_max"))
        if method == "pct_satisfied":
            return Fraction(score >= cuts[int(top)])
        if method == "mean":
            return score
        if options.get("rescale") == "min_max":
            return (score - low) / (top - low)
        return score / top

    def mean(of: list[Row]) -> Answer:
        return ratio(sum((worth(row) for row in of), Fraction(0)), len(of), "no_responses", len(of))

    channels = sorted({str(row["channel"]) for row in rows})
    by_channel = {name: [row for row in rows if row.get("channel") == name] for name in channels}
    value = mean(rows)
    if options.get("blend") == "channel_mean" and rows:
        means = [mean(of).value or Fraction(0) for of in by_channel.values()]
        value = Answer(sum(means, Fraction(0)) / len(means), n=len(rows))
    keyed = "channel_score" if method == "mean" else "channel"
    return {
        "value": value,
        "n": number(len(rows)),
        "response_rate": response_rate(view, "csat", options),
        "channel_mean": _mean_of_channels([mean(of) for of in by_channel.values()], options),
        "low_answers": number(len(_low(rows))),
        "theme": {
            name: number(sum(row.get("theme") == name for row in _low(rows)))
            for name in {str(row["theme"]) for row in _low(rows) if row.get("theme")}
        },
        keyed: {name: mean(of) for name, of in by_channel.items()},
        "channel_n": {name: number(len(of)) for name, of in by_channel.items()},
        "channel_response_rate": {
            name: response_rate(view, "csat", options, name) for name in _asked(view, options)
        },
    }


def _low(rows: list[Row]) -> list[Row]:
    """Answers that are not above the middle of their scale."""
    return [
        row for row in rows if 2 * money(row["score"]) <= row["scale_min"] + row["scale_max"]
    ]  # fmt: skip


def _mean_of_channels(channels: list[Answer], options: Options) -> Answer:
    """Every channel with one voice, where the headline does not say that already."""
    if options.get("blend") == "channel_mean":
        return Answer(None, "not_applicable")
    if len(channels) < 2:
        return Answer(None, "one_channel" if channels else "no_responses")
    return Answer(sum((one.value or Fraction(0) for one in channels), Fraction(0)) / len(channels))


def _asked(view: View, options: Options) -> list[str]:
    """Channels in which somebody answered, or was asked and did not."""
    names = {str(row["channel"]) for row in _of_kind(view, "csat", options)}
    asked = [name for name in names if response_rate(view, "csat", options, name).value is not None]
    return sorted(asked)


def opinions(view: View, options: Options) -> list[Row]:
    """Valid NPS answers of the period, the latest per respondent (R11).

    Of two on the same day the lower score counts, then the first customer: the text leaves it
    open. A respondent is one for the whole company, so that segments add up to the total.
    """
    rows = [
        row for row in answered(view, "nps", options)
        if row["score"] is not None and 0 <= money(row["score"]) <= 10
    ]  # fmt: skip
    if options.get("dedupe", "latest_per_respondent") != "none":
        latest: dict[Any, Row] = {}
        for place, row in enumerate(rows):
            who = row.get("respondent_id")
            key = place if who is None else who
            if key not in latest or _rank(row) < _rank(latest[key]):
                latest[key] = row
        rows = list(latest.values())
    return [row for row in rows if view.in_opening_group(row.get("customer_id"))]


def _rank(row: Row) -> tuple[Any, ...]:
    customer = row.get("customer_id")
    return (-(day(row.get("responded_at")) or 0), money(row["score"]), customer or "")


def _voice(row: Row) -> int:
    return 1 if row["score"] >= 9 else 0 if row["score"] >= 7 else -1


def nps(view: View, method: str, options: Options) -> Answers:
    rows = opinions(view, options)
    voices = [_voice(row) for row in rows]
    promoters, detractors = voices.count(1), voices.count(-1)
    unit = options.get("unit", "response")
    weights: dict[str, tuple[Fraction, Fraction]] = {}
    for customer in {row["customer_id"] for row in rows if row.get("customer_id") is not None}:
        own = [_voice(row) for row in rows if row.get("customer_id") == customer]
        weight = Fraction(1)
        if unit == "revenue_weighted":
            weight = view.closing_own_rate(customer)
        if weight > 0:
            weights[customer] = (weight, Fraction(sum(own), len(own)))
    n = len(rows) if unit == "response" else len(weights)
    if method == "count_difference":
        value = Answer(Fraction(promoters - detractors)) if rows else Answer(None, "no_responses")
    elif unit == "response":
        value = ratio(100 * (promoters - detractors), n, "no_responses", n)
    else:
        above = sum((weight * mean for weight, mean in weights.values()), Fraction(0))
        below = sum((weight for weight, _ in weights.values()), Fraction(0))
        value = ratio(100 * above, below, "no_responses", n)
    parts: Answers = {
        "value": value,
        "n": number(n),
        "promoters": number(promoters),
        "passives": number(voices.count(0)),
        "detractors": number(detractors),
        "promoters_share": ratio(promoters, len(rows), "no_responses"),
        "passives_share": ratio(voices.count(0), len(rows), "no_responses"),
        "detractors_share": ratio(detractors, len(rows), "no_responses"),
        "response_rate": response_rate(view, "nps", options),
        "follow_up_rate": _followed_up(view, options),
        "detractor_follow_up_rate": _followed_up(view, options, below=7),
    }
    if method == "percentage":
        means = [Fraction(v) for v in voices]
        if unit != "response":
            means = [mean for _, mean in weights.values()]
        parts["moe"] = _margin(means, unit)
    return parts


def _margin(scores: list[Fraction], unit: str) -> Answer:
    """R13: 1.96 x 100 x sqrt(variance / n); of answers the variance is p + d - (p - d)^2."""
    if not scores:
        return Answer(None, "no_responses")
    if unit == "revenue_weighted":
        return Answer(None, "no_margin_when_weighted")
    mean = sum(scores) / len(scores)
    variance = sum((score - mean) ** 2 for score in scores) / len(scores)
    return Answer(Fraction(196 * math.sqrt(variance / len(scores))), close=True)


def _followed_up(view: View, options: Options, below: int = 11) -> Answer:
    """Answers ``below`` a score that were followed up within the days; those still younger at the
    cut-off are left out.

    Every valid answer wants a follow-up: the dedupe of the score plays no part.
    """
    rows = [
        row for row in opinions(view, {**options, "dedupe": "none"}) if row["score"] < below
    ]  # fmt: skip
    days = int(options.get("within_days", 14))
    old = [
        row for row in rows if (day(row.get("responded_at")) or 0) + days <= view.span.cutoff_day
    ]
    done = [
        row for row in old
        if (when := day(row.get("followed_up_at"))) is not None
        and when <= (day(row.get("responded_at")) or 0) + days
    ]  # fmt: skip
    return ratio(len(done), len(old), "nothing_due")
