"""The sentence of a section divider: how many metrics meet their target, and what moved most."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.words.phrases import capital, lower_first, number_word


def section_sentence(
    standing: str,
    best: Sequence[str],
    worst: Sequence[str],
    *,
    without_value: int = 0,
    compared: bool = True,
) -> str:
    """``Two of four metrics with a target are on target. NRR improved; revenue churn worsened``.

    ``standing`` is the sentence about the targets; ``best`` and ``worst`` name the metrics that
    improved or worsened, largest move against its usual variation first, which is said where it
    decides; ``compared`` says whether there is an earlier period.
    """
    sides = [(names, verb) for names, verb in ((best, "improved"), (worst, "worsened")) if names]
    moves = [f"{names[0]} {verb}{' most' * (len(names) > 1)}" for names, verb in sides]
    ranked = [place for place, (names, _) in enumerate(sides) if len(names) > 1]
    if ranked:
        owner = "its" if len(ranked) == 1 else "their"
        moves[ranked[-1]] += f" against {owner} usual variation"
    moved = "; ".join(moves[:1] + [lower_first(one) for one in moves[1:]])
    told = [standing]
    if without_value:
        told.append(_missing(without_value))
    if moved or compared:
        told.append(moved or "No metric clearly improved or worsened")
    return ". ".join(told)


def _missing(count: int) -> str:
    noun = "metric has" if count == 1 else "metrics have"
    return f"{capital(number_word(count))} {noun} no value"
