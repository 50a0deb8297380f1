"""``deckgen init --from``: looks at exports, proposes a commented configuration for them, and lays
out the narrative file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from deckgen.errors import Location, OutputError, SourceError, error
from deckgen.model.metric import Catalogue, Metric
from deckgen.starter.proposal_text import proposal_text
from deckgen.starter.questions import questions_text
from deckgen.starter.recognition.reading import read_exports
from deckgen.starter.recognition.tables import recognise
from deckgen.starter.writing import check_new, write_new

_NAME = "config.yaml"
_NARRATIVE = "narrative.yaml"


def write_proposal(
    directory: Path,
    exports: Sequence[Path],
    catalogue: Catalogue | None = None,
    asked: Sequence[Metric] = (),
) -> list[Path]:
    """Writes a proposed ``config.yaml`` into ``directory`` and returns the paths of all it wrote.

    ``exports`` are files of any kind that deckgen reads; all sheets and tables of each are looked
    at. With a ``catalogue`` the file also says which metrics lack data. ``asked`` are the metrics
    whose questions a ``narrative.yaml`` beside it holds. The same exports always give the same
    text.

    Raises ``SourceError`` with the issues of all exports that cannot be read, and ``OutputError``
    when the file exists or cannot be written; then nothing has been written.
    """
    names = [_NAME, _NARRATIVE] if asked else [_NAME]
    check_new(directory, names)
    texts = [proposed(directory, exports, catalogue, _NARRATIVE if asked else None)]
    if asked:
        texts.append(questions_text(asked))
    contents = {name: text.encode("utf-8") for name, text in zip(names, texts, strict=True)}
    return write_new(directory, contents, "the configuration")


def proposed(
    directory: Path,
    exports: Sequence[Path],
    catalogue: Catalogue | None = None,
    narrative: str | None = None,
) -> str:
    """The configuration that :func:`write_proposal` writes, with the narrative file it names."""
    if not exports:
        raise SourceError(error("init-104", "no export is named", hint="--from accounts.csv"))
    try:
        with tempfile.TemporaryDirectory(prefix="deckgen-") as scratch:
            sheets, empty = read_exports(exports, Path(scratch))
            found = recognise(sheets)
            return proposal_text(found, empty, directory, catalogue, narrative)
    except OSError as problem:
        place = Location(str(problem.filename or tempfile.gettempdir()))
        cause = f"cannot look at the exports: {problem.strerror or problem}"
        raise OutputError(error("init-105", cause, place)) from problem
