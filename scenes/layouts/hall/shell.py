"""Walls, floor, roof and glazing of large interiors. The long axis of a hall is x."""

from __future__ import annotations

from dataclasses import dataclass

from ...appearance.materials import sample_material
from ...generators.core.building import Opening
from ...generators.core.openings import openings, roof_slots
from ...lighting import AreaLight
from ...pieces import Piece, material_of_stuff
from ...poses import Pose, turn
from ...spec import Material, Procedural
from ..shared.floor_plan import SIDES, Room, Standing
from ..shared.shell import WALL_M, part, portal

PLAIN = "slab"
FRONT_M = 0.9  # kept free before glass that reaches down to the floor
LINED = 0.65
OIL_PAINT = "paint:green,blue,dark blue,grey,beige,yellow"  # as far up as hands and bags reach
SCHOOL = (OIL_PAINT, OIL_PAINT, "wall tile", "panelling")
PARLOUR = ("panelling", "panelling", "wall tile", "paint:dark blue,green,grey")


@dataclass(frozen=True, slots=True)
class Shell:
    """What a hall is built of: families of floor, walls and ceiling, and the generator of each wall by its side.

    `walls` lacks what is plain; `roof` is "slab" or "skylit roof". `lower` has the families, with their colours, of
    what walls may be finished with up to the height of a hand: LINED of those halls are.
    """

    floor: str
    wall: str
    ceiling: str
    walls: dict[int, str]
    roof: str = PLAIN
    lower: tuple[str, ...] = ()


def build_hall(room: Room, shell: Shell) -> None:
    """Build the empty hall, its windows and their portals."""
    width, depth, height = room.size_m
    floor, ceiling = (sample_material(family, room.material_rng) for family in (shell.floor, shell.ceiling))
    tints = ("white", "grey", "beige") if shell.wall == "paint" else ()
    wall, trim = sample_material(shell.wall, room.material_rng, tints), sample_material("enamel", room.material_rng)
    room.floor = part(room, "floor", "slab", (width, depth, 0.1), (0.0, 0.0, -0.1), 0, (floor,))
    roof_m = (width + 2 * WALL_M, depth + 2 * WALL_M, 0.12)
    room.ceiling = part(room, "ceiling", shell.roof, roof_m, (0.0, 0.0, height), 0, (ceiling,))
    finish = (wall, *_lower(room, shell))
    for side in SIDES:
        _wall(room, side, shell.walls.get(side, PLAIN), finish, trim)
    if shell.roof != PLAIN:
        _skylights(room)


def _lower(room: Room, shell: Shell) -> tuple[Material, ...]:
    """Return what the lower parts of the walls are finished with, if it is another than above."""
    if shell.wall != "paint" or not shell.lower or room.material_rng.random() >= LINED:
        return ()
    return (material_of_stuff(str(room.material_rng.choice(shell.lower)), room.material_rng),)


def _wall(room: Room, side: int, opened: str, finish: tuple[Material, ...], trim: Material) -> None:
    long_m = room.span_m(side) + (2 * WALL_M if side % 180 == 0 else 0.0)
    size = (long_m, WALL_M, room.size_m[2])
    variant = int(room.layout_rng.integers(2**31))
    middle = room.at_wall(side, 0.0, -WALL_M / 2)
    place = (middle.x_m, middle.y_m, 0.0)
    generator = f"lined {opened}" if len(finish) > 1 else opened
    room.walls[side] = part(room, "wall", generator, size, place, side, finish, room.floor, variant)
    geometry = room.objects[-1].geometry
    if opened != PLAIN and isinstance(geometry, Procedural):
        for hole in openings(geometry):
            _window(room, side, hole, trim)


def _window(room: Room, side: int, hole: Opening, trim: Material) -> None:
    wall = room.walls[side]
    pane = sample_material("pane", room.material_rng)
    middle = room.at_wall(side, hole.x_m, -0.5 * WALL_M)
    generator = "glazing" if hole.height_m > 2.2 or hole.width_m > 3.4 else "window"
    size = (hole.width_m, 0.1, hole.height_m - 0.002)
    variant = 0 if generator == "window" else int(room.layout_rng.integers(2**31))
    place = (middle.x_m, middle.y_m, hole.z_m + 0.001)
    part(room, "window", generator, size, place, side, (trim, pane), wall, variant)
    outside = room.at_wall(side, hole.x_m, -WALL_M)
    inward = Pose((outside.x_m, outside.y_m, hole.z_m + hole.height_m / 2), turn("z", side)).matrix()
    room.lights.append(portal(inward, hole))
    left, right = hole.x_m - hole.width_m / 2, hole.x_m + hole.width_m / 2
    room.hung[side].append((left, right, hole.z_m, hole.z_m + hole.height_m))
    tall_m = hole.z_m - 0.05 if hole.z_m > 0.2 else 0.0
    room.kept_free.append(Standing(room.at_wall(side, hole.x_m, FRONT_M / 2, hole.width_m, FRONT_M), tall_m))


def _skylights(room: Room) -> None:
    geometry = room.objects[room.ceiling - 1].geometry
    pane, height = sample_material("pane", room.material_rng), room.size_m[2]
    for x, wide_m, long_m in roof_slots(geometry.size_m) if isinstance(geometry, Procedural) else ():
        part(room, "skylight", "slab", (wide_m, long_m, 0.012), (x, 0.0, height + 0.06), 0, (pane,), room.ceiling)
        down = Pose((round(x, 5), 0.0, height + 0.12))
        room.lights.append(AreaLight(down, (wide_m, long_m), 1.0, portal=True))


def hang_door(room: Room, piece: Piece, side: int, along_m: float, above_m: float = 0.0) -> None:
    """Hang a door on a wall, if nothing else is there, and keep the floor before it free.

    A door `above_m` the floor belongs to a landing, which stands there already.
    """
    width, depth, height = piece.size_m
    spot = room.at_wall(side, along_m, depth / 2 + 0.001, width, depth)
    hung = room.hung[side]
    left, right = along_m - width / 2, along_m + width / 2
    if any(
        left < other[1] + 0.2 and other[0] < right + 0.2 and other[2] < above_m + height and above_m < other[3]
        for other in hung
    ):
        return
    room.add(piece, (spot.x_m, spot.y_m, above_m), side, room.floor)
    hung.append((left, right, above_m, above_m + height))
    if above_m == 0:
        room.kept_free.append(Standing(room.at_wall(side, along_m, 0.6, width, 1.2), 0.0))
