"""People on bicycles: a thing of its own, and who sits on it, hands on the grips and feet on the pedals."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ..generators.outdoor.bicycle import Mount, mount_of
from ..pieces import Piece, sample_piece
from ..spec import Figure, Procedural, SceneObject, Vec3
from .casting import sample_person
from .person import person
from .postures import RIDING

AGES_YEARS = (15.0, 75.0)
HIP_M = 0.075  # over a saddle
HEEL_M = (0.11, 0.09)  # from a pedal back and up to the ankle
LEG = 0.475  # from the joint of a hip to an ankle, of the stature
FIST_M = 0.034  # from a grip's top to the middle of the hand that holds it


def mounted(figure: Figure, mount: Mount) -> Figure:
    """Return the figure on a bicycle, as tall as its pedals ask for: its goals are in the bicycle's own space."""
    hands = {f"hand_{side}": _over(grip, FIST_M) for side, grip in zip("lr", mount.grips_m, strict=True)}
    feet = {f"foot_{side}": pedal for side, pedal in zip("lr", mount.pedals_m, strict=True)}
    goals = {"saddle": mount.saddle_m, **hands, **feet}
    stature_m = max(figure.stature_m, round(_far_m(mount) / LEG, 3))
    return replace(figure, stature_m=stature_m, goals=tuple(goals.items()))


def rider(bicycle: Procedural, rng: np.random.Generator) -> tuple[Piece, Vec3]:
    """Return somebody who rides a bicycle, and where they are in its own space."""
    mount = mount_of(bicycle.size_m, np.random.Generator(np.random.PCG64(bicycle.variant)))
    piece = sample_person(rng, RIDING, AGES_YEARS, fit=lambda figure: mounted(figure, mount))
    if not isinstance(piece.geometry, Figure):
        raise TypeError(f"{piece.category}: only people ride")
    return piece, person(piece.geometry).middle_m


def on_bicycle(
    instance: int, place_m: Vec3, turn_deg: float, ground: int, rng: np.random.Generator
) -> list[SceneObject]:
    """Return a bicycle that stands upright on the ground at a place, faces as `turn_deg` says, and who rides it."""
    piece = sample_piece("bicycle", rng, rng, {})
    ride = piece.put(instance, place_m, turn_deg, ground)
    if not isinstance(piece.geometry, Procedural):
        raise TypeError(f"{piece.name}: only bicycles of the generator are ridden")
    who, at_m = rider(piece.geometry, rng)
    matrix = ride.pose.matrix()
    return [ride, who.put(instance + 1, matrix[:3, :3] @ at_m + matrix[:3, 3], turn_deg, instance)]


def _far_m(mount: Mount) -> float:
    """Return about how far from a hip the ankle over the further pedal is."""
    _, y, z = mount.saddle_m
    return max(math.hypot(pedal[1] + HEEL_M[0] - y, pedal[2] + HEEL_M[1] - z - HIP_M) for pedal in mount.pedals_m)


def _over(point: Vec3, up_m: float) -> Vec3:
    x, y, z = point
    return (round(x, 4), round(y, 4), round(z + up_m, 4))
