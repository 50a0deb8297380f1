"""An explanation as text, for ``deckgen explain``."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.config import Config
from deckgen.explain import Explanation, explain
from deckgen.groups import dimensions_of, find_group, group_label, parse_group
from deckgen.model.component import Kind
from deckgen.model.metric import Reading
from deckgen.model.period import day_of
from deckgen.model.result import PartResult
from deckgen.model.unit import Format
from deckgen.records import decimal_text, text_of
from deckgen.run import Progress, Run, computed, silent
from deckgen.terminal import table_text
from deckgen.words.numbers import plain


def explained(
    config: Config,
    metric: str,
    *,
    period: str | None = None,
    segments: Sequence[str] = (),
    customer: str | None = None,
    sql: bool = True,
    progress: Progress = silent,
) -> str:
    """The whole explanation of a metric. Raises what :func:`deckgen.explain.explain` raises."""
    wanted = parse_group(segments)
    extra = (dimensions_of(wanted),) if wanted else ()
    with computed(config, period=period, extra_groupings=extra, progress=progress) as run:
        group = find_group(run.results, wanted)
        return told(run, explain(run, metric, group, customer), sql)


def told(run: Run, explanation: Explanation, sql: bool) -> str:
    """An explanation as text."""
    result, metric = explanation.result, explanation.result.metric
    who = group_label(result.group) or "all customers"
    span = result.span
    lines = [
        f"{metric.title}, {result.period.label}, {who}",
        "",
        f"definition  {metric.definition}",
        f"formula     {metric.formula}",
        f"method      {explanation.method}: {explanation.method_text}",
        f"window      {result.request.window}, {_day(span.first_day)} to {_day(span.last_day)}",
        "",
    ]
    headline = result.value
    lines += _reading(run, headline, headline.now)
    lines += ["", "parts", _indent(_parts(run, explanation.parts))]
    if explanation.components:
        rows = [(c.name, c.total, c.base, c.expression) for c in explanation.components]
        headings = ("component", "total", "base", "expression")
        lines += ["integers of the cube (money in main units)"]
        lines.append(_indent(table_text(headings, rows, right=(1,))))
    if result.movers:
        lines += ["customers that moved it most", _indent(_movers(run, explanation))]
    for listing in explanation.listings:
        lines.append(listing.title)
        body = table_text(listing.columns, listing.rows) if listing.rows else "no rows\n"
        lines.append(_indent(body))
    if sql:
        for number, statement in enumerate(explanation.statements, start=1):
            lines += [f"SQL {number} of {len(explanation.statements)}", _indent(statement + "\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _reading(run: Run, part: PartResult, reading: Reading) -> list[str]:
    currency = run.results.request.money.currency
    if reading.value is None:
        return [f"value       n/a ({reading.code})"]
    lines = [f"value       {text_of(part, reading, currency)}  ({decimal_text(reading.value)})"]
    if reading.numerator is not None and reading.denominator is not None:
        above, below = decimal_text(reading.numerator), decimal_text(reading.denominator)
        lines.append(f"            = {above} / {below}")
    if reading.n is not None:
        lines.append(f"n           {reading.n:,}")
    if reading.warnings:
        lines.append(f"warnings    {', '.join(reading.warnings)}")
    return lines


def _parts(run: Run, parts: Sequence[PartResult]) -> str:
    currency = run.results.request.money.currency

    def shown(part: PartResult, reading: Reading | None) -> str:
        return "" if reading is None else text_of(part, reading, currency)

    rows = [
        (
            part.part,
            part.key or "",
            shown(part, part.now),
            shown(part, part.prior),
            shown(part, part.year_ago),
            decimal_text(part.now.numerator) or "",
            decimal_text(part.now.denominator) or "",
            "" if part.now.n is None else str(part.now.n),
            part.now.code or "",
        )
        for part in parts
    ]
    headings = ("part", "key", "now", "prior", "year ago", "numerator", "denominator", "n", "code")
    return table_text(headings, rows, right=(2, 3, 4, 5, 6, 7))


def _movers(run: Run, explanation: Explanation) -> str:
    movers = explanation.result.metric.movers
    assert movers is not None
    money = movers.kind in {Kind.RECURRING, Kind.ANNUAL}
    currency = run.results.request.money.currency
    form = Format.MONEY if money else Format.NUMBER1
    rows = [
        (one.customer_id, one.name, plain(one.amount, form, currency=currency))
        for one in explanation.result.movers
    ]
    unit = "per year" if money else "amount"
    return table_text(("customer", "name", unit), rows, right=(2,))


def _day(number: int) -> str:
    return day_of(number).isoformat()


def _indent(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
