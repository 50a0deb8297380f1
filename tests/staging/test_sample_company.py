"""The sample company from its exports to canonical tables: the dirt is found, nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deckgen.engine.duckdb import DuckDB
from deckgen.model.feed import StagingRules
from deckgen.model.quality import Staged
from deckgen.sources import scan
from deckgen.staging import stage
from deckgen.starter.demo import write_demo
from deckgen.starter.dirt import STRANGER
from tests.support.feeds import found, sample_company

CONFIG = Path(__file__).parents[2] / "config.example.yaml"


@dataclass(frozen=True)
class Sample:
    """The staged company, and the engine that holds it."""

    engine: DuckDB
    staged: Staged


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("company")
    write_demo(folder, CONFIG.read_text(encoding="utf-8"))
    feeds, sources = sample_company(folder, CONFIG)
    scans = {}
    for name, source in sources.items():
        own = [feed for feed in feeds if feed.source == name]
        wanted = {column for feed in own for column in [*feed.columns.values(), *feed.where]}
        scans[name] = scan(source, frozenset(wanted), folder)
    with DuckDB() as engine:
        yield Sample(engine, stage(engine, feeds, scans, sources, StagingRules()))


def test_every_export_is_read_to_the_last_row(sample: Sample) -> None:
    for account in sample.staged.accounts:
        assert account.read > 0
        assert account.used + account.filtered + account.duplicates + account.rejected == (
            account.read
        )


def test_prospects_and_test_accounts_are_filtered(sample: Sample) -> None:
    # 24 prospects and 3 test accounts stand in the export of the CRM
    (crm,) = (one for one in sample.staged.accounts if one.table == "customers")
    assert crm.filtered == 27
    assert crm.rejected == 0


def test_copies_and_blank_amounts_of_billing_are_left_out(sample: Sample) -> None:
    # four rows stand there twice; five amounts of a test account were never filled in
    (billing,) = (one for one in sample.staged.accounts if one.table == "revenue")
    assert billing.duplicates == 4
    assert [(one.cause, one.rows) for one in billing.rejections] == [
        ("amount 'tbc' is not an amount of money", 5)
    ]
    assert all("mrr.csv:" in place for place in billing.rejections[0].samples)


def test_months_are_complete_and_every_customer_has_one_row_in_each(sample: Sample) -> None:
    assert len(sample.staged.loaded_months) == 36
    assert sample.staged.one_row_per_month
    assert sample.staged.currencies == ("USD",)


def test_the_account_that_the_crm_does_not_know_is_named(sample: Sample) -> None:
    (finding,) = found(sample.staged, "data-321")
    assert finding.rows == 3
    assert repr(STRANGER) in finding.message


def test_nothing_was_unreadable_rounded_or_in_another_currency(sample: Sample) -> None:
    codes = {finding.code for finding in sample.staged.findings}
    assert not codes & {"data-302", "data-303", "data-304", "data-305", "data-307", "data-335"}


def test_stray_blanks_make_no_second_segment(sample: Sample) -> None:
    segments = sample.engine.rows("SELECT DISTINCT segment FROM customers ORDER BY 1 NULLS FIRST")
    # the unknown account has none
    assert segments == [(None,), ("Enterprise",), ("Mid-market",), ("SMB",)]


def test_movements_explain_the_change_of_revenue_but_for_the_unknown_account(
    sample: Sample,
) -> None:
    (finding,) = found(sample.staged, "data-334")
    assert finding.rows == 1
    assert repr(STRANGER) in finding.message
