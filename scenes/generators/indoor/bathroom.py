"""Sanitary ware, and what is fixed beside it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ...spec import Surface
from ..core.parts import Generator, arc, block, loft, moved, round_bar, rounded_loop, tilted, tube

FORWARD = np.array([[1.0, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1.0]])  # up becomes −y


def bathtub(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a panelled bath. Slots: body, waste."""
    width, depth, height = size_m
    inner_w, inner_d, round_m = width - 0.16, depth - 0.14, 0.45 * (depth - 0.14)
    low, high = rounded_loop(width, depth, 0.0, 0.01), rounded_loop(width, depth, height - 0.015, 0.01)
    edge = rounded_loop(width - 0.02, depth - 0.02, height, 0.02)
    lip = rounded_loop(inner_w, inner_d, height, round_m)
    foot = rounded_loop(inner_w - 0.32, inner_d - 0.16, 0.12, 0.3 * inner_d)
    cavity = [
        lip,
        rounded_loop(inner_w - 0.03, inner_d - 0.02, height - 0.02, round_m),
        rounded_loop(inner_w - 0.16, inner_d - 0.08, 0.45 * height, 0.45 * inner_d),
        rounded_loop(inner_w - 0.24, inner_d - 0.12, 0.17, 0.4 * inner_d),
        foot,
    ]
    body = loft([closing(0.0), low], [low, high], [high, edge], [edge, lip], cavity, [foot, closing(0.11)])
    return join([body, moved(lathe([(0.03, 0), (0.032, 0.004), (0.0, 0.004)]), (0.3 * inner_w, 0, 0.112), slot=1)])


def shower_tray(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a shower tray. Slots: body, waste."""
    width, depth, height = size_m
    low, high = rounded_loop(width, depth, 0.0, 0.01), rounded_loop(width, depth, height - 0.006, 0.01)
    edge, lip = (
        rounded_loop(width - 0.01, depth - 0.01, height, 0.01),
        rounded_loop(width - 0.1, depth - 0.1, height, 0.06),
    )
    foot = rounded_loop(width - 0.14, depth - 0.14, 0.45 * height, 0.05)
    body = loft([closing(0.0), low], [low, high], [high, edge], [edge, lip], [lip, foot], [foot, closing(0.4 * height)])
    return join([body, moved(lathe([(0.05, 0), (0.055, 0.003), (0.0, 0.004)]), (0, 0, 0.41 * height), slot=1)])


def shower_screen(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build one pane of glass in a slim frame. Slots: frame, glass."""
    width, depth, height = size_m
    bar_m = 0.022
    posts = [block((bar_m, depth, height), (s * (width - bar_m) / 2, 0, 0), 0.003) for s in (-1, 1)]
    rails = [block((width - 2 * bar_m, depth, bar_m), (0, 0, z), 0.003) for z in (0, height - bar_m)]
    pane = block((width - 2 * bar_m, 0.006, height - 2 * bar_m), (0, 0, bar_m), 0.0005, 1)
    return join([*posts, *rails, pane])


def shower(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a mixer with a rail and a shower head, to hang; its back is at +y. Slot: metal."""
    width, depth, height = size_m
    y = depth / 2
    mixer = tube([(-width / 2, y - 0.06, 0.03), (width / 2, y - 0.06, 0.03)], 0.024)
    stubs = [round_bar((s * 0.35 * width, y, 0.03), (s * 0.35 * width, y - 0.06, 0.03), 0.028, 0.02) for s in (-1, 1)]
    rail = tube([(0, y - 0.05, 0.04), (0, y - 0.05, height - 0.03)], 0.01)
    hold = round_bar((0, y, height - 0.08), (0, y - 0.05, height - 0.08), 0.012, 0.012)
    arm = tube([(0, y - 0.05, height - 0.03), (0, y - 0.08, height - 0.012), (0, 0.11 - y, height - 0.012)], 0.01)
    head = moved(
        lathe([(0.0, 0.0), (0.09, 0.0), (0.092, 0.01), (0.03, 0.024), (0.0, 0.03)]), (0, 0.092 - y, height - 0.045)
    )
    return join([mixer, *stubs, rail, hold, arm, head])


def toilet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a toilet with its cistern, its lid closed. Slots: ceramic, seat, button."""
    return _toilet(size_m, min(0.42, 0.54 * size_m[2]), size_m[2], is_open=False)


def open_toilet(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a toilet whose lid leans up against its cistern. Slots: ceramic, seat, button."""
    return _toilet(size_m, 0.42, 0.86 * size_m[2], is_open=True)


def _toilet(size_m: Vec3, seat_m: float, tank_top_m: float, *, is_open: bool) -> Mesh:
    width, depth, height = size_m
    tank_m = 0.17
    long_m = depth - tank_m
    y = -depth / 2 + long_m / 2

    def ring_at(share_w: float, share_d: float, z_m: float, back_m: float = 0.0) -> NDArray[np.float64]:
        return rounded_loop(share_w * width, share_d * long_m, z_m, 0.46 * share_w * width, 0.0, y + back_m)

    shapes = [
        ring_at(0.62, 0.72, 0.0, 0.06),
        ring_at(0.56, 0.68, 0.12, 0.07),
        ring_at(0.7, 0.8, 0.24, 0.05),
        ring_at(0.96, 0.98, seat_m - 0.05),
        ring_at(0.98, 1.0, seat_m - 0.02),
    ]
    low, high = ring_at(1.0, 1.0, seat_m - 0.018), ring_at(1.0, 1.0, seat_m + 0.014)
    crown = ring_at(0.93, 0.95, seat_m + 0.024)
    lid = loft([closing(seat_m - 0.018, y), low], [low, high, crown], [crown, closing(seat_m + 0.026, y)], slot=1)
    if is_open:
        rim, inner = ring_at(0.66, 0.68, seat_m - 0.02), ring_at(0.66, 0.68, seat_m + 0.01)
        deep = ring_at(0.34, 0.4, seat_m - 0.2, 0.04)
        hollow = [[shapes[-1], rim], [rim, deep], [deep, closing(seat_m - 0.21, y + 0.04)]]
        seat = loft(
            [rim, low],
            [low, ring_at(0.98, 0.98, seat_m + 0.01)],
            [ring_at(0.98, 0.98, seat_m + 0.01), inner],
            [inner, rim],
            slot=1,
        )
        bowl = join([loft([closing(0.0, y + 0.06), shapes[0]], shapes, *hollow), seat])
        flat = moved(lid, (0, -y, -seat_m))  # its outline is as long as the bowl, which stands up at the back
        share = (height - seat_m - 0.012) / long_m
        upright = tilted(flat.transformed(np.diag([0.98, share, 1.0, 1.0])), -84)
        lid = moved(upright, (0, depth / 2 - tank_m - 0.055, seat_m + share * long_m / 2))
    else:
        bowl = loft([closing(0.0, y + 0.06), shapes[0]], shapes, [shapes[-1], closing(seat_m - 0.02, y)])
    wide_m = 0.96 * width
    tank = block((wide_m, tank_m, tank_top_m - seat_m - 0.03), (0, (depth - tank_m) / 2, seat_m), 0.03, steps=3)
    top = block((width, tank_m, 0.03), (0, (depth - tank_m) / 2, tank_top_m - 0.034), 0.012, steps=3)
    neck = block((0.5 * width, tank_m, seat_m + 0.02), (0, (depth - tank_m) / 2 - 0.01, 0), 0.03, steps=3)
    knob = lathe([(0.022, 0), (0.02, 0.008), (0.0, 0.008)])
    return join([bowl, lid, tank, top, neck, moved(knob, (0, (depth - tank_m) / 2, tank_top_m - 0.008), slot=2)])


def basin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a washbasin to stand on a top. Slots: ceramic, waste."""
    width, depth, height = size_m
    round_m = float(rng.choice([0.04, 0.12, 0.5])) * depth
    return join(_bowl(width, depth, height, 0.0, rng.uniform(0.72, 0.95), round_m))


def pedestal_basin(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a washbasin on a column. Slots: ceramic, waste."""
    width, depth, height = size_m
    bowl = _bowl(width, depth, 0.19, height - 0.19, rng.uniform(0.45, 0.6), 0.3 * depth)
    y, narrow_m = 0.14 * depth, rng.uniform(0.15, 0.19)
    loops = [rounded_loop(w, w, z, 0.45 * w, 0.0, y) for w, z in ((0.24, 0), (narrow_m, 0.1), (0.2, height - 0.17))]
    return join([*bowl, loft([closing(0.0, y), loops[0]], loops, [loops[-1], closing(height - 0.17, y)])])


def tap(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a mixer tap whose spout reaches to the front. Slot: metal."""
    width, depth, height = size_m
    r = 0.45 * width
    y = depth / 2 - r
    foot = moved(lathe([(0.0, 0), (r, 0), (r, 0.012), (0.72 * r, 0.016)]), (0, y, 0))
    reach_m = depth - r - 0.012
    if rng.random() < 0.5:
        bend = [(0.0, y - reach_m * (1 - x) / 2, height - 0.012 - 0.5 * reach_m * (1 - z)) for x, z in arc(13, 0, 180)]
        path = [(0.0, y, 0.01), *bend, (0.0, y - reach_m, bend[-1][2] - 0.03)]
    else:
        path = [
            (0.0, y, 0.01),
            (0.0, y, 0.7 * height),
            (0.0, y - 0.02, 0.76 * height),
            (0.0, y - reach_m, 0.7 * height),
        ]
    lever = tube([(0.0, y, 0.55 * height), (width / 2, y, 0.62 * height)], 0.006)
    knob = round_bar((0, y, 0.7 * height), (0, y, height), 0.62 * r, 0.55 * r)
    return join([foot, tube(path, 0.5 * r), lever, knob] if len(path) == 4 else [foot, tube(path, 0.5 * r), lever])


def mirror(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a mirror in a narrow frame, or on a bare board; its back is at +y. Slots: mirror, frame."""
    width, depth, height = size_m
    bar_m = float(rng.choice([0.006, 0.02, 0.035]))
    bars = [block((width, depth, bar_m), (0, 0, z), 0.002, 1) for z in (0, height - bar_m)]
    tall_m = height - 2 * bar_m
    bars += [block((bar_m, depth, tall_m), (s * (width - bar_m) / 2, 0, bar_m), 0.002, 1) for s in (-1, 1)]
    pane = block((width - 2 * bar_m, 0.5 * depth, tall_m), (0, 0.1 * depth, bar_m), 0.0005)
    return join([*bars, pane])


def washing_machine(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a washing machine. Slots: body, dark parts, metal."""
    width, depth, height = size_m
    y = -depth / 2 + 0.05
    body = block((width, depth - 0.05, height), (0, 0.025, 0), 0.01, steps=2)
    middle = (0.0, y, 0.47 * height)
    trim = lathe([(0.0, 0), (0.2, 0), (0.2, 0.018), (0.15, 0.03), (0.0, 0.03)]).transformed(FORWARD)
    glass = lathe([(0.0, 0), (0.15, 0), (0.12, 0.045), (0.0, 0.05)]).transformed(FORWARD)
    panel = block((0.3 * width, 0.01, 0.06), (0.3 * width, y - 0.005, height - 0.1), 0.003, 1)
    knob = tube([(0.02, y, height - 0.07), (0.02, y - 0.03, height - 0.07)], 0.026, 2)
    drawer = block((0.3 * width, 0.012, 0.09), (-0.32 * width, y - 0.006, height - 0.115), 0.004, steps=2)
    return join([body, moved(trim, middle, slot=2), moved(glass, middle, slot=1), panel, knob, drawer])


def closing(z_m: float, y_m: float = 0.0) -> NDArray[np.float64]:
    """Return a loop drawn together to a point, with which lofts are closed."""
    return rounded_loop(0.0, 0.0, z_m, 0.0, 0.0, y_m)


def _bowl(width: float, depth: float, height: float, z: float, foot: float, round_m: float) -> list[Mesh]:
    """Return a basin that widens from `foot` (a share of its size) at z upwards, and its waste."""
    wall_m, y = 0.022, -0.02
    low = rounded_loop(foot * width, foot * depth, z, foot * round_m)
    rim = rounded_loop(width, depth, z + height - 0.008, round_m)
    edge = rounded_loop(width - 0.01, depth - 0.01, z + height, round_m)
    lip_size = (width - 2 * wall_m, depth - 3 * wall_m - 0.03)
    lip = rounded_loop(*lip_size, z + height, 0.9 * round_m, 0.0, y)
    floor = rounded_loop(0.6 * foot * width, 0.5 * foot * depth, z + 0.25 * height, 0.5 * round_m, 0.0, y)
    waist = rounded_loop(0.9 * lip_size[0], 0.88 * lip_size[1], z + 0.6 * height, 0.8 * round_m, 0.0, y)
    swell = rounded_loop(0.55 * (1 + foot) * width, 0.55 * (1 + foot) * depth, z + 0.5 * height, round_m)
    sides = [low, rim] if foot > 0.7 else [low, swell, rim]
    body = loft(
        [closing(z), low], sides, [rim, edge], [edge, lip], [lip, waist, floor], [floor, closing(z + 0.22 * height, y)]
    )
    return [body, moved(lathe([(0.02, 0), (0.022, 0.004), (0.0, 0.004)]), (0, y, z + 0.24 * height), slot=1)]


def _deck(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the strip behind a basin, where the tap stands, and what is beside that."""
    width, depth, height = size_m
    tap_m, aside_m = 0.12, 0.6 * (width - 0.12) / 2
    beside = [Surface((s * (tap_m + aside_m) / 2, depth / 2 - 0.038, height), aside_m, 0.062, 0.4) for s in (-1, 1)]
    return (Surface((0.0, depth / 2 - 0.036, height), tap_m, 0.05, 0.5), *beside)


def _ledge(size_m: Vec3) -> tuple[Surface, ...]:
    """Return the rim of a bath at the wall, where bottles stand."""
    width, depth, height = size_m
    return (Surface((0.0, depth / 2 - 0.034, height), width - 0.1, 0.066, 0.4),)


def _lid(size_m: Vec3) -> tuple[Surface, ...]:
    width, depth, height = size_m
    return (Surface((0.0, 0.02, height), width - 0.08, depth - 0.12, 0.5),)


GENERATORS: dict[str, Generator] = {
    "bathtub": bathtub,
    "shower tray": shower_tray,
    "shower screen": shower_screen,
    "shower": shower,
    "toilet": toilet,
    "open toilet": open_toilet,
    "basin": basin,
    "pedestal basin": pedestal_basin,
    "tap": tap,
    "mirror": mirror,
    "washing machine": washing_machine,
}


SURFACES: dict[str, Callable[[Vec3], tuple[Surface, ...]]] = {
    "washing machine": _lid,
    "bathtub": _ledge,
    "basin": _deck,
    "pedestal basin": _deck,
}
