"""What hangs under the ceiling of a furnished hall: ducts and pipes in sight, or what lies in a closed one."""

from __future__ import annotations

from ...generators.core.parts import spread
from ...pieces import Piece
from ...spec import SceneObject
from ..shared.floor_plan import Rect, Room, footprint
from .warehouse import TRUSS_M

# So many halls of a use have their ducts in sight; the others, and all that are too low, a closed ceiling.
BARE = {"warehouse": 1.0, "station": 0.9, "gym": 0.75, "shop": 0.6, "restaurant": 0.5, "cafe": 0.4, "lobby": 0.25}
HEADROOM_M = 2.4  # below what runs along
CLEAR_M = 0.08  # between what runs along and anything else
TILE_M = 0.6  # of a closed ceiling; what lies in it is in the middle of one
FLUSH = (("diffuser", 3.6, 0.0), ("sprinkler", 3.0, 1.2), ("loudspeaker", 4.8, 2.4))  # kind, pitch, first ones' offset
SHELL = frozenset({"ceiling", "floor", "wall", "window", "curtain", "roof truss", "skylight", "floor marking"})
LANES = 9  # places across the hall that are tried for each run


def fit_overhead(room: Room, use: str) -> None:
    """Hang ducts, pipes and cable trays along the hall, or put outlets, speakers and sprinklers into its ceiling."""
    beam_m = TRUSS_M if use == "warehouse" else 0.0
    if room.layout_rng.random() < BARE.get(use, 0.0) and room.size_m[2] - beam_m > HEADROOM_M + 0.6:
        _runs(room, beam_m)
    else:
        _flush(room)


def _runs(room: Room, beam_m: float) -> None:
    rng, long_m = room.layout_rng, round(room.size_m[0] - 0.02, 3)
    ducts = 1 if room.size_m[1] < 11 else 2
    wide_m = round(float(rng.uniform(0.34, 0.56)), 2)
    kind = str(rng.choice(["round duct", "round duct", "square duct"]))
    duct = room.make(kind, (long_m, wide_m, round(beam_m + wide_m + float(rng.uniform(0.05, 0.15)), 3)))
    tray = room.make("cable tray", (long_m, 0.3, round(beam_m + float(rng.uniform(0.3, 0.5)), 3)))
    pipe = room.make("sprinkler pipe", (long_m, 0.1, round(beam_m + 0.24, 3)))
    for piece, count in ((duct, ducts), (tray, 1), (pipe, max(1, round(room.size_m[1] / 4.0)))):
        _in_lanes(room, piece, count)


def _in_lanes(room: Room, piece: Piece, count: int) -> None:
    """Hang up to `count` of what runs along x where nothing is in its way, well spread across the hall."""
    low_m = room.size_m[2] - piece.size_m[2]
    taken = _reaching(room, low_m - CLEAR_M)
    lanes = spread(room.size_m[1] - piece.size_m[1] - 0.2, room.size_m[1] / LANES)
    free = [y for y in lanes if not any(_lane(piece, y).meets(each, CLEAR_M) for each in taken)]
    apart_m = room.size_m[1] / (count + 1)
    for y in room.layout_rng.permutation(free).tolist():
        if count and all(abs(y - each.y_m) > 0.6 * apart_m for each in taken if each.width_m >= piece.size_m[0]):
            room.under_ceiling(piece, 0.0, y)
            taken.append(_lane(piece, y))
            count -= 1


def _lane(piece: Piece, y_m: float) -> Rect:
    return Rect(0.0, y_m, piece.size_m[0], piece.size_m[1])


def _reaching(room: Room, low_m: float) -> list[Rect]:
    """Return the footprints of all in a hall that reaches above a height, but for its shell."""
    return [footprint(thing) for thing in room.objects if thing.category not in SHELL and _top_m(thing) > low_m]


def _top_m(thing: SceneObject) -> float:
    size_m = getattr(thing.geometry, "size_m", thing.pose.scale)
    return float(thing.pose.location_m[2] + size_m[2])


def hang_free(room: Room, piece: Piece, x_m: float, y_m: float, turn_deg: float = 0.0) -> int | None:
    """Hang a piece from the ceiling unless something is there; return its instance number, or None."""
    width, depth, height = piece.size_m
    spot = Rect(x_m, y_m, width, depth, turn_deg)
    if any(spot.meets(each, CLEAR_M) for each in _reaching(room, room.size_m[2] - height - CLEAR_M)):
        return None
    return room.under_ceiling(piece, x_m, y_m, turn_deg)


def _flush(room: Room) -> None:
    taken = _reaching(room, room.size_m[2] - 0.3)
    for kind, pitch_m, offset_m in FLUSH:
        piece = room.make(kind, from_pool=False)
        for x in spread(room.size_m[0] - offset_m, pitch_m):
            for y in spread(room.size_m[1], pitch_m):
                spot = Rect(_tiled(x + offset_m / 2), _tiled(y), *piece.size_m[:2])
                inside = abs(spot.x_m) < room.size_m[0] / 2 - 0.4 and abs(spot.y_m) < room.size_m[1] / 2 - 0.4
                if inside and not any(spot.meets(each, CLEAR_M) for each in taken):
                    room.under_ceiling(piece, spot.x_m, spot.y_m)
                    taken.append(spot)


def _tiled(at_m: float) -> float:
    """Return the middle of the tile in which a place is."""
    return round((at_m // TILE_M + 0.5) * TILE_M, 3)
