"""``sources``: the entries as :class:`~deckgen.model.source.Source` values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from deckgen.config.findings import Findings
from deckgen.config.formats import check_date_format, check_encoding, separator
from deckgen.config.inputs import block
from deckgen.config.models import validate
from deckgen.config.nodes import Entry, MappingNode, ScalarNode, shown
from deckgen.config.secrets import resolve_secret
from deckgen.config.source_schema import SOURCE_MODELS, DatabaseModel, SourceModel
from deckgen.errors import Location, did_you_mean
from deckgen.model.source import Secret, Source, SourceKind

_ENDINGS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "excel", ".xlsm": "excel",
    ".parquet": "parquet", ".sqlite": "sqlite", ".db": "sqlite",
}  # fmt: skip


def theme_setting(folder: Path, theme: str) -> str | Path:
    """The name of a bundled theme, or the path of another one made absolute."""
    is_path = "/" in theme or "\\" in theme or theme.lower().endswith((".pptx", ".potx"))
    return absolute(folder, theme) if is_path else theme


def absolute(folder: Path, path: str) -> Path:
    """A path of the configuration, which is relative to the configuration's folder."""
    return Path(os.path.normpath(folder / Path(path).expanduser()))


def read_sources(
    node: MappingNode, folder: Path, environment: Mapping[str, str], findings: Findings
) -> dict[str, Source]:
    """Every source that is right, by its name; what is wrong goes to ``findings``."""
    sources: dict[str, Source] = {}
    for entry in node:
        source = _source(entry, folder, environment, findings)
        if source is not None:
            sources[entry.key] = source
    return sources


def _source(
    entry: Entry, folder: Path, environment: Mapping[str, str], findings: Findings
) -> Source | None:
    node, name = entry.node, entry.key
    if not isinstance(node, MappingNode):
        hint = f"for example  {name}: {{type: csv, path: data/{name}.csv}}"
        message = f"source {name!r} needs `key: value` lines"
        findings.error("config-112", message, entry.location, hint)
        return None
    kind = _kind(entry, node, findings)
    if kind is None:
        return None
    data = block(node, entry.location)
    data["type"] = kind
    before = findings.errors
    model = validate(SOURCE_MODELS[kind], data, findings)
    check_date_format(node, findings)
    check_encoding(node, findings)
    delimiter = separator(node, findings)
    url = _url(node, environment, findings)
    if isinstance(model, DatabaseModel) and model.table and model.query:
        message = f"source {name!r} has a table and a query"
        findings.error("config-130", message, node.place("query"), "keep one of the two")
    _check_ending(node, kind, findings)
    if model is None or findings.errors > before:
        return None
    return _built(name, kind, model, folder, delimiter, url, places(node, entry.location))


def _built(
    name: str,
    kind: str,
    model: SourceModel,
    folder: Path,
    delimiter: str | None,
    url: Secret | None,
    where: Mapping[str, Location],
) -> Source:
    values = model.model_dump()
    path = values.get("path")
    return Source(
        name=name,
        kind=SourceKind(kind),
        path=absolute(folder, path) if path else None,
        url=url,
        table=values.get("table"),
        query=values.get("query"),
        sheet=values.get("sheet"),
        encoding=values.get("encoding"),
        delimiter=delimiter,
        decimal=model.decimal,
        date_format=model.date_format,
        header_row=values.get("header_row"),
        owner=model.owner,
        contact=model.contact,
        refresh=model.refresh,
        last_updated=model.last_updated.isoformat() if model.last_updated else None,
        places=where,
    )


def places(node: MappingNode, start: Location) -> dict[str, Location]:
    """Where the value of each key stands; ``""`` is the whole."""
    return {"": start} | {entry.key: entry.node.location for entry in node}


def _kind(entry: Entry, node: MappingNode, findings: Findings) -> str | None:
    kinds = ", ".join(SOURCE_MODELS)
    value = node.get("type")
    if value is None:
        guess = _guess(node)
        hint = f"for example  type: {guess}" if guess else f"one of {kinds}"
        message = f"source {entry.key!r} does not say its type"
        findings.error("config-111", message, entry.location, hint)
        return None
    if not isinstance(value, ScalarNode) or value.text not in SOURCE_MODELS:
        text = value.text if isinstance(value, ScalarNode) else ""
        close = did_you_mean(text, SOURCE_MODELS)
        aliases = {"xlsx": "excel", "xls": "excel", "postgresql": "postgres", "tsv": "csv"}
        hint = close if close and close.startswith("did") else f"one of {kinds}"
        if text in aliases:
            hint = f"did you mean {aliases[text]!r}?"
        message = f"{shown(value)} is not a type of source"
        findings.error("config-113", message, value.location, hint)
        return None
    return value.text


def _guess(node: MappingNode) -> str | None:
    path = node.get("path")
    if isinstance(path, ScalarNode):
        return _ENDINGS.get(Path(path.text).suffix.lower())
    return "postgres" if "url" in node.entries else None


def _check_ending(node: MappingNode, kind: str, findings: Findings) -> None:
    path = node.get("path")
    if not isinstance(path, ScalarNode):
        return
    ending = Path(path.text).suffix.lower()
    expected = _ENDINGS.get(ending)
    if expected is not None and expected != kind and "sqlite" not in {expected, kind}:
        findings.error(
            "config-130",
            f"a {ending} file is not of type {kind}",
            node.place("type"),
            f"write  type: {expected}",
        )


def _url(node: MappingNode, environment: Mapping[str, str], findings: Findings) -> Secret | None:
    value = node.get("url")
    if not isinstance(value, ScalarNode):
        return None
    return resolve_secret(value, "url", environment, findings)
