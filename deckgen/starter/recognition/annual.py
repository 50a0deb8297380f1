"""Whether an amount of a contract is per year, as ``acv`` must be, or per month or quarter, and
whether it is that of the whole contract or of one unit of several."""

from __future__ import annotations

from dataclasses import dataclass

from deckgen.starter.recognition.headers import phrase, words
from deckgen.starter.recognition.profile import Profile, Sheet

_PER_MONTH = frozenset({"monthly", "month", "mrr"})
_PER_YEAR = frozenset({"annual", "yearly", "year", "arr", "acv"})
_INTERVALS = frozenset(
    {
        "interval", "billing interval", "plan interval", "price interval", "billing period",
        "billing period unit", "billing frequency", "billing cycle", "billing term",
    }
)  # fmt: skip
_TIMES = {
    "month": 12, "monthly": 12, "months": 12, "quarter": 4, "quarterly": 4,
    "year": 1, "yearly": 1, "annual": 1, "annually": 1,
}  # fmt: skip
_UNITS = frozenset({"quantity", "qty", "seats", "seat count", "licenses", "licences", "units"})


@dataclass(frozen=True, slots=True)
class Annual:
    """What makes an amount one per year. ``times`` is ``None`` where rows differ; ``remedy`` is
    what to write then."""

    times: int | None
    why: str
    remedy: str = ""


def annual(sheet: Sheet, amount: Profile) -> Annual | None:
    """By the amount's name, else by a column that says how often is billed; ``None``: not said."""
    said = set(words(amount.name))
    if said & _PER_MONTH:
        return Annual(12, "per month by its name")
    if said & _PER_YEAR:
        return Annual(1, "per year by its name")
    for column in sheet.columns:
        if phrase(column.name) not in _INTERVALS or not column.filled:
            continue
        found = {_TIMES.get(value.lower()) for value in column.counts}
        if len(found) == 1 and (times := found.pop()) is not None:
            return Annual(times, f"{column.name!r} is always {column.samples[0]!r}")
        listed = ", ".join(map(repr, column.samples))
        return Annual(None, f"{column.name!r} differs by row ({listed})", _one_feed_each(column))
    return None


def per_unit(sheet: Sheet, amount: Profile) -> str | None:
    """The column that counts the units of a contract, if rows have more than one: an amount beside
    it may be the price of one."""
    for column in sheet.columns:
        several = column.high is not None and column.high > 1
        if column is not amount and phrase(column.name) in _UNITS and several:
            return column.name
    return None


def _one_feed_each(column: Profile) -> str:
    """How one file becomes a feed per interval; "" where an interval is not known."""
    known = {value: _TIMES.get(value.lower()) for value in column.counts}
    if None in known.values():
        return ""
    feeds = " and ".join(
        f"`where: {{{column.name}: {value}}}` with `times: {times}`"
        for value, times in sorted(known.items(), key=lambda item: -(item[1] or 0))
    )
    return f"map this file twice, {feeds}" if len(known) == 2 else f"map this file by {feeds}"
