"""Lamps of a room that are switched on."""

from __future__ import annotations

from collections import Counter

import numpy as np

from cavendish.scenes.layouts.shared.floor_plan import Room
from cavendish.scenes.layouts.shared.window_light import light_room
from cavendish.scenes.lighting import PointLight


def lamps_of(seed: int) -> list[PointLight]:
    """Return the lamps of a room without windows that has twelve floor lamps."""
    rng = np.random.default_rng(seed)
    room = Room((4.0, 4.0, 2.5), {}, rng, rng)
    for _ in range(12):
        room.add(room.make("floor lamp"), (0.0, 0.0, 0.0), 0.0, 0)
    light_room(room, 0, rng)
    return [light for light in room.lights if isinstance(light, PointLight)]


def test_most_bulbs_of_a_room_are_of_one_box_and_some_of_another() -> None:
    rooms = [Counter(light.colour for light in lamps_of(seed)) for seed in range(12)]
    rooms = [colours for colours in rooms if colours.total() >= 4]
    assert len(rooms) > 4
    assert any(len(colours) > 1 for colours in rooms)
    usual = [colours.most_common(1)[0][1] / colours.total() for colours in rooms]
    assert np.mean(usual) > 0.65
