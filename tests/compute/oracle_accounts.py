"""References, books of CSMs and accounts at risk by the book (metrics.md 7.3), for the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from statistics import median
from typing import Any

from tests.compute.oracle_surveys import opinions
from tests.compute.oracle_world import (
    Answer,
    Answers,
    Row,
    View,
    day,
    in_force,
    money,
    month_end,
    month_start,
    number,
    ratio,
    undefined,
)

Options = Mapping[str, Any]


def active_at_closing(view: View, options: Options) -> list[str]:
    free = options.get("zero_is_active", False)
    return [one for one in view.closing_members if view.active_closing(one, free)]


def _details(view: View, customer: str) -> Row:
    rows = [row for row in view.world.of("customers") if row["customer_id"] == customer]
    return rows[0] if rows else {}


def _closed(view: View, parts: Answers) -> Answers:
    """A stock needs the closing month, nothing else (R10)."""
    if not view.no_closing:
        return parts
    code = "closing_snapshot_missing"
    return {n: {} if isinstance(p, dict) else undefined(code) for n, p in parts.items()}


def referenceable_customers(view: View, method: str, options: Options) -> Answers:
    active = active_at_closing(view, options)
    end = view.span.last_day
    allowed = []
    for one in active:
        row = _details(view, one)
        granted, revoked = (
            day(row.get("reference_granted_on")),
            day(row.get("reference_revoked_on")),
        )
        if granted is not None and granted <= end and (revoked is None or revoked > end):
            allowed.append(one)
    parts: Answers = {
        "value": ratio(len(allowed), len(active), "zero_denominator", len(active)),
        "customers": number(len(allowed)),
    }
    if method == "by_kind":
        kinds: dict[str, int] = {}
        for one in allowed:
            listed = str(_details(view, one).get("reference_kinds") or "")
            for kind in {text.strip() for text in listed.split(",")} - {""} or {"(none)"}:
                kinds[kind] = kinds.get(kind, 0) + 1
        parts["kind"] = {k: ratio(v, len(active), "zero_denominator") for k, v in kinds.items()}
        parts["kind_customers"] = {k: number(v) for k, v in kinds.items()}
    if method == "willing":
        willing = [one for one in active if one not in allowed and one in _promoters(view, options)]
        parts["potential"] = number(len(willing))
        parts["potential_share"] = ratio(len(willing), len(active), "zero_denominator")
    return _closed(view, parts)


def _promoters(view: View, options: Options) -> set[str]:
    """Customers with a promoter in the look-back, each respondent by the latest answer."""
    year = replace(view.span, first_day=lookback_start(view, options))
    rows = opinions(View(view.world, year), {})
    return {row["customer_id"] for row in rows if row["score"] >= 9}


def csm_on(view: View, customer: str, when: int, *, or_last: bool = False) -> str | None:
    """The primary CSM of a customer on a day (or, of one nobody has any more, the last one)."""
    primary = [
        row for row in view.world.of("assignments")
        if row["customer_id"] == customer and row.get("role", "primary") == "primary"
    ]  # fmt: skip
    for row in primary:
        if in_force(row, when):
            return str(row["csm_id"])
    before = [row for row in primary if (day(row.get("end_date")) or 0) < when]
    if or_last and before:
        return str(max(before, key=lambda row: day(row.get("end_date")) or 0)["csm_id"])
    return None


def _books(view: View, options: Options) -> dict[str | None, list[str]]:
    books: dict[str | None, list[str]] = {}
    for one in active_at_closing(view, options):
        books.setdefault(csm_on(view, one, view.span.last_day), []).append(one)
    return books


def csm_account_ratio(view: View, method: str, options: Options) -> Answers:
    books = _books(view, options)
    unassigned = books.pop(None, [])
    loads = {str(csm): Fraction(len(own)) for csm, own in books.items()}
    if method == "include_zero_account_csms" or options.get("include_zero_account_csms"):
        for csm in _idle_csms(view, options):
            loads.setdefault(csm, Fraction(0))
    revenue = {
        str(csm): sum((view.closing_own_rate(one) for one in own), Fraction(0)) * view.world.annual
        for csm, own in books.items()
    }
    counts = list(loads.values())
    none = undefined("no_csms")
    mean = Answer(sum(counts, Fraction(0)) / len(counts), n=len(counts)) if counts else none
    middle = Answer(Fraction(median(counts))) if counts else none
    value = middle if method == "median" else mean
    if method == "weighted":
        above = sum((loads[csm] * paid for csm, paid in revenue.items()), Fraction(0))
        value = ratio(above, sum(revenue.values()), "no_csms")
    segments = _by_segment(view, books)
    if method == "by_segment":
        most = max((one.value or Fraction(0) for one in segments.values()), default=None)
        value = none if most is None else Answer(most)
    load = csm_load_vs_churn(view, "spearman_rate", options)
    parts: Answers = {
        "value": value,
        "csms": number(len(counts)),
        "max": Answer(max(counts)) if counts else none,
        "min": Answer(min(counts)) if counts else none,
        "median": middle,
        "unassigned": number(len(unassigned)),
        "accounts": {csm: Answer(count) for csm, count in loads.items()},
        "revenue": {csm: Answer(paid) for csm, paid in revenue.items()},
    }
    if method == "by_segment":
        parts["segment"] = segments
    parts = _closed(view, parts)
    return {**parts, "load_vs_churn": load["value"], "churned": load["churned"],
            "churn_rate": load["churn_rate"]}  # fmt: skip


def _by_segment(view: View, books: dict[str | None, list[str]]) -> dict[str, Answer]:
    """Accounts per CSM within each segment of `customers`: a CSM may be in several."""
    held: dict[str, set[tuple[str, str]]] = {}
    for csm, own in books.items():
        for one in own:
            segment = _details(view, one).get("segment") or "(none)"
            held.setdefault(segment, set()).add((str(csm), one))
    return {
        segment: ratio(len(pairs), len({csm for csm, _ in pairs}), "no_csms")
        for segment, pairs in held.items()
    }


def _idle_csms(view: View, options: Options) -> set[str]:
    """CSMs in service without any account in the company; they are of no segment."""
    if not view.in_closing_group(None):
        return set()
    serving = {
        str(row["csm_id"])
        for row in view.world.of("assignments")
        if in_force(row, view.span.last_day)
    }
    return serving - {str(csm) for csm in _books(View(view.world, view.span), options)}


def csm_load_vs_churn(view: View, method: str, options: Options) -> Answers:
    free = options.get("zero_is_active", False)
    start = [one for one in view.members if view.active_opening(one, free)]
    gone = [one for one in start if not view.active_closing(one, free)]
    accounts: dict[str, int] = {}
    churned: dict[str, int] = {}
    revenue: dict[str, Fraction] = {}
    lost: dict[str, Fraction] = {}
    for one in start:
        csm = csm_on(view, one, view.span.opening_day)
        if csm is not None:
            accounts[csm] = accounts.get(csm, 0) + 1
            revenue[csm] = revenue.get(csm, Fraction(0)) + view.opening(one) * view.world.annual
    for one in gone:
        csm = csm_on(view, one, churn_day(view, one), or_last=True)
        if csm is not None:
            churned[csm] = churned.get(csm, 0) + 1
            lost[csm] = lost.get(csm, Fraction(0)) + view.opening(one) * view.world.annual
    rates = {csm: Fraction(churned.get(csm, 0), n) for csm, n in accounts.items()}
    names = sorted(accounts)
    x = [Fraction(accounts[csm]) for csm in names]
    team = ratio(sum(churned.values()), sum(accounts.values()), "no_csms")
    most = max(accounts.values(), default=0)
    busiest = [csm for csm in names if accounts[csm] == most]
    flags = {
        csm: accounts[csm] > Fraction("1.25") * Fraction(sum(accounts.values()), len(accounts))
        and team.value is not None
        and rates[csm] > team.value
        for csm in names
    }
    parts: Answers = {
        "value": spearman(x, [rates[csm] for csm in names]) if names else undefined("no_csms"),
        "spearman_count": spearman(x, [Fraction(churned.get(csm, 0)) for csm in names])
        if names
        else undefined("no_csms"),
        "max_load_rate": ratio(
            sum(churned.get(csm, 0) for csm in busiest), most * len(busiest), "no_csms"
        ),
        "team_rate": team,
        "flagged": number(sum(flags.values())) if names else undefined("no_csms"),
        "accounts": {csm: number(n) for csm, n in accounts.items()},
        "revenue": {csm: Answer(paid) for csm, paid in revenue.items()},
        "churned": {csm: number(churned.get(csm, 0)) for csm in accounts},
        "churn_rate": {csm: Answer(rate) for csm, rate in rates.items()},
        "lost_revenue": {csm: Answer(lost.get(csm, Fraction(0))) for csm in accounts},
        "flag": {csm: number(int(flag)) for csm, flag in flags.items()},
    }
    if view.snapshots:
        code = view.snapshots
        return {n: {} if isinstance(p, dict) else undefined(code) for n, p in parts.items()}
    return parts


def churn_day(view: View, customer: str) -> int:
    """The end of the last paid term: the last day of the last month with revenue (R5)."""
    first, last = view.span.opening_month, view.span.closing_month
    months = [m for m in view.world.loaded if first <= m <= last]
    paid = [m for m in months if view.world.active(customer, m)]
    return month_end(max(paid)) if paid else view.span.opening_day  # a free plan has no term


def spearman(x: list[Fraction], y: list[Fraction]) -> Answer:
    """Rank correlation, ties at mean ranks; fewer than five say nothing."""
    if len(x) < 5:
        return undefined("too_few_csms")

    def ranks(values: list[Fraction]) -> list[Fraction]:
        ordered = sorted(values)
        return [Fraction(2 * ordered.index(v) + 1 + ordered.count(v), 2) for v in values]

    a, b = ranks(x), ranks(y)
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    cov = sum((p - ma) * (q - mb) for p, q in zip(a, b, strict=True))
    spread = sum((p - ma) ** 2 for p in a) * sum((q - mb) ** 2 for q in b)
    if spread == 0:
        return undefined("zero_denominator")
    return Answer(Fraction(float(cov) / float(spread) ** 0.5), close=True)


def lookback_start(view: View, options: Options) -> int:
    """R14: reasons of the months that close with the period, twelve unless told."""
    return month_start(view.span.closing_month - int(options.get("lookback_months", 12)) + 1)


def latest_score(view: View, customer: str, until: int) -> Row | None:
    rows = [
        row for row in view.world.of("health")
        if row["customer_id"] == customer
        and row.get("component", "overall") == "overall"
        and (day(row["date"]) or 0) <= until
    ]  # fmt: skip
    return max(rows, key=lambda row: day(row["date"]) or 0, default=None)


def _known_health(view: View, customers: list[str], end: int, options: Options) -> dict[str, Row]:
    stale = int(options.get("stale_days", 90))
    rows = {one: latest_score(view, one, end) for one in customers}
    return {
        one: row
        for one, row in rows.items()
        if row is not None and end - (day(row["date"]) or 0) <= stale
    }


def _is_at_risk(
    view: View, known: dict[str, Row], end: int, options: Options, one: str, how: str
) -> bool:
    if how == "any_of":
        methods = options.get("methods", ("below_threshold", "band", "manual"))
        return any(_is_at_risk(view, known, end, options, one, each) for each in methods)
    if how == "manual":
        row = _details(view, one)
        since, until = day(row.get("at_risk_since")), day(row.get("at_risk_until"))
        return since is not None and since <= end and (until is None or until > end)
    if one not in known:
        return False
    if how == "below_threshold":
        return money(known[one]["score"]) < money(options.get("threshold", 50))
    if how == "band":
        return bool(known[one]["band"] == "red")
    before = latest_score(view, one, end - int(options.get("trend_days", 90)))
    if before is None:
        return False
    fallen = money(before["score"]) - money(known[one]["score"])
    return fallen >= money(options.get("drop_points", 20))


def _flows(
    view: View, method: str, options: Options, active: list[str], risky: list[str]
) -> Answers:
    """Who turned at risk since the period before, who is no longer, who left."""
    nothing: Answers = dict.fromkeys(("turned", "recovered", "left"), undefined("no_such_period"))
    if view.before is None:
        return nothing
    then = View(view.world, view.before)
    free, end = options.get("zero_is_active", False), view.before.last_day
    were = [one for one in view.closing_members if then.active_closing(one, free)]
    known = _known_health(then, were, end, options)
    by_hand = method == "manual" or (method == "any_of" and options.get("methods") == ("manual",))
    if not (were if by_hand else known):
        return nothing
    listed = [one for one in were if _is_at_risk(then, known, end, options, one, method)]
    return {
        "turned": number(len([one for one in risky if one not in listed])),
        "recovered": number(len([one for one in listed if one in active and one not in risky])),
        "left": number(len([one for one in listed if one not in active])),
    }


def at_risk_accounts(view: View, method: str, options: Options) -> Answers:
    active = active_at_closing(view, options)
    end = view.span.last_day
    known = _known_health(view, active, end, options)

    def at_risk(one: str, how: str) -> bool:
        return _is_at_risk(view, known, end, options, one, how)

    risky = [one for one in active if at_risk(one, method)]
    labels: dict[str, set[str]] = {}
    for row in view.world.of("reasons"):
        noted = day(row["date"]) or 0
        if (
            row["kind"] == "risk"
            and row["customer_id"] in risky
            and lookback_start(view, options) <= noted <= end
            and not resolved(row, end)
        ):
            labels.setdefault(row["label"], set()).add(row["customer_id"])
    bands: dict[str, int] = {}
    for one in active:
        band = known[one].get("band") if one in known else None
        bands[band or "unknown"] = bands.get(band or "unknown", 0) + 1
    revenue = sum((view.closing_own_rate(one) for one in risky), Fraction(0))
    parts: Answers = {
        "value": ratio(len(risky), len(active), "zero_denominator", len(active)),
        "accounts": number(len(risky)),
        "revenue": number(revenue * view.world.annual),
        "trend": {k: ratio(len(who), len(risky), "zero_denominator") for k, who in labels.items()},
        "customers": {label: number(len(who)) for label, who in labels.items()},
        "bands": {band: number(count) for band, count in bands.items()},
        **_flows(view, method, options, active, risky),
    }
    by_hand = method == "manual" or (
        method == "any_of" and "manual" in options.get("methods", ("manual",))
    )
    if active and not known and not by_hand:  # nothing is known of anybody
        for part in ("value", "accounts", "revenue", "turned", "recovered", "left"):
            parts[part] = undefined("no_current_health")
    if method != "manual":
        parts["coverage"] = ratio(len(known), len(active), "zero_denominator")
    return _closed(view, parts)


def resolved(row: Row, when: int) -> bool:
    closed = day(row.get("resolved_on"))
    return closed is not None and closed <= when
