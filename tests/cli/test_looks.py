"""What a configuration asks of the looks is never passed over in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import deckgen
from deckgen.bundled import example_config, themes_folder
from deckgen.errors import ConfigError
from deckgen.looks import bundled_themes, headline_measure, theme_of
from deckgen.theme.fonts import text_width
from tests.support.templates import Brand


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


def test_every_bundled_theme_may_be_named(tmp_path: Path) -> None:
    for theme in bundled_themes():
        path = config_with(tmp_path, "theme: default", f"theme: {theme}")
        config = deckgen.load_config(path)
        assert theme_of(config).name == theme
        assert not [one for one in config.warnings if one.code.startswith("theme")]


def test_a_theme_folder_is_read_from_where_the_configuration_lies(tmp_path: Path) -> None:
    shutil.copytree(themes_folder() / "dark", tmp_path / "house")
    config = deckgen.load_config(config_with(tmp_path, "theme: default", "theme: ./house"))
    assert theme_of(config).name == "dark"


def test_a_theme_folder_with_a_mistake_stops_the_run_at_its_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(themes_folder() / "dark", tmp_path / "house"))
    text = (folder / "theme.yaml").read_text("utf-8")
    (folder / "theme.yaml").write_text(text.replace("accent: accent1", "accent: blue", 1), "utf-8")
    with pytest.raises(ConfigError, match="accent is 'blue', neither RRGGBB nor") as raised:
        deckgen.load_config(config_with(tmp_path, "theme: default", "theme: ./house"))
    (issue,) = raised.value.issues
    assert issue.location is not None
    assert issue.location.file == str(folder / "theme.yaml")


def test_headlines_are_planned_for_the_width_of_the_themes_font_and_size(tmp_path: Path) -> None:
    def scale(theme: str) -> float:
        path = config_with(tmp_path, "theme: default", f"theme: {theme}")
        measure = headline_measure(theme_of(deckgen.load_config(path)))
        return measure(sentence, 26, bold=True) / text_width(sentence, 26, bold=True)

    sentence = "Net revenue retention rose 1.8 pp to 108.4% in Q3 2026"
    assert scale("default") == pytest.approx(1, abs=0.001)
    # Cambria bold is 6% wider than Calibri, and set at 25 points for that.
    assert scale("editorial") == pytest.approx(1.06 * 25 / 26, abs=0.01)


def test_a_template_of_ones_own_is_used_without_a_word(tmp_path: Path) -> None:
    Brand().written(tmp_path)
    path = config_with(tmp_path, "theme: default", "theme: brand.pptx")
    config = deckgen.load_config(path)
    assert [one for one in config.warnings if one.code.startswith("theme")] == []
    assert theme_of(config).name == "brand"


def test_a_template_that_is_none_is_an_error_with_its_cause(tmp_path: Path) -> None:
    (tmp_path / "brand.pptx").write_bytes(b"")
    path = config_with(tmp_path, "theme: default", "theme: brand.pptx")
    with pytest.raises(ConfigError, match="the file is empty"):
        deckgen.load_config(path)


def test_charts_as_pictures_are_drawn_and_no_reason_to_warn(tmp_path: Path) -> None:
    path = config_with(tmp_path, "charts: native", "charts: picture")
    assert [one for one in deckgen.load_config(path).warnings if one.code.startswith("theme")] == []
