"""Readers open no engine, so the engine says which columns a Parquet file has."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import SourceError
from deckgen.model.source import Scan


def scan(path: Path) -> Scan:
    return Scan("s", path.name, (), parquet=path)


def test_columns_come_in_order_and_the_parts_of_nested_ones_are_none(tmp_path: Path) -> None:
    path = tmp_path / "nested.parquet"
    row = {"id": "a", "address": {"city": "x", "lines": ["1", "2"]}, "tags": ["t"], "mrr": 5}
    pq.write_table(pa.Table.from_pylist([row]), path)
    with DuckDB() as engine:
        assert engine.described(scan(path)).columns == ("id", "address", "tags", "mrr")


def test_names_that_differ_in_case_only_are_two_columns(tmp_path: Path) -> None:
    path = tmp_path / "case.parquet"
    table = pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"])], names=["Name", "name"])
    pq.write_table(table, path)
    with DuckDB() as engine:
        described = engine.described(scan(path))
        assert described.columns == ("Name", "name")
        engine.load("t", described)
        assert [row[2:] for row in engine.rows("SELECT * FROM t")] == [("x", "y")]


def test_a_broken_description_is_told_with_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"PAR1" + bytes(40) + b"PAR1")
    with DuckDB() as engine, pytest.raises(SourceError) as told:
        engine.described(scan(path))
    assert str(told.value.issues[0].location) == "broken.parquet"
