"""Stairs of homes: a straight flight with balusters on its open side, and the balustrade of a landing.

Both take their height and their pitch from RAIL_M, so that the rail of a landing goes on where that of its flight ends.
"""

from __future__ import annotations

import numpy as np

from ...geometry.mesh import Mesh, join, lathe
from ...poses import Vec3
from ..core.parts import Generator, bar, block, moved, round_bar, spread

RAIL_M = 0.92  # from the edge of a tread up to the top of the handrail
RISER_M = 0.185
TREAD_M, NOSING_M = 0.034, 0.026  # how thick a tread is, and how far it reaches over its riser
POST_M, SPINDLE_M = 0.085, 0.012
TURNED = (
    *((1.2, 0.0), (1.2, 0.1), (0.8, 0.13), (0.75, 0.3)),
    *((1.5, 0.5), (0.8, 0.7), (0.8, 0.86), (1.2, 0.9), (1.0, 1.0)),
)
RUNNER_SHARE, RUNNER_M = 0.45, 0.012  # so many flights have a carpet on them, and how thick it is


def flight(size_m: Vec3, rng: np.random.Generator, open_side: int = 1) -> Mesh:
    """Build a flight that rises towards +y and ends at a landing as high as itself less RAIL_M, open towards ±x.

    Slots: treads, risers and sides, rail and posts, balusters, runner.
    """
    width, depth, height = size_m
    top_m = height - RAIL_M
    count = round(top_m / RISER_M)
    rise, going = top_m / count, (depth - NOSING_M - RUNNER_M) / (count - 1)
    steps = [(NOSING_M + RUNNER_M - depth / 2 + k * going, (k + 1) * rise) for k in range(count - 1)]
    parts = [part for y, z in steps for part in _step(width, y, z, rise, going)]
    if rng.random() < RUNNER_SHARE:
        parts += [part for y, z in steps for part in _runner(0.62 * width, y, z, rise, going)]
    parts += _below(open_side, width, depth, rise, going, steps)
    x = open_side * (width / 2 - POST_M / 2)
    parts += _guard(x, steps, going, top_m, depth)
    return join(parts)


def _step(width_m: float, y_m: float, z_m: float, rise_m: float, going_m: float) -> list[Mesh]:
    """Return the body of a step down to the floor, its riser, and its tread with a round nosing."""
    long_m = going_m + NOSING_M
    tread = block((width_m, long_m, TREAD_M), (0, y_m - NOSING_M + long_m / 2, z_m - TREAD_M), 0.012, steps=2)
    return [bar((width_m - 0.03, going_m, z_m - TREAD_M), (0, y_m + going_m / 2, 0), 1), tread]


def _below(
    open_side: int, width_m: float, depth_m: float, rise_m: float, going_m: float, steps: list[tuple[float, float]]
) -> list[Mesh]:
    """Return a skirting along the open side, and often the door of a cupboard where the flight is high enough."""
    x = open_side * (width_m / 2 - 0.015)
    low = bar((0.012, depth_m - 0.05, 0.09), (x, 0.02, 0), 1)
    y, z = steps[len(steps) * 3 // 4]
    tall = z - rise_m - 0.22
    panel = block((0.014, 2.4 * going_m, tall), (x, y + going_m, 0.1), 0.004, 1, 2)
    field = block((0.022, 2.4 * going_m - 0.16, tall - 0.2), (x, y + going_m, 0.2), 0.006, 1, 2)
    knob = moved(lathe([(0.0, 0.0), (0.016, 0.0), (0.016, 0.01), (0.0, 0.014)], 12), (x, y + 0.03, 0.6 * tall), slot=2)
    return [low, panel, field, knob]


def _runner(width_m: float, y_m: float, z_m: float, rise_m: float, going_m: float) -> list[Mesh]:
    """Return the carpet over a tread and down its riser."""
    front = y_m - NOSING_M - RUNNER_M
    over = block((width_m, going_m + NOSING_M, RUNNER_M), (0, front + (going_m + NOSING_M) / 2, z_m), 0.005, 4, 2)
    nose = block((width_m, RUNNER_M, TREAD_M + 0.01), (0, front + RUNNER_M / 2, z_m - TREAD_M - 0.004), 0.005, 4, 2)
    down = bar((width_m, RUNNER_M, rise_m - TREAD_M), (0, y_m - RUNNER_M / 2, z_m - rise_m), 4)
    return [over, nose, down]


def _guard(x_m: float, steps: list[tuple[float, float]], going_m: float, top_m: float, depth_m: float) -> list[Mesh]:
    """Return posts at foot and head, two balusters on each tread, and the handrail over them."""
    slope = steps[0][1] / going_m
    foot, head = steps[0][0] + 0.5 * going_m, depth_m / 2 - POST_M / 2

    def rail_m(y_m: float) -> float:
        return steps[0][1] + slope * (y_m - steps[0][0]) + RAIL_M - 0.06

    parts = [*_post(x_m, foot, 0.0, rail_m(foot) + 0.1), *_post(x_m, head, top_m - 0.3, top_m + RAIL_M)]
    for k, (y, z) in enumerate(steps):
        for share in (0.25, 0.75) if k else (0.9,):
            at = y + share * going_m
            parts.append(_spindle(x_m, at, z, rail_m(at)))
    end = (x_m, head, min(rail_m(head), top_m + RAIL_M - 0.06))
    return [*parts, round_bar((x_m, foot, rail_m(foot)), end, 0.027, 0.027, 2)]


def _post(x_m: float, y_m: float, low_m: float, top_m: float) -> list[Mesh]:
    """Return a square post with a knob."""
    knob = lathe([(0.018, 0.0), (0.02, 0.012), (0.042, 0.03), (0.045, 0.05), (0.03, 0.075), (0.0, 0.085)], 16, True)
    shaft_m = top_m - low_m - 0.085
    return [
        block((POST_M, POST_M, shaft_m), (x_m, y_m, low_m), 0.006, 2, 2),
        moved(knob, (x_m, y_m, low_m + shaft_m), slot=2),
    ]


def _spindle(x_m: float, y_m: float, low_m: float, top_m: float) -> Mesh:
    """Return a turned baluster: thin, with a swelling over its middle."""
    tall_m = top_m - low_m
    outline = [(r * SPINDLE_M, z * tall_m) for r, z in TURNED]
    return moved(lathe(outline, 8, True), (x_m, y_m, low_m), slot=3)


def balustrade(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build the guard of a landing along x. Slots: string, string, rail and posts, balusters."""
    width, _, height = size_m
    parts = [bar((width, 0.04, 0.03), (0, 0, 0), 1), *_post(width / 2 - POST_M / 2, 0.0, 0.0, height)]
    rail = height - 0.09
    parts.append(round_bar((-width / 2, 0, rail), (width / 2 - POST_M / 2, 0, rail), 0.027, 0.027, 2))
    return join([*parts, *(_spindle(x, 0.0, 0.03, rail) for x in spread(width - POST_M, 0.115))])


def _right(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flight that is open towards +x."""
    return flight(size_m, rng, 1)


def _left(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a flight that is open towards −x."""
    return flight(size_m, rng, -1)


GENERATORS: dict[str, Generator] = {"flight open right": _right, "flight open left": _left, "balustrade": balustrade}
