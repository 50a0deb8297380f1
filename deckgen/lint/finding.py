"""What a rule says, and how a rule is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from deckgen.lint.facts import Deck, Shape, Slide
from deckgen.lint.limits import Limits


class Severity(StrEnum):
    """How bad a finding is. Only ``info`` leaves a deck as it should be."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check saw: the slide and the shape that it is about, if any, in a line what is wrong,
    what was measured against what is allowed, and a severity or hint other than the rule's."""

    message: str
    slide: Slide | None = None
    shape: Shape | None = None
    measured: str = ""
    allowed: str = ""
    severity: Severity | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, what it demands in a sentence, where it looks, its threshold in words, how
    to fix what it finds, and the check itself."""

    code: str
    severity: Severity
    demand: str
    scope: str
    threshold: str
    hint: str
    check: Callable[[Deck, Limits], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its place: what ``lint`` prints. ``slide`` is ``None`` for the whole file."""

    code: str
    severity: Severity
    message: str
    slide: int | None
    title: str
    shape: str
    measured: str
    allowed: str
    hint: str
