"""Arrays of .mat files: what SciPy writes is read alike, and what is hostile or damaged is refused."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.io import loadmat, savemat

from cavendish.pipeline.importers.photographs import matlab
from cavendish.pipeline.importers.photographs.matlab import read_struct
from cavendish.scenes.errors import RequestError

FIELDS = {
    "rgb": np.arange(60, dtype=np.uint8).reshape(4, 5, 3),
    "depth": np.linspace(0, 9, 20).reshape(4, 5),
    "single": np.linspace(0, 9, 20, dtype=np.float32).reshape(4, 5),
    "small": np.array([[7]], np.uint8),
    "whole": np.array([[-300, 70000]], np.int32),
    "mask": np.eye(4, 5) > 0,
    "empty": np.zeros((0, 0)),
}


@pytest.mark.parametrize("compressed", [False, True])
def test_it_reads_what_scipy_reads(compressed: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.mat"
    savemat(path, {"other": np.ones(3), "data": FIELDS}, do_compression=compressed)
    mine, theirs = read_struct(path, "data"), loadmat(path)["data"][0, 0]
    assert list(mine) == list(theirs.dtype.names)
    for name in mine:
        np.testing.assert_array_equal(mine[name], theirs[name])


def test_what_is_no_array_of_numbers_is_left_out(tmp_path: Path) -> None:
    others = {"text": "abc", "cell": np.array([[1], "a"], object), "inner": {"a": 1}, "complex": np.array([[1j]])}
    savemat(tmp_path / "a.mat", {"data": {**others, "depth": FIELDS["depth"]}})
    assert list(read_struct(tmp_path / "a.mat", "data")) == ["depth"]


def bomb() -> bytes:
    packed = zlib.compress(bytes(1 << 21))
    return struct.pack("<II", 15, len(packed)) + packed


def nested(depth: int) -> bytes:
    element = b""
    for _ in range(depth):
        element = struct.pack("<II", 14, len(element)) + element
    return element


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: b"", "it is no .mat file of version 5"),
        (lambda data: data[:120], "it is no .mat file of version 5"),
        (lambda data: b"\x89HDF" + bytes(200), "it is no .mat file of version 5"),
        (lambda data: data[:128], "it has no variable data"),
        (lambda data: data[:200], "it ends too early"),
        (lambda data: data[:128] + bomb(), "a compressed variable is damaged or too large"),
        (lambda data: data[:128] + struct.pack("<II", 15, 4) + b"abcd", "Error -3 while decompressing data"),
        (lambda data: data[:128] + nested(2000), "it has no variable data"),
        (lambda data: data.replace(b"data", b"dada"), "it has no variable data"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    change: Callable[[bytes], bytes], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matlab, "MOST_BYTES", 1 << 20)
    path = tmp_path / "a.mat"
    savemat(path, {"data": FIELDS})
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(RequestError, match=f"a.mat: cannot be read: {said}"):
        read_struct(path, "data")


def test_a_variable_that_is_no_struct_is_refused(tmp_path: Path) -> None:
    savemat(tmp_path / "a.mat", {"data": np.ones((2, 2))})
    with pytest.raises(RequestError, match="data is not one struct"):
        read_struct(tmp_path / "a.mat", "data")


def test_no_byte_that_is_wrong_gives_anything_but_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.mat"
    savemat(path, {"data": {"depth": FIELDS["depth"]}})
    whole, rng = path.read_bytes(), np.random.default_rng(5)
    for place in range(128, len(whole)):
        path.write_bytes(whole[:place] + rng.bytes(1) + whole[place + 1 :])
        try:
            read_struct(path, "data")
        except RequestError:
            continue
