"""Rooms that people live and work in: furnished, cluttered, lit by the window and by lamps."""

from __future__ import annotations

import numpy as np

from ...appearance.materials import FAMILIES, sample_material
from ...assets.pool import AssetPool
from ...seeds import Stream
from ...spec import Material, Vec3
from ..shared.ajar import left_ajar
from ..shared.camera_search import frame
from ..shared.clutter import scatter
from ..shared.floor_plan import Room
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from ..shared.outlets import fit_outlets
from ..shared.shell import build_shell
from ..shared.sightlines import on_level
from ..shared.window_light import light_room
from .extras import add_clutter
from .furnish import PROGRAMS, decorate, furnish, hang_lamp
from .left_about import leave_about

# The smallest and the largest room of each use: width and depth, either way round.
SIZES_M: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "bathroom": ((1.8, 2.2), (2.9, 3.2)),
    "bedroom": ((2.9, 3.2), (4.6, 5.2)),
    "dining room": ((3.1, 3.4), (4.6, 5.6)),
    "kitchen": ((2.4, 2.8), (3.8, 4.5)),
    "living room": ((3.3, 3.8), (5.4, 6.5)),
    "office": ((2.6, 3.0), (5.5, 8.0)),
}
STYLED = ("wood", "enamel", "metal", "fabric")  # families of which a room mostly has one material


@in_use
@left_ajar
@with_library_textures
def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Build a room, furnish it as one of PROGRAMS, and light it."""
    layout_rng, material_rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    use = str(layout_rng.choice(sorted(PROGRAMS)))
    room = Room(_size(use, layout_rng), _style(material_rng), layout_rng, material_rng, pool)
    window_side = build_shell(room, use)
    furnish(room, use)
    hang_lamp(room)
    decorate(room, use)
    add_clutter(room, use)
    scatter(room, use)
    fit_outlets(room, use)
    leave_about(room, use)
    world = light_room(room, window_side, seeds.generator(Stream.LIGHTS))
    return Contents(tuple(room.objects), tuple(room.lights), world)


LAYOUT = Layout("room", compose, frame, footing=on_level("floor"))


def _size(use: str, rng: np.random.Generator) -> Vec3:
    low, high = SIZES_M[use]
    width, depth = rng.uniform(low, high).round(2).tolist()
    if rng.random() < 0.5:
        width, depth = depth, width
    return (width, depth, round(rng.uniform(2.4, 3.0), 2))


def _style(rng: np.random.Generator) -> dict[str, Material]:
    return {family: sample_material(family, rng) for family in STYLED if family in FAMILIES}
