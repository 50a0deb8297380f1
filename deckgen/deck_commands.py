"""The commands for a finished deck: lint, publish, render. Imported with the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from deckgen.command import FINDINGS, FIXABLE, command


@click.command(short_help="What is wrong with a finished deck, whoever made it.")
@click.argument("decks", nargs=-1, required=True, metavar="DECK...", type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
)  # fmt: skip
@click.option("--select", metavar="CODES", default="", help="Only these rules: C1,T3; C is all C.")
@click.option("--ignore", metavar="CODES", default="", help="Without these rules.")
@click.option(
    "--profile", type=click.Choice(["read", "room"]), default="read", show_default=True,
    help="Type sizes for a deck that is read, or projected to a room.",
)  # fmt: skip
@click.option("--final", is_flag=True, help="An unanswered prompt is an error.")
@command
def lint(
    decks: tuple[str, ...], form: str, select: str, ignore: str, profile: str, final: bool
) -> None:
    """Measures every slide of DECK (.pptx, .potx) against the rules of docs/lint.md.

    Exit code 3 if there are errors or warnings, 0 if there is only info.

    \b
    deckgen lint out/review.pptx
    deckgen lint out/*.pptx --select G,T1 --format json
    deckgen lint out/review.pptx --final --ignore T2
    """
    from deckgen.lint.command import lint_files
    from deckgen.lint.report import as_json, as_text, is_clean, summary
    from deckgen.terminal import progress, put, say, show_issues

    with progress() as step:
        found, unreadable = lint_files(
            decks, select=select, ignore=ignore, room=profile == "room", final=final,
            progress=step,
        )  # fmt: skip
    put(as_json(found) if form == "json" else as_text(found))
    show_issues(unreadable)
    if found:
        say(summary(found))
    if unreadable:
        sys.exit(FIXABLE)
    if not is_clean(found):
        sys.exit(FINDINGS)


@click.command(short_help="A copy of a deck for people outside.")
@click.argument("deck", type=click.Path(dir_okay=False))
@click.option("-o", "--output", "target", type=click.Path(), help="The copy's file or folder.")
@click.option("--no-notes", is_flag=True, help="Leave the speaker notes out as well.")
@command
def publish(deck: str, target: str | None, no_notes: bool) -> None:
    """Writes a copy of DECK without manifest, tags, marks, comments, names of people, and without
    the cells of charts' workbooks that are not drawn. DECK itself is not touched.

    \b
    deckgen publish out/review.pptx
    deckgen publish out/review.pptx --no-notes -o "Review for the board.pptx"
    """
    from deckgen.publish import publish_deck
    from deckgen.terminal import put, say

    source = Path(deck)
    path = Path(target) if target else None
    if path is not None and (path.is_dir() or path.suffix.lower() != ".pptx"):
        path = path / source.name
    done = publish_deck(source, path, notes=not no_notes)
    for name, count in done.removed.items():
        say(f"{name}: {count}")
    for line in done.remaining:
        say(f"look at it: {line}")
    put(f"{done.path}\n")


@click.command(short_help="A deck as PDF and pictures, through LibreOffice.")
@click.argument("deck", type=click.Path(dir_okay=False))
@click.option("-o", "--output", "folder", type=click.Path(), help="Another folder than the deck's.")
@click.option(
    "--dpi", type=click.IntRange(20, 600), default=110, show_default=True,
    help="Pixels per inch of the pictures.",
)  # fmt: skip
@click.option(
    "--format", "formats", metavar="FORMATS", default="pdf,png", show_default=True,
    help="pdf, png or both.",
)  # fmt: skip
@command
def render(deck: str, folder: str | None, dpi: int, formats: str) -> None:
    """Writes DECK as PDF and its slides as PNG. Needs LibreOffice, and poppler for PNG.

    A file that exists is never overwritten.

    \b
    deckgen render out/review.pptx
    deckgen render out/review.pptx -o pictures --dpi 220 --format png
    """
    from deckgen.rendering import FORMATS, render_deck
    from deckgen.terminal import progress, put

    wanted = [one.strip() for one in formats.split(",") if one.strip()]
    if not wanted or not set(wanted) <= set(FORMATS):
        raise click.BadParameter("pdf, png or pdf,png", param_hint="'--format'")
    with progress() as step:
        written = render_deck(Path(deck), Path(folder) if folder else None, wanted, dpi, step)
    for path in written:
        put(f"{path}\n")
