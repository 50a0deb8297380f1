"""The deck as a whole: which slides, in which order, under which names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from deckgen.errors import Level
from deckgen.model.deck import BigNumber, Deck, Paragraph, SlideKind, Table, Trends, plain
from deckgen.model.metric import Reading
from deckgen.model.narrative import Written
from deckgen.model.period import Calendar, Grain
from deckgen.model.quality import FeedAccount, Finding, Staged
from deckgen.model.request import Target
from deckgen.model.result import MetricResult, PartResult
from deckgen.model.unit import Direction, Unit, count, money, percent
from deckgen.plan import plan_deck
from tests.support.results import SECTIONS, a_context, a_metric, a_part, a_result, a_staged

NBSP = "\u00a0"
TWO = "two metrics with a target"


def results(count: int, **metric: object) -> list[MetricResult]:
    """So many metrics, four to a section."""
    sections = list(SECTIONS)
    return [
        a_result(
            a_part(target="1.05"),
            a_metric(f"metric_{n}", f"Metric {n}", section=sections[n // 4 % 4], **metric),  # type: ignore[arg-type]
        )
        for n in range(count)
    ]


def keys(deck: Deck) -> list[str]:
    return [slide.key for slide in deck.slides]


def test_sixteen_metrics_stand_behind_the_dividers_of_their_sections() -> None:
    deck = plan_deck(a_context(*results(16)))
    assert keys(deck) == [
        "title",
        "summary",
        "scorecard",
        "section/retention",
        *(f"metric/metric_{n}" for n in range(4)),
        "section/expansion",
        *(f"metric/metric_{n}" for n in range(4, 8)),
        "section/satisfaction",
        *(f"metric/metric_{n}" for n in range(8, 12)),
        "section/customer_fit",
        *(f"metric/metric_{n}" for n in range(12, 16)),
        "definitions/1",
        "definitions/2",
        "data_quality/1",
    ]


def test_one_section_alone_has_no_divider_and_one_metric_alone_no_summary() -> None:
    assert keys(plan_deck(a_context(*results(2))))[:4] == [
        "title", "summary", "scorecard", "metric/metric_0",
    ]  # fmt: skip
    assert keys(plan_deck(a_context(*results(1))))[:3] == ["title", "scorecard", "metric/metric_0"]


def test_every_slide_has_a_title_of_its_own() -> None:
    deck = plan_deck(a_context(*results(16)))
    titles = [plain(slide.title) for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_a_section_of_many_metrics_goes_over_several_pages_of_definitions() -> None:
    many = [
        a_result(a_part(), a_metric(f"metric_{n}", f"Metric {n}", section="retention"))
        for n in range(11)
    ]
    deck = plan_deck(a_context(*many))
    pages = [slide for slide in deck.slides if slide.key.startswith("definitions/")]
    tables = [block for slide in pages for block in slide.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [6, 5]
    assert plain(pages[0].title) != plain(pages[1].title)


def test_a_deck_without_metrics_still_has_a_title_and_its_data() -> None:
    assert keys(plan_deck(a_context())) == ["title", "data_quality/1"]


def test_the_title_slide_says_for_whom_and_when() -> None:
    deck = plan_deck(a_context(prepared_for="Board", version="0.3", group_label="SMB"))
    said = {
        block.key: [plain(line).replace(NBSP, " ") for line in block.lines]
        for block in deck.slides[0].blocks
        if isinstance(block, Paragraph)
    }
    assert said == {
        "scope": ["SMB, 421 customers"],
        "facts": [
            "Prepared for Board",
            "Period 1 Jul to 30 Sep 2026",
            "Data as of 3 Oct 2026",
            "Made with deckgen 0.3",
        ],
    }


@pytest.mark.parametrize(
    ("customers", "scope"),
    [(None, "All customers"), (0, "0 customers"), (1, "1 customer"), (421, "All 421 customers")],
)
def test_the_whole_company_is_called_all_its_customers(customers: int | None, scope: str) -> None:
    assert a_context(customers=customers).scope.replace(NBSP, " ") == scope


def test_the_cover_has_the_trends_of_the_deck_and_at_most_sixteen() -> None:
    def trends(count: int) -> list[int]:
        blocks = plan_deck(a_context(*results(count))).slides[0].blocks
        return [len(block.rows) for block in blocks if isinstance(block, Trends)]

    assert trends(5) == [5]
    assert trends(17) == [16]
    alone = a_result(a_part(prior=None, trend=()))
    blocks = plan_deck(a_context(alone)).slides[0].blocks
    assert not any(isinstance(block, Trends) for block in blocks)


def test_a_period_that_is_not_over_is_called_to_date_everywhere() -> None:
    result = a_result(as_of=date(2026, 8, 31))
    deck = plan_deck(a_context(result, as_of=date(2026, 8, 31)))
    assert deck.period_label == "Q3 2026 to date"
    slide = deck.slide("metric/sample_rate")
    assert "in Q3 2026 to date" in plain(slide.title)
    assert "Q3 2026 to date" in slide.eyebrow


# --- scorecard ------------------------------------------------------------------------------------


def scorecard_title(*found: MetricResult) -> str:
    return plain(plan_deck(a_context(*found)).slide("scorecard").title)


def judged(id: str, value: str, section: str = "retention") -> MetricResult:
    return a_result(a_part(value, target="1.0"), a_metric(id, id, section=section))


def test_the_scorecard_counts_only_metrics_that_have_a_target() -> None:
    without = a_result(a_part("0.5"), a_metric("x", "X"))
    assert scorecard_title(judged("a", "1.1"), judged("b", "1.2"), without) == (
        "Both metrics with a target are on target"
    )


def test_the_section_with_most_misses_is_named() -> None:
    found = [
        judged("a", "1.1"),
        judged("b", "0.99"),
        judged("c", "0.99", "satisfaction"),
        judged("d", "0.98", "satisfaction"),
    ]
    assert scorecard_title(*found) == (
        "One of four metrics with a target is on target; satisfaction has two of the three misses"
    )


def test_without_such_a_section_the_misses_beyond_the_tolerance_are_counted() -> None:
    found = [judged("a", "1.1"), judged("b", "0.99"), judged("c", "0.5", "satisfaction")]
    assert scorecard_title(*found) == (
        "One of three metrics with a target is on target; one of the two misses exceeds the "
        "tolerance"
    )


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (("0.5",), "The one metric with a target is not on target"),
        (("1.5",), "The one metric with a target is on target"),
        (("0.5", "0.6"), f"Neither of {TWO} is on target; both misses are in retention"),
        (("1.5", "0.6"), f"One of {TWO} is on target; retention has the one miss"),
        (("1.5", "1.6"), "Both metrics with a target are on target"),
        (("1.5", "1.6", "1.7"), "All three metrics with a target are on target"),
    ],
)
def test_small_scorecards_read_as_sentences(values: tuple[str, ...], title: str) -> None:
    found = [judged(f"m{n}", value) for n, value in enumerate(values)]
    assert scorecard_title(*found) == title


def test_misses_that_all_exceed_the_tolerance_are_not_counted_against_each_other() -> None:
    found = [judged("a", "0.5"), judged("b", "0.5", "satisfaction"), judged("c", "1.5")]
    assert scorecard_title(*found).endswith("; both misses exceed the tolerance")


def test_a_scorecard_of_the_first_period_promises_no_trend() -> None:
    deck = plan_deck(a_context(a_result(a_part("0.5", None, trend=())), prior=None))
    slide = deck.slide("scorecard")
    (table,) = slide.blocks
    assert isinstance(table, Table)
    assert table.columns[2].heading == ""
    assert "There is no earlier period to compare with." in plain(slide.footer)


def test_a_scorecard_without_targets_says_so() -> None:
    assert scorecard_title(a_result(a_part("0.5"))) == "One metric computed, none with a target"


def test_a_scorecard_of_small_bases_does_not_deny_their_targets() -> None:
    part = a_part("0.5", target="0.4", n=12)
    assert scorecard_title(a_result(part)) == (
        "One metric computed; no base is large enough to be held against its target"
    )


def test_a_target_without_a_value_is_not_counted_away() -> None:
    """Twelve rows of a scorecard had a target, and its headline knew of eleven."""
    missing = a_result(a_part(None, target="0.4"), a_metric("b", "B"))
    assert scorecard_title(judged("a", "1.1"), missing) == (
        "The one metric that can be judged is on target"
    )
    assert scorecard_title(missing, a_result(a_part("0.5"), a_metric("c", "C"))) == (
        "One of two metrics computed; none can be held against its target"
    )


def test_every_row_of_the_scorecard_leads_to_its_slide() -> None:
    deck = plan_deck(a_context(*results(16)))
    tables = [block for block in deck.slide("scorecard").blocks if isinstance(block, Table)]
    assert [table.title for table in tables] == list(SECTIONS.values())
    links = [link for table in tables for link in table.links]
    assert links == [f"metric/metric_{n}" for n in range(16)]
    assert set(links) <= set(keys(deck))


def test_where_lower_is_better_the_row_says_so() -> None:
    part = a_part("0.02", "0.03", direction=Direction.LOWER)
    deck = plan_deck(a_context(a_result(part)))
    (table,) = deck.slide("scorecard").blocks
    assert isinstance(table, Table)
    assert plain(table.rows[0][1]) == "Net revenue retention\u00a0↓"


def test_a_segments_scorecard_shows_the_gap_to_the_company() -> None:
    part, company = a_part("0.95"), a_part("1.0")
    deck = plan_deck(
        a_context(
            a_result(part),
            group=(("segment", "SMB"),),
            group_label="SMB",
            company_results={"sample_rate": a_result(company)},
        )
    )
    (table,) = deck.slide("scorecard").blocks
    assert isinstance(table, Table)
    assert [column.heading for column in table.columns][4] == "vs all"
    assert plain(table.rows[0][4]).replace(NBSP, " ") == "−5.0 pp"


@pytest.mark.parametrize(
    ("unit", "denominator", "shown"),
    [(count, None, "–"), (money, None, "–"), (count, 40, "−9"), (percent, None, "−900.0 pp")],
)
def test_no_gap_to_the_company_where_its_number_is_the_sum_of_its_segments(
    unit: Unit, denominator: int | None, shown: str
) -> None:
    """3 customers lost of the company's 12 are no 9 too few; 3 accounts each instead of 12 are."""

    def lost(number: int) -> MetricResult:
        below = None if denominator is None else Fraction(denominator)
        now = Reading(Fraction(number), Fraction(number), below, 400)
        return a_result(a_part(now=now, unit=unit, share=False))

    deck = plan_deck(
        a_context(
            lost(3),
            group=(("segment", "SMB"),),
            group_label="SMB",
            company_results={"sample_rate": lost(12)},
        )
    )
    (table,) = deck.slide("scorecard").blocks
    assert isinstance(table, Table)
    assert plain(table.rows[0][4]).replace(NBSP, " ") == shown


def scorecards(*counts: int) -> list[list[int]]:
    """The rows of each table of each scorecard, for sections of so many metrics."""
    found = [
        a_result(a_part(), a_metric(f"{section}_{n}", f"Metric {n}", section=section))
        for section, count in zip(SECTIONS, counts, strict=False)
        for n in range(count)
    ]
    deck = plan_deck(a_context(*found))
    slides = [slide for slide in deck.slides if slide.kind is SlideKind.SCORECARD]
    assert len({plain(slide.title) for slide in slides}) == len(slides)
    return [[len(b.rows) for b in slide.blocks if isinstance(b, Table)] for slide in slides]


@pytest.mark.parametrize(
    ("counts", "slides"),
    [
        ((4, 3, 5, 4), [[4, 3, 5, 4]]),
        ((6, 3, 3, 3), [[6, 3, 3, 3]]),  # nine rows below each other still fit
        ((6, 3, 4, 4), [[6, 3], [4, 4]]),
        ((10,), [[10]]),
        ((12, 2), [[6, 6, 2]]),
        ((1, 1, 1), [[1, 1, 1]]),
    ],
)
def test_more_rows_than_fit_make_a_second_scorecard_and_not_smaller_rows(
    counts: tuple[int, ...], slides: list[list[int]]
) -> None:
    assert scorecards(*counts) == slides


# --- data quality ---------------------------------------------------------------------------------


def quality(*found: MetricResult, **changes: object) -> str:
    deck = plan_deck(a_context(*found, **changes))
    return plain(deck.slide("data_quality/1").title)


def test_the_data_page_counts_what_was_computed_and_with_a_caveat() -> None:
    minded = a_part(now=Reading(Fraction(1), n=400, warnings=("closing_coverage_low",)))
    harmless = a_part(now=Reading(Fraction(1), n=400, warnings=("duplicate_rows_dropped",)))
    one = a_result(minded, a_metric("one", "One"))
    two = a_result(harmless, a_metric("two", "Two"))
    assert quality(one, two) == "Both metrics computed, one with a caveat"
    gone = a_result(a_part(now=Reading.undefined("no_responses"), prior=None, trend=()))
    assert quality(one, gone) == "One of two metrics computed, one with a caveat"


def test_every_feed_has_a_row_that_adds_up() -> None:
    deck = plan_deck(a_context(a_result()))
    table = deck.slide("data_quality/1").blocks[0]
    assert isinstance(table, Table)
    (row,) = table.rows
    cells = [plain(cell) for cell in row]
    assert cells[6:] == [
        "100", "97", "3", "2 filtered by its where; 1 repeated", "every metric",
    ]  # fmt: skip


def test_a_target_older_than_a_year_is_listed_for_review() -> None:
    old = Target(Fraction(1), Fraction(1), set="2025-Q1")
    new = Target(Fraction(1), Fraction(1), set="2026-Q1")
    deck = plan_deck(
        a_context(
            a_result(a_part(target=old), a_metric("old", "Old")),
            a_result(a_part(target=new), a_metric("new", "New")),
        )
    )
    findings = deck.slide("data_quality/1").blocks[1]
    assert isinstance(findings, Table)
    told = [[plain(cell) for cell in row] for row in findings.rows]
    assert told == [["note", "Old", "Target set in 2025-Q1, over a year ago", "note"]]


# --- narrative ------------------------------------------------------------------------------------


def cells_of(**changes: object) -> dict[str, tuple[bool, str, str]]:
    deck = plan_deck(a_context(a_result(owner="CRO"), **changes))
    narrative = deck.slide("metric/sample_rate").blocks[-1]
    return {
        cell.key: (cell.answered, cell.who, " / ".join(plain(line) for line in cell.body))
        for cell in narrative.cells  # type: ignore[union-attr]
    }


@pytest.mark.parametrize(
    ("part", "line"),
    [
        (a_part(), "no target set"),
        (a_part(direction=Direction.NEUTRAL), "no target: neutral metric"),
        (a_part(n=17), "needs 30"),
        (a_part(n=17, target="1.1"), "needs 30"),  # beside the words "Small base"
        (a_part(target="1.1"), "1.6 pp below 110%"),
        (a_part("1.1", target="1.1"), "at 110%"),
    ],
)
def test_the_place_of_the_verdict_is_never_empty(part: PartResult, line: str) -> None:
    number = plan_deck(a_context(a_result(part))).slide("metric/sample_rate").blocks[0]
    assert isinstance(number, BigNumber)
    assert plain(number.against).replace(NBSP, " ") == line


def test_an_unanswered_cell_shows_its_prompt_and_who_is_asked() -> None:
    cells = cells_of()
    assert cells["why"] == (False, "CRO to answer", "Which accounts moved it most?")
    assert cells["happened"][:2] == (True, "computed")


def test_a_written_cell_shows_text_owner_and_date() -> None:
    written = {"sample_rate": {"next": Written("Freeze prices.\nTell sales.", "CFO", "31 Oct")}}
    cells = cells_of(narrative=written)
    assert cells["next"] == (True, "CFO, 31 Oct", "Freeze prices. / Tell sales.")
    assert cells["why"][0] is False


def test_a_list_has_points_and_what_may_have_no_room_is_in_the_notes() -> None:
    long = "Prices rose before the contracts said so. " * 5
    written = {"sample_rate": {"why": Written(long), "next": Written("- Freeze\n* Tell\n1) Go")}}
    assert cells_of(narrative=written)["next"][2] == "• Freeze / • Tell / 1) Go"
    context = a_context(a_result(), narrative=written)
    notes = plan_deck(context).slide("metric/sample_rate").notes
    told = [line for line in notes.say if "in full" in line]
    assert told == [f"Why, in full: {long.strip()}"]  # the three lines have room


def test_an_empty_text_is_no_answer() -> None:
    assert cells_of(narrative={"sample_rate": {"why": Written("  \n")}})["why"][0] is False


def test_a_yearly_deck_compares_with_the_year_before_once() -> None:
    year = Calendar(Grain.YEAR)
    now, before = year.parse("2026"), year.parse("2025")
    deck = plan_deck(a_context(a_result(), period=now, prior=before, year_ago=before))
    number = deck.slide("metric/sample_rate").blocks[0]
    assert isinstance(number, BigNumber)
    assert len(number.changes) == 1


def test_many_long_source_names_never_push_the_caveats_off_the_slide() -> None:
    names = [f"warehouse_export_of_system_number_{n}" for n in range(12)]
    accounts = tuple(FeedAccount("revenue", name, name, 9, 9, 0, 0) for name in names)
    staged = Staged(provided={"revenue": frozenset()}, accounts=accounts)
    now = Reading(Fraction(1), n=400, warnings=("closing_coverage_low",))
    deck = plan_deck(a_context(a_result(a_part(now=now)), staged=staged))
    footer = plain(deck.slide("metric/sample_rate").footer)
    assert footer.startswith("12 sources; as of 3\u00a0Oct\u00a02026.")
    assert "Fewer than half of the opening customers have a closing row." in footer
    assert len(footer) <= 320


def test_a_very_long_segment_name_leaves_room_for_the_source() -> None:
    deck = plan_deck(a_context(a_result(), group=(("segment", "x"),), group_label="x" * 300))
    footer = plain(deck.slide("metric/sample_rate").footer)
    assert "Source: revenue_feed" in footer
    assert len(footer) <= 320


def test_the_number_of_customers_stays_behind_a_segment_from_right_to_left() -> None:
    """Without marks of direction "54 customers" would be drawn on both sides of the name."""
    group = {"group": (("segment", "x"),), "group_label": "القطاع الحكومي", "customers": 54}
    deck = plan_deck(a_context(a_result(), **group))
    footer = plain(deck.slide("metric/sample_rate").footer)
    assert footer.startswith("القطاع الحكومي\u200f\u200e, 54\u00a0customers.")


def test_notes_have_all_five_parts() -> None:
    deck = plan_deck(a_context(a_result(owner="CRO")))
    notes = deck.slide("metric/sample_rate").notes
    assert [heading for heading, _ in notes.sections()] == [
        "SAY", "DEFINITION", "DATA", "HISTORY", "ASK",
    ]  # fmt: skip
    assert notes.ask[0] == "[CRO] Which accounts moved it most?"


def test_a_footer_says_what_the_checks_found_in_words_and_names_nobody() -> None:
    found = (
        Finding(Level.NOTE, "data-342", "reasons", "9 customers were lost, such as 'A-1'", 9),
        Finding(Level.WARNING, "data-343", "reasons", "2 reasons are early, such as of 'B-2'", 2),
    )
    churn = a_result(metric=a_metric("logo_churn", inputs=("revenue", "reasons")))
    staged = replace(a_staged(revenue=("customer_id",), reasons=("customer_id",)), findings=found)
    slide = plan_deck(a_context(churn, staged=staged)).slide("metric/logo_churn")
    footer = plain(slide.footer)
    assert "9 customers were lost. 2 reasons are early." in footer
    assert "data-34" not in footer
    assert "9 customers were lost, such as 'A-1' (data-342)." in slide.notes.data


def test_a_restated_prior_period_is_said_in_headline_and_footer() -> None:
    previously = {"sample_rate": Fraction("1.07")}
    deck = plan_deck(a_context(a_result(), previously=previously))
    slide = deck.slide("metric/sample_rate")
    assert "after restating Q2 2026 to 106.6%" in plain(slide.title)
    assert "Q2 2026 restated from 107% to 106.6%." in plain(slide.footer)


def test_a_difference_within_half_a_tenth_of_a_point_is_not_a_restatement() -> None:
    deck = plan_deck(a_context(a_result(), previously={"sample_rate": Fraction("1.0664")}))
    assert "restat" not in plain(deck.slide("metric/sample_rate").title)


def test_a_title_kind_for_every_slide() -> None:
    deck = plan_deck(a_context(*results(2)))
    assert [slide.kind for slide in deck.slides] == [
        SlideKind.TITLE, SlideKind.SUMMARY, SlideKind.SCORECARD, SlideKind.METRIC,
        SlideKind.METRIC, SlideKind.TABLE, SlideKind.TABLE,
    ]  # fmt: skip


def test_german_decks_print_german_numbers() -> None:
    result = a_result(a_part(target="1.1"))
    deck = plan_deck(a_context(result, locale="de_DE", currency="EUR"))
    shown = plain(deck.slide("metric/sample_rate").title).replace(NBSP, " ")
    assert "1,8 pp to 108,4 %" in shown


def test_a_supplied_number_says_so_in_the_footer() -> None:
    result = a_result(replace(a_part(), supplied=True))
    deck = plan_deck(a_context(result))
    assert plain(deck.slide("metric/sample_rate").footer).startswith("Source: as supplied;")
