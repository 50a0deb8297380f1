"""A test whose need is not met is skipped with its reason, or fails where it is required."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.needs import CHECKOUT, required

CONFTEST = """
from tests import conftest
conftest.NEEDS = {**conftest.NEEDS, "render": lambda: "no such program", "slow": lambda: None}
pytest_configure, pytest_runtest_setup = conftest.pytest_configure, conftest.pytest_runtest_setup
"""
TESTS = """
import pytest

@pytest.fixture
def costly():
    raise RuntimeError("set up before it was known that the test cannot run")

@pytest.mark.render
def test_that_draws(costly):
    pass

@pytest.mark.slow
def test_that_takes_long():
    pass
"""


def run_tests(folder: Path, require: str) -> str:
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (folder / "test_inner.py").write_text(TESTS, encoding="utf-8")
    settings = ("-c", str(CHECKOUT / "pyproject.toml"), "--rootdir", str(folder))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *settings, str(folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "DECKGEN_REQUIRE": require},
        check=False,
    )
    return run.stdout + run.stderr


def test_an_unmet_need_skips_the_test_before_its_fixtures_and_says_why(tmp_path: Path) -> None:
    output = run_tests(tmp_path, "")
    assert "render: no such program" in output
    assert "1 passed, 1 skipped" in output


def test_a_required_need_that_is_unmet_fails_the_test(tmp_path: Path) -> None:
    output = run_tests(tmp_path, "render,slow")
    assert "render is required by DECKGEN_REQUIRE: no such program" in output
    assert "1 passed, 1 error" in output


def test_a_misspelt_requirement_is_refused(tmp_path: Path) -> None:
    assert "DECKGEN_REQUIRE names rendr; known are render" in run_tests(tmp_path, "rendr")
    with pytest.raises(ValueError, match="rendr"):
        required("rendr")


def test_requirements_are_separated_by_commas() -> None:
    assert required(" render, slow,") == {"render", "slow"}
