"""The seed article's own definitions: they exist, they give its numbers, and a user can differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from deckgen.compute import compute
from deckgen.engine.duckdb import DuckDB
from deckgen.metrics.catalogue import catalogue, executive_sixteen
from deckgen.metrics.definitions import LITERAL, LITERAL_ARTICLE, STANDARD, defined
from deckgen.model.metric import Borrowed
from deckgen.model.request import MetricRequest
from deckgen.model.result import MetricResult, PartResult
from deckgen.words.numbers import plain
from tests.metrics.small_cases import paying, request_for, rows
from tests.support.canonical import fill


def by_the_article(metric: str, tables: Mapping[str, Any]) -> MetricResult:
    """One metric as the article computes it, amounts per year."""
    asked = request_for(metric, revenue_unit="arr")
    asked = replace(asked, metrics=tuple(defined(one, LITERAL) for one in asked.metrics))
    with DuckDB() as engine:
        staged = fill(engine, tables, revenue_unit="arr")
        return compute(engine, staged, asked, catalogue()).metric(metric)


def printed(part: PartResult) -> str:
    """A number as it is printed."""
    rounding: Any = part.rounding
    return plain(part.value, part.unit.format, rounding=rounding)


def test_there_is_a_definition_for_each_of_the_sixteen() -> None:
    assert [*LITERAL_ARTICLE] == [metric.id for metric in executive_sixteen()]
    assert len(LITERAL_ARTICLE) == 16


@pytest.mark.parametrize("id", LITERAL_ARTICLE)
def test_every_method_and_option_of_a_definition_exists(id: str) -> None:
    metric, own = catalogue()[id], LITERAL_ARTICLE[id]
    for name, method in own.methods.items():
        if name == "":
            assert method in metric.methods
            continue
        part = metric.parts[name]
        assert isinstance(part, Borrowed)
        assert method in catalogue()[part.metric].methods
    for name, value in own.options.items():
        option = metric.option(name)
        assert option is not None
        assert not option.choices or value in option.choices
    assert own.rounding in {None, "half_up", "floor"}


def test_revenue_retention_counts_new_customers() -> None:
    # $110k this period / $100k last period: 100 of the old customer, 10 of a new one
    tables = {"revenue": [*paying("A", amount=100_000),
                          *paying("N", amount=10_000, months="2025-06")]}  # fmt: skip
    result = by_the_article("net_revenue_retention", tables)
    assert printed(result.value) == "110%"
    assert printed(result.parts["change"]) == "10%"


def test_logo_retention_is_customers_at_the_end_over_customers_at_the_start() -> None:
    start = [f"c{number}" for number in range(10)]
    tables = {"revenue": [*paying(*start, months="2025-03"), *paying(*start[:9], months="2025-06")]}
    assert printed(by_the_article("logo_retention", tables).value) == "90%"
    tables["revenue"] += paying("n1", "n2", "n3", months="2025-06")
    assert printed(by_the_article("logo_retention", tables).value) == "120%"


def test_upsells_are_of_all_customers_also_new_ones() -> None:
    # 14 of 100, 2 of them mid-contract; c99 joined in the period
    old = [f"c{number}" for number in range(99)]
    tables = {
        "revenue": [*paying(*old), *paying("c99", months="2025-06")],
        "movements": rows(
            "customer_id date type amount",
            *((f"c{number}", "2025-05-15", "expansion", 20) for number in range(13)),
            ("c99", "2025-06-20", "expansion", 20),
        ),
        "contracts": rows(
            "contract_id customer_id start_date end_date acv",
            ("k1", "c1", "2025-04-01", "2026-03-31", 1200),
            ("k2", "c99", "2025-06-01", "2026-05-31", 1200),
            ("k3", "c3", "2024-07-01", "2025-06-30", 1200),
        ),
    }
    result = by_the_article("upsell_rate", tables)
    assert (printed(result.parts["overall"]), printed(result.parts["mid_contract"])) == (
        "14%", "2%",
    )  # fmt: skip


def test_two_thirds_are_cut_off_at_66_percent() -> None:
    upsold = [f"c{number}" for number in range(15)]
    tables = {
        "movements": rows(
            "customer_id date type amount", *((c, "2025-05-01", "expansion", 10) for c in upsold)
        ),
        "reasons": rows(
            "customer_id label",
            *((c, "fundraising") for c in upsold[:10]),
            *((c, "new feature") for c in upsold[7:]),
            date="2025-05-01", kind="upsell",
        ),
    }  # fmt: skip
    result = by_the_article("upsell_trends", tables)
    assert printed(result.value) == "66%"
    assert result.parts["trends"].value == 2


def test_promoters_minus_detractors_is_20_not_13() -> None:
    scores = [10] * 50 + [7] * 75 + [3] * 30
    tables = {
        "surveys": [
            {"kind": "nps", "score": score, "scale_min": 0, "scale_max": 10,
             "responded_at": "2025-05-01"}
            for score in scores
        ]
    }  # fmt: skip
    assert printed(by_the_article("nps", tables).value) == "20"


def test_opt_outs_are_of_all_deals() -> None:
    # 10 of 50, of which only 20 have a clause at all
    tables = {
        "contracts": [
            {
                "contract_id": f"k{number}", "customer_id": f"c{number}", "acv": 25_000,
                "start_date": "2025-04-10", "end_date": "2026-04-09",
                "opt_out_deadline": "2025-05-10" if number < 20 else None,
                "outcome": "opted_out" if number < 10 else "open",
                "outcome_date": "2025-05-01" if number < 10 else None,
            }
            for number in range(50)
        ]
    }  # fmt: skip
    result = by_the_article("opt_out_usage", tables)
    assert printed(result.value) == "20%"
    assert result.parts["revenue_lost"].value == 250_000


def test_what_a_user_chooses_stays() -> None:
    asked = MetricRequest("nps", methods={"": "percentage"}, options={"unit": "account"})
    found = defined(asked, LITERAL)
    assert (found.methods[""], found.options["unit"]) == ("percentage", "account")
    assert defined(MetricRequest("upsell_trends"), LITERAL).rounding == "floor"


def test_standard_definitions_and_further_metrics_are_left_alone() -> None:
    asked = MetricRequest("nps")
    assert defined(asked, STANDARD) is asked
    further = MetricRequest("gross_revenue_retention")
    assert defined(further, LITERAL) is further


def test_definitions_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="not 'article'"):
        defined(MetricRequest("nps"), "article")
