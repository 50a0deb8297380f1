"""How an export writes dates and amounts, as far as its values decide it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deckgen.model.source import SourceKind
from deckgen.model.table import ColumnType
from deckgen.starter.recognition.cells import CURRENCY_CODES, SHARED_SYMBOLS, Order, Sign
from deckgen.starter.recognition.headers import currency_in, plain_words
from deckgen.starter.recognition.profile import Profile
from deckgen.starter.recognition.tables import Fit

_DATES = frozenset({ColumnType.DAY, ColumnType.MONTH})
_AMOUNTS = frozenset({ColumnType.MONEY, ColumnType.SCORE, ColumnType.FACTOR, ColumnType.NUMBER})


@dataclass(frozen=True, slots=True)
class Finding:
    """A setting and its evidence. ``sure`` and ``guess`` are settings, a ``question`` is not."""

    value: str
    level: str  # sure | guess | question
    why: str


def _columns(fit: Fit, kinds: frozenset[ColumnType]) -> list[Profile]:
    found = []
    for name, match in fit.columns.items():
        column = fit.table.column(name)
        if column is not None and column.type in kinds:
            found.append(match.profile)
    return found


def date_format(fit: Fit) -> Finding | None:
    """The order of day and month of a source, or the question; ``None`` if nothing is open."""
    profiles = _columns(fit, _DATES)
    orders: Counter[Order] = Counter()
    patterns: Counter[str] = Counter()
    for profile in profiles:
        orders.update(profile.orders)
        patterns.update(profile.patterns)
    day, month, either = (
        orders[order] for order in (Order.DAY_FIRST, Order.MONTH_FIRST, Order.EITHER)
    )
    if not day + month + either:
        return None
    pattern = max(patterns.items(), key=lambda item: (item[1], item[0]))[0]
    day_first, month_first = pattern.format("d", "m"), pattern.format("m", "d")
    if day and month:
        why = (
            f"{_sample(profiles, Order.DAY_FIRST)} has the day first ({day} of them), "
            f"{_sample(profiles, Order.MONTH_FIRST)} the month ({month}): one export, two orders"
        )
        return Finding(day_first, "question", why)
    if day or month:
        order = Order.DAY_FIRST if day else Order.MONTH_FIRST
        why = f"{_sample(profiles, order)} can only have the {order}"
        why += f" ({day or month} values like it, none against it)"
        return Finding(day_first if day else month_first, "sure", why)
    why = (
        f"{_sample(profiles, Order.EITHER)} may be {day_first} or {month_first}: "
        f"all {either} values fit both, so name the right one"
    )
    return Finding(day_first, "question", why)


def _sample(profiles: Sequence[Profile], order: Order) -> str:
    return repr(next(p.order_samples[order][0] for p in profiles if order in p.order_samples))


def decimal_sign(fit: Fit) -> Finding | None:
    """The decimal sign of a text file, where it is not the point."""
    if fit.sheet.kind is not SourceKind.CSV:
        return None
    profiles = _columns(fit, _AMOUNTS)
    signs: Counter[Sign] = Counter()
    for profile in profiles:
        signs.update(profile.signs)

    def sample(sign: Sign) -> str:
        return repr(next(p.sign_samples[sign] for p in profiles if sign in p.sign_samples))

    if signs[Sign.COMMA] and signs[Sign.POINT]:
        why = f"{sample(Sign.POINT)} has a decimal point, {sample(Sign.COMMA)} a decimal comma"
        return Finding(",", "question", why)
    if signs[Sign.COMMA]:
        return Finding(",", "sure", f"{sample(Sign.COMMA)} can only have a decimal comma")
    if signs[Sign.EITHER] and not signs[Sign.POINT]:
        why = f"{sample(Sign.EITHER)} is thousands or a fraction: both fit all values"
        return Finding(".", "question", why)
    return None


def currency(fits: Iterable[Fit]) -> Finding:
    """The currency of the reports."""
    fits = tuple(fits)
    named: Counter[str] = Counter()
    symbols: Counter[str] = Counter()
    where: dict[str, str] = {}
    for fit in fits:
        column = fit.columns.get("currency")
        codes = column.profile.counts if column is not None else {}
        for value, times in codes.items():
            if value.upper() in CURRENCY_CODES:
                named[value.upper()] += times
                where.setdefault(value.upper(), f"in {fit.sheet.display}")
        for profile in _columns(fit, frozenset({ColumnType.MONEY})):
            code = currency_in(profile.name)
            if code is not None:
                named[code] += max(profile.filled, 1)
                where[code] = f"{profile.name!r} says so"
            for text, times in profile.currencies.items():
                target = symbols if text in SHARED_SYMBOLS else named
                target[text] += times
                where.setdefault(text, f"amounts of {fit.sheet.display} say so")
    if len(named) > 1:
        code, _ = max(named.items(), key=lambda item: (item[1], item[0]))
        others = ", ".join(sorted(set(named) - {code}))
        return Finding(code, "guess", f"most amounts; {others} too, which need table fx_rates")
    if named:
        code = next(iter(named))
        return Finding(code, "sure", where[code])
    if symbols:
        symbol, _ = max(symbols.items(), key=lambda item: (item[1], item[0]))
        return Finding(SHARED_SYMBOLS[symbol], "guess", f"amounts carry {symbol}, check")
    for fit in fits:
        for other in fit.sheet.columns:
            code = currency_in(other.name)
            if code is not None and other.numbers:
                return Finding(code, "guess", f"{other.name!r} of {fit.sheet.display}, check")
    return Finding("USD", "guess", "no export names a currency, check")


def revenue_unit(fits: Iterable[Fit]) -> Finding:
    """Whether revenue and movements are per month or per year."""
    said: dict[str, str] = {}
    for fit in fits:
        amount = fit.columns.get("amount") if fit.table.name in {"revenue", "movements"} else None
        barred = fit.blocked.get("amount") if fit.table.name in {"revenue", "movements"} else None
        profile = amount.profile if amount else barred.profile if barred else None
        if profile is None:
            continue
        words = {*plain_words(profile.name)}
        if words & {"arr", "annual", "yearly"}:
            said.setdefault("arr", profile.name)
        elif words & {"mrr", "monthly"}:
            said.setdefault("mrr", profile.name)
    if len(said) == 1:
        unit, name = next(iter(said.items()))
        return Finding(unit, "sure", f"{name!r} says so")
    if said:
        return Finding("mrr", "guess", f"{said['mrr']!r} is monthly, {said['arr']!r} is annual")
    return Finding("mrr", "guess", "no amount says whether it is monthly (mrr) or annual (arr)")
