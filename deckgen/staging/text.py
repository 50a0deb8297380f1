"""Cells as clean text: trimmed, without control characters, NULL when nothing is left."""

from __future__ import annotations

from deckgen.engine.names import literal

PLAIN = "[!-~]([ -~]*[!-~])?"
"""Text that needs no cleaning: printable ASCII that neither starts nor ends with a space."""

_EDGES = " \u00a0\u202f\u2007\u2009\u200b\u200e\u200f\ufeff"
_CONTROLS = "[\\x00-\\x1f\\x7f\\x{80}-\\x{9f}]"
_NO_VALUE = ("na", "n/a", "#n/a", "null", "none", "nil", "nan", "-", "--", "#null!", "(blank)")


def clean(expression: str) -> str:
    """SQL of a text without surrounding space and inner control characters; empty is NULL.

    Line breaks and tabs inside become one space.
    """
    lines = f"regexp_replace({expression}, '[\\t\\r\\n]+', ' ', 'g')"
    bare = f"regexp_replace({lines}, '{_CONTROLS}', '', 'g')"
    careful = f"nullif(trim({bare}, {literal(_EDGES)}), '')"
    return (
        f"CASE WHEN regexp_full_match({expression}, '{PLAIN}') THEN {expression} ELSE {careful} END"
    )


def value_or_null(expression: str) -> str:
    """SQL of a text, or NULL for the words that exports write for an empty cell.

    Not for text columns: a region may be called NA.
    """
    words = ", ".join(map(literal, _NO_VALUE))
    return f"CASE WHEN lower({expression}) IN ({words}) THEN NULL ELSE {expression} END"


def one_of(words: tuple[str, ...]) -> str:
    """SQL list of texts for ``IN``."""
    return f"({', '.join(map(literal, words))})"
