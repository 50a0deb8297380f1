"""Everything that is known of a template, and what was decided: the value behind ``theme inspect``
and behind every deck that is made from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from deckgen.errors import Location, TemplateError, did_you_mean, error
from deckgen.theme.contrast import hsl
from deckgen.theme.style import Colour
from deckgen.theme.template.area import heads_slide, is_prompt
from deckgen.theme.template.choice import Choice, choose
from deckgen.theme.template.choosing import Candidate, Role, candidates_of
from deckgen.theme.template.colours import ColourScheme
from deckgen.theme.template.fills import Picture
from deckgen.theme.template.opening import open_template
from deckgen.theme.template.palette import Brand, brand_palette
from deckgen.theme.template.reading import FURNITURE, Template, read_template
from deckgen.theme.template.rect import Rect
from deckgen.theme.template.shades import shade
from deckgen.theme.template.shapes import Kind

# Families that come with Office on Windows and macOS, or as its cloud fonts in every plan.
_OFFICE_FONTS = frozenset("""
    aptos|aptos display|aptos narrow|arial|arial black|arial narrow|avenir next lt pro|bahnschrift|
    batang|bierstadt|book antiqua|bookman old style|calibri|calibri light|cambria|candara|
    century|century gothic|century schoolbook|comic sans ms|consolas|constantia|corbel|courier new|
    dengxian|franklin gothic book|franklin gothic demi|franklin gothic medium|garamond|georgia|
    gill sans mt|grandview|gulim|helvetica|impact|lucida sans|lucida sans unicode|malgun gothic|
    meiryo|microsoft jhenghei|microsoft yahei|ms gothic|ms mincho|ms pgothic|ms pmincho|neue haas
    grotesk text pro|palatino linotype|rockwell|seaford|segoe ui|segoe ui light|segoe ui semibold|
    simhei|simsun|sitka|skeena|tahoma|tenorite|times new roman|trebuchet ms|tw cen mt|verdana|
    yu gothic|yu gothic light|yu mincho|游ゴシック|游ゴシック light|游明朝|ｍｓ ｐゴシック|等线|
    等线 light|맑은 고딕|微軟正黑體|新細明體|宋体
""".replace("\n    ", " ").replace("| ", "|").strip().split("|"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person decided in ``theme.yaml``: layouts by name or number, the room for content as
    left, top, width and height (shares of the slide), colours by role of the palette, as texts."""

    layouts: Mapping[Role, str] = field(default_factory=dict)
    content: Mapping[Role, tuple[float, float, float, float]] = field(default_factory=dict)
    colours: Mapping[Role, Mapping[str, str]] = field(default_factory=dict)
    file: str = ""


class Analysis:
    """A template, its layouts measured, a layout chosen for every role, colours for each."""

    def __init__(self, name: str, template: Template, wishes: Wishes | None = None) -> None:
        self.name = name
        self.template = template
        self.candidates: tuple[Candidate, ...] = candidates_of(template)
        self._wishes = wishes or Wishes()

    @cached_property
    def choices(self) -> Mapping[Role, Choice]:
        """The layout of every role. Raises ``TemplateError`` (``theme-219``) for a wish that
        names no layout."""
        named = {role: self._named(wish) for role, wish in self._wishes.layouts.items()}
        chosen = choose(self.candidates, named)
        for role, (left, top, width, height) in self._wishes.content.items():
            page = self.template.page
            rect = Rect(
                left * page.width, top * page.height,
                (left + width) * page.width, (top + height) * page.height,
            )  # fmt: skip
            own = chosen[role].candidate.with_content(rect)
            chosen[role] = replace(chosen[role], candidate=own)
        return chosen

    @cached_property
    def brands(self) -> Mapping[Role, Brand]:
        """The colours under the content of each role's layout."""
        found = {}
        for role, choice in self.choices.items():
            scheme = choice.layout.scheme
            brand = brand_palette(scheme, choice.candidate.region)
            wished = self._wishes.colours.get(role, {})
            own = {name: _colour(text, scheme) for name, text in wished.items()}
            found[role] = replace(brand, palette=replace(brand.palette, **own)) if own else brand
        return found

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know before the first deck."""
        return tuple(_warnings(self))

    def _named(self, wish: str) -> Candidate:
        for one in self.candidates:
            if wish in (one.layout.name, str(one.layout.number)):
                return one
        names = [one.layout.name for one in self.candidates]
        place = Location(self._wishes.file or self.name)
        hint = did_you_mean(wish, names)
        raise TemplateError(error("theme-219", f"there is no layout {wish!r}", place, hint))


def analyse(path: Path, wishes: Wishes | None = None) -> Analysis:
    """Opens, reads and measures a template. Raises ``TemplateError``."""
    return Analysis(str(path), read_template(open_template(path)), wishes)


def _colour(text: str, scheme: ColourScheme) -> Colour:
    """A colour as ``theme.yaml`` has it: a slot, a shade of one, or RRGGBB."""
    slot, _, shown = text.partition(" as ")
    if not shown:
        known = scheme.of(slot) if slot in (*scheme.mapping, *scheme.slots) else ""
        return Colour(known, slot) if known else Colour(slot.upper())
    _, saturation, light = hsl(shown.strip())
    return shade(Colour(scheme.of(slot.strip()), slot.strip()), light, max(saturation, 0.001))


def _warnings(analysis: Analysis) -> Iterator[str]:
    template = analysis.template
    metric = analysis.choices[Role.METRIC]
    candidate, layout = metric.candidate, metric.layout
    if metric.rating.veto:
        yield f"no layout is made for content: {metric.rating.veto}; slides will be cramped"
    elif not candidate.area.is_usable(candidate.page):
        width, height = candidate.area.share(candidate.page)
        yield f"the best layout leaves only {width:.0%} × {height:.0%} of the slide free"
    if not heads_slide(layout, candidate.page):
        yield f"{layout.name!r} has no title across the top: the headline gets a place of its own"
    if analysis.brands[Role.METRIC].backing is not None:
        yield (
            f"text is hard to read on the background of {layout.name!r}: a calm panel goes behind "
            "the content"
        )
    missing = [
        what
        for kind, what in (("ftr", "footer"), ("sldNum", "slide number"))
        if not layout.of_type(kind)
    ]
    if missing:
        them = "them" if len(missing) > 1 else "it"
        yield (
            f"{layout.name!r} has no place for a {' or '.join(missing)}: decks write {them} under "
            "the content"
        )
    if any(is_prompt(one, layout) for one in layout.statics):
        yield (
            "a placeholder's prompt stands as plain text on the master and shows on every slide; "
            "decks leave it out"
        )
    yield from _other_masters(analysis)
    yield from _font_warnings(template, layout.master.number)
    yield from _file_warnings(template)
    names = Counter(one.layout.name for one in analysis.candidates)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        listed = ", ".join(repr(name) for name in twice[:3])
        more = f" and {len(twice) - 3} more" if len(twice) > 3 else ""
        yield f"several layouts are called {listed}{more}: name them by their number"
    if template.right_to_left:
        yield "the presentation reads from right to left; deckgen sets text from left to right"


def _other_masters(analysis: Analysis) -> Iterator[str]:
    """Roles whose layout is set in other fonts than the metric slides, being of another master."""
    master = analysis.choices[Role.METRIC].layout.master
    for role, choice in analysis.choices.items():
        other = choice.layout.master
        if (other.major.latin, other.minor.latin) != (master.major.latin, master.minor.latin):
            faces = dict.fromkeys((other.major.latin, other.minor.latin))
            named = " and ".join(one for one in faces if one) or "no named font"
            yield (
                f"{choice.layout.name!r}, for {role.value} slides, is of another master, which "
                f"sets texts in {named}: so will those slides"
            )


def _font_warnings(template: Template, number: int) -> Iterator[str]:
    master = template.masters[number - 1]
    embedded = {name.casefold() for name in template.embedded_fonts}
    for face in dict.fromkeys((*master.major.all(), *master.minor.all())):
        if face.startswith("+") or face.casefold() in _OFFICE_FONTS:
            continue
        if face.casefold() in embedded:
            yield f"{face} is embedded in the template; only PowerPoint uses it from there"
        else:
            yield (
                f"{face} does not come with Office: who lacks it sees a wider font, for which "
                "texts leave room"
            )


def _file_warnings(template: Template) -> Iterator[str]:
    package = template.package
    outside = sorted({
        one.target
        for layout in template.layouts
        for part in (layout.part, layout.master.part)
        for one in package.relationships(part)
        if one.external and one.kind != "hyperlink"
    })  # fmt: skip
    for address in outside:
        yield f"links to {address}, which is not in the file; it is never fetched"
    drawings = {
        static.fill.part
        for layout in template.layouts
        for static in layout.statics
        if static.kind is Kind.PICTURE and isinstance(static.fill, Picture)
        and static.fill.part.lower().endswith((".emf", ".wmf", ".svg"))
    }  # fmt: skip
    if drawings:
        count = len(drawings)
        yield (
            f"{count} drawing{'s' * (count != 1)} (EMF, WMF or SVG) cannot be looked into here: "
            "the whole frame is kept free"
        )
    if any(one.kind == "origin" for one in package.relationships()):
        yield "the template is signed; a deck made from it is not"
    custom = package.parts.get("docProps/custom.xml", b"")
    if b"MSIP_Label" in custom:
        yield "the template carries a sensitivity label, and so will every deck made from it"


def furniture(analysis: Analysis, role: Role) -> tuple[str, ...]:
    """Which of date, footer and number the layout of a role has a place for."""
    layout = analysis.choices[role].layout
    return tuple(kind for kind in FURNITURE if layout.of_type(kind))
