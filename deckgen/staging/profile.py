"""What a column's own values say about its decimal sign and its order of day and month.

Nothing is guessed: a column that can be read in two ways is an error that asks for a declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from deckgen.engine.cells import cell_text
from deckgen.engine.duckdb import DuckDB
from deckgen.errors import Issue, Level, error
from deckgen.model.quality import Finding
from deckgen.model.table import ColumnType
from deckgen.staging import cast, dates, masks, operands
from deckgen.staging.cast import Reading
from deckgen.staging.mapping import Binding, Bound
from deckgen.staging.masks import Shape
from deckgen.staging.text import PLAIN, one_of

_Count = tuple[int, str]  # how many cells, one of them


@dataclass(frozen=True, slots=True)
class Profile:
    """How each bound column is read. ``tidy``: texts and codes that are stored as they stand, of
    which ``trusted`` were not looked at."""

    readings: Mapping[int, Reading]
    tidy: frozenset[int] = frozenset()
    trusted: frozenset[int] = frozenset()
    issues: tuple[Issue, ...] = ()
    findings: tuple[Finding, ...] = ()


def profile(engine: DuckDB, binding: Binding, timezone: str, *, trust_ids: bool = False) -> Profile:
    """Looks at the values of a feed's columns and decides how to read them.

    ``trust_ids``: customer ids of Parquet files stand as they are meant, unless ``customers`` does
    not know them, which the caller finds out. The issues ask for a declaration: mapping-404 for
    ``decimal``, mapping-405 for ``date_format``.
    """
    return _Look(engine, binding, timezone).profile(trust_ids)


class _Look:
    """One feed: its shapes first, then, where dates need it, the order of day and month."""

    def __init__(self, engine: DuckDB, binding: Binding, timezone: str) -> None:
        self._engine = engine
        self._binding = binding
        self._timezone = timezone
        self._decimal = binding.feed.decimal or binding.loaded.source.decimal
        self._date_format = binding.feed.date_format or binding.loaded.source.date_format
        self._issues: list[Issue] = []
        self._findings: list[Finding] = []

    def profile(self, trust_ids: bool) -> Profile:
        bound = list(enumerate(self._binding.bound))
        big = frozenset(i for i, one in bound if self._is_big_text(one))
        ids = frozenset(i for i in big if trust_ids and self._is_of_another_table(bound[i][1]))
        texts = big - self._untidy(sorted(big - ids))
        shapes = self._shapes()
        orders = self._orders(shapes)
        readings = {}
        for index, one in bound:
            own = shapes.get(index, ())
            reading = Reading(date_format=self._date_format, timezone=self._timezone)
            if one.column.type in cast.NUMBERS:
                sign = self._sign(one, own)
                reading = replace(reading, decimal=sign, plain=masks.all_plain(own, sign))
            elif one.column.type is ColumnType.CODE:
                reading = replace(reading, exact=index in texts)
            elif one.column.type in cast.DATES:
                kinds = {masks.date_kind(shape.mask) for shape in own} - {None}
                reading = replace(reading, kinds=frozenset(map(str, kinds)))
                reading = replace(reading, order=self._order(index, own, orders))
            readings[index] = reading
        written = frozenset(i for i, one in bound if self._is_text_of_number(one))
        return Profile(readings, texts | written, ids, tuple(self._issues), tuple(self._findings))

    def _is_big_text(self, one: Bound) -> bool:
        """A Parquet text that may be taken as it is: cleaning it whenever it is read is slow."""
        return (
            one.column.type.is_text
            and one.native == "VARCHAR"
            and one.source is not None
            and not one.values
            and self._binding.loaded.is_parquet
        )

    def _is_of_another_table(self, one: Bound) -> bool:
        """An id that ``customers`` must know, whose own ids are looked at."""
        return one.column.name == "customer_id" and self._binding.table.name != "customers"

    def _is_text_of_number(self, one: Bound) -> bool:
        """A text, an id most often, that Parquet holds as an exact number."""
        exact = cast.scale_of(one.native) is not None and self._binding.loaded.is_parquet
        wanted = one.column.type is ColumnType.TEXT and one.source is not None
        return exact and wanted and not one.values

    def _untidy(self, columns: list[int]) -> frozenset[int]:
        if not columns:
            return frozenset()
        counts = ", ".join(
            f"COUNT(CASE WHEN NOT {self._stands(index)} THEN 1 END)" for index in columns
        )
        picked = operands.picked(self._binding, frozenset(columns), frozenset(columns))
        (row,) = self._engine.rows(f"SELECT {counts} FROM ({picked})")
        return frozenset(index for index, count in zip(columns, row, strict=True) if count)

    def _stands(self, index: int) -> str:
        """SQL condition: a text is stored as it is."""
        column, cell = self._binding.bound[index].column, operands.cell_name(index)
        if column.type is ColumnType.CODE:
            return f"{cell} IN {one_of(column.codes)}"
        return f"regexp_full_match({cell}, '{PLAIN}')"

    def _shapes(self) -> dict[int, tuple[Shape, ...]]:
        """The shapes of all columns that may hold numbers or dates as text."""
        found: dict[int, list[Shape]] = {}
        asked: dict[int, str] = {}
        for index, one in enumerate(self._binding.bound):
            if one.column.type not in cast.NUMBERS | cast.DATES or operands.is_native(one):
                continue
            found[index] = []
            if one.source is None:
                text = cell_text(one.constant)
                found[index] = [masks.shape_of(text.strip())] if text else []
                continue
            asked[index] = self._text(index, one)
        if asked:
            picked = operands.picked(self._binding, only=frozenset(asked))
            texts, numbers = ", ".join(asked.values()), ", ".join(map(str, asked))
            rows = self._engine.rows(
                f"SELECT i, {masks.mask('text')} AS mask, {masks.starts_with_zero('text')} AS zero,"
                " SUM(n), MIN(text) FROM (SELECT i, text, COUNT(*) AS n FROM ("
                f"SELECT unnest([{texts}]) AS text, unnest([{numbers}]) AS i FROM ({picked}))"
                f" WHERE length(text) <= {masks.LONGEST} GROUP BY i, text) GROUP BY i, mask, zero"
            )
            for number, mask, zero, count, example in rows:
                shape = Shape(str(mask), bool(zero), int(count or 0), str(example))
                found[int(number or 0)].append(shape)
        return {index: tuple(shapes) for index, shapes in found.items()}

    def _text(self, index: int, one: Bound) -> str:
        """A cell as text; a number of a workbook says nothing about how texts are written."""
        cell = operands.cell_name(index)
        number = one.column.type in cast.NUMBERS
        typed = number and operands.has_numeric_mark(self._binding, one)
        return (
            f"CASE WHEN n{index} AND {cell} IS NOT NULL THEN '0' ELSE {cell} END" if typed else cell
        )

    def _sign(self, one: Bound, shapes: tuple[Shape, ...]) -> str:
        if self._decimal is not None:
            return self._decimal
        counts: dict[str, _Count] = {}
        for shape in shapes:
            evidence = masks.decimal_evidence(shape)
            if evidence is not None:
                cells, example = counts.get(evidence, (0, shape.example))
                counts[evidence] = (cells + shape.cells, min(example, shape.example))
        return self._decide_sign(one, counts)

    def _decide_sign(self, one: Bound, counts: Mapping[str, _Count]) -> str:
        point, comma = counts.get("point"), counts.get("comma")
        dot, either_comma = counts.get("either dot"), counts.get("either comma")
        if point and comma:
            self._findings.append(_contradiction(self._binding, one, point, comma))
            return "." if point[0] >= comma[0] else ","
        if point or comma:
            return "." if point else ","
        if dot and either_comma:
            self._findings.append(_contradiction(self._binding, one, dot, either_comma))
            return "."
        if one.column.type in {ColumnType.SCORE, ColumnType.FACTOR}:
            return "," if either_comma else "."  # a rate or a score holds no thousands
        if dot:
            self._issues.append(
                error(
                    "mapping-404",
                    f"column {one.source!r} of {self._binding.loaded.display}: {dot[1]!r} may be"
                    " a number of thousands or one with three decimals, and no value decides it",
                    self._binding.feed.place("columns", one.column.name),
                    'declare decimal: "," (thousands) or decimal: "." (decimals)',
                )
            )
        return "."

    def _orders(self, shapes: Mapping[int, tuple[Shape, ...]]) -> dict[int, dict[str, _Count]]:
        """Evidence for the order of day and month, of the columns that need it."""
        asked = {
            index: dates.order_evidence(operands.cell_name(index))
            for index, own in shapes.items()
            if self._date_format is None
            and self._binding.bound[index].source is not None
            and self._binding.bound[index].column.type in cast.DATES
            and any(masks.date_kind(shape.mask) == "ordered" for shape in own)
        }
        if not asked:
            return {}
        wanted = ", ".join(
            f"COUNT(CASE WHEN {condition} THEN 1 END),"
            f" MIN(CASE WHEN {condition} THEN {operands.cell_name(index)} END)"
            for index, conditions in asked.items()
            for condition in conditions.values()
        )
        found = iter(
            self._engine.rows(f"SELECT {wanted} FROM ({operands.picked(self._binding)})")[0]
        )
        return {
            index: {name: (int(next(found) or 0), str(next(found) or "")) for name in conditions}
            for index, conditions in asked.items()
        }

    def _order(
        self, index: int, shapes: tuple[Shape, ...], orders: Mapping[int, Mapping[str, _Count]]
    ) -> str | None:
        """Day or month first. Declared formats need none; a fixed value must be written clearly."""
        if self._date_format is not None:
            return None
        one = self._binding.bound[index]
        counts = orders.get(index, {})
        day, month = counts.get("day_first", (0, "")), counts.get("month_first", (0, ""))
        either = counts.get("either", (0, ""))
        short = [shape for shape in shapes if masks.date_kind(shape.mask) == "short year"]
        place = self._binding.feed.place("columns", one.column.name)
        column = f"column {one.source!r} of {self._binding.loaded.display}"
        cause = None
        if short:
            cause = f"{column}: {short[0].example!r} has a year of two digits"
        elif day[0] and month[0]:
            cause = f"{column} holds both {day[1]!r} and {month[1]!r}"
        elif either[0] and not day[0] and not month[0]:
            cause = f"{column}: {either[1]!r} may be day first or month first"
        if cause is not None:
            written = short[0].example if short else day[1] or either[1]
            mark = next((one for one in written if one in "/.-"), "/")
            year = "%y" if short else "%Y"
            day_first, month_first = (f"%{a}{mark}%{b}{mark}{year}" for a, b in ("dm", "md"))
            hint = f'declare date_format: "{day_first}" or "{month_first}"'
            self._issues.append(error("mapping-405", cause, place, hint))
            return None
        if not day[0] and not month[0]:
            # nothing of the kind, or 05/05/2025, where the order does not matter
            return dates.DAY_FIRST if one.source is not None else None
        order, example = (dates.DAY_FIRST, day) if day[0] else (dates.MONTH_FIRST, month)
        self._findings.append(
            Finding(
                Level.NOTE,
                "data-306",
                self._binding.table.name,
                f"{column} is read with the {order}: {example[1]!r} allows no other order",
                example[0],
                place,
                "declare date_format to be independent of the values",
            )
        )
        return order


def _contradiction(
    binding: Binding, bound: Bound, one: tuple[int, str], other: tuple[int, str]
) -> Finding:
    return Finding(
        Level.ERROR,
        "data-307",
        binding.table.name,
        f"column {bound.source!r} of {binding.loaded.display} is written in two ways:"
        f" {one[1]!r} ({one[0]} cells) and {other[1]!r} ({other[0]} cells)",
        min(one[0], other[0]),
        binding.feed.place("columns", bound.column.name),
        'declare decimal: "." or decimal: ","',
    )
