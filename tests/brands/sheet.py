"""The README's contact sheet: one slide of the sample deck in each of the eight brands.

    python -m tests.brands.sheet PICTURE.png

Needs LibreOffice and poppler.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from pptx import Presentation

from deckgen.bundled import example_config
from deckgen.pipeline import build, load_config
from deckgen.starter.demo import write_demo
from tests.brands.designs import brands

SHOWN = {  # by the start of a slide's headline: what the eight show together
    "bank": "Three of eleven", "night": "Net revenue retention", "journal": "Logo churn",
    "poster": "Referenceable", "sunrise": "Product gaps", "horizon": "Revenue churn",
    "ministry": "Price increase", "cinema": "Upsells",
}  # fmt: skip
_CELL, _GAP, _ACROSS = (440, 300), 14, 3
_STRONG, _ACCENTS = 120, 96  # of 255, and of 256 colours
_GROUND = (236, 238, 241)


def pictures(folder: Path) -> list[Image.Image]:
    """A slide of each brand's deck."""
    write_demo(folder, example_config())
    config = (folder / "config.yaml").read_text("utf-8")
    found = []
    for name, brand in brands().items():
        brand.written(folder, f"{name}.pptx")
        path = folder / f"{name}.yaml"
        path.write_text(config.replace("theme: default", f"theme: {name}.pptx"), "utf-8")
        deck = build(load_config(path))
        found.append(_drawn(deck.rename(folder / f"deck-{name}.pptx"), SHOWN[name], folder))
    return found


def _drawn(deck: Path, start: str, folder: Path) -> Image.Image:
    titles = [slide.shapes.title for slide in Presentation(str(deck)).slides]
    page = next(
        number
        for number, title in enumerate(titles, start=1)
        if number > 2 and title is not None and title.text_frame.text.startswith(start)
    )
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(deck)],
        check=True, capture_output=True,
    )  # fmt: skip
    target = folder / deck.stem
    subprocess.run(
        ["pdftoppm", "-png", "-r", "72", "-singlefile", "-f", str(page), "-l", str(page),
         str(deck.with_suffix(".pdf")), str(target)],
        check=True,
    )  # fmt: skip
    picture = Image.open(target.with_suffix(".png")).convert("RGB")
    picture.thumbnail(_CELL, Image.Resampling.LANCZOS)
    return picture


def sheet(found: list[Image.Image]) -> Image.Image:
    """The slides beside and below each other, each in the middle of its cell."""
    down = -(-len(found) // _ACROSS)
    width, height = _CELL[0] + _GAP, _CELL[1] + _GAP
    whole = Image.new("RGB", (_ACROSS * width + _GAP, down * height + _GAP), _GROUND)
    for place, picture in enumerate(found):
        x = _GAP + place % _ACROSS * width + (_CELL[0] - picture.width) // 2
        y = _GAP + place // _ACROSS * height + (_CELL[1] - picture.height) // 2
        whole.paste(picture, (x, y))
    return whole


def reduced(picture: Image.Image) -> Image.Image:
    """A picture in 256 colours, of which the strong ones have a share of their own: an accent is a
    few pixels, which would take the colour of the ground otherwise."""
    hues = picture.convert("HSV").tobytes()
    pixels = picture.tobytes()
    strong = b"".join(
        pixels[place : place + 3]
        for place in range(0, len(pixels), 3)
        if hues[place + 1] > _STRONG and hues[place + 2] > _STRONG
    )
    accents = Image.frombytes("RGB", (len(strong) // 3, 1), strong).quantize(_ACCENTS)
    rest = picture.quantize(256 - _ACCENTS)
    palette = Image.new("P", (1, 1))
    colours = [
        *(rest.getpalette() or [])[: 3 * (256 - _ACCENTS)],
        *(accents.getpalette() or [])[: 3 * _ACCENTS],
    ]
    palette.putpalette(colours)
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        reduced(sheet(pictures(Path(work)))).save(sys.argv[1], optimize=True)
