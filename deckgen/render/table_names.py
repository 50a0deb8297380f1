"""Names in a table's cells: where two of a column would be cut to the same words, each keeps what
tells it from the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deckgen.clipping import told_apart
from deckgen.model.deck import Run, Text
from deckgen.render.table_columns import words_of
from deckgen.render.text import one_line


def with_names_apart(
    rows: Sequence[Sequence[Text]], column: int, cut: Callable[[int, str, bool], str]
) -> list[tuple[Text, ...]]:
    """The rows with the cells of a column shortened that ``cut`` would leave alike. ``cut`` is what
    of a text, in bold or not, has room in a row, by its place: a tall one holds several lines.
    Cells of several tones stay as they are."""
    found = [tuple(row) for row in rows]
    cells = [row[column] if column < len(row) else () for row in found]
    named = {
        place: (one_line(cell[0].text), words_of(cell)[1])
        for place, cell in enumerate(cells)
        if len(cell) == 1
    }
    kept = {place: cut(place, *name) for place, name in named.items()}
    whole: dict[str, set[str]] = {}
    for place, short in kept.items():
        whole.setdefault(short, set()).add(named[place][0])
    alike = [place for place, short in kept.items() if len(whole[short]) > 1]
    if not alike:
        return found
    bold = any(named[place][1] for place in alike)

    def fits(name: str) -> bool:
        return all(cut(place, name, bold) == name for place in alike)

    names = told_apart([named[place][0] for place in alike], fits)
    for place, name in zip(alike, names, strict=True):
        row = found[place]
        run = Run(name, cells[place][0].tone)
        found[place] = (*row[:column], (run,), *row[column + 1 :])
    return found
