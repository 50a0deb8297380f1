"""Layouts are chosen by what they are: names and types only help where the structure does not."""

from __future__ import annotations

import pytest

from deckgen.theme.template.choice import Choice, choose
from deckgen.theme.template.choosing import Role, candidates_of
from deckgen.theme.template.opening import Opening
from deckgen.theme.template.reading import read_template
from tests.support.templates import BODY, TITLE, Art, Brand, Holder, Page

COVER = Page(
    "x1", (Holder("ctrTitle", (0.1, 0.35, 0.8, 0.2)), Holder("subTitle", (0.1, 0.6, 0.8, 0.1), 1))
)
DIVIDER = Page(
    "Abschnitt",
    (Holder("title", (0.1, 0.4, 0.8, 0.15)), Holder("body", (0.1, 0.6, 0.8, 0.1), 1)),
)
ONLY = Page("x2", (Holder("title"), Holder("ftr", idx=10), Holder("sldNum", idx=11)))
CONTENT = Page("x3", (Holder("title"), Holder("obj", idx=1), Holder("sldNum", idx=11)))
FOUR = Page("x4", (Holder("title"), *(Holder("obj", (0.06 + 0.22 * n, 0.22, 0.2, 0.66), n + 1)
                                      for n in range(4))))  # fmt: skip


def chosen(*layouts: Page, **more: object) -> dict[Role, Choice]:
    brand = Brand(layouts, **more)  # type: ignore[arg-type]
    template = read_template(Opening("brand.pptx").package(brand.blob()))
    return choose(candidates_of(template))


def numbers(*layouts: Page, **more: object) -> dict[str, int]:
    return {role.value: one.layout.number for role, one in chosen(*layouts, **more).items()}


def test_without_types_and_names_the_structure_decides() -> None:
    found = numbers(FOUR, CONTENT, ONLY, COVER)
    assert (found["metric"], found["title"]) == (3, 4)


def test_a_type_that_lies_about_the_placeholders_does_not_decide() -> None:
    liar = Page("Title Only", (Holder("body", BODY, 1),), type="titleOnly")
    assert numbers(liar, COVER, CONTENT)["metric"] == 3


def test_a_name_that_lies_does_not_decide() -> None:
    liar = Page("Title Only", FOUR.holders)
    assert numbers(liar, COVER, CONTENT)["metric"] == 3


@pytest.mark.parametrize(
    "name", ["Nur Titel", "Titre seul", "タイトルのみ", "Solo el título", "title_only", "1_Custom"]
)
def test_names_of_any_language_give_the_same_choice(name: str) -> None:
    layout = Page(name, ONLY.holders)
    assert numbers(COVER, FOUR, layout)["metric"] == 3


def test_divider_and_cover_are_told_apart() -> None:
    found = numbers(COVER, DIVIDER, ONLY)
    assert (found["title"], found["section"]) == (1, 2)


def test_the_layout_of_the_first_sample_slide_is_the_cover() -> None:
    holders = (
        Holder("ctrTitle", (0.1, 0.3, 0.5, 0.2)),
        Holder("subTitle", (0.1, 0.6, 0.5, 0.1), 1),
    )
    other = Page("x5", holders)
    assert numbers(COVER, other, ONLY, slides=(1, 2, 2))["title"] == 2


@pytest.mark.parametrize("kind", ["title", "secHead", "vertTx", "vertTitleAndTx"])
def test_types_that_say_no_are_believed(kind: str) -> None:
    assert numbers(Page("x", ONLY.holders, type=kind), CONTENT)["metric"] == 2


def test_art_that_blocks_the_room_costs_the_choice() -> None:
    blocked = Page("x", ONLY.holders, art=(Art((0.3, 0.2, 0.7, 0.8)),))
    assert numbers(blocked, CONTENT)["metric"] == 2


@pytest.mark.parametrize(
    "title",
    [
        Holder("title", (0.93, 0.1, 0.06, 0.8), vertical=True),
        Holder("title", (0.06, 0.3, 0.25, 0.2)),
        Holder("title", (0.06, 0.75, 0.88, 0.15)),
    ],
    ids=["vertical", "narrow", "at the bottom"],
)
def test_a_title_that_cannot_head_a_slide_is_taken_only_if_there_is_no_other(title: Holder) -> None:
    odd = Page("x", (title, Holder("ftr", idx=10)))
    assert numbers(odd, CONTENT)["metric"] == 2
    only = chosen(odd)[Role.METRIC]
    assert any("headline moves" in one.text for one in only.rating.reasons)


def test_text_that_runs_from_top_to_bottom_is_avoided() -> None:
    vertical = Page("x", (Holder("title", TITLE), Holder("obj", idx=1, vertical=True)))
    assert numbers(vertical, CONTENT)["metric"] == 2


def test_a_busy_background_loses_against_a_calm_one() -> None:
    from tests.support.templates import chequers

    busy = Page("x", ONLY.holders, art=(Art((0, 0, 1, 1), picture="a.png"),))
    assert numbers(busy, CONTENT, media={"a.png": chequers()})["metric"] == 2


def test_every_role_has_a_layout_even_where_there_is_only_one() -> None:
    found = chosen(ONLY)
    assert set(found) == set(Role)
    assert {one.layout.number for one in found.values()} == {1}


def test_every_choice_has_reasons_that_add_up_to_its_points() -> None:
    for choice in chosen(COVER, DIVIDER, ONLY, CONTENT).values():
        total = sum(one.points for one in choice.rating.reasons)
        assert choice.rating.points == pytest.approx(max(0, total))
        assert choice.rating.reasons


def round_gradient(first: str, last: str) -> str:
    return (
        "<a:gradFill><a:gsLst>"
        f'<a:gs pos="0"><a:srgbClr val="{first}"/></a:gs>'
        f'<a:gs pos="100000"><a:srgbClr val="{last}"/></a:gs></a:gsLst>'
        '<a:path path="circle"><a:fillToRect l="65000" b="98000"/></a:path></a:gradFill>'
    )


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [("B3B3B3", "000000", False), ("3A3A6A", "101030", True), ("FFFFFF", "D0E0F0", True)],
    ids=["light to dark", "dark", "light"],
)
def test_a_divider_on_which_no_colour_of_text_is_safe_gives_way_to_the_cover(
    first: str, last: str, kept: bool
) -> None:
    cover = Page("Cover", (Holder("ctrTitle", (0.1, 0.35, 0.8, 0.2)),), type="title")
    name = Holder("title", (0.1, 0.25, 0.8, 0.2))
    divider = Page("Section", (name,), type="secHead", background=round_gradient(first, last))
    choice = chosen(cover, ONLY, divider)[Role.SECTION]
    assert choice.layout.name == ("Section" if kept else "Cover")
    assert ("no colour of text is safe" in choice.note) is not kept
