"""Both exports become decks, end to end, and the decks say what was decided about the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.pipeline import BuildOptions, BuildReport, build_decks
from tests.realdata.exports import mrr_playbook, ravenstack
from tests.support.package import assert_package_is_sound
from tests.support.schema import assert_schema_valid

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def ravenstack_decks(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The company's deck and one per industry and plan."""
    config = ravenstack(tmp_path_factory.mktemp("ravenstack"))
    return build_decks(config, BuildOptions(all_segments=True))


@pytest.fixture(scope="module")
def playbook_decks(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The only deck of the subscription periods: there is nothing to cut by."""
    return build_decks(mrr_playbook(tmp_path_factory.mktemp("playbook")), BuildOptions())


def slides(path: Path) -> list[str]:
    """The text of every slide, tables included, on one line each."""
    return [" ".join(_texts(slide.shapes)) for slide in Presentation(str(path)).slides]


def _texts(shapes: object) -> Iterator[str]:
    for shape in shapes:  # type: ignore[attr-defined]
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from _texts(shape.shapes)
        elif shape.has_text_frame:
            yield _spaced(shape.text_frame.text)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield from (_spaced(cell.text_frame.text) for cell in row.cells)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_deck_is_a_sound_and_valid_package(
    ravenstack_decks: BuildReport, playbook_decks: BuildReport
) -> None:
    decks = [*ravenstack_decks.decks, *playbook_decks.decks]
    assert len(decks) == 1 + 5 + 3 + 1  # the company, industries, plans; the playbook
    for deck in decks:
        assert_package_is_sound(deck.path)
    assert_schema_valid(ravenstack_decks.decks[0].path)
    assert_schema_valid(playbook_decks.decks[0].path)


def test_the_segments_of_a_dimension_have_all_customers_between_them(
    ravenstack_decks: BuildReport,
) -> None:
    sizes: dict[str, int] = {}
    for deck in ravenstack_decks.decks:
        for dimension, _ in deck.group or (("everyone", None),):
            sizes[dimension] = sizes.get(dimension, 0) + deck.customers
    assert sizes == {"everyone": 500, "industry": 500, "plan": 500}


def test_all_sixteen_metrics_have_a_slide_and_nine_say_why_there_is_no_number(
    ravenstack_decks: BuildReport,
) -> None:
    """Eight have no data in the export, and nobody was lost whose reasons could be counted."""
    company = ravenstack_decks.decks[0]
    assert (company.metrics, company.unavailable) == (16, 9)
    silent = [text for text in slides(company.path) if "cannot be reported" in text]
    assert len(silent) == 9


def test_the_footers_say_that_churn_comes_from_revenue_and_revenue_from_contracts(
    ravenstack_decks: BuildReport, playbook_decks: BuildReport
) -> None:
    for report in (ravenstack_decks, playbook_decks):
        for deck in report.decks:
            churn = [text for text in slides(deck.path) if "customers gone at the closing" in text]
            assert churn, deck.path.name
            assert any("Revenue derived from contracts." in text for text in churn), deck.path.name


def test_the_data_quality_page_accounts_for_the_rows(ravenstack_decks: BuildReport) -> None:
    pages = [text for text in slides(ravenstack_decks.decks[0].path) if "Data quality" in text]
    rows = " ".join(pages)
    for said in ("5,000", "4,222", "778 filtered", "95 filtered", "1,175", "825"):
        assert said in rows, said
