"""Sums of components in natural units: exact, whatever their kinds and whoever supplied them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from deckgen.model.component import GIVEN, Component, Facts, Kind, MoneyTerms, Sum, Totals
from deckgen.model.period import Calendar, Grain, Window, span_of

COMPONENTS = [Component(f"{kind}-{n}", GIVEN, kind=kind) for kind in Kind for n in range(2)]
SPAN = span_of(0, Calendar(Grain.QUARTER).containing(date(2025, 5, 1)), Window.PERIOD, None)
whole = st.integers(-(10**15), 10**15)
terms = st.lists(st.tuples(st.integers(-3, 3), st.sampled_from(COMPONENTS)), min_size=1).map(tuple)


@given(
    terms,
    st.dictionaries(st.sampled_from(COMPONENTS), whole),
    st.dictionaries(st.sampled_from(COMPONENTS), st.fractions(), max_size=2),
    st.sampled_from([MoneyTerms(), MoneyTerms("JPY", 1, 1, 12, 1)]),
)
def test_a_sum_is_that_of_its_terms(
    pairs: tuple[tuple[int, Component], ...],
    values: dict[Component, int],
    supplied: dict[Component, Fraction],
    money: MoneyTerms,
) -> None:
    totals = Totals(SPAN, {}, money, Facts(), values, {}, supplied)
    assert totals[Sum(pairs)] == sum(weight * totals[one] for weight, one in pairs)
