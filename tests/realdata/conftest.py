"""One computed run per export, for all tests of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deckgen.run import Run, computed
from tests.realdata.exports import mrr_playbook, ravenstack


@pytest.fixture(scope="package")
def ravenstack_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """RavenStack as its configuration reads it."""
    with computed(ravenstack(tmp_path_factory.mktemp("ravenstack"))) as run:
        yield run


@pytest.fixture(scope="package")
def playbook_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The subscription periods as their configuration reads them."""
    with computed(mrr_playbook(tmp_path_factory.mktemp("playbook"))) as run:
        yield run
