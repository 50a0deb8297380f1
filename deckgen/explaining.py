"""An explanation as text, for ``deckgen explain``."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.config import Config
from deckgen.engine.layout import laid_out
from deckgen.explain import Explanation, explain
from deckgen.groups import dimensions_of, find_group, group_label, parse_group
from deckgen.model.component import Kind
from deckgen.model.period import day_of
from deckgen.model.result import PartResult
from deckgen.model.unit import Format
from deckgen.plan.annual import annualised
from deckgen.records import decimal_text, text_of, value_text
from deckgen.run import Progress, Run, computed, silent
from deckgen.terminal import table_text
from deckgen.words.codes import reason, warning
from deckgen.words.numbers import ascii_of, plain
from deckgen.words.voice import Voice


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
    lines += _reading(result.value, run.voice)
    lines += ["", "parts", _indent(_parts(run, explanation))]
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
            lines.append(f"SQL {number} of {len(explanation.statements)}")
            lines.append(_indent(laid_out(statement) + "\n"))
    return "\n".join(lines).rstrip("\n") + "\n"


def _reading(part: PartResult, voice: Voice) -> list[str]:
    reading = part.now
    if reading.value is None:
        return [f"value       {value_text(part, voice)} ({reading.code}: {reason(reading.code)})"]
    lines = [f"value       {value_text(part, voice)}  ({decimal_text(reading.value)})"]
    if reading.numerator is not None and reading.denominator is not None:
        above, below = decimal_text(reading.numerator), decimal_text(reading.denominator)
        lines.append(f"            = {above} / {below}")
    if reading.n is not None:
        lines.append(f"n           {reading.n:,}")
    if part.target is not None:
        target = ascii_of(voice.target(part.target, part.unit))
        lines.append(f"target      {target}: {part.status}")
    lines += [f"warning     {code}: {warning(code)}" for code in reading.warnings]
    return lines


def _parts(run: Run, explanation: Explanation) -> str:
    """The parts as the slide prints them, beside the exact value; money of slides is per year."""
    result, voice = explanation.result, run.voice
    yearly = annualised(result, run.config.money.revenue_unit)
    rows = []
    for part in explanation.parts:
        shown = part if part.key is not None else yearly.parts[part.part]
        rows.append((
            part.part,
            part.key or "",
            value_text(shown, voice),
            "" if shown.prior is None else text_of(shown, shown.prior, voice),
            "" if shown.year_ago is None else text_of(shown, shown.year_ago, voice),
            (decimal_text(part.value) or "") + (" a month" if shown is not part else ""),
            decimal_text(part.now.numerator) or "",
            decimal_text(part.now.denominator) or "",
            "" if part.now.n is None else str(part.now.n),
            part.now.code or "",
        ))  # fmt: skip
    headings = (
        "part", "key", "now", "prior", "year ago", "exactly", "numerator", "denominator", "n",
        "code",
    )  # fmt: skip
    return table_text(headings, rows, right=(2, 3, 4, 5, 6, 7, 8))


def _movers(run: Run, explanation: Explanation) -> str:
    movers = explanation.result.metric.movers
    assert movers is not None
    money = movers.kind in {Kind.RECURRING, Kind.ANNUAL}
    form = Format.MONEY if money else Format.NUMBER1
    voice = run.voice
    rows = [
        (
            one.customer_id,
            one.name,
            plain(one.amount, form, currency=voice.currency, locale=voice.locale),
        )
        for one in explanation.result.movers
    ]
    unit = "per year" if money else "amount"
    return table_text(("customer", "name", unit), rows, right=(2,))


def _day(number: int) -> str:
    return day_of(number).isoformat()


def _indent(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
