"""What deckgen imports is declared, what is declared is explained, and starting stays light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.support.needs import CHECKOUT

HEAVY = ("babel", "duckdb", "lxml", "matplotlib", "pandas", "pptx", "pydantic", "rich", "yaml")
ENGINES = frozenset({"pyspark"})
"""Libraries that only a user who has them already uses; nobody installs them for deckgen."""
PARTS = {"pydantic_core": "pydantic"}
"""Modules of a distribution that never comes alone."""


def canonical(name: str) -> str:
    """A distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    """Every distribution that deckgen, or one of its extras for users, asks for."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"]]
    wanted += [line for name, lines in extras.items() if name != "dev" for line in lines]
    return {canonical(re.split(r"[\[<>=!~; ]", line)[0]) for line in wanted}


def imported() -> set[str]:
    """The top-level names of other packages that deckgen's code imports anywhere."""
    names: set[str] = set()
    for path in (CHECKOUT / "deckgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"deckgen"}


def test_every_import_belongs_to_a_declared_dependency() -> None:
    providers = packages_distributions()
    undeclared = {
        name
        for name in {PARTS.get(name, name) for name in imported() - ENGINES}
        if not {canonical(dist) for dist in providers.get(name, ())} & declared()
    }
    assert not undeclared


def test_every_dependency_is_explained() -> None:
    text = (CHECKOUT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert not {name for name in declared() if f"`{name}`" not in text}


@pytest.mark.parametrize(
    "module", ["deckgen", "deckgen.__main__", "deckgen.bundled", "deckgen.cli"]
)
def test_starting_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & {set(HEAVY)!r}))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == ""


def test_the_changelog_has_a_place_for_the_next_change() -> None:
    assert "\n## [Unreleased]\n" in (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_complete() -> None:
    text = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_no_file_of_the_checkout_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(CHECKOUT)): lines
        for path in (CHECKOUT / "deckgen").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long
