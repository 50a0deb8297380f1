"""The retention family with plain pandas, at its best: only the months that matter are read, and
money is whole cents before pandas sees it (as objects of ``Decimal`` it takes several times as
long).

    python -m benchmarks.with_pandas FOLDER RESULT.json
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.retention import ENDS, PERIODS, Sums, rolled_up, save


def retention(folder: Path) -> Sums:
    """Sums of every variant and period, from the files of ``company.py``."""
    ends = [date.fromisoformat(day) for day in ENDS]
    table = pq.read_table(folder / "revenue.parquet", filters=[("month", "in", ends)])
    cents = pc.multiply(table["mrr"], pa.scalar(100, pa.decimal128(3, 0)))
    revenue = pd.DataFrame(
        {
            "customer_id": table["customer_id"].to_pandas(),
            "month": table["month"].cast(pa.string()).to_pandas(),
            "cents": cents.cast(pa.int64()).to_pandas(),
        }
    )
    customers = pd.read_parquet(
        folder / "customers.parquet", columns=["customer_id", "segment", "region"]
    ).astype({"segment": "category", "region": "category"})
    paid = (
        revenue.pivot(index="customer_id", columns="month", values="cents")
        .reindex(columns=list(ENDS))
        .fillna(0)
        .astype("int64")
    )
    dimensions = customers.set_index("customer_id").reindex(paid.index)
    cells = []
    for number, period in enumerate(PERIODS):
        before, after = paid[ENDS[number]], paid[ENDS[number + 1]]
        there = before > 0
        sums = pd.DataFrame(
            {
                "opening": before,
                "closing": after.where(there, 0),
                "kept": np.minimum(before, after),
                "customers": there.astype("int64"),
                "retained": (there & (after > 0)).astype("int64"),
            }
        )
        grouped = sums.groupby([dimensions["segment"], dimensions["region"]], observed=True).sum()
        cells += [
            (period, segment, region, tuple(row))
            for (segment, region), *row in grouped.itertuples()
        ]
    return rolled_up(cells)


if __name__ == "__main__":
    save(retention(Path(sys.argv[1])), Path(sys.argv[2]))
