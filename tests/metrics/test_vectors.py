"""Every golden vector of the metrics there are, through the whole computation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from deckgen.compute import Results
from deckgen.engine.duckdb import DuckDB
from deckgen.engine.protocol import Engine
from deckgen.metrics.catalogue import PRESETS
from deckgen.model.metric import Reading
from deckgen.model.result import PartResult
from deckgen.model.unit import Format
from deckgen.words.numbers import plain
from tests.metrics.golden import Vector, metric_vectors, run, vectors

VECTORS = metric_vectors()


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = DuckDB()
    yield engine
    engine.close()


def test_the_file_holds_the_vectors_that_this_issue_names() -> None:
    assert len(vectors()) == 215
    # 157 with those of the helpers fiscal_period, bucket_date, format and wilson_interval
    sixteen = [vector for vector in VECTORS if vector.metric != "renewal_rate"]
    assert len(sixteen) == 157 - (5 + 2 + 2 + 1)
    assert len(VECTORS) - len(sixteen) == 5


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.id)
def test_the_computation_gives_what_the_vector_expects(vector: Vector, engine: Engine) -> None:
    results = run(vector, engine)
    metric = PRESETS[vector.metric].metric if vector.metric in PRESETS else vector.metric
    group = tuple((vector.config.get("segment") or {}).items())
    result = results.metric(metric, group)
    headline = result.value
    expect = vector.expect
    assert headline.now.code == expect.get("code")
    if "value" in expect:
        tolerance = float(expect.get("tol", 1e-9))
        assert_close(headline.now.value, expect["value"], tolerance)
    if "text" in expect:
        rounding = expect.get("rounding", "half_up")
        assert text_of(headline, expect.get("format"), rounding) == expect["text"]
    if "warnings" in expect or headline.now.code is None:
        assert sorted(headline.now.warnings) == sorted(expect.get("warnings", []))
    for name, value in expect.get("parts", {}).items():
        reading, _ = part_of(results, metric, name, group)
        if headline.now.code is None:
            assert_close(reading.value, value, float(expect.get("tol", 1e-9)))
    for name, spec in expect.get("part_text", {}).items():
        reading, _ = part_of(results, metric, name, group)
        rounding = spec[2] if len(spec) > 2 else "half_up"
        assert plain(reading.value, Format(spec[0]), rounding=rounding) == spec[1]


def assert_close(value: Fraction | None, expected: Any, tolerance: float) -> None:
    if expected is None:
        assert value is None
        return
    assert value is not None
    assert abs(value - Fraction(str(expected))) <= Decimal(str(tolerance))


def text_of(part: PartResult, format: str | None, rounding: str) -> str:
    """The headline as `compute` prints it; the vector's format, where it names one."""
    chosen = Format(format) if format else part.unit.format
    if format is None and part.now.value is not None:
        # the part's own unit must be the one the vector means when it names none: percent
        assert part.unit.format in {Format.PERCENT, Format.PERCENT_SIGNED}
    return plain(part.now.value, chosen, rounding=rounding)


def part_of(
    results: Results, metric: str, name: str, group: tuple[tuple[str, str], ...]
) -> tuple[Reading, PartResult | None]:
    """A part by the vectors' flat names: `<label>`, `trend_<label>`, `<label>_customers`."""
    result = results.metric(metric, group)
    if name in result.parts:
        return result.parts[name].now, result.parts[name]
    for part, by_key in result.keyed.items():
        for key, one in by_key.items():
            # the number per gap beside a total of the same name is called gap_<name>
            own = part.removeprefix("gap_")
            if name in {key, f"{part}_{key}", f"{key}_{own}"}:
                return one.now, one
    raise AssertionError(f"no part {name!r} among {list(result.parts)} and {result.keyed}")
