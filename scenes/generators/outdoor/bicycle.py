"""A bicycle, and where its rider touches it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.parts import Generator, arc, block, loft, tube

WHEEL_M = 0.34  # radius
TYRE_M = 0.02
CRANK: Vec3 = (0.0, 0.08, 0.28)
CRANK_M = 0.165
TILT_DEG = 35.0  # of the cranks, from the level, at most
PEDAL_M: Vec3 = (0.09, 0.10, 0.022)
PEDAL_X_M = 0.135
GRIP_M = 0.018  # from the middle of a grip up to its top
SADDLE_Y_M = 0.31  # where people sit on it
UNDER_TOP_M = 0.13  # the saddle's top below the bicycle's
# Half the width of a saddle along y, from where people sit: its nose, its waist, its broad end.
ALONG_M, HALF_M = (-0.19, -0.16, -0.06, 0.04, 0.085, 0.10), (0.012, 0.022, 0.028, 0.068, 0.075, 0.05)
THICK_M = 0.055


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a rider touches a bicycle, in its own space: the top of the saddle; pedals and grips, left and right."""

    saddle_m: Vec3
    pedals_m: tuple[Vec3, Vec3]
    grips_m: tuple[Vec3, Vec3]


def mount_of(size_m: Vec3, rng: np.random.Generator) -> Mount:
    """Return where a rider touches a bicycle of this size and variant: middles of the tops of what bears."""
    tilt = np.radians(rng.uniform(-TILT_DEG, TILT_DEG))
    _, y, z = CRANK
    ahead, down = CRANK_M * float(np.cos(tilt)), CRANK_M * float(np.sin(tilt))
    thick_m = PEDAL_M[2] / 2
    pedals = ((PEDAL_X_M, y - ahead, z - down + thick_m), (-PEDAL_X_M, y + ahead, z + down + thick_m))
    width, length, height = size_m
    out, at = width / 2 - 0.0545, WHEEL_M + 0.268 - length / 2
    grips = ((out, at, height - 0.0225 + GRIP_M), (-out, at, height - 0.0225 + GRIP_M))
    return Mount((0.0, SADDLE_Y_M, height - UNDER_TOP_M), pedals, grips)


def half_width_m(ahead_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return half the width of a saddle, by y from where people sit; 0 before its nose and behind its end."""
    return np.interp(ahead_m, ALONG_M, HALF_M, left=0.0, right=0.0)


def bicycle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a bicycle that leans on nothing. Slots: frame, tyres, metal, saddle."""
    mount = mount_of(size_m, rng)
    front, back = WHEEL_M - size_m[1] / 2, size_m[1] / 2 - WHEEL_M
    top = mount.saddle_m[2]
    seat, head = (0.0, 0.24, top - 0.14), (0.0, front + 0.16, 0.86)
    hubs = (0.0, front, WHEEL_M), (0.0, back, WHEEL_M)
    pairs = [(CRANK, seat), (CRANK, head), (seat, head), (CRANK, hubs[1]), (seat, hubs[1]), (head, hubs[0])]
    frame = [tube(pair, 0.017, 0, 8) for pair in pairs]
    post = tube([seat, (0, 0.27, top - 0.03)], 0.013, 2, 8)
    return join([*map(_wheel, hubs), *frame, post, _saddle(mount), *_bars(mount, head, front), *_drive(mount, back)])


def _wheel(hub: Vec3) -> Mesh:
    _, y, z = hub
    rim = np.stack([np.zeros(37), *(np.array((y, z))[:, None] + (WHEEL_M - TYRE_M) * arc(37, 0, 360).T)], axis=-1)
    spokes = [tube([hub, rim[k]], 0.002, 2, 3) for k in range(0, 36, 3)]
    return as_part(join([tube(rim, TYRE_M, 1, 6), *spokes]), "wheel")


def _saddle(mount: Mount) -> Mesh:
    """Return a saddle: outlines across it from its nose to its end."""
    _, middle, top = mount.saddle_m
    y = np.linspace(ALONG_M[0], ALONG_M[-1], 15)
    ring = arc(16, 0, 360 - 360 / 16)
    ring = np.sign(ring) * np.abs(ring) ** 0.6  # between a circle and a square
    rings = [
        np.stack([-half * ring[:, 0], np.full(16, middle + at), top - THICK_M / 2 + THICK_M / 2 * ring[:, 1]], axis=1)
        for at, half in zip(y.tolist(), half_width_m(y).tolist(), strict=True)
    ]
    ends = [np.broadcast_to(each.mean(axis=0), each.shape) for each in (rings[0], rings[-1])]
    return as_part(loft([ends[0], rings[0]], rings, [rings[-1], ends[1]], slot=3), "saddle")


def _bars(mount: Mount, head: Vec3, front: float) -> list[Mesh]:
    """Return stem, handlebars and grips."""
    (out, at, top), _ = mount.grips_m
    z = top - GRIP_M
    ways = [(s * (out + 0.045), at + 0.032, z + 0.006) for s in (-1, 1)]
    bends = [(s * 0.15, front + 0.2, z - 0.004) for s in (-1, 1)]
    grips = [
        tube([end, (s * (out - 0.045), at - 0.032, z - 0.001)], 0.0165, 3, 8)
        for s, end in zip((-1, 1), ways, strict=True)
    ]
    stem = tube([head, (0, front + 0.2, z - 0.004)], 0.014, 2, 8)
    return [stem, as_part(join([tube([ways[0], *bends, ways[1]], 0.013, 2, 8), *grips]), "handlebar")]


def _drive(mount: Mount, back: float) -> list[Mesh]:
    """Return the chain, cranks and pedals."""
    _, y, z = CRANK
    parts = [tube([(0.06, y, z + 0.1), (0.06, back, WHEEL_M + 0.04)], 0.006, 2, 4)]
    for s, (x, ahead, top) in zip((1, -1), mount.pedals_m, strict=True):
        axle = (s * 0.075, ahead, top - PEDAL_M[2] / 2)
        parts += [
            tube([(s * 0.06, y, z), axle], 0.011, 2, 6),
            tube([axle, (x, ahead, top - PEDAL_M[2] / 2)], 0.007, 2, 6),
            as_part(block(PEDAL_M, (x, ahead, top - PEDAL_M[2]), 0.006, 1), "pedal"),
        ]
    return [*parts, tube([(-0.07, y, z), (0.07, y, z)], 0.02, 2, 8)]


GENERATORS: dict[str, Generator] = {"bicycle": bicycle}
