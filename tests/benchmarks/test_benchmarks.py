"""The benchmarks run, and measure ways that agree. Nothing here looks at a clock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import run
from benchmarks.company import row_counts, written_company
from benchmarks.deck_shapes import slides_of
from benchmarks.measure import CommandFailed, Cost, Sample, cost_of
from benchmarks.report import table
from benchmarks.retention import Sums, deckgen_sums, differences, saved, variants
from benchmarks.with_pandas import retention
from benchmarks.with_python_pptx import deck as peer_deck
from benchmarks.with_queries import each, once
from deckgen.pipeline import load_config, numbers
from deckgen.render import deck_bytes
from deckgen.theme.folder import bundled_theme
from tests.render import decks

CUSTOMERS = 60


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_company(tmp_path_factory.mktemp("bench"), CUSTOMERS)


@pytest.fixture(scope="module")
def ours(config: Path) -> Sums:
    found = numbers(load_config(config), all_segments=True)
    return deckgen_sums(record.as_dict() for record in found)


def test_pandas_and_we_agree_on_every_number(config: Path, ours: Sums) -> None:
    assert differences(ours, retention(config.parent)) == []
    assert ours["2025-Q2", ()][3] > 0, "without customers there is nothing to agree on"


def test_one_query_and_a_query_per_variant_agree_with_us(config: Path, ours: Sums) -> None:
    assert differences(ours, once(config.parent)) == []
    assert differences(ours, each(config.parent)) == []


def test_a_number_that_differs_is_told_with_its_place(ours: Sums) -> None:
    key = ("2025-Q2", (("region", "EMEA"),))
    other = {**ours, key: (ours[key][0] + 1, *ours[key][1:])}
    (line,) = differences(ours, other)
    assert line.startswith("2025-Q2 {'region': 'EMEA'}")


def test_the_variants_are_the_company_its_segments_its_regions_and_their_crossings() -> None:
    sizes = [len(variant) for variant in variants()]
    assert [sizes.count(size) for size in (0, 1, 2)] == [1, 4 + 5, 4 * 5]


def test_the_same_size_gives_the_same_company(config: Path, tmp_path: Path) -> None:
    again = written_company(tmp_path, CUSTOMERS)
    assert row_counts(again) == row_counts(config)
    assert once(again.parent) == once(config.parent)


def test_the_benchmark_runs_from_end_to_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--customers", str(CUSTOMERS), "--times", "1", "--folder", str(tmp_path)]
    assert run.main([*arguments, "--decks", "1", "--slides", "40"]) == 0
    printed = capsys.readouterr().out
    assert "### The sample company" in printed
    assert f"### {CUSTOMERS} customers" in printed
    assert "retention numbers agree" in printed
    assert printed.count("### Writing 1 deck of ") == 2
    assert "### Writing 1 deck of 40 slides" in printed
    assert "| python-pptx |" in printed
    assert "| pandas: retention only, 30 variants |" in printed
    assert not list(tmp_path.glob("run-*")), "what the commands made is taken away"


def test_a_way_that_gives_other_numbers_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "sample_company", lambda folder, times: "")
    monkeypatch.setattr(run, "writing", lambda folder, decks, times, slides=None: "")

    def wrong(path: Path) -> Sums:
        return {key: (numbers[0] + 1, *numbers[1:]) for key, numbers in saved(path).items()}

    monkeypatch.setattr(run, "saved", wrong)
    arguments = ["--customers", str(CUSTOMERS), "--times", "1", "--folder", str(tmp_path)]
    assert run.main(arguments) == 1
    assert "deckgen and pandas differ" in capsys.readouterr().err


def test_a_command_that_fails_has_no_cost(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="exit code 3"):
        cost_of(("sh", "-c", "echo broken; exit 3"), tmp_path / "said.txt")


def test_the_table_shows_the_least_of_several_runs_and_the_ratio_of_cpu_time() -> None:
    quick = Sample("quick", (Cost(2.0, 1.0, 50), Cost(1.5, 1.25, 60)))
    slow = Sample("slow", (Cost(4.0, 3.0, 70),))
    assert table("t", [quick, slow]).splitlines()[4:] == [
        "| quick | 1.50 s | 1.00 s | 1.00 | 60 MiB |",
        "| slow | 4.00 s | 3.00 s | 3.00 | 70 MiB |",
    ]


def test_python_pptx_writes_the_same_texts_tables_and_values(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.pptx", tmp_path / "theirs.pptx"
    ours.write_bytes(deck_bytes(decks.every_slide()))
    theirs.write_bytes(peer_deck(slides_of(ours), bundled_theme().template))

    def told(path: Path) -> list[object]:
        """What a reader of the slides sees."""
        return [
            [
                (shape["name"], shape["kind"], texts(shape), values(shape))
                for shape in slide["shapes"]
                if "[dk:" in shape["name"]
            ]
            for slide in slides_of(path)
        ]

    def texts(shape: dict[str, Any]) -> object:
        cells = [cell for row in shape.get("rows", ()) for cell in row]
        found = [*cells, shape.get("paragraphs", [])]
        return [["".join(run["text"] for run in line) for line in lines] for lines in found]

    def values(shape: dict[str, Any]) -> object:
        if shape.get("chart") in (None, "scatter"):
            return None
        # XlsxWriter writes 16 digits of a number.
        return shape["categories"], [
            (one["name"], [None if x is None else round(x, 9) for x in one["values"]])
            for one in shape["series"]
        ]

    assert told(theirs) == told(ours)
    assert [slide["notes"] for slide in slides_of(theirs)] == [
        slide["notes"] for slide in slides_of(ours)
    ]
