"""Entrances of homes: coats over shoes, a narrow table below a mirror, a mat at the door, doors to other rooms."""

from __future__ import annotations

from dataclasses import replace

from ...generators.indoor.entrance import BACK_M
from ...spec import SceneObject
from ..shared.floor_plan import SIDES, THIN_M, Hanging, Rect, Room, Standing, footprint, turned_deg
from ..shared.groups import put_on

RACK_M = (1.62, 1.74)  # from the floor to the pegs' board
PEG_M = 0.06  # from the underside of that board to where coats hang
INNER_DOORS = (1, 3)  # how many, from … to
COAT_M = 0.4  # from one coat to the next
LOOSE = (1, 4)  # pairs of shoes on the floor


def hallway(room: Room) -> None:
    """Lay a mat at the door, hang a rack with coats, stand shoes below it, a narrow table, a mirror over it."""
    entrance = next(thing for thing in room.objects if thing.category == "door")
    _mat(room, entrance)
    for _ in range(int(room.layout_rng.integers(INNER_DOORS[0], INNER_DOORS[1] + 1))):
        _inner_door(room)
    below = _rack(room)
    _console(room)
    if below:
        _shoes(room, below)
    if room.layout_rng.random() < 0.5:
        _tall_mirror(room)
    for kind, share in (("hall bench", 0.45), ("umbrella stand", 0.6), ("dresser", 0.25)):
        if room.layout_rng.random() < share:
            room.against_wall(room.make(kind), 0.3)
    if room.layout_rng.random() < 0.7:
        _runner(room)


def _mat(room: Room, door: SceneObject) -> None:
    mat, leaf = room.make("doormat"), footprint(door)
    place = replace(leaf.front(mat.size_m[1] + 0.12), width_m=mat.size_m[0], depth_m=mat.size_m[1])
    x, y = place.at(0.0, 0.05)
    place = replace(place, x_m=x, y_m=y)
    if room.lay(mat, place) is not None:
        room.kept_free.append(Standing(place, 0.0))


def _inner_door(room: Room) -> None:
    """Hang one more door where a wall is free, and keep the floor before it so."""
    piece = room.make("door", from_pool=False)
    width, _, height = piece.size_m
    for side in room.layout_rng.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - width / 2 - 0.12
        for _ in range(4 if half_m > 0 else 0):
            along_m = float(room.layout_rng.uniform(-half_m, half_m))
            before = room.at_wall(side, along_m, 0.4, width, 0.8)
            if room.can_hang(side, (along_m - width / 2, along_m + width / 2, 0.0, height), 0.12):
                room.hang(piece, side, along_m, 0.0, 0.1)
                room.objects[-1] = replace(room.objects[-1], supporter=room.floor)
                room.kept_free.append(Standing(before, THIN_M))
                return


def _rack(room: Room) -> Rect | None:
    """Hang a rack with coats on a wall; return where they hang."""
    rack = room.make("coat rack", from_pool=False)
    width, depth, height = rack.size_m
    low_m = room.layout_rng.uniform(*RACK_M)
    coats = [
        room.make(
            "coat", (0.37, round(room.layout_rng.uniform(0.15, 0.19), 3), round(room.layout_rng.uniform(0.8, 1.1), 3))
        )
        for _ in range(max(1, int((width - 0.1) / COAT_M)))
    ]
    bottom_m = low_m + PEG_M - max(coat.size_m[2] for coat in coats)
    for side in [side for _ in range(5) for side in room.layout_rng.permutation(SIDES).tolist()]:
        half_m = room.span_m(side) / 2 - width / 2 - 0.06
        along_m = float(room.layout_rng.uniform(-half_m, half_m)) if half_m > 0 else None
        if along_m is None or not room.can_hang(
            side, (along_m - width / 2, along_m + width / 2, bottom_m, low_m + height), 0.04
        ):
            continue
        number = room.hang(rack, side, along_m, low_m)
        if number is None:
            continue
        room.hung[side].append((along_m - width / 2, along_m + width / 2, bottom_m, low_m + height))
        place = room.at_wall(side, along_m, depth / 2 + 0.001, width, depth)
        room.hanging.append(Hanging(place, bottom_m, low_m))
        for k, coat in enumerate(coats):
            if room.layout_rng.random() < 0.85 or k == 0:
                aside_m = (k - (len(coats) - 1) / 2) * COAT_M + room.layout_rng.uniform(-0.01, 0.01)
                spot = room.at_wall(side, along_m + aside_m, BACK_M + coat.size_m[1] / 2 + 0.002)
                room.add(coat, (spot.x_m, spot.y_m, low_m + PEG_M - coat.size_m[2]), side, number)
        return place
    return None


def _shoes(room: Room, coats: Rect) -> None:
    """Stand a rack for shoes below the coats, and some pairs on the floor beside it."""
    side = round(coats.turn_deg) % 360
    along_m = room.along_wall_m(side, coats.x_m, coats.y_m)
    if room.layout_rng.random() < 0.75:
        room.against_wall(room.make("shoe rack"), 0.2, (side,), along_m)
    for _ in range(int(room.layout_rng.integers(LOOSE[0], LOOSE[1] + 1))):
        pair = room.make(str(room.layout_rng.choice(["shoes", "shoes", "boots"])))
        for _ in range(8):
            aside_m = along_m + room.layout_rng.uniform(-0.6, 0.6) * (coats.width_m + 0.4)
            out_m = 0.05 + pair.size_m[1] / 2 + abs(room.layout_rng.normal(0, 0.12))
            turn_deg = side + room.layout_rng.normal(0, 12) + 180 * (room.layout_rng.random() < 0.3)
            if room.stand(pair, replace(room.at_wall(side, aside_m, out_m, *pair.size_m[:2]), turn_deg=turn_deg)):
                break


def _console(room: Room) -> None:
    """Stand a narrow table at a wall, with a mirror or a picture over it and often a lamp on it."""
    bare = [side for side in SIDES if side not in room.windows]
    found = room.against_wall(room.make("console table"), 0.3, bare) or room.against_wall(
        room.make("console table"), 0.2
    )
    if found is None:
        return
    number, place = found
    if room.layout_rng.random() < 0.6:
        put_on(room, number, "table lamp")
    side = round(turned_deg(room.objects[number - 1])) % 360
    along_m = room.along_wall_m(side, place.x_m, place.y_m)
    for kind in ("mirror", "small mirror", "picture"):
        if room.hang(room.make(kind), side, along_m, room.layout_rng.uniform(1.12, 1.22)) is not None:
            return


def _tall_mirror(room: Room) -> None:
    mirror = room.make("tall mirror")
    for side in room.layout_rng.permutation(SIDES).tolist():
        half_m = room.span_m(side) / 2 - mirror.size_m[0] / 2 - 0.06
        along_m = float(room.layout_rng.uniform(-half_m, half_m)) if half_m > 0 else 0.0
        if half_m > 0 and room.hang(mirror, side, along_m, room.layout_rng.uniform(0.2, 0.35)) is not None:
            room.kept_free.append(Standing(room.at_wall(side, along_m, 0.25, mirror.size_m[0], 0.5), 0.2))
            return


def _runner(room: Room) -> None:
    """Lay a long narrow rug along the room."""
    rug = room.make("runner")
    turn_deg = 0.0 if room.size_m[0] > room.size_m[1] else 90.0
    for _ in range(10):
        x, y = (room.layout_rng.uniform(-0.2, 0.2, 2) * room.size_m[:2]).tolist()
        if room.lay(rug, Rect(x, y, *rug.size_m[:2], turn_deg)) is not None:
            return
