"""A person as data, and the mesh that stands for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..geometry.mesh import Mesh, join, mesh
from ..spec import Figure
from .anatomy import Points, Quads, anatomy
from .body_parts import with_parts
from .build import rest
from .clothes import wear
from .hair import STYLES, hair
from .keypoints import keypoints_of
from .postures import POSTURES
from .skeleton import along, posed
from .surfaces import triangles
from .wardrobe import WARDROBE

# Slots of materials, in this order.
SLOTS = ("skin", "lips", "hair", "top", "legs", "shoes", "eye white", "iris", "pupil")
IRIS, PUPIL = 0.78, 0.95  # cosines from the eye's axis


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Person:
    """The mesh of a figure with its parts, and its keypoints (`keypoints.NAMES`) float32 17×3 in the same space."""

    mesh: Mesh
    keypoints_m: Points


def person_mesh(figure: Figure) -> Mesh:
    """Return the mesh of a person, standing on z = 0, centred in x and y, and facing −y; slots as SLOTS."""
    return person(figure).mesh


def person(figure: Figure) -> Person:
    """Return the mesh of a person, and where its joints are."""
    return _person(replace(figure, size_m=(0.0, 0.0, 0.0)))


@lru_cache(maxsize=64)
def _person(figure: Figure) -> Person:
    rng = np.random.default_rng(figure.seed)
    shape = rest(figure)
    posture = POSTURES[figure.posture](rng)
    points = posed(shape, posture)
    worn = [(WARDROBE[name].slot, wear(WARDROBE[name].cut, points, rng)) for name in figure.clothes]
    hidden = np.any([each.hides for _, each in worn], axis=0)
    layers = [_piece(each.points, each.quads, slot) for slot, each in worn]
    layers += _skin(points, hidden) + _eyes(shape, points)
    if figure.haircut:
        locks, quads = hair(shape, STYLES[figure.haircut], rng)
        layers.append(_piece(along(shape, posture, "head", locks), quads, "hair"))
    whole = with_parts(join(layers), SLOTS, points)
    low, high = whole.bounds()
    foot = (low + high) / 2 * (1, 1, 0) + low * (0, 0, 1)
    return Person(replace(whole, vertices=whole.vertices - foot), (keypoints_of(points) - foot).astype(np.float32))


def _piece(points: Points, quads: Quads, slot: str) -> Mesh:
    own, new = np.unique(quads, return_inverse=True)
    return mesh(points[own], triangles(new.reshape(quads.shape)), smooth=True).with_slot(SLOTS.index(slot))


def _skin(points: Points, hidden: NDArray[np.bool_]) -> list[Mesh]:
    """Return what can be seen of the skin; lips and brows in slots of their own."""
    body = anatomy()
    quads = body.layers["skin"]
    quads = quads[~hidden[quads].all(axis=1)]
    marked = {"lips": _marked(quads, "lips"), "hair": np.zeros(len(quads), np.bool_)}
    plain = ~np.any(list(marked.values()), axis=0)
    return [_piece(points, quads[plain], "skin")] + [
        _piece(points, quads[at], slot) for slot, at in marked.items() if at.any()
    ]


def _marked(quads: Quads, mark: str) -> NDArray[np.bool_]:
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
