"""The standing rule: lint finds no error and no warning on anything that deckgen makes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches

import deckgen
from deckgen.lint import RULES, Rule, Severity, chosen_rules, lint_deck
from deckgen.model.deck import Deck, Slide, SlideKind, plain, text
from deckgen.render import write_deck
from tests.cli.test_hostile_names import NAMES
from tests.realdata.exports import mrr_playbook, ravenstack
from tests.render import decks
from tests.support.commands import deckgen as command
from tests.support.long_names import (
    in_theme,
    long_names,
    long_names_and_billions,
    long_names_in_german,
    one_customer,
)
from tests.support.projects import Project

LAYOUT = chosen_rules(["G", "T1", "T2", "T3", "T4", "T5", "C1", "C4", "C5", "C6", "A1", "A4", "P1"],
                      ["T7"])  # fmt: skip
"""What the renderer answers for, whatever a deck says."""


def assert_clean(path: Path, rules: Collection[Rule] = RULES) -> None:
    found = [
        f"slide {one.slide} ({one.title[:40]}), {one.shape}: {one.code} {one.message}"
        f" ({one.measured}, allowed {one.allowed})"
        for one in lint_deck(path, rules)
        if one.severity is not Severity.INFO
    ]
    assert not found, f"{path.name}:\n" + "\n".join(f"  {line}" for line in found)


def built(config: Path, folder: Path, *options: str) -> list[Path]:
    answer = command("build", config, "-o", folder, *options)
    assert answer.code == 0, answer.err
    paths = sorted(folder.rglob("*.pptx"))
    assert paths
    return paths


def test_the_sample_companys_deck_and_its_segments_decks_are_clean(sample_decks: Path) -> None:
    paths = sorted(sample_decks.rglob("*.pptx"))
    assert len(paths) > 5
    for path in paths:
        assert_clean(path)


def test_a_band_that_is_moved_away_from_its_values_is_found(
    sample_decks: Path, tmp_path: Path
) -> None:
    [path] = sample_decks.rglob("Lumina Cloud - 2025-Q2.pptx")
    presentation = Presentation(str(path))
    bands = [
        shape
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.name.startswith("Band [dk:")
    ]
    assert bands, "no slide of the sample deck has a band any more"
    for band in bands:
        band.left += Inches(0.5)
    moved = tmp_path / "moved.pptx"
    presentation.save(str(moved))
    rules = chosen_rules(["C10"], [])
    assert lint_deck(path, rules) == ()
    assert {one.shape for one in lint_deck(moved, rules)} == {"Band"}


@pytest.mark.parametrize(
    "changes",
    [
        {"theme: default": "theme: dark"},
        {"theme: default": "theme: editorial"},
        {"charts: native": "charts: picture"},
        {"locale: en_US": "locale: de_DE"},
        {"current: 2025-Q2": "current: 2022-Q4"},  # the first quarter that has a prior one
        {"history: 8": "history: 12"},
        {"current: 2025-Q2": "current: 2024", "grain: quarter": "grain: year"},
        {"current: 2025-Q2": "current: 2025-06", "grain: quarter": "grain: month"},
    ],
    ids=lambda changes: " ".join(changes.values()),
)
def test_every_look_and_span_of_the_sample_companys_deck_is_clean(
    changes: dict[str, str], sample: Path, tmp_path: Path
) -> None:
    content = sample.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in content
        content = content.replace(old, new)
    config = sample.with_name(f"{sorted(changes.values())}.yaml".replace(": ", "-"))
    config.write_text(content, encoding="utf-8")
    for path in built(config, tmp_path / "out"):
        assert_clean(path)


def test_a_deck_of_hostile_names_is_clean(project: Project, tmp_path: Path) -> None:
    rows = ["id,name,tier"]
    months = ["account,month,mrr"]
    for number, name in enumerate(NAMES.values()):
        quoted = '"' + name.replace('"', '""') + '"'
        rows.append(f"{number},{quoted},{quoted}")
        months += [f"{number},2025-{month:02d},{100 + number * month}" for month in range(3, 7)]
    project.write("accounts.csv", "\n".join(rows))
    project.write("mrr.csv", "\n".join(months))
    for path in built(project.config, tmp_path / "out"):
        assert_clean(path)


@pytest.mark.parametrize("metrics", ["two", "sixteen, most of them not available"])
def test_a_deck_of_four_customers_is_clean(metrics: str, project: Project, tmp_path: Path) -> None:
    if metrics != "two":
        project.change("config.yaml", "  retention: [net_revenue_retention, logo_churn]\n", "")
        project.change("config.yaml", "sections:\n", "")
    for path in built(project.config, tmp_path / "out"):
        assert_clean(path)


@pytest.mark.parametrize("pictures", [False, True])
def test_every_kind_of_slide_is_laid_out_cleanly(pictures: bool, tmp_path: Path) -> None:
    path = write_deck(decks.every_slide(), tmp_path / "every.pptx", pictures=pictures)
    assert_clean(path, LAYOUT)


def test_charts_of_awkward_data_are_laid_out_cleanly(tmp_path: Path) -> None:
    slides = [
        Slide(
            f"metric/{number}",
            SlideKind.METRIC,
            text(f"Chart {number} shows {name}"),
            blocks=(decks.number(), chart),
            section="Retention",
        )
        for number, (name, chart) in enumerate(decks.awkward_charts())
    ]
    awkward: Deck = decks.deck(*slides)
    assert plain(awkward.slides[0].title)
    assert_clean(write_deck(awkward, tmp_path / "awkward.pptx"), LAYOUT)


@pytest.mark.shared
@pytest.mark.parametrize("export", [ravenstack, mrr_playbook])
def test_decks_of_real_exports_are_clean(
    export: Callable[[Path], deckgen.config.Config], tmp_path: Path
) -> None:
    assert_clean(deckgen.build(export(tmp_path)))


@pytest.mark.parametrize("theme", ["default", "dark", "editorial"])
@pytest.mark.parametrize(
    "company", [long_names, long_names_and_billions, long_names_in_german, one_customer]
)
def test_decks_of_long_names_missing_metrics_and_awkward_amounts_are_clean(
    company: Callable[[Path], Path], theme: str, tmp_path: Path
) -> None:
    config = in_theme(company(tmp_path / "company"), theme)
    for path in built(config, tmp_path / "out"):
        assert_clean(path)
