"""The command line: parse, call, print. No logic of its own.

Only click and the standard library are imported here; everything else waits until a command runs,
so that ``--help`` answers at once. Exit codes: 0 done, 1 an error the user can fix, 2 usage,
3 findings.
"""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from deckgen import __version__
from deckgen.errors import DeckgenError

if TYPE_CHECKING:
    from deckgen.config import Config

P = ParamSpec("P")

FIXABLE = 1
FINDINGS = 3
INTERRUPTED = 130


class Commands(click.Group):
    """Lists commands in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order of definition."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="deckgen")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_context
def main(ctx: click.Context, debug: bool) -> None:
    """Customer-success metrics, computed exactly and explained, as an editable slide deck.

    \b
    deckgen init my-review --demo            a sample company to try
    deckgen check my-review/config.yaml      what would be used, and what is wrong
    deckgen build my-review/config.yaml      the deck
    """
    ctx.obj = debug


def command(function: Callable[P, None]) -> Callable[P, None]:
    """Turns errors into one line of cause, a hint and an exit code; never a traceback."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from deckgen.terminal import ignore_interrupts, prepare_streams, say, show_issues

        prepare_streams()
        try:
            function(*args, **kwargs)
            sys.stdout.flush()
        except DeckgenError as problem:
            show_issues(problem.issues)
            sys.exit(FIXABLE)
        except BrokenPipeError:
            # The reader of our output has left (``| head``): nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except KeyboardInterrupt:
            ignore_interrupts()
            say("stopped; nothing half-written was left behind")
            sys.exit(INTERRUPTED)
        except OSError as problem:
            # Without a file it was our own output that could not be written.
            place = problem.filename or "standard output"
            say(f"{place}: error system-101: {problem.strerror or problem}")
            sys.exit(FIXABLE)
        except click.exceptions.ClickException:
            raise
        except click.exceptions.Exit:
            raise
        except Exception as problem:  # noqa: BLE001 - the last line of defence
            if click.get_current_context().find_root().obj:
                traceback.print_exc()
            say(f"deckgen itself failed ({type(problem).__name__}: {problem}); this is our bug.")
            say("Run it again with `deckgen --debug …` and report what it prints.")
            sys.exit(70)

    return run


def read_config(path: str) -> Config:
    """The configuration, its warnings shown."""
    from deckgen.pipeline import load_config
    from deckgen.terminal import show_issues

    config = load_config(Path(path))
    show_issues(config.warnings)
    return config


CONFIG = click.argument("config", type=click.Path(dir_okay=False))
PERIOD = click.option("--period", metavar="P", help="Another period than the config's: 2025-Q1.")
SEGMENT = click.option(
    "--segment", "segments", multiple=True, metavar="DIMENSION=VALUE",
    help="Only these customers; several dimensions narrow it down.",
)  # fmt: skip
ALL_SEGMENTS = click.option(
    "--all-segments", is_flag=True, help="Every variant of `segments.variants`, too."
)


@main.command(short_help="Start: a commented config, or a complete sample company.")
@click.argument("directory", type=click.Path(file_okay=False))
@click.option("--demo", is_flag=True, help="With a sample company: data, narrative and config.")
@click.option(
    "--from", "exports", multiple=True, type=click.Path(dir_okay=False), metavar="FILE",
    help="Look at an export and propose the mapping; repeat for several files.",
)  # fmt: skip
@command
def init(directory: str, demo: bool, exports: tuple[str, ...]) -> None:
    """Writes a commented config.yaml into DIRECTORY. Existing files are never overwritten.

    \b
    deckgen init my-review --demo
    deckgen init my-review --from accounts.csv --from mrr.xlsx
    """
    from deckgen.bundled import example_config
    from deckgen.terminal import put, say

    if demo and exports:
        raise click.UsageError("--demo and --from exclude each other")
    folder = Path(directory)
    if exports:
        from deckgen.metrics.catalogue import catalogue
        from deckgen.starter.proposal import write_proposal

        written = write_proposal(folder, [Path(name) for name in exports], catalogue())
    elif demo:
        from deckgen.starter.demo import write_demo

        written = write_demo(folder, example_config())
    else:
        from deckgen.starter.demo import write_config

        written = write_config(folder, example_config())
    for path in written:
        put(f"{path}\n")
    say(f"next: deckgen check {folder / 'config.yaml'}")


@main.command(short_help="Find mistakes in config and data, without building.")
@CONFIG
@PERIOD
@click.option("--strict", is_flag=True, help="Warnings are errors, too.")
@command
def check(config: str, period: str | None, strict: bool) -> None:
    """Validates CONFIG, sources, theme and data, and shows the answers that the numbers rest on.

    \b
    deckgen check my-review/config.yaml
    deckgen check my-review/config.yaml --strict
    """
    from deckgen.checking import check_run
    from deckgen.errors import Level
    from deckgen.terminal import progress, put, say, show_issues

    settings = read_config(config)
    with progress() as step:
        report = check_run(settings, period, step)
    put(report.text())
    show_issues(report.issues)
    errors = sum(one.level is Level.ERROR for one in report.issues)
    warnings = sum(one.level is Level.WARNING for one in (*report.issues, *settings.warnings))
    say(f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}")
    if errors or (strict and warnings):
        sys.exit(FIXABLE)


@main.command(short_help="Make the deck, or every segment's.")
@CONFIG
@PERIOD
@click.option(
    "--segment", "segments", multiple=True, metavar="DIMENSION=VALUE",
    help="Only these customers. Dimensions narrow it down; several values of one are several "
    "decks; * and ? make patterns.",
)  # fmt: skip
@ALL_SEGMENTS
@click.option("-o", "--output", "folder", type=click.Path(), help="Another output folder.")
@click.option("--final", is_flag=True, help="Fail while a narrative prompt is unanswered.")
@click.option("--skip-unavailable", is_flag=True, help="Leave metrics without inputs out.")
@click.option("--strict", is_flag=True, help="A metric that cannot be computed is an error.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N",
    help="Processes that decks are spread over; by default one per core.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Name the decks and their files, write nothing.")
@click.pass_context
@command
def build(
    context: click.Context, config: str, period: str | None, segments: tuple[str, ...],
    all_segments: bool, folder: str | None, final: bool, skip_unavailable: bool, strict: bool,
    jobs: int | None, dry_run: bool,
) -> None:  # fmt: skip
    """Computes everything and writes the deck. A file that exists is never overwritten.

    With --all-segments: the company's deck and every variant's, index.html to look at them,
    index.json. A deck that fails does not stop the others; the exit code is then 1.

    \b
    deckgen build my-review/config.yaml
    deckgen build my-review/config.yaml --segment region=EMEA
    deckgen build my-review/config.yaml --segment region=EMEA --segment region=APAC
    deckgen build my-review/config.yaml --all-segments -o out
    """
    from deckgen.batch.pool import default_jobs
    from deckgen.building import show_report
    from deckgen.pipeline import BuildOptions, build_decks
    from deckgen.terminal import build_progress

    settings = read_config(config)
    options = BuildOptions(
        period=period, segments=segments, all_segments=all_segments,
        folder=Path(folder) if folder else None, final=final,
        skip_unavailable=skip_unavailable, strict=strict,
        jobs=jobs or default_jobs(), dry_run=dry_run,
    )  # fmt: skip
    with build_progress() as shown:
        report = build_decks(settings, options, shown.step, shown.watch)
    show_report(report, debug=bool(context.find_root().obj))
    if report.failed:
        sys.exit(FIXABLE)


@main.command(short_help="The numbers without the deck.")
@CONFIG
@PERIOD
@SEGMENT
@ALL_SEGMENTS
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table",
    show_default=True,
)  # fmt: skip
@command
def compute(
    config: str, period: str | None, segments: tuple[str, ...], all_segments: bool, form: str
) -> None:
    """Prints every number: metric, part, period, segment, value, numerator, denominator, n.

    \b
    deckgen compute my-review/config.yaml
    deckgen compute my-review/config.yaml --all-segments --format csv > numbers.csv
    """
    from deckgen.pipeline import numbers
    from deckgen.records import as_csv, as_json, as_table
    from deckgen.terminal import progress, put, show_table

    settings = read_config(config)
    with progress() as step:
        rows = numbers(
            settings, period=period, segments=segments, all_segments=all_segments,
            history=form != "table", progress=step,
        )  # fmt: skip
    if form == "json":
        put(as_json(rows))
    elif form == "csv":
        put(as_csv(rows))
    else:
        headings, lines, right = as_table(rows)
        show_table(headings, lines, right=right)


@main.command(short_help="Where a number comes from, down to the rows.")
@CONFIG
@click.argument("metric")
@PERIOD
@SEGMENT
@click.option("--customer", metavar="ID", help="The rows behind this customer's part.")
@click.option("--sql/--no-sql", default=True, show_default=True, help="Show the SQL that ran.")
@command
def explain(
    config: str, metric: str, period: str | None, segments: tuple[str, ...],
    customer: str | None, sql: bool,
) -> None:  # fmt: skip
    """Shows METRIC's formula, method, numerator, denominator, n, SQL and movers.

    \b
    deckgen explain my-review/config.yaml net_revenue_retention
    deckgen explain my-review/config.yaml logo_churn --customer A-1004
    """
    from deckgen.explaining import explained
    from deckgen.terminal import progress, put

    settings = read_config(config)
    with progress() as step:
        text = explained(
            settings, metric, period=period, segments=segments, customer=customer, sql=sql,
            progress=step,
        )  # fmt: skip
    put(text)


@main.command(short_help="The catalogue: sections, methods, inputs, definitions.")
@click.argument("metric", required=False)
@command
def metrics(metric: str | None) -> None:
    """Lists every metric, or describes METRIC with its methods, options and inputs.

    \b
    deckgen metrics
    deckgen metrics net_revenue_retention
    """
    from deckgen.catalogue_text import described, listed
    from deckgen.terminal import put, show_table

    if metric is None:
        headings, rows = listed()
        show_table(headings, rows)
    else:
        put(described(metric))


@main.command(short_help="What is wrong with a finished deck, whoever made it.")
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


@main.command(short_help="A copy of a deck for people outside.")
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


@main.command(short_help="A deck as PDF and pictures, through LibreOffice.")
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


@main.command(short_help="JSON schema of the config, for editors.")
@command
def schema() -> None:
    """Prints the JSON schema of config.yaml.

    \b
    deckgen schema > config.schema.json
    """
    import json

    from deckgen.pipeline import config_schema

    click.echo(json.dumps(config_schema(), indent=2, ensure_ascii=False))


@main.group(cls=Commands, short_help="Templates: what deckgen sees in one; theme folders.")
def theme() -> None:
    """Looks at any company's template, and makes theme folders from it."""


@theme.command("inspect", short_help="How a template would be used, and why.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--render", is_flag=True, help="Draw the chosen layouts and the measured boxes as a picture."
)
@command
def theme_inspect(file: str, form: str, render: bool) -> None:
    """A note on FILE (.pptx, .potx, .ppsx): size, fonts, colours, layouts, what would be chosen.

    \b
    deckgen theme inspect brand.pptx
    deckgen theme inspect brand.potx --render
    """
    from deckgen.terminal import put, say
    from deckgen.theming import inspected, pictured

    put(inspected(Path(file), json=form == "json"))
    if render:
        say(f"picture: {pictured(Path(file), Path.cwd())}")


@theme.command("adopt", short_help="A theme folder from a template, to decide otherwise in.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.argument("directory", type=click.Path(file_okay=False))
@command
def theme_adopt(file: str, directory: str) -> None:
    """Copies FILE without its sample slides into DIRECTORY, beside a theme.yaml that says how
    deckgen uses it: layouts, room for content, colours. Existing files are never overwritten.

    \b
    deckgen theme adopt brand.potx themes/brand
    """
    from deckgen.terminal import put, say
    from deckgen.theming import adopted

    for path in adopted(Path(file), Path(directory)):
        put(f"{path}\n")
    say(f"next: deck: {{theme: ./{Path(directory).name}}} in the configuration beside it")


@theme.command("list", short_help="The themes that come along.")
@command
def theme_list() -> None:
    """Lists the bundled themes: a name for `deck.theme`, and the folder it lies in.

    \b
    deckgen theme list
    """
    from deckgen.terminal import show_table
    from deckgen.theming import listed

    show_table(("Theme", "Folder"), listed())
