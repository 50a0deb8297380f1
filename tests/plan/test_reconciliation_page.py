"""The reconciliation page: every part, the sum, the company, the difference; nothing hidden."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.model.deck import Deck, Narrative, Slide, Table, plain
from deckgen.model.metric import Reading
from deckgen.model.period import Window, span_of
from deckgen.model.reconciliation import Amounts, Reconciliation, Transfer
from deckgen.plan import plan_deck
from deckgen.render.fewer_columns import narrowed
from tests.support.results import NOW, a_context, a_metric, a_part, a_result

SPAN = span_of(0, NOW, Window.PERIOD, None)
NBSP = "\u00a0"


def amounts(
    customers: int, opening: int, expansion: int = 0, contraction: int = 0, churn: int = 0
) -> Amounts:
    closing = opening + expansion + contraction + churn
    numbers = {
        "customers": customers, "opening": opening, "expansion": expansion,
        "contraction": contraction, "churn": churn, "fx": 0, "closing": closing, "new": 7,
        "reactivation": 0,
    }  # fmt: skip
    return {name: Fraction(number) for name, number in numbers.items()}


ENTERPRISE, SMB = amounts(58, 1000, 200), amounts(194, 500, 0, -20, -30)


def reconciliation(
    *parts: tuple[str | None, Amounts],
    company: Amounts | None = None,
    transfers: tuple[Transfer, ...] | None = None,
) -> Reconciliation:
    found = Reconciliation("segment", SPAN, parts, {}, transfers)
    names = parts[0][1]
    whole = {name: sum((a[name] for _, a in parts), Fraction()) for name in names}
    return Reconciliation("segment", SPAN, found.parts, company or whole, transfers)


def a_deck(found: Reconciliation, **changes: object) -> Deck:
    return plan_deck(a_context(a_result(), reconciliations=(found,), **changes))


def slide(found: Reconciliation, **changes: object) -> Slide:
    return a_deck(found, **changes).slide("reconciliation/segment")


def cells(found: Reconciliation, **changes: object) -> dict[str, list[str]]:
    table = slide(found, **changes).blocks[0]
    assert isinstance(table, Table)
    return {
        plain(row[0]): [plain(cell).replace(NBSP, " ") for cell in row[1:]] for row in table.rows
    }


def test_the_table_reads_like_an_account_with_money_per_year() -> None:
    # Opening 1,000 + 500 a month are 18,000 a year; closing 1,200 + 450 are 19,800: 110%.
    assert cells(reconciliation(("SMB", SMB), ("Enterprise", ENTERPRISE))) == {
        "Enterprise": ["58", "12,000", "+2,400", "0", "0", "14,400", "120%", "+13.3 pp"],
        "SMB": ["194", "6,000", "0", "−240", "−360", "5,400", "90%", "−3.3 pp"],
        "Sum by segment": ["252", "18,000", "+2,400", "−240", "−360", "19,800", "110%", "+10.0 pp"],
        "Company, added up on its own":
            ["252", "18,000", "+2,400", "−240", "−360", "19,800", "110%", "+10.0 pp"],
        "Difference": ["0", "0", "0", "0", "0", "0", "0.0 pp", "0.0 pp"],
    }  # fmt: skip


def test_amounts_that_are_per_year_already_stay_as_they_are() -> None:
    found = reconciliation(("Enterprise", ENTERPRISE))
    assert cells(found, revenue_unit="arr")["Enterprise"][1] == "1,000"


def test_who_is_in_no_segment_has_a_line_and_stands_in_the_headline() -> None:
    found = reconciliation(("Enterprise", ENTERPRISE), (None, amounts(4, 50)))
    assert "Not in any segment" in cells(found)
    assert plain(slide(found).title) == (
        "By segment, the parts add up to the company exactly; four customers are in no segment"
    )


def test_a_part_that_holds_nothing_shown_has_no_line() -> None:
    found = reconciliation(("Enterprise", ENTERPRISE), (None, amounts(0, 0)))
    assert "Not in any segment" not in cells(found)
    assert plain(slide(found).title).endswith("every customer of the opening has a segment")


def test_a_difference_is_told_in_the_headline_and_however_small_never_printed_as_zero() -> None:
    company = {**ENTERPRISE, "churn": Fraction(1, 100)}
    found = reconciliation(("Enterprise", ENTERPRISE), company=company)
    assert plain(slide(found).title) == (
        "By segment, the parts do not add up to the company: churn differs"
    )
    table = slide(found).blocks[0]
    assert isinstance(table, Table)
    difference = next(row for row in table.rows if plain(row[0]) == "Difference")
    assert plain(difference[5]) == "<1"
    assert {run.tone.value for run in difference[5]} == {"bad"}


def test_transfers_are_a_line_of_their_own_below_the_account() -> None:
    moved = Transfer("SMB", "Enterprise", amounts(9, 100, 10))
    found = reconciliation(("Enterprise", ENTERPRISE), ("SMB", SMB), transfers=(moved,))
    told = cells(found)
    assert list(told)[-1] == "of which changed segment"
    assert told["of which changed segment"][:3] == ["9", "1,200", "+120"]
    assert plain(slide(found).title).endswith("has a segment, nine moved")
    assert "SMB to Enterprise: 9 customers, $1,200 at the opening." in slide(found).notes.data


@pytest.mark.parametrize("count", [1, 8, 9, 40])
def test_many_segments_are_folded_and_still_add_up(count: int) -> None:
    parts = [(f"Segment {n:02}", amounts(1, 100 + n)) for n in range(count)]
    told = cells(reconciliation(*parts, (None, amounts(2, 3))))
    assert len(told) <= 8 + 4
    assert told["Sum by segment"][0] == str(count + 2)
    folded = [name for name in told if name.startswith("Other")]
    assert folded == ([] if count <= 8 else [f"Other ({count - 7})"])
    body = [row for name, row in told.items() if name.startswith(("Segment", "Other", "Not in"))]
    assert sum(int(row[0]) for row in body) == count + 2


def test_long_names_keep_their_end_where_they_differ() -> None:
    names = [f"Business unit with a very long name for customers in area {n:02}" for n in (1, 2)]
    told = list(cells(reconciliation(*((name, amounts(1, 100)) for name in names))))[:2]
    assert [name[-3:] for name in told] == ["…01", "…02"]
    assert all("…" in name and name.startswith("Business unit") for name in told)


def test_the_narrative_gives_way_to_rows() -> None:
    few = reconciliation(("Enterprise", ENTERPRISE))
    many = reconciliation(*((f"S{n}", amounts(1, 100)) for n in range(8)))
    assert any(isinstance(block, Narrative) for block in slide(few).blocks)
    assert not any(isinstance(block, Narrative) for block in slide(many).blocks)


def test_the_deck_calls_it_nrr_only_where_it_is_the_decks_own_number() -> None:
    found = reconciliation(("Enterprise", ENTERPRISE))  # 1,200 / 1,000

    def heading(value: str) -> str:
        own = a_result(
            a_part(now=Reading(Fraction(value), n=58)), a_metric("net_revenue_retention")
        )
        deck = plan_deck(a_context(own, reconciliations=(found,)))
        table = deck.slide("reconciliation/segment").blocks[0]
        assert isinstance(table, Table)
        return table.columns[-2].heading

    assert heading("1.2") == "NRR"
    assert heading("1.3") == "Cohort NRR"


def test_nothing_at_the_opening_is_said_and_divides_nothing() -> None:
    found = reconciliation(("Enterprise", amounts(0, 0)))
    assert cells(found)["Sum by segment"][-2:] == ["–", "–"]
    narrative = slide(found).blocks[1]
    assert isinstance(narrative, Narrative)
    assert plain(narrative.cells[0].body[0]) == "There was no revenue at the opening."


def test_it_stands_at_the_end_of_the_appendix() -> None:
    keys = [one.key for one in a_deck(reconciliation(("Enterprise", ENTERPRISE))).slides]
    assert keys[-2:] == ["data_quality/1", "reconciliation/segment"]


def test_on_a_narrow_page_the_part_of_the_change_stays_longest_for_the_text_cites_it() -> None:
    found = slide(reconciliation(("SMB", SMB), ("Enterprise", ENTERPRISE)))
    table = next(block for block in found.blocks if isinstance(block, Table))
    every = len(table.columns)
    _, gone = narrowed(table, lambda one: len(one.columns) == every)
    assert gone == ["Customers"]
    _, gone = narrowed(table, lambda one: True)
    assert gone == ["Customers", "Part of it"]
