"""Walls, floor, ceiling, window and door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ...appearance.materials import sample_material, words_of
from ...generators.core.building import Opening
from ...generators.core.walls import Panelling, wall_opening
from ...lighting import AreaLight
from ...poses import Pose, Vec3, turn
from ...spec import Material, Procedural, SceneObject
from .floor_plan import SIDES, Room, Standing

WALL_M = 0.24  # thickness


@dataclass(frozen=True, slots=True)
class Finish:
    """What the shell of a kind of room is made of, and the shares of its windows that have curtains and radiators.

    `lower` names what walls may have below a line (see `furniture.walls`) and the families of it; `lined` is how often.
    """

    floors: tuple[str, ...] = ("planks", "planks", "planks", "carpet", "tile")
    windows: Panelling = "wide"
    pane: str = "pane"
    curtains: float = 0.75
    blinds: float = 0.5  # of those without curtains
    radiators: float = 0.6
    lower: tuple[str, tuple[str, ...]] = ("dado", ("panelling", "panelling", "paint", "wallpaper"))
    lined: float = 0.25
    papered: float = 0.2
    walls: tuple[str, ...] = ("paint",)  # of those that have no wallpaper
    stairs: bool = False  # one long wall stays whole for them, and the window is across


FINISHES: dict[str, Finish] = {
    "kitchen": Finish(
        floors=("tile", "tile", "planks"), windows="raised", curtains=0.0, radiators=0.0, lined=0.0, papered=0.0
    ),
    "bathroom": Finish(
        floors=("tile",),
        windows="small",
        pane="frosted",
        curtains=0.0,
        blinds=0.3,
        radiators=0.0,
        lower=("tiled", ("wall tile",)),
        lined=1.0,
        papered=0.0,
    ),
    "office": Finish(floors=("carpet", "carpet", "planks"), curtains=0.2, blinds=0.7, lined=0.05, papered=0.0),
    "hallway": Finish(
        floors=("tile", "tile", "planks", "planks", "stone"),
        windows="small",
        curtains=0.1,
        blinds=0.1,
        radiators=0.2,
        lined=0.5,
    ),
    "stairwell": Finish(
        floors=("tile", "planks", "planks", "stone"),
        windows="tall",
        curtains=0.0,
        blinds=0.0,
        radiators=0.3,
        lined=0.4,
        papered=0.3,
        stairs=True,
    ),
    "child's room": Finish(floors=("planks", "planks", "carpet", "linoleum"), lined=0.3, papered=0.4),
    "laundry room": Finish(
        floors=("tile", "tile", "linoleum"),
        windows="small",
        curtains=0.0,
        blinds=0.2,
        radiators=0.2,
        lower=("tiled", ("wall tile",)),
        lined=0.5,
        papered=0.0,
    ),
    "hospital room": Finish(
        floors=("linoleum",),
        curtains=0.35,
        blinds=0.8,
        radiators=0.7,
        lower=("dado", ("paint", "laminate", "panelling")),
        lined=0.6,
        papered=0.0,
    ),
    "workshop": Finish(
        floors=("concrete", "screed", "epoxy"),
        windows="small",
        curtains=0.0,
        blinds=0.1,
        radiators=0.1,
        lower=("dado", ("paint", "concrete")),
        lined=0.3,
        papered=0.0,
        walls=("paint", "brick", "concrete", "plaster"),
    ),
}


def build_shell(room: Room, use: str) -> int:
    """Build the empty room for a use; return the side of its main window."""
    finish = FINISHES.get(use, Finish())
    width, depth, height = room.size_m
    floor = sample_material(str(room.material_rng.choice(finish.floors)), room.material_rng)
    trim = sample_material("lacquer", room.material_rng, ("white",))
    room.floor = part(room, "floor", "slab", (width, depth, 0.1), (0.0, 0.0, -0.1), 0, (floor,))
    outer = (width + 2 * WALL_M, depth + 2 * WALL_M, 0.1)
    ceiling = sample_material("plaster", room.material_rng, ("white",))
    room.ceiling = part(room, "ceiling", "slab", outer, (0.0, 0.0, height), 0, (ceiling,))
    door_side, *others = (int(side) for side in room.layout_rng.permutation(SIDES))
    count = 2 if width * depth > 14 and room.layout_rng.random() < 0.5 else 1
    if finish.stairs:
        stairs = wall_of_stairs(room)
        door_side = (stairs + (90 if door_side < 180 else 270)) % 360
        others, count = [(stairs + 180) % 360], 1
    openings = _walls(room, finish, others[:count])
    for side, opening in openings.items():
        _window(room, side, opening, trim, finish)
    door = _door(room, door_side)
    if finish.lower[0] != "tiled":
        _skirting(room, door_side, door, trim)
    return others[0]


def wall_of_stairs(room: Room) -> int:
    """Return the long wall along which stairs go, where a room has them."""
    return 0 if room.size_m[0] > room.size_m[1] else 90


def _walls(room: Room, finish: Finish, window_sides: Sequence[int]) -> dict[int, Opening]:
    """Build four walls; return the openings of those that have a window."""
    variant = int(room.layout_rng.integers(2**31))
    materials, prefix = _covering(room, finish)
    openings = {}
    for side in SIDES:
        long_m = room.span_m(side) + (2 * WALL_M if side % 180 == 0 else 0.0)
        size = (round(long_m, 5), WALL_M, round(room.size_m[2], 5))
        rect = room.at_wall(side, 0.0, -WALL_M / 2)
        generator = f"{prefix}{finish.windows} {'window wall' if side in window_sides else 'wall'}"
        place = (rect.x_m, rect.y_m, 0.0)
        room.walls[side] = part(room, "wall", generator, size, place, side, materials, room.floor, variant)
        if side in window_sides:  # as the wall itself draws it
            openings[side] = wall_opening(size, np.random.Generator(np.random.PCG64(variant)), finish.windows)
    return openings


def _covering(room: Room, finish: Finish) -> tuple[tuple[Material, ...], str]:
    """Return the walls' materials, and the prefix of the generators that they suit."""
    tints = ("white",) if room.material_rng.random() < 0.5 else ("beige", "grey", "green", "blue", "pink", "yellow")
    upper = sample_material(
        "wallpaper" if room.material_rng.random() < finish.papered else "paint", room.material_rng, tints
    )
    if finish.walls != ("paint",):
        upper = sample_material(str(room.material_rng.choice(finish.walls)), room.material_rng)
    if room.material_rng.random() >= finish.lined:
        return (upper,), ""
    prefix, families = finish.lower
    lower = sample_material(str(room.material_rng.choice(families)), room.material_rng)
    return (upper, lower), f"{prefix} "


def _window(room: Room, side: int, hole: Opening, trim: Material, finish: Finish) -> None:
    wall = room.walls[side]
    pane = sample_material(finish.pane, room.material_rng)
    middle = room.at_wall(side, hole.x_m, -0.6 * WALL_M)
    place = (middle.x_m, middle.y_m, hole.z_m + 0.001)
    part(room, "window", "window", (hole.width_m, 0.07, hole.height_m - 0.002), place, side, (trim, pane), wall)
    jut_m = 0.06
    deep_m = 0.6 * WALL_M - 0.035 + jut_m
    sill = room.at_wall(side, hole.x_m, jut_m - deep_m / 2)
    size = (hole.width_m - 0.004, deep_m, 0.025)
    part(room, "windowsill", "board", size, (sill.x_m, sill.y_m, hole.z_m + 0.001), side, (trim,), wall)
    outside = room.at_wall(side, hole.x_m, -WALL_M)
    inward = Pose((outside.x_m, outside.y_m, hole.z_m + hole.height_m / 2), turn("z", side)).matrix()
    room.lights.append(portal(inward, hole))
    edges = (hole.x_m - hole.width_m / 2, hole.x_m + hole.width_m / 2, hole.z_m, hole.z_m + hole.height_m)
    room.hung[side].append(edges)
    room.windows[side] = edges
    before = room.at_wall(side, hole.x_m, 0.3, hole.width_m, 0.6)
    room.kept_free.append(Standing(before, hole.z_m - 0.05))
    if room.layout_rng.random() < finish.radiators:
        _heater(room, side, hole)
    if room.layout_rng.random() < finish.curtains:
        _curtains(room, side, hole)
    elif room.layout_rng.random() < finish.blinds:
        _blind(room, side, hole)


def _blind(room: Room, side: int, hole: Opening) -> None:
    cloth = sample_material("fabric", room.material_rng, ("white", "beige", "grey"))
    top_m = hole.z_m + hole.height_m + 0.08
    drop_m = float(room.layout_rng.uniform(0.2, 0.75)) * hole.height_m
    rect = room.at_wall(side, hole.x_m, 0.065 + 0.021)
    size = (hole.width_m + 0.08, 0.04, drop_m)
    place = (rect.x_m, rect.y_m, top_m - drop_m)
    part(room, "blind", "blind", size, place, side, (cloth, _white()), room.walls[side])


def _white() -> Material:
    return Material("enamel", (0.86, 0.86, 0.85), 0.4)


def portal(frame: NDArray[np.float64], hole: Opening) -> AreaLight:
    """Return a portal that fills the opening; it shines along its −z, which is the room's side: the wall's −y."""
    turned = Rotation.from_matrix(frame[:3, :3]) * Rotation.from_euler("x", -90, degrees=True)
    w, x, y, z = turned.as_quat(canonical=True, scalar_first=True).round(9).tolist()
    px, py, pz = frame[:3, 3].round(5).tolist()
    return AreaLight(Pose((px, py, pz), (w, x, y, z)), (hole.width_m, hole.height_m), 1.0, portal=True)


def _heater(room: Room, side: int, hole: Opening) -> None:
    piece = room.make("radiator")
    rect = room.at_wall(side, hole.x_m, 0.04 + piece.size_m[1] / 2, *piece.size_m[:2])
    if room.is_free(rect, 0.0):
        room.standing.append(Standing(rect, piece.size_m[2]))
        room.add(piece, (rect.x_m, rect.y_m, 0.12), side, room.walls[side])


def _curtains(room: Room, side: int, hole: Opening) -> None:
    cloth = sample_material("fabric", room.material_rng)
    metal = sample_material("enamel", room.material_rng, ("black", "white"))
    top_m = min(hole.z_m + hole.height_m + 0.1, room.size_m[2] - 0.06)
    wide_m = float(room.layout_rng.uniform(0.28, 0.42))
    out_m = 0.075
    for end in (-1, 1):
        along = hole.x_m + end * (hole.width_m / 2 + 0.5 * wide_m - 0.08)
        rect = room.at_wall(side, along, out_m, wide_m, 0.09)
        variant = int(room.layout_rng.integers(2**31))
        size = (wide_m, 0.09, top_m - 0.03)
        part(room, "curtain", "curtain", size, (rect.x_m, rect.y_m, 0.015), side, (cloth,), room.walls[side], variant)
        room.standing.append(Standing(rect, top_m))
    rod = room.at_wall(side, hole.x_m, out_m)
    size = (hole.width_m + 2 * wide_m + 0.06, 0.03, 0.03)
    part(room, "curtain rod", "curtain rod", size, (rod.x_m, rod.y_m, top_m - 0.015), side, (metal,), room.walls[side])


def _door(room: Room, side: int) -> tuple[float, float]:
    """Hang a door on a wall and keep the floor before it free; return where it begins and ends along the wall."""
    piece = room.make("door")
    width, depth, height = piece.size_m
    free_m = room.span_m(side) / 2 - width / 2 - 0.15
    along = float(room.layout_rng.choice([-1, 1])) * free_m * room.layout_rng.uniform(0.6, 1.0)
    rect = room.at_wall(side, along, depth / 2 + 0.001)
    room.add(piece, (rect.x_m, rect.y_m, 0.0), side, room.floor)
    room.hung[side].append((along - width / 2, along + width / 2, 0.0, height))
    narrow_m = min(room.size_m[:2])
    reach_m = 1.2 if narrow_m > 4.0 else 1.0 if narrow_m > 2.6 else 0.75
    room.kept_free.append(Standing(room.at_wall(side, along, reach_m / 2, width, reach_m), 0.0))
    switch = room.make("light switch")
    beside = along - np.sign(along) * (width / 2 + 0.12)
    room.hang(switch, side, beside, 1.05, 0.0)
    return along - width / 2, along + width / 2


def _skirting(room: Room, door_side: int, door: tuple[float, float], trim: Material) -> None:
    thick_m, high_m = 0.014, round(float(room.layout_rng.uniform(0.06, 0.11)), 3)
    for side in SIDES:
        half_m = room.span_m(side) / 2 - (0.0 if side % 180 == 0 else thick_m)
        runs = [(-half_m, half_m)] if side != door_side else [(-half_m, door[0]), (door[1], half_m)]
        for start, end in runs:
            if end - start < 0.02:
                continue
            rect = room.at_wall(side, (start + end) / 2, thick_m / 2)
            place = (rect.x_m, rect.y_m, 0.0)
            size = (end - start, thick_m, high_m)
            part(room, "skirting board", "skirting", size, place, side, (trim,), room.floor)


def part(
    room: Room,
    category: str,
    generator: str,
    size_m: Vec3,
    place_m: Vec3,
    turn_deg: float,
    materials: tuple[Material, ...],
    supporter: int = 0,
    variant: int = 0,
) -> int:
    """Add one part of the building, named by its category, and return its instance number."""
    instance = len(room.objects) + 1
    width, depth, height = (round(float(value), 5) for value in size_m)
    x, y, z = (round(float(value), 5) for value in place_m)
    geometry = Procedural(generator, (width, depth, height), variant)
    pose = Pose((x, y, z), turn("z", turn_deg))
    words = words_of(materials[0])
    room.objects.append(SceneObject(instance, category, category, geometry, pose, materials, words, supporter))
    return instance
