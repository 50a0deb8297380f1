"""What finished paragraphs and tables say, read back from the XML that ``text.py`` wrote.

It knows that writing and no other: to parse every slide once more would be a tenth of the time that
a deck takes.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import unescape

_PIECE = re.compile("<a:t>([^<]*)</a:t>|<a:br>|</a:p>")


def paragraphs_said(paragraphs: str) -> list[list[str]]:
    """The text of each paragraph, as a list so that numbers in it may become pieces of their own,
    empty for an empty paragraph; a line break is a line feed."""
    found: list[list[str]] = []
    line = ""
    for piece in _PIECE.finditer(paragraphs):
        text = piece[1]
        if text is not None:
            line += unescape(text)
        elif piece[0] == "<a:br>":
            line += "\n"
        else:
            found.append([line] if line else [])
            line = ""
    return found


def rows_said(table: str) -> list[list[str]]:
    """The text of every cell of a table, row by row, its paragraphs on lines of their own."""

    def cell_said(cell: str) -> str:
        return "\n".join("".join(one) for one in paragraphs_said(cell))

    return [
        [cell_said(cell) for cell in row.split("<a:tc>")[1:]] for row in table.split("<a:tr ")[1:]
    ]
