"""Tables: native, one line per cell, never off the slide, names that link to their slides."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from deckgen.model.deck import (
    ChartKind,
    ChartSpec,
    ColumnKind,
    RowBars,
    Run,
    Series,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Tone,
    plain,
    text,
)
from deckgen.render import deck_bytes
from deckgen.render.table import fitted_cell
from deckgen.render.table_columns import SLACK, TableLook, column_widths, inner_width
from deckgen.theme.fonts import Measure
from tests.render import decks


def tables_of(*slides: Slide) -> list[Any]:
    presentation = Presentation(io.BytesIO(deck_bytes(decks.deck(*slides))))
    return [s for slide in presentation.slides for s in slide.shapes if s.has_table]


def test_a_table_has_a_header_no_bands_and_the_plain_style() -> None:
    (frame,) = tables_of(decks.metric_slide(decks.accounts_table()))
    table = frame.table
    assert table.first_row
    assert not table.horz_banding
    assert frame._element.xpath(".//a:tableStyleId")[0].text.startswith("{2D5ABB26")
    assert [cell.text for cell in table.rows[0].cells] == [
        "Customer", "Segment", "Reason", "ARR lost",
    ]  # fmt: skip


def test_numbers_and_their_heading_are_at_the_right() -> None:
    (frame,) = tables_of(decks.metric_slide(decks.accounts_table(2)))
    for row in frame.table.rows:
        sides = [cell._tc.xpath(".//a:pPr/@algn")[0] for cell in row.cells]
        assert sides == ["l", "l", "l", "r"]


@pytest.mark.parametrize(("rows", "inches"), [(8, 0.345), (7, 0.38), (3, 0.42)])
def test_rows_are_as_high_as_the_design_says(rows: int, inches: float) -> None:
    narrow = decks.metric_slide(decks.number(), decks.nrr_trend(), decks.accounts_table(rows),
                                decks.narrative())  # fmt: skip
    (frame,) = tables_of(narrow)
    (height,) = {row.height for row in list(frame.table.rows)[1:]}
    assert height == Inches(inches)


@pytest.mark.parametrize("rows", [0, 1, 12, 60])
def test_any_number_of_rows_stays_above_the_footer(rows: int) -> None:
    slide = Slide("t", SlideKind.TABLE, text("Rows"), blocks=(decks.accounts_table(rows),))
    (frame,) = tables_of(slide)
    assert frame.top + frame.height <= Inches(6.84)
    if rows == 60:
        shown = [row.cells[0].text for row in frame.table.rows][1:]
        # What is left out is counted: the rows shown and the number given are all the rows.
        assert len(shown) - 1 + int(shown[-1].removeprefix("… +")) == 60


@pytest.mark.parametrize(("shown", "drawn"), [((40, 9, 5), 9), ((50, 40), None)])
def test_a_table_that_says_the_same_in_fewer_rows_takes_the_place_of_one_too_high(
    shown: tuple[int, ...], drawn: int | None
) -> None:
    shorter = tuple(decks.accounts_table(rows) for rows in shown)
    table = replace(decks.accounts_table(60), shorter=shorter)
    (frame,) = tables_of(Slide("t", SlideKind.TABLE, text("Rows"), blocks=(table,)))
    names = [row.cells[0].text for row in frame.table.rows][1:]
    if drawn is not None:
        assert len(names) == drawn
    else:  # none fits: of the lowest one the rest is counted
        assert len(names) - 1 + int(names[-1].removeprefix("… +")) == shown[-1]


def test_a_total_stays_when_rows_are_left_out_and_has_a_line_above_it() -> None:
    table = decks.accounts_table(60)
    rows = (*table.rows, (text("Sum"), text(""), text(""), text("$9M", Tone.STRONG)))
    slide = Slide(
        "t", SlideKind.TABLE, text("Rows"), blocks=(replace(table, rows=rows, total=True),)
    )
    (frame,) = tables_of(slide)
    written = list(frame.table.rows)
    assert written[-1].cells[0].text == "Sum"
    above = written[-2].cells[0]._tc.xpath("a:tcPr/a:lnB/@w")
    assert above == ["12700"]  # one point


def test_a_long_name_is_shortened_and_not_wrapped() -> None:
    name = "Northwind Freight and Logistics International Holdings of the North"
    cell = fitted_cell(text(name), 1.5, 12, 1, Measure())
    assert plain(cell).endswith("…")
    assert name.startswith(plain(cell)[:-1].rstrip())


def test_shortening_keeps_the_tones_of_what_is_left() -> None:
    cell = (Run("41", Tone.STRONG), Run(" ± 3 and a great many words after it", Tone.MUTED))
    kept = fitted_cell(cell, 1.0, 12, 1, Measure())
    assert kept[0] == Run("41", Tone.STRONG)
    assert kept[1].tone is Tone.MUTED
    assert kept[1].text.endswith("…")


@given(words=st.text(max_size=120), width=st.floats(0.2, 4), lines=st.integers(1, 3))
def test_a_cell_that_fits_is_left_as_it_is(words: str, width: float, lines: int) -> None:
    once = fitted_cell(text(words), width, 12, lines, Measure())
    assert fitted_cell(once, width, 12, lines, Measure()) == once


def test_names_link_to_their_slides_and_only_to_slides_that_exist() -> None:
    table = decks.scorecard_table("retention", "Retention", "NPS", "Gone")
    card = Slide("scorecard", SlideKind.SCORECARD, text("Scorecard"), blocks=(table,))
    target = decks.metric_slide(decks.number(), key="nps")
    presentation = Presentation(io.BytesIO(deck_bytes(decks.deck(card, target))))
    first, second = presentation.slides
    links = first.part._element.xpath("//a:hlinkClick")
    assert [link.get("action") for link in links] == ["ppaction://hlinksldjump"]
    relation = links[0].get(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    )
    assert first.part.rels[relation].target_part is second.part
    run = links[0].getparent().getparent()
    assert run.findtext("{http://schemas.openxmlformats.org/drawingml/2006/main}t") == "NPS"


def test_a_row_with_too_few_cells_is_filled_up() -> None:
    table = Table("t", "T", "", (TableColumn("A"), TableColumn("B")), ((text("x"),),), "alt")
    (frame,) = tables_of(decks.metric_slide(table))
    assert [cell.text for cell in frame.table.rows[1].cells] == ["x", ""]


@given(
    weights=st.lists(st.floats(0.1, 5), min_size=1, max_size=10),
    numeric=st.lists(st.booleans(), min_size=10, max_size=10),
    width=st.floats(1, 12.3),
)
def test_columns_fill_the_width_and_none_is_lost(
    weights: list[float], numeric: list[bool], width: float
) -> None:
    columns = tuple(
        TableColumn("Heading", numeric[index], weight) for index, weight in enumerate(weights)
    )
    row = tuple(text("1,234,567") for _ in columns)
    widths = column_widths(Table("t", "", "", columns, (row,), ""), width, TableLook())
    assert sum(widths) == pytest.approx(width)
    assert all(value > 0 for value in widths)


def test_scorecard_names_stand_in_the_heading_row() -> None:
    table = decks.scorecard_table("retention", "Retention", "NPS")
    (frame,) = tables_of(Slide("s", SlideKind.SCORECARD, text("Scorecard"), blocks=(table,)))
    assert frame.table.rows[0].cells[0].text == "Retention"


def test_a_linked_name_of_several_tones_is_one_link() -> None:
    row = ((Run("Revenue churn"), Run(" ↓", Tone.MUTED)),)
    table = Table("t", "T", "", (TableColumn("Metric"),), (row,), "alt", links=("metric/churn",))
    card = Slide("card", SlideKind.SCORECARD, text("Scorecard"), blocks=(table,))
    target = decks.metric_slide(decks.number(), key="churn")
    frame = tables_of(card, target)[0]
    (run,) = frame.table.rows[1].cells[0].text_frame.paragraphs[0].runs
    assert run.text == "Revenue churn ↓"


def test_a_row_without_words_but_with_a_link_is_written() -> None:
    table = Table("t", "T", "", (TableColumn("A"),), (((),),), "alt", links=("metric/churn",))
    card = Slide("card", SlideKind.SCORECARD, text("Scorecard"), blocks=(table,))
    frame = tables_of(card, decks.metric_slide(decks.number(), key="churn"))[0]
    assert frame.table.rows[1].cells[0].text == ""


def test_without_room_numbers_keep_theirs_and_words_give_way() -> None:
    columns = (TableColumn("Name"), TableColumn("Why"), TableColumn("Read", numeric=True))
    row = (text("billing"), text("many words about the rows " * 4), text("1,234,567"))
    name, why, read = column_widths(Table("t", "", "", columns, (row,), ""), 4.0, TableLook())
    # "1,234,567" at 12 points: 7 digits of 1038 and 2 commas of 511 units of 1/2048 em.
    assert read >= (7 * 1038 + 2 * 511) / 2048 * 12 / 72
    assert why > name  # what does not need its share leaves it to the others


NAMES = (
    "Startupsandscaleupsfoundedwithinthelastfiveyears",
    "Enterprise accounts with a named executive sponsor",
    "Enterprise accounts without a sponsor, from the hubs",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragung",
)


@given(
    width=st.floats(2.8, 9),
    words=st.integers(1, 3),
    numbers=st.lists(st.sampled_from(["69.6%", "¥2,463.3B", "299,9 Tsd. $", "7"]), max_size=4),
)
def test_no_number_is_cut_however_long_the_words_beside_it(
    width: float, words: int, numbers: list[str]
) -> None:
    """Words longer than their share once took what they lacked from every column alike."""
    columns = [TableColumn("Name") for _ in range(words)]
    columns += [TableColumn("Value", numeric=True) for _ in numbers]
    table = Table("t", "", "", tuple(columns), tuple(
        (*[text(name)] * words, *(text(one, Tone.STRONG) for one in numbers)) for name in NAMES
    ), "A table.")  # fmt: skip
    look = TableLook()
    measure = Measure()
    widths = column_widths(table, width, look)
    assert sum(widths) == pytest.approx(width)
    if sum(measure.width(one, look.body, bold=True) + 0.25 for one in numbers) > width - 0.5:
        return  # there is no room for the numbers alone
    for index, one in enumerate(numbers, start=words):
        room = inner_width(widths, index, table.columns, look) * SLACK
        assert plain(fitted_cell(text(one, Tone.STRONG), room, look.body, 1, measure)) == one


def test_names_that_begin_alike_are_told_apart_where_their_column_cuts_them() -> None:
    columns = (TableColumn("Segment"), TableColumn("Answers", numeric=True))
    rows = tuple((text(name), text("29")) for name in NAMES)
    narrow = replace(decks.accounts_table(3), columns=columns, rows=rows, links=())
    (frame,) = tables_of(
        decks.metric_slide(decks.number(), decks.nrr_trend(), narrow, decks.narrative())
    )
    told = [row.cells[0].text for row in list(frame.table.rows)[1:]]
    assert len(set(told)) == len(NAMES)
    assert "without a" in told[2]


def test_names_that_their_rows_hold_on_several_lines_are_whole() -> None:
    """A row of one line elsewhere on the page once cut them to 'S…segment' and 'Seg…region'."""
    short = tuple(f"reasons {at}" for at in range(8))
    names = (*short, "Segments by segment", "Segments by region", "Opt-out clause usage")
    table = Table(
        "found", "", "", (
            TableColumn("Concerns", weight=1.0), TableColumn("Finding", weight=8.0),
            TableColumn("Level", weight=1.0),
        ),
        tuple((text(name, Tone.STRONG), text("Region has one value."), text("note"))
              for name in names),
        "Findings.", by_weight=True,
    )  # fmt: skip
    (frame,) = tables_of(Slide("page", SlideKind.TABLE, text("Findings"), blocks=(table,)))
    assert tuple(row.cells[0].text for row in list(frame.table.rows)[1:]) == names


def test_a_heading_over_bars_is_whole_beside_long_names() -> None:
    names = ("Kleine und mittlere Unternehmen der Wohnungswirtschaft", "Enterprise accounts")
    spec = ChartSpec(
        ChartKind.ROWS, names, (Series("Logo retention", decks.fractions(0.9, 0.8)),), "0%"
    )
    table = Table(
        "cut", "By segment", "", (
            TableColumn("Segment", weight=1.5),
            TableColumn("Logo retention", weight=2.2, kind=ColumnKind.BARS),
            TableColumn("−0.4 pp", numeric=True, weight=1.0),
        ),
        tuple((text(name), (), text("−0.5")) for name in names), "A table.",
        bars=(RowBars(spec, "Bars."),),
    )  # fmt: skip
    (frame,) = tables_of(
        decks.metric_slide(decks.number(), decks.nrr_trend(), table, decks.narrative())
    )
    assert frame.table.cell(0, 1).text == "Logo retention"


def a_page_of_text(number: str) -> Table:
    columns = (TableColumn("Metric", weight=3.0), TableColumn("Value", numeric=True, weight=1.0))
    rows = ((text("Recurring revenue of all customers of the opening"), text(number)),)
    return Table("page", "", "", columns, rows, "A page", by_weight=True)


def test_a_page_of_text_has_the_columns_it_asks_for_as_long_as_its_numbers_fit() -> None:
    assert column_widths(a_page_of_text("97.5%"), 4.0, TableLook()) == [3.0, 1.0]
    words, numbers = column_widths(a_page_of_text("$123,456,789,012.00"), 4.0, TableLook())
    assert numbers > 1.0
    assert words + numbers == pytest.approx(4.0)


def test_an_exhibit_without_room_is_drawn_without_its_optional_column() -> None:
    whole = decks.accounts_table(3)
    table = replace(
        whole,
        columns=tuple(
            replace(one, optional=int(one.heading == "Segment")) for one in whole.columns
        ),
    )
    [wide] = tables_of(decks.metric_slide(table))
    assert len(wide.table.columns) == 4
    long = replace(
        table,
        rows=tuple(
            (text("A name of forty-one characters in a table"), *row[1:]) for row in table.rows
        ),
    )
    [beside] = tables_of(
        decks.metric_slide(decks.number(), decks.nrr_trend(), long, decks.narrative())
    )
    assert [cell.text for cell in beside.table.rows[0].cells] == ["Customer", "Reason", "ARR lost"]
    assert "A name of forty-one characters in a table" in beside.table.rows[1].cells[0].text


def test_a_table_keeps_its_rows_where_it_stands_elsewhere_than_its_layout_has_it() -> None:
    # Without a narrative there is room for a wide table under the chart, below the place beside it.
    whole = decks.accounts_table(3)
    name = text("A name of forty-one characters in a table")
    long = replace(whole, rows=tuple((name, *row[1:]) for row in whole.rows))
    [table] = tables_of(decks.metric_slide(decks.number(), decks.nrr_trend(), long))
    assert len(table.table.rows) == 1 + 3
    assert all("forty-one" in row.cells[0].text for row in list(table.table.rows)[1:])
