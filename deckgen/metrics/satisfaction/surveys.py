"""Finishes that every survey metric shares."""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.component import Component, Totals
from deckgen.model.metric import Finish, Option, Reading

INVALID = "invalid_scores_excluded"

CHANNEL = Option("channel", "", "text", "only answers of this channel; empty takes all")


def response_rate(answered: int, sent: int, known: int) -> Reading:
    """Answered over sent. Unknown when no survey says when it was sent: an export of answers
    alone would always look like 100%."""
    if sent == 0:
        return Reading.undefined("no_responses", 0)
    if known == 0:
        return Reading.undefined("inputs_missing", sent)
    return Reading(Fraction(answered, sent), Fraction(answered), Fraction(sent), sent)


def response_rate_of(answered: Component, sent: Component, known: Component) -> Finish:
    """The response rate from components, added up over their keys if they have any."""

    def total(totals: Totals, component: Component) -> int:
        return sum(totals.counts(component).values()) if component.key else int(totals[component])

    def finish(totals: Totals) -> Reading:
        return response_rate(*(total(totals, one) for one in (answered, sent, known)))

    return Finish(finish, (answered, sent, known))
