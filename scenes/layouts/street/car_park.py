"""A car park before a store: rows of bays along aisles, and strips with trees and lamps between them."""

from __future__ import annotations

from collections.abc import Iterator

from ...generators.outdoor.car_park import BAY_M, CANOPY_M
from ...pieces import Piece
from ...poses import Vec3
from .build import SIDES
from .fill import CARS, switch_on
from .plan import ENDS_M, KERB_M, Street
from .surroundings import LOW_M, lay_land, plant, tree_models

MODULES = 3  # aisles, each with bays on both sides
STRIP_M, WALK_M = 1.8, 3.0  # how wide the green between two modules is, and the pavement before the store
PARKED = (*CARS, *CARS, "pickup")
FREE = (0.15, 0.5)  # of bays: so many stay empty, of a busy day and a quiet one
CYCLES, SHELTERS = 0.05, 0.4  # of bays that are motorcycles'; of rows that have a shelter for trolleys
CRUISING = 0.5  # so many lanes have somebody who looks for a bay
LINE_M, ARROW_M = 0.003, (0.7, 2.6, 0.003)
PITCH_M = 2.2  # of hedges
HEDGE_M: Vec3 = (2.2, 0.7, 0.9)
HEDGES_M: tuple[Vec3, ...] = ((2.3, 0.9, 1.5), (2.3, 0.9, 1.6))
ACCESS_M, TREES = 46.0, 16  # how far the road goes on past both ends, and how many trees stand there
BEFORE_STORE = {"litter bin": 0.0, "park bench": 0.0, "bicycle": 90.0, "scooter": 0.0, "a-board": 0.0, "planter": 0.0}


def build_car_park(street: Street, dark: bool) -> None:
    """Lay the ground, mark bays, park cars, and surround all of it by hedges, a store and houses."""
    land, trees = lay_land(street, 260.0), tree_models(street, 3)
    _pave(street)
    free = float(street.layout_rng.uniform(*FREE))
    for row in range(MODULES):
        for side in SIDES:
            _fill_row(street, _aisle_y_m(street, row), side, free)
        _cruise(street, _aisle_y_m(street, row), dark)
    for row in range(MODULES - 1):
        _fill_strip(street, (_aisle_y_m(street, row) + _aisle_y_m(street, row + 1)) / 2, trees)
    _hedge(street, land, trees)
    _shop(street)
    _build_around(street, land, trees)


def _aisle_y_m(street: Street, row: int) -> float:
    return (row - (MODULES - 1) / 2) * (2 * street.plan.half_road_m + STRIP_M)


def _half_m(street: Street) -> tuple[float, float]:
    """Return half the length and half the width of what is paved."""
    return street.plan.length_m / 2, _aisle_y_m(street, MODULES - 1) + street.plan.half_road_m


def _pave(street: Street) -> None:
    """Lay the middle aisle as the road, all else as paved ground, and kerbs around it."""
    plan, asphalt, kerb = street.plan, street.stuff("asphalt"), street.stuff("kerb stone")
    x, y = _half_m(street)
    high_m = 0.1 + KERB_M[1]
    street.road = street.flat("road", "slab", (2 * (x + ACCESS_M), 2 * plan.driven_m, 0.1), asphalt, (0.0, 0.0, -0.1))
    for side in SIDES:
        size, middle_m = (2 * x, y - plan.driven_m, 0.1), side * (y + plan.driven_m) / 2
        street.pavements[side] = street.flat("paving", "slab", size, asphalt, (0.0, middle_m, -0.1))
        long = (2 * (x + KERB_M[0]), KERB_M[0], high_m)
        street.flat("kerb", "slab", long, kerb, (0.0, side * (y + KERB_M[0] / 2), -0.1))
        for end in SIDES:
            at = (end * (x + KERB_M[0] / 2), middle_m, -0.1)
            street.flat("kerb", "slab", (KERB_M[0], y - plan.driven_m, high_m), kerb, at)


def _ground(street: Street, y_m: float) -> int:
    """Return what carries things at a place: the road, or what is paved on one of its sides."""
    return street.road if abs(y_m) < street.plan.driven_m else street.pavements[1 if y_m > 0 else -1]


def _fill_row(street: Street, aisle_m: float, side: int, free: float) -> None:
    """Mark one row of bays and park in them; two bays may be given to trolleys."""
    plan, rng = street.plan, street.layout_rng
    count = round((plan.length_m - ENDS_M) / BAY_M)
    y = aisle_m + side * (plan.driven_m + plan.parking_m / 2)
    size, turn_deg = (BAY_M * count, plan.parking_m, LINE_M), 0.0 if side > 0 else 180.0
    street.flat("road marking", "bays", size, street.stuff("road paint", "white"), (0.0, y, 0.0), turn_deg)
    xs = [(k - (count - 1) / 2) * BAY_M for k in range(count)]
    first = int(rng.integers(2, count - 3)) if rng.random() < SHELTERS else count
    if first < count:
        _shelter(street, (xs[first] + xs[first + 1]) / 2, y, turn_deg)
    for k, x in enumerate(xs):
        if k not in (first, first + 1) and rng.random() >= free:
            _park(street, x, aisle_m, side)


def _park(street: Street, x_m: float, aisle_m: float, side: int) -> None:
    """Park a car in a bay, its front to the aisle or away from it, or two motorcycles side by side."""
    plan, rng = street.plan, street.layout_rng
    if rng.random() < CYCLES:
        for k in (-1, 1):
            piece = street.make(str(rng.choice(("motorcycle", "scooter"))))
            y = aisle_m + side * (plan.half_road_m - 1.5)
            turn_deg = float(rng.choice((0.0, 180.0))) + float(rng.normal(0, 3.0))
            street.add(piece, (x_m + 0.55 * k, y, 0.0), turn_deg, _ground(street, y))
        return
    piece = street.make(str(rng.choice(PARKED)))
    gap_m = max(0.1, (plan.parking_m - piece.size_m[1]) * float(rng.uniform(0.3, 0.7)))
    y = aisle_m + side * (plan.half_road_m - gap_m - piece.size_m[1] / 2)
    turn_deg = float(rng.choice((0.0, 180.0), p=(0.7, 0.3))) + (180.0 if side > 0 else 0.0)
    x = x_m + float(rng.uniform(-0.1, 0.1))
    street.add(piece, (x, y, 0.0), turn_deg + float(rng.uniform(-1.0, 1.0)), _ground(street, y))


def _shelter(street: Street, x_m: float, y_m: float, turn_deg: float) -> None:
    """Set a shelter over two bays, with trolleys in two rows; it opens to the aisle."""
    piece, trolley = street.make("trolley shelter"), street.make("shopping trolley")
    number = _ground(street, y_m)
    street.add(piece, (x_m, y_m, 0.0), turn_deg, number)
    pitch_m = trolley.size_m[1] + 0.04
    for side in SIDES:
        for k in range(int(street.layout_rng.integers(1, int((piece.size_m[1] - 0.3) / pitch_m) + 1))):
            from_back_m = piece.size_m[1] / 2 - 0.15 - (k + 0.5) * pitch_m
            y = y_m + (from_back_m if turn_deg == 0.0 else -from_back_m)
            street.add(trolley, (x_m + side * 0.55, y, 0.0), turn_deg + 180.0, number)


def _cruise(street: Street, aisle_m: float, dark: bool) -> None:
    """Let cars drive along an aisle, and paint arrows on it."""
    plan, rng, paint = street.plan, street.layout_rng, street.stuff("road paint", "white")
    for forward in (True, False):
        side = plan.side(forward)
        for x in (-0.3 * plan.length_m, 0.08 * plan.length_m, 0.34 * plan.length_m):
            at = (x, aisle_m + side * 1.3, 0.0)
            street.flat("road marking", "lane arrow", ARROW_M, paint, at, 90.0 if forward else 270.0)
        if rng.random() < CRUISING:
            x, y = float(rng.uniform(-0.42, 0.42)) * plan.length_m, aisle_m + side * 1.25
            piece = street.make(str(rng.choice(CARS)))
            number = street.add(piece, (x, y, 0.0), 90.0 if forward else 270.0, _ground(street, y))
            if dark:
                switch_on(street, number, forward)


def _fill_strip(street: Street, y_m: float, trees: list[Piece]) -> None:
    """Lay a strip of earth between kerbs, and plant it; lamps and a machine for tickets stand on it."""
    rng, kerb = street.layout_rng, street.stuff("kerb stone")
    long_m, inner_m, high_m = street.plan.length_m - ENDS_M, STRIP_M - 2 * KERB_M[0], KERB_M[1]
    earth = street.stuff(str(rng.choice(("soil", "meadow", "gravel"))))
    strip = street.flat("ground", "slab", (long_m, inner_m, high_m - 0.02), earth, (0.0, y_m, 0.0))
    for side in SIDES:
        edge_m = y_m + side * (STRIP_M - KERB_M[0]) / 2
        street.flat("kerb", "slab", (long_m, KERB_M[0], high_m), kerb, (0.0, edge_m, 0.0))
    lamp, hedged, up_m = street.make("street lamp"), rng.random() < 0.6, high_m - 0.02
    count = round(long_m / PITCH_M)
    for k in range(count):
        x, sort = (k - (count - 1) / 2) * PITCH_M, k % 8
        if sort == 2:
            plant(street, trees, x, y_m, strip, up_m)
        elif sort == 6:
            arm_m = (lamp.size_m[1] - lamp.size_m[0]) / 2 * (1 if y_m > 0 else -1)
            street.add(lamp, (x, y_m - arm_m, up_m), 0.0 if y_m > 0 else 180.0, strip)
        elif k == 0:
            street.add(street.make("parking meter"), (x, y_m, up_m), 270.0, strip)
        elif hedged and k < count - 1:
            street.add(street.make("hedge", HEDGE_M), (x, y_m, up_m), float(rng.choice((0.0, 180.0))), strip)


def _hedge(street: Street, land: int, trees: list[Piece]) -> None:
    """Plant hedges around all but the side of the store, and trees behind them."""
    rng, (x, y) = street.layout_rng, _half_m(street)
    hedges = [street.make("hedge", size) for size in HEDGES_M]
    spots = [(at, -y - 1.1, 0.0) for at in _along(x)]
    spots += [(end * (x + 1.1), at, 90.0) for end in SIDES for at in _along(y) if abs(at) > street.plan.driven_m + 1.4]
    for at_x, at_y, turn_deg in spots:
        piece = hedges[int(rng.integers(len(hedges)))]
        street.add(piece, (at_x, at_y, -LOW_M), turn_deg + float(rng.choice((0.0, 180.0))), land)
        if rng.random() < 0.25:
            out_m = float(rng.uniform(3.4, 6.5))
            away = (at_x, at_y - out_m) if turn_deg == 0.0 else (at_x + out_m * (1 if at_x > 0 else -1), at_y)
            plant(street, trees, *away, land)


def _along(half_m: float) -> list[float]:
    count = round(2 * half_m / PITCH_M)
    return [(k - (count - 1) / 2) * PITCH_M for k in range(count)]


def _shop(street: Street) -> None:
    """Build the store at +y with a pavement before it, and what stands there."""
    rng, (x, y) = street.layout_rng, _half_m(street)
    wide_m, deep_m, tall_m = rng.uniform((36.0, 18.0, 6.6), (min(2 * x - 4, 52.0), 24.0, 7.6)).round(2).tolist()
    near_m = y + KERB_M[0]
    size = (2 * x, WALK_M + CANOPY_M + 0.2, 0.1 + KERB_M[1])
    walk = street.flat("pavement", "slab", size, street.stuff("paving"), (0.0, near_m + size[1] / 2, -0.1))
    store = street.make("store", (wide_m, deep_m, tall_m))
    at_x = float(rng.uniform(-0.5, 0.5)) * (2 * x - wide_m - 2)
    street.add(store, (at_x, near_m + WALK_M + deep_m / 2, KERB_M[1]), 0.0)
    for k, place in enumerate(_along(wide_m / 2 - 2)[::2]):
        name = str(rng.choice(sorted(BEFORE_STORE)))
        if k % 4 and rng.random() < 0.6:
            piece = street.make(name)
            reach_m = piece.size_m[0 if BEFORE_STORE[name] else 1] / 2
            street.add(piece, (at_x + place, near_m + WALK_M - 0.15 - reach_m, KERB_M[1]), BEFORE_STORE[name], walk)


def _build_around(street: Street, land: int, trees: list[Piece]) -> None:
    """Set houses at −y, behind a pavement, and across both ends of the road, trees before these, and blocks beyond."""
    rng, (x, y) = street.layout_rng, _half_m(street)
    walk = (2 * x + 40.0, 4.0, 0.16)
    street.flat("pavement", "slab", walk, street.stuff("paving"), (0.0, -y - 13.0, -LOW_M - 0.1))
    for at, piece in _row(street, x + 12.0):
        street.add(piece, (at, -y - 15.2 - piece.size_m[1] / 2, -LOW_M), 180.0, land)
    for end in SIDES:
        for at, piece in _row(street, y + 30.0):
            out_m = x + ACCESS_M + piece.size_m[1] / 2
            street.add(piece, (end * out_m, at, -LOW_M), 270.0 if end > 0 else 90.0, land)
        for _ in range(TREES):
            at_y, out_m = float(rng.uniform(-y - 20, y + 20)), x + float(rng.uniform(9.0, ACCESS_M - 6.0))
            if abs(at_y) > street.plan.driven_m + 3.0:
                plant(street, trees, end * out_m, at_y, land)
    for row in range(2):
        for side in SIDES:
            away_m = 62.0 + 26.0 * row
            for k in (-1, 0, 1):
                street.add(street.make("distant buildings"), (132.0 * k, side * (y + away_m), -LOW_M), 0.0, land)
            block = (side * (x + ACCESS_M + 40.0 + 26.0 * row), 0.0, -LOW_M)
            street.add(street.make("distant buildings"), block, 90.0, land)


def _row(street: Street, half_m: float) -> Iterator[tuple[float, Piece]]:
    """Yield houses of a row and where they stand along it, now and then with a gap between two."""
    at = -half_m
    while at < half_m:
        piece = street.make("building")
        yield at + piece.size_m[0] / 2, piece
        at += piece.size_m[0] + (
            float(street.layout_rng.uniform(2.0, 7.0)) if street.layout_rng.random() < 0.3 else 0.01
        )
