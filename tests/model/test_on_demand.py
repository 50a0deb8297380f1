"""A mapping that makes its values when they are asked for is the dictionary of all of them."""

from __future__ import annotations

import pytest

from deckgen.model.on_demand import OnDemand, OnDemandSequence


def test_it_equals_the_dictionary_of_its_values_in_their_order() -> None:
    lengths = OnDemand(("one", "three", "fourteen"), len)
    assert list(lengths) == ["one", "three", "fourteen"]
    assert lengths == {"one": 3, "three": 5, "fourteen": 8}
    assert repr(lengths) == "{'one': 3, 'three': 5, 'fourteen': 8}"


def test_a_value_is_made_once_and_only_if_somebody_asks() -> None:
    made: list[str] = []
    values = OnDemand(("a", "b"), lambda name: made.append(name) or name * 2)
    assert "a" in values
    assert len(values) == 2
    assert made == []
    assert values["b"] == "bb" == values.get("b")
    assert made == ["b"]


def test_a_name_that_is_not_there_is_never_made() -> None:
    values = OnDemand(("a",), pytest.fail)
    assert values.get("b") is None
    with pytest.raises(KeyError):
        values["b"]


def test_a_sequence_is_the_tuple_of_its_values_made_once_and_only_if_somebody_asks() -> None:
    made: list[str] = []

    def make() -> tuple[str, ...]:
        made.append("all")
        return ("a", "b", "c")

    values = OnDemandSequence(make)
    assert made == []
    assert values == ("a", "b", "c") == tuple(values)
    assert (values[-1], values[:-1], len(values), "b" in values) == ("c", ("a", "b"), 3, True)
    assert values != ("a", "b")
    assert hash(values) == hash(("a", "b", "c"))
    assert made == ["all"]
