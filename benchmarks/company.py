"""A company of any size as Parquet files, and the configuration that reads them.

Every number comes from a hash of the customer's number, so the same size gives the same company
(with the same version of DuckDB, whose hash it is).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

MONTHS = 36
SEGMENTS = ("Enterprise", "Mid-market", "SMB", "Startup")
REGIONS = ("APAC", "EMEA", "LATAM", "North America", "Other")

# draw(n, what, sides): a whole number from 0 to sides - 1 that n and what decide.
_DRAW = "CREATE MACRO draw(n, what, sides) AS CAST(hash(n * 64 + what) % sides AS BIGINT)"

# Seven of ten customers are there from the beginning; about 0.6 % of them leave each month.
_LIVES = f"""CREATE TABLE lives AS SELECT n, 'C' || lpad(CAST(n AS VARCHAR), 8, '0') AS id,
  first, least(first + 1 + draw(n, 2, 159), {MONTHS}) AS after,
  draw(n, 3, {len(SEGMENTS)}) AS segment, draw(n, 4, {len(REGIONS)}) AS region,
  50 + draw(n, 5, 5000) AS fee
FROM (SELECT range AS n, CASE WHEN draw(range, 0, 100) < 70 THEN 0
  ELSE draw(range, 1, {MONTHS}) END AS first FROM range(?))"""


def _date(month: str, day: str = "0") -> str:
    """The day of a month, both counted from 0 (July 2022 is month 0)."""
    begin = f"CAST(DATE '2022-07-01' + to_months(CAST({month} AS INTEGER)) AS DATE)"
    return f"({begin} + CAST({day} AS INTEGER))"


def _listed(names: tuple[str, ...], index: str) -> str:
    return f"[{', '.join(repr(name) for name in names)}][{index} + 1]"


_CHURN = ("Price increase", "Missing feature", "bad_fit", "Onboarding", "Competitor", "Closed down")
_GAPS = ("Reporting", "Single sign-on", "Mobile app", "Integrations", "Audit log")
_UPSELL = ("More seats", "New module", "Higher plan")

# A customer pays more after each of its own two months of growth.
_REVENUE = f"""SELECT id AS customer_id, last_day({_date("m.range")}) AS month,
  CAST(fee * (100 + 10 * CAST(m.range > 6 + draw(n, 6, 60) AS INTEGER)
    + 15 * CAST(m.range > 6 + draw(n, 7, 40) AS INTEGER)
    - 20 * CAST(m.range > 6 + draw(n, 8, 90) AS INTEGER)) / 100 AS DECIMAL(14, 2)) AS mrr
FROM lives, range({MONTHS}) AS m WHERE m.range >= first AND m.range < after
ORDER BY m.range, n"""

_TABLES = {
    "customers": f"""SELECT id AS customer_id, 'Customer ' || n AS name,
  {_listed(SEGMENTS, "segment")} AS segment, {_listed(REGIONS, "region")} AS region,
  CASE draw(n, 10, 10) WHEN 0 THEN 'bad' WHEN 1 THEN 'unknown' ELSE 'good' END AS fit,
  {_date("first", "5")} AS fit_tagged_on, {_date("first")} AS start_date,
  CASE WHEN draw(n, 11, 100) < 12 THEN {_date("first + draw(n, 12, 24)")} END
    AS reference_granted_on,
  CASE WHEN draw(n, 13, 100) < 6 THEN {_date("after - 3")} END AS at_risk_since
FROM lives ORDER BY n""",
    "revenue": _REVENUE,
    # Terms of a year, one after the other, with a right to leave after 90 days.
    "contracts": f"""SELECT id || '-' || k.range AS contract_id, id AS customer_id,
  {_date("first + 12 * k.range")} AS start_date,
  {_date("first + 12 * k.range + 12", "-1")} AS end_date,
  CAST(fee * 12 * (100 + 10 * k.range) / 100 AS DECIMAL(14, 2)) AS acv,
  CASE WHEN draw(n * 4 + k.range, 20, 3) = 0 THEN {_date("first + 12 * k.range", "90")} END
    AS opt_out_deadline,
  CASE WHEN after > first + 12 * k.range + 12 THEN 'renewed'
    WHEN after >= {MONTHS} THEN 'open'
    WHEN draw(n * 4 + k.range, 20, 3) = 0 AND after <= first + 12 * k.range + 3 THEN 'opted_out'
    ELSE 'churned' END AS outcome,
  CASE WHEN after < {MONTHS} OR after > first + 12 * k.range + 12
    THEN {_date("least(after, first + 12 * k.range + 12)", "-10")} END AS outcome_date
FROM lives, range(4) AS k WHERE first + 12 * k.range < after ORDER BY n, k.range""",
    "reasons": f"""SELECT id AS customer_id, {_date("month", "day")} AS date, kind, label,
  main AS is_primary FROM (
SELECT n, id, after - 1 AS month, 20 AS day, 'churn' AS kind,
  {_listed(_CHURN, f"draw(n, 30, {len(_CHURN)})")} AS label, TRUE AS main
FROM lives WHERE after < {MONTHS} AND draw(n, 31, 10) < 8
UNION ALL SELECT n, id, first + draw(n * 4 + k.range, 32, after - first), 12, 'product_gap',
  {_listed(_GAPS, f"draw(n * 4 + k.range, 33, {len(_GAPS)})")}, k.range = 0
FROM lives, range(2) AS k WHERE draw(n * 4 + k.range, 34, 10) < 2
UNION ALL SELECT n, id, 7 + draw(n, 7, 40), 3, 'upsell',
  {_listed(_UPSELL, f"draw(n, 35, {len(_UPSELL)})")}, TRUE
FROM lives WHERE 7 + draw(n, 7, 40) < after AND 7 + draw(n, 7, 40) > first AND draw(n, 36, 10) < 7
) ORDER BY month, day, n""",
    # An NPS survey every nine months, a CSAT survey every seven; some are not answered.
    "surveys": f"""SELECT kind || '-' || n || '-' || k AS response_id, kind, id AS customer_id,
  CASE WHEN kind = 'nps' THEN id || '-' || draw(n * 64 + k, 40, 3) END AS respondent_id,
  CASE WHEN kind = 'csat' THEN ['chat', 'email', 'phone'][draw(n * 64 + k, 41, 3) + 1] END
    AS channel,
  CASE WHEN answered THEN CASE WHEN kind = 'nps' THEN 10 - draw(n * 64 + k, 42, 4)
    * draw(n * 64 + k, 43, 4) ELSE 5 - draw(n * 64 + k, 44, 2) * draw(n * 64 + k, 45, 4) END END
    AS score,
  CASE WHEN kind = 'nps' THEN 0 ELSE 1 END AS scale_min,
  CASE WHEN kind = 'nps' THEN 10 ELSE 5 END AS scale_max,
  {_date("month", "3")} AS sent_at,
  CASE WHEN answered THEN {_date("month", "3 + draw(n * 64 + k, 46, 9)")} END AS responded_at
FROM (SELECT n, id, kind, m.range AS month, m.range AS k,
    draw(n * 64 + m.range, 47, 10) < CASE WHEN kind = 'nps' THEN 6 ELSE 9 END AS answered
  FROM lives, range({MONTHS}) AS m, (VALUES ('nps', 9), ('csat', 7)) AS v(kind, gap)
  WHERE m.range >= first AND m.range < after AND (m.range + n) % gap = 0)
ORDER BY month, n""",
    "health": f"""SELECT id AS customer_id, {_date("m.range", "20")} AS date,
  CAST(100 - draw(n * 64 + m.range, 50, 10) * draw(n, 51, 10) AS INTEGER) AS score,
  CASE WHEN draw(n * 64 + m.range, 50, 10) * draw(n, 51, 10) > 50 THEN 'red'
    WHEN draw(n * 64 + m.range, 50, 10) * draw(n, 51, 10) > 25 THEN 'yellow' ELSE 'green' END
    AS band
FROM lives, range(2, {MONTHS}, 3) AS m WHERE m.range >= first AND m.range < after
ORDER BY m.range, n""",
    # The first 20,000 customers have a manager, each for about 40 customers of one segment and
    # region; one customer in five changed hands. The others are served without one.
    "assignments": f"""SELECT 'M' || segment || region || '-' || ((n // 800 + 7 * k.range) % 25)
    AS csm_id,
  id AS customer_id, CASE WHEN k.range = 0 THEN {_date("first")}
    ELSE {_date("first + 9")} END AS start_date,
  CASE WHEN k.range = 0 AND moved THEN {_date("first + 9", "-1")}
    WHEN after < {MONTHS} THEN {_date("after", "-1")} END AS end_date
FROM (SELECT *, draw(n, 60, 5) = 0 AND after > first + 10 AS moved FROM lives
  WHERE n < 20000), range(2) AS k
WHERE k.range = 0 OR moved ORDER BY n, k.range""",
}

_METRICS = {
    "retention": ("net_revenue_retention", "revenue_churn", "logo_retention", "logo_churn"),
    "expansion": ("upsell_rate", "average_growth", "upsell_trends"),
    "satisfaction": (
        "csat", "nps", "referenceable_customers", "csm_account_ratio", "at_risk_accounts",
    ),
    "customer_fit": ("bad_fit_churn", "product_gaps", "opt_out_usage", "churn_drivers"),
}  # fmt: skip

_SETTINGS = """deck: {title: Benchmark, company: Benchmark}
period:
  {current: 2025-Q2, grain: quarter, history: 8, as_of: 2025-07-03}
money: {currency: USD, revenue_unit: mrr}
segments: {by: [segment, region], variants: [segment, region, segment x region]}
output: {folder: out}
"""


def written_company(folder: Path, customers: int) -> Path:
    """The configuration of a company of so many customers; written unless it is there already."""
    home = folder / f"{customers}-customers"
    config = home / "config.yaml"
    if not config.exists():
        draft = folder / f"{customers}-customers.part"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        _write_tables(draft, customers)
        (draft / "config.yaml").write_text(_config(draft), encoding="utf-8")
        draft.rename(home)
    return config


def row_counts(config: Path) -> dict[str, int]:
    """Rows by table."""
    with duckdb.connect() as connection:
        return {
            name: connection.execute(
                "SELECT COUNT(*) FROM read_parquet(?)", [str(config.parent / f"{name}.parquet")]
            ).fetchall()[0][0]
            for name in _TABLES
        }


def _write_tables(folder: Path, customers: int) -> None:
    settings = {"temp_directory": str(folder / "temporary"), "memory_limit": "2GB"}
    with duckdb.connect(config=settings) as connection:
        connection.execute(_DRAW)
        connection.execute(_LIVES, [customers])
        for name, select in _TABLES.items():
            connection.execute(f"COPY ({select}) TO '{folder / name}.parquet' (FORMAT parquet)")


def _config(folder: Path) -> str:
    lines = [_SETTINGS + "sources:"]
    lines += [f"  {name}: {{type: parquet, path: {name}.parquet}}" for name in _TABLES]
    lines.append("tables:")
    with duckdb.connect() as connection:
        for name in _TABLES:
            found = connection.execute(
                f"DESCRIBE SELECT * FROM read_parquet('{folder / name}.parquet')"
            ).fetchall()
            ours = {"mrr": "amount"}
            columns = ", ".join(f"{ours.get(row[0], row[0])}: {row[0]}" for row in found)
            lines.append(f"  {name}: {{source: {name}, columns: {{{columns}}}}}")
    lines.append("sections:")
    lines += [f"  {section}: [{', '.join(ids)}]" for section, ids in _METRICS.items()]
    return "\n".join(lines) + "\n"
