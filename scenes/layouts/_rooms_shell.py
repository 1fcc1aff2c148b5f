"""Walls, floor, ceiling, window and door."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ..furniture.building import Opening, wall_opening
from ..materials import sample_material, words_of
from ..spec import AreaLight, Material, Pose, Procedural, SceneObject, Vec3, turn
from ._rooms_plan import SIDES, Room, Standing

WALL_M = 0.24  # thickness
FLOORS = ("planks", "planks", "planks", "carpet", "tile")


def build_shell(room: Room) -> tuple[int, Opening]:
    """Build the empty room; return the side of its window and the window's opening."""
    width, depth, height = room.size_m
    floor = sample_material(str(room.stuffs.choice(FLOORS)), room.stuffs)
    tints = ("white",) if room.stuffs.random() < 0.5 else ("beige", "grey", "green", "blue", "pink", "yellow")
    walls = sample_material("paint", room.stuffs, tints)
    trim = sample_material("lacquer", room.stuffs, ("white",))
    room.floor = part(room, "floor", "slab", (width, depth, 0.1), (0.0, 0.0, -0.1), 0, (floor,))
    room.ceiling = part(
        room,
        "ceiling",
        "slab",
        (width + 2 * WALL_M, depth + 2 * WALL_M, 0.1),
        (0.0, 0.0, height),
        0,
        (sample_material("plaster", room.stuffs, ("white",)),),
    )
    window_side, door_side = (int(side) for side in room.shapes.choice(SIDES, 2, replace=False))
    opening = _walls(room, walls, window_side)
    _window(room, window_side, opening, trim)
    door = _door(room, door_side)
    _skirting(room, door_side, door, trim)
    return window_side, opening


def _walls(room: Room, material: Material, window_side: int) -> Opening:
    variant = int(room.shapes.integers(2**31))
    for side in SIDES:
        long_m = room.span_m(side) + (2 * WALL_M if side % 180 == 0 else 0.0)
        size = (long_m, WALL_M, room.size_m[2])
        rect = room.at_wall(side, 0.0, -WALL_M / 2)
        generator = "window wall" if side == window_side else "slab"
        room.walls[side] = part(
            room, "wall", generator, size, (rect.x_m, rect.y_m, 0.0), side, (material,), room.floor, variant
        )
        if side == window_side:
            opening = wall_opening(size, np.random.Generator(np.random.PCG64(variant)))  # as the wall itself draws it
    return opening


def _window(room: Room, side: int, hole: Opening, trim: Material) -> None:
    wall = room.walls[side]
    pane = sample_material("pane", room.stuffs)
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
    room.hung[side].append(
        (hole.x_m - hole.width_m / 2, hole.x_m + hole.width_m / 2, hole.z_m, hole.z_m + hole.height_m)
    )
    before = room.at_wall(side, hole.x_m, 0.3, hole.width_m, 0.6)
    room.kept_free.append(Standing(before, hole.z_m - 0.05))
    _heater(room, side, hole)
    _curtains(room, side, hole)


def portal(frame: NDArray[np.float64], hole: Opening) -> AreaLight:
    """Return a portal that fills the opening; it shines along its −z, which is the room's side: the wall's −y."""
    turned = Rotation.from_matrix(frame[:3, :3]) * Rotation.from_euler("x", -90, degrees=True)
    w, x, y, z = turned.as_quat(canonical=True, scalar_first=True).round(9).tolist()
    px, py, pz = frame[:3, 3].round(5).tolist()
    return AreaLight(Pose((px, py, pz), (w, x, y, z)), (hole.width_m, hole.height_m), 1.0, portal=True)


def _heater(room: Room, side: int, hole: Opening) -> None:
    if room.shapes.random() < 0.4:
        return
    piece = room.make("radiator")
    rect = room.at_wall(side, hole.x_m, 0.04 + piece.size_m[1] / 2, *piece.size_m[:2])
    if room.is_free(rect, 0.0):
        room.standing.append(Standing(rect, piece.size_m[2]))
        room.add(piece, (rect.x_m, rect.y_m, 0.12), side, room.walls[side])


def _curtains(room: Room, side: int, hole: Opening) -> None:
    if room.shapes.random() < 0.25:
        return
    cloth = sample_material("fabric", room.stuffs)
    metal = sample_material("enamel", room.stuffs, ("black", "white"))
    top_m = min(hole.z_m + hole.height_m + 0.1, room.size_m[2] - 0.06)
    wide_m = float(room.shapes.uniform(0.28, 0.42))
    out_m = 0.075
    for end in (-1, 1):
        along = hole.x_m + end * (hole.width_m / 2 + 0.5 * wide_m - 0.08)
        rect = room.at_wall(side, along, out_m, wide_m, 0.09)
        variant = int(room.shapes.integers(2**31))
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
    along = float(room.shapes.choice([-1, 1])) * free_m * room.shapes.uniform(0.6, 1.0)
    rect = room.at_wall(side, along, depth / 2 + 0.001)
    room.add(piece, (rect.x_m, rect.y_m, 0.0), side, room.floor)
    room.hung[side].append((along - width / 2, along + width / 2, 0.0, height))
    room.kept_free.append(Standing(room.at_wall(side, along, 0.5, width, 1.0), 0.0))
    switch = room.make("light switch")
    beside = along - np.sign(along) * (width / 2 + 0.12)
    room.hang(switch, side, beside, 1.05, 0.0)
    return along - width / 2, along + width / 2


def _skirting(room: Room, door_side: int, door: tuple[float, float], trim: Material) -> None:
    thick_m, high_m = 0.014, round(float(room.shapes.uniform(0.06, 0.11)), 3)
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
