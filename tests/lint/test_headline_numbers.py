"""In which forms a headline's number may stand on its slide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.lint import chosen_rules, lint_deck
from deckgen.lint.rules.headline import _stands_in
from deckgen.model.deck import Tone, ValueRow, text
from deckgen.render import deck_bytes
from tests.render import decks


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


@pytest.mark.parametrize(("margin", "found"), [("", 0), ("± 3", 0), ("of 50", 1)])
def test_a_number_may_have_its_margin_beside_it_where_a_row_repeats_it(
    margin: str, found: int, tmp_path: Path
) -> None:
    number = replace(decks.number("41", "Net promoter score"), margin=margin)
    cells = tuple(text(one) for one in ("36", "38", "40"))
    over = ValueRow("NPS", (*cells, text("41", Tone.BAD)), "NPS 36, 38, 40, 41")
    shares = decks.share_chart()
    spec = replace(
        shares.spec,
        categories=shares.spec.categories[-4:],
        series=tuple(replace(one, values=one.values[-4:]) for one in shares.spec.series),
        emphasis=3,
    )
    slide = decks.metric_slide(number, replace(shares, spec=spec, over=over), decks.narrative())
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck_bytes(decks.deck(slide)))
    assert len(lint_deck(path, chosen_rules(["S1"], []))) == found
