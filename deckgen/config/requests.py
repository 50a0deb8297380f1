"""From a configuration to what the computation is asked for."""

from __future__ import annotations

from deckgen.config.loaded import Config
from deckgen.model.period import Period
from deckgen.model.request import Request


def request(config: Config, current: Period) -> Request:
    """The request for a period, for the groups of :func:`grouped_by`."""
    return Request(
        metrics=config.metrics,
        calendar=config.period.calendar,
        current=current,
        history=config.period.history,
        as_of=config.period.as_of,
        dimensions=dimensions_of(config),
        groupings=grouped_by(config),
        money=config.money,
        min_closing_coverage=config.min_closing_coverage,
    )


def dimensions_of(config: Config) -> tuple[str, ...]:
    """The dimensions of cuts and variants."""
    varied = (name for names in config.segments.variants for name in names)
    return tuple(dict.fromkeys([*config.segments.by, *varied]))


def grouped_by(config: Config) -> tuple[tuple[str, ...], ...]:
    """Everyone, each cut, each variant, and each cut inside each variant."""
    by, variants = config.segments.by, config.segments.variants
    wanted: list[tuple[str, ...]] = [(), *((name,) for name in by), *variants]
    wanted += [(*names, name) for names in variants for name in by if name not in names]
    in_order = (tuple(n for n in dimensions_of(config) if n in names) for names in wanted)
    return tuple(dict.fromkeys(in_order))
