"""Draws ``themes/*/preview.png``: four slides of the sample deck, as LibreOffice renders them.

``python -m tools.themes.preview`` needs LibreOffice, poppler, and the fonts Carlito, Caladea and
Liberation, which have the widths of Calibri, Cambria and Arial.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

import deckgen
from deckgen.bundled import example_config
from deckgen.model.deck import Deck
from deckgen.render import write_deck
from deckgen.starter.demo import write_demo
from deckgen.theme.folder import bundled_theme
from tools.themes import LOOKS, THEMES

_SLIDES = ("title", "scorecard", "metric/net_revenue_retention", "metric/nps")
_WIDTH, _GAP, _COLOURS = 800, 10, 128


def preview(deck: Deck, name: str, work: Path) -> Image.Image:
    """Four slides of a deck in a theme, two by two."""
    path = write_deck(deck, work / f"{name}.pptx", bundled_theme(name))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(work), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    keys = [slide.key for slide in deck.slides]
    drawn = []
    for key in _SLIDES:
        page = str(keys.index(key) + 1)
        target = work / f"{name}-{page}"
        pages = ["-f", page, "-l", page, "-singlefile", "-scale-to-x", str(_WIDTH)]
        size = ["-scale-to-y", "-1", "-png", str(work / f"{name}.pdf"), str(target)]
        subprocess.run(["pdftoppm", *pages, *size], check=True)
        drawn.append(Image.open(target.with_suffix(".png")).convert("RGB"))
    height = drawn[0].height
    sheet = Image.new("RGB", (2 * _WIDTH + _GAP, 2 * height + _GAP), "#808080")
    for index, one in enumerate(drawn):
        place = (index % 2 * (_WIDTH + _GAP), index // 2 * (height + _GAP))
        sheet.paste(one, place)
    return sheet.quantize(_COLOURS)


def main() -> None:
    """Builds the sample company's deck once and draws it in every theme."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_demo(work / "demo", example_config())
        deck = deckgen.plan(deckgen.load_config(work / "demo" / "config.yaml"))
        for look in LOOKS:
            preview(deck, look.name, work).save(THEMES / look.name / "preview.png", optimize=True)
            print(f"wrote {look.name}/preview.png")


if __name__ == "__main__":
    main()
