"""How views are judged: what a coarse picture of boxes shows, and what makes it better or worse."""

import numpy as np
import pytest

from cavendish.scenes.layouts.shared.composition import Space, coarse_view, merit, space_above
from cavendish.scenes.layouts.shared.layout import Shot

AHEAD = Shot((0.0, 0.0, 1.5), (4.0, 0.0, 1.5), 65.0, 0.0)
INSIDE = Space(np.array([-3.0, -3.0, 0.0]), np.array([6.0, 3.0, 2.5]), 0.9, 2.2, 3.8)
NOTHING = np.zeros((0, 2, 3))


def box(x: float, y: float, z: float, *size_m: float) -> np.ndarray:
    middle, half = np.array([x, y, z]), np.array(size_m) / 2
    return np.array([middle - half, middle + half])


def row(x: float, count: int, size_m: float = 0.3) -> list[np.ndarray]:
    """Return boxes side by side across the view, `x` metres ahead."""
    return [box(x, y, 1.2, size_m, size_m, 2 * size_m) for y in np.linspace(-0.4, 0.4, count) * x]


def judged(*boxes: np.ndarray, shot: Shot = AHEAD, space: Space = INSIDE) -> float:
    return merit(shot, np.array(boxes).reshape(-1, 2, 3), space)


def test_a_coarse_picture_shows_the_nearest_boxes_and_how_far_they_are() -> None:
    hidden, hiding, aside = box(4, 0, 1.5, 0.5, 0.5, 0.5), box(3, 0, 1.5, 1.0, 1.0, 1.0), box(0, 4, 1.5, 1, 1, 1)
    view = coarse_view(AHEAD, np.array([hidden, aside, hiding]))
    assert set(view.box.tolist()) == {-1, 2}
    assert view.nearest_m[view.box == 2].min() == pytest.approx(2.5, abs=0.02)
    assert np.isinf(view.nearest_m[view.box == -1]).all()
    assert (coarse_view(AHEAD, NOTHING).box == -1).all()


def test_many_things_are_better_than_few_and_few_than_a_bare_wall() -> None:
    assert judged(*row(3, 6)) > judged(*row(3, 2)) + 2 > judged() + 4


def test_something_near_and_depth_behind_make_a_view_better() -> None:
    deep = Space(INSIDE.low_m, np.array([12.0, 3.0, 2.5]), 0.9, 2.2, 3.8)
    near = box(1.6, -0.7, 1.2, 0.3, 0.5, 0.9)
    assert judged(*row(3, 5), near) > judged(*row(3, 6)) + 0.5
    shut = Space(INSIDE.low_m, np.array([3.6, 3.0, 2.5]), 0.9, 2.2, 3.8)
    assert judged(*row(3, 6), space=deep) > judged(*row(3, 6), space=shut) + 0.5


def test_what_is_right_before_the_lens_or_fills_the_picture_is_bad() -> None:
    assert judged(*row(3, 6), box(0.7, 0.2, 1.4, 0.1, 0.3, 0.5)) < judged(*row(3, 6)) - 2
    assert judged(*row(3, 6), box(2.0, 0.3, 1.5, 0.1, 1.6, 2.4)) < judged(*row(3, 6)) - 2


def test_bare_ground_is_bad_indoors_and_outdoors() -> None:
    down = Shot(AHEAD.eye_m, (3.0, 0.0, 0.0), 65.0, 0.0)
    for space in (INSIDE, space_above(0.0, 0.9, 2.2, 3.8)):
        assert judged(shot=down, space=space) < judged(shot=AHEAD, space=space) - 3


def test_ground_is_where_rays_leave_through_it() -> None:
    floor = np.array([box(2, 0, 0.01, 8, 6, 0.02)])  # a rug is a thing, bare boards are not
    down = Shot(AHEAD.eye_m, (2.0, 0.0, 0.0), 50.0, 0.0)
    assert coarse_view(down, floor).box.max() == 0
    assert np.isfinite(merit(Shot((0.0, 0.0, 1.5), (5.0, 0.0, 1.5), 60.0, 0.0), NOTHING, space_above(0, 1, 2, 3)))
