"""What the walls of a furnished hall have: skirting, radiators, signs over doors, switches, extinguishers."""

from __future__ import annotations

from ...appearance.materials import sample_material
from ...spec import SceneObject
from ..shared.floor_plan import SIDES, Rect, Room, Standing, footprint, turned_deg
from ..shared.shell import part

UNSKIRTED = frozenset({"warehouse", "station"})
HEATED = frozenset({"classroom", "school hall", "corridor", "cafe", "library", "waiting room"})
SIGNED = 0.6  # so many doors have a sign above
EXTINGUISHER_M = 12.0  # so far apart, at most, along the walls of halls
TRIES = 8
SKIRTING_M = 0.014


def fit_trim(room: Room, use: str) -> None:
    """Fit the walls of a hall out where what stands and hangs there leaves room."""
    if use not in UNSKIRTED:
        _skirting(room)
    if use in HEATED:
        _radiators(room)
    _at_doors(room)
    _extinguishers(room)


def _skirting(room: Room) -> None:
    """Run a board along the walls, but for doors and for glass that reaches down."""
    rng = room.material_rng
    trim = sample_material(str(rng.choice(["lacquer", "lacquer", "enamel", "wood"])), rng)
    high_m = round(float(room.layout_rng.uniform(0.07, 0.12)), 3)
    for side in (side for side in SIDES if side in room.walls):
        half_m = room.span_m(side) / 2 - (0.0 if side % 180 == 0 else SKIRTING_M)
        gaps = sorted((left, right) for left, right, low_m, _ in room.hung[side] if low_m < high_m)
        edges = [-half_m, *(edge for gap in gaps for edge in gap), half_m]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start > 0.05:
                at = room.at_wall(side, (start + end) / 2, SKIRTING_M / 2)
                size = (end - start, SKIRTING_M, high_m)
                part(room, "skirting board", "skirting", size, (at.x_m, at.y_m, 0.0), side, (trim,), room.floor)


def _side_of(thing: SceneObject) -> int:
    return round(turned_deg(thing)) % 360


def _radiators(room: Room) -> None:
    """Hang one model of radiator under windows that have a sill."""
    model = room.make("radiator", from_pool=False)
    for window in [thing for thing in room.objects if thing.category == "window" and thing.pose.location_m[2] > 0.75]:
        side, at = _side_of(window), footprint(window)
        along_m = room.along_wall_m(side, at.x_m, at.y_m)
        rect = room.at_wall(side, along_m, 0.04 + model.size_m[1] / 2, *model.size_m[:2])
        if window.pose.location_m[2] > model.size_m[2] + 0.17 and _is_clear(room, rect, side, along_m):
            room.standing.append(Standing(rect, model.size_m[2] + 0.12))
            room.add(model, (rect.x_m, rect.y_m, 0.12), side, room.walls[side])


def _is_clear(room: Room, rect: Rect, side: int, along_m: float) -> bool:
    """Return whether nothing stands, nor hangs low, where a radiator would be."""
    area = (along_m - rect.width_m / 2, along_m + rect.width_m / 2, 0.12, 0.72)
    return room.is_free(rect, 0.72) and room.can_hang(side, area, 0.02)


def _at_doors(room: Room) -> None:
    """Hang a sign above some of the doors, and a switch beside each."""
    sign = room.make("door sign", from_pool=False)
    for door in [thing for thing in room.objects if thing.category == "door" and thing.pose.location_m[2] == 0.0]:
        side, at = _side_of(door), footprint(door)
        along_m = room.along_wall_m(side, at.x_m, at.y_m)
        height_m = float(getattr(door.geometry, "size_m", (0.0, 0.0, 2.1))[2])
        if room.layout_rng.random() < SIGNED:
            room.hang(sign, side, along_m, height_m + 0.08, 0.02)
        room.hang(room.make("light switch"), side, along_m + at.width_m / 2 + 0.14, 1.05, 0.0)


def _extinguishers(room: Room) -> None:
    """Hang extinguishers on free stretches of the walls until there are enough."""
    have = sum(thing.category == "fire extinguisher" for thing in room.objects)
    piece = room.make("fire extinguisher")
    for _ in range(max(0, round(room.size_m[0] / EXTINGUISHER_M) - have)):
        for _ in range(TRIES):
            side = int(room.layout_rng.choice(list(room.walls)))
            half_m = room.span_m(side) / 2 - 0.3
            if room.hang(piece, side, room.layout_rng.uniform(-half_m, half_m), 0.7, 0.1) is not None:
                break
