"""Fruit, vegetables, bread and what food comes in. Most are turned on a lathe and then made a little uneven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.spatial import ConvexHull

from ...geometry.mesh import Mesh, join, lathe, rounded_box, without_slivers
from ...poses import Pose, Vec3, turn
from ..core.labels import printed_box, wrapped
from ..core.parts import Generator, arc, block, moved, pad, shell, slab, tube
from ..core.printing import joined

Profile = Sequence[tuple[float, float]]
SLICED = 0.65  # of loaves


def turned(profile: Profile, segments: int = 32, slot: int = 0) -> Mesh:
    """Return a smooth solid of revolution about z; its (radius, z) outline ends in flat caps, or on the axis."""
    return lathe(profile, segments, smooth_profile=True).with_slot(slot)


def lying(shape: Mesh) -> Mesh:
    """Return what stands along z lying along x."""
    return shape.transformed(Pose(rotation=turn("y", 90)).matrix())


def lumpy(shape: Mesh, rng: np.random.Generator, share: float) -> Mesh:
    """Return a mesh pushed in and out by a few broad waves, up to about `share` of the distance from its middle."""
    low, high = shape.bounds()
    middle = (low + high) / 2
    out = shape.vertices - middle
    unit = out / np.maximum(np.linalg.norm(out / (high - low), axis=1, keepdims=True), 1e-9) / (high - low)
    waves = rng.normal(0, 2.2, (4, 3))
    push = np.sin(unit @ waves.T + rng.uniform(0, 6, 4)).mean(axis=1, keepdims=True)
    return shape.with_vertices(middle + out * (1 + share * push))


def _round(count: int, dent_top: float, dent_low: float) -> list[tuple[float, float]]:
    """Return the outline of a fruit of radius 1 and height 1, with dents at both poles."""
    t = np.linspace(0, np.pi, count)
    r, z = np.sin(t), 0.5 - 0.5 * np.cos(t)
    z = z + dent_low * np.exp(-((r / 0.35) ** 2)) * (t < 1.6)
    z = z - dent_top * np.exp(-((r / 0.35) ** 2)) * (t > 1.6)
    return list(zip(r.tolist(), z.tolist(), strict=True))


def _scaled(profile: Profile, size_m: Vec3) -> list[tuple[float, float]]:
    return [(r * size_m[0] / 2, z * size_m[2]) for r, z in profile]


def apple(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an apple or a tomato with its stalk. Slots: skin, stalk."""
    body = lumpy(turned(_scaled(_round(28, 0.16, 0.08), size_m), 40), rng, 0.07)
    top_m = 0.84 * size_m[2]
    lean = rng.uniform(-0.006, 0.006, 2).tolist()
    stalk = tube(
        [(0, 0, top_m - 0.006), (lean[0] / 2, lean[1] / 2, top_m), (*lean, size_m[2])], [0.0016, 0.0014, 0.002]
    )
    return join([body, stalk.with_slot(1)])


def orange(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an orange. Slots: peel, stalk."""
    body = lumpy(turned(_scaled(_round(28, 0.03, 0.02), size_m), 40), rng, 0.04)
    button = lathe([(0.0035, 0.0), (0.0025, 0.0012), (0.0, 0.0014)], 8).with_slot(1)
    return join([body, moved(button, (0, 0, 0.965 * size_m[2]))])


def lemon(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lemon, a lime or an avocado, lying along x. Slots: peel."""
    t = np.linspace(0, 1, 30)
    r = np.sin(np.pi * t) ** 0.75 * 0.5
    tips = 0.07 * np.exp(-(((t - 0.97) / 0.04) ** 2)) + 0.05 * np.exp(-(((t - 0.03) / 0.03) ** 2))
    r = np.where((t == 0) | (t == 1), 0.0, r * 0.98 + tips * 0.6)
    return lumpy(
        lying(turned(_scaled(list(zip((2 * r).tolist(), t.tolist(), strict=True)), (1, 1, 1.5)), 32)), rng, 0.04
    )


def tomato(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tomato, ribbed at its shoulders, with the five leaves of its calyx. Slots: skin, calyx."""
    body = turned(_scaled(_round(28, 0.12, 0.05), size_m), 48)
    x, y, z = body.vertices.T
    ribs = 1 - 0.05 * np.abs(np.cos(float(rng.choice([2.5, 3.0])) * np.arctan2(y, x))) * (z / size_m[2]) ** 2
    ribbed = body.with_vertices(np.stack([x * ribs, y * ribs, z], axis=1))
    top_m, long_m = 0.89 * size_m[2], 0.3 * size_m[0]
    leaves = []
    for k in range(5):
        a = np.radians(72 * k + float(rng.uniform(-14, 14)))
        way = long_m * np.array([np.cos(a), np.sin(a)])
        ridge = [(0, 0, top_m), (*(0.6 * way), 1.02 * top_m), (*way, float(rng.uniform(0.98, 1.1)) * top_m)]
        leaves.append(tube(ridge, [0.003, 0.003, 0.0006], 1, 6))
    stalk = tube([(0, 0, top_m - 0.004), (0.001, 0, top_m + 0.006), (0.004, 0.002, size_m[2])], 0.0018, 1, 8)
    return join([lumpy(ribbed, rng, 0.05), *leaves, stalk])


def pear(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a pear with its stalk. Slots: skin, stalk."""
    neck = rng.uniform(0.34, 0.5)
    knots = [(0.0, 0.03), (0.45, 0.0), (0.85, 0.12), (1.0, 0.3), (0.86, 0.5), (neck, 0.76), (0.3, 0.86), (0.0, 0.87)]
    body = lumpy(turned(_scaled(_curve(knots), size_m), 36), rng, 0.07)
    top_m = 0.87 * size_m[2]
    stalk = tube([(0, 0, top_m - 0.005), (0.002, 0, top_m + 0.006), (0.005, 0.001, size_m[2])], 0.0015, 1)
    return join([body, stalk])


def _curve(knots: Profile, count: int = 28) -> list[tuple[float, float]]:
    """Return a smooth line through the knots."""
    at = np.asarray(knots)
    t, s = np.linspace(0, len(at) - 1, count), np.arange(len(at))
    fine = np.stack([np.interp(np.linspace(0, len(at) - 1, 4 * count), s, at[:, k]) for k in (0, 1)], axis=1)
    kernel = np.hanning(11)[1:-1] / np.hanning(11).sum()
    soft = np.stack(
        [np.convolve(np.pad(fine[:, k], 4, mode="reflect", reflect_type="odd"), kernel, "valid") for k in (0, 1)], 1
    )
    line = np.stack([np.interp(t, np.linspace(0, len(at) - 1, 4 * count), soft[:, k]) for k in (0, 1)], axis=1)
    line[[0, -1]] = at[[0, -1]]
    return [(max(float(r), 0.0), float(z)) for r, z in line]


def banana(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a banana lying on its side, bent in the plane, with flat sides, a neck and a tip. Slots: peel, ends."""
    bend, count = rng.uniform(65, 110), 26
    path = [(x, y, 0.0) for x, y in arc(count, 90 - bend / 2, 90 + bend / 2)]
    t = np.linspace(0, 1, count)
    thick = np.interp(t, [0, 0.03, 0.1, 0.24, 0.5, 0.8, 0.93, 1], [0.17, 0.2, 0.62, 0.94, 1, 0.9, 0.4, 0.3])
    thick *= 0.135 * bend / 90
    skin = tube(path, thick, 0, 5 * 4)
    rings = skin.vertices[: 20 * count].reshape(20, count, 3)  # corner by corner around, each along the path
    corner = 1 + 0.06 * np.cos(5 * np.linspace(0, 2 * np.pi, 20, endpoint=False))[:, None, None]
    middle = np.asarray(path)
    fruit = skin.with_vertices(
        np.concatenate([(middle + corner * (rings - middle)).reshape(-1, 3), skin.vertices[20 * count :]]),
    )
    out = np.array(path[-1]) - np.array(path[-3])
    stem = tube([path[-1], path[-1] + 0.55 * out, path[-1] + 1.1 * out], [thick[-1], thick[-1], 1.25 * thick[-1]], 1, 8)
    return join([fruit, tube(path[:2], [0.8 * thick[0], 1.02 * thick[1]], 1, 8), stem])


def potato(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a potato, a bread roll or another lump. Slot: skin."""
    return lumpy(lumpy(turned(_scaled(_round(24, 0, 0), (1, 1, 1)), 32), rng, 0.22), rng, 0.1)


def onion(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an onion with its dry tip. Slots: skin."""
    knots = [
        (0.0, 0.02),
        (0.3, 0.02),
        (0.8, 0.18),
        (1.0, 0.4),
        (0.8, 0.62),
        (0.3, 0.76),
        (0.1, 0.86),
        (0.13, 1.0),
        (0, 1.0),
    ]
    return lumpy(turned(_scaled(_curve(knots), size_m), 32), rng, 0.06)


def pepper(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bell pepper. Slots: skin, stalk."""
    knots = [(0.0, 0.08), (0.45, 0.0), (0.78, 0.2), (0.9, 0.5), (1.0, 0.72), (0.75, 0.9), (0.3, 0.84), (0, 0.8)]
    body = turned(_scaled(_curve(knots), size_m), 48)
    angle = np.arctan2(body.vertices[:, 1], body.vertices[:, 0])
    lobes = 1 + 0.09 * np.abs(np.cos(angle * rng.choice([1.5, 2.0]) + rng.uniform(0, 3)))
    lobed = body.with_vertices(body.vertices * np.stack([lobes, lobes, np.ones_like(lobes)], axis=1))
    z = 0.78 * size_m[2]
    return join(
        [lumpy(lobed, rng, 0.06), tube([(0, 0, z), (0.002, 0, 0.9 * size_m[2]), (0.008, 0, size_m[2])], 0.0045, 1)]
    )


def carrot(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a carrot lying along x, with the stubs of its leaves. Slots: root, leaves."""
    length, thick, _ = size_m
    t = np.linspace(0, 0.86, 16)
    path = np.stack([t * length, 0.02 * length * np.sin(5 * t), 0 * t], axis=1)
    root = tube(path, np.interp(t, [0, 0.6, 0.83, 0.86], [0.06, 0.36, 0.5, 0.3]) * thick, segments=20)
    stubs = [
        tube(
            [path[-1] - (0.006, 0, 0), path[-1] + np.array([0.13 * length, *rng.normal(0, 0.12, 2) * thick])],
            0.0025,
            1,
            6,
        )
        for _ in range(5)
    ]
    return join([root, *stubs])


def cucumber(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cucumber, a courgette or a sausage lying along x. Slot: skin."""
    length, thick, _ = size_m
    t = np.linspace(0, 1, 24)
    path = np.stack([t * length, rng.uniform(0.0, 0.08) * length * np.sin(np.pi * t), 0 * t], axis=1)
    return tube(path, 0.5 * thick * np.clip(1 - np.abs(2 * t - 1) ** 7, 0.06, 1) ** 0.5, segments=24)


def egg(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an egg lying along x. Slot: shell."""
    t = np.linspace(0, np.pi, 28)
    return lying(
        turned(list(zip(np.sin(t).tolist(), (-1.3 * np.cos(t) - 0.16 * np.sin(t) ** 2).tolist(), strict=True)), 32)
    )


def loaf(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a loaf of bread with slits across its crust, most with slices cut off. Slots: crust, crumb."""
    soft = pad((1.0, 1.0, 1.0), (0, 0, 0), 0.34, 0.14)
    x, y, z = soft.vertices.T
    cuts = sum(np.exp(-(((x - 0.35 * y - at) / 0.03) ** 2)) for at in np.linspace(-0.3, 0.3, int(rng.integers(3, 6))))
    whole = lumpy(soft.with_vertices(np.stack([x, y, z - 0.05 * cuts * (z > 0.6)], axis=1)), rng, 0.05)
    return join(_sliced(whole, rng)) if rng.random() < SLICED else whole


def _sliced(whole: Mesh, rng: np.random.Generator) -> list[Mesh]:
    """Return what is left of a loaf of unit size with its end cut off, and a slice or two that lie before the cut."""
    at = float(rng.uniform(0.1, 0.22))
    beyond = whole.vertices[:, 0] >= at
    level = np.where(beyond, at, whole.vertices[:, 0])
    cut = beyond[whole.triangles].all(axis=1)
    rest = whole.with_vertices(np.column_stack([level, whole.vertices[:, 1:]]))
    rest = without_slivers(replace(rest, slot=np.where(cut, 1, 0), smooth=whole.smooth & ~cut))
    face = rest.vertices[beyond][:, 1:]
    outline = face[ConvexHull(face).vertices] - face.mean(axis=0)
    parts = [rest]
    for k in range(int(rng.integers(1, 3))):
        flat = 0.97 * outline[:, ::-1] * (-0.42, 1.0)
        slice_ = join([slab(flat, 0.0, 0.12), slab(0.94 * flat, -0.004, 0.124, 1)])
        turn_deg, aside = float(rng.normal(0, 7)), float(rng.normal(0, 0.05))
        parts.append(moved(slice_, (at + 0.27 + 0.06 * k, aside, 0.13 * k + 0.004), turn_deg))
    return parts


def egg_carton(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a closed carton of eggs, cups below and bumps above. Slots: pulp, label."""
    width, depth, height = size_m
    columns = max(2, round(width / depth * 2))
    slab = rounded_box((width, depth, 0.55 * height), 0.006, 2, 4 * columns)
    x, y, z = slab.vertices.T
    waves = np.abs(np.cos(np.pi * columns * (x / width + 0.5)) * np.cos(np.pi * 2 * (y / depth + 0.5))) ** 0.6
    cups = slab.with_vertices(
        np.stack([x, y, z + np.sign(z) * 0.22 * height * (1 - waves) * (np.abs(z) > 0.2 * height)], 1)
    )
    label = block((0.5 * width, 0.45 * depth, 0.004), (0, 0, 0.47 * height), 0.001, 1)
    return join([cups, label, block((width + 0.006, depth + 0.006, 0.004), (0, 0, 0), 0.001)])


def tin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a tin can with a label. Slots: metal, label."""
    r, h = size_m[0] / 2, size_m[2]
    rim = [(0.93 * r, 0.0), (r, 0.001), (r, 0.004), (0.97 * r, 0.006)]
    outline = [
        (0.0, 0.003),
        (0.9 * r, 0.003),
        *rim,
        (0.97 * r, h - 0.006),
        (r, h - 0.004),
        (r, h - 0.001),
        (0.93 * r, h),
    ]
    can = lathe([*outline, (0.9 * r, h - 0.003), (0.0, h - 0.003)], 48, caps=False)
    low, high = (0.012, h - 0.012) if rng.random() < 0.7 else (0.2 * h, 0.8 * h)
    return joined([can, wrapped([(0.985 * r, low), (0.985 * r, high)], 180.0, 1)])


def jar(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a jar with a screw lid, full of something. Slots: glass, content, lid, label."""
    r, h = size_m[0] / 2, size_m[2]
    neck = rng.uniform(0.72, 0.9) * r
    wall = [(0.9 * r, 0), (r, 0.004), (r, 0.7 * h), (0.93 * r, 0.78 * h), (neck, 0.84 * h), (neck, 0.9 * h)]
    fill = rng.uniform(0.5, 0.74) * h
    stuff = lathe([(0.0, 0.005), (0.9 * r, 0.005), (0.955 * r, 0.01), (0.955 * r, fill), (0.0, fill)], 40, caps=False)
    lid = lathe([(1.04 * neck, 0.84 * h), (1.06 * neck, 0.86 * h), (1.06 * neck, 0.99 * h), (neck, h)], 48)
    label = wrapped([(1.008 * r, 0.16 * h), (1.008 * r, 0.6 * h)], float(rng.uniform(90, 180)), 3)
    return joined([shell(wall, 0.0025), stuff.with_slot(1), lid.with_slot(2), label])


def drink_carton(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a carton of milk or juice, with a gable or flat, and a cap. Slots: print, card, cap."""
    width, depth, height = size_m
    gable = rng.random() < 0.6
    body_m = 0.78 * height if gable else height - 0.012
    parts = [printed_box((width, depth, body_m), (0, 0, 0))]
    if gable:
        roof = block((width, depth, height - body_m), (0, 0, body_m), 0.002, 1)
        x, y, z = roof.vertices.T
        parts.append(
            roof.with_vertices(np.stack([x, y * np.clip(1 - (z - body_m) / (0.8 * (height - body_m)), 0.03, 1), z], 1))
        )
    cap = lathe([(0.013, 0.0), (0.013, 0.012), (0.0, 0.012)], 24).with_slot(2)
    place = (0.0, -0.27 * depth, body_m + 0.08 * height) if gable else (0.2 * width, 0.0, body_m)
    return joined([*parts, moved(cap, place)])


def packet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a printed box: tissues, tea, medicine; its seam is at its back. Slots: print, card."""
    width, depth, height = size_m
    flap = block((0.12 * width, 0.0006, 0.96 * height), (0.4 * width, depth / 2, 0.02 * height), 0.0002, 1)
    return joined([printed_box(size_m, (0, 0, 0)), flap])


GENERATORS: dict[str, Generator] = {
    "apple": apple,
    "orange": orange,
    "tomato": tomato,
    "lemon": lemon,
    "pear": pear,
    "banana": banana,
    "potato": potato,
    "onion": onion,
    "pepper": pepper,
    "carrot": carrot,
    "cucumber": cucumber,
    "egg": egg,
    "loaf": loaf,
    "egg carton": egg_carton,
    "tin": tin,
    "jam jar": jar,
    "drink carton": drink_carton,
    "packet": packet,
}
