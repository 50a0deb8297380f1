"""Decks made by hand: every kind of slide, block and chart, and data that is awkward to draw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from deckgen.model.deck import (
    Agenda,
    AgendaEntry,
    BigNumber,
    Block,
    ChangeLine,
    Chart,
    ChartKind,
    ChartSpec,
    ColumnKind,
    Deck,
    Move,
    Moves,
    Narrative,
    NarrativeCell,
    Notes,
    Paragraph,
    Run,
    Series,
    SeriesRole,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Text,
    Tone,
    Trends,
    text,
)

QUARTERS = ("Q3 24", "Q4 24", "Q1 25", "Q2 25", "Q3 25", "Q4 25", "Q1 26", "Q2 26")
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "a\x00b\x07c\x1bd\ufffe",
    "../../etc/passwd\\..\\C:",
    "‮gpj.exe",
    "\u2067שלום\u2069 עולם",
    "tab\there\nnew line\r\nand more",
    "😀👩‍👩‍👧 emoji",
    '<b>&amp;</b> "quoted" ]]>',
    "n" * 300,
    "many words " * 30,
)


def fractions(*values: float | None) -> tuple[Fraction | None, ...]:
    """Decimal numbers as exact values."""
    return tuple(None if value is None else Fraction(str(value)) for value in values)


def chart(
    kind: ChartKind,
    *series: Series,
    key: str = "trend",
    categories: tuple[str, ...] = QUARTERS,
    number_format: str = "0.0%",
    emphasis: int | None = 7,
    title: str = "Trend",
    subtitle: str = "% of opening ARR, by quarter",
) -> Chart:
    """A chart block."""
    spec = ChartSpec(kind, categories, series, number_format, emphasis)
    return Chart(key, title, subtitle, spec, f"A {kind} chart, {title}, {subtitle}.")


def nrr_trend() -> Chart:
    """Two lines and a target."""
    return chart(
        ChartKind.LINE,
        Series(
            "Net revenue retention",
            fractions(1.049, 1.052, 1.050, 1.058, 1.061, 1.069, 1.066, 1.084),
        ),
        Series(
            "Gross revenue retention",
            fractions(0.924, 0.920, 0.923, 0.919, 0.917, 0.916, 0.915, 0.912),
            SeriesRole.CONTEXT,
        ),
        Series("Target 110%", fractions(*[1.1] * 8), SeriesRole.TARGET),
    )


def segment_bars() -> Chart:
    """Horizontal bars by segment."""
    return chart(
        ChartKind.BAR,
        Series("Net revenue retention", fractions(1.142, 1.073, 0.958, 1.096, 1.081, 1.039)),
        key="by_segment",
        categories=("Enterprise", "Mid-market", "SMB", "Americas", "EMEA", "APAC"),
        emphasis=0,
        title="By segment and region",
        subtitle="Q2 2026",
    )


def number(
    value: str = "108.4%",
    label: str = "Net revenue retention",
    status: str = "Watch",
    tone: Tone = Tone.BAD,
) -> BigNumber:
    """A number with two changes and a status."""
    return BigNumber(
        label,
        value,
        "trailing 12 months",
        (
            ChangeLine("up", (Run("vs Q1 2026", Tone.MUTED), Run("+1.8 pp", Tone.GOOD),
                              Run("better", Tone.GOOD))),
            ChangeLine("up", (Run("vs Q2 2025", Tone.MUTED), Run("+2.6 pp", Tone.GOOD),
                              Run("better", Tone.GOOD))),
        ),
        status,
        tone,
        text("1.6 pp below 110%", Tone.MUTED) if status else (),
        "n = 398 customers",
    )  # fmt: skip


def second_number() -> BigNumber:
    """A number without a status, which goes below the first."""
    change = ChangeLine("down", (Run("−0.3 pp", Tone.BAD), Run("worse", Tone.BAD)))
    return BigNumber("Gross revenue retention", "91.2%", "", (change,))


LINE = fractions(0.104, 0.106, 0.1, None, 0.111, 0.115, 0.12, 0.13)


def moves(side: str, *names: str) -> Moves:
    """A column of the executive summary, with a status of each kind."""
    statuses = (("Watch", Tone.BAD), ("On target", Tone.MUTED), ("Off target", Tone.BAD))
    tone, word = (Tone.GOOD, "better") if side == "best" else (Tone.BAD, "worse")
    rows = tuple(
        Move(
            name,
            ChangeLine("up", (Run("+1.8 pp", tone), Run(word, tone))),
            status,
            shade,
            "108.4%, from 106.6%",
            "Highest in 8 quarters.",
            LINE,
            f"metric/{slug(name)}",
        )
        for name, (status, shade) in zip(names, statuses, strict=False)
    )
    remark = "" if rows else "No metric clearly improved."
    return Moves(side, f"Three {side} moves", "change on Q1 2026", rows, remark)  # fmt: skip


def steady(*names: str) -> Table:
    """What held, as it stands under a few moves."""
    statuses = ("Watch", "No target", "On target")
    columns = (
        TableColumn("", weight=0.30, kind=ColumnKind.MARK),
        TableColumn("Metric", weight=2.65),
        TableColumn("Q2 2026", numeric=True, weight=1.1),
        TableColumn("Change", numeric=True, weight=1.1),
    )
    rows = tuple(
        (text(statuses[index % 3]), text(name), text("41", Tone.STRONG), text("held", Tone.MUTED))
        for index, name in enumerate(names)
    )
    return Table(
        "held", "Held", "change within tolerance or noise", columns, rows, "What held",
        by_weight=True,
    )  # fmt: skip


def agenda(*names: str) -> Agenda:
    """The metrics of a section."""
    statuses = ("Watch", "Off target", "On target", "No target")
    rows = tuple(
        AgendaEntry(name, statuses[index % 4], "108.4%", text("+1.8 pp", Tone.MUTED),
                    f"slide {index + 5}", f"metric/{slug(name)}")
        for index, name in enumerate(names)
    )  # fmt: skip
    return Agenda("metrics", rows)


def slug(name: str) -> str:
    """A name as the key of a metric."""
    return name.lower().replace(" ", "_")


def narrative() -> Narrative:
    """One computed cell and two prompts."""
    return Narrative(
        (
            NarrativeCell(
                "happened",
                "What happened",
                "computed",
                (text("Enterprise adds 1.3 of the 1.8 pp and now stands at 114.2%. SMB takes "
                      "0.4 pp away and is below 100%."),),
                True,
            ),
            NarrativeCell(
                "why",
                "Why",
                "CS lead to answer",
                ((Run("Expansion rose $0.9M; losses rose $0.2M. "),
                  Run("Is growth from the base masking churn? Which five accounts moved it?",
                      Tone.MUTED)),),
                False,
            ),
            NarrativeCell(
                "next",
                "What next",
                "CRO to answer",
                (text("What moves NRR to 110% by Q1 2027, and what renews next quarter?",
                      Tone.MUTED),),
                False,
            ),
        )
    )  # fmt: skip


FOOTER = text(
    "Source: billing, CRM; as of 3 Jul 2026. Customers of 30 Jun 2025: their ARR now ÷ their ARR "
    "then ($39.24M ÷ $36.20M), trailing 12 months, constant currency. n = 398. Method: cohort.",
    Tone.MUTED,
)
NOTES = Notes(
    say=("Net revenue retention rose 1.8 pp to 108.4%.", "Enterprise adds 1.3 of it."),
    definition=("Customers held at the opening: revenue now ÷ revenue then.",),
    data=("billing, crm; as of 3 Jul 2026; 16,482 rows used, 7 dropped.",),
    history=("Q1 26: 106.6%; Q2 26: 108.4%",),
    ask=("Which accounts moved it most?",),
)


def headline(fact: str, clause: str = "") -> Text:
    """A headline of two clauses."""
    return (Run(fact), Run(clause, Tone.MUTED)) if clause else (Run(fact),)


def metric_slide(
    *blocks: Block, key: str = "net_revenue_retention", section: str = "Retention"
) -> Slide:
    """A metric slide."""
    return Slide(
        f"metric/{key}",
        SlideKind.METRIC,
        headline(
            "Net revenue retention rose 1.8 pp to 108.4% in Q2 2026,",
            " still 1.6 pp below the 110% target",
        ),
        f"{section} · {key.replace('_', ' ').capitalize()}",
        blocks,
        FOOTER,
        NOTES,
        section,
    )


def scorecard_table(key: str, title: str, *names: str) -> Table:
    """A section of the scorecard, each name linked to its slide."""
    columns = (
        TableColumn("Metric", weight=2.3),
        TableColumn("Status", weight=1.0),
        TableColumn("Q2 2026", numeric=True, weight=0.9),
        TableColumn("Change", numeric=True, weight=1.0),
        TableColumn("Target", numeric=True, weight=0.8),
    )
    rows = tuple(
        (text(name), text("On target" if index % 2 else "Watch", Tone.MUTED if index % 2
                          else Tone.BAD), text("108.4%", Tone.STRONG), text("+1.8 pp", Tone.GOOD),
         text("110%", Tone.MUTED))
        for index, name in enumerate(names)
    )  # fmt: skip
    links = tuple(f"metric/{name.lower().replace(' ', '_')}" for name in names)
    return Table(key, title, "", columns, rows, f"Scorecard of {title}", links=links)


def accounts_table(rows: int = 8, key: str = "accounts") -> Table:
    """The largest losses."""
    columns = (
        TableColumn("Customer", weight=2.0),
        TableColumn("Segment", weight=1.2),
        TableColumn("Reason", weight=1.4),
        TableColumn("ARR lost", numeric=True),
    )
    names = ("Northwind Freight", "Alder Clinics", "Ferrous Works", "Kestrel Media")
    body = tuple(
        (text(names[index % 4]), text("Mid-market"), text("Product gap"),
         text(f"${142 - index}k", Tone.STRONG))
        for index in range(rows)
    )  # fmt: skip
    return Table(key, "Largest losses", "8 of 31 accounts", columns, body, "Table of losses")


def definitions_table(rows: int = 8) -> Table:
    """A page of text in a table."""
    columns = (
        TableColumn("Metric", weight=1.6),
        TableColumn("Definition", weight=3.6),
        TableColumn("Formula", weight=3.0),
        TableColumn("Inputs", weight=1.6),
        TableColumn("Target", numeric=True, weight=0.8),
    )
    body = tuple(
        (text("Net revenue retention", Tone.STRONG),
         text("Recurring revenue now of the customers held at the opening ÷ their revenue then; "
              "new customers are excluded."),
         text("closing revenue of opening customers ÷ opening revenue", Tone.MUTED),
         text("subscriptions, customers"), text("110%"))
        for _ in range(rows)
    )  # fmt: skip
    return Table("definitions", "", "", columns, body, "Table of definitions")


def stacked_chart() -> Chart:
    """Two parts of an amount."""
    return chart(
        ChartKind.STACKED,
        Series("Customers lost", fractions(46e4, 40e4, 50e4, 47e4, 49e4, 58e4, 54e4, 66e4)),
        Series(
            "Contracts reduced",
            fractions(18e4, 18e4, 21e4, 22e4, 23e4, 23e4, 23e4, 26e4),
            SeriesRole.CONTEXT,
        ),
        number_format='$0.00,,"M"',
        title="ARR lost",
        subtitle="by quarter",
    )


def share_chart() -> Chart:
    """Shares with an unknown part."""
    return chart(
        ChartKind.SHARE,
        Series("Promoters", fractions(50, 51, 49, 52, 52, 51, 53, 56)),
        Series("Passives", fractions(31, 31, 32, 30, 31, 31, 30, 29), SeriesRole.CONTEXT),
        Series("Detractors", fractions(19, 18, 19, 18, 17, 18, 17, 15), SeriesRole.BAD),
        Series("No answer", fractions(0, 0, 4, 6, 8, 8, 8, 9), SeriesRole.UNKNOWN),
        number_format="0",
        title="Answers",
        subtitle="% of answers, by quarter",
    )


def bridge_chart() -> Chart:
    """From opening to closing revenue."""
    return chart(
        ChartKind.BRIDGE,
        Series("ARR", fractions(36.20, 4.31, 1.16, 0.76, -0.98, -2.21, 39.24)),
        categories=(
            "Opening", "Upsell", "Price", "Cross-sell", "Contraction", "Churn", "Closing cohort",
        ),
        number_format="0.00",
        emphasis=None,
        title="Bridge",
        subtitle="ARR of the June 2025 cohort, $M; totals are level marks",
    )  # fmt: skip


def bullet_chart() -> Chart:
    """A measure short of its target, one beyond it, and one without."""
    return chart(
        ChartKind.BULLET,
        Series("Q2 2026", fractions(1.005, 0.979, 0.041)),
        Series("Target", fractions(1.02, None, 0.025), SeriesRole.TARGET),
        categories=("Net revenue retention", "Gross revenue retention", "Logo churn"),
        emphasis=None,
        title="Against target",
        subtitle="Q2 2026",
    )


def column_chart() -> Chart:
    """Amounts with a target line."""
    return chart(
        ChartKind.COLUMN,
        Series("Average growth", fractions(9.1, 9.6, 8.9, 10.4, 11.2, 10.9, 12.0, 12.6)),
        Series("Target $12k", fractions(*[12] * 8), SeriesRole.TARGET),
        number_format='$0.0"k"',
        title="Average growth",
        subtitle="$k per customer",
    )


def scatter_chart() -> Chart:
    """Load against churn, two groups."""
    return chart(
        ChartKind.SCATTER,
        Series("Accounts per CSM", fractions(31, 35, 38, 42, 44, 51, 57, 63)),
        Series("Tenured", fractions(0.01, 0.02, None, 0.03, None, 0.05, None, 0.08)),
        Series(
            "Under 1 year",
            fractions(None, None, 0.03, None, 0.05, None, 0.06, None),
            SeriesRole.BAD,
        ),
        categories=("Ana", "Ben", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal"),
        emphasis=None,
        title="Load and churn",
        subtitle="one point per CSM",
    )


def every_slide() -> Deck:
    """A deck with every kind of slide, block and chart."""
    listed = agenda("Net revenue retention", "Revenue churn", "Logo retention", "Logo churn")
    missing = Table(
        "inputs",
        "What is needed",
        "columns of the customers table",
        (TableColumn("Input", weight=2), TableColumn("Status"), TableColumn("Found", weight=1.6)),
        ((text("customer_id"), text("mapped", Tone.MUTED), text("Account ID")),
         (text("reference_granted_on"), text("missing", Tone.BAD), text("like: Ref OK")),
         (text("reference_kinds"), text("optional", Tone.MUTED), text("Ref type"))),
        "Inputs and whether they are mapped",
    )  # fmt: skip
    off = number("2.2%", "Revenue churn", "Off target")
    on = number("41", "Net promoter score", "On target", Tone.MUTED)
    undefined = BigNumber(
        "Referenceable", "n/a", "of active customers", status="Inputs missing",
        base="two of four inputs are not mapped", defined=False,
    )  # fmt: skip
    small = replace(number("24 ± 38", "NPS", "Small base", Tone.MUTED), changes=(), against=())
    slides = (
        Slide(
            "title",
            SlideKind.TITLE,
            headline("Customer success executive review"),
            blocks=(
                Paragraph("scope", (text("All 398 customers"),)),
                Trends("trends", (LINE,) * 16),
                Paragraph(
                    "facts",
                    ((Run("Prepared for", Tone.MUTED), Run("Executive leadership team")),
                     (Run("Period", Tone.MUTED), Run("1 Apr to 30 Jun 2026")),
                     (Run("Data as of", Tone.MUTED), Run("3 Jul 2026")),
                     (Run("Version", Tone.MUTED), Run("1.0"))),
                ),
            ),
        ),
        Slide(
            "summary",
            SlideKind.SUMMARY,
            headline("Ten of the fourteen metrics with a target meet it;",
                     "NRR and NPS improved most, at-risk accounts worsened most"),
            "Executive summary",
            (moves("best", "Net revenue retention", "NPS", "Mid-contract upsells"),
             moves("worst", "At-risk accounts", "Opt-out usage", "Revenue churn"), narrative()),
            FOOTER,
            NOTES,
        ),
        Slide(
            "scorecard",
            SlideKind.SCORECARD,
            headline("Ten of the fourteen metrics with a target meet it;",
                     "two of the four misses exceed the tolerance"),
            "Scorecard · sixteen metrics",
            (
                scorecard_table("retention", "Retention", "Net revenue retention",
                                "Revenue churn", "Logo retention", "Logo churn"),
                scorecard_table("expansion", "Expansion", "Upsell rate", "Average growth",
                                "Upsell trends"),
                scorecard_table("satisfaction", "Satisfaction", "CSAT", "NPS", "Referenceable",
                                "CSM ratio", "At-risk accounts"),
                scorecard_table("fit", "Customer fit", "Bad-fit churn", "Product gaps",
                                "Opt-out usage", "Churn drivers"),
                Paragraph("key", (text("Change is against Q1 2026.", Tone.MUTED),)),
            ),
            FOOTER,
            NOTES,
        ),
        Slide(
            "section/retention",
            SlideKind.SECTION,
            headline("Retention"),
            "Section 1 of 2",
            (Paragraph("sentence", (text("Two of four metrics meet their target. Net revenue "
                                         "retention is the highest in 8 quarters."),)), listed),
            section="Retention",
        ),
        metric_slide(number(), second_number(), nrr_trend(), segment_bars(), narrative()),
        metric_slide(
            number(), replace(second_number(), paired=True), nrr_trend(), narrative(), key="paired"
        ),
        metric_slide(
            number(), second_number(), bridge_chart(), narrative(), key="bridge"
        ),
        metric_slide(off, stacked_chart(), accounts_table(), narrative(), key="revenue_churn"),
        metric_slide(off, bullet_chart(), narrative(), key="first_period"),
        metric_slide(
            number("14.3%", "Upsell rate"), number("6.7%", "Mid-contract", "On target",
                                                   Tone.MUTED),
            column_chart(), segment_bars(), narrative(), key="upsell_rate", section="Expansion",
        ),
        metric_slide(on, share_chart(), accounts_table(7), narrative(), key="nps",
                     section="Satisfaction"),
        metric_slide(small, scatter_chart(), accounts_table(3), narrative(), key="csm",
                     section="Satisfaction"),
        metric_slide(number(), number("12"), number("$1.2M"), nrr_trend(), accounts_table(3),
                     segment_bars(), key="three", section="Satisfaction"),
        metric_slide(number(status=""), replace(nrr_trend(), spec=single_line()), narrative(),
                     key="one_line", section="Customer fit"),
        Slide(
            "metric/referenceable",
            SlideKind.UNAVAILABLE,
            headline("Referenceable customers cannot be reported for Q2 2026:",
                     "two inputs are not mapped"),
            "Satisfaction · Referenceable customers",
            (undefined, missing, Paragraph("how", (text("Then run deckgen check and build "
                                                        "again."),)), narrative()),
            FOOTER,
            section="Satisfaction",
        ),
        Slide("definitions", SlideKind.TABLE, headline("How each metric is defined"),
              "Definitions", (definitions_table(),), FOOTER),
        Slide(
            "quality",
            SlideKind.TABLE,
            headline("Sixteen metrics computed, two with a caveat;",
                     "one source is older than its schedule"),
            "Data quality · sources and checks",
            (replace(accounts_table(7, "quality"), title="", subtitle=""), narrative()),
            FOOTER,
        ),
    )  # fmt: skip
    return deck(*slides)


def single_line() -> ChartSpec:
    """One line with a gap and a target."""
    return ChartSpec(
        ChartKind.LINE,
        QUARTERS,
        (
            Series("CSAT", fractions(4.1, None, 4.3, 4.25, 4.4, 4.1, 4.2, 4.3)),
            Series("Target", fractions(*[4.2] * 8), SeriesRole.TARGET),
        ),
        "0.0",
        7,
    )


def deck(*slides: Slide, company: str = "Lumina Cloud", group: str = "All customers") -> Deck:
    """A deck of some slides."""
    return Deck(
        "Customer success executive review",
        company,
        group,
        "Q2 2026",
        date(2026, 7, 3),
        "en_US",
        slides,
    )


AWKWARD_VALUES: dict[str, tuple[float | None, ...]] = {
    "gaps": (None, 1.2, None, None, 1.4, 1.1, None, None),
    "one point": (None, None, None, 1.3, None, None, None, None),
    "constant": (1.0,) * 8,
    "zeros": (0.0,) * 8,
    "negative": (-1.5, -2.0, 0.5, 1.0, -0.5, 0.25, 3.0, -4.0),
    "tiny and huge": (1e-9, 1e12, 3.0, 5.0, 1e-3, 7.0, 2.0, 9.0),
}


def awkward_charts() -> list[tuple[str, Chart]]:
    """Each kind of chart with data that is awkward to draw, and what is awkward about it."""
    found: list[tuple[str, Chart]] = []
    for kind in ChartKind:
        for name, values in AWKWARD_VALUES.items():
            found.append((f"{kind} {name}", _paired(kind, values)))
        found.append((f"{kind} one category", _paired(kind, (2.0,), ("Q2 26",))))
        forty = tuple(f"Customer number {index}" for index in range(40))
        found.append(
            (
                f"{kind} forty categories",
                _paired(kind, tuple(float(i % 7) for i in range(40)), forty),
            )
        )
        found.append(
            (
                f"{kind} hostile names",
                _paired(
                    kind, tuple(float(i) for i in range(len(HOSTILE))), HOSTILE, names=HOSTILE[:2]
                ),
            )
        )
        found.append((f"{kind} no values", _paired(kind, (None,) * 8)))
        found.append((f"{kind} no categories", _paired(kind, (), ())))
    return found  # fmt: skip


def _paired(
    kind: ChartKind,
    values: tuple[float | None, ...],
    categories: tuple[str, ...] = QUARTERS,
    names: tuple[str, ...] = ("First", "Second"),
) -> Chart:
    second = tuple(None if value is None else value / 2 for value in values)
    emphasis = len(categories) - 1 if categories else None
    return chart(
        kind,
        Series(names[0], fractions(*values)),
        Series(names[1], fractions(*second), SeriesRole.CONTEXT),
        Series("Target", fractions(*[1.0] * len(categories)), SeriesRole.TARGET),
        categories=categories,
        number_format="0.00",
        emphasis=emphasis,
    )
