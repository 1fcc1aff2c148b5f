"""What the truth tells of a person in sight: age, stature, clothes, and keypoints with their visibility."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..scenes.appearance.colours import lightness
from ..scenes.appearance.materials import words_of
from ..scenes.cameras import Camera
from ..scenes.people.keypoints import NAMES
from ..scenes.people.person import SLOTS, person
from ..scenes.people.wardrobe import WARDROBE
from ..scenes.poses import Vec3
from ..scenes.spec import Figure, SceneObject
from .frame import Garment, HairColour, Keypoint, Person, Visibility

INSIDE_M = 0.16  # how far below the skin and clothes a joint lies at most
ON_HEAD_M = 0.05  # the same of eyes, ears and nose, the first five
HEAD = 5
# Of hair, by its largest and its smallest channel (sRGB, 0–1): what is between two words has none.
DARK, BROWN, BLOND, GREY, COLOURLESS = 0.25, (0.3, 0.48), 0.6, 0.45, 0.08


def person_of(
    thing: SceneObject, camera: Camera, depth_m: NDArray[np.float32], instance: NDArray[np.uint16]
) -> Person | None:
    """Return what is told of a person, None of other things; `depth_m` (planar) and `instance` are H×W."""
    if not isinstance(thing.geometry, Figure):
        return None
    figure = thing.geometry
    return Person(
        figure.age_years,
        figure.sex,
        figure.stature_m,
        figure.posture,
        figure.haircut,
        tuple(_garment(name, thing) for name in figure.clothes),
        tuple(_keypoints(thing, figure, camera, depth_m, instance)),
        hair_colour(thing.materials[SLOTS.index("hair")].colour) if figure.haircut else "",
        lightness(thing.materials[SLOTS.index("skin")].colour),
    )


def hair_colour(rgb: Vec3) -> HairColour:
    """Return the word for hair of a colour (sRGB, 0–1), "" where people would differ."""
    most, least = max(rgb), min(rgb)
    if most <= DARK:
        return "dark"
    if most - least <= COLOURLESS:
        return "grey" if most >= GREY else ""
    return "brown" if BROWN[0] <= most <= BROWN[1] else "blond" if most >= BLOND else ""


def _garment(name: str, thing: SceneObject) -> Garment:
    slot = WARDROBE[name].slot
    words = words_of(thing.materials[SLOTS.index(slot)])
    return Garment(name, slot, words.colour, words.material)


def _keypoints(
    thing: SceneObject, figure: Figure, camera: Camera, depth_m: NDArray[np.float32], instance: NDArray[np.uint16]
) -> list[Keypoint]:
    matrix, view = thing.pose.matrix(), camera.matrix()
    points = person(figure).keypoints_m.astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    seen = (points - view[:3, 3]) @ view[:3, :3]
    found = []
    for number, (name, point, (x, y, z)) in enumerate(zip(NAMES, points.tolist(), seen.tolist(), strict=True)):
        depth = max(-z, 1e-6)
        u, v = camera.cx_px + camera.focal_px * x / depth, camera.cy_px - camera.focal_px * y / depth
        below_m = ON_HEAD_M if number < HEAD else INSIDE_M
        u, v = round(u, 2), round(v, 2)
        is_in = -z > 0 and 0 <= u < camera.width_px and 0 <= v < camera.height_px
        pixel = (int(v), int(u)) if is_in else None
        own = pixel is not None and instance[pixel] == thing.instance
        shown = own and pixel is not None and depth_m[pixel] > depth - below_m
        how: Visibility = 0 if not is_in else 2 if shown else 1
        where = (u, v) if is_in else (0.0, 0.0)
        found.append(Keypoint(name, where, how, (round(point[0], 4), round(point[1], 4), round(point[2], 4))))
    return found
