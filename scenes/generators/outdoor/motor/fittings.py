"""What is set into and onto the skin of a car: lamps, grille, plates, mirrors, wipers, handles, rails, exhaust."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh, join, lathe
from ....geometry.parts import as_part
from ....poses import Pose, Vec3, turn
from ...core.lettering import Panel, lettering
from ...core.parts import bar, block, prism, tube
from .forms import HEAD, MIRROR_M, PAINT, PLATE, RIM, SIGNAL, TAIL, TRIM, Body
from .panels import lens
from .shell import BELT, LAMPS, Shell

BOARD_M: Vec3 = (0.46, 0.14, 0.15)  # of a taxi's sign


def fittings(shell: Shell) -> list[Mesh]:
    """Return everything on the outside of a car but its wheels and plates."""
    parts = [*in_front(shell), *_handles(shell), *_below(shell), *_behind(shell)]
    parts += _rails(shell) if shell.body.form.roof_rails else []
    parts += _humps(shell.body) if shell.body.form.bed_m else []
    return parts + (_sign(shell) if shell.body.form.sign else [])


def in_front(shell: Shell) -> list[Mesh]:
    """Return what the front of any vehicle has: headlamps, grille, mirrors and wipers."""
    return [*_headlamps(shell), *_grille(shell), *_mirrors(shell), *_wipers(shell)]


def _headlamps(shell: Shell) -> list[Mesh]:
    """Return each headlamp: a lens of glass over a dark bowl with two lamps and a strip of light."""
    low, high = (float(shell.points[0, row, 2]) for row in LAMPS)
    tall, half, middle = high - low, float(shell.half_m[0]), (low + high) / 2
    lamps = []
    for side in (-1, 1):
        inside = []
        for share in (0.7, 0.86):
            x = side * share * half
            y = float(shell.bowed(0.0, x, middle)) + 0.05
            inside.append(_lamp(0.38 * tall, (x, y, middle)))
        x = side * 0.78 * half
        y = float(shell.bowed(0.0, x, middle)) + 0.11
        inside.append(bar((0.36 * half, 0.02, tall), (x, y, low), TRIM))
        inside.append(bar((0.3 * half, 0.02, 0.1 * tall), (x, y - 0.045, low + 0.04 * tall), SIGNAL, 14 * side))
        lamps.append(as_part(join([lens(shell, side), *inside]), "headlight"))
    return lamps


def _lamp(radius_m: float, place: Vec3) -> Mesh:
    """Return a lamp that faces −y: a bright disc within a ring of metal."""
    ring = lathe([(0.75 * radius_m, 0.0), (radius_m, 0.03), (radius_m, 0.0)], 12, caps=False).with_slot(RIM)
    disc = lathe([(0.75 * radius_m, 0.005), (0.4 * radius_m, 0.02), (0.0, 0.025)], 12, caps=False).with_slot(HEAD)
    return join([ring, disc]).transformed(Pose(place, turn("x", 90.0)).matrix())


def _grille(shell: Shell) -> list[Mesh]:
    """Return bars before the grille, and a badge."""
    low, high = (float(shell.points[0, row, 2]) for row in (3, 6))
    half = 0.42 * float(shell.half_m[0])
    parts = []
    for z in np.linspace(low, high, 6)[1:-1]:
        xs = np.linspace(-half, half, 5)
        path = np.stack([xs, shell.bowed(0.0, xs, np.full(5, z)) - 0.002, np.full(5, z)], -1)
        parts.append(tube(path, 0.007, RIM if z == low else TRIM, 4))
    z = 0.35 * low + 0.65 * high
    badge = lathe([(0.05, 0.0), (0.045, 0.012), (0.0, 0.015)], 12).transformed(
        Pose((0.0, float(shell.bowed(0.0, 0.0, z)) - 0.003, z), turn("x", 90.0)).matrix()
    )
    return [*parts, badge.with_slot(RIM)]


def _mirrors(shell: Shell) -> list[Mesh]:
    """Return the mirrors, which reach as far out as anything may, with their glass towards the driver."""
    body = shell.body
    y = body.y_m(body.form.panes[0][0]) - 0.06
    z = body.form.belt * body.height_m + 0.03
    tall = 0.15 if body.form.narrowing > 0.1 else 0.26
    parts = []
    for side in (-1, 1):
        x = side * (body.width_m / 2 + MIRROR_M - 0.1)
        parts.append(_mirror_back((0.2, 0.13, tall), (x, y + 0.05, z + tall / 2)))
        parts.append(bar((0.15, 0.006, 0.75 * tall), (x, y + 0.052, z + 0.12 * tall), RIM))
        parts.append(bar((0.12, 0.05, 0.03), (side * (body.width_m / 2 - 0.06), y, z - 0.02), TRIM))
    return parts


def _mirror_back(size_m: Vec3, place: Vec3) -> Mesh:
    """Return the rounded back of a mirror whose opening, at a place, faces +y."""
    bowl = lathe([(0.0, -1.0), (0.55, -0.92), (0.88, -0.6), (1.0, -0.2), (0.94, 0.0)], 12, smooth_profile=True)
    wide, deep, tall = size_m
    turned = bowl.transformed(Pose(place, turn("x", -90.0)).matrix() @ np.diag((wide / 2, tall / 2, deep, 1.0)))
    return turned.with_slot(PAINT)


def _wipers(shell: Shell) -> list[Mesh]:
    """Return two wipers at rest along the foot of the windscreen."""
    a, b, _, _ = shell.body.form.upper
    parts = []
    for start, end in ((-0.5, 0.02), (0.0, 0.55)):
        xs = np.linspace(start, end, 4) * 0.8 * shell.body.width_m
        shares = a + np.array([0.0, 0.05, 0.09, 0.11]) * (b - a) + 0.012
        path = np.stack([xs, shell.bowed(shares, xs, shell.top_m(shares)), shell.top_m(shares) + 0.012], -1)
        parts.append(tube(path, 0.008, TRIM, 4))
    return parts


def _handles(shell: Shell) -> list[Mesh]:
    """Return a handle at the back of each door."""
    body, parts = shell.body, []
    for at in body.form.doors[1:]:
        row = int(np.argmin(np.abs(shell.stations - (at - 0.028))))
        x, _, z = shell.points[row, BELT - 1]
        for side in (-1, 1):
            out = np.array([-0.01, 0.02, 0.02, -0.01]) + x
            ys = body.y_m(at) - 0.04 - np.array([0.0, 0.02, 0.18, 0.2])
            parts.append(tube(np.column_stack([side * out, ys, np.full(4, z - 0.04)]), 0.013, PAINT, 6))
    return parts


def _behind(shell: Shell) -> list[Mesh]:
    """Return what the back of a car has: fields in its lamps, reflectors, the edge of its bumper, handle and badge."""
    form, half = shell.body.form, float(shell.half_m[-1])
    low, high = (float(shell.points[-1, row, 2]) for row in LAMPS)
    parts = []
    for side in (-1, 1):
        for share, slot in ((0.8, SIGNAL), (0.7, PLATE)):
            parts.append(_at_back(shell, (0.085 * half, 0.35 * (high - low)), side * share * half, low + 0.01, slot))
        parts.append(_at_back(shell, (0.18, 0.035), side * 0.72 * half, form.sill_m + 0.2, TAIL))
    xs = np.linspace(-0.9, 0.9, 9) * half
    edge = np.full(9, low - 0.07)
    parts.append(tube(np.stack([xs, shell.bowed(1.0, xs, edge), edge], -1), 0.006, TRIM, 4))
    plate_m = car_plates(shell.body)[1][1] + 0.14
    parts.append(_at_back(shell, (0.56, 0.03), 0.0, plate_m, RIM))
    parts.append(_at_back(shell, (0.09, 0.05), 0.0, min(plate_m + 0.07, high + 0.02), RIM))
    return [*parts, *(_aerial(shell) if form.rear_pane and not form.bed_m else [])]


def _aerial(shell: Shell) -> list[Mesh]:
    """Return the fin at the back of a roof."""
    share = shell.body.form.upper[2] - 0.04
    y, z = shell.body.y_m(share), float(shell.top_m(share))
    profile = [(y - 0.09, z - 0.01), (y + 0.07, z - 0.01), (y + 0.07, z + 0.025), (y + 0.04, z + 0.028)]
    return [prism(profile, -0.018, 0.018, TRIM)]


def _at_back(shell: Shell, size_m: tuple[float, float], x_m: float, z_m: float, slot: int) -> Mesh:
    """Return a plate so wide and high that stands out of the back of a car by a few millimetres."""
    wide, tall = size_m
    ys = [float(shell.bowed(1.0, x, z_m + tall / 2)) for x in (x_m - wide / 2, x_m + wide / 2)]
    turn_deg = float(np.degrees(np.arctan2(ys[1] - ys[0], wide)))
    return bar((wide, 0.02, tall), (x_m, sum(ys) / 2 - 0.003, z_m), slot, turn_deg)


def _below(shell: Shell) -> list[Mesh]:
    """Return the underside between the wheels, the lower edge of the bumpers, and the exhaust."""
    body, form = shell.body, shell.body.form
    front, back = (body.y_m(axle) for axle in form.axles)
    reach = 1.12 * form.wheel_m
    middle = (2 * 0.44 * body.width_m, back - front - 2 * reach, 0.05)
    return [
        bar(middle, (0, (front + back) / 2, form.sill_m - 0.02), TRIM),
        bar((body.width_m - 0.84, 0.96 * body.length_m, 0.08), (0, 0, form.sill_m + 0.02), TRIM),
        tube(
            [
                (0.35 * body.width_m, body.length_m / 2 - 0.35, 0.24),
                (0.35 * body.width_m, body.length_m / 2 - 0.1, 0.24),
            ],
            0.03,
            RIM,
            10,
        ),
    ]


def _humps(body: Body) -> list[Mesh]:
    """Return what rises over the rear wheels on the bed of a pickup, and the ribs of its floor."""
    form, y, x = body.form, body.y_m(body.form.axles[1]), 0.5 * body.width_m - 0.3
    size = (0.3, 2.5 * form.wheel_m, 2.2 * form.wheel_m - form.bed_m + 0.05)
    humps = [block(size, (s * x, y, form.bed_m - 0.01), 0.04, TRIM) for s in (-1, 1)]
    start, end = (body.y_m(each) for each in form.bed)
    rib = (0.05, end - start - 0.06, 0.012)
    return [*humps, *(bar(rib, (0.09 * k, (start + end) / 2, form.bed_m), TRIM) for k in range(-4, 5))]


def _rails(shell: Shell) -> list[Mesh]:
    """Return bars along both sides of the roof."""
    _, b, c, _ = shell.body.form.upper
    shares = np.linspace(b + 0.02, c - 0.02, 6)
    z = shell.top_m(shares) + np.array([-0.02, 0.02, 0.025, 0.025, 0.02, -0.02])
    x = 0.36 * shell.body.width_m
    paths = [
        np.stack([np.full(6, side * x), shell.body.y_m(0) + shares * shell.body.length_m, z], -1) for side in (-1, 1)
    ]
    return [tube(path, 0.016, RIM, 8) for path in paths]


def _sign(shell: Shell) -> list[Mesh]:
    """Return a taxi's sign on the roof, which says so to the front and to the back."""
    b, c = shell.body.form.upper[1:3]
    share = b + 0.3 * (c - b)
    y, z = shell.body.y_m(share), shell.body.height_m - 0.01
    letter = 0.085
    panels = tuple(
        Panel("TAXI", (0.0, y + s * 0.07, z + 0.035), letter, turn_deg) for s, turn_deg in ((-1, 0.0), (1, 180.0))
    )
    return [block(BOARD_M, (0, y, z), 0.02, PLATE, 1), *lettering(panels, TRIM, 0.004)]


def car_plates(body: Body) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return y of the faces and z of the undersides of a car's plates, in front and at the back."""
    front = body.length_m / 2 + 0.012
    back = body.form.tail - (0.30 if body.form.rear_pane else 0.2)
    return (-front, 0.30 * body.height_m), (front, back * body.height_m)
