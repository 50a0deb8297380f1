"""The layout for every role, out of rated candidates: the best, and the same where it serves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deckgen.theme.template.choosing import Candidate, Rating, Role
from deckgen.theme.template.reading import Layout

_CONSISTENT = 8.0  # a role leaves the metric slides' layout only for so many points more


@dataclass(frozen=True, slots=True)
class Choice:
    """The layout for a role, how it was rated, and whether a person decided it."""

    candidate: Candidate
    rating: Rating
    by_hand: bool = False
    note: str = ""

    @property
    def layout(self) -> Layout:
        """The layout."""
        return self.candidate.layout


def choose(
    candidates: Sequence[Candidate], by_hand: Mapping[Role, Candidate] | None = None
) -> dict[Role, Choice]:
    """A layout for every role. Content roles fall back to whatever has a title; see ``note``."""
    decided = by_hand or {}
    chosen: dict[Role, Choice] = {
        role: Choice(one, one.ratings[role], True, "set in theme.yaml")
        for role, one in decided.items()
    }
    if Role.METRIC not in chosen:
        chosen[Role.METRIC] = _best(candidates, Role.METRIC)
    metric = chosen[Role.METRIC]
    for role in (Role.SCORECARD, Role.TABLE):
        if role not in chosen:
            best = _best(candidates, role)
            same = metric.candidate.ratings[role]
            if best.rating.points - same.points < _CONSISTENT or best.note:
                best = Choice(metric.candidate, same, note="the same as for metrics")
            chosen[role] = best
    if Role.TITLE not in chosen:
        chosen[Role.TITLE] = _head(candidates, Role.TITLE, metric)
    if Role.SECTION not in chosen:
        chosen[Role.SECTION] = _section(candidates, metric, chosen[Role.TITLE])
    return {role: chosen[role] for role in Role}


def _best(candidates: Sequence[Candidate], role: Role) -> Choice:
    """The highest rated layout, the first on a tie."""
    best = max(candidates, key=_points(role))
    if best.ratings[role].veto:
        titled = [one for one in candidates if one.title_rect is not None] or list(candidates)
        best = max(titled, key=_free)
        reason = best.ratings[role].veto
        return Choice(best, best.ratings[role], note=f"no layout fits well; here {reason}")
    return Choice(best, best.ratings[role])


def _points(role: Role) -> Callable[[Candidate], tuple[bool, float, int]]:
    def key(one: Candidate) -> tuple[bool, float, int]:
        rating = one.ratings[role]
        return not rating.veto, round(rating.points, 6), -one.layout.number

    return key


def _free(one: Candidate) -> tuple[bool, float, int]:
    content = one.area.content
    upright = one.layout.title is not None and one.layout.title.upright
    return upright, content.area if content else 0.0, -one.layout.number


def _head(candidates: Sequence[Candidate], role: Role, metric: Choice) -> Choice:
    """On several masters the cover stays on the metric slides' master if it has one."""
    own = [one for one in candidates if one.layout.master.number == metric.layout.master.number]
    first = _best(own, role)
    overall = _best(candidates, role)
    return first if overall.rating.points - first.rating.points < 15 else overall


def _section(candidates: Sequence[Candidate], metric: Choice, title: Choice) -> Choice:
    best = _head(candidates, Role.SECTION, metric)
    shared = best.candidate is title.candidate or best.rating.points < 10
    if shared and not title.rating.veto:
        rating = title.candidate.ratings[Role.SECTION]
        return Choice(title.candidate, rating, note=_without_divider(candidates))
    return best


def _without_divider(candidates: Sequence[Candidate]) -> str:
    """Why the title's layout serves for sections: no divider, or what speaks against the one."""
    for one in candidates:
        reasons = one.ratings[Role.SECTION].reasons
        against = min(reasons, key=lambda why: why.points, default=None)
        if one.layout.type == "secHead" and against is not None and against.points < 0:
            return f"the title's layout, for {one.layout.name!r} will not do: {against.text}"
    return "no divider in it: the title's layout"
