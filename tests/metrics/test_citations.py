"""Which reasons belong to a period, and that a label counts once per customer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deckgen.metrics.bases.citations import CHURN_CITATIONS, GAP_CITATIONS, UPSELL_CITATIONS
from deckgen.metrics.customer_fit import churn_drivers, product_gaps
from deckgen.metrics.expansion import upsell_trends
from deckgen.model.component import Base
from deckgen.model.metric import Metric
from tests.metrics.small_cases import base_rows, day, paying, rows

UPSELL = upsell_trends.METRIC
CHURN = churn_drivers.METRIC
GAPS = product_gaps.METRIC


def dated(kind: str, *days: str) -> dict[str, Any]:
    """A table of reasons of a kind, each labelled with its day."""
    lines = [("A", one, one) for one in days]
    return {"reasons": rows("customer_id date label", *lines, kind=kind), "revenue": paying("A")}


def labels(
    base: Base, metric: Metric, tables: dict[str, Any], as_of: date | None = None
) -> list[str]:
    return [label for (label,) in base_rows(base, "label", tables, metric, as_of)]


# The second quarter closes with June 2025, so twelve months back is July 2024.
EDGES = ("2024-06-30", "2024-07-01", "2025-03-31", "2025-04-01", "2025-06-30", "2025-07-01",
         "2025-07-10", "2025-07-11")  # fmt: skip


@pytest.mark.parametrize(
    ("base", "metric", "kind", "without_cutoff", "known_until_10_july"),
    [
        (UPSELL_CITATIONS, UPSELL, "upsell", EDGES[3:5], EDGES[3:7]),
        (CHURN_CITATIONS, CHURN, "churn", EDGES[1:5], EDGES[1:7]),
        (GAP_CITATIONS, GAPS, "product_gap", EDGES[1:5], EDGES[1:5]),  # no look-ahead
    ],
    ids=["upsell", "churn", "product gap"],
)
def test_reasons_count_between_their_first_and_their_last_day(
    base: Base, metric: Metric, kind: str, without_cutoff: tuple[str, ...],
    known_until_10_july: tuple[str, ...],
) -> None:  # fmt: skip
    tables = dated(kind, *EDGES)
    assert labels(base, metric, tables) == list(without_cutoff)
    assert labels(base, metric, tables, date(2025, 7, 10)) == list(known_until_10_july)


def test_a_shorter_look_back_leaves_older_reasons_out() -> None:
    tables = dated("churn", "2025-03-31", "2025-04-01")
    found = base_rows(CHURN_CITATIONS, "label", tables, CHURN, lookback_months=3)
    assert found == [("2025-04-01",)]


def test_other_kinds_are_left_alone() -> None:
    assert labels(CHURN_CITATIONS, CHURN, dated("risk", "2025-05-01")) == []


def test_a_label_noted_twice_is_one_that_keeps_what_either_row_says() -> None:
    reasons = rows(
        "customer_id date label is_primary involuntary",
        ("A", "2025-05-01", "price", True, None),
        ("A", "2025-05-09", "price", False, True),
        ("A", "2025-05-03", "gap", None, None),
        ("B", "2025-05-03", "price", False, False),
        kind="churn",
    )
    found = base_rows(
        CHURN_CITATIONS, "customer_id label day is_primary involuntary",
        {"reasons": reasons, "revenue": paying("A")}, CHURN,
    )  # fmt: skip
    assert found == [
        ("A", "gap", day("2025-05-03"), 0, 0),
        ("A", "price", day("2025-05-09"), 1, 1),
        ("B", "price", day("2025-05-03"), 0, 0),
    ]


def test_a_gap_is_none_once_it_is_resolved_by_the_last_day() -> None:
    reasons = rows(
        "customer_id label resolved_on",
        ("A", "open", None),
        ("B", "resolved on the last day", "2025-06-30"),
        ("C", "resolved a day later", "2025-07-01"),
        kind="product_gap", date="2025-05-01",
    )  # fmt: skip
    reasons += rows(
        "customer_id date label resolved_on",
        ("D", "2025-04-01", "noted again", "2025-04-20"),
        ("D", "2025-05-20", "noted again", None),
        kind="product_gap",
    )
    found = base_rows(GAP_CITATIONS, "label", {"reasons": reasons, "revenue": paying("A")}, GAPS)
    assert found == [("noted again",), ("open",), ("resolved a day later",)]
