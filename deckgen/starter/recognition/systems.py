"""Exports of well-known systems, by their headers, with the traps of each, as data.

Headers are compared as plain words: ``CUSTOMER_EXTERNAL_ID`` is ``customer external id``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.starter.recognition.headers import plain_words
from deckgen.starter.recognition.profile import Sheet


@dataclass(frozen=True, slots=True)
class KnownExport:
    """``marks`` are the headers by which the export is known. ``columns`` are certain, ``maybe``
    usual; ``blocked`` columns must not be mapped as they are, and why."""

    system: str
    export: str
    table: str
    marks: tuple[str, ...]
    columns: Mapping[str, str]
    maybe: Mapping[str, str] = field(default_factory=dict)
    blocked: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str | int] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str | int | None]] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """``ChartMogul's MRR movements``."""
        return f"{self.system}'s {self.export}"


KNOWN_EXPORTS: tuple[KnownExport, ...] = (
    KnownExport(
        "ChartMogul",
        "MRR movements",
        "movements",
        ("customer external id", "mrr movement", "movement type"),
        {"customer_id": "customer external id", "date": "date", "type": "movement type",
         "currency": "currency code"},
        blocked={
            "amount": "MRR_MOVEMENT is in cents, and deckgen reads main units: divide by 100 in "
            "the export (or in a database query), then map it"
        },
    ),
    KnownExport(
        "Zendesk",
        "satisfaction ratings",
        "surveys",
        ("score", "ticket id", "created at"),
        {"score": "score", "interaction_id": "ticket id", "response_id": "id",
         "comment": "comment", "sent_at": "created at"},
        maybe={"customer_id": "organization id", "respondent_id": "requester id",
               "responded_at": "updated at", "theme": "reason"},
        fixed={"kind": "csat", "scale_min": 0, "scale_max": 1, "channel": "support"},
        values={"score": {"good": 1, "bad": 0, "offered": None, "unoffered": None}},
        notes=("'offered' is a survey that was sent and not answered, never a bad answer",),
    ),
    KnownExport(
        "Zendesk",
        "report of satisfaction ratings",
        "surveys",
        ("ticket id", "ticket satisfaction rating"),
        {"score": "ticket satisfaction rating", "interaction_id": "ticket id",
         "comment": "ticket satisfaction comment"},
        maybe={"customer_id": "ticket organization external id",
               "responded_at": "ticket solved date"},
        fixed={"kind": "csat", "scale_min": 0, "scale_max": 1, "channel": "support"},
        values={"score": {"good": 1, "bad": 0, "offered": None, "unoffered": None}},
        notes=("'offered' is a survey that was sent and not answered, never a bad answer",),
    ),
    KnownExport(
        "Salesforce",
        "Opportunity",
        "movements",
        ("account id", "stage name", "close date", "amount"),
        {"movement_id": "id", "customer_id": "account id", "date": "close date"},
        maybe={"type": "type", "amount": "amount"},
        where={"stage name": "Closed Won"},
        notes=(
            "the amount of a deal is not always the change of recurring revenue: check",
            "renewals belong to contracts, and the loss reasons of lost renewals to reasons",
        ),
    ),
    KnownExport(
        "Salesforce",
        "Contract",
        "contracts",
        ("account id", "start date", "contract term"),
        {"contract_id": "contract number", "customer_id": "account id", "start_date": "start date",
         "end_date": "end date"},
        notes=(
            "Salesforce contracts carry no amount by default: add a column with the annual value",
            "where EndDate is empty the term is StartDate plus ContractTerm months",
        ),
    ),
    KnownExport(
        "Salesforce",
        "Account",
        "customers",
        ("id", "name", "parent id"),
        {"customer_id": "id", "name": "name", "parent_id": "parent id"},
    ),
    KnownExport(
        "Gainsight",
        "Company",
        "customers",
        ("gsid", "name"),
        {"customer_id": "gsid", "name": "name", "csm_id": "csm",
         "start_date": "original contract date"},
        notes=("ARR, MRR and scores are today's values: history needs monthly snapshots",),
    ),
    KnownExport(
        "HubSpot",
        "companies",
        "customers",
        ("record id", "company name"),
        {"customer_id": "record id", "name": "company name"},
        maybe={"csm_id": "company owner", "start_date": "create date"},
    ),
    KnownExport(
        "HubSpot",
        "deals",
        "movements",
        ("record id", "deal name", "deal stage", "amount"),
        {"movement_id": "record id"},
        maybe={"customer_id": "associated company ids", "date": "close date", "type": "deal type",
               "amount": "amount"},
        notes=("the amount of a deal is not always the change of recurring revenue: check",),
    ),
    KnownExport(
        "Chargebee",
        "monthly MRR summary",
        "revenue",
        ("customer id", "subscription id", "reporting month"),
        {"customer_id": "customer id", "month": "reporting month", "product": "subscription id"},
        notes=("one row per subscription: `product` keeps them apart, and they add up",),
    ),
)  # fmt: skip


def plain_header(header: str) -> str:
    """A header in plain words."""
    return " ".join(plain_words(header))


def known_export(sheet: Sheet) -> KnownExport | None:
    """The system's export that a sheet is, by its headers; Zendesk also by its words."""
    headers = {plain_header(column.name): column for column in sheet.columns}
    for export in KNOWN_EXPORTS:
        if not all(mark in headers for mark in export.marks):
            continue
        if all(
            _speaks(headers[export.columns[name]].counts, words)
            for name, words in export.values.items()
        ):
            return export
    return None  # fmt: skip


def _speaks(counts: Mapping[str, int], words: Mapping[str, object]) -> bool:
    return bool(counts) and all(value.lower() in words for value in counts)
