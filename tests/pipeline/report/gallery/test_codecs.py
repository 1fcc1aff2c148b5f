"""The page decodes as Python does: bit for bit, on all colours of all maps and on colours that no map has."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from cavendish.pipeline.codecs import albedo, boxes, colormaps, depth, flow, masks, normals, position, ramp, scene_flow
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.report.gallery import scripts

RNG = np.random.default_rng(0)
ANY = RNG.integers(0, 256, (1, 20_000, 3), dtype=np.uint8)
AS_TEXT = """(array) => btoa(Array.from(new Uint8Array(array.buffer), (byte) => String.fromCharCode(byte)).join(''))"""


@pytest.fixture
def program(page: Page) -> Page:
    """An empty page with the gallery's program and the tables of its colour maps."""
    page.goto("about:blank")
    page.add_script_tag(content=scripts.program().decode())
    tables = {name: encoded(colormaps.table(name)) for name in ("plasma", "inferno", "viridis")}
    page.evaluate(
        "(t) => Cavendish.depth.load(Object.fromEntries(Object.entries(t).map(([n, b]) => [n, Cavendish.bytes(b)])))",
        tables,
    )
    return page


def encoded(array: NDArray[Any] | bytes) -> str:
    return base64.b64encode(array if isinstance(array, bytes) else np.ascontiguousarray(array).tobytes()).decode()


def computed(page: Page, expression: str, dtype: str, *given: object) -> NDArray[Any]:
    """Return the typed array that an expression over `given` yields in the browser."""
    text = page.evaluate(f"async (given) => ({AS_TEXT})(await ({expression})(...given))", list(given))
    return np.frombuffer(base64.b64decode(text), dtype)


@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_depth(program: Page, colormap: str) -> None:
    table = colormaps.table(colormap)
    near = np.clip(table.astype(int) + RNG.integers(-9, 10, table.shape), 0, 255).astype(np.uint8)
    rgb = np.concatenate([table[None], near[None], ANY], axis=1)
    depth_m, residual = depth.decode(rgb, colormap, return_residual=True)
    for part, expected in (("depths", depth_m), ("residuals", residual)):
        decode = f"(rgb, map) => Cavendish.depth.decode(Cavendish.bytes(rgb), map).{part}"
        np.testing.assert_array_equal(computed(program, decode, "f4", encoded(rgb), colormap), expected[0])


@pytest.mark.parametrize(("lam", "c", "rtol"), [(-3.0, 40 / 3, 0.0), (-2.5, 0.8, 1e-6)], ids=["streets", "own"])
def test_depth_on_other_curves(program: Page, lam: float, c: float, rtol: float) -> None:
    """Bit for bit where there is no power but a square root; else as near as two libraries' powers."""
    rgb = np.concatenate([colormaps.table("cube")[None], ANY], axis=1)
    decode = "(rgb, form) => Cavendish.depth.decode(Cavendish.bytes(rgb), 'cube', form).depths"
    found = computed(program, decode, "f4", encoded(rgb), {"lam": lam, "c": c})
    np.testing.assert_allclose(found, depth.decode(rgb, lam=lam, c=c)[0], rtol=rtol)


@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_bounds_of_depth(program: Page, colormap: str) -> None:
    table = colormaps.table(colormap)
    depth_m = depth.decode(table[None], colormap)[0]
    unique = np.unique(table, axis=0, return_counts=True)
    alone = np.array([unique[1][(unique[0] == colour).all(axis=1)][0] == 1 for colour in table]) & np.isfinite(depth_m)
    found = computed(program, "(map) => Cavendish.depth.curve(map).errors", "f8", colormap)
    np.testing.assert_allclose(found[alone], depth.max_error(depth_m[alone], colormap), rtol=1e-9)
    assert found[-1] == np.inf


@pytest.mark.parametrize("convention", normals.CONVENTIONS)
def test_normals(program: Page, convention: str) -> None:
    rgb = np.concatenate(
        [np.full((1, 1, 3), 128, np.uint8), RNG.integers(100, 156, (1, 2000, 3), np.uint8), ANY], axis=1
    )
    decode = "(rgb, convention) => Cavendish.normals.decode(Cavendish.bytes(rgb), convention)"
    found = computed(program, decode, "f4", encoded(rgb), convention).reshape(1, -1, 3)
    np.testing.assert_array_equal(found, normals.decode(rgb, convention))
    assert not found[0, 0].any()


def test_classes(program: Page) -> None:
    palette = [[0, 0, 0], [0, 0, 2], *RNG.integers(0, 256, (12, 3)).tolist()]  # (0, 0, 1) is as near to both
    rgb = np.concatenate([np.array([[[0, 0, 1]]], np.uint8), ANY], axis=1)
    found = computed(
        program, "(rgb, palette) => Cavendish.masks.decode(Cavendish.bytes(rgb), palette)", "i4", encoded(rgb), palette
    )
    expected = masks.decode(rgb, {number: tuple(colour) for number, colour in enumerate(palette)})
    np.testing.assert_array_equal(found, expected[0])


@pytest.mark.parametrize("colormap", colormaps.NAMES)
def test_ramps(program: Page, colormap: str) -> None:
    table = colormaps.table(colormap)
    rgb = np.concatenate([table[None], ANY], axis=1)
    scale = {"low": -90.0, "high": 90.0, "colormap": colormap}
    values = computed(
        program, "(rgb, scale) => Cavendish.ramp.decode(Cavendish.bytes(rgb), scale).values", "f4", encoded(rgb), scale
    )
    np.testing.assert_array_equal(values, ramp.decode(rgb, -90.0, 90.0, colormap)[0])
    error = program.evaluate("(scale) => Cavendish.ramp.decode(new Uint8Array(3), scale).error", scale)
    assert error == pytest.approx(ramp.max_error(-90.0, 90.0, colormap))


def test_positions(program: Page) -> None:
    rgb = np.concatenate([np.array([[[0, 0, 0], [15, 15, 15], [16, 0, 0], [32, 32, 32]]], np.uint8), ANY], axis=1)
    decode = "(rgb, reach) => Cavendish.position.decode(Cavendish.bytes(rgb), reach)"
    found = computed(program, decode, "f4", encoded(rgb), 5.0).reshape(-1, 3)
    np.testing.assert_array_equal(found, position.decode(rgb, 5.0)[0])
    assert np.isnan(found[:2]).all()
    assert program.evaluate("(reach) => Cavendish.position.error(reach)", 5.0) == pytest.approx(position.max_error(5.0))


def test_flow(program: Page) -> None:
    greys = np.array([[[0, 0, 0], [127, 0, 0], [128, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 255]]], np.uint8)
    rgb = np.concatenate([greys, ANY], axis=1)
    decode = "(rgb, reach) => Cavendish.flow.decode(Cavendish.bytes(rgb), reach)"
    found = computed(program, decode, "f4", encoded(rgb), 32.0).reshape(-1, 2)
    np.testing.assert_allclose(found, flow.decode(rgb, 32.0)[0], rtol=0, atol=4e-6)  # sines of other libraries
    assert np.isnan(found[:2]).all()
    assert program.evaluate("(reach) => Cavendish.flow.error(reach)", 32.0) == pytest.approx(flow.max_error(32.0))


def test_scene_flow(program: Page) -> None:
    greys = np.array([[[0, 0, 0], [15, 15, 15], [16, 0, 0], [144, 144, 144], [33, 255, 20]]], np.uint8)
    rgb = np.concatenate([greys, ANY], axis=1)
    decode = "(rgb, reach) => Cavendish.sceneFlow.decode(Cavendish.bytes(rgb), reach)"
    found = computed(program, decode, "f4", encoded(rgb), 0.5).reshape(-1, 3)
    np.testing.assert_array_equal(found, scene_flow.decode(rgb, 0.5)[0])
    assert program.evaluate("(reach) => Cavendish.sceneFlow.error(reach)", 0.5) == scene_flow.max_error(0.5)


def test_albedo(program: Page) -> None:
    every = np.arange(256, dtype=np.uint8).repeat(3).reshape(1, -1, 3)
    found = computed(program, "(rgb) => Cavendish.albedo.decode(Cavendish.bytes(rgb))", "f4", encoded(every))
    np.testing.assert_allclose(found.reshape(-1, 3), albedo.decode(every)[0], rtol=1e-6)


@pytest.mark.parametrize("filled", [True, False])
def test_boxes(program: Page, filled: bool) -> None:
    drawn = np.array([[2, 3, 60, 40], [30, 20, 40, 50], [80, 60, 20, 20.0]])
    rgb = boxes.encode(drawn, [(255, 0, 0), (0, 160, 0), (0, 0, 255)], (96, 128), (70, 80, 60), filled)
    noisy = np.clip(rgb + RNG.integers(-4, 5, rgb.shape), 0, 255).astype(np.uint8)
    decode = "(rgb, back) => new Float64Array(Cavendish.boxes.decode(Cavendish.bytes(rgb), 128, 96, back).boxes.flat())"
    found = computed(program, decode, "f8", encoded(noisy), [70, 80, 60]).reshape(-1, 4)
    assert sorted(found.tolist()) == sorted(boxes.decode(noisy, (70, 80, 60)).tolist()) == sorted(drawn.tolist())


def blobs(height: int, width: int, noise: int) -> NDArray[np.uint8]:
    """Discs, bars in front of them (one thing in two pieces), a line too thin, a spot too small; and noise."""
    y, x = np.mgrid[:height, :width]
    rgb = np.zeros((height, width, 3), np.uint8)
    for _ in range(9):
        (row, column), radius = RNG.integers(0, (height, width)), RNG.integers(4, 18)
        rgb[(y - row) ** 2 + (x - column) ** 2 < radius**2] = RNG.integers(60, 256, 3)
    rgb[:, width // 2 : width // 2 + 3] = 0
    rgb[height // 3, 5 : width // 3] = (250, 250, 90)
    rgb[2:4, 2:4] = (90, 250, 250)
    return np.clip(rgb + RNG.integers(-noise, noise + 1, rgb.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("noise", [0, 3, 6])
def test_instances(program: Page, noise: int) -> None:
    for background in ((0, 0, 0), (70, 80, 60)):
        rgb = blobs(96, 128, noise)
        decode = "(rgb, background) => Cavendish.instances.decode(Cavendish.bytes(rgb), 128, 96, background)"
        found = computed(program, decode, "i4", encoded(rgb), list(background))
        expected = masks.decode_instances(rgb, background)
        assert expected.max() >= 2
        np.testing.assert_array_equal(found.reshape(96, 128), expected)


def filtered_png(rgb: NDArray[np.uint8]) -> bytes:
    """Write a PNG whose rows take the five filters in turn."""
    height, width, _ = rgb.shape
    wide = np.pad(rgb.astype(int), ((1, 0), (1, 0), (0, 0)))
    here, left, above, corner = wide[1:, 1:], wide[1:, :-1], wide[:-1, 1:], wide[:-1, :-1]
    away = np.abs(np.stack([above - corner, left - corner, left + above - 2 * corner]))
    paeth = np.where((away[0] <= away[1]) & (away[0] <= away[2]), left, np.where(away[1] <= away[2], above, corner))
    predicted = np.stack([np.zeros_like(here), left, above, (left + above) // 2, paeth])
    rows = [bytes([y % 5]) + ((here[y] - predicted[y % 5, y]) % 256).astype(np.uint8).tobytes() for y in range(height)]
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(b"".join(rows)),
        b"IEND": b"",
    }
    written = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def test_png(program: Page) -> None:
    rgb = ANY[0, :600].reshape(20, 30, 3)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(filtered_png(rgb)))), rgb)
    decode = "async (data) => (await Cavendish.png.decode(Cavendish.bytes(data))).rgb"
    for data in (filtered_png(rgb), png_bytes(rgb)):
        np.testing.assert_array_equal(computed(program, decode, "u1", encoded(data)).reshape(rgb.shape), rgb)


def test_pictures_that_are_no_targets_are_refused(program: Page) -> None:
    buffer = io.BytesIO()
    Image.new("L", (4, 4)).save(buffer, "PNG")
    with pytest.raises(Exception, match="not a plain 8-bit RGB PNG"):
        computed(
            program,
            "async (data) => (await Cavendish.png.decode(Cavendish.bytes(data))).rgb",
            "u1",
            encoded(buffer.getvalue()),
        )
