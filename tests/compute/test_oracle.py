"""The computation against a plain-Python oracle that loops over the raw rows of one variant.

Not a tolerance anywhere but for square roots: values are equal fractions, codes equal texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from deckgen.metrics.catalogue import PRESETS, catalogue, executive_sixteen
from deckgen.model.period import span_of
from deckgen.model.request import MoneyRules
from tests.compute.oracle import DEFINITIONS, answers
from tests.compute.oracle_asks import (
    DEFAULTS,
    FREE_PLANS,
    MEANS,
    METHODS,
    ask,
    compared,
    with_credits,
    with_odd_answers,
    without_movements,
    without_some_rates,
)
from tests.compute.oracle_check import differences
from tests.compute.oracle_world import Answer, NoRateError, View, World, day
from tests.metrics.golden import Vector, metric_vectors, request_of, tables_of

KEPT = MoneyRules(negative_revenue="keep")
FLOATING = MoneyRules(fx="floating")

SCENARIOS: dict[str, dict[str, Any]] = {
    "dollars": {"seed": 1},
    "dollars and euros": {"seed": 2, "currencies": True},
    "no table of movements": {"seed": 3, "tweak": without_movements},
    "the quarter is not over": {"seed": 4, "as_of": date(2025, 5, 20), "tweak": with_odd_answers},
    "floating rates": {"seed": 5, "currencies": True, "money": FLOATING},
    "credits, floored": {"seed": 6, "tweak": with_credits},
    "credits, kept": {"seed": 7, "tweak": with_credits, "money": KEPT},
}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_number_is_the_oracles(scenario: str) -> None:
    assert not list(differences(*compared(DEFAULTS, **SCENARIOS[scenario])))


@pytest.mark.parametrize("scenario", ["credits, floored", "credits, kept"])
def test_every_number_is_the_oracles_when_free_plans_are_customers(scenario: str) -> None:
    assert not list(differences(*compared(FREE_PLANS, **SCENARIOS[scenario])))


@pytest.mark.parametrize("methods", METHODS)
@pytest.mark.parametrize("scenario", ["dollars and euros", "the quarter is not over"])
def test_every_method_is_the_oracles(methods: str, scenario: str) -> None:
    assert not list(differences(*compared(METHODS[methods], **SCENARIOS[scenario])))


def test_mean_scores_are_the_oracles() -> None:
    assert not list(differences(*compared(MEANS, **SCENARIOS["dollars"])))


@pytest.mark.parametrize("methods", ["events", "everybody, not the cohort", "sums of months"])
@pytest.mark.parametrize(
    "scenario", ["no table of movements", "floating rates", "credits, floored"]
)
def test_methods_on_revenue_are_the_oracles_whatever_the_rules(methods: str, scenario: str) -> None:
    assert not list(differences(*compared(METHODS[methods], **SCENARIOS[scenario])))


def test_a_group_is_undefined_exactly_where_its_own_amounts_lack_a_rate() -> None:
    # without rates of 2024-12 and 2025-06: Q1 has no opening rate, Q2 needs only March's
    metrics = (ask("net_revenue_retention"),)
    results, world = compared(metrics, 2, currencies=True, tweak=without_some_rates)
    assert not list(differences(results, world))
    codes = {point.reading.code for point in results.part("net_revenue_retention", "value").trend}
    assert codes == {None, "missing_fx_rate"}


def test_the_oracle_knows_every_metric_and_is_asked_every_method_that_reads_tables() -> None:
    assert {metric.id for metric in executive_sixteen()} <= set(DEFINITIONS)
    supplied_only = {("net_revenue_retention", "formula"), ("net_revenue_retention", "annualize")}
    for id in DEFINITIONS:
        metric = catalogue()[id]
        asked = {one.methods.get("", metric.default) for one in _asked() if one.id == id}
        known = {method for method in metric.methods if (id, method) not in supplied_only}
        assert asked == known, id


def _asked() -> list[Any]:
    return [*DEFAULTS, *MEANS, *(one for group in METHODS.values() for one in group)]


# ---- the oracle itself, on the golden vectors: they are worked by hand in their comments


def _raw_vectors() -> list[Vector]:
    """Vectors of raw rows; not those of supplied counts, derived revenue or a roll-up."""
    found = []
    for vector in metric_vectors():
        source = vector.body["input"]
        prepared = "counts" in source or "csm_summary" in source.get("tables", {})
        derived = vector.id.startswith("revenue_from_")
        parents = vector.config["rollup"] != "none"
        if not (prepared or derived or parents or vector.id == "revenue_conflicting_duplicates"):
            found.append(vector)
    return found


@pytest.mark.parametrize("vector", _raw_vectors(), ids=lambda vector: vector.id)
def test_the_oracle_gives_what_the_golden_vectors_expect(vector: Vector) -> None:
    metric = PRESETS[vector.metric].metric if vector.metric in PRESETS else vector.metric
    request = request_of(vector)
    asked = request.metrics[0]
    span = span_of(0, request.current, asked.window, request.as_of)
    config = vector.config
    world = World(
        _assumed_active(tables_of(vector), span.last_day),
        currency=config["currency"],
        unit=config["revenue_unit"],
        floating=config["fx"] == "floating",
        keep_negative=config["negative_revenue"] == "keep",
    )
    group = tuple((config.get("segment") or {}).items())
    method = asked.methods.get("", catalogue()[metric].default)
    expect = vector.expect
    try:
        parts = answers(View(world, span, group), metric, method, asked.options)
    except NoRateError:
        assert expect["code"] == "missing_fx_rate"
        return
    value = _headline(parts, metric, method)
    assert value.code == expect.get("code")
    if "value" in expect and expect["value"] is not None:
        _close(value, expect["value"], expect.get("tol", 1e-9))
    if value.code is None:
        for name, wanted in expect.get("parts", {}).items():
            _close(_part(parts, name), wanted, expect.get("tol", 1e-9))


def _assumed_active(tables: dict[str, list[dict[str, Any]]], end: int) -> Mapping[str, Any]:
    """Section 2: without revenue, active is who has an assignment, a contract or a score."""
    if "assignments" in tables and "revenue" not in tables:
        ids = {row["customer_id"] for row in tables["assignments"]} - {None}
        assert end == day(date(2025, 6, 30))
        month = {"month": "2025-06", "amount": 1}
        return {**tables, "revenue": [{"customer_id": one, **month} for one in sorted(ids)]}
    if metric_without_months(tables):
        return {**tables, "revenue": _quiet_months()}
    return tables


def metric_without_months(tables: Mapping[str, Any]) -> bool:
    """Tables that say nothing about snapshots, for metrics that do not need any."""
    return "revenue" not in tables and "movements" not in tables


def _quiet_months() -> list[dict[str, Any]]:
    months = ("2025-03", "2025-06")
    return [{"customer_id": "nobody", "month": month, "amount": 0} for month in months]


def _headline(parts: Mapping[str, Any], metric: str, method: str) -> Answer:
    found = parts[catalogue()[metric].headline(method)]
    assert isinstance(found, Answer)
    return found


def _part(parts: Mapping[str, Any], name: str) -> Answer:
    """A part by the vectors' flat names: `<label>`, `trend_<label>`, `<label>_customers`."""
    own = parts.get(name)
    if isinstance(own, Answer):
        return own
    for part, keyed in parts.items():
        if isinstance(keyed, dict):
            for key, one in keyed.items():
                if name in {key, f"{part}_{key}", f"{key}_{part.removeprefix('gap_')}"}:
                    assert isinstance(one, Answer)
                    return one
    raise AssertionError(f"the oracle has no part {name!r}")


def _close(answer: Answer, wanted: Any, tolerance: float) -> None:
    assert answer.value is not None
    assert abs(answer.value - Fraction(str(wanted))) <= Fraction(str(tolerance))
