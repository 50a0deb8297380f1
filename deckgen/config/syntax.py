"""YAML's syntax errors in words that say what to do."""

from __future__ import annotations

import re

from yaml import Mark, MarkedYAMLError, YAMLError

from deckgen.errors import Issue, Location, error

_SPACES = "YAML is indented with spaces: replace every tab by two spaces"
_QUOTE = 'put the text in quotes: name: "a: b"'

# (what YAML says, the cause, the hint); the first that matches is used
_CAUSES: tuple[tuple[str, str, str | None], ...] = (
    ("'\\t' that cannot start any token", "a tab stands where a value begins", _SPACES),
    ("'%' that cannot start any token", "a value cannot begin with %", 'put it in quotes: "%d/%m"'),
    ("'@' that cannot start any token", "a value cannot begin with @", 'put it in quotes: "@name"'),
    ("'`' that cannot start any token", "a value cannot begin with a backtick", _QUOTE),
    ("unknown escape character", "a backslash in double quotes", "use single quotes: 'C:\\data'"),
    ("expected escape sequence", "a backslash in double quotes", "use single quotes: 'C:\\data'"),
    ("expected <block end>", "the line does not fit the lines above it", None),
    ("expected '<document start>'", "the line does not fit the lines above it", None),
    ("mapping values are not allowed", "the line does not fit the lines above it", None),
    ("sequence entries are not allowed", "a list cannot begin here", None),
    ("could not find expected ':'", "a key without ':'", "write key: value"),
    ("expected ',' or ']'", "a list in [ ] is not closed or lacks a comma", None),
    ("expected ',' or '}'", "a mapping in { } is not closed or lacks a comma", None),
    (
        "expected alphabetic or numeric",
        "* and & begin a reference in YAML",
        'put it in quotes: "*"',
    ),
    ("did not find expected node content", "a value is missing", None),
    ("expected the node content", "a value is missing", None),
)
_FIT = (
    "keys of one mapping begin in the same column and end in ':'; "
    "a text that begins with { [ - or a quote goes in quotes as a whole"
)
_VALUE = re.compile(r"\s*(?:- )?(?:[^\s#\"'][^\"':#]*: +)?([\"'])")
_BRACKETS = ("a list in", "a mapping in")


def explain(problem: YAMLError, file: str, text: str) -> Issue:
    """One line of cause, with place and hint."""
    if not isinstance(problem, MarkedYAMLError):
        return error("config-103", "this is not YAML", Location(file))
    said = " ".join((problem.problem or problem.context or "").split())
    mark = problem.problem_mark or problem.context_mark
    if "end of stream" in said and "scalar" in (problem.context or ""):
        begin = _place(file, problem.context_mark or mark)
        return error("config-103", "a quote that begins here is never closed", begin)
    where = _place(file, mark)
    lines = text.splitlines()
    opened = _open_quote(lines, mark.line) if mark else None
    if opened is not None:
        number, place_in_line, quote = opened
        place = Location(file, number + 1, place_in_line + 1)
        remedy = f"close it with {quote}; as it is, YAML reads on to line {where.line}"
        return error(
            "config-103", "a quote that begins here is not closed on its line", place, remedy
        )
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        column = line.index("\t") + 1
        place = Location(file, where.line, column)
        return error("config-103", "a tab is used for indentation", place, _SPACES)
    if "mapping values" in said and mark and ": " in line[: mark.column]:
        return error("config-103", "a second ':' on one line", where, _QUOTE)
    for words, cause, hint in _CAUSES:
        if words in said:
            return error("config-103", cause, where, hint or _hint(cause, problem, line))
    return error("config-103", said or "this is not YAML", where)


def _open_quote(lines: list[str], stop: int) -> tuple[int, int, str] | None:
    """Line, column and character of a quoted value that swallowed everything up to the quote which
    begins a value on the line ``stop`` (from 0), where YAML stumbled."""
    for number, line in enumerate(lines[:stop]):
        found = _VALUE.match(line)
        if found is None:
            continue
        column, quote = found.end() - 1, found[1]
        if quote in line[column + 1 :]:
            continue
        closing = next((n for n in range(number + 1, len(lines)) if quote in lines[n]), None)
        if closing == stop:
            return number, column, quote
    return None


def _place(file: str, mark: Mark | None) -> Location:
    return Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)


def _hint(cause: str, problem: MarkedYAMLError, line: str) -> str:
    if "${" in line:
        return 'put it in quotes: url: "${NAME}"'
    if cause.startswith(_BRACKETS) and problem.context_mark:
        line_number = problem.context_mark.line + 1
        return f"it begins on line {line_number}; a text with ': ' or a comma needs quotes"
    return _FIT
