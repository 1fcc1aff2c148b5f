"""Makes library models of files: `convert` reads one with Blender, mends its surfaces and measures it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from mathutils.bvhtree import BVHTree
from numpy.typing import NDArray

from ...scenes.assets.sources import SAY_UNIT, Converted, ModelSource
from ...scenes.assets.supports import measure_surfaces
from ...scenes.errors import AssetError
from ...scenes.geometry.mesh import Mesh
from ...scenes.geometry.repair import Escapes, only, repair
from .model_import import load_soup, with_box_uv
from .model_materials import slot_source
from .process import bpy, empty_scene, suppress_stdout

LONGEST_M = (0.003, 60.0)  # of a model, from a screw to a house: what lies outside has the wrong unit
STRETCH = 1.5  # the most by which the catalogue's size may distort a model
SHEET = 0.02  # of the longest side: how thick a sheet of paper is, catalogues only guess
INVISIBLE = 0.02  # faces with less alpha are not there


def convert(source: ModelSource, scratch: Path) -> Converted:
    """Return a model ready for a library; pictures that its file packs or that need work are written to `scratch`.

    The same file gives the same arrays. Raises AssetError with one sentence on what is wrong with the model.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with suppress_stdout():
        empty_scene()
        try:
            return _converted(source, scratch)
        finally:
            empty_scene()
            for text in list(bpy.data.texts):  # which BlenderProc leaves; they came with a .blend file
                bpy.data.texts.remove(text)


def _converted(source: ModelSource, scratch: Path) -> Converted:
    soup, materials = load_soup(source)
    if not np.isfinite(soup.vertices[soup.triangles]).all():
        raise AssetError(f"{source.path.name}: has vertices that are not finite numbers")
    linear = source.path.suffix.lower() != ".obj"
    slots = [slot_source(material, source.path.parent, scratch, linear) for material in materials]
    seen = np.array([slot.alpha >= INVISIBLE or "alpha" in slot.maps for slot in slots])
    shape = repair(only(standing(soup, source), seen[soup.slot]), _escapes)
    if not len(shape.triangles):
        raise AssetError(f"{source.path.name}: holds no face of any area that can be seen")
    used, slot = np.unique(shape.slot, return_inverse=True)
    shape = with_box_uv(replace(shape, slot=slot.reshape(-1)))
    return Converted(shape, tuple(slots[number] for number in used), measure_surfaces(shape))


def standing(shape: Mesh, source: ModelSource) -> Mesh:
    """Return the mesh at its size in metres, on z = 0 and centred in x and y; raises AssetError."""
    low, high = (bound(shape.vertices[shape.triangles].reshape(-1, 3), axis=0) for bound in (np.min, np.max))
    scale = _scale(source, high - low)
    size = scale * (high - low)
    if not LONGEST_M[0] <= size.max() <= LONGEST_M[1]:
        why = f"its longest side of {size.max():.4g} m lies outside {LONGEST_M[0]}–{LONGEST_M[1]} m"
        told = "" if source.size_m else f"; {SAY_UNIT}, if that is not the metre"
        raise AssetError(f"{source.path.name}: {why}{told}")
    centre = np.array([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]])
    return shape.with_vertices((shape.vertices - centre) * scale)


def _scale(source: ModelSource, size: NDArray[np.float64]) -> NDArray[np.float64]:
    name, wanted = source.path.name, source.size_m
    if size.min() <= 1e-6 * size.max():
        raise AssetError(f"{name}: is flat: {' × '.join(f'{side:.3g}' for side in size)}")
    if wanted is None:
        return np.full(3, source.unit_m or 1.0)
    scale = np.asarray(wanted) / size
    told = scale[np.asarray(wanted) > SHEET * max(wanted)]
    if not told.max() <= STRETCH * told.min():
        raise AssetError(
            f"{name}: the catalogue's size would stretch it {told.max() / told.min():.2f} times, more than {STRETCH}"
        )
    return scale


def _escapes(shape: Mesh) -> Escapes:
    """Return a function that tells which rays meet nothing of the mesh."""
    tree = BVHTree.FromPolygons(shape.vertices.tolist(), shape.triangles.tolist(), all_triangles=True)

    def escapes(points: NDArray[np.float64], directions: NDArray[np.float64]) -> NDArray[np.bool_]:
        hits = (tree.ray_cast(point, ray)[3] for point, ray in zip(points.tolist(), directions.tolist(), strict=True))
        return np.array([hit is None for hit in hits], dtype=np.bool_)

    return escapes
