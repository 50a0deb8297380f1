"""A small company full of awkward cases, as rows of the canonical tables, from a seed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

SEGMENTS = ["SMB", "Mid-market", "Enterprise", None]
REGIONS = ["EMEA", "AMER", "NA", None]
LABELS = ["price", "product_gap", "bad_fit", "Übernahme", "=cmd()", "reorg"]
FIRST, LAST = 2023 * 12 + 2, 2025 * 12 + 5  # March 2023 to June 2025
Rows = list[dict[str, Any]]


def month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def some_day(rng: Random, first: date = date(2024, 1, 1), last: date = date(2025, 7, 3)) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def company(seed: int, customers: int = 60, *, currencies: bool = False) -> dict[str, Rows]:
    """Every canonical table. Customers leave, pause, return, move segment, pay in euros."""
    rng = Random(seed)
    ids = [f"C{number:03d}" for number in range(customers)]
    tables: dict[str, Rows] = {
        name: []
        for name in (
            "customers", "revenue", "contracts", "reasons", "surveys", "health", "assignments",
            "memberships", "movements",
        )
    }  # fmt: skip
    for number, id in enumerate(ids):
        own = "EUR" if currencies and rng.random() < 0.4 else "USD"
        _customer(rng, tables, number, id)
        _revenue(rng, tables, id, own)
        _contracts(rng, tables, id, own)
        _voices(rng, tables, id)
    if currencies:
        tables["fx_rates"] = [
            {"month": month_text(month), "currency": "EUR", "rate": f"1.{rng.randrange(5, 25):02d}"}
            for month in range(FIRST - 12, LAST + 1)
        ]
    return tables


def _customer(rng: Random, tables: dict[str, Rows], number: int, id: str) -> None:
    granted = some_day(rng) if rng.random() < 0.3 else None
    risk = some_day(rng) if rng.random() < 0.2 else None
    tables["customers"].append(
        {
            "customer_id": id,
            "name": f"Customer {number}",
            "segment": rng.choice(SEGMENTS),
            "region": rng.choice(REGIONS),
            "fit": rng.choice(["good", "good", "bad", "unknown", None]),
            "fit_tagged_on": some_day(rng) if rng.random() < 0.5 else None,
            "reference_granted_on": granted,
            "reference_revoked_on": granted and rng.choice([None, None, some_day(rng)]),
            "reference_kinds": rng.choice(["logo", "logo, call", "call,case study", None]),
            "at_risk_since": risk,
            "at_risk_until": risk and rng.choice([None, some_day(rng)]),
        }
    )
    if rng.random() < 0.3:
        change = some_day(rng)
        first, second = rng.sample(["SMB", "Mid-market", "Enterprise"], 2)
        tables["memberships"] += [
            {
                "customer_id": id, "dimension": "segment", "value": first,
                "start_date": None, "end_date": change - timedelta(days=1),
            },
            {
                "customer_id": id, "dimension": "segment", "value": second,
                "start_date": change, "end_date": None,
            },
        ]  # fmt: skip


def _revenue(rng: Random, tables: dict[str, Rows], id: str, currency: str) -> None:
    start = rng.randrange(FIRST, LAST - 2)
    end = rng.choice([LAST, LAST, rng.randrange(start, LAST + 1)])
    amount, before = rng.randrange(2, 40) * 50, 0
    for month in range(start, end + 1):
        if rng.random() < 0.15:
            amount = max(0, amount + rng.choice([-100, -50, 50, 50, 150]))
        if rng.random() < 0.03:
            continue  # a pause, or a row that the export forgot
        tables["revenue"].append(
            {
                "customer_id": id, "month": month_text(month), "amount": amount,
                "currency": currency,
            }
        )  # fmt: skip
        if amount != before and month > start:
            kind = "expansion" if amount > before else "churn" if amount == 0 else "contraction"
            tables["movements"].append(
                {
                    "movement_id": f"{id}-{month}", "customer_id": id,
                    "date": date(month // 12, month % 12 + 1, rng.randrange(1, 28)),
                    "type": "reactivation" if before == 0 else kind,
                    "subtype": rng.choice(["seats", "upsell", "price_increase", "fx", None]),
                    "amount": amount - before, "currency": currency,
                }
            )  # fmt: skip
        before = amount


def _contracts(rng: Random, tables: dict[str, Rows], id: str, currency: str) -> None:
    start = some_day(rng, date(2023, 6, 1), date(2024, 6, 1))
    for number in range(rng.randrange(0, 4)):
        end = start + timedelta(days=364)
        outcome = rng.choice(["open", "renewed", "renewed", "churned", "opted_out"])
        tables["contracts"].append(
            {
                "contract_id": f"{id}-{number}", "customer_id": id, "start_date": start,
                "end_date": rng.choice([end, end, None]), "acv": rng.randrange(5, 60) * 500,
                "currency": currency,
                "opt_out_deadline": start + timedelta(days=60) if rng.random() < 0.6 else None,
                "outcome": outcome,
                "outcome_date": start + timedelta(days=rng.randrange(30, 370)),
                "renewed_acv": rng.choice([None, 10000]),
            }
        )  # fmt: skip
        start = end + timedelta(days=1)


def _voices(rng: Random, tables: dict[str, Rows], id: str) -> None:
    for kind in ("churn", "upsell", "product_gap", "risk"):
        labels = rng.sample(LABELS, rng.randrange(0, 3))
        tables["reasons"] += [
            {
                "customer_id": id, "date": some_day(rng), "kind": kind, "label": label,
                "is_primary": place == 0, "involuntary": rng.random() < 0.1,
                "resolved_on": some_day(rng) if rng.random() < 0.2 else None,
            }
            for place, label in enumerate(labels)
        ]  # fmt: skip
    for number in range(rng.randrange(0, 6)):
        nps = rng.random() < 0.5
        sent = some_day(rng)
        answered = sent + timedelta(days=2) if rng.random() < 0.7 else None
        tables["surveys"].append(
            {
                "response_id": f"{id}-{number}",
                "kind": "nps" if nps else "csat",
                "customer_id": rng.choice([id, id, id, None]),
                "respondent_id": rng.choice([f"{id}-a", f"{id}-b", "shared", None]),
                "channel": None if nps else rng.choice(["support", "success", "onboarding"]),
                "theme": rng.choice([None, "slow reply", "not solved"]),
                "score": rng.choice([None, *range(12)]) if nps else rng.choice([1, 2, 3, 4, 5]),
                "scale_min": 0 if nps else 1,
                "scale_max": 10 if nps else 5,
                "sent_at": sent,
                "responded_at": answered,
                "followed_up_at": answered and rng.choice([None, answered + timedelta(days=9)]),
            }
        )
    for _ in range(rng.randrange(0, 4)):
        score = rng.randrange(0, 101)
        band = "red" if score < 50 else "yellow" if score < 70 else "green"
        day = some_day(rng)
        if all(r["customer_id"] != id or r["date"] != day for r in tables["health"]):
            tables["health"].append({"customer_id": id, "date": day, "score": score, "band": band})
    managers = [f"S{number}" for number in range(7)]
    change = some_day(rng)
    tables["assignments"] += [
        {
            "csm_id": rng.choice(managers), "customer_id": id, "start_date": date(2023, 1, 1),
            "end_date": change, "role": "primary",
        },
        {
            "csm_id": rng.choice([*managers, "S9"]), "customer_id": id,
            "start_date": change + timedelta(days=1), "end_date": None,
            "role": rng.choice(["primary", "primary", "secondary"]),
        },
    ]  # fmt: skip
