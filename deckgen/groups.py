"""Groups of customers as people name them: ``region=EMEA`` typed, labels on slides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.compute import Results
from deckgen.config.groups import folded
from deckgen.errors import ConfigError, did_you_mean, error
from deckgen.model.request import Group


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
    found = [
        group
        for group in groups_of(results, dimensions_of(wanted))
        if all(folded(dict(group)[name] or "") == folded(value or "") for name, value in wanted)
    ]
    if found:
        exact = (group for group in found if set(group) == set(wanted))
        return next(exact, found[0])
    raise unknown_group(results, wanted)


def groups_of(results: Results, dimensions: Sequence[str]) -> tuple[Group, ...]:
    """The groups by these dimensions, in whatever order they are named. Raises ``ConfigError``
    when nothing was computed by them."""
    grouping = results.grouping_of(dimensions)
    if grouping is None:
        known = [" x ".join(one) for one in results.request.groupings if one]
        message = f"no segments by {' x '.join(dimensions)}"
        raise ConfigError(error("segment-102", message, hint=did_you_mean(dimensions[0], known)))
    return results.groups(grouping)


def unknown_group(results: Results, wanted: Group) -> ConfigError:
    """The error for a segment that no customer is in, with the nearest that has some."""
    label = ", ".join(f"{name}={value or ''}" for name, value in wanted)
    values = [group_label(group) for group in groups_of(results, dimensions_of(wanted))]
    nearest = did_you_mean(", ".join(value or "" for _, value in wanted), values)
    return ConfigError(error("segment-103", f"no customer is in the segment {label}", hint=nearest))


def group_label(group: Group) -> str:
    """What slides and file names call a group; "" for the whole company."""
    return ", ".join(f"no {name}" if value is None else value for name, value in group)


def described(group: Group) -> str:
    """A group in a message: its name, or which dimension its customers have no value of."""
    if any(value is None for _, value in group):
        return f"customers with {group_label(group)}"
    return group_label(group) or "all customers"
