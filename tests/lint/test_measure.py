"""Room that a text takes: more words never take less, and known cases come out as by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.lint.areas import NO_FILL
from deckgen.lint.facts import Kind, Paragraph, Run, Shape, TextBody
from deckgen.lint.measure import Setting, set_text
from deckgen.theme.box import Box
from deckgen.theme.fonts import line_height, own_width, text_width

NO_INSETS = (0.0, 0.0, 0.0, 0.0)


def run(text: str, size: float = 14, *, bold: bool = False, line_break: bool = False) -> Run:
    return Run(text, size, bold, False, "Calibri", None, line_break=line_break)


def shape(body: TextBody, width: float = 2.0, height: float = 1.0) -> Shape:
    return Shape(
        0, "Box", "Box", None, Kind.TEXT, Box(1, 1, width, height), (width, height), 0.0, "rect",
        "", False, None, "", False, False, NO_FILL, NO_FILL, 0.75, False, (), body,
    )  # fmt: skip


def setting(body: TextBody, width: float = 2.0) -> Setting:
    found = set_text(shape(body, width))
    assert found is not None
    return found


def text(words: str, size: float = 14) -> TextBody:
    return TextBody((Paragraph((run(words, size),)),), NO_INSETS)


def test_one_line_is_as_wide_as_its_text_and_as_high_as_its_letters() -> None:
    found = setting(text("Short"))
    [line] = found.lines
    assert line.width == pytest.approx(text_width("Short", 14))
    assert line.height == pytest.approx(line_height(14))
    assert found.height == pytest.approx(14 / 72)  # without what is empty above the letters


def test_a_text_is_as_wide_as_in_its_own_face() -> None:
    words = "106.2% of opening revenue kept"
    for face in ("Arial", "Verdana", "Georgia"):
        body = TextBody((Paragraph((replace(run(words), face=face),)),), NO_INSETS)
        [line] = setting(body, 9.0).lines
        assert line.width == pytest.approx(own_width(words, 14, face=face))


def test_code_is_as_wide_as_its_monospaced_letters() -> None:
    code = "      opt_out_deadline: <your column>"
    for bold in (False, True):
        written = replace(run(code, bold=bold), face="Consolas")
        body = TextBody((Paragraph((written,)),), NO_INSETS)
        [line] = setting(body, 9.0).lines
        assert line.width == pytest.approx(len(code) * 1126 / 2048 * 14 / 72)
        assert len(setting(body, 3.0).lines) == 2


def test_a_face_that_is_not_known_counts_as_narrow() -> None:
    body = TextBody((Paragraph((replace(run("Retention"), face="Nobody's Sans"),)),), NO_INSETS)
    [line] = setting(body).lines
    assert line.width == pytest.approx(text_width("Retention", 14))


def test_capitals_are_measured_as_they_are_shown() -> None:
    body = TextBody((Paragraph((replace(run("Retention"), capitals=True),)),), NO_INSETS)
    [line] = setting(body).lines
    assert line.width == pytest.approx(text_width("RETENTION", 14))


def test_two_runs_on_one_line_add_up() -> None:
    body = TextBody((Paragraph((run("One "), run("two", bold=True))),), NO_INSETS)
    [line] = setting(body).lines
    expected = text_width("One ", 14) + text_width("two", 14, bold=True)
    assert line.width == pytest.approx(expected)


def test_a_line_break_begins_a_line() -> None:
    broken = Paragraph((run("One"), run("", line_break=True), run("two")))
    assert len(setting(TextBody((broken,), NO_INSETS)).lines) == 2


def test_a_word_longer_than_the_frame_is_cut() -> None:
    width = text_width("x" * 10, 14)
    assert len(setting(text("x" * 25), width + 0.01).lines) == 3


def test_a_no_break_space_keeps_words_together() -> None:
    width = text_width("aaa bbb", 14) + 0.01
    assert len(setting(text("aaa bbb ccc"), width).lines) == 2
    assert len(setting(text("aaa bbb\u00a0ccc"), width).lines) == 2
    first = setting(text("aaa bbb\u00a0ccc"), width).lines[0]
    assert first.width == pytest.approx(text_width("aaa", 14))


def test_text_at_the_bottom_ends_there() -> None:
    body = TextBody((Paragraph((run("Low"),), align="r"),), NO_INSETS, anchor="b")
    [area] = setting(body).areas
    assert area.bottom == pytest.approx(2.0)
    assert area.right == pytest.approx(3.0)


@given(st.lists(st.text("abc xyz", min_size=1, max_size=12), min_size=1, max_size=12))
def test_more_words_never_take_less_room(words: list[str]) -> None:
    shorter, longer = " ".join(words[:-1]) or "a", " ".join(words) or "a"
    if shorter.strip() and longer.strip() and longer.startswith(shorter):
        assert setting(text(longer)).height >= setting(text(shorter)).height


@given(st.text(max_size=80), st.floats(min_value=0.1, max_value=10))
def test_any_text_is_set_within_its_width(words: str, width: float) -> None:
    found = set_text(shape(text(words), width))
    if found is not None:
        widest = max((text_width(one, 14) for one in words), default=0.0)
        assert all(line.width <= max(width, widest) * 1.006 + 0.06 for line in found.lines)
