"""Invented account names, industries and lead sources."""

from __future__ import annotations

from random import Random

from deckgen.starter.story import RegionPlan

_FIRST = (
    "Alder", "Amber", "Aspen", "Bay", "Birch", "Bright", "Cedar", "Cinder", "Clear", "Copper",
    "Coral", "Crest", "Dawn", "Delta", "Drift", "Ember", "Fair", "Falcon", "Fern", "Flint",
    "Garnet", "Glen", "Gran", "Harbour", "Hazel", "Heron", "Hollow", "Iron", "Juniper", "Kestrel",
    "Lark", "Linden", "Maple", "Marble", "Meridian", "Mill", "North", "Oak", "Onyx", "Orchard",
    "Pine", "Quarry", "Raven", "Ridge", "Rowan", "Sable", "Saffron", "Silver", "Sora", "Stone",
    "Summit", "Tamar", "Thistle", "Umbra", "Vale", "Vesper", "West", "Willow", "Winter", "Zephyr",
)  # fmt: skip
_SECOND = (
    "bank", "bridge", "brook", "croft", "dale", "field", "ford", "forge", "gate", "grove",
    "haven", "hill", "lane", "line", "march", "mere", "moor", "port", "shore", "stead",
    "ton", "vale", "view", "ward", "water", "way", "well", "wick", "wood", "worth",
)  # fmt: skip
_TRADES = {
    "Software": ("Systems", "Software", "Labs", "Data"),
    "Manufacturing": ("Industries", "Components", "Motors", "Packaging"),
    "Financial services": ("Capital", "Insurance", "Payments", "Finance"),
    "Healthcare": ("Health", "Clinics", "Diagnostics", "Care"),
    "Retail": ("Retail", "Foods", "Outfitters", "Home"),
    "Logistics": ("Freight", "Logistics", "Shipping", "Fleet"),
    "Professional services": ("Partners", "Advisory", "Consulting", "Legal"),
}
_SOURCES = ("Inbound", "Inbound", "Outbound", "Partner", "Referral", "Event")


class Names:
    """Draws account names that do not repeat."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: dict[str, int] = {}

    def account(self, region: RegionPlan) -> tuple[str, str]:
        """A company name that suits the region, and its industry."""
        rng = self._rng
        industry = rng.choice(tuple(_TRADES))
        first, second = rng.choice(_FIRST), rng.choice(_SECOND)
        stem = first if first.lower() == second else f"{first}{second}"
        name = f"{stem} {rng.choice(_TRADES[industry])}"
        times = self._used[name] = self._used.get(name, 0) + 1
        numbered = f" {times}" if times > 1 else ""
        return f"{name}{numbered} {rng.choice(region.endings)}", industry

    def lead_source(self) -> str:
        """How the customer was found."""
        return self._rng.choice(_SOURCES)
