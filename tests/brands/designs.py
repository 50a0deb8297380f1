"""Eight brands that differ as companies' do, drawn here: size, ground, fonts, colours, art.

None is anybody's. They are inputs that every machine has, and what the README shows: in fonts that
LibreOffice has twins of.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, ImageDraw, ImageFilter

from tests.support.templates import Art, Brand, Holder, Page

Tint = tuple[int, int, int]


def _colours(dark: str, light: str, deep: str, pale: str, *accents: str) -> Mapping[str, str]:
    slots = {"dk1": dark, "lt1": light, "dk2": deep, "lt2": pale, "hlink": accents[0]}
    named = {f"accent{number}": colour for number, colour in enumerate(accents, start=1)}
    return {**slots, **named, "folHlink": accents[1]}


def _gradient(first: str, second: str, degrees: int) -> str:
    return (
        f'<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="{first}"/></a:gs>'
        f'<a:gs pos="100000"><a:srgbClr val="{second}"/></a:gs></a:gsLst>'
        f'<a:lin ang="{degrees * 60000}" scaled="0"/></a:gradFill>'
    )


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _emblem(ink: Tint, ground: Tint) -> bytes:
    """A logo of our own: a ring with a bar."""
    image = Image.new("RGB", (160, 160), ground)
    draw = ImageDraw.Draw(image)
    draw.ellipse((12, 12, 148, 148), outline=ink, width=20)
    draw.rectangle((72, 40, 88, 120), fill=ink)
    return _png(image)


def _landscape() -> bytes:
    """What a photograph is to a template: busy, light and dark at once. Hills in evening light."""
    image = Image.new("RGB", (640, 360))
    draw = ImageDraw.Draw(image)
    for y in range(360):
        share = y / 360
        draw.line((0, y, 640, y), (round(250 - 90 * share), round(190 - 70 * share), 150))
    for number, (height, tint) in enumerate(((190, (120, 92, 120)), (235, (78, 66, 98)),
                                             (290, (40, 42, 66)))):  # fmt: skip
        points = [(0, 360)]
        for x in range(0, 641, 8):
            wave = (x * (7 + 3 * number) % 97) * 0.35 + abs((x + 90 * number) % 260 - 130) * 0.5
            points.append((x, round(height - wave)))
        draw.polygon([*points, (640, 360)], fill=tint)
    draw.ellipse((430, 60, 510, 140), fill=(255, 232, 190))
    return _png(image.filter(ImageFilter.GaussianBlur(1.5)))


_COVER = (
    Holder("ctrTitle", (0.08, 0.34, 0.76, 0.24)),
    Holder("subTitle", (0.08, 0.60, 0.76, 0.09), 1),
)
_HEAD = (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11))
_SECTION = (
    Holder("title", (0.08, 0.30, 0.60, 0.22)),
    Holder("body", (0.08, 0.53, 0.60, 0.12), 1),
    *_HEAD[1:],
)


def _layouts(
    *content: Art, cover: tuple[Art, ...] = (), cover_ground: str = "", **more: str
) -> tuple[Page, ...]:
    return (
        Page("Opening", _COVER, cover, "title", background=cover_ground),
        Page("Chapter", _SECTION, (*content, *cover[:1]), "secHead", background=cover_ground),
        Page("Headline", _HEAD, content, "titleOnly", **more),
        Page("Headline and text", (*_HEAD, Holder("body", idx=1)), content, "obj", **more),
    )


def _bank() -> Brand:
    """4:3, a dark blue band for the title, a rule at the foot."""
    band = Art((0, 0, 1, 0.175), "0A2A5E", name="Band")
    foot = Art((0.06, 0.915, 0.88, 0.004), "0A2A5E", name="Rule")
    return Brand(
        _layouts(band, foot, cover=(Art((0, 0.72, 1, 0.28), "0A2A5E"),)),
        size=(9144000, 6858000),
        colours=_colours("1C1C1C", "FFFFFF", "0A2A5E", "E6ECF5",
                         "0A4DA2", "5C9BD5", "7F8FA9", "C00000", "2E7D32", "F2A900"),
        fonts=("Arial", "Arial"),
    )  # fmt: skip


def _night() -> Brand:
    """Dark ground that runs into violet, neon accents, titles in capitals."""
    return Brand(
        _layouts(Art((0.06, 0.045, 0.05, 0.008), "22D3EE", name="Mark"),
                 cover=(Art((0.08, 0.30, 0.12, 0.012), "22D3EE"),)),
        colours=_colours("0B0F1A", "F5F7FA", "131A2B", "C9D3E6",
                         "22D3EE", "E879F9", "A3E635", "F97316", "60A5FA", "FACC15"),
        fonts=("Verdana", "Calibri"),
        background=_gradient("0B0F1A", "1B1533", 45),
        dark=True,
        caps=True,
    )  # fmt: skip


def _journal() -> Brand:
    """A4 on cream paper, a serif, one red."""
    rules = (Art((0.06, 0.035, 0.88, 0.003), "1A1A1A"), Art((0.06, 0.185, 0.88, 0.001), "1A1A1A"))
    return Brand(
        _layouts(*rules, cover=(Art((0.08, 0.28, 0.84, 0.004), "B3261E"),)),
        size=(10691813, 7559675),
        colours=_colours("1A1A1A", "FBF7EE", "3B3327", "EFE7D6",
                         "B3261E", "5F6F52", "8C6A3F", "2F4858", "A89984", "6B4E71"),
        fonts=("Cambria", "Cambria"),
        slides=(0, 2),
    )  # fmt: skip


def _poster() -> Brand:
    """A4 upright, a broad green stripe at the foot."""
    stripe = Art((0, 0.965, 1, 0.035), "1F5C3A", name="Stripe")
    holders = (
        Holder("title", (0.08, 0.06, 0.84, 0.09)),
        Holder("ftr", (0.08, 0.925, 0.62, 0.03), 10),
        Holder("sldNum", (0.80, 0.925, 0.12, 0.03), 11),
    )
    return Brand(
        (
            Page("Opening", _COVER, (Art((0, 0, 1, 0.22), "1F5C3A"), stripe), "title"),
            Page("Headline", holders, (stripe,), "titleOnly"),
        ),
        size=(7559675, 10691813),
        colours=_colours("1E2A22", "FFFFFF", "1F5C3A", "EAF2EC",
                         "1F5C3A", "E07A1F", "6C8EAD", "B23A48", "8D99AE", "C9A227"),
        fonts=("Calibri", "Calibri"),
    )  # fmt: skip


def _sunrise() -> Brand:
    """A ground from violet to peach, a logo at the upper right."""
    logo = Art((0.925, 0.04, 0.045, 0.08), picture="emblem.png", name="Logo")
    return Brand(
        _layouts(logo, cover=(logo,)),
        colours=_colours("2B1B3D", "FFFFFF", "4B2A6B", "F6E9F2",
                         "7B2FBE", "F26A4B", "2A9D8F", "E9B44C", "3D5A99", "9B5DE5"),
        fonts=("Verdana", "Arial"),
        background=_gradient("F3E8FF", "FFE8DC", 35),
        media={"emblem.png": _emblem((123, 47, 190), (255, 255, 255))},
    )  # fmt: skip


def _horizon() -> Brand:
    """A photograph behind every slide."""
    whole = Art((0, 0, 1, 1), picture="hills.png", name="Photograph")
    return Brand(
        _layouts(whole, cover=(whole,)),
        colours=_colours("1E1B2E", "FFFFFF", "413A5C", "F3EEF0",
                         "C8553D", "413A5C", "2D7D90", "E0A458", "7A5C89", "5B8E7D"),
        fonts=("Arial", "Calibri"),
        media={"hills.png": _landscape()},
    )  # fmt: skip


def _ministry() -> Brand:
    """Greys and nothing else, titles at the left of a side band."""
    band = Art((0, 0, 0.025, 1), "8A8A8A", name="Side band")
    return Brand(
        _layouts(band, cover=(Art((0, 0.88, 1, 0.12), "D0D0D0"),)),
        colours=_colours("222222", "FFFFFF", "444444", "EFEFEF",
                         "6E6E6E", "9A9A9A", "BDBDBD", "D9D9D9", "7F7F7F", "A6A6A6"),
        fonts=("Times New Roman", "Calibri"),
        sections=True,
        shows=True,
        slides=(0, 1, 2),
    )  # fmt: skip


def _cinema() -> Brand:
    """21:9, 21 inches wide, a green column with the logo at the left."""
    column = Art((0, 0, 0.08, 1), "0F3D3E", name="Column")
    logo = Art((0.018, 0.05, 0.044, 0.103), picture="emblem.png", name="Logo")
    holders = (
        Holder("title", (0.11, 0.05, 0.83, 0.13)),
        Holder("ftr", (0.11, 0.93, 0.60, 0.05), 10),
        Holder("sldNum", (0.84, 0.93, 0.10, 0.05), 11),
    )
    cover = (
        Holder("ctrTitle", (0.14, 0.34, 0.76, 0.24)),
        Holder("subTitle", (0.14, 0.60, 0.76, 0.10), 1),
    )
    return Brand(
        (
            Page("Opening", cover, (column, logo), "title", background="E4EFE7"),
            Page("Headline", holders, (column, logo), "titleOnly"),
        ),
        size=(19202400, 8229600),
        colours=_colours("12201F", "FFFFFF", "0F3D3E", "E4EFE7",
                         "0F7173", "F05D23", "272932", "D8A47F", "6A8D92", "B0413E"),
        fonts=("Arial", "Arial"),
        media={"emblem.png": _emblem((255, 255, 255), (15, 61, 62))},
    )  # fmt: skip


def brands() -> Mapping[str, Brand]:
    """The eight, by a name for each."""
    return {
        "bank": _bank(),
        "night": _night(),
        "journal": _journal(),
        "poster": _poster(),
        "sunrise": _sunrise(),
        "horizon": _horizon(),
        "ministry": _ministry(),
        "cinema": _cinema(),
    }
