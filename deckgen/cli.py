"""The command line: parse, call, print. No logic of its own.

Only click and the standard library are imported here; everything else waits until a command runs,
so that ``--help`` answers at once. Exit codes: 0 done, 1 an error the user can fix, 2 usage,
3 findings.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen import __version__
from deckgen.command import FIXABLE, Commands, command
from deckgen.deck_commands import lint, publish, render
from deckgen.theme_commands import theme

if TYPE_CHECKING:
    from deckgen.config import Config


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


def read_config(path: str) -> Config:
    """The configuration, its warnings shown."""
    from deckgen.pipeline import load_config
    from deckgen.terminal import show_issues

    config = load_config(Path(path))
    show_issues(config.warnings)
    return config


CONFIG = click.argument("config", type=click.Path())
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
@click.argument("more", nargs=-1, metavar="[FILE]...", type=click.Path(dir_okay=False))
@click.option("--demo", is_flag=True, help="With a sample company: data, narrative and config.")
@click.option(
    "--from", "first", multiple=True, type=click.Path(dir_okay=False), metavar="FILE",
    help="Look at exports and propose the mapping; more files may follow.",
)  # fmt: skip
@command
def init(directory: str, more: tuple[str, ...], demo: bool, first: tuple[str, ...]) -> None:
    """Writes a commented config.yaml into DIRECTORY. Existing files are never overwritten.

    \b
    deckgen init my-review --demo
    deckgen init my-review --from accounts.csv --from mrr.xlsx
    deckgen init my-review --from exports/*.csv
    """
    from deckgen.bundled import example_config
    from deckgen.terminal import put, say

    exports = first + more  # a shell makes several words of exports/*.csv
    if more and not first:
        raise click.UsageError(f"--from before the exports: --from {' '.join(more)}")
    if demo and exports:
        raise click.UsageError("--demo and --from exclude each other")
    folder = Path(directory)
    if exports:
        from deckgen.metrics.catalogue import catalogue, executive_sixteen
        from deckgen.starter.proposal import write_proposal

        paths = [Path(name) for name in exports]
        written = write_proposal(folder, paths, catalogue(), executive_sixteen())
    elif demo:
        from deckgen.starter.demo import write_demo

        written = write_demo(folder, example_config())
    else:
        from deckgen.starter.demo import write_config

        written = write_config(folder, example_config())
    for path in written:
        put(f"{path}\n")
    if not (demo or exports):
        say("next: name your exports in `sources`, and your columns in `tables`;")
        say(f"      deckgen init {folder / 'proposed'} --from FILE… proposes both")
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
@click.option(
    "--sql/--no-sql", default=None,
    help="The SQL that ran; by default it is shown, unless rows are asked for by --customer.",
)  # fmt: skip
@command
def explain(
    config: str, metric: str, period: str | None, segments: tuple[str, ...],
    customer: str | None, sql: bool | None,
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
            settings, metric, period=period, segments=segments, customer=customer,
            sql=customer is None if sql is None else sql, progress=step,
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


for finished in (lint, render, publish, theme):
    main.add_command(finished)
