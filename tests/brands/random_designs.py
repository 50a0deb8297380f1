"""Companies' templates that nobody has drawn: plausible ones, made from a seed.

A seed decides everything that differs between companies' templates: the slide's size, masters,
layouts in any order and language, where titles stand and how they are set, what decoration is
around them, colours, fonts, footers, sample slides. The same seed makes the same file.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.brands.random_art import decoration, photograph, said_fill
from tests.brands.random_layouts import LayoutPlan, layouts_of
from tests.brands.random_package import Master, Sample, package
from tests.support.templates import packed

_SIZES = {
    "16:9": (12192000, 6858000), "16:9 at 10 in": (9144000, 5143500),
    "16:9 at 20 in": (18288000, 10287000), "4:3": (9144000, 6858000),
    "A4": (10691813, 7559675), "portrait": (6858000, 9144000),
    "A4 portrait": (7559675, 10691813), "21:9": (19202400, 8229600), "16:10": (12192000, 7620000),
}  # fmt: skip
_WEIGHTS = (8, 5, 3, 4, 2, 1, 1, 1, 1)
_FONTS = (
    "Calibri", "Arial", "Georgia", "Verdana", "Times New Roman", "Segoe UI", "Montserrat",
    "Open Sans", "Brandon Grotesque Cond", "House Sans Pro", "Yu Gothic", "", "Century Gothic",
    "Trebuchet MS", "Noto Serif Display",
)  # fmt: skip
_USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_SWAPPED_MAP = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
_OTHER_MAP = {"bg1": "lt2", "tx1": "dk2", "bg2": "lt1", "tx2": "dk1"}


@dataclass(frozen=True)
class Design:
    """A template that was made: its bytes, and what it is, in a few words for a person."""

    seed: int
    blob: bytes
    told: str

    def written(self, folder: Path) -> Path:
        """The file in a folder, named by its seed."""
        path = folder / f"seed-{self.seed:04}.pptx"
        path.write_bytes(self.blob)
        return path


def design(seed: int) -> Design:
    """The template of a seed."""
    rng = Random(seed)
    size_name = rng.choices(list(_SIZES), _WEIGHTS)[0]
    size = _SIZES[size_name]
    palette_name, slots = _slots(rng)
    media: dict[str, bytes] = {}
    masters = [
        _master(rng, size, number, slots, media)
        for number in range(rng.choices((1, 2, 3), (7, 2, 1))[0])
    ]
    count = sum(len(one.layouts) for one in masters)
    samples = _samples(rng, count)
    parts = package(
        size, masters, samples, media,
        right_to_left=rng.random() < 0.05, potx=rng.random() < 0.3, sections=rng.random() < 0.4,
    )  # fmt: skip
    told = (
        f"{size_name}, {palette_name} palette, {len(masters)} masters, {count} layouts, "
        f"{len(samples)} samples; " + "; ".join(one.told for one in masters)
    )
    return Design(seed, packed(parts), told)


def _master(
    rng: Random,
    size: tuple[int, int],
    number: int,
    slots: Mapping[str, str],
    media: dict[str, bytes],
) -> Master:
    heading, text = rng.choice(_FONTS), rng.choice(_FONTS)
    if rng.random() < 0.4:
        text = heading
    dark = rng.random() < 0.22
    mapping = _SWAPPED_MAP if dark else rng.choices((_USUAL_MAP, _OTHER_MAP), (8, 1))[0]
    ground = rng.choices(
        ("plain", "tinted", "gradient", "picture", "style"), (10, 3, 2, 1, 2)
    )[0]  # fmt: skip
    background, extra = _background(rng, ground, slots, dark, media, number)
    art, frame, art_name = decoration(rng, size, slots, media, f"m{number}")
    plan = LayoutPlan(rng, size, frame, dark)
    layouts = layouts_of(plan, slots, media, f"m{number}")
    told = (
        f"{heading or 'no font'}/{text or 'no font'}, {'dark ' if dark else ''}{ground} ground, "
        f"{art_name}, title {plan.title_style.told}, furniture {plan.furniture}"
    )
    return Master(
        slots=slots,
        theme_name=rng.choice(("Brand", "Office Theme", "", "公司模板")),
        fonts=(heading, text),
        east_asian=rng.choice(("", "", "MS PGothic", "微软雅黑")),
        mapping=mapping,
        background=background,
        art=extra + art,
        styles=plan.title_style,
        body=plan.body_place(),
        furniture=plan.furniture_places if plan.furniture != "on layouts" else {},
        layouts=layouts,
        told=told,
        right_to_left=rng.random() < 0.05,
        line_spacing=rng.choice((100, 100, 90, 70, 120)),
        space_before=rng.choice((0, 500, 1000, 2400)),
        bullets=rng.random() < 0.6,
        body_points=rng.choice((14, 18, 20, 24, 28)),
    )


def _background(
    rng: Random,
    kind: str,
    slots: Mapping[str, str],
    dark: bool,
    media: dict[str, bytes],
    number: int,
) -> tuple[str, str]:
    """The background's XML, and that of full-bleed art where the picture is a shape."""
    if kind == "style":
        return '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>', ""
    if kind == "tinted":
        fill = said_fill(rng.choice(("bg2", "bg1", "accent1" if dark else "bg2")))
    elif kind == "gradient":
        first, second = rng.sample(("bg1", "bg2", "bg2", "accent1"), 2)
        middle = " ".join(f'{side}="50000"' for side in "ltrb")
        way = rng.choice((
            '<a:lin ang="5400000" scaled="0"/>', '<a:lin ang="0" scaled="1"/>',
            f'<a:path path="circle"><a:fillToRect {middle}/></a:path>',
        ))  # fmt: skip
        fill = (
            f'<a:gradFill><a:gsLst><a:gs pos="0"><a:schemeClr val="{first}"/></a:gs>'
            f'<a:gs pos="100000"><a:schemeClr val="{second}"/></a:gs></a:gsLst>{way}</a:gradFill>'
        )
    elif kind == "picture":
        name = f"ground{number}.png"
        media[name] = photograph(rng, slots["dk2"] if dark else slots["lt2"])
        stretched = "<a:stretch><a:fillRect/></a:stretch>"
        fill = f'<a:blipFill><a:blip r:embed="{name}"/>{stretched}</a:blipFill>'
    else:
        fill = said_fill("bg1")
    return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>", ""


def _samples(rng: Random, layouts: int) -> tuple[Sample, ...]:
    if rng.random() < 0.3:
        return ()
    return tuple(
        Sample(
            layout=0 if number == 0 and rng.random() < 0.6 else rng.randrange(layouts),
            notes=rng.random() < 0.4,
            hidden=rng.random() < 0.2,
            comment=rng.random() < 0.15,
        )
        for number in range(rng.choice((1, 2, 5, 12)))
    )


# --- colours ----------------------------------------------------------------------------------


def _hex(hue: float, light: float, saturation: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue % 1, light, saturation)
    return f"{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}"


def _slots(rng: Random) -> tuple[str, dict[str, str]]:
    base = rng.random()
    near = lambda: _hex(base + rng.uniform(-0.02, 0.02), rng.uniform(0.4, 0.5), 0.7)  # noqa: E731
    kinds: Mapping[str, Callable[[], str]] = {
        "varied": lambda: _hex(rng.random(), rng.uniform(0.3, 0.6), rng.uniform(0.4, 0.9)),
        "of one hue": lambda: _hex(base, rng.uniform(0.2, 0.8), 0.6),
        "grey": lambda: _hex(0, rng.uniform(0.2, 0.85), 0),
        "red": lambda: _hex(rng.uniform(-0.03, 0.03), rng.uniform(0.25, 0.7), 0.8),
        "nearly same": near,
        "very light": lambda: _hex(rng.random(), rng.uniform(0.82, 0.95), 0.8),
        "very dark": lambda: _hex(rng.random(), rng.uniform(0.05, 0.15), 0.8),
        "neon": lambda: _hex(rng.random(), 0.55, 1.0),
    }
    name = rng.choices(list(kinds), (8, 4, 2, 2, 2, 1, 1, 1))[0]
    make = kinds[name]
    dark = rng.choice(("000000", "1A1A1A", _hex(base, 0.12, 0.5), "333333"))
    light = rng.choice(("FFFFFF", "FFFFFF", "FFFFFF", _hex(base, 0.97, 0.5)))
    slots = {
        "dk1": dark, "lt1": light,
        "dk2": _hex(base, rng.uniform(0.12, 0.35), rng.uniform(0.1, 0.7)),
        "lt2": _hex(base, rng.uniform(0.85, 0.96), rng.uniform(0.05, 0.6)),
        **{f"accent{number}": make() for number in range(1, 7)},
        "hlink": make(), "folHlink": make(),
    }  # fmt: skip
    return name, slots
