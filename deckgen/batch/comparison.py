"""Where the company's numbers may stand beside a segment's: nowhere where they tell about few.

Who has numbers of some customers and the company's has those of all others, too. Two pools of
readers are thought of: those of one deck, and those of all decks of one kind (a deck per region, a
deck per region and segment), which leave out the segments without a deck of that kind. Where such
a rest is somebody but fewer than ``min_customers``, the company's number is left out. Customers in
no segment are no such rest: a difference tells a number then, but of nobody whom any reader knows,
and one customer that an export forgot must not end every comparison.

The kinds are those of the configuration, whatever is built now, so that a deck is the same alone
and among others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckgen.compute import Results
from deckgen.groups import dimensions_of
from deckgen.model.period import Period
from deckgen.model.request import Group
from deckgen.model.result import MetricResult, PartResult


def rest_is_small(whole: int, part: int, least: int) -> bool:
    """Whether those who are in the whole and not in the part are so few that the difference of
    two numbers tells about them."""
    return 0 < whole - part < least


def comparable(own: MetricResult, company: MetricResult, least: int) -> bool:
    """Whether the company's numbers beside a segment's leave the others unknown: in no period that
    both show may the rest of the base be below ``least`` and not empty."""
    pairs = zip(_bases(own.value), _bases(company.value), strict=True)
    return not any(
        part is not None and whole is not None and rest_is_small(whole, part, least)
        for part, whole in pairs
    )


def _bases(part: PartResult) -> Iterator[int | None]:
    """The size of the base in every period that a slide may show."""
    yield part.now.n
    for reading in (part.prior, part.year_ago, *(point.reading for point in part.trend)):
        yield reading.n if reading is not None else None


@dataclass(frozen=True, slots=True)
class Rest:
    """The groups of one kind that have no deck, by the kind's dimensions."""

    dimensions: tuple[str, ...]
    groups: tuple[Group, ...]

    def is_small(self, results: Results, least: int) -> bool:
        """Whether they are fewer customers than ``least``, but some, at the end of the period."""
        return 0 < sum(results.sizes.get(group, 0) for group in self.groups) < least

    def is_small_in(self, results: Results, metric: str, least: int) -> bool:
        """Whether they are so few in the base of a metric, in any period that a slide may show."""
        resolved, spans = results.metrics[metric], results.spans
        part = resolved.parts[resolved.headline]
        shown = dict.fromkeys((spans.current, spans.prior, spans.year_ago, *spans.trend))

        def sizes(period: Period) -> Iterator[int]:
            for group in self.groups:
                yield results.reading(resolved, part, period, group).n or 0

        return any(
            0 < _sum_up_to(sizes(period), least) < least for period in shown if period is not None
        )


def _sum_up_to(sizes: Iterable[int], enough: int) -> int:
    """The sum, or as much of it as is enough: of many groups a few are looked at."""
    total = 0
    for size in sizes:
        total += size
        if total >= enough:
            break
    return total


def rests(results: Results, decked: Iterable[Group]) -> tuple[Rest, ...]:
    """The rest of every kind of group that has decks, if there is one: segments that are small or
    excluded."""
    kinds: dict[frozenset[str], set[frozenset[tuple[str, str | None]]]] = {}
    for group in decked:
        if group:
            kinds.setdefault(frozenset(dimensions_of(group)), set()).add(frozenset(group))
    found = []
    for names, have in kinds.items():
        grouping = results.grouping_of(names)
        if grouping is not None:
            named = (
                one
                for one in results.groups(grouping)
                if all(value is not None for _, value in one)
            )
            left = (one for one in named if frozenset(one) not in have)
            found.append(Rest(grouping, tuple(left)))
    return tuple(one for one in found if one.groups)


def withheld(results: Results, left: Sequence[Rest], least: int) -> Mapping[str, Rest]:
    """The metrics whose company numbers would tell about a rest, each with the first of them."""
    found: dict[str, Rest] = {}
    for rest in left:
        every = rest.is_small(results, least)
        for metric in results.metrics:
            if metric not in found and (every or rest.is_small_in(results, metric, least)):
                found[metric] = rest
    return found


def told(found: Mapping[str, Rest], results: Results, least: int) -> Iterator[str]:
    """What is withheld, for the person who makes the decks: a line for every rest."""
    for rest in dict.fromkeys(found.values()):
        metrics = [metric for metric, one in found.items() if one == rest]
        by = " x ".join(rest.dimensions)
        if rest.is_small(results, least):
            count = sum(results.sizes.get(group, 0) for group in rest.groups)
            customers = f"{count} customer{'s have' if count > 1 else ' has'} no deck by {by}"
            yield (
                f"no segment's deck shows the company's numbers: {customers}, fewer than "
                f"min_customers ({least}), and would be told by the difference"
            )
        else:
            yield (
                f"no segment's deck shows the company's {', '.join(metrics)}: of the customers "
                f"without a deck by {by} fewer than min_customers ({least}) count there in some "
                "period that is shown"
            )
