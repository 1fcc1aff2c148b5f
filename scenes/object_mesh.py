"""The mesh of an object, whatever it is: a primitive, a generator's, a library's model, or a thing of a user's file."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .assets.library import asset_mesh
from .errors import AssetError, named
from .generators.registry import GENERATORS
from .geometry.mesh import Mesh, primitive_mesh
from .opened import opened_mesh
from .spec import Asset, Geometry, Opened, Pose, Primitive, SceneObject


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
    """Return the mesh of a geometry; equal geometries share one. Raises AssetError where there is none of its name."""
    if isinstance(geometry, Primitive):
        return primitive_mesh(geometry)
    if isinstance(geometry, Asset):
        return asset_mesh(geometry)
    if isinstance(geometry, Opened):
        return opened_mesh(geometry)
    rng = np.random.Generator(np.random.PCG64(geometry.variant))
    generate = named(GENERATORS, geometry.generator, "a generator of meshes", error=AssetError)
    return generate(geometry.size_m, rng)
