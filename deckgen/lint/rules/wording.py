"""How much is written, and how numbers are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.lint.facts import Deck, Kind, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits

# A hyphen that begins a number: at the start, after a blank, a bracket or a comparison; what
# follows another digit or letter is a range, a date or a code.
_HYPHEN_MINUS = re.compile(r"(?:(?<=^)|(?<=[\s(<>=~≈]))-(?=[$€£¥]?\d)", re.MULTILINE)
_FOOTER_BAND = 0.90
_RATE = re.compile(r"^[+\u2212-]?\d+(?:[.,]\d+)?\s?%$")
_CHANGE_IN_PERCENT = re.compile(r"[+\u2212-]\d+(?:[.,]\d+)?\s?%")


def _wordy(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        foot = deck.height * _FOOTER_BAND
        shapes = [
            one
            for one in slide.shapes
            if not (one.hidden or one.is_footer or (one.box is not None and one.box.y >= foot))
        ]
        drawn = any(one.kind in (Kind.CHART, Kind.PICTURE) for one in shapes)
        # A table beside a chart is looked up in, not read.
        read = [one for one in shapes if not (drawn and one.kind is Kind.TABLE)]
        count = sum(_words(one.words) for one in read)
        most = limits.words if drawn else limits.words_without_chart
        if count > most:
            yield Found(f"{count} words are on the slide", slide, None, f"{count}", f"{most}")


def _words(text: str) -> int:
    """Words; a number, an amount or a period is none."""
    return sum(sum(map(str.isalpha, word)) > sum(map(str.isdigit, word)) for word in text.split())


def _signs(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.hidden:
                continue
            match = _HYPHEN_MINUS.search(shape.words)
            if match is not None:
                said = shape.words[match.start() : match.start() + 12].split("\n")[0]
                yield Found(
                    f"a hyphen stands for minus: {said!r}", slide, shape, "-", "\u2212 (U+2212)"
                )
        yield from _points(slide)


def _points(slide: Slide) -> Iterator[Found]:
    """Changes of a rate in percent: "+1.8%" of 108.4% may be 1.8 pp or 1.95 pp."""
    rate = False
    for shape in slide.shapes:
        if shape.mark and shape.label == "Number":  # what the changes that follow belong to
            rate = _RATE.match(_first_word(shape)) is not None
        if rate and shape.label == "Changes" and shape.mark and shape.text is not None:
            first = next((one.text for one in shape.text.paragraphs if one.text.strip()), "")
            match = _CHANGE_IN_PERCENT.search(first)
            if match is not None:
                yield Found(
                    f"the change of a rate is in percent: {match[0]!r}", slide, shape, "%", "pp"
                )


def _first_word(shape: Shape) -> str:
    return shape.words.strip().split("\n")[0].strip()


RULES = (
    Rule(
        "T8",
        Severity.WARNING,
        "A slide is read in seconds.",
        "every slide; numbers, footers and notes do not count",
        "150 words outside tables on a slide with a chart or picture, else 260",
        "move what is not needed into the speaker notes",
        _wordy,
    ),
    Rule(
        "T9",
        Severity.WARNING,
        "Minus is a minus sign, and a rate changes by points.",
        "every slide; points on slides that deckgen made",
        'no "-5%", no "+1.8%" under a rate',
        "write − (U+2212), and pp for percentage points",
        _signs,
    ),
)
