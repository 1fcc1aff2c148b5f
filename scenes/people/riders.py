"""People on bicycles, on roads and paths: a thing of its own, and who sits on it, hands on grips, feet on pedals."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..contacts import is_free
from ..generators.nature.relief import path_y_m
from ..generators.outdoor.bicycle import Mount, mount_of
from ..layouts.landscape.camera import land_of
from ..layouts.shared.layout import SceneSeeds
from ..layouts.street.plan import street_plan
from ..pieces import Piece, sample_piece
from ..poses import Vec3
from ..spec import Detail, Figure, Procedural, SceneObject
from .casting import sample_person
from .person import person
from .postures import RIDING
from .sitters import TROD

Spot = tuple[Vec3, float, int]  # where, turned by, on what
TRIES = 4  # for each rider
NEAR_M, ON_PATH_M = 60.0, 25.0  # of a street's middle that pictures show; of a path, to either side
LEVEL_M = 0.015  # in height, from wheel to wheel
AGES_YEARS = (15.0, 75.0)
HIP_M = 0.075  # over a saddle
HEEL_M = (0.11, 0.09)  # from a pedal back and up to the ankle
LEG = 0.475  # from the joint of a hip to an ankle, of the stature
FIST_M = 0.016  # from a grip's top to the middle of the hand that holds it


def mounted(figure: Figure, mount: Mount) -> Figure:
    """Return the figure on a bicycle, as tall as its pedals ask for: its goals are in the bicycle's own space."""
    hands = {f"hand_{side}": _over(grip, FIST_M) for side, grip in zip("lr", mount.grips_m, strict=True)}
    feet = {f"foot_{side}": pedal for side, pedal in zip("lr", mount.pedals_m, strict=True)}
    goals = {"saddle": mount.saddle_m, **hands, **feet}
    stature_m = max(figure.stature_m, round(_far_m(mount) / LEG, 3))
    return replace(figure, stature_m=stature_m, goals=tuple(goals.items()))


def rider(bicycle: Procedural, rng: np.random.Generator, detail: Detail = "near") -> tuple[Piece, Vec3]:
    """Return somebody who rides a bicycle, and where they are in its own space."""
    mount = mount_of(bicycle.size_m, np.random.Generator(np.random.PCG64(bicycle.variant)))
    piece = sample_person(rng, RIDING, AGES_YEARS, fit=lambda figure: mounted(figure, mount), detail=detail)
    if not isinstance(piece.geometry, Figure):
        raise TypeError(f"{piece.category}: only people ride")
    return piece, person(piece.geometry).middle_m


def bicycle_at(instance: int, place_m: Vec3, turn_deg: float, ground: int, rng: np.random.Generator) -> SceneObject:
    """Return a bicycle that stands upright on the ground at a place, and faces as `turn_deg` says."""
    return sample_piece("bicycle", rng, rng, {}).put(instance, place_m, turn_deg, ground)


def on_bicycle(ride: SceneObject, turn_deg: float, rng: np.random.Generator, detail: Detail = "near") -> SceneObject:
    """Return who rides a bicycle that faces as `turn_deg` says: the instance after it."""
    if not isinstance(ride.geometry, Procedural):
        raise TypeError(f"{ride.name}: only bicycles of the generator are ridden")
    who, at_m = rider(ride.geometry, rng, detail)
    matrix = ride.pose.matrix()
    place_m = (matrix[:3, :3] @ at_m + matrix[:3, 3]).tolist()
    return who.put(ride.instance + 1, place_m, turn_deg, ride.instance)


def ridden(
    layout: str,
    objects: tuple[SceneObject, ...],
    seeds: SceneSeeds,
    count: int,
    rng: np.random.Generator,
    detail: Detail = "near",
) -> list[SceneObject]:
    """Return up to `count` bicycles, each with its rider, where a layout has room; instances after all else."""
    found: list[SceneObject] = []
    first = max((thing.instance for thing in objects), default=0) + 1
    way = WAYS.get(layout)
    for _ in range(TRIES * count if way else 0):
        spot = way(objects, seeds, rng) if way and len(found) < 2 * count else None
        if spot:
            ride = bicycle_at(first + len(found), *spot, rng)
            others = [thing for thing in (*objects, *found) if thing.category not in TROD]
            if is_free(ride, others) and is_free(who := on_bicycle(ride, spot[1], rng, detail), [ride, *others]):
                found += [ride, who]
    return found


def _on_road(objects: tuple[SceneObject, ...], seeds: SceneSeeds, rng: np.random.Generator) -> Spot | None:
    """Return a place at the side of a street's outer lane, on the side on which people drive; none on motorways."""
    plan, _ = street_plan(seeds)
    if plan.place == "motorway":
        return None
    road = next((thing.instance for thing in objects if thing.category == "road"), 0)
    forward = bool(rng.random() < 0.5)
    y_m = plan.side(forward) * (plan.lanes * plan.lane_m - float(rng.uniform(0.5, 1.0)))
    x_m = float(rng.uniform(-0.5, 0.5)) * min(plan.length_m, NEAR_M)
    return (x_m, y_m, 0.0), (90.0 if forward else 270.0) + float(rng.normal(0, 1.5)), road


def _on_path(objects: tuple[SceneObject, ...], seeds: SceneSeeds, rng: np.random.Generator) -> Spot | None:
    """Return a place on the path of a landscape, where it is level; None where there is none."""
    ground = next((thing for thing in objects if thing.category == "ground"), None)
    path = next((thing.instance for thing in objects if thing.category == "path"), 0)
    if not path or ground is None or not isinstance(ground.geometry, Procedural):
        return None
    land = land_of(ground)
    x = float(rng.uniform(-ON_PATH_M, ON_PATH_M)) + np.array((-0.52, 0.0, 0.52))  # the wheels, and the middle
    y = path_y_m(x, ground.geometry.size_m[0])
    z = [land.height_m(*at) for at in zip(x.tolist(), y.tolist(), strict=True)]
    if abs(z[2] - z[0]) > LEVEL_M:
        return None
    along_deg = math.degrees(math.atan2(y[2] - y[0], x[2] - x[0])) + 90.0
    return (float(x[1]), float(y[1]), (z[0] + z[2]) / 2), along_deg + (180.0 if rng.random() < 0.5 else 0.0), path


WAYS: dict[str, Callable[[tuple[SceneObject, ...], SceneSeeds, np.random.Generator], Spot | None]] = {
    "street": _on_road,
    "landscape": _on_path,
}


def _far_m(mount: Mount) -> float:
    """Return about how far from a hip the ankle over the further pedal is."""
    _, y, z = mount.saddle_m
    return max(math.hypot(pedal[1] + HEEL_M[0] - y, pedal[2] + HEEL_M[1] - z - HIP_M) for pedal in mount.pedals_m)


def _over(point: Vec3, up_m: float) -> Vec3:
    x, y, z = point
    return (round(x, 4), round(y, 4), round(z + up_m, 4))
