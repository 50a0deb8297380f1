"""How many metrics meet their target, as a sentence."""

from __future__ import annotations

from deckgen.words.phrases import capital, number_word

WITH_TARGET, JUDGED = "with a target", "that can be judged"


def standing_sentence(met: int, judged: int, *, others_have_targets: bool = False) -> str:
    """``Three of eleven metrics with a target are on target``.

    ``judged`` counts the metrics held against a target. Where further ones have a target and
    no value or too small a base, the sentence is about those that can be judged.
    """
    which = JUDGED if others_have_targets else WITH_TARGET
    if judged == 0:
        return "No metric is judged against a target"
    if judged == 1:
        return f"The one metric {which} {'is' if met else 'is not'} on target"
    if met == judged:
        return f"{capital(every(met))} metrics {which} are on target"
    none = "neither" if judged == 2 else "none"
    verb = "is" if met == 1 or (met == 0 and none == "neither") else "are"
    share = f"{number_word(met) if met else none} of {number_word(judged)}"
    return f"{capital(share)} metrics {which} {verb} on target"


def every(count: int) -> str:
    """``both``, ``all three``."""
    return "both" if count == 2 else f"all {number_word(count)}"
