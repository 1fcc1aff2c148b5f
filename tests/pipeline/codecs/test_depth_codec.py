"""Depth survives its colours within the derived bound, in every colour map, from 0 m to infinity."""

from fractions import Fraction
from typing import Any

import hilbertmap
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from cavendish.pipeline.codecs import depth
from cavendish.pipeline.codecs.colormaps import NAMES, table

# Metres at which the paper's figure has the corners black, red, yellow, green, cyan, blue, magenta, white.
CORNER_DEPTHS_M = (0.0, 0.80, 1.83, 3.23, 5.28, 8.71, 16.46, np.inf)
CORNER_COLOURS = ("000000", "ff0000", "ffff00", "00ff00", "00ffff", "0000ff", "ff00ff", "ffffff")

any_depth_m = st.floats(0, allow_nan=False) | st.floats(0, 1000) | st.floats(0, 1).map(lambda f: float(depth_at(f)))
maps = pytest.mark.parametrize("colormap", NAMES)


def depth_at(f: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the d of equation 1 at λ = −3, c = 10/3."""
    with np.errstate(divide="ignore"):
        return 10 * ((1 - np.asarray(f, np.float64)) ** -0.5 - 1)


def colour_at(depth_m: float) -> str:
    return depth.encode(np.array([[depth_m]])).tobytes().hex()


def edges_m(colormap: str) -> NDArray[np.float64]:
    """Return the depths at which rounding passes from one entry of a map to the next."""
    steps = len(table(colormap)) - 1
    return depth_at((np.arange(steps) + 0.5) / steps)


def test_corners_of_the_paper() -> None:
    exact = depth_at(np.arange(8) / 7)
    np.testing.assert_allclose(exact, CORNER_DEPTHS_M, atol=0.005)
    assert tuple(map(colour_at, exact)) == CORNER_COLOURS
    corners = np.array([list(bytes.fromhex(colour)) for colour in CORNER_COLOURS], np.uint8)
    np.testing.assert_array_equal(depth.decode(corners[None])[0], exact.astype(np.float32))


def test_rounding_is_that_of_exact_arithmetic() -> None:
    # At λ = −3 f is a fraction of whole numbers, so no platform can have an excuse: the float32 depths on both sides of
    # every rounding edge get the colour that exact arithmetic gives them.
    edges = edges_m("cube").astype(np.float32)
    depth_m = np.concatenate([np.nextafter(edges, np.float32(0)), edges, np.nextafter(edges, np.float32(np.inf))])
    exact = [round(1785 * (1 - 1 / (1 + Fraction(float(value)) / 10) ** 2)) for value in depth_m]
    np.testing.assert_array_equal(depth.encode(depth_m[None])[0], table("cube")[exact])


def test_one_step_near_and_far() -> None:
    decoded_m = depth.decode(table("cube")[None])[0]
    steps_m = np.interp([1, 10, 80], decoded_m[:-2], np.diff(decoded_m[:-1]))
    np.testing.assert_allclose(steps_m, [0.0037, 0.0224, 2.1], rtol=0.02)
    assert decoded_m[-2] == pytest.approx(412, abs=1)


@maps
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_round_trip_stays_within_the_bound(colormap: str, dtype: type) -> None:
    @given(st.lists(any_depth_m, min_size=1, max_size=50))
    def check(values: list[float]) -> None:
        with np.errstate(over="ignore"):
            depth_m: NDArray[np.floating[Any]] = np.array([values]).astype(dtype)
        decoded_m = depth.decode(depth.encode(depth_m, colormap), colormap)
        bound_m = depth.max_error(depth_m, colormap)
        finite = np.isfinite(bound_m)
        assert np.all(np.isinf(decoded_m) == ~finite)
        assert np.all(np.abs(decoded_m[finite].astype(float) - depth_m[finite]) <= bound_m[finite])

    check()


@maps
def test_bound_is_attained(colormap: str) -> None:
    ends_m = edges_m(colormap)
    worst = np.zeros(len(ends_m))
    for side, entries in ((1 - 1e-9, slice(None)), (1 + 1e-9, slice(1, None))):
        depth_m = ends_m[None, slice(None, -1) if side > 1 else slice(None)] * side
        error_m = np.abs(depth.decode(depth.encode(depth_m, colormap), colormap).astype(float) - depth_m)
        worst[entries] = np.maximum(worst[entries], (error_m / depth.max_error(depth_m, colormap))[0])
    assert worst.min() > 0.99
    assert worst.max() <= 1


@maps
def test_infinity_and_what_rounds_to_it(colormap: str) -> None:
    limit_m = edges_m(colormap)[-1]
    depth_m = np.array([[limit_m * (1 - 1e-9), limit_m * (1 + 1e-9), 1e300, np.inf]])
    painted = depth.encode(depth_m, colormap)
    assert painted[0].tolist() == table(colormap)[[-2, -1, -1, -1]].tolist()
    assert np.isinf(depth.decode(painted, colormap)).tolist() == [[False, True, True, True]]
    assert np.isinf(depth.max_error(depth_m, colormap)).tolist() == [[False, True, True, True]]
    if colormap == "cube":
        assert limit_m == pytest.approx(587.5, abs=0.05)


@maps
def test_every_colour_of_the_path_comes_back(colormap: str) -> None:
    path = table(colormap)[None]
    decoded_m, residual = depth.decode(path, colormap, return_residual=True)
    np.testing.assert_array_equal(depth.encode(decoded_m, colormap), path)
    assert not residual.any()
    assert np.all(decoded_m[0, 1:] >= decoded_m[0, :-1])


@maps
def test_farther_never_decodes_nearer(colormap: str) -> None:
    depth_m = np.sort(np.concatenate([np.geomspace(1e-4, 1e4, 20_000), edges_m(colormap)]))[None]
    assert np.all(np.diff(np.nan_to_num(depth.decode(depth.encode(depth_m, colormap), colormap))) >= 0)


def test_equal_entries_decode_to_their_middle() -> None:
    viridis = table("viridis")
    assert viridis[104].tolist() == viridis[105].tolist()
    decoded_m = depth.decode(viridis[None, 104:106], "viridis")
    np.testing.assert_allclose(decoded_m, depth_at(104.5 / 255), rtol=1e-6)


@maps
def test_all_16_777_216_colours_decode_to_a_depth(colormap: str) -> None:
    green, blue = np.meshgrid(np.arange(256, dtype=np.uint8), np.arange(256, dtype=np.uint8))
    for red in range(256):
        decoded_m = depth.decode(np.stack([np.full_like(green, red), green, blue], axis=-1), colormap)
        assert decoded_m.min() >= 0  # which is false for NaN


@given(
    st.lists(st.tuples(*[st.floats(0, 1, width=32)] * 3), min_size=1, max_size=30),
    st.sampled_from(["float32", "float64"]),
)
def test_floating_point_colours_decode_to_a_depth(colours: list[tuple[float, ...]], dtype: str) -> None:
    for colormap in NAMES:
        decoded_m, residual = depth.decode(np.array([colours], dtype), colormap, return_residual=True)
        assert decoded_m.dtype == residual.dtype == np.float32
        assert np.all(decoded_m >= 0)
        assert np.all((residual >= 0) & (residual < np.sqrt(3)))


@maps
def test_bytes_and_their_floats_decode_alike(colormap: str) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (50, 60, 3), np.uint8)
    _, byte_residual = depth.decode(rgb, colormap, return_residual=True)
    _, float_residual = depth.decode(rgb / 255, colormap, return_residual=True)
    np.testing.assert_allclose(float_residual, byte_residual, atol=1e-6)
    path = table(colormap)[None]
    np.testing.assert_allclose(depth.decode(path / 255, colormap), depth.decode(path, colormap), rtol=1e-5, atol=1e-6)


def test_invalid_pixels_are_rejected_by_their_residual() -> None:
    depth_m = np.array([[np.nan, -1.0, np.inf, 2.0]], np.float32)
    valid = np.array([[False, False, True, True]])
    painted = depth.encode(depth_m, valid=valid)
    decoded_m, residual = depth.decode(painted, return_residual=True)
    assert painted[0, :2].tolist() == [[128, 128, 128]] * 2
    np.testing.assert_allclose(residual, [[0.70, 0.70, 0, 0]], atol=0.005)
    np.testing.assert_array_equal(residual <= depth.RESIDUAL_MAX, valid)
    assert decoded_m[0, 2] == np.inf
    assert decoded_m[0, 3] == pytest.approx(2, abs=0.01)


def test_encoding_agrees_with_hilbertmap() -> None:
    random = np.random.default_rng(0).uniform(0, 1, 100_000)
    depth_m = np.concatenate([depth_at(random), depth_at(np.arange(1786) / 1785), [0, 1e-12, 1e6, np.inf]])[None]
    np.testing.assert_allclose(depth.encode(depth_m), 255 * hilbertmap.depth_to_rgb(depth_m), atol=0.5 + 1e-9)


def test_decoding_agrees_with_hilbertmap() -> None:
    random = np.random.default_rng(0).uniform(0, 1, (100, 1000, 3))
    np.testing.assert_allclose(depth.decode(random), hilbertmap.rgb_to_depth(random), rtol=1e-6)
    path = table("cube")[None, :-1]
    np.testing.assert_allclose(depth.decode(path), hilbertmap.rgb_to_depth(path / 255), rtol=1e-6, atol=1e-12)
    assert hilbertmap.depth_to_normalized(np.array(np.inf)) == 1


def test_residual_of_bytes_agrees_with_hilbertmap() -> None:
    # Bytes often lie as far from two edges; then the two decoders may choose differently, at the same distance.
    rgb = np.random.default_rng(0).integers(0, 256, (100, 1000, 3), np.uint8)
    _, residual = depth.decode(rgb, return_residual=True)
    peer = np.linalg.norm(rgb / 255 - hilbertmap.walk(hilbertmap.project(rgb / 255)), axis=-1)
    np.testing.assert_allclose(residual, peer, atol=1e-6)


@given(st.floats(-9, -1.1), st.floats(0.1, 100), st.floats(0, 1e4))
def test_other_curves(lam: float, c: float, depth_value: float) -> None:
    depth_m = np.array([[depth_value]])
    painted = depth.encode(depth_m, lam=lam, c=c)
    np.testing.assert_allclose(painted, 255 * hilbertmap.depth_to_rgb(depth_m, lam, c), atol=0.5 + 1e-9)
    bound_m = depth.max_error(depth_m, lam=lam, c=c)
    assert np.all(np.isinf(bound_m) | (np.abs(depth.decode(painted, lam=lam, c=c) - depth_m) <= bound_m))


def test_any_memory_layout() -> None:
    depth_m = np.random.default_rng(0).uniform(0, 20, (30, 40)).astype(np.float32)
    painted = depth.encode(depth_m)
    wide = np.zeros((60, 120), np.float32)[::2, ::3]
    wide[...] = depth_m
    wide.flags.writeable = False
    np.testing.assert_array_equal(depth.encode(wide), painted)
    np.testing.assert_array_equal(depth.encode(np.asfortranarray(depth_m)), painted)
    mirrored = painted[:, ::-1]
    mirrored.flags.writeable = False
    np.testing.assert_array_equal(depth.decode(mirrored), depth.decode(painted)[:, ::-1])


@maps
@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0), (1, 1), (3, 100_000)])
def test_any_size(colormap: str, shape: tuple[int, int]) -> None:
    painted = depth.encode(np.ones(shape, np.float32), colormap)
    decoded_m, residual = depth.decode(painted, colormap, return_residual=True)
    assert painted.shape == (*shape, 3)
    assert decoded_m.shape == residual.shape == shape
