"""Which canonical table an export feeds, and with which columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.model.table import TABLES, Table
from deckgen.starter.recognition.columns import Blocked, Ids, Match, matches, required_names
from deckgen.starter.recognition.fixed import Filter, Fixed, filters, fixed_values
from deckgen.starter.recognition.headers import plain_words
from deckgen.starter.recognition.names import DISTINCTIVE, FILE_WORDS
from deckgen.starter.recognition.own import own_columns
from deckgen.starter.recognition.profile import Profile, Sheet
from deckgen.starter.recognition.systems import KnownExport, known_export, plain_header
from deckgen.starter.recognition.unusable import unusable

_CLOSE = 0.8  # of the best table's score or columns
_ENOUGH = 2.5
_ONE_ROW_EACH = 0.95


@dataclass(frozen=True, slots=True)
class Fit:
    """A sheet as rows of one table. ``missing`` are required columns that nothing fills."""

    sheet: Sheet
    table: Table
    score: float
    columns: Mapping[str, Match]
    fixed: Mapping[str, Fixed]
    filters: Sequence[Filter]
    own: Mapping[str, Profile]
    missing: tuple[str, ...]
    blocked: Mapping[str, Blocked]
    rivals: Mapping[str, str]  # canonical column -> another column that would fit as well
    known: KnownExport | None = None
    runner_up: str | None = None

    @property
    def unmapped(self) -> tuple[Profile, ...]:
        """The columns of the sheet that are not used, in order."""
        used = {match.profile.name for match in self.columns.values()}
        used |= {profile.name for profile in self.own.values()}
        used |= {one.column for one in self.filters}
        used |= {one.profile.name for one in self.blocked.values()}
        return tuple(column for column in self.sheet.columns if column.name not in used)

    @property
    def sure(self) -> bool:
        """Whether the table is beyond doubt: rows, nothing missing, no other table as good."""
        return bool(self.sheet.rows) and not self.missing and self.runner_up is None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What all exports are together. ``refused`` are sheets that no table can use, and why."""

    fits: tuple[Fit, ...]
    refused: tuple[tuple[Sheet, str], ...]


def recognise(sheets: Sequence[Sheet]) -> Recognition:
    """Finds the customers first: their ids are the evidence for everything else."""
    refused = [(sheet, why) for sheet in sheets if (why := unusable(sheet)) is not None]
    usable = [sheet for sheet in sheets if all(sheet is not one for one, _ in refused)]
    ids = _customer_ids(usable)
    fits: list[Fit] = []
    for sheet in usable:
        fit = best_fit(sheet, ids)
        if fit is None:
            refused.append((sheet, "no table of deckgen has columns like these"))
        else:
            fits.append(fit)
    order = list(TABLES)
    fits.sort(key=lambda fit: order.index(fit.table.name))  # stable: files stay in their order
    return Recognition(tuple(fits), tuple(refused))


def _customer_ids(sheets: Sequence[Sheet]) -> tuple[Ids, ...]:
    found = [fit for sheet in sheets if (fit := best_fit(sheet, ())) is not None]
    return tuple(
        Ids(fit.sheet.display, frozenset(fit.columns["customer_id"].profile.counts))
        for fit in found
        if fit.table.name == "customers"
    )


def best_fit(sheet: Sheet, ids: tuple[Ids, ...]) -> Fit | None:
    """The table that a sheet fits best, with the runner-up if it is close."""
    known = known_export(sheet)
    fits = [fit for table in TABLES.values() if (fit := _fit(sheet, table, ids, known)) is not None]
    if not fits:
        return None
    fits.sort(key=lambda fit: -fit.score)
    best, *others = fits
    close = next((fit.table.name for fit in others if _is_close(fit, best)), None)
    return replace(best, runner_up=close)


def _is_close(fit: Fit, best: Fit) -> bool:
    """Nearly the best table's score, or complete with nearly as many of the sheet's columns."""
    covers = not fit.missing and len(fit.columns) >= _CLOSE * len(best.columns)
    return covers or fit.score >= _CLOSE * best.score


def _fit(sheet: Sheet, table: Table, ids: tuple[Ids, ...], known: KnownExport | None) -> Fit | None:
    if known is not None and known.table != table.name:
        known = None
    ranked, blocked = matches(table, sheet.columns, ids, known)
    chosen, rivals = _assigned(ranked)
    if table.name == "revenue":
        chosen = _with_needed_product(sheet, chosen)
    fixed = fixed_values(table.name, sheet, chosen)
    if known is not None:
        told = {
            name: Fixed(value, True, f"{known.title} are") for name, value in known.fixed.items()
        }
        fixed |= told
    barred = {one.column: one for one in reversed(blocked) if one.column not in chosen}
    missing = tuple(
        name for name in required_names(table.name) if name not in chosen and name not in fixed
    )
    if not _is_plausible(table, sheet, chosen, barred, missing):
        return None
    score = _score(
        table, sheet, chosen, fixed, [name for name in missing if name not in barred], known
    )
    if score < _ENOUGH:
        return None
    used = {match.profile.name for match in chosen.values()}
    free = [column for column in sheet.columns if column.name not in used]
    kept = [*_known_filters(sheet, known), *filters(table.name, sheet, free)]
    left = {one.column for one in kept} | {one.profile.name for one in barred.values()}
    own = own_columns(table, [column for column in free if column.name not in left])
    return Fit(
        sheet, table, score, _in_order(table, chosen), fixed, kept, own, missing, barred,
        rivals, known,
    )  # fmt: skip


def _in_order(table: Table, chosen: Mapping[str, Match]) -> dict[str, Match]:
    return {name: chosen[name] for name in table.names if name in chosen}


def _assigned(ranked: Sequence[Match]) -> tuple[dict[str, Match], dict[str, str]]:
    """Each canonical column gets the best source column that is still free."""
    chosen: dict[str, Match] = {}
    taken: set[str] = set()
    for match in ranked:
        if match.column not in chosen and match.profile.name not in taken:
            chosen[match.column] = match
            taken.add(match.profile.name)
    rivals: dict[str, str] = {}
    for match in ranked:
        best = chosen.get(match.column)
        if best is None or match.profile.name in taken:
            continue
        if match.quality >= best.quality - 0.05:
            rivals.setdefault(match.column, match.profile.name)
    return chosen, rivals


def _with_needed_product(sheet: Sheet, chosen: dict[str, Match]) -> dict[str, Match]:
    """A doubtful product column stays only when it tells rows of one customer and month apart."""
    product = chosen.get("product")
    if product is None or product.sure or not {"customer_id", "month"} <= chosen.keys():
        return chosen
    places = [chosen[name].profile.position for name in ("customer_id", "month")]
    without = {tuple(row[place] for place in places) for row in sheet.rows}
    places.append(product.profile.position)
    with_it = {tuple(row[place] for place in places) for row in sheet.rows}
    if len(without) < len(with_it):
        return chosen
    return {name: match for name, match in chosen.items() if name != "product"}


def _is_plausible(
    table: Table,
    sheet: Sheet,
    chosen: Mapping[str, Match],
    barred: Mapping[str, Blocked],
    missing: tuple[str, ...],
) -> bool:
    if not DISTINCTIVE[table.name] & {*chosen, *barred} or len(missing) > 1:
        return False
    if table.name == "customers":
        key = chosen["customer_id"].profile
        return key.distinct >= _ONE_ROW_EACH * key.rows and len(chosen) > 1
    if table.name == "surveys" and "score" in chosen:
        asked = {"sent_at", "responded_at", "response_id", "interaction_id", "comment"}
        return bool(asked & chosen.keys())
    if table.name == "memberships":
        return bool({"start_date", "end_date"} & chosen.keys())
    if table.name == "assignments":
        return bool({"start_date", "end_date", "role"} & chosen.keys()) or len(sheet.columns) <= 3
    return True


def _score(
    table: Table,
    sheet: Sheet,
    chosen: Mapping[str, Match],
    fixed: Mapping[str, Fixed],
    missing: Sequence[str],
    known: KnownExport | None,
) -> float:
    """Required columns count most; the more of the sheet's columns find a place, the better."""
    required = set(required_names(table.name))
    score = sum(
        match.quality * (2.0 if name in required or name in DISTINCTIVE[table.name] else 0.7)
        for name, match in chosen.items()
    )
    score += sum(1.2 if one.sure else 0.8 for name, one in fixed.items() if name in required)
    score -= 2.0 * len(missing)
    said = {*plain_words(sheet.path.stem), *plain_words(sheet.part or "")}
    score += 1.0 if said & FILE_WORDS[table.name] else 0.0
    return score + (10.0 if known is not None else 0.0)


def _known_filters(sheet: Sheet, known: KnownExport | None) -> list[Filter]:
    if known is None:
        return []
    names = {plain_header(column.name): column.name for column in sheet.columns}
    return [
        Filter(names[header], value, f"usual in {known.title}, check")
        for header, value in known.where.items()
        if header in names
    ]
