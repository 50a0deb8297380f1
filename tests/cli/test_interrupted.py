"""Ctrl-C at any moment leaves whole decks or none, and no words of Python."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.engine.duckdb import DuckDB
from tests.support.commands import command_line, contents
from tests.support.needs import CHECKOUT

STOPPED = (130, -signal.SIGINT)
"""A shell calls both 130: CPython ends itself by the signal when it caught one inside ``exec``."""


@pytest.mark.parametrize("seconds", [0.5, 1.0, 1.4, 1.8, 2.4, 3.0])
def test_what_is_stopped_leaves_whole_decks_or_none(
    seconds: float, sample: Path, tmp_path: Path
) -> None:
    before = contents(sample.parent)
    running = subprocess.Popen(
        command_line("build", sample, "--all-segments", "-o", tmp_path / "out"),
        cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(seconds)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode in (0, *STOPPED), err
    assert "Traceback" not in err
    if running.returncode in STOPPED:
        assert out == ""
        # Nothing at all is said while Python itself still starts.
        assert err in ("", "stopped; nothing half-written was left behind\n")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert path.suffix in (".pptx", ".html", ".json")
            if path.suffix == ".pptx":
                assert len(Presentation(str(path)).slides) > 16
    assert contents(sample.parent) == before


def test_a_query_that_is_stopped_counts_as_ctrl_c() -> None:
    """DuckDB swallows the KeyboardInterrupt and raises an error of its own."""
    with pytest.raises(KeyboardInterrupt), DuckDB():
        raise RuntimeError("Query interrupted")


def test_another_error_of_a_query_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="something else"), DuckDB():
        raise RuntimeError("something else")
