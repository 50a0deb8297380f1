"""A company with planted words, computed once; its decks are made where a test needs them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deckgen.pipeline import load_config
from deckgen.run import Run, computed
from tests.support.planted import PlantedCompany, planted_company


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> PlantedCompany:
    """Regions of 10, 8, 6 and 2 customers at the closing. Tests read it and write elsewhere."""
    return planted_company(tmp_path_factory.mktemp("planted") / "company")


@pytest.fixture(scope="session")
def planted_run(planted: PlantedCompany) -> Iterator[Run]:
    """The company, computed with everything its configuration asks for."""
    with computed(load_config(planted.config)) as run:
        yield run


@pytest.fixture
def company(tmp_path_factory: pytest.TempPathFactory) -> PlantedCompany:
    """A company of one's own, to change its configuration."""
    return planted_company(tmp_path_factory.mktemp("own") / "company", (8, 7, 2))
