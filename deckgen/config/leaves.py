"""The leaf types of the models: how one YAML value becomes a text, a number, a date, a choice.

Every function raises pydantic's ``PydanticCustomError`` whose type is one of our codes, and adds
warnings to the :class:`Findings` of the validation context.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from deckgen.config.findings import Findings
from deckgen.config.inputs import Block, Items
from deckgen.config.nodes import ScalarNode, shown
from deckgen.config.numbers import NotANumber, parse_number

_FACTOR_DIGITS, _FACTOR_RANGE = 4, range(-4, 4)  # 0.0001 to 9999: exact with any amount


def problem(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """A validation error that carries one of our codes and a hint."""
    # the message is handed over as a value: pydantic would format braces in it
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def scalar(value: object, wanted: str) -> ScalarNode:
    """The single value that ``wanted`` describes; lists, mappings and nothing are errors."""
    if not isinstance(value, ScalarNode):
        found = "a list" if isinstance(value, Items) else "a mapping"
        raise problem("config-112", f"needs {wanted}, not {found}")
    if value.is_empty:
        raise problem("config-112", f"needs {wanted}, but there is none")
    return value


def text_of(node: ScalarNode, findings: Findings) -> str:
    """The text of a value, as written; warns of a word that YAML reads as yes or no."""
    if node.is_disguised_text:
        meaning = "true" if node.value else "false"
        findings.warning(
            "config-109",
            f"YAML reads {node.text} without quotes as {meaning}; taken as the text {node.text!r}",
            node.location,
            f'write "{node.text}" in quotes',
        )
    return node.text


def findings_of(info: ValidationInfo) -> Findings:
    """The findings that validation adds to."""
    context: dict[str, Findings] = info.context or {}
    return context["findings"]


def _text(value: object, info: ValidationInfo) -> str:
    text = text_of(scalar(value, "a text"), findings_of(info))
    if not text.strip():
        raise problem("config-112", "needs a text, but it is empty")
    if "${" in text:
        raise problem(
            "config-122",
            "environment variables are used in the `url` of a source only",
            "write the value itself",
        )
    return text.strip()


def _verbatim(value: object, info: ValidationInfo) -> str:
    text = text_of(scalar(value, "a text"), findings_of(info))
    if not text.strip():
        raise problem("config-112", "needs a text, but it is empty")
    return text


def _secret(value: object) -> str:
    return scalar(value, "a text").text


def _word(value: object) -> object:
    return scalar(value, "one of its words").text if not isinstance(value, str) else value


def _whole(value: object) -> object:
    node = scalar(value, "a whole number")
    try:
        return int(node.text)
    except ValueError:
        raise problem("config-112", f"{shown(node)} is not a whole number") from None


def _flag(value: object) -> object:
    node = scalar(value, "true or false")
    if not isinstance(node.value, bool):
        raise problem("config-112", f"{shown(node)} is neither true nor false")
    return node.value


def _day(value: object) -> date:
    return iso_day(scalar(value, "a date"))


def iso_day(node: ScalarNode) -> date:
    """A date written as 2025-07-03."""
    try:
        return date.fromisoformat(node.text.strip())
    except ValueError:
        hint = "write year-month-day, for example 2025-07-03"
        raise problem("config-112", f"{shown(node)} is not a date", hint) from None


def _share(value: object) -> Fraction:
    node = scalar(value, "a share")
    try:
        number = parse_number(node.text)
    except NotANumber:
        raise problem("config-112", f"{shown(node)} is not a share", "for example 50%") from None
    if not 0 <= number.value <= 1:
        raise problem("config-114", f"{shown(node)} is not between 0% and 100%", "for example 50%")
    return number.value


def _factor(value: object) -> Fraction:
    node = scalar(value, "a number")
    hint = "for example 12, or 0.01"
    try:
        number = Decimal(node.text.strip())
    except InvalidOperation:
        raise problem("config-112", f"{shown(node)} is not a number", hint) from None
    if not number.is_finite() or number <= 0:
        raise problem("config-114", f"{shown(node)} is not above zero", hint)
    if len(number.as_tuple().digits) > _FACTOR_DIGITS or number.adjusted() not in _FACTOR_RANGE:
        raise problem("config-114", f"{shown(node)} has too many digits", hint)
    return Fraction(number)


def _cell(value: object) -> ScalarNode:
    if not isinstance(value, ScalarNode):
        found = "a list" if isinstance(value, Items) else "a mapping"
        raise problem("config-112", f"needs a single value, not {found}")
    return value


def _listed(value: object) -> object:
    """One value where a list may stand."""
    return Items([value], value.location) if isinstance(value, ScalarNode | Block) else value


_T = TypeVar("_T")
Choice = Annotated[_T, BeforeValidator(_word)]
"""A literal, from its word."""

Text = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string"})]
"""A text that is not empty; numbers and dates count as the text they are written as."""

Verbatim = Annotated[str, PlainValidator(_verbatim), WithJsonSchema({"type": "string"})]
"""A text of the user's world (a column, a query), in which nothing is special."""

SecretText = Annotated[
    str,
    PlainValidator(_secret),
    WithJsonSchema({"type": "string", "pattern": r"^[^$]*(\$\{[A-Za-z_][A-Za-z0-9_]*\}[^$]*)*$"}),
]
"""A text that may use environment variables; resolved and checked later, never shown."""

Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Share = Annotated[
    Fraction,
    PlainValidator(_share),
    WithJsonSchema({"type": ["string", "number"], "examples": ["50%"]}),
]
Factor = Annotated[
    Fraction,
    PlainValidator(_factor),
    WithJsonSchema({"type": ["number", "string"], "examples": [12, 0.01]}),
]
"""A decimal above zero by which a column is multiplied, exactly."""

Cell = Annotated[
    ScalarNode,
    PlainValidator(_cell),
    WithJsonSchema({"type": ["string", "number", "boolean", "null"]}),
]
"""One value whose type depends on the column it goes to."""

_CELL = {"type": ["string", "number", "boolean", "null"]}
Cells = Annotated[
    list[Cell],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_CELL, {"type": "array", "items": _CELL}]}),
]
"""One value or a list of them."""
