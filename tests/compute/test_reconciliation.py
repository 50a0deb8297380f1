"""The parts of a company add up to the whole, whatever its numbers; a fault would be seen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.compute import Results, compute
from deckgen.engine.duckdb import DuckDB
from deckgen.engine.sqlite import SQLite
from deckgen.metrics.catalogue import catalogue
from deckgen.model.period import Window
from deckgen.model.reconciliation import Reconciliation
from deckgen.model.request import MetricRequest, MoneyRules
from tests.compute.generated import company
from tests.compute.test_engines_agree import request
from tests.compute.test_laws import computed
from tests.metrics.small_cases import Tables, request_for, rows
from tests.support.canonical import fill

NRR = (MetricRequest("net_revenue_retention"),)
seeds = st.integers(0, 99_999)


def of(results: Results, dimension: str = "segment") -> Reconciliation:
    return next(one for one in results.reconciliations if one.dimension == dimension)


@settings(max_examples=10)
@given(seed=seeds, currencies=st.booleans(), floating=st.booleans())
def test_every_component_of_every_dimension_adds_up(
    seed: int, currencies: bool, floating: bool
) -> None:
    money = MoneyRules(fx="floating" if floating else "opening")
    results = computed(company(seed, currencies=currencies), NRR, money=money)
    found = results.reconciliations
    assert [one.dimension for one in found] in ([], ["segment", "region"])
    for one in found:
        assert one.adds_up, one.difference
        a = one.company
        steps = a["opening"] + a["expansion"] + a["contraction"] + a["churn"] + a["fx"]
        assert steps == a["closing"]


@settings(max_examples=5)
@given(seed=seeds)
def test_the_companys_amounts_are_those_of_net_revenue_retention(seed: int) -> None:
    results = computed(company(seed), NRR)
    metric = results.metric("net_revenue_retention")
    for one in results.reconciliations:
        assert one.company["opening"] == metric.value.now.denominator
        assert one.company["closing"] == metric.value.now.numerator
        assert one.company["customers"] == metric.value.now.n


def test_every_engine_gives_the_same_reconciliation() -> None:
    found = []
    for engine in (DuckDB(), SQLite()):
        staged = fill(engine, company(3))
        found.append(compute(engine, staged, request(), catalogue()).reconciliations)
        engine.close()
    assert found[0] == found[1] != ()


def test_a_customer_counted_twice_on_the_way_to_its_segment_shows() -> None:
    customers = rows("customer_id segment", ("A", "Large"), ("B", "Small"), ("C", "Small"))
    engine = DuckDB()
    staged = fill(engine, {"customers": customers, "revenue": REVENUE})
    again = "SELECT * FROM customers WHERE customer_id = 'B'"
    engine.create("doubled", f"SELECT * FROM customers UNION ALL {again}")
    engine.drop("customers")
    engine.create("customers", "SELECT * FROM doubled")
    asked = request_for("net_revenue_retention", by="segment")
    found = of(compute(engine, staged, asked, catalogue()))
    engine.close()
    assert not found.adds_up
    assert (found.total["opening"], found.company["opening"]) == (220, 170)
    assert found.difference["churn"] == -50


def small(tables: Tables, by: str = "segment", window: Window = Window.PERIOD) -> Results:
    engine = DuckDB()
    asked = request_for("net_revenue_retention", by=by, window=window)
    results = compute(engine, fill(engine, tables), asked, catalogue())
    engine.close()
    return results


REVENUE = rows(
    "customer_id month amount",
    ("A", "2025-03", 100), ("A", "2025-06", 130),
    ("B", "2025-03", 50), ("B", "2025-06", 0),
    ("C", "2025-03", 20), ("C", "2025-06", 20),
)  # fmt: skip


def test_customers_in_no_segment_are_a_part_of_their_own() -> None:
    customers = rows("customer_id segment", ("A", "Large"), ("B", "Small"), ("C", None))
    found = of(small({"customers": customers, "revenue": REVENUE}))
    assert [(value, amounts["opening"], amounts["closing"]) for value, amounts in found.parts] == [
        ("Large", 100, 130), ("Small", 50, 0), (None, 20, 20),
    ]  # fmt: skip
    assert found.company["opening"] == 170
    assert found.transfers is None  # one value for ever: no move can be known


def test_who_changed_its_segment_counts_at_the_opening_and_is_listed_with_both() -> None:
    customers = rows("customer_id", ("A",), ("B",), ("C",))
    memberships = rows(
        "customer_id value start_date end_date",
        ("A", "Small", None, "2025-05-14"), ("A", "Large", "2025-05-15", None),
        ("B", "Small", None, None), ("C", "Large", None, "2025-04-30"),
        dimension="segment",
    )  # fmt: skip
    found = of(small({"customers": customers, "revenue": REVENUE, "memberships": memberships}))
    assert {value: amounts["opening"] for value, amounts in found.parts} == {
        "Small": 150, "Large": 20,
    }  # fmt: skip
    assert found.transfers is not None
    (moved,) = found.transfers  # C left its segment for none: that is no move between segments
    assert (moved.origin, moved.destination) == ("Small", "Large")
    assert (moved.amounts["opening"], moved.amounts["expansion"], moved.amounts["customers"]) == (
        100, 30, 1,
    )  # fmt: skip
    assert found.moved == moved.amounts
    assert found.adds_up


def test_it_looks_through_the_window_of_net_revenue_retention() -> None:
    revenue = [*REVENUE, *rows("customer_id month amount", ("A", "2024-06", 80))]
    customers = rows("customer_id segment", ("A", "Large"), ("B", "Small"), ("C", "Small"))
    tables = {"customers": customers, "revenue": revenue}
    found = of(small(tables, window=Window.TRAILING_12M))
    assert (found.company["opening"], found.company["closing"]) == (80, 130)
    assert found.span.window is Window.TRAILING_12M


def test_without_the_opening_month_there_is_nothing_to_reconcile() -> None:
    revenue = rows("customer_id month amount", ("A", "2025-06", 130))
    customers = rows("customer_id segment", ("A", "Large"))
    assert small({"customers": customers, "revenue": revenue}).reconciliations == ()


def test_without_dimensions_nothing_is_added_up() -> None:
    assert computed(company(3), NRR, by=()).reconciliations == ()
