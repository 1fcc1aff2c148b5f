"""Cameras held as few are: long and wide lenses, tilted, close to the ground, above people's heads.

A layout frames a view as most people would; in some views the camera is then handled otherwise, where that can be.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...object_mesh import object_box
from ...poses import Vec3
from ...spec import SceneObject, SceneSpec
from .camera_search import SHELL
from .composition import coarse_view
from .layout import Shot, rounded
from .sightlines import FLAT, Around, around_of, clear_m, is_between

LONG_DEG, WIDE_DEG = (8.0, 28.0), (100.0, 120.0)
FILLED = (0.35, 0.65)  # of a long lens's picture, by what it is aimed at
FROM_M = 1.0  # nothing nearer is looked at through a long lens
TRIES = 40
TILT_DEG = (5.0, 20.0)
LOW_M, INDOORS_M, OUTDOORS_M = (0.12, 0.4), (1.9, 3.5), (2.5, 12.0)  # above the ground
RISE = (-0.04, 0.2)  # how steeply a camera near the ground looks up
UP_DEG, LEAST_SEEN = (20.0, 40.0), 0.35  # how steeply, and of the picture, what is not sky
BELOW_CEILING_M = 0.5
CLEAR_M, CLEAR_OF_PEOPLE_M = 0.45, 1.2
UP_TO = 0.97  # of the way to what is looked at, nothing stands


@dataclass(frozen=True, slots=True)
class Place:
    """Where a camera is: the scene, what is around it there, and how high the ground is below."""

    spec: SceneSpec
    around: Around
    floor_m: float


Handling = Callable[[Shot, Place, np.random.Generator], Shot | None]


def handled(shot: Shot, spec: SceneSpec, floor_m: Callable[[float, float], float], rng: np.random.Generator) -> Shot:
    """Return the shot, or in some views another with the same eye or from above or below it, which nothing blocks."""
    drawn = rng.random()
    for handling, upto in zip(HANDLINGS, np.cumsum(list(HANDLINGS.values())).tolist(), strict=True):
        if drawn < upto:
            return handling(shot, Place(spec, around_of(spec), floor_m(*shot.eye_m[:2])), rng) or shot
    return shot


def long_lens(shot: Shot, place: Place, rng: np.random.Generator) -> Shot | None:
    """Look from the same place at one thing that is in sight, through a lens that it half fills: best with others."""
    things = [thing for thing in place.spec.objects if thing.category not in FLAT | SHELL]
    found: list[Shot] = []
    for _ in range(TRIES):
        thing = things[int(rng.integers(len(things)))]
        low, high = object_box(thing)
        away_m = math.dist(shot.eye_m, (low + high) / 2)
        wide_m = float(np.linalg.norm(high - low)) / float(rng.uniform(*FILLED))
        fov_deg = math.degrees(2 * math.atan(wide_m / 2 / away_m))
        if away_m >= FROM_M and LONG_DEG[0] <= fov_deg <= LONG_DEG[1] and _is_in_sight(shot.eye_m, thing, place.around):
            found.append(replace(shot, target_m=rounded((low + high) / 2), fov_deg=round(fov_deg, 3)))
    return max(found, key=lambda each: len(np.unique(coarse_view(each, place.around.boxes).box)), default=None)


def wide_lens(shot: Shot, place: Place, rng: np.random.Generator) -> Shot:
    """Look the same way through a wider lens than most."""
    return replace(shot, fov_deg=round(float(rng.uniform(*WIDE_DEG)), 3))


def tilted(shot: Shot, place: Place, rng: np.random.Generator) -> Shot:
    """Hold the camera in one hand, without a look at the horizon."""
    return replace(shot, roll_deg=round(float(rng.choice([-1, 1]) * rng.uniform(*TILT_DEG)), 3))


def near_the_ground(shot: Shot, place: Place, rng: np.random.Generator) -> Shot | None:
    """Look the same way as a cat would, or a phone that was laid down."""
    ahead = np.subtract(shot.target_m, shot.eye_m)
    z = place.floor_m + float(rng.uniform(*LOW_M))
    up_m = float(rng.uniform(*RISE)) * float(np.hypot(ahead[0], ahead[1]))
    eye, target = (*shot.eye_m[:2], z), (*shot.target_m[:2], z + up_m)
    return _if_free(replace(shot, eye_m=rounded(eye), target_m=rounded(target)), place)


def upwards(shot: Shot, place: Place, rng: np.random.Generator) -> Shot | None:
    """Look the same way, but up: at lamps, façades, crowns; not at the sky alone."""
    ahead = np.subtract(shot.target_m, shot.eye_m)
    up_m = math.tan(math.radians(float(rng.uniform(*UP_DEG)))) * float(np.hypot(ahead[0], ahead[1]))
    up = replace(shot, target_m=rounded((*shot.target_m[:2], shot.eye_m[2] + up_m)))
    is_inside = any(thing.category == "ceiling" for thing in place.spec.objects)
    return up if is_inside or (coarse_view(up, place.around.boxes).box >= 0).mean() >= LEAST_SEEN else None


def overhead(shot: Shot, place: Place, rng: np.random.Generator) -> Shot | None:
    """Look at the same thing from a ladder, a mast or a wall."""
    ceilings_m = [object_box(thing)[0, 2] for thing in place.spec.objects if thing.category == "ceiling"]
    low_m, high_m = INDOORS_M if ceilings_m else OUTDOORS_M
    z = place.floor_m + float(rng.uniform(low_m, high_m))
    z = min([z, *(ceiling_m - BELOW_CEILING_M for ceiling_m in ceilings_m)])
    if not z > shot.eye_m[2]:
        return None
    # Up there, balconies and eaves stand out from the walls, for which a house's own box stands.
    houses = [object_box(thing) for thing in place.spec.objects if thing.category == "building"]
    up = replace(shot, eye_m=rounded((*shot.eye_m[:2], z)))
    return _if_free(up, place) if (clear_m(up.eye_m, np.array(houses).reshape(-1, 2, 3)) >= CLEAR_M).all() else None


# How each is called, and its share of the views; taste.
HANDLINGS: dict[Handling, float] = {
    long_lens: 0.06,
    wide_lens: 0.04,
    tilted: 0.04,
    near_the_ground: 0.04,
    overhead: 0.04,
    upwards: 0.03,
}


def _if_free(shot: Shot, place: Place) -> Shot | None:
    """Return the shot where its eye is clear of everything."""
    least_m = np.where(place.around.people, CLEAR_OF_PEOPLE_M, CLEAR_M)
    is_free = math.isfinite(shot.eye_m[2]) and (clear_m(shot.eye_m, place.around.boxes) >= least_m).all()
    return shot if is_free else None


def _is_in_sight(eye_m: Vec3, thing: SceneObject, around: Around) -> bool:
    low, high = object_box(thing)
    others = (around.instances != thing.instance) & (around.instances != thing.supporter)
    eye = np.asarray(eye_m)
    return not is_between(eye, ((low + high) / 2 - eye) * UP_TO, around.boxes[others])
