"""reconciliation.json: the parts of every additive component add up to the whole."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.batch.reconciliation import _exact, differences, reconciliation_json
from deckgen.compute import Results, compute
from deckgen.compute.reconciliation import sums
from deckgen.engine.duckdb import DuckDB
from deckgen.metrics.catalogue import catalogue
from deckgen.model.period import Window
from tests.compute.generated import company
from tests.compute.test_engines_agree import request
from tests.support.canonical import fill
from tests.support.commands import deckgen
from tests.support.planted import PlantedCompany


def results_of(seed: int) -> Results:
    with DuckDB() as engine:
        staged = fill(engine, company(seed))
        return compute(engine, staged, request(), catalogue())


@settings(max_examples=4)
@given(seed=st.integers(0, 99_999))
def test_all_components_of_random_companies_add_up(seed: int) -> None:
    results = results_of(seed)
    found = list(sums(results))
    assert {one.base for one in found} > {"customer_period", "answers"}
    assert {one.grouping for one in found} == {one for one in results.request.groupings if one}
    assert all(one.difference == 0 for one in found)
    assert any(one.without for one in found)  # some customers are in no segment
    assert differences(results) == []


def test_a_fault_in_the_numbers_is_told() -> None:
    """Were the check blind, it would prove nothing: one customer too many in one segment."""
    results = results_of(7)
    by_span = next(
        cells for slot, cells in results.cube.sums.items() if slot[1].name == "opening_customers"
    )
    current = results.spans.of(results.spans.current, Window.PERIOD)
    assert current is not None
    span = current.id
    group = next(one for one in by_span[span] if [name for name, _ in one] == ["segment"])
    by_span[span][group] += 1
    assert differences(results) == [
        "opening_customers of customer_period by segment: the parts differ from the whole by 1"
    ]
    assert json.loads(reconciliation_json(results, "USD"))["adds_up"] is False


def test_the_file_of_a_run_says_where_everybody_is(planted: PlantedCompany, tmp_path: Path) -> None:
    answer = deckgen("build", planted.config, "--all-segments", "-o", tmp_path)
    assert answer.code == 0, answer.err
    content = json.loads((tmp_path / "reconciliation.json").read_text(encoding="utf-8"))
    assert content["adds_up"] is True
    region = next(one for one in content["dimensions"] if one["dimension"] == "region")
    # twelve, nine, seven and two customers at the opening; the four that no table knows come later
    assert [one["customers"] for one in region["segments"]] == [12, 9, 7, 2]
    assert region["company"]["customers"] == region["sum"]["customers"] == 30
    assert set(region["difference"].values()) == {0}
    assert region["not_in_any_segment"]["new"] == 28  # 4 x 7
    assert region["transfers"] is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(3), 3), (Fraction(1, 4), "0.25"), (Fraction(-5, 2), "-2.5"), (Fraction(1, 3), "1/3"),
     (Fraction(-1, 100), "-0.01")],
)  # fmt: skip
def test_numbers_are_exact(value: Fraction, text: object) -> None:
    assert _exact(value) == text
