"""The documents: tables are the catalogue, configurations build, commands and links exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import deckgen
from deckgen.bundled import example_config
from deckgen.cli import main
from deckgen.metrics.catalogue import PRESETS, SECTIONS, catalogue, executive_sixteen
from deckgen.starter.demo import write_demo

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    {ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")}, key=str
)


def test_the_table_of_metrics_is_the_catalogue() -> None:
    table = re.findall(r"^\| (.*?) \| (.*?) \| `(\w+)` \| (.*?) \|$", README, re.MULTILINE)
    expected, before = [], ""
    for metric in executive_sixteen():
        section = SECTIONS[metric.section]
        expected.append(
            (section if section != before else "", metric.title, metric.id, metric.formula)
        )
        before = section
    assert [(section.strip(), *rest) for section, *rest in table] == expected


def test_the_further_metrics_are_those_of_the_catalogue() -> None:
    [named] = re.findall(r"^On request: (.*?)\.$", README, re.MULTILINE | re.DOTALL)
    sixteen = {metric.id for metric in executive_sixteen()}
    assert re.findall(r"`(\w+)`", named) == [
        *(id for id in catalogue() if id not in sixteen), *PRESETS
    ]  # fmt: skip


def test_the_configuration_builds_a_deck_of_the_sample_data(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", example_config())
    [text] = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    path = tmp_path / "demo" / "short.yaml"
    path.write_text(text, encoding="utf-8")
    config = deckgen.load_config(str(path))
    assert deckgen.build(config).name == "Lumina Cloud - 2025-Q2.pptx"
    frame = deckgen.compute(config)
    headline = frame[(frame.metric == "net_revenue_retention") & (frame.part == "value")]
    assert "100.5%" in set(headline.text)


def commands(text: str) -> list[list[str]]:
    """Every deckgen command of a page, in blocks and between backticks, as words."""
    blocks = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    lines = re.findall(r"^(?:\$ )?(?:\.venv/bin/)?deckgen (.*)$", blocks, re.MULTILINE)
    lines += re.findall(r"`(?:\.venv/bin/)?deckgen ([^`\n]*)`", text)
    return [re.split(r"\s{3,}|\s*>|\s+\|", line)[0].split() for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_and_option_on_a_page_exists(page: Path) -> None:
    context = click.Context(main)
    for name, *words in commands(page.read_text(encoding="utf-8")):
        if name.startswith("-"):
            continue
        command = main.get_command(context, name)
        assert command is not None, name
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            name, *words = words
            command = command.get_command(context, name)
            assert command is not None, name
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
        used = {word for word in words if word.startswith("-")}
        assert used <= known, f"deckgen {name} {used - known}"


def test_the_readme_shows_each_command() -> None:
    shown = {words[0] for words in commands(README) if words}
    assert set(main.commands) == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_on_a_page_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_pictures_are_small_and_all_of_them_are_shown() -> None:
    shown = set(re.findall(r"\(docs/images/([\w-]+\.png)\)", README))
    files = {path.name: path.stat().st_size for path in (ROOT / "docs" / "images").glob("*.png")}
    assert shown == files.keys()
    assert max(files.values()) < 150_000


def test_the_architecture_names_every_package_and_module() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = Path(deckgen.__file__).parent
    named = set(re.findall(r"`(\w+)/`", text))
    assert named >= {path.parent.name for path in package.glob("*/__init__.py")}
    modules = {path.name for path in package.glob("*.py")} - {"__init__.py"}
    tables = set(re.findall(r"`(\w+\.py)`", text))
    assert tables >= modules
    for path in re.findall(r"`((?:deckgen/)?\w+/[\w/]+\.py)`", text):
        assert (package / path.removeprefix("deckgen/")).is_file(), path


def test_every_rule_that_the_code_cites_is_listed() -> None:
    cited = {
        number
        for path in Path(deckgen.__file__).parent.rglob("*.py")
        for number in re.findall(r"\bR(\d{1,2})\b", path.read_text(encoding="utf-8"))
    }
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert cited <= set(re.findall(r"^\| R(\d+) ", text, re.MULTILINE))


def test_the_code_that_the_guide_quotes_is_the_code() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n# (\S+)\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    for path, quoted in blocks:
        source = (ROOT / path).read_text(encoding="utf-8")
        for piece in re.split(r"^\.\.\.\n", quoted, flags=re.MULTILINE):
            assert piece in source, f"{path}:\n{piece}"


def test_every_path_that_the_guide_names_exists() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:deckgen|tests|docs)/[\w./-]*\w)`", guide))
    assert len(named) > 20
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
