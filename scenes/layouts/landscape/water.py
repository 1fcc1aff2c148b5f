"""Where water stands in open land: before a shore, a beach or a quay to the horizon, and in a lake."""

from __future__ import annotations

import numpy as np

from ...appearance.materials import sample_material
from ...generators.nature.relief import RELIEFS, SHORES, WATER, lake_of
from ...generators.nature.sea import sea_size_m
from ...poses import Pose
from ...spec import Material, Primitive, Procedural, SceneObject
from .ground import Spot

TIDE_M, RIM_M = 1.7, 0.13  # of water below a quay, and of a lake below its rim
WIDER = 12.0  # than the land is the water before it

Body = tuple[Procedural | Primitive, Pose, tuple[Material, ...]]


def flood(place: Spot, rng: np.random.Generator) -> None:
    """Let water stand where the land has some, as the next object."""
    relief = RELIEFS[place.ground.geometry.generator]
    if not (relief.water or relief.lake):
        return
    skin = sample_material("water", rng)
    if relief.water == "beach":
        shape, pose, skins = _sea(place, skin, rng)
    elif relief.water:
        shape, pose, skins = _wide(place, relief.water, skin)
    else:
        shape, pose, skins = _lake(place, skin)
    place.objects.append(SceneObject(len(place.objects) + 1, "water", "water", shape, pose, skins))


def _sea(place: Spot, skin: Material, rng: np.random.Generator) -> Body:
    side_m, _, high_m = place.ground.geometry.size_m
    size = sea_size_m(side_m, 6 * side_m)
    pose = Pose((0.0, round(-size[1] / 2, 4), round(place.ground.lift_m + WATER * high_m, 4)))
    return Procedural("sea", size, place.ground.geometry.variant), pose, (skin, sample_material("foam", rng))


def _wide(place: Spot, water: str, skin: Material) -> Body:
    side_m, _, high_m = place.ground.geometry.size_m
    level_m = -TIDE_M if water == "quay" else place.ground.lift_m + WATER * high_m
    wide_m = round(WIDER * side_m, 3)
    return Primitive("plane"), Pose((0.0, 0.0, round(level_m, 4)), scale=(wide_m, wide_m, 1.0)), (skin,)


def _lake(place: Spot, skin: Material) -> Body:
    """Return the water of a lake, on which nothing grows and nobody stands."""
    lake = lake_of(RELIEFS[place.ground.geometry.generator], place.ground.geometry.size_m[0])
    level_m = place.ground.height_m(lake.x_m + 1.2 * lake.radius_m, lake.y_m) - RIM_M
    wide_m = round(2 * SHORES[0] * lake.radius_m, 3)
    place.taken.append((lake.x_m, lake.y_m, SHORES[0] * lake.radius_m))
    pose = Pose((round(lake.x_m, 4), round(lake.y_m, 4), round(level_m, 4)), scale=(wide_m, wide_m, 0.02))
    return Primitive("cylinder"), pose, (skin,)
