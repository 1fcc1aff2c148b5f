"""What a model of a person or an animal does: it stands, sits on a seat of some height, or rests on the ground."""

from __future__ import annotations

from ..assets.library import asset_mesh
from ..assets.pool import PooledModel
from ..assets.vocabulary import rests
from ..geometry.mesh import Mesh
from ..spec import Asset

TRUNK = 0.8  # of a sitting model's height: what reaches as high is over the pelvis
LOINS_M = 0.25  # over a seat: what reaches back so high meets its back
ON_SEAT_M = 0.25  # a pelvis that is lower is on the ground


def habit_of(entry: PooledModel) -> str:
    """Return "standing", "sitting" (on a seat) or "resting" (on the ground); raises AssetError."""
    if not rests(entry.model.category, entry.model.name):
        return "standing"
    return "sitting" if seat_m(_mesh(entry)) > ON_SEAT_M else "resting"


def seat_m(shape: Mesh) -> float:
    """Return how high the pelvis of a sitting model is over its lowest point, in metres: the lowest below its trunk.

    The model faces −y and stands on z = 0.
    """
    points = shape.vertices
    trunk = points[points[:, 2] > TRUNK * points[:, 2].max(), 1]
    return float(points[(points[:, 1] >= trunk.min()) & (points[:, 1] <= trunk.max()), 2].min())


def back_m(shape: Mesh, high_m: float) -> float:
    """Return how far back (+y) a sitting model reaches just over a seat of a height, in metres."""
    corners = shape.vertices[shape.triangles]
    there = (corners[..., 2].max(axis=1) >= high_m) & (corners[..., 2].min(axis=1) <= high_m + LOINS_M)
    return float(corners[there, :, 1].max())


def _mesh(entry: PooledModel) -> Mesh:
    return asset_mesh(Asset(entry.library, entry.model.id, entry.model.size_m))
