"""The sample company as some companies are: names of every length and script, and gaps in the data.

The exports of the sample company are rewritten cell by cell, so that every metric keeps its
number and only what is written beside it becomes long.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook

from deckgen.bundled import example_config
from deckgen.starter.demo import write_demo

COMPANY = "Internationale Gesellschaft für Unternehmenssoftware und Dienstleistungen mbH & Co. KGaA"
PREPARED_FOR = "Supervisory board, executive committee and the heads of all regional companies"
CUSTOMERS = (
    "The Honourable Company of Merchants, Underwriters and Shipowners of the Northern Sea Ports",
    "Donaudampfschifffahrtsgesellschaftskapitänsversicherungsverwaltungsaktiengesellschaft Wien",
    "شركة الاتصالات والتقنيات الرقمية المتقدمة للخدمات الحكومية والمصرفية المحدودة في الرياض",
    "株式会社日本総合情報通信システム開発研究所・東アジア地域統括本部および海外事業推進部門",
    "🚀 Rocket Fuel Analytics, Machine Learning & Data Platform Engineering Collective 🦊🌍 Ltd",
    "החברה הישראלית לפיתוח מערכות מידע, ביטחון ותקשורת מתקדמת בע״מ (תל אביב וירושלים)",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz-Beratungsgesellschaft mbH",
    "www.averyveryverylongdomainnamewithoutanyhyphenorbreakingopportunityatall.example.com/shop",
    "北京中关村国际科技创新产业投资发展集团股份有限公司华北区域数字化转型服务中心第一分公司与合作伙伴有限责任公司",
    "Société d'aménagement, d'équipement et d'exploitation des réseaux régionaux d'Île-de-France",
    "한국정보통신기술산업협회 디지털전환사업본부 (서울특별시 강남구 테헤란로) 유한회사",
    "Ministry for Agriculture, Fisheries, Forestry, Rural Affairs and Regional Development (East)",
)
SEGMENTS = (
    "Enterprise accounts with a named executive sponsor and a global framework",
    "Enterprise accounts without a sponsor, served from the regional hubs",
    "Mid-market companies on annual plans with premium support included",
    "Mid-market companies on monthly plans, self-service onboarding only",
    "Kleine und mittlere Unternehmen der Wohnungswirtschaftsverwaltung",
    "القطاع الحكومي والمؤسسات التعليمية والجامعات في منطقة الخليج",
    "株式会社および公共団体向けサービス事業部門・東アジア地域統括本部のお客様と代理店のお客様全員",
    "Startupsandscaleupsfoundedwithinthelastfiveyearsinanyindustry",
)
REGIONS: Mapping[str, str] = {
    "North America": "North America including Canada, Mexico and the Caribbean islands",
    "EMEA": "Europe, the Middle East, Africa and the Commonwealth of Independent States",
    "APAC": "Asia, Australia, New Zealand and the island states of the Pacific Ocean",
    "Latin America": "Central and South America (Spanish and Portuguese speaking countries)",
}
MANAGERS: Mapping[str, str] = {
    "Daniel Okafor": "Daniel Chukwuemeka Oluwaseun Okafor-Featherstonehaugh of Marylebone",
    "Kenji Morita": "森田健二（東アジア地域担当シニアカスタマーサクセスマネージャー）",
    "Nadia Rossi": "Nadia Maria Assunta Immacolata Rossi Montefalcone della Gherardesca",
    "Owen Pritchard": "Owen Llewelyn ap Gruffydd Pritchard-Cholmondeley the Younger",
    "Sunita Rao": "Sunita Venkatanarasimharajuvaripeta Rao Balasubrahmanyam",
    "Lucía Herrera": "Lucía de los Ángeles Herrera Fernández de Córdoba y Álvarez",
    "Leila Haddad": "ليلى عبد الرحمن محمد الحداد مديرة نجاح العملاء في الخليج",
    "Jonas Richter": "Jonas Maximilian Freiherr von und zu Richter-Oberschmiedefeld",
}
LABELS: Mapping[str, str] = {
    "Bad fit": "Bad fit: the customer needs something else than what the product was made for",
    "Another team": "Another team of the same company started to use the product by itself",
    "Audit log export": "Export of complete audit logs to the customer's own security data lake",
    "Bugs or issues": "Repeated bugs and service interruptions in the months before the renewal",
    "Champion left": "Our champion left and nobody at the customer took over the sponsorship",
    "Custom roles": "Custom roles and permissions per project, folder, document and field",
    "Fundraising": "Fundraising closed; the customer has a new budget for its whole department",
    "Headcount growth": "Headcount growth in the departments that already use the product daily",
    "Leadership turnover": "Turnover in the customer's leadership with a change in its priorities",
    "Low usage": "Nutzungsrückgang in sämtlichen Abteilungen seit der Systemumstellungsphase",
    "Missing features": "Missing features that were promised for the first half of the last year",
    "New module": "A new module was bought after a trial that the customer asked for itself",
    "No value seen": "The customer saw no value within the first year after it signed for it",
    "Price pressure": "Pressure on prices by a purchasing department that compares all vendors",
    "Pricing": "A price increase that was announced later than the contract foresees it",
    "Price increase": "A price increase that was announced later than the contract foresees it",
    "Product gaps": "Gaps in the product that its competitors have closed since the signature",
    "Re-org or acquisition": "Re-organisation or acquisition of the customer by another company",
    "Salesforce sync": "Synchronisation with Salesforce, HubSpot and Microsoft Dynamics 365",
    "Shifted priorities": "Priorities shifted from growth to profitability in all of its markets",
    "Single sign-on": "Single sign-on with several identity providers, including SCIM and MFA",
    "Slow onboarding": "Slow onboarding: more than nine months between signature and first value",
}
THEME = "{}, as the customer described it in a long and detailed answer of its own"
CHANNELS: Mapping[str, str] = {
    "Onboarding": "Onboarding and first value with a shared project team",
    "Support": "Technical support by telephone, chat and electronic mail",
    "Success": "Quarterly review with the customer success manager",
}

ANSWER = (
    "The segment lost four accounts in one month because procurement compared vendors after the "
    "price increase, which was announced later than the contracts foresee, and two of the largest "
    "of them had waited for single sign-on since the autumn of last year. "
) * 2

Row = dict[str, str]


def long_names(folder: Path) -> Path:
    """The sample company with long names and long answers, without the data of four metrics and
    with a target in a few; returns its configuration."""
    content = _renamed(folder)
    tables = content["tables"]
    del tables["health"]
    tables["surveys"] = tables["surveys"][1:]  # satisfaction without the NPS
    for table, start in (("customers", "reference"), ("contracts", "opt_out")):
        columns = tables[table]["columns"]
        tables[table]["columns"] = {
            name: column for name, column in columns.items() if not name.startswith(start)
        }
    for section in content["sections"].values():
        for entry in section[1:]:
            for settings in entry.values():
                settings.pop("target", None)
    (folder / "answers.yaml").write_text(
        yaml.safe_dump(
            {
                "summary": {"why": ANSWER, "next": ANSWER[:130]},
                "metrics": {
                    "net_revenue_retention": {"why": "- one\n" * 9, "next": "x" * 600},
                    "nps": {"why": ANSWER, "next": CUSTOMERS[2] * 4},
                },
            }
        ),
        "utf-8",
    )
    content["narrative"] = "answers.yaml"
    return _written(folder, content)


def long_names_and_billions(folder: Path, currency: str = "JPY") -> Path:
    """The sample company with long names, everything mapped, and a million times its revenue."""
    content = _renamed(folder, times=1_000_000)
    content["money"]["currency"] = currency
    return _written(folder, content)


def long_names_in_german(folder: Path) -> Path:
    """The sample company with long names and everything mapped, in a German deck."""
    content = _renamed(folder)
    content["deck"]["locale"] = "de_DE"
    return _written(folder, content)


def one_customer(folder: Path) -> Path:
    """A company in its first quarter: one customer with a long name, who pays less every month."""
    folder.mkdir(parents=True, exist_ok=True)
    name = CUSTOMERS[0].replace(",", "")
    segment, region = SEGMENTS[0], REGIONS["EMEA"].replace(",", "")
    (folder / "accounts.csv").write_text(f"id,name,tier,region\nA1,{name},{segment},{region}\n")
    months = (("2025-03", 900), ("2025-04", 900), ("2025-05", 500), ("2025-06", -120))
    lines = [f"A1,{month},{amount}" for month, amount in months]
    (folder / "mrr.csv").write_text("\n".join(["account,month,mrr", *lines, ""]))
    moves = ("1,A1,2025-05-04,contraction,-400", "2,A1,2025-06-04,contraction,-620")
    header = "id,account,day,type,amount"
    (folder / "moves.csv").write_text("\n".join([header, *moves, ""]))
    columns = {"customer_id": "id", "name": "name", "segment": "tier", "region": "region"}
    content = {
        "deck": {"company": COMPANY},
        "period": {"current": "2025-Q2", "history": 8, "as_of": "2025-07-03"},
        "money": {"negative_revenue": "keep"},
        "sources": {
            "crm": {"type": "csv", "path": "accounts.csv"},
            "billing": {"type": "csv", "path": "mrr.csv"},
            "changes": {"type": "csv", "path": "moves.csv"},
        },
        "tables": {
            "customers": {"source": "crm", "columns": columns},
            "revenue": {
                "source": "billing",
                "columns": {"customer_id": "account", "month": "month", "amount": "mrr"},
            },
            "movements": {
                "source": "changes",
                "columns": {
                    "movement_id": "id",
                    "customer_id": "account",
                    "date": "day",
                    "type": "type",
                    "amount": "amount",
                },
            },
        },
        "segments": {"by": ["segment", "region"], "min_customers": 1},
    }
    return _written(folder, content)


def in_theme(config: Path, theme: str) -> Path:
    """Sets the theme of a configuration; returns its file."""
    content: dict[str, Any] = yaml.safe_load(config.read_text("utf-8"))
    content["deck"]["theme"] = theme
    return _written(config.parent, content)


def _renamed(folder: Path, times: int = 1) -> dict[str, Any]:
    """Writes the sample company's files with other names; returns what its configuration says."""
    write_demo(folder, example_config())
    data = folder / "data"
    _rewrite(data / "accounts.csv", _account)
    _rewrite(data / "csm_assignments.csv", _managed("CSM"))
    _rewrite(data / "reasons.csv", _reason)
    if times != 1:
        _rewrite(data / "mrr.csv", _multiplied(times, "MRR (USD)"))
        _rewrite(data / "subscription_changes.csv", _multiplied(times, "MRR delta"))
        _rewrite(data / "contracts.csv", _multiplied(times, "ACV", "TCV", "Renewed ACV"))
    _rewrite_surveys(data / "surveys.xlsx")
    content: dict[str, Any] = yaml.safe_load((folder / "config.yaml").read_text("utf-8"))
    content["deck"] |= {"company": COMPANY, "prepared_for": PREPARED_FOR}
    del content["tables"]["memberships"]  # it has the names of the segments before
    content["tables"]["reasons"]["values"]["label"] = {LABELS["Bad fit"]: "bad_fit"}
    content["narrative"] = None
    return content


def _written(folder: Path, content: Mapping[str, Any]) -> Path:
    config = folder / "config.yaml"
    kept = {key: value for key, value in content.items() if value is not None}
    config.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), "utf-8")
    return config


def _rewrite(path: Path, change: Callable[[Row], None]) -> None:
    """Changes every row of an export; separators stay what they were."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        separator = ";" if ";" in file.readline() else ","
        file.seek(0)
        rows = list(csv.DictReader(file, delimiter=separator))
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)


def _account(row: Row) -> None:
    number = int(row["Account ID"].strip().rpartition("-")[2])
    row["Account Name"] = f"{CUSTOMERS[number % len(CUSTOMERS)]} {number}"
    row["Tier"] = SEGMENTS[number // 3 % len(SEGMENTS)]
    row["Region"] = REGIONS.get(row["Region"].strip(), "")
    _managed("Owner")(row)


def _managed(column: str) -> Callable[[Row], None]:
    def change(row: Row) -> None:
        row[column] = MANAGERS.get(row[column], row[column])

    return change


def _reason(row: Row) -> None:
    row["Reason"] = LABELS.get(row["Reason"].strip(), row["Reason"])


def _multiplied(times: int, *columns: str) -> Callable[[Row], None]:
    """Writes amounts a number of times as high, in the form that they have."""

    def change(row: Row) -> None:
        for column in columns:
            digits = re.sub(r"[^0-9.]", "", row[column])
            if digits:
                sign = "-" if set("(-") & set(row[column]) else ""
                row[column] = f"{sign}{Decimal(digits) * times:.2f}"

    return change


def _rewrite_surveys(path: Path) -> None:
    """Long channels and themes of satisfaction surveys, in the workbook that has them."""
    workbook = load_workbook(path)
    sheet = workbook["CSAT"]
    places = {str(cell.value): cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        channel = sheet.cell(row, places["Touchpoint"])
        channel.value = CHANNELS.get(str(channel.value), channel.value)
        theme = sheet.cell(row, places["Theme"])
        if theme.value:
            theme.value = THEME.format(theme.value)
    workbook.save(path)
