"""What the walls of a furnished hall have: skirting, radiators, signs over doors, switches, extinguishers."""

from __future__ import annotations

from ...appearance.materials import sample_material
from ...spec import Procedural, SceneObject
from ..shared.floor_plan import SIDES, Rect, Room, Standing, footprint, turned_deg
from ..shared.shell import part
from .parts import another

UNSKIRTED = frozenset({"warehouse", "station"})
HEATED = frozenset({"classroom", "school hall", "corridor", "cafe", "library", "waiting room"})
TRODDEN = frozenset({"shop", "lobby", "cafe", "restaurant", "library", "waiting room", "school hall", "gym"})
MATTED = 0.75  # of the doors of those halls have a mat
SHADED = 0.65  # of the halls with windows above a sill, so many have blinds
DRAWN = (0.1, 0.14, 0.3, 0.45, 0.7, 0.97)  # how far blinds may be let down
LIKE = 0.55  # of the blinds of a hall are as far down as most
SIGNED = 0.6  # so many doors have a sign above
EXTINGUISHER_M = 12.0  # so far apart, at most, along the walls of halls
NUMBERED = frozenset({"corridor", "waiting room", "lobby"})  # whose doors lead to rooms with numbers
TRIES = 24
SKIRTING_M = 0.014
IN_REVEAL_M = 0.085  # from the middle of a window to that of its blind, towards the hall


def fit_trim(room: Room, use: str) -> None:
    """Fit the walls of a hall out where what stands and hangs there leaves room."""
    if use not in UNSKIRTED:
        _skirting(room)
    if use in HEATED:
        _radiators(room)
    if room.layout_rng.random() < SHADED:
        _blinds(room)
    if use in TRODDEN:
        _mats(room)
    _at_doors(room)
    if use in NUMBERED:
        _numbers(room)
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


def _sashes(room: Room) -> list[SceneObject]:
    """Return the windows that have a sill."""
    return [thing for thing in room.objects if thing.category == "window" and thing.pose.location_m[2] > 0.75]


def _blinds(room: Room) -> None:
    """Let blinds down in windows, most as far as their neighbours, the others as people left them."""
    rng = room.layout_rng
    cloth = sample_material("fabric", room.material_rng, ("white", "beige", "grey"))
    roller, usual = sample_material("enamel", room.material_rng, ("white",)), float(rng.choice(DRAWN))
    for window in _sashes(room):
        if isinstance(window.geometry, Procedural) and window.geometry.generator == "window":
            share = usual if rng.random() < LIKE else float(rng.choice(DRAWN))
            wide_m, _, tall_m = window.geometry.size_m
            drop_m = round(max(0.1, min(1.0, share + float(rng.normal(0, 0.015))) * tall_m), 3)
            x, y = footprint(window).at(0.0, IN_REVEAL_M)
            place = (x, y, window.pose.location_m[2] + tall_m - drop_m)
            size = (wide_m - 0.02, 0.036, drop_m)
            part(room, "blind", "blind", size, place, _side_of(window), (cloth, roller), room.walls[_side_of(window)])


def _radiators(room: Room) -> None:
    """Hang one model of radiator under windows that have a sill."""
    model = room.make("radiator", from_pool=False)
    for window in _sashes(room):
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


def _mats(room: Room) -> None:
    """Lay a wide mat before each door to the floor, where it is free, a little askew."""
    for door in [thing for thing in room.objects if thing.category == "door" and thing.pose.location_m[2] == 0.0]:
        at, rng = footprint(door), room.layout_rng
        if rng.random() < MATTED:
            mat = room.make(
                "doormat", (round(at.width_m + float(rng.uniform(0.2, 0.7)), 2), 0.9, 0.012), from_pool=False
            )
            x, y = at.at(float(rng.normal(0, 0.05)), 0.62)
            room.lay(mat, Rect(x, y, *mat.size_m[:2], at.turn_deg + float(rng.normal(0, 1.5))))


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


def _numbers(room: Room) -> None:
    """Hang a plate with a number beside each door to the floor, on the side where no switch is."""
    plate = room.make("door plate", from_pool=False)
    for k, door in enumerate([thing for thing in room.objects if thing.category == "door"]):
        if door.pose.location_m[2] == 0.0:
            side, at = _side_of(door), footprint(door)
            along_m = room.along_wall_m(side, at.x_m, at.y_m) - at.width_m / 2 - 0.16
            room.hang(another(plate, k), side, along_m, 1.48, 0.0)


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
