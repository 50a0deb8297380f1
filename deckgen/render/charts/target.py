"""A target as a dashed line that bears its own name."""

from __future__ import annotations

from deckgen.render.charts.drawing import Drawing
from deckgen.render.charts.sheet import Sheet
from deckgen.render.charts.xml import Label, labels, line_properties, line_series, marker
from deckgen.render.shape import Outline


def target_lines(drawing: Drawing, sheet: Sheet) -> list[str]:
    """The target series as lines; the name stands on the second point, away from the data."""
    written = []
    for index, _ in drawing.targets:
        values = sheet.columns[index].values
        places = [place for place, value in enumerate(values) if value is not None]
        points = []
        if places:
            place = places[min(1, len(places) - 1)]
            points.append(
                Label(
                    place,
                    "t" if _data_is_below(drawing, sheet, index, place) else "b",
                    drawing.font(drawing.palette.ink),
                    # A name such as "Target 110%" says its value; "Target" alone does not.
                    value=not any(c.isdigit() for c in sheet.columns[index].name),
                    name=True,
                )
            )
        outline = Outline(drawing.style.lines.target, drawing.palette.ink, dashed=True)
        look = line_properties(outline)
        labelled = labels(points, drawing.spec.number_format, drawing.language)
        written.append(line_series(sheet, index, look, marker("none"), "", labelled))
    return written


def _data_is_below(drawing: Drawing, sheet: Sheet, index: int, place: int) -> bool:
    target = sheet.columns[index].values[place]
    data = [sheet.columns[other].values[place] for other, _ in drawing.measured]
    known = [value for value in data if value is not None]
    return target is None or not known or max(known) <= target


def crosses_target(
    drawing: Drawing,
    sheet: Sheet,
    place: int,
    value: float | None,
    position: str,
    height: float,
) -> bool:
    """Whether a label of ``height`` axis units above (``t``, ``outEnd``) or below (``b``) a value
    would stand on a target line."""
    if value is None:
        return False
    up = position in ("t", "outEnd") and (value >= 0 or position == "t")
    low, high = (value, value + 1.6 * height) if up else (value - 1.6 * height, value)
    levels = (sheet.columns[index].values[place] for index, _ in drawing.targets)
    return any(level is not None and low < level < high for level in levels)
