"""What stands between a library's files and its index: models to be converted, and what Blender found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..geometry.mesh import Mesh
from ..poses import Vec3
from ..spec import Surface

UpAxis = Literal["y", "z"]
SAY_UNIT = "say its unit"  # in a reason: with another unit, a model might be used


@dataclass(frozen=True, slots=True)
class ModelSource:
    """One model to be converted.

    `size_m` is its outer size (width, depth, height) as the catalogue states it, or None where the file's own size
    counts: `unit_m` is then how long one of its units is, None for metres that nobody has told. `rotation` is the
    catalogue's modelRotation, 9 numbers row by row, applied in the file's own axes.
    `object_name` names one top-level object or collection asset of a .blend file; empty for the whole file.
    """

    id: str
    path: Path
    up_axis: UpAxis
    size_m: Vec3 | None = None
    rotation: tuple[float, ...] | None = None
    object_name: str = ""
    unit_m: float | None = None


@dataclass(frozen=True, slots=True)
class SlotSource:
    """One material as found in the file: colour sRGB 0–1, emission in W/m²/sr, all else 0–1.

    `maps` are the pictures that exist on disk, by "colour", "roughness", "metallic", "normal" and "alpha".
    """

    name: str
    colour: Vec3
    roughness: float
    metallic: float
    alpha: float
    transmission: float
    emission: float
    maps: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class Converted:
    """A model ready for a library: metres, z up, standing on z = 0, centred in x and y, its front facing −y.

    `mesh` has texture coordinates; its slots index `slots`. `surfaces` are the level ones measured on it.
    """

    mesh: Mesh
    slots: tuple[SlotSource, ...]
    surfaces: tuple[Surface, ...]
