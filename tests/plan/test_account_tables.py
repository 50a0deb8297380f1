"""Tables of accounts: which columns they have, and which they do without."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from deckgen.metrics.customer_fit import bad_fit_churn
from deckgen.metrics.expansion import average_growth
from deckgen.metrics.retention import revenue_churn
from deckgen.metrics.satisfaction import at_risk_accounts
from deckgen.model.deck import Chart, SeriesRole, Table, plain
from deckgen.model.metric import Reading
from deckgen.model.result import MetricResult, Mover, PartResult
from deckgen.model.unit import count, money
from deckgen.plan import plan_deck
from deckgen.render.exhibit import narrowed
from deckgen.render.table_columns import TableLook, cuts_names
from tests.support.results import a_context, a_part, a_result


def table_of(result: MetricResult) -> Table:
    slide = plan_deck(a_context(result)).slide(f"metric/{result.metric.id}")
    return next(one for one in slide.blocks if isinstance(one, Table) and one.key == "movers")


def headings(table: Table) -> list[str]:
    return [column.heading for column in table.columns]


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in table.rows]


def upsold(id: str, amount: int, before: int | None, reason: str | None) -> Mover:
    details = {
        "before": None if before is None else Fraction(before), "events": 1, "day": 20_000,
        "reason": reason,
    }  # fmt: skip
    return Mover(id, f"Customer {id}", Fraction(amount), (("segment", "SMB"),), details)


def growth(*movers: Mover) -> Table:
    value = a_part("12724", "12000", None, label="Average upsell value", unit=money)
    return table_of(a_result(value, metric=average_growth.METRIC, movers=movers))


def lost(id: str, amount: int, reason: str | None) -> Mover:
    return Mover(id, f"Customer {id}", Fraction(amount), (("segment", "SMB"),), {"reason": reason})


def churn(*movers: Mover) -> Table:
    return table_of(a_result(a_part("0.02"), metric=revenue_churn.METRIC, movers=movers))


def test_upsells_say_what_was_before_and_how_much_more_it_is() -> None:
    found = growth(upsold("a", 24_000, 120_000, "seats"), upsold("b", 5_000, 0, None))
    assert headings(found) == ["Customer", "Reason", "Before", "Growth", "Upsell"]
    # 24 of 120 thousand; nothing grows in percent from nothing
    assert cells(found) == [
        ["Customer a", "seats", "$120k", "20%", "$24k"], ["Customer b", "–", "$0", "–", "$5k"],
    ]  # fmt: skip


def test_losses_have_segment_and_reason() -> None:
    found = churn(lost("a", -5000, "price"), lost("b", -4000, None))
    assert headings(found) == ["Customer", "Segment", "Reason", "Lost"]
    assert cells(found)[1] == ["Customer b", "SMB", "–", "$4k"]


def test_without_any_reason_there_is_no_column_for_it() -> None:
    assert headings(churn(lost("a", -5000, None), lost("b", -4000, None))) == [
        "Customer", "Segment", "Lost",
    ]  # fmt: skip


@given(st.floats(2.0, 9.0), st.integers(1, 30), st.integers(1, 30))
def test_a_table_without_room_gives_up_what_tells_least_before_a_name_is_cut(
    width: float, name: int, reason: int
) -> None:
    look = TableLook()
    found = churn(
        replace(lost("a", -5000, "r" * reason), name="n" * name), lost("b", -4000, "price")
    )
    kept, gone = narrowed(found, lambda one: cuts_names(one, width, look))
    assert gone in ([], ["Segment"])
    assert bool(gone) is cuts_names(found, width, look)
    assert headings(kept)[0] == "Customer"
    assert "Reason" in headings(kept)
    assert all(len(row) == len(kept.columns) for row in kept.rows)


def test_accounts_at_risk_give_up_their_score_and_then_the_reason_before_a_name_is_cut() -> None:
    details = {"score": 4500, "renewal_day": 20_500, "reason": "Missing features"}
    movers = [Mover("a", "Hollowbridge Advisory", Fraction(1000), (), details)]
    value = a_part("0.11", "0.10", None, label="At-risk accounts")
    found = table_of(a_result(value, metric=at_risk_accounts.METRIC, movers=movers))
    assert headings(found) == ["Customer", "Score", "Renewal", "Reason", "Revenue"]
    given_up = [
        narrowed(found, lambda one, w=width: cuts_names(one, w, TableLook()))[1]
        for width in (6.0, 4.6, 3.6)
    ]
    assert given_up == [[], ["Score"], ["Score", "Reason"]]


def a_rate(fit: str, gone: int, there: int) -> PartResult:
    reading = Reading(Fraction(gone, there), Fraction(gone), Fraction(there), there)
    return a_part(name="churn_rate", label="Churn rate by fit tag", key=fit, now=reading)


def fits(accounts: int) -> tuple[list[str], Chart | None, tuple[int, int] | None]:
    rates = [a_rate("bad fit", 6, 100), a_rate("good fit", 0, 300), a_rate("fit unknown", 1, 4)]
    result = a_result(
        a_part(accounts, "1", None, unit=count, label="Lost"), metric=bad_fit_churn.METRIC,
        movers=[lost(str(number), -1000, "price") for number in range(accounts)],
        keyed={"churn_rate": {str(one.key): one for one in rates}},
    )  # fmt: skip
    slide = plan_deck(a_context(result)).slide("metric/bad_fit_churn")
    shown = [block for block in slide.blocks if isinstance(block, Chart | Table)]
    bars = next((one for one in shown if isinstance(one, Chart) and one.key == "below"), None)
    return [one.key for one in shown], bars, slide.split


def test_few_lost_accounts_leave_room_for_the_rates_of_each_fit() -> None:
    keys, bars, split = fits(5)
    assert (keys, split) == (["trend", "movers", "below"], (4, 5))
    assert bars is not None
    # a rate of 0 is one; one of four customers is none
    assert bars.spec.categories == ("Bad fit", "Good fit")
    assert bars.spec.series[0].values == (Fraction(6, 100), 0)
    assert bars.title == "Churn rate by fit tag"


def test_many_lost_accounts_take_the_room() -> None:
    assert fits(6)[0] == ["trend", "movers"]


def test_a_bad_fit_has_one_colour_in_both_pictures_and_is_not_blamed() -> None:
    parts = {
        name: a_part("5", "4", None, name=name, label=label, unit=money)
        for name, label in (("bad_revenue", "Bad fit"), ("good_revenue", "Good fit"))
    }
    result = a_result(
        a_part("2", "1", None, unit=count, label="Lost"), metric=bad_fit_churn.METRIC, others=parts,
        movers=[lost("a", -1000, "price")],
        keyed={"churn_rate": {"bad fit": a_rate("bad fit", 2, 9)}},
    )  # fmt: skip
    slide = plan_deck(a_context(result)).slide("metric/bad_fit_churn")
    trend, bars = (block for block in slide.blocks if isinstance(block, Chart))
    assert [one.role for one in trend.spec.series] == [SeriesRole.ACTUAL, SeriesRole.CONTEXT]
    assert bars.spec.series[0].role is SeriesRole.ACTUAL
    assert bars.spec.categories[bars.spec.emphasis or 0] == "Bad fit"
