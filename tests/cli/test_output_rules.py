"""What goes where: data on stdout, the rest on stderr, exit codes, names of files, variants."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Group
from pptx import Presentation

from deckgen.bundled import example_config
from deckgen.cli import main
from deckgen.records import COLUMNS
from tests.support.commands import assert_refused, command_line, contents, deckgen, process
from tests.support.needs import CHECKOUT
from tests.support.projects import Project

assert isinstance(main, Group)
COMMANDS = tuple(main.commands)
ESCAPE = "\x1b"


# --- streams --------------------------------------------------------------------------------------


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}])
def test_without_a_terminal_everything_is_plain_text(
    environment: dict[str, str], project: Project
) -> None:
    for arguments in (["compute"], ["check"], ["build"]):
        answer = process(*arguments, project.config, env=environment)
        assert answer.code == 0, answer.err
        assert ESCAPE not in answer.out + answer.err


def test_build_prints_the_paths_on_stdout_and_the_summary_on_stderr(project: Project) -> None:
    answer = deckgen("build", project.config, "--all-segments")
    paths = answer.out.splitlines()
    assert [Path(one).name for one in paths] == [
        "Acme - 2025-Q2.pptx", "Acme - 2025-Q2 - Enterprise.pptx", "Acme - 2025-Q2 - SMB.pptx",
    ]  # fmt: skip
    assert all(Path(one).is_file() for one in paths)
    assert "All customers" in answer.err
    assert "Prompts open" in answer.err


def test_compute_prints_data_only_in_every_format(project: Project) -> None:
    table = deckgen("compute", project.config).out
    rows = json.loads(deckgen("compute", project.config, "--format", "json").out)
    lines = list(csv.DictReader(io.StringIO(
        deckgen("compute", project.config, "--format", "csv").out
    )))  # fmt: skip
    assert table.startswith("Metric ")
    assert [tuple(row) for row in rows] == [COLUMNS] * len(rows)
    assert [row["text"] for row in rows] == [line["text"] for line in lines]
    # 850 of 1,000 (see the project)
    now = next(
        row for row in rows
        if (row["metric"], row["part"], row["period"])
        == ("net_revenue_retention", "value", "2025-Q2")
    )  # fmt: skip
    assert (now["value"], now["numerator"], now["denominator"], now["n"], now["text"]) == (
        "0.85", "850", "1000", 4, "85%",
    )  # fmt: skip


def test_warnings_do_not_mix_with_the_data(project: Project) -> None:
    project.change("config.yaml", "  billing:", "  spare: {type: csv, path: x.csv}\n  billing:")
    answer = deckgen("compute", project.config, "--format", "json")
    assert "warning config-138" in answer.err
    json.loads(answer.out)


@pytest.mark.parametrize("lines", [0, 1])
def test_a_reader_that_leaves_is_no_error(lines: int, project: Project) -> None:
    with subprocess.Popen(
        command_line("compute", project.config, "--all-segments", "--format", "csv"),
        cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        for _ in range(lines):
            assert running.stdout.readline().startswith("metric,part")
        running.stdout.close()
        assert running.stderr.read() == ""
        assert running.wait(timeout=60) == 0


# --- help and exit codes --------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_parses(name: str) -> None:
    answer = deckgen(name, "--help")
    assert answer.code == 0
    examples = re.findall(rf"^ +deckgen ({name}\b.*)$", answer.out, re.MULTILINE)
    assert examples
    command = main.commands[name]
    for example in examples:
        words = shlex.split(example.split(" > ")[0])[1:]
        command.make_context(name, words)  # raises what the command line would say


def test_the_general_help_lists_every_command_and_short_forms_work() -> None:
    answer = deckgen("-h")
    assert answer.code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", answer.out, re.MULTILINE)
    assert re.fullmatch(r"deckgen, version \d+\.\d+\.\d+\S*\n", deckgen("--version").out)


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_what_needs_no_library_but_click_loads_none(argument: str) -> None:
    """That is what makes the answer come at once; how fast, the benchmarks say."""
    code = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from deckgen.cli import main\n"
        f"sys.argv = ['deckgen', {argument!r}]\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print({name.partition('.')[0] for name in set(sys.modules) - before}, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = ast.literal_eval(run.stderr) - sys.stdlib_module_names
    assert loaded <= {"click", "colorama", "deckgen"}


@pytest.mark.parametrize(
    "arguments", [["bild"], ["build"], ["compute", "x.yaml", "--format", "xml"], ["init"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    answer = deckgen(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert "Usage: " in answer.err


def test_an_unexpected_error_says_that_it_is_ours(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("surprise")

    monkeypatch.setattr("deckgen.pipeline.numbers", broken)
    answer = deckgen("compute", project.config)
    assert answer.code == 70
    assert "Traceback" not in answer.err
    assert "our bug" in answer.err
    assert "Traceback" in deckgen("--debug", "compute", project.config).err


# --- files ----------------------------------------------------------------------------------------


def test_building_again_says_unchanged_and_writes_nothing(project: Project) -> None:
    first = deckgen("build", project.config)
    before = contents(project.folder)
    (deck,) = (project.folder / "out").iterdir()
    written = deck.stat().st_mtime_ns
    again = deckgen("build", project.config)
    assert again.out == first.out
    assert "(unchanged)" in again.err
    assert contents(project.folder) == before
    assert deck.stat().st_mtime_ns == written


def test_other_content_gets_a_name_of_its_own(project: Project) -> None:
    deckgen("build", project.config)
    first = contents(project.folder / "out")
    project.change("mrr.csv", "A3,2025-06,350", "A3,2025-06,360")
    second = deckgen("build", project.config)
    assert second.out.endswith("Acme - 2025-Q2 (2).pptx\n")
    after = contents(project.folder / "out")
    assert {name: after[name] for name in first} == first
    assert len(after) == 2


def test_building_the_second_content_again_is_unchanged_too(project: Project) -> None:
    deckgen("build", project.config)
    project.change("mrr.csv", "A3,2025-06,350", "A3,2025-06,360")
    second = deckgen("build", project.config)
    before = contents(project.folder)
    again = deckgen("build", project.config)
    assert again.out == second.out
    assert "(unchanged)" in again.err
    assert contents(project.folder) == before


def test_a_deck_that_a_person_edited_is_never_touched(project: Project) -> None:
    deckgen("build", project.config)
    path = project.folder / "out" / "Acme - 2025-Q2.pptx"
    path.write_bytes(b"edited by hand")
    answer = deckgen("build", project.config)
    assert answer.code == 0
    assert path.read_bytes() == b"edited by hand"
    assert answer.out.endswith("Acme - 2025-Q2 (2).pptx\n")


def test_another_folder_may_be_named_and_is_made(project: Project, tmp_path: Path) -> None:
    answer = deckgen("build", project.config, "-o", tmp_path / "a" / "b")
    assert answer.out == f"{tmp_path / 'a' / 'b' / 'Acme - 2025-Q2.pptx'}\n"
    assert not (project.folder / "out").exists()


# --- which deck -----------------------------------------------------------------------------------


def test_two_segments_narrow_it_down(sample: Path) -> None:
    answer = deckgen(
        "compute", sample, "--segment", "region=EMEA", "--segment", "segment=SMB",
        "--format", "json",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    segments = {json.dumps(row["segment"], sort_keys=True) for row in json.loads(answer.out)}
    assert segments == {'{"region": "EMEA", "segment": "SMB"}'}


def test_a_segment_is_found_whatever_its_case_and_in_any_order(sample: Path) -> None:
    first = deckgen(
        "compute", sample, "--segment", "region=emea", "--segment", "segment=smb",
        "--format", "json",
    )  # fmt: skip
    second = deckgen(
        "compute", sample, "--segment", "segment=SMB", "--segment", "region=EMEA",
        "--format", "json",
    )  # fmt: skip
    values = [[row["value"] for row in json.loads(one.out)] for one in (first, second)]
    assert values[0] == values[1]
    assert values[0]


def test_another_period_is_reported(sample: Path, sample_records: list[dict[str, object]]) -> None:
    answer = deckgen("compute", sample, "--period", "2025-Q1", "--format", "json")
    last = {row["metric"]: row["period"] for row in json.loads(answer.out)}
    assert set(last.values()) == {"2025-Q1"}
    then = next(
        row for row in json.loads(answer.out)
        if (row["metric"], row["part"], row["period"])
        == ("logo_churn", "value", "2025-Q1")
    )  # fmt: skip
    before = next(
        row for row in sample_records
        if (row["metric"], row["part"], row["period"], row["segment"])
        == ("logo_churn", "value", "2025-Q1", {})
    )  # fmt: skip
    assert then["value"] == before["value"]


def test_final_fails_while_a_prompt_is_open_and_lists_where(project: Project) -> None:
    before = contents(project.folder)
    answer = deckgen("build", project.config, "--final")
    assert_refused(answer, "net_revenue_retention", "logo_churn", "Why", code="build-103")
    assert len(answer.issues) == 4  # two prompts on each of the two slides
    assert answer.err.count("a file that `narrative:` names") == 1  # one hint for all of them
    assert contents(project.folder) == before


def test_final_names_the_file_that_lacks_the_answers(project: Project) -> None:
    project.change("config.yaml", "sections:", "narrative: words.yaml\nsections:")
    project.write("words.yaml", "metrics:\n  net_revenue_retention: {why: Beta left., next: Go.}\n")
    answer = deckgen("build", project.config, "--final")
    assert_refused(answer, "logo_churn has an unanswered prompt", "words.yaml", code="build-103")
    assert len(answer.issues) == 2


def test_final_builds_once_every_prompt_is_answered(project: Project) -> None:
    project.change("config.yaml", "sections:", "narrative: words.yaml\nsections:")
    project.write(
        "words.yaml",
        "metrics:\n"
        "  net_revenue_retention: {why: Beta left., next: Call Alpha.}\n"
        "  logo_churn: {why: Beta left., next: Ask Beta.}\n",
    )
    answer = deckgen("build", project.config, "--final")
    assert answer.code == 0, answer.err
    texts = [
        shape.text_frame.text
        for slide in Presentation(answer.out.strip()).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert sum("Beta left." in text for text in texts) == 2


def test_a_metric_without_inputs_is_explained_left_out_or_refused(project: Project) -> None:
    project.change("config.yaml", "logo_churn]", "logo_churn, nps]")
    plain = deckgen("build", project.config, "-o", project.folder / "plain")
    short = deckgen("build", project.config, "--skip-unavailable", "-o", project.folder / "short")
    assert plain.code == short.code == 0
    slides = [len(Presentation(one.out.strip()).slides) for one in (plain, short)]
    assert slides[0] == slides[1] + 1
    strict = deckgen("build", project.config, "--strict", "-o", project.folder / "strict")
    assert_refused(strict, "config.yaml:14:", "nps", code="build-102")
    assert not (project.folder / "strict").exists()


def test_strict_check_makes_warnings_count(project: Project) -> None:
    assert deckgen("check", project.config, "--strict").code == 0
    project.change("mrr.csv", "A2,2025-03,200", "A2,2025-03,two hundred")
    assert deckgen("check", project.config).code == 0
    assert deckgen("check", project.config, "--strict").code == 1


def test_build_says_where_to_read_what_is_wrong_with_the_data(project: Project) -> None:
    assert "about the data" not in deckgen("build", project.config).err
    project.change("mrr.csv", "A2,2025-03,200", "A2,2025-03,two hundred")
    answer = deckgen("build", project.config)
    assert answer.code == 0
    told = f"1 warning about the data, 1 row left out: deckgen check {project.config}"
    assert told in answer.err


def test_check_says_what_a_metric_without_a_value_needs(project: Project) -> None:
    project.change("config.yaml", "logo_churn]", "logo_churn, nps, at_risk_accounts]")
    text = " ".join(deckgen("check", project.config).out.split())
    assert "n/a inputs_missing: map surveys" in text
    assert "n/a inputs_missing: map health" in text


def test_rows_of_a_customer_come_without_the_sql_unless_it_is_asked_for(project: Project) -> None:
    explain = ("explain", project.config, "logo_churn")
    assert "SELECT" in deckgen(*explain).out
    rows = deckgen(*explain, "--customer", "A2").out
    assert "mrr.csv:3" in rows
    assert "SELECT" not in rows
    assert "SELECT" in deckgen(*explain, "--customer", "A2", "--sql").out


def test_explain_prints_amounts_with_the_decimals_of_their_currency(project: Project) -> None:
    project.change(
        "config.yaml", "deck: {company: Acme}", "deck: {company: Acme}\nmoney: {currency: JPY}"
    )
    rows = deckgen("explain", project.config, "logo_churn", "--customer", "A2", "--no-sql").out
    assert ["A2", "2025-03", "200", "JPY"] in [line.split() for line in rows.splitlines()]


def test_the_questions_of_a_proposal_are_a_narrative_file(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    answer = deckgen("init", folder, "--from", project.folder / "accounts.csv",
                     project.folder / "mrr.csv")  # fmt: skip
    assert answer.out.split() == [str(folder / "config.yaml"), str(folder / "narrative.yaml")]
    questions = (folder / "narrative.yaml").read_text(encoding="utf-8")
    assert questions.count("why:") == questions.count("next:")
    assert deckgen("check", folder / "config.yaml").code == 0
    answered = questions.replace("why:\n", "why: Known.\n").replace("next:\n", "next: Done.\n")
    (folder / "narrative.yaml").write_text(answered, encoding="utf-8")
    final = deckgen("build", folder / "config.yaml", "--final")
    assert final.code == 0, final.err


def test_a_small_segment_gets_no_deck_and_is_named(project: Project) -> None:
    project.change("config.yaml", "min_customers: 1", "min_customers: 2")
    answer = deckgen("build", project.config, "--all-segments")
    # One SMB customer is left at the closing, two Enterprise ones.
    assert len(answer.out.splitlines()) == 2
    assert "no deck for SMB: 1 customer, fewer than min_customers (2)" in answer.err


# --- init and schema ------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--demo",), ("--from", "accounts.csv")])
def test_init_never_overwrites(
    options: tuple[str, ...], project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.folder)
    before = contents(project.folder)
    assert_refused(deckgen("init", project.folder, *options), "config.yaml")
    assert contents(project.folder) == before


def test_init_from_proposes_a_configuration_that_checks(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    answer = deckgen(
        "init", folder, "--from", project.folder / "accounts.csv",
        "--from", project.folder / "mrr.csv",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert answer.out == f"{folder / 'config.yaml'}\n{folder / 'narrative.yaml'}\n"
    assert f"next: deckgen check {folder / 'config.yaml'}" in answer.err
    checked = deckgen("check", folder / "config.yaml")
    assert checked.code == 0, checked.err


def test_init_takes_all_the_files_that_a_shell_makes_of_a_pattern(
    project: Project, tmp_path: Path
) -> None:
    exports = [project.folder / "accounts.csv", project.folder / "mrr.csv"]
    answer = deckgen("init", tmp_path / "review", "--from", *exports)
    assert answer.code == 0, answer.err
    text = (tmp_path / "review" / "config.yaml").read_text(encoding="utf-8")
    assert "accounts.csv" in text
    assert "mrr.csv" in text


def test_init_does_not_guess_what_files_without_an_option_are_for(tmp_path: Path) -> None:
    answer = deckgen("init", tmp_path / "review", "crm.csv")
    assert answer.code == 2
    assert "--from crm.csv" in answer.err
    assert not (tmp_path / "review").exists()


def test_init_from_a_file_that_is_not_there(tmp_path: Path) -> None:
    answer = deckgen("init", tmp_path / "review", "--from", tmp_path / "crm.csv")
    assert_refused(answer, "crm.csv")
    assert not (tmp_path / "review").exists()


def test_demo_and_from_exclude_each_other(tmp_path: Path) -> None:
    answer = deckgen("init", tmp_path / "x", "--demo", "--from", "a.csv")
    assert answer.code == 2
    assert not (tmp_path / "x").exists()


def test_the_schema_knows_every_key_of_the_example() -> None:
    answer = deckgen("schema")
    schema = json.loads(answer.out)
    assert answer.err == ""
    assert unknown(example(), schema, schema, "config") == []


def test_the_schema_does_not_know_a_misspelt_key() -> None:
    schema = json.loads(deckgen("schema").out)
    config = example()
    config["period"]["histroy"] = 8
    assert unknown(config, schema, schema, "config") == ["config.period.histroy"]


def example() -> dict[str, Any]:
    """The example as an editor sees it: days are texts."""
    found: dict[str, Any] = json.loads(json.dumps(yaml.safe_load(example_config()), default=str))
    return found


def unknown(value: object, schema: object, root: dict[str, object], at: str) -> list[str]:
    """Keys of a value that a schema does not allow; the best of the alternatives counts."""
    if not isinstance(schema, dict):
        return []
    if "$ref" in schema:
        target: object = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]  # type: ignore[index]
        return unknown(value, target, root, at)
    for word in ("anyOf", "oneOf"):
        if word in schema:
            found = [
                unknown(value, one, root, at) for one in schema[word] if fits(value, one, root)
            ]
            return min(found, key=len, default=[at])
    if isinstance(value, list):
        return [
            line
            for number, one in enumerate(value)
            for line in unknown(one, schema.get("items"), root, f"{at}[{number}]")
        ]
    if not isinstance(value, dict):
        return []
    named = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    lines = []
    for key, one in value.items():
        if key in named:
            lines += unknown(one, named[key], root, f"{at}.{key}")
        elif others is False:
            lines.append(f"{at}.{key}")
        else:
            lines += unknown(one, others, root, f"{at}.{key}")
    return lines


def fits(value: object, schema: dict[str, object], root: dict[str, object]) -> bool:
    """Whether a value is of the kind that an alternative speaks of."""
    if "$ref" in schema:
        target: object = root
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            target = target[part]  # type: ignore[index]
        return fits(value, target, root)  # type: ignore[arg-type]
    types = schema.get("type")
    if isinstance(types, list):
        return any(fits(value, {"type": one}, root) for one in types)
    kind = types
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    if kind in kinds:
        return isinstance(value, kinds[str(kind)])
    if kind in ("integer", "number"):
        return isinstance(value, int | float)
    return True


# --- catalogue ------------------------------------------------------------------------------------


def test_the_catalogue_lists_and_describes_every_metric() -> None:
    listed = deckgen("metrics")
    assert listed.code == 0
    for name in ("net_revenue_retention", "nps", "churn_drivers"):
        assert name in listed.out
        described = deckgen("metrics", name)
        assert described.code == 0
        assert "method" in described.out.casefold()


def test_a_metric_that_does_not_exist_is_told_with_the_nearest() -> None:
    assert_refused(deckgen("metrics", "npz"), "npz", "nps")
