"""What a deck about some customers may say of the others: nothing, or what cannot be traced back.

Findings of the checks and rejected rows quote ids and texts of the data, anybody's. In the deck of
a variant they are told by their code and their count, from sentences that are written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from deckgen.model.quality import FeedAccount, Finding, Rejection, Staged
from deckgen.model.result import MetricResult

_UNREADABLE = "a required cell is empty or cannot be read"
_SENTENCES: Mapping[str, str] = {
    "data-301": "rows left out: a required cell is empty or cannot be read",
    "data-302": "cells that cannot be read, taken as empty",
    "data-303": "words outside a column's list, taken as empty",
    "data-304": "amounts finer than the currency's smallest unit, rounded",
    "data-305": "amounts that name another currency than their row",
    "data-306": "the order of day and month is decided by the values of a column",
    "data-308": "no row of a feed is used",
    "data-312": "keys with different values, settled as the configuration says",
    "data-313": "rows that repeat another one, dropped",
    "data-314": "rows dropped as repeated differ in columns that are not mapped",
    "data-321": "customer ids that the customers table does not know",
    "data-322": "no customers table: its ids are those of the other tables",
    "data-323": "customers that are their own parent's parent",
    "data-331": "opt-out deadlines outside their contract's term",
    "data-332": "customers with gaps in their months of revenue",
    "data-333": "months of revenue outside every contract",
    "data-334": "customers whose movements do not add up to their change of revenue",
    "data-335": "an exchange rate is missing in some months of revenue",
    "data-336": "amounts of revenue below zero",
    "data-341": "churn reasons of customers who paid in every month since",
    "data-342": "customers lost without a churn reason",
    "data-343": "churn reasons dated before the first revenue of their customer",
    "data-344": "customers flagged as churned who pay",
    "data-345": "customers with several contracts at once; their amounts are added",
}
_OTHER = "a check of the data found something; `deckgen check` says what"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LENGTH = 6


def guarded(staged: Staged) -> Staged:
    """The account of a run without any text of its data."""
    return replace(
        staged,
        accounts=tuple(_account(one) for one in staged.accounts),
        findings=tuple(_finding(one) for one in staged.findings),
    )


def _account(account: FeedAccount) -> FeedAccount:
    rejected = account.rejected
    told = (Rejection(_UNREADABLE, rejected),) if rejected else ()
    return replace(account, rejections=told)


def _finding(finding: Finding) -> Finding:
    """Over all the company's customers, and saying so; counts of a variant are not known."""
    sentence = _SENTENCES.get(finding.code, _OTHER)
    return replace(finding, message=f"among all customers: {sentence}", hint=None)


def anonymous(result: MetricResult) -> MetricResult:
    """A metric whose customers have labels instead of names."""
    movers = tuple(
        replace(one, customer_id=(label := customer_label(one.customer_id)), name=label)
        for one in result.movers
    )
    return replace(result, movers=movers)


def customer_label(customer_id: str) -> str:
    """``Customer 7QF2KX``: the same for the same id in every deck and period. Who has the list of
    ids can make the labels, nobody else can turn one back."""
    number = int.from_bytes(sha256(customer_id.encode("utf-8")).digest()[:5], "big")
    code = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return f"Customer {code}"
