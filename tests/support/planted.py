"""A company in whose every text a canary sits: a word that names the region it belongs to.

All canonical tables have rows, all text columns have texts, and a few rows are wrong on purpose,
so that whatever a deck says about somebody can be traced to a region by searching for a word.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13))[:18]
SEGMENTS = ("SMB", "Enterprise")
_DAYS = ("2025-04-10", "2025-05-12", "2025-06-14")

_CONFIG = """\
deck: {company: Acme}
period: {current: 2025-Q2, history: 4, as_of: 2025-07-03}
sources:
SOURCES
tables:
  customers:
    source: customers
    columns: {customer_id: id, name: name, segment: segment, region: region, team: team,
              csm_id: csm, fit: fit, start_date: start, reference_granted_on: reference,
              reference_kinds: kinds, industry: industry}
  revenue:
    source: revenue
    columns: {customer_id: id, month: month, product: product, amount: amount}
  contracts:
    source: contracts
    columns: {contract_id: contract, customer_id: id, start_date: start, end_date: end, acv: acv,
              opt_out_deadline: deadline, outcome: outcome, outcome_date: decided}
  reasons:
    source: reasons
    columns: {customer_id: id, date: day, kind: kind, label: label, note: note}
  surveys:
    source: surveys
    columns: {response_id: response, kind: kind, customer_id: id, respondent_id: who,
              channel: channel, score: score, responded_at: day, comment: comment,
              interaction_id: case, theme: theme}
    set: {scale_min: 0, scale_max: 10}
  health:
    source: health
    columns: {customer_id: id, date: day, component: component, score: score}
  assignments:
    source: assignments
    columns: {csm_id: csm, customer_id: id, start_date: start}
  memberships:
    source: memberships
    set: {dimension: squad}
    columns: {customer_id: id, value: squad, start_date: start}
  movements:
    source: movements
    columns: {movement_id: movement, customer_id: id, date: day, type: type, subtype: subtype,
              amount: amount}
data: {on_duplicate: last}
segments:
  by: [segment, region]
  variants: [region]
  min_customers: 5
"""


def canary(region: int) -> str:
    """The word that sits in every text of a region: letters only, part of no other word."""
    letters = "bcdfghjklm"
    return "Canary" + "".join(letters[int(digit)] for digit in f"{region:03d}")


@dataclass(frozen=True)
class PlantedCompany:
    """A folder with a configuration and an export per table."""

    folder: Path
    sizes: tuple[int, ...]  # customers per region

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.folder / "config.yaml"

    def region(self, number: int) -> str:
        """A region's name."""
        return f"Region {canary(number)}"


def planted_company(folder: Path, sizes: Sequence[int] = (12, 9, 7, 2)) -> PlantedCompany:
    """Writes the company; region ``i`` has ``sizes[i]`` customers, of two segments in turn."""
    folder.mkdir(parents=True)
    tables = _tables(sizes)
    for name, rows in tables.items():
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        (folder / f"{name}.csv").write_text(buffer.getvalue(), encoding="utf-8")
    sources = "\n".join(f"  {name}: {{type: csv, path: {name}.csv}}" for name in tables)
    (folder / "config.yaml").write_text(_CONFIG.replace("SOURCES", sources), encoding="utf-8")
    return PlantedCompany(folder, tuple(sizes))


Row = tuple[object, ...]


def _tables(sizes: Sequence[int]) -> Mapping[str, list[Row]]:
    tables: dict[str, list[Row]] = {
        "customers": [("id", "name", "segment", "region", "team", "csm", "fit", "start",
                       "reference", "kinds", "industry")],
        "revenue": [("id", "month", "product", "amount")],
        "contracts": [("contract", "id", "start", "end", "acv", "deadline", "outcome",
                       "decided")],
        "reasons": [("id", "day", "kind", "label", "note")],
        "surveys": [("response", "kind", "id", "who", "channel", "score", "day", "comment",
                     "case", "theme")],
        "health": [("id", "day", "component", "score")],
        "assignments": [("csm", "id", "start")],
        "memberships": [("id", "squad", "start")],
        "movements": [("movement", "id", "day", "type", "subtype", "amount")],
    }  # fmt: skip
    for region, size in enumerate(sizes):
        for number in range(size):
            for name, row in _customer(region, number):
                tables[name].append(row)
        for name, row in _dirt(region):
            tables[name].append(row)
    return tables


def _customer(region: int, number: int) -> Iterator[tuple[str, Row]]:
    bird = canary(region)
    id = f"id-{bird}-{number}"
    leaves, grows = number % 6 == 3, number % 4 == 1
    yield "customers", (
        id, f"Name {bird} {number}", SEGMENTS[number % 2], f"Region {bird}",
        f"Team {bird} {number % 2}", f"Csm {bird} {number % 3}",
        "bad" if number % 5 == 3 else "good", "2023-05-01",
        "2024-02-01" if number % 3 == 0 else "", f"Kind {bird}", f"Industry {bird}",
    )  # fmt: skip
    base = 100 + 10 * number
    for place, month in enumerate(MONTHS):
        if leaves and place > len(MONTHS) - 3:
            break
        extra = 50 if grows and place > len(MONTHS) - 3 else 0
        yield "revenue", (id, month, f"Product {bird}", base + extra)
    yield "contracts", (
        f"contract-{bird}-{number}", id, "2024-07-01", "2025-06-30", base * 12, "2025-05-31",
        "churned" if leaves else "renewed", "2025-05-20",
    )  # fmt: skip
    kind = "churn" if leaves else "upsell" if grows else "product_gap" if number % 2 else "risk"
    yield "reasons", (id, _DAYS[number % 3], kind, f"Label {bird} {number % 4}", f"Note {bird}")
    for place, kind in enumerate(("nps", "csat")):
        score = (9, 10, 4, 7)[(number + place) % 4]
        yield "surveys", (
            f"response-{bird}-{number}-{kind}", kind, id, f"who-{bird}-{number}",
            f"Channel {bird}", score, _DAYS[number % 3], f"Comment {bird}", f"case-{bird}-{number}",
            f"Theme {bird}",
        )  # fmt: skip
    yield "health", (id, "2025-06-20", f"Component {bird}", 30 if number % 4 == 2 else 80)
    yield "assignments", (f"Csm {bird} {number % 3}", id, "2024-01-01")
    yield "memberships", (id, f"Squad {bird} {number % 2}", "2024-01-01")
    if grows:
        yield "movements", (
            f"movement-{bird}-{number}", id, "2025-05-10", "expansion", f"Subtype {bird}", 50,
        )  # fmt: skip


def _dirt(region: int) -> Iterator[tuple[str, Row]]:
    """Rows that the checks complain about, with texts of their region."""
    bird = canary(region)
    yield "revenue", (f"id-{bird}-0", f"month {bird}", f"Product {bird}", 1)
    yield "revenue", (f"id-{bird}-0", "2025-06", f"Product {bird}", f"amount {bird}")
    yield "revenue", (f"id-orphan-{bird}", "2025-06", f"Product {bird}", 7)
    yield "reasons", (f"id-{bird}-1", "2025-05-05", "churn", f"Odd {bird}", f"Note {bird}")
    yield "reasons", (f"id-{bird}-1", f"day {bird}", "churn", f"Odd {bird}", "")
    yield "health", (f"id-{bird}-0", "2025-06-20", f"Component {bird}", f"score {bird}")
    yield "contracts", (
        f"late-{bird}", f"id-{bird}-1", "2024-07-01", "2025-06-30", 10, "2027-01-01", "open", "",
    )  # fmt: skip
