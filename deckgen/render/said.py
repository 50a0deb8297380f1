"""What finished paragraphs and tables say, read back from the XML that ``text.py`` wrote.

It knows that writing and no other: to parse every slide once more would be a tenth of the time that
a deck takes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import unescape

_PIECE = re.compile("<a:t>([^<]*)</a:t>|<a:br>|</a:p>")
_OF_TABLE = re.compile("<a:t>([^<]*)</a:t>|<a:br>|</a:p>|</a:tc>|</a:tr>")


def paragraphs_said(paragraphs: str) -> list[list[str]]:
    """The text of each paragraph, as a list so that numbers in it may become pieces of their own,
    empty for an empty paragraph; a line break is a line feed."""
    return [[line] if line else [] for line in _lines(paragraphs)]


@lru_cache(maxsize=4096)
def _lines(paragraphs: str) -> tuple[str, ...]:
    # Much of what frames say (headings, names, prompts) is the same in the next deck.
    found: list[str] = []
    line = ""
    for piece in _PIECE.finditer(paragraphs):
        text = piece[1]
        if text is not None:
            line += unescape(text) if "&" in text else text
        elif piece[0] == "<a:br>":
            line += "\n"
        else:
            found.append(line)
            line = ""
    return tuple(found)


def rows_said(table: str) -> list[list[str]]:
    """The text of every cell of a table, row by row, its paragraphs on lines of their own."""
    rows: list[list[str]] = []
    row: list[str] = []
    lines: list[str] = []
    line = ""
    for piece in _OF_TABLE.finditer(table):
        text = piece[1]
        if text is not None:
            line += unescape(text) if "&" in text else text
            continue
        match piece[0]:
            case "<a:br>":
                line += "\n"
            case "</a:p>":
                lines.append(line)
                line = ""
            case "</a:tc>":
                row.append("\n".join(lines))
                lines = []
            case _:
                rows.append(row)
                row = []
    return rows
