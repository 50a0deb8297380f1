"""The sample company tells its story, in files that look like real exports.

Everything is counted here in plain Python straight from the files, independent of deckgen's own
metrics: these numbers are a second opinion on what a deck of the sample data must show.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
import yaml
from python_calamine import CalamineWorkbook

from deckgen.errors import DeckgenError
from deckgen.starter.company import simulate
from deckgen.starter.demo import write_demo

CONFIG = "deck: {company: Lumina Cloud}\n"
SEED, CUSTOMERS = 20250703, 400
QUARTERS = [f"{year}-Q{quarter}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)][2:10]
STRANGERS = {"A-0900", "A-0731"}


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def number(text: str) -> Decimal:
    """The amount behind $1,250.00 or (120.00)."""
    digits = Decimal(text.strip("()").lstrip("$").replace(",", ""))
    return -digits if text.startswith("(") else digits


def months(quarter: str) -> tuple[str, str]:
    """The month before the quarter and its last month."""
    year, index = int(quarter[:4]), int(quarter[-1])
    opening = f"{year}-{index * 3 - 3:02d}" if index > 1 else f"{year - 1}-12"
    return opening, f"{year}-{index * 3:02d}"


def end_of(quarter: str) -> date:
    return date(int(quarter[:4]), int(quarter[-1]) * 3, 30 if quarter[-1] in "23" else 31)


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


class Files:
    """The generated files, read the simple way."""

    def __init__(self, folder: Path) -> None:
        data = folder / "data"
        self.folder = folder
        self.accounts = rows(data / "accounts.csv")
        self.mrr_rows = rows(data / "mrr.csv")
        self.changes = rows(data / "subscription_changes.csv")
        self.contracts = rows(data / "contracts.csv", ";")
        self.health = rows(data / "health.csv")
        self.reasons = rows(data / "reasons.csv")
        self.assignments = rows(data / "csm_assignments.csv")
        self.tiers = rows(data / "segment_history.csv")
        book = CalamineWorkbook.from_path(str(data / "surveys.xlsx"))
        self.nps = book.get_sheet_by_name("NPS").to_python(skip_empty_area=False)
        self.csat = book.get_sheet_by_name("CSAT").to_python(skip_empty_area=False)
        self.mrr: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for row in self.mrr_rows:
            if row["account"] not in STRANGERS:
                self.mrr[row["month"]][row["account"]] = number(row["MRR (USD)"])

    def paying(self, month: str) -> dict[str, Decimal]:
        return {account: amount for account, amount in self.mrr[month].items() if amount > 0}

    def tier(self, account: str, day: str) -> str:
        return next(
            row["Tier"]
            for row in self.tiers
            if row["Account"] == account and row["From"] <= day and (row["To"] or "9") >= day
        )

    def accounts_tier(self, account: str) -> str:
        """The last tier of an account."""
        return [row["Tier"] for row in self.tiers if row["Account"] == account][-1]

    @property
    def contracts_once(self) -> list[dict[str, str]]:
        """The contracts without the duplicate row."""
        return list({row["Contract no"]: row for row in self.contracts}.values())

    def in_tier(self, quarter: str, tier: str) -> dict[str, Decimal]:
        """Opening customers of a tier, as it was on the day before the quarter."""
        opening, _ = months(quarter)
        return {
            a: v for a, v in self.paying(opening).items() if self.tier(a, f"{opening}-28") == tier
        }

    def retention(self, quarter: str, base: dict[str, Decimal] | None = None) -> dict[str, float]:
        opening, closing = months(quarter)
        base = self.paying(opening) if base is None else base
        now = self.paying(closing)
        total = sum(base.values())
        kept = sum(now.get(account, Decimal(0)) for account in base)
        gross = sum(min(amount, now.get(account, Decimal(0))) for account, amount in base.items())
        lost = sum(account not in now for account in base)
        return {
            "nrr": float(kept / total),
            "churn": float(1 - gross / total),
            "logo": lost / len(base),
            "lost": lost,
        }

    def lead(self, account: str, day: str) -> str | None:
        return next(
            (
                row["CSM"]
                for row in self.assignments
                if row["Account"] == account
                and row["Role"] == "Lead"
                and row["From"] <= day
                and (row["To"] or "9") >= day
            ),
            None,
        )

    def satisfied(self, quarter: str, channel: str | None = None) -> float:
        scores: list[float] = [
            row[7]
            for row in self.csat[1:]
            if isinstance(row[6], datetime)
            and quarter_of(row[6]) == quarter
            and row[7] != ""
            and channel in (None, row[3])
        ]
        return sum(score >= 4 for score in scores) / len(scores)

    def promoter_score(self, quarter: str) -> float:
        scores: list[float] = [
            row[5]
            for row in self.nps[3:]
            if isinstance(row[4], datetime) and quarter_of(row[4]) == quarter and row[5] != ""
        ]
        valid = [score for score in scores if 0 <= score <= 10]
        return 100 * (sum(s >= 9 for s in valid) - sum(s <= 6 for s in valid)) / len(valid)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder, CONFIG)
    return Files(folder)


# --- the files ---------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from deckgen.starter.demo import write_demo;"
        "write_demo(Path(sys.argv[1]), 'x: 1', customers=80)"
    )
    for hash_seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / hash_seed)],
            check=True,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
    first, second = tmp_path / "1", tmp_path / "2"
    names = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert len(names) == 11
    assert names == sorted(p.relative_to(second) for p in second.rglob("*") if p.is_file())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_ids_are_unique_however_large_the_company(tmp_path: Path) -> None:
    write_demo(tmp_path, CONFIG, customers=2400)  # prospects once began at A-3000
    ids = [row["Account ID"] for row in rows(tmp_path / "data/accounts.csv")]
    assert len(set(ids)) == len(ids) > 2400


def test_another_seed_gives_another_company(tmp_path: Path) -> None:
    write_demo(tmp_path / "a", CONFIG, customers=60)
    write_demo(tmp_path / "b", CONFIG, customers=60, seed=7)
    first, second = (tmp_path / folder / "data/mrr.csv" for folder in "ab")
    assert first.read_bytes() != second.read_bytes()


def test_an_existing_file_is_never_overwritten_and_nothing_else_is_written(tmp_path: Path) -> None:
    mine = tmp_path / "config.yaml"
    mine.write_text("mine")
    with pytest.raises(DeckgenError, match="not overwritten"):
        write_demo(tmp_path, CONFIG, customers=60)
    assert mine.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [mine]


def test_a_folder_that_cannot_be_written_is_an_error_with_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(DeckgenError, match="cannot write"):
        write_demo(file / "below", CONFIG, customers=60)


def test_too_small_a_company_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeckgenError, match="60"):
        write_demo(tmp_path, CONFIG, customers=3)
    with pytest.raises(ValueError, match="60"):
        simulate(SEED, 3)


def test_every_file_has_the_size_of_a_real_export(files: Files) -> None:
    assert 460 <= sum(row["Type"] == "Customer" for row in files.accounts) <= 540
    assert len(files.mrr) == 36
    assert all(280 <= len(files.paying(month)) <= 410 for month in files.mrr)
    assert 11_000 <= len(files.mrr_rows) <= 14_000
    assert len(files.contracts) > 900
    assert len(files.changes) > 1_000
    assert len(files.reasons) > 800
    assert len({row["Snapshot"] for row in files.health}) == 15
    assert len(files.nps) > 4_000
    assert len(files.csat) > 4_000
    names = [row["Account Name"] for row in files.accounts]
    assert len(set(names)) == len(names)


def test_amounts_are_believable(files: Files) -> None:
    latest = sorted(files.paying("2025-06").values())
    assert 400 <= latest[0] <= 700
    assert 25_000 <= latest[-1] <= 50_000


# --- consistency -------------------------------------------------------------------------------


def test_the_changes_reconcile_with_the_monthly_revenue_to_the_cent(files: Files) -> None:
    moved: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for change in files.changes:
        moved[change["Account"], change["Effective"][:7]] += number(change["MRR delta"])
    ordered = sorted(files.mrr)
    for before, month in pairwise(ordered):
        for account in files.mrr[before].keys() | files.mrr[month].keys():
            amount = files.mrr[month].get(account, Decimal(0))
            difference = amount - files.mrr[before].get(account, Decimal(0))
            assert moved.pop((account, month), Decimal(0)) == difference, (account, month)
    assert not any(moved.values())


def test_no_customer_has_two_amounts_for_a_month(files: Files) -> None:
    amounts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in files.mrr_rows:
        amounts[row["account"], row["month"]].add(row["MRR (USD)"])
    assert all(len(found) == 1 for found in amounts.values())


def test_every_paid_month_lies_inside_a_contract(files: Files) -> None:
    """A renewal that is still being negotiated is the only reason for a gap."""
    terms: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in files.contracts:
        start = datetime.strptime(row["Start"], "%d/%m/%Y").date()
        end = datetime.strptime(row["End"] or "31/12/2099", "%d/%m/%Y").date()
        assert end >= start
        if row["Outcome"] == "Opted out":
            end = datetime.strptime(row["Decided on"], "%d/%m/%Y").date()
        if row["Opt-out until"]:
            assert start <= datetime.strptime(row["Opt-out until"], "%d/%m/%Y").date() <= end or (
                row["Outcome"] == "Opted out"
            )
        terms[row["Account"]].append((start, end))
    outside = [
        (account, month)
        for month in files.mrr
        for account in files.paying(month)
        for last in [last_day(month)]
        if not any(start <= last <= end for start, end in terms[account])
    ]
    assert all(month == "2025-06" for _, month in outside)
    assert len(outside) <= 5


def last_day(month: str) -> date:
    year, index = int(month[:4]), int(month[5:])
    return date.fromordinal(date(year + index // 12, index % 12 + 1, 1).toordinal() - 1)


def test_nothing_is_known_after_the_day_of_the_export(files: Files) -> None:
    today = "2025-07-03"
    assert all(row["Recorded on"] <= today for row in files.reasons)
    assert all(row["Fit tagged"] <= today for row in files.accounts)
    decided = [row["Decided on"] for row in files.contracts if row["Decided on"]]
    assert max(datetime.strptime(d, "%d/%m/%Y").date() for d in decided) <= date(2025, 7, 3)
    assert all((row["Outcome"] == "Running") == (not row["Decided on"]) for row in files.contracts)


# --- the story ---------------------------------------------------------------------------------


def test_company_retention_stays_in_the_believable_range(files: Files) -> None:
    for quarter in QUARTERS:
        found = files.retention(quarter)
        assert 0.985 <= found["nrr"] <= 1.04, quarter
        assert 0.012 <= found["logo"] <= 0.043, quarter


def test_the_price_change_hurts_small_customers_only(files: Files) -> None:
    def churn(quarters: list[str], tier: str) -> tuple[float, float]:
        found = [files.retention(q, files.in_tier(q, tier)) for q in quarters]
        return mean(f["churn"] for f in found), mean(f["logo"] for f in found)

    before, after = churn(QUARTERS[:6], "SMB"), churn(QUARTERS[6:], "SMB")
    assert after[0] > 1.4 * before[0]
    assert after[1] > 1.3 * before[1]
    others = churn(QUARTERS[:6], "Mid-market"), churn(QUARTERS[6:], "Mid-market")
    assert others[1][0] < 1.35 * others[0][0] + 0.01


def test_onboarding_satisfaction_falls_two_quarters_before_young_customers_leave(
    files: Files,
) -> None:
    since = {row["Account ID"]: row["Customer since"] for row in files.accounts}

    def young_churn(quarter: str) -> float:
        opening, _ = months(quarter)
        year_before = f"{int(opening[:4]) - 1}{opening[4:]}"
        base = {a: v for a, v in files.paying(opening).items() if since[a] > year_before}
        return files.retention(quarter, base)["logo"]

    usual = mean(files.satisfied(q, "Onboarding") for q in QUARTERS[:5])
    assert usual > 0.89
    assert all(files.satisfied(q, "Onboarding") < usual - 0.10 for q in QUARTERS[5:])
    assert all(files.satisfied(q, "Support") > 0.85 for q in QUARTERS)
    assert young_churn("2024-Q4") < 0.045
    assert young_churn("2025-Q2") > 1.5 * mean(young_churn(q) for q in QUARTERS[:6])


def test_satisfaction_and_nps_lie_where_the_story_puts_them(files: Files) -> None:
    assert all(0.84 <= files.satisfied(q) <= 0.93 for q in QUARTERS)
    scores = [files.promoter_score(q) for q in QUARTERS]
    assert all(24 <= score <= 46 for score in scores)
    low = scores.index(min(scores))
    assert QUARTERS[low] in ("2024-Q4", "2025-Q1")
    assert scores[-1] > scores[low] + 4


def test_missing_features_are_named_by_lost_enterprise_and_mid_market_customers(
    files: Files,
) -> None:
    lost = [r for r in files.reasons if r["Category"] == "Churn reason"]
    gaps = [r for r in lost if r["Reason"] == "Product gaps" and r["Recorded on"] >= "2024-07-01"]
    larger = [r for r in gaps if files.accounts_tier(r["Account"]) != "SMB"]
    assert len(larger) >= 4
    asked = Counter(r["Reason"] for r in files.reasons if r["Category"] == "Product gap")
    assert [label for label, _ in asked.most_common(2)] == ["Single sign-on", "Audit log export"]


def test_one_manager_carries_far_more_accounts_and_loses_more(files: Files) -> None:
    books = Counter(files.lead(account, "2025-06-30") for account in files.paying("2025-06"))
    assert books.pop(None) == 2
    assert len(books) == 12
    top, load = books.most_common(1)[0]
    assert top == "Daniel Okafor"
    others = mean(count for name, count in books.items() if name != top)
    assert 1.4 <= load / others <= 1.9
    lost: Counter[bool] = Counter()
    held: Counter[bool] = Counter()
    for quarter in QUARTERS[5:]:
        opening, closing = months(quarter)
        for account in files.paying(opening):
            name = files.lead(account, last_day(opening).isoformat())
            held[name == top] += 1
            lost[name == top] += account not in files.paying(closing)
    assert lost[True] / held[True] > 1.4 * lost[False] / held[False]


def test_the_reference_programme_grows(files: Files) -> None:
    def share(quarter: str) -> float:
        day, active = end_of(quarter).isoformat(), files.paying(months(quarter)[1])
        named = [
            row
            for row in files.accounts
            if row["Account ID"] in active
            and "" < row["Reference since"] <= day
            and not ("" < row["Reference withdrawn"] <= day)
        ]
        return len(named) / len(active)

    shares = [share(quarter) for quarter in QUARTERS]
    assert 0.045 <= shares[0] <= 0.075
    assert 0.135 <= shares[-1] <= 0.165
    assert shares == sorted(shares)


def test_accounts_at_risk_rise_and_cover_almost_everybody(files: Files) -> None:
    def share(day: str) -> tuple[float, float]:
        active = files.paying(day[:7])
        scores = [int(r["Overall score"]) for r in files.health if r["Snapshot"] == day]
        return sum(score < 50 for score in scores) / len(active), len(scores) / len(active)

    risk, coverage = share("2025-06-30")
    assert 0.08 <= risk <= 0.14
    assert 0.94 <= coverage < 1
    assert share("2024-06-30")[0] < risk


def test_enterprise_grows_most(files: Files) -> None:
    for quarter in QUARTERS[6:]:
        rates = {t: files.retention(quarter, files.in_tier(quarter, t))["nrr"] for t in TIERS}
        assert max(rates, key=lambda tier: rates[tier]) == "Enterprise"
    assert mean(files.retention(q, files.in_tier(q, "Enterprise"))["nrr"] for q in QUARTERS) > 1.015


TIERS = ("Enterprise", "Mid-market", "SMB")


def test_opt_out_clauses_are_used_more_at_the_end(files: Files) -> None:
    def used(quarter: str) -> tuple[int, int]:
        due = [
            row
            for row in files.contracts_once
            if row["Opt-out until"]
            and quarter_of(datetime.strptime(row["Opt-out until"], "%d/%m/%Y")) == quarter
        ]
        return sum(row["Outcome"] == "Opted out" for row in due), len(due)

    for quarter in QUARTERS:
        opted, due = used(quarter)
        assert due >= 10
        assert 0.03 <= opted / due <= 0.22, quarter
    assert used("2025-Q2")[0] / used("2025-Q2")[1] > 0.10


def test_upsells_have_a_common_reason(files: Files) -> None:
    cited: dict[str, set[str]] = defaultdict(set)
    for row in files.reasons:
        if (
            row["Category"] == "Upsell reason"
            and "2025-04-01" <= row["Recorded on"] <= "2025-07-03"
        ):
            cited[row["Reason"]].add(row["Account"])
    upsold = {
        row["Account"]
        for row in files.changes
        if row["Change type"] == "Upgrade"
        and row["Detail"] != "Price increase"
        and row["Effective"] >= "2025-04-01"
    }
    assert 0.08 <= len(upsold) / len(files.paying("2025-03")) <= 0.16
    assert len(cited["Headcount growth"] & upsold) > len(upsold) / 2


# --- the dirt ----------------------------------------------------------------------------------


def test_the_exports_are_as_dirty_as_promised(files: Files) -> None:
    keys = Counter((r["account"], r["month"], r["MRR (USD)"]) for r in files.mrr_rows)
    assert sum(count - 1 for count in keys.values()) == 4
    assert sum(count - 1 for count in Counter(map(str, files.contracts)).values()) == 1
    known = {row["Account ID"] for row in files.accounts}
    assert Counter(r["account"] for r in files.mrr_rows if r["account"] not in known) == {
        "A-0731": 3
    }
    unreadable = [r for r in files.mrr_rows if r["MRR (USD)"] == "tbc"]
    assert {r["account"] for r in unreadable} == {"A-0900"}
    assert {r["Type"] for r in files.accounts if r["Account ID"] == "A-0900"} == {"Test"}
    assert Counter(r["Type"] for r in files.accounts)["Prospect"] == 24
    assert sum(row["Tier"] == "SMB " for row in files.accounts) == 4
    customers = [row for row in files.accounts if row["Type"] == "Customer"]
    assert sum(not row["Owner"] for row in customers) == 2
    assert 0.05 < sum(not row["ICP fit"] for row in customers) / len(customers) < 0.30
    assert sum(row[5] == 11 for row in files.nps[3:]) == 2
    assert sum(row[4] != "" and row[5] == "" for row in files.nps[3:]) == 1
    assert sum(isinstance(r[4], datetime) and r[4].year == 2026 for r in files.nps[3:]) == 1
    assert sum(row[6] != "" and row[7] == "" for row in files.csat[1:]) == 2


def test_lost_customers_are_listed_with_zero_or_not_at_all(files: Files) -> None:
    zeros = {a for month in files.mrr.values() for a, amount in month.items() if amount == 0}
    cancelled = {row["Account"] for row in files.changes if row["Change type"] == "Cancel"}
    assert zeros < cancelled
    assert 0.3 < len(zeros) / len(cancelled) < 0.7


def test_some_lost_customers_gave_no_reason_and_some_gave_two(files: Files) -> None:
    cancelled = {row["Account"] for row in files.changes if row["Change type"] == "Cancel"}
    told = Counter(r["Account"] for r in files.reasons if r["Category"] == "Churn reason")
    assert 0.04 < len(cancelled - told.keys()) / len(cancelled) < 0.25
    assert sum(count > 1 for count in told.values()) > 10


def test_the_survey_sheet_has_a_title_and_a_blank_row_above_its_header(files: Files) -> None:
    assert str(files.nps[0][0]).startswith("Relationship survey")
    assert not any(files.nps[1])
    assert files.nps[2][0] == "Response"


def test_most_low_answers_name_a_theme_and_no_content_one_does(files: Files) -> None:
    answers = [row for row in files.csat[1:] if row[7] != ""]
    low = [row for row in answers if row[7] < 4]
    assert not any(row[9] for row in answers if row[7] >= 4)
    assert 0.7 < sum(row[9] != "" for row in low) / len(low) < 0.95
    assert len({row[9] for row in low if row[9]}) > 4


def test_a_few_small_customers_grew_into_the_mid_market(files: Files) -> None:
    counts = Counter(row["Account"] for row in files.tiers)
    assert 3 <= sum(count > 1 for count in counts.values()) <= 15


# --- configuration and narrative ---------------------------------------------------------------


def test_the_example_configuration_names_files_and_columns_that_exist(files: Files) -> None:
    text = (Path(__file__).parents[2] / "config.example.yaml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)
    headers: dict[str, list[str]] = {}
    for name, source in config["sources"].items():
        path = files.folder / source["path"]
        if source["type"] == "csv":
            delimiter = ";" if "contracts" in source["path"] else ","
            headers[name] = list(rows(path, delimiter)[0])
        else:
            sheet = files.nps[2] if source["sheet"] == "NPS" else files.csat[0]
            headers[name] = [str(cell) for cell in sheet]
    used = set()
    for feeds in config["tables"].values():
        for feed in feeds if isinstance(feeds, list) else [feeds]:
            used.add(feed["source"])
            wanted = [*feed["columns"].values(), *feed.get("where", {})]
            assert set(wanted) <= set(headers[feed["source"]])
    assert used == set(config["sources"])
    assert sum(len(metrics) for metrics in config["sections"].values()) == 16
    assert (files.folder / config["narrative"]).is_file()


def test_every_coded_value_of_the_files_is_recoded_by_the_configuration(files: Files) -> None:
    text = (Path(__file__).parents[2] / "config.example.yaml").read_text(encoding="utf-8")
    tables = yaml.safe_load(text)["tables"]

    def unknown(table: str, column: str, found: list[dict[str, str]]) -> set[str]:
        name = tables[table]["columns"][column]
        recoded = set(tables[table]["values"][column])
        return {row[name] for row in found} - {""} - recoded

    assert not unknown("customers", "fit", files.accounts)
    assert not unknown("movements", "type", files.changes)
    assert not unknown("movements", "subtype", files.changes)
    assert not unknown("contracts", "outcome", files.contracts)
    assert not unknown("reasons", "kind", files.reasons)
    assert not unknown("reasons", "is_primary", files.reasons)
    assert not unknown("health", "band", files.health)
    assert not unknown("assignments", "role", files.assignments)


def test_the_narrative_fits_its_cells_and_agrees_with_the_data(files: Files) -> None:
    text = (files.folder / "narrative/2025-Q2.yaml").read_text(encoding="utf-8")
    narrative = yaml.safe_load(text)
    cells = list(narrative["metrics"].values())
    cells += [cell for metrics in narrative["segments"].values() for cell in metrics.values()]
    assert len(narrative["metrics"]) == 5
    assert all(len(sentence) <= 130 for cell in cells for sentence in cell.values())
    books = Counter(files.lead(account, "2025-06-30") for account in files.paying("2025-06"))
    why = narrative["metrics"]["csm_account_ratio"]["why"]
    assert f"{books['Daniel Okafor']} accounts" in why
    since = [
        r["Reason"].replace("Pricing", "Price increase")
        for r in files.reasons
        if r["Category"] == "Churn reason"
        and r["Recorded on"] >= "2025-01-01"
        and files.accounts_tier(r["Account"]) == "SMB"
    ]
    assert Counter(since).most_common(1)[0][0] == "Price increase"
