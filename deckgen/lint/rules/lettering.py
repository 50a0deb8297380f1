"""Type: large enough, in the theme's fonts, dark enough on what it lies on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from deckgen.lint.areas import Fill, FillKind
from deckgen.lint.backdrop import Backdrop, backdrop
from deckgen.lint.colour import contrast
from deckgen.lint.facts import Deck, Kind, Run, Shape, TextBody
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.lint.measure import bounds, set_cell, set_text
from deckgen.theme.box import Box

_FOOTER_BAND = 0.90
_CODE = frozenset({"consolas", "courier new", "courier", "cascadia mono", "cascadia code"})
_ROUNDING = 0.05
_USUAL_HEIGHT = 7.5  # inches of a slide's shorter side


def _too_small(deck: Deck, limits: Limits) -> Iterator[Found]:
    # 12 pt are meant on a slide 7.5 inches high; it is shown as large whatever size it has.
    scale = min(deck.width, deck.height) / _USUAL_HEIGHT
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.hidden:
                continue
            low = _in_footer(shape, deck)
            floor = (limits.smallest_footer if low else limits.smallest) * scale
            sizes = [
                (run.size * (body.shrunk or 1.0), run.text)
                for body in _bodies(shape)
                for run in body.runs()
                if not _is_symbol(run)
            ]
            if shape.chart is not None:
                sizes += [(one.size, f"the chart's {one.what}") for one in shape.chart.texts]
            small = [pair for pair in sizes if pair[0] < floor - _ROUNDING]
            if small:
                size, words = min(small)
                yield Found(
                    f"text of {size:.3g} pt is too small: {_short(words)!r}",
                    slide,
                    shape,
                    f"{size:.3g} pt",
                    f"{floor:g} pt",
                )


def _in_footer(shape: Shape, deck: Deck) -> bool:
    if shape.is_footer:
        return True
    return shape.box is not None and shape.box.y >= deck.height * _FOOTER_BAND


def _off_theme(deck: Deck, limits: Limits) -> Iterator[Found]:
    fonts = {font.casefold() for font in deck.fonts} | _CODE
    if not deck.fonts:
        return
    for slide in deck.slides:
        off: dict[str, list[tuple[Shape, Run]]] = {}
        for shape in slide.shapes:
            runs = [] if shape.hidden else [run for one in _bodies(shape) for run in one.runs()]
            for run in runs:
                if _is_off(run, fonts):
                    off.setdefault(run.face, []).append((shape, run))
        for face, placed in off.items():
            shape, run = placed[0]
            more = len({one.order for one, _ in placed}) - 1
            others = f", and {more} more shape{'s' * (more > 1)}" if more else ""
            yield Found(
                f"{_short(run.text)!r} is set in {face}, which is not the theme's{others}",
                slide,
                shape,
                face,
                ", ".join(sorted(deck.fonts)),
            )


def _is_off(run: Run, fonts: set[str]) -> bool:
    if run.themed or not run.face or run.face.casefold() in fonts:
        return False
    return not _is_symbol(run)  # which may come from a font that every machine has


def _is_symbol(run: Run) -> bool:
    """Whether a run is an arrow or a mark, beside words that say the same."""
    letters = [character for character in run.text if not character.isspace()]
    return all(unicodedata.category(character) in ("So", "Sm") for character in letters)


def _too_pale(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.hidden:
                continue
            worst: tuple[float, float, Run, str] | None = None
            for body, area, fill in _areas(shape):
                below = backdrop(slide, shape, area, fill)
                if not below.known or not below.colours:
                    continue
                for run in body.runs():
                    found = _contrast(run, below)
                    wanted = _wanted(run, body, limits)
                    if found is None or found[0] >= wanted - _ROUNDING:
                        continue
                    if worst is None or found[0] / wanted < worst[0] / worst[1]:
                        worst = (found[0], wanted, run, found[1])
            if worst is not None:
                ratio, wanted, run, on = worst
                colour = run.colour.hex if run.colour else ""
                yield Found(
                    f"{_short(run.text)!r} is hard to read: #{colour} on #{on}",
                    slide,
                    shape,
                    f"{ratio:.1f}:1",
                    f"{wanted:g}:1",
                )


def _pale_in_charts(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.chart is None or shape.hidden or shape.box is None:
                continue
            page = backdrop(slide, shape, shape.box)
            for one in dict.fromkeys(shape.chart.texts):
                below = page
                if one.ground is not None and one.ground.kind is not FillKind.NONE:
                    below = Backdrop(one.ground.colours, one.ground.kind is FillKind.SOLID)
                if one.colour is None or not below.known or not below.colours:
                    continue
                ratios = [(contrast(one.colour.over(c), c), c.hex) for c in below.colours]
                ratio, on = max(ratios)
                large = one.size >= limits.large or (one.bold and one.size >= limits.large_bold)
                wanted = limits.large_contrast if large else limits.text_contrast
                if ratio < wanted - _ROUNDING:
                    yield Found(
                        f"the chart's {one.what}: #{one.colour.hex} on #{on} is hard to read",
                        slide,
                        shape,
                        f"{ratio:.1f}:1",
                        f"{wanted:g}:1",
                    )
                    break


def _contrasts(deck: Deck, limits: Limits) -> Iterator[Found]:
    yield from _too_pale(deck, limits)
    yield from _pale_in_charts(deck, limits)


def _areas(shape: Shape) -> Iterator[tuple[TextBody, Box, Fill | None]]:
    """Texts with the area of their words, and the fill of a cell's own."""
    if shape.table is not None:
        for row in shape.table.rows:
            for cell in row:
                setting = set_cell(cell)
                if setting is None or not setting.areas or cell.box is None:
                    continue
                if cell.fill is None:
                    continue  # a table style that is not in the file
                shown = bounds(setting.areas).overlap(cell.box)
                if shown is not None:
                    yield cell.text, shown, cell.fill
    elif shape.text is not None and shape.kind is Kind.TEXT and shape.box is not None:
        setting = set_text(shape)
        area = bounds(setting.areas) if setting is not None and setting.areas else shape.box
        yield shape.text, area, None


def _contrast(run: Run, below: Backdrop) -> tuple[float, str] | None:
    """The contrast of a run with what it lies on, the best where that may be several colours."""
    if run.colour is None:
        return None
    ratios = [(contrast(run.colour.over(one), one), one.hex) for one in below.colours]
    return max(ratios)


def _wanted(run: Run, body: TextBody, limits: Limits) -> float:
    size = run.size * (body.shrunk or 1.0)
    large = size >= limits.large or (run.bold and size >= limits.large_bold)
    return limits.large_contrast if large else limits.text_contrast


def _bodies(shape: Shape) -> Iterator[TextBody]:
    if shape.table is not None:
        yield from (cell.text for row in shape.table.rows for cell in row)
    elif shape.text is not None:
        yield shape.text


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 40 else line[:39].rstrip() + "…"


RULES = (
    Rule(
        "T1",
        Severity.ERROR,
        "Text is large enough.",
        "every slide, charts and tables included; arrows and marks beside words are free",
        "12 pt; 10 pt in the footer (with `--profile room`: 16 and 12 pt)",
        "say less in the same type, or give it more room",
        _too_small,
    ),
    Rule(
        "T2",
        Severity.WARNING,
        "Text is set in the theme's fonts.",
        "every slide; arrows and marks, and code in a monospaced font, are free",
        "headings or body font of the theme; told once a slide for each font",
        "choose the theme's font (Body) for it",
        _off_theme,
    ),
    Rule(
        "T3",
        Severity.ERROR,
        "Text stands out from what it lies on.",
        "every slide, charts included; text on pictures cannot be judged and is left out",
        "4.5:1; 3:1 from 18 pt, or 14 pt bold",
        "take a darker or lighter colour of the theme",
        _contrasts,
    ),
)
