"""Normals survive their colours within the derived angle, in every convention."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from cavendish.pipeline.codecs import normals

conventions = pytest.mark.parametrize("convention", normals.CONVENTIONS)
component = st.floats(-1, 1)


def unit_normals(count: int, dtype: type = np.float32) -> NDArray[np.floating[Any]]:
    vectors = np.random.default_rng(0).normal(size=(1, count, 3))
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(dtype)


def angle_deg(a: NDArray[np.floating[Any]], b: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    a, b = a.astype(np.float64), b.astype(np.float64)
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b), axis=-1), (a * b).sum(axis=-1)))


@pytest.mark.parametrize(
    ("normal", "colour"),
    [
        ((-1, 0, 0), (255, 128, 128)),  # left: pinkish red
        ((1, 0, 0), (0, 128, 128)),
        ((0, 1, 0), (128, 255, 128)),  # up: light green
        ((0, -1, 0), (128, 0, 128)),
        ((0, 0, 1), (128, 128, 255)),  # towards the camera: light blue
        ((0, 0, 0), (128, 128, 128)),  # no surface
    ],
)
def test_colours_of_the_axes(normal: tuple[int, ...], colour: tuple[int, ...]) -> None:
    assert tuple(normals.encode(np.array([[normal]], np.float32))[0, 0]) == colour


@pytest.mark.parametrize(
    ("convention", "flipped"),
    [("dsine", ""), ("marigold", "r"), ("opengl", "r"), ("omnidata", "rg"), ("directx", "rg"), ("geowizard", "rgb")],
)
def test_conventions_flip_channels(convention: str, flipped: str) -> None:
    ours = normals.encode(unit_normals(1000)).astype(int)
    theirs = normals.encode(unit_normals(1000), convention)
    for index, channel in enumerate("rgb"):
        expected = 255 - ours[..., index] if channel in flipped else ours[..., index]
        np.testing.assert_array_equal(theirs[..., index], expected)


@conventions
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_round_trip_stays_within_the_bound(convention: str, dtype: type) -> None:
    given_normals = unit_normals(100_000, dtype)
    decoded = normals.decode(normals.encode(given_normals, convention), convention)
    assert angle_deg(decoded, given_normals).max() <= normals.MAX_ERROR_DEG


def test_bound_is_attained() -> None:
    # x and y on either side of a rounding edge; for some of them z lies at one too and the error across the normal.
    edges = np.arange(-127, 128) / 127.5
    x, y = np.meshgrid(np.append(edges - 1e-6, edges + 1e-6), np.append(edges - 1e-6, edges + 1e-6))
    x, y = x[x * x + y * y < 1], y[x * x + y * y < 1]
    worst = np.stack([x, y, np.sqrt(1 - x * x - y * y)], axis=-1)[None]
    error_deg = angle_deg(normals.decode(normals.encode(worst)), worst)
    assert 0.99 * normals.MAX_ERROR_DEG < error_deg.max() <= normals.MAX_ERROR_DEG


@given(st.tuples(component, component, component).filter(lambda vector: np.linalg.norm(vector) > 1e-3))
def test_round_trip_of_any_direction(vector: tuple[float, float, float]) -> None:
    normal = (np.array([[vector]]) / np.linalg.norm(vector)).astype(np.float32)
    decoded = normals.decode(normals.encode(normal))
    assert angle_deg(decoded, normal) <= normals.MAX_ERROR_DEG


@conventions
def test_no_surface_comes_back(convention: str) -> None:
    nothing = np.zeros((2, 3, 3), np.float32)
    painted = normals.encode(nothing, convention)
    assert np.all(painted == 128)
    np.testing.assert_array_equal(normals.decode(painted, convention), nothing)


def test_any_colours_decode_to_a_unit_normal_or_none() -> None:
    values = np.linspace(0, 255, 52).astype(np.uint8)
    rgb = np.stack(np.meshgrid(values, values, values), axis=-1).reshape(52, -1, 3)
    short = np.linalg.norm(rgb / 127.5 - 1, axis=-1) < 0.5
    for picture in (rgb, rgb / 255, (rgb / 255).astype(np.float32)):
        lengths = np.linalg.norm(normals.decode(picture).astype(np.float64), axis=-1)
        np.testing.assert_allclose(lengths, np.where(short, 0, 1), atol=1e-6)


def test_floating_point_colours_are_not_rounded() -> None:
    given_normals = unit_normals(1000, np.float64)
    painted = (1 + given_normals * [-1, 1, 1]) / 2
    np.testing.assert_allclose(normals.decode(painted), given_normals, atol=1e-6)
    assert not normals.decode(np.full((1, 1, 3), 0.5)).any()


def test_any_memory_layout() -> None:
    given_normals = unit_normals(600).reshape(20, 30, 3)
    painted = normals.encode(given_normals)
    planes = np.ascontiguousarray(np.moveaxis(given_normals, -1, 0))
    planes.flags.writeable = False
    np.testing.assert_array_equal(normals.encode(np.moveaxis(planes, 0, -1)), painted)
    flipped = painted[::-1, ::2]
    flipped.flags.writeable = False
    np.testing.assert_array_equal(normals.decode(flipped), normals.decode(painted)[::-1, ::2])


@pytest.mark.parametrize("shape", [(0, 0, 3), (0, 5, 3), (5, 0, 3), (3, 100_000, 3)])
def test_any_size(shape: tuple[int, int, int]) -> None:
    assert normals.decode(normals.encode(np.zeros(shape))).shape == shape
