"""The appendix of data quality: what happened to every row, and what the checks found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from deckgen.model.deck import Notes, Slide, SlideKind, Table, TableColumn, Text, Tone, text
from deckgen.model.period import day_number
from deckgen.model.quality import FeedAccount
from deckgen.plan.context import DeckContext
from deckgen.plan.metric_slide import SEPARATOR, title_text
from deckgen.plan.paging import pages
from deckgen.plan.subject import Told
from deckgen.words.alt import table_alt
from deckgen.words.headline import Headline
from deckgen.words.phrases import capital, number_word

MOST_FEEDS, MOST_REMARKS, MOST_TOGETHER = 10, 12, 10
_NONE = "–"
# Rows that say the same twice were dropped: true, and of no consequence for a number.
_HARMLESS = frozenset({"duplicate_rows_dropped"})
_HYPHEN_MINUS = re.compile(r"(?<=\s)-(?=\d)")  # checks print plain ASCII, slides do not
# Whose computer the data lay on is nobody's business on a slide: folders go, file names stay.
_FOLDERS = re.compile(r"(?<![\w./\\])(?:[A-Za-z]:)?[/\\](?:[^\s/\\:()'\"]+[/\\])+")
_NOTE, _ERROR = "note", "error"
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


def data_quality_slides(metrics: Sequence[Told], context: DeckContext) -> tuple[Slide, ...]:
    """The feeds, then the findings: together on one slide when they fit."""
    feeds = pages(context.staged.accounts, MOST_FEEDS)
    remarks = pages(list(remarks_of(metrics, context)), MOST_REMARKS)
    tables = [_feeds(page, context) for page in feeds]
    groups: list[tuple[Table, ...]] = [(table,) for table in tables]
    for page in remarks:
        table = _remarks(page)
        beside = groups[-1] if len(groups) == len(tables) and groups else ()
        if beside and sum(len(one.rows) for one in (*beside, table)) <= MOST_TOGETHER:
            groups[-1] = (*beside, table)
        else:
            groups.append((table,))
    title = quality_headline(metrics, context)
    return tuple(
        _slide(tables_on, title, number, len(groups), context)
        for number, tables_on in enumerate(groups, 1)
    )


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
    stale = sum(is_stale(one, context) for one in context.staged.accounts)
    if not stale:
        return Headline(fact)
    verb = "source is" if stale == 1 else "sources are"
    return Headline(f"{fact};", f"{number_word(stale)} {verb} older than the schedule")


def is_stale(account: FeedAccount, context: DeckContext) -> bool:
    """Whether a feed's newest row is older than its refresh schedule allows."""
    source = context.sources.get(account.source)
    allowed = _ALLOWED_LAG.get((source.refresh or "").strip().lower()) if source else None
    if allowed is None or account.table not in _DATED or account.last_day is None:
        return False
    return day_number(context.as_of) - account.last_day > allowed


def _slide(
    tables: tuple[Table, ...], title: Headline, number: int, count: int, context: DeckContext
) -> Slide:
    page = "sources and checks" if count == 1 else f"{number} of {count}"
    if number > 1:
        title = Headline(f"What the checks of the data found ({page})")
    return Slide(
        key=f"data_quality/{number}",
        kind=SlideKind.TABLE,
        title=title_text(title),
        eyebrow=SEPARATOR.join(
            ("Data quality", page, f"data as of {context.voice.day(context.as_of)}")
        ),
        blocks=tables,
        footer=text(
            "Rows read = used + filtered + duplicates + rejected, for every source. Freshest: the "
            "latest date among the used rows.",
            Tone.MUTED,
        ),
        notes=Notes(data=tuple(_samples(context)) if number == 1 else ()),
    )


def _feeds(accounts: Sequence[FeedAccount], context: DeckContext) -> Table:
    return Table(
        key="sources",
        title="Sources",
        subtitle="rows read, used and not used",
        columns=(
            TableColumn("Source", weight=1.4), TableColumn("Table", weight=1.1),
            TableColumn("Owner", weight=1.1), TableColumn("Due", weight=0.8),
            TableColumn("Freshest", numeric=True, weight=1.0), TableColumn("Read", numeric=True),
            TableColumn("Used", numeric=True), TableColumn("Not used", numeric=True),
            TableColumn("Why", weight=3.0), TableColumn("State", weight=0.7),
        ),
        rows=tuple(_feed_row(one, context) for one in accounts),
        alt=table_alt(
            "Sources",
            [f"{one.source} to {one.table} {context.voice.count(one.used)} of "
             f"{context.voice.count(one.read)} rows used" if context.shows_company
             else f"{one.source} to {one.table}" for one in accounts],
        ),
    )  # fmt: skip


def _feed_row(account: FeedAccount, context: DeckContext) -> tuple[Text, ...]:
    voice = context.voice
    source = context.sources.get(account.source)
    dropped = account.read - account.used
    counted = context.shows_company
    stale = is_stale(account, context)
    freshest = _NONE if account.last_day is None else voice.day(account.last_day)
    state = "stale" if stale else "rejects" if account.rejected else "ok"
    return (
        text(account.source, Tone.STRONG),
        text(account.table, Tone.MUTED),
        text((source.owner if source else None) or _NONE),
        text((source.refresh if source else None) or _NONE, Tone.MUTED),
        text(freshest, Tone.BAD if stale else Tone.PLAIN),
        text(voice.count(account.read) if counted else _NONE),
        text(voice.count(account.used) if counted else _NONE),
        text(
            voice.count(dropped) if counted else _NONE,
            Tone.STRONG if dropped and counted else Tone.PLAIN,
        ),
        text((why_dropped(account, context) if counted else "") or _NONE),
        text(state, Tone.BAD if stale else Tone.MUTED),
    )


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
        message = _HYPHEN_MINUS.sub("\u2212", without_folders(finding.message))
        yield Remark(finding.level.value, finding.table, message)
    yield from _segment_notes(context)
    for one in metrics:
        if not one.is_defined:
            clause = one.headline.clause or "no value"
            yield Remark(_NOTE, one.title, f"not reported: {clause}")
        target = one.result.value.target
        if target is not None and target.set and _is_old(target.set, context.period.start):
            yield Remark(_NOTE, one.title, f"target set in {target.set}, over a year ago")


def _segment_notes(context: DeckContext) -> Iterator[Remark]:
    """Which small segments share the deck; where a customer counts that changed its segment (R14),
    or that no such change is known."""
    if context.members:
        listed = "; ".join(context.members)
        yield Remark(_NOTE, context.group_name, f"too small for decks of their own: {listed}")
    for name, origin in context.origins.items():
        if origin in _DATED_ORIGINS:
            said = (
                f"who moved between values of {name} in the period counts where it was at the "
                f"opening in cohorts and events, where it is at the closing in stocks ({origin})"
            )
        else:
            said = (
                f"{name} has one value per customer, valid for ever: past periods are shown by "
                f"the {name} of today"
            )
        yield Remark(_NOTE, f"Segments by {name}", said)


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
            text(one.level, Tone.BAD if one.level == _ERROR else Tone.MUTED),
            text(one.concerns, Tone.STRONG),
            text(one.message),
        )
        for one in remarks
    ]
    return Table(
        key="findings",
        title="Findings",
        subtitle="checks over whole tables",
        columns=(
            TableColumn("Level", weight=0.7), TableColumn("Concerns", weight=1.6),
            TableColumn("Finding", weight=7.0),
        ),
        rows=tuple(rows),
        alt=table_alt("Findings", [one.concerns for one in remarks]),
    )  # fmt: skip


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
