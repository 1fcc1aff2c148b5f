"""What a street is built of: ground, road with its markings, kerbs, pavements, and the rows of houses."""

from __future__ import annotations

from dataclasses import replace

from ...appearance.materials import words_of
from ...generators.outdoor.buildings import PROJECT_M
from ...pieces import Piece
from ...poses import Vec3
from ...spec import Material, Procedural
from .plan import BEYOND_M, KERB_M, ROAD_THICK_M, Street

GROUND_M = 900.0
YARD_M = 18.0  # from the pavement to behind the houses
TOWERS = 0.55  # so many streets lead to a church
LINE_M = (0.12, 0.003)  # width and thickness of a painted line
SIDES = (1, -1)
AGES = ((0.7, 0.86), (0.7, 0.86), (1.15, 1.35))  # of what mends a road, how light it is by what is around it
MENDED_M, TRENCH_M = 0.005, 0.0068  # how far diggings stand out: more than lines, and trenches more than others
COVER_M: Vec3 = (0.28, 0.28, 0.009)  # of valves and meters in a pavement
TAR: Vec3 = (0.11, 0.11, 0.115)


def build_street(street: Street) -> None:
    """Lay the ground, the road and the pavements, and set houses along them."""
    plan = street.plan
    long_m = plan.length_m + 2 * BEYOND_M
    street.flat("ground", "slab", (GROUND_M, GROUND_M, 0.5), street.stuff("asphalt"), (0.0, 0.0, -0.52))
    road = (long_m, 2 * plan.half_road_m, ROAD_THICK_M)
    street.road = street.flat("road", "slab", road, street.stuff("asphalt"), (0.0, 0.0, -ROAD_THICK_M))
    kerb, paving = street.stuff("kerb stone"), street.stuff("paving")
    start, end = plan.walk_m
    for side in SIDES:
        high_m = ROAD_THICK_M + KERB_M[1]
        y = side * (plan.half_road_m + KERB_M[0] / 2)
        street.flat("kerb", "slab", (long_m, KERB_M[0], high_m), kerb, (0.0, y, -ROAD_THICK_M))
        size = (long_m, end - start, high_m)
        street.pavements[side] = street.flat(
            "pavement", "slab", size, paving, (0.0, side * (start + end) / 2, -ROAD_THICK_M)
        )
        # What shows between two houses lies as high as they stand, or they would hang over it by a kerb's height.
        yard, y = (long_m, YARD_M, high_m), side * (end + YARD_M / 2)
        street.flat("ground", "slab", yard, street.stuff("asphalt"), (0.0, y, -ROAD_THICK_M))
        _houses(street, side)
    _mark(street, long_m)
    _repair(street)
    _close(street)


def _houses(street: Street, side: int) -> None:
    """Set house by house, now and then with a gap between two."""
    half, x, row = street.plan.length_m / 2, -street.plan.length_m / 2, list[Piece]()
    usual_m = float(street.layout_rng.uniform(9.0, 19.0))
    while x < half - 7:
        width = round(float(street.layout_rng.uniform(7.5, 17.0)), 2)
        start, end = street.plan.site_m if side == street.plan.site_side else (half, half)
        if start < x + width and x < end:
            x = end + 0.01
            continue
        depth = round(float(street.layout_rng.uniform(10.0, 14.0)), 2)
        height = round(float(min(max(usual_m + street.layout_rng.normal(0, 2.6), 7.5), 25.0)), 2)
        row.append(street.make("building", (width, depth, height)))
        _house(street, side, row[-1], x + width / 2)
        x += width + (float(street.layout_rng.uniform(1.5, 5.0)) if street.layout_rng.random() < 0.12 else 0.01)

    for end, again in ((1, row), (-1, row[::-1])):
        _go_on(street, side, end, again, x if end > 0 else half)


def _house(street: Street, side: int, piece: Piece, x_m: float) -> None:
    y = side * (street.plan.walk_m[1] + piece.size_m[1] / 2 - PROJECT_M)
    street.add(piece, (round(x_m, 4), y, KERB_M[1]), 0 if side > 0 else 180)


def _go_on(street: Street, side: int, end: int, row: list[Piece], from_m: float) -> None:
    """Let a row go on past one end of a street, with houses that its other end has: they cost no meshes."""
    reach_m = street.plan.length_m / 2 + BEYOND_M
    for piece in row:
        if from_m + piece.size_m[0] > reach_m:
            return
        _house(street, side, piece, end * (from_m + piece.size_m[0] / 2 + 0.01))
        from_m += piece.size_m[0] + 0.01


def _close(street: Street) -> None:
    """Let houses further off end the view, and others look over the roofs behind."""
    reach = street.plan.length_m / 2 + BEYOND_M
    for end in SIDES:
        turn = 90 if end < 0 else 270
        for y in (-14.0, 0.0, 14.0):
            piece = street.make("building", (13.98, 12.0, round(float(street.layout_rng.uniform(9, 18)), 2)))
            street.add(piece, (end * (reach + 6.0), y, 0.0), turn)
        if street.layout_rng.random() < TOWERS / 2:
            y = round(float(street.layout_rng.uniform(-6.0, 6.0)), 2)
            street.add(street.make("church tower"), (end * (reach + 18.0), y, 0.0), turn)
        for row in range(3):
            street.add(street.make("distant buildings"), (end * (reach + 34.0 + 26.0 * row), 0.0, 0.0), 90)
    for side in SIDES:
        for row in range(3):
            for x in (-132.0, 0.0, 132.0):
                y = side * (street.plan.walk_m[1] + 34.0 + 24.0 * row)
                street.add(street.make("distant buildings"), (x, y, 0.0), float(street.layout_rng.choice([0, 180])))


def _mark(street: Street, long_m: float) -> None:
    """Paint the middle, the lanes and the edge of parking strips, and a crossing."""
    plan, paint = street.plan, street.stuff("road paint", "white")
    width, thick = LINE_M

    def line(generator: str, y: float) -> None:
        street.flat("road marking", generator, (long_m, width, thick), paint, (0.0, y, 0.0))

    if plan.lanes == 1:
        line("dashes", 0.0)
    else:
        for y in (-0.14, 0.14):
            line("slab", y)
        for side in SIDES:
            line("dashes", side * plan.lane_m)
    if plan.parking_m:
        for side in SIDES:
            line("dashes" if plan.lanes > 1 else "slab", side * (plan.lanes * plan.lane_m))
    size = (3.0, 2 * plan.half_road_m - 0.6, thick)
    street.flat("road marking", "crossing", size, paint, (crossing_x_m(street), 0.0, 0.001))


def crossing_x_m(street: Street) -> float:
    """Return where pedestrians cross."""
    return round(street.plan.length_m * 0.17, 2)


def _repair(street: Street) -> None:
    """Cover manholes and old diggings, long trenches of cables along the kerbs, and others across the pavements."""
    plan = street.plan
    for x in street.along(24.0):
        lane = float(street.layout_rng.integers(plan.lanes)) + 0.5
        y = float(street.layout_rng.choice(SIDES)) * (lane * plan.lane_m + float(street.layout_rng.normal(0, 0.25)))
        street.add(street.make("manhole"), (x, y, 0.0), float(street.layout_rng.uniform(0, 90)), street.road)
    for x in street.along(31.0):
        size = (float(street.layout_rng.uniform(1.5, 9.0)), float(street.layout_rng.uniform(0.7, 1.6)), MENDED_M)
        y = float(street.layout_rng.uniform(-0.8, 0.8)) * plan.lanes * plan.lane_m
        _dig(street, "road", size, (x + 5.0, y, 0.0))
    for side in SIDES:
        _trench(street, side)


def _trench(street: Street, side: int) -> None:
    """Dig twice along a kerb for a while, and from there across the pavement to a house; lay covers beside."""
    plan, rng = street.plan, street.layout_rng
    half_m = plan.length_m / 2
    for start in (-0.75, 0.25):
        low, high = (start * half_m, 12.0), ((start + 0.5) * half_m, max(0.4 * half_m, 13.0))
        x, long_m = (round(float(each), 2) for each in rng.uniform(low, high))
        wide_m, in_m = (round(float(each), 2) for each in rng.uniform((0.45, 0.7), (0.8, 1.3)))
        y = side * (plan.half_road_m - plan.parking_m - in_m)
        _dig(street, "road", (long_m, wide_m, TRENCH_M), (x, y, 0.0))
        at = (x + long_m / 3, side * sum(plan.walk_m) / 2, KERB_M[1])
        _dig(street, "pavement", (wide_m, plan.pavement_m - 0.1, MENDED_M), at)
    cover = street.make("manhole", COVER_M)
    for x in street.along(13.0):
        y = side * (plan.walk_m[0] + float(rng.uniform(0.25, 0.75)) * plan.pavement_m)
        street.add(cover, (x, y, KERB_M[1]), 0.0, street.pavements[side])


def _dig(street: Street, category: str, size_m: Vec3, place_m: Vec3) -> None:
    """Mend a road or a pavement with asphalt of another age, sealed with tar."""
    asphalt = _mending(street)
    tar = replace(asphalt, colour=TAR, roughness=0.5)
    shape = Procedural("patch", size_m, int(street.layout_rng.integers(2**31)))
    street.add(Piece(category, category, shape, (asphalt, tar), words_of(asphalt)), place_m)


def _mending(street: Street) -> Material:
    """Return asphalt clearly lighter or darker than the road's, and of its hue."""
    new, road = street.stuff("asphalt"), street.objects[street.road - 1].materials[0]
    low, high = AGES[int(street.layout_rng.integers(len(AGES)))]
    times = float(street.layout_rng.uniform(low, high))
    r, g, b = (round(times * channel, 4) for channel in road.colour)
    return replace(new, colour=(r, g, b))
