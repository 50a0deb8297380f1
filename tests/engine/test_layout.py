"""Statements are shown in lines that a person reads, and are the ones that were run."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from deckgen.engine.layout import laid_out, tokens
from tests.compute.test_portable_sql import statements


def without_space(sql: str) -> str:
    """The statement without white space outside of texts and quoted names."""
    parts = re.split(r"""('[^']*'|"[^"]*")""", sql)
    return "".join(re.sub(r"\s+", "", one) if place % 2 == 0 else one
                   for place, one in enumerate(parts))  # fmt: skip


def test_clauses_begin_lines_and_subqueries_are_indented() -> None:
    sql = (
        "WITH a AS (\nSELECT n, COUNT(*) AS many FROM (SELECT 1 AS n UNION ALL SELECT 2) AS b "
        "LEFT JOIN c ON c.n = b.n WHERE b.n > -1 GROUP BY n) SELECT * FROM a ORDER BY n"
    )
    assert laid_out(sql).splitlines() == [
        "WITH a AS (",
        "  SELECT n, COUNT(*) AS many",
        "  FROM (",
        "    SELECT 1 AS n",
        "    UNION ALL",
        "    SELECT 2",
        "  ) AS b",
        "  LEFT JOIN c ON c.n = b.n",
        "  WHERE b.n > - 1",
        "  GROUP BY n",
        ")",
        "SELECT *",
        "FROM a",
        "ORDER BY n",
    ]


def test_a_column_stays_on_one_line_where_a_line_has_room() -> None:
    sql = "SELECT customer_id, CASE WHEN amount > 0 THEN 1 ELSE 0 END AS paid, MAX(month) AS last"
    assert laid_out(sql, 60).splitlines() == [
        "SELECT customer_id,",
        "    CASE WHEN amount > 0 THEN 1 ELSE 0 END AS paid,",
        "    MAX(month) AS last",
    ]


def test_a_window_is_no_clause_of_its_own() -> None:
    sql = "SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b DESC) AS place FROM t"
    assert laid_out(sql).splitlines() == [
        "SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b DESC) AS place",
        "FROM t",
    ]


def test_texts_and_quoted_names_are_left_as_they_are() -> None:
    sql = """SELECT 'FROM  (it''s, AND' AS "group  by" FROM t"""
    assert laid_out(sql) == """SELECT 'FROM  (it''s, AND' AS "group  by"\nFROM t"""


def test_every_statement_of_the_catalogue_is_shown_whole_and_in_lines_of_a_page() -> None:
    for sql in statements():
        shown = laid_out(sql)
        assert without_space(shown) == without_space(sql)
        assert max(map(len, shown.splitlines())) <= 100


WORDS = st.sampled_from(
    ["SELECT", "FROM", "a", "WHERE", "AND", "CASE", "WHEN", "END", "1", ",", "'x  y'", "b.c", "=",
     "GROUP", "BY", "LEFT", "JOIN", "COUNT", "-", '"n m"', "WITH", "OVER"]
)  # fmt: skip
NESTED = st.recursive(
    st.lists(WORDS, max_size=12),
    lambda inner: st.builds(
        lambda before, inside, after: [*before, "(", *inside, ")", *after], inner, inner, inner
    ),
    max_leaves=8,
)


@given(NESTED, st.integers(1, 120))
def test_only_white_space_changes(words: list[str], width: int) -> None:
    sql = " ".join(words)
    assert tokens(laid_out(sql, width)) == tokens(sql)
    assert laid_out(laid_out(sql, width), width) == laid_out(sql, width)
