"""A person as data, and the mesh that stands for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ..geometry.mesh import Mesh, join, mesh
from ..spec import Figure, Vec3
from .anatomy import Points, Quads, anatomy
from .build import rest
from .clothes import wear
from .hair import STYLES, hair
from .skeleton import along, posed
from .stance import stance
from .surfaces import triangles
from .wardrobe import WARDROBE

# Slots of materials, in this order.
SLOTS = ("skin", "lips", "hair", "top", "legs", "shoes", "eye white", "iris", "pupil")
ON_FLOOR_M = 0.03  # soles that hang no higher stand
PRESSED_M, PRESSED_WIDE_M = 0.2, 0.35  # how far below a seat, and beside its middle, what a seat presses can be
SQUEEZE = 0.02  # flesh and cloth are pressed to this share, and keep their order
IRIS, PUPIL = 0.78, 0.95  # cosines from the eye's axis


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Person:
    """The mesh of a figure; where its middle lies in the body's own space, at its soles; how high its seat is there."""

    mesh: Mesh
    middle_m: Vec3
    seat_m: float


def person_mesh(figure: Figure) -> Mesh:
    """Return the mesh of a person, standing on z = 0, centred in x and y, and facing −y; slots as SLOTS."""
    return person(figure).mesh


def person(figure: Figure) -> Person:
    """Return the mesh of a person, and where it touches the world."""
    return _person(replace(figure, size_m=(0.0, 0.0, 0.0)))


@lru_cache(maxsize=8)
def _person(figure: Figure) -> Person:
    whole = _dressed(figure)
    seat = dict(figure.goals).get("seat")
    low_m = float(whole.bounds()[0][2])
    seat_m = 0.0
    if seat:
        seat_m = seat[2] + (low_m if low_m < ON_FLOOR_M else 0.0)
        whole = _pressed(whole, (*seat[:2], seat_m))
    low, high = whole.bounds()
    middle_m = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2, float(low[2]))
    return Person(replace(whole, vertices=whole.vertices - middle_m), middle_m, seat_m)


def _pressed(whole: Mesh, edge: Vec3) -> Mesh:
    """Return a mesh pressed flat by a seat: what would lie below it, behind its front edge."""
    x, y, z = whole.vertices.T
    below = (y > edge[1]) & (z < edge[2]) & (z > edge[2] - PRESSED_M) & (np.abs(x) < PRESSED_WIDE_M)
    flat = whole.vertices.copy()
    flat[below, 2] = edge[2] - SQUEEZE * (edge[2] - z[below])
    return replace(whole, vertices=flat)


def _dressed(figure: Figure) -> Mesh:
    """Return the mesh of a person in the body's own space."""
    rng = np.random.default_rng(figure.seed)
    shape = rest(figure)
    posture = stance(figure, shape, rng)
    points = posed(shape, posture)
    worn = [(WARDROBE[name].slot, wear(WARDROBE[name].cut, points, rng)) for name in figure.clothes]
    hidden = np.any([each.hides for _, each in worn], axis=0)
    layers = [_piece(each.points, each.quads, slot) for slot, each in worn]
    layers += _skin(points, hidden) + _eyes(shape, points)
    if figure.haircut:
        locks, quads = hair(shape, STYLES[figure.haircut], rng)
        layers.append(_piece(along(shape, posture, "head", locks), quads, "hair"))
    return join(layers)


def _piece(points: Points, quads: Quads, slot: str) -> Mesh:
    own, new = np.unique(quads, return_inverse=True)
    return mesh(points[own], triangles(new.reshape(quads.shape)), smooth=True).with_slot(SLOTS.index(slot))


def _skin(points: Points, hidden: np.ndarray) -> list[Mesh]:
    """Return what can be seen of the skin; lips and brows in slots of their own."""
    body = anatomy()
    quads = body.layers["skin"]
    quads = quads[~hidden[quads].all(axis=1)]
    marked = {"lips": _marked(quads, "lips"), "hair": np.zeros(len(quads), np.bool_)}
    plain = ~np.any(list(marked.values()), axis=0)
    return [_piece(points, quads[plain], "skin")] + [
        _piece(points, quads[at], slot) for slot, at in marked.items() if at.any()
    ]


def _marked(quads: Quads, mark: str) -> np.ndarray:
    return np.isin(quads, anatomy().marks[mark]).all(axis=1)


def _eyes(shape: Points, points: Points) -> list[Mesh]:
    """Return eyeballs, coloured by how far each face lies from where they look at rest."""
    found = []
    quads = anatomy().layers["eyes"]
    for eye in np.array_split(quads, 2):
        centre = (shape[eye].reshape(-1, 3).min(axis=0) + shape[eye].reshape(-1, 3).max(axis=0)) / 2
        ways = shape[eye].mean(axis=1) - centre
        facing = -ways[:, 1] / np.linalg.norm(ways, axis=1)
        rings = np.digitize(facing, (IRIS, PUPIL))
        found += [
            _piece(points, eye[rings == ring], slot) for ring, slot in enumerate(SLOTS[6:]) if (rings == ring).any()
        ]
    return found
