"""Which installed fonts stand for a theme's fonts.

A font that is not installed is replaced by its metric twin, else by one that is as wide once it is
scaled; characters that it lacks come from fonts of other scripts. Something is always found:
matplotlib brings DejaVu Sans.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.textpath import TextToPath

from deckgen.theme.fonts import POINTS_PER_INCH, text_width

_TWINS = {  # and families drawn as much alike as their widths are
    "Calibri": ("Carlito",),
    "Cambria": ("Caladea",),
    "Arial": ("Liberation Sans", "Arimo", "Helvetica"),
    "Helvetica": ("Arial", "Liberation Sans", "Arimo"),
    "Times New Roman": ("Liberation Serif", "Tinos"),
    "Courier New": ("Liberation Mono", "Cousine"),
    "Georgia": ("Gelasio",),
    "Verdana": ("DejaVu Sans",),
    "Arial Narrow": ("Liberation Sans Narrow", "Nimbus Sans Narrow"),
    "Palatino Linotype": ("P052",),
    "Century Gothic": ("URW Gothic",),
}
_LIKEWISE = ("Carlito", "Calibri", "Arial", "Liberation Sans", "Helvetica")
_LAST = "DejaVu Sans"
_OTHER_SCRIPTS = (
    "DejaVu Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Source Han Sans",
    "Microsoft YaHei",
    "Yu Gothic",
    "MS Gothic",
    "Malgun Gothic",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans",
    "Hiragino Sans GB",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "Segoe UI",
    "Arial Unicode MS",
    "Noto Sans Hebrew",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Thai",
    "Nirmala UI",
    "Leelawadee UI",
    "Noto Emoji",
    "Segoe UI Symbol",
    "Segoe UI Emoji",
)
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
_SAMPLE = "Enterprise 0123456789.%"  # what labels are mostly made of


@dataclass(frozen=True, slots=True)
class Face:
    """The families that a font is set in, the first that has a character wins, and by how much
    sizes are multiplied so that text is as wide as the theme's font would make it."""

    families: tuple[str, ...]
    scale: float = 1.0


def installed_families() -> frozenset[str]:
    """The families that matplotlib finds on this machine."""
    return frozenset(entry.name for entry in fontManager.ttflist)


def face_of(font: str, installed: Iterable[str], scripts: Iterable[str] = ()) -> Face:
    """The face that stands for a font, of the installed families. ``scripts`` are the look's own
    fonts for characters that the font lacks."""
    known = frozenset(installed)
    chosen = next((name for name in (font, *_TWINS.get(font, ())) if name in known), None)
    main = chosen or next((name for name in _LIKEWISE if name in known), _LAST)
    others = (name for name in (*scripts, *_OTHER_SCRIPTS) if name in known)
    families = tuple(dict.fromkeys((main, *others)))
    return Face(families, 1.0 if chosen else _scale(font, families))


def can_write(text: str, families: tuple[str, ...]) -> bool:
    """Whether some of the families have every character that is seen."""
    known = _characters(families)
    seen = (one for one in text if unicodedata.category(one) not in _UNSEEN)
    return all(ord(one) in known for one in seen)


@cache
def _characters(families: tuple[str, ...]) -> frozenset[int]:
    """The characters that installed families have together."""
    return frozenset(code for name in families for code in get_font(findfont(name)).get_charmap())


def _scale(font: str, families: tuple[str, ...]) -> float:
    """How much smaller a font that is wider must be: never larger than the theme asks for."""
    points = 100.0
    properties = FontProperties(family=list(families), size=points)
    width, _, _ = TextToPath().get_text_width_height_descent(_SAMPLE, properties, ismath=False)
    wanted = text_width(_SAMPLE, points, face=font) * POINTS_PER_INCH
    return min(1.0, wanted / width)
