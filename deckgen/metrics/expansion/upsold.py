"""What every metric about upsells shares: options, and whether upsells are known at all.

They come from ``movements``, or without it from two snapshots of ``revenue``; each has its own
reasons to be missing, so the bases demand neither and the finishes ask here.
"""

from __future__ import annotations

from collections.abc import Callable

from deckgen.metrics.bases.customer_period import retained_customers
from deckgen.metrics.bases.upsells import upsold, without_rate
from deckgen.metrics.further_tables import contradiction, dropped_duplicates
from deckgen.model.component import Component, Totals
from deckgen.model.metric import Finish, Option, PerKey, Reading

_SNAPSHOTS = (retained_customers,)  # needs both snapshots of revenue, as comparing them does

OPTIONS: tuple[Option, ...] = (
    Option(
        "count_price_increase", False, "flag",
        "movements of subtype price_increase are upsells, too (exchange rates never are)",
    ),
    Option(
        "min_months", 1, "whole",
        "how many month ends the higher amount must last to count: 2 keeps usage spikes out",
    ),
    Option(
        "renewal_window_days", 90, "whole",
        "an upsell is mid-contract if the contract ends more than so many days later",
    ),
    Option(
        "zero_is_active", False, "flag",
        "a customer with a revenue row of 0 stays a customer (free plans)",
    ),
)  # fmt: skip
"""The options that the bases of upsells read."""


def upsells_unknown(totals: Totals, *tables: str) -> str | None:
    """Why upsells are not known (a code of R9), or ``None``; ``tables`` are looked at besides."""
    code = contradiction(totals, "movements", *tables)
    if code is None and "movements" in totals.facts.missing:
        code = totals.blocked(_SNAPSHOTS)
    if code is None and totals.span.empty:
        code = "closing_snapshot_missing"
    if code is None and totals[without_rate]:
        code = "missing_fx_rate"
    return code


def upsell_warnings(totals: Totals, *tables: str) -> tuple[str, ...]:
    """The warnings that everything about upsells carries."""
    snapshots = _SNAPSHOTS if "movements" in totals.facts.missing else ()
    return (
        *dropped_duplicates(totals, "movements", *tables),
        *totals.warnings((upsold, *snapshots)),
    )


def of_upsells(
    function: Callable[[Totals], Reading], reads: tuple[Component, ...], *tables: str
) -> Finish:
    """A method over upsells: ``function``, where they are known."""

    def finish(totals: Totals) -> Reading:
        code = upsells_unknown(totals, *tables)
        if code:
            return Reading.undefined(code)
        return function(totals).warned(*upsell_warnings(totals, *tables))

    return Finish(finish, (), (*reads, without_rate))


def of_upsells_by_label(
    function: Callable[[Totals], dict[str, Reading]], reads: tuple[Component, ...], *tables: str
) -> PerKey:
    """The same for one number per label: none while upsells are not known."""

    def finish(totals: Totals) -> dict[str, Reading]:
        if upsells_unknown(totals, *tables):
            return {}
        common = upsell_warnings(totals, *tables)
        return {label: one.warned(*common) for label, one in function(totals).items()}

    return PerKey(finish, (), (*reads, without_rate))
