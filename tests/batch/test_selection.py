"""Which segments get a deck: every one that was asked for gets one, or a line that says why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.batch.selection import select, wanted
from deckgen.config import VariantChoice
from deckgen.config.groups import fits, split_levels
from deckgen.errors import ConfigError
from deckgen.model.request import Group
from deckgen.run import Run
from tests.support.commands import assert_refused, deckgen
from tests.support.planted import PlantedCompany


def region(company: PlantedCompany, number: int) -> Group:
    return (("region", company.region(number)),)


def test_all_variants_are_the_company_and_every_segment_that_is_large_enough(
    planted: PlantedCompany, planted_run: Run
) -> None:
    found = select(planted_run.results, planted_run.config, wanted([], everything=True))
    assert [(one.group, one.customers) for one in found.variants] == [
        ((), 30), (region(planted, 0), 10), (region(planted, 1), 8), (region(planted, 2), 6),
    ]  # fmt: skip
    assert [str(one) for one in found.omitted] == [
        f"no deck for {planted.region(3)}: 2 customers, fewer than min_customers (5)",
        "no deck for customers with no region: 4 customers, fewer than min_customers (5)",
    ]


def test_a_named_segment_gets_its_deck_whatever_its_size(
    planted: PlantedCompany, planted_run: Run
) -> None:
    name = f"region={planted.region(3).upper()}"
    found = select(planted_run.results, planted_run.config, wanted([name]))
    assert [one.group for one in found.variants] == [region(planted, 3)]
    nobody = select(planted_run.results, planted_run.config, wanted(["region="]))
    assert [one.group for one in nobody.variants] == [(("region", None),)]


def test_several_values_of_a_dimension_are_several_decks_and_patterns_are_all_they_mean(
    planted: PlantedCompany, planted_run: Run
) -> None:
    results, config = planted_run.results, planted_run.config
    two = select(results, config, wanted([f"region={planted.region(n)}" for n in (2, 0)]))
    assert [one.group for one in two.variants] == [region(planted, 2), region(planted, 0)]
    several = select(results, config, wanted(["region=Region*"]))
    assert [one.group for one in several.variants] == [region(planted, n) for n in range(4)]
    crossed = select(results, config, wanted(["segment=smb", "region=*bbb"]))
    (one,) = crossed.variants
    assert one.group == (("segment", "SMB"), ("region", planted.region(0)))


def test_all_variants_within_a_segment(planted: PlantedCompany, planted_run: Run) -> None:
    choices = (VariantChoice(("region",)), VariantChoice(("region", "segment")))
    config = replace(
        planted_run.config,
        segments=replace(planted_run.config.segments, choices=choices, min_customers=1),
    )
    asked = wanted([f"region={planted.region(0)}"], everything=True)
    found = select(planted_run.results, config, asked)
    assert [one.label for one in found.variants] == [
        planted.region(0), f"Enterprise, {planted.region(0)}", f"SMB, {planted.region(0)}",
    ]  # fmt: skip


def test_a_listed_segment_without_customers_is_named_with_its_place(
    company: PlantedCompany, tmp_path: Path
) -> None:
    change(company, "variants: [region]", "variants: [{region: [Region Canarybbb, Canarybbb]}]")
    answer = deckgen("build", company.config, "--all-segments", "-o", tmp_path / "out")
    assert answer.code == 0, answer.err
    assert len(answer.out.splitlines()) == 2
    assert "no deck for region=Canarybbb: " in answer.err
    assert "config.yaml:52:14: no customer is in it" in answer.err


def test_a_segment_that_is_misspelt_on_the_command_line_is_refused(company: PlantedCompany) -> None:
    answer = deckgen("build", company.config, "--segment", "region=Region Canarybb")
    assert_refused(answer, "no customer is in the segment", "did you mean", code="segment-103")
    answer = deckgen("build", company.config, "--segment", "region=X*")
    assert_refused(answer, "no customer is in the segment region=X*", code="segment-103")


def test_what_is_different_for_a_segment_is_in_its_deck_only(
    company: PlantedCompany, tmp_path: Path
) -> None:
    (company.folder / "own.yaml").write_text(
        "metrics: {logo_churn: {why: Two sites were closed.}}\n", encoding="utf-8"
    )
    change(
        company,
        "  min_customers: 5",
        "  min_customers: 5\n  overrides:\n    region=*bbb:\n      title: The north\n"
        "      prepared_for: Its head\n      narrative: own.yaml\n      leave_out: [nps]\n"
        "      targets: {logo_churn: 90%}",
    )
    answer = deckgen("build", company.config, "--all-segments", "-o", tmp_path / "out")
    assert answer.code == 0, answer.err
    everyone, first, second = [texts(Path(line)) for line in answer.out.splitlines()]
    for said in ("The north", "Its head", "Two sites were closed.", "90%"):
        assert said in first, said
        assert said not in second
        assert said not in everyone
    assert "Net promoter score" in second
    assert "Net promoter score" not in first


def test_the_deck_says_where_a_customer_counts_that_changed_its_segment(
    company: PlantedCompany, tmp_path: Path
) -> None:
    change(company, "by: [segment, region]", "by: [squad, region]")
    answer = deckgen("build", company.config, "-o", tmp_path / "out")
    assert answer.code == 0, answer.err
    said = texts(Path(answer.out.strip()))
    assert "Who changed squad in the period counts by that of the opening" in said
    assert "past periods are shown by the region of today" in said


@pytest.mark.parametrize(
    ("pattern", "value", "meant"),
    [
        ("EMEA", "emea ", True),
        ("E*", "EMEA", True),
        ("E*", "APAC", False),
        ("E?EA", "EMEA", True),
        ("E?", "EMEA", False),
        ("*", None, False),
        (None, None, True),
        (None, "", False),
        ("a.c", "abc", False),
        ("[ab]", "a", False),
        ("[ab]", "[AB]", True),
        ("what?", "what?", True),
        ("e\u0301", "\u00c9", True),
    ],
)
def test_what_a_pattern_means(pattern: str | None, value: str | None, meant: bool) -> None:
    assert fits(pattern, value) is meant


def test_levels_of_a_hierarchy() -> None:
    assert split_levels("company > region > team", ()) == (("region",), ("region", "team"))
    assert split_levels("segment x region", ()) == (("segment", "region"),)
    assert split_levels("a > b", ("a > b",)) == (("a > b",),)


@pytest.mark.parametrize("pair", ["region", "=EMEA", ""])
def test_what_is_no_segment(pair: str) -> None:
    with pytest.raises(ConfigError, match="is not dimension=value"):
        wanted([pair])


def change(company: PlantedCompany, old: str, new: str) -> None:
    text = company.config.read_text(encoding="utf-8")
    assert old in text
    company.config.write_text(text.replace(old, new), encoding="utf-8")


def texts(path: Path) -> str:
    """All texts of a deck's slides, cells of tables included."""
    said: list[str] = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if getattr(shape, "has_table", False):
                said += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)
