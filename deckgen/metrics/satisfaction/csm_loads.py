"""How many accounts every CSM has, counted by head or by full-time equivalent."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from deckgen.metrics.arithmetic import median_of
from deckgen.metrics.bases.csm_accounts import (
    accounts_by_segment,
    accounts_per_csm,
    csm_fte,
    csm_rows,
)
from deckgen.metrics.satisfaction.csms import without_nobody
from deckgen.model.component import Key, Totals

FULL_TIME = 1_000_000  # millionths

Loads = dict[Key, Fraction]


def accounts_of(totals: Totals, *, zero: bool = False) -> dict[Key, int]:
    """Accounts per CSM; those without accounts only on request."""
    found = without_nobody(totals.counts(accounts_per_csm))
    if zero or totals.options["include_zero_account_csms"]:
        return {**dict.fromkeys(without_nobody(totals.counts(csm_rows)), 0), **found}
    return {csm: number for csm, number in found.items() if number}


def heads_of(totals: Totals, csms: Mapping[Key, int]) -> Loads:
    """What every CSM counts: 1, or its full-time equivalent."""
    if not totals.options["per_fte"] or totals.supplied:
        return dict.fromkeys(csms, Fraction(1))
    rows, fte = totals.counts(csm_rows), totals.counts(csm_fte)
    return {csm: Fraction(fte[csm], rows[csm] * FULL_TIME) for csm in csms}


def loads_of(totals: Totals, *, zero: bool = False) -> Loads:
    """Accounts per CSM, or per full-time equivalent of it (nobody on leave with an fte of 0)."""
    accounts = accounts_of(totals, zero=zero)
    heads = heads_of(totals, accounts)
    return {csm: number / heads[csm] for csm, number in accounts.items() if heads[csm]}


def accounts_of_segments(totals: Totals) -> dict[tuple[Key, Key], int]:
    """Accounts per CSM and segment."""
    found: dict[tuple[Key, Key], int] = {}
    for key, times in totals.counts(accounts_by_segment).items():
        assert isinstance(key, tuple)
        csm, segment = key
        if csm is not None and times:
            found[csm, segment] = times
    return found


def median_load(loads: list[Fraction]) -> Fraction:
    """The load in the middle. Raises ``ValueError`` without any."""
    histogram: dict[Fraction, int] = {}
    for load in loads:
        histogram[load] = histogram.get(load, 0) + 1
    return median_of(histogram)
