"""Groups of customers as people write them: ``segment=SMB``, ``segment=SMB, region=EMEA``."""

from __future__ import annotations

import re

from deckgen.model.request import Group

_BETWEEN = re.compile(r"(?:\s+[x×]\s+|\s*,\s*)(?=[^=,]+=)")
_TIMES = re.compile(r"\s+[x×]\s+")


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
