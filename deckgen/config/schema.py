"""The configuration's shape, as pydantic models: every key, its type and what it is for.

The JSON schema for editors is made from these models. Metric entries (in ``sections``) and targets
depend on the catalogue and are read by ``metrics.py``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from pydantic import Field, JsonValue

from deckgen.config.leaves import Choice, Day, Flag, Share, Text, Whole
from deckgen.config.models import Section
from deckgen.config.source_schema import AnySource
from deckgen.config.table_schema import DerivedRevenueModel, FeedModel

PARTS = ("deck", "period", "money", "data", "sources", "tables", "sections", "segments", "output")
"""The keys of the first level that hold further keys."""


class DeckModel(Section):
    """The deck as a whole."""

    title: Text = Field(
        default="Customer success executive review",
        description="Title of the deck, on its first slide.",
    )
    company: Text = Field(description="Your company's name.", examples=["Lumina Cloud"])
    prepared_for: Text | None = Field(default=None, description="Who the deck is for.")
    purpose: Text | None = Field(
        default=None, description="What the customer-success team is there for; on the title slide."
    )
    theme: Text = Field(
        default="default",
        description="A bundled theme, a theme folder, or your own .pptx or .potx.",
    )
    charts: Choice[Literal["native", "picture"]] = Field(
        default="native",
        description="native: editable in PowerPoint; picture: the same charts drawn by matplotlib, "
        "for programs that show native charts badly.",
    )
    locale: Text = Field(
        default="en_US",
        description="Separators, currency symbol and names of months, such as en_US or de_DE.",
    )


class CalendarPeriodModel(Section):
    """One period of your own calendar."""

    name: Text = Field(description="How config and output call it.", examples=["2025-P06"])
    start: Day = Field(description="First day.", examples=["2025-05-26"])
    end: Day = Field(description="Last day, included.", examples=["2025-06-29"])
    label: Text | None = Field(default=None, description="How slides call it; the name by default.")


class PeriodModel(Section):
    """Which periods the deck shows."""

    current: Text = Field(
        default="latest",
        description="The period to report, such as 2025-Q2, or `latest`: the last complete one.",
    )
    grain: Choice[Literal["week", "month", "quarter", "half", "year"]] = Field(
        default="quarter", description="Length of a period; revenue metrics need a month or longer."
    )
    history: Whole = Field(
        default=8, ge=1, le=40, description="Periods on a trend line, the current one included."
    )
    fiscal_year_start_month: Whole = Field(
        default=1,
        ge=1,
        le=12,
        description="First month of the fiscal year; labels and quarters follow.",
    )
    fiscal_year_label: Choice[Literal["end", "start"]] = Field(
        default="end",
        description="A fiscal year is named after the calendar year it ends or starts in.",
    )
    calendar: list[CalendarPeriodModel] | None = Field(
        default=None, description="Your own periods one by one, oldest first, for 4-4-5 calendars."
    )
    timezone: Text = Field(default="UTC", description="Timestamps are put into days of this zone.")
    as_of: Day | None = Field(
        default=None,
        description="Nothing known after this day is used; without it, today's knowledge.",
    )


class MoneyModel(Section):
    """How money is read and shown."""

    currency: Text = Field(default="USD", description="Currency of the slides, ISO 4217.")
    revenue_unit: Choice[Literal["mrr", "arr"]] = Field(
        default="mrr", description="The revenue table holds monthly (mrr) or annual (arr) amounts."
    )
    fx: Choice[Literal["opening", "floating"]] = Field(
        default="opening",
        description="opening: constant currency; floating: each month's rate, with an FX bar.",
    )
    negative_revenue: Choice[Literal["floor", "keep"]] = Field(
        default="floor",
        description="floor: a customer's month below zero counts as 0; keep: as it is.",
    )


class DataModel(Section):
    """Rules for rows that contradict each other or are missing."""

    on_duplicate: Choice[Literal["error", "sum", "last"]] = Field(
        default="error",
        description="Rows with one key and different values: the metrics say so (error), "
        "amounts are added (sum), or the last row counts (last).",
    )
    rollup: Choice[Literal["none", "parent"]] = Field(
        default="none", description="parent: accounts with a parent_id count as their parent."
    )
    min_closing_coverage: Share = Field(
        default=Fraction(1, 2),
        description="Below this share of opening customers with a row in the closing month, "
        "retention carries a warning.",
    )


VARIANT_ITEMS: dict[str, JsonValue] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "anyOf": [
                    {"type": ["string", "number", "boolean", "null"]},
                    {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
                ]
            },
        },
    ]
}


class OverrideModel(Section):
    """What is different in the deck of one segment."""

    title: Text | None = Field(default=None, description="Title of this segment's deck.")
    prepared_for: Text | None = Field(default=None, description="Who this segment's deck is for.")
    targets: dict[str, Any] | None = Field(
        default=None, description="Targets by metric, written as in a metric's `target`."
    )
    narrative: Text | None = Field(
        default=None, description="A narrative file of its own; its `metrics` are this deck's."
    )
    theme: Text | None = Field(
        default=None, description="The look of this segment's deck, as in `deck.theme`."
    )
    leave_out: list[Text] = Field(default=[], description="Metrics without a slide in this deck.")


class SegmentsModel(Section):
    """By what the slides are cut, and which segments get a deck of their own."""

    by: list[Text] = Field(default=[], description="Dimensions that cut the slides.")
    variants: list[Any] | None = Field(
        default=None,
        description="Dimensions with one deck per value; `segment x region` for every combination,"
        " `region > team` for every level of a hierarchy, {region: [EMEA, AP*]} for these only."
        " By default each of `by`.",
        json_schema_extra={"items": VARIANT_ITEMS},
    )
    exclude: list[dict[str, Any]] = Field(
        default=[],
        description="Segments without a deck, such as {region: Test}; * and ? make patterns.",
    )
    overrides: dict[str, OverrideModel] = Field(
        default={},
        description="What is different for one segment, by a name such as segment=SMB, or for all"
        " that a pattern means: team=North*.",
    )
    min_customers: Whole = Field(
        default=5,
        ge=1,
        description="Segments with fewer customers at the period's end get no deck of their own.",
    )
    small_segments: Choice[Literal["skip", "other"]] = Field(
        default="skip",
        description="skip: segments below min_customers get no deck; other: they share one.",
    )
    compare_to_company: Flag = Field(
        default=True, description="Draw the company's own line, in grey, in a segment's deck."
    )


class OutputModel(Section):
    """Where decks are written."""

    folder: Text = Field(default="out", description="Folder of the decks, relative to this file.")
    name: Text = Field(
        default="{company} - {period} - {segment}.pptx",
        description="File name, with the placeholders {company} {period} {segment} {date}.",
    )
    anonymize: Choice[Literal["none", "customers"]] = Field(
        default="none",
        description="customers: labels instead of customers' names, the same in every deck.",
    )


class TopModel(Section):
    """The settings of the first level that are no parts of their own."""

    other_keys = PARTS

    definitions: Choice[Literal["standard", "literal_article"]] = Field(
        default="standard",
        description="How metrics are computed: the field's standard, or the article word for word.",
    )
    profile: Choice[Literal["executive_16", "phase_1", "phase_2", "phase_3"]] = Field(
        default="executive_16", description="Which metrics are shown when `sections` is absent."
    )
    narrative: Text | None = Field(
        default=None,
        description="A file with text per metric and segment, written before generation.",
    )


class ConfigModel(TopModel):
    """A deckgen configuration: one file per deck."""

    deck: DeckModel = Field(description="The deck as a whole.")
    period: PeriodModel | None = Field(default=None, description="Which periods the deck shows.")
    money: MoneyModel | None = Field(default=None, description="How money is read and shown.")
    data: DataModel | None = Field(
        default=None, description="Rules for contradicting or missing rows."
    )
    sources: dict[str, AnySource] | None = Field(
        default=None,
        description="Where data lives, who answers for it, and how fresh it should be.",
    )
    tables: dict[str, FeedModel | DerivedRevenueModel | list[FeedModel]] | None = Field(
        default=None, description="Your columns as columns of deckgen's tables."
    )
    sections: dict[str, list[Any]] | None = Field(
        default=None, description="The metrics to show, by section, in slide order."
    )
    segments: SegmentsModel | None = Field(
        default=None, description="Cuts on the slides, and one deck per segment."
    )
    output: OutputModel | None = Field(default=None, description="Where decks are written.")
