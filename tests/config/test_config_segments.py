"""Segments and output: dimensions that exist, the groups asked for, file names that are safe."""

from __future__ import annotations

from fractions import Fraction

import pytest
from config_samples import MINIMAL, Load, Problems, place
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import current_period, parse_group, request
from deckgen.model.request import Target


def with_segments(segments: str) -> str:
    return f"{MINIMAL}segments: {segments}\n"


def test_variants_are_each_of_the_cuts_unless_given(load: Load) -> None:
    settings = load(with_segments("{by: [segment, region]}")).segments
    assert settings.by == ("segment", "region")
    assert settings.variants == (("segment",), ("region",))
    assert (settings.min_customers, settings.compare_to_company) == (5, True)
    given_ones = load(with_segments("{by: [segment], variants: [segment x region, region]}"))
    assert given_ones.segments.variants == (("segment", "region"), ("region",))
    assert load(with_segments("{by: [segment], variants: []}")).segments.variants == ()


def test_a_hierarchy_is_a_variant_per_level(load: Load) -> None:
    text = with_segments("{variants: [company > region > segment]}")
    assert load(text).segments.variants == (("region",), ("region", "segment"))
    assert load(with_segments("{variants: [region>segment, region]}")).segments.variants == (
        ("region",), ("region", "segment"),
    )  # fmt: skip


def test_variants_may_be_listed_one_by_one_and_by_pattern(load: Load) -> None:
    settings = load(
        with_segments("{variants: [{region: [EMEA, 'AP*']}, 'segment=SMB, region=EMEA']}")
    ).segments
    assert settings.variants == (("region",), ("segment", "region"))
    listed, named = settings.choices
    assert [listed.takes((("region", one),)) for one in ("emea", "APAC", "Americas")] == [
        True, True, False,
    ]  # fmt: skip
    assert not listed.takes((("region", None),))
    assert named.takes((("region", "EMEA"), ("segment", "SMB")))
    assert not named.takes((("region", "APAC"), ("segment", "SMB")))


def test_exclusions_and_overrides_may_be_patterns_and_the_exact_one_wins(load: Load) -> None:
    settings = load(
        with_segments(
            "{by: [segment, region], exclude: [{region: 'Test?'}],"
            " overrides: {region=*: {title: A region}, region=EMEA: {title: Europe},"
            " 'region=*, segment=*': {leave_out: [nps]}}}"
        )
    ).segments
    assert settings.excludes((("region", "Test1"), ("segment", "SMB")))
    assert not settings.excludes((("region", "Test"),))
    titles = [settings.override((("region", one),)) for one in ("EMEA", "APAC")]
    assert [one.title if one else None for one in titles] == ["Europe", "A region"]
    crossed = settings.override((("segment", "SMB"), ("region", "EMEA")))
    assert crossed is not None
    assert crossed.leave_out == ("nps",)


def test_variants_that_are_the_same_set_are_one(load: Load) -> None:
    settings = load(with_segments("{variants: [segment x region, region × segment]}")).segments
    assert settings.variants == (("segment", "region"),)


def test_exclusions_and_overrides(load: Load) -> None:
    settings = load(
        with_segments(
            "{by: [segment, region],"
            " exclude: [{region: [Test, Demo]}, {segment: SMB, region: APAC}],"
            " overrides: {segment=SMB: {title: SMB review, targets: {nps: 30}}}}"
        )
    ).segments
    assert settings.excludes((("region", "Demo"),))
    assert settings.excludes((("region", "APAC"), ("segment", "SMB")))
    assert not settings.excludes((("region", "APAC"),))
    assert not settings.excludes(())
    override = settings.override((("segment", "SMB"),))
    assert override is not None
    assert override.title == "SMB review"
    assert override.targets == {"nps": {"": Target(Fraction(30), Fraction(30))}}
    assert settings.override((("segment", "Enterprise"),)) is None


def test_dimensions_come_from_customers_revenue_and_memberships(load: Load) -> None:
    text = with_segments("{by: [segment, plan, team, product]}").replace(
        "amount: MRR}", "amount: MRR, plan: Plan, product: P}"
    )
    text = text.replace(
        "segments:",
        "  memberships: {source: crm, set: {dimension: team},"
        " columns: {customer_id: A, value: B}}\n"
        "segments:",
    )
    assert load(text).segments.by == ("segment", "plan", "team", "product")


def test_memberships_that_name_dimensions_in_the_data_leave_names_open(load: Load) -> None:
    text = with_segments("{by: [anything]}").replace(
        "segments:",
        "  memberships: {source: crm, columns: {customer_id: A, dimension: D, value: B}}\n"
        "segments:",
    )
    assert load(text).segments.by == ("anything",)


@pytest.mark.parametrize(
    ("segments", "code", "column", "message", "hint"),
    [
        ("{by: [segmnt]}", "config-161", 17, "'segmnt' is no dimension", "'segment'"),
        ("{by: [owner]}", "config-161", 17, "'owner' is no dimension", "region, segment"),
        ("{by: [customer_id]}", "config-161", 17, "'customer_id' is no dimension", None),
        ("{by: segment}", "config-112", 16, "by needs a list, not 'segment'", None),
        ("{variants: [segment x country]}", "config-161", 23, "'country' is no dimension", None),
        ("{variants: [segment x segment]}", "config-161", 23, "'segment x segment' names one",
         None),
        ("{variants: [region > team]}", "config-161", 23, "'team' is no dimension", None),
        ("{variants: [{regoin: EMEA}]}", "config-161", 24, "'regoin' is no dimension",
         "'region'"),
        ("{variants: [{region: []}]}", "config-161", 32, "region needs one value", None),
        ("{variants: [[segment]]}", "config-161", 23, "variants needs dimensions", "region"),
        ("{variants: ['=SMB']}", "config-161", 23, "'=SMB' is not written like", None),
        ("{small_segments: hide}", "config-113", 28, "small_segments cannot be 'hide'", "skip"),
        ("{overrides: {segment=SMB: {leave_out: [npz]}}}", "config-162", 50,
         "'npz' is no metric of this deck", "'nps'"),
        ("{exclude: [{regoin: Test}]}", "config-161", 23, "'regoin' is no dimension",
         "'region'"),
        ("{exclude: [{region: {a: b}}]}", "config-161", 31, "exclude needs one value", None),
        ("{overrides: {SMB: {title: x}}}", "config-161", 24, "'SMB' is not written like", None),
        ("{overrides: {team=SMB: {title: x}}}", "config-161", 24, "'team' is no dimension", None),
        ("{overrides: {segment=SMB: {titel: x}}}", "config-110", 38, "unknown key 'titel'",
         "'title'"),
        ("{overrides: {segment=SMB: {targets: {npz: 3}}}}", "config-150", 48,
         "there is no metric 'npz'", "'nps'"),
        ("{min_customers: 0}", "config-114", 27, "min_customers must be at least 1", None),
    ],
)  # fmt: skip
def test_segments_that_cannot_be(
    problems: Problems, segments: str, code: str, column: int, message: str, hint: str | None
) -> None:
    (issue,) = problems(with_segments(segments))
    assert place(issue) == (code, 9, column)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")


def test_the_request_asks_for_cuts_variants_and_cuts_inside_variants(load: Load) -> None:
    config = load(with_segments("{by: [segment, region], variants: [segment, region x segment]}"))
    asked = request(config, current_period(config, None))
    assert asked.dimensions == ("segment", "region")
    assert asked.groupings == ((), ("segment",), ("region",), ("segment", "region"))
    assert asked.current.name == "2025-Q2"
    assert asked.metrics == config.metrics
    assert (asked.history, asked.as_of, asked.money) == (8, None, config.money)


def test_a_request_without_segments_is_for_everyone(load: Load) -> None:
    config = load(MINIMAL)
    asked = request(config, current_period(config, None))
    assert (asked.dimensions, asked.groupings) == ((), ((),))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("segment=SMB", (("segment", "SMB"),)),
        ("segment = Mid market ", (("segment", "Mid market"),)),
        ("segment=SMB, region=EMEA", (("segment", "SMB"), ("region", "EMEA"))),
        ("segment=SMB x region=EMEA", (("segment", "SMB"), ("region", "EMEA"))),
        ("segment=A, B and C", (("segment", "A, B and C"),)),
        ("segment=a=b", (("segment", "a=b"),)),
        ("segment=", (("segment", None),)),
    ],
)
def test_groups_are_written_with_equals_signs(text: str, group: object) -> None:
    assert parse_group(text) == group


@pytest.mark.parametrize("text", ["", "SMB", "=SMB", "a=1, a=2"])
def test_texts_that_are_no_group(text: str) -> None:
    with pytest.raises(ValueError, match=r"not written like|names one dimension twice"):
        parse_group(text)


@given(st.text(alphabet="abcXY 12-./&()", min_size=1).filter(str.strip))
def test_any_value_without_separators_is_kept(value: str) -> None:
    assert parse_group(f"segment={value}") == (("segment", value.strip()),)


@pytest.mark.parametrize(
    ("name", "code", "message", "hint"),
    [
        ("{company}/{segment}.pptx", "config-171", "a file name cannot contain '/'",
         "output.folder"),
        ("..\\{segment}.pptx", "config-171", "a file name cannot contain '\\\\'", None),
        ("{segment}:x.pptx", "config-171", "a file name cannot contain ':'", None),
        ("{segment}.ppt", "config-171", "the file name '{segment}.ppt' does not end in .pptx",
         None),
        (".{segment}.pptx", "config-171", "a file name cannot begin with '.'", None),
        ("{sgment} {segment}.pptx", "config-170", "there is no placeholder {sgment}",
         "'segment'"),
        ("{} {segment}.pptx", "config-170", "there is no placeholder {}", "{company}"),
        ("{company.__class__} {segment}.pptx", "config-170",
         "there is no placeholder {company.__class__}", None),
        ("{segment!r}.pptx", "config-170", "{segment} takes no format", None),
        ("{segment:>99999999}.pptx", "config-170", "{segment} takes no format", None),
        ("{segment.pptx", "config-170", "the file name '{segment.pptx' has a stray brace", None),
    ],
)  # fmt: skip
def test_file_names_that_are_unsafe(
    problems: Problems, name: str, code: str, message: str, hint: str | None
) -> None:
    (issue,) = problems(f"{MINIMAL}output: {{name: '{name}'}}\n")
    assert place(issue) == (code, 9, 16)
    assert issue.message.startswith(message)
    assert hint is None or hint in (issue.hint or "")


def test_a_file_name_without_the_segment_is_noted_only_where_segments_get_decks(load: Load) -> None:
    output = "output: {name: '{company}.pptx'}\n"
    assert load(MINIMAL + output).warnings == ()
    config = load(with_segments("{by: [segment]}") + output)
    assert [place(issue) for issue in config.warnings] == [("config-172", 10, 16)]


def test_a_segment_may_have_a_theme_and_a_narrative_of_its_own(load: Load) -> None:
    text = with_segments(
        "{by: [segment], overrides: {segment=SMB: {theme: looks/own, narrative: own.yaml}}}"
    )
    config = load(text)
    (own,) = config.segments.overrides
    folder = config.path.parent.resolve()
    assert (own.theme, own.narrative) == (folder / "looks/own", folder / "own.yaml")
