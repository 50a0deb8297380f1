"""Where the files that travel with deckgen lie: the themes and the example configuration.

In a checkout they are at its root, where people find them; a wheel carries them inside the
package. This module is the only code that knows.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_PACKAGE = Path(str(files("deckgen")))


def _root() -> Path:
    """The wheel's folder if it is there (an editable install has none), else the checkout."""
    bundled = _PACKAGE / "_bundled"
    return bundled if bundled.is_dir() else _PACKAGE.parent


def themes_folder() -> Path:
    """The folder with one folder per bundled theme."""
    return _root() / "themes"


def example_config() -> str:
    """The text of ``config.example.yaml``, the whole configuration on one commented page."""
    return (_root() / "config.example.yaml").read_text(encoding="utf-8")
