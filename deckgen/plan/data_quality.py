"""The appendix of data quality: what happened to every row, and what the checks found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from deckgen.model.deck import (
    ColumnKind,
    Notes,
    Slide,
    SlideKind,
    Table,
    TableColumn,
    Text,
    Tone,
    text,
)
from deckgen.model.footnotes import notes_of, sentences
from deckgen.model.period import day_number
from deckgen.model.quality import FeedAccount
from deckgen.plan.context import DeckContext
from deckgen.plan.fit import cell_lines
from deckgen.plan.footer import tables_of, without_example
from deckgen.plan.inputs import is_unavailable
from deckgen.plan.metric_slide import SEPARATOR, title_text
from deckgen.plan.paging import pages
from deckgen.plan.subject import Told
from deckgen.plan.unavailable import cause_of
from deckgen.words.alt import table_alt
from deckgen.words.headline import Headline
from deckgen.words.phrases import capital, lower_first, number_word

# How many rows a page has room for, by the lines that its longest cell takes.
MOST_FEEDS: Mapping[int, int] = {1: 10, 2: 10, 3: 6, 4: 5, 5: 4}
MOST_REMARKS: Mapping[int, int] = {1: 12, 2: 10, 3: 7, 4: 5, 5: 4}
MOST_TOGETHER: Mapping[int, int] = {1: 10, 2: 7, 3: 5, 4: 4, 5: 3}
_MOST_LINES = 5
_WHY_WIDTH, _TOUCHES_WIDTH, _FINDING_WIDTH = 2.70, 1.55, 9.3  # inches
_MOST_NAMES = 3
_NONE = "–"
# Rows that say the same twice were dropped: true, and of no consequence for a number.
_HARMLESS = frozenset({"duplicate_rows_dropped"})
_HYPHEN_MINUS = re.compile(r"(?<=\s)-(?=\d)")  # checks print plain ASCII, slides do not
# Whose computer the data lay on is nobody's business on a slide: folders go, file names stay.
_FOLDERS = re.compile(r"(?<![\w./\\])(?:[A-Za-z]:)?[/\\](?:[^\s/\\:()'\"]+[/\\])+")
# Lines of files that show what is meant: the notes have them.
_PLACES = re.compile(r" \([^()]*:\d[^()]*\)$")
_ROWS = "Rows read = used + filtered + duplicates + rejected, for every source."
_FRESHEST = "Freshest: the latest date among the used rows of what has happened."
_TOUCHES = "Touches: metrics computed from the source."
_NOTE, _FOUND = "note", "What the checks of the data found"
_LEVELS = ("error", "warning", "note")
# How many days a feed may lag behind the day of the data before it is called stale.
_ALLOWED_LAG = {"daily": 3, "weekly": 10, "monthly": 45, "quarterly": 110}
_DATED_ORIGINS = frozenset({"memberships", "revenue"})
_DATED = frozenset({"revenue", "movements", "surveys", "health", "reasons"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the table of findings."""

    level: str
    concerns: str
    message: str


@dataclass(frozen=True, slots=True)
class _Feed:
    """A line of the table of sources: why rows are not used, and which metrics read the rest."""

    account: FeedAccount
    why: str
    touches: str


def data_quality_slides(metrics: Sequence[Told], context: DeckContext) -> tuple[Slide, ...]:
    """The feeds, then the findings: together on one slide when they fit."""
    feeds = _feeds_of(metrics, context)
    told = [_on_a_line(one, context) for one in remarks_of(metrics, context)]
    feed_lines = max((_feed_lines(one, context) for one in feeds), default=1)
    lines = max((_lines(one.message, _FINDING_WIDTH, context) for one in told), default=1)
    tables = [_feeds(page, context) for page in pages(feeds, MOST_FEEDS[feed_lines])]
    groups: list[tuple[Table, ...]] = [(table,) for table in tables]
    for page in pages(told, MOST_REMARKS[lines]):
        table = _remarks(page)
        beside = groups[-1] if len(groups) == len(tables) and groups else ()
        rows = sum(len(one.rows) for one in (*beside, table))
        if beside and rows <= MOST_TOGETHER[max(lines, feed_lines)]:
            groups[-1] = (*beside, table)
        else:
            groups.append((table,))
    title = quality_headline(metrics, context)
    title = context.headline(title, title.alone)
    return tuple(
        _slide(tables_on, title, number, len(groups), context)
        for number, tables_on in enumerate(groups, 1)
    )


def _on_a_line(remark: Remark, context: DeckContext) -> Remark:
    """A finding too long for a line does without its example, which ``check`` names as well."""
    if _lines(remark.message, _FINDING_WIDTH, context) <= 1:
        return remark
    return replace(remark, message=without_example(remark.message))


def quality_headline(metrics: Sequence[Told], context: DeckContext) -> Headline:
    """How many metrics were computed, how many carry a caveat, which sources are stale."""
    defined = [one for one in metrics if one.is_defined]
    minded = sum(bool(set(one.result.value.now.warnings) - _HARMLESS) for one in defined)
    many = number_word(len(metrics))
    if len(defined) == len(metrics):
        fact = f"{'Both' if len(metrics) == 2 else f'All {many}'} metrics computed"
        if len(metrics) < 2:
            fact = "The metric is computed" if metrics else "No metric was asked for"
    else:
        fact = f"{capital(number_word(len(defined)))} of {many} metrics computed"
    if minded:
        fact += f", {number_word(minded)} with a caveat"
    accounts = context.staged.accounts
    stale = sum(is_stale(one, context) for one in accounts)
    ahead = sum(is_ahead(one, context) for one in accounts)
    if stale:
        verb = "source is" if stale == 1 else "sources are"
        return Headline(f"{fact};", f"{number_word(stale)} {verb} older than the schedule")
    if ahead:
        verb = "source holds" if ahead == 1 else "sources hold"
        return Headline(f"{fact};", f"{number_word(ahead)} {verb} dates after the day of the data")
    return Headline(fact)


def is_stale(account: FeedAccount, context: DeckContext) -> bool:
    """Whether a feed's newest row is older than its refresh schedule allows."""
    source = context.sources.get(account.source)
    allowed = _ALLOWED_LAG.get((source.refresh or "").strip().lower()) if source else None
    if allowed is None or account.table not in _DATED or account.last_day is None:
        return False
    return day_number(context.as_of) - account.last_day > allowed


def is_ahead(account: FeedAccount, context: DeckContext) -> bool:
    """Whether a feed of what happened holds a date after the day of the data: a mistake in it."""
    last = account.last_day
    return account.table in _DATED and last is not None and last > day_number(context.as_of)


def _lines(words: str, width: float, context: DeckContext) -> int:
    return min(_MOST_LINES, cell_lines(words, width, context.measure))


def _feeds_of(metrics: Sequence[Told], context: DeckContext) -> list[_Feed]:
    read = [(one, tables_of(one.result, context)) for one in metrics]
    return [
        _Feed(account, why_dropped(account, context), touched(account, read, context))
        for account in context.staged.accounts
    ]


def _feed_lines(feed: _Feed, context: DeckContext) -> int:
    return max(_lines(feed.why, _WHY_WIDTH, context), _lines(feed.touches, _TOUCHES_WIDTH, context))


def _slide(
    tables: tuple[Table, ...], title: Headline, number: int, count: int, context: DeckContext
) -> Slide:
    page = "sources and checks" if count == 1 else f"{number} of {count}"
    if number > 1:
        what = "Where the data come from" if tables[0].key == "sources" else _FOUND
        title = Headline(f"{what} ({page})")
    return Slide(
        key=f"data_quality/{number}",
        kind=SlideKind.TABLE,
        title=title_text(title),
        eyebrow=SEPARATOR.join(
            ("Data quality", page, f"data as of {context.voice.day(context.as_of)}")
        ),
        blocks=tables if len(tables) > 1 else (replace(tables[0], title="", subtitle=""),),
        footer=sentences(notes_of(tables)),
        notes=Notes(data=tuple(_samples(context)) if number == 1 else ()),
    )


def _feeds(feeds: Sequence[_Feed], context: DeckContext) -> Table:
    return Table(
        key="sources",
        title="Sources",
        subtitle="rows read, used and not used",
        columns=(
            TableColumn("", weight=0.32, kind=ColumnKind.MARK),
            TableColumn("Source", weight=1.65),
            TableColumn("State", weight=0.70),
            TableColumn("Owner", weight=1.38, optional=3),
            TableColumn("Due", weight=0.75, optional=2),
            TableColumn("Freshest", numeric=True, weight=1.05, note=_FRESHEST),
            TableColumn("Read", numeric=True, weight=0.70, note=_ROWS),
            TableColumn("Used", numeric=True, weight=0.70, optional=4),
            TableColumn("Not used", numeric=True, weight=0.85),
            TableColumn("Why", weight=_WHY_WIDTH),
            TableColumn("Touches", weight=_TOUCHES_WIDTH, optional=1, note=_TOUCHES),
        ),
        rows=tuple(_feed_row(one, context) for one in feeds),
        alt=table_alt(
            "Sources",
            [
                f"{one.source} to {one.table} {context.voice.count(one.used)} of "
                f"{context.voice.count(one.read)} rows used"
                if context.shows_company
                else f"{one.source} to {one.table}"
                for one in (feed.account for feed in feeds)
            ],
        ),
        by_weight=True,
    )


def _feed_row(feed: _Feed, context: DeckContext) -> tuple[Text, ...]:
    account, voice = feed.account, context.voice
    source = context.sources.get(account.source)
    dropped = account.read - account.used
    counted = context.shows_company
    state = state_of(account, context)
    tone = Tone.MUTED if state == "ok" else Tone.BAD
    wrong_day = is_stale(account, context) or is_ahead(account, context)
    return (
        text(state, tone),
        text(_source_name(account, context), Tone.STRONG),
        text(state, tone),
        text((source.owner if source else None) or _NONE),
        text((source.refresh if source else None) or _NONE, Tone.MUTED),
        text(_freshest(account, context), Tone.BAD if wrong_day else Tone.PLAIN),
        text(voice.count(account.read) if counted else _NONE),
        text(voice.count(account.used) if counted else _NONE),
        text(
            voice.count(dropped) if counted else _NONE,
            Tone.STRONG if dropped and counted else Tone.PLAIN,
        ),
        text((feed.why if counted else "") or _NONE),
        text(feed.touches or _NONE, Tone.MUTED),
    )


def state_of(account: FeedAccount, context: DeckContext) -> str:
    """``stale``, ``caveat`` (rows were rejected, or a date lies ahead) or ``ok``."""
    if is_stale(account, context):
        return "stale"
    return "caveat" if account.rejected or is_ahead(account, context) else "ok"


def _source_name(account: FeedAccount, context: DeckContext) -> str:
    """The source, with the table where it feeds several."""
    names = [one.source for one in context.staged.accounts]
    shared = names.count(account.source) > 1
    return f"{account.source} ({account.table})" if shared else account.source


def _freshest(account: FeedAccount, context: DeckContext) -> str:
    """The latest day; of contracts and the like, whose days may lie ahead, none that does."""
    last = account.last_day
    if last is None or (last > day_number(context.as_of) and account.table not in _DATED):
        return _NONE
    return context.voice.day(last)


def touched(
    account: FeedAccount, read: Sequence[tuple[Told, set[str]]], context: DeckContext
) -> str:
    """Which metrics are computed from a feed, of those given with the tables they read: whole
    sections by their name, others by their own, many of them counted; "" for none."""
    metrics = [one for one, _ in read]
    hit = {one.key: one for one, tables in read if account.table in tables}
    if len(hit) == len(metrics) > 0:
        return "every metric"
    names: list[str] = []
    for section in dict.fromkeys(context.section_of(one.result) for one in metrics):
        own = [one for one in metrics if context.section_of(one.result) == section]
        found = [one for one in own if one.key in hit]
        if len(found) == len(own) > 1:
            names.append(f"all of {lower_first(context.section_name(section))}")
        else:
            names += [one.result.metric.short_title for one in found]
    if len(names) > _MOST_NAMES:
        return f"{len(hit)} of {len(metrics)} metrics"
    return ", ".join(names)


def why_dropped(account: FeedAccount, context: DeckContext) -> str:
    """``7 filtered by its where; 2 rejected: month '2025-13' is not a month``."""
    causes = [
        (account.filtered, "filtered by its where"),
        (account.duplicates, "repeated"),
    ]
    causes += [(one.rows, f"rejected: {one.cause}") for one in account.rejections]
    ranked = sorted((one for one in causes if one[0]), key=lambda one: -one[0])
    return "; ".join(f"{context.voice.count(rows)} {cause}" for rows, cause in ranked)


def remarks_of(metrics: Sequence[Told], context: DeckContext) -> Iterator[Remark]:
    """Findings of the checks, how segments count, metrics without a value, targets to review."""
    ranked = sorted(context.staged.findings, key=lambda one: _LEVELS.index(one.level.value))
    for finding in ranked:  # what may change a number comes first
        message = _PLACES.sub("", without_folders(finding.message))
        message = capital(_HYPHEN_MINUS.sub("\u2212", message))
        yield Remark(finding.level.value, finding.table, message)
    yield from _segment_notes(context)
    for one in metrics:
        if not one.is_defined:
            clause = cause_of(one, context) if is_unavailable(one.result) else one.headline.clause
            clause = clause or "no value"
            yield Remark(_NOTE, one.title, f"Not reported: {clause}")
        target = one.result.value.target
        if target is not None and target.set and _is_old(target.set, context.period.start):
            yield Remark(_NOTE, one.title, f"Target set in {target.set}, over a year ago")


def _segment_notes(context: DeckContext) -> Iterator[Remark]:
    """Which small segments share the deck; where a customer counts that changed its segment (R14),
    or that no such change is known."""
    if context.members:
        listed = "; ".join(context.members)
        yield Remark(_NOTE, context.group_name, f"too small for decks of their own: {listed}")
    for name, origin in context.origins.items():
        if origin in _DATED_ORIGINS:
            said = (
                f"who changed {name} in the period counts by that of the opening in cohorts and "
                "events, of the closing in stocks"
            )
        else:
            said = (
                f"{name} has one value per customer, valid for ever: past periods are shown by "
                f"the {name} of today"
            )
        yield Remark(_NOTE, f"Segments by {name}", capital(said))


def _is_old(name: str, today: date) -> bool:
    """Whether a period's name (``2025-Q1``) lies a year or more before: its year tells."""
    digits = name.strip().removeprefix("FY")[:4]
    if not digits.isdigit():
        return False
    quarter = name.strip()[-1:]
    month = 3 * (int(quarter) - 1) + 1 if "Q" in name.upper() and quarter.isdigit() else 1
    return (today.year - int(digits)) * 12 + today.month - month > 12


def _remarks(remarks: Sequence[Remark]) -> Table:
    rows: list[tuple[Text, ...]] = [
        (
            text(one.level),
            text(one.concerns, Tone.STRONG),
            text(one.message),
            text(one.level, Tone.MUTED if one.level == _NOTE else Tone.BAD),
        )
        for one in remarks
    ]
    return Table(
        key="findings",
        title="Findings",
        subtitle="checks over whole tables",
        columns=(
            TableColumn("", weight=0.32, kind=ColumnKind.MARK),
            TableColumn("Concerns", weight=1.95),
            TableColumn("Finding", weight=_FINDING_WIDTH),
            TableColumn("Level", weight=0.76, optional=1),
        ),
        rows=tuple(rows),
        alt=table_alt("Findings", [one.concerns for one in remarks]),
        by_weight=True,
    )


def _samples(context: DeckContext) -> Iterator[str]:
    """Where rejected rows stand, for the notes; the table has no room for places."""
    for account in context.staged.accounts if context.shows_company else ():
        for rejection in account.rejections:
            places = f" ({', '.join(rejection.samples)})" if rejection.samples else ""
            said = f"{rejection.rows} × {rejection.cause}{places}"
            yield without_folders(f"{account.source}, {account.table}: {said}")


def without_folders(words: str) -> str:
    """A text whose absolute paths are reduced to the file's name."""
    return _FOLDERS.sub("", words)
