"""The deck as a pure value: final text, numeric chart data, no pptx and no pandas.

``plan`` makes it, ``render`` writes it, snapshot tests print it. Text is final: nothing after
this point formats a number. Charts carry values and number-format codes, never typed labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Tone(StrEnum):
    """What a piece of text means; a theme says how that looks."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    GOOD = "good"
    BAD = "bad"
    URGENT = "urgent"  # bad and soon: what the reader should look at first


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Text = tuple[Run, ...]
"""One paragraph."""


def text(words: str, tone: Tone = Tone.PLAIN) -> Text:
    """A paragraph in one tone; an empty one has no runs."""
    return (Run(words, tone),) if words else ()


def plain(paragraph: Text) -> str:
    """A paragraph as plain text."""
    return "".join(run.text for run in paragraph)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change under a number: ``arrow`` is ``up``, ``down`` or ``""`` (held)."""

    arrow: str
    text: Text


@dataclass(frozen=True, slots=True)
class BigNumber:
    """A metric's number with its changes and its status.

    ``status`` is the word (On target, Watch, Off target, Small base) or "" without a target;
    ``against`` says the distance to the target. ``paired`` marks the second of two numbers that
    weigh the same: it has a panel of its own even without a status. ``margin`` is how far the value
    may be off (``± 3``), said beside it."""

    label: str
    value: str
    period: str
    changes: tuple[ChangeLine, ...] = ()
    status: str = ""
    status_tone: Tone = Tone.MUTED
    against: Text = ()
    base: str = ""  # "n = 1,284", or why there is no value
    defined: bool = True
    paired: bool = False
    margin: str = ""

    @property
    def stands_apart(self) -> bool:
        """Whether it has a panel of its own when it is the second of two numbers."""
        return self.paired or bool(self.status)


class ChartKind(StrEnum):
    """The kinds of chart; each is one file in ``render/charts``."""

    LINE = "line"
    COLUMN = "column"
    STACKED = "stacked"
    SHARE = "share"  # stacked to 100%
    BAR = "bar"  # horizontal
    ROWS = "rows"  # horizontal, over the rows of a table
    BULLET = "bullet"  # measures beside their targets, horizontal
    BRIDGE = "bridge"
    SCATTER = "scatter"
    INTERVALS = "intervals"  # points with their margins, over time


class SeriesRole(StrEnum):
    """What a series is for; a theme says how that looks."""

    ACTUAL = "actual"
    CONTEXT = "context"
    TARGET = "target"
    GOOD = "good"
    BAD = "bad"
    WARN = "warn"  # between good and bad, where a score has three levels
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a value per category, ``None`` is a gap. ``margins`` are how far the interval
    around each value reaches below and above it, for a chart of ``INTERVALS``."""

    name: str
    values: tuple[Fraction | None, ...]
    role: SeriesRole = SeriesRole.ACTUAL
    margins: tuple[tuple[Fraction, Fraction] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A range of values that bars should end in."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """What a chart shows. ``number_format`` is an Excel format code for labels and workbook;
    ``emphasis`` the index of the category to stress (the current period), if any.

    ``threshold`` is a value that matters to every bar, drawn as the only gridline: bars beyond it
    are stressed. It is a chart's of ``ROWS``, whose frame is the rows of a table: one category per
    row and nothing but bars in it. There several series of one row stand end to end. ``labelled``
    says whether bars and steps bear their values and names, or text beside them does. ``floor`` is
    where the axis of a bridge starts, whose totals are marks and not bars. ``band`` and
    ``reference``, a value to hold every bar against, stand behind the bars of ``ROWS``. ``totals``
    asks for the sum of each stacked column's parts over it, unless every part bears its value."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    emphasis: int | None = None
    threshold: Fraction | None = None
    labelled: bool = True
    floor: Fraction | None = None
    band: Band | None = None
    reference: Fraction | None = None
    totals: bool = False


@dataclass(frozen=True, slots=True)
class ValueRow:
    """Values over the columns of a chart, a cell for each category: what the parts below amount
    to. ``name`` says of what; the last cell is stressed."""

    name: str
    cells: tuple[Text, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its factual title (what), unit line, and text alternative. ``instead`` is said
    in the chart's place where drawing it would show nothing: bars that are all zero. ``over`` is
    the row of values over its columns, ``under`` a table whose first column says what its rows
    hold and whose others stand under the chart's columns. ``optional``: noted if it has no room."""

    key: str
    title: str
    subtitle: str
    spec: ChartSpec
    alt: str
    instead: str = ""
    over: ValueRow | None = None
    under: Table | None = None
    optional: bool = False


class ColumnKind(StrEnum):
    """What a column holds: text, a status mark (its cell is the word), or something drawn."""

    TEXT = "text"
    MARK = "mark"
    SPARKLINE = "sparkline"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class RowBars:
    """The bars of one column of a table: a chart of ``ROWS`` with a category per row, in their
    order; a row without a bar is a gap."""

    spec: ChartSpec
    alt: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column's heading; numbers are right aligned. ``weight`` is its share of the width.
    ``optional`` is when a table without room for it does without it (1 first, 0 never), ``note`` a
    sentence of the slide's footer that is about the column and goes with it."""

    heading: str
    numeric: bool = False
    weight: float = 1.0
    kind: ColumnKind = ColumnKind.TEXT
    optional: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A native table: one line per cell. ``total`` marks the last row as a total, ``breaks`` are
    the rows that begin another group. ``links`` gives the slide key that a row's first cell leads
    to, ``sparklines`` the values of each row's sparkline, if there is such a column, ``bars`` the
    charts of the columns of bars, from left to right. ``by_weight`` gives the columns exactly the
    shares of their weights, and long cells wrap: a page of text. ``shorter`` are tables that take
    its place where it is too high, the highest first, and say of what they leave out."""

    key: str
    title: str
    subtitle: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Text, ...], ...]
    alt: str
    total: bool = False
    links: tuple[str | None, ...] = ()
    sparklines: tuple[tuple[Fraction | None, ...], ...] = ()
    bars: tuple[RowBars, ...] = ()
    breaks: tuple[int, ...] = ()
    by_weight: bool = False
    shorter: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class NarrativeCell:
    """One of the three cells of a metric slide. An unanswered one shows its prompt, muted."""

    key: str  # happened | why | next
    heading: str
    who: str
    body: tuple[Text, ...]
    answered: bool


@dataclass(frozen=True, slots=True)
class Narrative:
    """The narrative strip of a slide."""

    cells: tuple[NarrativeCell, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Free text: facts on a title slide, an explanation on a slide without data. ``code`` are lines
    to copy, exactly as they are, with ``after`` under them."""

    key: str
    lines: tuple[Text, ...]
    title: str = ""
    subtitle: str = ""
    code: tuple[Text, ...] = ()
    after: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A metric that moved, as the executive summary tells it.

    ``values`` says what it is now and was before, ``fact`` one more thing that was computed.
    ``history`` are the values of its sparkline, ``link`` is the key of its slide.
    """

    name: str
    change: ChangeLine
    status: str
    status_tone: Tone
    values: str
    fact: str
    history: tuple[Fraction | None, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Moves:
    """A column of the executive summary, largest move first. ``remark`` is said under them or in
    their place, ``under`` is a table in the room that they leave."""

    key: str
    title: str
    subtitle: str
    rows: tuple[Move, ...]
    remark: str = ""
    under: Table | None = None


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A metric as the divider of its section announces it. ``page`` says on which slide it is
    (``slide 5``), ``link`` is that slide's key."""

    name: str
    status: str
    value: str
    change: Text
    page: str
    link: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a section holds, in slide order."""

    key: str
    rows: tuple[AgendaEntry, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """The deck's own trends as decoration of its cover: one line each, no numbers."""

    key: str
    rows: tuple[tuple[Fraction | None, ...], ...]


Block = BigNumber | Chart | Table | Narrative | Paragraph | Moves | Agenda | Trends


@dataclass(frozen=True, slots=True)
class Notes:
    """Speaker notes with fixed headings, so that a refresh can rewrite the computed part only."""

    say: tuple[str, ...] = ()
    definition: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()

    def sections(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The headings with their lines, in order, empty ones left out."""
        pairs = (
            ("SAY", self.say), ("DEFINITION", self.definition), ("DATA", self.data),
            ("HISTORY", self.history), ("ASK", self.ask),
        )  # fmt: skip
        yield from ((heading, lines) for heading, lines in pairs if lines)


class SlideKind(StrEnum):
    """What a slide is for; a template offers a layout for each."""

    TITLE = "title"
    SUMMARY = "summary"
    SCORECARD = "scorecard"
    SECTION = "section"
    METRIC = "metric"
    UNAVAILABLE = "unavailable"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. ``key`` identifies it in every deck and period (``metric/net_revenue_retention``).
    ``blocks`` come in reading order; ``eyebrow`` says section, metric and group above the headline.
    ``split`` is how many columns the left and the right exhibit have ("4 and 5"); nothing leaves
    that to the renderer."""

    key: str
    kind: SlideKind
    title: Text
    eyebrow: str = ""
    blocks: tuple[Block, ...] = ()
    footer: Text = ()
    notes: Notes = field(default_factory=Notes)
    section: str = ""
    split: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides of one deck, with what its properties say."""

    title: str
    company: str
    group_label: str  # "" for the whole company
    period_label: str
    as_of: date
    locale: str
    slides: tuple[Slide, ...]

    def slide(self, key: str) -> Slide:
        """The slide of a key. Raises ``KeyError``."""
        for slide in self.slides:
            if slide.key == key:
                return slide
        raise KeyError(key)
