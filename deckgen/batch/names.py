"""File names of the decks of a run: safe, one for each group, the same whatever else is built.

A group's name depends on the groups there are, not on those that are built now or on their order.
Groups whose names are equal on some file system (letters' case, Unicode form, characters a name
cannot hold) get their dimensions into the name, and if that does not tell them apart, a code.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

from deckgen.groups import group_label
from deckgen.model.request import Group

_CODE = 6
_ENDING = ".pptx"
_LONGEST = 240
"""Bytes of a name: file systems take 255, and a number may follow where the name is in use."""

NameOf = Callable[[str], str]
"""The file name for the label of a segment."""


def file_names(
    groups: Iterable[Group], name_of: NameOf, labels: Mapping[Group, str] | None = None
) -> dict[Group, str]:
    """A name for every group; ``labels`` are those that differ from the group's own."""
    labels = labels or {}
    distinct = list(dict.fromkeys(groups))
    names = {one: name_of(labels.get(one, group_label(one))) for one in distinct}
    names |= {one: name_of(_in_full(one)) for one in _shared(names)}
    return names | {one: _coded(names[one], one) for one in _shared(names)}


def _shared(names: Mapping[Group, str]) -> list[Group]:
    """The groups whose name another has, too; the company keeps its own."""
    counted = Counter(same_file(name) for name in names.values())
    return [one for one, name in names.items() if one and counted[same_file(name)] > 1]


def same_file(name: str) -> str:
    """Names with one result may be one file on some system."""
    return unicodedata.normalize("NFKC", name).casefold()


def _in_full(group: Group) -> str:
    """``region EMEA, segment SMB``."""
    return ", ".join(f"{name} {value if value is not None else '(none)'}" for name, value in group)


def _coded(name: str, group: Group) -> str:
    """A name with six characters that stand for the group's true values."""
    digest = sha256(json.dumps(sorted(group, key=str)).encode("utf-8")).hexdigest()[:_CODE]
    stem = name.removesuffix(_ENDING).encode("utf-8")[: _LONGEST - len(_ENDING) - _CODE - 1]
    return f"{stem.decode('utf-8', 'ignore').rstrip(' .')} {digest}{_ENDING}"
