"""Chairs with four legs: turned or sawn, with a back of spindles, rails or a panel, the seat bare or upholstered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join, rounded_box
from ...geometry.parts import as_part, each_part
from ...poses import Vec3
from ..core.parts import Generator, block, moved, pad, round_bar, tube
from .soft import CROWN_M, sat_on

LEAN_M = (0.05, 0.1)  # by which the top of a back lies behind its foot
UPHOLSTERED = 0.5  # of seats
STRETCHED = 0.55  # so many chairs have bars between their legs
NARROWER = 0.08  # the back of a seat is by so much than its front


@dataclass(frozen=True, slots=True)
class Frame:
    """A chair's outer size, the height of its seat, half the thickness of its posts, and how far its back leans."""

    size_m: Vec3
    seat_m: float
    half_m: float
    lean_m: float

    @property
    def out_m(self) -> float:
        """How far its back posts are from its middle."""
        return self.size_m[0] / 2 * (1 - NARROWER) - self.half_m - 0.012

    def back_m(self, z_m: float) -> float:
        """Return y of the middle of its back at a height above its seat."""
        share = (z_m - self.seat_m) / (self.size_m[2] - self.seat_m)
        return self.size_m[1] / 2 - self.half_m - self.lean_m * max(1 - share, 0.0) ** 0.8


def chair(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a side chair. Slots: frame, seat."""
    frame = Frame(size_m, chair_seat_m(size_m), float(rng.uniform(0.013, 0.019)), float(rng.uniform(*LEAN_M)))
    padded = bool(rng.random() < UPHOLSTERED)
    seat = _upholstered(frame, rng) if padded else _board(frame, rng)
    legs, bars = _legs(frame, rng)
    back = BACKS[int(rng.integers(len(BACKS)))](frame, rng)
    return join([*each_part(legs, "leg"), *bars, as_part(seat, "seat"), as_part(back, "backrest")])


def chair_seat_m(size_m: Vec3) -> float:
    """Return the height of a chair's seat."""
    return 0.53 * size_m[2]


def _board(frame: Frame, rng: np.random.Generator) -> Mesh:
    """Return a seat of wood, narrower at its back."""
    width, depth, _ = frame.size_m
    thick_m = float(rng.uniform(0.018, 0.04))
    return _narrowed(
        block((width, depth - 0.045, thick_m), (0, -0.0225, frame.seat_m - thick_m), 0.016, 1, steps=3), frame
    )


def _upholstered(frame: Frame, rng: np.random.Generator) -> Mesh:
    """Return a piped cushion that somebody sat on, on a frame of rails."""
    width, depth, _ = frame.size_m
    thick_m, dent_m = float(rng.uniform(0.035, 0.065)), float(rng.uniform(0.008, 0.018))
    size = (width, depth - 0.05, thick_m - CROWN_M)
    cushion = sat_on(size, (0, -0.025, frame.seat_m - thick_m), 0.4 * thick_m, dent_m, rng).with_slot(1)
    rails = block((width - 0.03, depth - 0.09, 0.05), (0, -0.025, frame.seat_m - thick_m - 0.048), 0.006, 0, steps=2)
    return _narrowed(join([cushion, rails]), frame)


def _narrowed(shape: Mesh, frame: Frame) -> Mesh:
    share = np.clip(shape.vertices[:, 1:2] / frame.size_m[1] + 0.5, 0, 1)
    return shape.with_vertices(shape.vertices * np.column_stack([1 - NARROWER * share, np.ones((len(share), 2))]))


def _legs(frame: Frame, rng: np.random.Generator) -> tuple[list[Mesh], list[Mesh]]:
    """Return four legs that stand a little aslant, and the bars between them."""
    (width, depth, _), top_m, r = frame.size_m, frame.seat_m - 0.025, frame.half_m
    is_round, splay_m = bool(rng.random() < 0.6), float(rng.uniform(0.0, 0.03))
    front = [(width / 2 - 0.045, 0.055 - depth / 2), (frame.out_m, frame.back_m(frame.seat_m))]
    out = [(min(splay_m, 0.03), -min(splay_m, 0.02)), (0.5 * splay_m, float(rng.uniform(0.02, frame.lean_m)))]
    legs, feet = [], []
    for (x, y), (dx, dy) in zip(front, out, strict=True):
        for side in (-1, 1):
            top, foot = np.array([side * x, y, top_m]), np.array([side * (x + dx), y + dy, 0.0])
            legs.append(_leg(top, foot, r, is_round))
            feet.append((top, foot))
    at = float(rng.uniform(0.25, 0.5))
    between = [(0, 2), (1, 3), *(((0, 1),) if rng.random() < 0.5 else ())]
    points = [foot + at * (top - foot) for top, foot in feet]
    return legs, [_bar(points[a], points[b], 0.62 * r) for a, b in between] if rng.random() < STRETCHED else []


def _leg(top: NDArray[np.float64], foot: NDArray[np.float64], half_m: float, is_round: bool) -> Mesh:
    """Return a leg with level ends that tapers towards its foot."""
    tall_m = float(top[2])
    shape = round_bar((0, 0, 0), (0, 0, tall_m), 0.68 * half_m, half_m)
    if not is_round:
        shape = block((2 * half_m, 2 * half_m, tall_m), (0, 0, 0), 0.004)
    share = shape.vertices[:, 2:] / tall_m
    thinner = 1.0 if is_round else 0.72 + 0.28 * share
    plan = shape.vertices[:, :2] * thinner + foot[:2] + share * (top - foot)[:2]
    return shape.with_vertices(np.column_stack([plan, shape.vertices[:, 2]]))


def _bar(start: NDArray[np.float64], end: NDArray[np.float64], radius_m: float) -> Mesh:
    return tube([start, end], radius_m, 0, 8)


def _posts(frame: Frame, top_m: float) -> list[Mesh]:
    """Return the two posts of a back, from below its seat up to a height."""
    heights = np.linspace(frame.seat_m - 0.025, top_m, 6)
    radii = frame.half_m * np.linspace(1.0, 0.75, 6)
    ways = [[(side * frame.out_m, frame.back_m(max(z, frame.seat_m)), z) for z in heights] for side in (-1, 1)]
    return [tube(way, radii, 0, 10) for way in ways]


def _rail(
    frame: Frame, low_m: float, tall_m: float, bow_m: float, long_m: float, slot: int = 0, thick_m: float = 0.018
) -> Mesh:
    """Return a rail across a back, bowed backwards by `bow_m` in its middle."""
    shape = moved(rounded_box((long_m, thick_m, tall_m), 0.4 * thick_m, 2, 6), (0, 0, low_m + tall_m / 2), slot=slot)
    bow = bow_m * (1 - (2 * shape.vertices[:, 0] / long_m) ** 2)
    y = shape.vertices[:, 1] + bow + frame.back_m(low_m + tall_m / 2)
    lean = (frame.back_m(low_m + tall_m) - frame.back_m(low_m)) / tall_m
    y += lean * (shape.vertices[:, 2] - low_m - tall_m / 2)
    return shape.with_vertices(np.column_stack([shape.vertices[:, 0], y, shape.vertices[:, 2]]))


def _spindles(frame: Frame, rng: np.random.Generator) -> Mesh:
    """Return thin round bars from the seat up to a bowed rail that lies on the posts."""
    height, bow_m, tall_m = frame.size_m[2], float(rng.uniform(0.005, 0.025)), float(rng.uniform(0.045, 0.09))
    long_m, low_m = 2 * frame.out_m + 2 * frame.half_m + float(rng.uniform(0.0, 0.03)), height - tall_m
    bars = []
    for share in np.linspace(-1, 1, int(rng.integers(5, 9)) + 2)[1:-1].tolist():
        x = share * frame.out_m
        foot = (0.94 * x, frame.back_m(frame.seat_m), frame.seat_m - 0.01)
        bars.append(round_bar(foot, (x, frame.back_m(low_m) + bow_m * (1 - share**2), low_m + 0.01), 0.0065, 0.005))
    return join([*_posts(frame, low_m + 0.02), _rail(frame, low_m, tall_m, bow_m, long_m, thick_m=0.022), *bars])


def _ladder(frame: Frame, rng: np.random.Generator) -> Mesh:
    """Return two to four bowed rails between posts that end above them."""
    height, bow_m, count = frame.size_m[2], float(rng.uniform(0.005, 0.03)), int(rng.integers(2, 5))
    tall_m, long_m = float(rng.uniform(0.035, 0.06)), 2 * frame.out_m
    lowest = frame.seat_m + float(rng.uniform(0.1, 0.2))
    lows = np.linspace(lowest, height - tall_m - 0.02, count).tolist()
    return join([*_posts(frame, height), *(_rail(frame, low_m, tall_m, bow_m, long_m) for low_m in lows)])


def _panel(frame: Frame, rng: np.random.Generator) -> Mesh:
    """Return a bowed panel of the seat's material on posts."""
    height, bow_m = frame.size_m[2], float(rng.uniform(0.015, 0.035))
    low_m = frame.seat_m + float(rng.uniform(0.06, 0.16))
    thick_m = float(rng.choice([0.012, 0.035]))
    long_m = 2 * frame.out_m + 2 * frame.half_m
    panel = _rail(frame, low_m, height - low_m, bow_m, long_m, 1, thick_m)
    return join([*_posts(frame, height - 0.03), panel])


def _full(frame: Frame, rng: np.random.Generator) -> Mesh:
    """Return an upholstered back from the seat up."""
    height, low_m = frame.size_m[2], frame.seat_m - 0.03
    cushion = pad((2 * frame.out_m + 2 * frame.half_m, height - low_m, 0.06), (0, 0, 0), 0.02, 0.012, 1)
    lean = (frame.back_m(height) - frame.back_m(frame.seat_m)) / (height - low_m)
    x, up, out = cushion.vertices.T
    z = up + (height + low_m) / 2
    return cushion.with_vertices(np.column_stack([x, frame.back_m(frame.seat_m) + 0.03 - out + lean * (z - low_m), z]))


BACKS: tuple[Callable[[Frame, np.random.Generator], Mesh], ...] = (_spindles, _spindles, _ladder, _panel, _full)
GENERATORS: dict[str, Generator] = {"chair": chair}
