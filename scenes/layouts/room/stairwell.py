"""Entrances of houses with a flight of stairs along a wall, up to a landing with a door, under a ceiling high up."""

from __future__ import annotations

from dataclasses import replace

from ...appearance.materials import sample_material, words_of
from ...generators.indoor.stairs import RAIL_M
from ...pieces import Piece
from ...spec import Material, Procedural
from ..shared.floor_plan import Hanging, Room, Standing
from ..shared.shell import wall_of_stairs
from .hallway import hallway

STOREY_M = (2.62, 2.8)  # from floor to landing
WIDE_M, LONG_M = (0.88, 1.0), (3.3, 3.6)  # of the flight
SLAB_M = 0.22
PICTURES = (2, 5)  # along the flight
PICTURE_UP_M = 1.5  # from the tread below to a picture's middle


def stairwell(room: Room) -> None:
    """Build stairs and their landing, then furnish what is left of the floor as an entrance."""
    for rises in room.layout_rng.permutation([-1, 1]).tolist():
        if _stairs(room, int(rises)):
            break
    hallway(room)


def _stairs(room: Room, rises: int) -> bool:
    """Stand a flight along the long wall that rises to one of its ends, where there is room for it."""
    side = wall_of_stairs(room)
    rng = room.layout_rng
    wide, long, top = (round(float(rng.uniform(*ends)), 3) for ends in (WIDE_M, LONG_M, STOREY_M))
    deep_m = min(1.3, room.span_m(side) - long - 1.05)
    along = rises * (room.span_m(side) / 2 - deep_m - long / 2)
    against = room.at_wall(side, along, 0.02 + wide / 2, long, wide)
    if not room.is_free(against, top):
        return False
    turned = side + (-90 if rises > 0 else 90)
    piece = room.make("house stairs" if rises > 0 else "house stairs left", (wide, long, round(top + RAIL_M, 3)))
    room.standing.append(Standing(against, top))
    room.kept_free.append(Standing(room.at_wall(side, along - rises * (long / 2 + 0.4), wide / 2, 0.8, wide), 0.0))
    room.add(piece, (against.x_m, against.y_m, 0.0), turned, room.floor)
    _landing(room, side, rises, deep_m, top, wide, piece.materials)
    _pictures(room, side, rises, along, long, top)
    return True


def _landing(
    room: Room, side: int, rises: int, deep_m: float, top_m: float, wide_m: float, materials: tuple[Material, ...]
) -> None:
    """Lay the landing across the end of the room, with a balustrade beside the flight and a door behind it."""
    across_m = room.size_m[1] if side == 0 else room.size_m[0]
    end = (side + (270 if rises > 0 else 90)) % 360
    plaster = sample_material("plaster", room.material_rng, ("white",))
    size = (round(across_m - 0.004, 4), round(deep_m, 4), SLAB_M)
    slab = Piece("ceiling", "ceiling", Procedural("slab", size, 0), (plaster,), words_of(plaster))
    place = room.at_wall(end, 0.0, deep_m / 2 + 0.001)
    room.add(slab, (place.x_m, place.y_m, top_m - SLAB_M), end, 0)
    room.hanging.append(Hanging(replace(place, width_m=across_m, depth_m=deep_m), top_m - SLAB_M, top_m + 0.05))
    guard_m = round(across_m - wide_m - 0.06, 3)
    guard = room.make("balustrade", (guard_m, 0.09, RAIL_M))
    guard = replace(guard, materials=materials[: len(guard.materials)])
    toward = 1 if rises > 0 else -1
    edge = room.at_wall(end, toward * (wide_m + 0.058) / 2, deep_m - 0.05)
    room.add(guard, (edge.x_m, edge.y_m, top_m), end + (0 if toward > 0 else 180), room.walls[(side + 180) % 360])
    door = room.make("door", from_pool=False)
    spot = room.at_wall(end, float(room.layout_rng.uniform(-0.2, 0.2)) * across_m, door.size_m[1] / 2 + 0.001)
    room.add(door, (spot.x_m, spot.y_m, top_m), end, room.walls[end])


def _pictures(room: Room, side: int, rises: int, along_m: float, long_m: float, top_m: float) -> None:
    """Hang pictures on the wall beside the flight that rise with it, none quite at its place."""
    rng = room.layout_rng
    count = int(rng.integers(PICTURES[0], PICTURES[1] + 1))
    for k in range(count):
        piece = room.make(str(rng.choice(["picture", "picture", "small picture", "poster"])), from_pool=False)
        share = (k + float(rng.uniform(0.3, 0.7))) / count
        middle_m = share * top_m + PICTURE_UP_M + float(rng.normal(0, 0.05))
        width, depth, height = piece.size_m
        if width > 0.9 * long_m / count or middle_m + height / 2 > room.size_m[2] - 0.1:
            continue
        along = along_m + rises * (share - 0.5) * long_m
        spot = room.at_wall(side, along, depth / 2 + 0.001)
        room.hung[side].append((along - width / 2, along + width / 2, middle_m - height / 2, middle_m + height / 2))
        room.add(piece, (spot.x_m, spot.y_m, round(middle_m - height / 2, 4)), side, room.walls[side])
