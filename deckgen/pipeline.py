"""The whole program, readable from top to bottom: config -> numbers -> decks -> files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen.batch.fingerprint import fingerprint
from deckgen.batch.index import PAGE, Index, earlier, refuse_foreign, write_index
from deckgen.batch.making import BuiltDeck, FailedDeck, Site, Task
from deckgen.batch.names import file_names
from deckgen.batch.planning import (
    Material,
    own_narratives,
    planned,
    uncompared,
    written_narrative,
)
from deckgen.batch.reconciliation import differences, reconciliation_json
from deckgen.batch.selection import Selection, Variant, every_variant, select, wanted
from deckgen.batch.workshop import Watch, outcomes, unwatched
from deckgen.config import Config, grouped_by, json_schema
from deckgen.config import load_config as read_config
from deckgen.errors import ConfigError, DataError, Issue, Level, error
from deckgen.groups import dimensions_of, find_group, parse_group
from deckgen.guards import refuse_nothing_computed
from deckgen.looks import issues_of_looks
from deckgen.metrics.catalogue import PRESETS, catalogue
from deckgen.model.deck import Deck
from deckgen.model.quality import Staged
from deckgen.model.request import Group
from deckgen.output import file_name
from deckgen.places import named_from
from deckgen.records import COLUMNS, Record, records
from deckgen.render.unfinished import remove_unfinished
from deckgen.run import Progress, Run, computed, silent

if TYPE_CHECKING:
    import pandas as pd


def load_config(path: str | Path) -> Config:
    """Reads and checks a configuration file.

    Raises ``ConfigError`` with every mistake at once, each with its place and a hint.
    """
    config = read_config(Path(path), catalogue(), PRESETS)
    looks = tuple(issues_of_looks(config))
    errors = [issue for issue in looks if issue.level is Level.ERROR]
    if errors:
        raise ConfigError(errors)
    return replace(config, warnings=(*config.warnings, *looks))


def config_schema() -> dict[str, object]:
    """The JSON schema of the configuration, for editors."""
    return json_schema(catalogue(), PRESETS)


_NOTHING_NEW = "nothing has changed since these decks were made; nothing was written"

# --- numbers --------------------------------------------------------------------------------------


def numbers(
    config: Config,
    *,
    period: str | None = None,
    segments: Sequence[str] = (),
    all_segments: bool = False,
    history: bool = True,
    progress: Progress = silent,
) -> list[Record]:
    """Every number of every metric: for the company, one segment, or all of them.

    ``segments`` holds ``dimension=value`` texts. Raises ``DeckgenError``.
    """
    asked = parse_group(segments)
    extra = _extra(config, dimensions_of(asked))
    with computed(config, period=period, extra_groupings=extra, progress=progress) as run:
        groups: list[Group] = [find_group(run.results, asked)]
        if all_segments:
            groups += [one for one in every_variant(run.results, config) if one not in groups]
        return list(records(run.results, run.voice, groups, history=history))


def compute(config: Config, *, period: str | None = None) -> pd.DataFrame:
    """A tidy data frame of every number, all variants included, with the columns of ``COLUMNS``.

    ``value``, ``numerator`` and ``denominator`` are decimals as text, so that nothing is lost.
    """
    import pandas as pd

    rows = numbers(config, period=period, all_segments=True)
    return pd.DataFrame([record.as_dict() for record in rows], columns=list(COLUMNS))


# --- decks ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How ``build`` was asked to work. ``jobs`` is the number of processes that decks are spread
    over; ``dry_run`` names the decks and writes nothing."""

    period: str | None = None
    segments: Sequence[str] = ()
    all_segments: bool = False
    folder: Path | None = None
    final: bool = False
    skip_unavailable: bool = False
    strict: bool = False
    jobs: int = 1
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``index`` is the page that shows the decks, where several were asked for;
    ``planned`` are the files of a dry run."""

    decks: tuple[BuiltDeck, ...]
    remarks: tuple[str, ...] = ()
    failed: tuple[FailedDeck, ...] = ()
    index: Path | None = None
    planned: tuple[Task, ...] = ()


def plan(
    config: Config,
    segment: Mapping[str, str] | None = None,
    *,
    period: str | None = None,
    progress: Progress = silent,
) -> Deck:
    """The deck as pure data, without writing anything: for everyone, or for one segment."""
    asked: Group = tuple((segment or {}).items())
    extra = _extra(config, dimensions_of(asked))
    with computed(config, period=period, extra_groupings=extra, progress=progress) as run:
        group = find_group(run.results, asked)
        variant = Variant(group, run.results.sizes.get(group, 0))
        return planned(material_of(run, BuildOptions()), variant).deck


def build(config: Config, segment: Mapping[str, str] | None = None) -> Path:
    """Writes one deck and returns its path; see :func:`build_decks` for all that it can do."""
    pairs = tuple(f"{name}={value}" for name, value in (segment or {}).items())
    return build_decks(config, BuildOptions(segments=pairs)).decks[0].path


def build_decks(
    config: Config,
    options: BuildOptions,
    progress: Progress = silent,
    watch: Watch = unwatched,
) -> BuildReport:
    """Computes once and writes the company's deck, a segment's, or every variant's.

    A deck is written completely or not at all, under a name that was free: a file that exists is
    left alone (the same content again is not written twice). Of several decks one that fails does
    not stop the others; ``index.json`` and ``index.html`` list them all. When nothing has changed
    since the run that wrote the index, nothing is computed. Raises ``DeckgenError``.
    """
    folder = options.folder or config.output.folder
    many = options.all_segments or len(options.segments) > 1
    before, mark = (earlier(folder), _fingerprint(config, options)) if many else (None, None)
    same = before is not None and mark is not None and before.fingerprint == mark
    if before is not None and same and before.is_whole() and not options.dry_run:
        remarks = [*_cleared(folder), *map(str, before.omitted), *before.remarks, _NOTHING_NEW]
        return BuildReport(before.left_alone(), tuple(remarks), index=folder / PAGE)
    asked = wanted(options.segments, options.all_segments)
    extra = _extra(config, asked.dimensions)
    with computed(config, period=options.period, extra_groupings=extra, progress=progress) as run:
        if options.strict:
            _refuse_gaps(run)
        _refuse_nothing(run, options.period)
        selection = select(run.results, config, asked)
        material = material_of(run, options)
    tasks = tasks_of(material, selection)
    about = tuple(uncompared(material, selection.variants))
    remarks = [*map(str, selection.omitted), *about]
    for narrative in (material.narrative, *material.own_narratives.values()):
        remarks += [str(issue) for issue in narrative.warnings]
    remarks += data_remarks(material.staged, config.path)
    if options.dry_run:
        return BuildReport((), tuple(remarks), planned=tasks)
    many = many and len(tasks) > 1
    if many:
        refuse_foreign(folder)
    remarks += _cleared(folder)
    site = Site(
        folder,
        names=frozenset(task.name for task in tasks),
        settled=before.still_there() if before is not None and same else {},
        pictures=many,
        final=options.final,
    )
    made = outcomes(material, tasks, site, options.jobs, watch)
    decks = tuple(one for one in made if isinstance(one, BuiltDeck))
    failed = tuple(one for one in made if isinstance(one, FailedDeck))
    index = None
    if many:
        index = folder / PAGE
        listed = Index.of(material, decks, failed, selection.omitted, mark, about)
        reconciliation = reconciliation_json(material.results, config.money.currency)
        write_index(folder, listed, reconciliation)
        remarks += differences(material.results)
    return BuildReport(decks, tuple(remarks), failed, index)


def _cleared(folder: Path) -> list[str]:
    """Takes away what a killed run has left half-written, and says so."""
    count = remove_unfinished(folder)
    return [f"removed {count} unfinished file{'s' * (count > 1)} of a killed run"] * bool(count)


def tasks_of(material: Material, selection: Selection) -> tuple[Task, ...]:
    """The decks to make with their file names, which do not depend on what else is made now."""
    config, results = material.config, material.results

    def name_of(label: str) -> str:
        return file_name(
            config.output.name,
            company=config.deck.company,
            period=results.request.current.name,
            segment=label,
            day=material.as_of,
        )

    labels = {one.group: one.label for one in selection.variants}
    known = [*labels, *every_variant(results, config)]
    names = file_names(known, name_of, labels)
    return tuple(Task(one, names[one.group]) for one in selection.variants)


def _fingerprint(config: Config, options: BuildOptions) -> str | None:
    asked = (options.period, *options.segments, options.all_segments, options.skip_unavailable)
    return fingerprint(config, (*asked, options.final, options.strict))


def material_of(run: Run, options: BuildOptions) -> Material:
    """What the decks of a run are planned from. Raises ``ConfigError`` for narrative files that
    cannot be read."""
    config = run.config
    return Material(
        config=config,
        results=run.results,
        staged=named_from(config.path.parent, run.scans, run.staged),
        as_of=run.as_of,
        narrative=written_narrative(config),
        own_narratives=own_narratives(config),
        skip_unavailable=options.skip_unavailable,
    )


def _extra(config: Config, dimensions: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The grouping of a segment that was asked for and those of its cuts, beside those of the
    configuration."""
    if not dimensions:
        return ()
    inside = ((*dimensions, name) for name in config.segments.by if name not in dimensions)
    known = {frozenset(grouping) for grouping in grouped_by(config)}
    return tuple(one for one in (dimensions, *inside) if frozenset(one) not in known)


def data_remarks(staged: Staged, config: Path) -> list[str]:
    """Where to read on when the data was not all as it should be; the deck's last page shows it."""
    warnings = sum(finding.level is Level.WARNING for finding in staged.findings)
    rejected = sum(account.rejected for account in staged.accounts)
    if not warnings:
        return []
    left_out = f", {rejected:,} row{'s' * (rejected != 1)} left out" if rejected else ""
    count = f"{warnings} warning{'s' * (warnings != 1)}"
    return [f"{count} about the data{left_out}: deckgen check {config}"]


def _refuse_nothing(run: Run, period: str | None) -> None:
    metrics = [run.results.metric(id, breakdowns=False) for id in run.results.metrics]
    place = run.config.place("period.current") if period is None else None
    readings = [metric.value.now for metric in metrics]
    refuse_nothing_computed(readings, run.period, run.staged.loaded_months, place)


def _refuse_gaps(run: Run) -> None:
    """With ``--strict`` a metric without a value is an error."""
    issues: list[Issue] = []
    for id in run.results.metrics:
        reading = run.results.metric(id).value.now
        if reading.value is None:
            place = run.results.metrics[id].request.place
            message = f"{id} cannot be computed: {reading.code}"
            issues.append(error("build-102", message, place, "leave it out of sections, or map it"))
    if issues:
        raise DataError(issues)
