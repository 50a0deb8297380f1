"""A run that is killed at any moment leaves whole decks or none, and no process behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random

import pytest
from pptx import Presentation

from tests.support.commands import command_line, contents, process
from tests.support.needs import CHECKOUT
from tests.support.planted import PlantedCompany, planted_company

KILLS = int(os.environ.get("DECKGEN_KILLS", "3"))
"""How often the run is killed; twenty before a release."""
_PATIENCE = 30.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "setsid"), reason="needs POSIX sessions"),
]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> PlantedCompany:
    """Thirteen decks: the company, three regions, six teams of them, and more by segment."""
    company = planted_company(tmp_path_factory.mktemp("many") / "company", (8, 8, 8))
    text = company.config.read_text(encoding="utf-8")
    text = text.replace("variants: [region]", "variants: [region, team, segment]")
    company.config.write_text(text.replace("min_customers: 5", "min_customers: 1"), "utf-8")
    return company


def test_killed_at_random_moments(many: PlantedCompany, tmp_path: Path) -> None:
    start = time.monotonic()
    whole = tmp_path / "whole"
    answer = process("build", many.config, "--all-segments", "--jobs", "2", "-o", whole)
    assert answer.code == 0, answer.err
    took = time.monotonic() - start
    wanted = contents(whole)
    rng = Random(20)
    for number in range(KILLS):
        out = tmp_path / f"killed-{number}"
        _killed(many, out, rng.uniform(0.3, took))
        for path in out.rglob("*") if out.exists() else ():
            if path.name.startswith(".deckgen-"):
                continue  # what was being written; it has no deck's name
            assert contents(out)[path.name] == wanted[path.name], path.name
            if path.suffix == ".pptx":
                assert len(Presentation(str(path)).slides) > 16
            elif path.suffix == ".json":
                json.loads(path.read_text(encoding="utf-8"))
        again = process("build", many.config, "--all-segments", "-o", out)
        assert again.code == 0, again.err
        assert contents(out) == wanted  # what was being written is gone, too


def _killed(company: PlantedCompany, out: Path, seconds: float) -> None:
    """Kills the command, and waits until the processes that it started have noticed."""
    running = subprocess.Popen(
        command_line("build", company.config, "--all-segments", "--jobs", "2", "-o", out),
        cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(seconds)
    running.send_signal(signal.SIGKILL)
    running.wait()
    end = time.monotonic() + _PATIENCE
    while _alive(running.pid):
        assert time.monotonic() < end, "a process of the killed run lives on"
        time.sleep(0.1)


def _alive(session: int) -> bool:
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True
