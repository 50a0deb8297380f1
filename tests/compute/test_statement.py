"""Options become integers in the SQL, and only options do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.compute.statement import instance_of, substituted
from deckgen.engine.names import literal, quoted
from deckgen.metrics.bases.customer_period import CUSTOMER_PERIOD


def test_an_option_becomes_its_integer() -> None:
    assert substituted("score < :threshold AND n >= :least", {"threshold": 5000, "least": 3}) == (
        "score < 5000 AND n >= 3"
    )


@given(st.text(), st.text())
def test_texts_and_names_stay_as_they_are(value: str, name: str) -> None:
    column = quoted(name) if name and "\0" not in name else '"x"'
    sql = f"{column} = {literal(value)} OR score < :threshold OR label IN ({literal(value)})"
    assert substituted(sql, {"threshold": 50}) == sql.replace(
        "score < :threshold", "score < 50"
    ) or ":threshold" in (value + name)


@pytest.mark.parametrize("text", ["a:b", "it's :threshold", "''", ":", "'", '":x"', "\\':x"])
def test_a_colon_in_a_text_is_no_option(text: str) -> None:
    sql = f"label = {literal(text)} AND score < :threshold"
    assert substituted(sql, {"threshold": 50}) == f"label = {literal(text)} AND score < 50"


def test_an_option_that_nobody_set_is_an_error() -> None:
    with pytest.raises(KeyError):
        substituted("score < :treshold", {"threshold": 50})


def test_a_metric_that_lacks_an_option_of_its_base_is_told_so() -> None:
    with pytest.raises(TypeError, match=r"'customer_period' reads the option 'zero_is_active'"):
        instance_of(CUSTOMER_PERIOD, {"threshold": 50})
