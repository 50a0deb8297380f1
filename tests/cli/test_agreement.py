"""One number has one text and one value, wherever it is read (acceptance of the first deck).

``compute --format json`` is compared with what ``explain`` prints, with the texts on the slides,
with the cells of the workbooks behind the charts and with the history in the speaker notes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from deckgen.explain import explain
from deckgen.explaining import told
from deckgen.model.request import Group
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import Direction
from deckgen.plan.exhibits import CHOICES, second_number, trend_parts
from deckgen.plan.rankings import key_name
from deckgen.plan.trend import series_name
from deckgen.render.marks import element_key, token
from deckgen.run import Run
from deckgen.words.notes import series_name as history_name
from deckgen.words.numbers import ascii_of
from tests.support.commands import deckgen

Records = Sequence[Mapping[str, object]]
CURRENT = "2025-Q2"
GROUPS: dict[str, tuple[Group, str]] = {
    "everyone": ((), "Lumina Cloud - 2025-Q2.pptx"),
    "one segment": ((("segment", "SMB"),), "Lumina Cloud - 2025-Q2 - SMB.pptx"),
}
METRICS = tuple(CHOICES)
SIDES = ("Above the band", "Within the band", "Below the band", "Others")
EFFECTS = ("For the better", "For the worse")
_CLOSE = 1e-11  # a record has twelve digits of a number that does not end


class Shown:
    """A metric's slide in the written file: its shapes by the key in their marks."""

    def __init__(self, presentation: object, metric: str) -> None:
        self.key = f"metric/{metric}"
        self.shapes = {}
        first = token(element_key(self.key, "number/1/value"))
        for slide in presentation.slides:  # type: ignore[attr-defined]
            if any(first in shape.name for shape in slide.shapes):
                self.slide = slide
                self.shapes = {shape.name.split("[dk:")[-1]: shape for shape in slide.shapes}

    def number(self, block: str) -> str:
        """The number of a panel in ASCII glyphs, without the words that follow it."""
        key = token(element_key(self.key, block)).removeprefix("[dk:")
        return ascii_of(self.shapes[key].text_frame.paragraphs[0].runs[0].text)

    @property
    def title(self) -> str:
        """The headline in ASCII glyphs."""
        return ascii_of(self.slide.shapes.title.text_frame.text)

    @property
    def notes(self) -> list[str]:
        """The lines of the speaker notes in ASCII glyphs."""
        return ascii_of(self.slide.notes_slide.notes_text_frame.text).splitlines()

    def workbooks(self) -> Iterator[tuple[str, list[str], dict[str, list[float | None]]]]:
        """Of every chart: its name, the categories (a period may have its year on a second line),
        the columns of its workbook."""
        for shape in self.slide.shapes:
            if getattr(shape, "has_chart", False):
                blob = shape.chart.part.chart_workbook.xlsx_part.blob
                rows = list(load_workbook(io.BytesIO(blob)).worksheets[0].values)
                columns = {
                    str(name): [row[place] for row in rows[1:]]
                    for place, name in enumerate(rows[0])
                    if name is not None
                }
                categories = [str(row[0]).replace("\n", " ") for row in rows[1:]]
                yield shape.name, categories, columns


@pytest.fixture(scope="module", params=GROUPS)
def case(request: pytest.FixtureRequest) -> tuple[Group, str]:
    return GROUPS[request.param]


@pytest.fixture(scope="module")
def group(case: tuple[Group, str]) -> Group:
    return case[0]


@pytest.fixture(scope="module")
def presentation(case: tuple[Group, str], sample_decks: Path) -> object:
    return Presentation(str(sample_decks / case[1]))


def of(records: Records, metric: str, group: Group, **wanted: object) -> Records:
    """The records of a metric for a group, with these further columns, oldest first."""
    return [
        one
        for one in records
        if one["metric"] == metric
        and one["segment"] == dict(group)
        and all(one[name] == value for name, value in wanted.items())
    ]


def the(records: Records, metric: str, group: Group, **wanted: object) -> Mapping[str, object]:
    """The one record of a metric for a group."""
    (found,) = of(records, metric, group, **wanted)
    return found


def plotted(record: Mapping[str, object]) -> float | None:
    """A record's value as slides draw it: recurring money per year."""
    if record["value"] is None:
        return None
    times = 12 if str(record["unit"]).endswith("_per_month") else 1
    return float(Decimal(str(record["value"])) * times)


@pytest.mark.parametrize("metric", METRICS)
def test_the_panel_and_the_headline_print_the_text_of_the_record(
    metric: str, group: Group, presentation: object, sample_run: Run, sample_records: Records
) -> None:
    result = sample_run.results.metric(metric, group)
    record = the(sample_records, metric, group, part=result.headline, key=None, period=CURRENT)
    shown = Shown(presentation, metric)
    assert shown.number("number/1/value") == record["text"]
    if record["value"] is not None:
        assert str(record["text"]) in shown.title
    second = second_number(result)
    if second is None or second.part == "moe":
        return
    other = the(sample_records, metric, group, part=second.part, key=second.key, period=CURRENT)
    assert shown.number("number/2/value") == other["text"]


@pytest.mark.parametrize("metric", METRICS)
def test_explain_prints_every_record_with_its_exact_value(
    metric: str, group: Group, sample_run: Run, sample_records: Records
) -> None:
    text = told(sample_run, explain(sample_run, metric, group), sql=False)
    records = of(sample_records, metric, group, period=CURRENT)
    rows = [
        (row["part"], row["key"], row["now"], row["exactly"].removesuffix(" a month"),
         row["numerator"], row["denominator"], row["n"], row["code"])
        for row in table_after("parts", text)
    ]  # fmt: skip
    assert sorted(rows) == sorted(
        tuple(
            "" if one[name] is None else " ".join(str(one[name]).split())
            for name in ("part", "key", "text", "value", "numerator", "denominator", "n", "code")
        )
        for one in records
    )
    headline = sample_run.results.metric(metric, group).headline
    record = the(sample_records, metric, group, part=headline, key=None, period=CURRENT)
    line = next(one for one in text.splitlines() if one.startswith("value "))
    expected = record["value"] or f"{record['code']}:"
    assert line.split()[1:2] == [record["text"]]
    assert str(expected) in line


def table_after(heading: str, text: str) -> Iterator[dict[str, str]]:
    """The rows of a plain table under a heading; the ruler says where its columns are."""
    lines = text[text.index(f"\n{heading}\n") :].splitlines()[2:]
    names, ruler, *rows = lines
    spans = [match.span() for match in re.finditer("-+", ruler)]
    for row in rows:
        if not row.startswith("  "):
            return
        yield {names[start:end].strip(): " ".join(row[start:end].split()) for start, end in spans}


def test_the_command_prints_what_the_comparison_reads(sample: Path, sample_run: Run) -> None:
    answer = deckgen("explain", sample, "revenue_churn", "--segment", "segment=SMB")
    explanation = explain(sample_run, "revenue_churn", (("segment", "SMB"),))
    assert answer.out == told(sample_run, explanation, sql=True)


def test_the_slide_says_what_the_records_say_became_of_the_accounts_at_risk(
    group: Group, presentation: object, sample_records: Records
) -> None:
    shown = Shown(presentation, "at_risk_accounts")
    told = " ".join(one.text_frame.text for one in shown.shapes.values() if one.has_text_frame)
    turned, off, left = (
        int(str(the(sample_records, shown.key.removeprefix("metric/"), group, part=part, key=None,
                    period=CURRENT)["value"]))
        for part in ("turned", "recovered", "left")
    )  # fmt: skip
    fact = f"{turned} accounts turned at risk, {off} (is|are) no longer at risk, {left} left[.]"
    assert re.search(fact, told), told
    before, now = (
        int(str(one["value"]))
        for one in of(sample_records, "at_risk_accounts", group, part="accounts", key=None)[-2:]
    )
    assert before + turned - off - left == now


@pytest.mark.parametrize("metric", METRICS)
def test_the_workbooks_of_the_charts_hold_the_values_of_the_records(
    metric: str, group: Group, presentation: object, sample_run: Run, sample_records: Records
) -> None:
    result = sample_run.results.metric(metric, group)
    compared = 0
    for name, categories, columns in Shown(presentation, metric).workbooks():
        for title, cells in columns.items():
            column = title.replace("\n", " ")  # a line's name may stand on two lines at its end
            if column.startswith("Target "):
                continue
            if column == "Total":
                parts = [one for other, one in columns.items() if other != title]
                sums = [sum(one or 0 for one in row) for row in zip(*parts, strict=True)]
                assert cells == pytest.approx(sums, rel=_CLOSE)
                continue
            if column in EFFECTS:
                compared += the_effects_agree(result, column, categories, cells)
                continue
            if column in SIDES:
                part = CHOICES[metric].points["Accounts" in columns]
                expected = [
                    the(sample_records, metric, group, part=part, key=one, period=CURRENT)
                    for one, cell in zip(categories, cells, strict=True)
                    if cell is not None
                ]
                drawn_cells = [cell for cell in cells if cell is not None]
                assert drawn_cells == pytest.approx([plotted(one) for one in expected], rel=_CLOSE)
                compared += len(drawn_cells)
                continue
            expected = drawn(result, column, categories, sample_records)
            assert len(expected) == len(cells), (name, column)
            for category, cell, record in zip(categories, cells, expected, strict=True):
                value = plotted(record)
                if value is None:
                    assert cell is None, (name, column, category)
                else:
                    assert cell == pytest.approx(value, rel=_CLOSE), (name, column, category)
                    compared += 1
    assert compared, "the slide draws nothing that could be compared"


def drawn(
    result: MetricResult, column: str, categories: Sequence[str], records: Records
) -> Records:
    """The records behind a column of a chart: over time, by segment, or by label."""
    metric, group = result.metric.id, result.group
    if re.fullmatch(r"Q\d \d\d", categories[0]):
        everyone = column == "All customers"
        part = result.value if everyone else named(result, column)
        found = of(records, metric, () if everyone else group, part=part.part, key=part.key)
        assert [quarter(str(one["period"])) for one in found] == list(categories)
        return found
    labels = labelled(result, column, categories)
    if labels:
        return [
            the(records, metric, group, part=labels[one].part, key=labels[one].key, period=CURRENT)
            for one in categories
        ]
    part = named(result, column)
    return [
        the(
            records, metric, (*group, (dimension_of(result, one), one)),
            part=part.part, key=None, period=CURRENT,
        )
        for one in categories
    ]  # fmt: skip


def dimension_of(result: MetricResult, value: str) -> str:
    """The dimension that a segment is a value of."""
    return next(name for name, cuts in result.cuts.items() if value in {cut.value for cut in cuts})


def the_effects_agree(
    result: MetricResult, column: str, categories: Sequence[str], cells: Sequence[float | None]
) -> int:
    """Bars of what segments did to a change, in points of a percent, are the exact drivers."""
    effects = {one.value: one.effect for found in result.drivers.values() for one in found}
    lower = result.value.direction is Direction.LOWER
    for category, cell in zip(categories, cells, strict=True):
        effect = float(effects[category] * 100)
        better = (effect < 0) if lower else (effect > 0)
        if effect and better is (column == "For the better"):
            assert cell == pytest.approx(effect, rel=_CLOSE)
        else:
            assert cell is None
    return len(cells)


def labelled(result: MetricResult, column: str, names: Sequence[str]) -> dict[str, PartResult]:
    """The rows of a chart of labels, by their name: a keyed part, and what has no label."""
    for by_key in result.keyed.values():
        rows = {key_name(key): one for key, one in by_key.items()}
        if rows and "unknown" in result.parts:
            rows.setdefault(key_name("unknown"), result.parts["unknown"])
        called = {one.label.partition(" by ")[0] for one in by_key.values()}
        if called == {column} and all(name in rows for name in names):
            return rows
    return {}


def named(result: MetricResult, name: str) -> PartResult:
    """The part that a chart or the notes call so; those drawn over time first."""
    return next(
        one
        for one in (*trend_parts(result), *result.parts.values(), *keyed(result))
        if name in (series_name(one), ascii_of(history_name(one)))
    )


def keyed(result: MetricResult) -> list[PartResult]:
    """The parts of all labels."""
    return [one for by_key in result.keyed.values() for one in by_key.values()]


def quarter(period: str) -> str:
    """``2025-Q2`` as an axis prints it."""
    year, _, number = period.partition("-")
    return f"{number} {year[2:]}"


@pytest.mark.parametrize("metric", METRICS)
def test_the_history_in_the_notes_is_that_of_the_records(
    metric: str, group: Group, presentation: object, sample_run: Run, sample_records: Records
) -> None:
    result = sample_run.results.metric(metric, group)
    lines = Shown(presentation, metric).notes
    lines = lines[lines.index("HISTORY") + 1 : lines.index("ASK") - 1]
    assert lines
    for line in lines:
        name, _, body = line.removesuffix(".").rpartition(": ")
        if name.startswith("By "):
            continue
        part = named(result, name)
        found = of(sample_records, metric, group, part=part.part, key=part.key)
        for told_value, record in zip(body.split("; "), found, strict=True):
            year, _, number = str(record["period"]).partition("-")
            assert told_value.startswith(f"{number} {year} {record['text']}"), line
