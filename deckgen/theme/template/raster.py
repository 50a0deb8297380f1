"""A layout's effective background as a small picture: background, full-bleed art, panels, all.

Whether text can be read somewhere is a question about pixels, not about the fill of ``p:bg``: the
picture answers it for solid, gradient and picture backgrounds and for shapes above them alike. It
is drawn from the file alone, so it is the same on every machine. Drawings that Pillow cannot read
(EMF, WMF, SVG without a bitmap) are painted half black, half white: nothing is assumed of them.
"""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from deckgen.theme.contrast import contrast, hexadecimal, linear, luminance, rgb
from deckgen.theme.template.colours import Tint
from deckgen.theme.template.fills import Fill, Gradient, NoFill, Picture, Solid
from deckgen.theme.template.package import Package
from deckgen.theme.template.reading import Layout
from deckgen.theme.template.rect import Point, Rect
from deckgen.theme.template.shapes import Kind

COLUMNS = 192
_MOST_PIXELS = 60_000_000
_CELL = 4  # pixels of an unreadable picture's chequers
_WORD = 0.07  # of the slide's height: about a word in large type
_MARGIN = 0.04  # of the pixels at either end, left out as specks

_Colour = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Region:
    """The colours in a part of the background: what is typical, and both ends of its lightness."""

    typical: str
    darkest: str
    lightest: str

    @property
    def spread(self) -> float:
        """Contrast between both ends: 1 is one colour."""
        return contrast(self.darkest, self.lightest)

    @property
    def colours(self) -> tuple[str, ...]:
        """What text there must stand out from."""
        return tuple(dict.fromkeys((self.typical, self.darkest, self.lightest)))


class Backdrop:
    """The painted background of one layout."""

    def __init__(self, image: Image.Image, page: Rect) -> None:
        self.image = image
        self._page = page

    def edges(self, columns: int, rows: int, ratio: float) -> list[tuple[int, int]]:
        """The cells of a grid, as column and row, inside or beside which two tones of that
        contrast meet."""
        grey = self.image.convert("L")
        wide = max(3, 2 * round(self.image.width / columns) + 1)
        low, high = (
            grey.filter(kind(wide)).resize((columns, rows), Image.Resampling.NEAREST).tobytes()
            for kind in (ImageFilter.MinFilter, ImageFilter.MaxFilter)
        )
        lights = [linear(step / 255) + 0.05 for step in range(256)]
        return [
            (place % columns, place // columns)
            for place, (dark, light) in enumerate(zip(low, high, strict=True))
            if lights[light] / lights[dark] > ratio
        ]

    def under_text(self, rect: Rect) -> Region:
        """The colours under a text: those of :meth:`region`, and what is typical of any part of it
        that a word may stand on, since a light or a dark place that is small in the whole can lie
        behind all that is written."""
        whole = self.region(rect)
        across = max(1, round(rect.width / (_WORD * self._page.height)))
        down = max(1, round(rect.height / (_WORD * self._page.height)))
        width, height = rect.width / across, rect.height / down
        parts = [
            self.region(Rect(left, top, left + width, top + height)).typical
            for left in (rect.left + width * column for column in range(across))
            for top in (rect.top + height * row for row in range(down))
        ]
        ends = sorted(
            (whole.darkest, whole.lightest, *parts), key=lambda one: (luminance(one), one)
        )
        return Region(whole.typical, ends[0], ends[-1])

    def region(self, rect: Rect) -> Region:
        """The colours under a rectangle on the slide, specks left out."""
        across, down = self.image.width / self._page.width, self.image.height / self._page.height
        left = min(self.image.width - 1, max(0, math.floor(rect.left * across)))
        top = min(self.image.height - 1, max(0, math.floor(rect.top * down)))
        right = min(self.image.width, max(left + 1, math.ceil(rect.right * across)))
        bottom = min(self.image.height, max(top + 1, math.ceil(rect.bottom * down)))
        part = self.image.crop((left, top, right, bottom))
        counted = part.getcolors(part.width * part.height)
        assert counted is not None  # there are no more colours than pixels
        colours = [(_hex(pixel), count) for count, pixel in counted]
        colours.sort(key=lambda one: (luminance(one[0]), one[0]))
        total = sum(count for _, count in colours)
        most = max(colours, key=lambda one: (one[1], one[0]))
        return Region(
            most[0] if most[1] * 2 > total else _at(colours, total * 0.5),
            _at(colours, total * _MARGIN),
            _at(colours, total * (1 - _MARGIN)),
        )


def _hex(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return hexadecimal(red, green, blue)


def _at(colours: list[tuple[str, int]], position: float) -> str:
    passed = 0
    for colour, count in colours:
        passed += count
        if passed > position:
            return colour
    return colours[-1][0]


class Painter:
    """Paints layouts of one template; pictures are decoded once."""

    def __init__(self, package: Package, page: Rect) -> None:
        self._package = package
        self._page = page
        self._size = (COLUMNS, max(1, round(COLUMNS * page.height / page.width)))
        self._pictures: dict[str, Image.Image | None] = {}

    def backdrop(self, layout: Layout) -> Backdrop:
        """Background and static shapes of a layout, without texts."""
        image = Image.new("RGBA", self._size, "white")
        self._paint(image, layout.background, self._corners())
        for static in layout.statics:
            if static.kind is not Kind.TEXT and not isinstance(static.fill, NoFill):
                self._paint(image, static.fill, static.outline)
            if static.line is not None:
                self._stroke(image, static.line.tint, static.outline)
        return Backdrop(image.convert("RGB"), self._page)

    def is_readable(self, fill: Fill) -> bool:
        """Whether a fill's colours are known."""
        return not isinstance(fill, Picture) or self._decoded(fill.part) is not None

    def _corners(self) -> tuple[Point, ...]:
        page = self._page
        return ((0, 0), (page.width, 0), (page.width, page.height), (0, page.height))

    def _scaled(self, points: tuple[Point, ...]) -> list[Point]:
        across = self._size[0] / self._page.width
        down = self._size[1] / self._page.height
        return [(x * across, y * down) for x, y in points]

    def _stroke(self, image: Image.Image, tint: Tint, outline: tuple[Point, ...]) -> None:
        layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
        points = self._scaled(outline)
        ImageDraw.Draw(layer).line([*points, points[0]], fill=_rgba(tint), width=1)
        image.alpha_composite(layer)

    def _paint(self, image: Image.Image, fill: Fill, outline: tuple[Point, ...]) -> None:
        points = self._scaled(outline)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (
            math.floor(min(xs)), math.floor(min(ys)),
            max(math.floor(min(xs)) + 1, math.ceil(max(xs))),
            max(math.floor(min(ys)) + 1, math.ceil(max(ys))),
        )  # fmt: skip
        visible = (
            max(0, box[0]), max(0, box[1]), min(image.width, box[2]), min(image.height, box[3])
        )  # fmt: skip
        if visible[0] >= visible[2] or visible[1] >= visible[3]:
            return
        layer = self._layer(fill, box, visible)
        if layer is None:
            return
        mask = Image.new("L", layer.size, 0)
        moved = [(x - visible[0], y - visible[1]) for x, y in points]
        ImageDraw.Draw(mask).polygon(moved, fill=255)
        empty = Image.new("RGBA", layer.size, (0, 0, 0, 0))
        image.alpha_composite(Image.composite(layer, empty, mask), visible[:2])

    def _layer(
        self, fill: Fill, box: tuple[int, int, int, int], visible: tuple[int, int, int, int]
    ) -> Image.Image | None:
        """A fill over the visible part of the box that it belongs to."""
        size = (visible[2] - visible[0], visible[3] - visible[1])
        match fill:
            case NoFill():
                return None
            case Solid(tint):
                return Image.new("RGBA", size, _rgba(tint))
            case Gradient():
                return _gradient(fill, box, visible)
            case Picture():
                return self._picture(fill, box, visible)

    def _picture(
        self, fill: Picture, box: tuple[int, int, int, int], visible: tuple[int, int, int, int]
    ) -> Image.Image:
        size = (visible[2] - visible[0], visible[3] - visible[1])
        source = self._decoded(fill.part)
        if source is None:
            return _chequered(size)
        left, top, right, bottom = (max(0.0, one) for one in fill.crop)
        across, down = source.size
        cropped = (
            left * across, top * down,
            max(left * across + 1, (1 - right) * across), max(top * down + 1, (1 - bottom) * down),
        )  # fmt: skip
        width, height = box[2] - box[0], box[3] - box[1]
        inset = fill.inset
        placed = (
            round(inset[0] * width), round(inset[1] * height),
            max(1, round((1 - inset[0] - inset[2]) * width)),
            max(1, round((1 - inset[1] - inset[3]) * height)),
        )  # fmt: skip
        if max(placed[2:]) > 8 * COLUMNS:  # an odd inset would ask for a giant
            placed = (0, 0, width, height)
        if max(placed[2:]) > 8 * COLUMNS:
            return source.resize(size)
        drawn = source.resize(placed[2:], Image.Resampling.BILINEAR, cropped)
        if fill.duotone is not None:
            drawn = _duotone(drawn, *fill.duotone)
        layer = Image.new("RGBA", size, (0, 0, 0, 0))
        offset = (box[0] + placed[0] - visible[0], box[1] + placed[1] - visible[1])
        layer.paste(drawn, offset)
        if fill.alpha < 1:
            layer.putalpha(layer.getchannel("A").point(lambda one: round(one * fill.alpha)))
        return layer

    def _decoded(self, part: str) -> Image.Image | None:
        if part not in self._pictures:
            self._pictures[part] = _decode(self._package.blob(part)) if part else None
        return self._pictures[part]


def _decode(blob: bytes) -> Image.Image | None:
    """A picture, small; ``None`` if Pillow cannot read it or it is unreasonably large."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(blob)) as image:
                if image.format in ("WMF", "EMF") or image.width * image.height > _MOST_PIXELS:
                    return None
                image.draft("RGB", (4 * COLUMNS, 4 * COLUMNS))
                small = image.convert("RGBA")
                small.thumbnail((4 * COLUMNS, 4 * COLUMNS), reducing_gap=2.0)
                return small
        except (
            OSError,
            ValueError,
            SyntaxError,
            EOFError,
            MemoryError,
            ArithmeticError,
            KeyError,
            IndexError,
            TypeError,
            NotImplementedError,
            Image.DecompressionBombError,
            Image.DecompressionBombWarning,
        ):  # fmt: skip - what Pillow's readers raise on damaged pictures
            return None


def _duotone(image: Image.Image, dark: Tint, light: Tint) -> Image.Image:
    """The picture in shades between two colours."""
    shades = image.convert("L")
    bands = [
        shades.point([round(a + (b - a) * step / 255) for step in range(256)])
        for a, b in zip(rgb(dark.hex), rgb(light.hex), strict=True)
    ]
    return Image.merge("RGBA", [*bands, image.getchannel("A")])


def _rgba(tint: Tint) -> _Colour:
    return (*rgb(tint.hex), round(tint.alpha * 255))


def _chequered(size: tuple[int, int]) -> Image.Image:
    layer = Image.new("RGBA", size, "white")
    draw = ImageDraw.Draw(layer)
    for y in range(0, size[1], _CELL):
        for x in range((y // _CELL % 2) * _CELL, size[0], 2 * _CELL):
            draw.rectangle((x, y, x + _CELL - 1, y + _CELL - 1), fill="black")
    return layer


def _gradient(
    fill: Gradient, box: tuple[int, int, int, int], visible: tuple[int, int, int, int]
) -> Image.Image:
    width, height = box[2] - box[0], box[3] - box[1]
    layer = Image.new("RGBA", (visible[2] - visible[0], visible[3] - visible[1]))
    table = [_stop_colour(fill, step / 255) for step in range(256)]
    turn = None if fill.degrees is None else math.radians(fill.degrees)
    pixels = []
    for y in range(visible[1] - box[1], visible[3] - box[1]):
        for x in range(visible[0] - box[0], visible[2] - box[0]):
            u, v = (x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5
            if turn is None:
                at = _from_focus(fill, u + 0.5, v + 0.5)
            else:
                cosine, sine = math.cos(turn), math.sin(turn)
                at = (u * cosine + v * sine) / (abs(cosine) + abs(sine)) + 0.5
            pixels.append(table[min(255, max(0, round(at * 255)))])
    layer.putdata(pixels)
    return layer


def _from_focus(fill: Gradient, u: float, v: float) -> float:
    """How far a point (shares of width and height) is from a gradient's focus, 1 at the farthest
    edge or corner."""
    x, y = fill.focus
    across, down = max(x, 1 - x), max(y, 1 - y)
    if fill.round:
        return math.hypot(u - x, v - y) / math.hypot(across, down)
    return max(abs(u - x) / across, abs(v - y) / down)


def _stop_colour(fill: Gradient, at: float) -> _Colour:
    before, after = fill.stops[0], fill.stops[-1]
    for stop in fill.stops:
        if stop[0] <= at:
            before = stop
    for stop in reversed(fill.stops):
        if stop[0] >= at:
            after = stop
    if at <= before[0] or before[0] >= after[0]:
        return _rgba(after[1] if at < before[0] else before[1])
    share = (at - before[0]) / (after[0] - before[0])
    one, other = _rgba(before[1]), _rgba(after[1])
    mixed = [round(a + (b - a) * share) for a, b in zip(one, other, strict=True)]
    return mixed[0], mixed[1], mixed[2], mixed[3]
