"""The sample company's deck, computed once and written in any theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.batch.planning import Material, planned
from deckgen.batch.selection import Variant
from deckgen.bundled import example_config
from deckgen.looks import theme_named
from deckgen.model.deck import Deck
from deckgen.pipeline import BuildOptions, load_config, material_of
from deckgen.render import write_deck
from deckgen.run import computed
from deckgen.starter.demo import write_demo


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    """What the sample company's decks are planned from."""
    folder = tmp_path_factory.mktemp("company")
    write_demo(folder, example_config())
    with computed(load_config(folder / "config.yaml")) as run:
        yield material_of(run, BuildOptions())


@pytest.fixture(scope="session")
def company_deck(material: Material) -> Deck:
    """The sample company's deck as it is planned for the design's own page."""
    return planned(material, Variant((), 0)).deck


@pytest.fixture(scope="session")
def written(
    material: Material, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str | Path], Path]:
    """Writes the whole deck in a theme, by a bundled one's name or a template's path; once for
    each."""
    folder = tmp_path_factory.mktemp("brands")
    made: dict[str | Path, Path] = {}

    def deck(theme: str | Path) -> Path:
        if theme not in made:
            config = replace(material.config, deck=replace(material.config.deck, theme=theme))
            told = planned(replace(material, config=config), Variant((), 0)).deck
            name = theme.stem if isinstance(theme, Path) else theme
            made[theme] = write_deck(told, folder / f"{name}.pptx", theme_named(theme))
        return made[theme]

    return deck


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the eight brands' templates."""
    from tests.brands.designs import brands

    folder = tmp_path_factory.mktemp("templates")
    for name, brand in brands().items():
        brand.written(folder, f"{name}.pptx")
    return folder
