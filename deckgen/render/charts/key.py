"""Which charts need a key: those whose series are told apart by their fill, and lines that have no
room for their names."""

from __future__ import annotations

from deckgen.model.deck import ChartKind, ChartSpec, SeriesRole
from deckgen.render.charts.drawing import KeyEntry, paints
from deckgen.render.charts.formats import formatted
from deckgen.render.charts.line_looks import line_colours, line_outline, line_symbols
from deckgen.render.charts.measure import label_code
from deckgen.render.charts.plot_area import Lines, PlotArea
from deckgen.render.charts.scatter import SHAPES
from deckgen.render.charts.sheet import safe_name
from deckgen.render.charts.stacked import unlabelled
from deckgen.render.charts.target import target_outline
from deckgen.theme.style import Palette, Style

_PRESETS = {"circle": "ellipse", "square": "rect", "diamond": "diamond", "triangle": "triangle"}


def lacking_names(spec: ChartSpec, area: PlotArea, keyed: frozenset[int]) -> frozenset[int]:
    """The series that a key has to name besides those that are ``keyed``, once the chart is drawn
    without their names: targets that have no clear place for one, and all lines where one of
    several has none, so that a reader looks in one place for them. A line that is alone needs no
    name, the chart's title names it."""
    if spec.kind is not ChartKind.LINE:
        return frozenset()
    named = {
        line.index
        for layer in area.layers
        if isinstance(layer, Lines)
        for line in layer.series
        if any(label.name for label in line.labels)
    }
    shown = {i for i, one in enumerate(spec.series) if any(v is not None for v in one.values)}
    targets = {i for i in shown if spec.series[i].role is SeriesRole.TARGET}
    lines = shown - targets
    missing = len(lines) > 1 and not lines <= named
    return frozenset({*(targets - named), *(lines if missing else ())} - keyed)


def line_key(
    spec: ChartSpec, style: Style, palette: Palette, keyed: frozenset[int]
) -> tuple[KeyEntry, ...]:
    """The entries of the key above lines that have no room for names; of a target with its value,
    which its name may not say."""
    colours, symbols = line_colours(spec, palette, keyed), line_symbols(spec, palette, keyed)
    entries = []
    for index in sorted(keyed):
        series = spec.series[index]
        name = safe_name(series.name)
        if series.role is not SeriesRole.TARGET:
            line = line_outline(series, colours[index], style)
            entries.append(KeyEntry(name, colours[index], _PRESETS[symbols[index]], line))
        else:
            line = target_outline(style, palette)
            value = next((float(one) for one in series.values if one is not None), None)
            if value is not None and not any(character.isdigit() for character in name):
                code = label_code(value, spec.number_format)
                name = f"{name} {formatted(value, code)}"
            entries.append(KeyEntry(name, None, line=line))
    return tuple(entries)


def unread_parts(spec: ChartSpec, area: PlotArea) -> frozenset[int]:
    """The series whose part of the last column is too low for its value, which a key says."""
    if spec.kind not in (ChartKind.STACKED, ChartKind.SHARE) or not spec.categories:
        return frozenset()
    return unlabelled(area, len(spec.categories) - 1)


def current_value(spec: ChartSpec, index: int) -> str:
    """The last value of a series as its label would say it; "" without one."""
    value = spec.series[index].values[-1]
    if value is None:
        return ""
    return formatted(float(value), label_code(float(value), spec.number_format))


def key_entries(
    spec: ChartSpec, palette: Palette, said: frozenset[int] = frozenset()
) -> tuple[KeyEntry, ...]:
    """The entries of a chart's key, in series order; none where labels name the series. Those of
    the series ``said`` say their current value too."""
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
                KeyEntry(
                    f"{safe_name(series.name)}, now {current_value(spec, index)}"
                    if index in said
                    else safe_name(series.name),
                    paint.fill,
                )
                for index, (series, paint) in enumerate(
                    zip(spec.series, paints(spec.series, palette), strict=True)
                )
                if not (lines and series.role is SeriesRole.TARGET)
            ]
            return tuple(filled) if len(filled) > 1 else ()
