"""What one text of an export says: a day, a month, a number, yes or no.

It follows the rules by which staging casts (a day/month order is never guessed), so that what a
proposal calls a date is one later, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

BLANKS = frozenset(
    {"na", "n/a", "#n/a", "null", "none", "nil", "nan", "-", "--", "#null!", "(blank)"}
)
"""Words that exports write for an empty cell."""

_TRUE = frozenset({"true", "t", "yes", "y", "1", "1.0", "on"})
_FALSE = frozenset({"false", "f", "no", "n", "0", "0.0", "off"})

_CODE_LIST = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY "
    "KES KRW KWD MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON SAR SEK SGD THB TRY TWD UAH "
    "USD VND ZAR"
)
CURRENCY_CODES = frozenset(_CODE_LIST.split())
_SYMBOLS = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "R$": "BRL",
    "S$": "SGD", "HK$": "HKD", "€": "EUR", "₹": "INR", "₩": "KRW", "₺": "TRY", "₪": "ILS",
    "ZŁ": "PLN", "$": "$", "£": "£", "¥": "¥",
}  # fmt: skip
SHARED_SYMBOLS = {"$": "USD", "£": "GBP", "¥": "JPY"}
"""Symbols of several currencies, and the most usual of them: a guess, never a fact."""

_MONEY = "|".join(re.escape(one) for one in sorted([*_SYMBOLS, *CURRENCY_CODES], key=len)[::-1])
_NUMBER = re.compile(
    rf"(\(?) *([-+]?) *((?:{_MONEY})?) *([-+]?) *([0-9](?:[0-9 .,']*[0-9])?[.,]?|[.,][0-9]+) *"
    rf"(%?) *((?:{_MONEY})?) *(-?)(\)?)"
)
_POINT = re.compile(
    r"([0-9]+|[1-9][0-9]{0,2}(,[0-9]{2,3})*,[0-9]{3}|[1-9][0-9]{0,2}( [0-9]{3})+"
    r"|[1-9][0-9]{0,2}('[0-9]{3})+)(\.[0-9]*)?|\.[0-9]+"
)
_COMMA = re.compile(
    r"([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+|[1-9][0-9]{0,2}( [0-9]{3})+"
    r"|[1-9][0-9]{0,2}('[0-9]{3})+)(,[0-9]*)?|,[0-9]+"
)
_PLAIN = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,12})?")
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_QUOTES = re.compile("[\u2019\u02bc´`]")
_DASHES = re.compile("[\u2212\u2013]")

_CLOCK = r"[ T,]+[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2}(?P<fraction>[.,][0-9]+)?)?"
_ISO = re.compile(
    rf"([0-9]{{4}})[-/]([0-9]{{1,2}})[-/]([0-9]{{1,2}})"
    rf"({_CLOCK} ?(Z|z|UTC|GMT|[-+][0-9]{{2}}(:?[0-9]{{2}})?)?)?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_ORDERED = re.compile(
    r"([0-9]{1,2})(?P<mark>[/.-])([0-9]{1,2})(?P=mark)([0-9]{4}|[0-9]{2})"
    rf"(?P<clock>{_CLOCK}(?P<half> ?[AaPp]\.?[Mm]\.?)?)?"
)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,.]+", re.IGNORECASE)
_TIME_AFTER = re.compile(r"[ T,]+[0-9]{1,2}:.*$")
_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",),
            ("jun", "june"), ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"),
            ("oct", "october"), ("nov", "november"), ("dec", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_YEARS = range(1990, 2101)


class Order(StrEnum):
    """What a date says about the order of day and month."""

    NAMED = "named"  # year first, or the month by its name: nothing to ask
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Day:
    """A text that is a day. ``pattern`` has ``{}`` and ``{}`` where day and month stand."""

    order: Order
    pattern: str = ""


def day_of(text: str) -> Day | None:
    """The day a text says, or ``None``."""
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return Day(Order.NAMED) if _exists(found[1], found[2], found[3]) else None
    found = _ORDERED.fullmatch(text)
    if found:
        return _ordered(found)
    return Day(Order.NAMED) if _named(text) else None


def _exists(year: str, month: str, day: str) -> bool:
    try:
        return date(int(year), int(month), int(day)).year in _YEARS
    except ValueError:
        return False


def _ordered(found: re.Match[str]) -> Day | None:
    first, second, year = found[1], found[3], found[4]
    full = year if len(year) == 4 else f"20{year}"
    day_first, month_first = _exists(full, second, first), _exists(full, first, second)
    if not (day_first or month_first):
        return None
    mark = found["mark"]
    pattern = f"%{{}}{mark}%{{}}{mark}{'%Y' if len(year) == 4 else '%y'}"
    if found["clock"]:
        hours = "%I:%M" if found["half"] else "%H:%M"
        pattern += f" {hours}{':%S' if found['seconds'] else ''}"
        pattern += ".%f" if found["fraction"] else ""
        pattern += (" %p" if found["half"].startswith(" ") else "%p") if found["half"] else ""
    if day_first and month_first:
        # 07/07/2025 is the same day in either order and says nothing
        return Day(Order.EITHER, pattern)
    return Day(Order.DAY_FIRST if day_first else Order.MONTH_FIRST, pattern)


def _named(text: str) -> bool:
    if len(text) > 40:
        return False
    bare = _WEEKDAY.sub("", _TIME_AFTER.sub("", text))
    bare = re.sub(r"([0-9])(st|nd|rd|th)\b", r"\1", bare, flags=re.IGNORECASE)
    parts = re.split(r"[-/., ]+", bare.strip(" ,."))
    if len(parts) != 3:
        return False
    names = [part for part in parts if part.lower() in _MONTH_NAMES]
    numbers = [part for part in parts if part.isdecimal()]
    if len(names) != 1 or len(numbers) != 2:
        return False
    month = str(_MONTH_NAMES[names[0].lower()])
    first, second = numbers
    if len(first) == 4:
        return _exists(first, month, second)
    if len(second) == 4:
        return _exists(second, month, first)
    return len(second) == 2 and parts[1] == names[0] and _exists(f"20{second}", month, first)


def month_of(text: str) -> tuple[int, int] | None:
    """Year and month of ``2025-03``, ``03/2025``, ``Mar 2025``, ``March-25``; no day in it."""
    found = re.fullmatch(r"([0-9]{4})[-/.]?([0-9]{2})|([0-9]{4})[-/.]([0-9])", text)
    if found:
        return _month(found[1] or found[3], found[2] or found[4])
    found = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{4})", text)
    if found:
        return _month(found[2], found[1])
    found = re.fullmatch(r"([A-Za-z]{3,9})[-/., ']+([0-9]{4}|[0-9]{2})", text)
    if found is None:
        found = re.fullmatch(r"([0-9]{4})[-/., ]+([A-Za-z]{3,9})", text)
        name, year = (found[2], found[1]) if found else ("", "")
    else:
        name, year = found[1], found[2]
    number = _MONTH_NAMES.get(name.lower())
    if number is None:
        return None
    return _month(year if len(year) == 4 else f"20{year}", str(number))


def _month(year: str, month: str) -> tuple[int, int] | None:
    pair = int(year), int(month)
    return pair if pair[0] in _YEARS and 1 <= pair[1] <= 12 else None


class Sign(StrEnum):
    """What a number says about its decimal sign."""

    NONE = "none"
    POINT = "."
    COMMA = ","
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Number:
    """A text that is a number; ``currency`` is a code, or a symbol that several share."""

    value: Decimal
    sign: Sign
    currency: str | None = None
    percent: bool = False


def number_of(text: str) -> Number | None:
    """The number or amount a text says: ``$1,200.50``, ``(120.00)``, ``1.200,50 €``, ``85%``.

    The value of a text that reads both ways (``1.200``) is that of the decimal point.
    """
    if _PLAIN.fullmatch(text):
        group = re.fullmatch(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}", text)
        plain = Sign.EITHER if group else Sign.POINT if "." in text else Sign.NONE
        return Number(Decimal(text), plain)
    if len(text) > 40:
        return None
    bare = _DASHES.sub("-", _QUOTES.sub("'", _SPACES.sub(" ", text.upper())))
    found = _NUMBER.fullmatch(bare)
    if found is None:
        return None
    opened, sign, before, inner, digits, percent, after, trailing, closed = found.groups()
    signs = f"{opened}{sign}{inner}{trailing}"
    if bool(opened) != bool(closed) or len(signs) > 1 or (before and after):
        return None
    point, comma = bool(_POINT.fullmatch(digits)), bool(_COMMA.fullmatch(digits))
    if not (point or comma):
        return None
    bare = re.sub(r"[, ']" if point else r"[. ']", "", digits).replace(",", ".")
    value = Decimal(bare.rstrip(".") or "0")
    marked = "." in digits or "," in digits
    reads = Sign.EITHER if point and comma else Sign.POINT if point else Sign.COMMA
    money = before or after
    return Number(
        value=-value if signs in {"(", "-"} else value,
        sign=reads if marked else Sign.NONE,
        currency=_SYMBOLS.get(money, money) or None,
        percent=bool(percent),
    )


def is_flag(text: str) -> bool:
    """Whether a text says yes or no."""
    return text.lower() in _TRUE or text.lower() in _FALSE


def is_blank(text: str) -> bool:
    """Whether a text stands for an empty cell."""
    return text.lower() in BLANKS
