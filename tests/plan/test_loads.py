"""Loads against a band, and whether the heavy ones lose more."""

from __future__ import annotations

from fractions import Fraction

import pytest

from deckgen.model.deck import (
    BigNumber,
    Chart,
    ChartKind,
    Narrative,
    SeriesRole,
    Slide,
    Table,
    plain,
)
from deckgen.model.metric import Reading
from deckgen.model.request import Target
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import count, number1, number2, percent
from deckgen.plan import plan_deck
from tests.support.results import a_context, a_metric, a_part, a_result

BAND = Target(Fraction(30), Fraction(40))


def load(name: str, accounts: int) -> PartResult:
    return a_part(accounts, accounts, key=name, name="accounts", label="Accounts", unit=count,
                  share=False, n=None)  # fmt: skip


def rate(name: str, lost: int, of: int) -> PartResult:
    now = Reading(Fraction(lost, of), Fraction(lost), Fraction(of), of)
    return a_part(now=now, key=name, name="churn_rate", label="Churn rate", unit=percent)


def ratio(
    loads: dict[str, int], lost: dict[str, tuple[int, int]], target: Target | None = BAND
) -> MetricResult:
    """Accounts per CSM, with the customers that each lost of those at the opening."""
    mean = Fraction(sum(loads.values()), len(loads))
    head = a_part(
        mean, mean, unit=number1, share=False, target=target, n=len(loads), label="Accounts per CSM"
    )
    keyed = {
        "accounts": {name: load(name, accounts) for name, accounts in loads.items()},
        "churn_rate": {name: rate(name, *pair) for name, pair in lost.items()},
    }
    metric = a_metric("csm_account_ratio", "Accounts per CSM", exhibit="ranked")
    correlation = a_part(
        "0.84", "0.80", name="load_vs_churn", label="Load and churn rate, rank correlation",
        unit=number2, share=False,
    )  # fmt: skip
    return a_result(head, metric, others={"load_vs_churn": correlation}, keyed=keyed)


THREE = ratio(
    {"Okafor": 52, "Iyer": 39, "Quinn": 22}, {"Okafor": (6, 50), "Iyer": (2, 40), "Quinn": (0, 20)}
)


def slide(result: MetricResult) -> Slide:
    return plan_deck(a_context(result)).slide("metric/csm_account_ratio")


def table(result: MetricResult) -> Table:
    return next(one for one in slide(result).blocks if isinstance(one, Table))


def points(result: MetricResult) -> Chart | None:
    return next((one for one in slide(result).blocks if isinstance(one, Chart)), None)


def test_bars_are_told_apart_by_the_band_that_stands_behind_them() -> None:
    spec = table(THREE).bars[0].spec
    assert [(one.name, one.role, one.values) for one in spec.series] == [
        ("Above the band", SeriesRole.BAD, (52, None, None)),
        ("Within the band", SeriesRole.ACTUAL, (None, 39, None)),
        ("Below the band", SeriesRole.CONTEXT, (None, None, 22)),
    ]
    assert spec.band is not None
    assert (spec.band.low, spec.band.high) == (30, 40)
    assert spec.reference == Fraction(113, 3)  # 52 + 39 + 22 over three CSMs
    assert table(THREE).columns[1].heading == "band 30 to 40"


@pytest.mark.parametrize("edge", [30, 40])
def test_the_ends_of_the_band_are_within_it(edge: int) -> None:
    rates = {"Okafor": (1, 10), "Iyer": (1, 10), "Quinn": (1, 10)}
    result = ratio(dict.fromkeys(rates, edge), rates)
    assert [one.name for one in table(result).bars[0].spec.series] == ["Within the band"]


def test_without_a_band_there_is_one_series_and_nothing_to_stand_above() -> None:
    rates = {"Okafor": (6, 50), "Iyer": (2, 40), "Quinn": (0, 20)}
    result = ratio({"Okafor": 52, "Iyer": 39, "Quinn": 22}, rates, target=None)
    spec = table(result).bars[0].spec
    assert [one.name for one in spec.series] == ["Accounts"]
    assert spec.band is None
    found = points(result)
    assert found is not None
    assert [one.name for one in found.spec.series] == ["Accounts", "Churn rate"]


def test_points_hold_load_against_churn_and_the_heavy_ones_differ() -> None:
    found = points(THREE)
    assert found is not None
    assert found.spec.kind is ChartKind.SCATTER
    across, *groups = found.spec.series
    assert across.values == (52, 39, 22)
    assert [(one.name, one.values) for one in groups] == [
        ("Others", (None, Fraction(1, 20), 0)),
        ("Above the band", (Fraction(3, 25), None, None)),
    ]


def test_a_csm_without_a_rate_has_a_bar_and_no_point() -> None:
    rates = {"Okafor": (6, 50), "Iyer": (2, 40), "Quinn": (0, 20)}
    result = ratio({"Okafor": 52, "Iyer": 39, "Quinn": 22, "Haddad": 20}, rates)
    found = points(result)
    assert found is not None
    assert found.spec.categories == ("Okafor", "Iyer", "Quinn")
    assert len(table(result).rows) == 4


def test_two_points_show_nothing() -> None:
    result = ratio({"Okafor": 52, "Iyer": 39}, {"Okafor": (6, 50), "Iyer": (2, 40)})
    assert points(result) is None


def test_without_rates_the_ranking_takes_all_the_room() -> None:
    result = ratio({"Okafor": 52, "Iyer": 39}, {})
    assert points(result) is None
    assert [column.heading for column in table(result).columns][-1] == "On Q2 2026"


def happened(result: MetricResult) -> str:
    narrative = next(one for one in slide(result).blocks if isinstance(one, Narrative))
    return plain(narrative.cells[0].body[0])


def test_rates_that_print_alike_are_called_the_same() -> None:
    rates = {"Okafor": (2, 50), "Iyer": (2, 50), "Quinn": (2, 50)}
    assert happened(ratio({"Okafor": 52, "Iyer": 39, "Quinn": 22}, rates)).startswith(
        "One CSM is above the band: 4% churn rate, the same for the others."
    )


def test_what_happened_compares_the_rates_of_both_sides() -> None:
    # 6 of 50 is 12%; 2 of 40 and 0 of 20 are 2 of 60, 3.3%
    assert happened(THREE).startswith(
        "One CSM is above the band: 12% churn rate, 3.3% for the others."
    )


def test_nobody_above_the_band_is_said() -> None:
    result = ratio({"Iyer": 39}, {"Iyer": (2, 40)})
    assert happened(result).startswith("No CSM is above the band.")


def test_the_correlation_is_named_beside_its_number() -> None:
    second = [one for one in slide(THREE).blocks if isinstance(one, BigNumber)][1]
    assert (second.label, second.base) == ("Load and churn rate", "rank correlation")
    assert second.changes == ()
