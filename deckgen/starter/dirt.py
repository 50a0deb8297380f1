"""What real exports are like: duplicates, strangers, typing mistakes and blanks.

Every kind is small and harmless to the story; the data page of the deck reports them. Nothing
here gives one customer two different amounts for a month.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random

from deckgen.starter.ids import account_id
from deckgen.starter.names import Names
from deckgen.starter.records import Company
from deckgen.starter.story import Story
from deckgen.starter.tables import Cell, Export, dollars

# Customers start at A-1001, so ids below never meet one, however large the company.
TEST_ACCOUNT = "A-0900"
STRANGER = "A-0731"
"""An account that billing knows and the CRM does not, yet."""

Rows = list[tuple[Cell, ...]]

_PROSPECTS = 24
_TESTS = ("Lumina Sandbox", "Lumina Demo Tenant", "QA Load Test")


def soil(
    files: list[Export], sheets: list[Export], company: Company, seed: int
) -> tuple[list[Export], list[Export]]:
    """The same exports with dirt."""
    rng = Random(f"{seed}/dirt")
    spoil = {
        "accounts.csv": lambda rows: _accounts(rows, company, rng),
        "mrr.csv": lambda rows: _mrr(rows, rng),
        "contracts.csv": lambda rows: _with_copies(rows, 1, rng),
        "csm_assignments.csv": lambda rows: _without(rows, _unassigned(company)),
        "NPS": _nps,
        "CSAT": _csat,
    }
    return (
        [replace(f, rows=spoil.get(f.name, list)(f.rows)) for f in files],
        [replace(s, rows=spoil.get(s.name, list)(s.rows)) for s in sheets],
    )


def _accounts(rows: Rows, company: Company, rng: Random) -> Rows:
    """Prospects and test accounts among the customers; stray blanks; accounts without owner."""
    ownerless = _unassigned(company)
    tier, owner = 3, 6
    untidy = [list(row) for row in rows]
    small = [row for row in untidy if row[tier] == "SMB"]
    for row in rng.sample(small, min(4, len(small))):
        row[tier] = "SMB "
    for row in untidy:
        if row[0] in ownerless:
            row[owner] = None
    others: Rows = [_other(TEST_ACCOUNT[:-1] + str(i), n, "Test") for i, n in enumerate(_TESTS)]
    regions, names = Story().regions, Names(rng)
    for number in range(_PROSPECTS):
        region = rng.choice(regions)
        others.append(
            _other(f"A-0{300 + number}", names.account(region)[0], "Prospect", region.name)
        )
    return [tuple(row) for row in untidy] + others


def _other(account: str, name: str, kind: str, region: str = "") -> tuple[Cell, ...]:
    return (account, name, kind, None, region, *(None,) * 12)


def _mrr(rows: Rows, rng: Random) -> Rows:
    """Four rows twice, an unknown account for three months, and amounts nobody filled in."""
    months = sorted({str(row[1]) for row in rows})
    test: Rows = [(TEST_ACCOUNT, month, "tbc") for month in months[-5:]]
    stranger: Rows = [(STRANGER, month, dollars(48_000)) for month in months[-3:]]
    return sorted(
        [*_with_copies(rows, 4, rng), *test, *stranger], key=lambda row: (str(row[1]), str(row[0]))
    )


def _with_copies(rows: Rows, copies: int, rng: Random) -> Rows:
    """Some rows a second time, right below the first."""
    twice = set(rng.sample(range(len(rows)), copies))
    return [row for place, row in enumerate(rows) for _ in range(1 + (place in twice))]


def _unassigned(company: Company) -> tuple[str, ...]:
    """Two active accounts that nobody looks after."""
    story = Story()
    latest = [
        customer
        for customer in company.customers
        if customer.paid(company.last_month) > 0
        and customer.gap is None
        and customer.managers[-1].value != story.overloaded  # the narrative counts that book
    ]
    return tuple(account_id(customer.number) for customer in latest[-40:-20:12])


def _without(rows: Rows, accounts: tuple[str, ...]) -> Rows:
    return [row for row in rows if row[1] not in accounts]


def _nps(rows: Rows) -> Rows:
    """Scores beyond the scale, an empty score, and an answer from the future."""
    answered = [place for place, row in enumerate(rows) if row[4] is not None]
    spoilt = [list(row) for row in rows]
    spoilt[answered[-9]][5] = 11
    spoilt[answered[-31]][5] = 11
    spoilt[answered[-22]][5] = None
    spoilt[answered[-45]][4] = datetime(2026, 5, 12, 9, 30)  # the year is a typing mistake
    return [tuple(row) for row in spoilt]


def _csat(rows: Rows) -> Rows:
    """Two answers without a rating."""
    answered = [place for place, row in enumerate(rows) if row[6] is not None]
    spoilt = [list(row) for row in rows]
    for back in (-14, -52):
        spoilt[answered[back]][7] = None
    return [tuple(row) for row in spoilt]
