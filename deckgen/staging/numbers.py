"""Numbers and amounts in text: ``$1,200.50``, ``1.200,50 €``, ``(120.00)``, ``-$5``, ``85%``.

What the separators mean is decided per column, not per cell: ``1.200`` alone may be twelve hundred
or one and a fifth. A text *reads* in the point style (1,200.5; thousands also by space, apostrophe
or in the Indian way) or in the comma style (1.200,5). One that reads in a single style is evidence
for it; one that reads in both, and holds a separator, is ambiguous.
"""

from __future__ import annotations

from deckgen.engine.names import literal
from deckgen.staging import currencies

_POINT_STYLE = (
    "([0-9]+|[1-9][0-9]{0,2}(,[0-9]{2,3})*,[0-9]{3}|[1-9][0-9]{0,2}( [0-9]{3})+"
    "|[1-9][0-9]{0,2}('[0-9]{3})+)(\\.[0-9]*)?|\\.[0-9]+"
)
_COMMA_STYLE = (
    "([0-9]+|[1-9][0-9]{0,2}(\\.[0-9]{3})+|[1-9][0-9]{0,2}( [0-9]{3})+"
    "|[1-9][0-9]{0,2}('[0-9]{3})+)(,[0-9]*)?|,[0-9]+"
)
_DIGITS = "[0-9](?:[0-9 .,']*[0-9])?[.,]?|[.,][0-9]+"
_FIELDS = ("opened", "sign", "before", "inner", "digits", "percent", "after", "trailing", "closed")


def decorated(text: str) -> str:
    """SQL that takes a number's text apart: a struct of digits, sign, currency, percent."""
    money = currencies.PATTERN
    shape = (
        f"^(\\(?) *([-+]?) *((?:{money})?) *([-+]?) *({_DIGITS}) *(%?) *((?:{money})?) *(-?)(\\)?)$"
    )
    names = ", ".join(map(literal, _FIELDS))
    return f"regexp_extract({_ascii(text)}, {literal(shape)}, [{names}])"


def _ascii(text: str) -> str:
    """Upper case, with one kind of space, apostrophe and minus."""
    spaces = (
        f"regexp_replace(upper({text}), '[\\x{{A0}}\\x{{2007}}\\x{{2009}}\\x{{202F}}]', ' ', 'g')"
    )
    quotes = f"regexp_replace({spaces}, '[\\x{{2019}}\\x{{02BC}}´`]', '''', 'g')"
    return f"regexp_replace({quotes}, '[\\x{{2212}}\\x{{2013}}]', '-', 'g')"


def is_plain(text: str, decimal: str) -> str:
    """SQL: whether a text is a number as a computer writes it, read without a second look."""
    fraction = "(\\.[0-9]{1,12})?([eE][-+]?[0-9]{1,2})?" if decimal == "." else ""
    return f"regexp_full_match({text}, '[-+]?[0-9]{{1,15}}{fraction}')"


def number(parts: str, decimal: str, *, percent: bool, money: bool) -> str:
    """SQL of the exact decimal that ``decorated`` parts say, NULL if they say none."""
    style = _POINT_STYLE if decimal == "." else _COMMA_STYLE
    thousands = "[, '']" if decimal == "." else "[. '']"
    digits = f"regexp_replace({parts}.digits, '{thousands}', '', 'g')"
    if decimal == ",":
        digits = f"replace({digits}, ',', '.')"
    signs = f"({parts}.opened || {parts}.sign || {parts}.inner || {parts}.trailing)"
    checks = [
        f"regexp_full_match({parts}.digits, {literal(style)})",
        f"({parts}.opened = '(') = ({parts}.closed = ')')",
        f"length({signs}) <= 1",
        f"({parts}.before = '' OR {parts}.after = '')",
    ]
    if money:
        checks.append(currencies.is_known(mention(parts)))
    if not percent:
        checks.append(f"{parts}.percent = ''")
    if not money:
        checks.append(f"{parts}.before = '' AND {parts}.after = ''")
    negative = f"{signs} IN ('(', '-')"
    value = f"TRY_CAST({digits} AS DECIMAL(30, 12))"
    return (
        f"CASE WHEN {' AND '.join(checks)}"
        f" THEN CASE WHEN {negative} THEN -{value} ELSE {value} END END"
    )


def mention(parts: str) -> str:
    """SQL of the currency that a text names, empty if none."""
    return f"({parts}.before || {parts}.after)"
