"""Templates made from scratch: as many layouts, shapes and oddities as a test asks for.

Lengths are shares of the slide, 0 to 1, so that a test reads like the layout looks.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
PRESENTATION = f"{_MAIN}.presentation.main+xml"
TEMPLATE = f"{_MAIN}.template.main+xml"
SLIDESHOW = f"{_MAIN}.slideshow.main+xml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_REL}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
COLOURS = {
    "dk1": "1B1B1B", "lt1": "FFFFFF", "dk2": "1F3A5F", "lt2": "EEF1F5",
    "accent1": "1F6FB2", "accent2": "D9541E", "accent3": "5B8C3A", "accent4": "7A4FBF",
    "accent5": "0E8C8C", "accent6": "B8860B", "hlink": "1F6FB2", "folHlink": "7A4FBF",
}  # fmt: skip
Place = tuple[float, float, float, float]  # left, top, width, height

TITLE: Place = (0.06, 0.05, 0.88, 0.13)
BODY: Place = (0.06, 0.22, 0.88, 0.66)
FOOTER: Place = (0.06, 0.93, 0.60, 0.05)
NUMBER: Place = (0.84, 0.93, 0.10, 0.05)


@dataclass(frozen=True)
class Holder:
    """A placeholder; without a place it inherits the master's."""

    type: str
    place: Place | None = None
    idx: int = 0
    vertical: bool = False
    name: str = ""
    prompt: str = "Click to edit"
    anchor: str = ""  # where the text stands in it: t, ctr or b


@dataclass(frozen=True)
class Art:
    """A static shape. ``fill`` is RRGGBB, a theme colour's name or "" for none, ``line`` alike.
    ``field`` is what its text is kept up to date with (``slidenum``)."""

    place: Place
    fill: str = "1F3A5F"
    line: str = ""
    text: str = ""
    degrees: float = 0
    group: tuple[Place, Place] | None = None  # the group's place, and its child space
    name: str = "Art"
    hidden: bool = False
    picture: str = ""  # a media part's name
    field: str = ""


@dataclass(frozen=True)
class Page:
    """A layout."""

    name: str = "Layout"
    holders: Sequence[Holder] = (Holder("title", TITLE),)
    art: Sequence[Art] = ()
    type: str = ""
    background: str = ""  # RRGGBB, a theme colour's name, or XML
    overrides: Mapping[str, str] | None = None
    shows_master: bool = True


@dataclass(frozen=True)
class Brand:
    """A template to be made."""

    layouts: Sequence[Page] = (Page(),)
    size: tuple[int, int] = (12192000, 6858000)
    colours: Mapping[str, str] = field(default_factory=lambda: COLOURS)
    fonts: tuple[str, str] = ("Calibri", "Calibri")
    east_asian: str = ""
    background: str = "bg1"
    dark: bool = False  # the map swaps text and background
    art: Sequence[Art] = ()  # the master's
    slides: Sequence[int] = ()  # sample slides, by their layout's place
    sections: bool = False
    shows: bool = False
    content_type: str = PRESENTATION
    media: Mapping[str, bytes] = field(default_factory=dict)
    more: Mapping[str, bytes] = field(default_factory=dict)
    caps: bool = False
    small_caps: bool = False
    named_fonts: tuple[str, str] = ("", "")  # of titles and text, where not the theme's

    def parts(self) -> dict[str, bytes]:
        """The package's parts by name."""
        return _Maker(self).parts()

    def blob(self) -> bytes:
        """The file."""
        return packed(self.parts())

    def written(self, folder: Path, name: str = "brand.pptx") -> Path:
        """The file in a folder."""
        path = folder / name
        path.write_bytes(self.blob())
        return path


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)
    return out.getvalue()


def png(colour: tuple[int, int, int], size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture of one colour."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def chequers(size: int = 64, cell: int = 4) -> bytes:
    """A busy picture: black and white squares."""
    from PIL import Image

    image = Image.new("L", (size, size))
    image.putdata([255 * ((x // cell + y // cell) % 2) for y in range(size) for x in range(size)])
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


class _Maker:
    def __init__(self, brand: Brand) -> None:
        self.brand = brand
        self.width, self.height = brand.size
        self.next = 1

    def parts(self) -> dict[str, bytes]:
        brand = self.brand
        count = len(brand.layouts)
        texts: dict[str, str] = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _rels([("rId1", "officeDocument", "ppt/presentation.xml")]),
            "ppt/presentation.xml": self._presentation(),
            "ppt/_rels/presentation.xml.rels": _rels([
                ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
                *((f"rId{10 + n}", "slide", f"slides/slide{n}.xml")
                  for n in range(1, len(brand.slides) + 1)),
            ]),
            "ppt/theme/theme1.xml": self._theme(),
            "ppt/slideMasters/slideMaster1.xml": self._master(),
            "ppt/slideMasters/_rels/slideMaster1.xml.rels": _rels([
                *((f"rId{n}", "slideLayout", f"../slideLayouts/slideLayout{n}.xml")
                  for n in range(1, count + 1)),
                (f"rId{count + 1}", "theme", "../theme/theme1.xml"),
                *self._pictures(),
            ]),
        }  # fmt: skip
        for number, page in enumerate(brand.layouts, start=1):
            name = f"ppt/slideLayouts/slideLayout{number}.xml"
            texts[name] = self._layout(page)
            texts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = _rels([
                ("rId1", "slideMaster", "../slideMasters/slideMaster1.xml"), *self._pictures()
            ])  # fmt: skip
        for number, layout in enumerate(brand.slides, start=1):
            texts[f"ppt/slides/slide{number}.xml"] = (
                f"{_HEAD}<p:sld {_NAMES}><p:cSld>{_tree('')}</p:cSld></p:sld>"
            )
            target = f"../slideLayouts/slideLayout{layout + 1}.xml"
            texts[f"ppt/slides/_rels/slide{number}.xml.rels"] = _rels(
                [("rId1", "slideLayout", target)]
            )
        blobs = {name: text.encode("utf-8") for name, text in texts.items()}
        blobs |= {f"ppt/media/{name}": blob for name, blob in brand.media.items()}
        return blobs | dict(brand.more)

    def _pictures(self) -> list[tuple[str, str, str]]:
        return [
            (f"rIdM{n}", "image", f"../media/{name}")
            for n, name in enumerate(self.brand.media, start=1)
        ]

    def _types(self) -> str:
        brand = self.brand
        overrides = [
            ("/ppt/presentation.xml", brand.content_type),
            ("/ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
            ("/ppt/slideMasters/slideMaster1.xml", f"{_MAIN}.slideMaster+xml"),
            *((f"/ppt/slideLayouts/slideLayout{n}.xml", f"{_MAIN}.slideLayout+xml")
              for n in range(1, len(brand.layouts) + 1)),
            *((f"/ppt/slides/slide{n}.xml", f"{_MAIN}.slide+xml")
              for n in range(1, len(brand.slides) + 1)),
        ]  # fmt: skip
        listed = "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides
        )
        return (
            f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Default Extension="emf" ContentType="image/x-emf"/>{listed}</Types>'
        )

    def _presentation(self) -> str:
        brand = self.brand
        ids = [256 + n for n in range(len(brand.slides))]
        slides = "".join(f'<p:sldId id="{id_}" r:id="rId{11 + n}"/>' for n, id_ in enumerate(ids))
        listed = f"<p:sldIdLst>{slides}</p:sldIdLst>" if slides else ""
        shows = (
            '<p:custShowLst><p:custShow name="Short" id="0"><p:sldLst><p:sld r:id="rId11"/>'
            "</p:sldLst></p:custShow></p:custShowLst>"
            if brand.shows
            else ""
        )
        sections = (
            '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
            '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
            '<p14:section name="Old" id="{00000000-0000-0000-0000-000000000001}"><p14:sldIdLst>'
            f'<p14:sldId id="{ids[0] if ids else 256}"/></p14:sldIdLst></p14:section>'
            "</p14:sectionLst></p:ext></p:extLst>"
            if brand.sections
            else ""
        )
        return (
            f"{_HEAD}<p:presentation {_NAMES}><p:sldMasterIdLst>"
            '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            f'{listed}<p:sldSz cx="{self.width}" cy="{self.height}"/>'
            f'<p:notesSz cx="6858000" cy="9144000"/>{shows}<p:defaultTextStyle><a:lvl1pPr>'
            '<a:defRPr sz="1800"><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
            f"</p:defaultTextStyle>{sections}</p:presentation>"
        )

    def _theme(self) -> str:
        brand = self.brand
        colours = "".join(
            f'<a:{slot}><a:srgbClr val="{colour}"/></a:{slot}>'
            for slot, colour in {**COLOURS, **brand.colours}.items()
        )

        def font(name: str) -> str:
            east = quoteattr(brand.east_asian)
            return (
                f'<a:latin typeface={quoteattr(name)}/><a:ea typeface={east}/><a:cs typeface=""/>'
            )

        fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
        line = f'<a:ln w="9525">{fill}</a:ln>'
        effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
        return (
            f'{_HEAD}<a:theme {_NAMES} name="Brand"><a:themeElements>'
            f'<a:clrScheme name="Brand">{colours}</a:clrScheme>'
            f'<a:fontScheme name="Brand"><a:majorFont>{font(brand.fonts[0])}</a:majorFont>'
            f"<a:minorFont>{font(brand.fonts[1])}</a:minorFont></a:fontScheme>"
            f'<a:fmtScheme name="Brand"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
            f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
            f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
            f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
            "</a:themeElements></a:theme>"
        )

    def _master(self) -> str:
        brand = self.brand
        light = 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'
        usual = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
        accents = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
        layouts = "".join(
            f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>'
            for n in range(len(brand.layouts))
        )
        holders = (
            Holder("title", TITLE, name="Title"),
            Holder("body", BODY, 1, name="Text", prompt="Click to edit Master text styles"),
            Holder("ftr", FOOTER, 3, name="Footer"),
            Holder("sldNum", NUMBER, 4, name="Number"),
        )
        shapes = "".join(map(self._art, brand.art)) + "".join(map(self._holder, holders))
        caps = ' cap="all"' if brand.caps else ' cap="small"' if brand.small_caps else ""
        title, body = (
            f'<a:lvl1pPr><a:defRPr sz="3200"{case}><a:latin typeface="{name or usual}"/>'
            "</a:defRPr></a:lvl1pPr>"
            for name, usual, case in zip(
                brand.named_fonts, ("+mj-lt", "+mn-lt"), (caps, ""), strict=True
            )
        )
        return (
            f"{_HEAD}<p:sldMaster {_NAMES}><p:cSld>{self._background(brand.background)}"
            f"{_tree(shapes)}</p:cSld><p:clrMap {light if brand.dark else usual} {accents} "
            f'hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>'
            f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
            f"<p:otherStyle>{body}</p:otherStyle></p:txStyles></p:sldMaster>"
        )

    def _layout(self, page: Page) -> str:
        shapes = "".join(map(self._art, page.art)) + "".join(map(self._holder, page.holders))
        kind = f' type="{page.type}"' if page.type else ""
        shown = "" if page.shows_master else ' showMasterSp="0"'
        change = "<a:masterClrMapping/>"
        if page.overrides is not None:
            pairs = " ".join(f'{key}="{value}"' for key, value in page.overrides.items())
            accents = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
            links = 'hlink="hlink" folHlink="folHlink"'
            change = f"<a:overrideClrMapping {pairs} {accents} {links}/>"
        return (
            f"{_HEAD}<p:sldLayout {_NAMES}{kind}{shown}><p:cSld name={quoteattr(page.name)}>"
            f"{self._background(page.background)}{_tree(shapes)}</p:cSld>"
            f"<p:clrMapOvr>{change}</p:clrMapOvr></p:sldLayout>"
        )

    def _background(self, said: str) -> str:
        if not said:
            return ""
        fill = said if said.startswith("<") else _fill(said)
        return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"

    def _id(self) -> int:
        self.next += 1
        return self.next

    def _frame(self, place: Place, degrees: float = 0) -> str:
        x, y, w, h = place
        turned = f' rot="{round(degrees * 60000)}"' if degrees else ""
        return (
            f'<a:xfrm{turned}><a:off x="{round(x * self.width)}" y="{round(y * self.height)}"/>'
            f'<a:ext cx="{round(w * self.width)}" cy="{round(h * self.height)}"/></a:xfrm>'
        )

    def _holder(self, holder: Holder) -> str:
        kind = "" if holder.type == "obj" else f' type="{holder.type}"'
        number = f' idx="{holder.idx}"' if holder.idx else ""
        place = self._frame(holder.place) if holder.place else ""
        direction = ' vert="vert270"' if holder.vertical else ""
        direction += f' anchor="{holder.anchor}"' if holder.anchor else ""
        name = quoteattr(holder.name or holder.type)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._id()}" name={name}/><p:cNvSpPr/>'
            f"<p:nvPr><p:ph{kind}{number}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
            f"<p:txBody><a:bodyPr{direction}/><a:lstStyle/><a:p><a:r><a:t>"
            f"{escape(holder.prompt)}</a:t></a:r></a:p></p:txBody></p:sp>"
        )

    def _art(self, art: Art) -> str:
        hidden = ' hidden="1"' if art.hidden else ""
        names = f'<p:cNvPr id="{self._id()}" name={quoteattr(art.name)}{hidden}/>'
        frame = self._frame(art.place, art.degrees)
        line = f"<a:ln>{_fill(art.line)}</a:ln>" if art.line else "<a:ln><a:noFill/></a:ln>"
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        if art.picture:
            number = list(self.brand.media).index(art.picture) + 1
            shape = (
                f"<p:pic><p:nvPicPr>{names}<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>"
                f'<a:blip r:embed="rIdM{number}"/><a:stretch><a:fillRect/></a:stretch>'
                f"</p:blipFill><p:spPr>{frame}{geometry}</p:spPr></p:pic>"
            )
        else:
            run = f"<a:r><a:t>{escape(art.text)}</a:t></a:r>"
            if art.field:
                guid = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
                run = f'<a:fld id="{guid}" type="{art.field}"><a:t>{escape(art.text)}</a:t></a:fld>'
            text = f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{run}</a:p></p:txBody>"
            shape = (
                f"<p:sp><p:nvSpPr>{names}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
                f"<p:spPr>{frame}{geometry}{_fill(art.fill)}{line}</p:spPr>{text}</p:sp>"
            )
        if art.group is None:
            return shape
        outer, inner = art.group
        x, y, w, h = inner
        children = (
            f'<a:chOff x="{round(x * self.width)}" y="{round(y * self.height)}"/>'
            f'<a:chExt cx="{round(w * self.width)}" cy="{round(h * self.height)}"/></a:xfrm>'
        )
        place = self._frame(outer).replace("</a:xfrm>", children)
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{self._id()}" name="Group"/><p:cNvGrpSpPr/>'
            f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{place}</p:grpSpPr>{shape}</p:grpSp>"
        )


def _fill(said: str) -> str:
    if not said:
        return "<a:noFill/>"
    literal = len(said) == 6 and all(one in "0123456789ABCDEFabcdef" for one in said)
    colour = f'<a:srgbClr val="{said}"/>' if literal else f'<a:schemeClr val="{said}"/>'
    return f"<a:solidFill>{colour}</a:solidFill>"


def _tree(shapes: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr/>{shapes}</p:spTree>"
    )


def _rels(listed: Sequence[tuple[str, str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{target}"/>'
        for key, kind, target in listed
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{found}</Relationships>'
    )
