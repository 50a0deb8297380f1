"""An empty narrative file: the questions that only people can answer, each above its place."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.model.metric import Metric
from deckgen.starter.yaml_text import note

_HEAD = """\
# What the data cannot know: text for the slides, for the summary and by metric.
#
#   why    what caused the change
#   next   the decision or action, its owner, and when it is due
#
# Two short sentences (130 characters) fit. A cell without a text keeps its question on the slide;
# `deckgen build --final` makes no deck while one is open. Texts for the decks of single segments:
#
#   segments:
#     segment=Enterprise:
#       net_revenue_retention: {why: "…", next: "…"}

summary:
  # What is the one story behind these numbers?
  why:
  # What does the meeting have to decide?
  next:

metrics:
"""


def questions_text(metrics: Sequence[Metric]) -> str:
    """The file as YAML, with the prompts of the metrics in their order."""
    lines = []
    for metric in metrics:
        lines += [
            f"  {metric.id}:",
            note(4, metric.prompts.why),
            "    why:",
            note(4, metric.prompts.next),
            "    next:",
            "",
        ]
    return _HEAD + "\n".join(lines).rstrip() + "\n"
