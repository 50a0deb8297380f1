"""Which groups of customers get a deck, and what becomes of those that get none.

Whatever is asked for ends in one of the two lists: a deck, or a line that says why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from deckgen.compute import Results
from deckgen.compute.folding import folded_group
from deckgen.config import Config, VariantChoice
from deckgen.config.groups import fits
from deckgen.errors import ConfigError, did_you_mean, error
from deckgen.groups import described, find_group, group_label, groups_of, unknown_group
from deckgen.model.request import Group

_COMPANY: Group = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A group of customers that gets a deck; ``()`` is everyone. ``members`` are the small groups
    that it stands for, where several share one deck."""

    group: Group
    customers: int
    members: tuple[Group, ...] = ()

    @property
    def label(self) -> str:
        """What slides and file names call it; "" for the whole company."""
        return group_label(self.group[:1] if self.members else self.group)


@dataclass(frozen=True, slots=True)
class Omitted:
    """Something that was asked for and gets no deck of its own, and why."""

    label: str
    customers: int
    reason: str

    def __str__(self) -> str:
        return f"no deck for {self.label}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The decks to make, in order, and what gets none."""

    variants: tuple[Variant, ...]
    omitted: tuple[Omitted, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for: values or patterns per dimension, and whether every variant
    of the configuration is meant (within those values, if there are any)."""

    values: Mapping[str, tuple[str | None, ...]]
    everything: bool = False

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that are narrowed down."""
        return tuple(self.values)

    def takes(self, group: Group) -> bool:
        """Whether a group lies within the values."""
        given = dict(group)
        return all(
            name in given and any(fits(pattern, given[name]) for pattern in patterns)
            for name, patterns in self.values.items()
        )


def wanted(pairs: Iterable[str], everything: bool = False) -> Wanted:
    """``["region=EMEA", "region=APAC", "segment=SMB"]`` as values per dimension. Dimensions narrow
    each other down; several values of one dimension each get a deck. An empty value means "in no
    segment". Raises ``ConfigError`` for another form."""
    values: dict[str, tuple[str | None, ...]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            hint = "for example --segment region=EMEA"
            raise ConfigError(error("segment-101", f"{pair!r} is not dimension=value", hint=hint))
        known = values.get(name.strip(), ())
        values[name.strip()] = tuple(dict.fromkeys((*known, value.strip() or None)))
    return Wanted(values, everything)


def select(results: Results, config: Config, asked: Wanted) -> Selection:
    """The decks of a run: those asked for by name, or the company's and those of all variants.

    A segment named on the command line gets its deck whatever its size; raises ``ConfigError`` if
    no customer is in it. Of the variants, those below ``min_customers`` and those without any
    customer are omitted, or share one deck if the configuration says so.
    """
    if not asked.everything:
        return Selection(tuple(_named(results, asked)))
    chosen: dict[Group, Variant] = {}
    omitted: list[Omitted] = []
    small: dict[tuple[str, ...], dict[Group, None]] = {}
    if not asked.values:
        chosen[_COMPANY] = Variant(_COMPANY, _size(results, _COMPANY))
    for choice in config.segments.choices:
        taken = [
            group
            for group in groups_of(results, choice.dimensions)
            if choice.takes(group) and asked.takes(group)
        ]
        if not asked.values:
            omitted += _absent(results, choice)
        for group in taken:
            if config.segments.excludes(group) or group in chosen:
                continue
            size = _size(results, group)
            if size < config.segments.min_customers:
                small.setdefault(choice.dimensions, {})[group] = None
            else:
                chosen[group] = Variant(group, size)
    for dimensions, groups in small.items():
        shared, left = _small_ones(results, config, dimensions, tuple(groups))
        chosen |= {one.group: one for one in shared}
        omitted += left
    if not chosen:
        named = ", ".join(f"{name}={value}" for name, values in asked.values.items()
                          for value in values)  # fmt: skip
        hint = "segments.variants says which segments get decks; with fewer than min_customers none"
        raise ConfigError(error("segment-104", f"no variant lies within {named}", hint=hint))
    return Selection(tuple(chosen.values()), tuple(dict.fromkeys(omitted)))


def every_variant(results: Results, config: Config) -> Sequence[Group]:
    """Every group that the configuration's variants name, whatever its size, company excluded."""
    found: dict[Group, None] = {}
    for choice in config.segments.choices:
        for group in groups_of(results, choice.dimensions):
            if choice.takes(group) and not config.segments.excludes(group):
                found[group] = None
    return tuple(found)


def _named(results: Results, asked: Wanted) -> Iterable[Variant]:
    """One deck per combination of the values; a pattern stands for all groups that it means."""
    if not asked.values:
        yield Variant(_COMPANY, _size(results, _COMPANY))
        return
    found: dict[Group, None] = {}
    for combination in product(*asked.values.values()):
        pairs = tuple(zip(asked.values, combination, strict=True))
        if not any(_is_pattern(value) for value in combination):
            found[find_group(results, pairs)] = None
            continue
        one = Wanted({name: (value,) for name, value in pairs})
        meant = [group for group in groups_of(results, asked.dimensions) if one.takes(group)]
        if not meant:
            raise unknown_group(results, pairs)
        found |= dict.fromkeys(meant)
    for group in found:
        yield Variant(group, _size(results, group))


def _is_pattern(value: str | None) -> bool:
    return value is not None and ("*" in value or "?" in value)


def _absent(results: Results, choice: VariantChoice) -> Iterable[Omitted]:
    """Values that a configuration lists and no customer has."""
    groups = groups_of(results, choice.dimensions)
    for name, patterns in choice.values.items():
        there = {dict(group)[name] for group in groups}
        for pattern in patterns:
            if not any(fits(pattern, value) for value in there):
                near = did_you_mean(pattern or "", [one for one in there if one is not None])
                hint = f" ({near})" if near else ""
                place = f"{choice.place}: " if choice.place else ""
                yield Omitted(f"{name}={pattern or ''}", 0, f"{place}no customer is in it{hint}")


def _small_ones(
    results: Results, config: Config, dimensions: tuple[str, ...], small: tuple[Group, ...]
) -> tuple[list[Variant], list[Omitted]]:
    """The deck that segments below ``min_customers`` share, and a line on each of them. Together
    they must reach ``min_customers``, and one alone shares with nobody."""
    least = config.segments.min_customers
    total = sum(_size(results, group) for group in small)
    if config.segments.small_segments == "other" and len(small) > 1 and total >= least:
        into = folded_group(results, dimensions)
        variant = Variant(into, total, small)
        end = f"in the deck of {variant.label!r}"
        return [variant], [_too_small(results, group, least, end) for group in small]
    return [], [_too_small(results, group, least) for group in small]


def _too_small(results: Results, group: Group, least: int, end: str = "") -> Omitted:
    size = _size(results, group)
    reason = f"{size:,} customer{'s' * (size != 1)}, fewer than min_customers ({least})"
    return Omitted(described(group), size, f"{reason}; {end}" if end else reason)


def _size(results: Results, group: Group) -> int:
    return results.sizes.get(group, 0)
