"""What the oracle is asked: every method and the options that matter, over awkward companies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from deckgen.compute import Results, compute
from deckgen.engine.duckdb import DuckDB
from deckgen.engine.protocol import Engine
from deckgen.metrics.catalogue import catalogue
from deckgen.model.period import Calendar, Window
from deckgen.model.request import MetricRequest, MoneyRules, Request
from tests.compute.generated import Rows, company
from tests.compute.oracle import DEFINITIONS
from tests.compute.oracle_world import World
from tests.support.canonical import fill

Tables = dict[str, Rows]
BY = ("segment", "region")
TRAILING = Window.TRAILING_12M


def ask(
    id: str, method: str | None = None, window: Window = Window.PERIOD, **options: object
) -> MetricRequest:
    """One metric under a method (the default unless told) and options."""
    return MetricRequest(id, {"": method} if method else {}, window, options)


DEFAULTS = tuple(ask(id) for id in DEFINITIONS)

FREE_PLANS = tuple(
    ask(id, zero_is_active=True) for id in DEFINITIONS if catalogue()[id].option("zero_is_active")
)

METHODS: dict[str, tuple[MetricRequest, ...]] = {
    "events": (
        ask("net_revenue_retention", "movements"),
        ask("gross_revenue_retention", "movements"),
        ask("revenue_churn", "movements"),
        ask("logo_churn", "events"),
        ask("logo_retention", "net_of_new"),
        ask("average_upsell_value", "per_event"),
        ask("upsell_rate", "mid_contract"),
    ),
    "events of a year, some left out": (
        ask(
            "net_revenue_retention", "movements", TRAILING, include_reactivation=True,
            exclude_subtypes=("price_increase", "fx"),
        ),
        ask("gross_revenue_retention", "movements", exclude_subtypes=("upsell",)),
        ask("revenue_churn", "movements", TRAILING, exclude_subtypes=("fx",)),
        ask("logo_churn", "events", exclude_subtypes=("fx", "seats")),
        ask("upsell_rate", None, TRAILING, count_price_increase=True, renewal_window_days=30),
        ask("average_upsell_value", None, TRAILING, count_price_increase=True),
    ),
    "everybody, not the cohort": (
        ask("net_revenue_retention", "total_revenue_ratio"),
        ask("revenue_churn", "net"),
        ask("logo_retention", "end_over_start"),
        ask("logo_churn", "opening_plus_new"),
        ask("upsell_rate", None, base="ever"),
    ),
    "sums of months": (
        ask("net_revenue_retention", "total_revenue_ratio", measure="period_sum"),
        ask("revenue_churn", "cancelled_only"),
        ask("logo_retention", "net_of_new", count_reactivated_as_new=True),
        ask("upsell_rate", "mid_contract", base="closing"),
    ),
    "cohorts of a year": (
        ask("net_revenue_retention", None, TRAILING, include_reactivation=True),
        ask("gross_revenue_retention", None, TRAILING),
        ask("revenue_churn", "cancelled_only", TRAILING),
        ask("logo_churn", "opening_plus_new", TRAILING, zero_is_active=True),
        ask("csm_load_vs_churn", None, TRAILING),
        ask("average_upsell_percent", "mean_of_ratios", TRAILING),
        ask("upsell_trends", "with_reason", TRAILING, threshold="0.3"),
    ),
    "renewals in money": (
        ask("renewal_rate", "dollar_gross"),
        ask("renewal_rate", "dollar_net", exclude_open=False, grace_days=5),
    ),
    "as a change": (
        MetricRequest("net_revenue_retention", options={"as": "change"}),
        ask("average_upsell_percent", "mean_of_ratios"),
        ask("upsell_trends", "with_reason"),
    ),
    "answers one by one": (
        ask("csat", "mean_pct"),
        ask("nps", "count_difference", dedupe="none"),
        ask("referenceable_customers", "by_kind"),
        ask("csm_account_ratio", "median"),
        ask("at_risk_accounts", "band", stale_days=30),
    ),
    "answers of accounts": (
        ask("csat", None, blend="channel_mean", satisfied_at={5: 5}),
        ask("nps", None, TRAILING, unit="account"),
        ask("referenceable_customers", "willing", lookback_months=6),
        ask("csm_account_ratio", "weighted"),
        ask("at_risk_accounts", "trend", drop_points=5, trend_days=40),
    ),
    "answers by revenue": (
        ask("csat", "mean_pct", TRAILING, rescale="min_max", blend="channel_mean"),
        ask("nps", None, unit="revenue_weighted"),
        ask("csm_account_ratio", "include_zero_account_csms"),
        ask("at_risk_accounts", "manual", lookback_months=6),
    ),
    "answers of a channel": (
        ask("csat", None, channel="support"),
        ask("nps", None, unit="revenue_weighted", dedupe="none", within_days=5),
        ask("csm_account_ratio", "by_segment"),
        ask("at_risk_accounts", "any_of", methods=("below_threshold", "trend"), threshold="30.5"),
    ),
    "fit by tag, primary reasons": (
        ask("bad_fit_churn", "fit_tag", TRAILING),
        ask("product_gaps", "primary_only", TRAILING),
        ask("opt_out_usage", "deals_started"),
        ask("churn_drivers", "primary_only", TRAILING, lookback_months=20),
    ),
    "fit by reason, by revenue": (
        ask("bad_fit_churn", "churn_reason", bad_fit_reasons=("bad_fit", "price")),
        ask("product_gaps", None, lookback_months=5),
        ask("opt_out_usage", "all_deals"),
        ask("churn_drivers", "revenue_weighted", TRAILING),
    ),
    "those who told": (
        ask("churn_drivers", "with_reason", TRAILING),
        ask("opt_out_usage", "all_deals", TRAILING),
    ),
}  # fmt: skip


MEANS = (ask("csat", "mean"),)
"""Only where all answers are on one scale."""


def without_movements(tables: Tables) -> None:
    tables["movements"] = []


def with_credits(tables: Tables) -> None:
    """Two products, credits below zero, months at zero, customers who never paid anything."""
    rng = Random(5)
    more: Rows = []
    for row in tables["revenue"]:
        if rng.random() < 0.04:
            row["amount"] = rng.choice([-50, -200, 0, 0])
        row["product"] = "core"
        if rng.random() < 0.2:
            more.append({**row, "product": "more", "amount": rng.choice([-30, 20, 75, 0])})
    tables["revenue"] += more
    for number in range(4):
        for month in rng.sample(range(1, 7), 3):
            tables["revenue"].append(
                {
                    "customer_id": f"free{number}", "month": f"2025-{month:02d}", "amount": 0,
                    "currency": "USD", "product": "core",
                }
            )  # fmt: skip


def with_odd_answers(tables: Tables) -> None:
    """Scores outside their scale or missing, and a second scale; what every renewal is worth."""
    rng = Random(7)
    for row in tables["surveys"]:
        if row["kind"] == "csat" and rng.random() < 0.4:
            row.update(scale_min=0, scale_max=10, score=rng.choice([None, 11, 10, 9, 8, 0]))
        elif row["kind"] == "csat" and rng.random() < 0.2:
            row["score"] = rng.choice([None, 0, 6])
    for row in tables["contracts"]:
        row["renewed_acv"] = row["acv"] + rng.choice([-500, 0, 1000])


def without_some_rates(tables: Tables) -> None:
    gone = ("2024-12", "2025-06")
    tables["fx_rates"] = [row for row in tables["fx_rates"] if row["month"] not in gone]


def compared(
    metrics: tuple[MetricRequest, ...],
    seed: int = 1,
    *,
    tweak: Callable[[Tables], None] | None = None,
    currencies: bool = False,
    money: MoneyRules = MoneyRules(),  # noqa: B008  (frozen)
    as_of: date = date(2025, 7, 3),
    engine: Engine | None = None,
    customers: int = 36,
) -> tuple[Results, World]:
    """One company, computed; and the same rows for the oracle."""
    tables = company(seed, customers, currencies=currencies)
    if tweak is not None:
        tweak(tables)
    calendar = Calendar()
    request = Request(
        metrics=metrics, calendar=calendar, current=calendar.parse("2025-Q2"), history=4,
        as_of=as_of, dimensions=BY, groupings=((), ("segment",), ("region",), BY), money=money,
    )  # fmt: skip
    own = engine or DuckDB()
    results = compute(own, fill(own, tables), request, catalogue())
    own.close()
    world = World(
        tables,
        floating=money.fx == "floating",
        keep_negative=money.negative_revenue == "keep",
    )
    return results, world
