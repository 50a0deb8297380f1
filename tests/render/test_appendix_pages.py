"""Pages of text are printed whole: no definition, formula or finding is ever cut."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pptx import Presentation

from deckgen.errors import Level
from deckgen.metrics.catalogue import catalogue
from deckgen.model.deck import Deck
from deckgen.model.period import day_number
from deckgen.model.quality import FeedAccount, Finding, Rejection, Staged
from deckgen.plan import plan_deck
from deckgen.render import deck_bytes
from deckgen.theme.fonts import text_width
from tests.support.results import a_context, a_metric, a_part, a_result

LONG_OWNER = "Head of Customer Success for the Americas and Asia"


def cells(deck: Deck, key: str) -> list[str]:
    """The cells of the tables on the slides of an appendix."""
    written: Any = Presentation(io.BytesIO(deck_bytes(deck))).slides
    return [
        cell.text
        for slide, page in zip(deck.slides, written, strict=True)
        if slide.key.startswith(f"{key}/")
        for shape in page.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]


def test_the_definition_of_every_metric_there_is_stands_whole_on_its_page() -> None:
    metrics = list(catalogue().values())
    results = [a_result(a_part(target="1.1"), metric, owner=LONG_OWNER) for metric in metrics]
    said = cells(plan_deck(a_context(*results, measure=text_width)), "definitions")
    for metric in metrics:
        assert metric.says in said
        assert metric.formula in said
    assert said.count(LONG_OWNER) == len(metrics)
    assert not [cell for cell in said if cell.endswith("…")]


@pytest.mark.parametrize("words", [3, 13, 24, 36, 48])
@pytest.mark.parametrize("count", [1, 5, 13])
def test_findings_are_paged_by_the_lines_they_take(words: int, count: int) -> None:
    message = " ".join(["Customers"] * words)
    findings = tuple(
        Finding(Level.WARNING, "data-301", f"table {n}", f"{n} {message}") for n in range(count)
    )
    staged = Staged(provided={}, findings=findings)
    said = cells(plan_deck(a_context(a_result(), staged=staged, measure=text_width)),
                 "data_quality")  # fmt: skip
    assert [cell for cell in said if message in cell] == [f"{n} {message}" for n in range(count)]


@pytest.mark.parametrize("count", [1, 7, 10, 23])
def test_every_source_has_a_row_with_the_whole_reason(count: int) -> None:
    cause = "amount 'to be confirmed by the finance team' is not an amount"
    accounts = tuple(
        FeedAccount("revenue", f"billing {n}", "data/mrr.csv", 100, 90, 2, 3,
                    (Rejection(cause, 5, ()),))
        for n in range(count)
    )  # fmt: skip
    staged = Staged(provided={"revenue": frozenset()}, accounts=accounts)
    said = cells(plan_deck(a_context(a_result(), staged=staged, measure=text_width)),
                 "data_quality")  # fmt: skip
    whole = f"5 rejected: {cause}; 3 repeated; 2 filtered by its where"
    assert said.count(whole) == count
    assert [cell for cell in said if cell.startswith("billing")] == [
        account.source for account in accounts
    ]


# --- what the rows say ----------------------------------------------------------------------------


def row_of(account: FeedAccount) -> list[str]:
    results = [
        a_result(metric=a_metric("a", "A", short_title="A")),
        a_result(metric=a_metric("b", "B", short_title="B", inputs=("surveys",))),
    ]
    staged = Staged(provided={}, accounts=(account,))
    deck = plan_deck(a_context(*results, staged=staged, as_of=date(2026, 10, 3)))
    return cells(deck, "data_quality")[11:22]


def feed(table: str, last: date) -> FeedAccount:
    return FeedAccount(table, "export", "x.csv", 10, 10, 0, 0, last_day=day_number(last))


def test_what_happened_after_the_day_of_the_data_is_a_caveat() -> None:
    row = row_of(feed("surveys", date(2027, 5, 12)))
    assert (row[2], row[5]) == ("caveat", "12\u00a0May\u00a02027")
    assert row_of(feed("surveys", date(2026, 10, 3)))[2] == "ok"


def test_a_contract_that_begins_later_is_neither_fresh_nor_a_caveat() -> None:
    row = row_of(feed("contracts", date(2027, 5, 12)))
    assert (row[2], row[5]) == ("ok", "–")


@pytest.mark.parametrize(
    ("table", "touches"), [("revenue", "A"), ("surveys", "B"), ("health", "–")]
)
def test_a_source_names_the_metrics_that_rest_on_it(table: str, touches: str) -> None:
    assert row_of(feed(table, date(2026, 9, 30)))[-1] == touches
