"""How well one column of an export fits one canonical column, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckgen.model.table import TABLES, Column, ColumnType, Table
from deckgen.starter.recognition.codes import CODES, recoding, simple
from deckgen.starter.recognition.headers import is_loosely, phrase, plain_words, without_time
from deckgen.starter.recognition.names import NAMES
from deckgen.starter.recognition.profile import Profile
from deckgen.starter.recognition.systems import KnownExport, plain_header

_SURE = 0.99  # share of cells that must be what the header says
_FITS = 0.6  # below it the header is not believed
_FOUND = 0.95  # share of ids that must be known customers
_FEW = 5  # ids that are too few to prove anything
_EMPTY = 0.4  # what a header without a single value is worth: any column with values is better
_NEARLY_UNIQUE = 0.95
_OWN_IDS = frozenset({"contract_id", "response_id", "movement_id"})
_ID_WORDS = frozenset({"id", "ids", "ref", "reference", "key", "number", "code"})
_DELIVERY = frozenset({"email", "sms", "web", "in app", "inapp", "chat", "phone", "link", "app"})
_DATES = frozenset({ColumnType.DAY, ColumnType.MONTH})


@dataclass(frozen=True, slots=True)
class Ids:
    """The customers' own ids, and in which file they stand."""

    display: str
    values: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Match:
    """A source column for a canonical one. ``quality`` is 0..1; ``why`` is the evidence."""

    column: str
    profile: Profile
    quality: float
    sure: bool
    why: str
    place: int  # in the list of known names: earlier ones are better


@dataclass(frozen=True, slots=True)
class Blocked:
    """A source column that must not fill a canonical one as it is, and why."""

    column: str
    profile: Profile
    why: str


def matches(
    table: Table, profiles: tuple[Profile, ...], ids: tuple[Ids, ...], known: KnownExport | None
) -> tuple[list[Match], list[Blocked]]:
    """Every pair that fits, the best first, and the pairs that only seem to."""
    found: list[Match] = []
    blocked: list[Blocked] = []
    for column in table.columns:
        for profile in profiles:
            match = _match(table, column, profile, ids, known)
            if match is None:
                continue
            reason = _trap(table, column, profile)
            if known is not None and column.name in known.blocked:
                reason = known.blocked[column.name]
            if reason is not None:
                blocked.append(Blocked(column.name, profile, reason))
            else:
                found.append(match)
    names = table.names
    found.sort(key=lambda m: (-m.quality, m.place, names.index(m.column), m.profile.position))
    return found, blocked


def _match(
    table: Table, column: Column, profile: Profile, ids: tuple[Ids, ...], known: KnownExport | None
) -> Match | None:
    said, place, words = _said(table.name, column, profile, known)
    foreign = column.name == "customer_id" and table.name != "customers"
    if said is None:
        if not foreign:
            return None
        return _by_values(column, profile, ids)
    fits, filled = _fitting(table.name, column, profile, known)
    if filled and fits < _FITS * filled:
        return None
    empty = profile.rows > 0 and not profile.filled
    if empty and said < 1.0:
        return None  # a name that only suggests the column, and no value that speaks for it
    share = fits / filled if filled else _EMPTY if empty else 0.8
    sure = said == 1.0 and filled > 0 and share >= _SURE
    recoded = known is not None and column.name in known.values
    why = f"{words}; {_evidence(column, profile, fits, filled, recoded)}"
    quality = said * share
    if column.name == "customer_id":
        return _identified(table, column, profile, ids, Match(
            column.name, profile, quality, sure, words, place
        ))  # fmt: skip
    if column.name in _OWN_IDS and filled and not _is_own_id(profile):
        why = f"{words}, but no id: {_many(profile.distinct, 'different value')} in {filled} cells"
        return Match(column.name, profile, 0.3 * said, False, f"{why}, check", place)
    if column.name == "channel" and _DELIVERY.issuperset(map(simple, profile.counts)):
        why = f"{words}, but the values look like ways of sending a survey, check"
        return Match(column.name, profile, 0.6 * quality, False, why, place)
    return Match(column.name, profile, quality, sure, why, place)


def _is_own_id(profile: Profile) -> bool:
    """Whether a column can name the rows: hardly a value twice, hardly a value of several words."""
    spaced = sum(times for value, times in profile.counts.items() if " " in value)
    rare = profile.distinct >= _NEARLY_UNIQUE * profile.filled
    return rare and profile.looks_like_id and spaced < profile.filled / 20


def _said(
    table: str, column: Column, profile: Profile, known: KnownExport | None
) -> tuple[float | None, int, str]:
    """How clearly the header names the column (1, 0.6, 0.45, or not), and the words for it."""
    if known is not None and known.table == table:
        plain = plain_header(profile.name)
        if known.columns.get(column.name) == plain:
            return 1.0, 0, f"{known.title} says so"
        if known.maybe.get(column.name) == plain:
            return 0.6, 0, f"usual in {known.title}, check"
    names = NAMES[table].get(column.name)
    if names is None:
        return None, 0, ""
    header = phrase(profile.name)
    if column.type in _DATES:
        header = without_time(header)
    if header in names.strong:
        return 1.0, names.strong.index(header), "header says so"
    if header in names.weak:
        return 0.6, 100 + names.weak.index(header), f"{profile.name!r} may be it, check"
    if is_loosely(profile.name, names.strong):
        return 0.45, 200, f"{profile.name!r} is near it, check"
    return None, 0, ""


def _fitting(
    table: str, column: Column, profile: Profile, known: KnownExport | None
) -> tuple[int, int]:
    """Cells that can be read as the column's type after recoding, of how many."""
    if known is not None and column.name in known.values:
        return profile.filled, profile.filled
    if column.type is ColumnType.CODE and (table, column.name) in CODES:
        found = recoding(table, column.name, profile)
        share = sum(profile.counts[value] for value in found.known) if found else 0
        return share, profile.filled
    if column.type is ColumnType.TEXT and profile.filled:
        # days and flags are no names or labels; the ids 1 and 0 look like flags and are none
        flags = profile.distinct <= 2 and not column.name.endswith("_id")
        typed = max(profile.days, profile.flags if flags else 0)
        return profile.filled - typed, profile.filled
    return profile.fitting(column.type)


_KINDS = {
    ColumnType.DAY: "are days",
    ColumnType.MONTH: "are months",
    ColumnType.MONEY: "are amounts",
    ColumnType.SCORE: "are numbers",
    ColumnType.NUMBER: "are whole numbers",
    ColumnType.FACTOR: "are numbers",
    ColumnType.FLAG: "are yes or no",
    ColumnType.CODE: "are known words",
}
_ONE = {
    ColumnType.DAY: "a day",
    ColumnType.MONTH: "a month",
    ColumnType.MONEY: "an amount",
    ColumnType.SCORE: "a number",
    ColumnType.NUMBER: "a whole number",
    ColumnType.FACTOR: "a number",
    ColumnType.FLAG: "yes or no",
    ColumnType.CODE: "a known word",
}


def _evidence(
    column: Column, profile: Profile, fits: int, filled: int, recoded: bool = False
) -> str:
    if not profile.filled:
        return "no row has a value"
    if column.type is ColumnType.TEXT:
        return f"{_many(profile.distinct, 'different value')}"
    if recoded:
        return f"{fits} of {filled} values are known words"
    if filled == 1:
        return f"the only value {'is' if fits else 'is not'} {_ONE[column.type]}"
    return f"{fits} of {filled} values {_KINDS[column.type]}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _identified(
    table: Table, column: Column, profile: Profile, ids: tuple[Ids, ...], match: Match
) -> Match | None:
    """An id column needs more than a header: no value twice, or values of the customers' file."""
    if profile.filled and not profile.looks_like_id:
        return None
    if table.name == "customers":
        counted = f"{profile.distinct} different in {_many(profile.rows, 'row')}"
        sure = match.sure and profile.is_unique
        return Match(
            column.name, profile, match.quality, sure, f"{match.why}; {counted}", match.place
        )
    if not ids:
        counted = f"{_many(profile.distinct, 'different value')}, no file of customers to compare"
        named = phrase(profile.name) != "customer"  # a bare "Account" may hold names
        sure = match.sure and named
        return Match(
            column.name, profile, match.quality, sure, f"{match.why}; {counted}", match.place
        )
    found, display = _found(profile, ids)
    share = found / profile.distinct if profile.distinct else 0.0
    counted = f"{found} of {_many(profile.distinct, 'id')} found in {display}"
    if not found and profile.distinct:
        theirs, ours = profile.samples[0], min(ids[0].values, default="")
        counted = f"none of {_many(profile.distinct, 'id')} is in {display}: {theirs!r} here, "
        counted += f"{ours!r} there; map a column that both have"
    return Match(
        column=column.name,
        profile=profile,
        quality=min(match.quality + (0.2 if share >= _FOUND else 0.0), 1.2),
        sure=match.sure and share >= _FOUND,
        why=f"{match.why}; {counted}",
        place=match.place,
    )


def _found(profile: Profile, ids: tuple[Ids, ...]) -> tuple[int, str]:
    """How many values are ids of the customers' file that knows most of them, and which it is."""
    counts = [sum(value in one.values for value in profile.counts) for one in ids]
    best = max(counts)
    return best, ids[counts.index(best)].display


def _by_values(column: Column, profile: Profile, ids: tuple[Ids, ...]) -> Match | None:
    if not ids or profile.distinct < _FEW:
        return None
    if profile.numbers == profile.filled and not _ID_WORDS.intersection(plain_words(profile.name)):
        return None  # a count of 1 to 20 is among the ids 1 to 500, too
    found, display = _found(profile, ids)
    if found < _FOUND * profile.distinct:
        return None
    why = f"{found} of {profile.distinct} values are ids of {display}, check"
    return Match(column.name, profile, 0.4, False, why, 300)


def _trap(table: Table, column: Column, profile: Profile) -> str | None:
    """Why an amount that looks right is not, by what its header says."""
    said = set(plain_words(profile.name))
    if column.type is not ColumnType.MONEY:
        return None
    if said & {"cents", "cent", "minor"}:
        return f"{profile.name!r} is in cents by its name: divide by 100 in the export, then map it"
    if column.name == "amount" and table.name == "revenue" and said & {"current", "today"}:
        return f"{profile.name!r} is today's value in every row by its name, not the month's"
    if column.name in {"tcv", "renewed_acv"} and said & {"monthly", "mrr", "month"}:
        return f"{profile.name!r} is per month by its name, and {column.name} is not"
    return None


def required_names(table: str) -> tuple[str, ...]:
    """The columns without which the table says nothing."""
    return tuple(column.name for column in TABLES[table].columns if column.required)
