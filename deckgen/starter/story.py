"""The parameters that tell the story of Lumina Cloud: who it sells to and what went wrong when.

Every number that shapes the sample data is here; the other modules only carry the story out.
Rates are probabilities between 0 and 1, money is in cents, durations are in months.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from deckgen.starter.months import month_number


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """How one customer segment buys, grows and leaves."""

    name: str
    share: float  # of all customers
    seats: tuple[int, int]  # at the start, lowest and highest
    seat_price: int  # cents per seat and month
    module_price: int  # cents per month for one more module
    rolling: float  # share without a fixed term
    terms: tuple[int, ...]  # contract lengths to draw from; repeats weigh
    renewal_loss: float  # chance that a fixed term is not renewed
    monthly_loss: float  # chance per month that a rolling customer cancels
    growth: float  # chance per month of more seats or a module
    shrink: float  # chance per month of fewer seats
    wants_gap: float  # share that comes to need a missing feature
    contacts: int  # people who are asked for an NPS score
    reviews: float  # success reviews per quarter


@dataclass(frozen=True, slots=True)
class RegionPlan:
    """A sales region and its customer success managers."""

    name: str
    share: float  # of all customers
    managers: tuple[str, ...]
    endings: tuple[str, ...]  # company forms used in account names


SEGMENTS = (
    SegmentPlan(
        name="Enterprise",
        share=0.13,
        seats=(300, 1000),
        seat_price=2400,
        module_price=180_000,
        rolling=0.0,
        terms=(12, 12, 12, 24, 36),
        renewal_loss=0.032,
        monthly_loss=0.0,
        growth=0.125,
        shrink=0.004,
        wants_gap=0.38,
        contacts=3,
        reviews=1.2,
    ),
    SegmentPlan(
        name="Mid-market",
        share=0.32,
        seats=(60, 290),
        seat_price=2900,
        module_price=60_000,
        rolling=0.0,
        terms=(12, 12, 12, 24),
        renewal_loss=0.042,
        monthly_loss=0.0,
        growth=0.066,
        shrink=0.005,
        wants_gap=0.25,
        contacts=2,
        reviews=0.7,
    ),
    SegmentPlan(
        name="SMB",
        share=0.55,
        seats=(14, 54),
        seat_price=3500,
        module_price=12_000,
        rolling=0.40,
        terms=(12,),
        renewal_loss=0.066,
        monthly_loss=0.0055,
        growth=0.034,
        shrink=0.006,
        wants_gap=0.04,
        contacts=1,
        reviews=0.15,
    ),
)

REGIONS = (
    RegionPlan(
        name="North America",
        share=0.44,
        managers=("Daniel Okafor", "Grace Lindqvist", "Hannah Weiss", "Marcus Bell", "Nadia Rossi"),
        endings=("Inc.", "LLC", "Group", "Corp."),
    ),
    RegionPlan(
        name="EMEA",
        share=0.31,
        managers=("Amélie Fournier", "Jonas Richter", "Leila Haddad", "Owen Pritchard"),
        endings=("GmbH", "Ltd", "SAS", "AG", "BV"),
    ),
    RegionPlan(
        name="APAC",
        share=0.17,
        managers=("Kenji Morita", "Sunita Rao"),
        endings=("Pty Ltd", "Pte Ltd", "KK"),
    ),
    RegionPlan(
        name="Latin America",
        share=0.08,
        managers=("Lucía Herrera",),
        endings=("S.A.", "Ltda."),
    ),
)


@dataclass(frozen=True, slots=True)
class Story:
    """What happened at the sample company, and when."""

    first_month: int = month_number(2022, 7)
    last_month: int = month_number(2025, 6)
    as_of: date = date(2025, 7, 3)
    # The simulation runs on past the last month: scores fall before customers leave, so the
    # last months need to know who leaves next.
    horizon: int = month_number(2025, 12)
    opening_share: float = 0.71  # of the customers of the last month, present in the first one
    segments: tuple[SegmentPlan, ...] = SEGMENTS
    regions: tuple[RegionPlan, ...] = REGIONS
    good_fit: float = 0.66
    poor_fit: float = 0.15  # the rest is not tagged
    poor_fit_loss: float = 2.0  # factor on the chance to leave

    # 1. The price change hurts small customers.
    price_change: int = month_number(2025, 1)
    usual_increase: float = 0.03  # at a renewal
    small_increase: float = 0.05  # at a renewal of a small customer, after the change
    price_loss: float = 2.3
    price_shrink: float = 4.0

    # 2. Onboarding breaks; its customers leave two quarters later.
    onboarding_breaks: int = month_number(2024, 10)
    onboarding_mended: int = month_number(2025, 5)
    poorly_onboarded: float = 0.07
    poorly_onboarded_then: float = 0.50
    poor_start_loss: float = 0.13  # per month, from the fifth to the tenth month
    poor_start_opt_out: float = 0.55

    # 3. Larger customers wait for missing features and do not renew.
    gap_known: int = month_number(2024, 1)
    gap_bites: int = month_number(2024, 7)
    gap_loss: float = 3.2

    # 4. One manager inherits a colleague's book and cannot keep up.
    overloaded: str = "Daniel Okafor"
    leaver: str = "Priya Nair"  # left the region's team; her book went to the overloaded one
    leaver_until: date = date(2024, 8, 31)
    leaver_weight: float = 0.8  # her book against a usual one
    overload_weight: float = 1.75
    overload_loss: float = 1.7

    # 5. The reference programme grows: share of active customers at the two dates.
    references_from: tuple[int, float] = (month_number(2023, 3), 0.050)
    references_to: tuple[int, float] = (month_number(2025, 6), 0.150)

    # 6. Enterprise expansion picks up with a module; NPS dips and recovers.
    module_launch: int = month_number(2024, 7)
    launch_growth: float = 1.35
    growth_reasons: tuple[tuple[str, float, float], ...] = field(
        # reason, chance among upsells of seats or plan, chance among upsells of a module
        default=(
            ("Headcount growth", 0.88, 0.46),
            ("New module", 0.08, 0.86),
            ("Fundraising", 0.20, 0.12),
            ("Another team", 0.34, 0.22),
        )
    )
    clause_new: float = 0.60  # new contracts with an opt-out clause
    clause_renewal: float = 0.24
    opt_out: float = 0.085
    returns: float = 0.06  # lost customers that come back

    # Survey results per calendar quarter from 2022-Q3: the path, which the answers then follow.
    nps_path: tuple[int, ...] = (33, 35, 34, 37, 40, 42, 41, 38, 36, 30, 28, 35)
    csat_path: tuple[tuple[str, tuple[float, ...]], ...] = field(
        default=(
            (
                "Onboarding",
                (0.92, 0.93, 0.92, 0.94, 0.93, 0.94, 0.93, 0.92, 0.91, 0.79, 0.73, 0.79),
            ),
            ("Success", (0.91, 0.92, 0.91, 0.92, 0.93, 0.93, 0.92, 0.93, 0.92, 0.91, 0.91, 0.92)),
            ("Support", (0.86, 0.87, 0.86, 0.88, 0.88, 0.89, 0.89, 0.88, 0.88, 0.88, 0.87, 0.89)),
        )
    )
    health_months: int = 15


GAPS = ("Single sign-on", "Audit log export", "Custom roles", "Salesforce sync")
"""Missing features in order of demand; the third one shipped in March 2025."""

GAP_SHIPPED = ("Custom roles", date(2025, 3, 18))
