"""Builds the templates of the bundled themes: ``python -m tools.themes`` writes them.

A template's geometry is the same in every theme; what differs is a ``Look`` (theme colours, fonts)
and the palettes in the theme's ``theme.yaml``. The same look gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from tools.themes.looks import LOOKS
from tools.themes.package import template_bytes

__all__ = ["LOOKS", "THEMES", "template_bytes"]

THEMES = Path(__file__).resolve().parents[2] / "themes"
