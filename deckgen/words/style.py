"""How a locale writes numbers: the few facts Babel knows, read once and kept as a plain value.

Asking Babel for every number would build its objects again each time; a deck prints about a
hundred thousand numbers, so a locale is read once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
_BIDI_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))

_ENGLISH = ((10**9, "B"), (10**6, "M"), (10**3, "k"))
_BRITISH = ((10**9, "bn"), (10**6, "m"), (10**3, "k"))
# CLDR leaves German thousands without a suffix ("842.000 €"); business German writes Tsd.
_GERMAN_THOUSAND = (10**3, f"{NO_BREAK_SPACE}Tsd.")


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A compact step: from ``threshold`` on, amounts are divided by ``divisor`` and marked."""

    threshold: int
    divisor: int
    suffix: str


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """Separators, affixes and magnitudes of one locale. ``magnitudes`` come largest first."""

    locale: str
    decimal: str
    group: str
    first_group: int
    other_groups: int
    percent_prefix: str
    percent_suffix: str
    currency_prefix: str
    currency_suffix: str
    magnitudes: tuple[Magnitude, ...]

    @property
    def is_english(self) -> bool:
        """Whether the locale is a kind of English, whatever its country."""
        return self.locale.partition("_")[0] == "en"

    def grouped(self, digits: str) -> str:
        """A string of digits with the group separator put in."""
        if len(digits) <= self.first_group or not self.group:
            return digits
        head, groups = digits[: -self.first_group], [digits[-self.first_group :]]
        while head:
            groups.append(head[-self.other_groups :])
            head = head[: -self.other_groups]
        return self.group.join(reversed(groups))


def read_locale(locale: str) -> Locale:
    """Babel's locale of a name such as ``en_US`` or ``de-DE``.

    Raises ``ValueError`` with an example when there is no such locale.
    """
    try:
        return Locale.parse(str(locale).strip().replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        raise ValueError(
            f"{locale!r} is not a known locale; write it like en_US or de_DE"
        ) from None


@lru_cache(maxsize=64)
def style_of(locale: str) -> NumberStyle:
    """The number style of a locale. Raises ``ValueError`` when there is no such locale."""
    known = read_locale(locale)
    symbols: Mapping[str, str] = known.number_symbols["latn"]
    grouping = known.decimal_formats[None].grouping
    sign = symbols["percentSign"]
    percent = known.percent_formats[None]
    currency = known.currency_formats["standard"]
    return NumberStyle(
        locale=str(known),
        decimal=_plain(symbols["decimal"]),
        group=_plain(symbols["group"]),
        first_group=grouping[0],
        other_groups=grouping[1],
        percent_prefix=_plain(percent.prefix[0].replace("%", sign)),
        percent_suffix=_plain(percent.suffix[0].replace("%", sign)),
        currency_prefix=_plain(currency.prefix[0]),
        currency_suffix=_plain(currency.suffix[0]),
        magnitudes=_magnitudes(known),
    )


@lru_cache(maxsize=512)
def currency_affixes(currency: str, locale: str) -> tuple[str, str]:
    """What stands before and after an amount: ``("$", "")`` in en_US, ``("", " €")`` in de_DE.

    A symbol of letters is set off by a no-break space ("CHF 1,200"), as CLDR asks.
    """
    style = style_of(locale)
    symbol = _plain(get_currency_symbol(currency, locale=style.locale))
    before = style.currency_prefix.replace("¤", symbol)
    after = style.currency_suffix.replace("¤", symbol)
    if before and before[-1].isalpha():
        before += NO_BREAK_SPACE
    if after and after[0].isalpha():
        after = NO_BREAK_SPACE + after
    return before, after


def _magnitudes(locale: Locale) -> tuple[Magnitude, ...]:
    if locale.language == "en" and locale.territory != "IN":
        steps = _BRITISH if locale.territory == "GB" else _ENGLISH
        return tuple(Magnitude(size, size, suffix) for size, suffix in steps)
    found = _known_to_babel(locale)
    if locale.language == "de":
        size, suffix = _GERMAN_THOUSAND
        found.setdefault(size, Magnitude(size, size, suffix))
    return tuple(sorted(found.values(), key=lambda step: -step.threshold))


def _known_to_babel(locale: Locale) -> dict[int, Magnitude]:
    """CLDR's compact patterns: ``000 M`` for 10**8 says divide by 10**6 and mark with M.

    Of the powers of ten that share a divisor the first gives the threshold (10**6 for M).
    """
    patterns = locale.compact_decimal_formats["short"]["other"]
    found: dict[int, Magnitude] = {}
    for power in sorted(int(key) for key in patterns):
        pattern = patterns[str(power)]
        zeros = pattern.pattern.count("0")
        suffix = _plain(pattern.suffix[0].replace("'", ""))
        divisor = power // 10 ** (zeros - 1)
        if divisor > 1 and suffix.strip() and divisor not in found:
            shown = "k" if suffix == "K" else suffix
            found[divisor] = Magnitude(power, divisor, shown)
    return found


def _plain(text: str) -> str:
    """Without the marks that steer the direction of writing: the paragraph does that."""
    return text.translate(_BIDI_MARKS)
