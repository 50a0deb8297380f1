"""Texts cut to a length: they fit, say what they can, and are told from each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.clipping import (
    ELLIPSIS,
    clipped,
    clipped_among,
    closed,
    columns,
    told_apart,
    whole_clauses,
)
from deckgen.words.phrases import name_in_sentence, short_name

MARKS = "\u200f\u200e"
SEGMENTS = (
    "Enterprise accounts with a named executive sponsor",
    "Enterprise accounts without a sponsor, from the hubs",
    "Public sector",
)
words = st.lists(st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=9), min_size=1).map(
    " ".join
)


def within(longest: int) -> Callable[[str], bool]:
    return lambda text: columns(text) <= longest


@given(texts=st.lists(st.text(max_size=60), max_size=6), longest=st.integers(1, 70))
def test_every_text_fits_and_one_that_fits_is_whole(texts: list[str], longest: int) -> None:
    for text, short in zip(texts, told_apart(texts, within(longest)), strict=True):
        assert columns(short.removesuffix(MARKS)) <= longest
        if columns(text) <= longest:
            assert short == text


@given(start=words, ends=st.lists(words, min_size=2, max_size=5, unique=True))
def test_names_that_begin_alike_are_told_apart_by_what_differs(start: str, ends: list[str]) -> None:
    firsts = {end[:6] for end in ends}
    names = [f"{start} {end}" for end in ends]
    found = told_apart(names, within(30))
    if len(firsts) == len(ends) and all(" " not in end[:6] for end in ends):
        assert len(set(found)) == len(names), found


def test_what_is_left_of_names_that_begin_alike_reads_well() -> None:
    assert [short_name(one, 24, SEGMENTS) for one in SEGMENTS] == [
        "Enterprise…with a named…",
        "Enterprise…without a…",
        "Public sector",
    ]
    assert [short_name(one, 34, SEGMENTS) for one in SEGMENTS[:2]] == [
        "Enterprise accounts with a named…",
        "Enterprise accounts without a…",
    ]


def test_names_that_differ_in_their_last_word_keep_it_and_as_much_as_there_is_room_for() -> None:
    areas = [f"Business unit for customers in area {number:02}" for number in (1, 2)]
    assert [short_name(one, 24, areas) for one in areas] == [
        "Business unit for…01",
        "Business unit for…02",
    ]


@given(name=st.text(max_size=50), others=st.lists(st.text(max_size=50), max_size=4))
def test_one_name_among_others_is_what_it_is_in_their_row(name: str, others: list[str]) -> None:
    rest = [one for one in others if one != name]
    in_row = told_apart([name, *rest], within(20))[0]
    assert clipped_among(name, others, within(20)) == in_row


def test_a_name_twice_is_the_same_name() -> None:
    assert len(set(told_apart([SEGMENTS[0]] * 2, within(20)))) == 1


@pytest.mark.parametrize(
    "name", ["شركة الاتصالات والتقنيات الرقمية", "החברה הישראלית לפיתוח מערכות"]
)
def test_the_ellipsis_of_a_name_from_right_to_left_stays_at_its_end(name: str) -> None:
    """Without the marks it would be drawn at the right, where the name starts."""
    short = clipped(name, within(20))
    assert short.endswith(f"{ELLIPSIS}{MARKS}")
    assert name_in_sentence(name) == short_name(name)  # closed once


def test_east_asian_characters_count_as_two_since_they_are_as_wide() -> None:
    name = "株式会社日本総合情報通信システム開発研究所"
    assert short_name(name) == f"{name[:10]}{ELLIPSIS}"


@given(st.text(max_size=40), st.integers(1, 30))
def test_no_accent_and_no_emoji_is_parted_from_its_base(text: str, longest: int) -> None:
    short = clipped(text, within(longest))
    kept = short.removesuffix(MARKS).removesuffix(ELLIPSIS)
    if short != text and text.startswith(kept) and kept:
        following = text[len(kept) :].lstrip(" ,;:·…")[:1]
        assert not kept.endswith("\u200d")
        assert (
            text[len(kept) : len(kept) + 1] == ""
            or following == ""
            or (unicodedata.category(text[len(kept)]) not in {"Mn", "Me"})
        )


def test_closing_marks_are_for_texts_that_end_from_right_to_left() -> None:
    assert closed("שלום") == f"שלום{MARKS}"
    assert closed("שלום Ltd") == "שלום Ltd"
    assert closed("2025") == "2025"


BRIDGE = "axis from $22.9M, revenue a year of the opening customers, totals are level marks"


@pytest.mark.parametrize(
    ("longest", "kept"),
    [
        (90, BRIDGE),
        (80, "axis from $22.9M, revenue a year of the opening customers"),
        (56, "axis from $22.9M"),
        (16, "axis from $22.9M"),
        (12, "axis from $…"),
    ],
)
def test_what_stands_beside_a_title_is_cut_at_whole_clauses(longest: int, kept: str) -> None:
    assert whole_clauses(BRIDGE, within(longest)) == kept


@given(parts=st.lists(words, min_size=1, max_size=5), longest=st.integers(1, 60))
def test_no_clause_is_left_in_half_but_the_first(parts: list[str], longest: int) -> None:
    kept = whole_clauses("; ".join(parts), within(longest))
    assert columns(kept) <= longest
    if len(parts[0]) <= longest:
        assert kept.split("; ") == parts[: kept.count("; ") + 1]


@given(text=st.text(max_size=60), longest=st.integers(1, 70))
def test_whole_clauses_fit_whatever_the_text(text: str, longest: int) -> None:
    assert columns(whole_clauses(text, within(longest)).removesuffix(MARKS)) <= longest
