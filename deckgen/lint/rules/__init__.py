"""The rules: pure functions from facts and limits to findings, a small file per family."""

from __future__ import annotations

from deckgen.lint.finding import Rule
from deckgen.lint.rules import (
    access,
    chart_colours,
    chart_data,
    charts,
    fitting,
    headline,
    lettering,
    overlap,
    parts,
    placeholders,
    placement,
    programs,
    status,
    wording,
)

_FAMILIES = (
    placement, overlap, fitting, lettering, placeholders, headline, wording, charts, chart_data,
    chart_colours, status, access, parts,
)  # fmt: skip
_LETTERS = "GTCSAP"


def _place(rule: Rule) -> tuple[int, int]:
    return _LETTERS.index(rule.code[0]), int(rule.code[1:])


RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family.RULES), key=_place)
)
"""The rules of every run, in the order of their codes."""

ON_REQUEST: tuple[Rule, ...] = programs.RULES
"""Rules that need other programs: they run when they are selected by their code."""
