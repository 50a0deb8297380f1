"""The sample company, written and built once, and a small project to break."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.bundled import example_config
from deckgen.pipeline import load_config
from deckgen.run import Run, computed
from deckgen.starter.demo import write_demo
from tests.support.commands import deckgen
from tests.support.projects import Project, small_project


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of the sample company. Tests read the folder and write elsewhere."""
    folder = tmp_path_factory.mktemp("sample")
    write_demo(folder, example_config())
    return folder / "config.yaml"


@pytest.fixture(scope="session")
def sample_run(sample: Path) -> Iterator[Run]:
    """The sample company, computed."""
    with computed(load_config(sample)) as run:
        yield run


@pytest.fixture(scope="session")
def sample_records(sample: Path) -> list[dict[str, object]]:
    """What ``compute --all-segments --format json`` prints for the sample company, segments
    crossed with regions included: a segment's deck shows them."""
    text = sample.read_text(encoding="utf-8")
    crossed = sample.with_name("crossed.yaml")
    variants = "variants: [segment, region]"
    assert variants in text
    crossed.write_text(text.replace(variants, f"{variants[:-1]}, segment x region]"), "utf-8")
    answer = deckgen("compute", crossed, "--all-segments", "--format", "json")
    assert answer.code == 0, answer.err
    rows: list[dict[str, object]] = json.loads(answer.out)
    return rows


@pytest.fixture(scope="session")
def sample_decks(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the decks of ``build --all-segments`` for the sample company."""
    folder = tmp_path_factory.mktemp("decks")
    answer = deckgen("build", sample, "--all-segments", "-o", folder)
    assert answer.code == 0, answer.err
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of four customers and two metrics, to be changed by a test."""
    return small_project(tmp_path / "project")
