"""What is left of the skin of a person who is dressed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import ndimage
from scipy.spatial import KDTree

from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.people.anatomy import anatomy
from cavendish.scenes.people.build import rest
from cavendish.scenes.people.person import SLOTS, person
from cavendish.scenes.people.postures import RECLINED
from cavendish.scenes.people.regions import regions
from cavendish.scenes.people.skeleton import posed
from cavendish.scenes.people.stance import FLAT_BACK, stance
from cavendish.scenes.people.surfaces import normals
from cavendish.scenes.spec import Figure

NEAR_M = 1e-4
PIXEL_M = 0.008
CLOTH = ("top", "legs", "outer")


def assert_covered(figure: Figure) -> None:
    """Assert that no vertex of the mesh's skin is one of the body's that nobody shows."""
    mesh = geometry_mesh(figure)
    assert np.isfinite(mesh.vertices).all()
    skin = skin_of(mesh)
    body = body_of(figure)
    hidden = body[regions().always_covered()]
    gap_m = np.asarray(KDTree(skin).query(hidden)[0])
    assert gap_m.min() > NEAR_M, f"{figure.clothes} leave {(gap_m <= NEAR_M).sum()} vertices bare"
    # The face is the control: it is found where it is looked for.
    assert KDTree(skin).query(body[crown()])[0] < NEAR_M


def share_behind_cloth(figure: Figure, directions: int, slots: Sequence[str] = CLOTH) -> float:
    """Return how often what nobody shows lies behind cloth, seen from directions all round that it faces.

    Rays are pixels of 8 mm: samples of the cloth are drawn into a picture of how near it is, one for each direction.
    What of a body a bed, the ground or the back of a lounger has pressed flat is left out: the mesh is not there.
    """
    mesh = geometry_mesh(figure)
    body = body_of(figure)
    looked_at = regions().always_covered() & ~pressed_flat(figure, body, float(mesh.bounds()[0][2]))
    out = normals(body, anatomy().layers["skin"])[looked_at]
    hidden = body[looked_at]
    cloth = samples(mesh, [SLOTS.index(name) for name in slots])
    found = [behind(cloth, hidden, out, way) for way in all_round(directions)]
    return float(np.concatenate(found).mean())


def pressed_flat(figure: Figure, body: np.ndarray, low_m: float) -> np.ndarray:
    """Return which vertices of a body lie below the lowest of its mesh, or in the back of what it reclines on."""
    below: np.ndarray = body[:, 2] <= low_m
    if figure.posture not in RECLINED:
        return below
    _, hinge_m, slope = dict(figure.goals).get("back", FLAT_BACK)
    _, y_m, z_m = (body + np.array(person(figure).middle_m)).T
    return below | ((y_m > hinge_m) & (z_m < slope * (y_m - hinge_m)))


def behind(cloth: np.ndarray, hidden: np.ndarray, out: np.ndarray, way: np.ndarray) -> np.ndarray:
    """Return for each hidden point that faces a direction whether cloth lies before it there."""
    aside = np.linalg.svd(way[None])[2][1:]
    faces = out @ way > 0.25
    origin = cloth.min() - 1.0
    pixels = [np.round((points @ aside.T - origin) / PIXEL_M).astype(int) for points in (cloth, hidden[faces])]
    side = int(max(each.max() for each in pixels)) + 2
    nearest = np.full((side, side), -np.inf)
    np.maximum.at(nearest, tuple(pixels[0].T), cloth @ way)
    nearest = ndimage.maximum_filter(nearest, 3)
    covered: np.ndarray = nearest[tuple(pixels[1].T)] > hidden[faces] @ way
    return covered


def samples(mesh: Mesh, slots: list[int]) -> np.ndarray:
    """Return points all over triangles in some slots: their corners, middles, and middles of their edges."""
    corners = mesh.vertices[mesh.triangles[np.isin(mesh.slot, slots)]]
    shares = np.array([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1), (1, 1, 0), (0, 1, 1), (1, 0, 1)], float)
    return np.einsum("sk,tkx->tsx", shares / shares.sum(axis=1, keepdims=True), corners).reshape(-1, 3)


def all_round(count: int) -> np.ndarray:
    """Return unit directions, spread evenly (a spiral of Fibonacci)."""
    z = 1 - (2 * np.arange(count) + 1) / count
    turn = np.arange(count) * np.pi * (3 - np.sqrt(5))
    return np.stack([np.cos(turn) * np.sqrt(1 - z**2), np.sin(turn) * np.sqrt(1 - z**2), z], axis=1)


def skin_of(mesh: Mesh) -> np.ndarray:
    """Return the vertices of what is left of the skin."""
    return mesh.vertices[np.unique(mesh.triangles[mesh.slot == SLOTS.index("skin")])]


def body_of(figure: Figure) -> np.ndarray:
    """Return the vertices of the whole body of a figure in its posture, where its mesh is."""
    shape = rest(figure)
    points = posed(shape, stance(figure, shape, np.random.default_rng(figure.seed)))[: anatomy().count]
    return points - np.array(person(figure).middle_m)


def crown() -> int:
    """Return the number of a vertex on the chin side of the head: the one furthest in front on the mean body."""
    points = regions().points
    on = regions().on("head") & np.isfinite(regions().gap_m)
    return int(np.flatnonzero(on)[points[on, 1].argmin()])
