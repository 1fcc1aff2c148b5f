"""The mesh of an object, whatever it is: a primitive, a generator's, a library's model, or a thing of a user's file."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .assets.library import LibraryState, asset_mesh, library_state
from .errors import AssetError, named
from .generators.nature.walks import walked
from .generators.registry import GENERATORS
from .geometry.doorways import with_doorway
from .geometry.mesh import Mesh, primitive_mesh
from .geometry.opening import opened, pieces_of
from .motion.rigid import STILL, Rigid
from .people.person import person_mesh
from .poses import Pose, Vec3
from .spec import Asset, Figure, Geometry, Opened, Primitive, Procedural, SceneObject

SLACK_M = 1e-6


def object_mesh(thing: SceneObject) -> Mesh:
    """Return the mesh of an object in its own space."""
    return geometry_mesh(thing.geometry)


def rigid_pieces(thing: SceneObject) -> list[tuple[Mesh, Rigid]]:
    """Return what is rigid of an object, in its own space and as it is when shut, and where its open doors are moved.

    All of it is one piece where nothing is open.
    """
    shape = thing.geometry
    if not isinstance(shape, Procedural) or not shape.ajar:
        return [(object_mesh(thing), STILL)]
    return pieces_of(geometry_mesh(replace(shape, ajar=())), shape.ajar)


def object_box(thing: SceneObject) -> NDArray[np.float64]:
    """Return the lowest and the highest corner (2×3, read-only) of an object in the world, in metres."""
    return _box(thing.geometry, thing.pose, geometry_state(thing.geometry))


def outer_box(thing: SceneObject) -> NDArray[np.float64]:
    """Return a box (2×3, read-only) that holds an object in the world, without its mesh where its size tells one.

    It ends at most SLACK_M beyond the object where that stands upright and straight.
    """
    shape = thing.geometry
    if not isinstance(shape, Procedural) or shape.gait or shape.ajar or shape.doorway:
        return object_box(thing)
    return _size_box(shape.size_m, thing.pose)


@lru_cache(maxsize=4096)
def _size_box(size_m: Vec3, pose: Pose) -> NDArray[np.float64]:
    matrix, (width, depth, height) = pose.matrix(), size_m
    middle = matrix[:3] @ (0.0, 0.0, height / 2, 1.0)
    half = np.abs(matrix[:3, :3]) @ (width / 2, depth / 2, height / 2) + SLACK_M
    box = np.stack([middle - half, middle + half])
    box.flags.writeable = False
    return box


@lru_cache(maxsize=4096)
def _box(geometry: Geometry, pose: Pose, _: LibraryState | None) -> NDArray[np.float64]:
    box = np.stack(geometry_mesh(geometry).transformed(pose.matrix()).bounds())
    box.flags.writeable = False
    return box


def geometry_mesh(geometry: Geometry) -> Mesh:
    """Return the mesh of a geometry; equal geometries share one. Raises AssetError where it has none."""
    if isinstance(geometry, Asset):
        return asset_mesh(geometry)
    if isinstance(geometry, Figure):
        return person_mesh(geometry)
    if not isinstance(geometry, Opened):
        return _generated(geometry)
    if not isinstance(geometry.mesh, Mesh):
        raise AssetError(f"{geometry.name}: its scene file is not open; Renderer.prepare opens it")
    return geometry.mesh


def geometry_state(geometry: Geometry) -> LibraryState | None:
    """Return what a geometry's mesh depends on beside itself, for caches to go by."""
    return library_state(geometry.library) if isinstance(geometry, Asset) else None


@lru_cache(maxsize=256)
def _generated(geometry: Primitive | Procedural) -> Mesh:
    if isinstance(geometry, Primitive):
        return primitive_mesh(geometry)
    if geometry.gait:
        return walked(geometry, geometry.gait)
    generate = named(GENERATORS, geometry.generator, "a generator of meshes", error=AssetError)
    if geometry.ajar:
        return opened(_generated(replace(geometry, ajar=())), geometry.ajar)
    shape = generate(geometry.size_m, np.random.Generator(np.random.PCG64(geometry.variant)))
    return with_doorway(shape, geometry.doorway) if geometry.doorway else shape
