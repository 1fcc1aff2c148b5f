"""What is left of the skin of a person who is dressed."""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree

from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.build import rest
from cavendish.scenes.people.person import SLOTS
from cavendish.scenes.people.postures import POSTURES
from cavendish.scenes.people.regions import regions
from cavendish.scenes.people.skeleton import posed
from cavendish.scenes.spec import Figure

NEAR_M = 1e-4


def assert_covered(figure: Figure) -> None:
    """Assert that no vertex of the mesh's skin is one of the body's that nobody shows."""
    mesh = geometry_mesh(figure)
    assert np.isfinite(mesh.vertices).all()
    skin = mesh.vertices[np.unique(mesh.triangles[mesh.slot == SLOTS.index("skin")])]
    body = posed(rest(figure), POSTURES[figure.posture](np.random.default_rng(figure.seed)))[: len(regions().bone)]
    shift = mesh_shift(skin, body)
    hidden = body[regions().always_covered()] + shift
    gap_m = np.asarray(KDTree(skin).query(hidden)[0])
    assert gap_m.min() > NEAR_M, f"{figure.clothes} leave {(gap_m <= NEAR_M).sum()} vertices bare"
    # The face is the control: it is found where it is looked for.
    assert KDTree(skin).query(body[crown()] + shift)[0] < NEAR_M


def mesh_shift(skin: np.ndarray, body: np.ndarray) -> np.ndarray:
    """Return how far the mesh lies from the body that it was made of: the highest vertex of the skin is in both."""
    return skin[skin[:, 2].argmax()] - body[crown_of(body)]


def crown_of(body: np.ndarray) -> int:
    on = regions().on("head") & np.isfinite(regions().gap_m)
    return int(np.flatnonzero(on)[body[on, 2].argmax()])


def crown() -> int:
    """Return the number of a vertex on the chin side of the head: the one furthest in front on the mean body."""
    points = regions().points
    on = regions().on("head") & np.isfinite(regions().gap_m)
    return int(np.flatnonzero(on)[points[on, 1].argmin()])
