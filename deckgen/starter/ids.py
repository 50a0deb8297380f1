"""The ids that join the exports."""

from __future__ import annotations


def account_id(number: int) -> str:
    """The id that all systems share."""
    return f"A-{1000 + number}"
