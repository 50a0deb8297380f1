"""What a person gets wrong ends in one line of cause with its place and a hint; nothing is lost.

Every case: exit code 1, nothing on standard output, no traceback, no file written or changed.
"""

from __future__ import annotations

import errno
import os
import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.commands import Answer, assert_refused, command_line, contents, deckgen
from tests.support.needs import CHECKOUT
from tests.support.projects import CONFIG, MRR, Project

Change = Callable[[Project], None]


def rewritten(name: str, old: str, new: str) -> Change:
    """A change of one text."""
    return lambda project: project.change(name, old, new)


def written(name: str, content: str | bytes) -> Change:
    """A file with other content."""
    return lambda project: project.write(name, content)


def config(old: str, new: str) -> Change:
    """A change of the configuration."""
    return rewritten("config.yaml", old, new)


# The change, then words that the message must have: the place, the cause, the hint.
CASES: dict[str, tuple[Change, tuple[str, ...]]] = {
    "YAML that does not parse": (
        config("segments: {by: [segment]", "segments: {by: [segment"),
        ("config.yaml:15",),
    ),
    "YAML with a tab": (config("  crm:", "\tcrm:"), ("config.yaml:4",)),
    "a key twice": (config("  crm:", "  billing:"), ("config.yaml:5", "billing")),
    "an empty configuration": (written("config.yaml", ""), ("config.yaml",)),
    "a list for a configuration": (written("config.yaml", "- a\n"), ("config.yaml:1",)),
    "binary for a configuration": (written("config.yaml", bytes(range(256))), ("config.yaml",)),
    "an unknown key": (
        config("history: 2", "histroy: 2"),
        ("config.yaml:2:", "histroy", "did you mean 'history'?"),
    ),
    "an unknown metric": (
        config("logo_churn", "logo_chrun"),
        ("config.yaml:14:", "logo_chrun", "did you mean 'logo_churn'?"),
    ),
    "an unknown method": (
        config("[net_revenue_retention,", "[net_revenue_retention: {method: cohrt},"),
        ("config.yaml:14:", "cohrt", "did you mean 'cohort'?"),
    ),
    "an unknown source": (
        config("source: billing", "source: biling"),
        ("config.yaml:11:", "biling", "did you mean 'billing'?"),
    ),
    "an unknown column of ours": (
        config("amount: mrr", "amuont: mrr"),
        ("config.yaml:12:", "did you mean 'amount' instead of 'amuont'?"),
    ),
    "an unknown segment dimension": (
        config("by: [segment]", "by: [segmnt]"),
        ("config.yaml:15:", "segmnt", "did you mean 'segment'?"),
    ),
    "a period that is none": (config("2025-Q2", "2025-Q5"), ("config.yaml:2:", "2025-Q5")),
    "a period after the data": (
        config("2025-Q2, history: 2, as_of: 2025-07-03", "2026-Q2"),
        ("config.yaml:2:", "there is no data in 2026-Q2", "2025-06-30"),
    ),
    "a period before the data": (
        config("2025-Q2", "2021-Q2"),
        ("config.yaml:2:", "there is no data in 2021-Q2", "2025-03-01"),
    ),
    "a period after the day of the data": (
        config("2025-Q2", "2031-Q2"),
        ("config.yaml:2:", "2025-07-03", "2031-Q2"),
    ),
    "a condition that nothing meets": (
        config("source: crm", "source: crm\n    where: {tier: Entreprise}"),
        ("config.yaml:9:", "accounts.csv", "none of the 4 rows", "tier is Entreprise"),
    ),
    "a target that is not a number": (
        config("logo_churn]", "logo_churn: {target: high}]"),
        ("config.yaml:14:", "high"),
    ),
    "a secret that is not set": (
        config("type: csv, path: mrr.csv", 'type: postgres, url: "${NO_SUCH_SECRET}", table: mrr'),
        ("config.yaml:5:", "NO_SUCH_SECRET"),
    ),
    "a missing file": (
        config("path: mrr.csv", "path: mmr.csv"),
        ("mmr.csv", "did you mean", "mrr.csv"),
    ),
    "a folder for a file": (config("path: mrr.csv", "path: ."), ("config.yaml:5",)),
    "a missing column": (
        rewritten("mrr.csv", "account,month,mrr", "account,month,amount"),
        ("mrr.csv", "'mrr'", "config.yaml:12:", "account, month, amount"),
    ),
    "an empty file": (written("mrr.csv", ""), ("mrr.csv", "empty")),
    "only blanks": (written("mrr.csv", "\n \n\n"), ("mrr.csv",)),
    "only a header": (written("mrr.csv", "account,month,mrr\n"), ("mrr.csv", "no rows")),
    "a picture called CSV": (
        written("mrr.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4),
        ("mrr.csv",),
    ),
    "a workbook called CSV": (written("mrr.csv", b"PK\x03\x04" + bytes(300)), ("mrr.csv",)),
    "mixed encodings": (
        written(
            "accounts.csv",
            "id,name,tier\nA1,Zürich,SMB\nA2,Müller,SMB\n".encode()
            + "A3,Köln,Enterprise\nA4,Düren,Enterprise\n".encode("latin-1"),
        ),
        ("accounts.csv:4", "encoding"),
    ),
    "an unclosed quote": (
        rewritten("mrr.csv", "A2,2025-03,200", 'A2,"2025-03,200'),
        ("mrr.csv:3",),
    ),
    "impossible dates everywhere": (
        written("mrr.csv", MRR.replace("2025-0", "2025-2")),
        ("mrr.csv", "2025-23"),
    ),
    "text in every amount": (
        written("mrr.csv", "account,month,mrr\nA1,2025-03,much\nA1,2025-06,more\n"),
        ("mrr.csv:2", "much"),
    ),
    "one customer twice, with different names": (
        rewritten("accounts.csv", "A2,Beta,SMB", "A2,Beta,SMB\nA2,Betamax,SMB"),
        ("accounts.csv", "A2"),
    ),
    "one month twice, with different amounts": (
        rewritten("mrr.csv", "A2,2025-03,200", "A2,2025-03,200\nA2,2025-03,210"),
        ("mrr.csv", "A2"),
    ),
}


def build(project: Project, *options: str) -> Answer:
    """Builds and asserts that nothing in the folder has changed."""
    before = contents(project.folder)
    answer = deckgen("build", project.config, *options)
    assert contents(project.folder) == before
    return answer


def test_the_project_builds_before_it_is_broken(project: Project) -> None:
    answer = deckgen("build", project.config)
    assert answer.code == 0, answer.err
    (deck,) = (project.folder / "out").iterdir()
    assert answer.out == f"{deck}\n"


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_told_with_its_place_and_cause(case: str, project: Project) -> None:
    change, words = CASES[case]
    change(project)
    assert_refused(build(project), *words)


def test_all_mistakes_are_told_at_once(project: Project) -> None:
    project.change("config.yaml", "history: 2", "histroy: 2")
    project.change("config.yaml", "logo_churn", "logo_chrun")
    project.change("config.yaml", "source: billing", "source: biling")
    answer = build(project)
    assert_refused(answer, "histroy", "logo_chrun", "biling")
    assert len(answer.issues) == 3


def test_a_missing_configuration_is_told(tmp_path: Path) -> None:
    assert_refused(deckgen("build", tmp_path / "config.yml"), "config.yml")


def test_a_folder_without_config_yaml_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text("deck: {company: Acme}\n", encoding="utf-8")
    answer = deckgen("build", tmp_path)
    assert_refused(answer, "this is a folder, not a file", "review.yaml", code="config-101")


def test_a_folder_stands_for_the_configuration_in_it(project: Project, tmp_path: Path) -> None:
    whole = build(project, "-o", tmp_path / "one")
    by_folder = deckgen("build", project.folder, "-o", tmp_path / "two")
    assert (whole.code, by_folder.code) == (0, 0), by_folder.err
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_wrong_sheet_is_told_with_those_that_exist(project: Project) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Monthly"
    for line in MRR.splitlines():
        book.active.append(line.split(","))
    book.save(project.folder / "mrr.xlsx")
    project.change(
        "config.yaml", "{type: csv, path: mrr.csv}", "{type: excel, path: mrr.xlsx, sheet: Montly}"
    )
    assert_refused(build(project), "mrr.xlsx", "Montly", "did you mean 'Monthly'?")


def test_a_row_with_a_bad_cell_costs_the_row_and_is_told_in_the_deck(project: Project) -> None:
    project.change("mrr.csv", "A2,2025-03,200", "A2,2025-03,two hundred")
    answer = deckgen("check", project.config)
    assert answer.code == 0
    assert "mrr.csv:3 'two hundred'" in answer.err


def test_a_segment_that_does_not_exist(project: Project) -> None:
    answer = build(project, "--segment", "segment=Entreprise")
    assert_refused(answer, "segment=Entreprise", "did you mean 'Enterprise'?")


def test_a_dimension_that_does_not_exist(project: Project) -> None:
    assert_refused(build(project, "--segment", "regoin=EMEA"), "regoin")


def test_a_segment_without_an_equals_sign(project: Project) -> None:
    assert_refused(build(project, "--segment", "Enterprise"), "dimension=value")


def test_a_period_on_the_command_line_that_is_none(project: Project) -> None:
    assert_refused(build(project, "--period", "2025-Q9"), "2025-Q9", code="period-101")


def test_a_period_on_the_command_line_after_the_day_of_the_data(project: Project) -> None:
    answer = build(project, "--period", "2025-Q4")
    assert_refused(answer, "config.yaml:2:", "2025-07-03", code="period-102")


def test_a_period_on_the_command_line_without_data(project: Project) -> None:
    answer = build(project, "--period", "2025-Q3")
    assert_refused(answer, "there is no data in 2025-Q3", "2025-06-30", code="data-354")


def test_a_period_of_which_no_metric_knows_anything(project: Project) -> None:
    # a customer since 2021 is data of 2024-Q4, but revenue begins in March 2025
    accounts = "id,name,tier,since\nA1,Alpha,SMB,2021-05-01\nA3,Gamma,Enterprise,2025-01-01\n"
    project.write("accounts.csv", accounts)
    project.change("config.yaml", "segment: tier", "segment: tier, start_date: since")
    answer = build(project, "--period", "2024-Q4")
    assert_refused(
        answer, "none of the 2 metrics has a value in 2024-Q4", "from 2025-03 to 2025-06",
        code="data-355",
    )  # fmt: skip


def test_a_narrative_file_is_checked_before_anything_is_built(project: Project) -> None:
    project.change("config.yaml", "sections:", "narrative: words.yaml\nsections:")
    assert_refused(deckgen("check", project.config), "words.yaml", "no such file")
    project.change("config.yaml", "path: mrr.csv", "path: gone.csv")
    both = deckgen("check", project.config)
    assert_refused(both, "words.yaml", "no such file", "gone.csv not found")
    project.change("config.yaml", "path: gone.csv", "path: mrr.csv")
    project.write("words.yaml", "metrics:\n  logo_chrun: {why: Beta left.}\n")
    answer = deckgen("check", project.config)
    assert_refused(answer, "words.yaml:2:3", "'logo_chrun'", "did you mean 'logo_churn'?")


def test_a_metric_that_the_configuration_does_not_show(project: Project) -> None:
    answer = deckgen("explain", project.config, "logo_chrun")
    assert_refused(answer, "logo_chrun", "did you mean 'logo_churn'?")


def test_a_metric_that_exists_and_is_not_shown(project: Project) -> None:
    """Somebody who has just written it would look for the fault in the metric."""
    answer = deckgen("explain", project.config, "renewal_rate")
    assert_refused(answer, "'renewal_rate'", "it exists", "sections: {retention: [renewal_rate]}")


def test_a_customer_that_is_not_in_the_data(project: Project) -> None:
    answer = deckgen("explain", project.config, "logo_churn", "--customer", "A9")
    assert_refused(answer, "'A9'")


def test_an_output_folder_that_is_a_file(project: Project) -> None:
    project.write("out", "mine")
    assert_refused(build(project), "out", "a file stands where a folder is needed")
    assert (project.folder / "out").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_that_cannot_be_written(project: Project) -> None:
    folder = project.folder / "out"
    folder.mkdir(mode=0o500)
    assert_refused(build(project), str(folder), "no permission")


def test_an_output_folder_below_a_device_cannot_be_written(project: Project) -> None:
    assert_refused(build(project, "-o", "/proc/nothing"), "/proc/nothing", "cannot write")


def test_a_full_disk_leaves_nothing_behind(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    answer = build(project)
    assert_refused(answer, "the disk is full", "free some space")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
@pytest.mark.parametrize("command", ["build", "init"])
def test_a_write_that_really_fails_half_way_leaves_nothing(
    command: str, project: Project, tmp_path: Path
) -> None:
    """The system takes 20 kB of a file and refuses the rest."""
    out = tmp_path / "made" / "for this"
    arguments = (
        ["build", project.config, "-o", out] if command == "build" else ["init", out, "--demo"]
    )
    words = shlex.join(command_line(*arguments))
    run = subprocess.run(
        ["sh", "-c", f"ulimit -f 40; exec {words}"], cwd=CHECKOUT,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert_refused(Answer(run.returncode, run.stdout, run.stderr), str(out), "cannot write")
    assert contents(tmp_path / "made" if command == "build" else out) == {}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_told(project: Project) -> None:
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            command_line("compute", project.config), cwd=CHECKOUT, stdout=full,
            stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert_refused(Answer(run.returncode, "", run.stderr), "standard output", code="system-101")


def test_closed_streams_are_no_error(project: Project) -> None:
    words = shlex.join(command_line("compute", project.config))
    run = subprocess.run(["sh", "-c", f"exec {words} >&- 2>&-"], cwd=CHECKOUT, check=False)
    assert run.returncode == 0


@pytest.fixture
def rude_server() -> Iterator[int]:
    """A server that hangs up on everyone; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def hang_up() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            caller.recv(8)
            caller.close()

    thread = threading.Thread(target=hang_up, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(timeout=5)


def from_database(project: Project, port: int) -> None:
    """Puts the revenue into a database that needs a password."""
    project.write(
        "config.yaml",
        CONFIG.replace(
            "{type: csv, path: mrr.csv}",
            f'{{type: postgres, url: "postgresql://me:${{DB_SECRET}}@127.0.0.1:{port}/db",'
            " table: mrr}",
        ),
    )


def test_a_database_that_drops_the_connection(project: Project, rude_server: int) -> None:
    from_database(project, rude_server)
    before = contents(project.folder)
    answer = deckgen("build", project.config, env={"DB_SECRET": "hunter2"})
    assert_refused(answer, "config.yaml:5", "127.0.0.1", code="source-261")
    assert "hunter2" not in answer.err
    assert contents(project.folder) == before


def test_a_database_that_refuses(project: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    from_database(project, port)
    answer = deckgen("build", project.config, env={"DB_SECRET": "hunter2"})
    assert_refused(answer, "config.yaml:5", "127.0.0.1", code="source-261")
    assert "hunter2" not in answer.err
