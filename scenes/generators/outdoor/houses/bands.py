"""What runs along and hangs on a front: bands, cornice, gutter, pipes, cables, boxes, signs and lanterns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ....geometry.mesh import Mesh
from ...core.lettering import Panel, fitting, lettering
from ...core.parts import bar, tube
from .front import BOARD, DOOR_M, IRON, LETTERS, LIT, PROJECT_M, TRIM, Front

SIGN_M = 0.74  # how far a hanging sign reaches out
NUMBER_M, NUMBER_GAP_M = 0.17, 0.07  # how high the number of a house is, and how far its sheet is from the door
BORDER = 0.6  # of a letter's height a board is wider than what is written on it


def sign_text(front: Front) -> Panel:
    """Return a shop's name above its window, or the number of a house beside its door."""
    if front.shop:
        letter_m = fitting(front.shop, 0.8 * front.width_m, 0.4)
        return Panel(front.shop, (0.0, -0.14, front.ground_m - 0.345 - letter_m / 2), letter_m)
    number = Panel(str(front.number), (0.0, -0.02, 1.75), NUMBER_M)
    aside = DOOR_M / 2 + NUMBER_GAP_M + (number.width_m + BORDER * NUMBER_M) / 2
    return replace(number, place_m=(front.bay_x_m(front.door) - front.pipe * aside, *number.place_m[1:]))


def hanging_text(front: Front) -> tuple[Panel, ...]:
    """Return a shop's name on both sides of the sign that hangs across the pavement."""
    if not front.shop:
        return ()
    letter_m = fitting(front.shop, SIGN_M - 0.08, 0.3)
    x, y, z = front.pipe_x_m(-1), SIGN_M / 2 - PROJECT_M, front.ground_m - 0.37 - letter_m / 2
    return tuple(Panel(front.shop, (x + side * 0.025, y, z), letter_m, 90.0 * side) for side in (-1, 1))


def signs(front: Front) -> list[Mesh]:
    """Return a white board with letters on it, and letters on the hanging sign."""
    panel = sign_text(front)
    (x, y, z), high_m = panel.place_m, panel.letter_m
    board = bar((panel.width_m + BORDER * high_m, 0.02, 1.3 * high_m), (x, y + 0.01, z - 0.15 * high_m), BOARD)
    return [board, *lettering((panel, *hanging_text(front)), LETTERS)]


def bands(front: Front, width_m: float, top_m: float, rng: np.random.Generator, yard: bool) -> list[Mesh]:
    """Return the plinth, courses between storeys, the cornice and rain pipes."""
    parts = [
        bar((width_m, 0.2, 0.16), (0, -0.1, top_m - 0.2), TRIM),
        bar((width_m, 0.32, 0.1), (0, -0.16, top_m - 0.1), TRIM),
    ]
    if rng.random() < 0.6:
        parts.append(bar((width_m, 0.08, 0.18), (0, -0.04, front.ground_m - 0.05), TRIM))
    floors = range(1, front.storeys if rng.random() < 0.3 else 1)
    parts += [bar((width_m, 0.06, 0.12), (0, -0.03, front.ground_m + n * front.storey_m), TRIM) for n in floors]
    parts += [*_fittings(front), *_pipe(front.pipe_x_m(1), top_m)]
    return [*parts, *(_lantern(-0.7 * front.pipe_x_m(1), front.ground_m) if yard else _hanging_sign(front))]


def _pipe(x_m: float, top_m: float) -> list[Mesh]:
    """Return a rain pipe with its hopper, and the clips that hold it to the wall."""
    parts = [tube([(x_m, -0.08, 0.05), (x_m, -0.08, top_m - 0.3)], 0.05, IRON, 6)]
    parts.append(tube([(x_m, -0.1, top_m - 0.36), (x_m, -0.12, top_m - 0.18)], [0.05, 0.13], IRON, 6))
    return parts + [bar((0.13, 0.1, 0.04), (x_m, -0.06, z), IRON) for z in np.arange(1.2, top_m - 0.6, 2.8).tolist()]


def _fittings(front: Front) -> list[Mesh]:
    """Return a cable above the ground floor, a panel of bells, and a meter box where there is no shop."""
    beside = front.bay_x_m(front.door) - front.pipe * (DOOR_M / 2 + 0.14)
    cable_m = front.ground_m + 0.16
    cable = [(-0.49 * front.width_m, -0.1, cable_m), (0.49 * front.width_m, -0.1, cable_m)]
    bells = [bar((0.10, 0.03, 0.26), (beside, -0.015, 1.25), IRON)]
    bells += [bar((0.06, 0.01, 0.018), (beside, -0.034, 1.29 + 0.045 * k), TRIM) for k in range(4)]
    parts = [*bells, tube(cable, 0.012, IRON, 6)]
    x = front.pipe * (front.width_m / 2 - 0.4)
    box = [bar((0.42, 0.06, 0.5), (x, -0.03, 0.5), TRIM), bar((0.36, 0.01, 0.44), (x, -0.064, 0.53), IRON)]
    return parts if front.shop else [*parts, *box]


def _lantern(x_m: float, ground_m: float) -> list[Mesh]:
    """Return a lantern on a bracket, which reaches as far out as anything may."""
    bracket = bar((0.03, PROJECT_M, 0.03), (x_m, -PROJECT_M / 2, ground_m - 0.1), IRON)
    glass = bar((0.2, 0.2, 0.3), (x_m, 0.14 - PROJECT_M, ground_m - 0.46), LIT)
    return [bracket, glass, bar((0.26, 0.26, 0.04), (x_m, 0.14 - PROJECT_M, ground_m - 0.16), IRON)]


def _hanging_sign(front: Front) -> list[Mesh]:
    """Return a sign on a bracket, which reaches as far out as anything may."""
    x_m, top_m = front.pipe_x_m(-1), front.ground_m - 0.1
    bracket = bar((0.04, PROJECT_M, 0.03), (x_m, -PROJECT_M / 2, top_m), IRON)
    return [bracket, bar((0.05, SIGN_M, 0.5), (x_m, SIGN_M / 2 - PROJECT_M, top_m - 0.52), BOARD)]
