"""What the rows of an export have in common without saying it in a column: a kind, a scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.starter.recognition.columns import Match
from deckgen.starter.recognition.headers import phrase, plain_words, scale_in, slug
from deckgen.starter.recognition.names import NAMES
from deckgen.starter.recognition.profile import Profile, Sheet

_SURVEY_WORDS = (
    ("nps", frozenset({"nps", "recommend", "promoter"})),
    ("csat", frozenset({"csat", "satisfaction", "satisfied"})),
    ("ces", frozenset({"ces", "effort"})),
)
_REASON_WORDS = (
    ("churn", frozenset({"churn", "churned", "cancellation", "cancel", "cancellations", "lost"})),
    ("product_gap", frozenset({"gap", "gaps", "feature"})),
    ("upsell", frozenset({"upsell", "upsells", "expansion"})),
    ("risk", frozenset({"risk", "risks"})),
)
_TESTS = frozenset({"trial", "test", "internal", "demo", "sandbox"})
_GONE = frozenset(
    {"former", "churned", "lost", "ex", "past", "inactive", "cancelled", "canceled", "terminated"}
)
_CUSTOMERS = frozenset({"customer", "customers", "client", "paying customer"})
_KINDS_OF_ACCOUNT = frozenset(
    {"type", "customer type", "record type", "lifecycle stage", "stage", "relationship", "status",
     "customer status"}
)  # fmt: skip
_FEW = 12


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value for every row, with its evidence."""

    value: str | int
    sure: bool
    why: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows that should be kept, with the evidence."""

    column: str
    value: str | bool
    why: str
    asked: bool = False  # only a question: a person should decide


def fixed_values(table: str, sheet: Sheet, chosen: Mapping[str, Match]) -> dict[str, Fixed]:
    """What ``set`` should say for a sheet that feeds a table."""
    found: dict[str, Fixed] = {}
    if table == "surveys":
        score = chosen.get("score")
        if "kind" not in chosen:
            kind = _survey_kind(sheet, score)
            if kind is not None:
                found["kind"] = kind
        if score is not None and "kind" in found:
            found |= _scale(found["kind"], score.profile)
    elif table == "reasons" and "kind" not in chosen:
        kind = _by_words(_REASON_WORDS, sheet, chosen.get("label"))
        if kind is not None:
            found["kind"] = kind
    elif table == "memberships" and "dimension" not in chosen and "value" in chosen:
        header = chosen["value"].profile.name
        tiers = NAMES["customers"]["segment"].strong
        known = phrase(header) in tiers
        name = "segment" if known else slug(header, "dimension")
        found["dimension"] = Fixed(name, known, f"the column is called {header!r}")
    return found


def _survey_kind(sheet: Sheet, score: Match | None) -> Fixed | None:
    kind = _by_words(_SURVEY_WORDS, sheet, score)
    if kind is not None or score is None:
        return kind
    scale = scale_in(score.profile.name)
    if scale == (0, 10):
        return Fixed("nps", False, "a scale of 0 to 10 is usual for NPS, check")
    return None


def _by_words(
    words: tuple[tuple[str, frozenset[str]], ...], sheet: Sheet, match: Match | None
) -> Fixed | None:
    """The kind that the main column's header says, else the sheet's or file's name."""
    places = [
        (match.profile.name if match is not None else "", "the column is called {!r}"),
        (sheet.part or "", "the sheet is called {!r}"),
        (sheet.path.stem, "the file is called {!r}"),
    ]
    for number, (text, why) in enumerate(places):
        said = set(plain_words(text))
        kinds = [kind for kind, marks in words if marks & said]
        if len(kinds) == 1:
            return Fixed(kinds[0], number == 0, why.format(text))
    return None


def _scale(kind: Fixed, score: Profile) -> dict[str, Fixed]:
    stated = scale_in(score.name)
    if stated is not None:
        why, sure = f"{score.name!r} says so", True
        low, high = stated
    elif kind.value == "nps":
        low, high, why, sure = 0, 10, "NPS is asked on this scale", kind.sure
    elif score.low is not None and score.high is not None and 0 <= score.low <= score.high <= 10:
        low = 1 if score.low >= 1 else 0
        high = next(top for top in (1, 5, 7, 10) if score.high <= top)
        why, sure = f"scores are {score.low} to {score.high}, check", False
    else:
        return {}
    return {"scale_min": Fixed(low, sure, why), "scale_max": Fixed(high, sure, why)}


def filters(table: str, sheet: Sheet, free: list[Profile]) -> list[Filter]:
    """Rows that are no customers: prospects, trials, tests. ``free`` columns are not mapped."""
    found: list[Filter] = []
    if table not in {"customers", "contracts", "revenue"}:
        return found
    for profile in free:
        said = set(plain_words(profile.name))
        flags = profile.filled and profile.flags == profile.filled and profile.distinct == 2
        if flags and said & _TESTS and len(said - {"is", "account", "customer"}) == 1:
            rest = sum(times for value, times in profile.counts.items() if _no(value))
            why = f"keeps {rest} of {profile.rows} rows, leaves out those with {profile.name!r}"
            # a customer who is on trial for one thing may pay for another
            asked = table == "customers" and "trial" in said
            found.append(Filter(profile.name, False, why, asked))
        elif table == "customers" and phrase(profile.name) in _KINDS_OF_ACCOUNT:
            kept = [value for value in profile.counts if value.lower() in _CUSTOMERS]
            if len(kept) == 1 and 1 < profile.distinct <= _FEW:
                others = [value for value in profile.counts if value != kept[0]]
                why = (
                    f"keeps {profile.counts[kept[0]]} of {profile.rows} rows, leaves out "
                    f"{', '.join(map(repr, others))}"
                )
                # former customers belong to the history: without them nobody ever churned
                gone = any(_GONE & set(value.lower().split()) for value in others)
                found.append(Filter(profile.name, kept[0], why, asked=gone))
    return found


def _no(value: str) -> bool:
    return value.lower() in {"false", "no", "f", "n", "0"}
