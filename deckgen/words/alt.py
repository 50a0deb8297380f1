"""Text alternatives of charts and tables: kind, measure, span, first and last value, target."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import ChartKind
from deckgen.model.period import Grain
from deckgen.model.result import PartResult
from deckgen.words.phrases import lower_first, periods, short_name
from deckgen.words.voice import Voice

LONGEST = 250
_KINDS = {
    ChartKind.LINE: "Line chart",
    ChartKind.COLUMN: "Column chart",
    ChartKind.STACKED: "Stacked column chart",
    ChartKind.SHARE: "Column chart stacked to 100%",
    ChartKind.BAR: "Bar chart",
    ChartKind.ROWS: "Bar chart",
    ChartKind.BRIDGE: "Bridge chart",
    ChartKind.BULLET: "Bullet chart",
    ChartKind.SCATTER: "Scatter chart",
    ChartKind.INTERVALS: "Chart of points with 95% intervals",
}


def trend_alt(
    kind: ChartKind, title: str, parts: Sequence[PartResult], voice: Voice, grain: Grain
) -> str:
    """``Line chart, net revenue retention by quarter, Q4 2024 to Q3 2026: from 106.1% to
    108.4%; target 110%.``"""
    several = len(parts) > 1
    told = [_from_to(part, voice, named=several) for part in parts]
    first, last = parts[0].trend[0].period, parts[0].trend[-1].period
    span = voice.period(last)
    if first != last:
        span = f"{voice.period(first)} to {span}"
    head = f"{_KINDS[kind]}, {lower_first(title)} by {periods(grain, 1)}, {span}"
    tail = "; ".join(one for one in told if one)
    target = parts[0].target
    if target is not None:
        tail += f"; target {voice.target(target, parts[0].unit)}"
    return within(f"{head}: {tail}.")


def _from_to(part: PartResult, voice: Voice, *, named: bool) -> str:
    known = [point.reading for point in part.trend if point.reading.value is not None]
    if not known:
        return ""
    last = voice.reading(part, known[-1])
    name = f"{short_name(part.key) if part.key is not None else part.label} " if named else ""
    if len(known) == 1:
        return f"{name}{last}"
    return f"{name}from {voice.reading(part, known[0])} to {last}"


def bars_alt(title: str, names: Sequence[str], values: Sequence[str]) -> str:
    """``Bar chart, by segment: Enterprise 114.2%, SMB 95.8%.``"""
    told = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    return enumerated(f"Bar chart, {lower_first(title)}", told)


def points_alt(title: str, names: Sequence[str], values: Sequence[str]) -> str:
    """``Scatter chart, churn rate and load: A. Okafor 52 and 13.5%, L. Brandt 48 and 9.8%.``"""
    told = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    return enumerated(f"{_KINDS[ChartKind.SCATTER]}, {lower_first(title)}", told)


def bridge_alt(names: Sequence[str], values: Sequence[str], *, table: bool = False) -> str:
    """``Bridge chart: Opening $36.2M, Expansion $6.2M, Churn −$2.2M, Closing $39.2M.``"""
    told = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    return enumerated("Table of the bridge" if table else _KINDS[ChartKind.BRIDGE], told)


def table_alt(title: str, rows: Sequence[str]) -> str:
    """``Table, largest accounts: Calder Bank $840k, Orion Freight $420k.``"""
    return enumerated(f"Table, {lower_first(title)}", rows)


def enumerated(head: str, items: Sequence[str]) -> str:
    """A head and as many items as the text alternative has room for, the rest counted."""
    for count in range(len(items), -1, -1):
        rest = len(items) - count
        shown = ", ".join((*items[:count], *([f"{rest} more"] if rest else [])))
        sentence = f"{head}: {shown}." if shown else f"{head}."
        if len(sentence) <= LONGEST:
            return sentence
    return within(f"{head}.")


def within(sentence: str) -> str:
    """A text alternative, cut where it is too long."""
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1].rstrip()}…"
