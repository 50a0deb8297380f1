"""``theme inspect``: what a template is and how it would be used, as a note and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import floor, gcd
from typing import Any

from deckgen.theme.contrast import contrast, worst_contrast
from deckgen.theme.faces import is_everywhere
from deckgen.theme.style import Colour
from deckgen.theme.template.analysis import Analysis
from deckgen.theme.template.choice import Choice
from deckgen.theme.template.choosing import Candidate, Role
from deckgen.theme.template.emphasis import ACCENTS
from deckgen.theme.template.palette import Brand
from deckgen.theme.template.reading import Faces, Master
from deckgen.theme.template.rect import EMU_PER_INCH, Rect

_SHOWN = ("ink", "muted", "context", "accent", "good", "bad", "panel")
_MEANING = {
    "ink": "text",
    "muted": "secondary text",
    "context": "past periods, axes",
    "accent": "key number, current period",
    "good": "better",
    "bad": "worse",
    "panel": "number panel",
}
_MOST_REASONS = 4
_MOST_LAYOUTS = 40
_HARDLY = 5  # points under which nothing speaks for a layout


def as_text(analysis: Analysis, outlook: str) -> str:
    """The note. ``outlook`` is what the room for content means for a metric slide."""
    return "\n".join(_lines(analysis, outlook)) + "\n"


def as_json(analysis: Analysis, outlook: str) -> str:
    """The same facts for a program; lengths in inches, positions from the slide's corner."""
    told = facts(analysis) | {"metric_slides": outlook}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


# --- the note -------------------------------------------------------------------------------------


def _lines(analysis: Analysis, outlook: str) -> Iterator[str]:
    template = analysis.template
    metric = analysis.choices[Role.METRIC]
    master = metric.layout.master
    slides = len(template.slides)
    yield (
        f"{analysis.name}: {_size(template.page)}, {_count(len(template.masters), 'master')}, "
        f"{_count(len(template.layouts), 'layout')}, {_count(slides, 'sample slide')}"
        + (", which no deck will carry" if slides else "")
    )
    theme = f"Theme {master.theme!r}" if master.theme else "The theme"
    yield f"{theme} sets headings in {_faces(master.major)}, text in {_faces(master.minor)}."
    yield from _font_lines(master, metric.layout.title_style.face, analysis.warnings)
    if analysis.warnings:
        yield ""
        yield "Worth knowing"
        for line in analysis.warnings:
            yield f"  - {line}"
    yield ""
    yield "Layouts that decks would use"
    for role, choice in analysis.choices.items():
        yield from _choice_lines(role, choice)
    yield ""
    yield "Room for content, of a metric slide"
    yield f"  {_room(metric.candidate)}"
    yield from _head_lines(metric.candidate)
    yield f"  {outlook}"
    yield ""
    yield from _palette_lines(master, metric, analysis.brands[Role.METRIC])
    yield ""
    yield from _layout_table(analysis)


def _font_lines(master: Master, title_face: str, warnings: Sequence[str]) -> Iterator[str]:
    """The fonts that texts are really set in, and what becomes of them elsewhere where no warning
    says that."""
    used = (title_face, master.body_face)
    if used != (master.major.latin or title_face, master.minor.latin or master.body_face):
        told = used[0] if used[0] == used[1] else f"{used[0]}, its texts in {used[1]}"
        yield f"Its titles are really set in {told}: so are decks."
    lacking = [
        face
        for face in dict.fromkeys(used)
        if not is_everywhere(face) and not any(one.startswith(f"{face} ") for one in warnings)
    ]
    if lacking:
        yield (
            f"Who opens a deck without {' or '.join(lacking)} sees a wider font: texts leave room "
            "for that."
        )


def _choice_lines(role: Role, choice: Choice) -> Iterator[str]:
    layout = choice.layout
    if choice.note.startswith("the same"):
        yield f"  {role.value:<10} {choice.note}"
        return
    where = f", master {layout.master.number}" if layout.master.number > 1 else ""
    points = "by hand" if choice.by_hand else f"{choice.rating.points:.0f} points"
    yield f"  {role.value:<10} {layout.number}. {layout.name!r}{where} ({points})"
    reasons = sorted(choice.rating.reasons, key=lambda one: -abs(one.points))[:_MOST_REASONS]
    if choice.note:
        yield f"             {choice.note}"
    elif choice.rating.points < _HARDLY and not choice.by_hand:
        yield f"             no layout is made for a {role.value}: this one has least against it"
    if reasons:
        yield "             " + "; ".join(f"{one.text} {one.points:+.0f}" for one in reasons)


def _room(candidate: Candidate) -> str:
    content = candidate.area.content
    if content is None:
        return "none"
    width, height = candidate.area.share(candidate.page)
    return (
        f"{_inches(content.width)} × {_inches(content.height)} in ({width:.0%} × {height:.0%}), "
        f"from {_inches(content.left)} in at the left and {_inches(content.top)} in at the top: "
        f"{candidate.area.source}"
    )


def _head_lines(candidate: Candidate) -> Iterator[str]:
    title, style = candidate.title_rect, candidate.layout.title_style
    if title is None:
        return
    capitals = ", in capitals" if style.capitals else ""
    yield (
        f"  Title: {_inches(title.width)} × {_inches(title.height)} in, "
        f"{style.points:g} pt in the template{capitals}"
    )


def _palette_lines(master: Master, metric: Choice, brand: Brand) -> Iterator[str]:
    ground = brand.palette.background.hex
    where = "a panel of" if brand.backing else "the background"
    yield f"Colours on {where} {ground}, with their contrast"
    for role in _SHOWN:
        colour: Colour = getattr(brand.palette, role)
        ratio = contrast(colour.hex, ground)
        yield f"  {role:<8} {colour.hex}  {_source(colour):<22} {ratio:4.1f}:1  {_MEANING[role]}"
    listed = ", ".join(colour.hex for colour in brand.series)
    yield f"  series   {listed}"
    scheme = metric.layout.scheme
    grounds = metric.candidate.region.colours
    weak = [
        f"{name} {scheme.of(name)} ({floor(ratio * 10) / 10:.1f})"
        for name in ACCENTS
        if (ratio := worst_contrast(scheme.of(name), grounds)) < 3
    ]
    if weak:
        yield f"  under 3:1 on the slide as they are: {', '.join(weak)}"
    for line in brand.notes:
        yield f"  - {line}"


def _layout_table(analysis: Analysis) -> Iterator[str]:
    shown = analysis.candidates[:_MOST_LAYOUTS]
    chosen = {choice.layout.number for choice in analysis.choices.values()}
    width = min(34, max(len(one.layout.name) for one in shown))
    yield "All layouts, with their points for a metric slide, as a title and as a section"
    for one in shown:
        layout, ratings = one.layout, one.ratings
        content = ratings[Role.METRIC]
        points = "  -" if content.veto else f"{content.points:3.0f}"
        across, down = one.area.share(one.page)
        free = f"{across:4.0%} × {down:3.0%}"
        mark = "*" if layout.number in chosen else " "
        name = layout.name if len(layout.name) <= width else layout.name[: width - 1] + "…"
        yield (
            f" {mark}{layout.number:>3}. {name:<{width}}  {points} "
            f"{ratings[Role.TITLE].points:3.0f} {ratings[Role.SECTION].points:3.0f}  "
            f"free {free}  {layout.type or 'no type':<14} {content.veto}"
        ).rstrip()
    left = len(analysis.candidates) - len(shown)
    if left > 0:
        yield f"      and {left} more; --format json lists them all"


def _size(page: Rect) -> str:
    width, height = page.width / EMU_PER_INCH, page.height / EMU_PER_INCH
    return f"{width:.2f} × {height:.2f} in ({_ratio(page)})"


def _ratio(page: Rect) -> str:
    for across, down in ((16, 9), (4, 3), (16, 10), (297, 210), (9, 16), (3, 4), (210, 297)):
        if abs(page.width / page.height - across / down) < 0.01:
            return {297: "A4", 210: "A4 portrait"}.get(across, f"{across}:{down}")
    common = gcd(round(page.width / 12700), round(page.height / 12700))
    across, down = round(page.width / 12700) // common, round(page.height / 12700) // common
    return f"{across}:{down}" if across < 100 else f"{page.width / page.height:.2f}:1"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _faces(faces: Faces) -> str:
    return ", ".join(faces.all()) or "no named font"


def _inches(emu: float) -> str:
    return f"{emu / EMU_PER_INCH:.2f}"


def _source(colour: Colour) -> str:
    if not colour.slot:
        return "a colour of its own"
    changed = (colour.sat_mod, colour.lum_mod, colour.lum_off) != (100_000, 100_000, 0)
    return f"shade of {colour.slot}" if changed else colour.slot


# --- the same for a program -----------------------------------------------------------------------


def facts(analysis: Analysis) -> dict[str, Any]:
    """The analysis as plain data."""
    template = analysis.template
    return {
        "file": analysis.name,
        "width": _number(template.width),
        "height": _number(template.height),
        "sample_slides": len(template.slides),
        "masters": [_master(one) for one in template.masters],
        "chosen": {
            role.value: {
                "layout": choice.layout.number,
                "name": choice.layout.name,
                "points": round(choice.rating.points, 1),
                "by_hand": choice.by_hand,
                "note": choice.note,
                "content": _box(choice.candidate.area.content),
                "colours": _palette(analysis.brands[role]),
            }
            for role, choice in analysis.choices.items()
        },
        "layouts": [_layout(one) for one in analysis.candidates],
        "warnings": list(analysis.warnings),
    }


def _master(master: Master) -> dict[str, Any]:
    return {
        "number": master.number,
        "theme": master.theme,
        "colours": dict(master.slots),
        "headings": list(master.major.all()),
        "text": list(master.minor.all()),
    }


def _layout(one: Candidate) -> dict[str, Any]:
    layout = one.layout
    return {
        "number": layout.number,
        "name": layout.name,
        "type": layout.type or None,
        "master": layout.master.number,
        "used_by_samples": layout.uses,
        "title": _box(one.title_rect),
        "content": _box(one.area.content),
        "content_source": one.area.source,
        "usable": one.area.is_usable(one.page),
        "background": list(one.region.colours),
        "ratings": {
            role.value: {
                "points": round(rating.points, 1),
                "veto": rating.veto or None,
                "reasons": [[round(why.points, 1), why.text] for why in rating.reasons],
            }
            for role, rating in one.ratings.items()
        },
        "placeholders": [
            {"type": holder.type, "idx": holder.idx, "name": holder.name, "box": _box(holder.rect)}
            for holder in layout.placeholders
        ],
    }


def _palette(brand: Brand) -> dict[str, Any]:
    return {
        **{role: _colour(getattr(brand.palette, role)) for role in ("background", *_SHOWN)},
        "series": [_colour(one) for one in brand.series],
        "panel_behind_content": brand.backing.hex if brand.backing else None,
        "notes": list(brand.notes),
    }


def _colour(colour: Colour) -> dict[str, Any]:
    return {"colour": colour.hex, "source": _source(colour)}


def _box(rect: Rect | None) -> list[float] | None:
    if rect is None:
        return None
    return [_number(one) for one in (rect.left, rect.top, rect.width, rect.height)]


def _number(emu: float) -> float:
    return round(emu / EMU_PER_INCH, 3)
