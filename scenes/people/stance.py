"""How a body meets the world: feet flat on the ground, hips on a seat, hands and eyes where they are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from ..spec import Figure
from .aims import mirrored
from .anatomy import Points, anatomy
from .clearance import cleared
from .leant import bent_over
from .postures import GROUNDED, LYING, POSTURES, RECLINED
from .rotations import Matrix, Vector, direction
from .skeleton import Posture, Touch, joint, posed, reach, transforms, way_at_rest

GOALS = ("seat", "saddle", "pillow", "back", "top", "eyes", "hand_l", "hand_r", "foot_l", "foot_r")
SINK_M = 0.022  # how far flesh is pressed flat by a seat
SOLE_M = 0.014  # under a foot
SADDLE_SINK_M = 0.012  # a saddle is hard
PALM = 0.085 / 1.7  # from the wrist to the middle of the hand, of the stature
LEAST_FALL, MOST_FALL = -0.5, 0.3  # how far thighs rise or fall to the knee, as a share of their length
ELBOW, ELBOW_AT_TABLE = (0.8, 0.5, -0.6), (1.0, 0.5, -0.1)  # where a left one points
LEANS_DEG = tuple(range(0, 36, 4))  # of a trunk, as far as hands need it
NODS_DEG = tuple(range(0, 44, 3))  # of neck and head, as far as a pillow lifts them
RAISED = 0.4  # sine of the angle from which on a thigh of who lies bears on its foot
HAIR_M = 0.012  # between a head and its pillow
STRETCHED = 0.95  # of an arm that holds something
FLAT_BACK = (0.0, 0.0, 0.7)  # a slope like that of most loungers
HANGING_FALL, HANGING_DEG = 0.1, 22.0  # of thighs and feet that do not reach the floor


def stance(figure: Figure, shape: Points, rng: np.random.Generator) -> Posture:
    """Return the posture of a figure whose body at rest is `shape`: feet, hips, hands and eyes where they belong."""
    goals = dict(figure.goals)
    posture = POSTURES[figure.posture](rng)
    if "seat" in goals:
        posture = _on_seat(shape, _modest(posture) if _wears_skirt(figure) else posture, goals["seat"])
        posture = _leaning(shape, posture, goals) if {"hand_l", "hand_r"} <= goals.keys() else posture
    elif "saddle" in goals:
        posture = _on_saddle(shape, posture, goals)
    elif figure.posture in LYING:
        posture = _on_back(shape, posture, goals.get("pillow", (0.0, 0.0, 0.0))[2])
    elif figure.posture in RECLINED:
        posture = _on_slope(shape, posture, *goals.get("back", FLAT_BACK)[1:])
    elif figure.posture in GROUNDED:
        posture = _on_floor(shape, posture)
    elif "top" in goals:
        return bent_over(shape, posture, goals["top"][2] - SOLE_M, lambda bent: _on_ground(shape, bent))
    else:
        posture = _on_ground(shape, posture)
    if "eyes" in goals:
        posture = _looking(shape, posture, goals["eyes"])
    for hand, touch in posture.touches.items():
        posture = _hand_at(shape, posture, hand, _on_skin(shape, posture, touch), touch.elbow)
    free = "".join(side for side in "lr" if f"hand_{side}" not in goals and not _is_in_pocket(posture, side))
    posture = cleared(shape, posture, free)
    for hand in ("hand_l", "hand_r"):
        if hand in goals:
            elbow = ELBOW_AT_TABLE if "seat" in goals else ELBOW
            posture = _hand_at(shape, posture, hand, goals[hand], elbow if hand[-1] == "l" else mirrored(elbow))
    return posture


def _wears_skirt(figure: Figure) -> bool:
    return any(word in name for name in figure.clothes for word in ("skirt", "dress"))


def _modest(posture: Posture) -> Posture:
    """Return the posture with knees together."""
    legs = {f"{bone}_{side}" for side in planted(posture) for bone in ("thigh", "calf")}
    aims = {name: (0.0, way[1], way[2]) if name in legs else way for name, way in posture.aims.items()}
    thighs = {name: (-0.09 if name[-1] == "l" else 0.09, *aims[name][1:]) for name in legs if name[:5] == "thigh"}
    return replace(posture, aims={**aims, **thighs})


def _is_in_pocket(posture: Posture, side: str) -> bool:
    touch = posture.touches.get(f"hand_{side}")
    return touch is not None and touch.off_m < 0


def planted(posture: Posture) -> tuple[str, ...]:
    """Return the sides, l and r, whose foot stands on the floor."""
    return tuple(side for side in "lr" if f"foot_{side}" in posture.level)


def _on_ground(shape: Points, posture: Posture) -> Posture:
    """Lower the hips until the foot that reaches least far stands on the ground; the other leg bends to stand, too."""
    ankles = {side: _ankle(shape, posture, side) for side in planted(posture)}
    if not ankles:
        return posture
    drop_m = max(float(ankle[2]) - sole_m for ankle, sole_m in ankles.values())
    lowered = replace(posture, hips_m=(0.0, 0.0, -drop_m))
    return _feet_at(shape, lowered, {side: (ankle[0], ankle[1], sole_m) for side, (ankle, sole_m) in ankles.items()})


def _on_seat(shape: Points, posture: Posture, edge: Vector) -> Posture:
    """Put the hips on a seat, and the feet on the floor in front of it, as far as they reach."""
    for _ in range(2):
        sunk = _lowest_m(shape, posture, _seated_on()) - posture.hips_m[2]
        posture = replace(posture, hips_m=(0.0, 0.0, edge[2] - SOLE_M - SINK_M - sunk))
        posture = _thighs(shape, posture)
    return posture


def _on_saddle(shape: Points, posture: Posture, goals: Mapping[str, Vector]) -> Posture:
    """Put the pelvis on a saddle, and the balls of the feet on what bears them."""
    pelvis = posed(shape, posture, _pelvis())
    lowest = pelvis[pelvis[:, 2].argmin()]
    _, y, z = goals["saddle"]
    posture = replace(posture, hips_m=(0.0, y - float(lowest[1]), z - SADDLE_SINK_M - float(lowest[2])))
    posture = _leaning(shape, posture, goals)
    for side in "lr":
        ball = joint(shape, *transforms(shape, posture), f"ball_{side}")
        ankle = joint(shape, *transforms(shape, posture), f"foot_{side}")
        sole = np.array((ball[0], ball[1], _lowest_m(shape, posture, _foot(side)) - SOLE_M))
        goal = np.asarray(goals[f"foot_{side}"]) + ankle - sole
        knee = (0.1 if side == "l" else -0.1, -1.0, 0.3)
        posture = reach(shape, posture, (f"thigh_{side}", f"calf_{side}"), goal, knee)
    return posture


def _on_floor(shape: Points, posture: Posture) -> Posture:
    """Put hips and soles on z = 0."""
    posture = replace(posture, hips_m=(0.0, 0.0, -_lowest_m(shape, posture, _pelvis()) - SINK_M - SOLE_M))
    for side in planted(posture):
        ankle, sole_m = _ankle(shape, posture, side)
        goal, knee = (ankle[0], ankle[1], sole_m), (0.25 if side == "l" else -0.25, -0.3, 1.0)
        posture = reach(shape, posture, (f"thigh_{side}", f"calf_{side}"), goal, knee)
    return posture


def _on_back(shape: Points, posture: Posture, pillow_m: float) -> Posture:
    """Lay a body down on z = 0, its head on a pillow of a height."""
    posture = replace(posture, hips_m=(0.0, 0.0, -_lowest_m(shape, posture, _pelvis()) - SINK_M - SOLE_M))
    posture = _knees_up(shape, posture)
    for nod_deg in NODS_DEG:
        nods = {bone: (nod_deg, 0.0, posture.turns.get(bone, (0.0, 0.0, 0.0))[2]) for bone in ("neck_01", "head")}
        nodding = replace(posture, turns={**posture.turns, **nods})
        if _lowest_m(shape, nodding, _head()) > pillow_m + (HAIR_M if pillow_m else -SINK_M):
            break
    return nodding


def _on_slope(shape: Points, posture: Posture, hinge_m: float, slope: float) -> Posture:
    """Lay a body down on z = 0, its trunk on what rises by `slope` from y = `hinge_m` on."""
    lean_deg = float(np.degrees(np.arctan(slope)))
    posture = replace(posture, turns={**posture.turns, "pelvis": (lean_deg - 90.0, 0.0, 0.0)})
    low_m = -_lowest_m(shape, posture, _pelvis()) - SINK_M - SOLE_M
    trunk = posed(shape, replace(posture, hips_m=(0.0, 0.0, low_m)), _trunk())
    behind_m = float((trunk[:, 1] - trunk[:, 2] / slope).max())
    return _knees_up(shape, replace(posture, hips_m=(0.0, hinge_m + SINK_M - behind_m, low_m)))


def _knees_up(shape: Points, posture: Posture) -> Posture:
    """Put the feet of who lies with raised knees flat on z = 0."""
    for side in "lr":
        if direction(posture.aims[f"thigh_{side}"])[2] > RAISED:
            ankle, sole_m = _ankle(shape, posture, side)
            goal, knee = (ankle[0], ankle[1], sole_m + SOLE_M), (0.05 if side == "l" else -0.05, -0.2, 1.0)
            posture = reach(shape, posture, (f"thigh_{side}", f"calf_{side}"), goal, knee)
    return posture


def _leaning(shape: Points, posture: Posture, goals: Mapping[str, Vector]) -> Posture:
    """Lean the trunk forward until both hands reach what they are to hold."""
    x, y, z = posture.turns.get("spine_01", (0.0, 0.0, 0.0))
    for more_deg in LEANS_DEG:
        leaning = replace(posture, turns={**posture.turns, "spine_01": (x + more_deg, y, z)})
        turns, shifts = transforms(shape, leaning)
        roots = {side: joint(shape, turns, shifts, f"upperarm_{side}") for side in "lr"}
        if all(np.linalg.norm(roots[side] - goals[f"hand_{side}"]) < _arm_m(shape) for side in "lr"):
            break
    return leaning


def _arm_m(shape: Points) -> float:
    """Return how far a slightly bent arm reaches, to the middle of a hand."""
    lengths = [float(np.linalg.norm(way_at_rest(shape, bone))) for bone in ("upperarm_l", "lowerarm_l")]
    return STRETCHED * sum(lengths) + PALM * float(np.ptp(shape[: anatomy().count, 2]))


def _thighs(shape: Points, posture: Posture) -> Posture:
    """Return the posture with knees over feet that stand on the floor, or hang where they do not reach it."""
    turns, shifts = transforms(shape, posture)
    for side in planted(posture):
        head = joint(shape, turns, shifts, f"thigh_{side}")
        thigh_m, calf_m = (float(np.linalg.norm(way_at_rest(shape, f"{bone}_{side}"))) for bone in ("thigh", "calf"))
        calf, thigh = (direction(posture.aims[f"{bone}_{side}"]) for bone in ("calf", "thigh"))
        over_sole_m = float(head[2]) - _ankle(shape, posture, side)[1]
        fall = (over_sole_m + calf_m * calf[2]) / thigh_m
        level = dict(posture.level)
        if fall > MOST_FALL:
            fall, level[f"foot_{side}"] = HANGING_FALL, (HANGING_DEG, 0.0, level[f"foot_{side}"][2])
        if fall < LEAST_FALL:
            fall, down = LEAST_FALL, min((over_sole_m - LEAST_FALL * thigh_m) / calf_m, 1.0)
            calf = np.array((calf[0], -np.sqrt(1 - down**2), -down))
        ahead = np.array((*(thigh[:2] / np.linalg.norm(thigh[:2]) * np.sqrt(1 - fall**2)), -fall))
        aims = {f"thigh_{side}": _vector(ahead), f"calf_{side}": _vector(calf)}
        posture = replace(posture, aims={**posture.aims, **aims}, level=level)
    return posture


def _feet_at(shape: Points, posture: Posture, ankles: dict[str, Vector]) -> Posture:
    for side, ankle in ankles.items():
        yaw = np.radians(posture.level[f"foot_{side}"][2])
        knee = (float(np.sin(yaw)), -float(np.cos(yaw)), 0.0)
        posture = reach(shape, posture, (f"thigh_{side}", f"calf_{side}"), ankle, knee)
    return posture


def _ankle(shape: Points, posture: Posture, side: str) -> tuple[Matrix, float]:
    """Return where the ankle lies, and how high it is above the lowest point of its foot."""
    turns, shifts = transforms(shape, posture)
    ankle = joint(shape, turns, shifts, f"foot_{side}")
    return ankle, float(ankle[2]) - _lowest_m(shape, posture, _foot(side))


def _hand_at(shape: Points, posture: Posture, hand: str, point: Vector | Matrix, elbow: Vector) -> Posture:
    """Return the posture with the middle of a hand, whose direction is given, at a point."""
    side = hand[-1]
    palm_m = PALM * float(np.ptp(shape[: anatomy().count, 2]))
    wrist = np.asarray(point) - palm_m * direction(posture.aims[hand])
    return reach(shape, posture, (f"upperarm_{side}", f"lowerarm_{side}"), wrist, elbow)


def _on_skin(shape: Points, posture: Posture, touch: Touch) -> Matrix:
    """Return the point off a posed body's skin that is meant by one of the mean body."""
    around = _nearest(touch.point_m)
    patch = posed(shape, posture)[around].astype(np.float64)
    middle = patch.mean(axis=0)
    rest = anatomy().points[around].astype(np.float64)
    inside = anatomy().points[_of_bone(int(anatomy().mover()[around[0]]))].mean(axis=0)
    out = direction(rest.mean(axis=0) - inside)
    turn = transforms(shape, posture)[0][int(anatomy().mover()[around[0]])]
    return np.asarray(middle + touch.off_m * (turn @ out))


@cache
def _nearest(point_m: Vector) -> NDArray[np.int64]:
    skin = np.unique(anatomy().layers["skin"])
    return np.asarray(skin[KDTree(anatomy().points[skin]).query(point_m, 8)[1]])


@cache
def _of_bone(bone: int) -> NDArray[np.int64]:
    skin = np.unique(anatomy().layers["skin"])
    return np.asarray(skin[anatomy().mover()[skin] == bone])


def _looking(shape: Points, posture: Posture, point: Vector) -> Posture:
    """Turn neck and head so that the face looks at a point, as far as necks turn."""
    turns, shifts = transforms(shape, posture)
    trunk = turns[anatomy().bone("spine_03")]
    way = trunk.T @ direction(np.asarray(point) - joint(shape, turns, shifts, "head"))
    yaw = float(np.clip(np.degrees(np.arctan2(way[0], -way[1])), -70, 70))
    pitch = float(np.clip(np.degrees(np.arcsin(-way[2])), -35, 45))
    half = (pitch / 2, 0.0, yaw / 2)
    return replace(posture, turns={**posture.turns, "neck_01": half, "head": half})


def _lowest_m(shape: Points, posture: Posture, rows: NDArray[np.int64]) -> float:
    return float(posed(shape, posture, rows)[:, 2].min())


@cache
def _foot(side: str) -> NDArray[np.int64]:
    body = anatomy()
    return _rows(np.isin(body.mover(), (body.bone(f"foot_{side}"), body.bone(f"ball_{side}"))))


@cache
def _seated_on() -> NDArray[np.int64]:
    """Return the rows of the skin that a seat carries: from the hips half down the thighs."""
    body = anatomy()
    bones = [body.bone(name) for name in ("pelvis", "thigh_l", "thigh_r")]
    return _rows(np.isin(body.mover(), bones) & (body.points[: body.count, 2] > -0.2))


@cache
def _head() -> NDArray[np.int64]:
    return _rows(anatomy().mover() == anatomy().bone("head"))


@cache
def _trunk() -> NDArray[np.int64]:
    bones = [anatomy().bone(name) for name in ("spine_01", "spine_02", "spine_03")]
    return _rows(np.isin(anatomy().mover(), bones))


@cache
def _pelvis() -> NDArray[np.int64]:
    """Return the rows of the skin of the pelvis."""
    return _rows(anatomy().mover() == anatomy().bone("pelvis"))


def _rows(wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
    skin = np.unique(anatomy().layers["skin"])
    return np.asarray(skin[wanted[skin]])


def _vector(way: Matrix) -> Vector:
    x, y, z = way.tolist()
    return (x, y, z)
