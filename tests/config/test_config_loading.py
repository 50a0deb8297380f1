"""A configuration file as a whole: defaults, settings, the example, all mistakes at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from config_samples import CATALOGUE, MINIMAL, PRESETS, RATIO, Load, Problems, metric, place

from deckgen.config import load_config
from deckgen.errors import ConfigError, Level
from deckgen.metrics.catalogue import PRESETS as REAL_PRESETS
from deckgen.metrics.catalogue import catalogue as real_catalogue
from deckgen.model.metric import Catalogue, Metric, Option, Part
from deckgen.model.unit import number1, percent

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"


def test_a_minimal_configuration_has_sensible_defaults(load: Load, tmp_path: Path) -> None:
    config = load(MINIMAL)
    assert config.deck.title == "Customer success executive review"
    assert (config.deck.theme, config.deck.charts, config.deck.locale) == (
        "default", "native", "en_US",
    )  # fmt: skip
    assert (config.period.history, config.period.timezone, config.period.as_of) == (8, "UTC", None)
    assert (config.money.currency, config.money.revenue_unit, config.money.fx) == (
        "USD", "mrr", "opening",
    )  # fmt: skip
    assert config.min_closing_coverage == Fraction(1, 2)
    assert config.output.folder == tmp_path / "out"
    assert config.output.name == "{company} - {period} - {segment}.pptx"
    assert config.narrative is None
    assert config.warnings == ()


def test_the_default_profile_shows_its_metrics_in_the_order_of_the_catalogue(load: Load) -> None:
    # gross_revenue_retention is in the catalogue, but not one of the sixteen
    assert [request.id for request in load(MINIMAL).metrics] == [
        "net_revenue_retention", "logo_retention", "csat", "nps", "csm_account_ratio",
    ]  # fmt: skip
    phase = load(f"{MINIMAL}profile: phase_2\n")
    assert [request.id for request in phase.metrics] == ["csat", "nps"]


def test_every_setting_arrives(load: Load, tmp_path: Path) -> None:
    config = load(
        "deck: {company: A & B, title: Review, prepared_for: Board, purpose: Keep customers,\n"
        "       theme: themes/own.potx, charts: picture, locale: de-DE}\n"
        "period: {current: 2025-05, grain: month, history: 13, fiscal_year_start_month: 2,\n"
        "         fiscal_year_label: start, timezone: Europe/Berlin, as_of: 2025-06-10}\n"
        "money: {currency: eur, revenue_unit: arr, fx: floating, negative_revenue: keep}\n"
        "data: {on_duplicate: last, rollup: parent, min_closing_coverage: 75%}\n"
        "definitions: literal_article\n"
        "narrative: texts/may.yaml\n"
        "output: {folder: ../decks, name: '{company} {date}.pptx'}\n" + MINIMAL.split("\n", 2)[2]
    )
    assert (config.deck.company, config.deck.prepared_for) == ("A & B", "Board")
    assert (config.deck.theme, config.deck.locale) == (tmp_path / "themes/own.potx", "de_DE")
    calendar = config.period.calendar
    assert (calendar.grain, calendar.fiscal_year_start_month, calendar.year_label) == (
        "month", 2, "start",
    )  # fmt: skip
    assert config.period.as_of == date(2025, 6, 10)
    rules = config.rules
    assert (rules.currency, rules.revenue_unit, rules.timezone) == ("EUR", "arr", "Europe/Berlin")
    assert (rules.on_duplicate, rules.rollup) == ("last", "parent")
    assert (config.money.fx, config.money.negative_revenue) == ("floating", "keep")
    assert config.min_closing_coverage == Fraction(3, 4)
    assert config.definitions == "literal_article"
    assert config.narrative == tmp_path / "texts/may.yaml"
    assert config.output.folder == tmp_path.parent / "decks"


def test_settings_know_their_place(load: Load) -> None:
    config = load(MINIMAL)
    assert str(config.place("period.current")).endswith("config.yaml:2:19")
    assert str(config.place("deck.theme")).endswith("config.yaml:1:1")  # not written: its parent
    assert str(config.place("output.folder")).endswith("config.yaml")


def example_catalogue() -> Catalogue:
    """The real metrics, or stand-ins that take what the example says while some are not there."""
    real = real_catalogue()
    sections = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["sections"]
    named = {id: name for name, entries in sections.items() for one in entries for id in one}
    if set(named) <= set(real):
        return real
    return {id: _stand_in(id, name, sections) for id, name in named.items()}


def _stand_in(id: str, section: str, sections: dict[str, list[dict[str, object]]]) -> Metric:
    entry: Any = next(one[id] for one in sections[section] if id in one)
    target = entry.get("target", {})
    names = [name for name in target if name not in {"value", "tolerance", "set"}]
    method = entry.get("method", "usual")
    part = Part(id, percent if "%" in str(target) else number1, {"*": RATIO}, better="higher")
    return metric(
        id,
        section,
        dict.fromkeys(names if isinstance(target, dict) and names else ["value"], part),
        default=method,
        methods={method: "as in the example"},
        options=tuple(
            Option(name, value, "text" if isinstance(value, str) else "number", name)
            for name, value in entry.get("options", {}).items()
        ),
    )


def test_the_example_loads_without_a_finding() -> None:
    config = load_config(EXAMPLE, example_catalogue(), REAL_PRESETS, {})
    assert config.warnings == ()
    assert config.deck.company == "Lumina Cloud"
    assert [len([m for m in config.metrics if m.section == one]) for one in (
        "retention", "expansion", "satisfaction", "customer_fit")] == [4, 3, 5, 4]  # fmt: skip
    nrr = config.metrics[0]
    assert nrr.targets[""].low == Fraction(102, 100)
    assert nrr.targets[""].tolerance == Fraction(1, 100)
    assert config.metrics[4].targets["overall"].high == Fraction(12, 100)
    assert (config.segments.by, config.segments.variants) == (
        ("segment", "region"), (("segment",), ("region",)),
    )  # fmt: skip
    assert len(config.sources) == 10
    assert len(config.feeds) == 10  # nine tables, two feeds of surveys
    contracts = config.sources["contract_register"]
    assert contracts.path == EXAMPLE.parent / "data/contracts.csv"
    assert contracts.date_format == "%d/%m/%Y"


def test_all_mistakes_of_a_file_are_reported_at_once_in_its_order(problems: Problems) -> None:
    issues = problems(
        "deck: {titel: x, charts: nativ, locale: english}\n"
        "period: {current: 2025-06, history: 99, timezone: Europe/Berln, as_of: 3.7.2025}\n"
        "mony: {currency: USD}\n"
        "sources:\n"
        "  crm: {type: cvs, path: crm.csv}\n"
        "tables:\n"
        "  customers: {source: cmr, columns: {customer_id: Id}}\n"
        "sections:\n"
        "  retention: [net_revenue_retension]\n"
    )
    assert [place(issue) for issue in issues] == [
        ("config-111", 1, 1),
        ("config-110", 1, 8),
        ("config-113", 1, 26),
        ("config-114", 1, 41),
        ("config-140", 2, 19),
        ("config-114", 2, 37),
        ("config-142", 2, 51),
        ("config-112", 2, 72),
        ("config-110", 3, 1),
        ("config-113", 5, 15),
        ("config-131", 7, 23),
        ("config-150", 9, 15),
    ]
    hints = {issue.code: issue.hint for issue in issues}
    assert hints["config-111"] == "for example  company: Lumina Cloud"
    assert hints["config-142"] == "did you mean 'Europe/Berlin'?"
    assert hints["config-131"] == "did you mean 'crm'?"
    assert hints["config-150"] == "did you mean 'net_revenue_retention'?"


@pytest.mark.parametrize(
    ("line", "where", "code", "message"),
    [
        ("deck: Lumina", (1, 7), "config-112", "deck needs `key: value` lines, not 'Lumina'"),
        ("deck: {company: [a]}", (1, 17), "config-112", "company needs a text, not a list"),
        ("deck: {company: '${NAME}'}", (1, 17), "config-122", "environment variables are used"),
        ("deck: {company: '  '}", (1, 17), "config-112", "company needs a text, but it is empty"),
        ("deck: {company: }", (1, 8), "config-111", "'company' is missing"),
        ("definitions: mine", (1, 14), "config-113", "definitions cannot be 'mine'"),
        ("money: {currency: dollars}", (1, 19), "config-114", "'dollars' is not a currency"),
        ("data: {min_closing_coverage: 150%}", (1, 30), "config-114", "min_closing_coverage: "),
        ("data: {min_closing_coverage: half}", (1, 30), "config-112", "min_closing_coverage: "),
        ("period: {history: eight}", (1, 19), "config-112", "history: 'eight' is not a whole"),
        ("period: {history: 0}", (1, 19), "config-114", "history must be at least 1"),
        ("period: {fiscal_year_start_month: 13}", (1, 35), "config-114", "fiscal_year_start"),
        ("segments: {compare_to_company: maybe}", (1, 32), "config-112", "compare_to_company: "),
        ("narrative: [a]", (1, 12), "config-112", "narrative needs a text, not a list"),
    ],
)
def test_a_value_of_the_wrong_kind(
    problems: Problems, line: str, where: tuple[int, int], code: str, message: str
) -> None:
    key = line.split(":")[0]
    rest = "\n".join(one for one in MINIMAL.splitlines() if not one.startswith(f"{key}:"))
    (issue,) = problems(f"{line}\n{rest}\n")
    assert place(issue) == (code, *where)
    assert issue.message.startswith(message)


def test_words_that_yaml_takes_for_yes_or_no_are_kept_as_text_with_a_warning(load: Load) -> None:
    config = load(MINIMAL.replace("company: Lumina Cloud", "company: Off, prepared_for: 2025"))
    assert (config.deck.company, config.deck.prepared_for) == ("Off", "2025")
    (warning,) = config.warnings
    assert (warning.level, place(warning)) == (Level.WARNING, ("config-109", 1, 17))
    assert warning.hint == 'write "Off" in quotes'


def test_a_key_without_a_value_counts_as_absent(load: Load) -> None:
    config = load(f"{MINIMAL}segments:\noutput:\n  folder:\nnarrative: ~\n")
    assert config.segments.by == ()
    assert config.output.folder.name == "out"
    assert config.narrative is None


def test_a_configuration_without_tables_must_supply_its_numbers(load: Load) -> None:
    text = "deck: {company: A}\nperiod: {current: 2025-Q2}\nsections:\n  satisfaction:\n"
    config = load(text + "    - nps: {supplied: {2025-Q2: {value: 41, n: 155}}}\n")
    assert config.metrics[0].supplied == {"2025-Q2": {"value": 41, "n": 155}}
    with pytest.raises(ConfigError, match="'tables' is missing"):
        load(text + "    - nps\n")


def test_sections_without_any_metric_are_an_error(problems: Problems) -> None:
    (issue,) = problems(f"{MINIMAL}sections: {{retention: []}}\n")
    assert place(issue) == ("config-150", 9, 1)


def test_weeks_are_too_short_for_revenue_metrics(problems: Problems, load: Load) -> None:
    weekly = MINIMAL.replace("{current: 2025-Q2}", "{current: 2025-W27, grain: week}")
    (issue,) = problems(weekly)
    assert place(issue) == ("config-144", 2, 36)
    assert "net_revenue_retention" in issue.message
    config = load(
        f"{weekly}sections: {{satisfaction: [csat, nps]}}\n".replace("nps", "csm_account_ratio")
    )
    assert config.period.current == "2025-W27"


def test_the_catalogue_decides_which_sections_there_are(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"{MINIMAL}sections: {{appendix_cost: [cs_cost_ratio]}}\n")
    with pytest.raises(ConfigError, match="there is no section 'appendix_cost'"):
        load_config(path, CATALOGUE, PRESETS, {})
    cost = metric("cs_cost_ratio", "appendix_cost", CATALOGUE["nps"].parts)  # type: ignore[arg-type]
    config = load_config(path, {**CATALOGUE, cost.id: cost}, PRESETS, {})
    assert config.metrics[0].section == "appendix_cost"
