"""Pictures in the colours that are named pass, as JPEG and under noise too; others are told, with what fits."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.codecs import colormaps, depth, masks, normals
from cavendish.pipeline.evaluation import fit

RGB = np.ndarray
SIZE = (96, 128)
CONVENTIONS = ("vision-banana", "opengl", "directx", "geowizard")


def room() -> tuple[np.ndarray, np.ndarray]:
    """Return depth and normals of a corridor: floor, ceiling, a wall on each side and one at the end, 8 m away."""
    height, width = SIZE
    y, x = np.mgrid[:height, :width] + 0.5
    right, up = (x - width / 2) / 100, (height / 2 - y) / 100  # of the ray, at depth 1
    planes = {(1, 0, 0): -2 / right, (-1, 0, 0): 2 / right, (0, 1, 0): -1.5 / up, (0, -1, 0): 1.5 / up}
    distances = np.stack([np.where(each > 0, each, np.inf) for each in planes.values()] + [np.full(SIZE, 8.0)])
    facing = np.array([*planes, (0, 0, 1)], np.float32)
    return distances.min(axis=0).astype(np.float32), facing[distances.argmin(axis=0)]


DEPTH_M, NORMALS = room()
LABELS = (np.indices(SIZE).sum(axis=0) // 24 % 3).astype(np.int64)


def as_it_is(rgb: RGB) -> RGB:
    return rgb


def jpeg(rgb: RGB) -> RGB:
    buffer = io.BytesIO()
    Image.fromarray(rgb).save(buffer, "JPEG", quality=80)
    return np.asarray(Image.open(buffer))


def noisy(rgb: RGB) -> RGB:
    noise = np.random.default_rng(0).normal(0, 8, rgb.shape)
    return np.clip(np.rint(rgb + noise), 0, 255).astype(np.uint8)


def enlarged(rgb: RGB) -> RGB:
    return np.asarray(Image.fromarray(rgb).resize((4 * SIZE[1], 4 * SIZE[0]), Image.Resampling.BICUBIC))


def photograph() -> RGB:
    """Return something with the colours of a street: grey below, brick, foliage, a blue sky, shaded everywhere."""
    rng = np.random.default_rng(1)
    hues = np.array([(120, 118, 110), (150, 80, 60), (70, 100, 50), (150, 180, 215)])
    light = 0.6 + 0.5 * np.linspace(0, 1, SIZE[1])[None, :, None]
    bands = hues[np.arange(SIZE[0]) * 4 // SIZE[0]][:, None]
    return np.clip(bands * light + rng.normal(0, 12, (*SIZE, 3)), 0, 255).astype(np.uint8)


drawn = pytest.mark.parametrize("drawn", [as_it_is, jpeg, noisy, enlarged])


@drawn
@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_a_picture_on_its_colour_map_passes_and_on_another_is_told(colormap: str, drawn: Callable[[RGB], RGB]) -> None:
    picture = drawn(depth.encode(DEPTH_M, colormap))
    assert fit.depth_fault(picture, colormap) == ""
    for other in set(colormaps.NAMES) - {colormap}:
        said = fit.depth_fault(picture, other)
        assert said.startswith(f"does not lie on the colour map {other}: ")
        assert said.endswith(f"; {colormap} fits")


@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_a_photograph_is_on_no_colour_map(colormap: str) -> None:
    assert fit.depth_fault(photograph(), colormap).endswith("; no colour map fits")


def test_a_sky_alone_may_be_of_several_maps() -> None:
    white = np.full((*SIZE, 3), 255, np.uint8)
    assert fit.depth_fault(white, "cube") == fit.depth_fault(white, "gray") == ""
    assert fit.depth_fault(white, "plasma").endswith("; cube or gray fits")


def test_a_map_is_told_by_the_ground_below_a_large_sky() -> None:
    depth_m = DEPTH_M.copy()
    depth_m[: int(0.77 * SIZE[0])] = np.inf
    assert fit.depth_fault(depth.encode(depth_m, "gray"), "gray") == ""
    assert fit.depth_fault(depth.encode(depth_m, "gray"), "cube").endswith("; gray fits")
    assert fit.depth_fault(depth.encode(depth_m, "cube"), "gray").endswith("; cube fits")


@drawn
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_normals_of_the_convention_pass_and_of_another_are_told(convention: str, drawn: Callable[[RGB], RGB]) -> None:
    picture = drawn(normals.encode(NORMALS, convention))
    assert fit.normals_fault(picture, convention) == ""
    for other in set(CONVENTIONS) - {convention}:
        said = fit.normals_fault(picture, other)
        assert said.startswith(f"does not keep to the convention {other}: ")
        assert convention in said.split(";")[1]


def test_names_of_one_convention_are_the_same() -> None:
    assert fit.normals_fault(normals.encode(NORMALS), "dsine") == ""
    assert fit.normals_fault(normals.encode(NORMALS, "opengl"), "dsine").endswith("; marigold or opengl fits")


@pytest.mark.parametrize("normal", [(0, 0, 1), (0, 0, 0)])
def test_what_cannot_be_told_passes(normal: tuple[int, int, int]) -> None:
    wall = normals.encode(np.broadcast_to(np.array(normal, np.float32), (*SIZE, 3)).copy())
    assert fit.normals_fault(wall, "vision-banana") == fit.normals_fault(wall, "opengl") == ""


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_a_photograph_and_depth_are_no_normals(convention: str) -> None:
    for picture in (photograph(), depth.encode(DEPTH_M)):
        assert "no convention fits" in fit.normals_fault(picture, convention)


PALETTE = {"box": (255, 0, 0), "ball": (0, 0, 255), "": (0, 0, 0)}


@drawn
def test_classes_in_their_colours_pass(drawn: Callable[[RGB], RGB]) -> None:
    assert fit.palette_fault(drawn(masks.encode(LABELS, dict(enumerate(PALETTE.values())))), PALETTE) == ""


def test_a_small_thing_in_a_colour_that_is_not_named_is_told() -> None:
    picture = np.zeros((*SIZE, 3), np.uint8)
    picture[40:50, 40:60] = (0, 200, 90)
    said = fit.palette_fault(picture, PALETTE)
    assert "is not painted in the colours that are named" in said
    assert said.endswith("most of it near #00c85a")
    picture[40:50, 40:60] = PALETTE["ball"]
    assert fit.palette_fault(picture, PALETTE) == ""


def test_another_background_and_a_photograph_are_told() -> None:
    assert fit.palette_fault(np.full((*SIZE, 3), 255, np.uint8), PALETTE).endswith("most of it near #ffffff")
    assert fit.palette_fault(photograph(), PALETTE)


@pytest.mark.parametrize("drawn", [as_it_is, jpeg])
def test_instances_want_their_background_and_flat_colours(drawn: Callable[[RGB], RGB]) -> None:
    picture = drawn(masks.encode(LABELS, {0: (255, 255, 255), 1: (255, 0, 0), 2: (0, 0, 255)}))
    white, black = (255, 255, 255), (0, 0, 0)
    assert fit.instances_fault(picture, white, masks.decode_instances(picture, white)) == ""
    said = fit.instances_fault(picture, black, masks.decode_instances(picture, black))
    assert said.startswith("has no background in #000000; most of it is near #f")
    photo = photograph()
    photo[:8] = 0
    assert "areas of one colour" in fit.instances_fault(photo, black, masks.decode_instances(photo, black))


def test_instances_that_noise_broke_up_are_told() -> None:
    labels = np.zeros(SIZE, np.int64)
    labels[20:50, 30:70] = 1
    black = (0, 0, 0)
    clean = masks.encode(labels, {0: black, 1: (200, 40, 120)})
    broken = noisy(clean)
    assert fit.instances_fault(clean, black, masks.decode_instances(clean, black)) == ""
    said = fit.instances_fault(broken, black, masks.decode_instances(broken, black))
    assert said == "does not show areas of one colour each: 100% of what is no background is in none"
