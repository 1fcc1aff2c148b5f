"""What children leave on floors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.mesh import Mesh, cylinder, join, rounded_box, sphere
from ...geometry.parts import each_part
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, arc, block, loft, moved, plate, ring, rounded_loop, tube
from .tools import polygon, prism


def toy_block(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a wooden block: a brick, a wedge, a column or an arch. Slot: wood."""
    width, depth, height = size_m
    style = int(rng.choice(4, p=[0.5, 0.15, 0.2, 0.15]))
    if style == 0:
        return block(size_m, (0, 0, 0), 0.0025, steps=2)
    if style == 1:
        wedge = prism([(-width / 2, 0), (width / 2, 0), (-width / 2, height)], depth)
        return wedge.transformed(Pose(rotation=turn("x", 90)).matrix())
    if style == 2:
        return prism(polygon(28, depth / 2), height)
    inner = 0.3 * width
    outer = [(-width / 2, 0.0), (-width / 2, height), (width / 2, height), (width / 2, 0.0)]
    span = [(inner * x, 0.62 * height * z) for x, z in arc(13, 180, 0)]
    strip = np.array(
        [[np.interp(k / 12, np.linspace(0, 1, 4), [p[i] for p in outer]) for i in (0, 1)] for k in range(13)]
    )
    front = np.stack([strip, np.array(span)], axis=1)
    points = np.stack([front[..., 0], np.full(front.shape[:2], -depth / 2), front[..., 1]], axis=-1)
    return plate(points[:, ::-1], depth)


def toy_brick(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a plastic brick with studs. Slot: plastic."""
    width, depth, height = size_m
    body_m = 0.84 * height
    columns, rows = max(1, round(width / 0.016)), max(1, round(depth / 0.016))
    stud = cylinder(20).transformed(np.diag([0.6 * width / columns, 0.6 * width / columns, 0.17 * height, 1.0]))
    studs = [
        moved(
            stud,
            ((c + 0.5) * width / columns - width / 2, (r + 0.5) * depth / rows - depth / 2, body_m + 0.08 * height),
        )
        for c in range(columns)
        for r in range(rows)
    ]
    return join([block((width, depth, body_m), (0, 0, 0), 0.0006), *studs])


def toy_car(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a small car along x. Slots: body, windows, tyres and trim, hubs and lamps."""
    length, width, height = size_m
    r, belt = 0.23 * height, 0.56 * height
    hull = block((0.98 * length, 0.96 * width, belt - 0.55 * r), (0, 0, 0.55 * r), 0.13 * height, 0, 3)
    sill = block((length, width, 0.09 * height), (0, 0, 0.62 * r), 0.03 * height, 2, 2)
    middle, share = float(rng.uniform(-0.1, 0.02)) * length, float(rng.uniform(0.5, 0.72))
    parts = [hull, sill, *_cabin((share * length, 0.86 * width, height - belt), (middle, 0.0, belt))]
    parts += [
        moved(
            block((0.02 * length, 0.15 * width, 0.09 * height), (0, 0, 0), 0.02 * height), (x, y, 0.38 * height), slot=3
        )
        for x in (-0.483 * length, 0.483 * length)
        for y in (-0.31 * width, 0.31 * width)
    ]
    round_ = Pose(rotation=turn("x", 90)).matrix()
    tyre = cylinder(24).transformed(round_ @ np.diag([2 * r, 2 * r, 0.17 * width, 1.0])).with_slot(2)
    hub = cylinder(16).transformed(round_ @ np.diag([1.1 * r, 1.1 * r, 0.18 * width, 1.0])).with_slot(3)
    arch = cylinder(24).transformed(round_ @ np.diag([2.5 * r, 2.5 * r, 0.12 * width, 1.0])).with_slot(2)
    wheels = [moved(join([tyre, hub]), (x * 0.3 * length, y * 0.43 * width, r)) for x in (-1, 1) for y in (-1, 1)]
    arches = [moved(arch, (x * 0.3 * length, y * 0.425 * width, 1.05 * r)) for x in (-1, 1) for y in (-1, 1)]
    return join([*parts, *arches, *each_part(wheels, "wheel")])


def _cabin(size_m: Vec3, place: Vec3) -> list[Mesh]:
    """Return windows all around that lean inwards, the posts between them, and the roof."""
    width, depth, height = size_m
    x, y, z = place
    rings = [
        rounded_loop(width * a, depth * b, z + c * height, 0.12 * depth, x, y)
        for a, b, c in ((1.0, 1.0, -0.05), (0.93, 0.96, 0.15), (0.68, 0.84, 0.82), (0.62, 0.78, 0.95), (0.5, 0.66, 1.0))
    ]
    top, low = (np.broadcast_to(rings[k].mean(axis=0), rings[k].shape) for k in (-1, 0))
    glass, roof = loft([low, rings[0]], rings[:3], slot=1), loft(rings[2:4], rings[3:], [rings[-1], top])
    posts = [tube([rings[1][k], rings[2][k]], 0.035 * depth, 0, 6) for k in (4, 12, 20, 28)]
    across = [
        tube(
            [
                (x + at * width, s * 0.485 * depth, z + 0.1 * height),
                (x + at * width, s * 0.425 * depth, z + 0.84 * height),
            ],
            0.03 * depth,
            0,
            6,
        )
        for at in (0.02,)
        for s in (-1, 1)
    ]
    return [glass, roof, *posts, *across]


def dice(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a die with its pips. Slots: body, pips."""
    side = size_m[0]
    at = 0.25 * side
    spots = {1: [(0, 0)], 2: [(-1, -1), (1, 1)], 3: [(-1, -1), (0, 0), (1, 1)], 4: [(-1, -1), (-1, 1), (1, -1), (1, 1)]}
    spots[5], spots[6] = [*spots[4], (0, 0)], [(x, y) for x in (-1, 1) for y in (-1, 0, 1)]
    pip = cylinder(14).transformed(np.diag([0.17 * side, 0.17 * side, 0.004 * side, 1.0])).with_slot(1)
    parts = [rounded_box((side, side, side), 0.12 * side, 2)]
    turns = {1: ("x", 0.0), 6: ("x", 180.0), 2: ("x", 90.0), 5: ("x", -90.0), 3: ("y", 90.0), 4: ("y", -90.0)}
    for value, (axis, angle) in turns.items():
        face = join([moved(pip, (at * x, at * y, 0.5 * side)) for x, y in spots[value]])
        parts.append(face.transformed(Pose(rotation=turn("x" if axis == "x" else "y", angle)).matrix()))
    return join(parts)


def ball(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a ball of panels between seams, as a basketball or a beach ball has. Slots: panels, seams, other panels."""
    body = sphere(48)
    style = int(rng.choice(3, p=[0.6, 0.15, 0.25]))
    count = (0, 4, 6)[style]
    middles = body.vertices[body.triangles].mean(axis=1)
    around = np.floor((np.arctan2(middles[:, 1], middles[:, 0]) / (2 * np.pi) % 1) * max(count, 1) * 2)
    body = replace(body, slot=np.where((around % 2 == 1) & (count > 0), 2, 0))
    circles = [("x", 90.0, 0.0), ("y", 90.0, 0.0), ("x", 0.0, 0.62), ("x", 0.0, -0.62)] if not count else []
    circles += [("slice", 180.0 * k / count, 0.0) for k in range(count)]
    shape = join([body, *(_seam(*each) for each in circles)]).transformed(np.diag([size_m[0]] * 3 + [1.0]))
    tilt = (
        Pose(rotation=turn("x", float(rng.uniform(20, 70)))).matrix()
        @ Pose(rotation=turn("z", float(rng.uniform(0, 360)))).matrix()
    )
    return shape.transformed(tilt)


def _seam(axis: str, angle_deg: float, off: float) -> Mesh:
    """Return the dark line of a seam on the ball of diameter 1: a circle, `off` radii beside the middle."""
    r = 0.5 * float(np.sqrt(1 - off**2))
    loop = tube([(r * x, r * y, 0.5 * off) for x, y in arc(49, 0, 360)], 0.005, 1, 5)
    if axis != "slice":
        return loop.transformed(Pose(rotation=turn("x" if axis == "x" else "y", angle_deg)).matrix())
    upright = loop.transformed(Pose(rotation=turn("x", 90)).matrix())
    return upright.transformed(Pose(rotation=turn("z", angle_deg)).matrix())


def tennis_ball(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a ball with the one seam that winds around it. Slots: felt, seam."""
    t = np.linspace(0, 2 * np.pi, 73)
    line = np.stack([0.75 * np.cos(t) + 0.25 * np.cos(3 * t), 0.75 * np.sin(t) - 0.25 * np.sin(3 * t)], axis=1)
    curve = np.column_stack([line, 0.87 * np.sin(2 * t)])
    path = 0.496 * curve / np.linalg.norm(curve, axis=1, keepdims=True)
    ball = join([sphere(32), tube(path, 0.016, 1, 6)])
    tilt = Pose(rotation=turn("x", float(rng.uniform(0, 180)))).matrix()
    return ball.transformed(np.diag([size_m[0]] * 3 + [1.0]) @ tilt)


def teddy(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a sitting bear; it looks to −y. Slots: fur, muzzle, eyes."""
    lumps: list[tuple[Vec3, Vec3, int]] = [
        ((0, 0, 0.32), (0.52, 0.44, 0.56), 0),
        ((0, -0.02, 0.74), (0.46, 0.42, 0.42), 0),
        ((0, -0.21, 0.69), (0.22, 0.16, 0.17), 1),
    ]
    for side in (-1, 1):
        lumps += [((0.19 * side, 0.02, 0.93), (0.17, 0.1, 0.17), 0), ((0.31 * side, -0.08, 0.42), (0.18, 0.2, 0.36), 0)]
        lumps += [
            ((0.22 * side, -0.28, 0.1), (0.21, 0.42, 0.2), 0),
            ((0.09 * side, -0.2, 0.8), (0.045, 0.045, 0.045), 2),
        ]
    lumps.append(((0, -0.28, 0.72), (0.07, 0.05, 0.05), 2))
    balls = [sphere(24).transformed(Pose(place, scale=size).matrix()).with_slot(slot) for place, size, slot in lumps]
    return join(balls)


def rubber_duck(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bath duck that looks to −y. Slots: body, beak, eyes."""
    lumps: list[tuple[Vec3, Vec3, int]] = [
        ((0, 0.06, 0.3), (0.78, 1.0, 0.6), 0),
        ((0, -0.18, 0.74), (0.54, 0.54, 0.52), 0),
        ((0, -0.47, 0.7), (0.26, 0.24, 0.1), 1),
    ]
    lumps += [((0.13 * side, -0.38, 0.83), (0.07, 0.07, 0.07), 2) for side in (-1, 1)]
    lumps.append(((0, 0.5, 0.46), (0.24, 0.3, 0.2), 0))
    balls = [sphere(24).transformed(Pose(place, scale=size).matrix()).with_slot(slot) for place, size, slot in lumps]
    return join(balls)


def crate(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open crate or tray of boards. Slot: boards."""
    width, depth, height = size_m
    wall_m = 0.008 if height < 0.08 else 0.012
    base = block((width, depth, wall_m), (0, 0, 0), 0.002)
    long_ = [block((width, wall_m, height), (0, side * (depth - wall_m) / 2, 0), 0.002, steps=2) for side in (-1, 1)]
    short = [
        block((wall_m, depth - wall_m, height), (side * (width - wall_m) / 2, 0, 0), 0.002, steps=2) for side in (-1, 1)
    ]
    return join([base, *long_, *short])


def ring_toy(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build one thick ring of a stacking toy. Slot: body."""
    width, _, height = size_m
    r = width / 2
    profile = [(r - 0.45 * height * (1 - x), height / 2 + height / 2 * z) for x, z in arc(13, -90, 90)]
    return ring(profile, 0.35 * width)


GENERATORS: dict[str, Generator] = {
    "toy block": toy_block,
    "toy brick": toy_brick,
    "toy car": toy_car,
    "dice": dice,
    "ball": ball,
    "tennis ball": tennis_ball,
    "teddy": teddy,
    "rubber duck": rubber_duck,
    "open crate": crate,
    "toy ring": ring_toy,
}
