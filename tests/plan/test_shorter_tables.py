"""What stands in the place of a table that a page is too low for: rows that words name stay."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.component import GIVEN, Kind
from deckgen.model.deck import Table, plain
from deckgen.model.metric import Movers, Reading
from deckgen.model.result import Driver, MetricResult, Mover, PartResult
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_metric, a_part, a_result

REGIONS = ("EMEA", "APAC", "Americas", "Africa")


def driver(value: str | None, effect: str) -> Driver:
    return Driver(value, Fraction(effect) / 100, Fraction())


def share(top: int, n: int) -> PartResult:
    reading = Reading(Fraction(top, n), Fraction(top), Fraction(n), n)
    return a_part(now=reading, n=n)


def by_segment(effects: dict[str, str], **sizes: int) -> MetricResult:
    """A rate that rose 1.8 pp, with what segments did to that; all of them are of 40 customers."""
    rows = [(name, share(30, sizes.get(name, 40))) for name in effects]
    found = a_result(cuts={"segment": rows})
    drivers = tuple(driver(name, effect) for name, effect in effects.items())
    return replace(found, drivers={"segment": drivers})


def exhibit(result: MetricResult, key: str = "cut") -> Table:
    slide = plan_deck(a_context(result)).slide(f"metric/{result.metric.id}")
    return next(one for one in slide.blocks if isinstance(one, Table) and one.key == key)


def names(table: Table) -> list[str]:
    return [plain(row[0]) for row in table.rows]


def test_of_two_dimensions_the_one_that_words_tell_of_stays_and_the_title_says_so() -> None:
    both = {name: [(one, a_part("1.1")) for one in values]
            for name, values in (("segment", ("SMB", "Mid")), ("region", REGIONS))}  # fmt: skip
    result = replace(
        a_result(cuts=both),
        drivers={"segment": (driver("SMB", "1.2"), driver("Mid", "0.6"))},
    )
    table = exhibit(result)
    assert table.title == "By segment and region"
    assert table.shorter[0].title == "By segment"
    assert names(table.shorter[0]) == ["Mid", "SMB"]


def test_the_dimension_that_splits_the_change_stays_even_if_it_comes_second() -> None:
    both = {name: [(one, a_part("1.1")) for one in values]
            for name, values in (("segment", ("SMB", "Mid")), ("region", REGIONS))}  # fmt: skip
    drivers = {"region": tuple(driver(one, "0.45") for one in REGIONS)}
    table = exhibit(replace(a_result(cuts=both), drivers=drivers))
    assert table.shorter[0].title == "By region"


@given(
    st.lists(st.integers(-30, 30), min_size=4, max_size=12).filter(
        lambda found: len({abs(one) for one in found}) == len(found)
    )
)
def test_the_rows_that_did_most_to_the_change_are_in_every_shorter_table(
    effects: list[int],
) -> None:
    by_name = {f"S{at:02}": str(Fraction(one, 10)) for at, one in enumerate(effects)}
    table = exhibit(by_segment(by_name))
    order = sorted(by_name, key=lambda name: -abs(Fraction(by_name[name])))
    for one in (table, *table.shorter):
        own = [name for name in names(one) if not name.startswith("Other")]
        assert set(own) == set(order[: len(own)])


def test_shorter_tables_have_fewer_and_fewer_rows_that_still_stand_for_all() -> None:
    table = exhibit(by_segment({f"S{at}": str(at) for at in range(7)}))
    heights = [len(one.rows) for one in (table, *table.shorter)]
    assert heights == [7, 6, 5, 4, 3]
    assert [names(one)[-1] for one in table.shorter] == [f"Other ({n})" for n in (2, 3, 4, 5)]
    # What the folded rows did to the change is in their row: all rows add up to the whole.
    assert plain(table.shorter[-1].rows[-1][-1]) == "+10.0"  # 0 + 1 + 2 + 3 + 4


def test_rows_that_cannot_be_put_together_are_counted() -> None:
    rows = [(f"S{at}", a_part("1.1")) for at in range(6)]
    table = exhibit(a_result(cuts={"segment": rows}))
    assert "of" not in table.subtitle
    assert table.shorter[-1].subtitle.startswith(f"{len(table.shorter[-1].rows)} of 6")


def test_words_do_not_name_a_segment_too_small_for_a_row() -> None:
    result = by_segment({"Tiny": "1.8", "SMB": "0.4", "Mid": "-0.4"}, Tiny=4)
    result = replace(
        result,
        cuts={
            "segment": tuple(
                replace(cut, parts={"value": share(3, 4)}) if cut.value == "Tiny" else cut
                for cut in result.cuts["segment"]
            )
        },
    )
    slide = plan_deck(a_context(result)).slide(f"metric/{result.metric.id}")
    assert "Tiny" not in " ".join(slide.notes.say) + plain(slide.title)
    assert "Tiny" not in names(exhibit(result))


@pytest.mark.parametrize("shown", [7, 5, 3])
def test_the_largest_accounts_say_how_much_of_the_whole_the_shown_ones_are(shown: int) -> None:
    movers = [Mover(f"c{n}", f"Customer {n}", Fraction(100 - n), (), {}) for n in range(8)]
    metric = a_metric(exhibit="accounts", movers=Movers(GIVEN, "0", kind=Kind.RECURRING))
    table = exhibit(a_result(metric=metric, movers=movers), "movers")
    shorter = next(one for one in table.shorter if len(one.rows) == shown)
    assert names(shorter) == names(table)[:shown]
    assert f"Customer {shown}" not in shorter.alt
