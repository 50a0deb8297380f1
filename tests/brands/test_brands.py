"""The whole sample deck in every brand, measured in the written file and not as it was planned."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.lint import RULES, Severity, lint_deck
from deckgen.looks import bundled_themes
from tests.brands.designs import brands
from tests.support.needs import shared
from tests.support.package import package_findings
from tests.support.schema import audit_findings, sdk_findings

Write = Callable[[str | Path], Path]
FOLDER = shared()
SAMPLES = sorted((FOLDER / "templates").glob("*.p*x")) if FOLDER is not None else []
THEMES = [
    *(pytest.param(name, id=name) for name in (*bundled_themes(), *brands())),
    *(pytest.param(path, id=path.stem, marks=pytest.mark.shared) for path in SAMPLES),
]
OWN, OTHERS = (
    (*bundled_themes(), *brands()),
    [pytest.param(path, id=path.stem, marks=pytest.mark.shared) for path in SAMPLES],
)


@pytest.fixture
def theme(request: pytest.FixtureRequest, templates: Path) -> str | Path:
    """A bundled theme's name or a template's path."""
    asked: str | Path = request.param
    return templates / f"{asked}.pptx" if asked in brands() else asked


@pytest.mark.parametrize("theme", THEMES, indirect=True)
def test_a_deck_keeps_every_rule_in_every_brand(theme: str | Path, written: Write) -> None:
    """In one test, so that a deck is written once."""
    path = written(theme)
    assert broken_rules(path) == []
    assert leftovers(path) == []
    assert added(audit_findings, path, theme) == []
    assert added(package_findings, path, theme) == []


@pytest.mark.validator
@pytest.mark.parametrize("theme", THEMES, indirect=True)
def test_a_deck_has_no_error_that_its_template_has_not(theme: str | Path, written: Write) -> None:
    assert added(sdk_findings, written(theme), theme) == []


@pytest.mark.render
def test_a_deck_is_drawn_page_by_page_in_every_brand(
    templates: Path, written: Write, tmp_path: Path
) -> None:
    own = [*bundled_themes(), *(templates / f"{name}.pptx" for name in brands())]
    assert_drawn([written(one) for one in own], tmp_path)


@pytest.mark.render
@pytest.mark.shared
def test_a_deck_is_drawn_page_by_page_in_every_sample_template(
    written: Write, tmp_path: Path
) -> None:
    assert_drawn([written(one) for one in SAMPLES], tmp_path)


def broken_rules(path: Path) -> list[str]:
    """What lint finds, from overlaps and contrast to headlines, charts and parts."""
    return [
        f"slide {one.slide} ({one.title[:40]}), {one.shape}: {one.code} {one.message}"
        f" ({one.measured}, allowed {one.allowed})"
        for one in lint_deck(path, RULES)
        if one.severity is not Severity.INFO
    ]


def leftovers(path: Path) -> list[str]:
    """Slides and shapes that are the template's, and placeholders that are empty."""
    slides = Presentation(str(path)).slides
    assert len(slides) > 25
    return [
        f"slide {number}: {shape.name!r}"
        for number, slide in enumerate(slides, start=1)
        for shape in slide.shapes
        if "[dk:" not in shape.name
        or (shape.is_placeholder and shape.has_text_frame and not shape.text_frame.text.strip())
    ]


def added(findings: Callable[[Path], list[str]], deck: Path, theme: str | Path) -> list[str]:
    """What is found in a deck and not in its template already."""
    found = findings(deck)
    before = set(findings(theme)) if found and isinstance(theme, Path) else set()
    return [line for line in found if line not in before]


def assert_drawn(decks: list[Path], folder: Path) -> None:
    """Every slide becomes a page that says what the slide's title says. One LibreOffice draws all
    of them, which is quicker than one for each."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--norestore", "--convert-to", "pdf:impress_pdf_Export", "--outdir", str(folder),
         *map(str, decks)],
        check=True, capture_output=True, timeout=540,
    )  # fmt: skip
    for deck in decks:
        pdf = folder / f"{deck.stem}.pdf"
        assert pdf.is_file(), f"LibreOffice did not draw {deck.name}"
        told = subprocess.run(
            ["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        pages, slides = told.split("\f")[:-1], Presentation(str(deck)).slides
        assert len(pages) == len(slides), deck.name
        for number, (page, slide) in enumerate(zip(pages, slides, strict=True), start=1):
            title = slide.shapes.title
            assert title is not None
            words = set(re.findall(r"[a-z]{4,}", title.text_frame.text.casefold()))
            drawn = set(re.findall(r"[a-z]{4,}", page.casefold()))
            assert len(words & drawn) * 2 >= len(words), f"{deck.name}, page {number}"
