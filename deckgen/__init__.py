"""deckgen: customer-success metrics, computed exactly and explained, as an editable slide deck.

The public names are loaded on first use, so that importing the package (and ``deckgen --help``)
imports nothing heavy.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deckgen.pipeline import build, compute, load_config, plan

__version__ = "0.1.0"
__all__ = ["__version__", "build", "compute", "load_config", "plan"]

_FUNCTIONS = frozenset({"build", "compute", "load_config", "plan"})


class _Package(ModuleType):
    """This package. Two of its public functions have the names of subpackages, which the import
    system binds here as soon as they are loaded: ``deckgen.plan`` must stay the function."""

    def __getattr__(self, name: str) -> object:
        if name in _FUNCTIONS:
            from deckgen import pipeline

            return getattr(pipeline, name)
        raise AttributeError(f"module 'deckgen' has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _FUNCTIONS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
