"""Photographs of people: from 2 to 8 m, from head to foot or cut at the hips, with nothing in between.

A layout says where its photographers stand (`Layout.footing`); who is in the picture, and how, is found here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from ...categories import CABINS
from ...object_mesh import object_box
from ...poses import Vec3
from ...spec import Figure, SceneObject, SceneSpec
from .floor_plan import Rect, turned_deg
from .layout import Footing, Shot, rounded
from .sightlines import Around, around_of, clear_m, sees

PORTRAITS = 0.6  # of the views of scenes with people
NEAREST_M = 1.2  # nobody is photographed from nearer
REACH_M = (2.0, 8.0)
CLEAR_M = 0.5  # from everything else
TRIES, CANDIDATES = 400, 30
TURNS = 4  # of the layout, before somebody too near is photographed from further off
HELD = (((1.35, 1.75), 0.8), ((0.7, 1.2), 0.2))  # heights of the camera above the floor (from, to), and how often
FOV_DEG = (40.0, 75.0)
IN_FRONT = 0.75  # so often people are seen from the front
AIR = 1.08  # of a person's height, to be in a picture from head to foot
TALL = 0.56  # height of a wide picture, as a share of its width


def people_of(spec: SceneSpec) -> list[SceneObject]:
    """Return the people of a scene, but for those behind the panes of a car."""
    cabins = {thing.instance for thing in spec.objects if thing.category in CABINS}
    return [thing for thing in spec.objects if isinstance(thing.geometry, Figure) and thing.supporter not in cabins]


def among_people(
    spec: SceneSpec, footing: Footing | None, photographed: Callable[[], Shot], rng: np.random.Generator
) -> Shot:
    """Return a portrait, as often as PORTRAITS says and somebody can be seen; else a shot of the layout's.

    If none of a few of these keeps NEAREST_M from everybody, it is a portrait, or the one that keeps most.
    """
    people = people_of(spec)
    if not people:
        return photographed()
    if footing and rng.random() < PORTRAITS and (found := portrait(spec, footing, rng)):
        return found
    shots = [photographed()]
    while _nearest_m(shots[-1], people) < NEAREST_M and len(shots) < TURNS:
        shots.append(photographed())
    farthest = max(shots, key=lambda shot: min(_nearest_m(shot, people), NEAREST_M))
    if footing and _nearest_m(farthest, people) < NEAREST_M:
        return portrait(spec, footing, rng) or farthest
    return farthest


def portrait(spec: SceneSpec, footing: Footing, rng: np.random.Generator) -> Shot | None:
    """Return a shot of somebody with nothing in between, that with most people of many; None where none was found."""
    people, around, floor_m = people_of(spec), around_of(spec), footing(spec)
    low_m, high_m = HELD[int(rng.random() >= HELD[0][1])][0]
    above_m, fov_deg = float(rng.uniform(low_m, high_m)), float(rng.uniform(*FOV_DEG))
    found: list[tuple[float, Shot]] = []
    for _ in range(TRIES):
        if len(found) == CANDIDATES:
            break
        person = people[int(rng.integers(len(people)))]
        x, y = _spot(person, rng)
        eye = rounded((x, y, floor_m(x, y) + above_m))
        if math.isfinite(eye[2]) and _is_clear(eye, around) and sees(eye, person, around):
            shot = _framed(eye, person, fov_deg, rng)
            found.append((_company(shot, people, around) + float(rng.uniform(0, 2)), shot))
    return max(found, key=lambda each: each[0])[1] if found else None


def _spot(person: SceneObject, rng: np.random.Generator) -> tuple[float, float]:
    """Return a place at some distance, more often before than behind a person."""
    x, y, _ = person.pose.location_m
    away_m = REACH_M[0] + (REACH_M[1] - REACH_M[0]) * float(rng.random()) ** 1.6
    aside = float(rng.uniform(-80, 80) if rng.random() < IN_FRONT else rng.uniform(-180, 180))
    return Rect(x, y, 0, 0, turned_deg(person) + aside).at(0.0, away_m)


def _framed(eye: Vec3, person: SceneObject, fov_deg: float, rng: np.random.Generator) -> Shot:
    """Aim so that the whole person is in the picture or, from near, all above the hips; seldom in its very middle."""
    low, high = object_box(person)
    away_m = math.hypot(*((low + high)[:2] / 2 - eye[:2]))
    wide_m = 2 * away_m * math.tan(math.radians(fov_deg / 2))
    tall_m, height_m = TALL * wide_m, high[2] - low[2]
    free_m = tall_m - AIR * height_m
    if free_m > 0:
        z = float(high[2] + 0.04 * height_m - tall_m / 2 + rng.uniform(0.2, 0.8) * free_m)
    else:
        z = float(high[2] + 0.06 * tall_m - tall_m / 2)
    aside_m = float(rng.uniform(-0.22, 0.22)) * wide_m
    ahead = ((low + high)[:2] / 2 - eye[:2]) / away_m
    target = ((low[0] + high[0]) / 2 - ahead[1] * aside_m, (low[1] + high[1]) / 2 + ahead[0] * aside_m, z)
    return Shot(eye, rounded(target), round(fov_deg, 3), round(float(rng.normal(0, 1.0)), 3))


def _is_clear(eye: Vec3, around: Around) -> bool:
    return bool((clear_m(eye, around.boxes) >= np.where(around.people, NEAREST_M, CLEAR_M)).all())


def _company(shot: Shot, people: Sequence[SceneObject], around: Around) -> int:
    """Return how many people a shot shows, up to five."""
    ahead = np.subtract(shot.target_m, shot.eye_m)[:2]
    seen = 0
    for person in people:
        way = np.subtract(person.pose.location_m, shot.eye_m)[:2]
        aside = abs(math.atan2(ahead[0] * way[1] - ahead[1] * way[0], float(ahead @ way)))
        is_ahead = math.hypot(*way) < 2 * REACH_M[1] and aside < math.radians(0.45 * shot.fov_deg)
        seen += is_ahead and sees(shot.eye_m, person, around)
    return min(seen, 5)


def _nearest_m(shot: Shot, people: Sequence[SceneObject]) -> float:
    return float(clear_m(shot.eye_m, np.array([object_box(person) for person in people])).min())
