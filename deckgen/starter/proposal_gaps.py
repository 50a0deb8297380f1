"""What no export feeds, and what the deck cannot show without it."""

from __future__ import annotations

from collections.abc import Collection

from deckgen.model.metric import Catalogue
from deckgen.model.table import TABLES
from deckgen.starter.proposal_tables import extends
from deckgen.starter.recognition.tables import Fit
from deckgen.starter.yaml_text import note


def gap_lines(fits: Collection[Fit], derived: str | None, catalogue: Catalogue | None) -> list[str]:
    """Comment lines; none if everything is fed. ``derived``: from what revenue is made, if it is.

    Without a catalogue the tables are named, the metrics are not.
    """
    fed = {fit.table.name for fit in fits} | ({"revenue"} if derived else set())
    if any(fit.table.name == "customers" and "csm_id" in fit.columns for fit in fits):
        fed.add("assignments")  # staging makes them of the customers' own managers
    lines: list[str] = []
    for table in TABLES:
        if table not in fed:
            lines += [note(0, f"  {table}: {extends(table)}"), *_metrics_of(table, catalogue)]
    lines += _columns(fits, fed, catalogue)
    if not lines:
        return []
    return [note(0, "Not in these exports, and what it would take:"), *lines]


def _metrics_of(table: str, catalogue: Catalogue | None) -> list[str]:
    metrics = (catalogue or {}).values()
    without = [m.id for m in metrics if any(_table(one) == table for one in m.inputs)]
    less = [
        m.id
        for m in metrics
        if m.id not in without and any(_table(one) == table for one in m.optional_inputs)
    ]
    lines = []
    if without:
        lines.append(note(0, f"      not available without it: {', '.join(without)}"))
    if less:
        lines.append(note(0, f"      less to show without it: {', '.join(less)}"))
    return lines


def _table(name: str) -> str:
    return name.partition(".")[0]


def _columns(fits: Collection[Fit], fed: Collection[str], catalogue: Catalogue | None) -> list[str]:
    """Single columns that metrics need in tables that are fed."""
    mapped = {
        f"{fit.table.name}.{name}" for fit in fits for name in (*fit.columns, *fit.fixed, *fit.own)
    }
    needed: dict[str, list[str]] = {}
    for metric in (catalogue or {}).values():
        for name in metric.inputs:
            if "." in name and _table(name) in fed and name not in mapped:
                needed.setdefault(name, []).append(metric.id)
    return [
        note(0, f"  {name}: not available without it: {', '.join(ids)}")
        for name, ids in needed.items()
    ]
