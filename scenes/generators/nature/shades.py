"""How dark an animal's coat is from place to place: backs and ears darker, bellies paler, each tuft a little its own.

A shade is 0 where a coat is darkest, 0.5 where it has the material's colour, and 1 where it is palest. It is the first
of a corner's texture coordinates, which the patterns of coats look at; the second tells one tuft from the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, join
from ...geometry.skin import Bone, field

Points = NDArray[np.float64]
Tones = Mapping[str, float]  # by place: how much paler it is, or darker where less than 0
NEUTRAL = 0.5
SOFT = 0.035  # of a withers' height: over so much one tone goes over into the next
SHIN = 0.5  # of the height at the withers: below it a leg is a shin


def shaded(whole: Mesh, bones: Sequence[Bone], tones: Tones) -> Mesh:
    """Return the mesh with its shades: by the bone that is near, by "back" where it faces up, by "belly" where down."""
    near = field(bones, whole.vertices, SOFT)
    of_bone = np.array([tones.get(place, 0.0) for place in _places(bones)])
    up = normals(whole)[:, 2]
    facing = tones.get("back", 0.0) * np.maximum(up, 0.0) + tones.get("belly", 0.0) * np.maximum(-up, 0.0)
    return with_shades(whole, NEUTRAL + of_bone @ (near / near.sum(axis=0)) + facing)


def with_shades(whole: Mesh, shades: Points) -> Mesh:
    """Return the mesh with a shade at each of its vertices."""
    corners = np.clip(shades, 0.0, 1.0)[whole.triangles]
    return replace(whole, uv=np.stack([corners, np.full_like(corners, NEUTRAL)], axis=-1))


def joined(parts: Sequence[Mesh]) -> Mesh:
    """Return one mesh of parts, with the shades of each, or as the material is."""
    uv = [np.full((len(each.triangles), 3, 2), NEUTRAL) if each.uv is None else each.uv for each in parts]
    return replace(join(parts), uv=np.concatenate(uv))


def normals(whole: Mesh) -> Points:
    """Return the unit normals V×3 of the vertices."""
    a, b, c = (whole.vertices[whole.triangles[:, k]] for k in range(3))
    total = np.zeros_like(whole.vertices)
    for k in range(3):
        np.add.at(total, whole.triangles[:, k], np.cross(b - a, c - a))
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))


def _places(bones: Sequence[Bone]) -> list[str]:
    """Return what tones call the place of each bone: its part, but of a head "muzzle", of a leg "shin", or "trunk"."""
    head = next(k for k, bone in enumerate(bones) if bone.part == "head")
    return [_place(bone, k > head) for k, bone in enumerate(bones)]


def _place(bone: Bone, is_further: bool) -> str:
    if bone.part == "head" and is_further:
        return "muzzle"
    return "shin" if bone.part == "leg" and bone.start[2] < SHIN else bone.part or "trunk"
