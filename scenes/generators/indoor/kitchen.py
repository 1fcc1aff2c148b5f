"""Kitchen units and appliances. Units of one kitchen share a variant, and so their handles."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...geometry.leaves import as_leaf
from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Pose, Vec3, turn
from ...spec import Surface
from ..core.parts import Generator, arc, bar, block, loft, moved, ring, round_bar, rounded_loop, tilted, tube
from .tables import Fittings, fronts

PLINTH_M = 0.1
FACE_M = 0.036  # fronts and handles before a carcass
RIB_M = 0.002  # how far the ribs of a drainer rise above its rim
HANDLE_M, GRIP_M = 0.15, 0.03  # from the top of an oven to its handle, and from a door to its handle's middle
NOTED = 0.5  # so many doors of refrigerators have notes on them
SINK_RIM_M = 0.04  # a sink lies on its cabinet by this rim, as thick as a worktop


def door_unit(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a base cabinet with a drawer above one or two doors. Slots: carcass, fronts, handles."""
    width, depth, height = size_m
    columns = 1 if width < 0.62 else 2
    face_m, drawer_m, fittings = height - PLINTH_M - 0.006, 0.16, Fittings.drawn(rng)
    y = -depth / 2 + FACE_M
    doors = fronts(width - 0.002, face_m - drawer_m, (0, y, PLINTH_M), (columns, 1), fittings, 1, 2)
    drawers = fronts(width - 0.002, drawer_m, (0, y, height - drawer_m - 0.006), (columns, 1), fittings, 1, 2)
    return join([*_carcass(size_m), *doors, *drawers])


def drawer_unit(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a base cabinet of three or four drawers. Slots: carcass, fronts, handles."""
    width, depth, height = size_m
    face = (0.0, -depth / 2 + FACE_M, PLINTH_M)
    rows = 4 if width < 0.5 else 3
    return join(
        [
            *_carcass(size_m),
            *fronts(width - 0.002, height - PLINTH_M - 0.006, face, (1, rows), Fittings.drawn(rng), 1, 2),
        ]
    )


def sink_unit(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a base cabinet open above, for the bowl of a sink. Slots: carcass, fronts, handles."""
    width, depth, height = size_m
    body_m, tall_m, fittings = depth - FACE_M, height - PLINTH_M, Fittings.drawn(rng)
    y = FACE_M / 2
    parts = [block((0.018, body_m, tall_m), (s * (width / 2 - 0.009), y, PLINTH_M), 0.001) for s in (-1, 1)]
    parts.append(block((width - 0.036, body_m, 0.018), (0, y, PLINTH_M), 0.001))
    parts.append(block((width - 0.036, 0.01, tall_m), (0, depth / 2 - 0.006, PLINTH_M), 0.001))
    parts.append(block((width, 0.016, PLINTH_M), (0, -depth / 2 + 0.08, 0), 0.001))
    face = (0.0, -depth / 2 + FACE_M, PLINTH_M)
    columns = 1 if width < 0.62 else 2
    return join([*parts, *fronts(width - 0.002, tall_m - 0.006, face, (columns, 1), fittings, 1, 2)])


def wall_cabinet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cabinet to hang. Slots: carcass, fronts, handles."""
    width, depth, height = size_m
    body = block((width, depth - FACE_M, height), (0, FACE_M / 2, 0), 0.002)
    face = (0.0, -depth / 2 + FACE_M, 0.001)
    columns = 1 if width < 0.62 else 2
    return join([body, *fronts(width - 0.002, height - 0.002, face, (columns, 1), Fittings.drawn(rng), 1, 2)])


def worktop(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a worktop. Slot: surface."""
    return block(size_m, (0, 0, 0), 0.005, steps=2)


def sink(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a sink as deep as the worktop, with a bowl at the right and a drainer. Slots: steel, waste."""
    width, depth, height = size_m[0], size_m[1], size_m[2] - RIB_M
    bowl_w, bowl_d = _bowl_width_m(width), 0.62 * depth
    x, y = width / 2 - bowl_w / 2 - 0.05, -0.06 * depth
    low_m, t = height - SINK_RIM_M, 0.004

    def bowl(grow_m: float, z_m: float, radius_m: float) -> NDArray[np.float64]:
        return rounded_loop(bowl_w + grow_m, bowl_d + grow_m, z_m, radius_m, x, y)

    outer, edge = rounded_loop(width, depth, low_m), rounded_loop(width, depth, height - 0.004)
    top = rounded_loop(width - 0.008, depth - 0.008, height)
    middle_low, middle_high = (rounded_loop(0, 0, z, 0, x, y) for z in (0.0, t))
    body = loft(
        [middle_low, bowl(2 * t - 0.06, 0.0, 0.05), bowl(2 * t, 0.04, 0.06), bowl(2 * t, low_m, 0.06)],
        [bowl(2 * t, low_m, 0.06), outer],
        [outer, edge],
        [edge, top],
        [top, bowl(0.016, height, 0.06)],
        [bowl(0.016, height, 0.06), bowl(0, height - 0.012, 0.055), bowl(-0.01, 0.05, 0.05), bowl(-0.07, t, 0.04)],
        [bowl(-0.07, t, 0.04), middle_high],
    )
    waste = moved(lathe([(0.04, 0), (0.042, 0.003), (0.03, 0.004)]), (x, y, t), slot=1)
    rest_m = width - bowl_w - 0.15
    ribs = [
        block((rest_m, 0.008, 0.004), (rest_m / 2 + 0.04 - width / 2, k * depth, height + RIB_M - 0.004), 0.002)
        for k in (-0.28, -0.2, -0.12, -0.04, 0.04, 0.12, 0.2)
    ]
    return join([body, waste, *ribs])


def _bowl_width_m(width_m: float) -> float:
    return min(0.42, 0.5 * width_m)


def oven(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a cooker below a hob: a glazed door, a panel with knobs and a drawer. Slots: body, glass, metal."""
    width, depth, height = size_m
    y = -depth / 2 + 0.06
    body = block((width - 0.004, depth - 0.06, height - 0.08), (0, 0.03, 0.08), 0.003)
    plinth = block((width - 0.01, depth - 0.12, 0.08), (0, 0.05, 0), 0.002)
    panel = block((width - 0.004, 0.02, 0.1), (0, y - 0.01, height - 0.1), 0.003)
    door = block((width - 0.004, 0.022, 0.46), (0, y - 0.011, height - 0.565), 0.004, 1, steps=2)
    drawer = as_part(block((width - 0.004, 0.02, height - 0.655), (0, y - 0.01, 0.085), 0.003), "drawer")
    knobs = [
        tube([(x * width, y - 0.02, height - 0.05), (x * width, y - 0.045, height - 0.05)], 0.018, 2)
        for x in (-0.4, -0.28, 0.0, 0.28, 0.4)
    ]
    leaf = as_leaf(join([door, *_bar(0.8 * width, y - 0.022, height - HANDLE_M)]))
    return join([body, plinth, panel, leaf, as_leaf(drawer), *knobs])


def oven_bar_m(depth_m: float, height_m: float) -> tuple[float, float]:
    """Return how far before the middle of an oven its handle is, and how high."""
    return depth_m / 2 - 0.06 + 0.022 + GRIP_M, height_m - HANDLE_M


def hob(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a glass hob with four rings. Slots: glass, rings."""
    width, depth, height = size_m
    plate = block((width, depth, height - 0.0005), (0, 0, 0), 0.002)
    rings = [
        moved(ring([(r, 0.0), (r, 0.002)], 0.003, 1), (x * width, y * depth, height - 0.002))
        for x, y, r in ((-0.25, -0.22, 0.075), (0.25, -0.22, 0.095), (-0.25, 0.25, 0.095), (0.25, 0.25, 0.075))
    ]
    return join([plate, *rings])


def dishwasher(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a dishwasher. Slots: body, door, metal."""
    width, depth, height = size_m
    y = -depth / 2 + 0.045
    body = block((width - 0.006, depth - 0.045, height - 0.09), (0, 0.0225, 0.09), 0.003)
    plinth = block((width - 0.01, depth - 0.12, 0.09), (0, 0.04, 0), 0.002)
    door = block((width - 0.006, 0.02, height - 0.2), (0, y - 0.01, 0.095), 0.004, 1, steps=2)
    panel = block((width - 0.006, 0.022, 0.1), (0, y - 0.011, height - 0.1), 0.004, 1, steps=2)
    return join([body, plinth, as_leaf(join([door, panel, *_bar(0.6 * width, y - 0.022, height - 0.13)]))])


def refrigerator(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a refrigerator with a freezer above or below, and notes on it. Slots: body, metal, two papers, magnets."""
    width, depth, height = size_m
    y, side = -depth / 2 + 0.09, float(rng.choice([-1, 1]))
    split_m = float(rng.choice([0.36, 0.7])) * (height - 0.05)
    parts = [block((width, depth - 0.09, height - 0.03), (0, 0.045, 0.03), 0.006, steps=2)]
    parts.append(block((width - 0.06, depth - 0.2, 0.03), (0, 0.04, 0), 0.002))
    for low_m, high_m in ((0.04, split_m), (split_m + 0.008, height)):
        face = block((width, 0.055, high_m - low_m), (0, y - 0.03, low_m), 0.012, steps=3)
        near_m = (high_m - 0.35, high_m - 0.06) if high_m == split_m else (low_m + 0.06, low_m + 0.35)
        x = side * (width / 2 - 0.05)
        grip = tube([(x, y - 0.075, near_m[0]), (x, y - 0.075, near_m[1])], 0.009, 1)
        ends = [round_bar((x, y - 0.055, z), (x, y - 0.075, z), 0.006, 0.006, 1) for z in (near_m[0], near_m[1])]
        face = join([face, *_notes(width, y - 0.0575, (low_m, high_m), -side, rng)])
        parts.append(as_leaf(join([face, as_part(join([grip, *ends]), "handle")])))
    return join(parts)


def _notes(
    width_m: float, front_m: float, span_m: tuple[float, float], away: float, rng: np.random.Generator
) -> list[Mesh]:
    """Return sheets below magnets on a door, away from its handle, a little askew; on half of the doors none."""
    parts, low, high = [], span_m[0] + 0.1, span_m[1] - 0.1
    for k in range(int(rng.integers(1, 5)) if rng.random() < NOTED else 0):
        wide, tall = float(rng.uniform(0.07, 0.15)), float(rng.uniform(0.07, 0.2))
        x = away * width_m * float(rng.uniform(-0.05, 0.28))
        z = min(low + (k + float(rng.random())) / 4 * (high - low), high - tall)
        sheet = bar((wide, 0.001, tall), (0, 0, -tall), int(rng.integers(2, 4)))
        magnet = moved(tilted(lathe([(0.012, 0.0), (0.012, 0.006)], 16), -90), (0, -0.0005, -0.015), slot=4)
        held = join([sheet, magnet]).transformed(Pose(rotation=turn("y", float(rng.normal(0, 4)))).matrix())
        parts.append(moved(held, (x, front_m - 0.0005, z + tall)))
    return parts


def extractor_hood(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a canopy with filters, lamps and buttons below a telescopic duct at the wall. Slots: steel, dark parts."""
    width, depth, height = size_m
    duct_m, lip_m = 0.26, float(rng.uniform(0.04, 0.07))
    up_m = float(rng.uniform(0.004, 0.02) if rng.random() < 0.6 else rng.uniform(0.1, 0.2))  # flat, or a pyramid
    y, seam_m = depth / 2 - duct_m / 2, lip_m + up_m + float(rng.uniform(0.4, 0.6)) * (height - lip_m - up_m)
    low, lip = rounded_loop(width, depth, 0.006), rounded_loop(width, depth, lip_m)
    neck, end = (rounded_loop(duct_m, duct_m, z, 0.004, 0, y) for z in (lip_m + up_m, seam_m))
    middles = [rounded_loop(0, 0, z, 0, 0, y) for z in (0.006, seam_m)]
    canopy = loft([middles[0], low], [low, lip], [lip, neck], [neck, end], [end, middles[1]])
    upper = block((duct_m - 0.008, duct_m - 0.006, height - seam_m + 0.02), (0, y + 0.003, seam_m - 0.02), 0.003)
    filters = [
        block((width / 2 - 0.04, depth - 0.12, 0.007), (s * (width / 4 - 0.01), 0.02, 0), 0.001, 1) for s in (-1, 1)
    ]
    front, knob_m = -depth / 2, 0.5 * lip_m
    knobs = [
        tube([(x, front + 0.004, knob_m), (x, front - 0.004, knob_m)], 0.007, 1, 10) for x in (-0.06, -0.03, 0.0, 0.03)
    ]
    return join([canopy, upper, *filters, *knobs])


def kettle(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an electric kettle. Slots: body, handle and base."""
    _, depth, height = size_m
    r = depth / 2
    foot = lathe([(0.0, 0), (0.98 * r, 0), (r, 0.01), (0.95 * r, 0.02), (0.0, 0.02)]).with_slot(1)
    belly = rng.uniform(0.75, 0.95)
    outline = [(0.0, 0.02), (r, 0.021), (belly * r, 0.55 * height), (0.68 * r, 0.9 * height), (0.0, 0.93 * height)]
    body = lathe(outline)
    knob = moved(lathe([(0.012, 0), (0.014, 0.07 * height), (0.0, 0.07 * height)]), (0, 0, 0.93 * height), slot=1)
    hand = [(0.6 * r + 0.075 * x, 0.0, (0.53 + 0.33 * z) * height) for x, z in arc(9, -80, 80)]
    spout = round_bar((-0.75 * r, 0, 0.72 * height), (-1.25 * r, 0, 0.86 * height), 0.026, 0.012)
    return join([foot, body, knob, as_part(tube(hand, 0.011, 1), "handle"), spout])


def toaster(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a toaster with two slots. Slots: body, dark parts."""
    width, depth, height = size_m
    body = block((width - 0.02, depth, height - 0.012), (-0.01, 0, 0.01), 0.03, steps=4)
    gaps = [block((0.7 * width, 0.024, 0.006), (-0.01, y, height - 0.006), 0.002, 1) for y in (-0.03, 0.03)]
    feet = block((0.8 * width, 0.8 * depth, 0.012), (-0.01, 0, 0), 0.003, 1)
    lever = block((0.03, 0.03, 0.014), (width / 2 - 0.015, 0, 0.6 * height), 0.004, 1)
    return join([body, *gaps, feet, lever])


def microwave(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a microwave oven. Slots: body, glass, metal."""
    width, depth, height = size_m
    y = -depth / 2 + 0.03
    body = block((width, depth - 0.03, height - 0.01), (0, 0.015, 0.01), 0.006, steps=2)
    feet = block((0.85 * width, 0.75 * depth, 0.012), (0, 0.01, 0), 0.002)
    door = block((0.72 * width, 0.018, height - 0.03), (-0.125 * width, y - 0.009, 0.02), 0.004, 1, steps=2)
    panel = block((0.23 * width, 0.016, height - 0.03), (0.37 * width, y - 0.008, 0.02), 0.003)
    knobs = [
        tube([(0.37 * width, y - 0.014, z * height), (0.37 * width, -depth / 2, z * height)], 0.02, 2)
        for z in (0.3, 0.65)
    ]
    return join([body, feet, door, panel, *knobs])


def _carcass(size_m: Vec3) -> list[Mesh]:
    width, depth, height = size_m
    body = block((width, depth - FACE_M, height - PLINTH_M), (0, FACE_M / 2, PLINTH_M), 0.002)
    return [body, block((width, depth - 0.09, PLINTH_M), (0, 0.04, 0), 0.002)]


def _bar(width_m: float, y_m: float, z_m: float) -> list[Mesh]:
    """Return a level handle before the plane y."""
    ends = [round_bar((x, y_m, z_m), (x, y_m - GRIP_M, z_m), 0.005, 0.005, 2) for x in (-width_m / 2.2, width_m / 2.2)]
    grip = tube([(-width_m / 2, y_m - GRIP_M, z_m), (width_m / 2, y_m - GRIP_M, z_m)], 0.008, 2)
    return [as_part(join([grip, *ends]), "handle")]


def _worktop_surface(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, -0.01, height), width - 0.03, depth - 0.06, 0.46),)


def _sink_deck(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the strip behind the bowl, where the tap stands, the floor of the bowl, and the drainer."""
    width, depth, height = size_m
    wide_m, x = _bowl_width_m(width), width / 2 - _bowl_width_m(width) / 2 - 0.05
    bowl = Surface((x, -0.06 * depth, 0.004), wide_m - 0.13, 0.62 * depth - 0.13, 0.6)
    rest_m = width - wide_m - 0.15
    drainer = Surface((rest_m / 2 + 0.04 - width / 2, -0.1 * depth, height), rest_m, 0.5 * depth, 0.4)
    return (Surface((x, 0.37 * depth, height - RIB_M), 0.2, 0.08, 0.6), bowl, drainer)


def _unit_top(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.02, height), width - 0.02, depth - 0.16, 0.0),)


def _hob_surface(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.0, height), width - 0.04, depth - 0.04, 0.42),)


def _top(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.03, height), width - 0.04, depth - 0.14, 0.35),)


GENERATORS: dict[str, Generator] = {
    "door unit": door_unit,
    "drawer unit": drawer_unit,
    "sink unit": sink_unit,
    "wall cabinet": wall_cabinet,
    "worktop": worktop,
    "sink": sink,
    "oven": oven,
    "hob": hob,
    "dishwasher": dishwasher,
    "refrigerator": refrigerator,
    "extractor hood": extractor_hood,
    "kettle": kettle,
    "toaster": toaster,
    "microwave": microwave,
}
SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {
    **dict.fromkeys(("door unit", "drawer unit", "sink unit", "oven", "dishwasher"), _unit_top),
    "sink": _sink_deck,
    "worktop": _worktop_surface,
    "hob": _hob_surface,
    "microwave": _top,
}
