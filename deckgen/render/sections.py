"""PowerPoint's own sections: the deck's chapters in the slide sorter and the outline."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from deckgen.model.deck import Deck, Slide, plain
from deckgen.render.base import Presentation
from deckgen.render.text import attribute, one_line

_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def chapters(deck: Deck) -> list[tuple[str, list[Slide]]]:
    """Runs of neighbouring slides of one section. A run without a section bears the title of its
    first slide."""
    found = []
    for section, run in groupby(deck.slides, key=lambda slide: slide.section):
        slides = list(run)
        name = section or " ".join(plain(slides[0].title).split())
        found.append((one_line(name), slides))
    return found


def write_sections(presentation: Presentation, deck: Deck, ids: Sequence[int]) -> None:
    """Lists the sections in the presentation part, whose slides have the given ids; a deck without
    any gets none."""
    if not any(slide.section for slide in deck.slides):
        return
    numbers = iter(ids)
    written = []
    for name, slides in chapters(deck):
        # The id is the same in every run of the same deck, and never the same twice in one.
        identity = str(uuid5(NAMESPACE_URL, f"deckgen:{slides[0].key}")).upper()
        listed = "".join(f'<p14:sldId id="{next(numbers)}"/>' for _ in slides)
        written.append(
            f'<p14:section name={attribute(name)} id="{{{identity}}}">'
            f"<p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>"
        )
    listed = "".join(written)
    presentation.add_extension(
        _URI, f'<p14:sectionLst xmlns:p14="{_P14}">{listed}</p14:sectionLst>'
    )
