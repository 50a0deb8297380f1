"""The layouts of random templates: kinds, names in several languages, places of their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from xml.sax.saxutils import escape, quoteattr

from tests.brands.random_art import Drawing, Frame, Place, photograph, said_fill

_NAMES: Mapping[str, Sequence[str]] = {
    "title": ("Title Slide", "Titelfolie", "Diapositive de titre", "表紙", "Portada", "Start"),
    "secHead": ("Section Header", "Kapitel", "Titre de section", "セクション", "Trenner", "Break"),
    "titleOnly": (
        "Title Only",
        "Nur Titel",
        "Titre seul",
        "タイトルのみ",
        "Sólo el título",
        "Free",
    ),
    "obj": ("Title and Content", "Titel und Inhalt", "Titre et contenu", "标题和内容", "Contenido"),
    "twoObj": ("Two Content", "Zwei Inhalte", "Deux contenus", "两栏内容", "Dos objetos"),
    "twoTxTwoObj": ("Comparison", "Vergleich", "Comparaison", "比較"),
    "picTx": ("Picture with Caption", "Bild mit Überschrift", "Image avec légende"),
    "blank": ("Blank", "Leer", "Vide", "白紙"),
    "chart": ("Chart", "Diagramm", "Graphique"),
    "tbl": ("Table", "Tabelle", "Tableau"),
    "vertTx": ("Title and Vertical Text", "Titel und vertikaler Text"),
    "quote": ("Quote", "Zitat", "Thank you", "Danke!"),
    "team": ("Team", "Agenda", "Six icons", "Kennzahlen"),
}
_TYPES = {
    "title", "secHead", "titleOnly", "obj", "twoObj", "twoTxTwoObj", "picTx", "blank", "chart",
    "tbl", "vertTx",
}  # fmt: skip
_LONG = "Inhaltsfolie mit Titel, Untertitel, Fließtext, Quelle und Seitenzahl (Konzern, Stand 2019)"


@dataclass(frozen=True)
class TitleStyle:
    """How content titles are set and where they stand."""

    place: Place = (0.06, 0.05, 0.88, 0.13)
    points: float = 28
    align: str = "l"
    anchor: str = "ctr"
    capitals: bool = False
    bold: bool = False
    colour: str = "tx1"
    vertical: str = ""
    insets: tuple[int, int, int, int] | None = None
    fit: str = ""
    spacing: int = 90
    told: str = ""


@dataclass
class LayoutPlan:
    """What the layouts of a master have in common."""

    rng: Random
    size: tuple[int, int]
    frame: Frame
    dark: bool
    title_style: TitleStyle = field(init=False)
    furniture: str = field(init=False)
    furniture_places: dict[str, Place] = field(init=False)

    def __post_init__(self) -> None:
        self.title_style = _title_style(self.rng, self.frame)
        self.furniture = self.rng.choices(
            ("everywhere", "on master", "on layouts", "absent", "at the top", "overlapping"),
            (6, 1, 1, 2, 1, 1),
        )[0]
        self.furniture_places = _furniture(self.rng, self.frame, self.furniture)

    def body_place(self) -> Place:
        """Where the content of a usual layout stands."""
        frame, title = self.frame, self.title_style
        left, top, right, bottom = frame.left, frame.top, frame.right, frame.bottom
        if self.furniture in ("everywhere", "on layouts", "on master", "overlapping"):
            bottom = min(bottom, 0.92) - 0.03
        x, y, w, h = title.place
        if "left" in title.told:
            left = x + w + 0.03
        elif "vertical" in title.told:
            right = x - 0.03
        elif "bottom" in title.told:
            bottom = y - 0.02
        elif "at 30%" in title.told:
            top = y + h + 0.02
        else:
            top = max(y + h, frame.band) + 0.03
        return (left, top, right - left, bottom - top)


def _title_style(rng: Random, frame: Frame) -> TitleStyle:
    wide = frame.right - frame.left
    kind = rng.choices(
        ("top", "tall", "tiny", "left", "bottom", "vertical", "narrow", "half", "at 30%"),
        (12, 3, 2, 2, 1, 1, 2, 1, 1),
    )[0]
    top = rng.uniform(0.03, 0.08)
    place = {
        "top": (frame.left, top, wide, rng.uniform(0.09, 0.16)),
        "tall": (frame.left, top, wide, rng.uniform(0.2, 0.28)),
        "tiny": (frame.left, top, wide, 0.055),
        "left": (frame.left, 0.1, 0.24, 0.7),
        "bottom": (frame.left, 0.78, wide, 0.11),
        "vertical": (frame.right - 0.1, 0.06, 0.1, 0.82),
        "narrow": (frame.left + wide * 0.2, top, wide * 0.6, 0.12),
        "half": (frame.left, top, wide * 0.42, 0.14),
        "at 30%": (frame.left, 0.28, wide, 0.12),
    }[kind]
    if frame.band and kind not in ("left", "bottom", "vertical", "at 30%"):
        x, _, w, _ = place
        place = (x, frame.band * 0.1, w, frame.band * 0.8)
    on_band = frame.band and kind not in ("left", "bottom", "vertical", "at 30%")
    insets = rng.choices(
        (None, (0, 0, 0, 0), (360000, 180000, 360000, 180000), (0, 0, 0, 91440)), (8, 3, 1, 1)
    )[0]
    align = rng.choices(("l", "ctr", "r"), (8, 2, 1))[0]
    anchor = rng.choice(("t", "ctr", "b"))
    points = rng.choice((18, 20, 24, 28, 32, 36, 40, 44, 54))
    capitals = rng.random() < 0.15
    return TitleStyle(
        place=place,
        points=points,
        align=align,
        anchor=anchor,
        capitals=capitals,
        bold=rng.random() < 0.4,
        colour="bg1" if on_band else rng.choice(("tx1", "tx1", "tx2", "accent1")),
        vertical=rng.choice(("vert270", "eaVert", "vert")) if kind == "vertical" else "",
        insets=insets,
        fit=rng.choices(
            ("", "<a:normAutofit/>", '<a:normAutofit fontScale="90000"/>', "<a:spAutoFit/>",
             "<a:noAutofit/>"), (4, 5, 1, 1, 1),
        )[0],
        spacing=rng.choice((90, 100, 70, 85, 120)),
        told=f"{kind} {align} {anchor} {points} pt{' caps' if capitals else ''}",
    )  # fmt: skip


def _furniture(rng: Random, frame: Frame, kind: str) -> dict[str, Place]:
    left, right = frame.left, frame.right
    if kind == "absent":
        return {}
    y = min(0.94, frame.bottom - 0.01) if rng.random() < 0.7 else 0.95
    if kind == "at the top":
        return {
            "ftr": (left, 0.005, 0.4, 0.03),
            "sldNum": (right - 0.08, 0.005, 0.08, 0.03),
        }
    high = rng.choice((0.035, 0.045, 0.053))
    places = {
        "dt": (left, y, 0.2, high),
        "ftr": (left + 0.24, y, 0.4, high),
        "sldNum": (right - 0.1, y, 0.1, high),
    }
    if kind == "overlapping":
        places["ftr"] = (left, y, right - left, high)
        places["sldNum"] = (right - 0.1, y, 0.1, high)
    if rng.random() < 0.3:  # the number first
        places["sldNum"] = (left, y, 0.05, high)
        places["dt"] = (right - 0.2, y, 0.2, high)
        places["ftr"] = (left + 0.06, y, 0.45, high)
    kept = rng.choice((("dt", "ftr", "sldNum"), ("ftr", "sldNum"), ("sldNum",), ("ftr",)))
    return {name: places[name] for name in kept}


@dataclass(frozen=True)
class LayoutXml:
    """A layout: its name, its type if the file says one, and its XML below ``p:sldLayout``."""

    name: str
    type: str
    background: str
    shapes: str
    overrides: Mapping[str, str] | None
    shows_master: bool


def holder(
    draw: Drawing,
    kind: str,
    place: Place | None,
    *,
    idx: int = 0,
    body: str = "",
    prompt: str = "Click to edit",
    style: str = "",
    size: str = "",
) -> str:
    """A placeholder. ``body`` are the body properties' attributes."""
    named = "" if kind == "obj" else f' type="{kind}"'
    number = f' idx="{idx}"' if idx else ""
    small = f' sz="{size}"' if size else ""
    frame = draw.frame(place) if place else ""
    field_ = f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(prompt)}</a:t></a:r>'
    if kind == "sldNum":
        guid = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
        field_ = f'<a:fld id="{guid}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
    opened = body if body.startswith("<a:bodyPr") else f"<a:bodyPr{body}/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{draw.id()}" name={quoteattr(kind + " holder")}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{named}{small}{number}/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{frame}</p:spPr><p:txBody>{opened}<a:lstStyle>{style}</a:lstStyle>"
        f"<a:p>{field_}</a:p></p:txBody></p:sp>"
    )


def layouts_of(
    plan: LayoutPlan, slots: Mapping[str, str], media: dict[str, bytes], key: str
) -> tuple[LayoutXml, ...]:
    """The layouts of a master, in any order."""
    rng = plan.rng
    kinds = ["title", "secHead", rng.choice(("titleOnly", "obj"))]
    kinds += rng.choices(list(_NAMES), k=rng.choice((0, 2, 5, 9, 15, 22)))
    if rng.random() < 0.15:
        kinds.remove("secHead")
    if rng.random() < 0.35:
        rng.shuffle(kinds)
    naming = rng.choices(("by kind", "meaningless", "long", "same"), (7, 2, 1, 1))[0]
    language = rng.randrange(3)
    typed = rng.choices(("all", "some", "none"), (6, 2, 2))[0]
    return tuple(
        _layout(plan, kind, number, (naming, language, typed), slots, media, key)
        for number, kind in enumerate(kinds, start=1)
    )


def _layout(
    plan: LayoutPlan,
    kind: str,
    number: int,
    naming: tuple[str, int, str],
    slots: Mapping[str, str],
    media: dict[str, bytes],
    key: str,
) -> LayoutXml:
    rng = plan.rng
    scheme, language, typed = naming
    names = _NAMES[kind]
    name = {
        "by kind": names[language % len(names)],
        "meaningless": rng.choice((f"{number}_Custom Layout", f"X{number}", "Benutzerdefiniert")),
        "long": f"{names[0]} – {_LONG} {number}",
        "same": "Custom Layout",
    }[scheme]
    said = kind if kind in _TYPES and (typed == "all" or (typed == "some" and number % 2)) else ""
    draw = Drawing(plan.size)
    background, art = "", ""
    overrides = None
    shows = True
    if kind in ("title", "secHead", "quote"):
        background, art, overrides, shows = _head_ground(rng, draw, slots, media, f"{key}-{number}")
    elif rng.random() < 0.08:
        flipped = {"bg1": "tx1", "tx1": "bg1", "bg2": "tx2", "tx2": "bg2"}
        overrides = flipped
        background = f"<p:bg><p:bgPr>{said_fill('bg1')}<a:effectLst/></p:bgPr></p:bg>"
    shapes = art + "".join(_holders(plan, kind, draw))
    if plan.furniture in ("everywhere", "on layouts", "at the top", "overlapping"):
        for idx, (what, place) in enumerate(plan.furniture_places.items(), start=10):
            own = place if plan.furniture == "on layouts" or rng.random() < 0.2 else None
            shapes += holder(draw, what, own, idx=idx, prompt="Footer", size="quarter")
    return LayoutXml(name, said, background, shapes, overrides, shows)


def _head_ground(
    rng: Random, draw: Drawing, slots: Mapping[str, str], media: dict[str, bytes], key: str
) -> tuple[str, str, Mapping[str, str] | None, bool]:
    """A cover's ground and art: plain, a full colour, a photograph, half of the slide."""
    what = rng.choices(
        ("plain", "colour", "photo", "half", "inverted", "photo shape"), (5, 3, 1, 2, 2, 1)
    )[0]
    shows = rng.random() < 0.6
    if what == "colour":
        fill = said_fill(rng.choice(("accent1", "tx2", "bg2")))
        return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>", "", None, shows
    if what in ("photo", "photo shape"):
        name = f"photo-{key}.png"
        media[name] = photograph(rng, slots[rng.choice(("dk2", "lt2", "accent1"))])
        if what == "photo shape":
            return "", draw.picture((0, 0, 1, 1), name), None, shows
        blip = f'<a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch>'
        fill = f'<a:blipFill dpi="0" rotWithShape="1">{blip}</a:blipFill>'
        return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>", "", None, shows
    if what == "half":
        place = rng.choice(((0.6, 0, 0.4, 1), (0, 0, 1, 0.35), (0, 0.7, 1, 0.3)))
        return "", draw.shape(place, said_fill("accent1")), None, shows
    if what == "inverted":
        flipped = {"bg1": "tx1", "tx1": "bg1", "bg2": "tx2", "tx2": "bg2"}
        fill = said_fill("bg1")
        return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>", "", flipped, shows
    return "", "", None, shows


def _holders(plan: LayoutPlan, kind: str, draw: Drawing) -> list[str]:
    rng, frame = plan.rng, plan.frame
    x, y, w, h = plan.body_place()
    found = []
    if kind in ("title", "secHead", "quote"):
        left = rng.choice((frame.left, 0.15))
        top = rng.choice((0.3, 0.42, 0.6, 0.12))
        wide = rng.choice((0.5, 0.7, frame.right - left))
        high = rng.choice((0.08, 0.2, 0.28))
        anchor = rng.choice(("t", "ctr", "b"))
        points = rng.choice((28, 36, 48, 60))
        align = rng.choice(("l", "l", "ctr", "r"))
        style = f'<a:lvl1pPr algn="{align}">'
        style += f'<a:defRPr sz="{points * 100}"/></a:lvl1pPr>'
        main = "ctrTitle" if kind == "title" and rng.random() < 0.7 else "title"
        found.append(
            holder(draw, main, (left, top, wide, high), body=f' anchor="{anchor}"', style=style)
        )
        if rng.random() < 0.8:
            second = "subTitle" if kind == "title" else "body"
            under = top + high + 0.01
            tall = rng.choice((0.06, 0.1, 0.2))
            aligned = f'<a:lvl1pPr marL="0" indent="0" algn="{align}"/>'
            place = (left, under, wide, tall)
            found.append(holder(draw, second, place, idx=1, prompt="Or date", style=aligned))
        if rng.random() < 0.15:
            found.append(holder(draw, "pic", (0.72, 0.1, 0.24, 0.5), idx=13, prompt="Insert photo"))
        return found
    if kind != "blank":
        found.append(holder(draw, "title", plan.title_style.place if rng.random() < 0.2 else None))
    gap = 0.03
    if kind in ("obj", "vertTx"):
        own = None if rng.random() < 0.5 else (x, y, w, h)
        body = ' vert="eaVert"' if kind == "vertTx" else ""
        found.append(holder(draw, "body" if kind == "vertTx" else "obj", own, idx=1, body=body,
                            prompt="Click to add text"))  # fmt: skip
    elif kind in ("chart", "tbl"):
        found.append(holder(draw, kind, (x, y, w, h), idx=14, prompt=f"Insert {kind} here"))
        if rng.random() < 0.3:
            found.append(holder(draw, "body", (x, y - 0.03, w, 0.05), idx=15, prompt="Subtitle"))
    elif kind in ("twoObj", "twoTxTwoObj"):
        half = (w - gap) / 2
        extra = 0.07 if kind == "twoTxTwoObj" else 0.0
        for n in range(2):
            left = x + n * (half + gap)
            if extra:
                found.append(holder(draw, "body", (left, y, half, 0.06), idx=20 + n))
            twice = 1 if rng.random() < 0.1 else n + 1  # an idx twice, as copied layouts have it
            found.append(holder(draw, "obj", (left, y + extra, half, h - extra), idx=twice,
                                size="half"))  # fmt: skip
    elif kind == "picTx":
        found.append(holder(draw, "pic", (x + w * 0.55, y, w * 0.45, h), idx=13, prompt="Picture"))
        found.append(holder(draw, "body", (x, y, w * 0.5, h), idx=2))
    elif kind == "team":
        for n in range(6):
            cell = ((n % 3) * w / 3 + x, (n // 3) * h / 2 + y, w / 3 - 0.02, h / 2 - 0.02)
            found.append(holder(draw, "body", cell, idx=30 + n, prompt="Name and function"))
    return found
