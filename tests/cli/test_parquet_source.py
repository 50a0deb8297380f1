"""A Parquet file from the configuration to the number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from deckgen.pipeline import load_config, numbers

CONFIG = """
deck: {company: Test}
period: {current: 2025-Q2, as_of: 2025-07-03}
sources: {billing: {type: parquet, path: mrr-*.parquet}}
tables:
  revenue: {source: billing, columns: {customer_id: account, month: month, amount: mrr}}
sections: {retention: [net_revenue_retention]}
"""


def test_retention_from_two_parquet_files(tmp_path: Path) -> None:
    for month, amounts in ((date(2025, 3, 31), (100, 300)), (date(2025, 6, 30), (130, 230))):
        rows = [
            {"account": name, "month": month, "mrr": mrr}
            for name, mrr in zip("AB", amounts, strict=True)
        ]
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / f"mrr-{month}.parquet")
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    found = numbers(load_config(tmp_path / "config.yaml"), history=False)
    # (130 + 230) / (100 + 300) = 360 / 400
    assert next(one.value for one in found if one.part == "value") == "0.9"
