"""The narrative file: text per metric and segment, with the same care for mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from config_samples import MINIMAL, Load, place

from deckgen.config import Narrative, load_narrative, metric_names
from deckgen.errors import ConfigError
from deckgen.starter.demo import write_demo

NAMES = {"nps": "nps", "logo_churn": "logo_churn", "customer_churn_rate": "logo_churn"}


def read(tmp_path: Path, text: str) -> Narrative:
    path = tmp_path / "narrative.yaml"
    path.write_text(text, encoding="utf-8")
    return load_narrative(path, NAMES, ("segment", "region"))


def test_cells_of_the_company_and_of_segments(tmp_path: Path) -> None:
    narrative = read(
        tmp_path,
        "metrics:\n"
        "  nps:\n"
        "    why: Support\n      answers faster.\n"
        "    next: {text: Keep the team., owner: CS lead, date: 2025-07-31}\n"
        "  customer_churn_rate: {happened: Two left.}\n"
        "segments:\n"
        "  segment=SMB:\n    nps: {why: Price.}\n"
        "  segment=SMB, region=EMEA:\n    nps: {why: Language.}\n",
    )
    cells = narrative.for_metric("nps")
    assert cells["why"].text == "Support answers faster."
    assert (cells["next"].text, cells["next"].owner, cells["next"].date) == (
        "Keep the team.", "CS lead", date(2025, 7, 31),
    )  # fmt: skip
    assert narrative.for_metric("logo_churn")["happened"].text == "Two left."
    assert narrative.for_metric("nps", (("segment", "SMB"),))["why"].text == "Price."
    both = (("region", "EMEA"), ("segment", "SMB"))
    assert narrative.for_metric("nps", both)["why"].text == "Language."
    # a segment never speaks with the company's words
    assert narrative.for_metric("nps", (("segment", "Enterprise"),)) == {}
    assert narrative.for_metric("logo_churn", (("segment", "SMB"),)) == {}


def test_a_text_keeps_the_lines_that_it_is_written_on(tmp_path: Path) -> None:
    written = "metrics:\n  nps:\n    why: |\n      - Price\n\n      -   Service,\ttoo\n"
    assert read(tmp_path, written).for_metric("nps")["why"].text == "- Price\n- Service, too"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("w" * 130, ""),
        ("w" * 131, "131 characters"),
        ("a\\nb\\nc", ""),
        ("a\\nb\\nc\\nd", "4 lines"),
    ],
)
def test_a_text_that_not_every_page_has_room_for_is_warned_of(
    tmp_path: Path, text: str, said: str
) -> None:
    for cell in (f'"{text}"', f'{{text: "{text}", owner: CFO}}'):
        warnings = read(tmp_path, f"metrics:\n  nps:\n    why: {cell}\n").warnings
        assert [one.code for one in warnings] == ["config-184"] * bool(said)
        assert all(
            said in one.message and one.location.line == 3 for one in warnings if one.location
        )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_the_summary_has_cells_for_the_company_and_for_a_segment(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    parts = (
        "summary: {why: Price.}\n",
        "metrics: {nps: {why: Support.}}\n",
        "segments:\n  segment=SMB:\n    summary: {next: {text: Freeze., owner: CRO}}\n",
    )
    narrative = read(tmp_path, "".join(parts[place] for place in order))
    assert narrative.for_metric("summary")["why"].text == "Price."
    assert narrative.for_metric("nps")["why"].text == "Support."
    smb = narrative.for_metric("summary", (("segment", "SMB"),))
    assert (smb["next"].text, smb["next"].owner, "why" in smb) == ("Freeze.", "CRO", False)


def test_an_empty_file_and_empty_cells_leave_the_prompts(tmp_path: Path) -> None:
    assert read(tmp_path, "# later\n").for_metric("nps") == {}
    assert read(tmp_path, "metrics:\n  nps:\n    why:\n    next: ''\n").for_metric("nps") == {}


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "message", "hint"),
    [
        ("nps: {why: a}", "config-180", 1, 1, "unknown key 'nps'", "below `metrics:`"),
        ("metric: {}", "config-180", 1, 1, "unknown key 'metric'", "'metrics'"),
        ("sumary: {why: a}", "config-180", 1, 1, "unknown key 'sumary'", "'summary'"),
        ("summary: {wy: a}", "config-180", 1, 11, "unknown cell 'wy'", "'why'"),
        ("metrics: {summary: {why: a}}", "config-182", 1, 11, "text for 'summary'",
         "beside `metrics:`"),
        ("metrics: {npz: {why: a}}", "config-182", 1, 11, "text for 'npz'", "'nps'"),
        ("metrics: {nps: {wy: a}}", "config-180", 1, 17, "unknown cell 'wy'", "'why'"),
        ("metrics: {nps: why}", "config-183", 1, 16, "nps needs `key: value` lines", None),
        ("metrics: {nps: {why: [a]}}", "config-183", 1, 22, "why needs a text, not a list", None),
        ("metrics: {nps: {next: {owner: a}}}", "config-183", 1, 17, "next has no text", None),
        ("metrics: {nps: {next: {text: a, date: soon}}}", "config-183", 1, 39,
         "'soon' is not a date", "2025-07-31"),
        ("metrics: {nps: {next: {text: a, by: b}}}", "config-180", 1, 33, "unknown key 'by'",
         None),
        ("segments: {SMB: {nps: {why: a}}}", "config-181", 1, 12, "'SMB' is not written", None),
        ("segments: {segmnt=SMB: {nps: {why: a}}}", "config-181", 1, 12,
         "'segmnt' is no dimension", "'segment'"),
        ("metrics:\n  nps:\n    why: a: b", "config-103", 3, 11, "a second ':'", None),
    ],
)  # fmt: skip
def test_a_narrative_that_cannot_be(
    tmp_path: Path, text: str, code: str, line: int, column: int, message: str, hint: str | None
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    (issue,) = caught.value.issues
    assert place(issue) == (code, line, column)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")


def test_all_mistakes_of_a_narrative_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, "metrics: {npz: {why: a}, nps: {wy: b}}\nsegments: {SMB: {}}\n")
    assert [issue.code for issue in caught.value.issues] == [
        "config-182", "config-180", "config-181",
    ]  # fmt: skip


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_narrative(tmp_path / "narrative.yaml", NAMES)


def test_the_names_of_a_configuration_include_its_presets(load: Load) -> None:
    config = load(
        f"{MINIMAL}sections: {{retention: [customer_retention_rate], satisfaction: [nps]}}\n"
    )
    assert metric_names(config) == {
        "nps": "nps",
        "logo_retention": "logo_retention",
        "customer_retention_rate": "logo_retention",
    }


def test_the_sample_narrative_is_read(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", "deck: {company: Lumina Cloud}\n")
    sample = tmp_path / "demo/narrative/2025-Q2.yaml"
    names = [
        "net_revenue_retention", "logo_churn", "csat", "csm_account_ratio", "product_gaps",
        "revenue_churn",
    ]  # fmt: skip
    narrative = load_narrative(sample, {name: name for name in names}, ("segment", "region"))
    assert "Insights module" in narrative.for_metric("net_revenue_retention")["why"].text
    smb = narrative.for_metric("revenue_churn", (("segment", "SMB"),))
    assert smb["next"].text.startswith("Offer the old price")
    assert narrative.warnings == ()
