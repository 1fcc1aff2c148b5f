"""What people pack, and what they pack it into: suitcases, handbags, rucksacks, hair driers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Pose, Vec3, turn
from ..core.cloth import smooth_noise
from ..core.parts import Generator, arc, bar, block, loft, moved, plate, round_bar, rounded_loop, tube
from .food import lying


def suitcase(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a trolley case that stands on its wheels, its handle drawn out. Slots: shell, trim, metal."""
    width, depth, height = size_m
    foot, body = 0.05 * height, 0.66 * height
    parts = [block((width, depth, body), (0, 0, foot), 0.16 * depth, 0, 3)]
    ribs = np.linspace(-0.36, 0.36, int(rng.integers(5, 8))) * width
    parts += [
        block((0.035 * width, depth + 0.012, 0.84 * body), (x, 0, foot + 0.08 * body), 0.004) for x in ribs.tolist()
    ]
    parts.append(block((width + 0.008, 0.05 * depth, body + 0.008), (0, 0, foot - 0.004), 0.01, 1))
    wheel = lathe([(0.0, -0.012), (foot * 0.6, -0.012), (foot * 0.6, 0.012), (0.0, 0.012)], 20)
    upright = wheel.transformed(Pose(rotation=turn("y", 90)).matrix())
    parts += [
        moved(upright, (sx * 0.4 * width, sy * 0.36 * depth, 0.6 * foot), slot=1) for sx in (-1, 1) for sy in (-1, 1)
    ]
    top, back = foot + body, 0.3 * depth
    parts += [
        round_bar((x, back, top - 0.02), (x, back, height - 0.012), 0.006, 0.006, 2)
        for x in (-0.17 * width, 0.17 * width)
    ]
    parts.append(block((0.34 * width + 0.03, 0.026, 0.03), (0, back, height - 0.03), 0.01, 1))
    grip = [(0.13 * width * x, 0, top + 0.05 * height * z) for x, z in arc(11, 180, 0)]
    return join([*parts, tube(grip, 0.009, 1)])


def handbag(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a handbag, with a flap or a zip: piped edges, sagging sides. Slots: leather, handles and trim, metal."""
    width, depth, height = size_m
    body, sag = 0.62 * height, float(rng.uniform(0.0, 0.05))
    shares = (
        (0.9, 0.9, 0.0),
        (0.98, 1.0, 0.06),
        (1.0, 1.0, 0.2),
        (0.98, 0.9, 0.5),
        (0.92 - sag, 0.62, 0.8),
        (0.86, 0.3, 1.0),
    )
    rings = [_sagging(rounded_loop(w * width, d * depth, z * body, 0.3 * depth), z, sag * width) for w, d, z in shares]
    ends = [np.broadcast_to(ring.mean(axis=0), ring.shape) for ring in (rings[0], rings[-1])]
    parts = [loft([ends[0], rings[0]], rings, [rings[-1], ends[1]])]
    parts += [tube(np.concatenate([rings[k], rings[k][:1]]), 0.0032, 1, 6) for k in (1, 5)]
    parts += _closing(width, depth, body, rng.random() < 0.5)
    reach, tall = 0.24 * width, 0.95 * (height - 0.8 * body)
    for s in (-1, 1):
        bow = [(reach * x, s * (0.24 - 0.06 * z) * depth, 0.8 * body + tall * z) for x, z in arc(17, 0, 180).tolist()]
        parts.append(tube(bow, 0.0062, 1, 10))
        for x in (-reach, reach):
            hoop = [(x, s * 0.3 * depth + 0.009 * a, 0.76 * body + 0.011 * b) for a, b in arc(13, 0, 359).tolist()]
            tab = block((0.024, 0.004, 0.2 * body), (x, s * 0.4 * depth, 0.52 * body), 0.002, 1)
            parts += [tube(hoop, 0.0018, 2, 6), tab]
    feet = [
        bar((0.016, 0.016, 0.005), (x * 0.36 * width, y * 0.3 * depth, -0.005), 2) for x in (-1, 1) for y in (-1, 1)
    ]
    return join([*parts, *feet])


def _sagging(ring: NDArray[np.float64], share: float, sag_m: float) -> NDArray[np.float64]:
    """Return an outline whose long sides fall in a little, most at half the height of a bag."""
    inwards = sag_m * np.sin(np.pi * share) * np.cos(np.pi * np.clip(ring[:, 0] / np.ptp(ring[:, 0]), -0.5, 0.5))
    return ring - np.column_stack([0 * inwards, np.sign(ring[:, 1]) * inwards, 0 * inwards])


def _closing(width_m: float, depth_m: float, body_m: float, has_flap: bool) -> list[Mesh]:
    """Return a flap with its clasp, or a zip with its tab and a pocket on the front."""
    if not has_flap:
        teeth = bar((0.7 * width_m, 0.006, 0.003), (0, 0, body_m - 0.001), 2)
        tab = block((0.03, 0.009, 0.004), (0.34 * width_m, 0.004, body_m), 0.001, 2)
        pocket = block((0.6 * width_m, 0.012, 0.42 * body_m), (0, -0.5 * depth_m, 0.16 * body_m), 0.006, 0, 2)
        seam = bar((0.56 * width_m, 0.003, 0.004), (0, -0.5 * depth_m - 0.006, 0.5 * body_m), 1)
        return [teeth, tab, pocket, seam]
    y = np.array([0.16, 0.1, -0.3, -0.42, -0.475, -0.5]) * depth_m
    z = np.array([1.0, 1.01, 0.99, 0.86, 0.66, 0.46]) * body_m + 0.003
    x = np.linspace(-0.43, 0.43, 9)[:, None] * width_m * np.array([1.0, 1.0, 1.0, 1.03, 1.0, 0.86])
    points = np.stack([x, np.broadcast_to(y, x.shape), np.broadcast_to(z, x.shape)], axis=-1)
    clasp = block((0.1 * width_m, 0.01, 0.11 * body_m), (0, -0.5 * depth_m - 0.002, 0.44 * body_m), 0.003, 2, 2)
    edge = np.concatenate([points[0, 2:], points[1:, -1], points[-1, -2:1:-1]])
    return [plate(points[:, ::-1], 0.003), tube(edge, 0.0016, 1, 6), clasp]


# The outline of a rucksack's body: its width, its depth and its height, as shares of the whole.
SACK = ((0.84, 0.8, 0.0), (0.96, 0.95, 0.04), (1.0, 1.0, 0.2), (0.99, 0.95, 0.5), (0.93, 0.82, 0.74), (0.8, 0.62, 0.9))
CROWN = ((0.6, 0.42, 0.97), (0.3, 0.2, 1.0))


def backpack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a rucksack that sags: zips, a pocket in front and two at its sides. Slots: cloth, straps and zips."""
    width, depth, height = size_m
    w, d, tall = 0.88 * width, 0.64 * depth, height - 0.03
    body = _stuffed((w, d, tall), (0.0, 0.08 * depth, 0.0), (*SACK, *CROWN), rng)
    front, small = (0.0, -0.22 * depth, 0.05 * tall), (0.16 * w, 0.44 * d, 0.36 * tall)
    pocket = _stuffed((0.76 * w, 0.42 * depth, 0.46 * tall), front, (*SACK, *CROWN), rng)
    sides = [_stuffed(small, (s * 0.5 * w, 0.08 * depth, 0.01), SACK, rng) for s in (-1, 1)]
    parts = [_filled_skin(rings) for rings in (body, pocket, *sides)]
    parts += [_zip(body, 2, 0.0038), _zip(pocket, 5, 0.003), tube(body[8, 24::2], 0.005, 1, 8)]
    back, top = 0.08 * depth + 0.4 * d, tall - 0.035
    parts.append(tube([(x * 0.035, back - 0.01, top + 0.06 * z) for x, z in arc(9, 0, 180).tolist()], 0.007, 1, 8))
    for s in (-1, 1):
        way = [(0.16, 0.02, 0.9), (0.24, 0.1, 0.72), (0.29, 0.13, 0.5), (0.3, 0.09, 0.25), (0.36, 0.0, 0.06)]
        strap = [(s * a * w, back + b * depth, c * tall) for a, b, c in way]
        parts.append(tube(strap, [0.016, 0.02, 0.019, 0.01, 0.008], 1, 10))
    return join(parts)


def _stuffed(size_m: Vec3, place: Vec3, shares: Sequence[Vec3], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the outlines 13×48×3 of a bag of cloth, which sags here and there, its front at index 36."""
    knots, at = np.linspace(0, 1, len(shares)), np.linspace(0, 1, 13)
    wide, deep, high = (np.interp(at, knots, line) for line in zip(*shares, strict=True))
    around = arc(49, 0, 360)[:-1]
    square = np.sign(around) * np.abs(around) ** 0.62 / 2
    flat = square * np.stack([wide, deep], axis=-1)[:, None, :] * size_m[:2]
    points = np.concatenate([flat, np.broadcast_to((high * size_m[2])[:, None, None], (13, 48, 1))], axis=2)
    sag = 1 + 0.03 * smooth_noise(points / size_m[2], (0.16, 0.5), rng)[..., None] * (np.array([1.0, 1.0, 0.0]))
    return np.asarray(points * sag + place)


def _filled_skin(rings: NDArray[np.float64]) -> Mesh:
    ends = [np.broadcast_to(ring.mean(axis=0), ring.shape) for ring in (rings[0], rings[-1])]
    return loft([ends[0], rings[0]], list(rings), [rings[-1], ends[1]])


def _zip(rings: NDArray[np.float64], lowest: int, radius_m: float) -> Mesh:
    """Return a zip that runs up one side of a bag's front, over its top and down the other. Slot: 1."""
    left, right = rings[lowest:11, 29], rings[lowest:11, 43]
    return tube(np.concatenate([left, rings[11, 30:43:3], right[::-1]]), radius_m, 1, 8)


def hair_drier(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hair drier lying on its side: nozzle at +x, handle towards −y.

    Slots: body, nozzle, grille and cord, switches, rings of metal.
    """
    width, depth, height = size_m
    r = height / 2
    outline = [(0.86, 0.02), (0.95, 0.05), (1.0, 0.12), (1.0, 0.3), (0.94, 0.42), (0.8, 0.58), (0.72, 0.7), (0.7, 0.7)]
    barrel = lying(lathe([(a * r, x * width) for a, x in outline], 44, smooth_profile=True))
    bands = [
        lying(lathe([(a * r, x * width), (a * r, (x + 0.018) * width)], 44)).with_slot(3)
        for a, x in ((1.006, 0.115), (0.745, 0.68))
    ]
    nozzle = _flattened(
        lying(
            lathe(
                [
                    (0.7 * r, 0.0),
                    (0.66 * r, 0.06 * width),
                    (0.6 * r, 0.3 * width),
                    (0.55 * r, 0.3 * width),
                    (0.5 * r, 0.1 * width),
                ],
                36,
            )
        ),
        0.25 * width,
    )
    x, y = 0.27 * width, -(depth - r)
    handle = tube(
        [(x, 0, 0), (0.98 * x, 0.3 * y, 0), (0.9 * x, 0.75 * y, 0), (0.84 * x, y, 0)],
        [0.6 * r, 0.46 * r, 0.43 * r, 0.48 * r],
        0,
        24,
    )
    seam = tube([(0.1 * width, -0.985 * r, 0), (0.4 * width, -0.95 * r, 0)], 0.0008, 1, 6)
    switches = [
        block((0.055 * width, 0.07 * depth, 0.14 * r), (0.95 * x, at * y, 0.4 * r), 0.003, 2, 2) for at in (0.42, 0.62)
    ]
    sleeve = tube([(0.84 * x, y, 0), (0.83 * x, y - 0.24 * r, -0.1 * r)], [0.22 * r, 0.13 * r], 1, 12)
    cord = [
        (0.83 * x, y - 0.2 * r, -0.1 * r),
        (0.8 * x, y - 0.4 * r, -0.5 * r),
        (1.1 * x, y - 0.62 * r, -0.92 * r),
        (1.9 * x, y - 0.5 * r, -0.93 * r),
    ]
    return join(
        [
            barrel,
            *bands,
            *_grille(r, width),
            moved(nozzle, (0.69 * width, 0, 0), slot=1),
            handle,
            seam,
            *switches,
            sleeve,
            tube(cord, 0.09 * r, 1, 8),
        ]
    )


def _flattened(shape: Mesh, long_m: float) -> Mesh:
    """Return a nozzle along x that becomes a slit towards its end."""
    share = np.clip(shape.vertices[:, 0] / long_m, 0, 1)
    across = np.stack([1 + 0 * share, 1 + 0.25 * share, 1 - 0.6 * share], axis=1)
    return shape.with_vertices(shape.vertices * across)


def _grille(radius_m: float, width_m: float) -> list[Mesh]:
    """Return the rings and the bar behind which a fan turns, at x = 0."""
    hoops = [
        lying(
            lathe(
                [
                    (s * radius_m, 0.0),
                    ((s + 0.09) * radius_m, 0.0),
                    ((s + 0.09) * radius_m, 0.03 * width_m),
                    (s * radius_m, 0.03 * width_m),
                    (s * radius_m, 0.0),
                ],
                36,
                caps=False,
            )
        )
        for s in (0.2, 0.42, 0.64, 0.8)
    ]
    cross = [block((0.02 * width_m, 1.6 * radius_m, 0.1 * radius_m), (0.012 * width_m, 0, -0.05 * radius_m), 0.001)]
    dark = lying(
        lathe(
            [
                (0.0, 0.03 * width_m),
                (0.88 * radius_m, 0.03 * width_m),
                (0.88 * radius_m, 0.04 * width_m),
                (0.0, 0.04 * width_m),
            ],
            36,
        )
    )
    return [each.with_slot(1) for each in (*hoops, *cross, dark)]


GENERATORS: dict[str, Generator] = {
    "suitcase": suitcase,
    "handbag": handbag,
    "backpack": backpack,
    "hair drier": hair_drier,
}
