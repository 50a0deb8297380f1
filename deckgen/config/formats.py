"""Checks of what a source or feed declares about its text: dates, encodings, separators."""

from __future__ import annotations

import codecs
import re

from deckgen.config.findings import Findings
from deckgen.config.nodes import MappingNode, ScalarNode, shown

_DIRECTIVE = re.compile(r"%-?(.)")
_DIRECTIVES = set("aAbBdmyYHIMSfpjzZ%")
_DAY = ({"d", "j"}, {"m", "b", "B", "j"}, {"y", "Y"})
_LETTERS = (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("dd", "%d"))
_SEPARATORS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def check_date_format(node: MappingNode, findings: Findings) -> None:
    """``date_format`` must be a strptime format that names a day or a month of a year."""
    value = node.get("date_format")
    if not isinstance(value, ScalarNode):
        return
    used = set(_DIRECTIVE.findall(value.text))
    unknown = sorted(used - _DIRECTIVES)
    if not used:
        guess = value.text.lower()
        for letters, directive in _LETTERS:
            guess = guess.replace(letters, directive)
        hint = f'write "{guess}"' if "%" in guess else 'for example "%d/%m/%Y"'
        message = f"date_format {shown(value)} has no % codes"
        findings.error("config-115", message, value.location, hint)
    elif unknown:
        message = f"date_format has an unknown code %{unknown[0]}"
        findings.error("config-115", message, value.location, 'for example "%d/%m/%Y"')
    elif not (used & _DAY[1] and used & _DAY[2]):
        message = f"date_format {shown(value)} does not say both month and year"
        findings.error("config-115", message, value.location, 'for example "%d/%m/%Y"')


def check_encoding(node: MappingNode, findings: Findings) -> None:
    """``encoding`` must be a text encoding that Python knows."""
    value = node.get("encoding")
    if not isinstance(value, ScalarNode):
        return
    try:
        codecs.lookup(value.text)
        "".encode(value.text)
    except (LookupError, ValueError):
        findings.error(
            "config-115",
            f"{shown(value)} is not a known encoding",
            value.location,
            "usual ones: utf-8, utf-16, cp1252 (Windows), iso-8859-1, mac_roman, shift_jis",
        )


def separator(node: MappingNode, findings: Findings) -> str | None:
    """``delimiter`` as one character; ``tab`` and the like may be written as words."""
    value = node.get("delimiter")
    if not isinstance(value, ScalarNode):
        return None
    text = _SEPARATORS.get(value.text.lower(), value.text)
    if len(text) == 1 and not text.isalnum() and text not in "\"'\r\n.":
        return text
    message = f"{shown(value)} cannot separate fields"
    findings.error("config-115", message, value.location, 'one of , ; | or "\\t"')
    return None
