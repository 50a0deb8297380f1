"""The footer: source and day, definition with its two values, n, what to mind, method."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from deckgen.model.component import Base
from deckgen.model.deck import Text, Tone, text
from deckgen.model.quality import FeedAccount
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import money, money_compact
from deckgen.plan.annual import MONTHS_A_YEAR, money_sides, recurring_sides
from deckgen.plan.context import DeckContext
from deckgen.plan.inputs import bases_of
from deckgen.plan.subject import Told, restated_from
from deckgen.words.codes import warning
from deckgen.words.phrases import capital
from deckgen.words.style import NO_BREAK_SPACE

LONGEST = 320
_COUNT_CHURN = frozenset({
    "logo_retention", "logo_churn", "revenue_churn", "bad_fit_churn", "churn_drivers",
})  # fmt: skip
# Who is meant, as an example.
_EXAMPLE = re.compile(r",? such as (?:of )?'[^']*'$")
_CHURN_FINDINGS = frozenset({"data-341", "data-342", "data-343", "data-344", "data-345"})


def footer(told: Told, context: DeckContext) -> Text:
    """One paragraph; what does not fit is dropped from the least needed on: the method first,
    then the formula. Caveats always stay."""
    source = source_line(told.result, context)
    if context.group:
        source = f"{context.scope}. {source}"
    formula, n = formula_line(told, context), _n(told)
    minded = list(caveats(told, context))
    method = f"Method:{NO_BREAK_SPACE}{told.part.method}."
    forms = (
        (source, formula, n, *minded, method),
        (source, formula, n, *minded),
        (source, n, *minded),
        (source, n, *minded[:2]),
        (_counted(told.result, context), n, *minded[:2]),
    )
    shown = [" ".join(one for one in form if one) for form in forms]
    return text(next((one for one in shown if len(one) <= LONGEST), shown[-1]), Tone.MUTED)


def source_line(result: MetricResult, context: DeckContext) -> str:
    """``Source: billing, crm; as of 3 Jul 2026.``"""
    as_of = f"as{NO_BREAK_SPACE}of{NO_BREAK_SPACE}{context.voice.day(context.as_of)}"
    if result.value.supplied:
        return f"Source: as supplied; {as_of}."
    names = list(dict.fromkeys(account.source for account in accounts_of(result, context)))
    if not names:
        return f"{capital(as_of)}."
    return f"Source: {', '.join(names)}; {as_of}."


def _counted(result: MetricResult, context: DeckContext) -> str:
    """How many sources, where their names have no room; the notes name them."""
    count = len({account.source for account in accounts_of(result, context)})
    noun = "source" if count == 1 else "sources"
    return f"{context.voice.count(count)} {noun}; as of {context.voice.day(context.as_of)}."


def accounts_of(result: MetricResult, context: DeckContext) -> tuple[FeedAccount, ...]:
    """The feeds of the tables that a metric's numbers were computed from."""
    tables = tables_of(result, context)
    return tuple(account for account in context.staged.accounts if account.table in tables)


def tables_of(result: MetricResult, context: DeckContext) -> set[str]:
    """The canonical tables that a metric's numbers were computed from."""
    metric = result.metric
    # What else a cohort could read serves other methods; their bases say what they stand on.
    optional = () if metric.nature == "cohort" else metric.optional_inputs
    tables = {one.partition(".")[0] for one in (*metric.inputs, *optional)}
    # A base is compared by what it is made of, all of it: the same object is looked at once.
    for base in {id(one): one for one in bases_of(result)}.values():
        tables |= _tables_of(base)
    origin = context.staged.revenue_derived_from
    if "revenue" in tables and origin:
        tables.add(origin)
    return tables


@lru_cache(maxsize=256)
def _tables_of(base: Base) -> frozenset[str]:
    """The canonical tables that a base stands on, those of the relations it uses included."""
    return frozenset(base.tables).union(*(_tables_of(one) for one in base.uses))


def formula_line(told: Told, context: DeckContext) -> str:
    """The formula with its two values: ``Still active ÷ opening customers (90 ÷ 100).``"""
    sides = sides_text(told.result, told.part, context)
    shown = f" ({sides})" if sides else ""
    return f"{capital(told.result.metric.formula)}{shown}."


def sides_text(
    result: MetricResult, part: PartResult, context: DeckContext, *, full: bool = False
) -> str:
    """Numerator ÷ denominator: money per year, counts in full; "" where they are neither."""
    above, below = part.now.numerator, part.now.denominator
    if above is None or below is None or not part.unit.is_share:
        return ""
    voice = context.voice
    metric = result.metric
    if part.key is None and money_sides(metric, part):
        yearly = recurring_sides(metric, part) and context.revenue_unit != "arr"
        factor = Fraction(MONTHS_A_YEAR if yearly else 1)
        unit = money if full else money_compact
        return f"{voice.number(above * factor, unit)} ÷ {voice.number(below * factor, unit)}"
    if above.denominator != 1 or below.denominator != 1:
        return ""
    return f"{voice.count(above)} ÷ {voice.count(below)}"


def _n(told: Told) -> str:
    return f"n{NO_BREAK_SPACE}={NO_BREAK_SPACE}{told.base}." if told.base else ""


def caveats(told: Told, context: DeckContext, *, in_full: bool = False) -> Iterator[str]:
    """What to mind when reading the number: warnings, small base, restatement, derivation.

    ``in_full`` adds to what the checks found an example and the code, which the notes have room
    for and a reader of the slide has no use for.
    """
    result, part, voice = told.result, told.part, context.voice
    seen = dict.fromkeys((*result.value.now.warnings, *part.now.warnings))
    for code in seen:
        yield f"{warning(code)}."
    if part.small_base:
        yield "Small sample: no status and no change below 30."
    before = restated_from(result, context)
    if before is not None and result.value.prior is not None and context.prior is not None:
        yield (
            f"{voice.period(context.prior)} restated from {voice.number(before, part.unit)} to "
            f"{voice.reading(result.value, result.value.prior)}."
        )
    yield from _contradictions(result, context, in_full=in_full)
    origin = context.staged.revenue_derived_from
    if origin and any(one.partition(".")[0] == "revenue" for one in result.metric.inputs):
        yield f"Revenue derived from {origin}."
    if part.window.value == "annualized":
        yield "Annualised."
    benchmark = result.request.benchmark
    if benchmark is not None:
        name = benchmark.label or "Benchmark"
        shown = voice.number(benchmark.value, part.unit)
        yield f"{name}: {shown} ({benchmark.source})."


def without_example(message: str) -> str:
    """What a check found, without the customer that it names as an example."""
    return _EXAMPLE.sub("", message)


def _contradictions(result: MetricResult, context: DeckContext, *, in_full: bool) -> Iterator[str]:
    """What the checks found about churn, on the slides that count it."""
    if result.metric.id not in _COUNT_CHURN:
        return
    tables = {account.table for account in accounts_of(result, context)}
    for finding in context.staged.findings:
        if finding.code in _CHURN_FINDINGS and finding.table in tables:
            said = capital(finding.message)
            yield f"{said} ({finding.code})." if in_full else f"{without_example(said)}."
