"""What a screen reader is told: alternative texts, titles, table headers, reading order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from deckgen.lint.facts import Deck, Kind, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits

_NEEDS_ALT = (Kind.PICTURE, Kind.CHART, Kind.TABLE, Kind.FREEFORM, Kind.OBJECT)
_GENERIC = re.compile(
    r"(?:(?:picture|image|img|photo|chart|graph|graphic|table|diagram|object|logo|figure|shape|"
    r"freeform|content placeholder|grafik|bild|diagramm|tabelle|imagen|gráfico|tabla)\s*\d*|\d+)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp|xlsx?|pptx?)", re.IGNORECASE)
_MACHINE = "automatically generated"
_SAME_COLUMN = 0.5


def _alt_texts(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.kind not in _NEEDS_ALT or shape.decorative or shape.hidden:
                continue
            if shape.group_alt and shape.kind is not Kind.CHART:
                continue  # the group says what its parts show together
            alt = " ".join(shape.alt.split())
            if not alt:
                yield Found(
                    f"the {shape.kind} has no alternative text", slide, shape, "none", "a text"
                )
            elif _GENERIC.fullmatch(alt) or _FILE.fullmatch(alt) or _MACHINE in alt.casefold():
                yield Found(
                    f"the alternative text of the {shape.kind} says nothing: {alt[:40]!r}",
                    slide,
                    shape,
                    alt[:40],
                    "what it shows",
                )


def _titles(deck: Deck, limits: Limits) -> Iterator[Found]:
    by_title: dict[str, list[Slide]] = defaultdict(list)
    for slide in deck.slides:
        if slide.hidden:
            continue
        if not slide.title:
            yield Found("the slide has no title", slide, None, "none", "a title placeholder")
        else:
            by_title[slide.title.casefold()].append(slide)
    for slides in by_title.values():
        for slide in slides[1:]:
            yield Found(
                f"has the same title as slide {slides[0].number}",
                slide,
                None,
                slide.title,
                "a title of its own",
                Severity.WARNING,
            )


def _tables(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.table is None or shape.hidden:
                continue
            if not shape.table.header:
                yield Found("the table has no header row", slide, shape, "none", "Header Row")
            merged = sum(cell.merged for row in shape.table.rows for cell in row)
            if merged:
                yield Found(f"{merged} cells are merged", slide, shape, f"{merged}", "0")


def _order(deck: Deck, limits: Limits) -> Iterator[Found]:
    for slide in deck.slides:
        read = [
            shape
            for shape in slide.shapes
            if shape.box is not None
            and not shape.hidden
            and not shape.decorative
            and not shape.is_footer  # read last, wherever a template has it
            and (shape.words.strip() or shape.kind in _NEEDS_ALT)
        ]
        found = _first_inversion(read)
        if found is not None:
            before, after = found
            yield Found(
                f"is read before {after.called!r}, which stands above it",
                slide,
                before,
                "read first",
                "from top to bottom",
            )


def _first_inversion(read: list[Shape]) -> tuple[Shape, Shape] | None:
    """Two shapes in one column of which the lower is read first; parts of one group, and what is
    written over a picture, are left alone."""
    for place, one in enumerate(read):
        for other in read[place + 1 :]:
            a, b = one.box, other.box
            if a is None or b is None or (one.group and one.group == other.group):
                continue
            shared = min(a.right, b.right) - max(a.x, b.x)
            if shared >= _SAME_COLUMN * min(a.w, b.w) and b.bottom <= a.y + 0.01 and shared > 0:
                return one, other
    return None


def _document(deck: Deck, limits: Limits) -> Iterator[Found]:
    if not deck.title:
        yield Found("the file has no title in its properties", measured="none")
    languages = any(
        run.language
        for slide in deck.slides
        for shape in slide.shapes
        if shape.text is not None
        for run in shape.text.runs()
    )
    if deck.slides and not languages and not deck.language:
        yield Found("no language is set for the text", measured="none")
    if len(deck.slides) >= limits.sections_from and not deck.sections:
        yield Found(f"{len(deck.slides)} slides are in no sections", measured="none")


RULES = (
    Rule(
        "A1",
        Severity.ERROR,
        "Pictures, charts, tables and drawings have a text alternative, or are decorative.",
        "every slide; parts of a group that has one are covered",
        "not empty, no file name, not a word such as “Picture 3”",
        "say what it shows (right-click, View Alt Text), or mark it as decorative",
        _alt_texts,
    ),
    Rule(
        "A2",
        Severity.ERROR,
        "Every slide has a title of its own.",
        "every slide that is not hidden; the same title twice is a warning",
        "text in the title placeholder",
        "write a title; move it off the slide's top if it must not be seen",
        _titles,
    ),
    Rule(
        "A3",
        Severity.WARNING,
        "The reading order follows the layout.",
        "every slide",
        "in one column nothing is read before what stands above it",
        "reorder it in the selection pane (the lowest is read first)",
        _order,
    ),
    Rule(
        "A4",
        Severity.ERROR,
        "Tables have a header row and no merged cells.",
        "native tables",
        "none",
        "switch Header Row on (Table Design), split merged cells",
        _tables,
    ),
    Rule(
        "A5",
        Severity.INFO,
        "The file has a title, a language and sections.",
        "the file; sections from twelve slides",
        "each present",
        "File, Info: title; Review: language; Home: sections",
        _document,
    ),
)
