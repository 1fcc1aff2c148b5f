"""Lorries and buses: skins as those of cars, and what they carry people and goods in."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh, join
from ....geometry.parts import as_part
from ....poses import Vec3
from ...core.lettering import Panel, lettering
from ...core.parts import bar, moved, prism
from .cabin import cabin
from .cargo import CAB_M, cargo, livery
from .fittings import in_front
from .forms import BUS, CAB, GLASS, HEAD, PAINT, TRIM, Body
from .panels import skin
from .plates import numbered, plates
from .shell import Shell
from .wheels import wheels

CAB_HIGH = 0.84  # height of a lorry's cab by the lorry's
DOORS = (0.085, 0.42)  # where a bus has its doors, by their front edges
DOOR_M = 1.15


def lorry(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lorry: its cab, and a box on a frame. Slots as all vehicles; the box has the rims' place."""
    panels = lorry_panels(size_m, rng)
    written = [*plates(panels[:2]), *lettering(panels[2:], PAINT, 0.012)]
    width, length, height = size_m
    shell = Shell(Body(CAB, width - 0.2, CAB_M, CAB_HIGH * height))
    cab = [*skin(shell), *in_front(shell), *cabin(shell)]
    back = (CAB_M - length) / 2
    front_axle = back + shell.body.y_m(CAB.axles[0])
    rolling = wheels(width - 0.2, (front_axle, 0.3 * length), CAB.wheel_m, rng, 0.3)
    box = cargo(size_m, rng.spawn(1)[0])
    return join([*(moved(part, (0, back, 0)) for part in (*cab, *_deflector(shell))), *box, *rolling, *written])


def _deflector(shell: Shell) -> list[Mesh]:
    """Return what leads the wind over the box, on the roof of a cab."""
    width, low, top = 0.84 * shell.body.width_m, 0.95 * shell.body.height_m, shell.body.height_m / CAB_HIGH - 0.08
    start, end = shell.body.y_m(0.3), shell.body.y_m(0.94)
    profile = [
        (start, low),
        (end, low),
        (end, top),
        (start + 0.75 * (end - start), top - 0.02),
        (start + 0.1, low + 0.1),
    ]
    return [prism(profile, -width / 2, width / 2, PAINT)]


def bus(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a city bus: a band of windows, seats on both sides, two doors, and where it goes above the windscreen."""
    written = plates(bus_panels(size_m, rng))
    body = Body(BUS, size_m[0] - 0.2, size_m[1], size_m[2])
    shell = Shell(body)
    rolling = wheels(body.width_m, [body.y_m(axle) for axle in BUS.axles], BUS.wheel_m, rng, 0.3)
    where = bar((0.62 * body.width_m, 0.03, 0.24), (0, body.y_m(BUS.upper[1]) + 0.02, 0.84 * body.height_m), HEAD)
    under = bar((body.width_m - 1.0, 0.97 * body.length_m, 0.1), (0, 0, BUS.sill_m + 0.05), TRIM)
    doors = [part for share in DOORS for part in _door(body, share)]
    return join([*skin(shell), *in_front(shell), *cabin(shell), where, under, *doors, *rolling, *written])


def _door(body: Body, share: float) -> list[Mesh]:
    """Return a door of two leaves with tall panes, on the side of the pavement."""
    low, tall = BUS.sill_m + 0.06, 0.86 * body.height_m - BUS.sill_m - 0.1
    x, y = -body.width_m / 2 - 0.004, body.y_m(share) + DOOR_M / 2
    frame = [bar((0.03, 0.05, tall), (x, y + k * DOOR_M / 2, low), TRIM) for k in (-1, 0, 1)]
    frame += [bar((0.03, DOOR_M, 0.06), (x, y, z), TRIM) for z in (low, low + tall - 0.06)]
    dark = bar((0.012, DOOR_M, BUS.belt * body.height_m - low), (x, y, low), TRIM)
    panes = [bar((0.03, DOOR_M / 2 - 0.06, tall - 0.12), (x, y + k * DOOR_M / 4, low + 0.06), GLASS) for k in (-1, 1)]
    return [*frame, dark, as_part(join(panes), "vehicle door")]


def lorry_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    """Return what a lorry's plates say, and what its owner has written on its sides, and where."""
    written = numbered(rng, (-size_m[1] / 2 - 0.01, 0.62), (size_m[1] / 2 - 0.09, 0.48))
    return (*written, *livery(size_m, rng.spawn(1)[0]))


def bus_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    """Return what a bus's plates say, and where."""
    return numbered(rng, (-size_m[1] / 2 - 0.01, 0.5), (size_m[1] / 2 + 0.01, 0.75))
