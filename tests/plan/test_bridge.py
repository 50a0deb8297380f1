"""The bridge behind a retention ratio: it reconciles exactly, or there is none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.component import GIVEN, Kind
from deckgen.model.deck import Chart, ChartKind, Narrative, Slide, plain
from deckgen.model.metric import Movers, Reading
from deckgen.model.result import MetricResult, Mover, PartResult
from deckgen.model.unit import money_compact
from deckgen.plan import plan_deck
from deckgen.words.bridge import bridge_headline
from tests.support.results import a_context, a_metric, a_part, a_result

KEY = "metric/net_revenue_retention/bridge"
MOVERS = Movers(GIVEN, "0", kind=Kind.RECURRING)


def money(name: str, value: Fraction | int) -> PartResult:
    reading = Reading(Fraction(value), Fraction(value))
    return a_part(
        now=reading, prior=None, year_ago=None, name=name, unit=money_compact, share=False,
        label=name.replace("_", " ").capitalize(),
    )  # fmt: skip


def retention(
    opening: int = 36_200_000,
    expansion: int = 6_230_000,
    contraction: int = -980_000,
    churn: int = -2_210_000,
    fx: int = 0,
    closing: int | None = None,
    movers: tuple[Mover, ...] = (),
) -> MetricResult:
    """A ratio with its bridge, closing where the steps lead unless told otherwise."""
    closing = opening + expansion + contraction + churn + fx if closing is None else closing
    ratio = Reading(
        Fraction(closing, opening) if opening else None, Fraction(closing), Fraction(opening), 398
    )
    parts = {
        name: money(name, value)
        for name, value in (
            ("opening", opening), ("expansion", expansion), ("contraction", contraction),
            ("churn", churn), ("fx", fx), ("cohort_closing", closing), ("new", 1_100_000),
        )
    }  # fmt: skip
    metric = a_metric("net_revenue_retention", movers=MOVERS)
    return a_result(a_part(now=ratio), metric, others=parts, movers=movers)


def bridge(result: MetricResult) -> Slide | None:
    deck = plan_deck(a_context(result, revenue_unit="arr"))
    return next((slide for slide in deck.slides if slide.key == KEY), None)


def chart(result: MetricResult) -> Chart:
    slide = bridge(result)
    assert slide is not None
    return next(block for block in slide.blocks if isinstance(block, Chart))


def test_a_bridge_leads_from_opening_to_closing_under_its_names() -> None:
    found = chart(retention())
    assert found.spec.kind is ChartKind.BRIDGE
    assert found.spec.categories == (
        "Opening", "Expansion", "Contraction", "Churn", "Cohort closing",
    )  # fmt: skip
    opening, *steps, closing = (value or 0 for value in found.spec.series[0].values)
    assert opening + sum(steps) == closing == 39_240_000
    assert found.under is not None
    assert [[plain(cell) for cell in row] for row in found.under.rows] == [
        ["Revenue", "$36.2M", "+$6.2M", "−$980k", "−$2.2M", "$39.2M"],
        # 6.23 of 36.2 is 17.2%, 0.98 is 2.7%, 2.21 is 6.1%; 39.24 is 108.4%
        ["% of opening", "100%", "+17.2%", "−2.7%", "−6.1%", "108.4%"],
    ]


def test_the_headline_says_which_side_won_and_from_where_to_where() -> None:
    slide = bridge(retention())
    assert slide is not None
    # 0.98 and 2.21 are 3.19
    assert plain(slide.title) == (
        "Expansion of $6.2M outweighed $3.2M of losses: "
        "the opening customers went from $36.2M to $39.2M"
    )


def test_exchange_rates_are_a_step_only_where_they_moved_something() -> None:
    assert "Fx" not in chart(retention()).spec.categories
    assert chart(retention(fx=50_000)).spec.categories[-2:] == ("Fx", "Cohort closing")


amounts = st.integers(0, 10**9)


@given(st.integers(1, 10**9), amounts, amounts, amounts, st.integers(-(10**6), 10**6))
def test_any_bridge_that_is_shown_adds_up_and_starts_below_every_level(
    opening: int, expansion: int, contraction: int, churn: int, fx: int
) -> None:
    shown = chart(retention(opening, expansion, -contraction, -churn, fx))
    spec = shown.spec
    values = [value or Fraction() for value in spec.series[0].values]
    assert sum(values[:-1]) == values[-1]
    level, levels = Fraction(), []
    for value in values[:-1]:
        level += value
        levels.append(level)
    cut = spec.floor is not None
    if spec.floor is not None:
        assert 0 < spec.floor < min(levels)
    # Where a title leaves no room for all that stands beside it, its first part stays.
    assert shown.subtitle.startswith("axis from $") == cut


def test_parts_that_do_not_add_up_make_no_bridge() -> None:
    assert bridge(retention(closing=39_240_001)) is None


def test_a_number_by_another_method_has_no_bridge() -> None:
    result = retention()
    other = replace(result.value, now=Reading(Fraction("1.2"), n=398))
    assert bridge(replace(result, parts={**result.parts, "value": other})) is None


@pytest.mark.parametrize("missing", ["opening", "churn", "cohort_closing"])
def test_a_missing_step_makes_no_bridge(missing: str) -> None:
    result = retention()
    unknown = replace(result.parts[missing], now=Reading.undefined("no_value"))
    assert bridge(replace(result, parts={**result.parts, missing: unknown})) is None


def test_nobody_at_the_opening_makes_no_bridge() -> None:
    assert bridge(retention(0, 0, 0, 0)) is None


def test_the_cells_name_who_grew_and_who_was_lost() -> None:
    def mover(name: str, amount: int) -> Mover:
        return Mover(name, name, Fraction(amount), (), {})

    people = (mover("Meridian Ltd", 90_000), mover("Calder Bank", -50_000), mover("Orion", 10_000))
    slide = bridge(retention(movers=people))
    assert slide is not None
    narrative = next(block for block in slide.blocks if isinstance(block, Narrative))
    assert [plain(cell.body[0]) for cell in narrative.cells][1:] == [
        "Meridian $90k and Orion $10k.", "Calder Bank $50k.",
    ]  # fmt: skip
    assert all(cell.answered for cell in narrative.cells)
    alone = bridge(retention())
    assert alone is not None
    told = next(block for block in alone.blocks if isinstance(block, Narrative))
    assert plain(told.cells[1].body[0]) == "None."


def test_the_sum_of_losses_that_the_headline_says_is_told() -> None:
    slide = bridge(retention())
    assert slide is not None
    narrative = next(block for block in slide.blocks if isinstance(block, Narrative))
    lost = plain(slide.title).partition("outweighed ")[2].partition(" of losses")[0]
    assert plain(narrative.cells[0].body[0]).startswith(f"Contraction and churn make {lost}. ")


STAYED, ROSE, SANK = ("$1M", "$1M"), ("$1M", "$2M"), ("$2M", "$1M")
ENDINGS = {
    STAYED: "the opening customers stayed at $1M",
    ROSE: "the opening customers went from $1M to $2M",
    SANK: "the opening customers went from $2M to $1M",
}


@pytest.mark.parametrize(
    ("expansion", "lost", "levels", "fact"),
    [
        (0, 0, STAYED, "Nothing was added and nothing was lost:"),
        (5, 0, ROSE, "Expansion of $5 met no losses:"),
        (0, 5, SANK, "Losses of $5 met no expansion:"),
        (5, 5, STAYED, "Expansion of $5 made up for $5 of losses:"),
        (3, 5, SANK, "Losses of $5 outweighed $3 of expansion:"),
    ],
)
def test_the_sentence_fits_every_way_a_year_can_go(
    expansion: int, lost: int, levels: tuple[str, str], fact: str
) -> None:
    texts = f"${expansion}", f"${lost}"
    found = bridge_headline(Fraction(expansion), Fraction(lost), texts, levels)
    assert (found.fact, found.clause) == (fact, ENDINGS[levels])
