"""What is seen through a car's panes: seats with headrests, a dashboard, a steering wheel, linings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....geometry.mesh import Mesh, grid
from ....poses import Vec3
from ...core.parts import arc, bar, moved, tube
from .forms import LINING, SEAT, TRIM, Body
from .shell import ARCH, DITCH, EDGE, Shell

HIP_M = 0.2  # above the floor
ASIDE_M = 0.37  # of the front seats, from the middle; the one on the left, at +x, is the driver's
WELL_M = 0.32  # from the side of a car to what is beside its front wheels
AISLED_M = 2.2  # from this width on there is a gangway
# Outlines of a seat seen from its left, forward and up from the hip, as they go round.
CUSHION = ((0.06, -0.1), (-0.46, -0.1), (-0.5, -0.02), (-0.44, 0.06), (-0.05, 0.03), (0.08, 0.03))
BACK = ((-0.06, 0.02), (0.06, 0.3), (0.13, 0.54), (0.2, 0.56), (0.22, 0.5), (0.12, 0.1), (0.1, -0.08), (0.0, -0.08))
HEAD = ((0.13, 0.6), (0.14, 0.74), (0.2, 0.77), (0.25, 0.74), (0.25, 0.6), (0.19, 0.57))
RIM_M = (0.18, -0.076, 0.162)  # from a steering wheel's hub to its rim: aside, back and up; its top leans ahead

HEADS_M, UNDER_ROOF_M = (-0.2, 0.0, 0.2), 0.055  # where heads are behind the hips; the roof with its lining


@dataclass(frozen=True, slots=True)
class Cockpit:
    """Where a driver sits, in a car's own space: between back and cushion of the seat, and behind which wheel's hub.

    Feet are on `floor_m`, and heads below `roof_m`.
    """

    hip_m: Vec3
    hub_m: Vec3
    floor_m: float
    roof_m: float


def cockpit(body: Body) -> Cockpit:
    """Return where the driver of a car sits."""
    form, y = body.form, body.y_m(body.form.rows[0])
    hub = (ASIDE_M, y - 0.48, max(form.bonnet * body.height_m - 0.05, form.floor_m + 0.62))
    heads = form.rows[0] + np.array(HEADS_M) / body.length_m
    roof_m = float(Shell(body).top_m(heads).min()) - UNDER_ROOF_M
    return Cockpit((ASIDE_M, y, form.floor_m + HIP_M), hub, form.floor_m, roof_m)


def cabin(shell: Shell) -> list[Mesh]:
    """Return the inside of a car."""
    body, form = shell.body, shell.body.form
    floor_m, half_m = form.floor_m, 0.5 * body.width_m
    start, end = body.y_m(form.upper[0]), body.y_m(0.97)
    first, *others = form.rows
    parts = [bar((2 * half_m - 0.12, end - start, 0.02), (0, (start + end) / 2, floor_m - 0.02), TRIM)]
    for side in (-1, 1):
        parts += _seat(0.5, (side * ASIDE_M, body.y_m(first), floor_m + HIP_M))
        card = (0.03, 0.86 * (end - start), form.belt * body.height_m - floor_m - 0.06)
        parts.append(bar(card, (side * (half_m * 0.93 - 0.04), (start + end) / 2, floor_m), TRIM))
    parts += [piece for row in others for piece in _bench(body, row, floor_m + HIP_M)]
    return [*parts, *_wells(body), *_dashboard(shell, floor_m), _lining(shell)]


def _wells(body: Body) -> list[Mesh]:
    """Return what shuts off the front wheels from feet, where these are behind them: legs do not show in an arch."""
    form = body.form
    if form.axles[0] > form.rows[0] - 0.1:
        return []
    front, back = (body.y_m(form.axles[0]) + way * ARCH * form.wheel_m for way in (-1, 1))
    x, low, tall = 0.5 * body.width_m - WELL_M, form.sill_m, form.belt * body.height_m - form.sill_m - 0.2
    walls = [bar((0.02, back - front, tall), (side * x, (back + front) / 2, low), TRIM) for side in (-1, 1)]
    ends = [bar((WELL_M - 0.03, 0.02, tall), (side * (x + WELL_M / 2), back, low), TRIM) for side in (-1, 1)]
    return walls + ends


def _seat(wide_m: float, hip_m: tuple[float, float, float]) -> list[Mesh]:
    """Return a seat that faces −y, its hips at a place."""
    pieces = [(CUSHION, wide_m), (BACK, wide_m), (HEAD, 0.52 * wide_m)]
    return [moved(_padded(outline, wide), hip_m, slot=SEAT) for outline, wide in pieces]


def _bench(body: Body, row: float, hip_z_m: float) -> list[Mesh]:
    """Return a seat for three, or two for two beside a gangway where there is one."""
    if body.width_m > AISLED_M:
        return [
            each for side in (-1, 1) for each in _seat(0.9, (side * (body.width_m / 2 - 0.6), body.y_m(row), hip_z_m))
        ]
    wide, place = 0.76 * body.width_m, (0.0, body.y_m(row), hip_z_m)
    heads = [moved(_padded(HEAD, 0.25), (x * wide, *place[1:]), slot=SEAT) for x in (-0.32, 0.32)]
    return [*(moved(_padded(outline, wide), place, slot=SEAT) for outline in (CUSHION, BACK)), *heads]


def _padded(outline: tuple[tuple[float, float], ...], wide_m: float) -> Mesh:
    """Return an outline (y, z) swept along x, drawn in at both ends."""
    flat = np.array(outline)
    middle = flat.mean(axis=0)
    steps = [(0.5, 0.0), (0.5, 0.72), (0.44, 1.0), (-0.44, 1.0), (-0.5, 0.72), (-0.5, 0.0)]
    rings = [np.column_stack([np.full(len(flat), x * wide_m), middle + s * (flat - middle)]) for x, s in steps]
    return grid(np.stack(rings, axis=1), close_u=True)


def _dashboard(shell: Shell, floor_m: float) -> list[Mesh]:
    """Return the dashboard with its screen, the console, the steering wheel and the mirror inside."""
    body, form = shell.body, shell.body.form
    half, top = 0.43 * body.width_m, form.bonnet * body.height_m - 0.03
    y = body.y_m(form.upper[0] + 0.035)
    reach = body.y_m(form.rows[0]) - 0.67
    low = max(top - 0.26, floor_m + 0.4)  # over knees
    outline = ((y - 0.1, low - 0.05), (y, top), (reach - 0.12, top), (reach, top - 0.08), (reach - 0.06, low))
    flat = np.array(outline)[::-1]
    rings = [np.column_stack([np.full(5, x), flat]) for x in (-half, half)]
    board = grid(np.stack(rings, axis=1), close_u=True, smooth=False).with_slot(TRIM)
    screen = bar((0.24, 0.02, 0.14), (0.0, reach - 0.03, top - 0.07), LINING)
    console = bar((0.19, 0.9, 0.3), (0, reach + 0.4, floor_m), TRIM)
    hub, around = np.array(cockpit(body).hub_m), arc(13, 0, 360)
    ring = around[:, [0, 1, 1]] * RIM_M
    wheel = tube(hub + ring, 0.014, TRIM, 6)
    ends = np.array([(0.17, 0.0, 0.0), (0.0, -0.1, -0.14)])
    spokes = [tube([hub - ends[0], hub + ends[0]], 0.02, TRIM, 6), tube([hub, hub + ends[1]], 0.02, TRIM, 6)]
    mirror_z = float(shell.top_m(form.upper[1])) - 0.14
    mirror = bar((0.22, 0.02, 0.06), (0, body.y_m(form.upper[1]) - 0.06, mirror_z), TRIM)
    return [board, screen, console, wheel, *spokes, mirror]


def _lining(shell: Shell) -> Mesh:
    """Return the roof as it is seen from inside: pale, a hand's breadth of it at the sides."""
    _, b, c, _ = shell.body.form.upper
    chosen = np.flatnonzero((shell.stations >= b - 0.01) & (shell.stations <= c + 0.01))[::3]
    half = shell.points[chosen][:, [EDGE + 1, DITCH + 2, -1]] - (0.0, 0.0, 0.03)
    half[:, 0, 0] -= 0.03
    whole = np.concatenate([half, half[:, -2::-1] * (-1, 1, 1)], axis=1)
    return grid(whole[:, ::-1]).with_slot(LINING)
