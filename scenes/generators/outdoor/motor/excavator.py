"""An excavator on tracks: its boom reaches to −y, its cab is at its left."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh, join, lathe
from ....geometry.parts import as_part
from ....poses import Pose, Vec3, turn
from ...core.parts import Generator, arc, bar, block, prism, tube

PAINT, DARK, STEEL, GLASS, SEAT = range(5)
TRACK_M: Vec3 = (0.55, 3.6, 0.84)
TRACKS_Y_M = 1.1
DECK_M = 1.0  # of what turns on the tracks
YZ = tuple[float, float]


def excavator(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build an excavator, its bucket let down. Slots: paint, dark, steel, panes, seat."""
    half = size_m[0] / 2
    reach = float(rng.uniform(-0.25, 0.25))
    middle = Pose((0.0, TRACKS_Y_M, 0.0)).matrix()
    tracks = [part.transformed(middle) for s in (-1, 1) for part in _track(s * (half - TRACK_M[0] / 2))]
    disc = lathe([(0.6, 0.75), (0.6, DECK_M)], 28).transformed(middle).with_slot(DARK)
    parts = [*tracks, bar((1.5, 1.7, 0.4), (0, TRACKS_Y_M, 0.4), DARK), disc]
    return join([*parts, *_house(half), *_cab(half), *_arm(reach)])


def _track(x: float) -> list[Mesh]:
    """Return a track around its wheels."""
    wide, long, tall = TRACK_M
    r = tall / 2
    bow = arc(9, -90, 90)
    ahead = [(float(long / 2 - r + r * c), float(r + r * s)) for c, s in bow]
    belt = [*ahead, *((-y, tall - z) for y, z in ahead)]
    pads = [bar((wide, 0.1, 0.03), (x, y, z), DARK) for y in np.arange(-1.3, 1.4, 0.2) for z in (-0.012, tall - 0.012)]
    hubs = [0.3 - long / 2 + 0.1, long / 2 - 0.4]
    discs = [
        lathe([(0.3, 0.0), (0.26, 0.03), (0.0, 0.03)], 20).transformed(
            Pose((x + s * wide / 2, y, r), turn("y", 90.0 * s)).matrix()
        )
        for y in hubs
        for s in (-1, 1)
    ]
    rollers = [bar((wide + 0.03, 0.2, 0.2), (x, y, 0.1), STEEL) for y in np.linspace(-0.9, 0.9, 5)]
    return [prism(belt, x - wide / 2, x + wide / 2, DARK), *pads, *(each.with_slot(STEEL) for each in discs), *rollers]


def _house(half: float) -> list[Mesh]:
    """Return the engine's house with its grilles, the counterweight and the rail."""
    tail = [block((2 * half - 0.04, 1.9, 0.9), (0, 1.75, DECK_M), 0.1, PAINT, 2)]
    tail.append(block((2 * half - 0.1, 0.5, 0.8), (0, 2.75, DECK_M - 0.05), 0.2, DARK, 3))
    tail.append(block((half - 0.2, 1.6, 0.55), (-half / 2, 0.0, DECK_M), 0.08, PAINT, 2))
    tail.append(bar((2 * half - 0.1, 3.2, 0.12), (0, 1.2, DECK_M - 0.1), DARK))
    grilles = [bar((2 * half - 0.02, 0.7, 0.04), (0, 1.9, DECK_M + 0.3 + 0.1 * k), DARK) for k in range(4)]
    pipe = tube([(-0.5, 1.8, DECK_M + 0.9), (-0.5, 1.8, DECK_M + 1.25), (-0.5, 1.9, DECK_M + 1.32)], 0.06, DARK, 10)
    rail = [(-half + 0.1, 0.9, DECK_M + 0.5), (-half + 0.1, 0.95, DECK_M + 1.3), (-half + 0.1, 2.4, DECK_M + 1.3)]
    return [*tail, *grilles, pipe, tube([*rail, (-half + 0.1, 2.45, DECK_M + 0.85)], 0.02, STEEL, 8)]


def _cab(half: float) -> list[Mesh]:
    """Return the cab with its seat, seen through its panes."""
    wide, long, tall = 0.98, 1.55, 1.85
    x, y, z = half - wide / 2 - 0.05, 0.05, DECK_M
    w, d = wide / 2 - 0.04, long / 2 - 0.04
    posts = [bar((0.07, 0.07, tall), (x + s * w, y + t * d, z), DARK) for s in (-1, 1) for t in (-1, 1)]
    posts += [bar((0.07, 0.07, tall), (x + s * w, y + 0.15, z), DARK) for s in (-1, 1)]
    roof = block((wide, long, 0.12), (x, y, z + tall), 0.05, PAINT, 2)
    low = [bar((0.05, long, 0.6), (x + s * w, y, z), PAINT) for s in (-1, 1)]
    low += [bar((wide, 0.05, 0.35 if t < 0 else 0.7), (x, y + t * d, z), PAINT) for t in (-1, 1)]
    panes = [bar((0.012, long - 0.14, tall - 0.62), (x + s * w, y, z + 0.6), GLASS) for s in (-1, 1)]
    panes += [
        bar((wide - 0.14, 0.012, tall - low_m), (x, y + t * d, z + low_m), GLASS) for t, low_m in ((-1, 0.36), (1, 0.7))
    ]
    seat = [
        block((0.5, 0.5, 0.14), (x, y + 0.2, z + 0.45), 0.05, SEAT, 2),
        block((0.5, 0.14, 0.7), (x, y + 0.48, z + 0.5), 0.05, SEAT, 2),
    ]
    sticks = [
        tube([(x + s * 0.34, y - 0.05, z + 0.1), (x + s * 0.32, y - 0.12, z + 0.75)], 0.025, DARK, 6) for s in (-1, 1)
    ]
    return [
        *posts,
        roof,
        *low,
        *(as_part(pane, "vehicle window") for pane in panes),
        *seat,
        bar((wide - 0.1, long - 0.1, 0.04), (x, y, z), DARK),
        *sticks,
    ]


def _arm(reach: float) -> list[Mesh]:
    """Return the boom with its bend, the stick, the bucket with its teeth, and the rams."""
    foot, bend, elbow = (0.1, DECK_M + 0.55), (-1.3, DECK_M + 2.0), (-3.0 - reach, DECK_M + 1.55)
    wrist = (-2.75 - reach, 0.75)
    x = -0.12
    parts = [
        _limb(foot, bend, 0.2, 0.3, x, 0.17),
        _limb(bend, elbow, 0.3, 0.16, x, 0.17),
        _limb(_past(elbow, wrist), wrist, 0.2, 0.11, x, 0.13),
    ]
    y, z = wrist
    scoop = [
        (y + 0.1, z + 0.1),
        (y - 0.15, z + 0.12),
        (y - 0.3, z - 0.2),
        (y - 0.1, z - 0.62),
        (y + 0.35, z - 0.72),
        (y + 0.62, z - 0.5),
    ]
    parts.append(prism(scoop, x - 0.45, x + 0.45, DARK))
    parts += [
        prism([(y + 0.5, z - 0.56), (y + 0.72, z - 0.42), (y + 0.5, z - 0.48)], x + k - 0.04, x + k + 0.04, STEEL)
        for k in (-0.38, -0.19, 0.0, 0.19, 0.38)
    ]
    rams = [((-0.35, DECK_M + 0.2), (-1.25, DECK_M + 1.55), s * 0.24) for s in (-1, 1)]
    rams += [
        ((-1.5, DECK_M + 2.35), (elbow[0] + 0.05, elbow[1] + 0.4), 0.0),
        ((elbow[0] - 0.2, elbow[1] - 0.1), (y - 0.24, z + 0.1), 0.0),
    ]
    for (y0, z0), (y1, z1), dx in rams:
        half_way = (x + dx, 0.45 * y0 + 0.55 * y1, 0.45 * z0 + 0.55 * z1)
        parts += [
            tube([(x + dx, y0, z0), half_way], 0.065, PAINT, 10),
            tube([half_way, (x + dx, y1, z1)], 0.038, STEEL, 10),
        ]
    return parts


def _past(elbow: YZ, wrist: YZ) -> YZ:
    """Return where a stick ends that goes on beyond its elbow."""
    return elbow[0] + 0.16 * (elbow[0] - wrist[0]), elbow[1] + 0.16 * (elbow[1] - wrist[1]) + 0.3


def _limb(start: YZ, end: YZ, start_m: float, end_m: float, x: float, half: float) -> Mesh:
    """Return a beam between two points of the plane, so high at both of its ends to either side."""
    along = np.subtract(end, start) / np.hypot(*np.subtract(end, start))
    aside = np.array((-along[1], along[0]))
    a, b = np.array(start) - 0.1 * along, np.array(end) + 0.1 * along
    outline = [a - start_m * aside, b - end_m * aside, b + end_m * aside, a + start_m * aside]
    return prism(outline, x - half, x + half, PAINT)


GENERATORS: dict[str, Generator] = {"excavator": excavator}
