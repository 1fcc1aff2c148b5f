"""How a gym is furnished: machines in rows, racks of dumbbells before mirrors, benches and mats."""

from __future__ import annotations

from ...generators.core.parts import spread
from ...pieces import Piece
from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import Rect, Room
from .parts import along_wall, anywhere, hang_along, keep_free, side_by_side, under_ceiling
from .shell import OIL_PAINT, Shell, build_hall, hang_door

BEFORE_GLASS_M = 1.0  # between machines and the windows that they face
MACHINE_M = 0.5  # between machines
IN_PLACE = 0.92  # of the places for machines
SECOND_ROW_M = 10.2  # halls that are deeper have two rows of machines
DUMBBELLS_M = ((0.24, 0.1), (0.27, 0.115), (0.3, 0.13), (0.31, 0.14), (0.32, 0.15), (0.325, 0.16))


def gym(room: Room) -> None:
    """Build a room with windows along one side, which machines face, and mirrors along the other."""
    rng, (width, depth, _) = room.layout_rng, room.size_m
    window_side = int(rng.choice([0, 180]))
    floor = str(rng.choice(["linoleum", "carpet tiles", "planks", "epoxy"]))
    front = str(rng.choice(["ribbon wall", "glass front"]))
    wall = str(rng.choice(["paint", "paint", "concrete"]))
    build_hall(room, Shell(floor, wall, "plaster", {window_side: front}, lower=(OIL_PAINT,)))
    hang_door(room, room.make("door"), 90, float(rng.uniform(-0.1, 0.1)) * depth)
    _lamps(room)
    mirror_side = 180 - window_side
    _mirrors(room, mirror_side)
    _racks(room, mirror_side)
    _machines(room, window_side)
    bench = room.make("weight bench", from_pool=False)
    for along_m in spread(0.7 * width, 2.6):
        at = room.at_wall(mirror_side, along_m, 3.0, *bench.size_m[:2])
        room.stand(bench, Rect(at.x_m, at.y_m, *bench.size_m[:2], float(mirror_side)))
    for _ in range(int(rng.integers(3, 7))):
        anywhere(room, room.make("exercise mat", from_pool=False), 1, 0.12)
    for kind, pitch_m, chance in (
        ("locker", 2.8, 0.6),
        ("bench", 3.0, 0.5),
        ("standing fan", 4.0, 0.5),
        ("tall plant", 4.0, 0.5),
    ):
        along_wall(room, kind, 270, pitch_m, chance)
    along_wall(room, "public bin", 90, 5.0, 0.7)
    hang_along(room, ("notices", "wall television", "advert", "clock"), 90, 1.9, 1.9, 0.7)
    hang_along(room, ("wall television", "advert"), 270, 2.4, 2.45, 0.7)
    _left_about(room)


def _lamps(room: Room) -> None:
    if room.size_m[2] > 3.3:
        under_ceiling(room, room.make("strip light"), spread(room.size_m[0], 2.8), spread(room.size_m[1], 2.6))
    else:
        panel = room.make("light panel", (1.2, 0.3, 0.03))
        under_ceiling(room, panel, spread(room.size_m[0], 2.4), spread(room.size_m[1], 2.4))


def _mirrors(room: Room, side: int) -> None:
    """Hang one model of mirror edge to edge along a wall."""
    model = room.make("wall mirror", (1.4, 0.022, 1.9), from_pool=False)
    for along_m in side_by_side(0.9 * room.span_m(side), 1.405):
        room.hang(model, side, along_m, 0.3, 0.002)


def _racks(room: Room, side: int) -> None:
    """Stand racks before the mirrors, and pairs of dumbbells on their trays, the heavy ones below."""
    rack = room.make("dumbbell rack", from_pool=False)
    first = room.make("dumbbell", from_pool=False)
    sizes = [room.make("dumbbell", (long, thick, thick), False) for long, thick in DUMBBELLS_M]
    models = [Piece(first.category, first.name, each.geometry, first.materials, first.words) for each in sizes]
    for along_m in spread(0.6 * room.span_m(side), 3.0):
        at = room.at_wall(side, along_m, 0.15 + rack.size_m[1] / 2, *rack.size_m[:2])
        number = room.stand(rack, at, 0.9)
        if number is not None:
            _load(room, number, models)


def _load(room: Room, number: int, models: list[Piece]) -> None:
    thing = room.objects[number - 1]
    for level, surface in enumerate(surfaces_of(thing)):
        fitting = [piece for piece in models if piece.size_m[0] <= surface.depth_m][: 6 - 2 * level]
        left_m = -surface.width_m / 2
        for k in range(int(surface.width_m / 0.17)):
            piece = fitting[max(0, len(fitting) - 1 - k // 2)]
            if room.layout_rng.random() < 0.9:
                set_down(room, thing, surface, piece, (left_m + 0.17 * (k + 0.5), 0.0), 90.0)


def _machines(room: Room, side: int) -> None:
    """Stand treadmills and bikes in a row that faces the windows, or in two; keep a way free behind them."""
    models = [room.make(name, from_pool=False) for name in room.layout_rng.permutation(["treadmill", "exercise bike"])]
    share, span_m = float(room.layout_rng.uniform(0.35, 0.65)), room.span_m(side) - 2.0
    if room.size_m[1] > SECOND_ROW_M:
        rows = [[(models[0], 0.0, span_m)], [(models[1], 0.0, span_m)]]
    else:
        ends = (
            (models[0], (share - 1) * span_m / 2, share * span_m),
            (models[1], share * span_m / 2, (1 - share) * span_m),
        )
        rows = [list(ends)]
    out_m = BEFORE_GLASS_M
    for row in rows:
        for model, middle_m, long_m in row:
            for along_m in spread(long_m, model.size_m[0] + MACHINE_M):
                at = room.at_wall(side, middle_m + along_m, out_m + model.size_m[1] / 2, *model.size_m[:2])
                if room.layout_rng.random() < IN_PLACE:
                    room.stand(model, at)
        out_m += max(model.size_m[1] for model, _, _ in row) + 0.5
    way = room.at_wall(side, 0.0, out_m + 0.1)
    keep_free(room, way.x_m, way.y_m, room.size_m[0], 0.7)


def _left_about(room: Room) -> None:
    """Put towels and bottles on benches."""
    for thing in [thing for thing in room.objects if thing.category == "bench"]:
        for surface in surfaces_of(thing)[:1]:
            kind = str(room.layout_rng.choice(["bottle", "towel stack"]))
            set_down(room, thing, surface, room.make(kind), (float(room.layout_rng.uniform(-0.4, 0.4)), 0.0))
