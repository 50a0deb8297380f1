"""Days and months in text.

Read without being told: ISO dates and timestamps, ``20250301``, dates with a named month
(``1 Mar 2025``, ``Mar 1, 2025``, ``01-Mar-25``) and serial numbers of a workbook, if the cell was
a number. ``01/02/2026`` is read only in a declared format, or when the column itself leaves a
single order of day and month. A timestamp with a zone becomes the day it was in the deck's zone.
"""

from __future__ import annotations

from deckgen.engine.names import literal

DAY_FIRST = "day first"
MONTH_FIRST = "month first"

_TIME = "[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?"
_CLOCK = f"([ T,]+{_TIME}( ?[AaPp]\\.?[Mm]\\.?)?)?"
_ORDERED = f"([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}){_CLOCK}"
_NAIVE = f"[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}[ T]+{_TIME}"
_ZONED = f"{_NAIVE} ?(Z|z|UTC|GMT|[-+][0-9]{{2}}(:?[0-9]{{2}})?)"
_ISO = "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
_FIRST, _LAST = "DATE '1990-01-01'", "DATE '2100-12-31'"
_DIRECTIVES = frozenset("aAbBdmyYHIpMSfgnzZjwu%")


def unknown_directive(date_format: str) -> str | None:
    """The first directive of a strptime format that is not understood, or ``None``."""
    rest = date_format
    while "%" in rest:
        _, _, rest = rest.partition("%")
        rest = rest.removeprefix("-")
        if rest[:1] not in _DIRECTIVES:
            return f"%{rest[:1]}"
        rest = rest[1:]
    return None


def order_evidence(text: str) -> dict[str, str]:
    """SQL conditions: what a text says about the order of day and month in its column."""
    parts = f"regexp_extract({text}, '^{_ORDERED}$', ['a', 'b'])"
    first, second = f"TRY_CAST({parts}.a AS INTEGER)", f"TRY_CAST({parts}.b AS INTEGER)"
    return {
        "day_first": f"{first} BETWEEN 13 AND 31 AND {second} <= 12",
        "month_first": f"{second} BETWEEN 13 AND 31 AND {first} <= 12",
        "either": f"{first} <= 12 AND {second} <= 12 AND {first} <> {second}",
    }


def date_of(
    text: str,
    numeric: str,
    kinds: frozenset[str],
    *,
    date_format: str | None,
    order: str | None,
    timezone: str,
) -> str:
    """SQL of a DATE from a text, NULL if it is none.

    ``kinds``: how the column's texts are written (``masks.date_kind``); other texts are no dates.
    ``numeric``: SQL condition that the cell was a number.
    """
    slashes = f"replace({text}, '/', '-')"
    serial = f"DATE '1899-12-30' + CAST(left({text}, 5) AS INTEGER)"
    of_moment = f"TRY_CAST(regexp_extract({slashes}, '^[0-9-]+') AS DATE)"
    picked = "\\3-\\2-\\1" if order == DAY_FIRST else "\\3-\\1-\\2"
    cases = {
        "iso": (_matches(text, _ISO), f"TRY_CAST({slashes} AS DATE)"),
        "moment": (_matches(text, _NAIVE), of_moment),
        "zoned": (_matches(text, _ZONED), _zoned(text, timezone)),
        "compact": (_matches(text, "[0-9]{8}"), f"CAST(TRY_STRPTIME({text}, '%Y%m%d') AS DATE)"),
        "serial": (f"{numeric} AND {_matches(text, '[0-9]{5}([.][0-9]+)?')}", serial),
        "ordered": (
            _matches(text, _ORDERED),
            f"TRY_CAST(regexp_replace({text}, '^{_ORDERED}$', '{picked}') AS DATE)",
        ),
        "named": (f"regexp_matches({text}, '[A-Za-z]')", _named(text)),
    }
    if order is None:
        del cases["ordered"]
    return _first_of(text, cases, kinds, date_format, timezone)


def _matches(text: str, pattern: str) -> str:
    return f"regexp_full_match({text}, '{pattern}')"


def _first_of(
    text: str,
    cases: dict[str, tuple[str, str]],
    kinds: frozenset[str],
    date_format: str | None,
    timezone: str,
) -> str:
    """The declared format first, then the kinds that occur."""
    known = " ".join(
        f"WHEN {condition} THEN {value}"
        for kind, (condition, value) in cases.items()
        if kind in kinds
    )
    found = f"CASE {known} END" if known else "CAST(NULL AS DATE)"
    if date_format is None:
        return found
    declared = _declared(text, date_format, timezone)
    return f"coalesce({declared}, {found})" if known else declared


def _zoned(text: str, timezone: str) -> str:
    """The local day of a moment; seconds cannot change it. The engine's own zone is UTC."""
    shape = (
        "^([0-9]+)[-/]([0-9]+)[-/]([0-9]+)[ T]+([0-9]+:[0-9]+)"
        "[0-9:.,]* ?(Z|z|UTC|GMT)?([-+][0-9:]+)?$"
    )
    moment = f"regexp_replace({text}, '{shape}', '\\1-\\2-\\3 \\4:00\\6')"
    local = f"timezone({literal(timezone)}, TRY_CAST({moment} AS TIMESTAMPTZ))"
    return f"CAST({local} AS DATE)"


def _named(text: str) -> str:
    """A date with a named month: ordinals, weekday and time of day do no harm."""
    bare = f"regexp_replace({text}, '[ T,]+[0-9]{{1,2}}:.*$', '')"
    bare = f"regexp_replace({bare}, '^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,.]+', '', 'i')"
    bare = f"regexp_replace({bare}, '([0-9])(st|nd|rd|th)([^a-z]|$)', '\\1\\3', 'i')"
    orders = [form for month in ("%b", "%B") for form in _orders(month)]
    return _by_year(_spaced(bare), orders, ["%d %b %y", "%d %B %y"])


def _orders(month: str) -> tuple[str, str, str]:
    return f"%d {month} %Y", f"{month} %d %Y", f"%Y {month} %d"


def _by_year(text: str, long: list[str], short: list[str]) -> str:
    """By whether the year has four digits or two: strptime would take 25 for the year 25."""
    four, two = (", ".join(map(literal, formats)) for formats in (long, short))
    return (
        f"CAST(CASE WHEN regexp_matches({text}, '[0-9]{{4}}') THEN TRY_STRPTIME({text}, [{four}])"
        f" ELSE TRY_STRPTIME({text}, [{two}]) END AS DATE)"
    )


def _spaced(text: str) -> str:
    """Words and numbers separated by one space, September as strptime wants it."""
    spaced = f"regexp_replace(trim({text}), '[-/., '']+', ' ', 'g')"
    return f"regexp_replace({spaced}, 'sept( |$)', 'Sep\\1', 'i')"


def _declared(text: str, date_format: str, timezone: str) -> str:
    parsed = f"TRY_STRPTIME({text}, {literal(date_format)})"
    if "%z" in date_format or "%Z" in date_format:
        parsed = f"timezone({literal(timezone)}, {parsed})"
    return f"CAST({parsed} AS DATE)"


def day_number(date: str) -> str:
    """SQL of the day number of a DATE between 1990 and 2100; NULL outside."""
    return f"CASE WHEN {date} BETWEEN {_FIRST} AND {_LAST} THEN {date} - DATE '1970-01-01' END"


def month_number(date: str) -> str:
    """SQL of the month number of a DATE between 1990 and 2100; NULL outside."""
    number = f"CAST(year({date}) AS BIGINT) * 12 + month({date}) - 1"
    return f"CASE WHEN {date} BETWEEN {_FIRST} AND {_LAST} THEN {number} END"


def month_date(
    text: str,
    numeric: str,
    kinds: frozenset[str],
    *,
    date_format: str | None,
    order: str | None,
    timezone: str,
) -> str:
    """SQL of a DATE inside the month that a text names: ``2025-03``, ``Mar 2025``, any date."""
    dashed = f"regexp_replace({text}, '[/.]', '-')"
    turned = f"regexp_replace({text}, '^([0-9]+)[-/.]([0-9]+)$', '\\2-\\1-01')"
    long = ["%b %Y", "%B %Y", "%Y %b", "%Y %B"]
    cases = {
        "year month": (
            _matches(text, "[0-9]{4}[-/.][0-9]{1,2}"),
            f"TRY_CAST({dashed} || '-01' AS DATE)",
        ),
        "compact month": (
            _matches(text, "[0-9]{6}"),
            f"CAST(TRY_STRPTIME({text} || '01', '%Y%m%d') AS DATE)",
        ),
        "month year": (_matches(text, "[0-9]{1,2}[-/.][0-9]{4}"), f"TRY_CAST({turned} AS DATE)"),
        "named month": (
            _matches(text, "[A-Za-z]{3,9}[-/., '']+[0-9]{2,4}|[0-9]{4}[-/., ]+[A-Za-z]{3,9}"),
            _by_year(_spaced(text), long, ["%b %y", "%B %y"]),
        ),
    }
    days = date_of(text, numeric, kinds, date_format=None, order=order, timezone=timezone)
    if kinds - cases.keys():
        cases["day"] = ("TRUE", days)
    return _first_of(text, cases, kinds | {"day"}, date_format, timezone)
