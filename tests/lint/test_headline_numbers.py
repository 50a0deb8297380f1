"""In which forms a headline's number may stand on its slide."""

from __future__ import annotations

import pytest

from deckgen.lint.rules.headline import _stands_in


@pytest.mark.parametrize(
    ("number", "shown", "stands"),
    [
        ("0.5 points", "Watch 0.5 below 36", True),
        ("0.5 points", "+0.5 points", True),
        ("0.5 points", "10.5 below 36", False),
        ("0.5 points", "0.5 of 36", False),
        ("1.8 pp", "1.8 below 105%", False),
    ],
)
def test_points_beside_a_status_may_stand_bare(number: str, shown: str, stands: bool) -> None:
    assert _stands_in(number, shown) is stands
