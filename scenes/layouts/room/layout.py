"""Rooms that people live and work in: furnished, cluttered, lit by the window and by lamps."""

from __future__ import annotations

import numpy as np

from ...appearance.materials import FAMILIES, sample_material
from ...assets.pool import AssetPool
from ...poses import Vec3
from ...seeds import Stream
from ...spec import Material
from ..shared.ajar import left_ajar
from ..shared.camera_search import frame
from ..shared.clutter import scatter
from ..shared.floor_plan import Room
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from ..shared.outlets import fit_outlets
from ..shared.outside import with_outside
from ..shared.shell import build_shell
from ..shared.sightlines import on_level
from ..shared.window_light import light_room
from .by_the_door import put_by_the_door
from .extras import add_clutter
from .furnish import OTHERS, PROGRAMS, decorate, furnish, hang_lamp
from .left_about import leave_about

# The smallest and the largest room of each use: width and depth, either way round.
SIZES_M: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "bathroom": ((1.8, 2.2), (2.9, 3.2)),
    "bedroom": ((2.9, 3.2), (4.6, 5.2)),
    "dining room": ((3.1, 3.4), (4.6, 5.6)),
    "kitchen": ((2.4, 2.8), (3.8, 4.5)),
    "living room": ((3.3, 3.8), (5.4, 6.5)),
    "office": ((2.6, 3.0), (5.5, 8.0)),
    "hallway": ((1.7, 2.8), (2.4, 5.2)),
    "stairwell": ((2.5, 5.7), (3.3, 6.5)),
    "child's room": ((2.7, 3.0), (3.9, 4.6)),
    "laundry room": ((2.1, 2.4), (3.1, 3.8)),
    "hospital room": ((3.3, 3.6), (5.0, 6.2)),
    "workshop": ((3.2, 3.8), (5.2, 6.2)),
}
HEIGHTS_M = {"stairwell": (4.9, 5.3)}
OTHER_SHARE = 0.3  # of the rooms are OTHERS
STYLED = ("wood", "enamel", "metal", "fabric")  # families of which a room mostly has one material


@with_outside
@in_use
@left_ajar
@with_library_textures
def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Build a room, furnish it as one of PROGRAMS, and light it."""
    layout_rng, material_rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    use = use_of(seeds, layout_rng)
    room = Room(_size(use, layout_rng), _style(material_rng), layout_rng, material_rng, pool)
    window_side = build_shell(room, use)
    furnish(room, use)
    hang_lamp(room, use)
    decorate(room, use)
    add_clutter(room, use)
    scatter(room, use)
    fit_outlets(room, use)
    leave_about(room, use)
    put_by_the_door(room, use)
    world = light_room(room, window_side, seeds.generator(Stream.LIGHTS))
    return Contents(tuple(room.objects), tuple(room.lights), world)


LAYOUT = Layout("room", compose, frame, footing=on_level("floor"))


def use_of(seeds: SceneSeeds, rng: np.random.Generator) -> str:
    """Return what a room is for: one of the usual, or, by a draw of its own, one of the others."""
    others = [use for use in sorted(PROGRAMS) if use in OTHERS]
    usual = [use for use in sorted(PROGRAMS) if use not in OTHERS]
    use = str(rng.choice(usual)) if usual else ""
    draw = seeds.generator(Stream.LAYOUT_CHOICE, attempt=1)
    return str(draw.choice(others)) if others and (not usual or draw.random() < OTHER_SHARE) else use


def _size(use: str, rng: np.random.Generator) -> Vec3:
    low, high = SIZES_M[use]
    width, depth = rng.uniform(low, high).round(2).tolist()
    if rng.random() < 0.5:
        width, depth = depth, width
    return (width, depth, round(rng.uniform(*HEIGHTS_M.get(use, (2.4, 3.0))), 2))


def _style(rng: np.random.Generator) -> dict[str, Material]:
    return {family: sample_material(family, rng) for family in STYLED if family in FAMILIES}
