"""What `theme inspect` says of the room for metric slides."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.render.outlook import outlook
from deckgen.theme.box import Box
from tests.render.test_arrangements import bare_theme
from tests.render.test_templates import COVER, PLAIN
from tests.support.commands import deckgen
from tests.support.templates import Brand


@pytest.mark.parametrize(
    ("width", "height", "said"),
    [
        (12.3, 4.9, "number, two exhibits and narrative on one slide ('beside')"),
        (9.0, 6.4, "number, two exhibits and narrative on one slide ('panel over')"),
        (7.4, 5.2, "number, two exhibits and narrative on one slide ('panel as strip')"),
        (7.2, 3.8, "number, one exhibit and narrative on one slide ('beside'), what else it shows"),
        (4.5, 3.4, "its number on one slide, exhibits"),
    ],
)
def test_it_says_how_much_of_a_metric_stands_on_one_slide(
    width: float, height: float, said: str
) -> None:
    assert said in outlook(bare_theme(Box(0.5, 1.5, width, height)))


def test_the_note_on_a_template_has_it_for_people_and_for_programs(tmp_path: Path) -> None:
    path = Brand((COVER, PLAIN)).written(tmp_path)
    said = "A metric usually has number, two exhibits and narrative on one slide ('beside')"
    assert said in " ".join(deckgen("theme", "inspect", path).out.split())
    assert f'"metric_slides": "{said}"' in deckgen("theme", "inspect", path, "--format", "json").out
