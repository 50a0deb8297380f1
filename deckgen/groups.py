"""Groups of customers as people name them: ``region=EMEA`` typed, labels on slides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.compute import Results
from deckgen.config import Config
from deckgen.errors import ConfigError, did_you_mean, error
from deckgen.model.request import Group

NO_VALUE = "(none)"
"""How customers without a value are labelled; the group itself holds ``None``."""


def parse_group(pairs: Iterable[str]) -> Group:
    """``["region=EMEA", "segment=SMB"]`` as a group. Raises ``ConfigError`` for another form."""
    group: dict[str, str | None] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            hint = "for example --segment region=EMEA"
            raise ConfigError(error("segment-101", f"{pair!r} is not dimension=value", hint=hint))
        if name.strip() in group:
            message = f"{name.strip()!r} is given twice"
            raise ConfigError(error("segment-101", message, hint="one value per dimension"))
        group[name.strip()] = value.strip()
    return tuple(group.items())


def dimensions_of(group: Group) -> tuple[str, ...]:
    """The dimensions a group is fixed on."""
    return tuple(name for name, _ in group)


def find_group(results: Results, wanted: Group) -> Group:
    """The group as the results hold it: case and surrounding space may differ in what was typed.

    Raises ``ConfigError`` for a dimension or a value that does not exist, with the ones that do.
    """
    if not wanted:
        return ()
    grouping = next(
        (one for one in results.request.groupings if set(one) == {name for name, _ in wanted}),
        None,
    )
    if grouping is None:
        known = [" x ".join(one) for one in results.request.groupings if one]
        message = f"no segments by {' x '.join(name for name, _ in wanted)}"
        raise ConfigError(error("segment-102", message, hint=did_you_mean(wanted[0][0], known)))
    typed = {name: (value or "").casefold() for name, value in wanted}
    for group in results.groups(grouping):
        if all((value or "").casefold() == typed[name] for name, value in group):
            return group
    label = ", ".join(f"{name}={value}" for name, value in wanted)
    values = [group_label(group) for group in results.groups(grouping)]
    nearest = did_you_mean(", ".join(value or "" for _, value in wanted), values)
    raise ConfigError(error("segment-103", f"no customer is in the segment {label}", hint=nearest))


def variants(results: Results, config: Config) -> Sequence[Group]:
    """Every group that gets a deck of its own, company excluded, in the config's order."""
    found: list[Group] = []
    for grouping in config.segments.variants:
        found += [
            group for group in results.groups(grouping) if not config.segments.excludes(group)
        ]
    return found


def too_small(results: Results, config: Config, group: Group) -> bool:
    """Whether a group is below ``min_customers`` and gets no deck."""
    return bool(group) and results.sizes.get(group, 0) < config.segments.min_customers


def group_label(group: Group) -> str:
    """What slides and file names call a group; "" for the whole company."""
    return ", ".join(NO_VALUE if value is None else value for _, value in group)
