from __future__ import annotations

import numpy as np
import pytest

from cavendish.scenes.generators.core.parts import block, moved
from cavendish.scenes.generators.core.printing import BLANK, joined, printed, printed_grid, strip
from cavendish.scenes.kinds.registry import KINDS
from cavendish.scenes.object_mesh import geometry_mesh
from cavendish.scenes.pieces import sample_piece

PRINTED = {"page", "letter", "jacket", "keycaps", "desktop", "handset", "advert"}
X, Y = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)


def test_print_covers_the_face_that_it_is_for_and_no_other() -> None:
    shape = printed(block((0.2, 0.1, 0.02), (0, 0, 0)), X, Y)
    assert shape.uv is not None
    corners = shape.vertices[shape.triangles]
    on = (shape.uv > BLANK).all(axis=(1, 2))
    assert np.allclose(corners[on][..., 2], 0.02, atol=0.002)  # and where its edges begin
    assert shape.uv[on].min() == 0
    assert shape.uv[on].max() == 1
    right = corners[on][..., 0] > 0.001
    assert (shape.uv[on][..., 0][right] > 0.5).all()
    assert (shape.uv[~on] == BLANK).all()


def test_joining_and_moving_keep_what_is_printed() -> None:
    plain = block((0.2, 0.1, 0.02), (0, 0, 0))
    page = printed(plain, X, Y, (0.5, 0.0, 1.0, 1.0))
    both = joined([plain, moved(page, (0, 0, 0.1), 30.0)])
    assert both.uv is not None
    assert page.uv is not None
    assert (both.uv[: len(plain.triangles)] == BLANK).all()
    assert np.array_equal(both.uv[len(plain.triangles) :], page.uv)


def test_a_printed_sheet_shows_its_window_from_end_to_end() -> None:
    shape = printed_grid(strip([(0.0, 0.0), (0.1, 0.02), (0.2, 0.0)], -0.1, 0.1), (0.5, 0.0, 1.0, 1.0))
    assert shape.uv is not None
    assert shape.uv.reshape(-1, 2).min(axis=0).tolist() == [0.5, 0.0]
    assert shape.uv.reshape(-1, 2).max(axis=0).tolist() == [1.0, 1.0]
    corners = shape.vertices[shape.triangles]
    assert (np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] > 0).all()


@pytest.mark.parametrize(
    "name", sorted(n for n, kind in KINDS.items() if PRINTED & {f.split(":")[0] for fs in kind.slots for f in fs})
)
def test_what_may_be_printed_has_a_place_for_it(name: str) -> None:
    kind, rng = KINDS[name], np.random.Generator(np.random.PCG64(5))
    piece = sample_piece(name, rng, rng, {}, kind.low_m)
    shape = geometry_mesh(piece.geometry)
    assert shape.uv is not None
    for slot, families in enumerate(kind.slots):
        if PRINTED & {each.split(":")[0] for each in families} and (shape.slot == slot).any() and slot < 2:
            assert (shape.uv[shape.slot == slot] > BLANK).any(), (name, slot)
