"""File names of decks: safe, one for each group, and the same whatever else is built."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from deckgen.batch.names import file_names, same_file
from deckgen.model.request import Group
from deckgen.output import file_name


def name_of(label: str) -> str:
    return file_name(
        "{company} - {period} - {segment}.pptx", company="Acme", period="2025-Q2", segment=label,
        day=date(2025, 7, 3),
    )  # fmt: skip


def group(value: str | None, dimension: str = "region") -> Group:
    return ((dimension, value),)


def named(*groups: Group) -> list[str]:
    return list(file_names(groups, name_of).values())


def test_a_name_of_its_own_is_the_plain_one() -> None:
    assert named((), group("EMEA")) == ["Acme - 2025-Q2.pptx", "Acme - 2025-Q2 - EMEA.pptx"]


def test_one_value_of_two_dimensions_tells_the_dimension() -> None:
    assert named(group("North"), group("North", "team")) == [
        "Acme - 2025-Q2 - region North.pptx", "Acme - 2025-Q2 - team North.pptx",
    ]  # fmt: skip


def test_names_that_some_file_system_takes_for_one_get_a_code() -> None:
    values = ["con", "CON", "a/b", "a b", "é", "e\u0301x"[:2], "x" * 300, "x" * 299 + "y"]
    names = named(*map(group, values))
    assert len({same_file(one) for one in names}) == len(values)
    assert all(len(one.encode()) <= 255 for one in names)


def test_no_value_and_an_empty_one_differ() -> None:
    assert len(set(named(group(None), group("no region"), group("")))) == 3


def test_the_name_does_not_depend_on_order_or_on_what_is_built() -> None:
    groups = [group("a"), group("A"), group("b")]
    forward, backward = file_names(groups, name_of), file_names(groups[::-1], name_of)
    assert forward == {one: backward[one] for one in forward}


values = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["a", "A", "ａ", "../a", "CON"]))


@given(st.lists(st.tuples(st.sampled_from(["region", "team"]), values), unique=True))
def test_any_groups_get_names_that_differ_on_every_file_system(
    pairs: list[tuple[str, str | None]],
) -> None:
    names = named((), *(group(value, dimension) for dimension, value in pairs))
    folded = {unicodedata.normalize("NFD", one).casefold() for one in names}
    assert len(folded) == len({same_file(one) for one in names}) == len(pairs) + 1
    assert all("/" not in one and "\\" not in one and one.endswith(".pptx") for one in names)
