"""A metric without a value: a work order, never an empty chart."""

from __future__ import annotations

from dataclasses import replace

from deckgen.metrics.catalogue import catalogue
from deckgen.model.deck import (
    BigNumber,
    Chart,
    Narrative,
    Paragraph,
    Slide,
    SlideKind,
    Table,
    plain,
)
from deckgen.model.metric import Reading
from deckgen.model.result import MetricResult
from deckgen.plan import plan_deck
from deckgen.render.fewer_columns import narrowed
from deckgen.render.table_columns import TableLook, cuts_names, needed_width
from tests.support.results import a_context, a_metric, a_part, a_result, a_staged


def unavailable(code: str = "inputs_missing", **metric: object) -> MetricResult:
    part = a_part(now=Reading.undefined(code), prior=None, year_ago=None, trend=(), target="0.12")
    fields = {"inputs": ("customers.fit", "customers.seats", "health"), **metric}
    return a_result(part, a_metric(title="Bad-fit churn", **fields))  # type: ignore[arg-type]


def slide(result: MetricResult, **tables: tuple[str, ...]) -> Slide:
    context = a_context(result, staged=a_staged(**tables))
    return plan_deck(context).slide("metric/sample_rate")


def test_the_headline_counts_what_is_missing() -> None:
    found = slide(unavailable(), customers=("customer_id", "fit"))
    assert found.kind is SlideKind.UNAVAILABLE
    assert plain(found.title) == (
        "Bad-fit churn cannot be reported for Q3 2026: two inputs are not mapped"
    )


def test_one_missing_input_is_singular() -> None:
    found = slide(unavailable(), customers=("fit", "seats"))
    assert plain(found.title).endswith(": one input is not mapped")


def test_every_input_is_listed_with_its_state() -> None:
    result = unavailable(optional_inputs=("contracts",))
    found = slide(result, customers=("customer_id", "fit"))
    table = next(block for block in found.blocks if isinstance(block, Table))
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["customers.fit", "mapped", "customers_feed"],
        ["customers.seats", "missing", "–"],
        ["health", "missing", "–"],
        ["contracts", "optional", "–"],
    ]


def test_a_narrow_list_of_inputs_gives_up_where_they_are_before_it_cuts_what_they_are() -> None:
    result = unavailable(inputs=("contracts.opt_out_deadline", "contracts.outcome_date"))
    found = slide(result, contracts=("outcome_date",))
    table = next(block for block in found.blocks if isinstance(block, Table))
    look, width = TableLook(), 3.0
    kept, gone = narrowed(table, lambda one: cuts_names(one, width, look))
    assert gone == ["Found in"]
    assert needed_width(kept, look) <= width


def test_the_lines_to_add_are_yaml_with_the_columns_that_are_required() -> None:
    found = slide(unavailable(), customers=("customer_id", "fit"))
    remedy = next(block for block in found.blocks if isinstance(block, Paragraph))
    assert [plain(line) for line in remedy.code] == [
        "tables:",
        "  customers:",
        "    source: customers_feed",
        "    columns:",
        "      seats: <your column>",
        "  health:",
        "    source: <your source>",
        "    columns:",
        "      customer_id: <your column>",
        "      date: <your column>",
    ]


def test_there_is_no_number_no_change_and_no_chart() -> None:
    found = slide(unavailable())
    number = next(block for block in found.blocks if isinstance(block, BigNumber))
    assert (number.value, number.defined, number.status) == ("n/a", False, "Inputs missing")
    assert [plain(one.text) for one in number.changes] == ["Target 12%"]
    assert not any(isinstance(block, Chart) for block in found.blocks)


def test_a_reason_that_no_mapping_cures_is_said_in_words() -> None:
    result = unavailable("no_csms", inputs=("assignments",))
    found = slide(result, assignments=("csm_id",))
    assert plain(found.title) == (
        "Bad-fit churn cannot be reported for Q3 2026: no CSM has an account"
    )
    remedy = next(block for block in found.blocks if isinstance(block, Paragraph))
    assert plain(remedy.lines[0]) == "There is no value: no CSM has an account."


def test_a_metric_that_had_a_value_before_keeps_its_trend() -> None:
    part = a_part(now=Reading.undefined("no_responses"), prior="0.9", trend=["0.8", "0.9"])
    found = slide(a_result(part, a_metric(title="CSAT")))
    assert found.kind is SlideKind.METRIC
    chart = next(block for block in found.blocks if isinstance(block, Chart))
    assert chart.spec.series[0].values[-1] is None
    assert plain(found.title) == "CSAT cannot be reported for Q3 2026: no responses"
    number = next(block for block in found.blocks if isinstance(block, BigNumber))
    assert [plain(one.text) for one in number.changes] == ["Q2 2026 90% last value"]
    assert number.base == "no responses"


def test_the_whole_slide_gives_one_reason_for_there_being_no_value() -> None:
    """An input that is not mapped leaves nothing eligible: the input is what somebody can mend."""
    found = slide(unavailable("no_eligible_contracts"), customers=("customer_id", "fit"))
    number, narrative = (
        next(block for block in found.blocks if isinstance(block, kind))
        for kind in (BigNumber, Narrative)
    )
    assert plain(found.title).endswith(": two inputs are not mapped")
    assert number.base == "two inputs are not mapped"
    said = "".join(plain(line) for line in narrative.cells[0].body)
    assert said == "There is no value: two inputs are not mapped."
    assert "eligible" not in " ".join(found.notes.say)


def test_on_a_low_page_what_is_missing_stays() -> None:
    result = unavailable(optional_inputs=("contracts",))
    found = slide(result, customers=("customer_id", "fit"))
    table = next(block for block in found.blocks if isinstance(block, Table))
    kept = [[plain(row[0]) for row in one.rows] for one in table.shorter]
    assert kept == [["customers.fit", "customers.seats", "health"], ["customers.seats", "health"]]
    assert table.shorter[-1].title == "What is missing"


def test_the_data_page_and_the_scorecard_say_that_it_is_missing() -> None:
    deck = plan_deck(a_context(unavailable()))
    (table,) = deck.slide("scorecard").blocks
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.rows[0]][3] == "n/a"
    assert plain(table.rows[0][0]) == "Not available"
    findings = deck.slide("data_quality/1").blocks[1]
    assert isinstance(findings, Table)
    assert plain(findings.rows[0][2]) == "Not reported: three inputs are not mapped"


def test_a_kind_of_reason_that_nobody_records_is_named() -> None:
    product_gaps = catalogue()["product_gaps"]
    part = a_part(now=Reading.undefined("inputs_missing"), prior=None, year_ago=None, trend=())
    part = replace(part, method=product_gaps.default)
    staged = a_staged(customers=("customer_id",), revenue=("amount",), reasons=("kind", "label"))
    staged = replace(staged, kinds={"reasons": frozenset({"churn"})})
    found = plan_deck(a_context(a_result(part, product_gaps), staged=staged)).slide(
        "metric/product_gaps"
    )
    assert plain(found.title).endswith(": no reasons of kind product_gap in the data")
    table = next(block for block in found.blocks if isinstance(block, Table))
    assert ["reasons of kind product_gap", "missing", "–"] in [
        [plain(cell) for cell in row] for row in table.rows
    ]
    remedy = next(block for block in found.blocks if isinstance(block, Paragraph))
    assert "No row of reasons is of kind product_gap" in plain(remedy.lines[0])
    assert remedy.code == ()


def test_title_panel_narrative_and_data_page_give_one_cause() -> None:
    """What follows from a missing input ("no contract is eligible") once stood beside it."""
    result = unavailable("no_eligible_contracts")
    context = a_context(result, staged=a_staged(customers=("fit", "seats")))
    deck = plan_deck(context)
    found = deck.slide("metric/sample_rate")
    number = next(block for block in found.blocks if isinstance(block, BigNumber))
    cells = next(block for block in found.blocks if isinstance(block, Narrative)).cells
    assert plain(found.title).endswith(": one input is not mapped")
    assert number.base == "one input is not mapped"
    assert plain(cells[0].body[0]) == "There is no value: one input is not mapped."
    findings = deck.slide("data_quality/1").blocks[1]
    assert isinstance(findings, Table)
    assert plain(findings.rows[0][2]) == "Not reported: one input is not mapped"


def test_a_kind_of_survey_that_is_never_sent_is_named() -> None:
    nps = catalogue()["nps"]
    part = a_part(now=Reading.undefined("no_responses"), prior=None, year_ago=None, trend=())
    part = replace(part, method=nps.default)
    columns = ("kind", "score", "responded_at", "sent_at", "respondent_id")
    staged = replace(a_staged(surveys=columns), kinds={"surveys": frozenset({"csat"})})
    found = plan_deck(a_context(a_result(part, nps), staged=staged)).slide("metric/nps")
    assert plain(found.title).endswith(": no surveys of kind nps in the data")
    remedy = next(block for block in found.blocks if isinstance(block, Paragraph))
    assert "No row of surveys is of kind nps" in plain(remedy.lines[0])


def test_a_target_on_file_is_shown_where_the_number_would_be_held_against_it() -> None:
    undefined = a_part(now=Reading.undefined("inputs_missing"), prior=None, trend=(), target="0.12")
    slide = plan_deck(a_context(a_result(undefined))).slide("metric/sample_rate")
    number = next(block for block in slide.blocks if isinstance(block, BigNumber))
    assert [plain(one.text) for one in number.changes] == ["Target 12%"]
