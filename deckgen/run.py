"""One run over the data: read the sources, fill the canonical tables, compute the cube."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from deckgen.compute import Results, compute
from deckgen.config import Config, current_period, request
from deckgen.engine.duckdb import DuckDB
from deckgen.errors import DataError, DeckgenError, Issue, Level
from deckgen.metrics.catalogue import catalogue
from deckgen.metrics.definitions import defined
from deckgen.model.feed import Feed
from deckgen.model.period import Period, last_of_month, month_number
from deckgen.model.quality import Staged
from deckgen.model.request import Request
from deckgen.model.source import Scan, Source
from deckgen.sources import scan
from deckgen.staging import stage
from deckgen.words.voice import Voice

Progress = Callable[[str], None]
"""Called with what is being done now; a terminal shows it."""


def silent(step: str) -> None:
    """No progress."""


@dataclass(frozen=True)
class Tables:
    """The canonical tables in an engine, with what the readers found and the account of rows."""

    engine: DuckDB
    scans: Mapping[str, Sequence[Scan]]
    staged: Staged


@dataclass(frozen=True)
class Run:
    """A computed run. ``engine`` holds the staged tables as long as the run is open."""

    config: Config
    engine: DuckDB
    scans: Mapping[str, Sequence[Scan]]
    staged: Staged
    results: Results

    @property
    def period(self) -> Period:
        """The reported period."""
        return self.results.request.current

    @property
    def voice(self) -> Voice:
        """How the slides print a number."""
        return Voice(self.config.money.currency, self.config.deck.locale)

    @property
    def as_of(self) -> date:
        """The day of the data: the configured cut-off, else the period's end."""
        return self.config.period.as_of or self.period.end


@contextmanager
def staged_tables(config: Config, progress: Progress = silent) -> Iterator[Tables]:
    """The canonical tables of a configuration, open until the block is left.

    Raises ``SourceError`` and ``ConfigError`` for what cannot be read as declared, every source's
    issues together. What is wrong with single rows is in the account, not raised.
    """
    with tempfile.TemporaryDirectory(prefix="deckgen-") as folder, DuckDB() as engine:
        scans = scan_sources(config.sources, config.feeds, Path(folder), progress)
        progress("filling the canonical tables")
        rules = replace(config.rules, derive_through=_last_derived_month(config))
        yield Tables(engine, scans, stage(engine, config.feeds, scans, config.sources, rules))


def scan_sources(
    sources: Mapping[str, Source], feeds: Sequence[Feed], scratch: Path, progress: Progress
) -> dict[str, Sequence[Scan]]:
    """Looks at every source. Raises ``DeckgenError`` with the issues of all that failed."""
    scans: dict[str, Sequence[Scan]] = {}
    issues: list[Issue] = []
    for name, source in sources.items():
        progress(f"reading {name}")
        try:
            scans[name] = scan(source, wanted_columns(name, feeds), scratch)
        except DeckgenError as problem:
            issues += problem.issues
    if issues:
        raise DeckgenError(issues)
    return scans


def wanted_columns(source: str, feeds: Sequence[Feed]) -> frozenset[str]:
    """The columns of a source that some feed uses: they tell the header row from a title."""
    return frozenset(
        column
        for feed in feeds
        if feed.source == source
        for column in (*feed.columns.values(), *feed.where)
    )


@contextmanager
def computed(
    config: Config, *, period: str | None = None, extra_groupings: Sequence[tuple[str, ...]] = (),
    progress: Progress = silent,
) -> Iterator[Run]:  # fmt: skip
    """A computed run, open until the block is left.

    ``period`` replaces the configured one, ``extra_groupings`` are computed beside those of
    ``segments``. Raises ``DataError`` when the data contradicts itself (duplicate keys with
    different values), besides what :func:`staged_tables` raises.
    """
    with staged_tables(config, progress) as tables:
        refuse_contradictions(tables.staged)
        progress("computing")
        asked = request_of(config, tables.staged, period, extra_groupings)
        results = compute(tables.engine, tables.staged, asked, catalogue())
        yield Run(config, tables.engine, tables.scans, tables.staged, results)


def refuse_contradictions(staged: Staged) -> None:
    """Raises ``DataError`` for findings of level error."""
    issues = [finding.issue() for finding in staged.findings if finding.level is Level.ERROR]
    if issues:
        raise DataError(issues)


def request_of(
    config: Config,
    staged: Staged,
    period: str | None = None,
    extra_groupings: Sequence[tuple[str, ...]] = (),
) -> Request:
    """What the configuration asks for, once the data tells which period is the latest."""
    if period is not None:
        config = replace(config, period=replace(config.period, current=period))
    current = current_period(config, last_complete_month(staged, config.period.as_of))
    asked = request(config, current)
    metrics = tuple(defined(one, config.definitions) for one in asked.metrics)
    as_of = asked.as_of if asked.as_of is not None else _today_if_running(current)
    groupings = tuple(dict.fromkeys((*asked.groupings, *extra_groupings)))
    dimensions = tuple(dict.fromkeys((*asked.dimensions, *(d for g in groupings for d in g))))
    return replace(asked, metrics=metrics, as_of=as_of, groupings=groupings, dimensions=dimensions)


def _today_if_running(period: Period) -> date | None:
    """Without a cut-off, a period that is not over yet is cut off today (R12)."""
    today = date.today()
    return today if today < period.end else None


def last_complete_month(staged: Staged, as_of: date | None) -> int | None:
    """The last month with revenue that is over on the day of the data."""
    limit = as_of or date.today()
    last = month_number(limit)
    if limit < last_of_month(last):
        last -= 1
    months = [month for month in staged.loaded_months if month <= last]
    return months[-1] if months else None


def _last_derived_month(config: Config) -> int:
    """Up to which month revenue is derived: the reported period's end, or the last full month."""
    calendar = config.period.calendar
    try:
        return month_number(calendar.parse(config.period.current).end)
    except ValueError:
        day = config.period.as_of or date.today()
        month = month_number(day)
        return month if day == last_of_month(month) else month - 1
