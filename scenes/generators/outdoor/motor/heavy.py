"""Lorries and buses: skins as those of cars, and what they carry people and goods in."""

from __future__ import annotations

import numpy as np

from ....geometry.mesh import Mesh, join
from ....geometry.parts import as_part
from ....spec import Vec3
from ...core.lettering import Panel
from ...core.parts import bar, block, moved, tube
from .cabin import cabin
from .fittings import in_front
from .forms import BUS, CAB, GLASS, HEAD, RIM, TAIL, TRIM, Body
from .panels import skin
from .plates import numbered, plates
from .shell import Shell
from .wheels import wheels

CAB_M, CAB_HIGH = 2.15, 0.84  # length of a lorry's cab, and its height by the lorry's
BED_M = 1.05  # height of what a lorry's box stands on
DOORS = (0.085, 0.42)  # where a bus has its doors, by their front edges
DOOR_M = 1.15


def lorry(size_m: Vec3, rng: np.random.Generator) -> Mesh:
    """Build a lorry: its cab, and a box on a frame. Slots as all vehicles; the box has the rims' place."""
    written = plates(lorry_panels(size_m, rng))
    width, length, height = size_m
    shell = Shell(Body(CAB, width - 0.2, CAB_M, CAB_HIGH * height))
    cab = [*skin(shell), *in_front(shell), *cabin(shell)]
    back = (CAB_M - length) / 2
    front_axle = back + shell.body.y_m(CAB.axles[0])
    rolling = wheels(width - 0.2, (front_axle, 0.3 * length), CAB.wheel_m, rng, 0.3)
    return join([*(moved(part, (0, back, 0)) for part in cab), *_load(width - 0.1, length, height), *rolling, *written])


def _load(width: float, length: float, height: float) -> list[Mesh]:
    """Return the box of a lorry with its ribs and doors, the frame below, lamps and guards."""
    long = length - CAB_M - 0.12
    y, end = length / 2 - long / 2, length / 2
    parts = [
        block((width, long, height - BED_M), (0, y, BED_M), 0.03, RIM),
        bar((0.9, length - 0.7, 0.3), (0, 0.15, 0.62), TRIM),
        bar((0.92 * width, 0.1, 0.12), (0, end - 0.16, 0.45), TRIM),
        bar((0.012, 0.012, height - BED_M - 0.1), (0, end, BED_M + 0.05), TRIM),
    ]
    for s in (-1, 1):
        parts.append(bar((0.05, long - 2.2, 0.4), (s * (width / 2 - 0.06), y - 0.3, 0.5), TRIM))
        parts.append(block((0.34, 0.05, 0.13), (s * 0.36 * width, end - 0.1, 0.62), 0.02, TAIL))
        parts += [
            bar((0.014, 0.05, height - BED_M - 0.12), (s * width / 2, y + k * long / 2, BED_M + 0.06), RIM)
            for k in (-0.99, 0.99)
        ]
        parts.append(bar((0.016, long, 0.08), (s * width / 2, y, BED_M + 0.02), TRIM))
        parts += [tube([(s * k, end, BED_M + 0.1), (s * k, end, height - 0.1)], 0.02, TRIM, 6) for k in (0.25, 0.6)]
        parts.append(block((0.06, 0.5, 0.3), (s * (width / 2 - 0.05), 0.3 * length - 0.85, 0.35), 0.02, TRIM))
    return parts


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
    """Return what a lorry's plates say, and where."""
    return numbered(rng, (-size_m[1] / 2 - 0.01, 0.62), (size_m[1] / 2 - 0.09, 0.48))


def bus_panels(size_m: Vec3, rng: np.random.Generator) -> tuple[Panel, ...]:
    """Return what a bus's plates say, and where."""
    return numbered(rng, (-size_m[1] / 2 - 0.01, 0.5), (size_m[1] / 2 + 0.01, 0.75))
