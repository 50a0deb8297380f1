"""Tables: the mapping of columns and values, with the mistakes one can see without the data."""

from __future__ import annotations

from fractions import Fraction

import pytest
from config_samples import MINIMAL, Load, Problems, place

from deckgen.errors import Level
from deckgen.model.feed import Adjustment, Derivation

CUSTOMERS = "customers: {source: crm, columns: {customer_id: Id, segment: Tier, region: Land}}"
HEALTH = "health: {source: crm, columns: {customer_id: A, date: B"
REVENUE = "revenue: {source: billing, columns: {customer_id: Id, month: Month, amount: MRR}}"


def with_table(table: str) -> str:
    return f"{MINIMAL}  {table}\n"


def with_customers(more: str, columns: str = "") -> str:
    table = (
        f"customers: {{source: crm, columns: {{customer_id: Id, segment: Tier{columns}}}, {more}}}"
    )
    return MINIMAL.replace(CUSTOMERS, table)


def test_a_feed_holds_the_mapping_and_its_places(load: Load) -> None:
    config = load(
        with_customers(
            "values: {fit: {Good: good, 'n/a': ~}}, where: {Type: Customer, Land: [DE, AT]},"
            " set: {region: EMEA}, decimal: ','",
            ", fit: ICP",
        )
    )
    feed = config.feeds[0]
    assert feed.columns == {"customer_id": "Id", "segment": "Tier", "fit": "ICP"}
    assert feed.values == {"fit": {"Good": "good", "n/a": None}}
    assert feed.where == {"Type": ("Customer",), "Land": ("DE", "AT")}
    assert feed.set == {"region": "EMEA"}
    assert feed.decimal == ","
    line = "  customers: {source: crm, columns: {customer_id: Id, segment: Tier, fit: ICP}, "
    assert feed.places[("columns", "fit")].column == line.index("ICP") + 1
    where = feed.place("where", "Type")
    assert where is not None
    assert where.line == 7
    assert feed.place("where", "nothing") == feed.place("where")
    assert str(feed.place()).endswith("config.yaml:7:3")


def test_several_feeds_fill_one_table_in_order(load: Load) -> None:
    config = load(
        with_table(
            "surveys:\n    - {source: crm, set: {kind: nps}, columns: {score: A}}\n"
            "    - {source: billing, set: {kind: csat, scale_max: 5}, columns: {score: B}}"
        )
    )
    surveys = [feed for feed in config.feeds if feed.table == "surveys"]
    assert [(feed.source, feed.set) for feed in surveys] == [
        ("crm", {"kind": "nps"}),
        ("billing", {"kind": "csat", "scale_max": 5}),
    ]
    assert str(surveys[1].place()).endswith("config.yaml:11:7")


def test_flags_stay_flags_and_country_codes_stay_texts(load: Load) -> None:
    config = load(
        with_table(
            "reasons: {source: crm, columns: {customer_id: A, date: B, kind: C, label: D,"
            " is_primary: E, involuntary: F}, values: {is_primary: {Yes: true, No: no},"
            " label: {Norway: NO}}, where: {Country: NO, Old: false}}"
        )
    )
    feed = config.feeds[-1]
    assert feed.values["is_primary"] == {"Yes": True, "No": False}
    assert feed.values["label"] == {"Norway": "NO"}
    assert feed.where == {"Country": ("NO",), "Old": (False,)}
    assert [(one.level, one.code) for one in config.warnings] == [
        (Level.WARNING, "config-109")] * 2  # fmt: skip


@pytest.mark.parametrize("origin", ["contracts", "movements"])
def test_revenue_may_be_derived(load: Load, origin: str) -> None:
    columns = {
        "contracts": "contract_id: A, customer_id: B, start_date: C, acv: D",
        "movements": "customer_id: B, date: C, type: E, amount: D",
    }[origin]
    text = with_table(f"{origin}: {{source: billing, columns: {{{columns}}}}}")
    config = load(text.replace(REVENUE, f"revenue: {{from: {origin}}}"))
    assert config.rules.derive_revenue is Derivation(origin)
    assert [feed.table for feed in config.feeds] == ["customers", origin]
    assert config.rules.derive_through is None


@pytest.mark.parametrize(
    ("revenue", "column", "code", "message"),
    [
        ("{from: contracts}", 13, "config-137", "revenue comes from contracts, but that table"),
        ("{from: invoices}", 19, "config-113", "from cannot be 'invoices'"),
        ("{from: contracts, source: crm}", 31, "config-110", "unknown key 'source'"),
    ],
)
def test_derived_revenue_needs_its_table(
    problems: Problems, revenue: str, column: int, code: str, message: str
) -> None:
    issues = problems(MINIMAL.replace(REVENUE, f"revenue: {revenue}"))
    found = next(issue for issue in issues if issue.code == code)
    assert place(found) == (code, 8, column if code != "config-110" else found.location.column)  # type: ignore[union-attr]
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("table", "code", "column", "message", "hint"),
    [
        ("accounts: {source: crm, columns: {a: b}}", "config-132", 3,
         "there is no table 'accounts'", None),
        ("health: {source: crmm, columns: {customer_id: A, date: B}}", "config-131", 20,
         "health names the source 'crmm', which is not declared", "did you mean 'crm'?"),
        ("health: {columns: {customer_id: A, date: B}}", "config-111", 3,
         "'source' is missing", "source: crm"),
        ("health: {source: crm}", "config-111", 3, "'columns' is missing", "customer_id: Account"),
        ("health: {source: crm, columns: {customer_id: A}}", "config-134", 34,
         "health needs the column 'date'", "add  date:"),
        ("health: {source: crm, columns: {custmer_id: A, date: B}}", "config-134", 35,
         "health needs the column 'customer_id'", "instead of 'custmer_id'"),
        ("health: {source: crm, columns: {customer_id: A, date: B}, set: {date: 2025-01-01}}",
         "config-135", 67, "'date' is both mapped and set", None),
        ("health: {source: crm, columns: {customer_id: A, date: B}, values: {band: {A: green}}}",
         "config-135", 70, "values for 'band', which is not a mapped column", None),
        (f"{HEALTH}, band: C}}, values: {{band: {{Amber: yelow}}}}}}", "config-136", 93,
         "'yelow' is not a value of health.band", "did you mean 'yellow'?"),
        ("health: {source: crm, columns: {customer_id: A, date: B}, set: {score: high}}",
         "config-136", 74, "'high' is not a value of health.score", "a number"),
        ("health: {source: crm, columns: {customer_id: A, date: [B]}}", "config-112", 57,
         "date needs a text, not a list", None),
        ("health: {source: crm, columns: {customer_id: A, date: B}, query: select 1}",
         "config-130", 68, "'crm' is a csv source; only databases take a query", None),
        ("health: crm", "config-112", 11, "health needs `key: value` lines, not 'crm'", None),
        ("health: {from: contracts}", "config-137", 12, "only revenue as a whole", None),
        ("health: {source: crm, columns: {customer_id: A, date: B}, filter: x}", "config-110", 61,
         "unknown key 'filter'", None),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be(
    problems: Problems, table: str, code: str, column: int, message: str, hint: str | None
) -> None:
    (issue,) = problems(with_table(table))
    assert place(issue) == (code, 9, column)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")


def test_a_column_of_ones_own_that_is_nearly_a_known_one_is_noted(load: Load) -> None:
    config = load(with_customers("where: {Type: Customer}", ", parentid: Parent"))
    (warning,) = config.warnings
    assert warning.code == "config-133"
    assert warning.hint == "did you mean 'parent_id'?"
    assert config.feeds[0].columns["parentid"] == "Parent"


DATABASE = MINIMAL.replace("tables:", "  wh: {type: sqlite, path: wh.db}\ntables:")


def test_a_feed_with_a_query_reads_a_source_of_its_own(load: Load) -> None:
    config = load(
        f"{DATABASE}  health: {{source: wh, query: 'select * from h', columns: "
        "{customer_id: c, date: d}}\n"
        "  surveys:\n"
        "    - {source: wh, query: select 1, set: {kind: nps}, columns: {score: a}}\n"
        "    - {source: wh, query: select 2, set: {kind: ces}, columns: {score: a}}\n"
    )
    assert [feed.source for feed in config.feeds[2:]] == [
        "wh (health)", "wh (surveys)", "wh (surveys 2)",
    ]  # fmt: skip
    source = config.sources["wh (health)"]
    assert (source.name, source.query) == ("wh (health)", "select * from h")
    assert str(source.place("query")).endswith("config.yaml:10:31")
    assert "wh" not in config.sources  # nothing reads it as a whole


def test_a_database_must_say_what_to_read(problems: Problems) -> None:
    (issue,) = problems(
        f"{DATABASE}  health: {{source: wh, columns: {{customer_id: c, date: d}}}}\n"
    )
    assert place(issue) == ("config-130", 10, 20)
    assert issue.message == "nothing says what health reads from 'wh'"


CONTRACTS = "contracts: {source: crm, columns: {contract_id: C, customer_id: A, start_date: S"


def test_a_column_may_say_what_is_done_to_its_cells(load: Load) -> None:
    wanted = ", end_date: {column: E, exclusive: true}, acv: {column: Fee, times: 12}}}"
    feed = load(with_table(CONTRACTS + wanted)).feeds[-1]
    assert (feed.columns["end_date"], feed.columns["acv"]) == ("E", "Fee")
    assert feed.adjust == {
        "end_date": Adjustment(exclusive=True),
        "acv": Adjustment(times=Fraction(12)),
    }
    cents = load(with_table(CONTRACTS + ", acv: {column: Fee, times: 0.01}}}")).feeds[-1]
    assert cents.adjust == {"acv": Adjustment(Fraction(1, 100))}


def test_what_is_done_to_a_column_has_to_fit_it(problems: Problems) -> None:
    for column, cause in {
        "acv: {column: Fee, times: 0}": "times: '0' is not above zero",
        "acv: {column: Fee, times: twelve}": "times: 'twelve' is not a number",
        "acv: {column: Fee, times: 1.23456}": "times: '1.23456' has too many digits",
        "acv: {column: Fee, tines: 12}": "unknown key 'tines'",
        "acv: {times: 12}": "'column' is missing",
        "acv: {column: Fee, exclusive: true}": "`exclusive` is for dates; contracts.acv is none",
        "acv: Fee, end_date: {column: E, times: 2}": "`times` multiplies amounts and scores",
        "acv: Fee, end_date: {column: E, exclusive: maybe}": "exclusive: 'maybe' is neither",
        "acv: [Fee]": "not",
    }.items():
        found = problems(with_table(CONTRACTS + f", {column}}}}}"))
        assert any(cause in issue.message and issue.location for issue in found), (column, found)
