"""Where people touch the world: who sits on a seat, and where; where the hands of somebody are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ..poses import Pose, Vec3
from ..spec import Figure
from .anatomy import Points, anatomy
from .build import rest
from .hands import closed
from .person import person
from .postures import POSTURES
from .seats import Seat
from .skeleton import ends, posed, transforms, way_at_rest
from .stance import PALM, stance

ON_TABLE_M, HAND_M, APART_M = 0.13, 0.036, 0.15  # hands from a table's edge, over its top, from the middle
BEHIND_M = 0.045  # clothes between a back and its rest
KNEE_M = 0.10  # from the joint of a knee to the hollow behind it, that a seat's edge keeps clear of


def seated(figure: Figure, seat: Seat, posture: str = "sitting") -> Figure:
    """Return the figure on a seat: the hips as far back as its back and the length of the thighs allow."""
    at_edge = ("seat", (0.0, 0.0, round(seat.height_m, 4)))
    figure = replace(figure, posture=posture, goals=(at_edge,), size_m=(0.0, 0.0, 0.0))
    shape = rest(figure)
    thigh_m = float(np.linalg.norm(way_at_rest(shape, "thigh_l")))
    joint_m = float(ends(shape)[0][anatomy().bone("thigh_l"), 1])
    edge_m = max(seat.front_m - seat.back_m + _behind_m(figure, shape), KNEE_M - thigh_m + joint_m)
    return replace(figure, goals=(("seat", (0.0, round(edge_m, 4), at_edge[1][2])),))


def place_on(figure: Figure, seat: Seat) -> Vec3:
    """Return where a figure that is `seated` stands in the space of the thing that it sits on: feet on its floor."""
    body, edge = person(figure), dict(figure.goals)["seat"]
    x, y, low_m = body.middle_m
    return (seat.x_m + x, y + seat.front_m - edge[1], seat.height_m - body.seat_m + low_m)


def at_table(figure: Figure, seat: Seat, edge_m: float, top_m: float) -> Figure:
    """Return a seated figure with its hands on a table: `edge_m` ahead of the seat's front, and `top_m` high.

    Its trunk leans as far forward as its hands need it.
    """
    there = np.subtract(place_on(figure, seat), person(figure).middle_m)  # from the body's space to the seat's
    place = np.array((seat.x_m, seat.front_m - edge_m - ON_TABLE_M, top_m + HAND_M)) - there
    x, y, z = place.round(4).tolist()
    return replace(figure, goals=(*figure.goals, ("hand_l", (x + APART_M, y, z)), ("hand_r", (x - APART_M, y, z))))


def hands(figure: Figure) -> dict[str, Pose]:
    """Return the pose of the middle of each hand, l and r, in the space of the figure's mesh.

    Its −y points along the fingers and its −z out of the palm.
    """
    shape, body = rest(figure), person(figure)
    posture = stance(figure, shape, np.random.default_rng(figure.seed))
    turns, shifts = transforms(shape, posture)
    found = {}
    for side in "lr":
        bone = anatomy().bone(f"hand_{side}")
        frame = turns[bone] @ _hand_frame(shape, side)
        wrist = turns[bone] @ ends(shape)[0][bone] + shifts[bone]
        middle = wrist - PALM * figure.stature_m * frame[:, 1] - np.asarray(body.middle_m)
        x, y, z, w = Rotation.from_matrix(frame).as_quat().tolist()
        found[side] = Pose((float(middle[0]), float(middle[1]), float(middle[2])), (w, x, y, z))
    return found


def gripping(figure: Figure) -> str:
    """Return the sides, l and r, whose fingers are bent around something; both where none are."""
    return closed(POSTURES[figure.posture](np.random.default_rng(figure.seed)).curls)


def _hand_frame(shape: Points, side: str) -> NDArray[np.float64]:
    """Return the axes of a hand at rest as columns: x across the palm, −y along the fingers, −z out of the palm."""
    heads, _ = ends(shape)
    body = anatomy()
    along = heads[body.bone(f"middle_01_{side}")] - heads[body.bone(f"hand_{side}")]
    across = heads[body.bone(f"index_01_{side}")] - heads[body.bone(f"pinky_01_{side}")]
    y = -along / np.linalg.norm(along)
    across = across if side == "r" else -across
    x = across - (across @ y) * y
    x = x / np.linalg.norm(x)
    return np.stack([x, y, np.cross(x, y)], axis=1).astype(np.float64)


def _behind_m(figure: Figure, shape: Points) -> float:
    """Return how far back, in the body's own space, the trunk of a seated figure reaches, with its clothes."""
    posture = stance(figure, shape, np.random.default_rng(figure.seed))
    return float(posed(shape, posture, _trunk())[:, 1].max()) + BEHIND_M


@cache
def _trunk() -> NDArray[np.int64]:
    body = anatomy()
    bones = [body.bone(name) for name in ("pelvis", "spine_01", "spine_02", "spine_03")]
    skin = np.unique(body.layers["skin"])
    return np.asarray(skin[np.isin(body.mover()[skin], bones)])
