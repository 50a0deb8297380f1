"""What a person sees on a terminal, and that NO_COLOR is heard there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import command_line
from tests.support.needs import CHECKOUT
from tests.support.projects import Project

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are of Unix", allow_module_level=True)

import pty

_COLOUR = re.compile(r"\x1b\[(?:[\d;]*;)?(?:3[0-7]|38|9[0-7]|4[0-7])[\d;]*m")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(arguments: list[str | Path], **environment: str) -> tuple[int, str]:
    """Exit code and everything a command shows on a terminal of 160 columns."""
    handle, terminal = pty.openpty()
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    running = subprocess.Popen(
        command_line(*arguments), cwd=CHECKOUT, stdin=terminal, stdout=terminal, stderr=terminal,
        env={**inherited, "TERM": "xterm-256color", "COLUMNS": "160", **environment},
    )  # fmt: skip
    os.close(terminal)
    shown = b""
    while True:
        try:
            block = os.read(handle, 65536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not block:
            break
        shown += block
    os.close(handle)
    return running.wait(timeout=60), shown.decode("utf-8")


def test_a_person_sees_progress_and_a_table(project: Project) -> None:
    code, shown = on_terminal(["build", project.config])
    assert code == 0, shown
    plain = _ESCAPES.sub("", shown)
    assert re.search("filling|computing|writing", plain), plain
    assert re.search(r"All customers +3 +2", plain), plain  # three at the closing, two metrics
    assert "Acme - 2025-Q2.pptx" in plain


def test_a_narrow_terminal_gets_whole_headings_and_the_paths_below(project: Project) -> None:
    """Of nine columns each was once a few letters wide on the 80 columns of a usual window."""
    for state in ("", "Acme - 2025-Q2.pptx: unchanged"):
        code, shown = on_terminal(["build", project.config], COLUMNS="80")
        assert code == 0, shown
        lines = [line.rstrip() for line in _ESCAPES.sub("", shown).splitlines()]
        assert all(len(line) <= 80 for line in lines if "Metrics" in line or "───" in line)
        words = " ".join(lines)
        for word in ("Customers", "Metrics", "target", "available", "Prompts"):
            assert word in words
        assert lines[-1].endswith("Acme - 2025-Q2.pptx")
        assert state in lines or not state


def test_a_person_sees_how_many_decks_are_left(project: Project) -> None:
    code, shown = on_terminal(["build", project.config, "--all-segments"])
    assert code == 0, shown
    plain = _ESCAPES.sub("", shown)
    assert re.search(r"wrote (All customers|Enterprise|SMB)", plain), plain
    assert "3/3" in plain
    assert "index.html shows them all" in plain


def test_colour_is_for_terminals_and_no_color_is_heard(project: Project) -> None:
    _, coloured = on_terminal(["build", project.config])
    _, plain = on_terminal(["build", project.config], NO_COLOR="1")
    assert _COLOUR.search(coloured)
    assert not _COLOUR.search(plain)


def test_markup_in_a_name_stays_as_it_is(project: Project) -> None:
    project.change("accounts.csv", "A3,Gamma,Enterprise", "A3,Gamma,[bold red]x[/] :smile:")
    code, shown = on_terminal(["compute", project.config, "--all-segments"])
    assert code == 0
    assert "[bold red]x[/] :smile:" in _ESCAPES.sub("", shown)
