"""The table of allowed imports in pyproject.toml holds, and would notice a breach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.import_table import parse_row, violations
from tests.support.needs import CHECKOUT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the check in a folder; its cache would otherwise be shared with other runs."""
    return subprocess.run(
        [str(LINT_IMPORTS), "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200"},
        check=False,
    )


def packages_of_the_table() -> set[str]:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return {parse_row(row).module for row in contract["rows"]}


def test_no_module_imports_what_its_row_does_not_list() -> None:
    run = lint_imports(CHECKOUT)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("module", "line", "expected"),
    [
        ("model/period.py", "import pandas", "deckgen.model.period:1 may not import pandas"),
        (
            "metrics/catalogue.py",
            "from deckgen.engine import protocol",
            "deckgen.metrics.catalogue:1 may not import deckgen.engine",
        ),
        (
            "compute/cube.py",
            "def load():\n    import duckdb",
            "deckgen.compute.cube:2 may not import duckdb",
        ),
        (
            "compute/cube.py",
            "import pandas",
            "deckgen.compute.cube:1 may not import pandas",
        ),
        (
            "plan/planner.py",
            "from deckgen.render import writer",
            "deckgen.plan.planner:1 may not import deckgen.render",
        ),
        (
            "theme/theme.py",
            "from deckgen.config import schema",
            "deckgen.theme.theme:1 may not import deckgen.config.schema",
        ),
        ("render/text.py", "import matplotlib", "deckgen.render.text:1 may not import matplotlib"),
        ("gossip/talk.py", "import json", "deckgen.gossip.talk:1 may not import json"),
    ],
)
def test_a_breach_is_named_with_its_line(
    module: str, line: str, expected: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, {module: line})
    run = lint_imports(tmp_path)
    assert run.returncode == 1, run.stdout + run.stderr
    assert expected in run.stdout


def test_what_the_table_lists_is_allowed(tmp_path: Path) -> None:
    allowed = {
        "model/period.py": "import datetime\nfrom deckgen import errors",
        "compute/frame.py": "import pandas\nfrom deckgen.compute import cube",
        "theme/theme.py": "import pptx\nfrom deckgen.config import yamlfile",
        "render/charts/picture/bars.py": "import matplotlib\nfrom deckgen.render import text",
        "pipeline.py": "from deckgen.engine import protocol\nimport rich",
    }
    write_tree(tmp_path, allowed)
    run = lint_imports(tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


def write_tree(folder: Path, files: dict[str, str]) -> None:
    """A package of that name with some files, beside the real settings and the real contract."""
    skeleton = (
        "errors.py", "cli.py", "pipeline.py", "engine/protocol.py", "render/writer.py",
        "render/text.py", "config/schema.py", "config/yamlfile.py", "compute/cube.py",
    )  # fmt: skip
    contents = dict.fromkeys(skeleton, "") | files
    for name, text in contents.items():
        path = folder / "deckgen" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in [folder / "deckgen", *(folder / "deckgen").rglob("*/")]:
        (path / "__init__.py").touch()
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    support = folder / "tests/support"
    support.mkdir(parents=True)
    for name in ("../__init__.py", "__init__.py", "import_table.py"):
        shutil.copy(CHECKOUT / "tests/support" / name, support / name)


def test_every_package_has_a_row() -> None:
    table = packages_of_the_table()
    modules = {
        f"deckgen.{path.stem}"
        for path in (CHECKOUT / "deckgen").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"deckgen.__init__"}
    assert modules <= table


def test_the_longest_matching_row_decides() -> None:
    rows = [parse_row("render: model + pptx"), parse_row("render.charts: model + matplotlib")]
    imports = [
        ("deckgen.render.charts.bar", "matplotlib"),
        ("deckgen.render.charts.bar", "pptx"),
        ("deckgen.render.writer", "matplotlib"),
    ]
    assert violations(rows, imports) == imports[1:]


def test_a_row_without_colon_is_refused() -> None:
    with pytest.raises(ValueError, match="not a row"):
        parse_row("model errors")
