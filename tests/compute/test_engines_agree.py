"""One equality suite over every engine: the cube of DuckDB and of SQLite, integer by integer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deckgen.compute import Results, compute
from deckgen.engine.duckdb import DuckDB
from deckgen.engine.protocol import Engine
from deckgen.engine.sqlite import SQLite
from deckgen.metrics.catalogue import catalogue
from deckgen.model.period import Calendar, Window
from deckgen.model.request import MetricRequest, MoneyRules, Request
from tests.compute.generated import company
from tests.support.canonical import fill

ENGINES: dict[str, Callable[[], Engine]] = {"duckdb": DuckDB, "sqlite": SQLite}
BY = ("segment", "region")


def request(**changes: object) -> Request:
    """All metrics by segment, region and both, eight quarters, one metric trailing."""
    calendar = Calendar()
    return Request(
        metrics=tuple(
            MetricRequest(
                id, window=Window.TRAILING_12M if id == "logo_retention" else Window.PERIOD
            )
            for id in catalogue()
        ),
        calendar=calendar,
        current=calendar.parse("2025-Q2"),
        as_of=date(2025, 7, 3),
        dimensions=BY,
        groupings=((), ("segment",), ("region",), BY),
        **changes,  # type: ignore[arg-type]
    )


def computed(name: str, seed: int, *, currencies: bool = False, **changes: object) -> Results:
    engine = ENGINES[name]()
    staged = fill(engine, company(seed, currencies=currencies))
    return compute(engine, staged, request(**changes), catalogue())


@pytest.fixture(params=[name for name in ENGINES if name != "duckdb"])
def other(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("currencies", [False, True], ids=["dollars", "dollars and euros"])
@pytest.mark.parametrize("movements", [True, False], ids=["movements", "snapshots"])
def test_every_engine_gives_the_same_integers(
    other: str, seed: int, currencies: bool, movements: bool
) -> None:
    cubes = []
    for name in ("duckdb", other):
        engine = ENGINES[name]()
        tables = company(seed, currencies=currencies)
        if not movements:
            tables["movements"] = []
        results = compute(engine, fill(engine, tables), request(), catalogue())
        cubes.append((results.cube.sums, results.cube.keyed, results.sizes, results.movers))
        engine.close()
    assert cubes[0] == cubes[1]
    assert len(cubes[0][0]) > 20


def test_floating_rates_and_kept_credits_agree_too(other: str) -> None:
    rules = MoneyRules(fx="floating", negative_revenue="keep")
    first, second = (computed(name, 3, currencies=True, money=rules) for name in ("duckdb", other))
    assert first.cube.sums == second.cube.sums
