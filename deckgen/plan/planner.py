"""The order of the slides: title, scorecard, the metrics, definitions, data quality."""

from __future__ import annotations

from deckgen.model.deck import Deck, Slide
from deckgen.plan.context import DeckContext
from deckgen.plan.data_quality import data_quality_slides
from deckgen.plan.definitions import definition_slides
from deckgen.plan.metric_slide import metric_slide
from deckgen.plan.scorecard import scorecard_slide
from deckgen.plan.subject import Told, told
from deckgen.plan.title import title_slide
from deckgen.plan.unavailable import is_unavailable, unavailable_slide


def plan_deck(context: DeckContext) -> Deck:
    """The deck of one group in one period: final text and numeric chart data, nothing drawn yet.

    The same context gives the same deck. A metric without a value keeps its slide, which says
    what is missing.
    """
    metrics = [told(result, context) for result in context.results]
    slides = [title_slide(context)]
    if metrics:
        slides.append(scorecard_slide(metrics, context))
    slides += [_slide(one, context) for one in metrics]
    slides += definition_slides(metrics, context)
    slides += data_quality_slides(metrics, context)
    return Deck(
        title=context.title,
        company=context.company,
        group_label=context.group_label,
        period_label=context.period_label,
        as_of=context.as_of,
        locale=context.locale,
        slides=tuple(slides),
    )


def _slide(one: Told, context: DeckContext) -> Slide:
    if is_unavailable(one.result):
        return unavailable_slide(one, context)
    return metric_slide(one, context)
