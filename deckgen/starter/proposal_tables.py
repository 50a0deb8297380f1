"""One feed of the proposed ``tables``: every line with its evidence, every column accounted for."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.model.table import TABLES, Column, ColumnType, Table
from deckgen.starter.recognition.annual import Annual, annual
from deckgen.starter.recognition.codes import CODES, recoding
from deckgen.starter.recognition.columns import Match
from deckgen.starter.recognition.headers import plain_words
from deckgen.starter.recognition.profile import Profile
from deckgen.starter.recognition.rows import questions
from deckgen.starter.recognition.tables import Fit
from deckgen.starter.yaml_text import commented, note, scalar, short

_MOST_UNKNOWN = 12
Value = str | int | bool | None


def feed_lines(fit: Fit) -> list[str]:
    """The feed as YAML lines without indentation."""
    lines = [note(0, _heading(fit))]
    lines += [note(0, f"question: {text}") for text in questions(fit)]
    if fit.known is not None:
        lines += [note(0, f"{fit.known.system}: {text}") for text in fit.known.notes]
    lines.append(f"source: {scalar(fit.sheet.name)}")
    lines += _where(fit)
    lines += _columns(fit)
    lines += _values(fit)
    lines += _set(fit)
    lines += [note(0, f"not recognised: {_left_over(fit, column)}") for column in fit.unmapped]
    return lines


def _heading(fit: Fit) -> str:
    rows = len(fit.sheet.rows)
    count = _rows(rows) if fit.sheet.complete else f"the first {rows} rows"
    name, grain = fit.table.name, fit.table.grain
    if fit.missing:
        doubt = f"guess: {name} (one row per {grain}), but {', '.join(fit.missing)} is missing"
    elif fit.runner_up is not None:
        doubt = f"guess: {name} (one row per {grain}); {fit.runner_up} is close, check"
    elif not fit.sure:
        doubt = f"guess: {name} (one row per {grain}) by its header, without a row to check"
    else:
        doubt = f"sure: {name} (one row per {grain}), no other table comes close"
    known = f", {fit.known.title}" if fit.known is not None else ""
    return f"{doubt}; {fit.sheet.display}{known}, {count} looked at"


def _where(fit: Fit) -> list[str]:
    asked = [
        commented(
            f"# where: {{{scalar(one.column)}: {scalar(one.value)}}}",
            f"question: are these no customers? It {one.why}",
        )
        for one in fit.filters
        if one.asked
    ]
    lines = [
        commented(f"  {scalar(one.column)}: {scalar(one.value)}", f"guess: {one.why}")
        for one in fit.filters
        if not one.asked
    ]
    return [*asked, "where:", *lines] if lines else asked


def _columns(fit: Fit) -> list[str]:
    lines = ["columns:"]
    for column in fit.table.columns:
        match = fit.columns.get(column.name)
        if match is not None:
            per_year = _annual(fit, column, match)
            filler = scalar(match.profile.name)
            if per_year is not None and (per_year.times or 1) != 1:
                filler = f"{{column: {filler}, times: {per_year.times}}}"
            line = f"  {column.name}: {filler}"
            lines.append(commented(line, _evidence(fit, column, match, per_year)))
        elif column.name in fit.missing:
            lines.append(f"  # {column.name}: ???".ljust(46) + f"  # {_why_missing(fit, column)}")
        elif column.name in fit.blocked and column.name not in fit.fixed:
            barred = fit.blocked[column.name]
            lines.append(note(2, f"{column.name}: not mapped, {barred.why}"))
    for name, profile in fit.own.items():
        why = f"yours: {profile.distinct} different values, can cut the slides"
        lines.append(commented(f"  {name}: {scalar(profile.name)}", why))
    return lines


def level_of(fit: Fit, match: Match) -> str:
    """``sure`` only where the column and the table are beyond doubt."""
    certain = match.sure and fit.runner_up is None and match.column not in fit.rivals
    return "sure" if certain else "guess"


def _annual(fit: Fit, column: Column, match: Match) -> Annual | None:
    if (fit.table.name, column.name) != ("contracts", "acv"):
        return None
    return annual(fit.sheet, match.profile)


def _evidence(fit: Fit, column: Column, match: Match, per_year: Annual | None) -> str:
    text = f"{level_of(fit, match)}: {match.why}"
    if column.name in fit.rivals:
        text += f"; or is it {short(fit.rivals[column.name])}?"
    if (fit.table.name, column.name) != ("contracts", "acv"):
        return text
    if per_year is not None and per_year.times is not None:
        if match.sure and per_year.times == 1:
            return text
        return f"{text}; {per_year.why}, and acv is per year"
    if per_year is not None or not match.sure:
        doubt = f" {per_year.why}:" if per_year is not None else ""
        remedy = per_year.remedy if per_year is not None else ""
        remedy = remedy or "For monthly amounts write  acv: {column: …, times: 12}"
        text += f"; question:{doubt} is it per year, as acv is? {remedy}"
    return text


def _why_missing(fit: Fit, column: Column) -> str:
    if column.name in fit.blocked:
        return f"required: {fit.blocked[column.name].why}"
    text = f"required: no column looks like {_words(column)}"
    if _can_be_set(fit.table, column):
        text += f"; if all rows have the same, write  set: {{{column.name}: {column.codes[0]}}}"
    return text


def _can_be_set(table: Table, column: Column) -> bool:
    return bool(column.codes) and (table.name, column.name) in CODES


def _words(column: Column) -> str:
    kind = {ColumnType.DAY: "the date", ColumnType.MONTH: "the month"}.get(column.type, "it")
    return f"one of {', '.join(column.codes)}" if column.codes else kind


def _values(fit: Fit) -> list[str]:
    blocks: list[str] = []
    for column in fit.table.columns:
        match = fit.columns.get(column.name)
        if match is not None:
            blocks += _recoded(fit, column, match)
    return ["values:", *blocks] if any(not b.lstrip().startswith("#") for b in blocks) else blocks


def _recoded(fit: Fit, column: Column, match: Match) -> list[str]:
    counts = match.profile.counts
    known: Mapping[str, Value]
    unknown: Mapping[str, int] = {}
    if fit.known is not None and column.name in fit.known.values:
        words = fit.known.values[column.name]
        known = {value: words[value.lower()] for value in counts if value.lower() in words}
    else:
        found = recoding(fit.table.name, column.name, match.profile)
        if found is None:
            return []
        known, unknown = found.known, found.unknown
    lines = [
        commented(f"    {scalar(value)}: {scalar(code)}", _rows(counts[value]))
        for value, code in known.items()
        if value != code
    ]
    strange = [note(4, _ask(column, value, times)) for value, times in unknown.items()]
    if len(strange) > _MOST_UNKNOWN:
        rest = len(strange) - _MOST_UNKNOWN
        strange = [*strange[:_MOST_UNKNOWN], note(4, f"… and {rest} more values")]
    if not lines:
        return strange
    return [f"  {column.name}:", *lines, *strange]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _ask(column: Column, value: str, times: int) -> str:
    return (
        f"{scalar(value)}: ???   {_rows(times)}; {column.name} is one of {', '.join(column.codes)}"
    )


def _set(fit: Fit) -> list[str]:
    if not fit.fixed:
        return []
    lines = ["set:"]
    for name, one in fit.fixed.items():
        level = "sure" if one.sure else "guess"
        lines.append(commented(f"  {name}: {scalar(one.value)}", f"{level}: {one.why}"))
    return lines


def _left_over(fit: Fit, column: Profile) -> str:
    name = short(column.name, 60)
    if not column.filled:
        return f"{name} (empty)"
    if column.distinct == 1:
        return f"{name} (always {short(column.samples[0])})"
    said = set(plain_words(column.name))
    values = ", ".join(short(value, 24) for value in column.samples)
    if fit.table.name != "customers" and said & {"mrr", "arr"} and "current" in said:
        return f"{name} (today's value in every row by its name; {values})"
    if fit.table.name == "customers" and said & {"mrr", "arr"}:
        return f"{name} (today's value, no history: revenue needs one row per month; {values})"
    return f"{name} ({values})"


def extends(table: str) -> str:
    """What one row of a table is and what it needs, for a table that nothing feeds."""
    found = TABLES[table]
    needs = [column.name for column in found.columns if column.required]
    return f"one row per {found.grain}; needs {', '.join(needs)}"
