"""What a configuration asks of the looks is never passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

import deckgen
from deckgen.bundled import example_config
from deckgen.errors import ConfigError, Level


def config_with(folder: Path, before: str, after: str) -> Path:
    text = example_config()
    assert before in text
    path = folder / "config.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def test_the_example_asks_for_nothing_that_is_not_there(tmp_path: Path) -> None:
    path = config_with(tmp_path, "theme: default", "theme: default")
    assert [one for one in deckgen.load_config(path).warnings if one.code.startswith("theme")] == []


@pytest.mark.parametrize("theme", ["defualt", "brand.pptx", "themes/house"])
def test_a_theme_that_does_not_exist_is_an_error_at_its_place(tmp_path: Path, theme: str) -> None:
    path = config_with(tmp_path, "theme: default", f"theme: {theme}")
    with pytest.raises(ConfigError) as raised:
        deckgen.load_config(path)
    (issue,) = raised.value.issues
    line = 1 + path.read_text("utf-8").splitlines().index(
        next(one for one in path.read_text("utf-8").splitlines() if f"theme: {theme}" in one)
    )
    assert issue.code == "theme-101"
    assert issue.location is not None
    assert issue.location.line == line
    if theme == "defualt":
        assert issue.hint == "did you mean 'default'?"


def test_a_template_of_ones_own_is_named_as_not_used(tmp_path: Path) -> None:
    (tmp_path / "brand.pptx").write_bytes(b"PK")
    path = config_with(tmp_path, "theme: default", "theme: brand.pptx")
    (issue,) = [one for one in deckgen.load_config(path).warnings if one.code.startswith("theme")]
    assert (issue.code, issue.level) == ("theme-102", Level.WARNING)


def test_charts_as_pictures_are_drawn_and_no_reason_to_warn(tmp_path: Path) -> None:
    path = config_with(tmp_path, "charts: native", "charts: picture")
    assert [one for one in deckgen.load_config(path).warnings if one.code.startswith("theme")] == []
