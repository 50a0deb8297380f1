"""Every row of a feed accounted for: used, filtered, rejected and why; what was read with care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.engine.duckdb import DuckDB
from deckgen.engine.names import FILE, ROW, quoted
from deckgen.errors import Level
from deckgen.model.period import day_number, first_of_month, last_of_month
from deckgen.model.quality import FeedAccount, Finding, Rejection
from deckgen.model.table import ColumnType
from deckgen.staging import operands
from deckgen.staging.cast import expected
from deckgen.staging.mapping import Binding
from deckgen.staging.marks import Flaw, Mark, cause_of, rejecting
from deckgen.staging.relation import MARKS, Relation

_VIEW_FROM = 1_000_000
"""Rows from which a Parquet feed is not copied: its casts are run whenever it is read. Customers
are always copied, for the rows of those that only other tables know are added to them."""

_SAMPLES = 3
_LONGEST = 60
_DATED_BY = {
    "customers": "start_date",
    "revenue": "month",
    "contracts": "start_date",
    "reasons": "date",
    "surveys": "coalesce(responded_at, sent_at)",
    "health": "date",
    "assignments": "start_date",
    "memberships": "start_date",
    "movements": "date",
    "fx_rates": "month",
}


@dataclass(frozen=True, slots=True)
class StagedFeed:
    """A feed whose rows stand in the engine under ``binding.relation``."""

    binding: Binding
    relation: Relation
    is_view: bool
    read: int
    by_marks: Mapping[int, int]  # rows by the sum of their marks
    first: int | None  # earliest and latest date among the accepted rows, as stored
    last: int | None

    @property
    def kept(self) -> int:
        """Rows that ``where`` keeps."""
        return sum(self.by_marks.values())

    @property
    def accepted(self) -> int:
        """Rows without a flaw that leaves them out."""
        return sum(n for value, n in self.by_marks.items() if not value & self.rejecting)

    @property
    def rejecting(self) -> int:
        """The bits of marks that leave a row out."""
        return rejecting(self.relation.marks)

    def count(self, mark: Mark) -> int:
        """Rows with a mark, of those that stay; for a rejecting mark, of those it leaves out."""
        if mark.flaw.rejects:
            return sum(
                n for value, n in self.by_marks.items()
                if cause_of(value, self.relation.marks) == mark
            )  # fmt: skip
        return sum(
            n
            for value, n in self.by_marks.items()
            if value & mark.bit and not value & self.rejecting
        )


def stage_feed(engine: DuckDB, binding: Binding, relation: Relation) -> StagedFeed:
    """Puts a feed's rows into the engine and counts them."""
    (counted,) = engine.rows(f"SELECT COUNT(*) FROM {quoted(binding.loaded.table)}")
    read = int(counted[0] or 0)
    large = read > _VIEW_FROM and binding.table.name != "customers"
    is_view = large and binding.loaded.is_parquet
    (engine.view if is_view else engine.create)(binding.relation, relation.select)
    dated = _DATED_BY[binding.table.name]
    groups = engine.rows(
        f"SELECT {MARKS}, COUNT(*), MIN({dated}), MAX({dated})"
        f" FROM {binding.relation} GROUP BY {MARKS}"
    )
    accepted = [group for group in groups if not int(group[0] or 0) & rejecting(relation.marks)]
    firsts = [int(group[2]) for group in accepted if group[2] is not None]
    lasts = [int(group[3]) for group in accepted if group[3] is not None]
    return StagedFeed(
        binding,
        relation,
        is_view,
        read,
        {int(group[0] or 0): int(group[1] or 0) for group in groups},
        min(firsts, default=None),
        max(lasts, default=None),
    )


def rejections(engine: DuckDB, staged: StagedFeed) -> tuple[Rejection, ...]:
    """Why rows of a feed are left out, with places to look at."""
    return tuple(
        _rejection(engine, staged, mark, rows)
        for mark in staged.relation.marks
        if mark.flaw.rejects and (rows := staged.count(mark))
    )


def account(staged: StagedFeed, causes: tuple[Rejection, ...], duplicates: int) -> FeedAccount:
    """The account of one feed. ``duplicates``: accepted rows that were dropped later."""
    binding = staged.binding
    first, last = staged.first, staged.last
    if _DATED_BY[binding.table.name] == "month" and first is not None and last is not None:
        first = day_number(first_of_month(first))
        last = day_number(last_of_month(last))
    result = FeedAccount(
        table=binding.table.name,
        source=binding.feed.source,
        display=binding.loaded.display,
        read=staged.read,
        used=staged.accepted - duplicates,
        filtered=staged.read - staged.kept,
        duplicates=duplicates,
        rejections=causes,
        first_day=first,
        last_day=last,
    )
    if result.read != result.used + result.filtered + result.duplicates + result.rejected:
        raise AssertionError(f"rows of {binding.loaded.display} are not all accounted for")
    return result


def findings(engine: DuckDB, staged: StagedFeed, currency: str) -> list[Finding]:
    """What a person should know about the cells of a feed (data-302 to data-308)."""
    found = []
    for mark in staged.relation.marks:
        rows = 0 if mark.flaw.rejects else staged.count(mark)
        if rows:
            found.append(_finding(engine, staged, mark, rows, currency))
    if staged.read and not staged.kept:
        found.append(_nothing_kept(engine, staged))
    return found


def rejection_findings(feed: FeedAccount, staged: StagedFeed) -> list[Finding]:
    """data-301: one finding per cause."""
    return [
        Finding(
            Level.WARNING,
            "data-301",
            feed.table,
            f"{_rows(one.rows)} of {feed.read:,} left out of {feed.display}: {one.cause}"
            f" ({_listed(one.samples)})",
            one.rows,
            staged.binding.feed.place(),
        )
        for one in feed.rejections
    ]


def _rejection(engine: DuckDB, staged: StagedFeed, mark: Mark, rows: int) -> Rejection:
    bound = staged.binding.bound[mark.index]
    name = bound.column.name
    samples, first, texts = _samples(engine, staged, mark)
    if mark.flaw is Flaw.EMPTY_REQUIRED:
        return Rejection(f"{name} is empty", rows, tuple(place for place, _ in samples))
    if mark.flaw is Flaw.TOTALS_LINE:
        cause = f"{name} {first!r}{_others(texts)}: a line of totals, no customer"
    elif mark.flaw is Flaw.END_BEFORE_START:
        cause = "end_date lies before start_date"
    elif texts == 1:
        cause = f"{name} {first!r} is not {expected(bound.column)}"
    else:
        cause = f"{name} is not {expected(bound.column)}: {first!r}{_others(texts)}"
    return Rejection(cause, rows, tuple(f"{place} {text!r}" for place, text in samples))


def _finding(engine: DuckDB, staged: StagedFeed, mark: Mark, rows: int, currency: str) -> Finding:
    binding = staged.binding
    bound = binding.bound[mark.index]
    name = bound.column.name
    samples, _, _ = _samples(engine, staged, mark)
    where = _listed(tuple(f"{place} {text!r}" for place, text in samples))
    place = binding.feed.place("columns", name)
    hint = None
    if mark.flaw is Flaw.ROUNDED:
        code = "data-304"
        message = f"{name}: {_rows(rows)} finer than the currency's smallest unit, rounded"
    elif mark.flaw is Flaw.OTHER_CURRENCY:
        code = "data-305"
        message = (
            f"{name}: {_rows(rows)} with another currency than {currency}, taken as {currency}"
        )
        hint = "map the column `currency`, or set it"
    elif bound.column.type is ColumnType.CODE:
        code = "data-303"
        message = f"{name}: {_rows(rows)} not {expected(bound.column)}, taken as empty"
        hint = f"recode them: values: {{{name}: {{…: {bound.column.codes[0]}}}}}"
    else:
        code = "data-302"
        message = f"{name}: {_rows(rows)} not {expected(bound.column)}, taken as empty"
    text = f"{message} ({where})"
    return Finding(Level.WARNING, code, binding.table.name, text, rows, place, hint)


def _nothing_kept(engine: DuckDB, staged: StagedFeed) -> Finding:
    binding = staged.binding
    (column, values), *_ = binding.feed.where.items()
    physical, _ = binding.loaded.columns[column]
    found = engine.rows(
        f"SELECT DISTINCT CAST({quoted(physical)} AS VARCHAR) AS v"
        f" FROM {quoted(binding.loaded.table)} ORDER BY v LIMIT 6"
    )
    there = ", ".join(repr(_short(str(value))) for (value,) in found if value is not None)
    wanted = ", ".join(repr(value) for value in values)
    return Finding(
        Level.WARNING,
        "data-308",
        binding.table.name,
        f"where keeps none of the {staged.read:,} rows of {binding.loaded.display}:"
        f" {column} is never {wanted}",
        staged.read,
        binding.feed.place("where", column),
        f"values of {column}: {there or 'none'}",
    )


def _samples(
    engine: DuckDB, staged: StagedFeed, mark: Mark
) -> tuple[list[tuple[str, str]], str, int]:
    """Up to three places with the text there, the first text, and how many texts there are."""
    binding = staged.binding
    bound = binding.bound[mark.index]
    stays = staged.rejecting
    if mark.flaw.rejects:
        stays = sum(
            one.bit for one in staged.relation.marks if one.flaw.rejects and one.bit < mark.bit
        )
    text = operands.source_text(bound.physical or "", bound.native)
    rows = engine.rows(
        f"WITH bad AS (SELECT f.{FILE}, f.{ROW}, s.text FROM {binding.relation} AS f"
        f" JOIN (SELECT {FILE}, {ROW}, {text} AS text FROM {quoted(binding.loaded.table)}) AS s"
        f" ON s.{FILE} = f.{FILE} AND s.{ROW} = f.{ROW}"
        f" WHERE f.{MARKS} & {mark.bit} <> 0 AND f.{MARKS} & {stays} = 0)"
        f" SELECT *, (SELECT COUNT(DISTINCT text) FROM bad) FROM bad ORDER BY 1, 2 LIMIT {_SAMPLES}"
    )
    places = [
        (binding.loaded.place(int(row[0] or 0), int(row[1] or 1)), _short(str(row[2] or "")))
        for row in rows
    ]
    return places, places[0][1] if places else "", int(rows[0][3] or 0) if rows else 0


def _others(texts: int) -> str:
    if texts < 2:
        return ""
    return " and 1 other text" if texts == 2 else f" and {texts - 1} other texts"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _listed(samples: tuple[str, ...]) -> str:
    return ", ".join(samples)
