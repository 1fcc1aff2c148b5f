"""A motorway through open land: lanes with hard shoulders, rails and a wall between the ways, gantries and bridges."""

from __future__ import annotations

import numpy as np

from ...generators.nature.sward import THIN
from ...pieces import Piece
from ..shared.sward import grass_skins, squares
from .build import SIDES
from .fill import CARS, switch_on
from .plan import Street
from .surroundings import LOW_M, lay_land, plant, tree_models

ON_M = 120.0  # how far the road goes on past where cameras are
LINE_M = (0.15, 0.003)

TRAFFIC = {"inner": (*CARS, *CARS, "van", "taxi"), "outer": (*CARS, "van", "pickup", "lorry", "lorry", "lorry", "bus")}
GAP_M = (9.0, 75.0)  # between two vehicles
VERGE_M = (2.2, 11.0)  # from the road, where bushes grow
WOODS_M = (13.0, 60.0)
TREES, BUSHES, GROUPS = 160, 60, 14
SWARD_M, EDGE_M, UNMOWN_M = 4.5, 0.05, (0.2, 0.45)  # sides of squares of grass, from the road; how high it is
BRIDGES, AROUND_M = 0.75, 10.0  # how likely each of two is, and how far around nothing grows
PIER_M = 8.0  # from the edge of that to where the wall between both ways ends, before a pier


def build_motorway(street: Street, dark: bool) -> None:
    """Lay land and road, set up what belongs to it, and let vehicles drive."""
    plan = street.plan
    half_m = plan.length_m / 2 + ON_M
    land = lay_land(street, half_m + 20.0)
    street.road = street.flat(
        "road", "slab", (2 * half_m, 2 * plan.half_road_m, 0.2), street.stuff("asphalt"), (0.0, 0.0, -0.2)
    )
    _mark(street, 2 * half_m)
    _set_gantries(street)
    spans = _bridge(street, land)
    _rail_off(street, half_m, spans)
    _green(street, land, spans)
    _drive(street, dark)


def _mark(street: Street, long_m: float) -> None:
    """Paint the edges of both ways, and dashes between their lanes."""
    plan, paint = street.plan, street.stuff("road paint", "white")
    width, thick = LINE_M
    for side in SIDES:
        for y in (plan.median_m / 2 + 0.35, plan.driven_m + 0.1):
            street.flat("road marking", "slab", (long_m, width, thick), paint, (0.0, side * y, 0.0))
        for lane in range(1, plan.lanes):
            y = side * (plan.median_m / 2 + lane * plan.lane_m)
            street.flat("road marking", "dashes", (long_m, width, thick), paint, (0.0, y, 0.0))


def _rail_off(street: Street, half_m: float, spans: list[tuple[float, float]]) -> None:
    """Set rails along the outer edges and, between both ways, rails or a wall of concrete, but for bridges' piers."""
    plan, rng = street.plan, street.layout_rng
    rail, walled = street.make("guard rail"), rng.random() < 0.5
    wall = street.make("concrete barrier")
    for x in np.arange(-half_m + 3, half_m - 3, wall.size_m[0]).tolist() if walled else ():
        if not any(low + PIER_M < x < high - PIER_M for low, high in spans):
            street.add(wall, (x, 0.0, 0.0), 0.0, street.road)
    for x in np.arange(-half_m + 6, half_m - 6, rail.size_m[0]).tolist():
        for side in SIDES:
            inwards, outwards = (180.0, 0.0) if side > 0 else (0.0, 180.0)
            street.add(rail, (x, side * (plan.half_road_m - 0.2), 0.0), outwards, street.road)
            if not walled:
                street.add(rail, (x, side * (plan.median_m / 2 - 0.45), 0.0), inwards, street.road)


def _set_gantries(street: Street) -> None:
    """Set gantries over the road, with signs for those who drive one way."""
    plan, rng = street.plan, street.layout_rng
    size = (round(2 * plan.half_road_m + 1.8, 2), 1.05, round(float(rng.uniform(7.5, 8.0)), 2))
    sign = street.make("left gantry" if plan.left_hand else "gantry", size)
    for forward in (True, False):
        for share in rng.uniform((-0.28, 0.1), (-0.12, 0.4)).tolist():
            x = share * plan.length_m * (1 if forward else -1)
            street.add(sign, (x, 0.0, -LOW_M), 270.0 if forward else 90.0)


def _bridge(street: Street, land: int) -> list[tuple[float, float]]:
    """Lead other roads over this one; return where along the road, from … to."""
    plan, rng, found = street.plan, street.layout_rng, list[tuple[float, float]]()
    long_m = round(max(4.6 * plan.half_road_m, 116.0), 1)
    for share in rng.uniform((-0.49, 0.3), (-0.32, 0.47)).tolist():
        if rng.random() < BRIDGES:
            wide_m, tall_m = rng.uniform((8.5, 7.2), (11.0, 7.8)).round(2).tolist()
            street.add(
                street.make("overpass", (wide_m, long_m, tall_m)), (share * plan.length_m, 0.0, -LOW_M), 0.0, land
            )
            reach_m = wide_m / 2 + AROUND_M
            found.append((share * plan.length_m - reach_m, share * plan.length_m + reach_m))
    return found


def _green(street: Street, land: int, spans: list[tuple[float, float]]) -> None:
    """Let bushes and grass grow on the verges, and woods behind a fence."""
    plan, rng = street.plan, street.layout_rng
    trees, groups = tree_models(street, 6), rng.uniform(-0.6, 0.6, GROUPS) * plan.length_m
    for k in range(TREES):
        x, side = float(groups[k % GROUPS] + rng.normal(0, 16.0)), SIDES[k % GROUPS % 2]
        away_m = WOODS_M[0] + (WOODS_M[1] - WOODS_M[0]) * float(rng.random()) ** 1.8
        if not any(low - 4 < x < high + 4 for low, high in spans):
            plant(street, trees, x, side * (plan.half_road_m + away_m), land)
    for _ in range(BUSHES):
        x, side = float(rng.uniform(-0.5, 0.35)) * plan.length_m, int(rng.choice(SIDES))
        y = side * (plan.half_road_m + float(rng.uniform(*VERGE_M)))
        if not any(low < x < high for low, high in spans):
            street.add(street.make("bush"), (x, y, -LOW_M - 0.02), float(rng.uniform(0, 360)), land)
    _sow(street, land, spans)


def _sow(street: Street, land: int, spans: list[tuple[float, float]]) -> None:
    """Let grass that nobody mows cover the ground beside the road, but for what lies under bridges."""
    plan, rng = street.plan, street.layout_rng
    turf = street.objects[land - 1].materials[0]
    high_m = round(float(rng.uniform(*UNMOWN_M)), 3)
    models = squares([THIN] * 3, (SWARD_M, SWARD_M, high_m), grass_skins(turf, street.material_rng), rng)
    for x in np.arange(-0.5 * plan.length_m, 0.35 * plan.length_m, 0.97 * SWARD_M).tolist():
        for side in SIDES:
            y = side * (plan.half_road_m + EDGE_M + SWARD_M / 2)
            if not any(low < x < high for low, high in spans):
                street.add(models[int(rng.integers(3))], (x, y, -LOW_M - 0.01), 90.0 * int(rng.integers(4)), land)


def _drive(street: Street, dark: bool) -> None:
    """Let lorries drive outside and cars anywhere, with gaps as they are on motorways."""
    plan, rng = street.plan, street.layout_rng
    for forward in (True, False):
        for lane in range(plan.lanes):
            kinds = TRAFFIC["outer" if lane == plan.lanes - 1 else "inner"]
            x = -plan.length_m / 2 - ON_M / 2 + float(rng.uniform(2, 40))
            while x < plan.length_m / 2 + ON_M / 2:
                piece: Piece = street.make(str(rng.choice(kinds)))
                long_m = piece.size_m[1]
                y = plan.lane_y_m(forward, lane) + float(rng.uniform(-0.25, 0.25))
                number = street.add(piece, (x + long_m / 2, y, 0.0), 90 if forward else 270, street.road)
                if dark:
                    switch_on(street, number, forward)
                x += long_m + float(rng.uniform(*GAP_M))
