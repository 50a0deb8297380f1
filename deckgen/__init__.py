"""deckgen: customer-success metrics, computed exactly and explained, as an editable slide deck.

The public names are loaded on first use, so that importing the package (and ``deckgen --help``)
imports nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deckgen.pipeline import build, compute, load_config, plan

__version__ = "0.1.0"
__all__ = ["__version__", "build", "compute", "load_config", "plan"]


def __getattr__(name: str) -> object:
    if name in {"build", "compute", "load_config", "plan"}:
        from deckgen import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'deckgen' has no attribute {name!r}")
