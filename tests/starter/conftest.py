"""Proposals for exports that a test writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.metrics.catalogue import catalogue
from deckgen.starter.proposal import write_proposal
from tests.support.proposals import Proposal, Propose


@pytest.fixture
def propose(tmp_path: Path) -> Propose:
    """Writes exports (name: text) and proposes a config for them."""

    def run(**files: str) -> Proposal:
        paths = []
        for name, text in files.items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        (written,) = write_proposal(tmp_path / "new", paths, catalogue())
        return Proposal(written)

    return run
