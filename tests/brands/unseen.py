"""Builds the sample company's deck in random templates and measures each, one line for a seed.

    python -m tests.brands.unseen FIRST-LAST FOLDER

Templates and decks are left in the folder. Five seconds for a seed, about.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from deckgen.batch.planning import planned
from deckgen.batch.selection import Variant
from deckgen.bundled import example_config
from deckgen.errors import DeckgenError
from deckgen.looks import theme_named
from deckgen.pipeline import BuildOptions, load_config, material_of
from deckgen.render import write_deck
from deckgen.run import computed
from deckgen.starter.demo import write_demo
from tests.brands.random_designs import design
from tests.brands.test_brands import added, broken_rules, leftovers
from tests.support.package import package_findings
from tests.support.schema import audit_findings


def measured(seeds: range, folder: Path) -> int:
    """Prints what is found in the decks of some seeds; returns how many have findings."""
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        write_demo(Path(work), example_config())
        with computed(load_config(Path(work) / "config.yaml")) as run:
            material = material_of(run, BuildOptions())
            for seed in seeds:
                made = design(seed)
                template, target = made.written(folder), folder / f"deck-{seed:04}.pptx"
                target.unlink(missing_ok=True)
                own = replace(material.config.deck, theme=template)
                config = replace(material.config, deck=own)
                told = planned(replace(material, config=config), Variant((), 0)).deck
                try:
                    deck = write_deck(told, target, theme_named(template))
                except DeckgenError as refusal:
                    found = [str(refusal)]
                else:
                    found = [
                        *broken_rules(deck),
                        *leftovers(deck),
                        *added(audit_findings, deck, template),
                        *added(package_findings, deck, template),
                    ]
                failed += bool(found)
                print(f"{seed}: {len(found)} findings; {made.told}", *found[:8], sep="\n  ")
    return failed


if __name__ == "__main__":
    first, _, last = sys.argv[1].partition("-")
    sys.exit(bool(measured(range(int(first), int(last or first) + 1), Path(sys.argv[2]))))
