"""What holds arrays compares by value and prints in one line."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from cavendish.scenes.arrays import ArrayRecord
from cavendish.scenes.geometry.mesh import Mesh, box
from cavendish.scenes.sampling import sample_scene, with_cameras


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Other(ArrayRecord):
    """Of another type, with a mesh's fields."""

    vertices: object
    triangles: object
    smooth: object
    slot: object
    uv: object = None


CUBE = box()
CHANGED: dict[str, Mesh] = {
    "value": replace(CUBE, vertices=CUBE.vertices + 1e-12),
    "type": replace(CUBE, vertices=CUBE.vertices.astype(np.float32)),
    "shape": replace(CUBE, slot=CUBE.slot[:, None]),
    "none": replace(CUBE, uv=CUBE.corner_uv()),
}


def test_equal_contents_are_equal() -> None:
    assert box() == CUBE
    assert replace(CUBE, vertices=CUBE.vertices.copy()) == CUBE


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED.keys())
def test_any_difference_counts(changed: Mesh) -> None:
    assert changed != CUBE
    assert changed != CUBE


def test_another_class_is_never_equal() -> None:
    same = Other(CUBE.vertices, CUBE.triangles, CUBE.smooth, CUBE.slot)
    assert same != CUBE
    assert same != CUBE
    assert CUBE != "a cube"


def test_nan_equals_nan() -> None:
    holes = np.full((12, 3, 2), np.nan)
    assert replace(CUBE, uv=holes) == replace(CUBE, uv=holes.copy())


def test_arrays_have_no_hash() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(CUBE)


def test_it_prints_shapes_and_ranges() -> None:
    assert repr(CUBE) == (
        "Mesh(vertices=<float64 24×3, -0.5 to 0.5>, triangles=<int64 12×3, 0 to 23>, smooth=<bool 12>, "
        "slot=<int64 12, 0 to 0>, uv=None, parts=None, soil=None, leaf=None)"
    )
    assert repr(replace(CUBE, uv=np.full((12, 3, 2), np.nan))).endswith(
        "uv=<float64 12×3×2>, parts=None, soil=None, leaf=None)"
    )


def test_a_scene_prints_what_it_holds() -> None:
    spec = with_cameras(sample_scene(7, 1, {"shapes": 1.0}), (64, 48), [0])
    count = len(spec.objects)
    assert repr(spec) == f"SceneSpec('shapes', index=1, seed=7: {count} objects, 1 light, 1 camera)"
