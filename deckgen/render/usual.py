"""Usual metric slides, for what has to be said of a theme before there is data: two numbers, a
trend of eight quarters, a table, and a narrative of usual length."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from deckgen.model.deck import (
    BigNumber,
    ChangeLine,
    Chart,
    ChartKind,
    ChartSpec,
    ColumnKind,
    Deck,
    Narrative,
    NarrativeCell,
    RowBars,
    Series,
    SeriesRole,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Text,
    Tone,
    text,
)

_SEGMENTS = ("Enterprise", "Mid-market", "SMB")
_REGIONS = ("APAC", "EMEA", "Latin America", "North America")
_LISTED = 8  # customers
_QUARTERS = ("Q3 23", "Q4 23", "Q1 24", "Q2 24", "Q3 24", "Q4 24", "Q1 25", "Q2 25")
_TOLD = {
    "What happened": "Of the −0.8 pp, Mid-market made −0.9 and Enterprise +0.3. Revenue lost rose "
    "44.5% to $496.7k.",
    "Why": "Enterprise added seats and the Insights module; SMB shrank after the price change.",
    "What next": "Freeze the price for renewals until Q4. Owner CRO, decision by 31 July 2025.",
}


def usual_decks() -> tuple[Deck, Deck]:
    """Decks of nothing but a metric slide: one with a breakdown by segment and region, of which a
    small page shows less, one with a list of customers."""
    cut = _cut((*_SEGMENTS, *_REGIONS), _cut(_SEGMENTS))
    fewer = tuple(_customers(rows) for rows in range(_LISTED - 1, 2, -1))
    listed = _customers(_LISTED, fewer)
    lines, columns = ChartKind.LINE, ChartKind.COLUMN
    return _deck("breakdown", lines, cut, (5, 4)), _deck("list", columns, listed, (4, 5))


def _deck(key: str, kind: ChartKind, table: Table, split: tuple[int, int]) -> Deck:
    slide = Slide(
        key=f"metric/{key}",
        kind=SlideKind.METRIC,
        title=(
            *text("Net revenue retention fell 0.8 pp to 100.5% in Q2 2025,", Tone.STRONG),
            *text(" 1.5 pp below the 102% target", Tone.MUTED),
        ),
        eyebrow="Retention",
        blocks=(
            _number("Net revenue retention", "100.5%", "Off target", 2),
            _number("Gross revenue retention", "97.9%", "", 1),
            _trend(kind),
            table,
            Narrative(tuple(
                NarrativeCell(heading, heading, "Chief Revenue Officer", (text(body),), True)
                for heading, body in _TOLD.items()
            )),
        ),
        footer=text("Source: billing"),
        split=split,
    )  # fmt: skip
    return Deck("", "", "", "", date(2025, 7, 3), "en", (slide,))


def _number(label: str, value: str, status: str, changes: int) -> BigNumber:
    return BigNumber(
        label=label,
        value=value,
        period="Q2 2025" if status else "",
        changes=(ChangeLine("down", text("vs Q1 2025 −0.8 pp worse")),) * changes,
        status=status,
        against=text("1.5 pp below 102%") if status else (),
        base="n = 389 customers" if status else "",
    )


def _trend(kind: ChartKind) -> Chart:
    values = tuple(Fraction(100 + number % 3, 100) for number in range(len(_QUARTERS)))
    series = [Series("Net revenue retention", values)]
    if kind is ChartKind.LINE:
        series.append(Series("Gross revenue retention", values, SeriesRole.CONTEXT))
    spec = ChartSpec(kind, _QUARTERS, tuple(series), "0.0%", emphasis=len(_QUARTERS) - 1)
    return Chart("trend", "Trend", "% of opening revenue, by quarter", spec, "")


def _cut(names: tuple[str, ...], *shorter: Table) -> Table:
    def bars(title: str) -> RowBars:
        values = tuple(Fraction(1) for _ in names)
        return RowBars(ChartSpec(ChartKind.ROWS, names, (Series(title, values),), "0.0%"), "")

    rows: tuple[tuple[Text, ...], ...] = tuple((text(one), (), (), text("+0.3")) for one in names)
    return Table(
        key="cut",
        title="By segment and region",
        subtitle="Net revenue retention, Q2 2025",
        columns=(
            TableColumn("", weight=1.5),
            TableColumn("NRR", weight=2.2, kind=ColumnKind.BARS),
            TableColumn("Part of", numeric=True, kind=ColumnKind.BARS),
            TableColumn("−0.8 pp", numeric=True),
        ),
        rows=rows,
        alt="",
        bars=(bars("NRR"), bars("Part of")),
        breaks=(len(_SEGMENTS),) if shorter else (),
        shorter=shorter,
    )


def _customers(rows: int, shorter: tuple[Table, ...] = ()) -> Table:
    cells = ("Thistlewell Packaging", "Leadership turnover", "Mid-market", "$96.6k")
    return Table(
        key="list",
        title="Largest losses",
        subtitle="$283.9k of $496.7k",
        columns=(
            TableColumn("Customer", weight=2.2),
            TableColumn("Reason", weight=1.4),
            TableColumn("Segment"),
            TableColumn("Lost", numeric=True),
        ),
        rows=(tuple(text(one) for one in cells),) * rows,
        alt="",
        shorter=shorter,
    )
