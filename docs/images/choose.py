"""Picks the slides that the documents show from rendered pages and stores them small.

Usage: python docs/images/choose.py FOLDER, with the pages company-01.png, ... and smb-01.png, ...
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

PAGES = {
    "company-02": "executive-summary",
    "company-03": "scorecard",
    "company-05": "net-revenue-retention",
    "company-19": "at-risk-accounts",
    "smb-11": "smb-upsells",
}


def choose(folder: Path, target: Path) -> None:
    """Writes the chosen pages of ``folder`` into ``target``, in 128 colours."""
    for page, name in PAGES.items():
        with Image.open(folder / f"{page}.png") as picture:
            small = picture.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE)
            small.save(target / f"{name}.png", optimize=True)


if __name__ == "__main__":
    choose(Path(sys.argv[1]), Path(__file__).parent)
