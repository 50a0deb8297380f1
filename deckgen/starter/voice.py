"""Surveys: who is asked, who answers, and answers that follow the story's satisfaction paths."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from deckgen.starter.months import day_in, month_of, quarter_number
from deckgen.starter.records import Answer, Customer
from deckgen.starter.story import Story

_PASSIVE_SHARE = 0.31
_COMMENTS = {
    "good": ("Does what we need.", "Great support from our CSM.", "The team loves the dashboards."),
    "mixed": ("Solid, but reporting takes too long.", "Good product, setup could be easier."),
    "bad": (
        "Setup took twice as long as planned.",
        "We still wait for single sign-on.",
        "Hard to justify after the price change.",
        "Support answers, but the problem comes back.",
    ),
}


class Voice:
    """Sends the surveys of every quarter and collects the answers."""

    def __init__(self, story: Story, rng: Random, customers: list[Customer]) -> None:
        self._story = story
        self._rng = rng
        self._customers = customers
        self._segments = {segment.name: segment for segment in story.segments}
        self._tickets = 40_000

    def collect(self) -> list[Answer]:
        """All surveys sent up to the day of the export, in order of their sending."""
        story, answers = self._story, []
        first, last = quarter_number(story.first_month), quarter_number(story.last_month)
        for index, quarter in enumerate(range(first, last + 1)):
            asked = self._ask_nps(quarter)
            share = (1 - _PASSIVE_SHARE + story.nps_path[index] / 100) / 2
            answers += self._rate_nps(asked, share)
            for channel, path in story.csat_path:
                answers += self._rate_csat(self._ask_csat(quarter, channel), path[index])
        answers.sort(key=lambda a: (a.sent, a.customer, a.contact, a.survey))
        return answers

    def _ask_nps(self, quarter: int) -> list[tuple[Customer, Answer]]:
        """Every contact is asked in three of four quarters, on a random day."""
        asked = []
        for customer in self._customers:
            for contact in range(1, self._segments[customer.segment].contacts + 1):
                month = quarter * 3 + self._rng.randrange(3)
                if customer.paid(month) == 0 or self._rng.random() > 0.75:
                    continue
                name = f"contact-{customer.number:04d}-{contact}"
                asked.append((customer, self._sent(customer, name, "NPS", month, quarter, 0.42)))
        return asked

    def _ask_csat(self, quarter: int, channel: str) -> list[tuple[Customer, Answer]]:
        """One survey after every core interaction of the channel."""
        asked, rng = [], self._rng
        for customer in self._customers:
            for month in range(quarter * 3, quarter * 3 + 3):
                if customer.paid(month) == 0:
                    continue
                age = month - month_of(customer.since)
                if channel == "Onboarding":
                    count, rate = (2 if age == 1 else 1 if age in (0, 2) else 0), 0.62
                elif channel == "Success":
                    per_month = self._segments[customer.segment].reviews / 3
                    count, rate = int(rng.random() < per_month), 0.46
                else:
                    count, rate = int(rng.random() < 0.24), 0.38
                for _ in range(count):
                    name = f"contact-{customer.number:04d}-1"
                    asked.append(
                        (customer, self._sent(customer, name, channel, month, quarter, rate))
                    )
        return asked

    def _sent(
        self, customer: Customer, contact: str, survey: str, month: int, quarter: int, rate: float
    ) -> Answer:
        """A survey on its way; the answer, if any, falls into the quarter and has no score yet."""
        rng = self._rng
        day = max(day_in(month, rng.randint(1, 28)), customer.since)
        sent = datetime(
            day.year, day.month, day.day, rng.randint(8, 17), rng.randrange(60), tzinfo=UTC
        )
        answered = sent + timedelta(
            days=rng.choice((0, 0, 1, 1, 2, 4, 7)), minutes=rng.randrange(240)
        )
        in_quarter = quarter_number(month_of(answered.date())) == quarter
        self._tickets += rng.randint(1, 9)
        prefix = {"Onboarding": "ONB", "Success": "QBR", "Support": "T"}.get(survey)
        return Answer(
            customer=customer.number,
            contact=contact,
            survey=survey,
            sent=sent,
            answered=answered if in_quarter and rng.random() < rate else None,
            score=None,
            interaction=f"{prefix}-{self._tickets}" if prefix else "",
        )

    def _rate_nps(self, asked: list[tuple[Customer, Answer]], promoters: float) -> list[Answer]:
        answered = self._by_mood(asked)
        best = round(len(answered) * promoters)
        middle = best + round(len(answered) * _PASSIVE_SHARE)
        rated = [answer for _, answer in asked if answer.answered is None]
        for place, answer in enumerate(answered):
            if place < best:
                rated.append(self._rated(answer, (9, 10), "good"))
            elif place < middle:
                rated.append(self._rated(answer, (7, 8), "mixed"))
            else:
                rated.append(self._rated(answer, (6, 6, 5, 4, 3, 2, 0), "bad"))
        return rated

    def _rate_csat(self, asked: list[tuple[Customer, Answer]], satisfied: float) -> list[Answer]:
        answered = self._by_mood(asked)
        happy = round(len(answered) * satisfied)
        rated = [answer for _, answer in asked if answer.answered is None]
        for place, answer in enumerate(answered):
            if place < happy:
                rated.append(self._rated(answer, (4, 5, 5), "good"))
            else:
                rated.append(self._rated(answer, (3, 3, 2, 1), "bad"))
        return rated

    def _by_mood(self, asked: list[tuple[Customer, Answer]]) -> list[Answer]:
        """The answered surveys, the most content customer first, with a good deal of chance."""
        keyed = [
            (-self._mood(customer, answer) + self._rng.gauss(0, 1.1), number, answer)
            for number, (customer, answer) in enumerate(asked)
            if answer.answered is not None
        ]
        return [answer for _, _, answer in sorted(keyed, key=lambda row: row[:2])]

    def _mood(self, customer: Customer, answer: Answer) -> float:
        mood, day = 0.8 * customer.mood, answer.sent.date()
        if customer.segment == "SMB" and month_of(day) >= self._story.price_change:
            mood -= 0.7
        if customer.gap_noted is not None and customer.gap_noted <= day:
            mood -= 0.5
        if customer.fit == "Poor fit":
            mood -= 0.5
        return mood

    def _rated(self, answer: Answer, scores: tuple[int, ...], tone: str) -> Answer:
        rng = self._rng
        comment = rng.choice(_COMMENTS[tone]) if rng.random() < 0.3 else ""
        followed = None
        if answer.answered is not None and rng.random() < (0.75 if tone == "bad" else 0.45):
            followed = answer.answered.date() + timedelta(days=rng.choice((1, 2, 3, 5, 8, 12, 21)))
            followed = followed if followed <= self._story.as_of else None
        return Answer(
            customer=answer.customer,
            contact=answer.contact,
            survey=answer.survey,
            sent=answer.sent,
            answered=answer.answered,
            score=rng.choice(scores),
            comment=comment,
            interaction=answer.interaction,
            followed_up=followed if answer.survey == "NPS" else None,
        )
