"""What `theme inspect` says of the room for metric slides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.render.outlook import outlook
from deckgen.theme.box import Box
from tests.render.test_arrangements import bare_theme
from tests.render.test_templates import COVER, PLAIN
from tests.support.commands import deckgen
from tests.support.templates import Brand

ONE = "one slide: its number, two exhibits and narrative"
TWO = "two slides: its number, one exhibit and narrative ('beside'); then the number again and one"


@pytest.mark.parametrize(
    ("width", "height", "said"),
    [
        (12.3, 4.9, f"{ONE} ('beside')"),
        (9.0, 6.4, f"{ONE} ('panel over')"),
        (8.8, 4.4, TWO),
        (4.5, 3.4, "four slides: its number; then one exhibit; then one exhibit; then narrative"),
    ],
)
def test_it_says_how_many_slides_a_metric_takes(width: float, height: float, said: str) -> None:
    assert said in outlook(bare_theme(Box(0.5, 1.5, width, height)))


def test_a_page_of_a_wide_face_holds_less() -> None:
    """A face a quarter wider than Calibri leaves four fifths of the inches across."""
    theme = bare_theme(Box(0.5, 1.5, 9.0, 4.7))
    wide = replace(theme, style=replace(theme.style, minor_font="Verdana", major_font="Verdana"))
    assert " one slide" in outlook(theme)
    assert " two slides" in outlook(wide)


def test_the_note_on_a_template_has_it_for_people_and_for_programs(tmp_path: Path) -> None:
    path = Brand((COVER, PLAIN)).written(tmp_path)
    said = f"A metric with a trend and a table usually takes {ONE} ('beside')"
    assert said in " ".join(deckgen("theme", "inspect", path).out.split())
    assert f'"metric_slides": "{said}"' in deckgen("theme", "inspect", path, "--format", "json").out
