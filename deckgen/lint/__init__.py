"""Rules for finished decks: any .pptx, whoever made it and whoever edited it last."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from deckgen.errors import DeckgenError, error
from deckgen.lint.facts import Deck
from deckgen.lint.finding import Finding, Found, Rule, Severity
from deckgen.lint.limits import READ, ROOM, Limits
from deckgen.lint.reading import read_deck
from deckgen.lint.rules import ON_REQUEST, RULES

__all__ = [
    "ON_REQUEST", "READ", "ROOM", "RULES", "Deck", "Finding", "Limits", "Rule", "Severity",
    "chosen_rules", "findings", "lint_deck",
]  # fmt: skip


def lint_deck(
    path: Path, rules: Collection[Rule] = RULES, limits: Limits = READ
) -> tuple[Finding, ...]:
    """All findings about a .pptx, by slide and rule. Raises ``DeckgenError``: ``deck-501`` to
    ``deck-505``, a file that is no deck or cannot be read."""
    return findings(read_deck(path), rules, limits)


def findings(
    deck: Deck, rules: Collection[Rule] = RULES, limits: Limits = READ
) -> tuple[Finding, ...]:
    """What the rules say about facts: first the file, then slide by slide, in the rules' order."""
    found = [_finding(rule, one) for rule in rules for one in rule.check(deck, limits)]
    return tuple(sorted(found, key=lambda one: one.slide or 0))


def chosen_rules(select: Collection[str], ignore: Collection[str]) -> tuple[Rule, ...]:
    """The rules of some codes without others; a letter stands for its family, but for the rules
    that run on request. Raises ``DeckgenError`` (``lint-601``) for a code that there is not."""
    named = {one.upper() for one in select}
    pool = (*RULES, *(rule for rule in ON_REQUEST if rule.code in named))
    codes = [rule.code for rule in (*RULES, *ON_REQUEST)]
    unknown = [one for one in (*select, *ignore) if not any(_matches(code, one) for code in codes)]
    if unknown:
        raise DeckgenError(
            error("lint-601", f"there is no rule {one!r}", hint="docs/lint.md lists the rules")
            for one in dict.fromkeys(unknown)
        )
    return tuple(
        rule
        for rule in pool
        if (not select or any(_matches(rule.code, one) for one in select))
        and not any(_matches(rule.code, one) for one in ignore)
    )


def _matches(code: str, wanted: str) -> bool:
    wanted = wanted.upper()
    return code == wanted or (len(wanted) == 1 and code[0] == wanted)


def _finding(rule: Rule, found: Found) -> Finding:
    slide, shape = found.slide, found.shape
    return Finding(
        rule.code,
        found.severity or rule.severity,
        found.message,
        slide.number if slide is not None else None,
        slide.title if slide is not None else "",
        shape.called if shape is not None else "",
        found.measured,
        found.allowed,
        found.hint or rule.hint,
    )
