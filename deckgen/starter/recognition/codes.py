"""The words that exports use for deckgen's codes, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.starter.recognition.profile import Profile

_MOST_CODES = 30


def _codes(**words: str) -> dict[str, str]:
    return {word.strip(): code for code, text in words.items() for word in text.split(",")}


CODES: dict[tuple[str, str], dict[str, str]] = {
    ("customers", "fit"): _codes(
        good="good, good fit, icp, ideal, in icp, strong fit",
        bad="bad, bad fit, poor, poor fit, not icp, out of icp, no fit, weak fit",
        unknown="unknown, not rated, unclear",
    ),
    ("contracts", "outcome"): _codes(
        open="open, running, active, current, in force, pending, activated",
        renewed="renewed, auto renewed",
        churned="churned, not renewed, lost, cancelled, canceled, terminated, non renewing",
        opted_out="opted out, opt out",
    ),
    ("reasons", "kind"): _codes(
        churn="churn, churn reason, cancellation, cancellation reason, loss reason",
        upsell="upsell, upsell reason, expansion, expansion reason",
        product_gap="product gap, gap, feature gap, missing feature",
        risk="risk, account risk, risk reason, at risk",
    ),
    ("surveys", "kind"): _codes(
        csat="csat, customer satisfaction, customer support, satisfaction",
        nps="nps, net promoter score, customer loyalty, relationship",
        ces="ces, customer effort score, effort",
    ),
    ("health", "band"): _codes(
        green="green, healthy",
        yellow="yellow, amber, orange, needs attention",
        red="red, critical, unhealthy",
    ),
    ("assignments", "role"): _codes(
        primary="primary, lead, main", secondary="secondary, cover, backup, deputy"
    ),
    ("movements", "type"): _codes(
        new="new, new biz, new business, new customer, new subscriber",
        expansion="expansion, upgrade, upsell, cross sell, upgraded",
        contraction="contraction, downgrade, downsell, downgraded",
        churn="churn, churned, cancel, cancelled, canceled, cancellation",
        reactivation="reactivation, reactivate, reactivated, win back, winback",
    ),
}
"""Columns of fixed codes: the words for each."""

TEXTS: dict[tuple[str, str], dict[str, str]] = {
    ("movements", "subtype"): _codes(
        seats="seats, seat, licenses",
        cross_sell="cross sell, new module, add on, new product",
        upsell="upsell, plan upgrade",
        price_increase="price increase, uplift, price change",
        downgrade="downgrade, module removed, plan downgrade",
        usage="usage, overage",
        fx="fx, exchange rate",
    ),
    ("reasons", "label"): _codes(bad_fit="bad fit, poor fit, not a fit, wrong fit"),
}
"""Columns of free text with a few words that metrics look for."""


@dataclass(frozen=True, slots=True)
class Recoding:
    """Values of a column that become deckgen's, and those that no rule knows (with their rows)."""

    known: Mapping[str, str]
    unknown: Mapping[str, int]

    def share(self, profile: Profile) -> float:
        """How much of the filled cells is known."""
        if not profile.filled:
            return 0.0
        return sum(profile.counts[value] for value in self.known) / profile.filled


def simple(value: str) -> str:
    """A value as words: ``Not-renewed`` and ``not_renewed`` are one."""
    return " ".join(re.findall(r"[a-z0-9]+", value.lower()))


def recoding(table: str, column: str, profile: Profile) -> Recoding | None:
    """How the values of a column become codes; ``None`` where there is nothing to recode."""
    words = CODES.get((table, column)) or TEXTS.get((table, column))
    if words is None:
        return None
    free = (table, column) in TEXTS
    if not free and profile.distinct > _MOST_CODES:
        return Recoding({}, profile.counts)
    known = {value: words[simple(value)] for value in profile.counts if simple(value) in words}
    if free:
        return Recoding({k: v for k, v in known.items() if k != v}, {})
    rest = {value: times for value, times in profile.counts.items() if value not in known}
    return Recoding(known, rest)
