"""Questions that only whole rows can raise: amounts that contradict, terms that touch."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.starter.recognition.annual import per_unit
from deckgen.starter.recognition.tables import Fit

_SOME = 0.3  # of the ended terms


def questions(fit: Fit) -> list[str]:
    """What a person has to decide before the rows of a feed can be trusted."""
    if fit.table.name == "revenue":
        return _repeated(fit)
    if fit.table.name == "contracts":
        return [*_per_unit(fit), *_touching(fit)]
    return []


def _per_unit(fit: Fit) -> list[str]:
    amount = fit.columns.get("acv")
    units = per_unit(fit.sheet, amount.profile) if amount is not None else None
    if amount is None or units is None:
        return []
    question = (
        f"is {amount.profile.name!r} the price of one unit, and {units!r} how many? deckgen "
        "multiplies no column by another: export the product as a column, or compute it in a query"
    )
    return [question]


def _cells(fit: Fit, *names: str) -> list[tuple[str | None, ...]]:
    places = [fit.columns[name].profile.position for name in names]
    return [tuple(row[place] for place in places) for row in fit.sheet.rows]


def _repeated(fit: Fit) -> list[str]:
    key = [name for name in ("customer_id", "month", "product") if name in fit.columns]
    if "amount" not in fit.columns or not {"customer_id", "month"} <= set(key):
        return []
    first: dict[Sequence[str | None], str | None] = {}
    different = set()
    for *place, amount in _cells(fit, *key, "amount"):
        if first.setdefault(tuple(place), amount) != amount:
            different.add(tuple(place))
    if not different:
        return []
    count = len(different)
    which = "1 customer and month has" if count == 1 else f"{count} customers and months have"
    question = (
        f"{which} several rows with different amounts: if they are parts of one customer, write "
        "data: {on_duplicate: sum}"
    )
    return [question]


def _touching(fit: Fit) -> list[str]:
    if not {"customer_id", "start_date", "end_date"} <= fit.columns.keys():
        return []
    rows = _cells(fit, "customer_id", "start_date", "end_date")
    starts = {(customer, start) for customer, start, _ in rows}
    ended = [(customer, end) for customer, start, end in rows if end is not None and end != start]
    same = sum(pair in starts for pair in ended)
    if not ended or same < _SOME * len(ended):
        return []
    question = (
        f"{same} of {len(ended)} terms end on the day on which the customer's next term starts: "
        "deckgen takes end_date as the last day of a term, so both count on that day; if a "
        "term ends the day before, write  end_date: {column: …, exclusive: true}"
    )
    return [question]
