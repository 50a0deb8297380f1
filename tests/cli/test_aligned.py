"""Tables in plain text: columns stand under each other in every script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deckgen.clipping import columns
from deckgen.terminal import table_text

cells = st.text(st.sampled_from("ab é株式ש😀e\u0301"), max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_the_second_column_starts_at_one_place(rows: list[tuple[str, str]]) -> None:
    marked = [(first.strip(), f"|{second.strip()}") for first, second in rows]
    head, ruled, *lines = table_text(("Name", "|Value"), marked).splitlines()
    starts = {columns(line.partition("|")[0]) for line in (head, *lines)}
    assert len(starts) == 1
    assert ruled.index("  ") + 2 == starts.pop()


def test_numbers_stand_at_the_right_beside_wide_names() -> None:
    told = table_text(("Name", "n"), [("株式会社", "7"), ("Acme", "12")], right=(1,))
    assert told.splitlines()[2:] == ["株式会社   7", "Acme      12"]
