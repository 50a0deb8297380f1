"""Speaker notes: fixed headings over plain text, and the line under which a person may write."""

from __future__ import annotations

from importlib.resources import files
from xml.sax.saxutils import quoteattr

from lxml import etree

from deckgen.model.deck import Notes
from deckgen.render.base import Presentation
from deckgen.render.package import HEAD, OFFICE, PRESENTATIONML, Part
from deckgen.render.shape import NAMESPACES
from deckgen.render.text import attribute, clean, escaped

KEPT = "--- notes below this line are yours and are kept ---"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_PLACEHOLDERS = {
    "sldImg": "Slide Image Placeholder",
    "body": "Notes Placeholder",
    "sldNum": "Slide Number Placeholder",
}
_HOLDER = "{http://schemas.openxmlformats.org/presentationml/2006/main}ph"
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def notes_lines(notes: Notes) -> list[str]:
    """The notes as lines: each section under its heading, an empty line between, the kept line
    last; nothing without sections."""
    lines: list[str] = []
    for heading, body in notes.sections():
        lines += [heading, *body, ""]
    return [*lines, KEPT] if lines else []


class NotesPages:
    """The notes pages of a deck: those of its notes master, each with its text."""

    def __init__(self, presentation: Presentation, language: str) -> None:
        self._presentation = presentation
        self._package = presentation.package
        self._language = language
        self._master: Part | None = None
        self._before = self._after = ""

    def write(self, slide: Part, notes: Notes) -> None:
        """Gives a slide its notes; a slide without notes gets no notes page."""
        lines = notes_lines(notes)
        if not lines:
            return
        if self._master is None:
            self._master = self._notes_master()
            self._before, self._after = _page(self._master)
        text = "".join(self._paragraph(one) for line in lines for one in clean(line).split("\n"))
        page = self._package.add(
            "ppt/notesSlides/notesSlide{}.xml",
            f"{PRESENTATIONML}.notesSlide+xml",
            f"{self._before}{text}{self._after}".encode(),
        )
        page.relate(f"{OFFICE}/notesMaster", self._master.name)
        page.relate(f"{OFFICE}/slide", slide.name)
        slide.relate(f"{OFFICE}/notesSlide", page.name)

    def _notes_master(self) -> Part:
        """The template's notes master, or the one that python-pptx brings."""
        found = self._presentation.part.related("notesMaster")
        if found is not None:
            return self._package.parts[found]
        templates = files("pptx") / "templates"
        master = self._package.add(
            "ppt/notesMasters/notesMaster{}.xml",
            f"{PRESENTATIONML}.notesMaster+xml",
            (templates / "notesMaster.xml").read_bytes(),
        )
        theme = self._package.add(
            "ppt/theme/theme{}.xml", _THEME, (templates / "theme.xml").read_bytes()
        )
        master.relate(f"{OFFICE}/theme", theme.name)
        self._presentation.list_notes_master(master)
        return master

    def _paragraph(self, text: str) -> str:
        if not text:
            return "<a:p/>"
        language = attribute(self._language)
        return f"<a:p><a:r><a:rPr lang={language}/><a:t>{escaped(text)}</a:t></a:r></a:p>"


def _page(master: Part) -> tuple[str, str]:
    """What stands before and after the text on a notes page: the master's placeholders."""
    shapes: list[str] = []
    for holder in etree.fromstring(master.content).iter(_HOLDER):
        name = _PLACEHOLDERS.get(holder.get("type", ""))
        if name is None:
            continue
        number = len(shapes) + 2
        kept = "".join(
            f" {key}={quoteattr(holder.get(key, ''))}"
            for key in ("type", "idx", "sz", "orient")
            if holder.get(key)
        )
        body = "<p:txBody><a:bodyPr/><a:lstStyle/>\0</p:txBody>" if name.startswith("N") else ""
        shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number - 1}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kept}/></p:nvPr></p:nvSpPr>'
            f"<p:spPr/>{body}</p:sp>"
        )
    page = (
        f"{HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree>{_GROUP}{''.join(shapes)}</p:spTree>"
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
    before, _, after = page.partition("\0")
    return before, after
