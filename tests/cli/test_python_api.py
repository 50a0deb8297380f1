"""The four functions of the package, as the interface describes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import deckgen
from deckgen.config import Config
from deckgen.errors import ConfigError
from deckgen.model.deck import Deck
from deckgen.records import COLUMNS
from tests.support.commands import deckgen as command
from tests.support.needs import CHECKOUT
from tests.support.package import assert_package_is_sound
from tests.support.projects import Project


@pytest.fixture
def config(project: Project) -> Config:
    return deckgen.load_config(project.config)


def test_compute_gives_a_tidy_frame_with_the_columns_of_the_command(
    config: Config, project: Project
) -> None:
    import pandas as pd

    frame = deckgen.compute(config)
    assert isinstance(frame, pd.DataFrame)
    assert tuple(frame.columns) == COLUMNS
    answer = command("compute", project.config, "--all-segments", "--format", "json")
    assert json.loads(answer.out) == [
        {name: None if value is None or value != value else value for name, value in row.items()}
        for row in frame.to_dict(orient="records")
    ]


def test_a_value_of_the_frame_is_exact(config: Config) -> None:
    frame = deckgen.compute(config)
    chosen = frame[
        (frame.metric == "net_revenue_retention") & (frame.part == "value")
        & (frame.period == "2025-Q2") & (frame.segment == {})
    ]  # fmt: skip
    # 850 of 1,000 (see the project)
    assert list(chosen.value) == ["0.85"]
    assert list(chosen.text) == ["85%"]


def test_plan_gives_a_deck_as_pure_data_for_a_segment(config: Config, project: Project) -> None:
    deck = deckgen.plan(config, segment={"segment": "Enterprise"})
    assert isinstance(deck, Deck)
    assert deck.group_label == "Enterprise"
    assert not (project.folder / "out").exists()


def test_plan_names_a_segment_that_does_not_exist(config: Config) -> None:
    with pytest.raises(ConfigError, match="did you mean 'Enterprise'"):
        deckgen.plan(config, segment={"segment": "Entreprise"})


def test_a_segment_may_have_an_equals_sign_in_its_name(project: Project) -> None:
    project.change("accounts.csv", "Gamma,Enterprise", "Gamma,a=b")
    path = deckgen.build(deckgen.load_config(project.config), segment={"segment": "a=b"})
    assert path.name == "Acme - 2025-Q2 - a=b.pptx"


def test_build_writes_the_deck_and_gives_its_path(config: Config, project: Project) -> None:
    path = deckgen.build(config)
    assert path == project.folder / "out" / "Acme - 2025-Q2.pptx"
    assert_package_is_sound(path)


def test_load_config_takes_a_text_and_raises_every_mistake_at_once(project: Project) -> None:
    project.change("config.yaml", "history: 2", "histroy: 2")
    project.change("config.yaml", "logo_churn", "logo_chrun")
    with pytest.raises(ConfigError) as raised:
        deckgen.load_config(str(project.config))
    assert len(raised.value.issues) == 2


@pytest.mark.parametrize("first", ["deckgen.plan.dump", "deckgen.compute", "deckgen.pipeline"])
def test_the_functions_are_not_hidden_by_packages_of_the_same_names(first: str) -> None:
    code = (
        f"import {first}; import deckgen;"
        "from deckgen import plan; from deckgen.plan import plan_deck;"
        "print(type(deckgen.plan).__name__, type(deckgen.compute).__name__, plan.__module__)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["function", "function", "deckgen.pipeline"]


def test_a_name_that_the_package_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        deckgen.bild  # type: ignore[attr-defined]  # noqa: B018


def test_a_deck_does_not_depend_on_the_folder_it_is_made_in(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.change("mrr.csv", "A2,2025-03,200", "A2,2025-03,two hundred")
    built = []
    for folder in (project.folder.parent, project.folder, Path("/")):
        monkeypatch.chdir(folder)
        path = deckgen.build(deckgen.load_config(project.config))
        built.append(path.read_bytes())
        path.unlink()
    assert built[0] == built[1] == built[2]
    assert str(project.folder).encode() not in built[0]
