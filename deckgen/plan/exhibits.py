"""Which numbers and pictures a metric's slide shows (slides.md section 2.4): the one table of it.

A metric that is not listed gets a sensible slide from its exhibit and the units of its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from deckgen.model.deck import ChartKind, TableColumn
from deckgen.model.metric import Metric
from deckgen.model.result import MetricResult, PartResult


@dataclass(frozen=True, slots=True)
class Choice:
    """What one metric shows. Names are of its parts; the first that exists is taken.

    - ``second`` is the number under the headline's, ``clause`` the headline's last words about it
      ("they hold {}"), ``base`` what n counts. ``paired`` gives both numbers a panel each: they
      weigh the same.
    - ``trend`` is what is drawn over time (nothing: the headline) as ``kind``; or ``by_key``, a
      keyed part with one series per key. ``title`` is the picture's name, ``share`` what its
      percentages are of, ``valued`` sets the headline's values over its columns. ``bridge`` are
      an opening, the steps from it and the closing, for a slide of their own.
    - ``leader`` is the keyed part whose largest label the headline is about. ``bars`` are keyed
      parts to rank, all of them end to end if ``stacked``, ``columns`` keyed parts beside them,
      ``noun`` what a label is ("Driver"). ``points`` are two keyed parts to hold against each
      other, a point per label.
    - ``cut`` are parts in a table by segment, beside the headline's, instead of bars.
      ``customers`` puts the largest
      customers in its place; ``details`` are columns of their table, ``mover`` is the heading of
      their amount, ``movers`` the table's name and ``listed`` the parts that say how many there
      are and what they amount to. ``flows`` are the parts that say who joined it since the period
      before, who is off it and who left.
    - ``below`` is the keyed part whose largest labels are bars under the table at the right, and
      ``above`` are the parts of a table by segment that leaves room for them.
    - ``wide`` gives a table at the right five columns and the trend four (comps.md section 6).
    """

    second: tuple[str, ...] = ()
    paired: bool = False
    clause: str = ""
    trend: tuple[str, ...] = ()
    kind: ChartKind | None = None
    by_key: str = ""
    valued: bool = False
    title: str = ""
    share: str = ""
    leader: str = ""
    bars: tuple[str, ...] = ()
    stacked: bool = False
    noun: str = ""
    points: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    below: str = ""
    above: tuple[str, ...] = ()
    wide: bool = False
    bridge: tuple[str, ...] = ()
    customers: bool = False
    details: tuple[str, ...] = ()
    mover: str = ""
    movers: str = ""
    listed: tuple[str, ...] = ()
    flows: tuple[str, str, str] | None = None
    base: str = ""


CHOICES: Mapping[str, Choice] = {
    "net_revenue_retention": Choice(
        second=("gross",), trend=("value", "gross"), share="of opening revenue",
        bridge=("opening", "expansion", "contraction", "churn", "fx", "cohort_closing"),
    ),
    "revenue_churn": Choice(
        wide=True,
        second=("lost",), trend=("churned", "contracted"), kind=ChartKind.STACKED,
        title="Revenue lost",
        mover="Lost", movers="Largest losses", listed=("lost",), details=("reason",),
    ),
    "logo_retention": Choice(
        second=("retained",), share="of opening customers",
        below="tenure", above=("opening", "lost", "new_or_back"),
    ),
    "logo_churn": Choice(
        wide=True,
        second=("lost",), trend=("lost",), kind=ChartKind.COLUMN, mover="Lost",
        movers="Largest customers lost", listed=("lost",), details=("reason",),
    ),
    "upsell_rate": Choice(
        second=("mid_contract",), paired=True, trend=("overall", "mid_contract"),
        share="of customers",
    ),
    "average_growth": Choice(
        wide=True,
        second=("percent",), paired=True, clause="upsold customers grew by {}",
        kind=ChartKind.COLUMN, customers=True, mover="Upsell", movers="Largest upsells",
        details=("reason", "before", "growth"), base="upsold customers",
    ),
    "upsell_trends": Choice(
        wide=True,
        second=("trends",), leader="share", bars=("share",), columns=("customers", "upsell_value"),
        base="upsold customers", noun="Reason",
    ),
    "csat": Choice(
        second=("channel_mean", "response_rate"), by_key="channel", bars=("channel",),
        columns=("channel_n", "channel_response_rate"), base="answers", below="theme",
    ),
    "nps": Choice(
        second=("follow_up_rate", "moe"),
        trend=("promoters_share", "passives_share", "detractors_share"),
        kind=ChartKind.SHARE, valued=True, title="Answers", share="of answers",
        base="answers", cut=("n", "promoters_share", "detractors_share"),
    ),
    "referenceable_customers": Choice(
        wide=True, second=("customers",), trend=("customers",), kind=ChartKind.COLUMN,
    ),
    "csm_account_ratio": Choice(
        second=("load_vs_churn", "csms"), bars=("accounts",), noun="CSM", base="CSMs",
        points=("accounts", "churn_rate"),
    ),
    "at_risk_accounts": Choice(
        wide=True,
        second=("revenue",), clause="they pay {} a year", by_key="bands", trend=("accounts",),
        kind=ChartKind.STACKED, valued=True, base="accounts", mover="Revenue",
        movers="Largest accounts at risk", listed=("accounts", "revenue"),
        details=("score", "renewal_day", "reason"), flows=("turned", "recovered", "left"),
    ),
    "bad_fit_churn": Choice(
        wide=True,
        second=("contract_value",), clause="they took {} of contract value with them",
        trend=("bad_revenue", "good_revenue", "unknown_revenue"), kind=ChartKind.STACKED,
        title="Lost value by fit", base="churned customers", details=("fit", "reason"),
        below="churn_rate",
        mover="Value", movers="Lost bad-fit customers", listed=("value", "contract_value"),
    ),
    "product_gaps": Choice(
        wide=True,
        second=("at_risk_revenue",), paired=True, clause="{} a year is at risk",
        bars=("gap_lost_revenue", "gap_at_risk_revenue"), stacked=True,
        columns=("gap_lost_revenue", "gap_at_risk_revenue", "gap_customers"), noun="Gap",
    ),
    "opt_out_usage": Choice(
        wide=True,
        second=("revenue_lost",), clause="{} was lost", trend=("used", "not_used"),
        kind=ChartKind.STACKED, valued=True, title="Deals by outcome", customers=True,
        base="contracts", mover="Value", movers="Contracts opted out",
        listed=("used", "revenue_lost"),
    ),
    "churn_drivers": Choice(
        wide=True,
        second=("unknown",), leader="share", bars=("share",), columns=("customers", "revenue"),
        base="churned customers", noun="Driver",
    ),
}  # fmt: skip

_NOTHING_CHOSEN = Choice()

_SHORT_HEADINGS = {
    "At the opening": "Opening", "Logo retention": "Retained",
    "Response rate": "Resp.", "Promoters": "Prom.", "Detractors": "Detr.", "Satisfaction": "CSAT",
}  # fmt: skip
_BASES = {"surveys": "answers", "contracts": "contracts"}

MOST_LINES, MOST_PARTS = 3, 4


def choice_of(metric: Metric) -> Choice:
    """What a metric shows."""
    return CHOICES.get(metric.id, _NOTHING_CHOSEN)


def numeric_column(heading: str) -> TableColumn:
    """A column of numbers, wide enough for its heading: a cut heading explains nothing."""
    heading = _SHORT_HEADINGS.get(heading, heading)
    return TableColumn(heading, numeric=True, weight=max(1.0, len(heading) / 8))


def base_noun(metric: Metric, n: int | None) -> str:
    """What n counts: customers, answers, contracts; in the singular for one."""
    tables = [one.partition(".")[0] for one in metric.inputs]
    found = next((_BASES[table] for table in tables if table in _BASES), "customers")
    noun = choice_of(metric).base or found
    return noun.removesuffix("s") if n == 1 else noun


def second_number(result: MetricResult) -> PartResult | None:
    """The number under the headline's, if the metric has one."""
    for name in choice_of(result.metric).second:
        part = result.parts.get(name)
        if part is not None and name != result.headline and part.value is not None:
            # A share of the same small base is no better known than the headline.
            small = part.small_base or (result.value.small_base and part.unit.is_share)
            return replace(part, small_base=small)
    if result.metric.id in CHOICES:
        return None
    others = (part for name, part in result.parts.items() if name != result.headline)
    return next((one for one in others if one.value is not None and one.unit.is_money), None)


def part_clause(result: MetricResult, shown: Callable[[PartResult], str]) -> str:
    """The headline's last words: what the second number says; "" for most metrics."""
    words, second = choice_of(result.metric).clause, second_number(result)
    if not words or second is None or not second.value or second.value < 0:
        return ""
    return words.format(shown(second))


def leader_of(result: MetricResult) -> PartResult | None:
    """The label that a ranking's headline is about: the one whose number is the headline's."""
    name = choice_of(result.metric).leader
    if not name or result.value.value is None:
        return None
    for part in result.keyed.get(name, {}).values():
        if part.value == result.value.value:
            return part
    return None


def trend_parts(result: MetricResult) -> tuple[PartResult, ...]:
    """What is drawn over time, in one unit; the headline where the chosen parts do not exist."""
    choice = choice_of(result.metric)
    keyed = [part for part in result.keyed.get(choice.by_key, {}).values() if known_points(part)]
    most = MOST_PARTS if choice.kind is ChartKind.STACKED else MOST_LINES
    if 1 < len(keyed) <= most:
        return tuple(keyed)
    chosen = [result.parts[name] for name in choice.trend if name in result.parts]
    drawn = [part for part in chosen if known_points(part)] or [result.value]
    return tuple(part for part in drawn[:MOST_LINES] if part.unit == drawn[0].unit)


def known_points(part: PartResult) -> int:
    """How many periods of the trend have a value."""
    return sum(point.reading.value is not None for point in part.trend)


def trend_kind(result: MetricResult, parts: tuple[PartResult, ...]) -> ChartKind:
    """How a trend is drawn: amounts as columns, rates as lines."""
    chosen = choice_of(result.metric).kind
    names = {part.part for part in parts}
    if chosen is not None and (not choice_of(result.metric).trend or names != {result.headline}):
        return chosen
    unit = parts[0].unit
    amount = unit.is_money or unit.format.value == "count"
    return ChartKind.COLUMN if amount else ChartKind.LINE


def ranked_parts(result: MetricResult) -> tuple[str, tuple[str, ...]]:
    """The keyed part to rank and those to set beside it; "" when nothing is keyed."""
    choice = choice_of(result.metric)
    filled = [name for name, by_key in result.keyed.items() if by_key]
    if not filled:
        return "", ()
    bars = next((name for name in choice.bars if name in filled), filled[0])
    wanted = choice.columns or tuple(filled)
    beside = tuple(name for name in wanted if name in filled)
    return bars, tuple(name for name in beside if name != bars or choice.stacked)[:3]


def bars_of(result: MetricResult, ranked: str) -> tuple[str, ...]:
    """The keyed parts whose values are the bars: the one to rank, or several end to end."""
    choice = choice_of(result.metric)
    if not choice.stacked:
        return (ranked,)
    return tuple(name for name in choice.bars if result.keyed.get(name)) or (ranked,)
