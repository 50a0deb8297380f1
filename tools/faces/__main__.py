"""Writes ``deckgen/theme/advances.txt``: how wide the characters of common typefaces are.

    python -m tools.faces FOLDER...

The folders are searched for the files named in :data:`SOURCES`: fonts that anyone may use, taken
from where they are installed or unpacked. No font is copied, only the widths that its ``hmtx``
table says. A family of Microsoft's is measured in the free font that was made with the same
widths. For the two of :data:`PUBLISHED` there is none, and their widths are in hundredths of an em
in ``widths.json``: ``{"verdana": {"a": [regular, bold, ...]}}``, as npm's string-pixel-width
(MIT) publishes them for browsers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path

from fontTools.ttLib import TTFont

from deckgen.theme.faces import CHARACTERS, FALLBACK, UNITS_PER_EM

TARGET = Path(__file__).parents[2] / "deckgen" / "theme" / "advances.txt"
PUBLISHED = ("Trebuchet MS", "Verdana")
SOURCES = {
    "Arial": ("LiberationSans-Regular", "LiberationSans-Bold"),
    "Arial Narrow": ("NimbusSansNarrow-Regular", "NimbusSansNarrow-Bold"),
    "Bookman Old Style": ("URWBookman-Light", "URWBookman-Demi"),
    "Calibri": ("Carlito-Regular", "Carlito-Bold"),
    "Cambria": ("Caladea-Regular", "Caladea-Bold"),
    "Century Gothic": ("URWGothic-Book", "URWGothic-Demi"),
    "Century Schoolbook": ("C059-Roman", "C059-Bold"),
    "Courier New": ("LiberationMono-Regular", "LiberationMono-Bold"),
    "DejaVu Sans": ("DejaVuSans", "DejaVuSans-Bold"),
    "Georgia": ("gelasio-latin-400-normal", "gelasio-latin-700-normal"),
    "Inter": ("inter-latin-400-normal", "inter-latin-700-normal"),
    "Lato": ("Lato-Regular", "Lato-Bold"),
    "Lora": ("lora-latin-400-normal", "lora-latin-700-normal"),
    "Montserrat": ("montserrat-latin-400-normal", "montserrat-latin-700-normal"),
    "Noto Sans": ("noto-sans-latin-400-normal", "noto-sans-latin-700-normal"),
    "Open Sans": ("OpenSans-Regular", "OpenSans-Bold"),
    "Palatino Linotype": ("P052-Roman", "P052-Bold"),
    "Poppins": ("poppins-latin-400-normal", "poppins-latin-700-normal"),
    "Raleway": ("raleway-latin-400-normal", "raleway-latin-700-normal"),
    "Roboto": ("Roboto-Regular", "Roboto-Bold"),
    "Source Sans 3": ("source-sans-3-latin-400-normal", "source-sans-3-latin-700-normal"),
    "Tahoma": ("tahoma", "tahomabd"),
    "Times New Roman": ("LiberationSerif-Regular", "LiberationSerif-Bold"),
}
Widths = Mapping[str, float]  # in em


def written(folders: Sequence[Path]) -> str:
    """The table as text. Raises ``FileNotFoundError`` for a font that is nowhere."""
    faces = {
        name: tuple(of_font(found(stem, folders)) for stem in stems)
        for name, stems in SOURCES.items()
    }
    published = json.loads(found("widths", folders, ".json").read_text(encoding="utf-8"))
    for name in PUBLISHED:
        known = published[name.casefold()]
        faces[name] = tuple(
            {character: pair[weight] / 100 for character, pair in known.items()}
            for weight in (0, 1)
        )
    return "".join(sorted(lines(faces)))


def found(stem: str, folders: Sequence[Path], *endings: str) -> Path:
    """The first file of a name."""
    for folder in folders:
        for ending in endings or (".ttf", ".otf", ".woff"):
            for path in sorted(folder.rglob(stem + ending)):
                return path
    raise FileNotFoundError(f"{stem} is in none of {', '.join(map(str, folders))}")


def of_font(path: Path) -> Widths:
    """Widths of a font's characters."""
    with TTFont(path) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"]
        return {chr(code): widths[name][0] / units for code, name in font.getBestCmap().items()}


def lines(faces: Mapping[str, Sequence[Widths]]) -> Iterator[str]:
    """A line for each family and weight. What a font lacks comes from the fallback's, which is
    what programs do, too."""
    for name, weights in faces.items():
        for weight, own, other in zip(("regular", "bold"), weights, faces[FALLBACK], strict=True):
            advances = (own.get(one, other[one]) for one in CHARACTERS)
            told = " ".join(str(ceil(one * UNITS_PER_EM - 1e-6)) for one in advances)
            yield f"{name};{weight};{told}\n"


if __name__ == "__main__":
    TARGET.write_text(written([Path(one) for one in sys.argv[1:]]), encoding="utf-8")
