"""SQL as a person reads it: a clause begins a line, what stands in brackets is indented.

Only white space changes, so what is shown is what was run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 96
_INDENT = "  "
_TOKEN = re.compile(
    r"""\s+|'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z_][A-Za-z_0-9]*|[0-9.]+|<>|<=|>=|\|\||::|<<|>>|."""
)
_CLAUSES = frozenset({
    ("SELECT",), ("FROM",), ("WHERE",), ("HAVING",), ("JOIN",), ("LEFT", "JOIN"), ("LIMIT",),
    ("GROUP", "BY"), ("ORDER", "BY"), ("UNION", "ALL"), ("WITH",),
})  # fmt: skip
_BREAKS = frozenset({"AND", "OR", "WHEN", "ELSE", "PARTITION", "ORDER"})
_CLOSE = frozenset({")", ",", ".", ";"})


def tokens(sql: str) -> list[str]:
    """The words, numbers, texts and signs of a statement, without white space."""
    return [token for token in _TOKEN.findall(sql) if not token.isspace()]


def laid_out(sql: str, width: int = WIDTH) -> str:
    """The statement in lines of about ``width`` characters; a single word may be longer."""
    return "\n".join(line for clause in _clauses(tokens(sql)) for line in _wrapped(clause, width))


@dataclass(frozen=True, slots=True)
class _Clause:
    """Tokens that begin a line, how deep in subqueries they stand."""

    depth: int
    tokens: tuple[str, ...]


def _clauses(found: Sequence[str]) -> Iterator[_Clause]:
    """A statement cut where clauses begin, and around the brackets of subqueries."""
    current: list[str] = []
    depth = 0
    brackets: list[bool] = []  # whether each open bracket holds a subquery
    for place, token in enumerate(found):
        subquery = bool(brackets) and brackets[-1]
        if token == ")" and brackets.pop():
            yield _Clause(depth, tuple(current))
            depth -= 1
            current = [token]
            continue
        if current and (not brackets or subquery) and _begins(found, place):
            yield _Clause(depth, tuple(current))
            current = []
        current.append(token)
        if token == "(":
            opens = found[place + 1 : place + 2] in (["SELECT"], ["WITH"])
            brackets.append(opens)
            if opens:
                yield _Clause(depth, tuple(current))
                depth += 1
                current = []
    yield _Clause(depth, tuple(current))


def _begins(found: Sequence[str], place: int) -> bool:
    """Whether a clause begins at a token; ``LEFT JOIN`` does so with its first word only."""
    if found[place] == "JOIN" and found[place - 1] == "LEFT":
        return False
    return any(tuple(found[place : place + len(words)]) == words for words in _CLAUSES)


def _wrapped(clause: _Clause, width: int) -> Iterator[str]:
    """The lines of a clause. A column or condition stays on one line if a line has room for it;
    a longer one is broken where it is made of conditions and cases."""
    first, further = _INDENT * clause.depth, _INDENT * (clause.depth + 2)
    line, indent = "", first
    for item in _items(clause.tokens):
        whole = _joined(item)
        fits = len(further) + len(whole) <= width
        for piece in [whole] if fits else _pieces(item):
            longer = _joined((line, piece)) if line else piece
            if line and len(indent) + len(longer) > width:
                yield indent + line
                line, indent = piece, further
            else:
                line = longer
    if line:
        yield indent + line


def _items(found: Sequence[str]) -> Iterator[list[str]]:
    """The columns, tables or conditions of a clause: what its own commas, AND and OR divide."""
    item: list[str] = []
    depth = 0
    for token in found:
        if item and depth == 0 and token in {"AND", "OR", "ON"}:
            yield item
            item = []
        item.append(token)
        depth += (token in {"(", "CASE"}) - (token in {")", "END"})
        if depth == 0 and token == ",":
            yield item
            item = []
    if item:
        yield item


def _pieces(item: Sequence[str]) -> Iterator[str]:
    """The parts of one that is too long for a line."""
    piece: list[str] = []
    for token in item:
        if piece and token in _BREAKS:
            yield _joined(piece)
            piece = []
        piece.append(token)
        if token == ",":
            yield _joined(piece)
            piece = []
    if piece:
        yield _joined(piece)


def _joined(found: Sequence[str]) -> str:
    text = found[0]
    for token in found[1:]:
        text += token if _sticks(text, token) else f" {token}"
    return text


def _sticks(before: str, token: str) -> bool:
    """Whether no space stands between two neighbours: ``COUNT(*)``, ``p.span``, ``-1``."""
    if token in _CLOSE or before[-1] in "(." or before.endswith("::"):
        return True
    called = re.search(r"([A-Za-z_]+)$", before)
    return token == "(" and called is not None and called.group() in _CALLED


_CALLED = frozenset({"SUM", "COUNT", "MIN", "MAX", "COALESCE", "CAST", "ROW_NUMBER", "LEAD"})
