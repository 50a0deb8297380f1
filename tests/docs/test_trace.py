"""docs/trace.md: its commands do what it says, and its figures are those of the raw files.

The second half counts from the files with ``csv`` and ``openpyxl`` alone, not with deckgen.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from deckgen.bundled import example_config
from deckgen.pipeline import BuildOptions, build_decks, load_config, numbers
from deckgen.starter.demo import write_demo

PAGE = (Path(__file__).parents[2] / "docs" / "trace.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())
PROGRAMS = ("bash", "awk", "sed", "sort", "uniq", "cut", "comm", "wc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample company in ``demo``, as the page's first command makes it."""
    folder = tmp_path_factory.mktemp("trace")
    write_demo(folder / "demo", example_config())
    return folder


def steps() -> Iterator[tuple[str, str]]:
    """Every command of the page with the output it shows."""
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            first, *rest = step.splitlines()
            more = [line[2:] for line in rest if line.startswith("> ")]
            yield "\n".join([first, *more]), "".join(f"{line}\n" for line in rest[len(more) :])


def test_the_commands_print_what_the_page_shows(folder: Path) -> None:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not on PATH: {', '.join(missing)}")
    found = list(steps())
    assert len(found) == 15
    deckgen = f'deckgen() {{ "{sys.executable}" -m deckgen "$@"; }}; '
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1", "COLUMNS": "80"}
    for command, shown in found:
        done = subprocess.run(
            ["bash", "-c", deckgen + command], cwd=folder, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        flags = ELLIPSIS | NORMALIZE_WHITESPACE
        assert OutputChecker().check_output(shown, done.stdout, flags), (
            f"{command}\nprinted\n{done.stdout}\nthe page shows\n{shown}"
        )


def test_the_slides_say_what_the_page_quotes(folder: Path) -> None:
    report = build_decks(
        load_config(folder / "demo/config.yaml"), BuildOptions(folder=folder / "out")
    )
    slides = Presentation(str(report.decks[0].path)).slides
    texts = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in slides
    ]
    texts = [" ".join(text.split()) for text in texts]
    quoted = re.findall(r"^Slide (\d+) says:\n\n> (.*)$", PAGE, re.MULTILINE)
    assert [number for number, _ in quoted] == ["5", "16", "24"]
    for number, quote in quoted:
        assert quote in texts[int(number) - 1]
    footer = "opening revenue ($23.2M ÷ $23.1M). n = 389 customers."
    assert footer in TEXT
    assert footer in texts[4]
    assert "Answers without a score on the scale are excluded" in texts[15]
    assert "± 10 " in texts[15]
    assert "Without a reason 12.5%" in texts[23]


# --- counted without deckgen -----------------------------------------------------------------


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of an export, exact repetitions once."""
    with (folder / "demo/data" / name).open(encoding="utf-8-sig", newline="") as file:
        every = [tuple(row.items()) for row in csv.DictReader(file)]
    return [dict(row) for row in dict.fromkeys(every)]


def paid(folder: Path, month: str) -> dict[str, Decimal]:
    """What each customer paid in a month; texts that are no amount are left out."""
    return {
        row["account"]: Decimal(row["MRR (USD)"].replace("$", "").replace(",", ""))
        for row in rows(folder, "mrr.csv")
        if row["month"] == month and row["MRR (USD)"] != "tbc"
    }


def lost(folder: Path) -> set[str]:
    """Customers with revenue in March and none in June."""
    before, now = paid(folder, "2025-03"), paid(folder, "2025-06")
    return {one for one, amount in before.items() if amount > 0 and now.get(one, Decimal()) <= 0}


def test_net_revenue_retention_counted_by_hand(folder: Path) -> None:
    before, now = paid(folder, "2025-03"), paid(folder, "2025-06")
    opening = {one for one, amount in before.items() if amount > 0}
    total, kept = sum(before[one] for one in opening), sum(now.get(one, 0) for one in opening)
    assert f"{len(opening)} customers: {kept:.2f} / {total:.2f} = {kept / total:.6f}" in TEXT
    assert f"{kept:,.2f} × 12 = ${kept * 12 / 10**6:.1f}M" in TEXT
    assert f"{total:,.2f} × 12 = ${total * 12 / 10**6:.1f}M" in TEXT
    added = [one for one, amount in now.items() if amount > 0 and one not in opening]
    assert f"The {len(added)} customers that are new or came back" in TEXT
    loss = before["A-1274"] - now["A-1274"]
    assert f"{loss:,.2f} a month × 12 = ${loss * 12:,.0f} a year" in TEXT
    without = kept + loss
    assert f"{without:,.2f} ÷ {total:,.2f} = {100 * without / total:.1f}%" in TEXT


def test_every_row_of_revenue_is_accounted_for(folder: Path) -> None:
    with (folder / "demo/data/mrr.csv").open(encoding="utf-8-sig", newline="") as file:
        read = sum(1 for _ in csv.DictReader(file))
    different = rows(folder, "mrr.csv")
    used = [row for row in different if row["MRR (USD)"] != "tbc"]
    assert f"{read:,} rows were read, {len(used):,} are used" in TEXT
    assert (read - len(different), len(different) - len(used)) == (4, 5)
    assert "four rows twice, five rows with `tbc`" in TEXT


def answers(folder: Path) -> list[dict[str, Any]]:
    """The NPS answers given in the second quarter of 2025."""
    book = openpyxl.load_workbook(folder / "demo/data/surveys.xlsx", read_only=True)
    lines = [list(line) for line in book["NPS"].iter_rows(values_only=True)]
    book.close()
    header = next(number for number, line in enumerate(lines) if line[0] == "Response")
    assert (lines[header][4], lines[header][5][:10]) == ("Answered", "Likelihood")
    every = [
        {**dict(zip(lines[header], line, strict=True)), "row": number}
        for number, line in enumerate(lines[header + 1 :], start=header + 2)
    ]
    first, after = datetime(2025, 4, 1), datetime(2025, 7, 1)
    return [one for one in every if one["Answered"] and first <= one["Answered"] < after]


def test_net_promoter_score_counted_by_hand(folder: Path) -> None:
    given = answers(folder)
    scores = [one["Likelihood to recommend (0-10)"] for one in given]
    inside = [score for score in scores if score is not None and 0 <= score <= 10]
    counts = {
        "answers of the quarter": len(given),
        "promoters, 9 and 10": sum(score >= 9 for score in inside),
        "passives, 7 and 8": sum(7 <= score <= 8 for score in inside),
        "detractors, 0 to 6": sum(score <= 6 for score in inside),
    }
    for what, number in counts.items():
        assert re.search(rf"^\| {what} \|.*\| {number} \|$", PAGE, re.MULTILINE), what
    promoters, passives, detractors = list(counts.values())[1:]
    assert f"{promoters} + {passives} + {detractors} = {len(inside)}" in TEXT
    score = 100 * (promoters - detractors) / len(inside)
    assert f"100 × ({promoters} − {detractors}) ÷ {len(inside)} = {score:.1f}" in TEXT
    assert Counter(scores)[11] == 2
    assert scores.count(None) == 1
    assert len({one["Contact"] for one in given}) == len(given) == 214
    of_account = [one for one in given if one["Account ID"] == "A-1137"]
    assert [one["row"] for one in of_account] == [4788]
    assert of_account[0]["Likelihood to recommend (0-10)"] == 3
    june = paid(folder, "2025-06")
    assert f"with ${12 * june['A-1137']:,.0f} a year the largest of them" in TEXT
    detracting = {
        one["Account ID"]
        for one in given
        if one["Likelihood to recommend (0-10)"] is not None
        and one["Likelihood to recommend (0-10)"] <= 6
    }
    assert max(detracting, key=lambda one: june.get(one, Decimal())) == "A-1137"


def reasons(folder: Path, until: str) -> dict[str, set[str]]:
    """The reasons of lost customers, two names of one reason merged."""
    gone = lost(folder)
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder, "reasons.csv"):
        dated = "2024-07-01" <= row["Recorded on"] <= until
        if row["Account"] in gone and row["Category"] == "Churn reason" and dated:
            found[row["Account"]].add(row["Reason"].replace("Pricing", "Price increase"))
    return found


def test_drivers_of_churn_counted_by_hand(folder: Path) -> None:
    gone, found = lost(folder), reasons(folder, "2025-07-03")
    citing = Counter(reason for given in found.values() for reason in given)
    for reason, number in citing.items():
        assert re.search(rf"^ +{number} {reason}$", PAGE, re.MULTILINE), reason
    leading = citing["Price increase"]
    assert f"{leading} of {len(gone)} is {100 * leading / len(gone)}%" in TEXT
    silent = sorted(gone - found.keys())
    assert "\n".join(silent) in PAGE
    assert f'the {100 * len(silent) / len(gone)}% "Without a reason"' in TEXT
    assert sum(len(given) == 2 for given in found.values()) == 3


def test_a_day_earlier_the_price_increase_is_the_reason_of_five(folder: Path) -> None:
    assert "with `as_of: 2025-07-02` the price increase would have been the reason of five" in TEXT
    assert sum("Price increase" in one for one in reasons(folder, "2025-07-02").values()) == 5
    config = folder / "demo/config.yaml"
    earlier = folder / "demo/earlier.yaml"
    text = config.read_text(encoding="utf-8")
    earlier.write_text(text.replace("as_of: 2025-07-03", "as_of: 2025-07-02"), encoding="utf-8")
    told = [
        row.value
        for row in numbers(load_config(earlier), history=False)
        if (row.metric, row.part, row.key) == ("churn_drivers", "customers", "Price increase")
    ]
    assert told == ["5"]
