"""The company's numbers stand beside a segment's only where nobody learns about few by them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from deckgen.batch.comparison import comparable, rest_is_small, rests, withheld
from deckgen.compute import Results, compute
from deckgen.engine.sqlite import SQLite
from deckgen.metrics.catalogue import catalogue
from deckgen.model.request import Group
from deckgen.model.result import MetricResult
from tests.compute.generated import company
from tests.compute.test_engines_agree import request
from tests.support.canonical import fill
from tests.support.commands import deckgen
from tests.support.planted import PlantedCompany, planted_company
from tests.support.results import a_part, a_result
from tests.support.search import holding

# --- one deck -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "part", "small"),
    [(30, 30, False), (30, 29, True), (30, 26, True), (30, 25, False), (30, 0, False)],
)
def test_when_the_rest_can_be_traced_back(whole: int, part: int, small: bool) -> None:
    assert rest_is_small(whole, part, 5) is small


def test_a_metric_is_compared_only_if_the_rest_of_its_base_is_large_or_empty() -> None:
    own = a_result(a_part(n=96))
    for n, compared in ((96, True), (97, False), (100, False), (101, True)):
        assert comparable(own, a_result(a_part(n=n)), 5) is compared


def test_a_past_period_with_a_small_rest_counts_as_well() -> None:
    own, whole = a_part(n=50), a_part(n=100)
    assert whole.prior is not None
    assert comparable(a_result(own), a_result(whole), 5)
    before = replace(whole, prior=replace(whole.prior, n=52))
    assert not comparable(a_result(own), a_result(before), 5)


# --- all decks of a kind --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def results() -> Results:
    engine = SQLite()
    try:
        return compute(engine, fill(engine, company(7)), request(), catalogue())
    finally:
        engine.close()


def shown_sizes(result: MetricResult) -> list[int]:
    """n of the headline in every period that a slide may show; 0 where it is not known."""
    part = result.value
    before = [one for one in (part.prior, part.year_ago) if one is not None]
    return [one.n or 0 for one in (part.now, *before, *(point.reading for point in part.trend))]


@pytest.mark.parametrize("grouping", [("segment",), ("segment", "region")])
def test_what_any_pool_of_one_kind_can_subtract_is_withheld(
    results: Results, grouping: tuple[str, ...]
) -> None:
    """The readers of these decks take their numbers, and those of the customers in no segment,
    from the company's: what is left, counted by subtraction, is nobody or enough in every period
    of every metric that is still compared."""
    groups, least = results.groups(grouping), 4
    named = [group for group in groups if all(value is not None for _, value in group)]
    unnamed = [group for group in groups if group not in named]
    assert unnamed
    additive = []
    for id in results.metrics:
        parts = [shown_sizes(results.metric(id, group)) for group in groups]
        whole = [sum(sizes) for sizes in zip(*parts, strict=True)]
        if any(whole) and whole == shown_sizes(results.metric(id)):
            additive.append(id)
    assert len(additive) >= 5
    pools = [pool for size in (len(named), len(named) - 1, len(named) - 2)
             for pool in list(combinations(named, size))[:12]]  # fmt: skip
    verdicts = set()
    for pool in pools:
        hidden = withheld(results, rests(results, pool), least)
        lost = sum(results.sizes.get(one, 0) for one in named if one not in pool)
        for id in additive:
            left = [
                whole - sum(parts)
                for whole, *parts in zip(
                    shown_sizes(results.metric(id)),
                    *(shown_sizes(results.metric(id, one)) for one in (*pool, *unnamed)),
                    strict=True,
                )
            ]
            told = 0 < lost < least or any(0 < one < least for one in left)
            assert (id in hidden) is told, (id, pool)
            verdicts.add(told)
    assert verdicts == {True, False}


def test_kinds_are_judged_each_by_itself_and_without_decks_nothing_is_left(
    results: Results,
) -> None:
    (smb,) = [one for one in results.groups(("segment",)) if one == (("segment", "SMB"),)]
    assert rests(results, [(), smb])[0].dimensions == ("segment",)
    assert smb not in rests(results, [(), smb])[0].groups
    assert rests(results, [()]) == ()
    every: Iterable[Group] = results.groups(("segment",))
    assert rests(results, every) == ()


def test_customers_in_no_segment_end_no_comparison(results: Results) -> None:
    every = results.groups(("segment",))
    assert (("segment", None),) in every
    assert rests(results, [one for one in every if one != (("segment", None),)]) == ()


# --- decks ----------------------------------------------------------------------------------------


def planted(folder: Path, sizes: tuple[int, ...], **settings: str) -> PlantedCompany:
    """Regions of these sizes; every customer is in one."""
    made = planted_company(folder, sizes)
    revenue = (made.folder / "revenue.csv").read_text(encoding="utf-8").splitlines()
    known = [line for line in revenue if "orphan" not in line]
    (made.folder / "revenue.csv").write_text("\n".join(known), encoding="utf-8")
    lines = "".join(f"  {name}: {value}\n" for name, value in settings.items())
    text = made.config.read_text(encoding="utf-8")
    made.config.write_text(text + lines, encoding="utf-8")
    return made


def built(made: PlantedCompany, out: Path) -> tuple[list[Path], str]:
    answer = deckgen("build", made.config, "--all-segments", "--jobs", "1", "-o", out)
    assert answer.code == 0, answer.err
    return [Path(line) for line in answer.out.splitlines()], answer.err


def compares(path: Path) -> bool:
    """Whether the company's own line is a series of a chart."""
    found = holding(path, ["all customers"])
    return any("charts/" in name or ".xlsx" in name for name, _ in found)


def test_where_every_customer_is_in_a_deck_segments_are_compared(tmp_path: Path) -> None:
    paths, said = built(planted(tmp_path / "company", (12, 9, 7)), tmp_path / "out")
    assert [compares(path) for path in paths[1:]] == [True] * 3
    assert "company's numbers" not in said


def test_two_customers_without_a_deck_are_told_by_no_pool_of_decks(tmp_path: Path) -> None:
    """No single deck could tell: the rest of each is at least eleven customers."""
    out = tmp_path / "out"
    made = planted(tmp_path / "company", (12, 9, 7, 2))
    rows = len((made.folder / "revenue.csv").read_text(encoding="utf-8").splitlines()) - 1
    paths, said = built(made, out)
    assert len(paths) == 4
    assert holding(paths[0], [f">{rows}<"])
    assert not any(compares(path) for path in paths[1:])
    reason = "2 customers have no deck by region, fewer than min_customers (5)"
    assert reason in re.sub(r"\s+", " ", said)
    page = (out / "index.html").read_text(encoding="utf-8")
    assert reason in page
    (remark,) = json.loads((out / "index.json").read_text(encoding="utf-8"))["remarks"]
    assert reason in remark
    for path in paths[1:]:
        assert holding(path, ["Compared with all customers: no metric is"])
        assert not holding(path, [f">{rows}<"])  # of revenue, of customers of all regions


def test_small_segments_that_share_a_deck_leave_nobody_out(tmp_path: Path) -> None:
    made = planted(tmp_path / "company", (12, 9, 3, 3), small_segments="other")
    paths, said = built(made, tmp_path / "out")
    assert [compares(path) for path in paths[1:]] == [True] * 3
    assert "company's numbers" not in said


def test_a_run_with_nothing_to_do_says_again_what_is_not_compared(tmp_path: Path) -> None:
    made = planted(tmp_path / "company", (12, 9, 7, 2))
    built(made, tmp_path / "out")
    _, said = built(made, tmp_path / "out")
    assert "nothing has changed" in said
    assert "2 customers have no deck by region" in re.sub(r"\s+", " ", said)


def test_a_deck_is_the_same_alone_whatever_decks_of_others_would_tell(tmp_path: Path) -> None:
    made = planted(tmp_path / "company", (12, 9, 7, 2))
    paths, _ = built(made, tmp_path / "out")
    answer = deckgen(
        "build", made.config, "--segment", f"region={made.region(1)}", "-o", tmp_path / "alone"
    )
    assert answer.code == 0, answer.err
    (alone,) = (tmp_path / "alone").iterdir()
    (among,) = [path for path in paths if path.name == alone.name]
    assert alone.read_bytes() == among.read_bytes()


def test_a_deck_of_nearly_everyone_shows_no_company(tmp_path: Path) -> None:
    """Who knows 18 of 20 customers and the company's numbers knows the other two."""
    paths, _ = built(planted(tmp_path / "company", (20, 2)), tmp_path / "out")
    assert not any(compares(path) for path in paths[1:])
