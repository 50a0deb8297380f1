"""Laws that hold for any company, whatever its numbers: no oracle needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.compute import Results, compute
from deckgen.engine.duckdb import DuckDB
from deckgen.metrics.catalogue import catalogue
from deckgen.model.metric import Part
from deckgen.model.period import Calendar, Window
from deckgen.model.request import Group, MetricRequest, MoneyRules, Request
from tests.compute.generated import Rows, company
from tests.support.canonical import fill

Tables = dict[str, Rows]
Place = tuple[str, str, str, Group, str]  # metric, part, key, group, period
Told = tuple[Fraction | None, str | None]
BY = ("segment", "region")
EVERYTHING = tuple(MetricRequest(id) for id in catalogue())
RETENTION = tuple(
    MetricRequest(id)
    for id in (
        "net_revenue_retention", "gross_revenue_retention", "revenue_churn", "logo_retention",
        "logo_churn",
    )
)  # fmt: skip

seeds = st.integers(0, 99_999)
a_few = settings(max_examples=3)
several = settings(max_examples=10)


def computed(
    tables: Tables,
    metrics: Iterable[MetricRequest] = EVERYTHING,
    *,
    by: tuple[str, ...] = BY,
    money: MoneyRules = MoneyRules(),  # noqa: B008  (frozen)
    current: str = "2025-Q2",
    as_of: date | None = None,
    history: int = 2,
) -> Results:
    """A company's numbers for everyone, by segment, by region and by both."""
    calendar = Calendar()
    request = Request(
        metrics=tuple(metrics), calendar=calendar, current=calendar.parse(current),
        history=history, as_of=as_of, dimensions=by,
        groupings=((), *((name,) for name in by), *((by,) if by else ())), money=money,
    )  # fmt: skip
    engine = DuckDB()
    results = compute(engine, fill(engine, tables), request, catalogue())
    engine.close()
    return results


def groups_of(results: Results) -> list[Group]:
    return [group for by in results.request.groupings for group in results.groups(by)] or [()]


def readings(results: Results, groups: Iterable[Group] | None = None) -> dict[Place, Told]:
    """Every number: its value and its code."""
    found: dict[Place, Told] = {}
    for group in {*(groups if groups is not None else groups_of(results))}:
        for id, resolved in results.metrics.items():
            for period in results.spans.trend:
                for name, part in resolved.parts.items():
                    if isinstance(part.part, Part):
                        one = results.reading(resolved, part, period, group)
                        found[id, name, "", group, period.name] = (one.value, one.code)
                        continue
                    keyed = results.key_readings(resolved, part, period, group)
                    for key, one in keyed.items():
                        found[id, name, key, group, period.name] = (one.value, one.code)
    return found


def unequal(first: dict[Place, Told], second: dict[Place, Told]) -> dict[Place, Any]:
    """Where two sets of numbers differ; a key that one does not have counts as absent."""
    places = first.keys() | second.keys()
    return {
        place: (first.get(place), second.get(place))
        for place in places
        if first.get(place) != second.get(place)
    }


def small(seed: int, customers: int = 14, *, currencies: bool = False) -> Tables:
    return company(seed, customers, currencies=currencies)


@given(seeds)
@a_few
def test_the_parts_of_a_partition_add_up_to_the_whole(seed: int) -> None:
    """Every additive component, over each dimension and their crossing, customers in no segment
    included; and the whole is what is computed when nobody asks for a dimension."""
    tables = small(seed, currencies=True)
    whole, cut = computed(tables, by=()), computed(tables)
    assert whole.cube.sums.keys() == cut.cube.sums.keys()
    for slot, spans in cut.cube.sums.items():
        for span, groups in spans.items():
            total = whole.cube.sums[slot].get(span, {}).get((), 0)
            for by in ((), ("segment",), ("region",), BY):
                parts = [n for group, n in groups.items() if tuple(dict(group)) == by]
                assert sum(parts) == total, (slot[1].name, by)
    for slot, spans_of_keys in cut.cube.keyed.items():
        for span, groups_of_keys in spans_of_keys.items():
            for by in ((), ("segment",), ("region",), BY):
                sums: dict[Any, int] = {}
                for group, keys in groups_of_keys.items():
                    if tuple(dict(group)) == by:
                        for key, n in keys.items():
                            sums[key] = sums.get(key, 0) + n
                expected = whole.cube.keyed[slot].get(span, {}).get((), {})
                assert sums == expected, (slot[1].name, by)


@given(seeds)
@a_few
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    tables = small(seed, currencies=True)
    shuffled = {name: Random(seed).sample(rows, len(rows)) for name, rows in tables.items()}
    assert not unequal(readings(computed(tables)), readings(computed(shuffled)))


@given(seeds)
@a_few
def test_the_names_of_customers_change_nothing(seed: int) -> None:
    tables = small(seed)
    ids = [row["customer_id"] for row in tables["customers"]]
    names = dict(zip(ids, Random(seed).sample([f"№ {id}'" for id in ids], len(ids)), strict=True))
    renamed = {
        table: [{**row, "customer_id": names.get(row["customer_id"])} for row in rows]
        for table, rows in tables.items()
    }
    for row in [*tables["surveys"], *renamed["surveys"]]:
        if row["respondent_id"] == "shared":  # which of two customers' answers counts goes by name
            row["respondent_id"] = None
    assert not unequal(readings(computed(tables)), readings(computed(renamed)))


@given(seeds, st.integers(2, 1000))
@a_few
def test_money_scales_and_ratios_do_not(seed: int, times: int) -> None:
    tables = small(seed)
    scaled = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    for table, columns in {
        "revenue": ("amount",), "movements": ("amount",), "contracts": ("acv", "renewed_acv"),
    }.items():  # fmt: skip
        for row in scaled[table]:
            for column in columns:
                if row[column] is not None:
                    row[column] *= times
    once, more = computed(tables), computed(scaled)
    small_readings, large_readings = readings(once), readings(more)
    assert small_readings.keys() == large_readings.keys()
    for place, (value, code) in small_readings.items():
        resolved = once.metrics[place[0]]
        part = resolved.parts[place[1]]
        unit = part.part.unit
        if isinstance(part.part, Part):
            unit = part.part.unit_under(part.method_name, part.options)
        expected = value * times if unit.is_money and value is not None else value
        assert large_readings[place] == (expected, code), place


@given(seeds)
@a_few
def test_exact_duplicates_change_no_value(seed: int) -> None:
    tables = small(seed)
    doubled = {name: [*rows, *(dict(row) for row in rows)] for name, rows in tables.items()}
    assert not unequal(readings(computed(tables)), readings(computed(doubled)))


@given(seeds, st.sampled_from(["opening", "floating"]), st.sampled_from(["floor", "keep"]))
@several
def test_the_bars_of_the_bridge_lead_from_the_opening_to_the_closing(
    seed: int, fx: str, negative: str
) -> None:
    tables = small(seed, currencies=True)
    for row in tables["revenue"][::9]:
        row["amount"] = -row["amount"]
    money = MoneyRules(fx=fx, negative_revenue=negative)
    results = computed(tables, RETENTION[:1], money=money)
    bars = ("opening", "new", "reactivation", "expansion", "contraction", "churn", "fx")
    cohort = ("opening", "expansion", "contraction", "churn", "fx")
    for group in groups_of(results):
        parts = {
            n: results.part("net_revenue_retention", n, group).trend
            for n in (*bars, "closing", "cohort_closing")
        }
        for place in range(2):
            amount = {name: points[place].reading.value for name, points in parts.items()}
            assert None not in amount.values()
            assert sum(amount[name] or 0 for name in bars) == amount["closing"]
            assert sum(amount[name] or 0 for name in cohort) == amount["cohort_closing"]


@given(seeds)
@several
def test_a_quarter_opens_with_what_the_one_before_closed_with(seed: int) -> None:
    results = computed(small(seed), RETENTION[:1], history=4)
    closing = results.part("net_revenue_retention", "closing").trend
    opening = results.part("net_revenue_retention", "opening").trend
    for (before, _), (_, now) in pairwise(zip(closing, opening, strict=True)):
        assert before.reading.value == now.reading.value


@given(seeds, st.sampled_from([Window.PERIOD, Window.TRAILING_12M]))
@several
def test_retention_and_churn_are_complements(seed: int, window: Window) -> None:
    net = MetricRequest("revenue_churn", {"": "net"}, window)
    windowed = [MetricRequest(one.id, one.methods, window) for one in RETENTION]
    results = computed(small(seed), windowed)
    netted = computed(small(seed), [net])
    for group in groups_of(results):
        for place in range(2):

            def value(id: str, place: int = place, group: Group = group) -> Fraction | None:
                return results.part(id, "value", group).trend[place].reading.value

            if value("net_revenue_retention") is None:
                assert value("gross_revenue_retention") is None
                assert value("logo_retention") is None
                continue
            lost = netted.part("revenue_churn", "value", group).trend[place].reading.value
            assert value("net_revenue_retention") == 1 - (lost or 0)
            assert value("gross_revenue_retention") == 1 - (value("revenue_churn") or 0)
            assert value("logo_retention") == 1 - (value("logo_churn") or 0)
            assert (value("gross_revenue_retention") or 0) <= 1
            assert (value("gross_revenue_retention") or 0) <= (value("net_revenue_retention") or 0)


@given(seeds)
@several
def test_movers_are_the_whole_change_while_they_are_few(seed: int) -> None:
    """At most ten gains and ten losses per group: then nothing is left out. Movers are told per
    year, the bars in the unit of the revenue table."""
    results = computed(small(seed, 10), RETENTION[:2])
    for group in groups_of(results):
        for id, above, below in (
            ("net_revenue_retention", "cohort_closing", "opening"),
            ("gross_revenue_retention", None, "lost"),
        ):
            result = results.metric(id, group)
            amounts = {name: part.now.value or Fraction(0) for name, part in result.parts.items()}
            change = (amounts[above] if above else 0) - amounts[below]
            assert sum(mover.amount for mover in result.movers) == 12 * change


@given(seeds)
@several
def test_movers_beyond_the_ten_are_the_smaller_ones(seed: int) -> None:
    results = computed(small(seed, 60), RETENTION[:1])
    movers = results.metric("net_revenue_retention").movers
    losses = [mover.amount for mover in movers if mover.amount < 0]
    parts = results.metric("net_revenue_retention").parts
    lost = sum((parts[name].now.value or Fraction(0)) for name in ("contraction", "churn"))
    rest = 12 * lost - sum(losses)
    assert rest <= 0
    if len(losses) < 10:
        assert rest == 0
    assert losses == sorted(losses)


@given(seeds)
@a_few
def test_without_a_loaded_snapshot_there_is_no_value(seed: int) -> None:
    tables = small(seed)
    tables["revenue"] = [row for row in tables["revenue"] if row["month"] != "2025-03"]
    results = computed(tables)
    # March closes the first quarter and opens the second
    for id, code in (
        *((one.id, ("closing_snapshot_missing", "no_opening_snapshot")) for one in RETENTION),
        ("upsell_rate", (None, "no_opening_snapshot")),  # its events need no closing month
        ("referenceable_customers", ("closing_snapshot_missing", None)),
        ("at_risk_accounts", ("closing_snapshot_missing", None)),
        ("churn_drivers", ("closing_snapshot_missing", "no_opening_snapshot")),
        ("bad_fit_churn", ("closing_snapshot_missing", "no_opening_snapshot")),
    ):
        headline = results.metrics[id].headline
        for group in groups_of(results):
            trend = results.part(id, headline, group).trend
            for point, expected in zip(trend, code, strict=True):
                if expected is not None:
                    assert (point.reading.value, point.reading.code) == (None, expected), id


def _until(end: date) -> Callable[[Any], bool]:
    return lambda day: day is None or day <= end


def without_the_future(tables: Tables, end: date) -> Tables:
    """What could be known on a day: no later row, and no later change of an earlier one."""
    known = _until(end)
    kept = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    last = f"{end.year}-{end.month:02d}"
    kept["revenue"] = [row for row in kept["revenue"] if row["month"] <= last]
    for name in ("movements", "reasons", "health"):
        kept[name] = [row for row in kept[name] if known(row["date"])]
    kept["contracts"] = [row for row in kept["contracts"] if known(row["start_date"])]
    kept["assignments"] = [row for row in kept["assignments"] if known(row["start_date"])]
    kept["memberships"] = [row for row in kept["memberships"] if known(row["start_date"])]
    kept["surveys"] = [row for row in kept["surveys"] if known(row["sent_at"])]
    for name, columns in {
        "reasons": ("resolved_on",),
        "surveys": ("responded_at", "followed_up_at"),
        "customers": ("reference_granted_on", "reference_revoked_on", "at_risk_since",
                      "at_risk_until", "fit_tagged_on"),
        "assignments": ("end_date",),
        "memberships": ("end_date",),
    }.items():  # fmt: skip
        for row in kept[name]:
            row.update({column: None for column in columns if not known(row[column])})
    for row in kept["contracts"]:
        if not known(row["outcome_date"]):
            row.update(outcome="open", outcome_date=None, renewed_acv=None)
    return kept


@given(seeds)
@a_few
def test_nothing_that_happened_later_changes_a_number(seed: int) -> None:
    tables = small(seed)
    before = without_the_future(tables, date(2025, 3, 31))
    assert sum(map(len, before.values())) < sum(map(len, tables.values()))
    first = readings(computed(before, current="2025-Q1"))
    second = readings(computed(tables, current="2025-Q1"))
    assert not unequal(first, second)


@given(seeds)
@a_few
def test_rows_after_the_cut_off_change_nothing(seed: int) -> None:
    """Outcomes may be known up to the cut-off (R12), nothing after it."""
    tables = small(seed)
    cut_off = date(2025, 5, 31)
    before = without_the_future(tables, cut_off)
    first = readings(computed(before, current="2025-Q1", as_of=cut_off))
    second = readings(computed(tables, current="2025-Q1", as_of=cut_off))
    assert not unequal(first, second)
    later = readings(computed(before, current="2025-Q2", as_of=cut_off))
    assert not unequal(later, readings(computed(tables, current="2025-Q2", as_of=cut_off)))


@given(seeds)
@a_few
def test_a_customer_in_no_segment_is_in_the_total_only(seed: int) -> None:
    tables = small(seed, 20)
    outside = {row["customer_id"] for row in tables["customers"][::3]}
    for row in tables["customers"]:
        if row["customer_id"] in outside:
            row["segment"] = None
    tables["memberships"] = [
        row for row in tables["memberships"] if row["customer_id"] not in outside
    ]
    for row in tables["surveys"]:
        if row["respondent_id"] == "shared":  # one voice for two customers
            row["respondent_id"] = None
    without = {
        name: [row for row in rows if name == "customers" or row["customer_id"] not in outside]
        for name, rows in tables.items()
    }
    with_all, named = computed(tables), computed(without)
    inside: list[Group] = [
        group for group in groups_of(named) if dict(group).get("segment") is not None
    ]
    assert inside
    assert not unequal(readings(with_all, inside), readings(named, inside))
    assert unequal(readings(with_all, [()]), readings(named, [()]))
