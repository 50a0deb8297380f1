"""Which ``theme.yaml`` describes a template that is measured: it has a key of that name.

Apart from the measuring, which most decks never need and which takes a while to load.
"""

from __future__ import annotations

from pathlib import Path

from deckgen.config.findings import Findings
from deckgen.config.yamlfile import read_yaml

MEASURED = "measured"


def is_adopted(path: Path) -> bool:
    """Whether a ``theme.yaml`` describes a measured template. Raises ``ConfigError``."""
    return read_yaml(path, Findings()).get(MEASURED) is not None
