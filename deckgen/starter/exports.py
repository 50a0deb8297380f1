"""The company as its systems export it: other names, other formats, the same facts.

Accounts carry ids like ``A-1004``. Nothing dated after the day of the export is told, except what
was already agreed: a renewal or a cancellation signed ahead of its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from deckgen.starter.ids import account_id
from deckgen.starter.months import day_in, last_day, month_label
from deckgen.starter.records import Change, Company, Contract, Customer, Score
from deckgen.starter.survey_sheets import csat, nps
from deckgen.starter.tables import Cell, Export, accounting, dollars, plain

_LOW = 50
NEW_HIRE = "Tomás Quintero"
"""A manager who started in June 2025 and has no accounts yet."""


def exports(company: Company, seed: int) -> tuple[list[Export], list[Export]]:
    """The CSV files, and the sheets of the survey workbook; clean, without any dirt."""
    files = [
        accounts(company),
        mrr(company),
        subscription_changes(company),
        contracts(company),
        health(company),
        reasons(company),
        csm_assignments(company, Random(f"{seed}/assignments")),
        segment_history(company),
    ]
    return files, [nps(company), csat(company)]


def known(company: Company) -> list[Customer]:
    """Customers that exist on the day of the export."""
    return [customer for customer in company.customers if customer.since <= company.as_of]


def accounts(company: Company) -> Export:
    """The CRM's account list: one row per customer, as it is on the day of the export."""
    references = {reference.customer: reference for reference in company.references}
    alarms = _alarms(company)
    rows: list[tuple[Cell, ...]] = []
    for customer in known(company):
        reference = references.get(customer.number)
        risk = alarms.get(customer.number)
        rows.append(
            (
                account_id(customer.number),
                customer.name,
                "Customer",
                _tier_on(customer, company.as_of),
                customer.region,
                customer.industry,
                _owner_on(customer, company.as_of),
                customer.lead_source,
                customer.fit if _told(customer.fit_tagged, company.as_of) else None,
                _told(customer.fit_tagged, company.as_of),
                customer.since,
                _told(customer.first_value, company.as_of),
                reference.since if reference else None,
                reference.withdrawn if reference else None,
                reference.kinds if reference else None,
                risk[0] if risk else None,
                risk[1] if risk else None,
            )
        )
    header = (
        "Account ID", "Account Name", "Type", "Tier", "Region", "Industry", "Owner", "Lead source",
        "ICP fit", "Fit tagged", "Customer since", "Go-live", "Reference since",
        "Reference withdrawn", "Reference kinds", "At risk since", "At risk until",
    )  # fmt: skip
    return Export("accounts.csv", header, rows)


def mrr(company: Company) -> Export:
    """Billing's monthly recurring revenue: one row per account and month, at the month's end.

    Of the customers that left, half are listed with $0.00 for three more months and half are
    not listed any more, as happens when two billing systems feed one report.
    """
    rows: list[tuple[Cell, ...]] = []
    for month in range(company.first_month, company.last_month + 1):
        for customer in known(company):
            paid = customer.paid(month)
            before = any(customer.paid(month - back) for back in (1, 2, 3))
            if paid or (before and customer.number % 2 == 0):
                row = (account_id(customer.number), month_label(month), dollars(paid))
                rows.append(row)
    return Export("mrr.csv", ("account", "month", "MRR (USD)"), rows)


def subscription_changes(company: Company) -> Export:
    """Billing's changes from the second month on; their sum is the change of ``mrr.csv``."""
    first, last = day_in(company.first_month + 1, 1), last_day(company.last_month)
    changes: list[tuple[Change, int]] = [
        (change, customer.number)
        for customer in company.customers
        for change in customer.changes
        if first <= change.day <= last
    ]
    changes.sort(key=lambda pair: (pair[0].day, pair[1]))
    rows: list[tuple[Cell, ...]] = [
        (
            f"CH-{number:05d}",
            account_id(customer),
            change.day,
            change.kind,
            change.detail,
            accounting(change.delta),
        )
        for number, (change, customer) in enumerate(changes, start=1)
    ]
    header = ("Change no", "Account", "Effective", "Change type", "Detail", "MRR delta")
    return Export("subscription_changes.csv", header, rows)


def contracts(company: Company) -> Export:
    """The contract register; a rolling contract has no end until it is cancelled."""
    rows: list[tuple[Cell, ...]] = []
    for customer in known(company):
        for number, contract in enumerate(customer.contracts, start=1):
            signed = contract.signed_on or contract.start
            if signed > company.as_of:
                continue
            rows.append(
                (
                    f"C-{customer.number:04d}-{number}",
                    account_id(customer.number),
                    *_contract_cells(contract, company.as_of),
                )
            )
    header = (
        "Contract no", "Account", "Start", "End", "Months", "ACV", "TCV", "Opt-out until",
        "Outcome", "Decided on", "Renewed ACV",
    )  # fmt: skip
    return Export("contracts.csv", header, rows, delimiter=";", date_format="%d/%m/%Y")


def _contract_cells(contract: Contract, as_of: date) -> Iterator[Cell]:
    decided = contract.decided_on is not None and contract.decided_on <= as_of
    rolling = contract.months == 1
    yield contract.start
    yield contract.end if decided or not rolling else None
    yield None if rolling else contract.months
    yield plain(contract.acv)
    yield plain(contract.acv if rolling else contract.acv * contract.months // 12)
    yield contract.opt_out_until
    yield contract.outcome if decided else "Running"
    yield contract.decided_on if decided else None
    renewed = contract.renewed_acv
    yield plain(renewed) if decided and renewed is not None else None


def health(company: Company) -> Export:
    """The success tool's scores at month ends."""
    rows: list[tuple[Cell, ...]] = [
        (account_id(score.customer), score.day, score.score, _band(score.score))
        for score in sorted(company.scores, key=lambda s: (s.day, s.customer))
    ]
    return Export("health.csv", ("Account", "Snapshot", "Overall score", "Band"), rows)


def reasons(company: Company) -> Export:
    """Post-mortems and notes of the success managers."""
    rows: list[tuple[Cell, ...]] = [
        (
            account_id(reason.customer),
            reason.day,
            reason.category,
            reason.label,
            "Yes" if reason.primary else "No",
            "Yes" if reason.involuntary else "No",
            reason.resolved_on,
            reason.note,
        )
        for reason in company.reasons
    ]
    header = (
        "Account", "Recorded on", "Category", "Reason", "Main reason", "Payment failure",
        "Resolved on", "Note",
    )  # fmt: skip
    return Export("reasons.csv", header, rows)


def csm_assignments(company: Company, rng: Random) -> Export:
    """Who looked after which account when; some large accounts have a second manager as cover."""
    rows: list[tuple[Cell, ...]] = []
    names = sorted({stay.value for customer in company.customers for stay in customer.managers})
    for customer in known(company):
        for stay in customer.managers:
            end = _told(stay.end, company.as_of)
            rows.append((stay.value, account_id(customer.number), "Lead", stay.start, end))
        if customer.segment == "Enterprise" and rng.random() < 0.25:
            stay = customer.managers[-1]
            cover = rng.choice([name for name in names if name != stay.value])
            end = _told(stay.end, company.as_of)
            rows.append((cover, account_id(customer.number), "Cover", stay.start, end))
    rows.append((NEW_HIRE, None, "Lead", date(2025, 6, 16), None))
    return Export("csm_assignments.csv", ("CSM", "Account", "Role", "From", "To"), rows)


def segment_history(company: Company) -> Export:
    """Every account's tier over time; a few small customers grew into the mid-market."""
    rows: list[tuple[Cell, ...]] = []
    for customer in known(company):
        for stay in customer.tiers:
            if stay.start <= company.as_of:
                end = _told(stay.end, company.as_of)
                rows.append((account_id(customer.number), stay.value, stay.start, end))
    return Export("segment_history.csv", ("Account", "Tier", "From", "To"), rows)


def _alarms(company: Company) -> dict[int, tuple[date, date | None]]:
    """When the success team last flagged an account: some days after its score fell below 50."""
    alarms: dict[int, tuple[date, date | None]] = {}
    by_customer: dict[int, list[Score]] = {}
    for score in company.scores:
        by_customer.setdefault(score.customer, []).append(score)
    for number, scores in by_customer.items():
        for before, now in zip([None, *scores], scores, strict=False):
            low, was_low = now.score < _LOW, before is not None and before.score < _LOW
            if low and not was_low:
                alarms[number] = (now.day + timedelta(days=3), None)
            elif was_low and not low:
                alarms[number] = (alarms[number][0], now.day + timedelta(days=3))
    return alarms


def _band(score: int) -> str:
    return "Red" if score < _LOW else "Amber" if score < 70 else "Green"


def _told(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def _tier_on(customer: Customer, day: date) -> str:
    return [stay.value for stay in customer.tiers if stay.start <= day][-1]


def _owner_on(customer: Customer, day: date) -> str:
    """The manager on a day; the last one for a customer that left."""
    return [stay.value for stay in customer.managers if stay.start <= day][-1]
