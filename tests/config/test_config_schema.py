"""The JSON schema helps an editor: it is complete, described, and agrees with the loader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from config_samples import CATALOGUE, PRESETS

import deckgen.config
from deckgen.config import json_schema
from deckgen.config.metric_entries import KEYS
from deckgen.config.schema import ConfigModel
from deckgen.model.table import TABLES

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json_schema(CATALOGUE, PRESETS)


def objects(node: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object, with its path."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield path, node
        for key, value in node.items():
            yield from objects(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from objects(value, f"{path}/{number}")


def test_it_is_plain_json_of_the_2020_12_dialect(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema


def test_every_key_is_described(schema: dict[str, Any]) -> None:
    # a target without a name of its own is described where it is used
    for path, one in objects(schema):
        for name, value in one["properties"].items():
            assert "description" in value or "$ref" in value, f"{path}: {name}"


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    for name in re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)):
        assert name in schema["$defs"]


def test_unknown_keys_are_refused_everywhere_but_in_own_columns(schema: dict[str, Any]) -> None:
    for path, one in objects(schema):
        own = path.endswith(("/properties/columns", "/properties/set"))
        assert (one["additionalProperties"] is False) != own, path


def test_the_first_level_has_every_part(schema: dict[str, Any]) -> None:
    assert set(schema["properties"]) == set(ConfigModel.model_fields)
    assert schema["required"] == ["deck"]


def test_sources_are_told_apart_by_their_type(schema: dict[str, Any]) -> None:
    sources = json.dumps(schema["properties"]["sources"])
    assert '"discriminator": {' in sources
    assert set(re.findall(r'"(\w+)": "#/\$defs', sources)) == {
        "csv", "excel", "parquet", "sqlite", "postgres",
    }  # fmt: skip


def test_metrics_come_from_the_catalogue_with_methods_options_and_parts(
    schema: dict[str, Any],
) -> None:
    name_alone, with_settings = schema["$defs"]["metric"]["anyOf"]
    names = [one["const"] for one in name_alone["oneOf"]]
    assert names == [*CATALOGUE, *PRESETS]
    assert list(with_settings["properties"]) == names
    nrr = schema["$defs"]["metric_net_revenue_retention"]["properties"]
    assert set(nrr) == set(KEYS)
    assert [one["const"] for one in nrr["method"]["anyOf"][0]["oneOf"]] == ["cohort", "movements"]
    assert nrr["method"]["anyOf"][1]["properties"]["gross"]["enum"] == ["snapshot", "movements"]
    assert nrr["window"]["enum"] == ["period", "trailing_12m"]
    assert nrr["options"]["properties"]["measure"]["enum"] == ["snapshot", "period_sum"]
    assert nrr["options"]["properties"]["measure"]["default"] == "snapshot"
    assert set(nrr["target"]["anyOf"][1]["properties"]) == {"value", "gross", "lost"}


def test_tables_and_their_columns_are_offered(schema: dict[str, Any]) -> None:
    tables = schema["properties"]["tables"]
    assert list(tables["properties"]) == list(TABLES)
    health = schema["$defs"]["table_health"]["properties"]
    assert list(health["columns"]["properties"]) == list(TABLES["health"].names)
    assert health["set"]["properties"]["band"]["enum"] == ["green", "yellow", "red"]


def allowed(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The object schemas that a schema may stand for."""
    if "$ref" in schema:
        yield from allowed(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root)
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from allowed(choice, root)
    if "properties" in schema or "additionalProperties" in schema:
        yield schema


def test_every_key_of_the_example_is_in_the_schema(schema: dict[str, Any]) -> None:
    def check(data: object, shape: dict[str, Any], path: str) -> None:
        if isinstance(data, list):
            arrays = [shape, *shape.get("anyOf", ())]
            items = [one["items"] for one in arrays if "items" in one] or [shape]
            for value in data:
                check(value, items[0], path)
        if not isinstance(data, dict):
            return
        shapes = list(allowed(shape, schema))
        for key, value in data.items():
            inner = [
                one["properties"].get(key) for one in shapes if key in one.get("properties", {})
            ] or [
                one["additionalProperties"]
                for one in shapes
                if one.get("additionalProperties") not in (None, False)
            ]
            assert inner, f"{path}.{key} is not in the schema"
            # of several kinds of source, any that has the key will do
            failures = []
            for one in inner:
                try:
                    check(value, one if isinstance(one, dict) else {}, f"{path}.{key}")
                    break
                except AssertionError as failure:
                    failures.append(failure)
            else:
                raise failures[0]

    data = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    for part in ("sections",):  # the made-up catalogue has other metrics
        del data[part]
    check(data, schema, "")


def test_the_table_of_codes_lists_exactly_the_codes_in_use() -> None:
    folder = Path(deckgen.config.__file__).parent
    used = set()
    for file in folder.glob("*.py"):
        if file.name != "__init__.py":
            used |= set(re.findall(r"config-1\d\d", file.read_text(encoding="utf-8")))
    listed = re.findall(r"^(config-1\d\d)  ", deckgen.config.__doc__ or "", re.MULTILINE)
    assert listed == sorted(set(listed))
    assert set(listed) == used
