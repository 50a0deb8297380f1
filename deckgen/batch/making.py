"""One deck of a run: planned, drawn, written, and told in a line of the summary."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from deckgen.batch.planning import Material, Planned, narrative_file, planned
from deckgen.batch.selection import Variant
from deckgen.config import shown_path
from deckgen.errors import DeckgenError, Issue, OutputError, error
from deckgen.model.deck import Deck, Narrative, SlideKind, plain
from deckgen.model.request import Group
from deckgen.model.result import Status
from deckgen.output import free_path
from deckgen.plan.scorecard import KEY as SCORECARD
from deckgen.render import deck_bytes
from deckgen.render.output import write_new_file
from deckgen.words.phrases import short_name

_LONGEST_NAME = 60
"""Characters of a segment's name in a line of the summary."""


@dataclass(frozen=True, slots=True)
class Task:
    """A variant and the file name that is meant for it."""

    variant: Variant
    name: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where the decks of a run go. ``names`` are those meant for any of them; ``settled`` names the
    files that an earlier run made from the same inputs, edited by a person or not; ``pictures``
    asks for the scorecard of each deck as a picture, ``final`` refuses unanswered prompts."""

    folder: Path
    names: frozenset[str] = frozenset()
    settled: Mapping[Group, str] = field(default_factory=dict)
    pictures: bool = False
    final: bool = False


def shown_label(variant: Variant) -> str:
    """What a line of a table calls a variant."""
    return short_name(variant.label, _LONGEST_NAME) or "All customers"


@dataclass(frozen=True, slots=True)
class BuiltDeck:
    """A deck that was written, or that was there already with the same content (``unchanged``) or
    with what a person has made of it since (``edited``)."""

    variant: Variant
    path: Path
    statuses: Mapping[Status, int]
    metrics: int
    unavailable: int
    open_prompts: int
    headline: str = ""
    unchanged: bool = False
    edited: bool = False
    seconds: float = 0.0
    digest: str = ""
    picture: bytes | None = None

    @property
    def group(self) -> Group:
        """Whom the deck is about."""
        return self.variant.group

    @property
    def customers(self) -> int:
        """How many customers that are."""
        return self.variant.customers

    @property
    def on_target(self) -> int:
        """Metrics that meet their target."""
        return self.statuses.get(Status.ON_TARGET, 0)

    @property
    def off_target(self) -> int:
        """Metrics that miss their target, within its tolerance or not."""
        return self.statuses.get(Status.OFF_TARGET, 0) + self.statuses.get(Status.WATCH, 0)

    @property
    def state(self) -> str:
        """What became of a file that was there before; "" of a new one."""
        return "edited, left alone" if self.edited else "unchanged" if self.unchanged else ""

    def row(self) -> tuple[str, ...]:
        """The deck's line of the summary table."""
        state = f" ({self.state})" if self.state else ""
        return (
            shown_label(self.variant),
            f"{self.customers:,}",
            str(self.metrics),
            str(self.on_target),
            str(self.off_target),
            str(self.unavailable),
            str(self.open_prompts),
            f"{self.seconds:.1f}",
            self.path.name + state,
        )


@dataclass(frozen=True, slots=True)
class FailedDeck:
    """A deck that could not be made. ``trace`` is for us, when the fault is ours."""

    variant: Variant
    issues: tuple[Issue, ...]
    trace: str = ""


def make(material: Material, task: Task, site: Site) -> BuiltDeck:
    """Makes one deck. Raises ``DeckgenError``."""
    start = time.perf_counter()
    plan = planned(material, task.variant)
    if site.final:
        refuse_open_prompts(plan.deck, narrative_file(material, task.variant.group))
    target = site.folder / task.name
    content = drawn(plan.deck, material, task.variant)
    digest = sha256(content).hexdigest()
    edited = False
    if task.variant.group in site.settled:
        path, unchanged = site.folder / site.settled[task.variant.group], True
        edited = sha256(path.read_bytes()).hexdigest() != digest
    else:
        others = frozenset(name.casefold() for name in site.names if name != task.name)
        path, unchanged = free_path(target, content, others)
        if not unchanged:
            write_new_file(path, content)
    picture = None
    if site.pictures:
        from deckgen.batch.picture import scorecard_picture

        palette = material.theme_of(task.variant.group).stage(SlideKind.SCORECARD).palette
        picture = scorecard_picture(plan.deck, palette)
    return _told(task.variant, plan, path, unchanged=unchanged, edited=edited,
                 seconds=time.perf_counter() - start, digest=digest, picture=picture)  # fmt: skip


def drawn(deck: Deck, material: Material, variant: Variant) -> bytes:
    """A deck as the file that its configuration asks for."""
    pictures = material.config.deck.charts == "picture"
    return deck_bytes(deck, material.theme_of(variant.group), pictures=pictures)


def attempt(material: Material, task: Task, site: Site) -> BuiltDeck | FailedDeck:
    """Makes one deck of many: what goes wrong is told instead of raised, so that the others are
    made, too."""
    try:
        return make(material, task, site)
    except DeckgenError as problem:
        return FailedDeck(task.variant, tuple(problem.issues))
    except Exception as problem:  # noqa: BLE001 - one deck must not take the others down
        message = f"deckgen itself failed ({type(problem).__name__}: {problem}); this is our bug"
        return FailedDeck(
            task.variant, (error("build-170", message),), "".join(traceback.format_exc())
        )


def lost(task: Task) -> FailedDeck:
    """The report on a deck whose process ended before it could report itself."""
    hint = "was memory short? --jobs 1 needs the least"
    message = "the process that was making this deck ended unexpectedly"
    return FailedDeck(task.variant, (error("build-171", message, hint=hint),))


def refuse_open_prompts(deck: Deck, narrative: Path | None) -> None:
    """Raises ``OutputError`` with every prompt that is not answered (``--final``). ``narrative``
    is the file that the deck's texts come from."""
    where = f"in {shown_path(narrative)}" if narrative else "in a file that `narrative:` names"
    hint = f"answer {where}, below the metric's name, or build without --final"
    issues = [
        error(
            "build-103",
            f"{deck.group_label or 'company deck'}: {subject} has an unanswered prompt ({heading})",
            hint=hint,
        )
        for subject, heading in open_prompts(deck)
    ]
    if issues:
        raise OutputError(issues)


def open_prompts(deck: Deck) -> list[tuple[str, str]]:
    """Metric (or ``summary``) and heading of every narrative cell without an answer, named as in
    the narrative file."""
    return [
        (slide.key.removeprefix("metric/"), cell.heading)
        for slide in deck.slides
        for block in slide.blocks
        if isinstance(block, Narrative)
        for cell in block.cells
        if not cell.answered
    ]


def _told(
    variant: Variant,
    plan: Planned,
    path: Path,
    *,
    unchanged: bool,
    edited: bool,
    seconds: float,
    digest: str,
    picture: bytes | None,
) -> BuiltDeck:
    statuses: dict[Status, int] = {}
    for result in plan.metrics:
        statuses[result.value.status] = statuses.get(result.value.status, 0) + 1
    headlines = [plain(slide.title) for slide in plan.deck.slides if slide.key == SCORECARD]
    return BuiltDeck(
        variant=variant,
        path=path,
        statuses=statuses,
        metrics=len(plan.metrics),
        unavailable=sum(result.value.value is None for result in plan.metrics),
        open_prompts=len(open_prompts(plan.deck)),
        headline=headlines[0] if headlines else "",
        unchanged=unchanged,
        edited=edited,
        seconds=seconds,
        digest=digest,
        picture=picture,
    )
