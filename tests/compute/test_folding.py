"""Small segments together: the numbers of "Other" are those of one segment with all its members."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from deckgen.compute import Results, compute
from deckgen.compute.folding import NAMES, folded, folded_group
from deckgen.engine.duckdb import DuckDB
from deckgen.metrics.catalogue import catalogue
from deckgen.model.request import Group
from tests.compute.generated import company
from tests.compute.test_engines_agree import request
from tests.support.canonical import fill

MEMBERS: tuple[Group, ...] = ((("region", "EMEA"),), (("region", "AMER"),))
Tables = dict[str, list[dict[str, Any]]]


def results_of(tables: Tables) -> Results:
    with DuckDB() as engine:
        return compute(engine, fill(engine, tables), request(), catalogue())


def renamed(tables: Tables) -> Tables:
    """The same company in which the members were one region from the start."""
    customers = [
        {**row, "region": "Other" if row["region"] in ("EMEA", "AMER") else row["region"]}
        for row in tables["customers"]
    ]
    return {**tables, "customers": customers}


@settings(max_examples=3, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(seed=st.integers(0, 99_999))
def test_folding_is_the_same_as_one_segment_from_the_start(seed: int) -> None:
    tables = company(seed)
    results, into = results_of(tables), (("region", "Other"),)
    together, wanted = folded(results, MEMBERS, into), results_of(renamed(tables))
    assert together.sizes[into] == wanted.sizes[into]
    for id in results.metrics:
        one, other = together.metric(id, into), wanted.metric(id, into)
        assert one.parts == other.parts, id
        assert one.keyed == other.keyed, id
        assert one.cuts == other.cuts, id
        assert one.drivers == other.drivers, id
        # of each sign the ten largest are kept in every finest cell
        assert [mover.customer_id for mover in one.movers] == [
            mover.customer_id for mover in other.movers
        ], id


def test_what_is_folded_stays_out_of_the_company_and_of_other_groups() -> None:
    results = results_of(company(5))
    before = {group: results.sizes[group] for group in results.groups(("region",))}
    together = folded(results, MEMBERS, (("region", "Other"),))
    assert {group: results.sizes[group] for group in results.groups(("region",))} == before
    assert together.groups(("region",)) == ((("region", "Other"),),)
    assert () not in together.sizes


@pytest.mark.parametrize(
    ("values", "name"),
    [(["EMEA"], NAMES[0]), (["other", "EMEA"], NAMES[1]), (["OTHER", "other segments"], NAMES[2])],
)
def test_the_name_is_nobody_elses(values: list[str], name: str) -> None:
    tables = company(1)
    for row in tables["customers"]:
        row["region"] = values[0]
    tables["customers"][0]["region"] = values[-1]
    assert folded_group(results_of(tables), ("region",)) == (("region", name),)
