"""Where labels lie on packs and bottles."""

from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.appearance.labels import FRONT
from cavendish.scenes.generators.core.labels import printed_box, wrapped
from cavendish.scenes.generators.core.printing import BLANK, joined
from cavendish.scenes.geometry.mesh import Mesh, box
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.spec import Procedural


def slopes(shape: Mesh, y: float) -> list[float]:
    """Return how u goes with x over each triangle in a plane of y."""
    found = []
    for triangle, uv in zip(shape.vertices[shape.triangles], shape.corner_uv(), strict=True):
        if np.allclose(triangle[:, 1], y):
            found.append(float(np.polyfit(triangle[:, 0], uv[:, 0], 1)[0]))
    return found


def test_a_box_is_printed_so_that_it_reads_from_left_to_right_at_its_front_and_its_back() -> None:
    shape = printed_box((0.2, 0.1, 0.3), (0.0, 0.0, 0.0))
    assert slopes(shape, -0.05) == pytest.approx([FRONT / 0.2] * 2)
    assert slopes(shape, 0.05) == pytest.approx([-FRONT / 0.2] * 2)
    uv, z = shape.corner_uv(), shape.vertices[shape.triangles][..., 2]
    upright = np.ptp(z, axis=1) > 0
    assert uv[upright][..., 1] == pytest.approx(z[upright] / 0.3)


@pytest.mark.parametrize("half_deg", [80.0, 140.0, 180.0])
def test_a_label_around_a_bottle_has_the_middle_of_its_front_at_the_front(half_deg: float) -> None:
    shape = wrapped([(0.04, 0.1), (0.04, 0.2)], half_deg, 0)
    corners, uv = shape.vertices[shape.triangles].reshape(-1, 3), shape.corner_uv().reshape(-1, 2)
    front = (corners[:, 1] < 0) & (np.abs(corners[:, 0]) < 1e-6)
    assert uv[front, 0] == pytest.approx(FRONT / 2)
    right = (corners[:, 1] < 0) & (corners[:, 0] > 0.001) & (corners[:, 0] < 0.02)
    assert (uv[right, 0] > FRONT / 2).all()
    assert uv[:, 1] == pytest.approx((corners[:, 2] - 0.1) / 0.1)
    assert np.ptp(shape.corner_uv()[..., 0], axis=1).max() < 0.2  # none runs back over the whole label


def test_parts_without_coordinates_are_blank_beside_parts_that_have_their_own() -> None:
    plain, printed = box(), printed_box((0.2, 0.1, 0.3), (0.0, 0.0, 0.0))
    assert joined([plain, plain]).uv is None
    both = joined([plain, printed]).corner_uv()
    assert (both[:12] == BLANK).all()
    assert both[12:] == pytest.approx(printed.corner_uv())


@pytest.mark.parametrize("name", ["drink carton", "packet", "cereal box", "tin", "detergent", "boxed goods"])
def test_packs_keep_their_labels_when_they_are_put_together(name: str) -> None:
    assert geometry_mesh(Procedural(name, (0.3, 0.24, 0.2), 3)).uv is not None


def test_most_bottles_with_something_in_them_are_not_full() -> None:
    levels = []
    for variant in range(30):
        shape = geometry_mesh(Procedural("bottle", (0.08, 0.08, 0.3), variant))
        if (shape.slot == 3).any():
            drink = shape.vertices[shape.triangles[shape.slot == 3]]
            levels.append(float(drink[..., 2].max()) / 0.3)
            assert np.linalg.norm(drink[..., :2], axis=-1).max() < 0.0385  # within the glass
    assert 10 <= len(levels) <= 26
    assert max(levels) < 0.93


def test_whatever_may_be_a_label_has_places_on_it() -> None:
    """Without coordinates of its own, a mesh would show some of a label, as large as a metre."""
    printed = [(name, kind, slot) for name, kind in KINDS.items() for slot in range(len(kind.slots))]
    for name, kind, slot in printed:
        if not any(family.partition(":")[0] == "label" for family in kind.slots[slot]):
            continue
        shapes = [geometry_mesh(Procedural(kind.generator, kind.low_m, variant)) for variant in range(8)]
        shown = [shape.corner_uv()[shape.slot == slot] for shape in shapes if (shape.slot == slot).any()]
        assert shown, name
        for uv in shown:
            assert np.ptp(uv[..., 0]) > 0.3, name
            assert np.ptp(uv[..., 1]) > 0.8, name
            assert uv.min() > -0.01, name
