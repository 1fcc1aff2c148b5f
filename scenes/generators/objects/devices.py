"""What people carry: telephones, remote controls, calculators, cameras."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Pose, Vec3, turn
from ..core.parts import Generator, arc, block, moved, ring, tube
from ..core.printing import joined, printed
from .computers import X, Y, cap_window, key_cap
from .food import turned


def phone(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a telephone with a screen, or a tablet, lying flat. Slots: case, screen."""
    width, depth, height = size_m
    parts = [block((width, depth, height - 0.0012), (0, 0, 0.001), 0.42 * height, steps=3)]
    edge_m = float(rng.uniform(0.0022, 0.004)) * (2.2 if width > 0.1 else 1.0)
    black = block((width - 0.0016, depth - 0.0016, 0.0006), (0, 0, height - 0.0008), 0.0003, 1)
    glass = block((width - 2 * edge_m, depth - 2.4 * edge_m, 0.0004), (0, 0, height - 0.0004), 0.0001, 1)
    parts += [black, as_part(printed(glass, X, Y), "screen")]
    parts += [_button(width, depth, at, long) for at, long in ((0.2, 0.012), (0.32, 0.02))]
    island = block((0.3 * min(width, 0.08), 0.36 * min(width, 0.08), 0.001), (0.26 * width, 0.37 * depth, 0.0), 0.0004)
    lens = lathe([(0.0052, -0.0002), (0.0052, 0.001)], 20)
    eyes = [moved(lens, (0.26 * width, 0.37 * depth + s * 0.008, 0.0), slot=1) for s in (-1, 1)]
    return joined([*parts, island, *eyes])


def _button(width_m: float, depth_m: float, at: float, long_m: float) -> Mesh:
    return block((0.0012, long_m, 0.002), (width_m / 2, at * depth_m, 0.003), 0.0004)


def charging_phone(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a telephone whose lead lies in a bow around it to its plug. Slots: case, screen, lead."""
    width, depth, height = size_m
    own_m = (0.36 * width, 0.62 * depth, 0.35 * height)
    lying = moved(phone(own_m, rng), (-0.3 * width, 0.19 * depth, 0.0))
    r, low = 0.0018, 0.19 * depth - own_m[1] / 2
    bow = arc(14, -160, 60) * (0.33 * width, 0.4 * depth) + (0.12 * width, -0.05 * depth)
    start = [(-0.3 * width, low - 0.001, r), (-0.3 * width, low - 0.03, r)]
    lead = tube([*start, *np.column_stack([bow, np.full(14, r)]).tolist()], r, 2, 8)
    x, y = bow[-1].tolist()
    plug = block((0.009, 0.016, 0.005), (-0.3 * width, low - 0.008, 0.0005), 0.001, 2)
    return joined([lying, lead, plug, block((0.045, 0.03, height), (x, y, 0.0), 0.004, 2, 2)])


def remote_control(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a remote control lying flat: keys in groups, a ring of arrows. Slots: case, keys, window."""
    width, depth, height = size_m
    top_m = 0.86 * height
    parts = [block((width, depth, top_m), (0, 0, 0), 0.34 * height, steps=3)]
    parts.append(block((0.5 * width, 0.012, 0.6 * height), (0, 0.5 * depth - 0.007, 0.2 * height), 0.002, 2))
    pitch, r = 0.27 * width, 0.085 * width
    rows = np.arange(-0.43 * depth, 0.43 * depth, 1.02 * pitch)
    ring_at = float(rows[int(0.55 * len(rows))]) + 0.5 * pitch
    for k, y in enumerate(rows.tolist()):
        if abs(y - ring_at) < 1.4 * pitch or k % 6 == 5:
            continue
        for c in (-1, 0, 1):
            knob = lathe([(r, 0.0), (r, 0.1 * height), (0.85 * r, 0.14 * height)], 14).with_slot(1)
            shape = knob.transformed(np.diag([1.0, 0.8, 1.0, 1.0]))
            parts.append(moved(printed(shape, X, Y, cap_window(3 * k + c + 1)), (c * pitch, y, top_m - 0.02 * height)))
    hoop = ring([(0.3 * width, 0), (0.3 * width, 0.1 * height), (0.28 * width, 0.13 * height)], 0.12 * width, 1, 32)
    knob = lathe([(0.12 * width, 0), (0.12 * width, 0.1 * height), (0.1 * width, 0.12 * height)], 24).with_slot(1)
    return joined([*parts, *(moved(each, (0, ring_at, top_m - 0.01 * height)) for each in (hoop, knob))])


def calculator(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a calculator lying flat, its window above the keys.

    Slots: case, keys, the window's frame, keys of another colour, window.
    """
    width, depth, height = size_m
    top_m, columns, rows = 0.78 * height, 4 + int(rng.integers(2)), 5 + int(rng.integers(2))
    parts = [block((width, depth, top_m), (0, 0, 0), 0.3 * height, steps=2)]
    frame = block((0.92 * width, 0.24 * depth, 0.14 * height), (0, 0.34 * depth, top_m - 0.02 * height), 0.002, 2)
    glass = block((0.8 * width, 0.14 * depth, 0.02 * height), (0, 0.33 * depth, 0.91 * height), 0.0004, 4)
    across, deep = 0.92 * width / columns, 0.62 * depth / rows
    for c in range(columns):
        for r in range(rows):
            place = ((c - (columns - 1) / 2) * across, -0.46 * depth + (r + 0.5) * deep, top_m - 0.02 * height)
            size = (0.78 * across, 0.7 * deep, 0.2 * height)
            odd = c == columns - 1 or r == rows - 1
            parts.append(key_cap(size, place, 3 if odd else 1, 5 * r + c))
    return joined([*parts, frame, glass])


def camera(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a photographer's camera; its lens looks to −y. Slots: body, trim, glass, grip and rings of rubber."""
    width, depth, height = size_m
    body_m, tall_m = 0.4 * depth, 0.76 * height
    y, x = depth / 2 - body_m / 2, 0.06 * width
    parts = [
        block((width, body_m, tall_m), (0, y, 0), 0.009, 0, 3),
        block((0.98 * width, body_m + 0.0012, 0.5 * tall_m), (0, y, 0.16 * tall_m), 0.006, 3, 2),
        block(
            (0.2 * width, 0.55 * depth, 0.88 * tall_m),
            (-0.39 * width, depth / 2 - 0.27 * depth, 0.02 * tall_m),
            0.012,
            3,
            3,
        ),
        _prism((0.36 * width, 0.95 * body_m, height - tall_m + 0.004), (x, y, tall_m - 0.004)),
        block((0.024, 0.022, 0.003), (x, y + 0.1 * body_m, height - 0.0028), 0.0006, 1),
    ]
    dial = [(0.0, 0.0), (0.009, 0.0), (0.009, 0.007), (0.008, 0.008), (0.0, 0.008)]
    knob = [(0.0, 0.0), (0.006, 0.0), (0.0055, 0.005), (0.0, 0.0055)]
    parts += [moved(lathe(dial, 28), (s, y, tall_m - 0.001), slot=3) for s in (0.36 * width, -0.3 * width)]
    parts.append(moved(lathe(knob, 20), (-0.4 * width, y - 0.3 * body_m, tall_m - 0.001), slot=1))
    lugs = [
        moved(ring([(0.005, 0), (0.005, 0.002)], 0.0015, 1, 16), (s * 0.5 * width, y, 0.85 * tall_m)) for s in (-1, 1)
    ]
    back = block((0.55 * width, 0.002, 0.55 * tall_m), (0.05 * width, depth / 2, 0.2 * tall_m), 0.0008, 2)
    lens = _lens(0.36 * height, depth - 0.9 * body_m)
    return join([*parts, *lugs, back, moved(lens, (x, depth / 2 - 0.9 * body_m, 0.42 * height))])


def _prism(size_m: Vec3, place: Vec3) -> Mesh:
    """Return the hump over a viewfinder, narrower above."""
    width, depth, height = size_m
    return join(
        [
            block((width * s, depth * s, height * t), place, 0.004, 0, 2)
            for s, t in ((1.0, 0.45), (0.86, 0.8), (0.66, 1.0))
        ]
    )


def _lens(radius_m: float, long_m: float) -> Mesh:
    """Return a lens that reaches to −y: a mount, two ribbed rings, a line of colour, its front glass in a deep rim."""
    r, rubber = radius_m, []
    barrel = [
        (0.0, 0.0),
        (0.86 * r, 0.0),
        (0.86 * r, 0.16 * long_m),
        (0.97 * r, 0.2 * long_m),
        (0.97 * r, 0.94 * long_m),
    ]
    front = [(0.93 * r, long_m), (0.8 * r, long_m), (0.66 * r, 0.86 * long_m), (0.0, 0.86 * long_m)]
    body = lathe([*barrel, *front], 48, caps=False)
    for low, high in ((0.26, 0.5), (0.6, 0.82)):
        z = np.linspace(low, high, 11) * long_m
        ribs = [(r * (1.0 if k % 2 else 0.97), float(at)) for k, at in enumerate(z)]
        rubber.append(lathe([(0.95 * r, low * long_m), *ribs, (0.95 * r, high * long_m)], 48, caps=False).with_slot(3))
    mark = lathe(
        [
            (0.96 * r, 0.54 * long_m),
            (0.982 * r, 0.545 * long_m),
            (0.982 * r, 0.56 * long_m),
            (0.96 * r, 0.565 * long_m),
        ],
        48,
        caps=False,
    )
    glass = turned([(0.66 * r, 0.87 * long_m), (0.4 * r, 0.93 * long_m), (0.0, 0.95 * long_m)], 32, 2)
    whole = join([body, *rubber, mark.with_slot(1), glass])
    return whole.transformed(Pose(rotation=turn("x", 90)).matrix())


GENERATORS: dict[str, Generator] = {
    "phone": phone,
    "charging phone": charging_phone,
    "remote control": remote_control,
    "calculator": calculator,
    "camera": camera,
}
