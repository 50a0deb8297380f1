"""A theme folder: a template, and ``theme.yaml``, which says what the template cannot.

What stands in both is the template's: positions, sizes of text in placeholders, theme colours and
fonts. So a person changes them in PowerPoint, and the next deck follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from deckgen.bundled import themes_folder
from deckgen.errors import ConfigError, did_you_mean, error
from deckgen.model.deck import SlideKind
from deckgen.theme.box import GUTTER, TRENDS_SIZE, TRENDS_TOP, Box
from deckgen.theme.description import Description, read_description
from deckgen.theme.layouts import Holder, Layout, Template, read_template
from deckgen.theme.stage import Slot, Stage, Theme
from deckgen.theme.style import Colour, Palette, Style
from deckgen.theme.template.measured import is_adopted

DESCRIPTION = "theme.yaml"
_TITLES = ("title", "ctrTitle")
_COLUMNS = 12
_UNDER_HEADLINE, _OVER_FOOTER = 0.18, 0.16
_MARGIN, _LOWEST = 0.5, 6.74


@lru_cache(maxsize=8)
def bundled_theme(name: str = "default") -> Theme:
    """A theme that comes along. Raises ``ConfigError`` for a name that there is not."""
    folder = themes_folder() / name
    if not (folder / DESCRIPTION).is_file():
        known = [path.parent.name for path in themes_folder().glob(f"*/{DESCRIPTION}")]
        problem = error("theme-101", f"there is no theme {name!r}", hint=did_you_mean(name, known))
        raise ConfigError(problem)
    return load_theme(folder)


def load_template(path: Path) -> Theme:
    """The theme that any company's template makes. Raises ``TemplateError``."""
    changed = path.stat() if path.is_file() else None
    stamp = (changed.st_mtime_ns, changed.st_size) if changed else (0, 0)
    return _measured(path, stamp)


@lru_cache(maxsize=4)
def _measured(path: Path, stamp: tuple[int, int]) -> Theme:
    """A measured template, kept while its file is the same: a run asks for it with every deck."""
    # Loaded here and below: the bundled themes need none of it.
    from deckgen.theme.template.analysis import analyse
    from deckgen.theme.template.staging import theme_of_template

    return theme_of_template(analyse(path), path.stem)


def load_theme(folder: Path) -> Theme:
    """Reads a theme folder. Raises ``ConfigError``: ``theme-104`` the description is wrong,
    ``theme-105`` the template cannot be read, ``theme-106`` it lacks a layout; ``TemplateError``
    for an adopted template that is none."""
    if is_adopted(folder / DESCRIPTION):
        from deckgen.theme.template.adopted import read_adopted
        from deckgen.theme.template.analysis import analyse
        from deckgen.theme.template.staging import theme_of_template

        adopted = read_adopted(folder / DESCRIPTION)
        analysis = analyse(adopted.template, adopted.wishes)
        return theme_of_template(analysis, adopted.name)
    description = read_description(folder / DESCRIPTION)
    place = description.place("template")
    path = folder / description.template
    try:
        content = path.read_bytes()
        template = read_template(content)
    except (OSError, ValueError) as problem:
        reason = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
        message = f"the template {path.name!r} cannot be used: {reason.lower()}"
        raise ConfigError(error("theme-105", message, place)) from None
    return assemble(description, content, template)


def assemble(description: Description, content: bytes, template: Template) -> Theme:
    """A theme from its description and its template, which was read already."""
    palettes = {
        name: Palette(**{role: _colour(text, template) for role, text in roles.items()})
        for name, roles in description.palettes.items()
    }
    style = Style(
        name=description.name,
        major_font=template.major_font,
        minor_font=template.minor_font,
        arrow_font=description.arrow_font,
        clause_italic=description.clause_italic,
    )
    by_name = {layout.name: layout for layout in template.layouts}
    wanted: dict[str, SlideKind] = {}
    for kind, use in description.slides.items():
        for name in use.layouts:
            wanted.setdefault(name, kind)
    missing = [
        error(
            "theme-106",
            f"the template has no layout {name!r}",
            description.place(f"slides.{kind.value}"),
            did_you_mean(name, by_name),
        )
        for name, kind in wanted.items()
        if name not in by_name
    ]
    if missing:
        raise ConfigError(missing)
    stages = {
        kind: tuple(
            _stage(by_name[name], palettes[use.palette], description, kind) for name in use.layouts
        )
        for kind, use in description.slides.items()
    }
    sizes = replace(style.sizes, **_text_sizes(stages))
    return Theme(style.name, content, template.page, replace(style, sizes=sizes), stages)


def _colour(text: str, template: Template) -> Colour:
    found = template.colours.get(text)
    return Colour(found, text) if found else Colour(text)


def _stage(layout: Layout, palette: Palette, description: Description, kind: SlideKind) -> Stage:
    by_type = {holder.type: holder for holder in layout.holders}
    title = next((by_type[kind] for kind in _TITLES if kind in by_type), None)
    headline = _slot(title) if title else Slot(Box(_MARGIN, 0.7, 12.333, 0.92))
    footer = by_type.get("ftr")
    number = by_type.get("sldNum")
    slots = {
        description.places[holder.name]: _slot(holder)
        for holder in layout.holders
        if holder.name in description.places
    }
    content = layout.body or _between(headline, footer)
    if kind is SlideKind.TITLE:
        slots |= _trends(headline, content)
    return Stage(
        layout.part,
        palette,
        headline,
        content,
        eyebrow=slots.pop("eyebrow", None),
        footer=_slot(footer) if footer else None,
        number=_slot(number) if number else None,
        slots=slots,
        split=_split(slots, content),
    )


def _trends(headline: Slot, content: Box) -> dict[str, Slot]:
    """The place of a cover's trends in the last five columns, if the title leaves it to them."""
    x = content.x + (_COLUMNS - 5) * (content.w + GUTTER) / _COLUMNS
    beside = headline.box.right <= x and content.bottom >= TRENDS_TOP + TRENDS_SIZE[1]
    return {"trends": Slot(Box(x, TRENDS_TOP, *TRENDS_SIZE))} if beside else {}


def _slot(holder: Holder) -> Slot:
    return Slot(holder.box, holder.type, holder.idx, holder.points)


def _between(headline: Slot, footer: Holder | None) -> Box:
    """The room under the headline and over the footer, as wide as the headline."""
    top = headline.box.bottom + _UNDER_HEADLINE
    bottom = footer.box.y - _OVER_FOOTER if footer else _LOWEST
    return Box(headline.box.x, top, headline.box.w, bottom - top)


def _split(slots: dict[str, Slot], content: Box) -> tuple[int, ...]:
    """How many of the content's columns each exhibit has."""
    step = (content.w + GUTTER) / _COLUMNS
    exhibits = (slots[f"exhibit/{number}"] for number in (1, 2) if f"exhibit/{number}" in slots)
    return tuple(round((slot.box.w + GUTTER) / step) for slot in exhibits)


def _text_sizes(stages: dict[SlideKind, tuple[Stage, ...]]) -> dict[str, float]:
    """The sizes that texts outside placeholders share with those inside."""

    def slots(kind: SlideKind, name: str) -> Iterator[float]:
        for stage in stages[kind]:
            slot = stage.headline if name == "headline" else stage.slot(name)
            if slot is not None and slot.points:
                yield slot.points

    wanted = {
        "headline": (SlideKind.METRIC, "headline"),
        "cover_title": (SlideKind.TITLE, "headline"),
        "divider_title": (SlideKind.SECTION, "headline"),
        "narrative": (SlideKind.METRIC, "narrative/why"),
        "number": (SlideKind.METRIC, "number/1/value"),
    }
    found = {size: next(slots(*where), 0.0) for size, where in wanted.items()}
    return {size: points for size, points in found.items() if points}
