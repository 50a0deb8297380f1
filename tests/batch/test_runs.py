"""Runs of many decks: index and page, unchanged inputs, edited decks, failures, processes."""

from __future__ import annotations

import base64
import json
import re
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from pptx import Presentation

from deckgen.batch import making
from deckgen.batch.planning import Material
from deckgen.batch.pool import spread, worthwhile
from deckgen.batch.selection import Variant
from deckgen.model.deck import Deck
from tests.support.commands import assert_refused, contents, deckgen
from tests.support.planted import PlantedCompany


def build(company: PlantedCompany, out: Path, *more: str, code: int = 0) -> str:
    answer = deckgen("build", company.config, "--all-segments", "-o", out, *more)
    assert answer.code == code, answer.err
    return answer.err


def test_the_index_says_which_decks_there_are_for_whom(
    company: PlantedCompany, tmp_path: Path
) -> None:
    build(company, tmp_path)
    index = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    # 8 and 7 customers of which one each has left before the closing; region 2 has 2
    assert [(one["variant"], one["customers"]) for one in index["decks"]] == [
        ({}, 18), ({"region": company.region(0)}, 7), ({"region": company.region(1)}, 6),
    ]  # fmt: skip
    assert all((tmp_path / one["file"]).is_file() for one in index["decks"])
    assert [one["customers"] for one in index["omitted"]] == [2, 3]


class Page(HTMLParser):
    """Links, pictures and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(str(given["href"]))
        if tag == "img":
            self.pictures.append(given)
        if tag not in ("meta", "img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_links_every_deck_and_needs_nothing_else(
    company: PlantedCompany, tmp_path: Path
) -> None:
    build(company, tmp_path)
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert sorted(unquote(one) for one in page.links) == sorted(
        one.name for one in tmp_path.glob("*.pptx")
    )
    assert not re.findall(r'(?:src|href)="(?:https?:|//)', text)
    assert '<html lang="en">' in text
    for picture in page.pictures:
        assert str(picture["alt"]).startswith("Scorecard of ")
        data = str(picture["src"]).removeprefix("data:image/svg+xml;base64,")
        drawing = base64.b64decode(data).decode()
        ElementTree.fromstring(drawing)
        assert "Net revenue retention" in drawing
    assert len(page.pictures) == 3


def test_nothing_is_written_again_when_nothing_has_changed(
    company: PlantedCompany, tmp_path: Path
) -> None:
    build(company, tmp_path)
    times = {one: one.stat().st_mtime_ns for one in tmp_path.iterdir()}
    said = build(company, tmp_path)
    assert "nothing has changed since these decks were made" in said
    assert "no deck for" in said
    assert {one: one.stat().st_mtime_ns for one in tmp_path.iterdir()} == times


def test_a_deck_that_a_person_edited_is_left_alone_and_told(
    company: PlantedCompany, tmp_path: Path
) -> None:
    build(company, tmp_path)
    deck = next(tmp_path.glob("*bbb.pptx"))
    deck.write_bytes(b"mine")
    gone = next(tmp_path.glob("*bbc.pptx"))
    content = gone.read_bytes()
    assert f"{deck.name} (edited, left alone)" in build(company, tmp_path)
    gone.unlink()  # a run that has something to do leaves it alone as well
    names = {one.name for one in tmp_path.iterdir()} | {gone.name}
    assert f"{deck.name} (edited, left alone)" in build(company, tmp_path)
    assert deck.read_bytes() == b"mine"
    assert gone.read_bytes() == content
    assert {one.name for one in tmp_path.iterdir()} == names


@pytest.mark.parametrize("what", ["config.yaml", "revenue.csv"])
def test_changed_inputs_are_noticed(company: PlantedCompany, tmp_path: Path, what: str) -> None:
    build(company, tmp_path)
    path = company.folder / what
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    said = build(company, tmp_path)
    assert "nothing has changed" not in said
    assert said.count("(unchanged)") == 3  # an empty line changes no number


def test_a_changed_number_is_a_new_deck_beside_the_old_one(
    company: PlantedCompany, tmp_path: Path
) -> None:
    build(company, tmp_path)
    before = contents(tmp_path)
    path = company.folder / "customers.csv"
    text = path.read_text(encoding="utf-8").replace(",Enterprise,Region Canarybbb", ",SMB,"
                                                    "Region Canarybbb")  # fmt: skip
    path.write_text(text, encoding="utf-8")
    build(company, tmp_path)
    after = contents(tmp_path)
    decks = {name for name in before if name.endswith(".pptx")}
    assert {name: after[name] for name in decks} == {name: before[name] for name in decks}
    index = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    assert [one["file"].endswith("(2).pptx") for one in index["decks"]] == [True, True, False]


def test_an_index_of_somebody_else_is_not_replaced(company: PlantedCompany, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Mine</h1>", encoding="utf-8")
    answer = deckgen("build", company.config, "--all-segments", "-o", tmp_path)
    assert_refused(answer, "this file was not made by deckgen", code="output-405")
    assert [one.name for one in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.parametrize("content", ["{}", '{"generator": "deckgen 9", "decks": [{"file": 1}]}',
    '{"generator": "deckgen 9", "format": 1, "decks": [{"file": "../x"}], "omitted": []}',
])  # fmt: skip
def test_an_index_that_somebody_has_broken_is_no_obstacle(
    company: PlantedCompany, tmp_path: Path, content: str
) -> None:
    build(company, tmp_path)
    if content != "{}":
        (tmp_path / "index.json").write_text(content, encoding="utf-8")
    else:
        (tmp_path / "index.json").unlink()
    assert build(company, tmp_path).count("(unchanged)") == 3


def test_one_deck_that_fails_does_not_stop_the_others(
    company: PlantedCompany, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = making.drawn

    def broken(deck: Deck, material: Material, variant: Variant) -> bytes:
        if variant.label == company.region(0):
            raise ZeroDivisionError("surprise")
        return drawn(deck, material, variant)

    monkeypatch.setattr(making, "drawn", broken)
    said = build(company, tmp_path, "--jobs", "1", code=1)
    assert f"{company.region(0)}: error build-170" in said
    assert "Traceback" not in said
    assert len(list(tmp_path.glob("*.pptx"))) == 2
    index = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    assert [one["label"] for one in index["failed"]] == [company.region(0)]
    assert "Could not be made" in (tmp_path / "index.html").read_text(encoding="utf-8")
    monkeypatch.setattr(making, "drawn", drawn)
    assert "(unchanged)" in build(company, tmp_path)  # the next run makes what was missing
    assert len(list(tmp_path.glob("*.pptx"))) == 3


def test_a_dry_run_names_the_files_and_writes_nothing(
    company: PlantedCompany, tmp_path: Path
) -> None:
    answer = deckgen("build", company.config, "--all-segments", "-o", tmp_path, "--dry-run")
    assert answer.code == 0, answer.err
    assert "a dry run: nothing was written" in answer.err
    assert list(tmp_path.iterdir()) == []
    build(company, tmp_path)
    assert answer.out.splitlines() == [
        one["file"] for one in json.loads((tmp_path / "index.json").read_text())["decks"]
    ]


def test_decks_are_the_same_whether_made_alone_together_or_in_several_processes(
    planted: PlantedCompany, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deckgen.batch.pool.FEWEST", 1)
    build(planted, tmp_path / "one", "--jobs", "1")
    build(planted, tmp_path / "two", "--jobs", "2")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    answer = deckgen(
        "build", planted.config, "--segment", f"region={planted.region(2)}", "-o",
        tmp_path / "alone",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    (alone,) = (tmp_path / "alone").iterdir()
    assert alone.read_bytes() == (tmp_path / "one" / alone.name).read_bytes()
    assert len(Presentation(str(alone)).slides) > 16


# --- processes ------------------------------------------------------------------------------------


def doubled(number: int) -> int:
    if number == 13:
        import os

        os._exit(3)
    return 2 * number


def hired() -> object:
    return doubled


def test_a_process_that_dies_costs_its_own_task_only() -> None:
    tasks = [1, 13, 2, 3, 13, 4]
    found = dict(spread(tasks, 2, hired, partial(int.__neg__)))  # type: ignore[arg-type]
    assert found == {0: 2, 1: -13, 2: 4, 3: 6, 4: -13, 5: 8}


@pytest.mark.parametrize(
    ("jobs", "tasks", "worth"), [(1, 500, 1), (2, 7, 1), (2, 8, 2), (16, 20, 5), (4, 0, 1)]
)
def test_how_many_processes_tasks_are_worth(jobs: int, tasks: int, worth: int) -> None:
    assert worthwhile(jobs, tasks) == worth
