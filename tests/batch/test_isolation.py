"""A variant holds its own customers only: planted words of the others are nowhere in its file."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from deckgen.batch.isolation import _SENTENCES, customer_label, guarded
from deckgen.run import Run
from tests.support.commands import deckgen
from tests.support.needs import CHECKOUT
from tests.support.planted import PlantedCompany, canary, planted_company
from tests.support.search import holding, parts

REGIONS = range(4)


@pytest.fixture(scope="module")
def decks(planted: PlantedCompany, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return built(planted, tmp_path_factory.mktemp("decks"))


def built(company: PlantedCompany, out: Path, *more: str) -> dict[str, Path]:
    """The decks by the canary of their region; "" is the company's, ``Other`` the shared one."""
    answer = deckgen("build", company.config, "--all-segments", "-o", out, "--jobs", "1", *more)
    assert answer.code == 0, answer.err
    found = {}
    for line in answer.out.splitlines():
        word = re.search(r"Canary[a-z]+|Other", Path(line).name)
        found[word[0] if word else ""] = Path(line)
    return found


def test_the_search_finds_what_is_there(decks: dict[str, Path]) -> None:
    """Were it blind, the tests below would prove nothing: the company's deck names every region,
    and a region's deck names itself on slides, in notes, texts for the blind and workbooks."""
    assert {word for _, word in holding(decks[""], [canary(n) for n in REGIONS])} >= {
        canary(0), canary(1), canary(2),
    }  # fmt: skip
    own = [name for name, _ in holding(decks[canary(0)], [canary(0)])]
    for place in ("slides/slide", "notesSlides/", ".xlsx!xl/worksheets", "docProps/core.xml",
                  "charts/chart", "customXml/"):  # fmt: skip
        assert [name for name in own if place in name], place


@pytest.mark.parametrize("number", [0, 1, 2])
def test_no_part_of_a_deck_holds_a_word_about_anybody_else(
    decks: dict[str, Path], number: int
) -> None:
    others = [canary(other) for other in REGIONS if other != number]
    assert holding(decks[canary(number)], others) == []


@pytest.mark.parametrize(
    "setting",
    ["compare_to_company: false", "small_segments: other", "variants: [team, region > squad]",
     "by: [region, squad, industry]", "variants: [segment x region]"],
)  # fmt: skip
def test_whatever_the_settings(setting: str, tmp_path: Path) -> None:
    company = planted_company(tmp_path / "company", (8, 7, 2, 3))
    text = company.config.read_text(encoding="utf-8")
    text = re.sub(r"  min_customers: 5", "  min_customers: 3", text)
    key = setting.partition(":")[0]
    if f"  {key}:" in text:
        text = re.sub(rf"  {key}: .*", f"  {setting}", text)
    else:
        text += f"  {setting}\n"
    company.config.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    answer = deckgen("build", company.config, "--all-segments", "-o", out, "--jobs", "1")
    assert answer.code == 0, answer.err
    searched = 0
    for line in answer.out.splitlines()[1:]:
        path = Path(line)
        own = set(re.findall(r"Canary[a-z]+", path.name))
        if "Other" in path.name:
            own = {canary(2), canary(3)}
        if not own:
            continue  # no region: a segment or a product of all of them
        others = [canary(number) for number in REGIONS if canary(number) not in own]
        assert holding(path, others) == [], path.name
        searched += 1
    assert searched >= 2


def test_without_comparison_no_number_of_the_company_is_shown(
    planted: PlantedCompany, tmp_path: Path
) -> None:
    text = planted.config.read_text(encoding="utf-8")
    own = planted.config.with_name("alone.yaml")
    own.write_text(text + "  compare_to_company: false\n", encoding="utf-8")
    answer = deckgen("build", own, "--segment", f"region={planted.region(0)}", "-o", tmp_path)
    assert answer.code == 0, answer.err
    (path,) = tmp_path.iterdir()
    # 544 rows of revenue were read, of customers of all regions
    assert holding(path, [">544<", "vs all"]) == []
    assert lines_of_the_company(path) == []


def lines_of_the_company(path: Path) -> list[str]:
    """The charts and workbooks in which the company's own line is a series."""
    found = holding(path, ["all customers"])
    return [name for name, _ in found if "charts/" in name or ".xlsx" in name]


def test_paths_of_the_machine_are_in_no_deck(decks: dict[str, Path]) -> None:
    for path in decks.values():
        assert holding(path, [str(path.parent), str(CHECKOUT)]) == []


# --- findings and names ---------------------------------------------------------------------------


def test_every_finding_of_the_checks_has_a_sentence_of_its_own() -> None:
    import deckgen.staging.churn_checks as churn
    import deckgen.staging.quality as quality

    documented = set(re.findall(r"data-3\d\d", f"{quality.__doc__}{churn.__doc__}"))
    stopping = {"data-307", "data-311"}  # these end the run
    assert documented - stopping <= set(_SENTENCES)


def test_guarded_findings_hold_no_text_of_the_data(planted_run: Run) -> None:
    told = guarded(planted_run.staged)
    said = repr(told.findings) + repr(told.accounts)
    assert "Canary" not in said.replace("/Canary", "")
    assert [one.rejected for one in told.accounts] == [
        one.rejected for one in planted_run.staged.accounts
    ]
    assert len(told.findings) == len(planted_run.staged.findings)


def test_customers_have_stable_labels_instead_of_names(tmp_path: Path) -> None:
    company = planted_company(tmp_path / "company", (8, 7))
    text = company.config.read_text(encoding="utf-8")
    company.config.write_text(text + "output: {anonymize: customers}\n", encoding="utf-8")
    decks = built(company, tmp_path / "out")
    label = customer_label(f"id-{canary(0)}-3")  # the one that left
    assert re.fullmatch(r"Customer [0-9A-Z]{6}", label)
    for key, path in decks.items():
        names = [name for name, _ in holding(path, [f"Name {canary(0)}", f"id-{canary(0)}"])]
        assert names == [], key
    assert holding(decks[""], [label])
    assert holding(decks[canary(0)], [label])
    assert customer_label("a") != customer_label("b")


def test_thumbnails_are_of_nobody(decks: dict[str, Path]) -> None:
    """A picture cannot be searched: the one for file browsers must be the same in every deck."""
    seen = {
        content
        for path in decks.values()
        for name, content in parts(path)
        if "thumbnail" in name and "(name)" not in name
    }
    assert len(seen) <= 1


def test_the_search_looks_into_packages_inside_packages(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", "a Needle")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("book.xlsx", inner.getvalue())
    assert [word for _, word in holding(tmp_path / "outer.zip", ["needle"])] == ["needle"]
