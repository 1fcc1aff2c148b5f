"""What colours lie where on an animal's skin, and which parts it has: cut into its mesh, so that borders are smooth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...geometry.mesh import Mesh, cut_along, sphere
from ...geometry.parts import Parts, as_part
from ...geometry.skin import Bone, field
from ...poses import Pose, Vec3

Points = NDArray[np.float64]
Region = Callable[[Points], Points]  # from points N×3 to how far each lies within (less than 0: outside)
Blob = tuple[Vec3, Vec3]  # middle and radii of an ellipsoid
BALL = 12  # segments around an eye


def painted(whole: Mesh, regions: Sequence[tuple[int, Region]]) -> Mesh:
    """Return the mesh with each region in its slot, the later over the earlier, and slot 0 elsewhere."""
    for _, region in regions:
        whole = cut_along(whole, region(whole.vertices)[:, None])
    middle = whole.vertices[whole.triangles].mean(axis=1)
    slot = np.zeros(len(middle), dtype=np.int64)
    for number, region in regions:
        slot[region(middle) >= 0] = number
    return replace(whole, slot=slot)


def blobs(those: Sequence[Blob], wander: float = 0.1) -> Region:
    """Return the region within any of some ellipsoids, whose borders wander by a share of their radii."""

    def within(points: Points) -> Points:
        waves = np.sin(points @ ((31.0, 7.0, 5.0), (3.0, 23.0, 11.0), (9.0, 13.0, 37.0))).sum(axis=1)
        away = [np.linalg.norm((points - middle) / np.asarray(radii), axis=1) for middle, radii in those]
        return np.asarray(1 + wander * waves - np.min(away, axis=0))

    return within


def nearest_to(bones: Sequence[Bone], chosen: Sequence[bool], blend: float) -> Region:
    """Return the region that is nearer to the chosen bones than to the others."""
    which = np.asarray(chosen)

    def within(points: Points) -> Points:
        near = field(bones, points, blend)
        return np.asarray(np.log(near[which].sum(axis=0)) - np.log(near[~which].sum(axis=0)))

    return within


def with_parts(whole: Mesh, bones: Sequence[Bone], blend: float) -> Mesh:
    """Return the mesh with its parts: each triangle is of the bone that is nearest to it, legs one by one."""
    keys = [
        (
            bone.part,
            bone.part in ("leg", "wing", "ear") and bone.start[0] > 0,
            bone.part == "leg" and _is_front(bone, bones),
        )
        for bone in bones
    ]
    held = sorted({key for key in keys if key[0]})
    middle = whole.vertices[whole.triangles].mean(axis=1)
    of_bone = np.array([held.index(key) + 1 if key[0] else 0 for key in keys])
    return replace(
        whole, parts=Parts(tuple(name for name, *_ in held), of_bone[field(bones, middle, blend).argmax(axis=0)])
    )


def _is_front(bone: Bone, bones: Sequence[Bone]) -> bool:
    """Return whether a bone of a leg comes in the first half of those of its side: legs are listed front, then hind."""
    legs = [each for each in bones if each.part == "leg" and (each.start[0] > 0) == (bone.start[0] > 0)]
    return 2 * next(k for k, each in enumerate(legs) if each is bone) < len(legs)


def eyes(middle: Points, side: Points, radius: float, slot: int = 3) -> Iterable[Mesh]:
    """Yield two balls: `middle` to the right and the left along `side`."""
    for x in (-1.0, 1.0):
        a, b, c = (middle + x * side).tolist()
        ball = sphere(BALL).transformed(Pose((a, b, c), scale=(2 * radius,) * 3).matrix())
        yield as_part(ball.with_slot(slot), "head")


def grounded(shape: Mesh) -> Mesh:
    """Return the mesh with what reaches below the ground flattened onto it."""
    return shape.with_vertices(np.column_stack([shape.vertices[:, :2], np.maximum(shape.vertices[:, 2], 0.0)]))
