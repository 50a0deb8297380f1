"""Verdicts: never by colour alone, mark and word agree, a band stands where its axis says."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator

from deckgen.lint.chart_facts import Chart
from deckgen.lint.facts import Deck, Kind, Paragraph, Run, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.theme.box import Box

_SIGN = re.compile(r"[+\u2212\u2013\u00b1▲▼△▽↑↓✓✗✔✘-]")
_UNITS = re.compile(
    r"\b(pp|pts?|points?|k|m|bn|b|M|B|K|x|[A-Z]{3}|days?|hours?|h|d)\b|%|\$|€|£|¥|×"
)
_MARKS = {"On target": "ellipse", "Watch": "diamond", "Off target": "rect"}
_LARGEST_MARK = 0.3
_FLAT = 0.06
_RANGE = re.compile(
    r"\bband\D{0,20}?(\d+(?:\.\d+)?)\s*(%?)\s*(?:to|–|-|\.\.)\s*(\d+(?:\.\d+)?)\s*(%?)",
    re.IGNORECASE,
)


def _colour_alone(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.hidden or shape.is_title:
                continue
            for paragraph in _paragraphs(shape):
                run = next((one for one in paragraph.runs if _judges(one, deck, slide)), None)
                if run is None or _says_so(paragraph) or _is_key_number(run, shape, slide):
                    continue
                yield Found(
                    f"{run.text.strip()!r} is judged by its colour alone",
                    slide,
                    shape,
                    f"#{run.colour.hex}" if run.colour else "",
                    "a sign, or a word",
                )
                break


def _paragraphs(shape: Shape) -> Iterator[Paragraph]:
    if shape.table is not None:
        for row in shape.table.rows:
            for cell in row:
                yield from cell.text.paragraphs
    elif shape.text is not None:
        yield from shape.text.paragraphs


def _judges(run: Run, deck: Deck, slide: Slide) -> bool:
    """Whether a run is a number in a colour of praise or blame: the theme's two on slides that
    deckgen made, green or red elsewhere."""
    text = run.text.strip()
    if not any(character.isdigit() for character in text) or _has_words(text):
        return False
    if slide.ours:
        return run.slot in deck.verdicts
    if run.colour is None:
        return False
    hue, lightness, saturation = colorsys.rgb_to_hls(run.colour.r, run.colour.g, run.colour.b)
    vivid = saturation > 0.5 and 0.15 < lightness < 0.7
    degrees = hue * 360
    return vivid and (degrees <= 15 or degrees >= 345 or 90 <= degrees <= 160)


def _is_key_number(run: Run, shape: Shape, slide: Slide) -> bool:
    """Whether a number of deckgen's is the slide's own once more (the last value of a row), whose
    status stands as a word beside it in the panel; its margin of error may follow it there."""
    said = run.text.strip()
    pill = any(other.mark and other.label == "Status" for other in slide.shapes)
    return pill and any(
        other.words.split("\u00b1")[0].strip().split("\n")[0].strip() == said
        for other in slide.shapes
        if other is not shape and other.mark and other.label == "Number"
    )


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in _UNITS.sub("", text))


def _says_so(paragraph: Paragraph) -> bool:
    words = paragraph.text
    return _SIGN.search(words) is not None or _has_words(words)


def _pills(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        marks = [shape for shape in slide.shapes if _is_mark(shape)]
        for shape in slide.shapes:
            if not shape.mark or shape.hidden or shape.box is None:
                continue
            if shape.kind is Kind.TEXT and shape.label == "Status":
                word = " ".join(shape.words.split())
                inside = [mark for mark in marks if mark.box and shape.box.holds(mark.box)]
                for mark in inside[:1]:
                    yield from _disagree(slide, shape, word, mark)
            elif _is_mark(shape) and shape.alt in _MARKS:
                yield from _disagree(slide, shape, shape.alt, shape)


def _is_mark(shape: Shape) -> bool:
    """A small figure of deckgen's without text."""
    small = shape.box is not None and max(shape.box.w, shape.box.h) <= _LARGEST_MARK
    return bool(shape.mark) and shape.kind is Kind.FIGURE and small


def _disagree(slide: Slide, shape: Shape, word: str, mark: Shape) -> Iterator[Found]:
    drawn = _word_of(mark)
    said = word if word in _MARKS else "no verdict"
    if said != drawn:
        yield Found(f"says {word!r}, its mark says {drawn!r}", slide, shape, f"{word}", f"{drawn}")


def _word_of(mark: Shape) -> str:
    flat = mark.box is not None and mark.box.h < _FLAT
    named = (word for word, geometry in _MARKS.items() if geometry == mark.geometry)
    return "no verdict" if flat else next(named, "no verdict")


def _bands(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            chart = shape.chart
            if chart is None or not shape.mark or shape.box is None or chart.layout is None:
                continue
            for band in slide.shapes:
                if not _is_band(band, shape) or band.box is None:
                    continue
                texts = (band.alt, shape.label, shape.alt)
                said = next((found for one in texts if (found := _RANGE.search(one))), None)
                drawn = _values_of(band.box, shape.box, chart)
                if said is None or drawn is None:
                    continue
                wanted = [float(said[1]), float(said[3])]
                if said[2] or said[4]:
                    wanted = [value / 100 for value in wanted]
                low, high, span = drawn
                off = max(abs(low - min(wanted)), abs(high - max(wanted))) / span
                if off > limits.band:
                    stands, told = f"{low:.3g} to {high:.3g}", f"{said[1]} to {said[3]}"
                    yield Found(
                        f"stands at {stands} of the axis, not at {told}", slide, band, stands, told
                    )


def _is_band(shape: Shape, chart: Shape) -> bool:
    if shape.kind is not Kind.FIGURE or not shape.mark or "band" not in shape.label.casefold():
        return False
    inside = shape.box is not None and chart.box is not None and chart.box.holds(shape.box, 0.1)
    return inside and not chart.fill.covers


def _values_of(band: Box, frame: Box, chart: Chart) -> tuple[float, float, float] | None:
    """From where to where on the value axis a rectangle stands, and the axis' length."""
    layout = chart.layout
    axis = next((one for one in chart.axes if one.kind == "valAx"), None)
    if layout is None or axis is None or axis.low is None or axis.high is None:
        return None
    span = axis.high - axis.low
    lying = any(plot.direction == "bar" for plot in chart.plots)
    length = frame.w * layout.w if lying else frame.h * layout.h
    if span <= 0 or length <= 0:
        return None
    if lying:
        start = frame.x + frame.w * layout.x
        shares = (band.x - start) / length, (band.right - start) / length
    else:
        end = frame.y + frame.h * (layout.y + layout.h)
        shares = (end - band.bottom) / length, (end - band.y) / length
    low, high = sorted(1 - one if axis.reverse else one for one in shares)
    return axis.low + span * low, axis.low + span * high, span


RULES = (
    Rule(
        "S1",
        Severity.ERROR,
        "Better and worse are never told by colour alone.",
        "every slide: numbers in the theme's two colours of verdict (deckgen's slides), or in green"
        " or red",
        "a sign (+, −, ▲, ▼) or a word in the same line or cell; the slide's key number may be"
        " repeated, since its status is a word",
        "write the sign, or a word such as better or worse",
        _colour_alone,
    ),
    Rule(
        "S3",
        Severity.ERROR,
        "A status mark and its word agree.",
        "pills and marks that deckgen made",
        "ring: On target; diamond: Watch; square: Off target; dash: no verdict",
        "change both, or build the deck again",
        _pills,
    ),
    Rule(
        "C10",
        Severity.ERROR,
        "A band behind a chart stands where the axis has its values.",
        "bands that deckgen made, behind charts with a fixed axis and plot area",
        "within 3% of the axis of the range that its text alternative, or the chart's name, says",
        "move the band, or build the deck again; changing the axis leaves it behind",
        _bands,
    ),
)
