"""Headlines: sentences of two lines whose numbers the slide shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.lint.facts import Deck, Kind, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.lint.measure import set_text

_NUMBER = re.compile(
    r"(?P<sign>[+\u2212-]?)(?P<money>(?:[$€£¥]|[A-Z]{3}\s)?)"
    r"(?P<digits>\d{1,3}(?:[,.'’\s]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<unit>\s?(?:%|pp\b|points?\b|[kMB]\b|bn\b|m\b|×))?"
)
_VERBS = frozenset({
    "rose", "fell", "held", "read", "reads", "stand", "stands", "is", "are", "met", "meet", "meets",
    "lead", "leads", "computed", "improved", "worsened", "grew",
})  # fmt: skip
_EVIDENCE = (Kind.CHART, Kind.TABLE, Kind.PICTURE)


def _headlines(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            words = " ".join(shape.words.split())
            if not shape.is_title or not words or shape.hidden:
                continue
            parted = "\n" in shape.words.strip()
            most = limits.headline_parted if parted else limits.headline_characters
            if len(words) > most:
                found = f"{len(words)} characters"
                yield Found("the headline is too long", slide, shape, found, f"{most}")
            setting = set_text(shape)
            lines = len(setting.lines) if setting is not None else 0
            if lines > limits.headline_lines:
                yield Found(
                    f"the headline takes {lines} lines",
                    slide,
                    shape,
                    f"{lines} lines",
                    f"{limits.headline_lines}",
                )
            if has_evidence(slide) and _is_label(words, limits):
                yield Found(
                    f"the headline is a label, not a sentence: {words!r}",
                    slide,
                    shape,
                    f"{len(words.split())} words",
                    f"at least {limits.headline_words}",
                )


def _is_label(words: str, limits: Limits) -> bool:
    """Whether a headline is too short to say something: few words, and no verb of deckgen's."""
    found = words.casefold().split()
    return len(found) < limits.headline_words and not _VERBS.intersection(found)


def has_evidence(slide: Slide) -> bool:
    """Whether deckgen made the slide to show something: a chart, a table, a drawn chart."""
    return any(shape.mark and shape.kind in _EVIDENCE for shape in slide.shapes)


def _numbers(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        if not has_evidence(slide):
            continue
        title = next((shape for shape in slide.shapes if shape.is_title and shape.words), None)
        if title is None:
            continue
        shown = _plain("\n".join(s.words for s in slide.shapes if s is not title and not s.hidden))
        missing = [
            number
            for number in _telling(_plain(title.words))
            if not _stands_in(number, shown) and not _is_drawn(number, slide)
        ]
        if missing:
            listed = ", ".join(dict.fromkeys(missing))
            yield Found(
                f"the headline says {listed}, which the slide does not show",
                slide,
                title,
                listed,
                "the same form elsewhere on the slide",
            )


def _telling(words: str) -> Iterator[str]:
    """The numbers of a headline that are measured: with a unit, a currency or decimals. Counts of
    periods, years and quarters are not looked for."""
    for match in _NUMBER.finditer(words):
        before = words[match.start() - 1] if match.start() else " "
        telling = match["unit"] or match["money"].strip() or re.search(r"[.,]\d", match["digits"])
        if telling and not before.isalnum():
            yield (match["money"] + match["digits"] + (match["unit"] or "")).strip()


def _stands_in(number: str, shown: str) -> bool:
    """Points that lie above or below a target are counted bare: ``0.5 below 36``."""
    bare = number.removesuffix(" points")
    forms = [re.escape(number)]
    if bare != number:
        forms.append(rf"{re.escape(bare)} (?:above|below)")
    return re.search(rf"(?<![\d.,])(?:{'|'.join(forms)})(?![.,]?\d)", shown) is not None


def _is_drawn(number: str, slide: Slide) -> bool:
    """Whether a native chart shows the number: equal to one of its values as far as it is said."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return False
    digits = match["digits"].replace("'", "").replace("’", "").replace(" ", "")
    digits = digits.replace(",", "") if re.search(r",\d{3}(?!\d)", digits) else digits
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return False
    decimals = len(digits.partition(".")[2])
    unit = (match["unit"] or "").strip()
    scales = {"%": 100.0, "pp": 100.0, "k": 1e-3, "M": 1e-6, "m": 1e-6, "B": 1e-9, "bn": 1e-9}
    half = 0.5 * 10.0**-decimals + 1e-9
    return any(
        abs(abs(known) * scales.get(unit, 1.0) - value) <= half
        for shape in slide.shapes
        for known in _values(shape)
    )


def _values(shape: Shape) -> Iterator[float]:
    for plot in shape.chart.plots if shape.chart is not None else ():
        for series in plot.series:
            yield from (value for value in series.values if value is not None)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ")


RULES = (
    Rule(
        "T5",
        Severity.WARNING,
        "The headline is a sentence of at most two lines.",
        "length on every slide; a sentence on slides with charts or tables that deckgen made",
        "two lines by font metrics; 130 characters, 172 with a line break after the fact; at"
        " least four words or a verb",
        "say the one thing that the slide shows",
        _headlines,
    ),
    Rule(
        "T6",
        Severity.WARNING,
        "Every number in the headline stands elsewhere on the slide, in the same form.",
        "slides with charts or tables that deckgen made; numbers with a unit, currency or decimals",
        "the exact text, or a value of a chart",
        "correct the number, or show it",
        _numbers,
    ),
)
