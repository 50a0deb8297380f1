"""Running the commands in tests: in this process, or as a process of its own."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from deckgen.cli import main
from tests.support.needs import CHECKOUT

ISSUE = re.compile(r"^(?P<place>.*?: )?error (?P<code>[a-z]+-\d+): (?P<cause>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def issues(self) -> list[re.Match[str]]:
        """The errors on standard error, each a place, a code and a cause."""
        return list(ISSUE.finditer(self.err))


def deckgen(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Answer:
    """A command, run in this process; an exception that no command may let out is raised."""
    result = CliRunner().invoke(
        main, [str(one) for one in arguments], env=dict(env or {}), catch_exceptions=False
    )
    return Answer(result.exit_code, result.stdout, result.stderr)


def process(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Answer:
    """A command, run as a process of its own without a terminal."""
    run = subprocess.run(
        command_line(*arguments), cwd=cwd or CHECKOUT, env={**os.environ, **(env or {})},
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    return Answer(run.returncode, run.stdout, run.stderr)


def command_line(*arguments: str | Path) -> list[str]:
    """The words that start deckgen in this environment."""
    return [sys.executable, "-m", "deckgen", *(str(one) for one in arguments)]


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones included, with a hash of its bytes."""
    return dict(_hashes(folder))


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def assert_refused(answer: Answer, *words: str, code: str | None = None) -> None:
    """Exit code 1, no data, no traceback, and an error of one line that has these words."""
    assert answer.code == 1, answer.err + answer.out
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert "our bug" not in answer.err
    assert answer.issues, answer.err
    text = answer.err
    for word in words:
        assert word in text, f"{word!r} is not in:\n{text}"
    if code is not None:
        assert code in {issue["code"] for issue in answer.issues}, text
