"""OpenEXR: a channel is depth or a normal because its name, its layer or its part says so, or the user does."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest

from cavendish.pipeline.importers.channels import read_depth, read_normals
from cavendish.scenes.errors import RequestError

SHAPE = (4, 6)
DEPTH_M = np.linspace(1, 9, 24, dtype=np.float32).reshape(SHAPE)
RED, GREEN, BLUE = (np.full(SHAPE, level, np.float32) for level in (0.7, 0.5, 0.3))
NORMAL = {axis: np.full(SHAPE, level, np.float32) for axis, level in zip("XYZ", (0.0, 0.6, 0.8), strict=True)}
COLOUR = {"R": RED, "G": GREEN, "B": BLUE}
GREY = dict.fromkeys("RGB", DEPTH_M)
Windows = tuple[tuple[int, int], tuple[int, int]]


def write(path: Path, *parts: tuple[str, Mapping[str, np.ndarray]], **header: Any) -> Path:
    common = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, **header}
    made = [
        OpenEXR.Part({**common, "name": name} if name else dict(common), dict(channels)) for name, channels in parts
    ]
    OpenEXR.File(made).write(str(path))
    return path


def layer(name: str, channels: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {f"{name}.{channel}": pixels for channel, pixels in channels.items()}


@pytest.mark.parametrize(
    "parts",
    [
        [("", {"Z": DEPTH_M})],
        [("", {"R": DEPTH_M})],
        [("", {"Y": DEPTH_M})],
        [("", {"V": DEPTH_M})],
        [("", GREY)],
        [("", GREY | {"A": RED})],
        [("", COLOUR | {"Z": DEPTH_M})],
        [("", COLOUR | {"depth": DEPTH_M})],
        [("", COLOUR | {"depth.V": DEPTH_M})],
        [("", COLOUR | {"ViewLayer.Depth.Z": DEPTH_M} | layer("ViewLayer.Normal", NORMAL))],
        [("", layer("Combined", COLOUR) | layer("Depth", GREY))],
        [("", NORMAL | {"ZDepth.R": DEPTH_M, "ZDepth.A": RED})],
        [("", {"Y": RED, "Z": DEPTH_M})],
        [("", layer("View Layer.Combined", COLOUR) | {"View Layer.Depth.Z": DEPTH_M, "View Layer.Mist.Z": RED})],
        [("", layer("beauty", COLOUR | {"A": RED, "Z": DEPTH_M}))],
        [("", {"Z": DEPTH_M, "depth.Z": DEPTH_M})],
        [("rgb", COLOUR), ("depth", {"Y": DEPTH_M})],
        [("rgba", COLOUR | {"A": RED}), ("depth", {"Z": DEPTH_M})],
        [("beauty", COLOUR), ("normal", NORMAL), ("z-depth", GREY)],
        [("depth", {"depth.V": DEPTH_M}), ("rgb", COLOUR)],
    ],
    ids=lambda parts: " + ".join(f"{name}({' '.join(channels)})" for name, channels in parts),
)
def test_depth_is_what_is_called_so(parts: list[tuple[str, dict[str, np.ndarray]]], tmp_path: Path) -> None:
    np.testing.assert_array_equal(read_depth(write(tmp_path / "a.exr", *parts), SHAPE, None), DEPTH_M)


@pytest.mark.parametrize(
    ("parts", "listed"),
    [
        ([("", COLOUR)], "B, G, R"),
        ([("", {"R": DEPTH_M, "A": RED})], "A, R"),
        ([("", {"R": DEPTH_M, "mist.V": RED})], "R, mist.V"),
        ([("", {"disparity.V": DEPTH_M})], "disparity.V"),
        ([("", {"A": DEPTH_M})], "A"),
        ([("", {"Mist.Z": DEPTH_M})], "Mist.Z"),
        ([("", NORMAL)], "X, Y, Z"),
        ([("", layer("Position", NORMAL))], "Position.X, Position.Y, Position.Z"),
        ([("", layer("depth", COLOUR))], "depth.B, depth.G, depth.R"),
        ([("rgb", COLOUR), ("mask", {"Y": DEPTH_M})], "rgb.B, rgb.G, rgb.R, mask.Y"),
        ([("rgb", COLOUR), ("grey", GREY)], "rgb.B, rgb.G, rgb.R, grey.B, grey.G, grey.R"),
        ([("", {"near.Depth.Z": RED, "far.Depth.Z": DEPTH_M})], "far.Depth.Z, near.Depth.Z"),
    ],
    ids=str,
)
def test_depth_that_nothing_is_called_is_asked_for(
    parts: list[tuple[str, dict[str, np.ndarray]]], listed: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.exr", *parts)
    with pytest.raises(RequestError, match=rf"^depth_channel: must name one of the channels of {path}, {listed}, as"):
        read_depth(path, SHAPE, None)


def test_the_user_names_a_channel(tmp_path: Path) -> None:
    path = write(tmp_path / "a.exr", ("rgb", COLOUR), ("mask", {"Y": DEPTH_M}))
    np.testing.assert_array_equal(read_depth(path, SHAPE, "mask.Y"), DEPTH_M)
    with pytest.raises(RequestError, match=r"has no channel Z; it has rgb\.B, rgb\.G, rgb\.R, mask\.Y$"):
        read_depth(path, SHAPE, "Z")


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.uint32])
def test_every_kind_of_number_is_read_as_it_is(dtype: type, tmp_path: Path) -> None:
    found = read_depth(write(tmp_path / "a.exr", ("", {"Z": DEPTH_M.astype(dtype)})), SHAPE, None)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, DEPTH_M.astype(dtype))


@pytest.mark.parametrize(
    "channels",
    [
        NORMAL,
        COLOUR | layer("Normal", NORMAL) | {"Z": DEPTH_M},
        layer("ViewLayer.Normal", NORMAL) | layer("ViewLayer.Position", COLOUR),
        layer("N", dict(zip("RGB", NORMAL.values(), strict=True))) | COLOUR,
        dict(zip("RGB", NORMAL.values(), strict=True)) | {"A": RED},
    ],
    ids=" ".join,
)
def test_normals_are_what_is_called_so(channels: dict[str, np.ndarray], tmp_path: Path) -> None:
    found = read_normals(write(tmp_path / "a.exr", ("", channels)), SHAPE)
    np.testing.assert_array_equal(found, np.stack(list(NORMAL.values()), axis=-1))


@pytest.mark.parametrize(
    ("channels", "why"),
    [
        (COLOUR | {"Z": DEPTH_M}, "none are called normals"),
        (layer("Position", NORMAL) | {"Z": DEPTH_M}, "none are called normals"),
        (layer("a.Normal", NORMAL) | layer("b.Normal", COLOUR), "several are called normals"),
        ({"Normal.X": RED, "Normal.Z": RED}, "none are called normals"),
    ],
    ids=str,
)
def test_normals_that_nothing_is_called_are_refused(channels: dict[str, np.ndarray], why: str, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=f"has the channels .*, of which {why}"):
        read_normals(write(tmp_path / "a.exr", ("", channels)), SHAPE)


def windows(data: Windows, display: Windows) -> dict[str, Any]:
    pairs = {"dataWindow": data, "displayWindow": display}
    return {name: tuple(np.array(corner, np.int32) for corner in pair) for name, pair in pairs.items()}


@pytest.mark.parametrize("kind", [np.float32, np.uint32])
def test_a_data_window_is_put_where_it_lies(kind: type, tmp_path: Path) -> None:
    """4×6 pixels from (11, 12) on in a picture from (10, 10) on, of 6×9; then more than the picture, around it."""
    pixels: np.ndarray = DEPTH_M.astype(kind)
    inner = write(tmp_path / "a.exr", ("", {"Z": pixels}), **windows(((11, 12), (16, 15)), ((10, 10), (18, 15))))
    expected: np.ndarray = np.full((6, 9), np.nan if kind is np.float32 else 0, kind)
    expected[2:6, 1:7] = pixels
    np.testing.assert_array_equal(read_depth(inner, (6, 9), None), expected)
    outer = write(tmp_path / "b.exr", ("", {"Z": pixels}), **windows(((-1, -1), (4, 2)), ((0, 0), (3, 1))))
    np.testing.assert_array_equal(read_depth(outer, (2, 4), None), pixels[1:3, 1:5])
    apart = write(tmp_path / "c.exr", ("", {"Z": pixels}), **windows(((90, 90), (95, 93)), ((0, 0), (5, 3))))
    assert not (read_depth(apart, SHAPE, None) > 0).any()


def test_what_cannot_be_the_picture_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.exr", ("", {"Z": DEPTH_M}))
    with pytest.raises(RequestError, match=r"a\.exr: is 6×4, but its picture is 8×4"):
        read_depth(path, (4, 8), None)
    two = write(tmp_path / "b.exr", ("", {"Z": DEPTH_M, "z": RED}))
    with pytest.raises(RequestError, match="has two channels of the name z"):
        read_depth(two, SHAPE, None)


def test_a_header_that_promises_too_much_is_refused(tmp_path: Path) -> None:
    """The display window is the picture's; the data window is 30000²."""
    path = write(tmp_path / "a.exr", ("", {"Z": DEPTH_M}))
    data = bytearray(path.read_bytes())
    at = data.index(b"dataWindow\0box2i\0") + len(b"dataWindow\0box2i\0") + 4
    data[at : at + 16] = np.array([0, 0, 29999, 29999], "<i4").tobytes()
    path.write_bytes(data)
    with pytest.raises(RequestError, match=r"channels; it must have some, and at most 2 GiB|cannot be read as OpenEXR"):
        read_depth(path, SHAPE, None)


def test_a_damaged_part_is_not_gone_without_a_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The library drops it, and prints; what is left here would be grey, and count as depth."""
    path = write(tmp_path / "a.exr", ("grey", GREY), ("depth", {"Z": RED}))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RequestError, match=r"a\.exr: is damaged: its channel depth\.Z cannot be read$"):
        read_depth(path, SHAPE, None)
    assert capfd.readouterr() == ("", "")


def test_damage_is_one_sentence(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    whole = write(tmp_path / "a.exr", ("rgb", COLOUR), ("depth", {"Z": DEPTH_M})).read_bytes()
    said = [damaged(tmp_path / f"{number}.exr", whole, rng) for number in range(200)]
    assert all(text == "" or text.startswith(str(tmp_path)) for text in said)
    assert 20 < sum(map(bool, said)) < 200


def damaged(path: Path, whole: bytes, rng: np.random.Generator) -> str:
    """Read a file of which three bytes are others, and return what is said of it."""
    data = np.frombuffer(whole, np.uint8).copy()
    data[rng.integers(len(data), size=3)] = rng.integers(256, size=3)
    path.write_bytes(data.tobytes())
    try:
        read_depth(path, SHAPE, None)
    except RequestError as error:
        return str(error)
    return ""
