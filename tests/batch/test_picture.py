"""The picture of a scorecard says what the scorecard says, inside its frame."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from deckgen.batch.picture import HEIGHT, WIDTH, scorecard_picture
from deckgen.model.deck import ColumnKind, Deck, Slide, SlideKind, Table, TableColumn, plain, text
from deckgen.plan import plan_deck
from deckgen.theme.folder import bundled_theme
from deckgen.theme.fonts import text_width
from tests.render import decks
from tests.support.results import a_context, a_metric, a_part, a_result

_SVG = "{http://www.w3.org/2000/svg}"
_COLUMNS = (
    TableColumn("", kind=ColumnKind.MARK),
    TableColumn("Metric"),
    TableColumn("Trend", kind=ColumnKind.SPARKLINE),
    TableColumn("Now"),
    TableColumn("Change"),
)
_PALETTE = bundled_theme().stage(SlideKind.SCORECARD).palette


def card(
    *rows: tuple[str, str],
    line: tuple[Fraction | float | None, ...] = (1, 3, 2),
    value: str = "102.05%",
    change: str = "+1.25 pp",
) -> Deck:
    """A deck whose scorecard has these metrics with these statuses."""
    table = Table(
        key="card/retention", title="Retention", subtitle="", columns=_COLUMNS, alt="",
        rows=tuple((text(status), text(name), (), text(value), text(change))
                   for name, status in rows),
        sparklines=tuple(decks.fractions(*line) for _ in rows),
    )  # fmt: skip
    return decks.deck(Slide("card", SlideKind.SCORECARD, text("Scorecard"), blocks=(table,)))


def picture(deck: Deck) -> ElementTree.Element:
    drawn = scorecard_picture(deck, _PALETTE)
    assert drawn is not None
    return ElementTree.fromstring(drawn)


def texts(drawing: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in drawing.iter(f"{_SVG}text")]


def paths(drawing: ElementTree.Element) -> list[tuple[str, str]]:
    """Looks and shape of every path."""
    return [
        (one.get("stroke") or one.get("fill") or "", one.get("d") or "")
        for one in drawing.iter(f"{_SVG}path")
    ]


def test_it_says_every_name_value_and_change_of_the_scorecard() -> None:
    deck = plan_deck(a_context(a_result(), a_result(a_part("0.8"), a_metric(id="other"))))
    told = texts(picture(deck))
    slide = next(one for one in deck.slides if one.kind is SlideKind.SCORECARD)
    tables = [one for one in slide.blocks if isinstance(one, Table)]
    rows = [row for table in tables for row in table.rows]
    assert len(rows) == 2
    for row in rows:
        name, value, change = [
            plain(cell)
            for cell, column in zip(row, tables[0].columns, strict=True)
            if column.kind is ColumnKind.TEXT
        ][:3]
        assert {name, value, change} - {""} <= set(told)


def test_digits_and_signs_of_markup_in_texts_stay_as_they_are() -> None:
    told = texts(picture(card(("R&D <b> spend", "no target"))))
    assert "R&D <b> spend" in told
    assert "102.05%" in told
    assert "+1.25 pp" in told


def test_a_status_is_a_shape_and_not_only_a_colour() -> None:
    statuses = ("on target", "watch", "off target", "no target")
    shapes = set()
    for status in statuses:
        (one,) = (
            re.sub(r"[\d.-]+", "", shape) + colour
            for colour, shape in paths(picture(card(("Churn", status), line=())))
            if colour != f"#{_PALETTE.rule.hex}"
        )
        shapes.add(one)
    assert len(shapes) == len(statuses)


@pytest.mark.parametrize(
    ("line", "strokes", "ends"),
    [
        ((1, 2, 3), ["MLL"], 1),
        ((1, 2, None, 3, 4), ["MLML"], 1),
        ((1, 2, None), ["ML"], 0),  # nothing is known of now
        ((4, 4, 4), ["MLL"], 1),
        ((None, 5, None), [], 0),  # one value is no trend
        ((), [], 0),
    ],
)
def test_a_trend_is_broken_where_a_value_is_missing(
    line: tuple[float | None, ...], strokes: list[str], ends: int
) -> None:
    drawn = paths(picture(card(("Churn", ""), line=line)))
    lines = [re.sub("[^MLa]", "", d) for c, d in drawn if c == f"#{_PALETTE.context.hex}"]
    assert [one for one in lines if "a" not in one] == strokes
    assert sum(colour == f"#{_PALETTE.accent.hex}" for colour, _ in drawn) == ends


@pytest.mark.parametrize("count", [1, 9, 16, 40])
def test_any_number_of_metrics_stays_inside(count: int) -> None:
    drawing = picture(card(*((f"Metric number {number}", "watch") for number in range(count))))
    for one in drawing.iter(f"{_SVG}text"):
        assert 0 <= float(one.get("x", "nan")) <= WIDTH
        assert 0 < float(one.get("y", "nan")) <= HEIGHT
    for _, shape in paths(drawing):
        for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", shape):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= HEIGHT


@pytest.mark.parametrize(
    ("name", "value", "change"),
    [
        ("Referenceable customers", "15.03%", "▲ +7.7 points"),
        ("Average growth ↓", "$1,234,567", "▼ −$1,234.50"),
        ("Gross revenue retention of every plan", "35.5", "in noise"),
    ],
)
def test_name_line_value_and_change_of_a_row_keep_apart(name: str, value: str, change: str) -> None:
    deck = card((name, "watch"), value=value, change=change)
    deck = replace(deck, slides=tuple(_beside(one) for one in deck.slides))
    drawing = picture(deck)
    lines = [
        float(x)
        for colour, shape in paths(drawing)
        if colour == f"#{_PALETTE.context.hex}"
        for x, _ in re.findall(r"[ML]([\d.]+) ([\d.]+)", shape)
    ]
    assert lines
    for side in (0, WIDTH / 2):
        spans = [(left, right) for left, right in _spans(drawing) if side < left < side + WIDTH / 2]
        own = [x for x in lines if side < x < side + WIDTH / 2]
        spans = sorted([*spans, (min(own), max(own))])
        assert len(spans) == 4
        for (_, end), (start, _) in pairwise(spans):
            assert end + 3 < start


def _beside(slide: Slide) -> Slide:
    """The slide with its table in both columns."""
    (table,) = slide.blocks
    return replace(slide, blocks=(table, replace(table, key="card/other")))


def _spans(drawing: ElementTree.Element) -> list[tuple[float, float]]:
    """Where the texts of the rows begin and end."""
    found = []
    for group in drawing.iter(f"{_SVG}g"):
        size, bold = float(group.get("font-size", "nan")), group.get("font-weight") == "700"
        for one in group.iter(f"{_SVG}text"):
            told = "".join(one.itertext())
            if told == "Retention":
                continue
            at, width = float(one.get("x", "nan")), 72 * text_width(told, size, bold=bold)
            ends = group.get("text-anchor") == "end"
            found.append((at - width, at) if ends else (at, at + width))
    return found


def test_a_deck_without_a_scorecard_has_no_picture() -> None:
    deck = card(("Churn", ""))
    bare = replace(deck, slides=tuple(replace(one, kind=SlideKind.TABLE) for one in deck.slides))
    assert scorecard_picture(bare, _PALETTE) is None


def test_equal_values_draw_a_level_line() -> None:
    (level,) = (
        shape
        for colour, shape in paths(picture(card(("Churn", "watch"), line=(Fraction(1, 3),) * 3)))
        if colour == f"#{_PALETTE.context.hex}"
    )
    assert len({y for _, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", level)}) == 1
