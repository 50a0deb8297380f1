"""The order of the slides: title, summary, scorecard, the sections' metrics, the appendix."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.deck import Deck, Slide
from deckgen.plan.bridge import bridge_slide
from deckgen.plan.context import DeckContext
from deckgen.plan.data_quality import data_quality_slides
from deckgen.plan.definitions import definition_slides
from deckgen.plan.divider import divider_slide
from deckgen.plan.inputs import is_unavailable
from deckgen.plan.metric_slide import metric_slide
from deckgen.plan.reconciliation import reconciliation_slides
from deckgen.plan.scorecard import scorecard_slides
from deckgen.plan.subject import Told, told
from deckgen.plan.summary import summary_slide
from deckgen.plan.title import title_slide
from deckgen.plan.unavailable import unavailable_slide


def plan_deck(context: DeckContext) -> Deck:
    """The deck of one group in one period: final text and numeric chart data, nothing drawn yet.

    The same context gives the same deck. A metric without a value keeps its slide, which says
    what is missing.
    """
    metrics = [told(result, context) for result in context.results]
    slides = [title_slide(metrics, context)]
    summary = summary_slide(metrics, context)
    if summary is not None:
        slides.append(summary)
    if metrics:
        slides += scorecard_slides(metrics, context)
    slides += _sections(metrics, len(slides), context)
    slides += definition_slides(metrics, context)
    slides += data_quality_slides(metrics, context)
    slides += reconciliation_slides(context)
    return Deck(
        title=context.title,
        company=context.company,
        group_label=context.group_label,
        period_label=context.period_label,
        as_of=context.as_of,
        locale=context.locale,
        slides=tuple(slides),
    )


def _sections(metrics: Sequence[Told], before: int, context: DeckContext) -> list[Slide]:
    """The slides of every section behind its divider; one section alone needs no divider.
    ``before`` is how many slides precede them."""
    names = list(dict.fromkeys(context.section_of(one.result) for one in metrics))
    if len(names) < 2:
        return [slide for one in metrics for slide in _slides(one, context)]
    slides: list[Slide] = []
    for number, name in enumerate(names, start=1):
        own = [one for one in metrics if context.section_of(one.result) == name]
        pages = [slide for one in own for slide in _slides(one, context)]
        first = before + len(slides) + 2  # the slide after the divider
        places = {page.key: first + place for place, page in enumerate(pages)}
        slides.append(divider_slide(name, (number, len(names)), own, places, context))
        slides += pages
    return slides


def _slides(one: Told, context: DeckContext) -> list[Slide]:
    """A metric's slide, and the bridge behind its number if there is one."""
    if is_unavailable(one.result):
        return [unavailable_slide(one, context)]
    bridge = bridge_slide(one, context)
    slide = metric_slide(one, context)
    return [slide] if bridge is None else [slide, bridge]
