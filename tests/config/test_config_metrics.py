"""Metric entries: methods, windows, options, targets, benchmarks and supplied numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from config_samples import MINIMAL, Load, Problems, place

from deckgen.model.period import Window
from deckgen.model.request import MetricRequest, Target


def one(entry: str, section: str = "retention") -> str:
    """The minimal configuration with one metric entry, whose line is 11 and column 7."""
    return f"{MINIMAL}sections:\n  {section}:\n    - {entry}\n"


def read(load: Load, entry: str, section: str = "retention") -> MetricRequest:
    (request,) = load(one(entry, section)).metrics
    return request


def exact(value: Fraction | int | str) -> Target:
    return Target(Fraction(value), Fraction(value))


def test_a_name_alone_uses_the_defaults(load: Load) -> None:
    request = read(load, "net_revenue_retention")
    assert (request.id, request.section, request.methods) == (
        "net_revenue_retention", "retention", {},
    )  # fmt: skip
    assert (request.window, request.options, request.targets) == (Window.PERIOD, {}, {})
    assert (request.rounding, request.benchmark, request.alias) == ("half_up", None, None)
    assert request.place is not None
    assert (request.place.line, request.place.column) == (11, 7)


def test_everything_that_can_be_said_about_a_metric(load: Load) -> None:
    request = read(
        load,
        "net_revenue_retention: {method: movements, window: trailing_12m, owner: CRO,"
        " options: {include_reactivation: true, measure: period_sum,"
        " exclude_subtypes: [price_increase]}, rounding: floor,"
        " target: {value: 110%, tolerance: 1pp, set: 2025-Q1},"
        ' benchmark: {value: 101%, window: trailing_12m, source: "Survey 2025", label: Median}}',
    )
    assert request.methods == {"": "movements"}
    assert request.window is Window.TRAILING_12M
    assert request.options == {
        "include_reactivation": True, "measure": "period_sum",
        "exclude_subtypes": ("price_increase",),
    }  # fmt: skip
    assert request.targets == {
        "": Target(Fraction(11, 10), Fraction(11, 10), Fraction(1, 100), "2025-Q1")
    }
    benchmark = request.benchmark
    assert benchmark is not None
    assert (benchmark.value, benchmark.window) == (Fraction(101, 100), Window.TRAILING_12M)
    assert (benchmark.source, benchmark.label) == ("Survey 2025", "Median")
    assert (request.owner, request.rounding) == ("CRO", "floor")


def test_a_method_per_part_also_of_a_part_that_is_borrowed(load: Load) -> None:
    request = read(load, "net_revenue_retention: {method: {value: cohort, gross: movements}}")
    assert request.methods == {"value": "cohort", "gross": "movements"}


def test_a_preset_is_its_metric_by_its_method(load: Load) -> None:
    request = read(load, "customer_retention_rate: {target: 90%}")
    assert (request.id, request.methods) == ("logo_retention", {"": "net_of_new"})
    assert request.alias == "customer_retention_rate"
    assert read(load, "customer_retention_rate").methods == {"": "net_of_new"}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("110%", {"": exact(Fraction(11, 10))}),
        ("0.95", {"": exact(Fraction(95, 100))}),
        ("{value: 90%}", {"": exact(Fraction(9, 10))}),
        ("{gross: 90%}", {"gross": exact(Fraction(9, 10))}),
        ("{value: 105%, gross: 90%}", {"value": exact("105/100"), "gross": exact("9/10")}),
        ("{lost: $2.5M}", {"lost": exact(2_500_000)}),
        ("{lost: {value: 200000, tolerance: 5%}}",
         {"lost": Target(Fraction(200_000), Fraction(200_000), Fraction(10_000))}),
        ("90%..95%", {"": Target(Fraction(9, 10), Fraction(19, 20))}),
        ("{gross: {value: 90..95%, set: 2024}}",
         {"gross": Target(Fraction(9, 10), Fraction(19, 20), None, "2024")}),
    ],
)  # fmt: skip
def test_targets_are_exact(load: Load, target: str, expected: dict[str, Target]) -> None:
    assert read(load, f"net_revenue_retention: {{target: {target}}}").targets == expected


def test_the_unit_of_a_target_follows_the_method(load: Load, problems: Problems) -> None:
    request = read(load, "csat: {method: mean, target: 4.3}", "satisfaction")
    assert request.targets == {"": exact(Fraction(43, 10))}
    (issue,) = problems(one("csat: {target: 4.3}", "satisfaction"))
    assert issue.message == "target for csat lacks its percent sign"
    assert issue.hint == "write 4.3%"


def test_a_neutral_metric_takes_a_band_and_warns_of_a_single_value(load: Load) -> None:
    config = load(one("csm_account_ratio: {target: 20..35}", "satisfaction"))
    assert config.metrics[0].targets == {"": Target(Fraction(20), Fraction(35))}
    assert config.metrics[0].targets[""].is_band
    assert config.warnings == ()
    config = load(one("csm_account_ratio: {target: 25}", "satisfaction"))
    assert [place(issue) for issue in config.warnings] == [("config-159", 11, 35)]


@pytest.mark.parametrize(
    ("target", "column", "code", "message", "hint"),
    [
        ("eleven", 39, "config-156", "target for net_revenue_retention is not a number: 'eleven'",
         "97.5%"),
        ("[1, 2]", 39, "config-156", "target for net_revenue_retention is not a number: a list",
         None),
        ("110", 39, "config-156", "target for net_revenue_retention lacks its percent sign",
         "write 110%"),
        ("$5M", 39, "config-156", "target for net_revenue_retention is an amount", None),
        ("1pp", 39, "config-156", "target for net_revenue_retention is in percentage points",
         None),
        ("95%..90%", 39, "config-156", "target for net_revenue_retention: the band", "smaller"),
        ("90%..many", 39, "config-156", "target for net_revenue_retention is not a number", None),
        ("'>= 90%'", 39, "config-156", "target for net_revenue_retention is not a number", None),
        ("{groos: 90%}", 40, "config-157", "target for 'groos', which is no part", "'gross'"),
        ("{lost: 5%}", 46, "config-156",
         "target for net_revenue_retention, part lost is a percentage", "$2.5M"),
        ("{tolerance: 1pp}", 39, "config-156", "target for net_revenue_retention has no value",
         None),
        ("{value: 1%, tolerance: wide}", 62, "config-156", "tolerance of the target", "1pp"),
        ("{value: 1%, tolerance: 2%}", 62, "config-156", "tolerance of the target", "1pp"),
        ("{value: 1%, set: spring}", 56, "config-156", "`set` is not a period: 'spring'",
         "2025-Q1"),
        ("{value: 1%, tolerence: 1pp, set: 2025}", 51, "config-110", "unknown key 'tolerence'",
         "'tolerance'"),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be(
    problems: Problems, target: str, column: int, code: str, message: str, hint: str | None
) -> None:
    (issue,) = problems(one(f"net_revenue_retention: {{target: {target}}}"))
    assert place(issue) == (code, 11, column)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")


@pytest.mark.parametrize(
    ("entry", "section", "code", "column", "message", "hint"),
    [
        ("net_revenue_retension", "retention", "config-150", 7,
         "there is no metric 'net_revenue_retension'", "'net_revenue_retention'"),
        ("gross", "retention", "config-150", 7, "there is no metric 'gross'",
         "'gross' is a part of net_revenue_retention"),
        ("nps: 36", "satisfaction", "config-112", 12, "nps needs settings", "target"),
        ("[nps]", "satisfaction", "config-112", 7, "needs a metric's name, not a list", None),
        ("nps: {targt: 36}", "satisfaction", "config-110", 13, "unknown key 'targt'", "'target'"),
        ("csm_account_ratio: {stale_days: 30}", "satisfaction", "config-110", 27,
         "unknown key 'stale_days'", "options: {stale_days"),
        ("csat: {method: avg}", "satisfaction", "config-152", 22, "csat has no method 'avg'",
         "mean, pct_satisfied"),
        ("csat: {method: {vaule: mean}}", "satisfaction", "config-157", 23,
         "csat has no part 'vaule'", "'value'"),
        ("net_revenue_retention: {method: {gross: cohort}}", "retention", "config-152", 47,
         "net_revenue_retention, part gross has no method 'cohort'", "movements, snapshot"),
        ("customer_retention_rate: {method: cohort}", "retention", "config-152", 41,
         "this is logo_retention by the method 'net_of_new'", "logo_retention with method"),
        ("csat: {window: trailing_12m}", "satisfaction", "config-153", 22,
         "window of csat cannot be 'trailing_12m'", "allowed: period"),
        ("nps: {rounding: up}", "satisfaction", "config-113", 23, "rounding cannot be 'up'",
         "half_up, floor"),
        ("nps: {owner: [a]}", "satisfaction", "config-112", 20, "owner needs a text", None),
        ("nps: {benchmark: 36}", "satisfaction", "config-158", 24, "benchmark of nps needs",
         "source"),
        ("nps: {benchmark: {value: 36}}", "satisfaction", "config-158", 24,
         "benchmark of nps lacks its source", None),
        ("nps: {benchmark: {value: x, source: y}}", "satisfaction", "config-158", 32,
         "benchmark of nps is not a number: 'x'", None),
        ("nps: {benchmark: {value: 1, source: y, window: year}}", "satisfaction", "config-153",
         54, "window cannot be 'year'", "trailing_12m"),
    ],
)  # fmt: skip
def test_a_metric_entry_that_cannot_be(
    problems: Problems,
    entry: str,
    section: str,
    code: str,
    column: int,
    message: str,
    hint: str | None,
) -> None:
    (issue,) = problems(one(entry, section))
    assert place(issue) == (code, 11, column)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")


def test_settings_that_stand_beside_their_metric_instead_of_below_it(problems: Problems) -> None:
    (issue,) = problems(one("nps:\n      target: 36", "satisfaction"))
    assert place(issue) == ("config-112", 12, 7)
    assert issue.message == "'target' stands beside 'nps', not below it"


def test_a_section_without_dashes(problems: Problems) -> None:
    (issue,) = problems(f"{MINIMAL}sections:\n  retention:\n    logo_retention: {{}}\n")
    assert place(issue) == ("config-112", 11, 5)
    assert "begin each metric with a dash" in (issue.hint or "")


def test_a_metric_has_one_slide_also_under_another_name(problems: Problems) -> None:
    (issue,) = problems(one("logo_retention\n    - customer_retention_rate"))
    assert place(issue) == ("config-151", 12, 7)
    assert issue.message == "logo_retention is shown twice, first on line 11"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("csat: {options: {satisfied_at: {5: 4, 10: 8.5}}}",
         {"satisfied_at": {5: 4, 10: Fraction(17, 2)}}),
        ("csat: {options: {weights: {support: 2, success: 0.5}}}",
         {"weights": {"support": 2, "success": Fraction(1, 2)}}),
        ("csat: {options: {channel: onboarding}}", {"channel": "onboarding"}),
        ("csm_account_ratio: {options: {threshold: 49.95, stale_days: 30}}",
         {"threshold": Fraction(4995, 100), "stale_days": 30}),
        ("csm_account_ratio: {options: {threshold: 50%}}", {"threshold": Fraction(1, 2)}),
    ],
)  # fmt: skip
def test_options_are_read_by_their_kind(
    load: Load, entry: str, expected: dict[str, object]
) -> None:
    assert read(load, entry, "satisfaction").options == expected


@pytest.mark.parametrize(
    ("option", "code", "column", "hint"),
    [
        ("measure: sum", "config-155", 49, "one of snapshot, period_sum"),
        ("measure: snapsht", "config-155", 49, "did you mean 'snapshot'?"),
        ("include_reactivation: maybe", "config-155", 62, "true or false"),
        ("exclude_subtypes: {a: b}", "config-155", 58, "a list of texts"),
        ("mesure: snapshot", "config-154", 40, "did you mean 'measure'?"),
    ],
)
def test_options_that_cannot_be(
    problems: Problems, option: str, code: str, column: int, hint: str
) -> None:
    (issue,) = problems(one(f"net_revenue_retention: {{options: {{{option}}}}}"))
    assert place(issue)[:2] == (code, 11)
    assert issue.location is not None
    assert issue.location.column == column + 1
    assert issue.hint == hint


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("csat: {options: {satisfied_at: 4}}", "numbers by numbers, such as {5: 4, 10: 9}"),
        ("csat: {options: {satisfied_at: {five: 4}}}", "numbers by numbers"),
        ("csat: {options: {weights: {a: 0, b: 0}}}", "weights of 0 or more, not all 0"),
        ("csat: {options: {weights: {a: -1, b: 2}}}", "weights of 0 or more, not all 0"),
        ("csm_account_ratio: {options: {threshold: low}}", "a number, such as 50"),
        ("csm_account_ratio: {options: {threshold: 50.005}}", "at most 2 decimals"),
        ("csm_account_ratio: {options: {stale_days: 1.5}}", "a whole number, such as 90"),
        ("csm_account_ratio: {options: {stale_days: -1}}", "a whole number, such as 90"),
    ],
)
def test_numbers_in_options_that_cannot_be(problems: Problems, entry: str, hint: str) -> None:
    (issue,) = problems(one(entry, "satisfaction"))
    assert issue.code == "config-155"
    assert (issue.hint or "").startswith(hint)


def test_options_of_a_metric_without_any(problems: Problems) -> None:
    issues = problems(one("nps: {options: {unit: account}}", "satisfaction"))
    assert [(issue.code, issue.hint) for issue in issues] == [("config-154", "it has no options")]


def test_supplied_numbers_by_period_and_name(load: Load) -> None:
    request = read(
        load,
        "nps: {supplied: {2025Q1: {promoters: 50, detractors: 30},"
        " 2025-Q2: {value: 20, n: 155}}}",
        "satisfaction",
    )  # fmt: skip
    assert request.supplied == {
        "2025-Q1": {"promoters": 50, "detractors": 30},
        "2025-Q2": {"value": 20, "n": 155},
    }
    request = read(
        load, "csm_account_ratio: {supplied: {2025-Q2: {accounts_per_csm: [20, 35, 25, 20]}}}",
        "satisfaction",
    )  # fmt: skip
    assert request.supplied == {"2025-Q2": {"accounts_per_csm": (20, 35, 25, 20)}}


@pytest.mark.parametrize(
    ("supplied", "column", "message"),
    [
        ("41", 23, "supplied of nps needs periods"),
        ("{2025-06: {n: 1}}", 24, "'2025-06' is not a quarter"),
        ("{2025-Q2: 41}", 33, "supplied of nps needs names and numbers for 2025-Q2"),
        ("{2025-Q2: {promotors: 1}}", 34, "nps has no part or count 'promotors'"),
        ("{2025-Q2: {n: many}}", 37, "n of nps is not a number: 'many'"),
    ],
)
def test_supplied_numbers_that_cannot_be(
    problems: Problems, supplied: str, column: int, message: str
) -> None:
    (issue,) = problems(one(f"nps: {{supplied: {supplied}}}", "satisfaction"))
    assert place(issue) == ("config-160", 11, column)
    assert issue.message.startswith(message)
