"""From a configuration to what the computation is asked for."""

from __future__ import annotations

from deckgen.config.loaded import Config
from deckgen.model.period import Period
from deckgen.model.request import Request


def request(config: Config, current: Period) -> Request:
    """The request for a period.

    Groups: everyone, each cut, each variant, and each cut inside each variant.
    """
    by, variants = config.segments.by, config.segments.variants
    dimensions = tuple(dict.fromkeys([*by, *(name for names in variants for name in names)]))
    wanted: list[tuple[str, ...]] = [(), *((name,) for name in by), *variants]
    wanted += [(*names, name) for names in variants for name in by if name not in names]
    in_order = (tuple(name for name in dimensions if name in names) for names in wanted)
    return Request(
        metrics=config.metrics,
        calendar=config.period.calendar,
        current=current,
        history=config.period.history,
        as_of=config.period.as_of,
        dimensions=dimensions,
        groupings=tuple(dict.fromkeys(in_order)),
        money=config.money,
        min_closing_coverage=config.min_closing_coverage,
    )
