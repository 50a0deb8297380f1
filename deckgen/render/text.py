"""Text as DrawingML: the only place that writes runs, whatever a name in the data holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from deckgen.model.deck import Run, Text, Tone
from deckgen.theme.box import emu
from deckgen.theme.style import Colour, Palette

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\u0085\u2028\u2029]")
# What XML forbids, control characters that print as boxes, byte order marks, and the embeddings
# and overrides of writing direction, which reach past the end of the name that brought them.
# The plain marks (U+200E, U+200F) and joiners stay: names in Hebrew and emoji need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_BREAK = "\n"
_ARROWS = re.compile("([▲▼]+)")


def clean(text: str) -> str:
    """``text`` without characters that are illegal or act on what stands beside them.

    Line ends of any kind become ``\\n`` and tabs a space.
    """
    if text.isprintable():  # most texts: nothing in them is a control or format character
        return text
    return _UNSAFE.sub("", _LINE_ENDS.sub(_BREAK, text).replace("\t", " "))


def one_line(text: str) -> str:
    """:func:`clean`, on one line."""
    return " ".join(clean(text).split(_BREAK))


@lru_cache(maxsize=8192)
def attribute(text: str) -> str:
    """``text`` as a quoted XML attribute value on one line. Most are names of shapes, which are the
    same in the next deck."""
    return quoteattr(one_line(text))


def escaped(text: str) -> str:
    """``text`` as XML content."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


@dataclass(frozen=True, slots=True)
class Font:
    """How a run is set. ``points`` 0 inherits the size, ``colour`` ``None`` the colour, ``face``
    "" the font. ``sentence`` has capitals only where they are written, whatever the template does
    with its titles: "pp" and "k" are units."""

    points: float
    colour: Colour | None
    bold: bool = False
    italic: bool = False
    face: str = ""
    sentence: bool = False


def tone_colour(tone: Tone, palette: Palette) -> Colour:
    """What a tone looks like on a background."""
    match tone:
        case Tone.PLAIN | Tone.STRONG:
            return palette.ink
        case Tone.MUTED:
            return palette.muted
        case Tone.GOOD:
            return palette.good
        case Tone.BAD | Tone.URGENT:
            return palette.bad


def colour_xml(colour: Colour) -> str:
    """A colour element: the theme's slot if it has one, else the literal colour."""
    if colour.slot:
        changes = ""
        if colour.sat_mod != 100_000:
            changes += f'<a:satMod val="{colour.sat_mod}"/>'
        if colour.lum_mod != 100_000:
            changes += f'<a:lumMod val="{colour.lum_mod}"/>'
        if colour.lum_off:
            changes += f'<a:lumOff val="{colour.lum_off}"/>'
        if changes:
            return f'<a:schemeClr val="{colour.slot}">{changes}</a:schemeClr>'
        return f'<a:schemeClr val="{colour.slot}"/>'
    return f'<a:srgbClr val="{colour.hex}"/>'


def fill_xml(colour: Colour | None) -> str:
    """A solid fill, or none."""
    return f"<a:solidFill>{colour_xml(colour)}</a:solidFill>" if colour else "<a:noFill/>"


@lru_cache(maxsize=2048)
def font_xml(tag: str, font: Font, *, language: str = "", link: str = "") -> str:
    """The run properties ``tag`` (``a:rPr``, ``a:defRPr``, ``a:endParaRPr``) of a font."""
    lang = f' lang="{language}"' if language else ""
    size = f' sz="{round(font.points * 100)}"' if font.points else ""
    case = ' cap="none"' if font.sentence else ""
    face = "".join(f'<a:{script} typeface="{name}"/>' for script, name in _faces(font.face))
    return (
        f'<{tag}{lang}{size} b="{int(font.bold)}" i="{int(font.italic)}"{case}>'
        f"{fill_xml(font.colour) if font.colour else ''}{face}{link}</{tag}>"
    )


def _faces(face: str) -> tuple[tuple[str, str], ...]:
    """The font of each script. A reference to the theme's ("+mn-lt") takes what the theme has for
    the others; a font of its own is named for all: PowerPoint takes triangles for East Asian."""
    if not face:
        return ()
    if face.startswith("+"):
        font = face.removesuffix("-lt")
        return ("latin", face), ("ea", f"{font}-ea"), ("cs", f"{font}-cs")
    return tuple((script, face) for script in ("latin", "ea", "cs", "sym"))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes runs and paragraphs in one language (``en-US``). Triangles that show a direction are
    set in ``arrow_font``: many fonts lack them, and what programs put instead differs in size."""

    language: str
    arrow_font: str = ""

    def run(self, text: str, font: Font, link: str = "") -> str:
        """Runs of ``text``; a line end in it becomes a line break. ``link`` is a hyperlink."""
        lines = [self._line(line, font, link) if line else "" for line in clean(text).split(_BREAK)]
        return lines[0] if len(lines) == 1 else self.line_break(font).join(lines)

    def _line(self, text: str, font: Font, link: str) -> str:
        """The runs of one line: triangles have a font of their own."""
        if not self.arrow_font or font.face or not _ARROWS.search(text):
            return self._run(text, font, link)
        arrows = replace(font, face=self.arrow_font)
        return "".join(
            self._run(piece, arrows if _ARROWS.fullmatch(piece) else font, link)
            for piece in _ARROWS.split(text)
            if piece
        )

    def _run(self, text: str, font: Font, link: str) -> str:
        properties = font_xml("a:rPr", font, language=self.language, link=link)
        return f"<a:r>{properties}<a:t>{escaped(text)}</a:t></a:r>"

    def line_break(self, font: Font) -> str:
        """A line break within a paragraph."""
        return f"<a:br>{font_xml('a:rPr', font, language=self.language)}</a:br>"

    def tab(self, font: Font) -> str:
        """A tab to the next stop of the paragraph."""
        properties = font_xml("a:rPr", font, language=self.language)
        return f"<a:r>{properties}<a:t>\t</a:t></a:r>"

    def slide_number(self, number: int, font: Font) -> str:
        """A field that shows the slide's number."""
        return (
            '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
            f"{font_xml('a:rPr', font, language=self.language)}<a:t>{number}</a:t></a:fld>"
        )

    def tones(
        self,
        text: Text,
        palette: Palette,
        points: float,
        *,
        bold: bool = False,
        italic_muted: bool = False,
        link: str = "",
    ) -> str:
        """The runs of a paragraph of the deck, each in its tone."""
        return "".join(
            self.run(run.text, tone_font(run, palette, points, bold, italic_muted), link)
            for run in text
        )

    def paragraph(
        self,
        runs: str,
        font: Font,
        *,
        align: str = "l",
        spacing: int = 100,
        before: float = 0,
        indent: float = 0,
        hanging: float = 0,
        tabs: tuple[tuple[float, str], ...] = (),
    ) -> str:
        """A paragraph of finished runs. ``spacing`` is the line distance in percent, ``before``
        points above it, ``indent`` inches before it, ``hanging`` those that its further lines have
        more than the first, ``tabs`` stops in inches with their alignment; ``font`` sets the height
        of an empty one."""
        properties = _paragraph_properties(align, spacing, before, indent, hanging, tabs)
        end = font_xml("a:endParaRPr", font, language=self.language)
        return f"<a:p>{properties}{runs}{end}</a:p>"

    def bare(self, runs: str, spacing: int = 0, align: str = "") -> str:
        """A paragraph of finished runs in a placeholder, which says how it is set but for the line
        distance in percent and the alignment, if there are any."""
        own = "".join(
            f' {name}="{value}"'
            for name, value in (("marL", "0"), ("indent", "0"), ("algn", align))
            if value and (spacing or name == "algn")
        )
        apart = (
            f'<a:lnSpc><a:spcPct val="{spacing * 1000}"/></a:lnSpc>'
            '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
            if spacing
            else ""
        )
        properties = f"<a:pPr{own}>{apart}</a:pPr>" if own else ""
        return f'<a:p>{properties}{runs}<a:endParaRPr lang="{self.language}"/></a:p>'

    def plain(self, text: str, font: Font, *, align: str = "l", spacing: int = 100) -> str:
        """A paragraph of one run."""
        return self.paragraph(self.run(text, font), font, align=align, spacing=spacing)


@lru_cache(maxsize=1024)
def _paragraph_properties(
    align: str,
    spacing: int,
    before: float,
    indent: float,
    hanging: float,
    tabs: tuple[tuple[float, str], ...],
) -> str:
    stops = "".join(f'<a:tab pos="{emu(inches)}" algn="{kind}"/>' for inches, kind in tabs)
    # Only where it is wanted: LibreOffice forgets the tab stops of a paragraph that has one.
    margin = f' marL="{emu(indent + hanging)}"' if indent + hanging else ""
    margin += f' indent="-{emu(hanging)}"' if hanging else ""
    return (
        f'<a:pPr{margin} algn="{align}">'
        f'<a:lnSpc><a:spcPct val="{spacing * 1000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef><a:buNone/>'
        + (f"<a:tabLst>{stops}</a:tabLst>" if stops else "")
        + "</a:pPr>"
    )


def tone_font(
    run: Run, palette: Palette, points: float, bold: bool = False, italic_muted: bool = False
) -> Font:
    """The font of a run of the deck: strong and urgent are bold, a prompt may be italic."""
    return Font(
        points,
        tone_colour(run.tone, palette),
        bold=bold or run.tone in (Tone.STRONG, Tone.URGENT),
        italic=italic_muted and run.tone is Tone.MUTED,
    )
