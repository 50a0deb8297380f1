"""Which charts need a key: those whose series are told apart by their fill."""

from __future__ import annotations

from deckgen.model.deck import ChartKind, ChartSpec, SeriesRole
from deckgen.render.charts.drawing import KeyEntry, paints
from deckgen.render.charts.scatter import SHAPES
from deckgen.render.charts.sheet import safe_name
from deckgen.theme.style import Palette


def key_entries(spec: ChartSpec, palette: Palette) -> tuple[KeyEntry, ...]:
    """The entries of a chart's key, in series order; none where labels name the series."""
    match spec.kind:
        case ChartKind.LINE | ChartKind.BRIDGE | ChartKind.ROWS | ChartKind.INTERVALS:
            return ()
        case ChartKind.BULLET:
            return ()  # the measure is named beside it, its target at the mark or in the title
        case ChartKind.SCATTER:
            groups = spec.series[1:]
            if len(groups) < 2:
                return ()
            shades = paints(groups, palette)
            return tuple(
                KeyEntry(safe_name(series.name), paint.fill, SHAPES[index % len(SHAPES)])
                for index, (series, paint) in enumerate(zip(groups, shades, strict=True))
            )
        case ChartKind.BAR | ChartKind.COLUMN | ChartKind.STACKED | ChartKind.SHARE:
            # Where a target is a line, the line bears its name.
            lines = spec.kind is not ChartKind.BAR
            filled = [
                KeyEntry(safe_name(series.name), paint.fill)
                for series, paint in zip(spec.series, paints(spec.series, palette), strict=True)
                if not (lines and series.role is SeriesRole.TARGET)
            ]
            return tuple(filled) if len(filled) > 1 else ()
