"""The summary of a run is a table that stays readable whatever segments are called."""

from __future__ import annotations

import pytest

from deckgen.batch.making import shown_label
from deckgen.batch.selection import Variant


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("EMEA", "EMEA"),
        ("North\n  America", "North America"),
        ("L" * 300, "L" * 59 + "…"),
        (None, "no region"),
    ],
)
def test_a_segment_has_one_short_line(name: str | None, shown: str) -> None:
    assert shown_label(Variant((("region", name),), 3)) == shown


def test_everyone_is_named() -> None:
    assert shown_label(Variant((), 3)) == "All customers"
