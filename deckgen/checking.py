"""``deckgen check``: what would be used, what is wrong, and the answers that the numbers rest on.

Three questions decide whether a retention figure can be trusted: which rows are recurring revenue,
whose month end is meant, and who is a customer. Nobody is asked: the configuration and the data
answer them, and the answers are printed so that a person can object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from deckgen.batch.planning import own_narratives, written_narrative
from deckgen.config import Config
from deckgen.errors import DeckgenError, Issue
from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD, opening_customers
from deckgen.model.feed import Feed
from deckgen.model.metric import Metric
from deckgen.model.period import day_of, month_label
from deckgen.model.quality import FeedAccount, Staged
from deckgen.records import value_text
from deckgen.run import Progress, Run, computed, silent
from deckgen.terminal import table_text
from deckgen.words.codes import reason


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: paragraphs for a person, and issues to act on."""

    sections: tuple[tuple[str, str], ...]
    issues: tuple[Issue, ...]

    def text(self) -> str:
        """Everything but the issues, as text."""
        return "\n".join(f"{title}\n{_indent(body)}" for title, body in self.sections)


def check_run(
    config: Config, period: str | None = None, progress: Progress = silent
) -> CheckReport:
    """Reads, stages and computes without building. Raises ``DeckgenError`` for what stops a run;
    everything else is in the report."""
    try:
        remarks = _remarks(config)
    except DeckgenError as problem:
        return _also_wrong(config, problem, period, progress)
    with computed(config, period=period, progress=progress) as run:
        findings = [finding.issue() for finding in run.staged.findings]
        return CheckReport(
            (
                ("rows", _accounts(run.staged)),
                ("which rows are recurring revenue", _revenue(config, run.staged)),
                ("whose month end", _month_end(run)),
                ("who is a customer", _customers(run)),
                ("metrics", _metrics(run)),
            ),
            (*findings, *remarks),
        )


def _remarks(config: Config) -> list[Issue]:
    narratives = (written_narrative(config), *own_narratives(config).values())
    return [issue for narrative in narratives for issue in narrative.warnings]


def _also_wrong(
    config: Config, found: DeckgenError, period: str | None, progress: Progress
) -> NoReturn:
    """Raises what is wrong with the narrative together with what else stops a run."""
    try:
        with computed(config, period=period, progress=progress):
            pass
    except DeckgenError as problem:
        raise DeckgenError((*problem.issues, *found.issues)) from None
    raise found


def _accounts(staged: Staged) -> str:
    rows = [
        (
            account.table, account.source, account.display, f"{account.read:,}",
            f"{account.used:,}", f"{account.filtered:,}", f"{account.duplicates:,}",
            f"{account.rejected:,}", _latest(account),
        )
        for account in staged.accounts
    ]  # fmt: skip
    headings = (
        "table", "source", "from", "read", "used", "filtered", "duplicate", "rejected", "latest",
    )  # fmt: skip
    text = table_text(headings, rows, right=(3, 4, 5, 6, 7))
    for account in staged.accounts:
        for rejection in account.rejections:
            places = f" ({'; '.join(rejection.samples)})" if rejection.samples else ""
            text += f"{account.table}: {rejection.rows:,} rejected: {rejection.cause}{places}\n"
    return text


def _latest(account: FeedAccount) -> str:
    return day_of(account.last_day).isoformat() if account.last_day is not None else ""


def _revenue(config: Config, staged: Staged) -> str:
    lines = []
    feeds = [feed for feed in config.feeds if feed.table == "revenue"]
    for feed in feeds:
        amount = feed.columns.get("amount")
        month = feed.columns.get("month")
        lines.append(
            f"every row of {feed.source}{_conditions(feed)}: column {amount!r}, month {month!r}"
        )
    if staged.revenue_derived_from:
        lines.append(f"derived from {staged.revenue_derived_from}, month by month")
    if not lines:
        lines.append("none is mapped: retention, churn and upsell metrics are not available")
    unit = "monthly (mrr)" if config.money.revenue_unit == "mrr" else "annual (arr)"
    lines.append(f"amounts are {unit}, in {', '.join(staged.currencies) or config.money.currency}")
    months = staged.loaded_months
    if months:
        gaps = [m for m in range(months[0], months[-1] + 1) if m not in set(months)]
        lines.append(
            f"{len(months)} months loaded, {month_label(months[0])} to {month_label(months[-1])}"
            + (f", without {', '.join(map(month_label, gaps))}" if gaps else "")
        )
    return "\n".join(lines) + "\n"


def _conditions(feed: Feed) -> str:
    if not feed.where:
        return ""
    parts = [f"{name} is {' or '.join(map(str, values))}" for name, values in feed.where.items()]
    return f" where {' and '.join(parts)}"


def _month_end(run: Run) -> str:
    span = next(s for s in run.results.spans.all if s.period == run.period)
    lines = [
        f"a month's revenue row is what was in force at its end, in {run.config.period.timezone}",
        f"{run.period.label} opens with {month_label(span.opening_month)} and closes with "
        f"{month_label(span.closing_month)}" + (", to date" if span.partial else ""),
        f"events count from {day_of(span.first_day)} to {day_of(span.last_day)}",
        f"what completes them may be known until {day_of(span.cutoff_day)}",
    ]
    return "\n".join(lines) + "\n"


def _customers(run: Run) -> str:
    grain = "parent company" if run.config.rules.rollup == "parent" else "customer_id"
    results = run.results
    span = next(s for s in results.spans.all if s.period == run.period)
    opening = max(
        (
            groups.get(span.id, {}).get((), 0)
            for (instance, component), groups in results.cube.sums.items()
            if instance.base is CUSTOMER_PERIOD and component is opening_customers
        ),
        default=0,
    )
    lines = [f"one customer per {grain}; active while its recurring revenue is above zero"]
    lines += [
        f"names and segments from {feed.source}{_conditions(feed)}"
        for feed in run.config.feeds
        if feed.table == "customers"
    ]
    lines.append(f"{opening:,} at the opening, {results.sizes.get((), 0):,} at the closing")
    return "\n".join(lines) + "\n"


def _metrics(run: Run) -> str:
    results = run.results
    rows = []
    for id, resolved in results.metrics.items():
        part = results.metric(id).value
        code = part.now.code
        note = _why(code, resolved.metric, run.staged) if code else " ".join(part.now.warnings)
        rows.append((id, resolved.method, value_text(part, run.voice), note))
    return table_text(("metric", "method", "value", "code or warnings"), rows, right=(2,))


def _why(code: str, metric: Metric, staged: Staged) -> str:
    """A code with what it means; with what is to be mapped, where that is the reason."""
    missing = [name for name in metric.inputs if not staged.has(*name.split(".", 1))]
    if code == "inputs_missing" and missing:
        return f"{code}: map {', '.join(missing)}"
    if code == "inputs_missing" and metric.inputs:
        return f"{code}: no row of {', '.join(metric.inputs)} is about it"
    return f"{code}: {reason(code)}"


def _indent(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
