"""The sentences of the executive summary: what moved most, and how many metrics moved at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deckgen.words.headline import Headline
from deckgen.words.phrases import capital, listed, lower_first, number_word

NOTHING_MOVED = "no metric clearly improved or worsened"
_MOST_NAMES = 2


def summary_headline(
    fact: str,
    best: Sequence[str],
    worst: Sequence[str],
    fits: Callable[[Headline], bool] = lambda _: True,
    *,
    counts: tuple[int, int],
) -> Headline:
    """What stands on target, then which metrics moved most; fewer names where they do not fit, and
    in the end how many did: ``counts``, of those that improved and those that worsened.

    ``best`` and ``worst`` name every move for the better or the worse, largest first.
    """
    if not best and not worst:
        held = Headline(f"{fact};", NOTHING_MOVED)
        return held if fits(held) else Headline(capital(NOTHING_MOVED))
    for most in range(_MOST_NAMES, 0, -1):
        told = Headline(f"{fact};", _moved(best, worst, most))
        if fits(told):
            return told
    counted = _counted(*counts)
    both = Headline(f"{fact};", counted)
    return both if fits(both) else Headline(capital(counted))


def _moved(best: Sequence[str], worst: Sequence[str], most: int) -> str:
    sides = ((best, "improved"), (worst, "worsened"))
    return ", ".join(
        f"{listed([lower_first(name) for name in names[:most]])} {verb}"
        f"{' most' if len(names) > most else ''}"
        for names, verb in sides
        if names
    )


def _counted(better: int, worse: int) -> str:
    """``two metrics improved, seven worsened``: the noun stands with the first count."""
    counts = [(better, "improved"), (worse, "worsened")]
    shown = [(count, verb) for count, verb in counts if count]
    words = [f"{number_word(count)} {verb}" for count, verb in shown]
    first, verb = shown[0]
    words[0] = f"{number_word(first)} metric{'s' * (first != 1)} {verb}"
    return ", ".join(words)


def moved_sentence(better: int, worse: int, held: int, other: int) -> str:
    """How many metrics did what: ``One metric improved, seven worsened, three held; …``."""
    counts = [(better, "improved"), (worse, "worsened"), (held, "held")]
    told = [f"{number_word(count)} {verb}" for count, verb in counts if count]
    total = better + worse + held + other
    if not told:
        return f"None of {number_word(total)} metrics can be compared."
    first, _, rest = told[0].partition(" ")
    count = next(count for count, _ in counts if count)
    told[0] = f"{first} metric{'s' * (count != 1)} {rest}"
    tail = ""
    if other:
        verb = "is" if other == 1 else "are"
        tail = f"; {number_word(other)} {verb} neutral or cannot be compared"
    return f"{capital(listed(told))}{tail}."
