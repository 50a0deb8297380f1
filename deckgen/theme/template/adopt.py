"""``theme adopt``: the ``theme.yaml`` of a foreign template, complete and commented.

It says what was measured, so that a person sees it and may decide otherwise. What is deleted from
it is measured again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from deckgen.theme.style import Colour, Palette
from deckgen.theme.template.analysis import Analysis
from deckgen.theme.template.choice import Choice
from deckgen.theme.template.choosing import CONTENT_ROLES, Candidate, Role
from deckgen.theme.template.measured import MEASURED
from deckgen.theme.template.rect import Rect

_MEANINGS = {
    "background": "what the content stands on",
    "panel": "the number panel",
    "ink": "facts",
    "muted": "what qualifies them",
    "context": "past periods, axis lines; never text",
    "hair": "row lines",
    "rule": "above an exhibit",
    "accent": "the number, the current period",
    "good": "better",
    "bad": "worse, and what asks for attention",
    "warn": "between good and bad",
    "tint": "a target band",
    "on_accent": "labels inside a fill",
}
_ALTERNATIVES = 3


def suggested_name(folder: Path, template: Path) -> str:
    """A theme's name: the folder's, else the template's, in letters that need no quotes."""
    for name in (folder.resolve().name, template.stem):
        plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()
        if plain:
            return plain
    return "brand"


def description(analysis: Analysis, name: str, template: str) -> str:
    """The text of ``theme.yaml``."""
    return "\n".join(_lines(analysis, name, template)) + "\n"


def _lines(analysis: Analysis, name: str, template: str) -> Iterator[str]:
    source = Path(analysis.name).name
    yield f"# How deckgen uses {template}, which is {_comment(source)} without its sample slides."
    yield "# Everything below was measured in it. Change what you like; what you delete is measured"
    yield "# again with each deck, so the shortest valid file is the next three lines."
    yield ""
    yield f"name: {name}"
    yield f"template: {template}"
    yield f"{MEASURED}: yes"
    yield ""
    yield "# The layout of each kind of slide, by name or by number (`deckgen theme inspect` lists"
    yield "# them). Metric slides, the summary and what is not available share one."
    yield "layouts:"
    for role, choice in analysis.choices.items():
        yield f"  {role.value}: {_layout(analysis, choice)}"
        yield from _why(analysis, role, choice)
    yield ""
    yield "# Where content may stand: left, top, width and height in percent of the slide."
    yield "content:"
    for role in CONTENT_ROLES:
        yield f"  {role.value}: {_percent(analysis.choices[role].candidate)}"
    yield ""
    yield "# Colours: one of the template's theme, which follows when the theme is changed in"
    yield "# PowerPoint (bg1 bg2 tx1 tx2 accent1 ... accent6), a shade of one (accent1 as 3D6CA3),"
    yield "# or a colour of its own as RRGGBB. Text needs 4.5:1 on background and panel, marks 3:1."
    yield "colours:"
    shown: list[tuple[str, Role]] = [
        ("title", Role.TITLE), ("section", Role.SECTION), ("content", Role.METRIC)
    ]  # fmt: skip
    for key, role in shown:
        yield f"  {key}:"
        yield from _palette(analysis.brands[role].palette)
    for note in analysis.brands[Role.METRIC].notes:
        yield f"  # {_comment(note)}"
    if analysis.warnings:
        yield ""
        yield "# Worth knowing:"
        for warning in analysis.warnings:
            yield f"# - {_comment(warning)}"


def _layout(analysis: Analysis, choice: Choice) -> str:
    """A layout's name where only one has it, else its number."""
    name = choice.layout.name
    same = [one for one in analysis.candidates if one.layout.name == name]
    if len(same) > 1 or not name.strip() or name != name.strip() or name.isdigit():
        return str(choice.layout.number)
    return _quoted(name)


def _why(analysis: Analysis, role: Role, choice: Choice) -> Iterator[str]:
    if choice.note:
        yield f"    # {_comment(choice.note)}"
        return
    reasons = sorted(choice.rating.reasons, key=lambda one: -abs(one.points))[:3]
    yield f"    # {_comment('; '.join(one.text for one in reasons))}"
    others = sorted(
        (one for one in analysis.candidates if one.layout is not choice.layout),
        key=lambda one: (-one.ratings[role].points, one.layout.number),
    )
    listed = [
        f"{one.layout.number} {one.layout.name!r}"
        for one in others[:_ALTERNATIVES]
        if one.ratings[role].points > 0
    ]
    if listed:
        yield f"    # next best: {_comment(', '.join(listed))}"


def _percent(one: Candidate) -> str:
    page = one.page
    rect = one.area.content or Rect(
        page.width * 0.05, page.height * 0.2, page.width * 0.95, page.height * 0.92
    )
    shares = (
        rect.left / page.width, rect.top / page.height,
        rect.width / page.width, rect.height / page.height,
    )  # fmt: skip
    return "[" + ", ".join(f"{100 * share:.2f}" for share in shares) + "]"


def _palette(palette: Palette) -> Iterator[str]:
    for one in fields(Palette):
        colour = _text(getattr(palette, one.name))
        meaning = _MEANINGS.get(one.name)
        line = f"    {one.name}: {colour}"
        yield f"{line:<36}# {meaning}" if meaning else line


def _text(colour: Colour) -> str:
    """A colour as ``theme.yaml`` has it; numbers that look like one stay texts."""
    if not colour.slot:
        return f'"{colour.hex}"'
    changed = (colour.sat_mod, colour.lum_mod, colour.lum_off) != (100_000, 100_000, 0)
    return f"{colour.slot} as {colour.hex}" if changed else colour.slot


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else " " for one in escaped) + '"'


def _comment(text: str) -> str:
    """A text that stays on its line."""
    return "".join(one if one.isprintable() else " " for one in text)
