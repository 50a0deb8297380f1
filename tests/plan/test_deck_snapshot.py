"""A whole deck as text. After a wanted change: ``python -m tests.plan.test_deck_snapshot``."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from deckgen.errors import Level
from deckgen.model.component import GIVEN, Kind
from deckgen.model.metric import Movers, Reading
from deckgen.model.narrative import Written
from deckgen.model.period import day_number
from deckgen.model.quality import FeedAccount, Finding, Rejection, Staged
from deckgen.model.request import Benchmark, Target
from deckgen.model.result import Mover
from deckgen.model.source import Source, SourceKind
from deckgen.model.unit import Direction, money_compact, score
from deckgen.plan import DeckContext, dump, plan_deck
from tests.support.results import a_context, a_metric, a_part, a_result

SNAPSHOT = Path(__file__).parent / "snapshots" / "deck.txt"


def a_deck_context() -> DeckContext:
    """Four metrics that between them show most of what a slide can say."""
    retention = a_result(
        a_part(
            now=Reading(
                Fraction(1084, 1000), Fraction(42_170_000), Fraction(38_900_000), 398,
                warnings=("negative_revenue_floored",),
            ),
            prior="1.066", year_ago="1.058",
            target=Target(Fraction("1.1"), Fraction("1.1"), set="2026-Q1"),
            trend=["1.049", "1.053", "1.051", "1.058", "1.06", "1.069", "1.066"],
        ),
        a_metric("net_revenue_retention"),
        others={"gross": a_part("0.912", "0.915", name="gross", label="Gross revenue retention",
                                flat_within="0.001")},
        cuts={"segment": [("Enterprise", a_part("1.142", n=54)), ("SMB", a_part("0.958", n=201)),
                          (None, a_part("0.7", n=3))]},
        owner="CRO",
        benchmark=Benchmark(Fraction("1.01"), "Survey 2026"),
    )  # fmt: skip
    churn = a_result(
        a_part("0.022", "0.018", "0.018", label="Revenue churn", direction=Direction.LOWER,
               flat_within="0.001", target="0.02"),
        a_metric("sample_churn", "Revenue churn", exhibit="accounts",
                 movers=Movers(GIVEN, "0", kind=Kind.RECURRING)),
        others={"lost": a_part(920_000, 770_000, name="lost", label="Revenue lost",
                               unit=money_compact, share=False, direction=Direction.LOWER)},
        movers=[Mover("c1", "Northwind Freight", Fraction(-142_000), (("segment", "SMB"),),
                      {"reason": "Product gap"}),
                Mover("c2", "Alder Clinics", Fraction(-96_000), (("segment", None),),
                      {"reason": None})],
    )  # fmt: skip
    nps = a_result(
        a_part(24, 10, 27, label="NPS", unit=score, flat_within=1, n=17, target=36),
        a_metric("nps", "NPS", section="satisfaction", inputs=("surveys",)),
        others={"moe": a_part(38, 40, name="moe", label="Margin", unit=score)},
    )
    references = a_result(
        a_part(now=Reading.undefined("inputs_missing"), prior=None, year_ago=None, trend=()),
        a_metric("references", "Referenceable customers", section="satisfaction",
                 inputs=("customers.reference_granted_on",)),
    )  # fmt: skip
    return a_context(
        retention, churn, nps, references,
        prepared_for="Executive team",
        version="0.1.0",
        previously={"net_revenue_retention": Fraction("1.068")},
        narrative={"sample_churn": {"why": Written("SMB left after the price change.", "CS lead")}},
        sources={"billing": Source("billing", SourceKind.CSV, owner="Finance", refresh="monthly")},
        staged=Staged(
            provided={"revenue": frozenset({"customer_id", "month", "amount"})},
            accounts=(
                FeedAccount(
                    "revenue", "billing", "data/mrr.csv", 16_482, 16_470, 0, 4,
                    (Rejection("amount 'tbc' is not an amount", 8, ("data/mrr.csv:17 'tbc'",)),),
                    last_day=day_number(date(2026, 6, 30)),
                ),
            ),
            findings=(Finding(Level.WARNING, "data-301", "revenue", "2 customers are unknown"),),
        ),
    )  # fmt: skip


def test_the_deck_reads_as_it_did() -> None:
    assert dump(plan_deck(a_deck_context())) == SNAPSHOT.read_text(encoding="utf-8")


if __name__ == "__main__":
    SNAPSHOT.write_text(dump(plan_deck(a_deck_context())), encoding="utf-8")
