"""A feed held against the columns that its source really has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from deckgen.errors import Issue, Location, did_you_mean, error, warning
from deckgen.model.feed import Adjustment, Feed, Scalar
from deckgen.model.table import TABLES, Column, Table
from deckgen.staging.dates import unknown_directive
from deckgen.staging.loaded import Loaded

_LISTED = 12


@dataclass(frozen=True, slots=True)
class Bound:
    """One canonical or own column of a feed, and what fills it.

    ``source`` is the name in the user's file, ``physical`` and ``native`` the engine's name and
    type of it; a fixed value has ``constant`` instead. ``adjust`` is done to every cell.
    """

    column: Column
    source: str | None = None
    physical: str | None = None
    native: str = "VARCHAR"
    constant: Scalar = None
    values: Mapping[str, Scalar] | None = None
    adjust: Adjustment | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """A feed whose columns are all found. ``number`` is its place among the feeds."""

    number: int
    feed: Feed
    table: Table
    loaded: Loaded
    bound: tuple[Bound, ...]
    where: tuple[tuple[str, tuple[Scalar, ...]], ...]  # physical column, values

    @property
    def relation(self) -> str:
        """What the engine calls the feed's rows."""
        return f"staging_feed_{self.number}"

    @property
    def extras(self) -> tuple[str, ...]:
        """The user's own columns."""
        return tuple(
            one.column.name for one in self.bound if self.table.column(one.column.name) is None
        )

    def get(self, name: str) -> Bound | None:
        """What fills a column, if anything."""
        return next((one for one in self.bound if one.column.name == name), None)


def bind(number: int, feed: Feed, loaded: Loaded) -> tuple[Binding, list[Issue]]:
    """The feed's columns as the engine has them, and everything that is wrong with the mapping.

    ========== ==================================================================
    mapping-401 a mapped column is not in the source
    mapping-402 a required column is neither mapped nor set
    mapping-406 ``where`` names a column that is not in the source
    mapping-407 ``date_format`` holds a directive that strptime does not know
    mapping-410 a column is mapped and set, or differs from a known one by case only
    mapping-411 (warning) an own column is called nearly like a known one
    ========== ==================================================================
    """
    table = TABLES[feed.table]
    issues = [*_missing(feed, loaded), *_names(feed, table), *_required(feed, table)]
    issues += _formats(feed, loaded)
    bound = []
    for name in (*table.names, *_own(feed, table)):
        column = table.column(name) or Column(name)
        if name in feed.set:
            bound.append(Bound(column, constant=feed.set[name]))
        elif name in feed.columns and feed.columns[name] in loaded.columns:
            source = feed.columns[name]
            physical, native = loaded.columns[source]
            values, adjust = feed.values.get(name), feed.adjust.get(name)
            bound.append(Bound(column, source, physical, native, values=values, adjust=adjust))
    where = tuple(
        (loaded.columns[column][0], values)
        for column, values in feed.where.items()
        if column in loaded.columns
    )
    return Binding(number, feed, table, loaded, tuple(bound), where), issues


def _own(feed: Feed, table: Table) -> tuple[str, ...]:
    mapped = dict.fromkeys([*feed.columns, *feed.set])
    return tuple(name for name in mapped if table.column(name) is None)


def _missing(feed: Feed, loaded: Loaded) -> list[Issue]:
    issues = []
    for name, source in feed.columns.items():
        if source not in loaded.columns:
            place = feed.place("columns", name)
            issues.append(_not_found("mapping-401", source, loaded, place=place))
    for source in feed.where:
        if source not in loaded.columns:
            place = feed.place("where", source)
            issues.append(_not_found("mapping-406", source, loaded, place=place))
    return issues


def _not_found(code: str, column: str, loaded: Loaded, *, place: Location | None) -> Issue:
    names = tuple(loaded.columns)
    close = get_close_matches(column, names, n=1, cutoff=0.6)
    folded = [name for name in names if name.casefold() == column.casefold()]
    nearest = (folded or close)[:1]
    listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
    guess = f"did you mean {nearest[0]!r}? " if nearest else ""
    return error(
        code,
        f"column {column!r} not found in {loaded.display}",
        place,
        f"{guess}columns are: {listed}",
    )


def _names(feed: Feed, table: Table) -> list[Issue]:
    issues = []
    for name in feed.columns:
        if name in feed.set:
            message = f"{name!r} is both mapped to a column and set to a fixed value"
            issues.append(error("mapping-410", message, feed.place("set", name)))
    taken = {name.casefold(): name for name in table.names}
    for name in _own(feed, table):
        place = feed.place("columns", name)
        twin = taken.setdefault(name.casefold(), name)
        if twin != name:
            message = f"{name!r} and {twin!r} of table {table.name} differ by case only"
            issues.append(error("mapping-410", message, place, f"did you mean {twin!r}?"))
            continue
        free = [known for known in table.names if known not in feed.columns]
        if get_close_matches(name, free, n=1, cutoff=0.8):
            message = f"{name!r} is no column of table {table.name}; it is kept as your own"
            issues.append(warning("mapping-411", message, place, did_you_mean(name, free)))
    return issues


def _required(feed: Feed, table: Table) -> list[Issue]:
    return [
        error(
            "mapping-402",
            f"table {table.name} needs a column {column.name!r}: map it or set it",
            feed.place("columns"),
            f"columns: {{{column.name}: …}}",
        )
        for column in table.columns
        if column.required and column.name not in feed.columns and column.name not in feed.set
    ]


def _formats(feed: Feed, loaded: Loaded) -> list[Issue]:
    declared = {
        feed.date_format: feed.place("date_format"),
        loaded.source.date_format: loaded.source.place("date_format"),
    }
    issues = []
    for date_format, place in declared.items():
        wrong = None if date_format is None else unknown_directive(date_format)
        if wrong is not None:
            message = f"date_format {date_format!r} holds {wrong!r}, which is no part of a date"
            hint = "for instance %d/%m/%Y, %m/%d/%Y, %d.%m.%y"
            issues.append(error("mapping-407", message, place, hint))
    return issues
