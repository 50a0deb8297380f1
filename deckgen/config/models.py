"""What every model of the configuration has in common, and how validation becomes findings.

Unknown keys and missing ones are reported here with their place; a key without a value counts as
absent. What is wrong is then taken out and the rest is still read, so that one run finds all.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from deckgen.config.findings import Findings
from deckgen.config.inputs import Block, Items, place_of
from deckgen.config.leaves import findings_of
from deckgen.config.nodes import ScalarNode, shown
from deckgen.errors import Location, did_you_mean

_QUOTES = ("'", '"')
Found = TypeVar("Found", bound="Section")


class Section(BaseModel):
    """A part of the configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    other_keys: ClassVar[tuple[str, ...]] = ()  # known ones that are checked elsewhere

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: Any, info: ValidationInfo) -> Any:
        if isinstance(data, ScalarNode) and data.is_empty:
            data = Block({}, data.location, {})
        if not isinstance(data, Block):
            return data
        findings = findings_of(info)
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        kept: dict[str, object] = {}
        for key, value in data.items():
            if key not in fields:
                hint = did_you_mean(key, {*fields, *cls.other_keys})
                findings.error("config-110", f"unknown key {key!r}", data.places[key], hint)
            elif not (isinstance(value, ScalarNode) and value.is_empty):
                kept[key] = value
        for key, field in fields.items():
            if field.is_required() and key not in kept:
                where = data.places.get(key, data.location)
                findings.error("config-111", f"{key!r} is missing", where, _example(key, field))
        return Block(kept, data.location, data.places)


def _example(key: str, field: FieldInfo) -> str | None:
    return f"for example  {key}: {field.examples[0]}" if field.examples else None


def validate(model: type[Found], data: object, findings: Findings) -> Found | None:
    """The model, or as much of it as is right; ``None`` when something required is wrong."""
    context = {"findings": findings}
    try:
        return model.model_validate(data, context=context)
    except ValidationError as problem:
        for details in problem.errors(include_url=False):
            if details["type"] != "missing":
                _report(details, data, findings)
            _take_out(data, details["loc"])
    try:
        # everything of this second look has been reported already
        return model.model_validate(data, context={"findings": Findings()})
    except ValidationError:
        return None


def _take_out(data: object, loc: tuple[int | str, ...]) -> None:
    *parents, last = loc or ("",)
    for key in parents:
        data = _inside(data, key)
    if isinstance(data, Block) and isinstance(last, str):
        data.pop(last, None)
    elif isinstance(data, Items) and isinstance(last, int) and last < len(data):
        data[last] = ScalarNode(None, "", True, data.location)


def _inside(data: object, key: int | str) -> object:
    if isinstance(data, Block) and isinstance(key, str):
        return data.get(key)
    if isinstance(data, Items) and isinstance(key, int) and key < len(data):
        return data[key]
    return None


def _report(details: ErrorDetails, data: object, findings: Findings) -> None:
    value = details["input"]
    where = place_of(value) or _deepest(data, details["loc"])
    keys = [part for part in details["loc"] if isinstance(part, str)]
    key = keys[-1] if keys else "it"
    context = details.get("ctx", {})
    kind = details["type"]
    if kind.startswith("config-"):
        message = context["message"]
        if kind != "config-122":
            message = f"{key}{':' if message[:1] in _QUOTES else ''} {message}"
        findings.error(kind, message, where, context.get("hint"))
    elif kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        given = value.text if isinstance(value, ScalarNode) else str(value)
        hint = did_you_mean(given, allowed)
        hint = hint if hint and hint.startswith("did") else f"allowed: {', '.join(allowed)}"
        message = f"{key} cannot be {given!r}"
        findings.error("config-113", message, where or _deepest(data, details["loc"]), hint)
    elif kind in {"greater_than_equal", "less_than_equal"}:
        bound, least = context.get("ge", context.get("le")), kind == "greater_than_equal"
        message = f"{key} must be {'at least' if least else 'at most'} {bound}"
        findings.error("config-114", message, where, None)
    else:
        wanted = "a list" if kind == "list_type" else "`key: value` lines"
        found = shown(value) if isinstance(value, ScalarNode) else "something else"
        findings.error("config-112", f"{key} needs {wanted}, not {found}", where, None)


def _deepest(data: object, loc: tuple[int | str, ...]) -> Location | None:
    """The place of the last part of the path that is ours."""
    place = place_of(data)
    for key in loc:
        if isinstance(data, Block) and isinstance(key, str):
            place = data.places.get(key, place)
        data = _inside(data, key)
        place = place_of(data) or place
    return place
