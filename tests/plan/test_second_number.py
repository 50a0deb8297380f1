"""The number under the headline's: a count of the share above it is told, and not judged."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.metrics.retention import logo_retention
from deckgen.model.deck import BigNumber, plain
from deckgen.model.metric import Reading
from deckgen.model.unit import count
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_part, a_result


@pytest.mark.parametrize(("share", "judged"), [("0.963", "worse"), ("0.94", "better")])
def test_a_count_of_the_headline_never_contradicts_its_share(share: str, judged: str) -> None:
    """373 of 389 are 95.9%: six more than before, whether the share fell or rose."""
    now = Reading(Fraction(373, 389), n=389, numerator=Fraction(373), denominator=Fraction(389))
    kept = a_part(373, 367, name="retained", label="Retained", unit=count, share=False)
    result = a_result(
        a_part(prior=share, now=now, flat_within="0.001"),
        logo_retention.METRIC,
        others={"retained": kept},
    )
    slide = plan_deck(a_context(result)).slide("metric/logo_retention")
    first, second = [block for block in slide.blocks if isinstance(block, BigNumber)]
    assert judged in plain(first.changes[0].text)
    assert (second.value, second.base) == ("373", "of 389")
    told = plain(second.changes[0].text)
    assert "+6" in told
    assert "better" not in told
    assert "worse" not in told
