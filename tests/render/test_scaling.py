"""One drawing for slides of every size."""

from __future__ import annotations

import pytest
from lxml import etree

from deckgen.render.scaling import Factors, scale_tree

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def scaled(xml: str, across: float, down: float) -> etree._Element:
    root = etree.fromstring(f'<x xmlns:a="{A}">{xml}</x>')
    scale_tree(root, Factors(across, down))
    return root


def frame(x: int, y: int, width: int, height: int) -> str:
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def placed(root: etree._Element) -> tuple[int, ...]:
    offset, extent = root[0][0], root[0][1]
    return tuple(
        int(one.get(name, "")) for one, name in
        ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))
    )  # fmt: skip


def test_places_take_both_factors() -> None:
    assert placed(scaled(frame(100, 200, 1000, 300), 2, 3)) == (200, 600, 2000, 900)


def test_a_square_stays_square_around_its_middle() -> None:
    # 100 wide at 1000 becomes 200 wide (the factor down); its middle 1050 × 4 = 4200.
    assert placed(scaled(frame(1000, 1000, 100, 100), 4, 2)) == (4100, 2000, 200, 200)


@pytest.mark.parametrize(
    ("xml", "attribute", "wanted"),
    [
        ('<a:rPr sz="1200"/>', "sz", "1800"),
        ('<a:ln w="12700"/>', "w", "19050"),
        ('<a:gridCol w="1000"/>', "w", "2000"),
        ('<a:tr h="1000"/>', "h", "1500"),
        ('<a:tab pos="1000"/>', "pos", "2000"),
        ('<a:bodyPr lIns="100"/>', "lIns", "200"),
    ],
)
def test_type_lines_and_tables_take_the_factor_that_is_theirs(
    xml: str, attribute: str, wanted: str
) -> None:
    assert scaled(xml, 2, 1.5)[0].get(attribute) == wanted


def test_lines_never_vanish_and_thin_ones_do_not_grow() -> None:
    assert scaled('<a:ln w="3175"/>', 0.5, 0.5)[0].get("w") == "3175"
