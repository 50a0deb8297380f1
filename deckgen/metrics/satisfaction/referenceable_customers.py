"""Referenceable customers: the share of customers with explicit permission to be named.

Standard: explicit permission only. Promoters who gave none are ``potential`` and never added.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from deckgen.metrics.bases.references import (
    REFERENCES,
    permissions_mapped,
    reference_base,
    referenceable,
    referenceable_by_kinds,
    willing,
)
from deckgen.metrics.closing import AtClosing, KeyedAtClosing
from deckgen.model.component import Component, Key, Totals
from deckgen.model.metric import (
    Finish,
    KeyedPart,
    Metric,
    Movers,
    Option,
    Part,
    PerKey,
    Prompts,
    Reading,
    label_of,
    pp,
)
from deckgen.model.unit import count, percent

_SEPARATORS = re.compile(r"[,;|/]")


def customers_by_kind(texts: Mapping[Key, int]) -> dict[str, int]:
    """How many customers gave permission of each kind, from texts such as ``logo, call``.

    Kinds that differ only in case or spaces are one, shown as it is written most often; largest
    first. A permission without a kind is ``(none)``.
    """
    sizes: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for text, times in texts.items():
        parts = [" ".join(part.split()) for part in _SEPARATORS.split(str(text or ""))]
        named = {part.casefold(): part for part in parts if part} or {"": label_of(None)}
        for kind, spelling in named.items():
            sizes[kind] += times
            spellings.setdefault(kind, Counter())[spelling] += times
    shown = {
        kind: min(written, key=lambda spelling: (-written[spelling], spelling))
        for kind, written in spellings.items()
    }
    order = sorted(sizes, key=lambda kind: (kind == "", -sizes[kind], kind))
    return {shown[kind]: sizes[kind] for kind in order if sizes[kind]}


def _of_base(of: Component, *, share: bool) -> AtClosing:
    """Customers of a kind, or their share of all customers at the closing."""

    def finish(totals: Totals) -> Reading:
        n = int(totals[reference_base])
        if n and not totals[permissions_mapped]:
            return Reading.undefined("inputs_missing", n)
        members = totals[of]
        if not share:
            return Reading(members, n=n)
        if n == 0:
            return Reading.undefined("zero_denominator", 0)
        return Reading(members / n, members, Fraction(n), n)

    return AtClosing(Finish(finish, (of, reference_base, permissions_mapped)))


def _by_kind(*, share: bool) -> KeyedAtClosing:
    def finish(totals: Totals) -> dict[str, Reading]:
        n = int(totals[reference_base])
        kinds = customers_by_kind(totals.counts(referenceable_by_kinds))
        if not share:
            return {kind: Reading(Fraction(times), n=n) for kind, times in kinds.items()}
        return {
            kind: Reading(Fraction(times, n), Fraction(times), Fraction(n), n)
            for kind, times in kinds.items()
        }

    return KeyedAtClosing(PerKey(finish, (referenceable_by_kinds, reference_base)))


METRIC = Metric(
    id="referenceable_customers",
    title="Referenceable customers",
    short_title="Referenceable",
    section="satisfaction",
    says="Customers who may be named",
    definition="Customers at the closing that gave explicit permission to be named, over all "
    "customers at the closing.",
    formula="customers with permission ÷ customers at the closing",
    default="explicit_permission",
    methods={
        "explicit_permission": "permission granted by the last day and not revoked by then",
        "by_kind": "the same, with the customers per kind (logo, call, case study)",
        "willing": "the same, with promoters without permission shown as potential, never added",
    },
    parts={
        "value": Part(
            "Referenceable customers", percent, {"*": _of_base(referenceable, share=True)},
            better="higher", flat_within=pp("0.5"), small_base=True,
        ),
        "customers": Part(
            "Customers", count, {"*": _of_base(referenceable, share=False)}, better="higher"
        ),
        "potential": Part(
            "Potential", count, {"willing": _of_base(willing, share=False)}
        ),
        "potential_share": Part(
            "Potential", percent, {"willing": _of_base(willing, share=True)}, small_base=True
        ),
        "kind": KeyedPart(
            "Referenceable by kind", percent, {"by_kind": _by_kind(share=True)}, better="higher"
        ),
        "kind_customers": KeyedPart(
            "Customers by kind", count, {"by_kind": _by_kind(share=False)}, better="higher"
        ),
    },
    prompts=Prompts(
        why="Which segments lack a reference, and which permissions were lost?",
        next="Which promoters are asked next, for what, and by whom?",
    ),
    exhibit="trend_and_cut",
    inputs=("revenue", "customers.reference_granted_on"),
    optional_inputs=("customers.reference_revoked_on", "customers.reference_kinds", "surveys"),
    options=(
        Option(
            "lookback_months", 12, "whole",
            "willing: months back from the closing in which an NPS answer still counts",
        ),
        Option(
            "zero_is_active", False, "flag",
            "a customer with a revenue row of 0 stays a customer (free plans)",
        ),
    ),
    movers=Movers(
        REFERENCES, "step * amount", "step <> 0", details=("kinds", "granted", "promoter")
    ),
    nature="stock",
)  # fmt: skip
