"""What is read back from finished text is what an XML parser finds in it, whatever it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from deckgen.render.said import paragraphs_said, rows_said
from deckgen.render.shape import NAMESPACES
from deckgen.render.table import cell_xml, table_xml
from deckgen.render.text import Font, Writer

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WRITER, _FONT = Writer("en-US", "Arial"), Font(12, None)
_MARKUP = ("</a:t>", "<a:br>", "</a:p>", "<a:tc>", "<a:tr ", "&amp;", "&lt;")
_WORDS = st.lists(
    st.sampled_from(_MARKUP) | st.text("ab <>&;\"'▲\n\té\U0001f600", max_size=4), max_size=5
).map("".join)
_LINES = st.lists(st.lists(_WORDS, max_size=3), min_size=1, max_size=4)


def written(line: list[str]) -> str:
    return _WRITER.paragraph("".join(_WRITER.run(words, _FONT) for words in line), _FONT)


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f"<r {NAMESPACES}>{xml}</r>")


def text_of(element: etree._Element) -> str:
    found = element.iter(f"{_A}t", f"{_A}br")
    return "".join("\n" if one.tag == f"{_A}br" else one.text or "" for one in found)


@given(_LINES)
def test_paragraphs_say_what_a_parser_reads(lines: list[list[str]]) -> None:
    xml = "".join(written(line) for line in lines)
    read = [text_of(one) for one in parsed(xml).iter(f"{_A}p")]
    assert paragraphs_said(xml) == [[text] if text else [] for text in read]


@given(st.lists(_LINES, min_size=1, max_size=3))
def test_cells_say_what_a_parser_reads(rows: list[list[list[str]]]) -> None:
    cells = [[cell_xml(written(line), (0, 0), None, None) for line in row] for row in rows]
    xml = table_xml([1.0] * 4, [(0.3, row) for row in cells])
    read = [[text_of(cell) for cell in row.iter(f"{_A}tc")] for row in parsed(xml).iter(f"{_A}tr")]
    assert rows_said(xml) == read


def test_a_line_break_is_a_line_feed_and_an_empty_paragraph_is_empty() -> None:
    xml = written(["one\ntwo", " & three"]) + _WRITER.bare("")
    assert paragraphs_said(xml) == [["one\ntwo & three"], []]
