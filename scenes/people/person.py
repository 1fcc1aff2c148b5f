"""A person as data, and the mesh that stands for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..geometry.mesh import Mesh, join, mesh
from .anatomy import Points, Quads, anatomy
from ..spec import Figure
from .build import rest
from .clothes import wear
from .hair import STYLES, hair
from .postures import POSTURES
from .skeleton import along, posed
from .surfaces import triangles
from .wardrobe import WARDROBE

# Slots of materials, in this order.
SLOTS = ("skin", "lips", "hair", "top", "legs", "shoes", "eye white", "iris", "pupil")
IRIS, PUPIL = 0.78, 0.95  # cosines from the eye's axis


def person_mesh(figure: Figure) -> Mesh:
    """Return the mesh of a person, standing on z = 0, centred in x and y, and facing −y; slots as SLOTS."""
    rng = np.random.default_rng(figure.seed)
    shape = rest(figure)
    posture = POSTURES[figure.posture](rng)
    points = posed(shape, posture)
    pieces = [(cut, WARDROBE[name].slot) for name in figure.clothes for cut in WARDROBE[name].cuts]
    worn = wear(tuple(cut for cut, _ in pieces), shape, posture, rng)
    hidden = np.any([each.hides for each in worn], axis=0)
    layers = [
        mesh(each.points, each.triangles, smooth=True).with_slot(SLOTS.index(slot))
        for each, (_, slot) in zip(worn, pieces, strict=True)
    ]
    layers += _skin(points, hidden) + _eyes(shape, points)
    if figure.haircut:
        locks, quads = hair(shape, STYLES[figure.haircut], rng)
        layers.append(_piece(along(shape, posture, "head", locks), quads, "hair"))
    whole = join(layers)
    low, high = whole.bounds()
    return replace(whole, vertices=whole.vertices - ((low + high) / 2 * (1, 1, 0) + low * (0, 0, 1)))


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
    return [_piece(points, quads[plain], "skin")] + [_piece(points, quads[at], slot) for slot, at in marked.items() if at.any()]


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
        found += [_piece(points, eye[rings == ring], slot) for ring, slot in enumerate(SLOTS[6:]) if (rings == ring).any()]
    return found
