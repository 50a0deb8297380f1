"""Currencies as exports write them: codes before or after an amount, symbols, minor units."""

from __future__ import annotations

from deckgen.engine.names import literal
from deckgen.model.table import MINOR_DIGITS, minor_digits

_CODE_LIST = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
    "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH "
    "UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)

_DOLLAR_LIST = (
    "USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD XCD "
    "ARS CLP COP UYU CUP DOP"
)
_DOLLARS = frozenset(_DOLLAR_LIST.split())
_CROWNS = frozenset({"SEK", "NOK", "DKK", "ISK"})
_RUPEES = frozenset({"INR", "PKR", "NPR", "LKR", "MUR"})

SYMBOLS: dict[str, frozenset[str]] = {
    "$": _DOLLARS, "US$": frozenset({"USD"}), "C$": frozenset({"CAD"}), "CA$": frozenset({"CAD"}),
    "A$": frozenset({"AUD"}), "AU$": frozenset({"AUD"}), "NZ$": frozenset({"NZD"}),
    "S$": frozenset({"SGD"}), "HK$": frozenset({"HKD"}), "R$": frozenset({"BRL"}),
    "MX$": frozenset({"MXN"}), "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP"}),
    "¥": frozenset({"JPY", "CNY"}), "₹": frozenset({"INR"}), "₩": frozenset({"KRW", "KPW"}),
    "₽": frozenset({"RUB"}), "₺": frozenset({"TRY"}), "₪": frozenset({"ILS"}),
    "₫": frozenset({"VND"}), "₴": frozenset({"UAH"}), "₦": frozenset({"NGN"}),
    "฿": frozenset({"THB"}), "₱": frozenset({"PHP"}), "ZŁ": frozenset({"PLN"}),
    "KR": _CROWNS, "KR.": _CROWNS, "FR.": frozenset({"CHF"}), "SFR.": frozenset({"CHF"}),
    "RS": _RUPEES, "RS.": _RUPEES,
}  # fmt: skip
"""What a symbol may stand for; several currencies share one."""

PATTERN = "[A-Z]{0,2}[$€£¥₹₩₽₺₪₫₴₦฿₱]|[A-Z]{3}|ZŁ|KR\\.?|S?FR\\.|RS\\.?"
"""What may be a currency in upper case; ``is_known`` says whether it is one."""


def is_known(mention: str) -> str:
    """SQL condition: an expression is empty, a currency code or a symbol."""
    words = ", ".join(map(literal, ["", *_CODE_LIST.split(), *SYMBOLS]))
    return f"{mention} IN ({words})"


def mentions_of(currency: str) -> tuple[str, ...]:
    """Every code and symbol that an amount of this currency may carry; none is fine, too."""
    own = currency.upper()
    return ("", own, *(symbol for symbol, codes in SYMBOLS.items() if own in codes))


def code(text: str, default: str) -> str:
    """SQL of a currency code from a text in a currency column.

    A symbol is its currency; one that several currencies share is ``default`` if that is among
    them, and stays as it is otherwise.
    """
    upper = f"upper({text})"
    known = {
        symbol: default if default in codes else min(codes)
        for symbol, codes in SYMBOLS.items()
        if default in codes or len(codes) == 1
    }
    cases = "".join(
        f" WHEN {upper} = {literal(symbol)} THEN {literal(currency)}"
        for symbol, currency in known.items()
    )
    return f"CASE{cases} ELSE {upper} END"


def minor_factor(currency: str) -> str:
    """SQL of how many minor units are one unit, for a currency that is an SQL expression."""
    by_digits: dict[int, list[str]] = {}
    for name, digits in MINOR_DIGITS.items():
        by_digits.setdefault(digits, []).append(literal(name))
    cases = "".join(
        f" WHEN {currency} IN ({', '.join(names)}) THEN {10**digits}"
        for digits, names in sorted(by_digits.items())
    )
    return f"CAST(CASE{cases} ELSE 100 END AS DECIMAL(4, 0))"


def fixed_factor(currency: str) -> str:
    """SQL of the same for one known currency."""
    return f"CAST({10 ** minor_digits(currency)} AS DECIMAL(4, 0))"
