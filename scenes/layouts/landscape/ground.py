"""Where the ground of an open place lies, exactly as its mesh has it, and what has been put on it."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from ...generators.nature.relief import CELLS, RELIEFS, inlaid
from ...object_mesh import geometry_mesh, object_box
from ...pieces import Piece
from ...poses import Pose, Quaternion, Vec3, turn
from ...spec import Procedural, SceneObject

QUAYS = 4  # a quay is among so many first objects
SINK_M = 0.04  # roots and stones reach so far into the ground


@dataclass(frozen=True, slots=True)
class Ground:
    """A height field and how far it is lifted."""

    geometry: Procedural
    lift_m: float = 0.0

    def height_m(self, x_m: float, y_m: float) -> float:
        """Return the height of the ground at a place, on the triangle of the mesh that lies there."""
        xs, ys, z = _lattice(self.geometry)
        i = min(max(bisect_left(xs, x_m) - 1, 0), CELLS - 1)
        j = min(max(bisect_left(ys, y_m) - 1, 0), CELLS - 1)
        u, v = (x_m - xs[i]) / (xs[i + 1] - xs[i]), (y_m - ys[j]) / (ys[j + 1] - ys[j])
        a, b, c, d = z[i, j], z[i + 1, j], z[i + 1, j + 1], z[i, j + 1]
        along = (b - a, c - b) if u >= v else (c - d, d - a)
        return float(a + u * along[0] + v * along[1] + self.lift_m)

    def normal(self, x_m: float, y_m: float, reach_m: float = 0.4) -> Vec3:
        """Return the upward normal of the ground over a small reach around a place."""
        dx = self.height_m(x_m + reach_m, y_m) - self.height_m(x_m - reach_m, y_m)
        dy = self.height_m(x_m, y_m + reach_m) - self.height_m(x_m, y_m - reach_m)
        up = np.array((-dx / (2 * reach_m), -dy / (2 * reach_m), 1.0))
        x, y, z = (up / np.linalg.norm(up)).tolist()
        return (x, y, z)


@lru_cache(maxsize=16)
def _lattice(geometry: Procedural) -> tuple[list[float], list[float], NDArray[np.float64]]:
    """Return the lines of a height field along x and along y, and its heights (x, y), without its lift."""
    points = geometry_mesh(geometry).vertices[: (CELLS + 1) ** 2].reshape(CELLS + 1, CELLS + 1, 3)
    return points[:, 0, 0].tolist(), points[0, :, 1].tolist(), points[:, :, 2].copy()


class Spot:
    """What has been put on the ground so far; instance 1 is the ground."""

    def __init__(self, ground: Ground, objects: list[SceneObject]) -> None:
        self.ground = ground
        self.objects = objects
        self.taken: list[tuple[float, float, float]] = []  # x, y, radius

    def is_free(self, x_m: float, y_m: float, radius_m: float) -> bool:
        """Return whether nothing stands within `radius_m` of a place."""
        return all(math.hypot(x_m - x, y_m - y) > radius_m + other for x, y, other in self.taken)

    def carrier(self, x_m: float, y_m: float) -> int:
        """Return the instance of what lies at a place: the beach, where there is one, or the ground."""
        beach = [thing.instance for thing in self.objects[:2] if thing.category == "sand"]
        return beach[0] if beach and self._is_inlaid(x_m, y_m) else 1

    def _is_inlaid(self, x_m: float, y_m: float) -> bool:
        geometry, lift_m = self.ground.geometry, self.ground.lift_m
        here = np.array([(x_m, y_m, self.ground.height_m(x_m, y_m) - lift_m)])
        edges = inlaid(RELIEFS[geometry.generator], geometry.size_m, here)
        return edges is not None and bool((edges > 0).all())

    def is_paved(self, x_m: float, y_m: float) -> bool:
        """Return whether a quay lies over the ground at a place."""
        boxes = [object_box(thing)[:, :2] for thing in self.objects[:QUAYS] if thing.category == "quay"]
        return any(bool((low < (x_m, y_m)).all() and (high > (x_m, y_m)).all()) for low, high in boxes)

    def plant(
        self,
        piece: Piece,
        x_m: float,
        y_m: float,
        turn_deg: float,
        radius_m: float,
        scale: float = 1.0,
        lean: bool = False,
        sunk_m: float = 0.0,
    ) -> None:
        """Put a piece on the ground, sunk a little or by more; `lean` lays it along the slope."""
        reach_m = max(0.4, 0.4 * piece.size_m[0] * scale)
        rotation = self._along_slope(x_m, y_m, turn_deg, reach_m) if lean else turn("z", round(turn_deg, 2))
        z = self.ground.height_m(x_m, y_m) - SINK_M - sunk_m
        pose = Pose((round(x_m, 4), round(y_m, 4), round(z, 4)), rotation, (scale,) * 3)
        number, below = len(self.objects) + 1, self.carrier(x_m, y_m)
        self.objects.append(
            SceneObject(number, piece.category, piece.name, piece.geometry, pose, piece.materials, piece.words, below)
        )
        if radius_m > 0:
            self.taken.append((x_m, y_m, radius_m))

    def _along_slope(self, x_m: float, y_m: float, turn_deg: float, reach_m: float) -> Quaternion:
        up = np.array(self.ground.normal(x_m, y_m, reach_m))
        tilt = Rotation.from_rotvec(np.cross((0.0, 0.0, 1.0), up))
        turned = tilt * Rotation.from_euler("z", turn_deg, degrees=True)
        w, x, y, z = turned.as_quat(canonical=True, scalar_first=True).round(6).tolist()
        return (w, x, y, z)
