"""Which layout of a theme a slide takes: the one whose places it fills best."""

from __future__ import annotations

from deckgen.model.deck import BigNumber, Chart, Narrative, Paragraph, Slide, SlideKind, Table
from deckgen.render.arrange import Column, columns_of
from deckgen.render.exhibit import Exhibit
from deckgen.render.frame import headline_fits
from deckgen.theme.stage import Slot, Stage, Theme

_PANEL_COLUMNS = 3
_WRONG = 100  # more than any number of places
_COUNTED = ("number/", "narrative/", "exhibit/")  # places that a slide of the kind may not need
_WITH_PANEL = (SlideKind.METRIC, SlideKind.UNAVAILABLE, SlideKind.TABLE)


def stage_for(theme: Theme, slide: Slide, *, pictures: bool = False) -> Stage:
    """The layout for a slide among those of its kind: most places used, fewest left empty, the
    earlier one if two are equal. ``pictures`` says that charts are drawn as such."""
    stages = theme.stages[slide.kind]
    if len(stages) == 1:
        return stages[0]
    wanted = _wanted(slide, pictures)
    split = tuple(column.columns for column in _columns(slide))

    def fit(stage: Stage) -> int:
        offered = {name: slot for name, slot in stage.slots.items() if name.startswith(_COUNTED)}
        used = [name for name, types in wanted.items() if takes(offered.get(name), types)]
        score = 2 * len(used) - len(offered)
        if stage.split and stage.split != split:
            score -= _WRONG
        if not headline_fits(stage, theme.style, slide.title):
            score -= _WRONG
        return score

    return max(stages, key=fit)  # the first of equals


def shares_panel(numbers: list[BigNumber]) -> bool:
    """Whether two numbers have a panel each, of half the height."""
    return len(numbers) == 2 and numbers[1].stands_apart


def takes(slot: Slot | None, kind: str) -> bool:
    """Whether there is a slot and its placeholder is of a type, or any if that is ""."""
    return slot is not None and (not kind or slot.type in (kind, "obj"))


def _columns(slide: Slide) -> list[Column]:
    exhibits: list[Exhibit] = [
        block for block in slide.blocks if isinstance(block, Chart | Table | Paragraph)
    ]
    panel = any(isinstance(block, BigNumber) for block in slide.blocks)
    return columns_of(exhibits, 1 + _PANEL_COLUMNS if panel else 1, slide.split)


def _wanted(slide: Slide, pictures: bool) -> dict[str, str]:
    """The places that a slide could use, each with the type of placeholder it needs ("" any)."""
    wanted: dict[str, str] = {}
    if slide.kind in _WITH_PANEL:
        numbers = [block for block in slide.blocks if isinstance(block, BigNumber)]
        if len(numbers) in (1, 2):
            wanted["number/1/value"] = ""
        if shares_panel(numbers):
            wanted["number/2/value"] = ""
        wanted |= _exhibits(slide, pictures)
    for block in slide.blocks:
        if isinstance(block, Narrative):
            for cell in block.cells:
                wanted[f"narrative/{cell.key}"] = wanted[f"narrative/{cell.key}/heading"] = ""
    return wanted


def _exhibits(slide: Slide, pictures: bool) -> dict[str, str]:
    columns = _columns(slide)
    exhibits = [block for block in slide.blocks if isinstance(block, Chart | Table | Paragraph)]
    found: dict[str, str] = {}
    for number, column in enumerate(columns, start=1):
        exhibit = exhibits[column.exhibits[0]]
        kind = placeholder_type(exhibit, pictures=pictures) if len(column.exhibits) == 1 else ""
        if not kind:
            continue
        found[f"exhibit/{number}"] = kind
        if isinstance(exhibit, Chart | Table) and (exhibit.title or exhibit.subtitle):
            found[f"exhibit/{number}/title"] = ""
    return found


def placeholder_type(exhibit: Exhibit, *, pictures: bool = False) -> str:
    """The type of placeholder that an exhibit may stand in, "" for none. A chart with a row of
    values above it or below has to keep out of their way, and a placeholder does not: it takes its
    whole place back when a slide is reset. Nor does a picture of one belong there."""
    match exhibit:
        case Chart(over=None, under=None) if not pictures:
            return "chart"
        case Table():
            return "tbl"
        case _:
            return ""
