"""Children's rooms: a small bed, a place to draw at, shelves with toys, a rug, drawings on the wall."""

from __future__ import annotations

from dataclasses import replace

from ..shared.floor_plan import SIDES, Rect, Room
from ..shared.groups import beside, pillows, put_on, workplace

DRAWINGS = (4, 9)  # how many, from … to
GROUP_M = 0.4  # from one drawing to the next
TENTS = 0.45


def childs_room(room: Room) -> None:
    """Stand a bed, a wardrobe, shelves, a small table with chairs, sometimes a tent; hang drawings in a group."""
    found = room.against_wall(room.make("child's bed"), 0.5) or room.against_wall(room.make("child's bed"), 0.0)
    if found:
        pillows(room, found[0])
        for stand in beside(room, found[1], "nightstand"):
            put_on(room, stand, "table lamp")
    room.against_wall(room.make("bin shelf"), 0.4)
    _play_corner(room)
    for kind, clear_m in (("wardrobe", 0.5), ("low bookshelf", 0.3)):
        room.against_wall(room.make(kind), clear_m)
    if room.layout_rng.random() < TENTS:
        _tent(room)
    if room.layout_rng.random() < 0.35:
        workplace(room)
    _drawings(room)


def _tent(room: Room) -> None:
    """Stand a tent in a corner, its opening to the room."""
    tent = room.make("play tent", from_pool=False)
    out_m = tent.size_m[0] / 2 + 0.06
    for side in room.layout_rng.permutation(SIDES).tolist():
        place = room.at_wall(side, room.span_m(side) / 2 - out_m, out_m, *tent.size_m[:2])
        if room.stand(tent, place, 0.4) is not None:
            return


def _play_corner(room: Room) -> None:
    """Lay a rug somewhere free, and stand a low table with small chairs beside or on it."""
    for _ in range(20):
        rug, table = room.make("small rug" if min(room.size_m[:2]) < 3.2 else "rug"), room.make("play table")
        x, y = (room.layout_rng.uniform(-0.3, 0.3, 2) * room.size_m[:2]).tolist()
        mat = Rect(x, y, *rug.size_m[:2], float(room.layout_rng.choice(SIDES)))
        if room.lay(rug, mat) is not None:
            break
    for _ in range(24):
        x, y = (room.layout_rng.uniform(-0.45, 0.45, 2) * room.size_m[:2]).tolist()
        place = Rect(x, y, *table.size_m[:2], float(room.layout_rng.choice(SIDES)))
        around = replace(place, width_m=place.width_m + 0.1, depth_m=place.depth_m + 0.75)
        if not room.is_free(around, 0.3) or around.meets(mat, 0.0):
            continue
        if room.stand(table, place) is not None:
            _small_chairs(room, place)
            return


def _small_chairs(room: Room, table: Rect) -> None:
    model = room.make("child's chair")
    for side_deg in (0, 180):
        edge = replace(table, turn_deg=table.turn_deg + side_deg)
        x, y = edge.at(room.layout_rng.uniform(-0.1, 0.1), table.depth_m / 2 + model.size_m[1] / 2 + 0.05)
        turn_deg = edge.turn_deg + 180 + room.layout_rng.normal(0, 10)
        room.stand(model, Rect(x, y, *model.size_m[:2], turn_deg))


def _drawings(room: Room) -> None:
    """Hang drawings near each other on one wall, no two at one height, as a child or a parent tapes them up."""
    many = int(room.layout_rng.integers(DRAWINGS[0], DRAWINGS[1] + 1))
    side = int(room.layout_rng.choice(SIDES))
    half_m = room.span_m(side) / 2 - 0.5
    middle_m = float(room.layout_rng.uniform(-half_m, half_m)) if half_m > 0 else 0.0
    for k in range(many):
        piece = room.make(str(room.layout_rng.choice(["drawing", "wide drawing"])), from_pool=False)
        column, row = k // 2, k % 2
        for _ in range(4):
            along_m = middle_m + (column - many / 4) * GROUP_M + room.layout_rng.normal(0, 0.04)
            low_m = 0.95 + 0.45 * row + room.layout_rng.normal(0, 0.04)
            if room.hang(piece, side, along_m, low_m, 0.02) is not None:
                break
