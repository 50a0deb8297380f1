"""Labels of lines stand clear of lines and of each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.render.charts.placement import Layout, Plot, Spot, length_inside
from deckgen.theme.box import Box

FRAME = Box(0, 0, 8, 4)


@pytest.mark.parametrize(
    ("segment", "inside"),
    [
        (((0, 1), (4, 1)), 2.0),  # across a box that is 2 wide
        (((2, 1), (4, 1)), 1.0),  # from its middle
        (((0, 3), (4, 3)), 0.0),  # above it
        (((1, 0), (3, 2)), 8**0.5),  # along its diagonal
        (((2, 1), (2, 1)), 0.0),
    ],
)
def test_how_much_of_a_line_a_label_covers(
    segment: tuple[tuple[float, float], tuple[float, float]], inside: float
) -> None:
    assert length_inside(segment, Box(1, 0, 2, 2)) == pytest.approx(inside)


def layout(*values: float) -> Layout:
    plot = Plot(FRAME, FRAME, len(values), 0.0, 10.0)
    return Layout(plot, list(plot.segments(values)))


def test_a_value_at_a_peak_stands_above_it_and_at_a_trough_below() -> None:
    found = layout(2, 8, 2, 8)
    both = [Spot(1, "b", 8), Spot(1, "t", 8)]
    assert found.set(both, 0.4, 0.2) == both[1]
    trough = [Spot(2, "t", 2), Spot(2, "b", 2)]
    assert found.set(trough, 0.4, 0.2) == trough[1]


def test_two_labels_do_not_share_a_place() -> None:
    found = layout(5, 5, 5)
    spots = [Spot(1, "t", 5), Spot(1, "b", 5)]
    taken = {found.set(spots, 0.5, 0.2), found.set(spots, 0.5, 0.2)}
    assert taken == set(spots)


def test_a_label_without_a_clear_place_is_left_out() -> None:
    found = layout(1, 9, 1)
    steep = [Spot(1, "b", 9)]  # between the two arms of the peak
    assert found.set(steep, 2.0, 0.4, most=0.1) is None
    assert found.set(steep, 2.0, 0.4) == steep[0]


def test_a_name_has_no_other_line_between_it_and_its_point() -> None:
    found = layout(5, 5, 5)
    found.segments += list(found.plot.segments([5.1, 5.1, 5.1]))  # 0.04 inches over the line
    above, below = Spot(1, "t", 5), Spot(1, "b", 5, handicap=1.0)
    own = list(found.plot.segments([5, 5, 5]))
    assert found.set([above, below], 0.5, 0.2, most=0.1, own=own) == below


def test_the_own_line_is_not_between_a_label_and_its_point() -> None:
    falling = layout(5.2, 5, 4.8)  # under the label's left end by 0.03 inches only
    above = Spot(1, "t", 5)
    assert falling.set([above], 1.2, 0.2, most=0.1, own=falling.segments) == above


@given(st.lists(st.floats(0, 10), min_size=3, max_size=12))
def test_a_label_that_is_set_with_a_limit_covers_next_to_nothing(values: list[float]) -> None:
    found = layout(*values)
    for place in range(1, len(values) - 1):
        spots = [Spot(place, "t", values[place]), Spot(place, "b", values[place])]
        if found.set(spots, 0.4, 0.2, most=0.1) is not None:
            covered = sum(length_inside(one, found.taken[-1]) for one in found.segments)
            assert covered <= 0.1
