"""The one table of what each metric shows agrees with the metrics there are."""

from __future__ import annotations

from dataclasses import fields

import pytest

from deckgen.metrics.catalogue import catalogue, executive_sixteen
from deckgen.model.metric import KeyedPart
from deckgen.plan.exhibits import CHOICES, Choice

PLAIN = ("second", "trend", "cut", "listed")
KEYED = ("bars", "columns")


@pytest.mark.parametrize("id", sorted(CHOICES))
def test_every_name_in_the_table_is_a_part_of_its_metric(id: str) -> None:
    metric, choice = catalogue()[id], CHOICES[id]
    for field in PLAIN:
        for name in getattr(choice, field):
            assert not isinstance(metric.parts[name], KeyedPart), f"{field}: {name}"
    for field in KEYED:
        for name in getattr(choice, field):
            assert isinstance(metric.parts[name], KeyedPart), f"{field}: {name}"
    for name in (choice.by_key, choice.leader):
        assert not name or isinstance(metric.parts[name], KeyedPart)


@pytest.mark.parametrize("id", sorted(CHOICES))
def test_every_detail_in_the_table_is_one_of_the_metrics_movers(id: str) -> None:
    movers = catalogue()[id].movers
    if CHOICES[id].details:
        assert movers is not None
        assert set(CHOICES[id].details) - {"growth"} <= set(movers.details)
        assert "growth" not in CHOICES[id].details or "before" in movers.amounts


def test_each_of_the_sixteen_has_a_row() -> None:
    assert {metric.id for metric in executive_sixteen()} <= set(CHOICES)


def test_a_clause_has_a_place_for_its_number_and_a_second_number_to_fill_it() -> None:
    for choice in CHOICES.values():
        if choice.clause:
            assert "{}" in choice.clause
            assert choice.second


def test_every_field_of_a_choice_is_used_by_some_metric() -> None:
    for field in fields(Choice):
        default = getattr(Choice(), field.name)
        assert any(getattr(choice, field.name) != default for choice in CHOICES.values())
