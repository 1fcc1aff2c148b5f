"""What stands and hangs in an entrance: shoes and boots, what they are put on, mats, racks for coats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, arc, block, loft, moved, round_bar, rounded_loop, slab, tilted, tube

PEG_M = 0.17  # from one peg of a coat rack to the next
BACK_M = 0.022  # the thickness of the board that a coat rack's pegs are on
TIER_M = 0.2  # from one tier of a shoe rack to the next
# Loops of a shoe and of a boot, from the sole up: height, reach from heel to toe, width, and where its heel is, as
# shares of the length (heights: of the height; widths: of the width).
SHOE = ((0.14, 1.0, 1.0, 0.0), (0.34, 0.97, 0.98, 0.0), (0.56, 0.82, 0.86, 0.005), (0.8, 0.58, 0.72, 0.015))
SHOE_TOP = ((1.0, 0.42, 0.62, 0.02), (0.98, 0.36, 0.5, 0.05), (0.4, 0.34, 0.48, 0.06))
BOOT = ((0.05, 1.0, 1.0, 0.0), (0.14, 0.98, 0.98, 0.0), (0.26, 0.86, 0.9, 0.01), (0.38, 0.56, 0.76, 0.03))
BOOT_SHAFT = ((0.6, 0.5, 0.72, 0.035), (0.96, 0.56, 0.86, 0.02), (1.0, 0.57, 0.88, 0.015))
BOOT_TOP = ((1.0, 0.57, 0.88, 0.015), (1.0, 0.52, 0.78, 0.04), (0.5, 0.46, 0.6, 0.06))


def _loops(shares: Sequence[tuple[float, float, float, float]], size_m: Vec3) -> list[NDArray[np.float64]]:
    """Return level outlines N×3 of a foot's shape, its toe at −y: broad before the middle, narrow at the waist."""
    width, depth, height = size_m
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    along, across = np.sin(angle), np.cos(angle)
    waist = 1 - 0.16 * np.exp(-(((along - 0.2) / 0.3) ** 2)) - 0.1 * np.clip(along, 0, 1) ** 2
    return [
        np.column_stack(
            [
                across * waist * wide * width / 2,
                depth / 2 - heel * depth - long * depth / 2 * (1 - along),
                np.full(40, z * height),
            ]
        )
        for z, long, wide, heel in shares
    ]


def _shoe(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build one laced shoe, its toe at −y. Slots: upper, sole, lining and laces."""
    width, depth, height = size_m
    body, top = _loops(SHOE, size_m), _loops(SHOE_TOP, size_m)
    sole = slab(_loops(((0, 1.0, 1.0, 0),), size_m)[0][:, :2], 0.0, 0.16 * height, 1)
    skin = loft([*body, top[0]], [top[0], top[1]])
    inside = loft([top[1], top[2]], [top[2], 0 * top[2] + top[2].mean(axis=0)], slot=2)
    laces = [
        tube(
            [
                (-0.2 * width, y * depth, z * height - 0.004),
                (0, y * depth, z * height + 0.004),
                (0.2 * width, y * depth, z * height - 0.004),
            ],
            0.0028,
            2,
            6,
        )
        for y, z in ((0.02, 0.9), (-0.06, 0.78), (-0.14, 0.68))
    ]
    return join([sole, loft([0 * body[0] + body[0].mean(axis=0), body[0]]), skin, inside, *laces])


def _boot(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build one rubber boot, its toe at −y. Slots: rubber, sole, lining."""
    height = size_m[2]
    foot, shaft, top = _loops(BOOT, size_m), _loops(BOOT_SHAFT, size_m), _loops(BOOT_TOP, size_m)
    sole = slab(_loops(((0, 1.0, 1.02, 0),), size_m)[0][:, :2], 0.0, 0.055 * height, 1)
    skin = loft([0 * foot[0] + foot[0].mean(axis=0), foot[0]], [*foot, *shaft], [top[0], top[1]])
    inside = loft([top[1], top[2]], [top[2], 0 * top[2] + top[2].mean(axis=0)], slot=2)
    band = loft(*([a, b] for a, b in zip(_band(size_m), _band(size_m)[1:], strict=False)), slot=1)
    return join([sole, skin, inside, band])


def _band(size_m: Vec3) -> list[NDArray[np.float64]]:
    shares = ((0.9, 0.56, 0.86, 0.02), (0.9, 0.57, 0.9, 0.015), (0.93, 0.57, 0.9, 0.015), (0.93, 0.56, 0.86, 0.02))
    return [*_loops(shares, size_m), _loops(shares[:1], size_m)[0]]


def _pair(one: Generator) -> Generator:
    """Return a generator of two of a kind side by side, one a little before the other and turned outwards."""

    def build(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        width, depth, height = size_m
        each = one((0.44 * width, 0.94 * depth, height), rng)
        other = each.transformed(np.diag([-1.0, 1.0, 1.0, 1.0]))
        return join(
            [
                moved(each, (-0.26 * width, 0.0, 0.0), float(rng.uniform(-6, 2))),
                moved(other, (0.26 * width, float(rng.uniform(-0.03, 0.03)) * depth, 0.0), float(rng.uniform(-2, 8))),
            ]
        )

    return build


def shoe_rack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build tiers of slats between two frames. Slots: frame, slats."""
    width, depth, height = size_m
    bar_m = 0.024
    parts = []
    for s in (-1, 1):
        x = s * (width - bar_m) / 2
        parts += [block((bar_m, bar_m, height), (x, t * (depth - bar_m) / 2, 0), 0.004) for t in (-1, 1)]
        parts.append(block((bar_m, depth - 2 * bar_m, bar_m), (x, 0, height - bar_m), 0.003))
    for top_m in tiers_m(size_m):
        parts += [
            block((0.014, depth - 2 * bar_m, 0.02), (s * (width / 2 - bar_m - 0.007), 0, top_m - 0.034), 0.002)
            for s in (-1, 1)
        ]
        parts += [
            block((width - 2 * bar_m, 0.036, 0.014), (0, y, top_m - 0.014), 0.003, 1)
            for y in np.linspace(bar_m + 0.02 - depth / 2, depth / 2 - bar_m - 0.02, 5).tolist()
        ]
    return join(parts)


def tiers_m(size_m: Vec3) -> list[float]:
    """Return the heights of a shoe rack's tiers."""
    count = max(2, round(size_m[2] / TIER_M))
    return np.linspace(0.11, size_m[2] - 0.002, count).tolist()


def doormat(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a mat of bristles in a rubber rim, some with stripes. Slots: bristles, rim, stripes."""
    width, depth, height = size_m
    rim = loft(*([a, b] for a, b in zip(_rim(size_m), _rim(size_m)[1:], strict=False)), slot=1)
    inner_w, inner_d = width - 0.05, depth - 0.05
    striped, count = bool(rng.random() < 0.6), 7
    each = inner_d / count
    rows = [
        block(
            (inner_w, each - 0.002, 0.9 * height),
            (0, (k - (count - 1) / 2) * each, 0.0),
            0.3 * height,
            2 if striped and k in (1, count - 2) else 0,
            2,
        )
        for k in range(count)
    ]
    return join([rim, *rows])


def _rim(size_m: Vec3) -> list[NDArray[np.float64]]:
    width, depth, height = size_m
    outer, inner = (width, depth), (width - 0.05, depth - 0.05)
    shares = ((inner, 0.0), (outer, 0.0), (outer, 0.5 * height), (inner, height), (inner, 0.0))
    return [rounded_loop(*sides, z, 0.02) for sides, z in shares]


def coat_rack(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a board with pegs below a shelf for hats, to hang; its back is at +y. Slots: boards, pegs."""
    width, depth, height = size_m
    tall_m = 0.11
    y = depth / 2 - BACK_M / 2
    parts = [block((width, BACK_M, tall_m), (0, y, 0), 0.006, steps=2)]
    parts.append(block((width, depth, 0.02), (0, 0, height - 0.02), 0.005, steps=2))
    for s in (-1, 1):
        parts.append(block((0.02, BACK_M, height - 0.02), (s * (width / 2 - 0.04), y, 0), 0.004))
        parts.append(block((0.02, 0.7 * depth, 0.03), (s * (width / 2 - 0.04), 0.12 * depth, height - 0.05), 0.004))
    peg = tilted(lathe([(0.009, 0), (0.008, 0.05), (0.016, 0.056), (0.017, 0.066), (0.008, 0.072)], 16), 72)
    return join([*parts, *(moved(peg, (x, y - BACK_M / 2 + 0.004, 0.05), slot=1) for x in pegs_m(width))])


def pegs_m(width_m: float) -> list[float]:
    """Return where along a coat rack its pegs are, from its middle."""
    count = max(3, int((width_m - 0.1) / PEG_M))
    return ((np.arange(count) - (count - 1) / 2) * PEG_M).tolist()


def umbrella_stand(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an open tube on a foot with two rolled umbrellas in it. Slots: stand, cloth, other cloth, handles."""
    width, _, height = size_m
    r, tall_m = width / 2, 0.55 * height
    wall = [(0.86 * r, 0.012), (0.9 * r, tall_m), (0.96 * r, tall_m), (0.9 * r, 0.012), (0.86 * r, 0.012)]
    parts = [lathe([(r, 0), (r, 0.01), (0.9 * r, 0.02)], 32), lathe(wall, 32, caps=False)]
    for k, slot in ((0, 1), (1, 2)):
        lean, turn = 0.34 * r, np.radians(rng.uniform(0, 90) + 180 * k)
        low = (0.2 * r * np.cos(turn + 2), 0.2 * r * np.sin(turn + 2), 0.03)
        up = np.array([lean * np.cos(turn), lean * np.sin(turn), 0.82 * height])
        parts.append(tube(np.linspace(low, up, 5), [0.008, 0.03, 0.036, 0.026, 0.012], slot, 10))
        bend = [
            np.add(up, (0.03 * (1 - c) * np.cos(turn), 0.03 * (1 - c) * np.sin(turn), s)) for c, s in _crook(height)
        ]
        parts.append(tube(np.array([up - (0, 0, 0.02), *bend]), 0.009, 3, 10))
    return join([*parts, round_bar((0, 0, 0), (0, 0, 0.02), 0.5 * r, 0.5 * r)])


def _crook(height: float) -> list[tuple[float, float]]:
    stem = 0.18 * height - 0.03
    return [(float(c), stem + 0.03 * float(s)) for c, s in arc(9, 0, 200)]


def _tiers(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, _ = size_m
    tops_m = tiers_m(size_m)
    clear_m = tops_m[1] - tops_m[0] - 0.04
    clears = [clear_m] * (len(tops_m) - 1) + [0.4]
    return tuple(
        Surface((0.0, 0.0, top_m), width - 0.07, depth - 0.01, clear)
        for top_m, clear in zip(tops_m, clears, strict=True)
    )


def _hat_shelf(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.0, height), width - 0.04, depth - 0.03, 0.25),)


GENERATORS: dict[str, Generator] = {
    "shoes": _pair(_shoe),
    "boots": _pair(_boot),
    "shoe rack": shoe_rack,
    "doormat": doormat,
    "coat rack": coat_rack,
    "umbrella stand": umbrella_stand,
}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {"shoe rack": _tiers, "coat rack": _hat_shelf}
