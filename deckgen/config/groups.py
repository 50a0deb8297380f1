"""Groups of customers as people write them: ``segment=SMB``, ``region=EM*``, ``region > team``."""

from __future__ import annotations

import re
import unicodedata

from deckgen.model.request import Group

_BETWEEN = re.compile(r"(?:\s+[x×]\s+|\s*,\s*)(?=[^=,]+=)")
_TIMES = re.compile(r"\s+[x×]\s+")
_WITHIN = re.compile(r"\s*>\s*")
_COMPANY = "company"
"""What a hierarchy may begin with: the deck of all customers, which is made anyhow."""


def parse_group(text: str) -> Group:
    """The group of a text such as ``segment=SMB``; an empty value means "in no segment".

    Raises ``ValueError``.
    """
    pairs: list[tuple[str, str | None]] = []
    for one in _BETWEEN.split(text.strip()):
        dimension, equals, value = one.partition("=")
        if not equals or not dimension.strip():
            raise ValueError(f"{text!r} is not written like segment=SMB")
        pairs.append((dimension.strip(), value.strip() or None))
    if len({dimension for dimension, _ in pairs}) != len(pairs):
        raise ValueError(f"{text!r} names one dimension twice")
    return tuple(pairs)


def split_dimensions(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The dimensions of ``segment x region``; a dimension that is itself called so comes first."""
    if text in known:
        return (text,)
    return tuple(part.strip() for part in _TIMES.split(text))


def split_levels(text: str, known: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The groupings of a hierarchy, level by level: ``region > team`` is ``region``, then ``team``
    within its region. A text without ``>`` is one level, a dimension or a crossing."""
    if text in known or ">" not in text:
        return (split_dimensions(text, known),)
    names = _WITHIN.split(text.strip())
    if names[0].casefold() == _COMPANY and names[0] not in known:
        names = names[1:]
    return tuple(tuple(names[: depth + 1]) for depth in range(len(names)))


def fits(pattern: str | None, value: str | None) -> bool:
    """Whether a value is meant by what a person wrote: the same text whatever its case and Unicode
    form, or a pattern in which ``*`` stands for any text and ``?`` for any one character.

    ``None`` is "in no segment", which no pattern means.
    """
    if pattern is None or value is None:
        return pattern is None and value is None
    wanted, given = folded(pattern), folded(value)
    if wanted == given:
        return True
    if "*" not in wanted and "?" not in wanted:
        return False
    parts = (".*" if one == "*" else "." if one == "?" else re.escape(one) for one in wanted)
    return re.fullmatch("".join(parts), given, re.DOTALL) is not None


def folded(text: str) -> str:
    """A text as it is compared: composed, without case and surrounding space."""
    return unicodedata.normalize("NFC", text).casefold().strip()
