"""Names of the user's data inside sentences, whatever the direction they are written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.words.phrases import name_in_sentence, short_name

MARKS = "\u200f\u200e"


@pytest.mark.parametrize("name", ["שלום", "شركة الاتصالات", "Lumina שלום", "שלום (2025)", "שלום…"])
def test_a_name_that_ends_from_right_to_left_is_closed_so_that_an_amount_stays_behind_it(
    name: str,
) -> None:
    assert name_in_sentence(name) == name + MARKS


@pytest.mark.parametrize("name", ["Lumina", "東京システム", "שלום Ltd", "2025", "", "R&D (EMEA)"])
def test_other_names_are_left_as_they_are(name: str) -> None:
    assert name_in_sentence(name) == name


@given(st.text())
def test_nothing_that_is_seen_changes(name: str) -> None:
    assert name_in_sentence(name).removesuffix(MARKS) == short_name(name).removesuffix(MARKS)
