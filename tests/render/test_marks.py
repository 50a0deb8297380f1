"""Marks: every shape says which element it is, and no two say the same."""

from __future__ import annotations

import io
import re

from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from deckgen.render import deck_bytes
from deckgen.render.marks import element_key, read_mark, shape_name, token, uid
from tests.render import decks

keys = st.text(min_size=1, max_size=60)


def test_a_uid_is_the_start_of_the_keys_digest_in_base_32() -> None:
    # sha256("abc") starts ba7816bf8f: in groups of five bits 23 9 28 1 13 15 28 15.
    assert uid("abc") == "Q9W1DFWF"


@given(key=keys)
def test_a_uid_has_eight_characters_that_cannot_be_misread(key: str) -> None:
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{8}", uid(key))
    assert uid(key) == uid(key)


@given(label=st.text(max_size=200), key=keys, after=st.sampled_from(["", " 1", " 12", " copy"]))
def test_a_mark_is_found_in_a_name_whatever_an_application_appends(
    label: str, key: str, after: str
) -> None:
    name = shape_name(label.replace("[dk:", ""), key)
    assert read_mark(name + after) == uid(key)


def test_a_name_without_a_mark_bears_none() -> None:
    assert read_mark("TextBox 7") is None
    assert read_mark("[dk:ILOU0000]") is None


def test_every_shape_of_a_deck_is_marked_in_its_name_and_its_title() -> None:
    presentation = Presentation(io.BytesIO(deck_bytes(decks.every_slide())))
    for slide in presentation.slides:
        for shape in slide.shapes:
            mark = read_mark(shape.name)
            assert mark is not None, shape.name
            assert shape._element.xpath(".//p:cNvPr")[0].get("title") == f"[dk:{mark}]"


def test_no_two_shapes_of_a_deck_have_one_mark() -> None:
    presentation = Presentation(io.BytesIO(deck_bytes(decks.every_slide())))
    marks = [read_mark(shape.name) for slide in presentation.slides for shape in slide.shapes]
    assert len(marks) > 200
    assert len(set(marks)) == len(marks)


def test_a_mark_stays_the_same_when_text_and_values_change() -> None:
    first = decks.metric_slide(decks.number(), decks.nrr_trend())
    second = decks.metric_slide(decks.number("99.9%"), decks.chart(decks.ChartKind.COLUMN,
                                *decks.nrr_trend().spec.series))  # fmt: skip
    expected = token(element_key("metric/net_revenue_retention", "trend"))
    for slide in (first, second):
        presentation = Presentation(io.BytesIO(deck_bytes(decks.deck(slide))))
        charts = [shape for shape in presentation.slides[0].shapes if shape.has_chart]
        assert [chart.name.endswith(expected) for chart in charts] == [True]
