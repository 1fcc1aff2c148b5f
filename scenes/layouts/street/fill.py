"""What drives, parks and stands in a street: vehicles in their lanes, trees, lamps and things on the pavements."""

from __future__ import annotations

from dataclasses import replace

from ...appearance.materials import words_of
from ...generators.outdoor.garden_structures import PIT, PIT_M
from ...lighting import AreaLight
from ...pieces import Piece, pooled_piece
from ...poses import Pose, Vec3, look_at
from ...spec import Material, Procedural
from .build import SIDES, crossing_x_m
from .facades import hang_on_facades
from .plan import KERB_STRIP_M, WALKWAY_M, WALL_STRIP_M, Street

CARS = ("hatchback", "hatchback", "hatchback", "saloon", "saloon", "estate", "suv", "suv")
TRAFFIC = (*CARS, *CARS, "taxi", "taxi", "van", "van", "pickup", "lorry", "lorry", "bus", "bus")
PARKED = (*CARS, *CARS, "van", "van", "pickup")
CYCLES, CYCLES_M = 0.08, 1.05  # so many places are of motorcycles, and how far apart these stand
TRIES, APART = 5, 4  # to find a vehicle that is none of so many before it
STEM_M = 0.62  # from the kerb to the middle of a tree
ASKEW_DEG, PER_DEG_M = 0.8, 0.04  # how far parked cars are turned, and how far an end comes out for each degree
TREES = ("broadleaf tree", "columnar tree", "birch", "broadleaf tree", "fruit tree")
# What stands beside the kerb and before the houses, and its turn: 0° faces the road, 180° the houses.
AT_KERB = {
    "bicycle": 90.0,
    "bollard": 0.0,
    "hydrant": 0.0,
    "litter bin": 180.0,
    "parking meter": 180.0,
    "park bench": 180.0,
    "post box": 180.0,
    "traffic sign": 90.0,
    "utility cabinet": 180.0,
}
AT_WALL = {"a-board": 90.0, "bicycle": 90.0, "cafe table": 0.0, "litter bin": 0.0, "utility cabinet": 0.0}
GUARDED, CROSSING_M = 0.6, 2.75  # so many kerbs have rails before the crossing, and where these begin from its middle
HEADLIGHT_M, HEADLIGHT_W = (7.0, 0.62), 30.0  # how far ahead it aims and how high it is; its power
HEADLIGHT: Vec3 = (1.0, 0.94, 0.86)
WARM: Vec3 = (1.0, 0.84, 0.62)


def fill_street(street: Street, dark: bool) -> None:
    """Put everything into a built street; in the `dark`, vehicles on the move have their lamps on."""
    _drive(street, dark)
    if street.plan.parking_m:
        _park(street)
    for side in SIDES:
        _light(street, side)
        _plant(street, side)
        _shelter(street, side)
        _guard(street, side)
        _line_kerb(street, side)
        _line_wall(street, side)
    hang_on_facades(street)
    _people(street)


def _drive(street: Street, dark: bool) -> None:
    plan = street.plan
    for forward in (True, False):
        for lane in range(plan.lanes):
            x, passed = -plan.length_m / 2 + float(street.layout_rng.uniform(2, 20)), list[Piece]()
            while x < plan.length_m / 2:
                piece = _vehicle(street, TRAFFIC, passed)
                wide_m, long_m = piece.size_m[:2]
                room_m = max((plan.lane_m - wide_m) / 2 - 0.2, 0.0)
                y = plan.lane_y_m(forward, lane) + float(street.layout_rng.uniform(-room_m, room_m))
                number = _stand(street, piece, x + long_m / 2, y, forward)
                if dark:
                    switch_on(street, number, forward)
                x += long_m + float(street.layout_rng.uniform(6, 60))


def _vehicle(street: Street, names: tuple[str, ...], passed: list[Piece]) -> Piece:
    """Return a vehicle that is none of the last few that were `passed`, where the street has enough models."""
    for _ in range(TRIES):
        piece = street.make(str(street.layout_rng.choice(names)))
        if piece not in passed[-APART:]:
            break
    passed.append(piece)
    return piece


def _stand(street: Street, piece: Piece, x_m: float, y_m: float, forward: bool, askew_deg: float = 0.0) -> int:
    return street.add(piece, (x_m, y_m, 0.0), (90 if forward else 270) + askew_deg, street.road)


def switch_on(street: Street, number: int, forward: bool) -> None:
    """Let the lamps of a vehicle of ours shine, and light the road before it."""
    thing = street.objects[number - 1]
    if isinstance(thing.geometry, Procedural):
        street.change(number, lambda m: replace(m, emission=6.0), 5)
        street.change(number, lambda m: replace(m, emission=1.5), 6)
        street.lights.append(_headlights(thing.pose.location_m, thing.geometry.size_m, 1 if forward else -1))


def _headlights(place_m: Vec3, size_m: Vec3, along: int) -> AreaLight:
    """Return both headlights of a vehicle as one light just before it, aimed a little down."""
    x, y, _ = place_m
    eye = (round(x + along * (size_m[1] / 2 + 0.05), 4), y, HEADLIGHT_M[1])
    aim = (eye[0] + along * HEADLIGHT_M[0], y, 0.0)
    qw, qx, qy, qz = (round(part, 6) for part in look_at(eye, aim))
    return AreaLight(Pose(eye, (qw, qx, qy, qz)), (round(0.75 * size_m[0], 3), 0.12), HEADLIGHT_W, HEADLIGHT)


def _park(street: Street) -> None:
    """Park along both kerbs in the direction of the traffic, some places empty."""
    plan = street.plan
    for forward in (True, False):
        side, passed = plan.side(forward), list[Piece]()
        for x in street.along(6.4):
            if street.layout_rng.random() < CYCLES:
                _stand_cycles(street, side, x)
                continue
            piece = _vehicle(street, PARKED, passed)
            near_crossing = abs(x - crossing_x_m(street)) < 5 + piece.size_m[1] / 2
            if (
                street.layout_rng.random() < 0.3
                or near_crossing
                or not street.take("parking", side, x, piece.size_m[1])
            ):
                continue
            from_kerb_m, askew_deg = (float(each) for each in street.layout_rng.normal((0.09, 0.0), (0.05, ASKEW_DEG)))
            y = side * (plan.half_road_m - piece.size_m[0] / 2 - max(from_kerb_m, 0.03 + abs(askew_deg) * PER_DEG_M))
            _stand(street, piece, x, y, forward, askew_deg)


def _stand_cycles(street: Street, side: int, x_m: float) -> None:
    """Stand a few motorcycles side by side, across the parking strip."""
    count = int(street.layout_rng.integers(1, 4))
    far = abs(x_m - crossing_x_m(street)) > 5 + count * CYCLES_M
    if far and street.take("parking", side, x_m, count * CYCLES_M):
        for k in range(count):
            piece = street.make(str(street.layout_rng.choice(("motorcycle", "scooter"))))
            at = (x_m + (k - (count - 1) / 2) * CYCLES_M, side * (street.plan.half_road_m - 1.1), 0.0)
            turn_deg = float(street.layout_rng.choice((0.0, 180.0))) + float(street.layout_rng.normal(0, 2.0))
            street.add(piece, at, turn_deg, street.road)


def _light(street: Street, side: int) -> None:
    """Set equal lamps along the kerb, and traffic lights at the crossing."""
    lamp = street.make("street lamp")
    for x in street.along(27.0):
        if street.take("kerb", side, x, 0.4):
            out_m = KERB_STRIP_M[0] + lamp.size_m[0] / 2 - (lamp.size_m[1] - lamp.size_m[0]) / 2
            street.on_pavement(lamp, side, x, out_m, 0.0)
    x = crossing_x_m(street) + 2.2 * side
    if street.take("kerb", side, x, 0.4):
        to_traffic = 90.0 if street.plan.left_hand else 270.0
        street.on_pavement(street.make("traffic light"), side, x, 0.45, to_traffic)


def _plant(street: Street, side: int) -> None:
    """Plant a row of alike trees, of a few shapes only: what is equal is stored once."""
    if street.layout_rng.random() < 0.25:
        return
    name = str(street.layout_rng.choice(TREES))
    wide_m = min(2 * (street.plan.pavement_m - 0.8), 6.0)
    trees, pit = [], _pit(street)
    for _ in range(2):
        width = round(float(wide_m * street.layout_rng.uniform(0.75, 1.0)), 2)
        slim = 2.6 if name == "columnar tree" else 1.45
        trees.append(street.make(name, (width, width, round(max(width * slim, 5.0), 2))))
    for x in street.along(float(street.layout_rng.uniform(9, 16))):
        if street.layout_rng.random() < 0.85 and street.take("kerb", side, x, PIT_M[0]):
            tree = trees[int(street.layout_rng.integers(2))]
            street.on_pavement(pit, side, x, STEM_M, 0.0)
            street.on_pavement(tree, side, x, STEM_M, float(street.layout_rng.uniform(0, 360)))


def _pit(street: Street) -> Piece:
    """Return the earth that the trees of a row stand in, let into the pavement."""
    skins = tuple(street.stuff(family) for family in ("soil", "kerb stone", "grass"))
    shape = Procedural(PIT, PIT_M, int(street.layout_rng.integers(2**31)))
    return Piece("ground", "ground", shape, skins, words_of(skins[0]))


def _shelter(street: Street, side: int) -> None:
    if street.plan.pavement_m < 3.9 or street.layout_rng.random() < 0.4:
        return
    piece = street.make("bus shelter")
    x = float(street.layout_rng.uniform(-0.35, 0.05)) * street.plan.length_m
    if street.take("kerb", side, x, piece.size_m[0]):
        street.on_pavement(piece, side, x, 0.35 + piece.size_m[1] / 2, 0.0)


def _guard(street: Street, side: int) -> None:
    """Set rails along the kerb on both sides of the crossing, so that people cross there, in rows without gaps."""
    if street.layout_rng.random() > GUARDED:
        return
    piece = street.make("railing")
    long_m, deep_m = piece.size_m[:2]
    for end in SIDES:
        for k in range(int(street.layout_rng.integers(2, 6))):
            x = crossing_x_m(street) + end * (CROSSING_M + (k + 0.5) * long_m)
            if street.take("kerb", side, x, long_m, -0.01):
                street.on_pavement(piece, side, x, KERB_STRIP_M[0] + 0.05 + deep_m / 2, 0.0)


def _line_kerb(street: Street, side: int) -> None:
    for x in street.along(5.5):
        name = str(street.layout_rng.choice(sorted(AT_KERB)))
        if street.layout_rng.random() < 0.35:
            continue
        for k in range(int(street.layout_rng.integers(2, 5)) if name in ("bollard", "bicycle") else 1):
            piece = street.make(name)
            turn_deg = AT_KERB[name] + float(street.layout_rng.normal(0, 1.5))
            long_m = piece.size_m[0] if AT_KERB[name] in (0.0, 180.0) else piece.size_m[1]
            deep_m = piece.size_m[1] if AT_KERB[name] in (0.0, 180.0) else piece.size_m[0]
            at = x + k * (long_m + (1.2 if name == "bollard" else 0.5))
            if street.take("kerb", side, at, long_m, 0.2):
                street.on_pavement(piece, side, at, KERB_STRIP_M[0] + 0.05 + deep_m / 2, turn_deg)


def _line_wall(street: Street, side: int) -> None:
    """Stand things before the houses where enough is left to walk."""
    if street.plan.pavement_m < KERB_STRIP_M[1] + WALL_STRIP_M + WALKWAY_M + 0.3:
        return
    for x in street.along(8.0):
        name = str(street.layout_rng.choice(sorted(AT_WALL)))
        piece = street.make(name)
        sideways = AT_WALL[name] == 90.0
        long_m, deep_m = (piece.size_m[1], piece.size_m[0]) if sideways else piece.size_m[:2]
        if street.layout_rng.random() < 0.5 and street.take("wall", side, x, long_m):
            street.on_pavement(piece, side, x, street.plan.pavement_m - 0.22 - deep_m / 2, AT_WALL[name])


def _people(street: Street) -> None:
    """Let people of the pool walk between the strips."""
    people = street.pool.extras("person", "floor")
    for side in SIDES if people else ():
        for x in street.along(9.0):
            if street.layout_rng.random() < 0.6:
                piece = pooled_piece(people[int(street.layout_rng.integers(len(people)))])
                free_m = KERB_STRIP_M[1] + WALKWAY_M / 2
                reach_m = max(piece.size_m[:2]) / 2
                if reach_m < WALKWAY_M / 2 and street.take("walk", side, x, 2 * reach_m):
                    street.on_pavement(piece, side, x, free_m, float(street.layout_rng.choice([90, 270])))


def lit(material: Material, emission: float, colour: Vec3 = WARM) -> Material:
    """Return a material that glows."""
    return replace(material, colour=colour, emission=emission)
