"""Rectangles on a floor."""

import math

from hypothesis import given
from hypothesis import strategies as st

from cavendish.scenes.layouts.shared.floor_plan import Rect

RECTS = st.builds(
    Rect, st.floats(-2, 2), st.floats(-2, 2), st.floats(0.1, 2), st.floats(0.1, 2), turn_deg=st.floats(-180, 180)
)


def gap_m(a: Rect, b: Rect, angle: float) -> float:
    """Return how far the shadows of two rectangles on a line are apart; less than 0 where they overlap."""
    cos, sin = math.cos(angle), math.sin(angle)
    first, second = ([x * cos + y * sin for x, y in rect.corners()] for rect in (a, b))
    return max(min(first) - max(second), min(second) - max(first))


@given(RECTS, RECTS)
def test_two_meet_where_no_line_along_a_side_parts_their_corners(a: Rect, b: Rect) -> None:
    sides = [math.radians(rect.turn_deg + more) for rect in (a, b) for more in (0, 90)]
    widest_m = max(gap_m(a, b, angle) for angle in sides)
    if min(abs(widest_m), abs(widest_m - 0.1)) > 1e-9:  # who touches may be either
        assert a.meets(b) == (widest_m < 0)
        assert a.meets(b, 0.1) == (widest_m < 0.1)
