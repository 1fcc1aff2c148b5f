"""Traffic signs say something, and what they say is told."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators.outdoor.road_signs import BLACK, PANELS, RED, SORTS, WHITE, traffic_sign
from cavendish.scenes.poses import Vec3

SIZE: Vec3 = (0.6, 0.12, 2.6)


def fresh(variant: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(variant))


@pytest.mark.parametrize("variant", range(12))
def test_a_sign_fills_its_box_and_its_text_lies_on_its_face(variant: int) -> None:
    shape, said = traffic_sign(SIZE, fresh(variant)), PANELS["traffic sign"](SIZE, fresh(variant))
    low, high = shape.bounds()
    assert high - low == pytest.approx(SIZE, abs=0.005)
    for panel in said:
        corners = panel.corners_m()
        middle = np.array([0.0, SIZE[2] - SIZE[0] / 2])
        assert np.linalg.norm(corners[:, [0, 2]] - middle, axis=1).max() < 0.9 * SIZE[0] / 2
        letters = shape.vertices[shape.triangles[np.isin(shape.slot, (BLACK, WHITE))]].reshape(-1, 3)
        front = letters[(letters[:, 1] < corners[0, 1] - 0.003) & (letters[:, 2] > SIZE[2] - SIZE[0])]
        assert np.ptp(front[:, 0]) == pytest.approx(panel.width_m, rel=0.03)


def test_all_sorts_of_signs_stand_in_streets() -> None:
    texts = {"".join(panel.text for panel in PANELS["traffic sign"](SIZE, fresh(v))) for v in range(60)}
    assert {"", "STOP", "P", "30"} <= texts
    assert all(RED in (sort.edge, sort.face) for sort in SORTS if sort.sides != 4)
