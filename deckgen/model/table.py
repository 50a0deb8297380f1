"""The canonical tables of metrics.md section 2, as data: columns, types, keys.

Staging fills them inside an engine; below that line there are only integers and text:

========  =======================================================================
type      stored as
========  =======================================================================
TEXT      text, trimmed; an empty cell is NULL
CODE      text out of a fixed list
DAY       day number: days since 1970-01-01 (a timestamp is put into the deck's zone first)
MONTH     year x 12 + month - 1
MONEY     integer minor units of the row's own currency (cents for USD, yen for JPY)
SCORE     integer hundredths
NUMBER    integer
FACTOR    integer millionths (exchange rates, full-time equivalents)
FLAG      0 or 1
========  =======================================================================

Columns that a feed adds beyond these are kept as TEXT; they are the user's own dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """What a canonical column holds; the module says how each is stored."""

    TEXT = "text"
    CODE = "code"
    DAY = "day"
    MONTH = "month"
    MONEY = "money"
    SCORE = "score"
    NUMBER = "number"
    FACTOR = "factor"
    FLAG = "flag"

    @property
    def is_text(self) -> bool:
        """Stored as text; every other type is stored as a 64-bit integer."""
        return self in {ColumnType.TEXT, ColumnType.CODE}


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column. A ``key`` column is part of what makes a row unique."""

    name: str
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    key: bool = False
    codes: tuple[str, ...] = ()
    default: str | int | None = None  # stored value of an empty cell or an unmapped column


@dataclass(frozen=True, slots=True)
class Table:
    """A canonical table. ``grain`` says what one row is.

    ``mentions`` tables hold what people noted: the same key twice with other details (a note, a
    main reason) is no contradiction, since numbers count each key once.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    mentions: bool = False

    def column(self, name: str) -> Column | None:
        """The column of that name, or ``None``."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the canonical columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that together make a row unique."""
        return tuple(column.name for column in self.columns if column.key)


def _text(name: str, *, required: bool = False, key: bool = False) -> Column:
    return Column(name, ColumnType.TEXT, required, key)


def _day(name: str, *, required: bool = False, key: bool = False) -> Column:
    return Column(name, ColumnType.DAY, required, key)


def _money(name: str, *, required: bool = False) -> Column:
    return Column(name, ColumnType.MONEY, required)


def _code(
    name: str, *codes: str, required: bool = False, key: bool = False, default: str | None = None
) -> Column:
    return Column(name, ColumnType.CODE, required, key, codes, default)


_CUSTOMER = _text("customer_id", required=True)
_CUSTOMER_KEY = _text("customer_id", required=True, key=True)
_CURRENCY = _text("currency")

CUSTOMERS = Table(
    "customers",
    "customer",
    (
        _CUSTOMER_KEY,
        _text("name"),
        _text("segment"),
        _code("fit", "good", "bad", "unknown"),
        _day("fit_tagged_on"),
        Column("seats", ColumnType.NUMBER),
        _money("referral_value"),
        _text("csm_id"),
        _text("parent_id"),
        _day("start_date"),
        _day("first_value_date"),
        _day("reference_granted_on"),
        _day("reference_revoked_on"),
        _text("reference_kinds"),
        _day("at_risk_since"),
        _day("at_risk_until"),
        Column("churned", ColumnType.FLAG),  # what the CRM says: compared with revenue, not counted
    ),
)
REVENUE = Table(
    "revenue",
    "customer x month [x product]",
    (
        _CUSTOMER_KEY,
        Column("month", ColumnType.MONTH, required=True, key=True),
        _text("product", key=True),
        _money("amount", required=True),
        _CURRENCY,
    ),
)
CONTRACTS = Table(
    "contracts",
    "contract",
    (
        _text("contract_id", required=True, key=True),
        _CUSTOMER,
        _day("start_date", required=True),
        _day("end_date"),
        _money("acv", required=True),
        _CURRENCY,
        _money("tcv"),
        _day("opt_out_deadline"),
        _code("outcome", "open", "renewed", "churned", "opted_out", default="open"),
        _day("outcome_date"),
        _money("renewed_acv"),
    ),
)
REASONS = Table(
    "reasons",
    "customer x kind x label x date",
    (
        _CUSTOMER_KEY,
        _day("date", required=True, key=True),
        _code("kind", "churn", "upsell", "product_gap", "risk", required=True, key=True),
        _text("label", required=True, key=True),
        Column("is_primary", ColumnType.FLAG),
        Column("involuntary", ColumnType.FLAG),
        _day("resolved_on"),
        _text("note"),
    ),
    mentions=True,
)
SURVEYS = Table(
    "surveys",
    "response",
    (
        _text("response_id", key=True),
        _code("kind", "csat", "nps", "ces", required=True),
        _text("customer_id"),
        _text("respondent_id"),
        _text("channel"),
        Column("score", ColumnType.SCORE),
        Column("scale_min", ColumnType.SCORE),
        Column("scale_max", ColumnType.SCORE),
        _day("sent_at"),
        _day("responded_at"),
        _text("comment"),
        _text("theme"),  # what the answer is about, as somebody tagged its comment
        _text("interaction_id"),
        _day("followed_up_at"),
    ),
)
HEALTH = Table(
    "health",
    "customer x date [x component]",
    (
        _CUSTOMER_KEY,
        _day("date", required=True, key=True),
        Column("component", ColumnType.TEXT, key=True, default="overall"),
        Column("score", ColumnType.SCORE),
        _code("band", "green", "yellow", "red"),
    ),
)
ASSIGNMENTS = Table(
    "assignments",
    "csm x customer x interval",
    (
        _text("csm_id", required=True, key=True),
        _text("customer_id", key=True),
        _day("start_date", key=True),
        _day("end_date"),
        _code("role", "primary", "secondary", default="primary"),
        Column("fte", ColumnType.FACTOR, default=1_000_000),
        _day("csm_started_on"),
    ),
)
MEMBERSHIPS = Table(
    "memberships",
    "customer x dimension x interval",
    (
        _CUSTOMER_KEY,
        _text("dimension", required=True, key=True),
        _text("value", required=True),
        _day("start_date", key=True),
        _day("end_date"),
    ),
)
MOVEMENTS = Table(
    "movements",
    "event",
    (
        _text("movement_id", key=True),
        _CUSTOMER,
        _day("date", required=True),
        _code("type", "new", "expansion", "contraction", "churn", "reactivation", required=True),
        _text("subtype"),
        _money("amount", required=True),
        _CURRENCY,
    ),
)
FX_RATES = Table(
    "fx_rates",
    "month x currency",
    (
        Column("month", ColumnType.MONTH, required=True, key=True),
        _text("currency", required=True, key=True),
        Column("rate", ColumnType.FACTOR, required=True),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CUSTOMERS, REVENUE, CONTRACTS, REASONS, SURVEYS, HEALTH, ASSIGNMENTS, MEMBERSHIPS,
        MOVEMENTS, FX_RATES,
    )
}  # fmt: skip
"""Every canonical table by its name."""

MINOR_DIGITS: dict[str, int] = {
    # ISO 4217: currencies whose minor unit is not a hundredth
    "BHD": 3, "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0,
    "KMF": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip


def minor_digits(currency: str) -> int:
    """How many decimals of a currency are one minor unit (ISO 4217; 2 unless listed)."""
    return MINOR_DIGITS.get(currency.upper(), 2)
