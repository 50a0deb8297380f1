"""Who looks after whom: pieces of SQL about assignments, for the bases on CSMs.

Only the primary CSM of an account counts. Without an ``assignments`` table the column
``customers.csm_id`` stands for one that holds for ever.
"""

from __future__ import annotations

from deckgen.model.component import Scope

_FROM_CUSTOMERS = """SELECT csm_id, customer_id, CAST(NULL AS BIGINT) AS start_date,
  CAST(NULL AS BIGINT) AS end_date, 'primary' AS role, 1000000 AS fte
FROM customers WHERE csm_id IS NOT NULL"""


def books(scope: Scope) -> str:
    """A SELECT of csm_id, customer_id, start_date, end_date, role, fte.

    With ``anonymize_csms`` the id is the CSM's number, counted from the longest serving one, so
    that it stays the same in every period and group.
    """
    book = "SELECT csm_id, customer_id, start_date, end_date, role, fte FROM assignments"
    if not scope.staged.has("assignments"):
        book = _FROM_CUSTOMERS
    if not scope.flag("anonymize_csms"):
        return book
    return f"""SELECT CAST(numbered.place AS VARCHAR) AS csm_id, named.customer_id,
  named.start_date, named.end_date, named.role, named.fte
FROM (
{book}
) AS named
JOIN (
SELECT since.csm_id, ROW_NUMBER() OVER (ORDER BY since.first_day, since.csm_id) AS place
FROM (
SELECT csm_id, MIN(COALESCE(start_date, 0)) AS first_day FROM (
{book}
) AS every_book GROUP BY csm_id
) AS since
) AS numbered ON numbered.csm_id = named.csm_id"""


def primary_csm(scope: Scope, days: str, *, in_force: bool) -> str:
    """A SELECT of span, customer_id, csm_id, fte: the primary CSM of customers on given days.

    ``days`` is a SELECT of span, customer_id, day. Where several are in force, the one who started
    last. With ``in_force`` false the latest one from before the day counts, too.
    """
    condition = " AND (x.end_date IS NULL OR x.end_date >= d.day)" if in_force else ""
    return f"""SELECT ranked.span, ranked.customer_id, ranked.csm_id, ranked.fte
FROM (
SELECT d.span, d.customer_id, x.csm_id, x.fte, ROW_NUMBER() OVER (
  PARTITION BY d.span, d.customer_id
  ORDER BY CASE WHEN x.end_date IS NULL OR x.end_date >= d.day THEN 0 ELSE 1 END,
    COALESCE(x.start_date, 0) DESC, x.csm_id) AS place
FROM (
{days}
) AS d
JOIN (
{books(scope)}
) AS x ON x.customer_id = d.customer_id AND COALESCE(x.start_date, 0) <= d.day
WHERE x.role = 'primary'{condition}
) AS ranked
WHERE ranked.place = 1"""
