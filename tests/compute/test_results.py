"""What results hand on besides the numbers: units, targets, groups, cuts, and what is undefined."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from deckgen.compute import Results, compute
from deckgen.compute.status import retargeted
from deckgen.engine.sqlite import SQLite
from deckgen.errors import ConfigError
from deckgen.metrics.catalogue import catalogue
from deckgen.metrics.definitions import LITERAL, defined
from deckgen.model.period import Calendar
from deckgen.model.request import MetricRequest, Request, Target
from deckgen.model.result import Status
from deckgen.model.unit import Format
from tests.compute.generated import company
from tests.compute.test_engines_agree import request
from tests.support.canonical import fill


def results_of(asked: Request, tables: dict[str, list[dict[str, object]]]) -> Results:
    engine = SQLite()
    try:
        return compute(engine, fill(engine, tables), asked, catalogue())
    finally:
        engine.close()


@pytest.fixture(scope="module")
def results() -> Results:
    return results_of(request(), company(7))


def test_the_trend_ends_with_the_current_value_and_the_one_before_is_the_prior(
    results: Results,
) -> None:
    for id in results.metrics:
        part = results.metric(id).value
        assert len(part.trend) == 8
        assert part.trend[-1].reading == part.now
        assert part.trend[-2].reading == part.prior
        assert part.trend[-5].reading == part.year_ago


def test_a_cut_of_a_group_is_the_crossing_computed_as_a_group_of_its_own(results: Results) -> None:
    smb = (("segment", "SMB"),)
    cuts = results.metric("logo_retention", smb).cuts
    assert list(cuts) == ["region"]
    for cut in cuts["region"]:
        crossing = (*smb, ("region", cut.value))
        own = results.metric("logo_retention", crossing)
        assert {name: part.now for name, part in cut.parts.items()} == {
            name: part.now for name, part in own.parts.items()
        }
        assert cut.parts["value"].status is own.value.status


def test_customers_without_a_segment_are_a_group_that_no_text_can_be_mistaken_for(
    results: Results,
) -> None:
    groups = results.groups(("segment",))
    assert (("segment", None),) in groups
    assert groups[-1] == (("segment", None),)


def test_a_segment_is_not_judged_by_the_target_of_whole_books() -> None:
    """A CSM with ten accounts in a segment may have twenty more in others."""
    band, smb = Target(Fraction(25), Fraction(35)), (("segment", "SMB"),)
    asked = (MetricRequest("csm_account_ratio", targets={"": band}),)
    found = results_of(replace(request(), metrics=asked), company(7))
    assert found.metric("csm_account_ratio").value.target == band
    own = found.metric("csm_account_ratio", smb)
    assert own.value.value is not None
    assert own.value.target is None
    assert own.value.status is Status.NONE
    judged = retargeted(own, {"": Target(Fraction(5), Fraction(6))}).value
    assert judged.target == Target(Fraction(5), Fraction(6))
    assert judged.status in (Status.ON_TARGET, Status.WATCH, Status.OFF_TARGET)


def test_a_target_without_a_part_is_the_headlines_and_judges_only_that() -> None:
    targets = {"": Target(Fraction(1), Fraction(1)), "gross": Target(Fraction(2), Fraction(2))}
    asked = request()
    metrics = (MetricRequest("net_revenue_retention", targets=targets),)
    result = results_of(replace(asked, metrics=metrics), company(7)).metric("net_revenue_retention")
    assert result.value.target == targets[""]
    assert result.parts["gross"].target == targets["gross"]
    assert result.parts["gross"].status is Status.OFF_TARGET
    assert result.parts["expansion"].target is None


def test_the_bars_of_a_literal_definition_print_like_its_headline() -> None:
    asked = request()
    metrics = (defined(MetricRequest("upsell_trends"), LITERAL),)
    result = results_of(replace(asked, metrics=metrics), company(7)).metric("upsell_trends")
    assert result.value.unit.format is Format.PERCENT0
    assert {bar.unit.format for bar in result.keyed["share"].values()} == {Format.PERCENT0}


def test_a_dimension_that_exists_nowhere_is_named_with_the_nearest_one() -> None:
    asked = replace(request(), dimensions=("regoin",), groupings=((), ("regoin",)))
    with pytest.raises(ConfigError, match="did you mean 'region'"):
        results_of(asked, company(7))


def test_without_revenue_every_retention_number_says_what_is_missing() -> None:
    tables = company(7)
    tables["revenue"], tables["contracts"] = [], []
    computed = results_of(request(), tables)
    for id in ("net_revenue_retention", "revenue_churn", "logo_retention", "logo_churn"):
        reading = computed.metric(id).value.now
        assert (reading.value, reading.code) == (None, "inputs_missing")


def test_a_calendar_of_ones_own_that_begins_now_has_no_prior_period() -> None:
    calendar = Calendar()
    current = calendar.parse("2025-Q2")
    asked = replace(request(), calendar=Calendar(explicit=(current,)), current=current)
    part = results_of(asked, company(7)).metric("logo_churn").value
    assert part.prior is None
    assert part.change is None
    assert len(part.trend) == 1
