"""Results -> Deck: which slides, in which order, saying what. Pure: no file, no font, no pptx."""

from deckgen.plan.context import DeckContext
from deckgen.plan.dump import dump
from deckgen.plan.fit import Measure
from deckgen.plan.planner import plan_deck

__all__ = ["DeckContext", "Measure", "dump", "plan_deck"]
