"""The wheel and the editable install carry all that deckgen needs, and the sdist its tests.

The wheel goes into a fresh environment that sees the libraries of this one but not the checkout:
quick, without network, and true to what a user gets as far as deckgen's own files go. Whether the
declared dependencies are complete is asked by ``test_dependencies.py``, and by ``make deck``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.support.needs import CHECKOUT

pytestmark = pytest.mark.slow

BUNDLED = """
from deckgen.bundled import example_config, themes_folder
assert "sections:" in example_config()
assert (themes_folder() / "default" / "README.md").is_file(), themes_folder()
print(themes_folder())
"""
SAMPLE = """
import sys
from pathlib import Path
from deckgen.bundled import example_config
from deckgen.starter.demo import write_demo
print(len(write_demo(Path(sys.argv[1]), example_config(), customers=60)))
"""


class Environment:
    """A fresh virtual environment that borrows this one's libraries."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run(sys.executable, "-m", "venv", "--without-pip", str(folder / "venv"))
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        variables = {"base": str(folder / "venv"), "platbase": str(folder / "venv")}
        site = Path(sysconfig.get_path("purelib", scheme="venv", vars=variables))
        # A path file adds a folder without reading the path files in it: the checkout's own
        # editable install stays invisible.
        (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    def pip_install(self, *arguments: str) -> None:
        options = ("--no-deps", "--no-index", "--ignore-installed", "--no-build-isolation", "-q")
        self.run("python", "-m", "pip", "install", *options, *arguments)

    def run(self, program: str, *arguments: str) -> str:
        """What the program prints; an error of the program fails the test with its words."""
        return self._run(str(self.bin / program), *arguments)

    def _run(self, *command: str) -> str:
        hidden = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME")
        run = subprocess.run(
            command,
            cwd=self.folder,
            capture_output=True,
            text=True,
            env={name: value for name, value in os.environ.items() if name not in hidden},
            check=False,
        )
        assert run.returncode == 0, f"{command}\n{run.stdout}\n{run.stderr}"
        return run.stdout.strip()


@pytest.fixture(scope="module")
def dists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("dists")
    command = [sys.executable, "-m", "build", "--no-isolation", "-o", str(folder), str(CHECKOUT)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="module")
def from_wheel(dists: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("wheel install"))
    environment.pip_install(str(next(dists.glob("*.whl"))))
    return environment


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("editable install"))
    environment.pip_install("--editable", str(CHECKOUT))
    return environment


@pytest.fixture(params=["from_wheel", "editable"])
def installed(request: pytest.FixtureRequest) -> Environment:
    environment: Environment = request.getfixturevalue(request.param)
    return environment


def test_the_bundled_files_are_found(installed: Environment) -> None:
    installed.run("python", "-c", BUNDLED)


def test_a_wheel_brings_its_own_bundled_files(from_wheel: Environment) -> None:
    themes = Path(from_wheel.run("python", "-c", BUNDLED))
    assert themes.parent.name == "_bundled"
    assert themes.is_relative_to(from_wheel.folder)


def test_an_editable_install_uses_the_files_of_the_checkout(editable: Environment) -> None:
    assert Path(editable.run("python", "-c", BUNDLED)) == CHECKOUT / "themes"


def test_the_sample_company_can_be_written(installed: Environment, tmp_path: Path) -> None:
    # config, narrative, eight CSV files and a workbook
    assert installed.run("python", "-c", SAMPLE, str(tmp_path / "demo")) == "11"


def test_the_command_answers_and_writes_the_sample(installed: Environment, tmp_path: Path) -> None:
    assert "Usage: deckgen" in installed.run("deckgen", "--help")
    installed.run("deckgen", "init", str(tmp_path / "demo"), "--demo")
    assert (tmp_path / "demo/config.yaml").read_text(encoding="utf-8") == (
        CHECKOUT / "config.example.yaml"
    ).read_text(encoding="utf-8")
    installed.run(
        "deckgen", "build", str(tmp_path / "demo/config.yaml"), "-o", str(tmp_path / "out")
    )
    assert len([*(tmp_path / "out").glob("*.pptx")]) == 1


def test_the_wheel_holds_the_package_and_nothing_else(dists: Path) -> None:
    with zipfile.ZipFile(next(dists.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    assert {name.split("/")[0] for name in names} == {"deckgen", f"deckgen-{_version()}.dist-info"}
    assert "deckgen/py.typed" in names
    assert "deckgen/_bundled/config.example.yaml" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_sdist_holds_what_it_takes_to_run_the_tests(dists: Path) -> None:
    with tarfile.open(next(dists.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    expected = {
        "pyproject.toml", "Makefile", "LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md",
        "config.example.yaml", "docs/dependencies.md", "deckgen/bundled.py", "tests/conftest.py",
        "tests/support/package.py", "tests/starter/test_company.py", "themes/default/README.md",
    }  # fmt: skip
    assert expected <= names
    assert not [name for name in names if name.startswith((".venv", ".tools", "node_modules"))]


def _version() -> str:
    from deckgen import __version__

    return __version__
