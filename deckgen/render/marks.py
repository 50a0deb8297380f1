"""Identity: the mark that says which element of a deck a shape is, in every deck and period.

A mark stands in the shape's name and in the alternative text's title, so that it survives
applications that drop one of the two. It ends in a bracket because some of them append a number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LENGTH = 8
_LABEL_LIMIT = 80
_MARK = re.compile(r"\[dk:([0-9A-HJKMNP-TV-Z]{8})!?\]")


def element_key(slide_key: str, block_key: str) -> str:
    """The key of an element: the slide's and the block's. It holds no period and no value."""
    return f"{slide_key}/{block_key}"


@lru_cache(maxsize=16_384)
def uid(key: str) -> str:
    """Eight characters that stand for an element's key: the same in every run, never random."""
    number = int.from_bytes(sha256(key.encode("utf-8")).digest()[:5], "big")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))


def token(key: str) -> str:
    """The mark as it is written: ``[dk:7QF2KXMB]``."""
    return f"[dk:{uid(key)}]"


def shape_name(label: str, key: str) -> str:
    """A shape's name: a label for people, then the mark."""
    return f"{label[:_LABEL_LIMIT].rstrip()} {token(key)}".lstrip()


def read_mark(text: str) -> str | None:
    """The uid in a shape's name or title, ``None`` if it bears no mark."""
    found = _MARK.search(text)
    return found[1] if found else None


def without_mark(text: str) -> str:
    """A shape's name as people read it."""
    return _MARK.sub("", text).strip()
