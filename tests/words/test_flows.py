"""What became of a list, in one sentence."""

from __future__ import annotations

import pytest

from deckgen.model.result import PartResult
from deckgen.model.unit import count
from deckgen.words.flows import flow_fact
from deckgen.words.voice import Voice
from tests.support.results import a_part


def counted(value: int | None) -> PartResult:
    return a_part(value, None, None, unit=count, trend=())


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((23, 5, 11), "23 accounts turned at risk, 5 are no longer at risk, 11 left."),
        ((1, 1, 1), "1 account turned at risk, 1 is no longer at risk, 1 left."),
        ((0, 0, 0), "No accounts turned at risk, none are no longer at risk, none left."),
        ((1200, 0, 2), "1,200 accounts turned at risk, none are no longer at risk, 2 left."),
    ],
)
def test_the_sentence_counts_all_three(counts: tuple[int, int, int], sentence: str) -> None:
    joined, off, gone = map(counted, counts)
    assert flow_fact(joined, off, gone, Voice()) == sentence


@pytest.mark.parametrize("counts", [(None, 3, 3), (3, None, 3), (3, 3, None)])
def test_nothing_is_told_while_one_is_not_known(counts: tuple[int | None, ...]) -> None:
    joined, off, gone = map(counted, counts)
    assert flow_fact(joined, off, gone, Voice()) == ""
