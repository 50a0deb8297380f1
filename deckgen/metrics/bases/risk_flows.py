"""What became of the accounts at risk: one row per customer active now or a period ago.

Only the last period of a request is compared, with the one before it, if that is asked for as well:
who turned at risk and who left is about now. Columns: ``is_active``; ``was_active``, ``was_scored``
and ``was_banded`` at the end of the period before; and for every way to be at risk its column of
``health_at_end`` with ``now_`` and ``was_`` before its name.

Accounts at risk now = those before + turned - recovered - left, whoever is new included in turned.
"""

from __future__ import annotations

from deckgen.metrics.bases.health_at_end import AT_RISK, HEALTH_AT_END
from deckgen.model.component import At, Base, Component, Scope
from deckgen.model.period import Span, Window


def compared(spans: tuple[Span, ...]) -> tuple[Span, Span] | None:
    """The last period and the one that ends where it begins; ``None`` without either."""
    periods = [span for span in spans if span.window is Window.PERIOD and not span.empty]
    if not periods:
        return None
    last = max(periods, key=lambda span: span.last_day)
    before = (span for span in periods if span.last_day == last.opening_day)
    return next(((last, span) for span in before), None)


def _relation(scope: Scope) -> str:
    names = AT_RISK.values()
    pair = compared(scope.spans)
    last, before = (pair[0].id, pair[1].id) if pair else (-1, -1)
    now = ", ".join(f"{name} AS now_{name}, 0 AS was_{name}" for name in names)
    was = ", ".join(f"0 AS now_{name}, {name} AS was_{name}" for name in names)
    both = ", ".join(
        f"MAX(now_{name}) AS now_{name}, MAX(was_{name}) AS was_{name}" for name in names
    )
    return f"""SELECT {last} AS span, customer_id, MAX(is_active) AS is_active,
  MAX(was_active) AS was_active, MAX(was_scored) AS was_scored, MAX(was_banded) AS was_banded,
  {both}
FROM (
SELECT customer_id, 1 AS is_active, 0 AS was_active, 0 AS was_scored, 0 AS was_banded, {now}
FROM health_at_end WHERE span = {last}
UNION ALL
SELECT customer_id, 0 AS is_active, 1 AS was_active, has_score AS was_scored,
  has_band AS was_banded, {was}
FROM health_at_end WHERE span = {before}
) AS both_ends
GROUP BY customer_id"""


RISK_FLOWS = Base(
    "risk_flows", "a customer active now or a period ago", _relation, uses=(HEALTH_AT_END,)
)


def _customers(name: str, where: str) -> Component:
    return Component(name, RISK_FLOWS, where=where, at=At.CLOSING)


def _each(name: str, where: str) -> dict[str, Component]:
    return {
        method: _customers(
            f"{name}_{method}", where.format(now=f"now_{column}", was=f"was_{column}")
        )
        for method, column in AT_RISK.items()
    }


was_watched = _customers("was_watched", "was_active = 1")
was_scored = _customers("was_scored", "was_scored = 1")
was_banded = _customers("was_banded", "was_banded = 1")
was_scored_or_banded = _customers("was_scored_or_banded", "was_scored = 1 OR was_banded = 1")

turned = _each("turned", "{now} = 1 AND {was} = 0")
recovered = _each("recovered", "{was} = 1 AND {now} = 0 AND is_active = 1")
left_at_risk = _each("left_at_risk", "{was} = 1 AND is_active = 0")
