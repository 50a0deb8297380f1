"""Texts of any origin as YAML: quoted where needed, and comments that stay on their line."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"((\.\.?/)*[A-Za-z])([A-Za-z0-9 _/.-]*[A-Za-z0-9_])?", re.ASCII)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_COLUMN = 46


def scalar(value: str | int | bool | None) -> str:
    """A value as YAML reads it back, whatever the text holds."""
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and len(value) < 200:
        return value
    return '"' + "".join(_quoted(character) for character in value) + '"'


def _quoted(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return visible(character)


def visible(text: str) -> str:
    """A text without line ends, control and invisible characters: they show as escapes."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _escaped(one) for one in text)


def _escaped(character: str) -> str:
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def short(text: str, most: int = 40) -> str:
    """A value for a comment: in quotes, on one line, not long."""
    return visible(repr(text if len(text) <= most else f"{text[: most - 1]}…"))


def commented(line: str, comment: str) -> str:
    """A line with a comment behind it."""
    return f"{line.ljust(_COLUMN)}  # {visible(comment)}" if comment else line


def note(indent: int, comment: str) -> str:
    """A comment on a line of its own."""
    return f"{' ' * indent}# {visible(comment)}".rstrip()
