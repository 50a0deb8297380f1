"""Where a section's name, its sentence and the list of its metrics stand on a divider.

The list belongs under both texts. Where they leave too little room below as the designer placed
them, they give what they do not need: the name a line, the sentence two, close together and as much
higher as the list needs, within their boxes first. They keep their left edge, unless that is in the
slide's margin, their order and what lies behind them: a name on a band stays there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.theme.box import Box
from deckgen.theme.template.ground import Ground
from deckgen.theme.template.heads import free_room
from deckgen.theme.template.rect import Rect

Found = tuple[Rect, Rect, Rect | None]  # the name's place, the sentence's, the list's

_TWO_COLUMNS = 7.0  # inches: where metrics stand in two columns
_WANTED_TWO, _WANTED_ONE = 2.0, 2.7  # inches of a usual list, of five
_LEAST_TWO, _LEAST_ONE = 0.9, 1.5  # the same with rows of one line
_SENTENCE, _BETWEEN = 0.85, 0.15  # inches
_TWO_LINES, _FOUR_LINES = 0.75, 1.2  # inches of a sentence in a readable size
_TOP, _STEP = 0.5, 0.1  # inches: the highest that a name goes; from one place to the next
_MARGIN = 0.5  # inches at the slide's sides that a text keeps which is not where it was designed


class DividerRoom:
    """The places on one layout. ``title`` and ``text`` are those that the designer gave the name
    and the sentence, ``line`` is the height of a name on one line, in the template's units."""

    def __init__(self, ground: Ground, title: Rect, text: Rect, line: float) -> None:
        self._ground = ground
        self._title = title
        self._text = text
        self._line = line
        self._inch = ground.units.down

    def find(self) -> Found:
        """Name, sentence and list: the first arrangement with ample room for a usual list, else
        the roomiest; no list where even that is too low for one."""
        for art in (self._ground.one.area.obstacles, self._ground.one.strong_art):
            best: Found = (self._title, self._text, None)
            most = 0.0
            for title, text in self._places(art):
                free = free_room(self._ground.one, [title, text], self._inch, art)
                height = self._height(free, title)
                if height > most:
                    best, most = (title, text, free), height
                if most >= 1:
                    return best
            if best[2] is not None and self._holds_list(best[2]):
                return best
        return *self._without_list(), None

    def _without_list(self) -> tuple[Rect, Rect]:
        """Where no list stands under them: as designed, but a name whose box is not the designer's
        no longer stands at that box's foot, so it gets the line and the sentence stands close."""
        if self._title == self._ground.one.title_rect:
            return self._title, self._text
        title, text = self._close()
        higher = self._grown(text, _FOUR_LINES)
        return title, higher if higher is not None and text.top > title.top else text

    def _grown(self, text: Rect, inches: float) -> Rect | None:
        """A sentence's place made so high downwards, where nothing is and the page has it."""
        bottom = max(text.bottom, text.top + inches * self._inch)
        added = Rect(text.left, text.bottom, text.right, bottom)
        inside = bottom <= self._ground.one.page.height - _TOP * self._inch
        free = not any(one.cut(added) for one in self._ground.one.area.obstacles)
        return Rect(text.left, text.top, text.right, bottom) if inside and free else None

    def _places(self, art: Sequence[Rect]) -> Iterator[tuple[Rect, Rect]]:
        """Places of name and sentence: as designed, with two lines for the sentence if that is
        possible, then close together and higher and higher."""
        grown = self._grown(self._text, _TWO_LINES)
        if grown is not None and self._text.top >= self._title.bottom:
            yield self._title, grown
        yield self._title, self._text
        title, text = self._close()
        rise = 0.0
        while min(title.top, text.top) - rise >= _TOP * self._inch:
            name, sentence = _higher(title, rise), _higher(text, rise)
            if any(one.cut(place) for one in art for place in (name, sentence)):
                return
            yield name, sentence
            rise += _STEP * self._inch

    def _close(self) -> tuple[Rect, Rect]:
        """The name on one line where its box sets it, the sentence on two beside it, on the side
        that it has."""
        title, text = self._inside(self._title), self._inside(self._text)
        sentence = min(max(text.height, _TWO_LINES * self._inch), _SENTENCE * self._inch)
        line = min(title.height, self._line)
        anchor = self._ground.layout.title_style.anchor
        top = title.top + (title.height - line) * {"ctr": 0.5, "b": 1.0}.get(anchor, 0.0)
        name = Rect(title.left, top, title.right, top + line)
        if text.top >= title.top:
            gap = min(max(0.0, text.top - title.bottom), _BETWEEN * self._inch)
            start = name.bottom + gap
        else:
            gap = min(max(0.0, title.top - text.bottom), _BETWEEN * self._inch)
            start = name.top - gap - sentence
        return name, Rect(text.left, start, text.right, start + sentence)

    def _inside(self, place: Rect) -> Rect:
        """A place without what of it is in the slide's margins."""
        page, margin = self._ground.one.page, _MARGIN * self._ground.units.across
        left = max(place.left, page.left + margin)
        return Rect(left, place.top, max(left, min(place.right, page.right - margin)), place.bottom)

    def _height(self, free: Rect | None, title: Rect) -> float:
        """The height of a list's room as a share of what a usual one wants; 0 over the name."""
        if free is None or free.top < title.top:
            return 0.0
        box = self._box(free)
        return box.h / (_WANTED_TWO if box.w >= _TWO_COLUMNS else _WANTED_ONE)

    def _holds_list(self, free: Rect) -> bool:
        box = self._box(free)
        return box.h >= (_LEAST_TWO if box.w >= _TWO_COLUMNS else _LEAST_ONE)

    def _box(self, rect: Rect) -> Box:
        return self._ground.units.box(rect)


def _higher(rect: Rect, by: float) -> Rect:
    return Rect(rect.left, rect.top - by, rect.right, rect.bottom - by)
