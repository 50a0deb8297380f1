"""A recognition as the text of ``config.yaml``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from deckgen.model.metric import Catalogue
from deckgen.model.source import SourceKind
from deckgen.model.table import ColumnType
from deckgen.starter.proposal_gaps import gap_lines
from deckgen.starter.proposal_tables import feed_lines
from deckgen.starter.recognition import formats
from deckgen.starter.recognition.formats import Finding
from deckgen.starter.recognition.own import is_dimension
from deckgen.starter.recognition.profile import Profile, Sheet
from deckgen.starter.recognition.tables import Fit, Recognition
from deckgen.starter.yaml_text import commented, note, scalar, short

_HEAD = """\
# yaml-language-server: $schema=config.schema.json
#
# Proposed by `deckgen init --from`. Nothing is assumed silently; every line says what it rests on:
#
#   sure             the header says it and the values agree
#   guess            probable: look at it before you trust a number
#   question         only you can know; nothing is set until you say it
#   ???              required, and nothing was found: `deckgen check` asks for it
#   not recognised   columns that are not used
#
# Paths are relative to this file. Without `sections` the deck shows the sixteen executive metrics;
# one whose data is missing says so on its slide. `deckgen metrics` lists methods and options.

deck:
  company: Your company                         # question: the name that the slides print
  title: Customer success executive review

period:
  current: latest                               # the last period that the data completes
  grain: quarter                                # week | month | quarter | half | year
  history: 8
  fiscal_year_start_month: 1                    # question: does your fiscal year start in January?
  timezone: UTC                                 # question: timestamps become days of this zone
"""
_MOST_VALUES = 12
_PREFERRED = ("segment", "region", "country", "industry")


def proposal_text(
    found: Recognition,
    empty: Sequence[tuple[str, str]],
    folder: Path,
    catalogue: Catalogue | None = None,
    narrative: str | None = None,
) -> str:
    """The whole file. ``empty`` are sheets without rows, ``folder`` is where the file will lie,
    ``narrative`` the name of the file beside it that holds people's texts."""
    derived = _derived(found.fits)
    lines = [
        *_HEAD.splitlines(), "", *_money(found.fits, derived), "", *_sources(found, folder), "",
        *_tables(found.fits, derived),
    ]  # fmt: skip
    lines += _refused(found, empty, folder)
    gaps = gap_lines(found.fits, derived, catalogue)
    lines += ["", *gaps] if gaps else []
    segments = _segments(found.fits)
    lines += ["", *segments] if segments else []
    if narrative is not None:
        why = "yours: why things happened, and what is next"
        lines += ["", commented(f"narrative: {narrative}", why)]
    return "\n".join(lines) + "\n"


def _money(fits: Sequence[Fit], derived: str | None) -> list[str]:
    unit = formats.revenue_unit(fits)
    has_unit = any(fit.table.name in {"revenue", "movements"} for fit in fits)
    if derived == "contracts" and not has_unit:
        unit = Finding("mrr", "sure", "revenue is derived from contracts, per month")
    return [
        "money:",
        *_setting("  ", "currency", formats.currency(fits)),
        *_setting("  ", "revenue_unit", unit),
    ]


def _setting(indent: str, key: str, finding: Finding | None) -> list[str]:
    if finding is None:
        return []
    mark = "# " if finding.level == "question" else ""
    line = f"{indent}{mark}{key}: {scalar(finding.value)}"
    return [commented(line, f"{finding.level}: {finding.why}")]


def _derived(fits: Sequence[Fit]) -> str | None:
    """The table that revenue is made from, where no export holds it month by month."""
    fed = {fit.table.name for fit in fits}
    if "revenue" in fed:
        return None
    return next((table for table in ("contracts", "movements") if table in fed), None)


def _sources(found: Recognition, folder: Path) -> list[str]:
    if not found.fits:
        return ["# sources: none, since no export was recognised"]
    lines = ["sources:"]
    for fit in found.fits:
        lines += _source(fit.sheet, folder)
        lines += _setting("    ", "date_format", formats.date_format(fit))
        lines += _setting("    ", "decimal", formats.decimal_sign(fit))
        lines += [note(4, text) for text in fit.sheet.notes]
    return lines


def _source(sheet: Sheet, folder: Path) -> list[str]:
    lines = [
        f"  {sheet.name}:",
        f"    type: {sheet.kind}",
        f"    path: {scalar(path_in_config(sheet.path, folder))}",
    ]
    if sheet.part is not None:
        key = "table" if sheet.kind is SourceKind.SQLITE else "sheet"
        lines.append(f"    {key}: {scalar(sheet.part)}")
    return lines


def path_in_config(path: Path, folder: Path) -> str:
    """A path as the config writes it: relative to its folder, unless they share only the root."""
    absolute, base = os.path.abspath(path), os.path.abspath(folder)
    try:
        shared = os.path.commonpath([absolute, base])
    except ValueError:  # different drives
        return absolute
    if os.path.dirname(shared) == shared:
        return absolute
    relative = os.path.relpath(absolute, base).replace(os.sep, "/")
    return f"./{relative}" if relative.startswith("~") else relative


def _tables(fits: Sequence[Fit], derived: str | None) -> list[str]:
    if not fits:
        return ["# tables: none yet: map your columns to deckgen's, as in config.example.yaml"]
    lines = ["tables:"]
    names = dict.fromkeys(fit.table.name for fit in fits)
    for name in names:
        feeds = [feed_lines(fit) for fit in fits if fit.table.name == name]
        lines.append(f"  {name}:")
        if len(feeds) == 1:
            lines += [f"    {line}" for line in feeds[0]]
        else:
            for feed in feeds:
                lines += _item(feed)
        lines.append("")
    if derived is not None:
        lines += _revenue_from(derived)
    return lines[:-1] if not lines[-1] else lines


def _item(feed: Sequence[str]) -> list[str]:
    """A feed as an entry of a list: its comments first, then the dash before ``source``."""
    start = next(index for index, line in enumerate(feed) if line.startswith("source:"))
    return [
        *(f"    {line}" for line in feed[:start]),
        f"    - {feed[start]}",
        *(f"      {line}" for line in feed[start + 1 :]),
    ]


def _revenue_from(derived: str) -> list[str]:
    why = {
        "contracts": "no export holds revenue month by month: derived from the terms in force",
        "movements": "no export holds revenue month by month: derived as the running sum of all "
        "movements, which must go back to the first one",
    }[derived]
    return ["  revenue:", commented(f"    from: {derived}", f"guess: {why}")]


def _refused(found: Recognition, empty: Sequence[tuple[str, str]], folder: Path) -> list[str]:
    if not found.refused and not empty:
        return []
    lines = ["", note(0, "Not used:")]
    for sheet, why in found.refused:
        path = path_in_config(sheet.path, folder)
        place = f"{path}[{sheet.part}]" if sheet.part is not None else path
        lines.append(note(0, f"  not recognised: {place}: {why}"))
        lines += [note(0, f"      {_column(column)}") for column in sheet.columns]
        lines.append(note(0, f"      as a source:  {_on_one_line(sheet, path)}"))
    return lines + [note(0, f"  not recognised: {place}: {why}") for place, why in empty]


def _on_one_line(sheet: Sheet, path: str) -> str:
    """The source of a sheet, to be copied by whoever knows what its columns are."""
    part = f", sheet: {scalar(sheet.part)}" if sheet.kind is SourceKind.EXCEL and sheet.part else ""
    if sheet.kind is SourceKind.SQLITE and sheet.part:
        part = f", table: {scalar(sheet.part)}"
    return f"{sheet.name}: {{type: {sheet.kind}, path: {scalar(path)}{part}}}"


def _column(column: Profile) -> str:
    values = ", ".join(short(value, 24) for value in column.samples) or "empty"
    return f"{short(column.name, 60)} ({values})"


def _segments(fits: Sequence[Fit]) -> list[str]:
    found: dict[str, Profile] = {}
    for fit in fits:
        if fit.table.name != "customers":
            continue
        for name, match in fit.columns.items():
            column = fit.table.column(name)
            if name == "segment" and column and column.type is ColumnType.TEXT:
                found[name] = match.profile
        found |= fit.own
    usable = {
        name: profile
        for name, profile in found.items()
        if is_dimension(profile) and profile.distinct <= _MOST_VALUES
    }
    if not usable:
        return []
    ranked = sorted(
        usable, key=lambda n: (_PREFERRED.index(n) if n in _PREFERRED else 9, usable[n].distinct, n)
    )
    chosen, rest = ranked[:2], ranked[2:]
    values = "; ".join(f"{name} has {usable[name].distinct} values" for name in chosen)
    more = f"; possible too: {', '.join(rest)}" if rest else ""
    return ["segments:", commented(f"  by: [{', '.join(chosen)}]", f"guess: {values}{more}")]
