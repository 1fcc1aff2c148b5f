"""How an underground station is furnished: a platform, the track beside it, often a train.

The room is the platform alone; the track lies in a trench along its open side, below the floor.
"""

from __future__ import annotations

from ...appearance.materials import sample_material
from ...generators.core.parts import spread
from ...generators.indoor.station import FLOOR_M, RAIL_M
from ...pieces import Piece
from ...spec import Material
from ..shared.floor_plan import Rect, Room
from ..shared.shell import WALL_M, part
from .overhead import hang_free
from .parts import bag_beside, keep_free, under_ceiling
from .shell import PLAIN, hang_door

TRACK_SIDE, BACK_SIDE = 0, 180
TRENCH_M = 3.0  # the width of the trench, in whose middle the track is
DEEP_M = round(FLOOR_M + RAIL_M, 3)  # from the platform down to the bed of the track: trains' floors are level with it
MOUTH_M = 2.75  # the top of a tunnel's mouth above the platform
TRAIN = 0.6  # so many stations have a train
COPING_M = 0.3  # the width of the stones along the edge
LINE_M, LINE_WIDE_M = 0.45, 0.12  # from the edge of the platform to the middle of its line, and the line's width
PRINTS = 4  # so many different prints hang here: the same ones come again
NAMED_M = 6.5  # from one board with the station's name to the next
SOOT_M = 0.12  # above the platform, so far the wall beyond the track is dark
TRIM_M = 0.02  # how far a course of other tiles stands out


def station(room: Room) -> None:
    """Build a tiled platform with columns, benches, signs and machines, and a track along it."""
    rng, (width, depth, height) = room.layout_rng, room.size_m
    tile = sample_material(str(rng.choice(["wall tile", "wall tile", "brick", "concrete"])), room.material_rng)
    _shell(room, tile)
    sign = room.make("station sign")
    _trench(room, tile, sign)
    _edge(room)
    _courses(room)
    xs = spread(width, float(rng.uniform(4.5, 6.0)))
    side_m = round(float(rng.uniform(0.42, 0.6)), 2)
    column = room.make("clad column" if rng.random() < 0.75 else "column", (side_m, side_m, height))
    y = depth / 2 - 2.4
    for x in xs:
        room.stand(column, Rect(x, y, side_m, side_m))
    keep_free(room, 0.0, depth / 2 - 0.75, width, 1.5)
    hang_door(room, room.make("door"), 90, -0.2 * depth)
    lamp = room.make("strip light", (1.6, 0.16, 0.35))
    under_ceiling(room, lamp, spread(width, 2.1), [depth / 2 - 1.0, -0.2 * depth])
    _signs(room)
    for name, pitch_m, chance in (("vending machine", 9.0, 0.8), ("bench", 4.2, 0.85), ("public bin", 7.0, 0.8)):
        model = room.make(name)
        for along_m in spread(width - 1.5, pitch_m):
            if rng.random() < chance:
                found = room.against_wall(model, 0.6, (BACK_SIDE,), along_m + float(rng.normal(0, 0.3)))
                if found and name == "bench":
                    bag_beside(room, found[1], 0.35)
    for along_m in spread(width, NAMED_M):
        room.hang(sign, BACK_SIDE, along_m, 2.16, 0.02)
    _prints(room)
    if rng.random() < TRAIN:
        _train(room)


def _shell(room: Room, wall: Material) -> None:
    """Build the floor, three walls and the ceiling, which reaches over the trench."""
    width, depth, height = room.size_m
    floor = sample_material(str(room.layout_rng.choice(["terrazzo", "slabs", "linoleum"])), room.material_rng)
    ceiling = sample_material(str(room.layout_rng.choice(["concrete", "plaster"])), room.material_rng)
    room.floor = part(room, "floor", "slab", (width, depth, 0.1), (0.0, 0.0, -0.1), 0, (floor,))
    over = (width + 2 * WALL_M, depth + TRENCH_M + 2 * WALL_M, 0.12)
    room.ceiling = part(room, "ceiling", PLAIN, over, (0.0, TRENCH_M / 2, height), 0, (ceiling,))
    for side in (BACK_SIDE, 90, 270):
        at = room.at_wall(side, 0.0, -WALL_M / 2)
        long_m = room.span_m(side) + (2 * WALL_M if side == BACK_SIDE else 0.0)
        room.walls[side] = part(
            room, "wall", PLAIN, (long_m, WALL_M, height), (at.x_m, at.y_m, 0.0), side, (wall,), room.floor
        )


def _prints(room: Room) -> None:
    """Hang adverts and plans in frames along the back, some frames empty, and a few notices."""
    rng, small = room.layout_rng, [room.make("advert", (0.9, 0.03, 1.28)) for _ in range(PRINTS)]
    wide = [room.make("wide advert", (2.2, 0.06, 1.4)) for _ in range(2)]
    for along_m in spread(room.size_m[0] - 0.6, 1.7):
        draw = rng.random()
        piece = small[int(rng.integers(PRINTS))] if draw < 0.6 else wide[int(rng.integers(2))]
        if draw > 0.92:
            piece = room.make("notice board")
        if rng.random() < 0.8:
            room.hang(piece, BACK_SIDE, along_m, 0.7 if piece.size_m[2] > 1.0 else 1.2, 0.02)


def _courses(room: Room) -> None:
    """Run a dark course of tiles along the foot of the walls, and a coloured one above heads."""
    foot = sample_material("stone", room.material_rng, ("black", "grey"))
    band = sample_material("painted steel", room.material_rng)
    for side in (BACK_SIDE, 90, 270):
        long_m = room.span_m(side) - (0.0 if side == BACK_SIDE else 2 * TRIM_M)
        for low_m, high_m, material in ((0.0, 0.16, foot), (2.68, 0.12, band)):
            at = room.at_wall(side, 0.0, TRIM_M / 2)
            if low_m == 0.0 and side == 90:
                continue  # where the door is
            place = (at.x_m, at.y_m, low_m)
            part(room, "skirting board", PLAIN, (long_m, TRIM_M, high_m), place, side, (material,), room.walls[side])


def _trench(room: Room, wall: Material, sign: Piece) -> None:
    """Build the trench with its track, dark ends and the wall beyond, with adverts and the name of the station."""
    width, depth, height = room.size_m
    concrete = sample_material("concrete", room.material_rng)
    dark = Material("enamel", (0.012, 0.012, 0.012), 0.9)
    middle, tall = depth / 2 + TRENCH_M / 2, height + DEEP_M
    track = room.make("railway track", (width, TRENCH_M, RAIL_M), from_pool=False)
    part(
        room, "wall", PLAIN, (width, 0.1, DEEP_M - 0.1), (0.0, depth / 2 - 0.05, -DEEP_M), 180, (concrete,), room.floor
    )
    far = part(
        room,
        "wall",
        PLAIN,
        (width + 2 * WALL_M, WALL_M, tall),
        (0.0, depth / 2 + TRENCH_M + WALL_M / 2, -DEEP_M),
        0,
        (wall,),
        room.floor,
    )
    for s in (-1, 1):
        x, mouth_m = s * (width + WALL_M) / 2, DEEP_M + MOUTH_M
        part(room, "wall", PLAIN, (WALL_M, TRENCH_M, mouth_m), (x, middle, -DEEP_M), 0, (dark,), room.floor)
        part(room, "wall", PLAIN, (WALL_M, TRENCH_M, height - MOUTH_M), (x, middle, MOUTH_M), 0, (wall,), room.floor)
    room.add(track, (0.0, middle, -DEEP_M), 0.0, far)
    _beyond(room, far, sign)


def _beyond(room: Room, far: int, sign: Piece) -> None:
    """Fit out the wall beyond the track: soot below, cables, adverts, and the station's name between them."""
    rng, (width, depth, _) = room.layout_rng, room.size_m
    y, soot = depth / 2 + TRENCH_M, Material("concrete", (0.12, 0.115, 0.11), 0.9, seed=int(rng.integers(2**31)))
    low = (width, 0.03, DEEP_M + SOOT_M)
    part(room, "wall", PLAIN, low, (0.0, y - 0.015, -DEEP_M), 0, (soot,), far)
    cables = room.make("wall cables", (round(width - 0.1, 2), 0.1, 0.45))
    room.add(cables, (0.0, y - 0.08, SOOT_M - 0.55), 0.0, far)
    prints = [room.make("wide advert", (2.8, 0.06, 1.8)) for _ in range(PRINTS)]
    for k, x in enumerate(spread(width - 1.0, 3.4)):
        if k % 2:
            room.add(sign, (x, y - sign.size_m[1] / 2, 1.35), 0.0, far)
        elif rng.random() < 0.85:
            piece = prints[int(rng.integers(PRINTS))]
            room.add(piece, (x, y - piece.size_m[1] / 2, 0.4), 0.0, far)


def _edge(room: Room) -> None:
    """Lay stones and a line along the edge of the platform."""
    width, depth, _ = room.size_m
    stones = sample_material("kerb stone", room.material_rng)
    line = sample_material("road paint", room.material_rng, (str(room.material_rng.choice(["yellow", "white"])),))
    for paint, at_m, wide_m in ((stones, COPING_M / 2, COPING_M - 0.01), (line, LINE_M, LINE_WIDE_M)):
        part(
            room, "floor marking", PLAIN, (width, wide_m, 0.003), (0.0, depth / 2 - at_m, 0.0), 0, (paint,), room.floor
        )


def _signs(room: Room) -> None:
    """Hang boards of departures, signs and clocks over the platform, square to it."""
    width, depth, height = room.size_m
    y = depth / 2 - 1.7
    board = room.make("departure board", (1.7, 0.18, min(1.1, height - 2.2)))
    sign_m = (1.5, 0.07, min(0.6, height - 2.3))
    for k, x in enumerate(spread(width, 7.0)):
        hang_free(room, board if k % 2 == 0 else room.make("way sign", sign_m), x + 1.0, y, 90.0)
    for x in spread(width, 12.0):
        hang_free(room, room.make("exit sign"), x - 2.0, -0.2 * depth - 0.6, 90.0)
    room.hang(room.make("platform clock"), 270, 0.1 * depth, 2.3)


def _train(room: Room) -> None:
    """Put a train on the track that ends somewhere along the platform, or fills it."""
    width, depth, _ = room.size_m
    wide_m, long_m = 2.7, round(float(room.layout_rng.uniform(0.55, 1.0)) * (width - 0.1), 2)
    train = room.make("train", (long_m, wide_m, 3.6 if room.size_m[2] > 2.75 else 3.5), from_pool=False)
    ahead = float(room.layout_rng.choice([-1, 1]))
    x = -ahead * (width - 0.06 - long_m) / 2
    track = next(thing for thing in room.objects if thing.category == "railway track")
    y = depth / 2 + TRENCH_M / 2
    room.add(train, (x, y, RAIL_M - DEEP_M), 0.0 if ahead > 0 else 180.0, track.instance)
