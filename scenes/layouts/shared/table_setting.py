"""How tables are set: plates with what is left on them or without, cutlery and a napkin beside them, glasses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...pieces import Piece
from ...spec import Procedural, SceneObject, Surface
from .clutter import put, set_down, surfaces_of
from .floor_plan import Room

PLACE_M = 0.62  # what one person has of a table's length
EDGE_M = 0.16  # from the edge of a table to the middle of a plate
MID_MEAL = 0.5  # so many meals have begun
NAPKINS, SPOONS = 0.6, 0.4  # so many tables have them
TRIES = 4
SLIPPED_M, ASKEW_DEG = 0.004, 2.0  # how far what hands lay down is from where it should be
SHARED = ("bowl", "bottle", "bread", "candle", "flower vase", "used plate", "jar", "pizza", "cake")


@dataclass(frozen=True, slots=True)
class Setting:
    """One model of each thing that the places of a table have; `None` where they lack it."""

    plate: Piece
    eaten: Piece | None
    glass: Piece
    fork: Piece
    knife: Piece
    spoon: Piece | None
    napkin: Piece | None


def setting_of(room: Room, glasses: tuple[str, ...] = ("drinking glass", "wine glass", "mug")) -> Setting:
    """Return what the tables of a room are set with."""
    rng, plate = room.layout_rng, room.make("plate")
    eaten = room.make("used plate", plate.size_m, from_pool=False) if rng.random() < MID_MEAL else None
    return Setting(
        plate,
        replace(eaten, materials=(plate.materials[0], *eaten.materials[1:])) if eaten else None,
        room.make(str(rng.choice(glasses))),
        room.make("fork", (0.19, 0.024, 0.018), from_pool=False),
        room.make("knife", (0.22, 0.022, 0.014), from_pool=False),
        room.make("spoon", (0.19, 0.036, 0.02), from_pool=False) if rng.random() < SPOONS else None,
        room.make("napkin", from_pool=False) if rng.random() < NAPKINS else None,
    )


def lay_place(room: Room, table: SceneObject, surface: Surface, setting: Setting, x_m: float, side: int) -> None:
    """Lay one place at the front (−1) or the back (1) of a table, `x_m` from its middle."""
    rng, edge_m = room.layout_rng, side * (surface.depth_m / 2 - EDGE_M)
    facing = 0.0 if side < 0 else 180.0
    begun = setting.eaten is not None and rng.random() < 0.8
    plate = setting.eaten if begun and setting.eaten else setting.plate
    half_m = plate.size_m[0] / 2
    right, laid = -side, [(plate, 0.0, 0.0, 0.0)]
    laid.append((setting.fork, -half_m - 0.04, 0.0, 90.0))
    laid.append((setting.knife, half_m + 0.04, 0.0, 90.0))
    if setting.spoon:
        laid.append((setting.spoon, half_m + 0.09, 0.0, 90.0))
    if setting.napkin:
        laid.append((setting.napkin, -half_m - 0.04 - 0.028 - setting.napkin.size_m[0] / 2, 0.0, 0.0))
    laid.append((setting.glass, half_m + 0.045, -side * 0.165, float(rng.normal(0, 30))))
    loose = 3.0 if begun else 1.0
    for piece, across_m, in_m, turn_deg in laid:
        for _ in range(TRIES):
            dx, dy, askew_deg = rng.normal(0, (SLIPPED_M * loose, SLIPPED_M * loose, ASKEW_DEG * loose)).tolist()
            spot = (x_m + right * across_m + dx, edge_m + in_m + dy)
            if set_down(room, table, surface, _own(piece, room), spot, facing + turn_deg + askew_deg):
                break


def lay_table(room: Room, number: int) -> None:
    """Lay places along the long sides of a table, most of them, and put what is shared in the middle."""
    table = room.objects[number - 1]
    surface = next(iter(surfaces_of(table)), None)
    if surface is None:
        return
    setting, count = setting_of(room), max(1, int(surface.width_m // PLACE_M))
    for side in (-1, 1):
        for k in range(count):
            if room.layout_rng.random() < 0.85:
                lay_place(room, table, surface, setting, (k - (count - 1) / 2) * surface.width_m / count, side)
    middle = replace(surface, depth_m=max(0.2, surface.depth_m - 0.6))
    for kind in room.layout_rng.permutation(SHARED)[: int(room.layout_rng.integers(1, 5))].tolist():
        put(room, table, middle, kind)


def _own(piece: Piece, room: Room) -> Piece:
    """Return a piece with what is left on it, or in it, of its own."""
    if not isinstance(piece.geometry, Procedural) or piece.geometry.generator not in ("used plate", "tumbler"):
        return piece
    return replace(piece, geometry=replace(piece.geometry, variant=int(room.layout_rng.integers(2**31))))
