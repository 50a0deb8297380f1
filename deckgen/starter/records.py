"""The plain values a simulated company consists of. Money is in cents of the deck's currency."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A movement of recurring revenue on a day. ``delta`` is monthly, negative for a loss."""

    day: date
    kind: str  # New, Upgrade, Downgrade, Cancel, Reactivate
    detail: str  # Seats, New module, Plan upgrade, Price increase, Module removed, or empty
    delta: int


@dataclass(slots=True)
class Contract:
    """One term. ``end`` is its last day (``None``: until cancelled), ``acv`` is annual."""

    start: date
    end: date | None
    months: int
    acv: int
    opt_out_until: date | None = None
    outcome: str = "Running"  # Running, Renewed, Not renewed, Opted out
    decided_on: date | None = None
    renewed_acv: int | None = None
    signed_on: date | None = None  # None: signed with the customer's first day


@dataclass(frozen=True, slots=True)
class Stay:
    """A value held from one day to another, both included; ``end`` ``None`` means still."""

    value: str
    start: date
    end: date | None


@dataclass(slots=True)
class Customer:
    """One customer's whole life, known to the simulation beyond the day of the export."""

    number: int
    name: str
    region: str
    industry: str
    lead_source: str
    since: date
    segment: str
    fit: str  # Good fit, Poor fit or empty
    fit_tagged: date | None
    gap: str | None  # the missing feature it comes to need
    gap_noted: date | None
    poorly_onboarded: bool
    mood: float  # standard normal: how content it is by nature
    seats: int
    seat_price: int
    modules: int
    rolling: bool
    first_value: date | None = None
    active: bool = True
    left_on: date | None = None  # first day without the product
    came_back: date | None = None
    opt_out_on: date | None = None  # planned use of the running contract's clause
    mrr: dict[int, int] = field(default_factory=dict)  # month -> monthly revenue at its end
    changes: list[Change] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    tiers: list[Stay] = field(default_factory=list)
    managers: list[Stay] = field(default_factory=list)

    @property
    def manager(self) -> str | None:
        """Who looks after the customer now."""
        if self.managers and self.managers[-1].end is None:
            return self.managers[-1].value
        return None

    def price(self) -> int:
        """Monthly revenue of the present seats and modules."""
        return self.seats * self.seat_price + self.modules

    def paid(self, month: int) -> int:
        """Monthly revenue at the end of a month; 0 before the start and after the end."""
        return self.mrr.get(month, 0)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something happened, as a customer success manager recorded it."""

    customer: int
    day: date
    category: str  # Churn reason, Upsell reason, Product gap, Account risk
    label: str
    primary: bool
    involuntary: bool = False
    resolved_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One survey that was sent; ``answered`` and ``score`` are ``None`` while unanswered."""

    customer: int
    contact: str
    survey: str  # NPS or a CSAT channel
    sent: datetime
    answered: datetime | None
    score: int | None
    comment: str = ""
    theme: str = ""
    interaction: str = ""
    followed_up: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Health of a customer on a day, 0 to 100."""

    customer: int
    day: date
    score: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A customer's permission to be named, with the kinds it covers."""

    customer: int
    since: date
    withdrawn: date | None
    kinds: str


@dataclass(frozen=True, slots=True)
class Company:
    """Everything the exports are made from; customers come in order of their number."""

    as_of: date
    first_month: int
    last_month: int
    customers: tuple[Customer, ...]
    reasons: tuple[Reason, ...]
    answers: tuple[Answer, ...]
    scores: tuple[Score, ...]
    references: tuple[Reference, ...]
