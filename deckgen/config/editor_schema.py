"""The JSON schema (2020-12) of the configuration, by which editors complete and check.

The models give the fixed part; metrics, with their methods, options and parts, come from the
catalogue, and the tables from :data:`deckgen.model.table.TABLES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from deckgen.config.methods import part_methods
from deckgen.config.metric_entries import ROUNDINGS
from deckgen.config.schema import ConfigModel
from deckgen.config.supplied import supplied_names
from deckgen.model.metric import Borrowed, Catalogue, Metric, Option, Preset
from deckgen.model.period import Window
from deckgen.model.table import TABLES, ColumnType, Table

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {
    "type": ["number", "string"],
    "description": "A number such as 36, 110%, $2.5M; a band such as 20..35.",
}
_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}


def json_schema(catalogue: Catalogue, presets: Mapping[str, Preset]) -> Schema:
    """The schema as plain JSON data."""
    schema: Schema = ConfigModel.model_json_schema()
    definitions = schema["$defs"]
    for table in TABLES.values():
        definitions[f"table_{table.name}"] = _feed(definitions["FeedModel"], table)
    schema["properties"]["tables"] = _tables(schema["properties"]["tables"]["description"])
    for metric in catalogue.values():
        definitions[f"metric_{metric.id}"] = _metric(metric, catalogue)
    definitions["metric"] = _entry(catalogue, presets)
    schema["properties"]["sections"] = _sections(
        catalogue, schema["properties"]["sections"]["description"]
    )
    override = definitions["OverrideModel"]["properties"]["targets"]
    override["anyOf"] = [
        _closed({name: {"$ref": "#/$defs/target"} for name in catalogue}),
        {"type": "null"},
    ]
    definitions["target"] = _target()
    definitions["benchmark"] = _benchmark()
    for definition in (*definitions.values(), schema):
        _tidy(definition)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "deckgen configuration",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _tidy(definition: Schema) -> None:
    """Pydantic's titles repeat the names of the keys; editors show them instead of our texts."""
    definition.pop("title", None)
    for value in definition.get("properties", {}).values():
        value.pop("title", None)


def _closed(properties: Schema, **more: object) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _tables(description: str) -> Schema:
    properties: Schema = {}
    for table in TABLES.values():
        one = {"$ref": f"#/$defs/table_{table.name}"}
        shapes: list[Schema] = [one, {"type": "array", "items": one, "minItems": 1}]
        if table.name == "revenue":
            shapes.append({"$ref": "#/$defs/DerivedRevenueModel"})
        properties[table.name] = {"description": f"One row per {table.grain}.", "anyOf": shapes}
    return _closed(properties, description=description)


def _feed(general: Schema, table: Table) -> Schema:
    """A feed whose column names an editor completes; columns of one's own stay possible."""
    properties = dict(general["properties"])
    columns: Schema = {}
    fixed: Schema = {}
    for column in table.columns:
        about = f"{'Required. ' if column.required else ''}{_meaning(column.type)}"
        columns[column.name] = {
            "description": f"Your column. {about}",
            "anyOf": [_TEXT, {"$ref": "#/$defs/ColumnModel"}],
        }
        allowed: Schema = {"enum": list(column.codes)} if column.codes else dict(_SCALAR)
        fixed[column.name] = {**allowed, "description": about}
    properties["columns"] = {
        "description": properties["columns"]["description"],
        "type": "object",
        "properties": columns,
        "additionalProperties": _TEXT,
    }
    properties["set"] = {
        "description": properties["set"]["description"],
        "type": "object",
        "properties": fixed,
        "additionalProperties": _SCALAR,
    }
    return {**general, "description": f"One row per {table.grain}.", "properties": properties}


def _meaning(kind: ColumnType) -> str:
    return {
        ColumnType.TEXT: "Text.",
        ColumnType.CODE: "One of fixed words.",
        ColumnType.DAY: "A date.",
        ColumnType.MONTH: "A month, such as 2025-06.",
        ColumnType.MONEY: "An amount.",
        ColumnType.SCORE: "A score.",
        ColumnType.NUMBER: "A whole number.",
        ColumnType.FACTOR: "A number.",
        ColumnType.FLAG: "True or false.",
    }[kind]


def _sections(catalogue: Catalogue, description: str) -> Schema:
    names = dict.fromkeys(metric.section for metric in catalogue.values())
    items = {"type": ["array", "null"], "items": {"$ref": "#/$defs/metric"}}
    sections = {
        name: {**items, "description": f"Metrics of the section {name}, in slide order."}
        for name in names
    }
    return _closed(sections, description=description)


def _entry(catalogue: Catalogue, presets: Mapping[str, Preset]) -> Schema:
    """A metric's name alone, or a mapping with the one name as its key."""
    ids = {name: name for name in catalogue}
    ids |= {preset.id: preset.metric for preset in presets.values() if preset.metric in catalogue}
    names = [
        {"const": name, "description": catalogue[metric].definition} for name, metric in ids.items()
    ]
    settings = {
        name: {
            "description": catalogue[metric].definition,
            "anyOf": [{"$ref": f"#/$defs/metric_{metric}"}, {"type": "null"}],
        }
        for name, metric in ids.items()
    }
    return {
        "description": "A metric: its name, or its name with settings.",
        "anyOf": [
            {"type": "string", "oneOf": names},
            _closed(settings, minProperties=1, maxProperties=1),
        ],
    }


def _metric(metric: Metric, catalogue: Catalogue) -> Schema:
    parts = {
        name: {
            "description": f"Method of the part {name}.",
            "enum": list(part_methods(metric, part, catalogue)),
        }
        for name, part in metric.parts.items()
        if part_methods(metric, part, catalogue)
    }
    properties: Schema = {
        "method": {
            "description": f"How it is computed; {metric.default} by default.",
            "anyOf": [
                {
                    "type": "string",
                    "oneOf": [
                        {"const": name, "description": text}
                        for name, text in metric.methods.items()
                    ],
                },
                _closed(parts, description="A method per part."),
            ],
        },
        "window": {
            "description": "The stretch of time it looks at.",
            "enum": [window.value for window in metric.windows],
        },
        "options": _closed(
            {option.name: _option(option) for option in metric.options},
            description="Settings of this metric.",
        ),
        "target": {
            "description": f"What to reach; per part: {', '.join(metric.parts)}.",
            "anyOf": [
                {"$ref": "#/$defs/target"},
                _closed({name: {"$ref": "#/$defs/target"} for name in metric.parts}),
            ],
        },
        "benchmark": {
            "description": "An outside figure, always printed with its source.",
            "$ref": "#/$defs/benchmark",
        },
        "owner": {**_TEXT, "description": "Who answers for this metric; in the prompts."},
        "supplied": _supplied(metric),
        "rounding": {
            "description": "floor cuts digits off instead of rounding them.",
            "enum": list(ROUNDINGS),
        },
    }
    return _closed(properties, description=metric.definition, title=metric.title)


def _supplied(metric: Metric) -> Schema:
    number = {"type": ["number", "string", "array"]}
    numbers = {
        name: {**number, "description": _supplied_text(metric, name)}
        for name in supplied_names(metric)
    }
    return {
        "description": "Numbers computed elsewhere, by period; shown as supplied, without cuts.",
        "type": "object",
        "additionalProperties": _closed(numbers),
    }


def _supplied_text(metric: Metric, name: str) -> str:
    part = metric.parts.get(name)
    if part is not None and not isinstance(part, Borrowed):
        return part.label
    return {"n": "Size of the base.", "value": "The headline."}.get(name, f"The count {name}.")


def _option(option: Option) -> Schema:
    number = {"type": ["number", "string"]}
    shapes: dict[str, Schema] = {
        "whole": {"type": ["integer", "string"]},
        "number": number,
        "flag": {"type": "boolean"},
        "choice": {"enum": list(option.choices)},
        "text": {"type": ["string", "number"]},
        "texts": {
            "type": ["array", "string"],
            "items": {"enum": list(option.choices)} if option.choices else _TEXT,
        },
        "scale_cuts": {"type": "object", "additionalProperties": number},
        "weights": {"type": "object", "additionalProperties": number},
    }
    shape = {**shapes[option.kind], "description": option.help}
    default = _plain(option.default)
    return shape if default is None else {**shape, "default": default}


def _plain(value: object) -> object:
    """A default as JSON data, or ``None`` when it has no JSON form."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(one) for key, one in value.items()}
    return value if isinstance(value, bool | int | float | str) else None


def _target() -> Schema:
    tolerance = "How far off still counts as watch, such as 1pp or 5%."
    agreed = "The period in which it was agreed, such as 2025-Q1."
    return {
        "description": "A value, a band such as 20..35, or {value, tolerance, set}.",
        "anyOf": [
            _NUMBER,
            _closed(
                {
                    "value": _NUMBER,
                    "tolerance": {"type": ["number", "string"], "description": tolerance},
                    "set": {"type": ["string", "integer"], "description": agreed},
                },
                required=["value"],
            ),
        ],
    }


def _benchmark() -> Schema:
    return _closed(
        {
            "value": _NUMBER,
            "window": {
                "enum": [window.value for window in Window],
                "description": "The stretch of time the figure is for.",
            },
            "source": {**_TEXT, "description": "Where the figure comes from, with its year."},
            "label": {**_TEXT, "description": "What the slide calls it."},
        },
        required=["value", "source"],
    )
