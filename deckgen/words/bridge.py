"""The sentence over a bridge: what grew against what was lost, and from where to where."""

from __future__ import annotations

from fractions import Fraction

from deckgen.words.headline import Headline


def bridge_headline(
    gained: Fraction,
    lost: Fraction,
    texts: tuple[str, str],
    levels: tuple[str, str],
    gain: str = "Expansion",
) -> Headline:
    """``Expansion of $6.2M outweighed $3.2M of losses: the opening customers grew from $36.2M to
    $39.2M``. ``texts`` are gains and losses as printed, ``levels`` opening and closing; ``gain`` is
    what the gains are called.

    The verb of the second line follows from what is printed: two equal texts have not grown.
    """
    grown, gone = texts
    if not gained and not lost:
        fact = "Nothing was added and nothing was lost"
    elif not lost:
        fact = f"{gain} of {grown} met no losses"
    elif not gained:
        fact = f"Losses of {gone} met no {gain.lower()}"
    elif grown == gone:
        fact = f"{gain} of {grown} made up for {gone} of losses"
    elif gained > lost:
        fact = f"{gain} of {grown} outweighed {gone} of losses"
    else:
        fact = f"Losses of {gone} outweighed {grown} of {gain.lower()}"
    return Headline(f"{fact}:", f"the opening customers {_went(*levels)}")


def revenue_sentence(before: str, after: str) -> str:
    """What became of the opening customers' recurring revenue, as a sentence of its own."""
    return f"Opening customers {_went(before, after)} of revenue a year."


def _went(before: str, after: str) -> str:
    return f"stayed at {after}" if before == after else f"went from {before} to {after}"
