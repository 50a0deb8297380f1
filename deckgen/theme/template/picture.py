"""``theme inspect --render``: the chosen layouts with what was measured on them, as a picture.

Rectangles are drawn over LibreOffice's rendering of the layout where it is installed, else over
the small picture that contrast was measured on.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from deckgen.theme.template.analysis import Analysis
from deckgen.theme.template.area import content_placeholders
from deckgen.theme.template.choosing import Candidate, Role
from deckgen.theme.template.cleaning import clean_parts
from deckgen.theme.template.reading import FURNITURE
from deckgen.theme.template.rect import EMU_PER_INCH, Rect
from deckgen.theme.zipping import zip_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ACROSS = 2
_PATIENCE = 120  # seconds for LibreOffice
_COLOURS = {
    "title": "#1F5FBF",
    "content": "#178A3A",
    "placeholder": "#7A4FBF",
    "footer, number, date": "#A86A00",
    "obstacle": "#C2321A",
}


def picture(analysis: Analysis) -> bytes:
    """A PNG with one field per chosen layout."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    chosen: dict[int, list[str]] = {}
    for role in Role:
        chosen.setdefault(analysis.choices[role].layout.number, []).append(role.value)
    candidates = [one for one in analysis.candidates if one.layout.number in chosen]
    shots = _rendered(analysis, candidates)
    page = analysis.template.page
    rows = -(-len(candidates) // _ACROSS)
    height = 6.0 * page.height / page.width + 0.6
    figure = Figure(figsize=(12.4, rows * height + 0.5), layout="constrained")
    canvas = FigureCanvasAgg(figure)
    fields = figure.subplots(rows, _ACROSS, squeeze=False)
    for place, field in enumerate(fields.flat):
        if place >= len(candidates):
            field.axis("off")
            continue
        one = candidates[place]
        roles = ", ".join(chosen[one.layout.number])
        _draw(field, one, shots.get(one.layout.number), f"{one.layout.number}. "
              f"{one.layout.name}  ({roles})")  # fmt: skip
    handles = [_patch(Rect(0, 0, 1, 1), colour, label=name) for name, colour in _COLOURS.items()]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)
    out = io.BytesIO()
    canvas.print_png(out, metadata={"Software": None})
    return out.getvalue()


def _draw(field: Axes, one: Candidate, shot: Image.Image | None, title: str) -> None:
    page, layout, area = one.page, one.layout, one.area
    across, down = page.width / EMU_PER_INCH, page.height / EMU_PER_INCH
    image = shot or one.backdrop.image
    field.imshow(image, extent=(0, across, down, 0), interpolation="bilinear", alpha=0.75)
    field.set(xlim=(0, across), ylim=(down, 0), aspect="equal")
    field.set_title(title.replace("$", r"\$"), fontsize=10, loc="left")
    field.tick_params(labelsize=7)
    for obstacle in area.obstacles:
        field.add_patch(_patch(obstacle, _COLOURS["obstacle"], alpha=0.25, filled=True, width=0))
    for holder in content_placeholders(layout, page):
        field.add_patch(_patch(holder.rect, _COLOURS["placeholder"], style="--", width=1))
    for holder in layout.of_type(*FURNITURE):
        field.add_patch(_patch(holder.rect, _COLOURS["footer, number, date"], width=1))
    field.add_patch(_patch(one.title_rect, _COLOURS["title"], width=2))
    if area.content is not None:
        field.add_patch(_patch(area.content, _COLOURS["content"], width=2.5))


def _patch(
    rect: Rect | None,
    colour: str,
    *,
    alpha: float = 1.0,
    filled: bool = False,
    style: str = "-",
    width: float = 1.5,
    label: str = "",
) -> Any:
    from matplotlib.patches import Rectangle

    rect = rect or Rect(0, 0, 0, 0)
    unit = EMU_PER_INCH
    return Rectangle(
        (rect.left / unit, rect.top / unit),
        rect.width / unit,
        rect.height / unit,
        fill=filled,
        facecolor=colour if filled else "none",
        edgecolor=colour,
        alpha=alpha,
        linestyle=style,
        linewidth=width,
        label=label,
    )


def _rendered(analysis: Analysis, candidates: Sequence[Candidate]) -> Mapping[int, Image.Image]:
    """LibreOffice's pictures of empty slides, by the layout's number; none without it."""
    office, raster = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or raster is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        deck = home / "layouts.pptx"
        deck.write_bytes(_one_slide_each(analysis, candidates))
        profile = (home / "profile").as_uri()
        convert = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf",
                   "--outdir", folder, str(deck)]  # fmt: skip
        paint = [raster, "-png", "-scale-to", "1000", str(home / "layouts.pdf"), str(home / "page")]
        try:
            for command in (convert, paint):
                subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
        except (OSError, subprocess.SubprocessError):
            return {}
        pages = sorted(home.glob("page*.png"))
        if len(pages) != len(candidates):
            return {}
        shots = {}
        for one, path in zip(candidates, pages, strict=True):
            with Image.open(path) as image:
                shots[one.layout.number] = image.convert("RGB")
        return shots


def _one_slide_each(analysis: Analysis, candidates: Sequence[Candidate]) -> bytes:
    """A presentation with one empty slide from each layout."""
    from pptx import Presentation

    presentation = Presentation(io.BytesIO(zip_bytes(clean_parts(analysis.template))))
    layouts = {
        str(layout.part.partname).lstrip("/"): layout
        for master in presentation.slide_masters
        for layout in master.slide_layouts
    }
    for one in candidates:
        slide = presentation.slides.add_slide(layouts[one.layout.part])
        for shape in list(slide.shapes):
            shape._element.getparent().remove(shape._element)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()
