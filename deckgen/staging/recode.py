"""The user's own values: which rows a feed keeps, and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.engine.cells import cell_text
from deckgen.engine.names import literal
from deckgen.model.feed import Scalar
from deckgen.staging.text import one_of

_TRUE = ("true", "t", "yes", "y", "1")
_FALSE = ("false", "f", "no", "n", "0")


def recoded(text: str, values: Mapping[str, Scalar]) -> str:
    """SQL of a cell's text after recoding: the exact word first, then ignoring case.

    Words that are not listed pass unchanged.
    """
    exact = {key.strip(): cell_text(value) for key, value in values.items()}
    folded: dict[str, str | None] = {}
    for key, value in exact.items():
        folded.setdefault(key.lower(), value)
    by_case = _cases(f"lower({text})", folded, text)
    return _cases(text, exact, by_case)


def _cases(text: str, values: Mapping[str, str | None], otherwise: str) -> str:
    if not values:
        return otherwise
    whens = " ".join(
        f"WHEN {literal(key)} THEN {'NULL' if value is None else literal(value)}"
        for key, value in values.items()
    )
    return f"CASE {text} {whens} ELSE {otherwise} END"


def keeps(text: str, values: tuple[Scalar, ...]) -> str:
    """SQL condition: a cell's text is one of the values, as a person would compare them.

    ``true`` keeps TRUE, Yes and 1; ``1`` keeps 1.0; ``null`` keeps empty cells; other words must be
    equal letter by letter.
    """
    return "(" + " OR ".join(f"coalesce({_equals(text, value)}, FALSE)" for value in values) + ")"


def _equals(text: str, value: Scalar) -> str:
    match value:
        case None:
            return f"{text} IS NULL"
        case bool():
            return f"lower({text}) IN {one_of(_TRUE if value else _FALSE)}"
        case int() | float():
            written = cell_text(value) or ""
            number = f"TRY_CAST({text} AS DOUBLE) = TRY_CAST({literal(written)} AS DOUBLE)"
            words = {"1": "true", "0": "false"}.get(written)
            flag = f" OR lower({text}) = {literal(words)}" if words else ""
            return f"({text} = {literal(written)} OR {number}{flag})"
        case str():
            word = value.strip()
            if word.lower() in {"true", "false"}:
                return f"lower({text}) = {literal(word.lower())}"
            return f"{text} = {literal(word)}"
