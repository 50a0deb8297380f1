"""Ways to load a configuration that a test writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from config_samples import CATALOGUE, PRESETS, Load, Problems

from deckgen.config import Config, load_config
from deckgen.errors import ConfigError, Issue


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads a configuration of the given text."""

    def loading(text: str, **environment: str) -> Config:
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return load_config(path, CATALOGUE, PRESETS, environment)

    return loading


@pytest.fixture
def problems(load: Load) -> Problems:
    """The issues of a wrong configuration, in the order of the file; each is one line."""

    def failing(text: str, **environment: str) -> list[Issue]:
        with pytest.raises(ConfigError) as caught:
            load(text, **environment)
        for issue in caught.value.issues:
            assert "\n" not in issue.message
            assert issue.location is not None
        return list(caught.value.issues)

    return failing
