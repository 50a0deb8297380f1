"""What makes a run pointless, told before anything is computed: a deck of "n/a" helps nobody."""

from __future__ import annotations

from collections.abc import Collection

from deckgen.config import Config
from deckgen.errors import DataError, Level, Location, error
from deckgen.model.metric import Reading
from deckgen.model.period import Period, day_number, day_of, month_label
from deckgen.model.quality import Staged


def refuse_contradictions(staged: Staged) -> None:
    """Raises ``DataError`` for findings of level error."""
    issues = [finding.issue() for finding in staged.findings if finding.level is Level.ERROR]
    if issues:
        raise DataError(issues)


def refuse_unusable(config: Config, staged: Staged) -> None:
    """Raises ``DataError`` for feeds of which no row is used: an export that holds its header
    only, a condition that nothing meets, a column in which nothing can be read."""
    issues = []
    for feed, account in zip(config.feeds, staged.accounts, strict=True):
        if account.used or account.duplicates:
            continue
        if not account.read:
            message = f"{account.display} holds no rows"
            hint = "export it again, or take it out of `tables` until it has rows"
            issues.append(error("data-351", message, feed.place("source"), hint))
        elif account.filtered:
            conditions = " and ".join(
                f"{name} is {' or '.join(map(str, values))}" for name, values in feed.where.items()
            )
            message = f"none of the {account.read:,} rows of {account.display} is used"
            hint = f"`where` keeps those in which {conditions}: compare the spelling"
            issues.append(error("data-352", message, feed.place("where"), hint))
        else:
            worst = max(account.rejections, key=lambda one: one.rows)
            samples = f" ({'; '.join(worst.samples)})" if worst.samples else ""
            message = (
                f"none of the {account.read:,} rows of {account.display} can be used: "
                f"{worst.cause}{samples}"
            )
            hint = "map the right column, or say how it is written: date_format, decimal"
            issues.append(error("data-353", message, feed.place("columns"), hint))
    if issues:
        raise DataError(issues)


def refuse_empty_period(
    staged: Staged, period: Period, agreed_until: int | None, place: Location | None
) -> None:
    """Raises ``DataError`` when no date of any table lies in the period.

    ``agreed_until`` is the last day that revenue derived from contracts is agreed for: a term
    that runs says something about the days to come, a rolling contract does not.
    """
    known = [
        (account.first_day, account.last_day)
        for account in staged.accounts
        if account.first_day is not None and account.last_day is not None
    ]
    first, last = day_number(period.start), day_number(period.end)
    if agreed_until is not None:
        known = [(begin, max(end, agreed_until)) for begin, end in known]
    if not known or any(begin <= last and first <= end for begin, end in known):
        return
    begin, end = min(day for day, _ in known), max(day for _, day in known)
    message = (
        f"there is no data in {period.name} ({period.start} to {period.end}): "
        f"the data runs from {day_of(begin)} to {day_of(end)}"
    )
    raise DataError(error("data-354", message, place, "report a period that the data covers"))


def refuse_nothing_computed(
    readings: Collection[Reading], period: Period, loaded: tuple[int, ...], place: Location | None
) -> None:
    """Raises ``DataError`` when no metric at all has a value in the period.

    ``readings`` are the metrics' headline values, ``loaded`` the months of revenue that there are.
    """
    if not readings or any(reading.value is not None for reading in readings):
        return
    message = f"none of the {len(readings)} metrics has a value in {period.name}"
    if loaded:
        message += f": revenue runs from {month_label(loaded[0])} to {month_label(loaded[-1])}"
    hint = "report another period; `deckgen check` says what each metric lacks"
    raise DataError(error("data-355", message, place, hint))
