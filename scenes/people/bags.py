"""Bags on a body at rest: stiff things that one bone carries along; their straps are cloth (`details`).

Each takes the head of a body at rest and a source of chance, and gives a mesh in metres.
"""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Mesh, join, rounded_box
from ..poses import Pose
from .accessories import tube
from .anatomy import Points, anatomy
from .head import Head, Values
from .skeleton import ends


def backpack(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a rucksack on the back, without its straps."""
    tall = float(head.rest[:, 2].max() - head.rest[:, 2].min()) / 1.7
    size = np.array([rng.uniform(0.26, 0.32), rng.uniform(0.13, 0.19), rng.uniform(0.38, 0.46)]) * tall
    back = _surface_at(head.rest, "spine_03", behind=True)
    middle = np.add(back, (0, size[1] / 2 + 0.018, -0.06 * tall))
    wide, deep, high = size.tolist()
    body = rounded_box((wide, deep, high), 0.055 * tall, 3)
    front = np.add(middle, (0, deep / 2 + 0.012 * tall, -0.2 * high))
    pocket = rounded_box((0.8 * wide, 0.06 * tall, 0.42 * high), 0.025 * tall, 2)
    lid = rounded_box((0.72 * wide, 0.05 * tall, 0.24 * high), 0.022 * tall, 2)
    aside = rounded_box((0.05 * tall, 0.6 * deep, 0.36 * high), 0.02 * tall, 2)
    parts = [_at(body, middle), _at(pocket, front), _at(lid, np.add(front, (0, -0.006 * tall, 0.36 * high)))]
    parts += [_at(aside, np.add(middle, (side * wide / 2, 0.0, -0.26 * high))) for side in (-1, 1)]
    parts += [tube(each, 0.003) for each in _zips(middle, front, (wide, deep, high), tall)]
    return join([*parts, tube(_handle(middle, (wide, deep, high), tall), 0.006)])


def _zips(middle: Values, front: Values, size_m: tuple[float, float, float], tall: float) -> list[Values]:
    """Return the lines of zips: over the top of a bag from side to side, and across its pocket."""
    wide, _, high = size_m
    turn = np.linspace(-np.pi / 2, np.pi / 2, 24)
    sine, cosine = np.sin(turn), np.maximum(np.cos(turn), 0)
    arch = [0.505 * wide * np.sign(sine) * np.abs(sine) ** 0.4, 0.0 * turn, 0.505 * high * cosine**0.4]
    bow = np.linspace(-1, 1, 16)
    across = [0.34 * wide * bow, 0.031 * tall - 0.004 * bow**2, 0.14 * high - 0.015 * high * bow**4]
    return [middle + np.stack(arch, axis=1), front + np.stack(across, axis=1)]


def _handle(middle: Values, size_m: tuple[float, float, float], tall: float) -> Values:
    """Return the line of the loop that a bag is lifted by."""
    turn = np.linspace(0, np.pi, 12)
    bow = [0.045 * tall * np.cos(turn), np.full(12, -0.35 * size_m[1]), 0.47 * size_m[2] + 0.05 * tall * np.sin(turn)]
    return middle + np.stack(bow, axis=1)


def shoulder_bag(head: Head, rng: np.random.Generator) -> Mesh:
    """Return a bag at the left hip, without its strap."""
    tall = float(head.rest[:, 2].max() - head.rest[:, 2].min()) / 1.7
    size = np.array([0.09, rng.uniform(0.22, 0.32), rng.uniform(0.18, 0.26)]) * tall
    heads = ends(head.rest)[0]
    hip = heads[anatomy().bone("thigh_l")]
    tights = head.rest[np.unique(anatomy().layers["tights"])]
    near = tights[(np.abs(tights[:, 2] - hip[2]) < 0.06) & (tights[:, 0] > 0)]
    middle = np.array([near[:, 0].max() + size[0] / 2 + 0.022, hip[1] + 0.03, hip[2] - 0.02])
    flap = rounded_box((1.06 * size[0], 1.02 * size[1], 0.55 * size[2]), 0.02 * tall, 2)
    return join(
        [
            _at(rounded_box(tuple(size.tolist()), 0.025 * tall, 2), middle),
            _at(flap, np.add(middle, (0.002, 0, 0.24 * size[2]))),
        ]
    )


def _surface_at(rest: Points, bone: str, behind: bool) -> Values:
    """Return the point of the trunk furthest behind a bone's middle."""
    heads, tails = ends(rest)
    middle = (heads + tails)[anatomy().bone(bone)] / 2
    tights = rest[np.unique(anatomy().layers["tights"])]
    near = tights[(np.abs(tights[:, 2] - middle[2]) < 0.10) & (np.abs(tights[:, 0]) < 0.12)]
    return np.array([0.0, near[:, 1].max() if behind else near[:, 1].min(), middle[2]])


def _at(shape: Mesh, place_m: Values) -> Mesh:
    x, y, z = (float(each) for each in place_m)
    return shape.transformed(Pose((x, y, z)).matrix())
