"""What stands in the trend's place where one period is known: values beside their targets."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import Chart, ChartKind, ChartSpec, Series, SeriesRole
from deckgen.model.result import MetricResult, PartResult
from deckgen.plan.context import DeckContext
from deckgen.plan.exhibits import known_points, trend_parts
from deckgen.plan.subject import Told
from deckgen.words.alt import enumerated
from deckgen.words.phrases import joined, lower_first
from deckgen.words.voice import Voice

KEY = "standing"


def is_first(result: MetricResult) -> bool:
    """Whether the current period is the only one with a value: one point is no trend."""
    return known_points(result.value) == 1 and result.value.value is not None


def standing_chart(told: Told, context: DeckContext) -> Chart | None:
    """The headline's number beside its target, and what is drawn over time with it in the same
    unit; ``None`` without a target that is one value, or where a small base is not judged."""
    result, voice = told.result, context.voice
    if result.value.small_base or not _target(result.value):
        return None
    parts = _parts(result)
    values = [part.value for part in parts]
    targets = [part.target.low if part.target and _target(part) else None for part in parts]
    unit = voice.chart_unit(result.value.unit, (*values, *targets))
    title = "Against target"
    return Chart(
        key=KEY,
        title=title,
        subtitle=joined(unit.words, voice.period(result.period), *_said(parts, voice)),
        spec=ChartSpec(
            ChartKind.BULLET,
            tuple(part.label for part in parts),
            (
                Series(voice.period(result.period), tuple(values)),
                Series("Target", tuple(targets), SeriesRole.TARGET),
            ),
            _code(unit.code, parts, voice),
        ),
        alt=enumerated(f"Bullet chart, {lower_first(title)}", [_told(one, voice) for one in parts]),
    )


def _code(code: str, parts: Sequence[PartResult], voice: Voice) -> str:
    """The number format; with a digit more where a value is told with one, because rounding would
    put it on its target."""
    if all(
        voice.value(one) == voice.number(one.now.value, one.unit, one.rounding) for one in parts
    ):
        return code
    return code.replace("0.0", "0.00", 1) if "0.0" in code else code.replace("0", "0.0", 1)


def _target(part: PartResult) -> bool:
    """Whether a part has a target that is one value: a band has two ends and no length."""
    return part.target is not None and not part.target.is_band


def _parts(result: MetricResult) -> list[PartResult]:
    others = (one for one in trend_parts(result) if one.part != result.headline)
    return [
        result.value,
        *(
            one
            for one in others
            if one.unit == result.value.unit and one.value is not None and one.key is None
        ),
    ]


def _said(parts: Sequence[PartResult], voice: Voice) -> list[str]:
    """The target, where all that is drawn have the same or none."""
    texts = {voice.target(one.target, one.unit) for one in parts if one.target and _target(one)}
    return [f"target {text}" for text in texts] if len(texts) == 1 else []


def _told(part: PartResult, voice: Voice) -> str:
    said = f"{part.label} {voice.value(part)}"
    if part.target is None or not _target(part):
        return said
    return f"{said} (target {voice.target(part.target, part.unit)})"
