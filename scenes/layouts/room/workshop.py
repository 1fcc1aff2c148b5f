"""Workshops and garages: a bench below a board of tools, steel shelves, tyres, a wide door."""

from __future__ import annotations

from ..shared.clutter import set_down, surfaces_of
from ..shared.floor_plan import SIDES, Rect, Room, Standing

GARAGES = 0.6  # so many workshops have a door for a car
BOARD_M = (1.2, 1.35)  # the underside of a board of tools
STACK = (1, 4)  # tyres, from … to
USUAL = ("step ladder", "bicycle", "wheelie bin", "bucket", "carton stack", "barrel", "open crate", "carton", "stool")


def workshop(room: Room) -> None:
    """Fit a garage's door, a bench with its vice below tools, shelves, a chest of tools, tyres and what is usual."""
    if room.layout_rng.random() < GARAGES:
        _wide_door(room)
    _bench(room)
    for _ in range(1 + int(room.layout_rng.integers(3))):
        room.against_wall(room.make("storage shelf", from_pool=False), 0.6)
    room.against_wall(room.make("tool chest", from_pool=False), 0.5)
    for _ in range(1 + int(room.layout_rng.integers(2))):
        _tyres(room)
    for kind in room.layout_rng.permutation(USUAL)[: int(room.layout_rng.integers(4, 8))].tolist():
        _beside_a_wall(room, kind)


def _wide_door(room: Room) -> None:
    """Set a sectional door into a wall that is free, and keep the floor before it so."""
    gate = room.make("garage door", from_pool=False)
    width = gate.size_m[0]
    for side in room.layout_rng.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - width / 2 - 0.1
        along_m = float(room.layout_rng.uniform(-half_m, half_m)) if half_m > 0 else 0.0
        if half_m > 0 and room.hang(gate, side, along_m, 0.0, 0.05) is not None:
            room.kept_free.append(Standing(room.at_wall(side, along_m, 0.5, width, 1.0), 0.35))
            return


def _bench(room: Room) -> None:
    bare = [side for side in SIDES if side not in room.windows]
    bench = room.make("work bench", from_pool=False)
    found = room.against_wall(bench, 0.7, bare) or room.against_wall(bench, 0.4)
    if found is None:
        return
    number, place = found
    carrier = room.objects[number - 1]
    top, vice = surfaces_of(carrier)[-1], room.make("vice", from_pool=False)
    end = float(room.layout_rng.choice([-1, 1]))
    spot = (end * (top.width_m / 2 - vice.size_m[0] / 2 - 0.03), (vice.size_m[1] - top.depth_m) / 2)
    set_down(room, carrier, top, vice, spot)
    side = round(place.turn_deg) % 360
    low_m = room.layout_rng.uniform(*BOARD_M)
    room.hang(room.make("tool board", from_pool=False), side, room.along_wall_m(side, place.x_m, place.y_m), low_m)


def _tyres(room: Room) -> None:
    """Stack tyres of one make in a corner, or at a wall."""
    tyre = room.make("tyre", from_pool=False)
    wide_m, _, thick_m = tyre.size_m
    out_m = wide_m / 2 + 0.04
    for side in room.layout_rng.permutation(SIDES).tolist():
        corner = room.at_wall(side, room.span_m(side) / 2 - out_m, out_m, wide_m, wide_m)
        number = room.stand(tyre, corner)
        if number is None:
            continue
        many = int(room.layout_rng.integers(STACK[0], STACK[1] + 1))
        for _ in range(many - 1):
            below = room.objects[number - 1]
            aside = room.layout_rng.normal(0, 0.012, 2).clip(-0.025, 0.025)
            spot = (float(aside[0]), float(aside[1]))
            number = set_down(room, below, surfaces_of(below)[0], tyre, spot, room.layout_rng.uniform(0, 360)) or number
        room.standing.append(Standing(corner, many * thick_m))
        return


def _beside_a_wall(room: Room, kind: str) -> None:
    """Stand a thing with its back or its side to a wall."""
    piece = room.make(kind)
    width, depth, _ = piece.size_m
    if depth < 1.2 * width:
        room.against_wall(piece, 0.0)
        return
    for _ in range(20):
        side = int(room.layout_rng.choice(SIDES))
        half_m = room.span_m(side) / 2 - depth / 2 - 0.06
        if half_m > 0:
            place = room.at_wall(side, float(room.layout_rng.uniform(-half_m, half_m)), width / 2 + 0.05)
            if room.stand(piece, Rect(place.x_m, place.y_m, width, depth, side + 90.0)) is not None:
                return
