"""Net promoter score: promoters (9-10) minus detractors (0-6), of a hundred answers.

Standard: a share of the latest answer per respondent. ``count_difference`` is the seed article's
plain difference, which grows with the number of answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from deckgen.metrics.arithmetic import nps_margin, square_root
from deckgen.metrics.bases.answers import (
    all_detractors,
    all_passives,
    all_promoters,
    detractors,
    nps_invalid,
    passives,
    promoters,
)
from deckgen.metrics.bases.follow_ups import (
    detractors_due,
    detractors_followed_up,
    follow_ups_due,
    follow_ups_recorded,
    followed_up,
)
from deckgen.metrics.bases.nps_accounts import (
    NPS_PAYING_ACCOUNTS,
    nps_accounts,
    nps_paying_accounts,
    nps_revenue,
)
from deckgen.metrics.bases.sent import nps_answered, nps_sent, nps_sent_known
from deckgen.metrics.satisfaction.surveys import CHANNEL, INVALID, response_rate_of
from deckgen.model.component import Component, Key, Totals
from deckgen.model.metric import (
    Finish,
    Metric,
    Movers,
    Option,
    Part,
    Prompts,
    Reading,
    Supply,
    pp,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, number1, percent, score

_LATEST = (promoters, passives, detractors)
_ALL = (all_promoters, all_passives, all_detractors)
_PAYING = (nps_paying_accounts, nps_revenue)
_OPTIONAL = (*_ALL, nps_invalid, nps_accounts, *_PAYING)


@dataclass(frozen=True, slots=True)
class Bands:
    """Answers by band."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """All of them."""
        return self.promoters + self.passives + self.detractors


def _bands(totals: Totals) -> Bands:
    everything = totals.options["dedupe"] == "none" and not totals.supplied
    return Bands(*(int(totals[one]) for one in (_ALL if everything else _LATEST)))


def _unit(totals: Totals) -> str:
    """What has one voice; supplied counts are always answers."""
    return "response" if totals.supplied else str(totals.options["unit"])


def _own_score(pair: Key) -> Fraction:
    """The mean of +1, 0, -1 of one account, from (promoters − detractors, answers)."""
    assert isinstance(pair, tuple)
    net, responses = pair
    return Fraction(int(net or 0), int(responses or 0))


def _voices(totals: Totals) -> dict[Fraction, int]:
    """How many voices (answers, accounts) have which score between -1 and 1."""
    if _unit(totals) == "response":
        bands = _bands(totals)
        found = (bands.promoters, bands.passives, bands.detractors)
        return dict(zip((Fraction(1), Fraction(0), Fraction(-1)), found, strict=True))
    accounts = nps_accounts if _unit(totals) == "account" else nps_paying_accounts
    voices: dict[Fraction, int] = {}
    for pair, times in totals.counts(accounts).items():
        voices[_own_score(pair)] = voices.get(_own_score(pair), 0) + times
    return voices


def _blocked(totals: Totals) -> str | None:
    return totals.blocked(_PAYING) if _unit(totals) == "revenue_weighted" else None


def _warned(totals: Totals, reading: Reading) -> Reading:
    return reading.warned(INVALID) if totals[nps_invalid] and not totals.supplied else reading


def _percentage(totals: Totals) -> Reading:
    code = _blocked(totals)
    if code:
        return Reading.undefined(code)
    voices = _voices(totals)
    n = sum(voices.values())
    if n == 0:
        return Reading.undefined("no_responses", 0)
    if _unit(totals) == "revenue_weighted":
        weights = totals.by_key(nps_revenue)
        above = sum((_own_score(pair) * weight for pair, weight in weights.items()), Fraction(0))
        below = sum(weights.values(), Fraction(0))
    else:
        above = sum((own * times for own, times in voices.items()), Fraction(0))
        below = Fraction(n)
    return _warned(totals, Reading(100 * above / below, above, below, n))


def _count_difference(totals: Totals) -> Reading:
    bands = _bands(totals)
    if bands.n == 0:
        return Reading.undefined("no_responses", 0)
    return _warned(totals, Reading(Fraction(bands.promoters - bands.detractors), n=bands.n))


def _size(totals: Totals) -> Reading:
    code = _blocked(totals)
    if code:
        return Reading.undefined(code)
    n = sum(_voices(totals).values())
    return Reading(Fraction(n), n=n)


def _answers(totals: Totals) -> Reading:
    n = _bands(totals).n
    return Reading(Fraction(n), n=n)


def _margin(totals: Totals) -> Reading:
    """95% margin of error; none where revenue weighs the voices."""
    voices = _voices(totals)
    n = sum(voices.values())
    if n == 0:
        return Reading.undefined("no_responses", 0)
    if _unit(totals) == "response":
        return Reading(nps_margin(voices[Fraction(1)], voices[Fraction(-1)], n), n=n)
    if _unit(totals) == "revenue_weighted":
        return Reading.undefined("no_margin_when_weighted", n)
    mean = sum((own * times for own, times in voices.items()), Fraction(0)) / n
    squares = sum((own * own * times for own, times in voices.items()), Fraction(0))
    variance = squares / n - mean * mean
    return Reading(196 * square_root(variance / n), n=n)


def _band(name: str) -> Finish:
    def finish(totals: Totals) -> Reading:
        bands = _bands(totals)
        return Reading(Fraction(getattr(bands, name)), n=bands.n)

    return Finish(finish, _LATEST, _ALL)


def _share(name: str) -> Finish:
    def finish(totals: Totals) -> Reading:
        bands = _bands(totals)
        if bands.n == 0:
            return Reading.undefined("no_responses", 0)
        members = Fraction(getattr(bands, name))
        return Reading(members / bands.n, members, Fraction(bands.n), bands.n)

    return Finish(finish, _LATEST, _ALL)


def _follow_up_rate(due: Component, done: Component) -> Finish:
    """The share of answers that were old enough and were followed up in time."""

    def finish(totals: Totals) -> Reading:
        below, above = totals[due], totals[done]
        if below == 0:
            return Reading.undefined("nothing_due", 0)
        if totals[follow_ups_recorded] == 0:
            return Reading.undefined("inputs_missing", int(below))
        return Reading(above / below, above, below, int(below))

    return Finish(finish, (due, follow_ups_recorded, done))


_COUNTS = {"promoters": promoters, "passives": passives, "detractors": detractors}

METRIC = Metric(
    id="nps",
    title="Net promoter score",
    short_title="NPS",
    section="satisfaction",
    says="Promoters less detractors",
    definition="Share of promoters (9-10) minus share of detractors (0-6) among the answers of "
    "the period.",
    formula="100 × (promoters − detractors) ÷ answers",
    default="percentage",
    methods={
        "percentage": "promoters minus detractors, of a hundred answers",
        "count_difference": "promoters minus detractors as plain counts; grows with the answers",
    },
    parts={
        "value": Part(
            "Net promoter score",
            score,
            {
                "percentage": Finish(_percentage, _LATEST, _OPTIONAL),
                "count_difference": Finish(_count_difference, _LATEST, (*_ALL, nps_invalid)),
            },
            better="higher",
            flat_within=Fraction(1),
            small_base=True,
        ),
        "moe": Part(
            "Margin of error", number1, {"percentage": Finish(_margin, _LATEST, _OPTIONAL)}
        ),
        "n": Part(
            "Answers", count,
            {
                "percentage": Finish(_size, _LATEST, _OPTIONAL),
                "count_difference": Finish(_answers, _LATEST, _ALL),
            },
        ),
        "promoters": Part("Promoters", count, {"*": _band("promoters")}, better="higher"),
        "passives": Part("Passives", count, {"*": _band("passives")}),
        "detractors": Part("Detractors", count, {"*": _band("detractors")}, better="lower"),
        "promoters_share": Part("Promoters", percent, {"*": _share("promoters")}, better="higher"),
        "passives_share": Part("Passives", percent, {"*": _share("passives")}),
        "detractors_share": Part(
            "Detractors", percent, {"*": _share("detractors")}, better="lower"
        ),
        "response_rate": Part(
            "Response rate", percent,
            {"*": response_rate_of(nps_answered, nps_sent, nps_sent_known)}, better="higher",
        ),
        "follow_up_rate": Part(
            "Answers followed up", percent, {"*": _follow_up_rate(follow_ups_due, followed_up)},
            better="higher", flat_within=pp("0.5"),
        ),
        "detractor_follow_up_rate": Part(
            "Detractors followed up", percent,
            {"*": _follow_up_rate(detractors_due, detractors_followed_up)},
            better="higher", flat_within=pp("0.5"),
        ),
    },
    prompts=Prompts(
        why="Is the move larger than the margin, and what do promoters praise and detractors miss?",
        next="Which detractors are large and due for renewal, and who talks to them?",
    ),
    exhibit="trend_and_cut",
    inputs=("surveys",),
    optional_inputs=("surveys.sent_at", "surveys.followed_up_at", "revenue"),
    options=(
        Option(
            "unit", "response", "choice",
            "who has one voice: every answer, every account, or every unit of closing revenue",
            choices=("response", "account", "revenue_weighted"),
        ),
        Option(
            "dedupe", "latest_per_respondent", "choice",
            "count the latest answer of a respondent in the period, or every answer",
            choices=("latest_per_respondent", "none"),
        ),
        CHANNEL,
        Option("within_days", 14, "whole", "days in which an answer should be followed up"),
        Option(
            "zero_is_active", False, "flag",
            "a customer with a revenue row of 0 stays a customer (free plans)",
        ),
    ),
    counts={"percentage": Supply(_COUNTS), "count_difference": Supply(_COUNTS)},
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        NPS_PAYING_ACCOUNTS,
        "CASE WHEN net < 0 THEN 0 - amount ELSE amount END",
        "net <> 0",
        details=("net", "responses", "lowest_score", "renewal_day"),
    ),
    nature="flow",
)  # fmt: skip
