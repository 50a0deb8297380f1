"""docs/lint.md lists every rule as the code has it."""

from __future__ import annotations

import re
from pathlib import Path

from deckgen.lint import ON_REQUEST, RULES

PAGE = (Path(__file__).parents[2] / "docs" / "lint.md").read_text(encoding="utf-8")


def test_every_rule_stands_on_the_page_as_it_is_checked() -> None:
    rows = re.findall(r"^\| ([GTCSAP]\d+) \| (.*) \|$", PAGE, re.MULTILINE)
    assert sorted((code, *rest.split(" | ")) for code, rest in rows) == sorted(
        (rule.code, str(rule.severity), rule.demand, rule.scope, rule.threshold, rule.hint)
        for rule in (*RULES, *ON_REQUEST)
    )
