"""Reads the golden vectors and runs one through the computation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from deckgen.compute import Results, compute
from deckgen.engine.protocol import Engine
from deckgen.metrics.catalogue import PRESETS, catalogue
from deckgen.model.period import Calendar, Grain, Period, Window
from deckgen.model.request import MetricRequest, MoneyRules, Request
from tests.support.canonical import fill

PATH = Path(__file__).with_name("metric_vectors.yaml")
APPENDIX = {
    # metrics of later issues: not one of the sixteen, nor a part or preset of one
    "expansion_revenue", "mrr", "arpu", "clv", "customer_retention_cost", "free_trial_conversion",
    "average_session_duration", "cs_cost_ratio", "revenue_per_csm",
    "activity_rate", "usage_recovery_sustained", "seasonality_check", "cac", "ltv_cac_ratio",
    "arpa", "good_fit_churn_rate", "first_session_red_flag", "health_score",
    "nps_closed_loop_rate", "ces", "stickiness", "time_to_value", "restatement",
}  # fmt: skip
HELPERS = {"fiscal_period", "bucket_date", "format", "wilson_interval"}
DECOMPOSITIONS = {"decompose_ratio", "decompose_customer", "decompose_product"}


@dataclass(frozen=True)
class Vector:
    """One golden case, as the file has it, with the defaults of the file applied."""

    id: str
    metric: str
    body: Mapping[str, Any]
    config: Mapping[str, Any]

    @property
    def expect(self) -> Mapping[str, Any]:
        return self.body["expect"]


def vectors() -> list[Vector]:
    """Every vector of the file."""
    document = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return [
        Vector(body["id"], body["metric"], body, {**document["defaults"], **body.get("config", {})})
        for body in document["vectors"]
    ]


def metric_vectors() -> list[Vector]:
    """Those of the metrics there are, their parts and presets."""
    left_out = APPENDIX | HELPERS | DECOMPOSITIONS
    return [vector for vector in vectors() if vector.metric not in left_out]


def tables_of(vector: Vector) -> dict[str, list[dict[str, Any]]]:
    """The input tables as rows, `generate` unrolled."""
    source = vector.body["input"]
    tables: dict[str, list[dict[str, Any]]] = {}
    for name, table in source.get("tables", {}).items():
        tables[name] = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    for entry in source.get("generate", []):
        start = entry.get("from", 1)
        rows = tables.setdefault(entry["table"], [])
        for number in range(start, start + entry["n"]):
            rows.append(
                {
                    key: value.replace("{i}", str(number)) if isinstance(value, str) else value
                    for key, value in entry["row"].items()
                }
            )
    return tables


def request_of(vector: Vector) -> Request:
    """The request a config would make of the vector."""
    config = vector.config
    start, end = config["period_start"], config["period_end"]
    period = Period(start, end, Grain.QUARTER, "now", "now", "now")
    prior = _shift(start, end, "before")
    options = dict(vector.body.get("options", {}))
    window = Window(options.pop("window", "period"))
    metric, method = vector.metric, vector.body.get("method")
    if metric in PRESETS:
        metric = PRESETS[metric].metric
    segment = config.get("segment") or {}
    groupings: tuple[tuple[str, ...], ...] = ((),)
    if segment:
        groupings += (tuple(segment),)
    supplied = {"now": _supplied(vector)} if _supplied(vector) else {}
    return Request(
        metrics=(
            MetricRequest(
                id=metric,
                methods={"": method} if method else {},
                window=window,
                options=options,
                supplied=supplied,
            ),
        ),
        calendar=Calendar(explicit=(prior, period)),
        current=period,
        history=1,
        as_of=config["as_of"],
        dimensions=tuple(segment),
        groupings=groupings,
        money=MoneyRules(
            currency=config["currency"],
            revenue_unit=config["revenue_unit"],
            fx=config["fx"],
            negative_revenue=config["negative_revenue"],
        ),
        min_closing_coverage=Fraction(str(config["min_closing_coverage"])),
    )


def _shift(start: date, end: date, name: str) -> Period:
    before = date.fromordinal(start.toordinal() - 1)
    first = date.fromordinal(start.toordinal() - (end - start).days - 1).replace(day=1)
    return Period(first, before, Grain.QUARTER, name, name, name)


def _supplied(vector: Vector) -> dict[str, Any]:
    """`counts`, and prepared inputs, as the supplied numbers of a config."""
    given: dict[str, Any] = {}
    for name, value in vector.body["input"].get("counts", {}).items():
        if isinstance(value, list):
            given[name] = tuple(Fraction(str(one)) for one in value)
        else:
            given[name] = Fraction(str(value))
    summary = vector.body["input"].get("tables", {}).get("csm_summary")
    if summary:
        for place, name in ((1, "accounts_per_csm"), (2, "churned_per_csm")):
            given[name] = tuple(Fraction(row[place]) for row in summary["rows"])
    return given


def run(vector: Vector, engine: Engine) -> Results:
    """Computes the vector."""
    tables = tables_of(vector)
    tables.pop("csm_summary", None)
    request = request_of(vector)
    derive, through = None, None
    if "revenue" not in tables and vector.metric == "net_revenue_retention":
        names = [name for name in ("contracts", "movements") if name in tables]
        if names and "counts" not in vector.body["input"]:
            derive = names[0]
            end = vector.config["period_end"]
            through = end.year * 12 + end.month - 1
    staged = fill(
        engine,
        tables,
        currency=vector.config["currency"],
        revenue_unit=vector.config["revenue_unit"],
        rollup=vector.config["rollup"],
        derive=derive,
        through=through,
    )
    return compute(engine, staged, request, catalogue())
