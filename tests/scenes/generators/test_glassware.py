"""Glasses are closed bodies with thick feet, and what is in them touches their walls."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cavendish.scenes.generators.indoor.glassware import tumbler, wine_glass
from cavendish.scenes.geometry.mesh import Mesh
from cavendish.scenes.poses import Vec3

SIZES: dict[str, Vec3] = {"tumbler": (0.075, 0.075, 0.12), "wine glass": (0.085, 0.085, 0.2)}
MAKERS = {"tumbler": tumbler, "wine glass": wine_glass}
VARIANTS = range(24)


def _made(name: str, variant: int) -> Mesh:
    return MAKERS[name](SIZES[name], np.random.Generator(np.random.PCG64(variant)))


def _of_slot(shape: Mesh, slot: int) -> NDArray[np.float64]:
    return shape.vertices[np.unique(shape.triangles[shape.slot == slot])]


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_glasses_are_closed_and_face_outwards(name: str) -> None:
    for variant in VARIANTS:
        shape = _made(name, variant)
        at = np.unique(shape.vertices.round(7), axis=0, return_inverse=True)[1].reshape(-1)[shape.triangles]
        edges = np.sort(np.concatenate([at[:, [0, 1]], at[:, [1, 2]], at[:, [2, 0]]]), axis=1)
        _, count = np.unique(edges[edges[:, 0] != edges[:, 1]], axis=0, return_counts=True)
        a, b, c = shape.vertices[shape.triangles].swapaxes(0, 1)
        assert not (count % 2).any()
        assert np.einsum("ij,ij->", a, np.cross(b, c)) > 0


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_drinks_reach_into_the_wall_and_stay_below_the_rim(name: str) -> None:
    full = [shape for shape in (_made(name, variant) for variant in VARIANTS) if shape.slot.max() == 1]
    assert full
    for shape in full:
        glass, drink = _of_slot(shape, 0), _of_slot(shape, 1)
        inside = glass[np.abs(glass[:, 2] - drink[:, 2].max()) < 0.02]
        edge = np.hypot(*drink[drink[:, 2].argmax()][:2])
        assert np.hypot(*inside.T[:2]).min() - 0.002 < edge < np.hypot(*inside.T[:2]).max()
        assert drink[:, 2].max() < 0.95 * glass[:, 2].max()


def test_the_feet_of_tumblers_are_thick() -> None:
    for variant in VARIANTS:
        shape = _made("tumbler", variant)
        axis = shape.vertices[np.hypot(*shape.vertices.T[:2]) < 1e-6][:, 2]
        assert np.diff(np.unique(axis.round(5)))[0] > 0.004
