"""What a person sees: tables, progress and issues; rich on a terminal, plain text elsewhere.

Data goes to standard output, everything else to standard error. ``NO_COLOR`` and a pipe switch
colour and the moving progress line off.
"""

from __future__ import annotations

import io
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TextIO

from deckgen.clipping import columns
from deckgen.errors import Issue

# Control characters but for tab and line feed, marks of direction, separators of lines: what moves
# the cursor, colours the terminal, or turns the reading order of a line around.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_BETWEEN = 3  # characters between two columns of a table
_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")


def safe(text: str) -> str:
    """A text without what a name in somebody's data could do to the terminal."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """A text for one cell or one line: safe, with its line breaks as spaces."""
    return safe(_BREAKS.sub(" ", text))


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking at the stream."""
    try:
        return stream.isatty()
    except ValueError:  # a closed stream
        return False


def prepare_streams() -> None:
    """Gives a stream that the caller has closed a place to go, and lets a poor encoding print what
    it lacks as an escape instead of failing."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def ignore_interrupts() -> None:
    """From here on the program only ends: another Ctrl-C, or the rest of the first one, must not
    disturb that."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def say(text: str = "") -> None:
    """A line for the person, on standard error."""
    print(safe(text), file=sys.stderr)


def put(text: str) -> None:
    """Data, on standard output."""
    sys.stdout.write(safe(text))


def show_issues(issues: Iterable[Issue]) -> None:
    """Prints issues like a compiler, one cause a line, with its hint indented below. Issues in a
    row that share a hint share one line of it, below the last."""
    listed = list(issues)
    for issue, after in zip_longest(listed, listed[1:]):
        shared = after is not None and after.hint == issue.hint
        say(str(replace(issue, hint=None) if shared else issue))


def table_text(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()
) -> str:
    """A table as aligned plain text. ``right`` lists columns of numbers."""
    aligned = set(right)
    cleaned = [[one_line(cell) for cell in row] for row in rows]
    widths = [
        max(columns(line[column]) for line in (headings, *cleaned))
        for column in range(len(headings))
    ]

    def line(cells: Sequence[str]) -> str:
        placed = [
            f"{blank}{cell}" if number in aligned else f"{cell}{blank}"
            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
            for blank in (" " * (width - columns(cell)),)
        ]
        return "  ".join(placed).rstrip()

    ruled = ["-" * width for width in widths]
    return "\n".join([line(headings), line(ruled), *(line(row) for row in cleaned)]) + "\n"


def show_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Iterable[int] = (),
    optional: Sequence[int] = (),
    stream: TextIO | None = None,
) -> list[int]:
    """A table on standard output (or another stream): rich for a person, plain text for a pipe.
    ``optional`` are columns that a narrow terminal does without, the first to go first. Returns
    the columns that are shown."""
    out = stream or sys.stdout
    if not is_terminal(out):
        out.write(table_text(headings, rows, right=right))
        return list(range(len(headings)))
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    aligned = set(right)
    console = Console(file=out)
    cells = [[one_line(cell) for cell in row] for row in rows]
    words = [max(map(len, heading.split()), default=0) for heading in headings]
    shown = list(range(len(headings)))
    for spare in optional:
        needed = (max(words[n], *(columns(row[n]) for row in cells), 0) for n in shown)
        if sum(needed) + _BETWEEN * len(shown) <= console.width:
            break
        shown.remove(spare)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number in shown:
        # A heading breaks between its words, a cell that is too long anywhere.
        table.add_column(
            Text(headings[number]),
            justify="right" if number in aligned else "left",
            overflow="fold",
            min_width=words[number],
        )
    for row in cells:
        table.add_row(*(Text(row[number]) for number in shown))
    console.print(table)
    return shown


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Says what is being done: a moving line on a terminal, nothing elsewhere."""
    if quiet or not is_terminal(sys.stderr):
        yield lambda step: None
        return
    from rich.console import Console
    from rich.status import Status
    from rich.text import Text

    with Status(Text("starting"), console=Console(stderr=True)) as status:
        yield lambda step: status.update(Text(one_line(step)))


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """What a person sees of a long run: a step that moves, then a bar of what is left."""

    step: Callable[[str], None]
    watch: Callable[[int, int, str], None]


@contextmanager
def build_progress() -> Iterator[BuildProgress]:
    """Steps, then decks done of all with the time that is left; on a terminal only."""
    if not is_terminal(sys.stderr):
        yield BuildProgress(lambda step: None, lambda done, total, label: None)
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        steps = Progress(SpinnerColumn(), TextColumn("{task.description}"))
        bar.columns = steps.columns
        task = bar.add_task("starting", total=None)

        def step(text: str) -> None:
            bar.update(task, description=escape(one_line(text)))

        def watch(done: int, total: int, label: str) -> None:
            bar.columns = columns
            said = f"wrote {one_line(label)[:40]}" if label else "writing decks"
            bar.update(task, total=total, completed=done, description=escape(said))

        yield BuildProgress(step, watch)
