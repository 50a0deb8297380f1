"""Lines of totals, which spreadsheets and reports put below their rows: nobody's revenue."""

from __future__ import annotations

from deckgen.engine.names import literal

_LINE = (
    r"((grand|sub|overall|report)[ -]?)?totals?( \(.*\))?:?"
    r"|total (count|records|rows|accounts|customers)( \(.*\))?:?"
    r"|(gesamt|zwischen)?summe:?|gesamt:?"
)
_INITIALS = "TtGgSsOoRrZz"


def is_totals_line(value: str) -> str:
    """SQL: whether the text in the place of a customer's id is a word for a total.

    The first letter is compared before anything else, as most ids begin with another one.
    """
    codes = ", ".join(str(ord(letter)) for letter in _INITIALS)
    return (
        f"coalesce(ascii({value}) IN ({codes})"
        f" AND regexp_full_match({value}, {literal(_LINE)}, 'i'), FALSE)"
    )
