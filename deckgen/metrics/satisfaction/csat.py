"""Customer satisfaction: the share of satisfied answers, per channel and over all.

Standard: 4 and 5 on a 5-point scale are satisfied; ``mean_pct`` is the seed article's average of
scores, ``mean`` the older "4.3 of 5".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, cast

from deckgen.metrics.bases.answers import (
    CSAT_CUSTOMERS,
    csat_answers,
    csat_invalid,
    csat_low,
    csat_low_per_interaction,
    csat_per_interaction,
)
from deckgen.metrics.bases.sent import csat_answered, csat_sent, csat_sent_known
from deckgen.metrics.satisfaction.scales import (
    Answer,
    Worth,
    answers_by_channel,
    count_of,
    one_scale,
    satisfied,
    share_of_scale,
    total_worth,
)
from deckgen.metrics.satisfaction.surveys import CHANNEL, INVALID, response_rate, response_rate_of
from deckgen.model.component import Key, Kind, Totals
from deckgen.model.metric import (
    Finish,
    KeyedPart,
    Metric,
    Movers,
    Option,
    Part,
    PerKey,
    Prompts,
    Reading,
    label_of,
    pp,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, number1, percent

ID = "csat"
Channels = dict[str | None, list[Answer]]


def _channels(totals: Totals) -> Channels:
    """The valid answers, largest channel first."""
    once = totals.options["one_per_interaction"]
    found = answers_by_channel(totals.counts(csat_per_interaction if once else csat_answers))
    return dict(sorted(found.items(), key=lambda item: (-count_of(item[1]), label_of(item[0]))))


def _pct_satisfied(totals: Totals, channels: Channels) -> Worth:
    return satisfied(ID, cast("dict[object, object]", totals.options["satisfied_at"]))


def _mean_pct(totals: Totals, channels: Channels) -> Worth:
    return share_of_scale(ID, str(totals.options["rescale"]))


def _mean(totals: Totals, channels: Channels) -> Worth:
    return one_scale(ID, [answer for answers in channels.values() for answer in answers])


WORTH: dict[str, Callable[[Totals, Channels], Worth]] = {
    "pct_satisfied": _pct_satisfied,
    "mean_pct": _mean_pct,
    "mean": _mean,
}
_READS: dict[str, Any] = {
    "components": (csat_answers,),
    "optional": (csat_per_interaction, csat_invalid),
}


def _mean_of_channels(channels: Channels, worth: Worth) -> Fraction:
    means = [total_worth(some, worth) / count_of(some) for some in channels.values()]
    return sum(means, Fraction(0)) / len(means)


def _blended(worth_of: Callable[[Totals, Channels], Worth]) -> Finish:
    """All channels in one number, by answers or with one voice per channel."""

    def finish(totals: Totals) -> Reading:
        channels = _channels(totals)
        n = sum(map(count_of, channels.values()))
        if n == 0:
            return Reading.undefined("no_responses", 0)
        worth = worth_of(totals, channels)
        if totals.options["blend"] == "channel_mean":
            reading = Reading(_mean_of_channels(channels, worth), n=n)
        else:
            above = sum((total_worth(some, worth) for some in channels.values()), Fraction(0))
            reading = Reading(above / n, above, Fraction(n), n)
        invalid = sum(totals.counts(csat_invalid).values())
        return reading.warned(INVALID) if invalid else reading

    return Finish(finish, **_READS)


def _channel_mean(worth_of: Callable[[Totals, Channels], Worth]) -> Finish:
    """The mean of several channels with one voice each, where the headline weighs answers."""

    def finish(totals: Totals) -> Reading:
        channels = _channels(totals)
        n = sum(map(count_of, channels.values()))
        if totals.options["blend"] == "channel_mean":
            return Reading.undefined("not_applicable", n)
        if len(channels) < 2:
            return Reading.undefined("one_channel" if n else "no_responses", n)
        worth = worth_of(totals, channels)
        return Reading(_mean_of_channels(channels, worth), n=n)

    return Finish(finish, **_READS)


def _per_channel(worth_of: Callable[[Totals, Channels], Worth]) -> PerKey:
    """One number per channel."""

    def finish(totals: Totals) -> dict[str, Reading]:
        channels = _channels(totals)
        worth, invalid = worth_of(totals, channels), totals.counts(csat_invalid)
        readings = {}
        for channel, answers in channels.items():
            above, n = total_worth(answers, worth), count_of(answers)
            reading = Reading(above / n, above, Fraction(n), n)
            readings[label_of(channel)] = reading.warned(
                *([INVALID] if invalid.get(channel) else [])
            )
        return readings

    return PerKey(finish, **_READS)


def _answers(totals: Totals) -> Reading:
    n = sum(map(count_of, _channels(totals).values()))
    return Reading(Fraction(n), n=n)


def _channel_answers(totals: Totals) -> dict[str, Reading]:
    sizes = {label_of(name): count_of(some) for name, some in _channels(totals).items()}
    return {label: Reading(Fraction(n), n=n) for label, n in sizes.items()}


def _channel_response_rates(totals: Totals) -> dict[str, Reading]:
    sent, known = totals.counts(csat_sent), totals.counts(csat_sent_known)
    answered = totals.counts(csat_answered)
    order = [*_channels(totals), *sorted(set(sent) - set(_channels(totals)), key=label_of)]
    return {
        label_of(channel): response_rate(
            answered.get(channel, 0), sent.get(channel, 0), known.get(channel, 0)
        )
        for channel in order
    }


_SENT = (csat_answered, csat_sent, csat_sent_known)
_READS_LOW: dict[str, Any] = {"components": (csat_low,), "optional": (csat_low_per_interaction,)}


def _low(totals: Totals) -> Mapping[Key, int]:
    """The low answers by what they are about."""
    once = totals.options["one_per_interaction"]
    return totals.counts(csat_low_per_interaction if once else csat_low)


def _low_answers(totals: Totals) -> Reading:
    n = sum(map(count_of, _channels(totals).values()))
    return Reading(Fraction(sum(_low(totals).values())), n=n)


def _themes(totals: Totals) -> dict[str, Reading]:
    """The themes that somebody noted, most frequent first; of all low answers."""
    found = _low(totals)
    n = sum(found.values())
    named = sorted((-times, str(key)) for key, times in found.items() if key is not None and times)
    return {name: Reading(Fraction(-times), n=n) for times, name in named}


METRIC = Metric(
    id=ID,
    title="Customer satisfaction",
    short_title="CSAT",
    section="satisfaction",
    says="Answers that are satisfied, all channels",
    definition="Satisfied answers over all answers of the period, per channel and over all "
    "channels.",
    formula="satisfied answers ÷ answers",
    default="pct_satisfied",
    methods={
        "pct_satisfied": "answers at or above `satisfied_at` of their scale (4 and 5 of 5)",
        "mean_pct": "mean score as a share of the scale's maximum, or of the way from its minimum",
        "mean": "mean score (4.3 of 5); all answers on one scale",
    },
    parts={
        "value": Part(
            "Satisfaction",
            percent,
            {name: _blended(worth) for name, worth in WORTH.items()},
            better="higher",
            flat_within=pp("0.5"),
            units={"mean": number1},
            small_base=True,
        ),
        "channel_mean": Part(
            "Mean of channels, equal weight", percent,
            {name: _channel_mean(worth) for name, worth in WORTH.items()},
            better="higher", flat_within=pp("0.5"), units={"mean": number1},
        ),
        "n": Part("Answers", count, {"*": Finish(_answers, **_READS)}),
        "low_answers": Part(
            "Low answers", count,
            {"*": Finish(_low_answers, (csat_answers, csat_low),
                         (csat_per_interaction, csat_low_per_interaction))},
            better="lower",
        ),
        "response_rate": Part(
            "Response rate", percent,
            {"*": response_rate_of(csat_answered, csat_sent, csat_sent_known)}, better="higher",
        ),
        "channel": KeyedPart(
            "Satisfaction by channel",
            percent,
            {name: _per_channel(WORTH[name]) for name in ("pct_satisfied", "mean_pct")},
            better="higher",
            flat_within=pp("0.5"),
        ),
        "channel_score": KeyedPart(
            "Mean score by channel", number1, {"mean": _per_channel(_mean)}, better="higher",
        ),
        "channel_n": KeyedPart(
            "Answers by channel", count, {"*": PerKey(_channel_answers, **_READS)}
        ),
        "channel_response_rate": KeyedPart(
            "Response rate by channel", percent,
            {"*": PerKey(_channel_response_rates, (*_SENT, csat_answers), (csat_per_interaction,))},
            better="higher",
        ),
        "theme": KeyedPart(
            "Low answers by theme", count, {"*": PerKey(_themes, **_READS_LOW)}, better="lower"
        ),
    },
    prompts=Prompts(
        why="Which channel moved, and what do the comments on low scores have in common?",
        next="What changes in that channel, and was the loop closed with who was unhappy?",
    ),
    exhibit="parts",
    inputs=("surveys",),
    optional_inputs=(
        "surveys.channel", "surveys.sent_at", "surveys.interaction_id", "surveys.theme",
    ),
    options=(
        CHANNEL,
        Option(
            "satisfied_at", {}, "scale_cuts",
            "pct_satisfied: lowest satisfied score by the scale's maximum, such as {100: 80}; "
            "added to 1:1, 2:2, 3:3, 4:3, 5:4, 7:6, 10:9",
        ),
        Option(
            "rescale", "of_max", "choice",
            "mean_pct: share of the maximum, or of the way from minimum to maximum",
            choices=("of_max", "min_max"),
        ),
        Option(
            "blend", "response_weighted", "choice",
            "all answers alike, or the mean of the channels",
            choices=("response_weighted", "channel_mean"),
        ),
        Option(
            "one_per_interaction", False, "flag",
            "only the latest answer of a respondent to one interaction (ticket, call)",
        ),
    ),
    windows=(Window.PERIOD, Window.TRAILING_12M),
    movers=Movers(
        CSAT_CUSTOMERS, "0 - low_answers", "low_answers > 0", kind=Kind.COUNT,
        details=("answers", "low_answers", "lowest_score"),
    ),
    nature="flow",
)  # fmt: skip
