"""DSINE's tests of normals: fabricated in their layout, imported, scored; each direction is known by its colour."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.manifests.benchmark import Benchmark, Pooling
from cavendish.pipeline.codecs import normals
from cavendish.pipeline.dataset.example import Example
from cavendish.pipeline.dataset.exr import exr_bytes
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.truth import read_views
from cavendish.pipeline.importers.photographs import dsine_eval
from cavendish.pipeline.importers.photographs.directions import read_png16_normals
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

HEIGHT, WIDTH = 48, 64
RGB = np.random.default_rng(3).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
HOLE = (slice(20, 24), slice(30, 34))
# What a surface is stored as, and where it faces: +x right, +y up, +z towards the camera.
COLOURS: dict[tuple[int, int, int], tuple[float, float, float]] = {
    (255, 128, 128): (-1, 0, 0),  # a wall that faces left
    (0, 128, 128): (1, 0, 0),
    (128, 255, 128): (0, 1, 0),  # a floor
    (128, 0, 128): (0, -1, 0),
    (128, 128, 255): (0, 0, 1),  # a wall in front of the camera
    (204, 128, 230): (-0.6, 0, 0.8),
}
NAMES = {
    "nyuv2": ("test/000000_img.png", "test/000000_normal.png"),
    "scannet": ("scene0532_00/000000_img.png", "scene0532_00/000000_normal.png"),
    "ibims": ("ibims/corridor_01_img.png", "ibims/corridor_01_normal.exr"),
    "sintel": ("alley_1/frame_0001_img.png", "alley_1/frame_0001_normal.exr"),
    "vkitti": ("Scene01/000000_img.jpg", "Scene01/000000_normal.png"),
}
Write = Callable[[Path, np.ndarray], Any]


def bands(values: list[Any], dtype: type) -> np.ndarray:
    """Return H×W×3 in vertical bands, black in the hole."""
    band = np.arange(WIDTH) * len(values) // WIDTH
    picture = np.broadcast_to(np.array(values, dtype)[band], (HEIGHT, WIDTH, 3)).copy()
    picture[HOLE] = 0
    return picture


STORED = bands(list(COLOURS), np.uint8)
TRUTH = bands(list(COLOURS.values()), np.float32)


def write_png(path: Path, stored: np.ndarray) -> None:
    path.write_bytes(png_bytes(stored))


def write_exr(path: Path, stored: np.ndarray) -> None:
    """Write vectors of length 1, and in the hole what is no normal."""
    vectors = (stored / 127.5 - 1).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    vectors[HOLE] = 0.1
    vectors[HOLE[0], HOLE[1].start] = np.nan
    path.write_bytes(exr_bytes({"RGB": vectors}))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def filtered(rows: np.ndarray) -> bytes:
    """Return the bytes of rows, H×6W, by the five filters of PNG in turn."""
    whole = np.pad(rows, ((1, 0), (6, 0))).astype(np.int16)
    here, left, up, corner = whole[1:, 6:], whole[1:, :-6], whole[:-1, 6:], whole[:-1, :-6]
    away = [np.abs(up - corner), np.abs(left - corner), np.abs(left + up - 2 * corner)]
    paeth = np.select([(away[0] <= away[1]) & (away[0] <= away[2]), away[1] <= away[2]], [left, up], corner)
    guesses = [0 * here, left, up, (left + up) // 2, paeth]
    return b"".join(
        bytes([row % 5]) + ((here[row] - guesses[row % 5][row]) % 256).astype(np.uint8).tobytes()
        for row in range(len(rows))
    )


def write_png16(path: Path, stored: np.ndarray) -> None:
    """Write a 16-bit RGB PNG; 8 bits are stretched to all of the range."""
    numbers = (stored.astype(np.uint16) * 257 if stored.dtype == np.uint8 else stored).astype(">u2")
    header = struct.pack(">IIBBBBB", numbers.shape[1], numbers.shape[0], 16, 2, 0, 0, 0)
    rows = numbers.reshape(len(numbers), -1).view(np.uint8)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(filtered(rows))) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)


WRITERS: dict[str, Write] = {
    "nyuv2": write_png,
    "scannet": write_png,
    "ibims": write_exr,
    "sintel": write_exr,
    "vkitti": write_png16,
}


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Make the folder dsine_eval with a set of one picture, or of each of several stored ones; shorten the list."""

    def make(split: str, *several: np.ndarray) -> Path:
        pairs = [[name.replace("0000", f"000{place}") for name in NAMES[split]] for place in range(len(several) or 1)]
        monkeypatch.setattr(dsine_eval, "read_list", lambda _: [pair[:1] for pair in pairs])
        for (picture, stored_as), stored in zip(pairs, several or (STORED,), strict=True):
            path = tmp_path / "dsine_eval" / split / picture
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(RGB).save(path)
            WRITERS[split](tmp_path / "dsine_eval" / split / stored_as, stored)
        return tmp_path / "dsine_eval"

    return make


def imported(folder: Path, out: Path, split: str) -> Path:
    cavendish.import_(folder, out, "dsine-eval", split=split)
    return out


def truth(out: Path) -> np.ndarray:
    ((_, example),) = read_views((out / "truth/test-000000.h5").read_bytes())
    assert isinstance(example, Example)
    assert example.normals is not None
    return example.normals


def drawn(folder: Path, *pictures: np.ndarray) -> Path:
    folder.mkdir()
    for place, picture in enumerate(pictures):
        (folder / f"{place:08}-00-00-normals.png").write_bytes(png_bytes(picture))
    return folder


def scores(out: Path, folder: Path) -> dict[str, float]:
    report = cavendish.evaluate(out, folder, "test")
    assert report["complete"], report
    return report["scores"]["normals"]


@pytest.mark.parametrize(
    ("split", "count"), [("nyuv2", 654), ("scannet", 300), ("ibims", 100), ("sintel", 1064), ("vkitti", 1000)]
)
def test_the_lists_are_as_long_as_published(split: str, count: int) -> None:
    lines = read_list(f"dsine-{split}")
    assert (len(lines), len({line[0] for line in lines})) == (count, count)
    assert lines[0][0] == NAMES[split][0]


@pytest.mark.parametrize("split", list(WRITERS))
def test_directions_come_in_by_their_colours_and_holes_stay_unknown(
    split: str, pack: Callable[..., Path], tmp_path: Path
) -> None:
    folder = pack(split)
    out = imported(folder, tmp_path / "out", split)
    np.testing.assert_allclose(truth(out), TRUTH, atol=0.01)
    assert not truth(out)[HOLE].any()
    assert cavendish.verify(out) == []


def test_sixteen_bits_are_read_to_the_last(tmp_path: Path) -> None:
    vectors = np.random.default_rng(5).normal(size=(HEIGHT, WIDTH, 3))
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    write_png16(tmp_path / "normal.png", np.rint((vectors + 1) / 2 * 65535).astype(np.uint16))
    read = read_png16_normals(tmp_path / "normal.png", (HEIGHT, WIDTH))
    np.testing.assert_allclose(read, vectors, atol=2 / 65535)  # 8 bits would be off by 1/255


@pytest.mark.parametrize("split", ["nyuv2", "ibims", "vkitti"])
def test_the_colours_of_the_set_are_a_perfect_drawing(split: str, pack: Callable[..., Path], tmp_path: Path) -> None:
    out = imported(pack(split), tmp_path / "out", split)
    perfect = scores(out, drawn(tmp_path / "perfect", STORED))
    assert perfect["mean°"] < normals.MAX_ERROR_DEG
    assert perfect["<5°"] == perfect["coverage"] == 1


def test_a_mirrored_axis_is_far_off(pack: Callable[..., Path], tmp_path: Path) -> None:
    out = imported(pack("nyuv2"), tmp_path / "out", "nyuv2")
    mirrored = np.where(np.arange(3) == 0, 255 - STORED, STORED)
    worse = scores(out, drawn(tmp_path / "mirrored", mirrored.astype(np.uint8)))
    known = TRUTH.any(axis=-1)
    right = (TRUTH * (TRUTH * (-1, 1, 1))).sum(axis=-1)[known]
    assert worse["mean°"] == pytest.approx(np.degrees(np.arccos(np.clip(right, -1, 1))).mean(), abs=0.5)
    assert worse["mean°"] > 60


def test_half_size_stays_near(pack: Callable[..., Path], tmp_path: Path) -> None:
    out = imported(pack("nyuv2"), tmp_path / "out", "nyuv2")
    half = scores(out, drawn(tmp_path / "half", STORED[1::2, 1::2]))
    assert half["<5°"] > 0.9  # of 64 columns, those where one band meets another


def test_what_is_unknown_costs_nothing(pack: Callable[..., Path], tmp_path: Path) -> None:
    out = imported(pack("nyuv2"), tmp_path / "out", "nyuv2")
    other = STORED.copy()
    other[HOLE] = (128, 0, 128)
    assert scores(out, drawn(tmp_path / "drawn", other))["mean°"] < normals.MAX_ERROR_DEG


@pytest.mark.parametrize(
    ("pooling", "mean_deg", "said"),
    [
        ("pixels", 90 / 4, "over the pixels of all pictures"),
        ("images", 90 / 2, "over the pixels of a picture, then over pictures"),
    ],
)
def test_angles_are_averaged_as_the_set_says(
    pooling: Pooling,
    mean_deg: float,
    said: str,
    pack: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dsine_eval, "Benchmark", partial(Benchmark, normals=pooling))
    flat = np.full((HEIGHT, WIDTH, 3), (128, 128, 255), np.uint8)
    third = np.where(np.arange(HEIGHT)[:, None, None] < HEIGHT // 3, flat, np.uint8(0))  # known in a third of it
    out = imported(pack("nyuv2", flat, third), tmp_path / "out", "nyuv2")
    folder = drawn(tmp_path / "drawn", flat, np.full_like(flat, (128, 255, 128)))  # the second all wrong
    report = cavendish.evaluate(out, folder, "test")
    assert report["scores"]["normals"]["mean°"] == pytest.approx(mean_deg, abs=0.4)
    assert report["scores"]["normals"]["<5°"] == pytest.approx(1 - mean_deg / 90)
    assert report["protocol"]["normals"]["mean"] == said


def change(path: Path, at: int, to: bytes) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:at] + to + data[at + len(to) :])


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("split", "place", "damage", "said"),
    [
        ("nyuv2", 0, Path.unlink, r"000000_img.png: is missing; unpack dsine_eval.zip"),
        ("nyuv2", 1, Path.unlink, r"000000_normal.png: is missing; unpack dsine_eval.zip"),
        ("nyuv2", 0, lambda path: path.write_bytes(b"no"), r"000000_img.png: cannot be read"),
        ("nyuv2", 0, halve, r"000000_img.png: cannot be read: damaged PNG"),
        ("vkitti", 0, halve, r"000000_img.jpg: cannot be read: damaged JPEG"),
        ("nyuv2", 1, lambda path: path.write_bytes(b"no"), r"000000_normal.png: cannot be read: damaged PNG"),
        ("nyuv2", 1, lambda path: change(path, 60, b"????"), r"000000_normal.png: cannot be read: damaged PNG"),
        ("nyuv2", 1, lambda path: write_png(path, STORED[:4, :6]), r"of 6×4 pixels, and its picture of 64×48"),
        ("nyuv2", 1, lambda path: Image.fromarray(RGB[..., 0]).save(path), r"of mode L \(L\); it must be 8-bit RGB"),
        ("nyuv2", 1, lambda path: write_png16(path, STORED), r"of mode RGB \(RGB;16B\); it must be 8-bit RGB"),
        ("vkitti", 1, lambda path: write_png(path, STORED), r"of mode RGB \(RGB\); it must be 16-bit RGB"),
        ("vkitti", 1, lambda path: write_png16(path, STORED[:4, :6]), r"of 6×4 pixels, and its picture of 64×48"),
        ("vkitti", 1, lambda path: change(path, 60, b"????"), r"000000_normal.png: cannot be read: damaged PNG"),
        ("vkitti", 1, halve, r"cannot be read: damaged PNG"),
        ("ibims", 1, lambda path: path.write_bytes(b"no"), r"01_normal.exr: cannot be read as OpenEXR"),
        ("ibims", 1, lambda path: write_exr(path, STORED[:30]), r"is 64×30, but its picture is 64×48"),
        (
            "ibims",
            1,
            lambda path: path.write_bytes(exr_bytes({"Z": np.ones((HEIGHT, WIDTH), np.float32)})),
            r"it has no channel R; there are Z",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    split: str, place: int, damage: Callable[[Path], Any], said: str, pack: Callable[..., Path], tmp_path: Path
) -> None:
    folder = pack(split)
    damage(folder / split / NAMES[split][place])
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", split)


def test_pickles_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is not read: its normals are pickles, and a pickle may run anything"):
        imported(tmp_path, tmp_path / "out", "oasis")


def test_no_other_part_is_known(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"is none; of these sets .* may hold nyuv2, scannet, ibims, sintel, vkitti"):
        imported(tmp_path, tmp_path / "out", "diode")
