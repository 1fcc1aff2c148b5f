"""Things set out on a bare table, without Blender."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.contacts import overlaps
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.layouts.shared.clutter import WELL_M
from cavendish.scenes.layouts.shared.floor_plan import Room
from cavendish.scenes.layouts.tabletop import settings
from cavendish.scenes.layouts.tabletop.layout import THEMES
from cavendish.scenes.layouts.tabletop.settings import SETTINGS, set_out
from cavendish.scenes.object_mesh import object_box
from cavendish.scenes.spec import SceneObject
from cavendish.scenes.surfaces import surfaces

CASES = [(theme, number) for theme, each in SETTINGS.items() for number in range(len(each))]


def laid(theme: str, number: int, seed: int) -> tuple[SceneObject, list[SceneObject]]:
    layout_rng, material_rng = (np.random.Generator(np.random.PCG64([seed, k])) for k in (0, 1))
    room = Room((5.0, 5.0, 2.5), {}, layout_rng, material_rng)
    room.add(room.make("desk", (1.6, 1.4, 0.75)), (0.3, -0.2, 0.0), 90.0, 0)
    table = room.objects[0]
    set_out(room, table, surfaces(table.geometry)[-1], SETTINGS[theme][number])
    return table, room.objects[1:]


def test_settings_are_of_themes_and_made_of_kinds() -> None:
    assert SETTINGS.keys() <= THEMES.keys()
    assert KINDS.keys() >= settings.KINDS


@pytest.mark.parametrize(("theme", "number"), CASES)
def test_things_lie_on_the_table_or_on_each_other_and_clear_of_the_rest(theme: str, number: int) -> None:
    for seed in range(3):
        table, things = laid(theme, number, seed)
        assert len(things) >= 0.5 * len(SETTINGS[theme][number])
        top = object_box(table)
        for thing in things:
            box = object_box(thing)
            assert (box[0, :2] >= top[0, :2]).all(), thing.name
            assert (box[1, :2] <= top[1, :2]).all(), thing.name
            below = top if thing.supporter == table.instance else object_box(things[thing.supporter - 2])
            tops = (below[1, 2], below[0, 2] + WELL_M) if thing.supporter != table.instance else (below[1, 2],)
            assert min(abs(box[0, 2] - z) for z in tops) < 1e-4, thing.name
        assert overlaps([table, *things]) == []


def test_what_is_at_hand_is_turned_to_who_sits_there() -> None:
    for seed in range(6):
        table, things = laid("desk", 0, seed)
        laptop = next((thing for thing in things if thing.category == "laptop"), None)
        if laptop is None:
            continue
        facing = laptop.pose.matrix()[:3, :3] @ (0.0, -1.0, 0.0)
        front = table.pose.matrix()[:3, :3] @ (0.0, -1.0, 0.0)
        assert facing @ front > 0.95
        away = (np.array(laptop.pose.location_m) - table.pose.location_m) @ front
        assert away > 0  # before the middle of the table
