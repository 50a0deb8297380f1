"""What the metrics about CSMs share: their names, and numbers per CSM."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from deckgen.model.component import Component, Key, Totals
from deckgen.model.metric import Option, Reading

UNASSIGNED = "unassigned_accounts"

ANONYMIZE = Option(
    "anonymize_csms", False, "flag", "show CSMs as CSM 1, CSM 2, ... in order of service"
)


def name_of(csm: Key, totals: Totals) -> str:
    """A CSM's id, or ``CSM 3`` where names are masked or numbers were supplied without names."""
    masked = bool(totals.options["anonymize_csms"]) or isinstance(csm, int)
    return f"CSM {csm}" if masked else str(csm)


def without_nobody(per_csm: Mapping[Key, int]) -> dict[Key, int]:
    """The numbers of accounts that have a CSM."""
    return {csm: number for csm, number in per_csm.items() if csm is not None}


def has_unassigned(totals: Totals, accounts: Component) -> bool:
    """Whether there are accounts without a CSM."""
    return totals.counts(accounts).get(None, 0) > 0


def busiest_first(per_csm: Mapping[Key, Fraction], totals: Totals) -> list[Key]:
    """CSMs with the most accounts first, then by name (``CSM 2`` before ``CSM 10``)."""

    def place(csm: Key) -> tuple[Fraction, int, str]:
        name = name_of(csm, totals)
        return (-per_csm[csm], len(name) if name.startswith("CSM ") else 0, name)

    return sorted(per_csm, key=place)


def per_csm_readings(
    values: Mapping[Key, Fraction], order: list[Key], totals: Totals, n: Mapping[Key, int]
) -> dict[str, Reading]:
    """One reading per CSM, in the given order; ``n`` is the number of its accounts."""
    return {
        name_of(csm, totals): Reading(values.get(csm, Fraction(0)), n=n.get(csm, 0))
        for csm in order
    }
