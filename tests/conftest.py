"""Markers that depend on the machine, and how hypothesis behaves."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

pytest.register_assert_rewrite("tests.support")

from tests.support.needs import NEEDS, required  # noqa: E402  (after the rewrite is registered)

settings.register_profile("local", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_configure(config: pytest.Config) -> None:
    """A misspelt requirement would require nothing: refuse it before any test runs."""
    try:
        required(os.environ.get("DECKGEN_REQUIRE", ""))
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose need is not met, before its fixtures; fails it where it is required."""
    for marker, why_not in NEEDS.items():
        if item.get_closest_marker(marker) is None:
            continue
        reason = why_not()
        if reason is None:
            continue
        if marker in required(os.environ.get("DECKGEN_REQUIRE", "")):
            pytest.fail(f"{marker} is required by DECKGEN_REQUIRE: {reason}", pytrace=False)
        pytest.skip(f"{marker}: {reason}")
