"""The decoration of random templates: bars, bands, logos, lines, groups, freeforms, photographs.

A decoration also says which frame it leaves for titles and texts: designers keep clear of their
own art, mostly.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

Place = tuple[float, float, float, float]  # left, top, width, height, shares of the slide


@dataclass(frozen=True)
class Frame:
    """What art leaves free, shares of the slide; ``band`` is the height of a dark band at the top
    in which titles stand."""

    left: float = 0.06
    top: float = 0.05
    right: float = 0.94
    bottom: float = 0.94
    band: float = 0.0
    band_fill: str = ""


def said_fill(said: str, *, alpha: int = 100) -> str:
    """A solid fill: RRGGBB or a name of the colour map; opaque by ``alpha`` per cent."""
    literal = len(said) == 6 and all(one in "0123456789ABCDEF" for one in said)
    inner = f'<a:alpha val="{alpha * 1000}"/>' if alpha < 100 else ""
    name = "srgbClr" if literal else "schemeClr"
    return f'<a:solidFill><a:{name} val="{said}">{inner}</a:{name}></a:solidFill>'


class Drawing:
    """Writes shapes of a slide of a size; ids go up."""

    def __init__(self, size: tuple[int, int], first: int = 100) -> None:
        self.width, self.height = size
        self._next = first

    def id(self) -> int:
        self._next += 1
        return self._next

    def frame(self, place: Place, *, turned: float = 0, child: Place | None = None) -> str:
        x, y, w, h = place
        rot = f' rot="{round(turned * 60000)}"' if turned else ""
        inside = ""
        if child is not None:
            cx, cy, cw, ch = child
            inside = (
                f'<a:chOff x="{round(cx * self.width)}" y="{round(cy * self.height)}"/>'
                f'<a:chExt cx="{round(cw * self.width)}" cy="{round(ch * self.height)}"/>'
            )
        return (
            f'<a:xfrm{rot}><a:off x="{round(x * self.width)}" y="{round(y * self.height)}"/>'
            f'<a:ext cx="{max(0, round(w * self.width))}" cy="{max(0, round(h * self.height))}"/>'
            f"{inside}</a:xfrm>"
        )

    def shape(
        self,
        place: Place,
        fill: str,
        *,
        geometry: str = "rect",
        turned: float = 0,
        hidden: bool = False,
        text: str = "",
        name: str = "Shape",
    ) -> str:
        drawn = f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>'
        if geometry == "free":
            drawn = (
                '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" '
                'b="b"/><a:pathLst><a:path w="100" h="100"><a:moveTo><a:pt x="0" y="40"/>'
                '</a:moveTo><a:cubicBezTo><a:pt x="30" y="0"/><a:pt x="60" y="90"/>'
                '<a:pt x="100" y="20"/></a:cubicBezTo><a:lnTo><a:pt x="100" y="100"/></a:lnTo>'
                '<a:lnTo><a:pt x="0" y="100"/></a:lnTo><a:close/></a:path></a:pathLst>'
                "</a:custGeom>"
            )
        unseen = ' hidden="1"' if hidden else ""
        run = f'<a:r><a:rPr lang="en-GB" sz="900"/><a:t>{text}</a:t></a:r>' if text else ""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.id()}" name="{name}"{unseen}/><p:cNvSpPr/><p:nvPr '
            f'userDrawn="1"/></p:nvSpPr><p:spPr>{self.frame(place, turned=turned)}{drawn}{fill}'
            f"<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{run}"
            '<a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
        )

    def line(self, place: Place, colour: str, points: float = 1) -> str:
        return (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{self.id()}" name="Line"/><p:cNvCxnSpPr/><p:nvPr '
            f'userDrawn="1"/></p:nvCxnSpPr><p:spPr>{self.frame(place)}<a:prstGeom prst="line">'
            f'<a:avLst/></a:prstGeom><a:ln w="{round(points * 12700)}">{said_fill(colour)}</a:ln>'
            "</p:spPr></p:cxnSp>"
        )

    def picture(self, place: Place, media: str, *, crop: bool = False) -> str:
        cut = '<a:srcRect l="12000" t="5000" r="8000" b="20000"/>' if crop else ""
        return (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{self.id()}" name="Picture"/><p:cNvPicPr/><p:nvPr '
            f'userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{media}"/>{cut}<a:stretch>'
            f"<a:fillRect/></a:stretch></p:blipFill><p:spPr>{self.frame(place)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def group(self, place: Place, child: Place, inside: str, turned: float = 0) -> str:
        frame = self.frame(place, turned=turned, child=child)
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{self.id()}" name="Group"/><p:cNvGrpSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvGrpSpPr><p:grpSpPr>{frame}</p:grpSpPr>{inside}'
            "</p:grpSp>"
        )


def photograph(rng: Random, tint: str) -> bytes:
    """Noise, blurred to blots, mixed with a tint: what a photograph is to a template."""
    small = Image.frombytes("RGB", (40, 24), rng.randbytes(40 * 24 * 3))
    image = small.resize((480, 270), Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(rng.choice((2, 8, 20))))
    wash = Image.new("RGB", image.size, f"#{tint}")
    return _png(Image.blend(image, wash, rng.choice((0.2, 0.5, 0.85))))


def emblem(rng: Random, ink: str, ground: str) -> bytes:
    """A logo: a disc and a bar."""
    image = Image.new("RGB", (220, 100), f"#{ground}")
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 10, 86, 90), fill=f"#{ink}")
    for row in range(rng.randint(1, 3)):
        draw.rectangle((100, 18 + row * 26, 210, 34 + row * 26), fill=f"#{ink}")
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def decoration(
    rng: Random,
    size: tuple[int, int],
    slots: Mapping[str, str],
    media: dict[str, bytes],
    key: str,
) -> tuple[str, Frame, str]:
    """A master's art as XML, the frame it leaves, and its name."""
    draw = Drawing(size)
    found: list[str] = []
    names: list[str] = []
    frame = Frame()
    colour = rng.choice(("accent1", "accent2", "tx2", "accent1"))
    main = rng.choices(
        ("nothing", "side bar", "right bar", "band", "foot band", "rule", "group", "freeform",
         "frame", "corner", "thick band"),
        (3, 3, 1, 4, 3, 4, 2, 2, 1, 2, 1),
    )[0]  # fmt: skip
    if main == "side bar":
        wide = rng.choice((0.02, 0.05, 0.16))
        found.append(draw.shape((0, 0, wide, 1), said_fill(colour)))
        frame = Frame(left=wide + 0.04)
    elif main == "right bar":
        wide = rng.choice((0.03, 0.1, 0.22))
        found.append(draw.shape((1 - wide, 0, wide, 1), said_fill(colour)))
        frame = Frame(right=1 - wide - 0.03)
    elif main in ("band", "thick band"):
        high = rng.uniform(0.1, 0.2) if main == "band" else rng.uniform(0.22, 0.32)
        fill = said_fill(colour)
        if rng.random() < 0.3:
            fill = (
                f'<a:gradFill><a:gsLst><a:gs pos="0"><a:schemeClr val="{colour}"/></a:gs>'
                '<a:gs pos="100000"><a:schemeClr val="tx2"/></a:gs></a:gsLst>'
                '<a:lin ang="0" scaled="0"/></a:gradFill>'
            )
        found.append(draw.shape((0, 0, 1, high), fill, name="Band"))
        frame = Frame(band=high, band_fill=colour)
    elif main == "foot band":
        high = rng.choice((0.04, 0.09, 0.14))
        found.append(draw.shape((0, 1 - high, 1, high), said_fill(colour)))
        frame = Frame(bottom=1 - high - 0.02)
    elif main == "rule":
        y = rng.choice((0.17, 0.2, 0.9, 0.03))
        found.append(draw.line((0.06, y, 0.88, 0), colour, rng.choice((0.5, 1, 4))))
    elif main == "group":
        inside = "".join(
            draw.shape((0.1 * n, 0, 0.08, 0.1), said_fill(f"accent{n + 1}")) for n in range(4)
        )
        at = rng.choice(((0.8, 0.9, 0.16, 0.05), (0.06, 0.02, 0.3, 0.015), (0.95, 0.1, 0.03, 0.4)))
        found.append(draw.group(at, (0, 0, 0.4, 0.1), inside, rng.choice((0, 0, 90, 180))))
    elif main == "freeform":
        found.append(
            draw.shape((0, 0.82, 1, 0.18), said_fill(colour, alpha=rng.choice((100, 40))),
                       geometry="free")
        )  # fmt: skip
        frame = Frame(bottom=rng.choice((0.82, 0.94)))
    elif main == "frame":
        edges = ((0, 0, 1, 0.02), (0, 0.98, 1, 0.02), (0, 0, 0.012, 1), (0.988, 0, 0.012, 1))
        found += [draw.shape(place, said_fill(colour)) for place in edges]
    elif main == "corner":
        found.append(
            draw.shape((0.86, -0.1, 0.22, 0.25), said_fill(colour), geometry="ellipse")
            if rng.random() < 0.5
            else draw.shape((0.9, 0.9, 0.16, 0.16), said_fill(colour), turned=45)
        )
        frame = Frame(right=rng.choice((0.84, 0.94)))
    names.append(main)
    if rng.random() < 0.5:
        on_band = frame.band > 0
        name = f"logo-{key}.png"
        media[name] = emblem(rng, slots["accent2"], slots["accent1"] if on_band else slots["lt1"])
        high = rng.uniform(0.05, 0.09)
        wide = high * 2.2 * size[1] / size[0]
        at = rng.choice(((0.97 - wide, 0.03), (0.97 - wide, 0.96 - high), (0.02, 0.96 - high)))
        found.append(draw.picture((*at, wide, high), name, crop=rng.random() < 0.3))
        names.append("logo")
    if rng.random() < 0.15:
        found.append(draw.shape((0.2, 0.3, 0.5, 0.3), said_fill("accent3"), hidden=True))
        names.append("hidden shape")
    if rng.random() < 0.2:
        found.append(
            draw.shape((0.06, 0.965, 0.4, 0.03), "<a:noFill/>", text="© Company | Confidential")
        )
        names.append("small print")
    return "".join(found), frame, "+".join(names)
