"""What a person is told about a build: the table of its decks, remarks, failures, paths."""

from __future__ import annotations

import sys

from deckgen.batch.index import failures
from deckgen.batch.making import shown_label
from deckgen.pipeline import BuildReport
from deckgen.terminal import put, say, show_table

_HEADINGS = (
    "Deck", "Customers", "Metrics", "On target", "Off target", "Not available", "Prompts open",
    "Seconds", "File",
)  # fmt: skip
_FILE = 8  # the heading of the file names


def show_report(report: BuildReport, *, debug: bool = False) -> None:
    """The paths of the decks on standard output, everything else on standard error."""
    if report.planned:
        files = [
            (shown_label(one.variant), f"{one.variant.customers:,}", one.name)
            for one in report.planned
        ]
        show_table(
            ("Deck", "Customers", "File"), files, right=(1,), optional=(2,), stream=sys.stderr
        )
        for line in (*report.remarks, "a dry run: nothing was written"):
            say(line)
        for one in report.planned:
            put(f"{one.name}\n")
        return
    rows = [deck.row() for deck in report.decks]
    # The paths follow in the same order.
    shown = show_table(
        _HEADINGS, rows, right=range(1, _FILE), optional=(_FILE, _FILE - 1), stream=sys.stderr
    )
    if _FILE not in shown:
        for deck in report.decks:
            if deck.state:
                say(f"{deck.path.name}: {deck.state}")
    for line in (*report.remarks, *failures(report.failed)):
        say(line)
    if debug:
        for failed in report.failed:
            say(failed.trace)
    if report.failed:
        count = len(report.failed)
        say(f"{count} deck{'s' * (count != 1)} could not be made; the others are complete")
    for deck in report.decks:
        put(f"{deck.path}\n")
    if report.index is not None:
        say(f"{report.index} shows them all")
