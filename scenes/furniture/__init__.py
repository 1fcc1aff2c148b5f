"""Procedural things: from a generator's name, an outer size and a variant number to a mesh, in plain numpy."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..assets import asset_mesh
from ..mesh import Mesh, primitive_mesh
from ..opened import opened_mesh
from ..spec import Asset, Geometry, Opened, Pose, Primitive, SceneObject
from . import (
    bathroom,
    building,
    buildings,
    decor,
    garden_furniture,
    garden_structures,
    garden_things,
    hall,
    kitchen,
    kitchen_ware,
    lamps,
    office,
    openings,
    plants,
    seating,
    small_things,
    street_furniture,
    tables,
    terrain,
    trees,
    undergrowth,
    vehicles,
    walls,
    warehouse,
)
from ._parts import Generator, fitted


def _fitting(generate: Generator) -> Generator:
    """Return the generator with its mesh stretched by the last few per cent to exactly its size."""
    return lambda size_m, rng: fitted(generate(size_m, rng), size_m)


GENERATORS: dict[str, Generator] = {
    name: _fitting(generate)
    for name, generate in {
        "slab": building.slab,
        "blind": building.blind,
        "window": building.window,
        "board": building.board,
        "skirting": building.skirting,
        "door": building.door,
        "radiator": building.radiator,
        "curtain": building.curtain,
        "curtain rod": building.curtain_rod,
        "wall plate": building.wall_plate,
        "sofa": seating.sofa,
        "chair": seating.chair,
        "office chair": seating.office_chair,
        "stool": seating.stool,
        "bed": seating.bed,
        "table": tables.table,
        "round table": tables.round_table,
        "desk": tables.desk,
        "cabinet": tables.cabinet,
        "bookshelf": tables.bookshelf,
        "wall shelf": tables.wall_shelf,
        "floor lamp": lamps.floor_lamp,
        "table lamp": lamps.table_lamp,
        "desk lamp": lamps.desk_lamp,
        "pendant lamp": lamps.pendant_lamp,
        "ceiling lamp": lamps.ceiling_lamp,
        "plant": plants.plant,
        "rug": decor.rug,
        "picture": decor.picture,
        "cushion": decor.cushion,
        "vase": decor.vase,
        "bowl": decor.bowl,
        "plate": decor.plate,
        "mug": decor.mug,
        "tumbler": decor.tumbler,
        "bottle": decor.bottle,
        "candle": decor.candle,
        "box": decor.box,
        "basket": decor.basket,
        "book stack": decor.book_stack,
        "book row": decor.book_row,
        "television": decor.television,
        "laptop": decor.laptop,
        "keyboard": decor.keyboard,
        "clock": decor.clock,
        **hall.GENERATORS,
        **openings.GENERATORS,
        **warehouse.GENERATORS,
        **walls.GENERATORS,
        **kitchen.GENERATORS,
        **kitchen_ware.GENERATORS,
        **bathroom.GENERATORS,
        **office.GENERATORS,
        **terrain.GENERATORS,
        **trees.GENERATORS,
        **undergrowth.GENERATORS,
        **small_things.GENERATORS,
        **buildings.GENERATORS,
        **street_furniture.GENERATORS,
        **vehicles.GENERATORS,
        **garden_furniture.GENERATORS,
        **garden_structures.GENERATORS,
        **garden_things.GENERATORS,
    }.items()
}


def object_mesh(thing: SceneObject) -> Mesh:
    """Return the mesh of an object in its own space."""
    return geometry_mesh(thing.geometry)


def object_box(thing: SceneObject) -> NDArray[np.float64]:
    """Return the lowest and the highest corner (2×3, read-only) of an object in the world, in metres."""
    return _box(thing.geometry, thing.pose)


@lru_cache(maxsize=4096)
def _box(geometry: Geometry, pose: Pose) -> NDArray[np.float64]:
    box = np.stack(geometry_mesh(geometry).transformed(pose.matrix()).bounds())
    box.flags.writeable = False
    return box


@lru_cache(maxsize=256)
def geometry_mesh(geometry: Geometry) -> Mesh:
    """Return the mesh of a geometry; equal geometries share one."""
    if isinstance(geometry, Primitive):
        return primitive_mesh(geometry)
    if isinstance(geometry, Asset):
        return asset_mesh(geometry)
    if isinstance(geometry, Opened):
        return opened_mesh(geometry)
    rng = np.random.Generator(np.random.PCG64(geometry.variant))
    return GENERATORS[geometry.generator](geometry.size_m, rng)
