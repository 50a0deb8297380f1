"""`deckgen init --from`: what is proposed for whole exports, and how it is written."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
import yaml

from deckgen.bundled import example_config
from deckgen.errors import OutputError, SourceError
from deckgen.metrics.catalogue import catalogue
from deckgen.model.feed import Derivation
from deckgen.starter.demo import write_config, write_demo
from deckgen.starter.proposal import write_proposal
from tests.support.needs import shared
from tests.support.proposals import ACCOUNTS, Proposal, Propose

# ---------------------------------------------------------------- the sample company


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Proposal:
    folder = tmp_path_factory.mktemp("sample")
    write_demo(folder, example_config())
    exports = sorted((folder / "data").iterdir())
    (written,) = write_proposal(folder / "proposed", exports, catalogue())
    return Proposal(written)


def wanted_feeds() -> list[tuple[str, str, str | None, dict[str, str]]]:
    """Table, file, sheet and columns of every feed of the bundled example configuration."""
    example = yaml.safe_load(example_config())
    found = []
    for table, feeds in example["tables"].items():
        for feed in feeds if isinstance(feeds, list) else [feeds]:
            source = example["sources"][feed["source"]]
            name = Path(source["path"]).name
            found.append((table, name, source.get("sheet"), feed["columns"]))
    return found


def test_the_sample_company_is_mapped_as_its_own_configuration_maps_it(sample: Proposal) -> None:
    right = total = 0
    wrong: list[str] = []
    for table, file, sheet, columns in wanted_feeds():
        feed = sample.feed(table, file, sheet)
        total += len(columns)
        right += sum(feed.columns.get(name) == source for name, source in columns.items())
        wrong += [
            f"{table}.{name}: {source}"
            for name, source in feed.columns.items()
            if columns.get(name) != source and sample.comment(feed, name).startswith("sure")
        ]
    assert wrong == []
    assert total > 70  # the whole of the example, not a part of it
    assert right / total >= 0.95


def test_every_proposed_line_says_what_it_rests_on(sample: Proposal) -> None:
    for feed in sample.config.feeds:
        for name in feed.columns:
            assert re.match(r"(sure|guess|yours): .+", sample.comment(feed, name)), name


def test_the_proposal_for_the_sample_company_is_a_valid_configuration_without_warnings(
    sample: Proposal,
) -> None:
    config = sample.config
    assert config.warnings == ()
    assert config.money.currency == "USD"
    assert config.money.revenue_unit == "mrr"
    assert config.rules.derive_revenue is None
    assert config.segments.by == ("segment", "region")
    assert config.sources["contracts"].date_format == "%d/%m/%Y"


def test_the_sample_companys_words_become_codes(sample: Proposal) -> None:
    contracts = sample.feed("contracts", "contracts.csv")
    assert contracts.values["outcome"] == {
        "Running": "open",
        "Renewed": "renewed",
        "Not renewed": "churned",
        "Opted out": "opted_out",
    }
    movements = sample.feed("movements", "subscription_changes.csv")
    assert movements.values["type"]["Downgrade"] == "contraction"
    nps = sample.feed("surveys", "surveys.xlsx", "NPS")
    assert nps.set == {"kind": "nps", "scale_min": 0, "scale_max": 10}
    csat = sample.feed("surveys", "surveys.xlsx", "CSAT")
    assert csat.set == {"kind": "csat", "scale_min": 1, "scale_max": 5}
    assert sample.feed("customers", "accounts.csv").where == {"Type": ("Customer",)}
    assert sample.feed("memberships", "segment_history.csv").set == {"dimension": "segment"}


def test_no_column_of_an_export_is_lost(sample: Proposal) -> None:
    # Months is the only column of the sample that no table has a place for
    assert "not recognised: 'Months' ('12', '24', '36')" in sample.text


def test_the_same_exports_give_the_same_text(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    texts = []
    for folder in ("one", "two"):
        (path,) = write_proposal(tmp_path / folder, [tmp_path / "accounts.csv"], catalogue())
        texts.append(path.read_bytes())
    assert texts[0] == texts[1]


# ---------------------------------------------------------------- third-party exports


@pytest.mark.shared
def test_ravenstack_is_recognised_and_its_contradicting_flags_are_left_alone(
    tmp_path: Path,
) -> None:
    folder = shared()
    assert folder is not None
    exports = sorted((folder / "data" / "ravenstack").glob("*.csv"))
    (path,) = write_proposal(tmp_path, exports, catalogue())
    proposal = Proposal(path)
    config = proposal.config
    assert config.rules.derive_revenue is Derivation.CONTRACTS
    customers = proposal.columns("customers", "ravenstack_accounts.csv")
    assert customers["customer_id"] == "account_id"
    assert customers["country"] == "country"
    contracts = proposal.feed("contracts", "ravenstack_subscriptions.csv")
    assert contracts.columns["acv"] == "arr_amount"  # per year, unlike mrr_amount
    assert contracts.where == {"is_trial": (False,)}
    reasons = proposal.feed("reasons", "ravenstack_churn_events.csv")
    assert reasons.columns["label"] == "reason_code"
    assert reasons.set == {"kind": "churn"}
    surveys = proposal.feed("surveys", "ravenstack_support_tickets.csv")
    assert surveys.columns["score"] == "satisfaction_score"
    # submitted and closed are days of the ticket, not of the survey
    assert proposal.comment(surveys, "responded_at").startswith("guess")
    mapped = {name for feed in config.feeds for name in feed.columns.values()}
    assert not {"churn_flag", "upgrade_flag", "is_reactivation"} & mapped
    assert "ravenstack_feature_usage.csv: no table" in proposal.text
    assert "referenceable_customers" in proposal.line("#   customers.reference_granted_on")


@pytest.mark.shared
def test_monthly_amounts_of_subscription_periods_are_never_taken_for_annual_ones(
    tmp_path: Path,
) -> None:
    folder = shared()
    assert folder is not None
    export = folder / "data" / "mrr_playbook" / "subscription_periods.csv"
    (path,) = write_proposal(tmp_path, [export], catalogue())
    proposal = Proposal(path)
    (feed,) = proposal.config.feeds
    assert feed.columns["acv"] == "monthly_amount"
    assert feed.adjust["acv"].times == 12
    assert "per month by its name" in proposal.comment(feed, "acv")
    assert "from: contracts" in proposal.text
    # the periods end on the first day of the next one
    assert "question: 63 of 121 terms end on the day on which" in proposal.text


def test_chartmogul_movements_are_known_and_their_cents_are_not_taken_for_dollars(
    propose: Propose,
) -> None:
    proposal = propose(
        movements="DATE,CUSTOMER_EXTERNAL_ID,MRR_MOVEMENT,MRR,MOVEMENT_TYPE,CURRENCY_CODE\n"
        "2025-01-03,c1,120000,120000,new_biz,EUR\n"
        "2025-02-03,c1,-20000,100000,contraction,EUR\n"
    )
    assert proposal.mistakes() == ["movements needs the column 'amount'"]
    assert "in cents" in proposal.line("# amount: ???")
    assert "new_biz: new" in proposal.text
    assert "# sure: in movements.csv" in proposal.line("currency: EUR")


def test_zendesks_offered_is_no_answer(propose: Propose) -> None:
    proposal = propose(
        ratings="id,score,created_at,updated_at,ticket_id,organization_id\n"
        "1,good,2025-01-03T10:00:00Z,2025-01-04T10:00:00Z,77,501\n"
        "2,bad,2025-01-05T10:00:00Z,2025-01-06T10:00:00Z,78,502\n"
        "3,offered,2025-01-05T10:00:00Z,2025-01-06T10:00:00Z,79,502\n"
    )
    feed = proposal.feed("surveys", "ratings.csv")
    assert feed.values["score"] == {"good": 1, "bad": 0, "offered": None}
    assert feed.set["kind"] == "csat"
    assert (feed.set["scale_min"], feed.set["scale_max"]) == (0, 1)


def test_zendesks_reason_is_the_theme_of_an_answer(propose: Propose) -> None:
    proposal = propose(
        ratings="id,score,created_at,ticket_id,reason\n1,good,2025-01-03T10:00:00Z,77,\n"
        "2,bad,2025-01-05T10:00:00Z,78,The issue took too long to resolve\n"
    )
    assert proposal.columns("surveys", "ratings.csv")["theme"] == "reason"


def test_a_column_of_themes_is_known_in_any_survey(propose: Propose) -> None:
    proposal = propose(
        csat="Response ID,Customer ID,Responded,CSAT score,Comment,Comment theme\n"
        "R1,C1,2025-01-03,5,Fine,\nR2,C2,2025-01-04,2,Slow,Slow first reply\n"
        "R3,C3,2025-01-05,1,Slow,Slow first reply\n"
    )
    assert proposal.columns("surveys", "csat.csv")["theme"] == "Comment theme"


def test_a_salesforce_account_is_known_by_its_bare_names(propose: Propose) -> None:
    proposal = propose(
        Account="Id,Name,ParentId,Industry\n001,Acme,,Tech\n002,Bolt,001,Tech\n003,Cord,,Retail\n"
    )
    columns = proposal.columns("customers", "Account.csv")
    assert columns["customer_id"] == "Id"
    assert columns["parent_id"] == "ParentId"


def test_subscriptions_of_a_customer_are_kept_apart_by_product(propose: Propose) -> None:
    proposal = propose(
        summary="customer_id,subscription_id,reporting_month,mrr\n"
        "c1,s1,2025-01,100\nc1,s2,2025-01,50\nc2,s3,2025-01,70\n"
    )
    assert proposal.columns("revenue", "summary.csv")["product"] == "subscription_id"


def test_todays_revenue_is_no_history(propose: Propose) -> None:
    proposal = propose(
        revenue="Account ID,Month,Current MRR,Closing MRR\nK1,2025-01,1,10\nK2,2025-02,2,20\n"
    )
    assert proposal.columns("revenue", "revenue.csv")["amount"] == "Closing MRR"
    assert "'Current MRR' (today's value in every row" in proposal.text


# ---------------------------------------------------------------- other kinds of file


def test_all_sheets_of_a_workbook_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in {
            "Accounts": [["Account ID", "Account Name"], ["A1", "Acme"], ["A2", "Bolt"]],
            "MRR": [["Account ID", "Month", "MRR"], ["A1", "2025-01", 10], ["A2", "2025-01", 5]],
            "Notes": [],
        }.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    (written,) = write_proposal(tmp_path / "new", [path], catalogue())
    proposal = Proposal(written)
    assert proposal.feed("customers", "export.xlsx", "Accounts").columns["name"] == "Account Name"
    assert proposal.feed("revenue", "export.xlsx", "MRR").columns["amount"] == "MRR"
    assert "not recognised: export.xlsx[Notes]" in proposal.text


def test_all_tables_of_a_database_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "crm.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE accounts (account_id TEXT, account_name TEXT)")
    connection.execute("INSERT INTO accounts VALUES ('A1', 'Acme'), ('A2', 'Bolt')")
    connection.execute("CREATE TABLE mrr (account_id TEXT, month TEXT, mrr REAL)")
    connection.execute("INSERT INTO mrr VALUES ('A1', '2025-01', 10.5), ('A2', '2025-01', 2)")
    connection.commit()
    connection.close()
    (written,) = write_proposal(tmp_path / "new", [path], catalogue())
    config = Proposal(written).config
    assert {(feed.table, config.sources[feed.source].table) for feed in config.feeds} == {
        ("customers", "accounts"),
        ("revenue", "mrr"),
    }


def test_parquet_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "mrr.parquet"
    duckdb.sql(
        "SELECT 'A' || i AS account_id, DATE '2025-01-31' AS month, 10.25 * i AS mrr"
        " FROM range(1, 4) t(i)"
    ).write_parquet(str(path))
    (written,) = write_proposal(tmp_path / "new", [path], catalogue())
    proposal = Proposal(written)
    feed = proposal.feed("revenue", "mrr.parquet")
    assert feed.columns == {"customer_id": "account_id", "month": "month", "amount": "mrr"}
    assert proposal.comment(feed, "amount") == "sure: header says so; 3 of 3 values are amounts"


# ---------------------------------------------------------------- what cannot be used


def test_a_column_per_month_is_reported_with_the_way_out(propose: Propose) -> None:
    proposal = propose(mrr="Customer ID,2025-01,2025-02,2025-03\nc1,1,2,3\nc2,4,5,6\n")
    assert "one column per month (2025-01 … 2025-03) is not supported" in proposal.text
    assert "DataFrame.melt" in proposal.text
    assert proposal.mistakes() == ["'tables' is missing"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A-1,2025-01,100\nA-2,2025-01,120\n", "its first row looks like data"),
        ("x\n1\n2\n", "it has one column only"),
        ("foo,bar,baz\nq,w,e\n", "no table of deckgen has columns like these"),
    ],
)
def test_what_is_not_recognised_says_why_and_keeps_its_columns(
    propose: Propose, text: str, why: str
) -> None:
    proposal = propose(accounts=ACCOUNTS, ugly=text)
    assert f"not recognised: ../ugly.csv: {why}" in proposal.text
    for name in text.splitlines()[0].split(","):
        assert f"#       '{name}' (" in proposal.text
    assert [feed.table for feed in proposal.config.feeds] == ["customers"]


def test_a_header_without_rows_is_recognised_and_nothing_is_sure(propose: Propose) -> None:
    proposal = propose(mrr="Customer ID,Month,MRR\n")
    feed = proposal.feed("revenue", "mrr.csv")
    assert all(proposal.comment(feed, name).startswith("guess") for name in feed.columns)


def test_every_export_that_cannot_be_read_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (tmp_path / "good.csv").write_text(ACCOUNTS)
    names = ["empty.csv", "picture.csv", "missing.csv", "good.csv"]
    with pytest.raises(SourceError) as caught:
        write_proposal(tmp_path / "new", [tmp_path / name for name in names])
    assert [issue.code for issue in caught.value.issues] == [
        "source-213",
        "source-214",
        "source-210",
    ]
    assert not (tmp_path / "new").exists()


# ---------------------------------------------------------------- the file itself


def test_hostile_names_stay_what_they_are(propose: Propose) -> None:
    names = ["=cmd()", ": #", "no", "2025", "{a}", "- b", "\u202eevil", "tab\there", "'q'"]
    header = ",".join(names)
    filled = "".join(f"A-{n},N {n},{','.join('pq'[n % 2] for _ in names)}\n" for n in range(1, 9))
    proposal = propose(accounts=f'Account ID,"Account ""Name""",{header}\n{filled}')
    feed = proposal.feed("customers", "accounts.csv")
    assert feed.columns["name"] == 'Account "Name"'
    mapped = set(feed.columns.values())
    assert {"=cmd()", ": #", "no", "2025", "{a}", "- b", "\u202eevil", "'q'"} <= mapped
    assert proposal.config.warnings == ()


def test_hostile_values_cannot_leave_their_comment(propose: Propose) -> None:
    proposal = propose(
        accounts='Account ID,Account Name,Plan\nA1,x,"a\nsegments: {by: [x]}"\nA2,y,"#: \'"\n'
        'A3,z,"\u2028tables:"\n'
    )
    assert proposal.config.segments.by == ()
    assert "\u2028" not in proposal.text


def test_paths_are_relative_to_the_new_file(propose: Propose, tmp_path: Path) -> None:
    proposal = propose(accounts=ACCOUNTS)
    assert proposal.line("path:").split() == ["path:", "../accounts.csv"]
    assert proposal.config.sources["accounts"].path == tmp_path / "accounts.csv"


def test_an_export_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(ACCOUNTS)
    (written,) = write_proposal(tmp_path / "new", [path, path], catalogue())
    assert len(Proposal(written).config.feeds) == 1


def test_files_of_one_name_in_two_folders_are_two_sources(tmp_path: Path) -> None:
    for folder in ("2024", "2025"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mrr.csv").write_text(f"Account ID,Month,MRR\nA,{folder}-01,10\n")
    exports = [tmp_path / folder / "mrr.csv" for folder in ("2024", "2025")]
    (written,) = write_proposal(tmp_path / "new", exports, catalogue())
    assert [feed.source for feed in Proposal(written).config.feeds] == ["mrr", "mrr_2"]


def test_an_existing_configuration_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("mine")
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    for write in (
        lambda: write_proposal(tmp_path, [tmp_path / "accounts.csv"]),
        lambda: write_config(tmp_path, "deck: {}"),
    ):
        with pytest.raises(OutputError) as caught:
            write()
        assert [issue.code for issue in caught.value.issues] == ["init-102"]
    assert (tmp_path / "config.yaml").read_text() == "mine"


def test_a_folder_that_is_a_file_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(OutputError) as caught:
        write_config(tmp_path / "taken", "deck: {}")
    assert caught.value.issues[0].code == "init-103"


def test_plain_init_writes_the_configuration_only(tmp_path: Path) -> None:
    written = write_config(tmp_path / "new", example_config())
    assert written == [tmp_path / "new" / "config.yaml"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["config.yaml"]
    assert written[0].read_text(encoding="utf-8") == example_config()


def test_metrics_without_data_are_named(propose: Propose) -> None:
    proposal = propose(accounts=ACCOUNTS)
    needs: Mapping[str, str] = {
        line.split()[1]: proposal.lines[number + 1]
        for number, line in enumerate(proposal.lines)
        if re.match(r"#   \w+: one row per", line)
    }
    assert "net_revenue_retention" in needs["revenue:"]
    assert "nps" in needs["surveys:"]
    assert "customers:" not in needs
