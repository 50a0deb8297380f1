"""What differs between the bundled templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_LIGHT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_DARK = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}


@dataclass(frozen=True)
class Look:
    """A template's theme colours (RRGGBB by slot), fonts and headline. ``dark`` maps the slides'
    background to the dark theme colours; notes stay on white paper."""

    name: str
    colours: Mapping[str, str]
    major: str = "Calibri"
    minor: str = "Calibri"
    headline: float = 26
    dark: bool = False
    custom: Mapping[str, str] = field(default_factory=dict)

    @property
    def colour_map(self) -> Mapping[str, str]:
        """The theme colours by the names that slides use."""
        return _DARK if self.dark else _LIGHT

    def colour(self, text: str) -> str:
        """RRGGBB of a colour as ``theme.yaml`` writes it."""
        return self.colours.get(self.colour_map.get(text, text), text)


_DEFAULT = Look(
    "default",
    {
        "dk1": "14202E",
        "lt1": "FFFFFF",
        "dk2": "0E3555",
        "lt2": "F2F5F8",
        "accent1": "12436D",
        "accent2": "838C9C",
        "accent3": "0B5CAD",
        "accent4": "C2410C",
        "accent5": "55606E",
        "accent6": "BF821B",
        "hlink": "12436D",
        "folHlink": "55606E",
    },
    custom={
        "Row line": "D5DAE1",
        "Target band": "DCE6F0",
        "On cover, muted": "B9CBDD",
        "On cover, accent": "8CC4F5",
        "On cover, bad": "FFB184",
    },
)

_DARK_LOOK = Look(
    "dark",
    {
        "dk1": "0F1720",
        "lt1": "F1F5F9",
        "dk2": "18232F",
        "lt2": "A7B4C2",
        "accent1": "7CC0FF",
        "accent2": "778799",
        "accent3": "7CC0FF",
        "accent4": "FF9A62",
        "accent5": "A7B4C2",
        "accent6": "E0B04C",
        "hlink": "7CC0FF",
        "folHlink": "A7B4C2",
    },
    dark=True,
    custom={"Row line": "2B3947", "Rule": "8795A5", "Target band": "22384C"},
)
_EDITORIAL = Look(
    "editorial",
    {
        "dk1": "2A211B",
        "lt1": "FBF7F0",
        "dk2": "17475B",
        "lt2": "F3EBDD",
        "accent1": "17475B",
        "accent2": "958979",
        "accent3": "17608A",
        "accent4": "B23F16",
        "accent5": "665A4F",
        "accent6": "B98316",
        "hlink": "17475B",
        "folHlink": "665A4F",
    },
    # Cambria, not Georgia: its figures stand on one line.
    major="Cambria",
    headline=25,
    custom={"Row line": "DDD2C1", "Target band": "E2DDD0", "On cover, lines": "CFC2AD"},
)

LOOKS = (_DEFAULT, _DARK_LOOK, _EDITORIAL)
