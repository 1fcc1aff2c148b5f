from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators.nature import trees, undergrowth
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural

TREES = sorted(name for name, kind in KINDS.items() if kind.category == "tree")
GREEN = sorted(name for name, kind in KINDS.items() if kind.generator in {*trees.GENERATORS, *undergrowth.GENERATORS})


@pytest.mark.parametrize("name", TREES)
@pytest.mark.parametrize("variant", range(3))
def test_a_trunk_rises_from_the_origin(name: str, variant: int) -> None:
    kind = KINDS[name]
    vertices = geometry_mesh(Procedural(kind.generator, kind.high_m, variant)).vertices
    foot = vertices[vertices[:, 2] < 0.01 * kind.high_m[2]]
    assert len(foot) > 0
    assert np.hypot(foot[:, 0], foot[:, 1]).max() < 0.09 * kind.high_m[2]


@pytest.mark.parametrize("name", GREEN)
def test_what_grows_stays_within_its_budget_of_triangles(name: str) -> None:
    kind = KINDS[name]
    most = 42_000 if kind.category in ("tree", "hedge") else 15_000
    assert all(len(geometry_mesh(Procedural(kind.generator, kind.high_m, v)).triangles) <= most for v in range(3))


@pytest.mark.parametrize("name", GREEN)
def test_no_two_of_a_kind_grow_alike(name: str) -> None:
    kind = KINDS[name]
    spreads = {
        float(np.abs(geometry_mesh(Procedural(kind.generator, kind.high_m, v)).vertices).sum().round(6))
        for v in range(4)
    }
    assert len(spreads) == 4
