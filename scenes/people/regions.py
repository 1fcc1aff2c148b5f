"""Where things lie on a body, from its bones: how far along an arm, above the waist, below the neck.

All bodies share one mesh, so these are worked out once, on the mean body, and hold for every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from .anatomy import Points, anatomy
from .skeleton import ends

Mask = NDArray[np.bool_]
COVERED_M = (-0.17, 0.42)  # heights on the mean body between which nobody shows skin


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Regions:
    """For each vertex: its bone's name without side, and how far along that it lies (0 head, 1 tail)."""

    bone: NDArray[np.str_]
    along: NDArray[np.float32]
    points: NDArray[np.float32]
    height_m: NDArray[np.float32]
    waist_m: float
    neck_m: float
    sole_m: float
    nearest: NDArray[np.int64]  # of each vertex of the skin, that of the tights
    gap_m: NDArray[np.float32]

    reach_m: NDArray[np.float64]  # how far down the arm, from the shoulder, for whatever lies beside it
    elbow_m: float

    def always_covered(self) -> Mask:
        """Return the vertices of the skin that nobody shows: trunk, hips and upper thighs."""
        z = self.points[:, 2]
        trunk = self.on("pelvis", "spine_01", "spine_02", "spine_03", "thigh", "Root")
        return trunk & (z > COVERED_M[0]) & (z < COVERED_M[1]) & np.isfinite(self.gap_m)

    def arm(self) -> Mask:
        """Return which vertices lie on an arm."""
        return self.on("upperarm", "lowerarm", "hand")

    def below(self, field: NDArray[Any]) -> NDArray[np.float64]:
        """Return a field of metres that is far below 0 on the arms."""
        return np.where(self.arm(), -9.0, field).astype(np.float64)

    def arm_m(self) -> NDArray[np.float64]:
        """Return how far each vertex lies from the shoulder along the arm; 0 where there is none."""
        return np.where(self.arm(), self.reach_m, 0.0)

    def on(self, *bones: str) -> Mask:
        """Return which vertices follow one of these bones most."""
        return _on(self, bones)

    def part(self, bone: str, low: float, high: float) -> Mask:
        """Return which vertices lie on a stretch of a bone."""
        return (self.bone == bone) & (self.along >= low) & (self.along <= high)


@cache
def _on(where: Regions, bones: tuple[str, ...]) -> Mask:
    found = np.isin(where.bone, bones)
    found.flags.writeable = False
    return found


@cache
def regions() -> Regions:
    """Return the regions of the mean body."""
    body = anatomy()
    points = body.points[: body.count]
    movers = body.mover()
    heads, tails = ends(body.points)
    ways = tails - heads
    lengths = np.einsum("bi,bi->b", ways, ways)
    along = np.einsum("vi,vi->v", points - heads[movers], ways[movers]) / lengths[movers]
    plain = np.array([name.removesuffix("_l").removesuffix("_r") for name in body.bones])
    tights = np.unique(body.layers["tights"])
    skin = np.unique(body.layers["skin"])
    nearest = np.zeros(body.count, np.int64)
    gap_m = np.full(body.count, np.inf, np.float32)
    gap_m[skin], found = KDTree(points[tights]).query(points[skin])
    nearest[skin] = tights[found]
    return Regions(
        bone=plain[movers],
        along=along.astype(np.float32),
        points=points,
        height_m=points[:, 2],
        waist_m=float(heads[body.bone("spine_01"), 2]),
        neck_m=float(heads[body.bone("neck_01"), 2]),
        sole_m=float(points[skin, 2].min()),
        nearest=nearest,
        gap_m=gap_m,
        reach_m=_reach_m(points, heads, tails),
        elbow_m=float(np.linalg.norm(ways[body.bone("upperarm_l")])),
    )


def _reach_m(points: Points, heads: Points, tails: Points) -> NDArray[np.float64]:
    """Return how far down the arm of its side each point lies: along its upper bone, then along its lower one."""
    mirrored = points * (1, 1, 1)
    mirrored[:, 0] = np.abs(mirrored[:, 0])
    total = np.zeros(len(points))
    for name in ("upperarm_l", "lowerarm_l"):
        bone = anatomy().bone(name)
        way = tails[bone] - heads[bone]
        long_m = np.linalg.norm(way)
        along_m = (mirrored - heads[bone]) @ way / long_m
        total += np.minimum(along_m, long_m) if name == "upperarm_l" else np.maximum(along_m, 0)
    return total
