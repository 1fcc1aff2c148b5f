"""What underground stations have: a train, its track, boards of departures."""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...geometry.parts import as_part
from ...poses import Vec3
from ..core.lettering import Panel, lettering, text_width
from ..core.parts import Generator, bar, block, moved, round_bar, tube

FLOOR_M = 1.0  # of a train, above its rails
GAUGE_M = 1.435
SLEEPER_M = 0.65  # so far sleepers are apart
RAIL_M = 0.33  # the top of the rails above what the track lies on
DOOR_M, DOORS_M = 1.35, 4.6  # the width of a train's doors, and how far they are apart
SILL_M, TOP_M = 0.85, 1.95  # of its windows, above its floor
SKIN_M = 0.06
ROOF_M = 0.55
NOSE_M = 0.5
BRACKET_M = 1.5  # from one bracket of cables to the next
ROWS, DEEP_M = 4, 0.005  # of a board of departures, and how far its letters stand out
PLACES = (
    *("ALDERN", "ASHMERE", "BELLFORD", "BRACKEN HILL", "CASTLE STREET", "DUNHAVEN", "EASTGATE", "ELMS PARK"),
    *("FERRYSIDE", "HARBOUR", "HOLLOWAY", "KINGSMILL", "LINDEN", "MARKET", "NORTHAM", "OLD MILL", "PORT ALMA"),
    *("RIVERSIDE", "ST MAREN", "THORNBY", "UPPER FELL", "VALE", "WESTLEA", "ZOO"),
)


def track(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build rails along x on sleepers in a bed. Slots: bed, sleepers, rails, conductor."""
    long, wide, _ = size_m
    parts = [bar((long, wide, 0.12), (0, 0, 0))]
    count = max(2, round(long / SLEEPER_M))
    parts += [block((0.24, 2.4, 0.09), ((k - (count - 1) / 2) * long / count, 0, 0.1), 0.01, 1) for k in range(count)]
    for s in (-1, 1):
        y = s * (GAUGE_M / 2 + 0.03)
        parts += [
            bar((long, 0.14, 0.02), (0, y, 0.19), 2),
            bar((long, 0.02, 0.1), (0, y, 0.2), 2),
            bar((long, 0.07, 0.04), (0, y, RAIL_M - 0.04), 2),
        ]
    return join([*parts, bar((long, 0.09, 0.07), (0, min(wide / 2 - 0.1, 1.35), 0.24), 3)])


def train(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a car of an underground train along x, its front at +x, with doors and seats to both sides.

    It stands with its wheels on z = 0. Slots: body, doors, glass, inside, seats, lamps, metal, underframe.
    """
    long, wide, height = size_m
    cabin = long - NOSE_M
    x = -NOSE_M / 2
    roof = height - ROOF_M
    parts = [
        block((cabin, wide, ROOF_M), (x, 0, roof), 0.26, 0, 4),
        bar((cabin - 0.1, wide - 0.16, 0.3), (x, 0, FLOOR_M - 0.32), 7),
        bar((cabin - 0.02, wide - 0.1, 0.04), (x, 0, FLOOR_M - 0.02), 3),
        bar((cabin - 0.3, wide - 0.3, 0.03), (x, 0, roof - 0.03), 3),
        bar((0.06, wide - 0.02, roof - FLOOR_M), (x - cabin / 2 + 0.03, 0, FLOOR_M)),
    ]
    parts += [bar((cabin - 1.0, 0.12, 0.03), (x, s * 0.22 * wide, roof - 0.055), 5) for s in (-1, 1)]
    for s in (-1, 1):
        parts += _flank(x, cabin, s * (wide / 2 - SKIN_M / 2), roof, s)
    return join([*parts, *_front(size_m, roof), *_inside(x, cabin, wide, roof), *_wheels(long)])


def _flank(x_m: float, long_m: float, y: float, roof_m: float, side: int) -> list[Mesh]:
    """Return one side of a car: doors at equal distances, windows and panels between them."""
    count = max(1, round(long_m / DOORS_M))
    pitch = long_m / count
    between = pitch - DOOR_M
    parts = [bar((long_m, SKIN_M, 0.1), (x_m, y, FLOOR_M - 0.1))]
    for k in range(count):
        at = x_m + (k - (count - 1) / 2) * pitch
        parts += _door(at, y, roof_m, side)
        for s in (-1, 1):
            half = between / 2
            middle = at + s * (DOOR_M + half) / 2
            low, high = FLOOR_M + SILL_M, min(FLOOR_M + TOP_M, roof_m - 0.06)
            parts.append(bar((half, SKIN_M, SILL_M), (middle, y, FLOOR_M)))
            parts.append(bar((half, SKIN_M, roof_m - high), (middle, y, high)))
            parts += [bar((0.14, SKIN_M, high - low), (middle + e * (half / 2 - 0.07), y, low)) for e in (-1, 1)]
            pane = bar((half - 0.28, 0.012, high - low), (middle, y, low), 2)
            parts.append(as_part(pane, "vehicle window"))
            parts.append(bar((half, 0.006, 0.16), (middle, y + side * (SKIN_M / 2), FLOOR_M + 0.42), 1))
    return parts


def _door(x_m: float, y: float, roof_m: float, side: int) -> list[Mesh]:
    """Return two leaves with a window each, set back a little, under a lintel."""
    tall, set_back = roof_m - 0.1 - FLOOR_M, y - side * 0.015
    parts = [bar((DOOR_M, SKIN_M, 0.1), (x_m, y, roof_m - 0.1))]
    for s in (-1, 1):
        leaf, wide = x_m + s * DOOR_M / 4, DOOR_M / 2 - 0.012
        panels = [
            bar((wide, 0.04, 0.8), (leaf, set_back, FLOOR_M), 1),
            bar((wide, 0.04, 0.14), (leaf, set_back, FLOOR_M + tall - 0.14), 1),
            *(
                bar((0.1, 0.04, tall - 0.94), (leaf + e * (wide / 2 - 0.05), set_back, FLOOR_M + 0.8), 1)
                for e in (-1, 1)
            ),
            bar((wide - 0.2, 0.01, tall - 0.94), (leaf, set_back, FLOOR_M + 0.8), 2),
        ]
        parts.append(as_part(join(panels), "vehicle door"))
    return parts


def _front(size_m: Vec3, roof_m: float) -> list[Mesh]:
    """Return the driver's end: a round nose with a screen, a number box and lights."""
    long, wide, height = size_m
    x = long / 2 - NOSE_M / 2 - 0.06
    nose = block((NOSE_M + 0.1, wide - 0.01, height - FLOOR_M + 0.15), (x, 0, FLOOR_M - 0.15), 0.2, 0, 4)
    face = long / 2 - 0.012
    parts = [nose, block((0.03, 0.66 * wide, 0.85), (face - 0.008, 0, FLOOR_M + 1.0), 0.01, 2)]
    parts.append(bar((0.012, 0.4 * wide, 0.2), (face + 0.002, 0, roof_m + 0.08), 5))
    for s in (-1, 1):
        lamp = round_bar(
            (face - 0.02, s * 0.34 * wide, FLOOR_M + 0.45), (long / 2, s * 0.34 * wide, FLOOR_M + 0.45), 0.09, 0.09, 5
        )
        parts.append(as_part(lamp, "headlight"))
    parts.append(bar((0.02, 0.8 * wide, 0.1), (face - 0.004, 0, FLOOR_M + 0.75), 1))
    return [*parts, block((0.3, 0.4, 0.24), (long / 2 - 0.15, 0, FLOOR_M - 0.4), 0.04, 7, 2)]


def _inside(x_m: float, long_m: float, wide_m: float, roof_m: float) -> list[Mesh]:
    """Return benches along both sides between the doors, and poles."""
    count = max(1, round(long_m / DOORS_M))
    pitch, parts = long_m / count, []
    seat = pitch - DOOR_M - 0.3
    for k in range(count + 1):
        at = x_m + (k - count / 2) * pitch
        wide = seat if 0 < k < count else 0.5 * seat
        at += 0.0 if 0 < k < count else (0.25 if k == 0 else -0.25) * seat + (0.06 if k == 0 else -0.06)
        for s in (-1, 1):
            parts.append(block((wide, 0.44, 0.1), (at, s * (wide_m / 2 - 0.3), FLOOR_M + 0.36), 0.03, 4, 2))
            parts.append(block((wide, 0.1, 0.5), (at, s * (wide_m / 2 - 0.13), FLOOR_M + 0.42), 0.03, 4, 2))
            parts.append(bar((wide, 0.34, 0.34), (at, s * (wide_m / 2 - 0.24), FLOOR_M + 0.02), 3))
        parts += [
            tube([(at + e * 0.9, 0, FLOOR_M), (at + e * 0.9, 0, roof_m)], 0.017, 6, 8)
            for e in ((-1, 1) if 0 < k < count else ())
        ]
    return parts


def _wheels(long_m: float) -> list[Mesh]:
    parts = []
    for x in (-0.34 * long_m, 0.34 * long_m):
        parts.append(bar((2.6, 1.9, 0.24), (x, 0, 0.42), 7))
        for axle in (-0.9, 0.9):
            for s in (-1, 1):
                y = s * (GAUGE_M / 2 + 0.03)
                parts.append(round_bar((x + axle, y - 0.033, 0.42), (x + axle, y + 0.033, 0.42), 0.42, 0.42, 6))
    return parts


def wall_cables(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build cables along a tunnel's wall, on brackets, somewhat slack between them. Slots: cables, brackets."""
    long, deep, tall = size_m
    count = max(2, round(long / BRACKET_M))
    xs = np.linspace(-long / 2, long / 2, 4 * count + 1)
    slack = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(len(xs)) / 4)
    parts = []
    for z in np.linspace(0.04, tall - 0.03, 4).tolist():
        r = float(rng.uniform(0.014, 0.026))
        sag = z - slack * float(rng.uniform(0.004, 0.012))
        parts.append(tube(np.column_stack([xs, np.full(len(xs), 0.03 - deep / 2), sag]), r, 0, 6))
    for k in range(count):
        x = (k + 0.5 - count / 2) * long / count
        parts.append(bar((0.05, 0.02, tall), (x, deep / 2 - 0.01, 0), 1))
    return join(parts)


def clad_column(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a column in panels with open joints, square or round, on a low plinth. Slots: panels, plinth."""
    width, depth, height = size_m
    count = max(2, round(height / float(rng.uniform(0.6, 1.3))))
    tall, gap = height / count, 0.008
    round_one = bool(rng.random() < 0.5)
    core = 0.45 * width
    parts = [moved(lathe([(core, 0.0), (core, height)], 32), (0, 0, 0), slot=1)] if round_one else []
    if not round_one:
        parts = [bar((0.9 * width, 0.9 * depth, height), (0, 0, 0), 1)]
    for k in range(count):
        low, high = k * tall + gap / 2, (k + 1) * tall - gap / 2
        if round_one:
            parts.append(lathe([(0.48 * width, low), (0.48 * width, high)], 40))
        else:
            halves = (-1, 1) if width > 0.5 else (0,)
            wide = 0.96 * width / len(halves) - gap / 2
            parts += [block((wide, 0.96 * depth, high - low), (s * 0.24 * width, 0, low), 0.004) for s in halves]
    if round_one:
        return join([*parts, moved(lathe([(0.5 * width, 0.0), (0.5 * width, 0.12)], 40), (0, 0, 0), slot=1)])
    return join([*parts, block((width, depth, 0.12), (0, 0, 0), 0.004, 1)])


def departure_board(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a hanging board of departures: times, places and platforms on both sides. Slots: case, screen, light."""
    width, depth, height = size_m
    tall = 0.6 * height
    parts = [
        block((width, depth - 0.02, tall), (0, 0, 0), 0.012, 0, 2),
        bar((width - 0.08, depth - 0.01, tall - 0.08), (0, 0, 0.04), 1),
    ]
    rods = [tube([(s * 0.32 * width, 0, tall - 0.02), (s * 0.32 * width, 0, height)], 0.018, 0, 10) for s in (-1, 1)]
    front = join(_departures((width, depth, tall), rng))
    return join([*parts, front, moved(front, (0, 0, 0), 180.0), *rods])


def _departures(size_m: Vec3, rng: np.random.Generator) -> list[Mesh]:
    """Return the letters of a board's front: in each row a time, the place that a train goes to, and its platform."""
    width, depth, tall = size_m
    pitch = (tall - 0.16) / ROWS
    letter_m, minute = min(0.52 * pitch, 0.045 * width), int(rng.integers(6 * 60, 22 * 60))
    rows = []
    for row in range(ROWS):
        z = tall - 0.08 - (row + 1) * pitch + 0.24 * pitch
        minute += int(rng.integers(2, 12))
        place = str(rng.choice([each for each in PLACES if text_width(each) * letter_m < 0.56 * width]))
        for text, left in (
            (f"{minute // 60:02d}", 0.05),
            (f"{minute % 60:02d}", 0.05 + 2.6 * letter_m / width),
            (place, 0.27),
            (str(rng.integers(1, 5)), 0.9),
        ):
            at = (left - 0.5) * width + text_width(text) * letter_m / 2
            rows.append(Panel(text, (at, DEEP_M - depth / 2, z), letter_m))
    return lettering(tuple(rows), 2, DEEP_M)


GENERATORS: dict[str, Generator] = {
    "track": track,
    "train": train,
    "departure board": departure_board,
    "wall cables": wall_cables,
    "clad column": clad_column,
}
