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
from deckgen.config.loaded import LATEST
from deckgen.engine.duckdb import DuckDB
from deckgen.errors import ConfigError, DeckgenError, Issue, error
from deckgen.guards import refuse_contradictions, refuse_empty_period, refuse_unusable
from deckgen.metrics.catalogue import catalogue
from deckgen.metrics.definitions import defined
from deckgen.model.feed import Derivation, Feed, StagingRules
from deckgen.model.period import Period, day_number, last_of_month, month_number
from deckgen.model.quality import Staged
from deckgen.model.request import Request
from deckgen.model.source import Scan, Source
from deckgen.sources import scan
from deckgen.staging import stage
from deckgen.words.voice import Voice

_MEMORY = "1500MB"
"""What the engine holds in memory; the tables of a million customers are larger, and the rest of
them goes to the temporary folder. A deck is made beside other work, not on a machine of its own."""

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
def staged_tables(
    config: Config, period: str | None = None, progress: Progress = silent
) -> Iterator[Tables]:
    """The canonical tables of a configuration, open until the block is left.

    ``period`` replaces the configured one: derived revenue reaches to its end. Raises
    ``SourceError`` and ``ConfigError`` for what cannot be read as declared, every source's issues
    together. What is wrong with single rows is in the account, not raised.
    """
    with (
        tempfile.TemporaryDirectory(prefix="deckgen-") as folder,
        DuckDB(temp_directory=Path(folder), memory_limit=_MEMORY) as engine,
    ):
        scans = scan_sources(config.sources, config.feeds, Path(folder), progress)
        progress("filling the canonical tables")
        rules = staging_rules(config, period)
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
    different values), when no row of a feed can be used and when the period holds no data,
    besides what :func:`staged_tables` raises.
    """
    with staged_tables(config, period, progress) as tables:
        refuse_contradictions(tables.staged)
        refuse_unusable(config, tables.staged)
        asked = request_of(config, tables.staged, period, extra_groupings)
        place = config.place("period.current") if period is None else None
        refuse_empty_period(tables.staged, asked.current, _agreed_until(tables), place)
        progress("computing")
        results = compute(tables.engine, tables.staged, asked, catalogue())
        yield Run(config, tables.engine, tables.scans, tables.staged, results)


def _agreed_until(tables: Tables) -> int | None:
    """The last end of a contract as a day number, when revenue is derived from contracts."""
    if tables.staged.revenue_derived_from != Derivation.CONTRACTS:
        return None
    ((day,),) = tables.engine.rows("SELECT MAX(end_date) FROM contracts")
    return int(day) if day is not None else None


def request_of(
    config: Config,
    staged: Staged,
    period: str | None = None,
    extra_groupings: Sequence[tuple[str, ...]] = (),
) -> Request:
    """What the configuration asks for, once the data tells which period is the latest."""
    if period is not None:
        config = with_period(config, period)
    current = current_period(config, last_complete_month(staged, config.period.as_of))
    asked = request(config, current)
    metrics = tuple(defined(one, config.definitions) for one in asked.metrics)
    as_of = asked.as_of if asked.as_of is not None else _today_if_running(current)
    groupings = tuple(dict.fromkeys((*asked.groupings, *extra_groupings)))
    dimensions = tuple(dict.fromkeys((*asked.dimensions, *(d for g in groupings for d in g))))
    return replace(asked, metrics=metrics, as_of=as_of, groupings=groupings, dimensions=dimensions)


def with_period(config: Config, period: str) -> Config:
    """The configuration for another period. Raises ``ConfigError`` for a name that is none."""
    if period != LATEST:
        try:
            found = config.period.calendar.parse(period)
        except ValueError as problem:
            raise ConfigError(error("period-101", str(problem), hint=f"or {LATEST!r}")) from None
        as_of = config.period.as_of
        if as_of is not None and as_of < found.start:
            message = f"{found.name} begins on {found.start}, after the day of the data ({as_of})"
            hint = "report an earlier period, or leave as_of out of the config"
            raise ConfigError(error("period-102", message, config.place("period.as_of"), hint))
    return replace(config, period=replace(config.period, current=period))


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


def staging_rules(config: Config, period: str | None = None) -> StagingRules:
    """The rules with the end of derived revenue: that of a period that is named, else what the
    feed knows today. A cut-off then takes the months after it away."""
    calendar = config.period.calendar
    try:
        end = calendar.parse(period or config.period.current).end
    except ValueError:  # `latest`
        today = day_number(date.today())
        return replace(config.rules, derive_through=None, derive_known_by=today)
    return replace(config.rules, derive_through=month_number(end))
