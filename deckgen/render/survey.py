"""What the slides of one deck take in a theme: found once, for paging and for drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from deckgen.model.deck import Slide
from deckgen.render.choose import stage_for
from deckgen.render.page import Page
from deckgen.render.placing import Placing, placing
from deckgen.theme.stage import Theme

T = TypeVar("T")


class _PerSlide(Generic[T]):
    """A value for each slide. Slides are told apart by identity: to compare two of them would take
    longer than what is remembered here. They are kept, so that no other takes the place of one."""

    def __init__(self, make: Callable[[Slide], T]) -> None:
        self._make = make
        self._known: dict[int, tuple[Slide, T]] = {}

    def __call__(self, slide: Slide) -> T:
        if id(slide) not in self._known:
            self._known[id(slide)] = slide, self._make(slide)
        return self._known[id(slide)][1]


class Survey:
    """Layouts and places for the slides of one deck; ``pictures`` says that charts are drawn as
    such. ``page`` gives the layout that a slide takes, ``placing`` where its panel, exhibits and
    narrative stand on it, which raises ``ValueError`` for a block that such a slide cannot hold.
    """

    def __init__(self, theme: Theme, *, pictures: bool = False) -> None:
        def page(slide: Slide) -> Page:
            return Page.of(theme.style, stage_for(theme, slide, pictures=pictures))

        def placed(slide: Slide) -> Placing:
            return placing(self.page(slide), slide)

        self.page = _PerSlide(page)
        self.placing = _PerSlide(placed)
