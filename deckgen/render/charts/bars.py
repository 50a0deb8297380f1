"""What columns and horizontal bars share: fills, the stressed category, labels at the ends."""

from __future__ import annotations

from deckgen.render.charts.drawing import Drawing, Paint, paints
from deckgen.render.charts.plot_area import BarSeries, Label, coded
from deckgen.render.charts.sheet import Sheet
from deckgen.render.charts.target import crosses_target
from deckgen.render.shape import Outline
from deckgen.theme.style import Colour

_POSITION = "outEnd"


def emphasised_series(
    drawing: Drawing,
    sheet: Sheet,
    *,
    all_labelled: bool,
    first_labelled: bool = False,
    label_height: float = 0.0,
    with_targets: bool = False,
) -> tuple[BarSeries, ...]:
    """The series of a clustered bar chart. With one series the stressed category, if any, is in
    accent and the others in context; ``all_labelled`` is whether every bar has room for its value,
    ``first_labelled`` whether those of the first series have.
    ``label_height`` in axis units keeps labels legible where a target line passes."""
    chosen = drawing.measured
    if with_targets:
        chosen = tuple(enumerate(drawing.spec.series))
    shades = paints(drawing.spec.series, drawing.palette)
    return tuple(
        _series(
            drawing,
            sheet,
            index,
            shades[index],
            all_labelled or (first_labelled and index == chosen[0][0]),
            label_height,
            sparse=not first_labelled,
        )
        for index, _ in chosen
    )


def hollow_outline(drawing: Drawing) -> Outline:
    """The outline of a bar without a fill."""
    return Outline(1.0, drawing.palette.context)


def _series(
    drawing: Drawing,
    sheet: Sheet,
    index: int,
    paint: Paint,
    all_labelled: bool,
    height: float,
    *,
    sparse: bool,
) -> BarSeries:
    palette, stressed = drawing.palette, drawing.spec.emphasis
    alone = len(drawing.measured) == 1
    fill, points = paint.fill, tuple[tuple[int, Colour], ...]()
    if alone and fill == palette.accent:
        fill = palette.context
        points = ((stressed, palette.accent),) if stressed is not None else ()
    outline = None if fill else hollow_outline(drawing)
    values = sheet.columns[index].values
    shown = [place for place, value in enumerate(values) if value is not None]
    if not all_labelled:
        peak = max(shown, key=lambda place: abs(values[place] or 0.0), default=0)
        kept = {stressed, shown[0], shown[-1], peak} if sparse and shown else set()
        shown = [place for place in shown if place in kept]
    crossing = {
        place
        for place in shown
        if height and crosses_target(drawing, sheet, place, values[place], _POSITION, height)
    }
    labels = (
        Label(
            place,
            _POSITION,
            drawing.font(
                palette.accent if place == stressed and alone else palette.ink,
                bold=place == stressed,
            ),
            behind=palette.background if place in crossing else None,
        )
        for place in shown
    )
    return BarSeries(
        index, fill, outline, points, coded(labels, values, drawing.spec.number_format)
    )
