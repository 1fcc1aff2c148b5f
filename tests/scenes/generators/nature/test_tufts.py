"""Tufts of a coat lie back and down, and along a tail."""

from __future__ import annotations

import numpy as np

from cavendish.scenes.generators.nature.animals import GENERATORS
from cavendish.scenes.geometry.mesh import Mesh

WITHERS = 1.0
TUFTS = 8_000


def retriever() -> Mesh:
    return GENERATORS["retriever standing"]((1.0, 1.0, 1.0), np.random.default_rng(3))


def test_the_hair_of_a_tail_lies_along_it() -> None:
    """From the root of each tuft to its tip it goes away from the body; one in eight strays."""
    whole = retriever()
    assert whole.parts is not None
    tail = whole.parts.number == 1 + whole.parts.names.index("tail")
    corners = whole.vertices[whole.triangles[tail]][-int(tail.sum() // 2) :]  # the later ones are tufts
    roots, tips = corners[:, :2].mean(axis=1), corners[:, 2]
    first = roots[roots[:, 1].argmin()]
    away = np.linalg.norm(tips - first, axis=1) > np.linalg.norm(roots - first, axis=1)
    assert away.mean() > 0.85


def test_a_coat_is_of_many_slim_tufts() -> None:
    whole = retriever()
    sides = np.ptp(whole.vertices[whole.triangles], axis=1).max(axis=1)
    assert (sides > 0.02 * WITHERS).sum() > TUFTS / 2
