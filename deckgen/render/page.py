"""A layout to be filled: what a slide's parts are measured by before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.render.grid import Grid
from deckgen.theme.stage import Stage
from deckgen.theme.style import Style


@dataclass(frozen=True, slots=True)
class Page:
    """A layout of a theme, its look, and the columns and bands of its content."""

    style: Style
    stage: Stage
    grid: Grid

    @classmethod
    def of(cls, style: Style, stage: Stage) -> Page:
        """The page that a stage makes."""
        style = style.in_faces(stage.faces)
        return cls(style, stage, Grid.of(stage, stage.headline.points or style.sizes.headline))
