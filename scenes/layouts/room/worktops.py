"""How worktops are used: what is plugged in stands at the back, and what is used together stands together."""

from __future__ import annotations

from ...object_mesh import object_box
from ...pieces import Piece
from ...spec import SceneObject, Surface
from ..shared.clutter import put, set_down, surfaces_of
from ..shared.clutter_table import TURNS_DEG
from ..shared.floor_plan import Room, footprint, turned_deg

PLUGGED = ("kettle", "toaster")
GROUPS: tuple[tuple[str, ...], ...] = (
    ("bottle", "bottle", "jar", "jar", "utensil pot"),
    ("bottle", "jar", "jam jar", "packet"),
    ("cereal box", "packet", "drink carton", "tin can", "jam jar"),
    ("drink carton", "packet", "bread", "tin can", "tin can"),
    ("knife block", "utensil pot", "jar"),
    ("fruit bowl",),
    ("microwave",),
    ("small plant", "jar"),
)
BEFORE = (  # what lies before the rows at the wall, from left to right
    ("cutting board", "knife", "tomato", "onion"),
    ("cutting board", "bread", "knife"),
    ("mug", "spoon", "packet"),
    ("bowl", "spoon", "drink carton"),
    ("plate", "fork", "mug"),
    ("letters", "phone"),
    ("sponge",),
    ("pepper", "carrot", "carrot", "cutting board"),
)
DRAINED = ("plate", "plate", "bowl", "mug", "mug", "drinking glass", "pan", "cup")
GAP_M, APART_M = (0.004, 0.025), (0.02, 0.14)  # between the things of a group, and between groups
BACK_M = 0.012  # from the edge of what a worktop holds to the things at its back
TILE_M = 0.0115  # from the wall to the front of its tiles
LEAD_M = (0.24, 0.06, 0.3)  # a socket over a worktop with the lead that comes down from it
LAID_ALONG = frozenset({"knife", "spoon", "fork", "carrot"})  # what lies with its end to who cooks
TRIES = 6
BEFORE_M = 0.35  # so much of a worktop's length has room for something before what stands at the wall
OFTEN = 0.8  # so many stretches of a worktop have something before what stands at the wall


def dress_all(room: Room) -> None:
    """Put things on all worktops of a kitchen, and on the drainers of its sinks."""
    for thing in list(room.objects):
        if thing.category == "worktop":
            dress(room, thing)
        elif thing.category == "sink":
            drain(room, thing, surfaces_of(thing)[-1])


def dress(room: Room, top: SceneObject) -> None:
    """Stand groups of things along the back of a worktop, and lay a few before them."""
    surface = surfaces_of(top)[0]
    left_m, end_m = -surface.width_m / 2, surface.width_m / 2
    while left_m < end_m:
        if room.layout_rng.random() < 0.4:
            left_m = _plugged_in(room, top, surface, left_m)
        else:
            group = GROUPS[int(room.layout_rng.integers(len(GROUPS)))]
            left_m = _row(room, top, surface, group, left_m)
        left_m += float(room.layout_rng.uniform(*APART_M))
    for _ in range(max(1, round(surface.width_m / BEFORE_M))):
        if room.layout_rng.random() < OFTEN:
            _before(room, top, surface)


def drain(room: Room, sink: SceneObject, drainer: Surface) -> None:
    """Stand dishes to dry on the drainer of a sink."""
    for _ in range(int(room.layout_rng.integers(0, 6))):
        put(room, sink, drainer, str(room.layout_rng.choice(DRAINED)))


def _row(room: Room, top: SceneObject, surface: Surface, kinds: tuple[str, ...], left_m: float) -> float:
    """Stand things of a group side by side at the back, in an order of their own; return where they end."""
    least = min(2, len(kinds))
    for kind in room.layout_rng.permutation(kinds)[: int(room.layout_rng.integers(least, len(kinds) + 1))].tolist():
        left_m = _at_back(room, top, surface, room.make(kind), left_m)
    return left_m


def _at_back(
    room: Room, top: SceneObject, surface: Surface, piece: Piece, left_m: float, out_m: float = BACK_M
) -> float:
    """Stand a piece at the back, at `left_m` from the middle; return where the next may stand."""
    rng, (width, depth, _) = room.layout_rng, piece.size_m
    turn_deg = float(rng.normal(0, min(TURNS_DEG.get(piece.category, 5.0), 8.0)))
    y = surface.depth_m / 2 - depth / 2 - out_m - float(rng.uniform(0, 0.05))
    if left_m + width < surface.width_m / 2:
        set_down(room, top, surface, piece, (left_m + width / 2, y), turn_deg)
    return left_m + width + float(rng.uniform(*GAP_M))


def _plugged_in(room: Room, top: SceneObject, surface: Surface, left_m: float) -> float:
    """Stand a kettle or a toaster before the end of a lead from a socket in the tiles; return where they end."""
    piece = room.make(str(room.layout_rng.choice(PLUGGED)))
    lead = room.make("plugged socket", LEAD_M, from_pool=False)
    x = left_m + LEAD_M[0] / 2
    if x + piece.size_m[0] < surface.width_m / 2 and _hang_lead(room, top, lead, x):
        left_m = _at_back(room, top, surface, piece, x, LEAD_M[1])
        return max(left_m, x + LEAD_M[0] / 2)
    return _at_back(room, top, surface, piece, left_m)


def _hang_lead(room: Room, top: SceneObject, lead: Piece, x_m: float) -> bool:
    """Hang a socket with its lead on the tiles over a worktop, where these are high enough."""
    side = round(turned_deg(top)) % 360
    x, y, z = (top.pose.matrix() @ (x_m, 0.0, surfaces_of(top)[0].centre_m[2], 1.0))[:3].tolist()
    along_m = room.along_wall_m(side, x, y)
    for tile in [each for each in room.objects if each.category == "splashback"]:
        behind = footprint(tile)
        off_m = abs(along_m - room.along_wall_m(side, behind.x_m, behind.y_m))
        low, high = object_box(tile)[:, 2]
        is_here = round(behind.turn_deg) % 360 == side and off_m + LEAD_M[0] / 2 < behind.width_m / 2
        rect = room.at_wall(side, along_m, TILE_M + LEAD_M[1] / 2, LEAD_M[0], LEAD_M[1])
        taken = room.on_surfaces.setdefault((top.instance, round(z, 3)), [])
        if is_here and high - low > LEAD_M[2] + 0.02 and not any(rect.meets(other) for other in taken):
            taken.append(rect)
            room.add(lead, (rect.x_m, rect.y_m, z + 0.0006), side, tile.instance)
            return True
    return False


def _before(room: Room, top: SceneObject, surface: Surface) -> None:
    """Lay a few things beside each other at the front of a worktop, where the first of them finds room."""
    rng, kinds = room.layout_rng, BEFORE[int(room.layout_rng.integers(len(BEFORE)))]
    pieces = [(room.make(kind), 90.0 if kind in LAID_ALONG else 0.0) for kind in kinds]
    for _ in range(TRIES):
        x = float(rng.uniform(-0.5, 0.5)) * surface.width_m
        if _laid(room, top, surface, *pieces[0], x) is None:
            continue
        x += _across_m(*pieces[0]) + float(rng.uniform(0.01, 0.04))
        for piece, turn_deg in pieces[1:]:
            _laid(room, top, surface, piece, turn_deg, x)
            x += _across_m(piece, turn_deg) + float(rng.uniform(0.01, 0.04))
        return


def _across_m(piece: Piece, turn_deg: float) -> float:
    return piece.size_m[1 if turn_deg else 0]


def _laid(room: Room, top: SceneObject, surface: Surface, piece: Piece, turn_deg: float, left_m: float) -> int | None:
    """Lay a piece near the front of a worktop, its left side at `left_m`; None where there is no room."""
    rng, wide_m = room.layout_rng, _across_m(piece, turn_deg)
    deep_m = piece.size_m[0 if turn_deg else 1]
    y = -surface.depth_m / 2 + deep_m / 2 + float(rng.uniform(0.005, 0.09))
    if left_m + wide_m > surface.width_m / 2:
        return None
    return set_down(room, top, surface, piece, (left_m + wide_m / 2, y), turn_deg + float(rng.normal(0, 9)))
