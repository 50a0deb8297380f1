"""A small catalogue of made-up metrics and a minimal configuration, for the tests of config."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from deckgen.config import Config
from deckgen.errors import Issue
from deckgen.model.component import given
from deckgen.model.metric import (
    Amount,
    Metric,
    Option,
    Part,
    Preset,
    Prompts,
    Ratio,
    Supply,
    part_of,
)
from deckgen.model.period import Window
from deckgen.model.unit import count, money, number1, percent, score

Load = Callable[..., Config]
Problems = Callable[..., list[Issue]]

ABOVE, BELOW = given("above"), given("below")
RATIO = Ratio(ABOVE, BELOW)


def metric(id: str, section: str, parts: dict[str, Part], **more: object) -> Metric:
    settings: dict[str, object] = {
        "default": "usual",
        "methods": {"usual": "the usual way"},
        "inputs": ("revenue",),
        **more,
    }
    return Metric(
        id=id,
        title=id,
        short_title=id,
        section=section,
        says=f"What {id} says",
        definition=f"What {id} means.",
        formula="a ÷ b",
        parts=parts,
        prompts=Prompts("Why?", "What next?"),
        exhibit="trend_and_cut",
        **settings,  # type: ignore[arg-type]
    )


METRICS = [
    metric(
        "net_revenue_retention",
        "retention",
        {
            "value": Part("NRR", percent, {"cohort": RATIO, "movements": RATIO}, better="higher"),
            "gross": part_of("gross_revenue_retention"),
            "lost": Part("Lost", money, {"*": Amount(ABOVE)}, better="lower"),
        },
        default="cohort",
        methods={"cohort": "closed cohort", "movements": "by events"},
        windows=(Window.PERIOD, Window.TRAILING_12M),
        options=(
            Option("include_reactivation", False, "flag", "count customers who came back"),
            Option("measure", "snapshot", "choice", "what to add up", ("snapshot", "period_sum")),
            Option("exclude_subtypes", (), "texts", "movements left out"),
        ),
    ),
    metric(
        "gross_revenue_retention",
        "retention",
        {"value": Part("GRR", percent, {"snapshot": RATIO, "movements": RATIO}, better="higher")},
        default="snapshot",
        methods={"snapshot": "per customer", "movements": "by events"},
    ),
    metric(
        "logo_retention",
        "retention",
        {"value": Part("Logos", percent, {"cohort": RATIO, "net_of_new": RATIO}, better="higher")},
        default="cohort",
        methods={"cohort": "closed cohort", "net_of_new": "textbook"},
    ),
    metric(
        "csat",
        "satisfaction",
        {
            "value": Part(
                "CSAT",
                percent,
                {"pct_satisfied": RATIO, "mean": RATIO},
                better="higher",
                units={"mean": number1},
            ),
            "n": Part("Answers", count, {"*": Amount(BELOW)}),
        },
        default="pct_satisfied",
        methods={"pct_satisfied": "satisfied answers", "mean": "mean score"},
        inputs=("surveys",),
        options=(
            Option("satisfied_at", {}, "scale_cuts", "from which score on, by the scale's top"),
            Option("weights", {}, "weights", "weights of the channels"),
            Option("channel", None, "text", "one channel only"),
        ),
    ),
    metric(
        "nps",
        "satisfaction",
        {"value": Part("NPS", score, {"*": RATIO}, better="higher")},
        inputs=("surveys",),
        counts={"usual": Supply({"promoters": ABOVE, "detractors": BELOW})},
    ),
    metric(
        "csm_account_ratio",
        "satisfaction",
        {"value": Part("Accounts per CSM", number1, {"*": RATIO})},
        inputs=("assignments",),
        counts={"usual": Supply({"accounts_per_csm": ABOVE})},
        options=(
            Option("threshold", Fraction(50), "number", "a score of 100", scale=100),
            Option("stale_days", 90, "whole", "older scores do not count"),
        ),
    ),
]
CATALOGUE = {one.id: one for one in METRICS}
PRESETS = {
    "customer_retention_rate": Preset("customer_retention_rate", "logo_retention", "net_of_new")
}

MINIMAL = """\
deck: {company: Lumina Cloud}
period: {current: 2025-Q2}
sources:
  crm: {type: csv, path: crm.csv}
  billing: {type: csv, path: mrr.csv}
tables:
  customers: {source: crm, columns: {customer_id: Id, segment: Tier, region: Land}}
  revenue: {source: billing, columns: {customer_id: Id, month: Month, amount: MRR}}
"""


def place(issue: Issue) -> tuple[str, int | None, int | None]:
    """The code, line and column of an issue."""
    assert issue.location is not None
    return issue.code, issue.location.line, issue.location.column
