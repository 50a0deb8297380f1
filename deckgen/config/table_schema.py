"""The shape of one feed in ``tables``: a source whose columns become columns of a table."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from deckgen.config.inputs import Block
from deckgen.config.leaves import Cell, Cells, Choice, Factor, Flag, Text, Verbatim, scalar
from deckgen.config.models import Section


def _column(value: object) -> object:
    """A column's name alone is short for a mapping that has nothing else."""
    if isinstance(value, Block):
        return value
    name = scalar(value, "a text")
    return Block({"column": name}, name.location, {"column": name.location})


class ColumnModel(Section):
    """A column of yours, and what is done to its cells."""

    column: Verbatim = Field(description="Your column.", examples=["Contract end"])
    times: Factor | None = Field(
        default=None,
        description="Multiplies amounts and scores: 12 for monthly amounts in an annual column, "
        "0.01 for cents.",
    )
    exclusive: Flag = Field(
        default=False,
        description="true: the date is the day after the last one, as billing systems export it.",
    )


class FeedModel(Section):
    """One source that fills a table."""

    source: Text = Field(description="A name from `sources`.", examples=["crm"])
    query: Verbatim | None = Field(
        default=None, description="A SELECT for this table, where the source is a database."
    )
    columns: dict[str, Annotated[ColumnModel, BeforeValidator(_column)]] = Field(
        description="deckgen's column: your column, or {column: yours, times: 12} or {column: "
        "yours, exclusive: true}. Columns of your own are kept under any name.",
        examples=["{customer_id: Account ID}"],
    )
    values: dict[str, dict[str, Cell]] = Field(
        default={}, description="Per column, your value: deckgen's value; others pass unchanged."
    )
    where: dict[str, Cells] = Field(
        default={},
        description="Keep only rows whose column (yours) has this value, or one of a list.",
    )
    fixed: dict[str, Cell] = Field(
        default={}, alias="set", description="deckgen's column: one value for every row."
    )
    date_format: Verbatim | None = Field(
        default=None, description="How dates are written in this feed, such as %d/%m/%Y."
    )
    decimal: Choice[Literal[".", ","]] | None = Field(
        default=None, description="The decimal sign of this feed's numbers: . or ,"
    )


class DerivedRevenueModel(Section):
    """Revenue that is computed from another table."""

    derive_from: Choice[Literal["contracts", "movements"]] = Field(
        alias="from",
        description="contracts: amounts of the terms in force; movements: their running sum.",
        examples=["contracts"],
    )
