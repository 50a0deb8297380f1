"""What the renderer must know of a template, and nothing else of it.

A ``Theme`` is a template with its look; a ``Stage`` is one of its layouts with the places on it. A
theme folder's own template and any company's template end up as the same values, so the renderer
has one way to draw and asks neither where a template comes from nor how it was understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deckgen.model.deck import SlideKind
from deckgen.theme.box import EMU_PER_INCH, SHORTER_SIDE, Box
from deckgen.theme.style import Colour, Faces, Palette, Style


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on a layout, in the inches of :mod:`deckgen.theme.box`.

    ``type`` and ``idx`` name the placeholder (``p:ph``) that a shape there belongs to: ``title``,
    ``ctrTitle``, ``body``, ``obj``, ``chart``, ``tbl``, ``pic``, ``ftr``, ``sldNum``, ``dt``.
    Type "" is a place without a placeholder: what stands there is a shape of its own. ``points``
    is the type size that the placeholder gives its text, 0 if it should be written with each text.
    ``palette`` holds the colours on the slot's own ground where those of the stage do not work
    there. ``moved`` says that the placeholder does not stand at ``box`` in the layout, and is put
    there with each slide, ``capitals`` that it sets its text in capitals.
    """

    box: Box
    type: str = ""
    idx: int = 0
    points: float = 0
    palette: Palette | None = None
    moved: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One layout: where things stand, in which colours.

    ``layout`` is the part's name ("/ppt/slideLayouts/slideLayout3.xml"), ``palette`` holds the
    colours that work on the layout's effective background, ``content`` is the rectangle that is
    free for panel, exhibits and narrative. ``eyebrow``, ``footer`` and ``number`` (the slide's)
    may have no place; then nothing is drawn for them. ``slots`` are further places by name:

    ======================================== ==================================================
    ``scope``                                group and period, at the eyebrow's right
    ``company``                              the company's name in the footer, or on the cover
    ``period``                               period and group on the cover
    ``trends``                               the deck's trends on it, beside the title
    ``number/1/value``, ``number/2/value``   the numbers; the panel stands around them
    ``exhibit/1``, ``exhibit/2``             charts and tables (``chart``, ``tbl`` or ``obj``)
    ``exhibit/1/title`` …                    their titles
    ``narrative/happened``, ``/why``,        the three cells, and with ``/heading`` behind it
    ``/next``                                the heading of each
    ======================================== ==================================================

    A slide's parts without a slot find their place in ``content``. ``backing`` is a panel to put
    behind the content, where the layout's own background carries no text.
    """

    layout: str
    palette: Palette
    headline: Slot
    content: Box
    eyebrow: Slot | None = None
    footer: Slot | None = None
    number: Slot | None = None
    slots: Mapping[str, Slot] = field(default_factory=dict)
    split: tuple[int, ...] = ()  # columns of its exhibits, if it has slots for some: (5, 4), (9,)
    backing: tuple[Box, Colour] | None = None
    faces: Faces | None = None  # of a layout whose master has other fonts than the look

    def slot(self, name: str) -> Slot | None:
        """The slot of a name, ``None`` if the layout has no such place."""
        return self.slots.get(name)


@dataclass(frozen=True, slots=True)
class Theme:
    """A template and the look that goes with it.

    ``template`` is a .pptx without slides, as bytes; ``page`` its width and height in EMU.
    ``stages`` has for every kind of slide the layouts that may be used, the preferred one first;
    further ones hold the same kind in other splits.
    """

    name: str
    template: bytes
    page: tuple[int, int]
    style: Style
    stages: Mapping[SlideKind, tuple[Stage, ...]]
    right_to_left: bool = False  # the template's text, unless a slide says otherwise

    @property
    def scale(self) -> float:
        """Inches of the file per inch of a ``Box``."""
        return min(self.page) / (SHORTER_SIDE * EMU_PER_INCH)

    def stage(self, kind: SlideKind) -> Stage:
        """The preferred layout of a kind of slide."""
        return self.stages[kind][0]
