"""What became of a list since the period before: who joined it, who is off it, who is gone."""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.result import PartResult
from deckgen.words.voice import Voice


def flow_fact(joined: PartResult, off: PartResult, gone: PartResult, voice: Voice) -> str:
    """``23 accounts turned at risk, 5 are no longer at risk, 11 left.``; "" where one of them is
    not known."""
    if joined.value is None or off.value is None or gone.value is None:
        return ""
    one_joined, one_off = joined.value == 1, off.value == 1
    return (
        f"{_count(joined.value, voice, 'No')} account{'' if one_joined else 's'} turned at risk, "
        f"{_count(off.value, voice)} {'is' if one_off else 'are'} no longer at risk, "
        f"{_count(gone.value, voice)} left."
    )


def _count(count: Fraction, voice: Voice, nobody: str = "none") -> str:
    return voice.count(count) if count else nobody
