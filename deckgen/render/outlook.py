"""What the room of a theme's page means for metric slides, said before a deck is built: a usual one
is measured and paged as those of a deck are."""

from __future__ import annotations

from deckgen.model.deck import Deck
from deckgen.render.pages import paged
from deckgen.render.placing import Placing
from deckgen.render.survey import Survey
from deckgen.render.usual import usual_decks
from deckgen.theme.stage import Theme

_COUNTS = ("no", "one", "two", "three", "four", "five")


def outlook(theme: Theme) -> str:
    """How many slides usual metrics take on the theme's page, and what stands on each."""
    breakdown, customers = (_slides(deck, theme) for deck in usual_decks())
    if [one for one, _ in breakdown] == [one for one, _ in customers]:
        both = [
            (parts, tuple(dict.fromkeys((*names, *others))))
            for (parts, names), (_, others) in zip(breakdown, customers, strict=True)
        ]
        return f"A metric with a trend and a table usually takes {_told(both)}"
    return (
        f"A metric with a trend and a breakdown usually takes {_told(breakdown)}. "
        f"One with a list of customers takes {_told(customers)}"
    )


def _slides(deck: Deck, theme: Theme) -> list[tuple[str, tuple[str, ...]]]:
    """What stands on each slide that a deck takes, and the arrangement's name where it arranges
    several things."""
    survey = Survey(theme)
    found: list[tuple[str, tuple[str, ...]]] = []
    for number, slide in enumerate(paged(deck, survey).slides):
        placed = survey.placing(slide)
        parts = _parts(placed, first=not number)
        several = len(parts) > 1
        listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if several else parts[0]
        found.append((listed, (placed.arrangement.name,) if several else ()))
    return found


def _told(slides: list[tuple[str, tuple[str, ...]]]) -> str:
    told = []
    for parts, names in slides:
        arranged = " or ".join(repr(name) for name in names)
        told.append(f"{parts} ({arranged})" if arranged else parts)
    count = f"{_COUNTS[len(slides)]} slide{'s' * (len(slides) > 1)}"
    return f"{count}: {'; then '.join(told)}"


def _parts(placed: Placing, *, first: bool) -> list[str]:
    parts = []
    if placed.parts.numbers:
        parts.append("its number" if first else "the number again")
    exhibits = len(placed.parts.exhibits)
    if exhibits:
        parts.append(f"{_COUNTS[exhibits]} exhibit{'s' * (exhibits > 1)}")
    if placed.parts.cells:
        parts.append("narrative")
    return parts
