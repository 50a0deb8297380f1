"""A sheet to draw on, in inches from its upper left corner: matplotlib without its plots.

The inches are the page's (``Style.stretch``): across there are fewer of them than the picture has,
where the look's font is a wide one, and letters keep their form. What is drawn later lies above.
One figure serves all pictures of a deck; settings of the user's matplotlib (matplotlibrc) have no
effect and are not changed.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Literal

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from deckgen.render.charts.picture.faces import (
    Face,
    can_write,
    face_of,
    installed_families,
)
from deckgen.render.charts.plot_area import Marker
from deckgen.render.shape import Outline
from deckgen.render.text import Font
from deckgen.theme.box import Box
from deckgen.theme.fonts import POINTS_PER_INCH, Measure
from deckgen.theme.style import Colour, Style

DPI = 200
_SMALLEST = 1 / DPI  # a picture has at least one pixel
_WHITE = Colour("FFFFFF")
_BREATH = 1 / 255  # the least that leaves a colour behind
_DASH = (4.0, 3.0)  # "dash" of the file format, in line widths
_SYMBOLS = {"circle": ("o", 1.0), "square": ("s", 0.89), "diamond": ("D", 0.72),
            "triangle": ("^", 1.0)}  # fmt: skip
_DIGITS_MIDDLE = 0.32  # of the type size: how far the middle of figures is above the baseline
_ALIGN: dict[str, Literal["left", "center", "right"]] = {
    "l": "left",
    "ctr": "center",
    "r": "right",
}


class Surface:
    """A figure that is used again and again. Draw inside :meth:`sheet`."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._stretch = style.stretch
        self._figure = Figure(dpi=DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._texts: list[Text] = []
        self._legible = True
        self._order = 0
        self._face = cache(lambda name: face_of(name, installed_families(), style.other_scripts))

    @contextmanager
    def sheet(self, width: float, height: float, ground: Colour | None = None) -> Iterator[None]:
        """An empty sheet of so many inches. It is transparent; ``ground`` is the colour that it is
        for, so that edges do not turn white where a program scales colour and transparency one by
        one, as in a PDF."""
        with ExitStack() as stack:
            stack.enter_context(warnings.catch_warnings())
            # A character that no font has is drawn as a box, and `legible` says so.
            warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
            warnings.filterwarnings("ignore", category=matplotlib.MatplotlibDeprecationWarning)
            stack.enter_context(matplotlib.rc_context(_settings()))
            self._figure.clear()
            self._texts.clear()
            self._legible = True
            wide = width * self._stretch
            self._figure.set_size_inches(max(wide, _SMALLEST), max(height, _SMALLEST))
            self._figure.patch.set_facecolor(_colour(ground or _WHITE))
            self._figure.patch.set_alpha(_BREATH)
            self._order = 0
            yield

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in inches."""
        width, height = self._figure.get_size_inches()
        return float(width) / self._stretch, float(height)

    @property
    def measure(self) -> Measure:
        """How wide texts are said to be by the metrics of the look's font."""
        return self._style.minor

    @property
    def texts(self) -> list[tuple[str, Box]]:
        """Every text that was drawn, with the rectangle that its letters take."""
        return [(one.get_text(), self._extent(one)) for one in self._texts]

    @property
    def legible(self) -> bool:
        """Whether this machine's fonts have every character of the texts on the sheet; where not,
        boxes stand in their places."""
        return self._legible

    def png(self) -> bytes:
        """What was drawn, as a PNG without time and program."""
        stream = io.BytesIO()
        self._figure.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
        return stream.getvalue()

    def rectangle(self, box: Box, fill: Colour | None, outline: Outline | None = None) -> None:
        """A rectangle; its outline lies on its edges."""
        _, height = self.size
        self._add(
            Rectangle(
                (box.x * self._stretch, height - box.bottom),
                box.w * self._stretch,
                box.h,
                facecolor=_colour(fill),
                edgecolor=_colour(outline.colour if outline else None),
                linewidth=outline.points if outline else 0.0,
                joinstyle="miter",
            )
        )

    def line(self, points: Sequence[tuple[float, float]], outline: Outline) -> None:
        """A line through points."""
        _, height = self.size
        self._add(
            Line2D(
                [x * self._stretch for x, _ in points],
                [height - y for _, y in points],
                color=_colour(outline.colour),
                linewidth=outline.points,
                linestyle=(0, _DASH) if outline.dashed else "-",
                dash_capstyle="butt",
                solid_capstyle="round" if len(points) > 1 else "butt",
                solid_joinstyle="round",
            )
        )

    def marker(self, at: tuple[float, float], mark: Marker) -> None:
        """A point's symbol."""
        _, height = self.size
        symbol, size = _SYMBOLS[mark.symbol]
        self._add(
            Line2D(
                [at[0] * self._stretch],
                [height - at[1]],
                marker=symbol,
                markersize=mark.size * size,
                markerfacecolor=_colour(mark.fill),
                markeredgecolor=_colour(mark.edge),
                markeredgewidth=1.5 if mark.edge else 0.0,
                linestyle="none",
            )
        )

    def width(self, text: str, font: Font) -> float:
        """The width of a line of text as it would be drawn, in inches."""
        return self._extent(self._text(text, (0.0, 0.0), font, "l", 0)).w

    def text(
        self, text: str, at: tuple[float, float], font: Font, align: str, *, turned: bool = False
    ) -> Box:
        """One line of text whose figures have their middle at the height of ``at``; ``align`` is
        l, ctr or r. It is moved until it lies within the sheet. A ``turned`` one reads upwards,
        around ``at``. Returns the rectangle that its letters take."""
        drawn = self._text(text, at, font, align, 90 if turned else 0)
        width, height = self.size
        box = self._extent(drawn)
        dx, dy = _into(box.x, box.right, width), _into(box.y, box.bottom, height)
        if dx or dy:
            x, y = drawn.get_position()
            drawn.set_position((x + dx * self._stretch, y - dy))
            box = Box(box.x + dx, box.y + dy, box.w, box.h)
        drawn.set_zorder(self._next())
        self._figure.add_artist(drawn)
        self._texts.append(drawn)
        self._legible = self._legible and can_write(text, self._face_of(font).families)
        return box

    def _text(
        self, text: str, at: tuple[float, float], font: Font, align: str, turn: float
    ) -> Text:
        face = self._face_of(font)
        points = font.points * face.scale
        _, height = self.size
        down = 0.0 if turn else points * _DIGITS_MIDDLE / POINTS_PER_INCH
        drawn = Text(
            at[0] * self._stretch,
            height - at[1] - down,
            text,
            color=_colour(font.colour),
            fontfamily=list(face.families),
            fontsize=points,
            fontweight="bold" if font.bold else "normal",
            fontstyle="italic" if font.italic else "normal",
            horizontalalignment=_ALIGN[align],
            verticalalignment="center" if turn else "baseline",
            rotation=turn,
            parse_math=False,
            transform=self._figure.dpi_scale_trans,
        )
        drawn.set_figure(self._figure)
        return drawn

    def _extent(self, drawn: Text) -> Box:
        found = drawn.get_window_extent(self._canvas.get_renderer(), dpi=DPI)
        _, height = self.size
        across = DPI * self._stretch
        top = height - found.y1 / DPI
        return Box(found.x0 / across, top, found.width / across, found.height / DPI)

    def _face_of(self, font: Font) -> Face:
        match font.face:
            case "+mj-lt":
                return self._face(self._style.major_font)
            case "" | "+mn-lt":
                return self._face(self._style.minor_font)
            case name:
                return self._face(name)

    def _add(self, artist: Rectangle | Line2D) -> None:
        artist.set_transform(self._figure.dpi_scale_trans)
        artist.set_zorder(self._next())
        self._figure.add_artist(artist)

    def _next(self) -> int:
        self._order += 1
        return self._order


def _settings() -> dict[str, object]:
    """matplotlib's own settings, but for the choice of a backend, which is nobody's business.
    Letters are not hinted: at this resolution that only moves them apart unevenly."""
    own = {key: value for key, value in matplotlib.rcParamsDefault.items() if key != "backend"}
    return own | {"text.hinting": "no_hinting", "text.hinting_factor": 1}


def _colour(colour: Colour | None) -> str:
    return f"#{colour.hex}" if colour else "none"


def _into(start: float, end: float, room: float) -> float:
    """How far to move a stretch so that it lies within 0 and ``room``; a longer one starts at 0."""
    if start < 0 or end - start > room:
        return -start
    return min(0.0, room - end)
