"""Findings speak of one thing in the singular, of several in the plural."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import deckgen
from tests.support.projects import small_project


@pytest.mark.parametrize(
    ("twice", "said"),
    [(("A1",), "1 key (customer_id, month, product) occurs with different values"),
     (("A1", "A3"), "2 keys (customer_id, month, product) occur with different values")],
)  # fmt: skip
def test_keys_that_occur_with_different_values(
    twice: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "project")
    project.change("config.yaml", "segments:", "data: {on_duplicate: last}\nsegments:")
    more = "".join(f"{id},2025-06,777\n" for id in twice)
    project.change("mrr.csv", "A4,2025-06,400\n", f"A4,2025-06,400\n{more}")
    assert said in deckgen("check", project.config).err


@pytest.mark.parametrize(
    ("left_out", "said"),
    [(("A1",), "1 customer has gaps in the months of revenue"),
     (("A1", "A3"), "2 customers have gaps in the months of revenue")],
)  # fmt: skip
def test_customers_with_gaps(left_out: tuple[str, ...], said: str, tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    for id, amount in zip(left_out, ("100", "300"), strict=False):
        project.change("mrr.csv", f"{id},2025-04,{amount}\n", "")
    assert said in deckgen("check", project.config).err
