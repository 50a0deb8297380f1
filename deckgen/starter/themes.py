"""What the low answers are about: the tag that somebody gives to an unhappy customer's comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from deckgen.starter.records import Answer

_LOWEST_CONTENT = 4
_TAGGED = 0.85
_THEMES: dict[str, tuple[tuple[str, int], ...]] = {
    "Onboarding": (("Setup took too long", 6), ("No named contact", 3), ("Data import", 2)),
    "Success": (("No named contact", 3), ("Price", 2), ("Reports", 1)),
    "Support": (("Slow first reply", 5), ("Not solved", 4), ("Handed over", 3)),
}


def themed(rng: Random, answers: Iterable[Answer]) -> list[Answer]:
    """The same answers, most of the low ones with a theme that fits their channel. NPS answers
    have none: nobody reads those one by one."""
    return [
        replace(answer, theme=_theme(rng, answer.survey)) if _is_low(answer) else answer
        for answer in answers
    ]


def _is_low(answer: Answer) -> bool:
    return answer.survey in _THEMES and answer.score is not None and answer.score < _LOWEST_CONTENT


def _theme(rng: Random, channel: str) -> str:
    names, weights = zip(*_THEMES[channel], strict=True)
    theme: str = rng.choices(names, weights)[0]
    return theme if rng.random() < _TAGGED else ""
