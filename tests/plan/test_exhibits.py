"""Trend, breakdown, ranking and customers: what is shown, folded, left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from deckgen.metrics.retention import net_revenue_retention, revenue_churn
from deckgen.model.component import GIVEN, Kind
from deckgen.model.deck import (
    Block,
    Chart,
    ChartKind,
    ColumnKind,
    SeriesRole,
    Table,
    Tone,
    plain,
)
from deckgen.model.metric import Movers, Reading
from deckgen.model.request import Group, Target
from deckgen.model.result import Driver, MetricResult, Mover, PartResult
from deckgen.model.unit import Direction, Unit, count, money_compact, percent, score
from deckgen.plan import plan_deck
from deckgen.plan.annual import annualised
from tests.support.results import a_context, a_metric, a_part, a_result

MOVERS = Movers(GIVEN, "0", kind=Kind.RECURRING)


def exhibits(result: MetricResult, **changes: object) -> list[Chart | Table]:
    slide = plan_deck(a_context(result, **changes)).slide(f"metric/{result.metric.id}")
    return [block for block in slide.blocks if isinstance(block, Chart | Table)]


def exhibit(result: MetricResult, key: str, **changes: object) -> Chart | Table:
    return next(one for one in exhibits(result, **changes) if one.key == key)


def chart(result: MetricResult, key: str = "trend", **changes: object) -> Chart:
    found = exhibit(result, key, **changes)
    assert isinstance(found, Chart)
    return found


def table(result: MetricResult, key: str, **changes: object) -> Table:
    found = exhibit(result, key, **changes)
    assert isinstance(found, Table)
    return found


def cells(found: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in found.rows]


# --- the trend ------------------------------------------------------------------------------------


def test_a_rate_is_a_line_over_the_last_periods_with_gaps_as_gaps() -> None:
    spec = chart(a_result(a_part("1.08", "1.06", trend=["1.05", None, "1.06"]))).spec
    assert spec.kind is ChartKind.LINE
    assert spec.categories[-2:] == ("Q2 26", "Q3 26")
    assert spec.series[0].values[-4:] == (
        Fraction("1.05"), None, Fraction("1.06"), Fraction("1.08"),
    )  # fmt: skip
    assert spec.emphasis == 7


def test_money_and_counts_are_columns() -> None:
    part = a_part(12, 10, unit=count, share=False)
    assert chart(a_result(part)).spec.kind is ChartKind.COLUMN


def test_the_target_is_a_series_that_bears_its_value() -> None:
    series = chart(a_result(a_part(target="1.1"))).spec.series
    assert [(one.name, one.role) for one in series][1:] == [("Target 110%", SeriesRole.TARGET)]
    assert set(series[1].values) == {Fraction("1.1")}


def test_a_band_has_two_limits() -> None:
    band = Target(Fraction(20), Fraction(35))
    part = a_part(27, 26, unit=count, share=False, target=band)
    names = [one.name for one in chart(a_result(part)).spec.series]
    assert names[1:] == ["Target 20", "Target 35"]


def test_a_segments_trend_carries_the_companys_line() -> None:
    company = a_result(a_part("1.2", "1.1"))
    group: Group = (("segment", "SMB"),)
    series = chart(a_result(), group=group, company_results={"sample_rate": company}).spec.series
    assert [(one.name, one.role) for one in series] == [
        ("Net revenue retention", SeriesRole.ACTUAL),
        ("All customers", SeriesRole.CONTEXT),
    ]


def test_the_first_period_has_no_trend_where_a_breakdown_takes_the_room() -> None:
    part = a_part("0.9", None, trend=())
    cuts = {"segment": [("A", a_part("0.8")), ("B", a_part("0.95"))]}
    assert [one.key for one in exhibits(a_result(part, cuts=cuts))] == ["cut"]
    assert [one.key for one in exhibits(a_result(part))] == ["trend"]


def test_a_period_that_is_not_over_says_how_far_it_goes() -> None:
    as_of = date(2026, 8, 31)
    categories = chart(a_result(as_of=as_of), as_of=as_of).spec.categories
    assert categories[-1] == "to 31 Aug"


def opted_out(*shares: str | None, target: str | None = None) -> Chart:
    """Contracts by outcome, four of ten each, under these shares that opted out."""
    *before, now = shares
    part = a_part(now, before[-1], target=target, trend=before, direction=Direction.LOWER)
    counts = {
        name: a_part(4, 4, name=name, label=name, unit=count, share=False, trend=[4] * len(before))
        for name in ("used", "not_used")
    }
    metric = a_metric("opt_out_usage", "Opt-out usage", short_title="Opted out")
    return chart(a_result(part, metric, others=counts))


def test_the_share_stands_over_the_columns_of_its_counts() -> None:
    found = opted_out("0.111", None, "0.182", target="0.12")
    assert found.spec.kind is ChartKind.STACKED
    assert found.over is not None
    assert [plain(cell) for cell in found.over.cells][-3:] == ["11.1%", "–", "18.2%"]
    assert len(found.over.cells) == len(found.spec.categories)
    assert found.over.cells[-1][0].tone is Tone.BAD  # 18.2% misses 12%
    assert found.subtitle.endswith("opted out on top")


def test_a_value_that_meets_its_target_is_stressed_without_alarm() -> None:
    over = opted_out("0.111", "0.10", target="0.12").over
    assert over is not None
    assert over.cells[-1][0].tone is Tone.STRONG


# --- the breakdown --------------------------------------------------------------------------------


def share(numerator: int, denominator: int) -> PartResult:
    """A plain proportion with its two numbers."""
    value = Fraction(numerator, denominator)
    reading = Reading(value, Fraction(numerator), Fraction(denominator), denominator)
    return a_part(now=reading)


def cut(*rows: tuple[str | None, PartResult]) -> list[tuple[str, Fraction | None]]:
    """The bars of the breakdown, which stand in the rows of their names."""
    found = table(a_result(cuts={"segment": rows}), "cut")
    spec = found.bars[0].spec
    assert [row[0] for row in cells(found)] == list(spec.categories)
    return list(zip(spec.categories, spec.series[0].values, strict=True))


def test_bars_are_sorted_by_value_and_no_segment_comes_last() -> None:
    rows = cut((None, share(40, 40)), ("SMB", share(30, 40)), ("Mid", share(36, 40)))
    assert [name for name, _ in rows] == ["Mid", "SMB", "No segment"]


def test_rows_under_five_are_folded_into_other() -> None:
    # 2 of 3 and 3 of 4 are 5 of 7 together
    rows = cut(("Big", share(30, 40)), ("Tiny", share(2, 3)), ("Small", share(3, 4)))
    assert rows == [("Big", Fraction(3, 4)), ("Other (2)", Fraction(5, 7))]


def test_a_lone_tiny_row_is_left_out() -> None:
    assert cut(("Big", share(30, 40)), ("Tiny", share(2, 3))) == [("Big", Fraction(3, 4))]


def test_more_than_eight_bars_are_seven_and_the_others_together() -> None:
    # Twelve segments of 10, 11, … customers; the five smallest (10 to 14) make 60, half of them 30
    rows = cut(*((f"S{n:02}", share(5 + n // 2, 10 + n)) for n in range(12)))
    assert len(rows) == 8
    numerators = sum(5 + n // 2 for n in range(5))
    assert rows[-1] == ("Other (5)", Fraction(numerators, 60))


def test_what_does_not_add_up_is_never_folded_into_a_number() -> None:
    median = a_part(now=Reading(Fraction(7), n=3))  # no numerator: a median
    assert cut(("Big", share(30, 40)), ("X", median), ("Y", median)) == [("Big", Fraction(3, 4))]


def test_a_segment_without_a_value_has_no_bar() -> None:
    none = a_part(now=Reading.undefined("no_responses"))
    assert [name for name, _ in cut(("A", share(9, 10)), ("B", none))] == ["A"]


def test_the_first_dimension_with_rows_is_the_one_shown() -> None:
    none = a_part(now=Reading.undefined("no_responses"))
    result = a_result(cuts={"segment": [("A", none)], "region": [("EMEA", share(9, 10))]})
    assert table(result, "cut").title == "By region"


def test_two_dimensions_stand_one_below_the_other_where_both_fit() -> None:
    pair = [("A", share(9, 10)), ("B", share(8, 10))]
    found = table(a_result(cuts={"segment": pair, "region": pair}), "cut")
    assert found.title == "By segment and region"
    assert [row[0] for row in cells(found)] == ["A", "B", "A", "B"]
    assert found.breaks == (2,)
    many = [(f"R{n}", share(9, 10)) for n in range(7)]
    assert table(a_result(cuts={"segment": pair, "region": many}), "cut").breaks == ()


def test_a_row_of_counted_things_says_of_how_many() -> None:
    found = table(a_result(cuts={"segment": [("A", share(9, 10)), ("B", share(8, 10))]}), "cut")
    assert [column.heading for column in found.columns] == ["Segment", "NRR", "Customers"]
    assert cells(found) == [["A", "", "9 of 10"], ["B", "", "8 of 10"]]


def moved_by(*drivers: Driver, direction: Direction = Direction.HIGHER) -> Table:
    """A breakdown of a rate that went from 106.6% to 108.4%, with what each segment did to it."""
    rows = [(one.value, a_part("1.1")) for one in drivers]
    result = a_result(a_part(direction=direction), cuts={"segment": rows})
    return table(replace(result, drivers={"segment": drivers}), "cut")


def test_what_each_segment_did_to_the_change_stands_beside_its_bar() -> None:
    # 1.4 and 0.6 up, 0.2 down: 1.8 points of a percent in all
    found = moved_by(
        Driver("A", Fraction("0.014"), Fraction()),
        Driver("B", Fraction("0.004"), Fraction("0.002")),
        Driver("C", Fraction(), Fraction("-0.002")),
    )
    assert [column.heading for column in found.columns] == [
        "Segment", "NRR", "Part of", "+1.8\u00a0pp",
    ]  # fmt: skip
    assert [row[-1] for row in cells(found)] == ["+1.4", "+0.6", "−0.2"]
    better, worse = found.bars[1].spec.series
    assert better.values == (Fraction("1.4"), Fraction("0.6"), None)
    assert worse.values == (None, None, Fraction("-0.2"))
    assert (better.role, worse.role) == (SeriesRole.CONTEXT, SeriesRole.BAD)


def test_a_rise_is_for_the_worse_where_lower_is_better() -> None:
    found = moved_by(Driver("A", Fraction("0.018"), Fraction()), direction=Direction.LOWER)
    better, worse = found.bars[1].spec.series
    assert (better.values, worse.values) == ((None,), (Fraction("1.8"),))


def test_the_segment_behind_half_of_the_change_is_stressed_and_no_other() -> None:
    small = [Driver(name, Fraction("0.006"), Fraction()) for name in "ABC"]
    assert moved_by(*small).bars[0].spec.emphasis is None
    large = Driver("D", Fraction("0.009"), Fraction())
    assert moved_by(*small[:1], large).bars[0].spec.emphasis == 1


def test_a_number_that_held_has_no_parts_of_a_change() -> None:
    result = a_result(a_part("1.0661"), cuts={"segment": [("A", a_part("1.1"))]})
    drivers = {"segment": (Driver("A", Fraction("0.0001"), Fraction()),)}
    found = table(replace(result, drivers=drivers), "cut")
    assert len(found.bars) == 1


def test_long_names_are_cut_on_the_slide_and_whole_in_the_notes() -> None:
    name = "Financial services and insurance companies"
    result = a_result(cuts={"industry": [(name, share(9, 10)), ("B", share(8, 10))]})
    assert table(result, "cut").bars[0].spec.categories[0] == "Financial services and insurance…"
    notes = plan_deck(a_context(result)).slide("metric/sample_rate").notes
    assert any(name in line for line in notes.history)


# --- keyed parts ----------------------------------------------------------------------------------


def ranked(keys: int = 3, metric: str = "sample_rate") -> MetricResult:
    shares = {
        f"reason_{n}": a_part(
            Fraction(9 - n, 20), Fraction(n, 20), key=f"reason_{n}", name="share", label="Share",
        )
        for n in range(keys)
    }  # fmt: skip
    counts = {
        key: a_part(9 - n, n, key=key, name="customers", label="Customers", unit=count, share=False)
        for n, key in enumerate(shares)
    }
    head = a_part(Fraction(9, 20), Fraction(1, 20))
    keyed = {"share": shares, "customers": counts}
    return a_result(head, a_metric(metric, "Churn drivers", exhibit="ranked"), keyed=keyed)


def test_a_ranking_is_a_table_with_bars_in_the_order_of_the_result() -> None:
    found = table(ranked(), "ranking")
    (bars,) = found.bars
    assert bars.spec.kind is ChartKind.ROWS
    assert bars.spec.categories == ("Reason 0", "Reason 1", "Reason 2")
    assert [one.name for one in bars.spec.series] == ["Share"]
    assert bars.spec.emphasis == 0
    assert [column.heading for column in found.columns] == ["", "", "Customers", "On Q2 2026"]
    assert [column.kind for column in found.columns][1] is ColumnKind.BARS
    assert cells(found)[1] == ["Reason 1", "", "8", "+35.0\u00a0pp"]  # 8/20 - 1/20


def test_the_row_that_leads_is_bold() -> None:
    rows = table(ranked(), "ranking").rows
    assert [row[0][0].tone for row in rows] == [Tone.STRONG, Tone.PLAIN, Tone.PLAIN]


def test_shares_of_a_small_base_have_no_column_of_changes() -> None:
    small = replace(ranked(), parts={"value": a_part(Fraction(9, 20), Fraction(1, 20), n=20)})
    assert [column.heading for column in table(small, "ranking").columns] == ["", "", "Customers"]


def test_what_has_no_label_is_the_last_row_and_muted() -> None:
    known = ranked()
    missing = Reading(Fraction(1, 20), Fraction(1), Fraction(20), 20)
    unknown = a_part(now=missing, prior=0, name="unknown", label="Without a reason")
    result = replace(known, parts={**known.parts, "unknown": replace(unknown, small_base=False)})
    found = table(result, "ranking")
    assert found.bars[0].spec.categories[-1] == "No reason recorded"
    assert cells(found)[-1] == ["No reason recorded", "", "1", "+5.0\u00a0pp"]
    assert found.rows[-1][0][0].tone is Tone.MUTED


def test_a_ranking_shows_eight_labels_and_says_of_how_many() -> None:
    found = table(ranked(keys=9), "ranking")
    assert len(found.bars[0].spec.categories) == len(found.rows) == 8
    assert found.subtitle == "8 of 9, Q3 2026, several possible"


def test_a_ranking_with_a_row_of_no_label_counts_only_labels() -> None:
    """Of nine labels seven are shown beside it; it once counted as one of the nine."""
    known = ranked(keys=9)
    rest = a_part(Fraction(1, 20), Fraction(1, 20), name="unknown", label="Without a reason")
    result = replace(known, parts={**known.parts, "unknown": replace(rest, small_base=False)})
    found = table(result, "ranking")
    assert plain(found.rows[-1][0]) == "No reason recorded"
    assert found.subtitle == "7 of 9, Q3 2026, several possible"
    labels = [[plain(row[0]) for row in one.rows[:-1]] for one in found.shorter]
    assert [one.subtitle for one in found.shorter] == [
        f"{len(names)} of 9, Q3 2026, several possible" for names in labels
    ]


def gaps() -> MetricResult:
    """Two gaps: one of 3 customers with $5k lost and $20k at risk, one of 2 with $90k at risk."""

    def amounts(name: str, label: str, *values: int) -> dict[str, PartResult]:
        return {
            key: a_part(
                value, value, key=key, name=name, label=label, unit=money_compact, share=False
            )
            for key, value in zip(("first", "second"), values, strict=True)
        }

    keyed = {
        "share": amounts("share", "Share", 3, 2),
        "gap_lost_revenue": amounts("gap_lost_revenue", "Revenue lost", 5_000, 0),
        "gap_at_risk_revenue": amounts("gap_at_risk_revenue", "Revenue at risk", 20_000, 90_000),
    }
    metric = a_metric("product_gaps", "Product gaps", exhibit="ranked")
    return a_result(a_part("0.1", "0.1"), metric, keyed=keyed)


def test_parts_of_an_amount_stand_end_to_end_sorted_by_their_sum() -> None:
    found = table(gaps(), "ranking")
    lost, at_risk = found.bars[0].spec.series
    assert found.bars[0].spec.categories == ("Second", "First")
    assert (lost.name, lost.role, lost.values) == ("Revenue lost", SeriesRole.BAD, (0, 5_000))
    assert (at_risk.name, at_risk.values) == ("Revenue at risk", (90_000, 20_000))
    assert [row[2:4] for row in cells(found)] == [["–", "$90k"], ["$5k", "$20k"]]


def test_the_headline_of_a_ranking_is_about_the_label_that_leads() -> None:
    result = ranked(metric="churn_drivers")
    slide = plan_deck(a_context(result)).slide("metric/churn_drivers")
    assert plain(slide.title).startswith("Reason 0 leads the churn drivers at 45%")


def test_a_ranking_without_any_label_falls_back_to_the_trend() -> None:
    result = a_result(metric=a_metric(exhibit="ranked"))
    assert [one.key for one in exhibits(result)] == ["trend"]


def channels(*, support: str = "0.849") -> MetricResult:
    """Satisfaction by channel: support fell from 88.1% to 84.9% unless told otherwise."""

    def keyed(name: str, label: str, unit: Unit, **values: tuple[object, object]) -> dict:
        return {
            key: a_part(
                now,
                prior,
                name=name,
                label=f"{label} by channel",
                key=key,
                unit=unit,
                share=False,
                n=5000,
            )
            for key, (now, prior) in values.items()
        }

    head = a_part("0.891", "0.902", n=5000, label="Satisfaction")
    others = {"n": a_part(1264, 1200, name="n", label="Answers", unit=count, share=False)}
    return a_result(
        head,
        a_metric("csat", "CSAT", short_title="CSAT", exhibit="parts"),
        others=others,
        keyed={
            "channel": keyed("channel", "Satisfaction", percent, onboarding=("0.961", "0.952"),
                             support=(support, "0.881")),
            "channel_n": keyed("channel_n", "Answers", count, onboarding=(204, 200),
                               support=(742, 700)),
        },
    )  # fmt: skip


def test_labels_end_with_all_of_them_together() -> None:
    found = table(channels(), "labels")
    assert [column.heading for column in found.columns] == ["", "Answers", "CSAT", "Change"]
    assert cells(found)[-1] == ["All", "1,264", "89.1%", "−1.1\u00a0pp"]
    assert found.total


def test_the_line_that_got_worse_stands_out_and_the_others_are_its_context() -> None:
    roles = [one.role for one in chart(channels()).spec.series]
    assert roles[:2] == [SeriesRole.CONTEXT, SeriesRole.BAD]


def test_lines_of_which_none_got_worse_stay_as_they_are() -> None:
    roles = [one.role for one in chart(channels(support="0.899")).spec.series]
    assert SeriesRole.BAD not in roles


def test_without_segments_the_trend_has_all_the_room() -> None:
    metric = a_metric(movers=MOVERS)
    assert [one.key for one in exhibits(a_result(metric=metric, movers=[mover("a", 5)]))] == [
        "trend"
    ]


# --- customers ------------------------------------------------------------------------------------


def mover(id: str, amount: int, **details: int | str | None) -> Mover:
    return Mover(id, f"Customer {id}", Fraction(amount), (("segment", "SMB"),), details)


def accounts(*movers: Mover) -> Table:
    metric = a_metric(exhibit="accounts", movers=MOVERS)
    return table(a_result(metric=metric, movers=movers), "movers")


def test_the_largest_accounts_come_first_and_eight_are_shown() -> None:
    found = accounts(*(mover(f"{n:02}", -1000 * n) for n in range(1, 11)))
    assert len(found.rows) == 8
    assert cells(found)[0] == ["Customer 10", "SMB", "$10k"]


def days_left(days: int, name: str = "renewal_day") -> Tone:
    """The tone of a renewal so many days after the day of the data (3 Oct 2026)."""
    day = (date(2026, 10, 3) + timedelta(days)).toordinal() - date(1970, 1, 1).toordinal()
    found = accounts(mover("1", -1000, **{name: day}))
    return found.rows[0][2][0].tone


@pytest.mark.parametrize("days", [0, 1, 90])
def test_a_renewal_within_90_days_is_urgent(days: int) -> None:
    assert days_left(days) is Tone.URGENT


@pytest.mark.parametrize("days", [-1, 91, 900])
def test_a_renewal_that_is_past_or_far_away_is_a_fact_like_others(days: int) -> None:
    assert days_left(days) is Tone.PLAIN


def test_a_day_that_nothing_is_due_by_is_never_urgent() -> None:
    assert days_left(30, "upsell_day") is Tone.PLAIN


def test_a_detail_that_is_the_same_in_every_row_is_no_column() -> None:
    same = accounts(mover("1", -1000, fit="bad"), mover("2", -900, fit="bad"))
    assert [column.heading for column in same.columns] == ["Customer", "Segment", "Amount"]
    apart = accounts(mover("1", -1000, fit="bad"), mover("2", -900, fit="good"))
    assert "Fit" in [column.heading for column in apart.columns]


def at_risk(accounts_in_all: int, revenue: int, *movers: Mover) -> str:
    """The subtitle of the table of accounts at risk."""
    parts = {
        "accounts": a_part(accounts_in_all, unit=count, name="accounts", share=False),
        "revenue": a_part(revenue, unit=money_compact, name="revenue", share=False),
    }
    metric = a_metric("at_risk_accounts", exhibit="accounts", movers=MOVERS)
    return table(a_result(metric=metric, others=parts, movers=movers), "movers").subtitle


def test_a_table_of_accounts_says_how_much_of_the_whole_it_shows() -> None:
    shown = [mover(f"{n}", 1000) for n in range(9)]
    assert at_risk(20, 50_000, *shown) == "8 of 20, $8k of $50k"


def test_a_table_that_shows_all_accounts_says_the_period() -> None:
    assert at_risk(1, 1000, mover("1", 1000)) == "Q3 2026"


def test_a_table_never_claims_to_show_more_than_the_whole() -> None:
    assert at_risk(2, 1500, mover("1", 1000), mover("2", 900)) == "Q3 2026"


def test_losses_alone_need_no_minus_but_gains_and_losses_have_signs() -> None:
    assert [row[-1] for row in cells(accounts(mover("a", -5000), mover("b", 3000)))] == [
        "−$5k", "+$3k",
    ]  # fmt: skip


def test_texts_days_and_scores_become_columns_and_stored_amounts_do_not() -> None:
    found = accounts(
        mover("a", -5000, reason="Price", renewal_day=20_640, score=4150, closing=123),
        mover("b", -3000, reason=None, renewal_day=None, score=3000, closing=0),
    )
    headings = [column.heading for column in found.columns]
    assert headings == ["Customer", "Segment", "Reason", "Renewal", "Amount"]
    # day 20,640 after 1970-01-01 is 6 July 2026 (20,454 is the first of January 2026)
    assert cells(found)[0][2:4] == ["Price", "6\u00a0Jul"]  # the day of the data is 3 Oct
    assert cells(found)[1][2:4] == ["–", "–"]


def test_a_segments_deck_does_not_repeat_its_own_segment() -> None:
    metric = a_metric(exhibit="accounts", movers=MOVERS)
    result = a_result(metric=metric, movers=[mover("a", -5000)])
    found = table(result, "movers", group=(("segment", "SMB"),))
    assert [column.heading for column in found.columns] == ["Customer", "Amount"]


# --- money per year -------------------------------------------------------------------------------


def test_monthly_bridge_parts_are_shown_per_year() -> None:
    lost = a_part(
        now=Reading(Fraction(1000), Fraction(1000)), prior=Reading(Fraction(500)),
        name="lost", label="Revenue lost", unit=money_compact, share=False,
    )  # fmt: skip
    lost = replace(lost, method="gross")
    result = a_result(a_part(), revenue_churn.METRIC, others={"lost": lost})
    yearly = annualised(result, "mrr").parts["lost"]
    assert yearly.value == 12_000
    assert yearly.prior is not None
    assert yearly.prior.value == 6_000
    assert annualised(result, "arr") is result


def test_supplied_money_is_taken_as_given() -> None:
    lost = a_part(1000, 500, name="lost", unit=money_compact, share=False, supplied=True)
    result = a_result(a_part(), revenue_churn.METRIC, others={"lost": lost})
    assert annualised(result, "mrr").parts["lost"].value == 1000


def test_the_footer_prints_both_sides_of_a_money_ratio_per_year() -> None:
    now = Reading(Fraction(11, 10), Fraction(110_000), Fraction(100_000), 40)
    result = a_result(a_part(now=now), net_revenue_retention.METRIC)
    slide = plan_deck(a_context(result)).slide("metric/net_revenue_retention")
    assert "($1.3M ÷ $1.2M)" in plain(slide.footer)  # 12 × 110k = 1.32M
    assert any("$1,320,000 ÷ $1,200,000" in line for line in slide.notes.definition)


# --- what no catalogue knows ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["trend_and_cut", "parts", "ranked", "accounts"])
@pytest.mark.parametrize("unit", [percent, score, count, money_compact])
def test_an_unknown_metric_gets_a_sensible_slide(kind: str, unit: object) -> None:
    part = a_part(12, 10, unit=unit, share=False)  # type: ignore[arg-type]
    result = a_result(part, a_metric(exhibit=kind), cuts={"segment": [("A", part)]})
    found: list[Block] = list(exhibits(result))
    assert found
    assert all(one.alt for one in found)  # type: ignore[union-attr]


def test_the_subtitle_says_unit_and_reach() -> None:
    assert chart(a_result()).subtitle == "%, by quarter"


def test_bars_that_are_all_zero_are_words() -> None:
    nothing = a_part(0, 0, year_ago=0, unit=count, trend=[0] * 7)
    cut = [("Enterprise", nothing), ("SMB", nothing)]
    slide = plan_deck(a_context(a_result(nothing, cuts={"segment": cut}))).slide(
        "metric/sample_rate"
    )
    charts = [block for block in slide.blocks if isinstance(block, Chart)]
    assert [chart.instead for chart in charts] == ["0 in all eight quarters"]
