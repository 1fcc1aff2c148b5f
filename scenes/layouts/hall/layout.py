"""Large interiors to 40 m: where people wait, learn, work, shop, eat and train, and what they pass through."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...appearance.materials import sample_material
from ...assets.pool import AssetPool
from ...poses import Vec3
from ...seeds import Stream
from ..shared.ajar import left_ajar
from ..shared.floor_plan import Room
from ..shared.in_use import in_use
from ..shared.layout import Contents, Layout, SceneSeeds
from ..shared.library_textures import with_library_textures
from ..shared.outlets import fit_hall
from ..shared.outside import with_outside
from ..shared.sightlines import on_level
from .cafe import cafe
from .camera import frame
from .classroom import classroom
from .corridor import corridor
from .gym import gym
from .library import library
from .light import light_hall
from .lobby import lobby
from .overhead import fit_overhead
from .restaurant import restaurant
from .school_hall import school_hall
from .shop import shop
from .station import station
from .trim import fit_trim
from .waiting_room import waiting_room
from .warehouse import warehouse

STYLED = (
    "wood",
    "enamel",
    "metal",
    "painted steel",
    "fabric",
    "leather",
)  # mostly one material of each

# What each use is built by, its smallest and its largest size, and how often it is drawn.
PROGRAMS: dict[str, tuple[Callable[[Room], None], Vec3, Vec3, float]] = {
    "cafe": (cafe, (8.0, 6.5, 2.8), (13.0, 10.0, 3.6), 0.06),
    "classroom": (classroom, (7.5, 6.5, 2.8), (12.0, 9.0, 3.6), 0.12),
    "corridor": (corridor, (12.0, 1.9, 2.5), (40.0, 3.5, 3.2), 0.11),
    "gym": (gym, (10.0, 8.5, 3.0), (17.0, 12.0, 4.4), 0.07),
    "library": (library, (10.0, 8.0, 3.0), (18.0, 12.0, 4.2), 0.05),
    "lobby": (lobby, (14.0, 9.0, 3.5), (30.0, 18.0, 7.5), 0.14),
    "restaurant": (restaurant, (9.0, 7.0, 2.9), (15.0, 10.5, 3.8), 0.07),
    "school hall": (school_hall, (11.0, 8.0, 3.6), (18.0, 12.0, 5.2), 0.06),
    "shop": (shop, (14.0, 8.0, 3.0), (19.0, 11.5, 4.2), 0.09),
    "station": (station, (16.0, 5.0, 3.1), (32.0, 8.0, 4.2), 0.07),
    "waiting room": (waiting_room, (9.0, 6.5, 2.7), (15.0, 9.0, 3.2), 0.05),
    "warehouse": (warehouse, (22.0, 11.0, 6.0), (40.0, 20.0, 9.5), 0.11),
}


@with_outside
@in_use
@left_ajar
@with_library_textures
def compose(seeds: SceneSeeds, pool: AssetPool) -> Contents:
    """Build a hall, furnish it as one of PROGRAMS, and light it."""
    layout_rng, material_rng = seeds.generator(Stream.LAYOUT), seeds.generator(Stream.MATERIALS)
    names = list(PROGRAMS)
    use = str(layout_rng.choice(names, p=[PROGRAMS[name][3] for name in names]))
    build, low_m, high_m, _ = PROGRAMS[use]
    style = {family: sample_material(family, material_rng) for family in STYLED}
    room = Room(_size_between(layout_rng, low_m, high_m), style, layout_rng, material_rng, pool)
    build(room)
    fit_overhead(room, use)
    fit_trim(room, use)
    fit_hall(room)
    world = light_hall(room, use, seeds.generator(Stream.LIGHTS))
    return Contents(tuple(room.objects), tuple(room.lights), world)


LAYOUT = Layout("hall", compose, frame, footing=on_level("floor"))


def _size_between(rng: np.random.Generator, low_m: Vec3, high_m: Vec3) -> Vec3:
    width, depth, height = rng.uniform(low_m, high_m).round(2).tolist()
    return (width, depth, height)
