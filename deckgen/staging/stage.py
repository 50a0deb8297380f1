"""From scans to canonical tables: load, map, cast, settle duplicates, derive, roll up, check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.engine.duckdb import DuckDB
from deckgen.errors import ConfigError, Issue, Level, error
from deckgen.model.feed import Derivation, Feed, StagingRules
from deckgen.model.quality import FeedAccount, Finding, Staged
from deckgen.model.source import Scan, Source
from deckgen.model.table import TABLES
from deckgen.staging import account, constants, quality
from deckgen.staging.account import StagedFeed
from deckgen.staging.churn_checks import churn_findings
from deckgen.staging.derive import derived_revenue
from deckgen.staging.duplicates import leftovers, settle
from deckgen.staging.loaded import Loaded, load
from deckgen.staging.mapping import Binding, bind
from deckgen.staging.profile import profile
from deckgen.staging.relation import physical, relation
from deckgen.staging.rollup import (
    add_missing_customers,
    find_unknown_customers,
    has_untidy_ids,
    roll_up,
)
from deckgen.staging.rows import ORIGIN, TableRows

_MONEY_TABLES = ("revenue", "movements", "contracts")
_KEEP_SOURCE = 1_000_000
"""Rows up to which the loaded text of a source stays in the engine, to be looked up."""


def stage(
    engine: DuckDB,
    feeds: Sequence[Feed],
    scans: Mapping[str, Sequence[Scan]],
    sources: Mapping[str, Source],
    rules: StagingRules,
) -> Staged:
    """Builds all canonical tables in the engine and accounts for every row.

    Every table of ``TABLES`` exists afterwards under its own name, with all canonical and own
    columns, and ``_feed``, ``_file``, ``_row`` that say where a row came from. A table may be a
    view over Parquet files. ``customers`` has a row for every customer id of any table. There is a
    table ``first_payments`` as well, if no customer has several rows of revenue in one month.

    Raises ``ConfigError`` with everything that is wrong with the mapping at once, ``SourceError``
    when a file cannot be read. What is wrong with the data is a finding; the caller decides whether
    one of level error stops the run.
    """
    try:
        return _Staging(engine, rules, trust_ids=True).stage(feeds, scans, sources)
    except _UntidyIds:
        for name in TABLES:
            engine.drop(name)
        return _Staging(engine, rules, trust_ids=False).stage(feeds, scans, sources)


class _UntidyIds(Exception):
    """Customer ids were taken as they stand in Parquet files, and some must be cleaned.

    To clean or to look at the id of every row takes longer than to add them up, and most files
    need neither. An id of ``customers`` is looked at, so those that it knows are tidy as well; what
    is left is few, and tells whether to begin again.
    """


@dataclass(slots=True)
class _Staging:
    engine: DuckDB
    rules: StagingRules
    trust_ids: bool  # whether ids of Parquet files are taken as they stand
    trusted: bool = False  # whether any were
    findings: list[Finding] = field(default_factory=list)
    provided: dict[str, frozenset[str]] = field(default_factory=dict)
    extras: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: dict[str, int] = field(default_factory=dict)
    duplicates: dict[str, int] = field(default_factory=dict)
    dropped: dict[int, int] = field(default_factory=dict)
    rows_by_customer: dict[str, str] = field(default_factory=dict)  # by table, where it is counted
    counted: tuple[int, int] | None = None  # the months up to which customers' months hold

    def stage(
        self,
        feeds: Sequence[Feed],
        scans: Mapping[str, Sequence[Scan]],
        sources: Mapping[str, Source],
    ) -> Staged:
        bindings = self._bind(feeds, scans, sources)
        staged = self._cast(bindings)
        for one in staged:
            self.findings += account.findings(self.engine, one, self.rules.currency)
        rejected = [account.rejections(self.engine, one) for one in staged]
        self._settle(staged)
        accounts = tuple(
            account.account(one, causes, self.dropped.get(one.binding.number, 0))
            for one, causes in zip(staged, rejected, strict=True)
        )
        for one, counted in zip(staged, accounts, strict=True):
            self.findings += account.rejection_findings(counted, one)
        self._derive()
        if self.rules.rollup == "parent":
            self.findings += roll_up(self.engine, self.extras)
        return self._finish(staged, accounts)

    def _bind(
        self,
        feeds: Sequence[Feed],
        scans: Mapping[str, Sequence[Scan]],
        sources: Mapping[str, Source],
    ) -> list[Binding]:
        loaded: dict[str, Loaded] = {}
        bindings, issues = [], [*_wrong_derivation(feeds, self.rules)]
        for number, feed in enumerate(feeds):
            if feed.source not in loaded:
                table = f"source_{len(loaded)}"
                loaded[feed.source] = load(
                    self.engine, sources[feed.source], table, scans[feed.source]
                )
            binding, found = bind(number, feed, loaded[feed.source])
            bindings.append(binding)
            issues += [issue for issue in found if issue.level is Level.ERROR]
            self.findings += [
                _as_finding(issue, feed.table) for issue in found if issue.level is not Level.ERROR
            ]
        if issues:
            raise ConfigError(issues)
        return bindings

    def _cast(self, bindings: Sequence[Binding]) -> list[StagedFeed]:
        profiles = [
            profile(self.engine, one, self.rules.timezone, trust_ids=self.trust_ids)
            for one in bindings
        ]
        self.trusted = any(one.trusted for one in profiles)
        issues = [issue for one in profiles for issue in one.issues]
        for binding, one in zip(bindings, profiles, strict=True):
            issues += constants.check(self.engine, binding, one.readings)
            self.findings += one.findings
        if issues:
            raise ConfigError(issues)
        return [
            account.stage_feed(self.engine, binding, relation(binding, one, self.rules.currency))
            for binding, one in zip(bindings, profiles, strict=True)
        ]

    def _settle(self, staged: Sequence[StagedFeed]) -> None:
        for name, table in TABLES.items():
            own = tuple(one for one in staged if one.binding.table.name == name)
            rows = TableRows(table, own)
            if not own:
                self._empty(name)
                continue
            self.provided[name], self.extras[name] = rows.provided, rows.extras
            suspects = self._count_months(rows) if name == "revenue" else None
            found = settle(self.engine, rows, self.rules.on_duplicate, suspects)
            keep = self.engine.view if rows.stays_in_files else self.engine.create
            keep(name, found.select)
            if name == "revenue" and found.found:
                self.counted = None  # what remains of repeated rows is counted again
            if found.counted is not None and self.rules.rollup != "parent":
                self.rows_by_customer[name] = found.counted
            self.findings += found.findings
            self.dropped.update(found.dropped)
            if found.copies:
                self.duplicates[name] = found.copies
            if found.conflicts:
                self.conflicts[name] = found.conflicts
            if not rows.stays_in_files:
                for one in own:
                    self.engine.drop(one.binding.relation)

    def _count_months(self, rows: TableRows) -> str:
        """Customers with more rows than months: only their keys can repeat."""
        first = min((one.first for one in rows.feeds if one.first is not None), default=0)
        last = max((one.last for one in rows.feeds if one.last is not None), default=0)
        quality.count_customer_months(self.engine, rows.select(), first, last)
        self.counted = (first, last)
        return f"SELECT customer_id FROM {quality.CUSTOMER_MONTHS} WHERE row_count > months"

    def _empty(self, name: str) -> None:
        table = TABLES[name]
        columns = [(column, "BIGINT") for column in ORIGIN]
        columns += [(column.name, physical(column)) for column in table.columns]
        self.engine.insert(name, columns, [])

    def _derive(self) -> None:
        derivation = self.rules.derive_revenue
        if derivation is None:
            return
        rules = self.rules
        sql = derived_revenue(self.engine, derivation, rules.derive_through, rules.derive_known_by)
        self.engine.create("revenue", sql)
        columns = {"customer_id", "month", "amount"}
        if "currency" in self.provided.get(derivation.value, frozenset()):
            columns.add("currency")
        self.provided["revenue"] = frozenset(columns)

    def _finish(self, staged: Sequence[StagedFeed], accounts: tuple[FeedAccount, ...]) -> Staged:
        by_month = self.engine.rows(
            "SELECT month, currency, COUNT(*) FROM revenue GROUP BY month, currency ORDER BY month"
        )
        months = tuple(sorted({int(row[0]) for row in by_month if row[0] is not None}))
        derived = self.rules.derive_revenue is not None
        if months:
            ends = months[0], months[-1]
            if derived or self.rules.rollup == "parent" or self.counted != ends:
                revenue = "SELECT customer_id, month, amount FROM revenue"
                quality.count_customer_months(self.engine, revenue, *ends)
        currencies = self._currencies({str(row[1]) for row in by_month})
        facts = quality.Facts(self.provided, self.rules.currency, months, currencies, derived)
        if months:
            self.rows_by_customer["revenue"] = quality.CUSTOMER_MONTHS
        find_unknown_customers(self.engine, self.rows_by_customer)
        if self.trusted and has_untidy_ids(self.engine):
            raise _UntidyIds
        self.findings += quality.check(self.engine, facts)
        self.findings += churn_findings(self.engine, self.provided, months, derived)
        add_missing_customers(self.engine, self.extras.get("customers", ()))
        single = quality.keep_first_payments(self.engine, bool(months))
        self._tidy_up(staged)
        return Staged(
            provided=self.provided,
            extras=self.extras,
            kinds=self._kinds(staged),
            accounts=accounts,
            findings=tuple(self.findings),
            conflicts=self.conflicts,
            duplicates=self.duplicates,
            currencies=currencies,
            loaded_months=months,
            one_row_per_month=single,
            annual_factor=self._annual_factor(),
            revenue_derived_from=self.rules.derive_revenue,
        )

    def _currencies(self, of_revenue: set[str]) -> tuple[str, ...]:
        selects = [
            f"SELECT DISTINCT currency FROM {name}"
            for name in _MONEY_TABLES
            if name != "revenue" and name in self.provided
        ]
        others = self.engine.rows(" UNION ".join(selects)) if selects else []
        return tuple(sorted(of_revenue | {str(row[0]) for row in others}))

    def _kinds(self, staged: Sequence[StagedFeed]) -> dict[str, frozenset[str]]:
        """The kinds of rows a table holds, or would hold: a feed that is set to one promises it."""
        found: dict[str, set[str]] = {}
        for one in staged:
            table, fixed = one.binding.table, one.binding.feed.set.get("kind")
            if table.column("kind") is None:
                continue
            kinds = found.setdefault(table.name, set())
            if fixed is not None:
                kinds.add(str(fixed))
        for name, kinds in found.items():
            kinds |= {str(row[0]) for row in self.engine.rows(f"SELECT DISTINCT kind FROM {name}")}
        return {name: frozenset(kinds) for name, kinds in found.items()}

    def _annual_factor(self) -> int:
        if self.rules.derive_revenue is Derivation.CONTRACTS:
            return 1
        return 1 if self.rules.revenue_unit == "arr" else 12

    def _tidy_up(self, staged: Sequence[StagedFeed]) -> None:
        """Drops what was needed on the way, but for what a view over Parquet still reads."""
        views = [one for one in staged if one.is_view]
        in_use = {one.binding.relation for one in views}
        in_use |= {name for one in views for name in leftovers(one.binding.table.name)}
        found = self.engine.rows(
            "SELECT table_name FROM information_schema.tables"
            " WHERE starts_with(table_name, 'staging_')"
        )
        for (name,) in found:
            if name not in in_use:
                self.engine.drop(str(name))
        for one in staged:
            loaded = one.binding.loaded
            if one.read > _KEEP_SOURCE and not loaded.is_parquet:
                self.engine.drop(loaded.table)


def _as_finding(issue: Issue, table: str) -> Finding:
    return Finding(issue.level, issue.code, table, issue.message, 0, issue.location, issue.hint)


def _wrong_derivation(feeds: Sequence[Feed], rules: StagingRules) -> list[Issue]:
    """mapping-409: revenue is derived from a table that is not mapped, or mapped as well."""
    derivation = rules.derive_revenue
    if derivation is None:
        return []
    mapped = next((feed for feed in feeds if feed.table == "revenue"), None)
    if mapped is not None:
        message = f"revenue is both mapped and derived from {derivation}"
        return [error("mapping-409", message, mapped.place(), "keep one of the two")]
    if all(feed.table != derivation.value for feed in feeds):
        message = f"revenue is to be derived from {derivation}, which is not mapped"
        return [error("mapping-409", message, None, f"map `{derivation}` under `tables`")]
    return []
