"""Cars, vans, lorries and buses. Their front faces −y.

Slots: paint, glass, tyres, rims, dark trim, headlamps, tail lamps, number plate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, grid, join, lathe, mesh
from ...geometry.parts import Parts, as_part
from ...spec import Vec3
from ..core.lettering import Panel, Panels, lettering
from ..core.parts import Generator, bar, block, moved, tube

PAINT, GLASS, TYRE, RIM, TRIM, HEAD, TAIL, PLATE = range(8)
PLATE_M: Vec3 = (0.52, 0.02, 0.11)
PLATE_LETTER_M = 0.075
PLATE_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class _Form:
    """A car as shares of its length (from the front) and of its height.

    `upper`: from where the windscreen rises, where the roof begins and ends, and where the rear window comes down.
    """

    upper: tuple[float, float, float, float]
    belt: float
    bonnet: float
    tail: float
    axles: tuple[float, float] = (0.19, 0.81)
    wheel: float = 0.225


HATCHBACK = _Form((0.25, 0.44, 0.86, 0.975), 0.62, 0.56, 0.62)
SALOON = _Form((0.28, 0.45, 0.72, 0.88), 0.62, 0.57, 0.63)
VAN = _Form((0.10, 0.26, 0.97, 0.995), 0.56, 0.50, 0.56, (0.17, 0.78), 0.17)


def _car(form: _Form) -> Generator:
    def make(size_m: Vec3, rng: np.random.Generator) -> Mesh:
        radius_m = form.wheel * size_m[2]
        plates = _plates(_car_plates(size_m, rng))
        parts = [_body(size_m, form, radius_m), *_cabin(size_m, form), *_wheels(size_m, form.axles, radius_m, rng)]
        return join([*parts, *_ends(size_m, form), *_mirrors(size_m, form), *plates])

    return make


def _body(size_m: Vec3, form: _Form, radius_m: float) -> Mesh:
    """Return the lower body: cross-sections from the nose to the tail, their lower edge arched over the wheels."""
    width, length, height = size_m
    share = np.unique(
        np.concatenate(
            [np.linspace(0, 1, 41), *(a + np.linspace(-1, 1, 19) * 1.22 * radius_m / length for a in form.axles)]
        )
    )
    share = share[(share >= 0) & (share <= 1)]
    y = (share - 0.5) * length
    a, _, _, d = form.upper
    tops = (
        np.interp(
            share,
            [0, 0.03, a, a + 0.04, d - 0.04, d, 0.985, 1],
            [
                form.bonnet - 0.14,
                form.bonnet - 0.05,
                form.belt - 0.01,
                form.belt,
                form.belt,
                form.tail,
                form.tail - 0.02,
                form.tail - 0.1,
            ],
        )
        * height
    )
    half = (
        0.5 * width * np.interp(share, [0, 0.03, 0.12, 0.5, 0.9, 0.975, 1], [0.80, 0.90, 0.975, 1, 0.975, 0.92, 0.86])
    )
    base = np.interp(share, [0, 0.06, 0.94, 1], [0.17, 0.115, 0.125, 0.2]) * height
    for axle in form.axles:
        away = np.abs(share - axle) * length
        arch = np.sqrt(np.maximum((1.2 * radius_m) ** 2 - away**2, 0)) + radius_m
        base = np.where(away < 1.2 * radius_m, np.maximum(base, arch), base)
    rows = np.array(
        [(0.90, 0.0), (0.985, 0.14), (1.0, 0.42), (0.985, 0.72), (0.95, 0.90), (0.88, 0.985), (0.6, 1.0), (0.0, 1.012)]
    )
    right = np.stack(
        [
            half[:, None] * rows[:, 0],
            np.broadcast_to(y[:, None], (len(y), 8)),
            base[:, None] + (tops - base)[:, None] * rows[:, 1],
        ],
        -1,
    )
    left = right[:, ::-1][:, 1:] * (-1, 1, 1)
    ring = np.concatenate([right, left], axis=1)
    skin = grid(ring)
    under = mesh(np.concatenate([ring[:, 0], ring[:, -1]]), _strip(len(y))).with_slot(TRIM)
    return join([skin, under, _capped(ring[0], True), _capped(ring[-1], False)])


def _strip(count: int) -> list[tuple[int, int, int]]:
    k = range(count - 1)
    return [t for i in k for t in ((i, i + count, i + 1), (i + 1, i + count, i + count + 1))]


def _capped(ring: NDArray[np.float64], front: bool) -> Mesh:
    fan = np.array([(0, i, i + 1) for i in range(1, len(ring) - 1)])
    return mesh(ring, fan if front else fan[:, ::-1])


def _cabin(size_m: Vec3, form: _Form) -> list[Mesh]:
    """Return windows between belt and roof, the pillars between them, and the roof."""
    width, length, height = size_m
    a, b, c, d = ((s - 0.5) * length for s in form.upper)
    low, high = form.belt * height - 0.02, 0.95 * height
    wl, wh = 0.455 * width, 0.375 * width
    foot = [
        (-wl * 0.9, a),
        (wl * 0.9, a),
        (wl, a + 0.3 * (b - a)),
        (wl, d - 0.35 * (d - c)),
        (wl * 0.88, d),
        (-wl * 0.88, d),
        (-wl, d - 0.35 * (d - c)),
        (-wl, a + 0.3 * (b - a)),
    ]
    top = [
        (-wh * 0.9, b),
        (wh * 0.9, b),
        (wh, b + 0.12),
        (wh, c - 0.12),
        (wh * 0.9, c),
        (-wh * 0.9, c),
        (-wh, c - 0.12),
        (-wh, b + 0.12),
    ]
    rings = np.array([[(x, y, low) for x, y in foot], [(x, y, high) for x, y in top]])
    glass = grid(rings.transpose(1, 0, 2), close_u=True, smooth=False).with_slot(GLASS)
    panes = Parts(("vehicle window",) * 8, np.tile(np.arange(1, 9), 2))  # a quad between two pillars is one
    glass = replace(glass, parts=panes)
    pillars = [tube([rings[0][i], rings[1][i]], 0.035, PAINT, 6) for i in (0, 1, 2, 3, 4, 5, 6, 7)]
    for share in (0.42, 0.78):
        for i, j in ((2, 3), (7, 6)):
            pillars.append(tube([r[i] + share * (r[j] - r[i]) for r in rings], 0.04, TRIM if share < 0.5 else PAINT, 6))
    rails = [tube([rings[1][i], rings[1][(i + 1) % 8]], 0.04, PAINT, 6) for i in range(8)]
    sills = [
        tube([rings[0][i] + (0, 0, 0.015), rings[0][j] + (0, 0, 0.015)], 0.015, TRIM, 6) for i, j in ((2, 3), (7, 6))
    ]
    return [glass, *pillars, *rails, *sills, _roof(top, high, height)]


def _roof(top: Sequence[tuple[float, float]], high_m: float, height_m: float) -> Mesh:
    """Return a shallow dome over the ring of the roof."""
    ring = np.array([(x, y, high_m + 0.01) for x, y in top])
    middle = ring.mean(axis=0)
    steps = [(1.03, 0.0), (0.97, 0.45), (0.8, 0.75), (0.45, 0.95), (0.0, 1.0)]
    rise = height_m - high_m - 0.01
    rows = [middle + (ring - middle) * (s, s, 0) + (0, 0, z * rise) for s, z in steps]
    return grid(np.array(rows).transpose(1, 0, 2), close_u=True)


def _wheels(size_m: Vec3, axles: Sequence[float], radius_m: float, rng: np.random.Generator) -> list[Mesh]:
    wheel = _wheel(radius_m, 0.21, int(rng.choice([5, 6, 8, 10])))
    parts = []
    for axle in axles:
        for side in (-1, 1):
            there = moved(
                wheel, (side * (size_m[0] / 2 - 0.14), (axle - 0.5) * size_m[1], radius_m), 0 if side > 0 else 180
            )
            parts.append(there)
    return parts


def _wheel(radius_m: float, wide_m: float, spokes: int) -> Mesh:
    """Return a wheel around the x axis whose outer side faces +x."""
    r, w = radius_m, wide_m / 2
    tyre = lathe(
        [(0.68 * r, -w), (0.9 * r, -w), (r, -0.7 * w), (r, 0.7 * w), (0.92 * r, w), (0.68 * r, w)], 28, caps=False
    ).with_slot(TYRE)
    disc = lathe([(0.69 * r, 0.25 * w), (0.0, 0.3 * w)], 20, caps=False).with_slot(TRIM)
    rim = lathe(
        [(0.6 * r, 0.7 * w), (0.6 * r, 0.95 * w), (0.69 * r, 0.95 * w), (0.69 * r, 0.2 * w)], 28, caps=False
    ).with_slot(RIM)
    hub = lathe([(0.14 * r, 0.3 * w), (0.12 * r, 0.75 * w), (0.0, 0.78 * w)], 12, caps=False).with_slot(RIM)
    arms = [
        moved(bar((0.62 * r, 0.13 * r, 0.14 * w), (0.33 * r, 0, 0.55 * w), RIM), (0, 0, 0), 360 * k / spokes)
        for k in range(spokes)
    ]
    upright = join([tyre, disc, rim, hub, *arms])
    turned = upright.vertices[:, [2, 0, 1]]
    return as_part(replace(upright, vertices=turned), "wheel")


def _ends(size_m: Vec3, form: _Form) -> list[Mesh]:
    """Return lamps, grille, bumpers, plates and handles."""
    width, length, height = size_m
    front, back = -length / 2, length / 2
    lamp_z, tail_z = (form.bonnet - 0.17) * height, (form.tail - 0.22) * height
    parts = [
        block((0.72 * width, 0.12, 0.10 * height), (0, front + 0.055, 0.17 * height), 0.03, TRIM, 2),
        block((0.5 * width, 0.06, 0.09 * height), (0, front + 0.03, lamp_z - 0.02), 0.02, TRIM),
        block((0.78 * width, 0.14, 0.10 * height), (0, back - 0.07, 0.2 * height), 0.03, TRIM, 2),
    ]
    for s in (-1, 1):
        lamp = block((0.2 * width, 0.2, 0.075 * height), (s * 0.36 * width, front + 0.115, lamp_z), 0.03, HEAD, 2)
        parts.append(as_part(lamp, "headlight"))
        parts.append(
            block((0.15 * width, 0.12, 0.13 * height), (s * 0.38 * width, back - 0.065, tail_z), 0.03, TAIL, 2)
        )
        for share in (0.46, 0.66):
            y = (share - 0.5) * length
            parts.append(bar((0.02, 0.17, 0.025), (s * 0.492 * width, y, form.belt * height - 0.13), TRIM))
            parts.append(bar((0.012, 0.008, 0.36 * height), (s * 0.496 * width, y + 0.16, 0.17 * height), TRIM))
    return parts


def _mirrors(size_m: Vec3, form: _Form) -> list[Mesh]:
    width, length, height = size_m
    y = (form.upper[0] + 0.06 - 0.5) * length
    return [block((0.12, 0.09, 0.11), (s * (width / 2 + 0.02), y, form.belt * height), 0.03, PAINT, 2) for s in (-1, 1)]


def lorry(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lorry: its cab, and a box on a frame. Slots as all vehicles; the box has the rims' place."""
    width, length, height = size_m
    radius, cab = 0.48, 1.9
    front = -length / 2
    box_long = length - cab - 0.15
    parts = [
        block((width, cab, 0.78 * height - 0.55), (0, front + cab / 2, 0.55), 0.14, PAINT, 3),
        as_part(bar((0.9 * width, 0.04, 0.26 * height), (0, front + 0.005, 0.44 * height), GLASS), "vehicle window"),
        as_part(bar((width + 0.01, 0.75, 0.2 * height), (0, front + 0.75, 0.46 * height), GLASS), "vehicle window"),
        block((0.96 * width, 0.2, 0.3), (0, front + 0.1, 0.35), 0.04, TRIM),
        block((width, box_long, height - 1.05), (0, length / 2 - box_long / 2, 1.05), 0.03, RIM),
        bar((0.9, length - 0.6, 0.3), (0, 0.2, 0.7), TRIM),
        bar((0.9 * width, 0.1, 0.12), (0, length / 2 - 0.06, 0.5), TRIM),
    ]
    for s in (-1, 1):
        lamp = block((0.35, 0.08, 0.18), (s * 0.36 * width, front + 0.01, 0.62), 0.02, HEAD)
        parts.append(as_part(lamp, "headlight"))
        parts.append(block((0.3, 0.06, 0.14), (s * 0.36 * width, length / 2 - 0.02, 0.8), 0.02, TAIL))
        parts.append(bar((0.06, box_long - 1.6, 0.4), (s * (width / 2 - 0.06), 0.6, 0.55), TRIM))
        parts.append(block((0.08, 0.15, 0.42), (s * (width / 2 + 0.1), front + 0.25, 0.5 * height), 0.02, TRIM))
    parts += _plates(_lorry_plates(size_m, rng))
    return join([*parts, *_wheels(size_m, ((cab - 0.75) / length, 0.8), radius, rng)])


def bus(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a city bus: a rounded body with a band of windows and two doors."""
    width, length, height = size_m
    front = -length / 2
    parts = [
        block((width, length, height - 0.32), (0, 0, 0.32), 0.13, PAINT, 3),
        as_part(bar((0.88 * width, 0.02, 0.46 * height), (0, front - 0.005, 0.36 * height), GLASS), "vehicle window"),
        bar((0.7 * width, 0.03, 0.1 * height), (0, front - 0.008, 0.84 * height), HEAD),
        as_part(
            bar((0.82 * width, 0.02, 0.26 * height), (0, length / 2 + 0.005, 0.55 * height), GLASS), "vehicle window"
        ),
    ]
    count = round((length - 1.2) / 1.45)
    pitch = (length - 1.2) / count
    for s in (-1, 1):
        for k in range(count):
            y = front + 0.6 + (k + 0.5) * pitch
            is_door = s < 0 and k in (0, count // 2)
            low = 0.42 if is_door else 0.42 * height
            pane = bar((0.02, pitch - 0.09, 0.83 * height - low), (s * (width / 2 + 0.002), y, low), GLASS)
            parts.append(as_part(pane, "vehicle door" if is_door else "vehicle window"))
        parts.append(as_part(block((0.4, 0.05, 0.16), (s * 0.36 * width, front, 0.62), 0.02, HEAD), "headlight"))
        parts.append(block((0.16, 0.05, 0.5), (s * 0.42 * width, length / 2, 0.7), 0.02, TAIL))
        parts.append(block((0.1, 0.2, 0.4), (s * (width / 2 + 0.12), front + 0.15, 0.7 * height), 0.03, TRIM))
        parts += [bar((0.02, 1.25, 0.6), (s * width / 2, (a - 0.5) * length, 0.32), TRIM) for a in (0.22, 0.74)]
    parts += _plates(_bus_plates(size_m, rng))
    return join([*parts, *_wheels((width + 0.12, length, height), (0.22, 0.74), 0.48, rng)])


def _plates(panels: tuple[Panel, ...]) -> list[Mesh]:
    """Return number plates behind the letters on them."""
    boards = []
    for panel in panels:
        x, y, z = panel.place_m
        inwards = 1 if y < 0 else -1
        place = (x, y + inwards * PLATE_M[1] / 2, z - (PLATE_M[2] - panel.letter_m) / 2)
        boards.append(bar(PLATE_M, place, PLATE))
    return [*boards, *lettering(panels, TRIM, 0.003)]


def _numbered(rng: np.random.Generator, front: tuple[float, float], back: tuple[float, float]) -> tuple[Panel, ...]:
    """Return what a vehicle's plates say: y of their faces and z of their undersides, in front and at the back.

    Its number takes nothing from `rng`, which must be fresh.
    """
    own = rng.spawn(1)[0]
    letters = "".join(own.choice(list(PLATE_LETTERS), 2).tolist())
    text = f"{letters} {int(own.integers(100, 1000))}"
    rise_m = (PLATE_M[2] - PLATE_LETTER_M) / 2
    return tuple(
        Panel(text, (0.0, y, z + rise_m), PLATE_LETTER_M, turn) for (y, z), turn in ((front, 0.0), (back, 180.0))
    )


def _car_plates(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    _, length, height = size_m
    return _numbered(rng, (-length / 2 - 0.01, 0.30 * height), (length / 2 + 0.01, 0.42 * height))


def _lorry_plates(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    return _numbered(rng, (-size_m[1] / 2 - 0.02, 0.46), (size_m[1] / 2 + 0.006, 0.6))


def _bus_plates(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    return _numbered(rng, (-size_m[1] / 2 - 0.015, 0.45), (size_m[1] / 2 + 0.015, 0.5))


GENERATORS: dict[str, Generator] = {
    "hatchback": _car(HATCHBACK),
    "saloon": _car(SALOON),
    "van": _car(VAN),
    "lorry": lorry,
    "bus": bus,
}
PANELS: dict[str, Panels] = {
    **dict.fromkeys(("hatchback", "saloon", "van"), _car_plates),
    "lorry": _lorry_plates,
    "bus": _bus_plates,
}
