"""The empty presentation that slides are added to: a theme's template, opened."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation

from deckgen.theme.stage import Theme


def opened(theme: Theme) -> Any:
    """The python-pptx presentation of a theme's template, with its masters and no slides."""
    return Presentation(io.BytesIO(theme.template))
