"""Which spans a request needs: every period of the trend, seen through every window asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deckgen.model.period import Period, Span, Window, span_of
from deckgen.model.request import Request


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a request, and the periods they stand for."""

    all: tuple[Span, ...]
    trend: tuple[Period, ...]  # oldest first, ends with the current one
    current: Period
    prior: Period | None
    year_ago: Period | None

    def of(self, period: Period, window: Window) -> Span | None:
        """The span of a period through a window; an annualised one reads the period itself."""
        seen = Window.PERIOD if window is Window.ANNUALIZED else window
        for span in self.all:
            # Nearly always it is the same object: to compare dates takes longer.
            if span.window is seen and (span.period is period or span.period == period):
                return span
        return None


def spans_of(request: Request, windows: Iterable[Window]) -> Spans:
    """Numbers the spans of the trend, the prior and the year-ago period, windows side by side."""
    calendar, current = request.calendar, request.current
    trend = calendar.history(current, max(1, request.history))
    prior = _or_none(lambda: calendar.before(current))
    year_ago = _or_none(lambda: calendar.year_before(current))
    periods = list(trend)
    periods += [one for one in (prior, year_ago) if one is not None and one not in periods]
    wanted = {Window.PERIOD if one is Window.ANNUALIZED else one for one in windows}
    ordered = [window for window in Window if window in wanted]
    spans = [
        span_of(number, period, window, request.as_of)
        for number, (window, period) in enumerate(
            (window, period) for window in ordered for period in sorted(periods)
        )
    ]
    return Spans(tuple(spans), trend, current, prior, year_ago)


def _or_none(find: Callable[[], Period]) -> Period | None:
    """The period a function finds; an explicit calendar may end before it."""
    try:
        return find()
    except ValueError:
        return None
