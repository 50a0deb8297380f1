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

LOOKS = (_DEFAULT,)
