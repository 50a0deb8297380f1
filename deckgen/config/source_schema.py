"""The shape of one entry of ``sources``, by its type."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from deckgen.config.leaves import Choice, Day, SecretText, Text, Verbatim, Whole
from deckgen.config.models import Section


class SourceModel(Section):
    """What every source may say about itself."""

    owner: Text | None = Field(
        default=None,
        description="Who answers for this data; on the data page.",
    )
    contact: Text | None = Field(default=None, description="How to reach the owner.")
    refresh: Text | None = Field(
        default=None,
        description="How often it is renewed, such as weekly.",
    )
    last_updated: Day | None = Field(default=None, description="When it was renewed last.")
    date_format: Verbatim | None = Field(
        default=None,
        description="How dates are written, such as %d/%m/%Y; day or month is never guessed.",
    )
    decimal: Choice[Literal[".", ","]] | None = Field(
        default=None, description="The decimal sign of numbers: . or ,"
    )


class CsvModel(SourceModel):
    """A text file with separated fields."""

    type: Literal["csv"] = Field(description="A text file with separated fields.")
    path: Text = Field(
        description="The file, relative to this one; * reads several files as one.",
        examples=["data/accounts.csv"],
    )
    encoding: Text | None = Field(default=None, description="Encoding, such as utf-8 or cp1252.")
    delimiter: Verbatim | None = Field(
        default=None,
        description='What separates fields: , ; | or "\\t".',
    )
    header_row: Whole | None = Field(
        default=None,
        ge=1,
        description="The line of the column names.",
    )


class ExcelModel(SourceModel):
    """A sheet of a workbook."""

    type: Literal["excel"] = Field(description="A sheet of an .xlsx workbook.")
    path: Text = Field(
        description="The workbook, relative to this file; * reads several as one.",
        examples=["data/surveys.xlsx"],
    )
    sheet: Text | None = Field(
        default=None,
        description="The sheet's name; the first one by default.",
    )
    header_row: Whole | None = Field(default=None, ge=1, description="The row of the column names.")


class ParquetModel(SourceModel):
    """A Parquet file."""

    type: Literal["parquet"] = Field(description="A Parquet file.")
    path: Text = Field(
        description="The file, relative to this one; * reads several files as one.",
        examples=["data/mrr.parquet"],
    )


class DatabaseModel(SourceModel):
    """What to read from a database."""

    table: Verbatim | None = Field(default=None, description="The table or view to read.")
    query: Verbatim | None = Field(default=None, description="A SELECT to read instead of a table.")


class SqliteModel(DatabaseModel):
    """A SQLite database."""

    type: Literal["sqlite"] = Field(description="A SQLite database file.")
    path: Text = Field(
        description="The database file, relative to this one.", examples=["data/crm.sqlite"]
    )


class PostgresModel(DatabaseModel):
    """A PostgreSQL database."""

    type: Literal["postgres"] = Field(description="A PostgreSQL database.")
    url: SecretText = Field(
        description="Connection, with secrets from the environment only: ${NAME}.",
        examples=['"${WAREHOUSE_URL}"'],
    )


SOURCE_MODELS: dict[str, type[SourceModel]] = {
    "csv": CsvModel,
    "excel": ExcelModel,
    "parquet": ParquetModel,
    "sqlite": SqliteModel,
    "postgres": PostgresModel,
}
"""The models by the source's ``type``."""

AnySource = Annotated[
    CsvModel | ExcelModel | ParquetModel | SqliteModel | PostgresModel,
    Field(discriminator="type"),
]
