"""What happened to every row that was read: the account that the data-quality page prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.errors import Issue, Level, Location


@dataclass(frozen=True, slots=True)
class Rejection:
    """Rows of one feed left out for one cause, with a few of them to look at.

    ``cause`` is a sentence part a person understands ("month '2025-13' is not a month"),
    ``samples`` holds up to three places (``data/mrr.csv:17``) with the offending text.
    """

    cause: str
    rows: int
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedAccount:
    """Every row of one feed: ``read = used + filtered + duplicates + rejected``, always."""

    table: str
    source: str
    display: str
    read: int
    used: int
    filtered: int
    duplicates: int
    rejections: tuple[Rejection, ...] = ()
    first_day: int | None = None  # earliest and latest date among the used rows, as day numbers
    last_day: int | None = None

    @property
    def rejected(self) -> int:
        """Rows left out because a cell could not be understood or a required one is empty."""
        return sum(rejection.rows for rejection in self.rejections)


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the checks of metrics.md section 2 over a whole table."""

    level: Level
    code: str  # stable, such as data-301
    table: str
    message: str
    rows: int = 0
    location: Location | None = None
    hint: str | None = None

    def issue(self) -> Issue:
        """The finding as an issue, for the command line."""
        return Issue(self.level, self.code, self.message, self.location, self.hint)


@dataclass(frozen=True, slots=True)
class Staged:
    """What staging hands to the computation: which tables stand in the engine, and their account.

    Every canonical table exists in the engine under its own name with all canonical columns,
    empty when nothing feeds it; ``provided`` says what really came from the user (for derived
    revenue: the derivation), ``extras`` the user's own columns per table.
    ``conflicts`` counts keys that occur with different values while ``on_duplicate`` is
    ``error``; ``duplicates`` counts exact duplicates dropped, both per table.
    ``one_row_per_month`` says that no customer has two revenue rows in one month; the table
    ``first_payments`` then has the first month in which each customer paid (customer_id, month).
    ``annual_factor`` turns a stored recurring amount into an annual one (12 when amounts are
    monthly, 1 when they are annual).
    """

    provided: Mapping[str, frozenset[str]]
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    accounts: tuple[FeedAccount, ...] = ()
    findings: tuple[Finding, ...] = ()
    conflicts: Mapping[str, int] = field(default_factory=dict)
    duplicates: Mapping[str, int] = field(default_factory=dict)
    currencies: tuple[str, ...] = ()  # all that occur in revenue, movements and contracts
    loaded_months: tuple[int, ...] = ()  # months with at least one revenue row, ascending
    one_row_per_month: bool = True
    annual_factor: int = 12
    revenue_derived_from: str | None = None

    def lacks_kind(self, table: str, kind: str) -> bool:
        """Whether a table that holds several kinds of rows has none of this kind, ever."""
        return table in self.kinds and kind not in self.kinds[table]

    def has(self, table: str, column: str | None = None) -> bool:
        """Whether a table, or one column of it, came from the user."""
        columns = self.provided.get(table)
        return columns is not None and (column is None or column in columns)
