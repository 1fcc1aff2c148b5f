from __future__ import annotations

import itertools

import numpy as np
import pytest

from cavendish.scenes.layouts.shared.floor_plan import footprint
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.sampling import sample_scene
from cavendish.scenes.spec import SceneSpec


def of(spec: SceneSpec, *categories: str) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    return [object_box(thing) for thing in spec.objects if thing.category in categories]


@pytest.mark.parametrize("layout", ["room", "hall"])
def test_sockets_are_at_walls_and_detectors_under_ceilings(layout: str) -> None:
    sockets = detectors = 0
    for index in range(8):
        spec = sample_scene(11, index, {layout: 1.0})
        floor = next(footprint(thing) for thing in spec.objects if thing.category == "floor")
        ceiling_m = next(thing.pose.location_m[2] for thing in spec.objects if thing.category == "ceiling")
        for low, high in of(spec, "socket", "vent"):
            x_m, y_m = floor.width_m / 2, floor.depth_m / 2
            if high[2] > ceiling_m - 0.001:
                continue  # an outlet of air in the ceiling
            to_wall = (low[0] + x_m, x_m - high[0], low[1] + y_m, y_m - high[1])
            assert min(map(abs, to_wall)) == pytest.approx(0.001, abs=1e-4)
        for _, high in of(spec, "smoke detector"):
            assert high[2] == pytest.approx(ceiling_m)
        sockets, detectors = sockets + len(of(spec, "socket")), detectors + len(of(spec, "smoke detector"))
    assert sockets >= 8  # one a room on average, though bathrooms have none
    assert detectors >= 4


def test_nothing_else_is_where_a_socket_is() -> None:
    for index in range(8):
        spec = sample_scene(11, index, {"room": 1.0})
        others = [
            thing for thing in spec.objects if thing.category not in ("socket", "wall", "skirting board", "floor")
        ]
        for (low, high), thing in itertools.product(of(spec, "socket"), others):
            other_low, other_high = object_box(thing)
            assert (np.minimum(high, other_high) - np.maximum(low, other_low)).min() <= 0.001, thing.category
