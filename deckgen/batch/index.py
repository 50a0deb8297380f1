"""``index.json``: which decks a run made, for whom, and from what; ``index.html`` shows them.

They and ``reconciliation.json`` are ours and are replaced by the next run; a file of such a name
that is not ours is left alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deckgen import __version__
from deckgen.batch.making import BuiltDeck, FailedDeck
from deckgen.batch.planning import Material
from deckgen.batch.reconciliation import FILE as RECONCILIATION
from deckgen.batch.selection import Omitted, Variant
from deckgen.errors import Location, OutputError, error
from deckgen.model.request import Group
from deckgen.model.result import Status
from deckgen.render.output import replace_file
from deckgen.words.voice import Voice

INDEX, PAGE = "index.json", "index.html"
GENERATOR = "deckgen"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Index:
    """What a run made."""

    company: str
    title: str
    period: str
    as_of: str
    fingerprint: str | None
    decks: tuple[BuiltDeck, ...]
    omitted: tuple[Omitted, ...] = ()
    failed: tuple[FailedDeck, ...] = ()
    remarks: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        material: Material,
        decks: tuple[BuiltDeck, ...],
        failed: tuple[FailedDeck, ...],
        omitted: tuple[Omitted, ...],
        mark: str | None,
        remarks: tuple[str, ...] = (),
    ) -> Index:
        """The index of a run with this fingerprint."""
        config = material.config
        voice = Voice(config.money.currency, config.deck.locale)
        period = voice.period(material.results.request.current)
        day = voice.day(material.as_of)
        return cls(
            config.deck.company,
            config.deck.title,
            period,
            day,
            mark,
            decks,
            omitted,
            failed,
            remarks,
        )

    def as_json(self) -> str:
        """The index as text: the same for the same run, so without any time."""
        content = {
            "generator": f"{GENERATOR} {__version__}",
            "format": FORMAT,
            "company": self.company,
            "title": self.title,
            "period": self.period,
            "as_of": self.as_of,
            "fingerprint": None if self.failed else self.fingerprint,
            "decks": [_deck(one) for one in self.decks],
            "omitted": [
                {"label": one.label, "customers": one.customers, "reason": one.reason}
                for one in self.omitted
            ],
            "remarks": list(self.remarks),
            "failed": [
                {
                    "label": one.variant.label,
                    "variant": dict(one.variant.group),
                    "issues": [issue.message for issue in one.issues],
                }
                for one in self.failed
            ],
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _deck(deck: BuiltDeck) -> dict[str, object]:
    return {
        "label": deck.variant.label,
        "variant": dict(deck.group),
        "members": [dict(one) for one in deck.variant.members],
        "file": deck.path.name,
        "customers": deck.customers,
        "headline": deck.headline,
        "metrics": deck.metrics,
        "on_target": deck.on_target,
        "off_target": deck.off_target,
        "not_available": deck.unavailable,
        "open_prompts": deck.open_prompts,
        "sha256": deck.digest,
    }


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the index of an earlier run in this folder says."""

    folder: Path
    fingerprint: str | None
    decks: tuple[BuiltDeck, ...]
    omitted: tuple[Omitted, ...]
    remarks: tuple[str, ...] = ()

    def still_there(self) -> dict[Group, str]:
        """The files of that run that still lie in the folder, whatever became of them."""
        return {one.group: one.path.name for one in self.decks if one.path.is_file()}

    def is_whole(self) -> bool:
        """Whether every deck of that run still lies in the folder, and its page, too."""
        there = len(self.still_there()) == len(self.decks)
        pages = all((self.folder / name).is_file() for name in (PAGE, RECONCILIATION))
        return bool(self.decks) and there and pages

    def left_alone(self) -> tuple[BuiltDeck, ...]:
        """The decks as they are now, for a run that has nothing to do."""
        return tuple(
            replace(one, unchanged=True, edited=digest_of(one.path) != one.digest)
            for one in self.decks
        )


def digest_of(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def earlier(folder: Path) -> Earlier | None:
    """The index in a folder; ``None`` when there is none, or one that this version cannot use."""
    content = _ours(folder / INDEX)
    if content is None or content.get("format") != FORMAT:
        return None
    try:
        decks = tuple(_listed(folder, one) for one in content["decks"])
        omitted = tuple(Omitted(**one) for one in content["omitted"])
        remarks = tuple(map(str, content["remarks"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None  # somebody has changed it
    return Earlier(folder, content.get("fingerprint"), decks, omitted, remarks)


def _listed(folder: Path, entry: Mapping[str, Any]) -> BuiltDeck:
    name = str(entry["file"])
    if Path(name).name != name:
        raise ValueError(f"{name!r} is no file name")
    members = tuple(tuple(one.items()) for one in entry["members"])
    return BuiltDeck(
        variant=Variant(tuple(entry["variant"].items()), entry["customers"], members),
        path=folder / name,
        statuses={
            Status.ON_TARGET: entry["on_target"],
            Status.OFF_TARGET: entry["off_target"],
        },
        metrics=entry["metrics"],
        unavailable=entry["not_available"],
        open_prompts=entry["open_prompts"],
        headline=entry["headline"],
        digest=entry["sha256"],
    )


def write_index(folder: Path, index: Index, reconciliation: str) -> None:
    """Puts the files into the folder, the index last: it promises that all is there.

    Raises ``OutputError`` when a file of such a name is not ours, or cannot be written.
    """
    from deckgen.batch.page import page

    refuse_foreign(folder)
    _put(folder / RECONCILIATION, reconciliation)
    _put(folder / PAGE, page(index))
    _put(folder / INDEX, index.as_json())


def refuse_foreign(folder: Path) -> None:
    """Raises ``OutputError`` when the folder has an index that is not ours."""
    for name, is_ours in (
        (INDEX, _is_our_index), (RECONCILIATION, _is_our_index), (PAGE, _is_our_page),
    ):  # fmt: skip
        path = folder / name
        if path.exists() and not is_ours(path):
            hint = "choose another output folder, or move the file away"
            raise OutputError(
                error("output-405", "this file was not made by deckgen", Location(str(path)), hint)
            )


def _put(path: Path, text: str) -> None:
    content = text.encode("utf-8")
    if not (path.is_file() and path.read_bytes() == content):
        replace_file(path, content)


def _is_our_index(path: Path) -> bool:
    return _ours(path) is not None


def _is_our_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return f'<meta name="generator" content="{GENERATOR}'.encode() in file.read(2000)
    except OSError:
        return False


def _ours(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or not str(content.get("generator", "")).startswith(GENERATOR):
        return None
    return content


def failures(failed: Sequence[FailedDeck]) -> list[str]:
    """One line per deck that could not be made, with its causes."""
    return [
        f"{one.variant.label or 'company deck'}: {issue}" for one in failed for issue in one.issues
    ]
