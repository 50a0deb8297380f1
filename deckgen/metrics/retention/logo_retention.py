"""Logo retention: how many of the opening customers are still customers.

Standard: opening customers still active over opening customers (SaaS Metrics Standards Board).
``net_of_new`` is the textbook (E - N) / S, ``end_over_start`` the seed article's example.
"""

from __future__ import annotations

from fractions import Fraction

from deckgen.metrics.bases.customer_period import (
    CUSTOMER_PERIOD,
    customers_at_end,
    lost_customers,
    new_customers,
    opening_customers,
    retained_customers,
    returned_customers,
)
from deckgen.metrics.bases.tenures import lost_by_tenure
from deckgen.metrics.retention.options import ALL_WINDOWS, ZERO_IS_ACTIVE
from deckgen.model.component import Kind, Totals
from deckgen.model.metric import (
    Amount,
    Finish,
    KeyedPart,
    Metric,
    Movers,
    Option,
    Part,
    PerKey,
    Prompts,
    Ratio,
    Reading,
    Supply,
    pp,
)
from deckgen.model.unit import count, percent

_ZERO = "zero_opening_customers"


def _net_of_new(totals: Totals) -> Reading:
    """(E - N) / S, where a customer who came back is new only if the option says so."""
    joined = new_customers
    if totals.options["count_reactivated_as_new"]:
        ratio = Ratio(customers_at_end - joined - returned_customers, opening_customers, zero=_ZERO)
    else:
        ratio = Ratio(customers_at_end - joined, opening_customers, zero=_ZERO)
    return ratio.finish(totals)


_TENURES: tuple[tuple[int | None, str], ...] = (
    (0, "under 1 year"), (1, "1 to 2 years"), (2, "over 2 years"), (None, "not known"),
)  # fmt: skip


def _by_tenure(totals: Totals) -> dict[str, Reading]:
    """The lost customers by how long they had been customers at the opening."""
    found = totals.counts(lost_by_tenure)
    lost = sum(found.values())
    if not any(found.get(years) for years, _ in _TENURES[:-1]):
        return {}  # of nobody is it known
    return {
        name: Reading(Fraction(found.get(years, 0)), n=lost)
        for years, name in _TENURES
        if years is not None or found.get(years)
    }


_NET = (customers_at_end, new_customers, opening_customers)

METRIC = Metric(
    id="logo_retention",
    title="Logo retention",
    short_title="Logo retention",
    section="retention",
    says="Customers kept, whatever they pay",
    definition="Customers held at the opening that are still customers at the closing, over all "
    "customers at the opening.",
    formula="opening customers still active ÷ opening customers",
    default="cohort",
    methods={
        "cohort": "opening customers still active over opening customers",
        "net_of_new": "(customers at the end - new customers) / customers at the start",
        "end_over_start": "customers at the end over customers at the start; can exceed 100%",
    },
    parts={
        "value": Part(
            "Logo retention",
            percent,
            {
                "cohort": Ratio(retained_customers, opening_customers, zero=_ZERO),
                "net_of_new": Finish(_net_of_new, (*_NET, returned_customers)),
                "net_of_new_given": Ratio(
                    customers_at_end - new_customers, opening_customers, zero=_ZERO
                ),
                "end_over_start": Ratio(customers_at_end, opening_customers, zero=_ZERO),
            },
            better="higher",
            flat_within=pp("0.1"),  # as its complement, logo churn: both move or neither does
            annualize="retention",
            small_base=True,
        ),
        "retained": Part(
            "Retained", count, {"*": Amount(retained_customers)}, better="higher"
        ),
        "lost": Part("Lost", count, {"*": Amount(lost_customers)}, better="lower"),
        "tenure": KeyedPart(
            "Lost customers by tenure", count, {"*": PerKey(_by_tenure, (lost_by_tenure,))},
            better="lower",
        ),
        "opening": Part("At the opening", count, {"*": Amount(opening_customers)}),
        "closing": Part("At the closing", count, {"*": Amount(customers_at_end)}),
        "new_or_back": Part(
            "New or back", count, {"*": Amount(new_customers + returned_customers)}
        ),
    },
    prompts=Prompts(
        why="Which segments lose logos, and do logos and revenue tell the same story?",
        next="Which customers are approached before they leave, and by whom?",
    ),
    exhibit="trend_and_cut",
    inputs=("revenue",),
    optional_inputs=("customers.parent_id", "customers.start_date"),
    options=(
        Option(
            "count_reactivated_as_new", False, "flag",
            "net_of_new: a customer who came back counts as new",
        ),
        ZERO_IS_ACTIVE,
    ),
    counts={
        "cohort": Supply(
            {"customers_retained": retained_customers, "customers_start": opening_customers}
        ),
        "net_of_new": Supply(
            {
                "customers_start": opening_customers,
                "customers_end": customers_at_end,
                "customers_new": new_customers,
            },
            method="net_of_new_given",
        ),
        "end_over_start": Supply(
            {"customers_start": opening_customers, "customers_end": customers_at_end}
        ),
    },
    windows=ALL_WINDOWS,
    movers=Movers(
        CUSTOMER_PERIOD, "0 - 1", "was_active = 1 AND is_active = 0", kind=Kind.COUNT,
        details=("opening", "closing"),
    ),
)  # fmt: skip
