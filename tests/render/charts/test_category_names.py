"""Names of categories: shortened to their room, never broken within a word, none left out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from deckgen.render.charts.axes import named_beside, named_under
from deckgen.render.charts.sheet import Sheet
from deckgen.theme.box import Box
from deckgen.theme.fonts import Measure, line_height, text_width

FACES = ("Calibri", "Verdana", "Courier New", "Nobody's Sans")
INNER = (0.0, 0.03, 1.0, 0.84)
POINTS = 12.0
words = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=14)
names = st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=12)


def under(
    shown: tuple[str, ...], box: Box, face: str = "Calibri"
) -> tuple[tuple[str, ...], float, int]:
    """The names, how high the room under the plot is, and every how many are shown."""
    sheet, (_, y, _, h), skip = named_under(Sheet(shown, ()), INNER, box, POINTS, Measure(face))
    return sheet.categories, box.h * (1 - y - h), skip


def count_lines(name: str, room: float, face: str) -> int:
    """The lines of a name in a program that breaks it at spaces and after hyphens."""
    lines, line = 1, ""
    for part in re.split(r"(?<= )|(?<=-)(?=[^-])", name):
        if line and text_width((line + part).rstrip(), POINTS, face=face) > room:
            lines, line = lines + 1, ""
        line += part
    return lines


@given(names, st.floats(2.0, 9.0), st.floats(1.2, 4.0), st.sampled_from(FACES))
def test_names_under_columns_fit_on_lines_of_whole_words(
    given_names: list[str], width: float, height: float, face: str
) -> None:
    found, below, skip = under(tuple(given_names), Box(0, 0, width, height), face)
    room = width / len(found) * skip
    lines = max(count_lines(name, room, face) for name in found)
    assert lines * line_height(POINTS) <= below or height * 0.2 > height - below
    if skip == 1:
        for name in found:
            for part in re.split(r" |(?<=-)(?=.)", name):
                assert text_width(part, POINTS, face=face) <= room


@given(names, st.floats(0.5, 3.0), st.floats(0.5, 4.0), st.sampled_from(FACES))
def test_names_beside_bars_fit_the_height_of_their_row(
    given_names: list[str], width: float, height: float, face: str
) -> None:
    sheet, skip = named_beside(Sheet(tuple(given_names), ()), width, height, POINTS, Measure(face))
    row = height / len(given_names) * skip
    for name in sheet.categories:
        lines = Measure(face).lines(name, width, POINTS)
        assert len(lines) == 1 or len(lines) * line_height(POINTS) <= row


def test_of_a_few_names_none_is_left_out_and_of_periods_some_may_be() -> None:
    box = Box(0, 0, 3.6, 2.0)
    groups = ("Enterprise", "Mid-market", "SMB", "Americas", "EMEA", "Asia Pacific")
    found, _, skip = under(groups, box)
    assert skip == 1
    assert [one[:2] for one in found] == [one[:2] for one in groups]
    assert found[1] == "Mid-market"  # broken after its hyphen
    assert found[0].endswith("…")
    months = tuple(f"{month} 2026" for month in ("September", "October", "November", "December"))
    found, _, skip = under(months, Box(0, 0, 2.0, 2.0))
    assert skip == 2
    assert tuple(one.replace("\n", " ") for one in found) == months


def test_short_periods_stay_as_they_are_where_they_just_fit() -> None:
    quarters = ("Q3 24", "Q4 24", "Q1 25", "Q2 25", "Q3 25", "Q4 25", "Q1 26", "Q2 26")
    wide = max(text_width(one, POINTS) for one in quarters)
    for slot in (wide + 0.06, wide + 0.07, wide, wide * 0.8):
        found, _, skip = under(quarters, Box(0, 0, slot * 8, 2.5))
        assert (tuple(one.replace("\n", " ") for one in found), skip) == (quarters, 1)


def test_periods_that_would_stand_a_hair_apart_have_their_year_on_a_second_line() -> None:
    quarters = ("Q3 24", "Q4 24", "Q1 25", "Q2 25", "Q3 25", "Q4 25", "Q1 26", "Q2 26")
    wide = max(text_width(one, POINTS) for one in quarters)
    for apart in (0.01, 0.03, 0.06):
        found, below, skip = under(quarters, Box(0, 0, (wide + apart) * 8, 2.5))
        assert found == tuple(one.replace(" ", "\n") for one in quarters)
        assert skip == 1
        assert below > 2 * line_height(POINTS)
    found, *_ = under(quarters, Box(0, 0, (wide * 1.1 + 0.1) * 8, 2.5))
    assert found == quarters


def test_names_without_spaces_are_broken_as_programs_break_them() -> None:
    found, _, skip = under(
        ("株式会社東京システム", "北京科技有限公司", "中小企業"), Box(0, 0, 3.6, 2.5)
    )
    assert skip == 1
    assert found == (
        "株式会社東京システム",
        "北京科技有限公司",
        "中小企業",
    )  # 10 letters in 2 lines
