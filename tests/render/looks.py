"""The default theme's values, for tests that draw parts of a slide."""

from __future__ import annotations

from deckgen.model.deck import SlideKind
from deckgen.theme.folder import bundled_theme

THEME = bundled_theme()
STYLE = THEME.style
PAGE = THEME.stage(SlideKind.METRIC).palette
COVER = THEME.stage(SlideKind.TITLE).palette
