"""From what readers found to the canonical tables, inside the engine; every row accounted for."""

from deckgen.staging.stage import stage

__all__ = ["stage"]
