"""The last clause of a headline, and that the cell below does not say it again."""

from __future__ import annotations

from fractions import Fraction

from deckgen.model.component import GIVEN, Kind
from deckgen.model.deck import Narrative, Slide, plain
from deckgen.model.metric import Movers
from deckgen.model.result import MetricResult, Mover, PartResult
from deckgen.model.unit import money_compact
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_metric, a_part, a_result


def slide(result: MetricResult) -> Slide:
    return plan_deck(a_context(result)).slide(f"metric/{result.metric.id}")


def happened(found: Slide) -> str:
    cells = next(block for block in found.blocks if isinstance(block, Narrative)).cells
    return " ".join(plain(one) for one in cells[0].body)


def lost(value: str, prior: str) -> dict[str, PartResult]:
    return {
        "lost": a_part(value, prior, name="lost", label="Contract value lost", unit=money_compact)
    }


def test_without_a_target_the_second_number_ends_the_headline() -> None:
    found = slide(a_result(others=lost("120000", "100000")))
    assert plain(found.title).endswith("; contract value lost rose 20% to $1.4M")
    assert "Contract value lost" not in happened(found)


def test_a_judged_number_leaves_the_second_one_to_the_cell_below() -> None:
    found = slide(a_result(a_part(target="1.1"), others=lost("120000", "100000")))
    assert plain(found.title).endswith("1.6\u00a0pp below the 110% target")
    assert happened(found).startswith("Contract value lost rose 20% to $1.4M.")


def test_the_largest_account_is_named_without_its_legal_form() -> None:
    metric = a_metric(movers=Movers(GIVEN, "0", kind=Kind.RECURRING), exhibit="accounts")
    mover = Mover("c1", "Larkward Components Pty Ltd", Fraction(12000), (), {})
    found = slide(a_result(metric=metric, movers=[mover]))
    assert "Largest single account: Larkward Components, $" in happened(found)
