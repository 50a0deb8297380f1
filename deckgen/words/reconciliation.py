"""The sentences of a reconciliation: whether parts add up, who is in none, who moved."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from deckgen.words.headline import Headline
from deckgen.words.phrases import capital, listed, number_word


def reconciliation_headline(
    dimension: str, differing: Sequence[str], without: int, moved: int
) -> Headline:
    """``By segment, the parts add up to the company exactly;`` and who is in no part or moved.

    ``differing`` names the components that do not add up, ``without`` counts the customers in no
    part, ``moved`` those who went from one part to another.
    """
    if differing:
        fact = f"By {dimension}, the parts do not add up to the company:"
        return Headline(
            fact, f"{listed(differing)} {'differs' if len(differing) == 1 else 'differ'}"
        )
    clause = without_sentence(dimension, without)
    if moved:
        clause += f", {number_word(moved)} moved"
    return Headline(f"By {dimension}, the parts add up to the company exactly;", clause)


def without_sentence(dimension: str, count: int) -> str:
    """``four customers are in no segment``."""
    if not count:
        return f"every customer of the opening has a {dimension}"
    return f"{number_word(count)} customer{'s are' if count != 1 else ' is'} in no {dimension}"


def moved_sentence(dimension: str, count: int | None) -> str:
    """How many went from one part to another; ``None`` where no move can be known."""
    if count is None:
        return f"Each customer has one {dimension} for ever, so no move can be known."
    if not count:
        return f"No customer went from one {dimension} to another."
    they = "it counts where it was" if count == 1 else "they count where they were"
    return (
        f"{capital(number_word(count))} customer{'s' * (count != 1)} went from one {dimension} to "
        f"another; {they} at the opening."
    )


def largest_sentence(name: str, share: str, part: str, whole: str) -> str:
    """``Enterprise holds 54% of opening revenue; of the +0.5 pp from opening to closing it made
    +1.8 pp.``: within the period, and not the change of the retention since the one before."""
    return (
        f"{name} holds {share} of opening revenue; of the {whole} from opening to closing it made "
        f"{part}."
    )


def share_of(part: Fraction, whole: Fraction) -> Fraction | None:
    """A part of a whole; ``None`` without a whole."""
    return part / whole if whole else None
