"""``period``: the calendar, and which of its periods the deck reports."""

from __future__ import annotations

import zoneinfo
from datetime import date, timedelta
from itertools import pairwise

from deckgen.config.findings import Findings
from deckgen.config.loaded import LATEST, Config, PeriodSettings
from deckgen.config.nodes import MappingNode
from deckgen.config.schema import CalendarPeriodModel, PeriodModel
from deckgen.errors import ConfigError, Location, did_you_mean, error
from deckgen.model.period import Calendar, Grain, Period, day_number, last_of_month


def read_period(
    model: PeriodModel, node: MappingNode | None, start: Location, findings: Findings
) -> PeriodSettings:
    """The settings; what is wrong goes to ``findings`` and falls back to a default."""
    grain = Grain(model.grain)
    explicit = _explicit(model.calendar or [], grain, node, start, findings)
    calendar = Calendar(grain, model.fiscal_year_start_month, model.fiscal_year_label, explicit)
    current = model.current
    if current != LATEST:
        current = _current(current, calendar, model.as_of, node, start, findings)
    _check_timezone(model.timezone, _value(node, "timezone", start), findings)
    return PeriodSettings(calendar, current, model.history, model.as_of, model.timezone)


def _value(node: MappingNode | None, key: str, otherwise: Location) -> Location:
    found = node.get(key) if node is not None else None
    return found.location if found is not None else otherwise


def _current(
    text: str,
    calendar: Calendar,
    as_of: date | None,
    node: MappingNode | None,
    start: Location,
    findings: Findings,
) -> str:
    where = _value(node, "current", start)
    try:
        period = calendar.parse(text)
    except ValueError as problem:
        close = did_you_mean(text, [LATEST])
        hint = close if close and close.startswith("did") else "or `latest`"
        findings.error("config-140", str(problem), where, hint)
        return LATEST
    if as_of is not None and as_of < period.start:
        message = f"as_of {as_of} lies before {period.name} begins ({period.start})"
        hint = "report an earlier period, or leave as_of out"
        findings.error("config-140", message, _value(node, "as_of", start), hint)
    return period.name


def _explicit(
    models: list[CalendarPeriodModel],
    grain: Grain,
    node: MappingNode | None,
    start: Location,
    findings: Findings,
) -> tuple[Period, ...]:
    where = _value(node, "calendar", start)
    periods: list[Period] = []
    for model in models:
        if model.end < model.start:
            message = f"{model.name!r} ends ({model.end}) before it starts ({model.start})"
            findings.error("config-141", message, where, "swap start and end")
            continue
        if any(one.name.lower() == model.name.lower() for one in periods):
            findings.error("config-141", f"two periods are called {model.name!r}", where)
            continue
        label = model.label or model.name
        periods.append(Period(model.start, model.end, grain, model.name, label, label))
    periods.sort(key=lambda one: one.start)
    for before, after in pairwise(periods):
        if after.start != before.end + timedelta(days=1):
            kind = "overlap" if after.start <= before.end else "leave a gap"
            findings.error(
                "config-141",
                f"{before.name!r} and {after.name!r} {kind}",
                where,
                f"{after.name!r} should start on {before.end + timedelta(days=1)}",
            )
    return tuple(periods)


def _check_timezone(name: str, where: Location, findings: Findings) -> None:
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        known = zoneinfo.available_timezones()
        close = did_you_mean(name, known)
        hint = close if close and close.startswith("did") else "for example UTC or Europe/Berlin"
        findings.error("config-142", f"{name!r} is not a time zone", where, hint)


def current_period(config: Config, last_complete_month: int | None) -> Period:
    """The period the deck reports.

    ``latest`` is the last period that ends by the last complete month of the data (and by
    ``as_of``). Raises :class:`ConfigError` when no period is complete.
    """
    settings = config.period
    calendar = settings.calendar
    if settings.current != LATEST:
        return calendar.parse(settings.current)
    where = config.place("period.current")
    if last_complete_month is None:
        raise ConfigError(
            error(
                "config-143",
                "the latest period is unknown: the data holds no complete month",
                where,
                "name the period, for example  current: 2025-Q2",
            )
        )
    day = last_of_month(last_complete_month)
    if settings.as_of is not None:
        day = min(day, settings.as_of)
    if calendar.explicit:
        complete = [period for period in calendar.explicit if period.end <= day]
        if complete:
            return max(complete, key=lambda period: period.end)
        raise ConfigError(
            error("config-143", f"no period of the calendar ends by {day}", where, None)
        )
    period = calendar.containing(day)
    return period if day_number(period.end) <= day_number(day) else calendar.before(period)
