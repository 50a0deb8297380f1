"""How a value stands against its target, in words (slides.md section 3.1, second table)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from deckgen.model.request import Target
from deckgen.model.result import PartResult, Status
from deckgen.model.unit import Change, Direction
from deckgen.words.movement import Comparison, Movement
from deckgen.words.style import NO_BREAK_SPACE
from deckgen.words.voice import Voice, nearest_limit

STATUS_WORDS = {
    Status.ON_TARGET: "On target",
    Status.WATCH: "Watch",
    Status.OFF_TARGET: "Off target",
    Status.SMALL_BASE: "Small base",
    Status.NONE: "",
}
_MISSED = frozenset({Status.WATCH, Status.OFF_TARGET})


@dataclass(frozen=True, slots=True)
class Standing:
    """A value beside its target. ``limit`` is the end of the target that counts, ``side`` where
    the value lies (above, below, at, within); ``met_before`` is unknown without a prior value."""

    met: bool
    met_before: bool | None
    limit: Fraction
    side: str


def shown_status(part: PartResult) -> Status:
    """The status that a slide says: of a small base that it is one, with a target or without."""
    small = part.small_base and part.value is not None
    return Status.SMALL_BASE if small else part.status


def meets(value: Fraction, target: Target, direction: Direction) -> bool:
    """Whether a value reaches its target at full precision (R17)."""
    if direction is Direction.HIGHER and not target.is_band:
        return value >= target.low
    if direction is Direction.LOWER and not target.is_band:
        return value <= target.high
    return target.low <= value <= target.high


def standing(part: PartResult) -> Standing | None:
    """How a part stands; ``None`` when it is not judged (no target, no value, a small base)."""
    target, value = part.target, part.value
    if target is None or value is None or part.status in (Status.NONE, Status.SMALL_BASE):
        return None
    before = part.prior.value if part.prior is not None else None
    limit = nearest_limit(value, target)
    if target.is_band and target.low <= value <= target.high:
        side = "within"
    else:
        side = "at" if value == limit else "above" if value > limit else "below"
    return Standing(
        met=part.status not in _MISSED,
        met_before=None if before is None else meets(before, target, part.direction),
        limit=limit,
        side=side,
    )


def target_clause(part: PartResult, moved: Comparison, voice: Voice) -> str:
    """The clause that judges: ``still 1.6 pp below the 110% target``; "" without a verdict.

    Its verbs follow the movement: what held neither falls below a target nor reaches it.
    """
    found = standing(part)
    if found is None or part.target is None or part.value is None:
        return ""
    name = _target_name(part, part.target, voice)
    if found.met:
        return f"{_met(part, found, moved)} {name}"
    gap = f"{voice.distance(part.value, found.limit, part.unit)} {found.side}"
    if found.met_before and moved.movement is Movement.DOWN and found.side == "below":
        return f"falling {gap} {name}"
    if found.met_before and moved.movement is Movement.UP and found.side == "above":
        return f"moving {gap} {name}"
    still = found.met_before is False and moved.better is True
    return f"{'still ' if still else ''}{gap} {name}"


def _met(part: PartResult, found: Standing, moved: Comparison) -> str:
    crossed = found.met_before is False and moved.movement in (Movement.UP, Movement.DOWN)
    if found.side == "within":
        return "back within" if crossed else "within"
    ceiling = part.direction is Direction.LOWER
    if crossed and moved.better:
        return "back under" if ceiling and found.side == "below" else "reaching"
    if found.side == "at":
        return "at"
    return "under" if ceiling else found.side


def _target_name(part: PartResult, target: Target, voice: Voice) -> str:
    shown = voice.target(target, part.unit)
    if target.is_band:
        return f"the target band of {shown}"
    noun = "ceiling" if part.direction is Direction.LOWER else "target"
    if part.unit.is_share or part.unit.is_money:
        return f"the {shown} {noun}"
    return f"the {noun} of {shown}"  # "the 36 target" would read as the 36th


def against_text(part: PartResult, voice: Voice) -> str:
    """The distance beside the status word: ``1.6 pp below 110%``, ``within 20 to 35``; points are
    counted bare, as their target is: ``14.4 below 36``."""
    found = standing(part)
    if found is None or part.target is None or part.value is None:
        return ""
    shown = voice.target(part.target, part.unit)
    if found.side in ("at", "within"):
        return f"{found.side} {shown}"
    gap = voice.distance(part.value, found.limit, part.unit)
    if part.unit.change is Change.POINTS:
        gap = gap.partition(NO_BREAK_SPACE)[0]
    return f"{gap} {found.side} {shown}"
