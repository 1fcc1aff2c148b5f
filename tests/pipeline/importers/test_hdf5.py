"""HDF5 of others: what does not lie in the file itself is refused by name, and looked at before it is read."""

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from cavendish.pipeline.importers.hdf5 import array_of, json_of, opened
from cavendish.scenes.errors import RequestError

SHAPE = (4, 6)
DEPTH_M = np.linspace(1, 9, 24, dtype=np.float32).reshape(SHAPE)
ELSEWHERE = "lie in other files; write them into this one"


def virtual(source: str) -> Callable[[h5py.File, Path], None]:
    def plant(file: h5py.File, folder: Path) -> None:
        layout = h5py.VirtualLayout(SHAPE, np.float32)
        layout[...] = h5py.VirtualSource(source.format(folder=folder), "depth", SHAPE)
        file.create_virtual_dataset("depth", layout, fillvalue=3.0)

    return plant


def external(file: h5py.File, folder: Path) -> None:
    file.create_dataset("depth", SHAPE, np.float32, external=[(str(folder / "there.raw"), 0, 96)])


def soft(file: h5py.File, folder: Path) -> None:
    file["depth"] = h5py.SoftLink("/nowhere")


def leading_out(file: h5py.File, folder: Path) -> None:
    file["depth"] = h5py.ExternalLink(str(folder / "there.hdf5"), "depth")


def texts(file: h5py.File, folder: Path) -> None:
    file.create_dataset("depth", SHAPE, h5py.string_dtype())


def ragged(file: h5py.File, folder: Path) -> None:
    file.create_dataset("depth", SHAPE, h5py.vlen_dtype(np.float32))


def group(file: h5py.File, folder: Path) -> None:
    file.create_group("depth")


def huge(file: h5py.File, folder: Path) -> None:
    file.create_dataset("depth", (10**7, 10**7), np.float32, chunks=(64, 64), compression="gzip")


def other(file: h5py.File, folder: Path) -> None:
    file.create_dataset("Depth", data=DEPTH_M)
    file.create_dataset("colors", data=DEPTH_M)


@pytest.mark.parametrize(
    ("plant", "why"),
    [
        (virtual("{folder}/there.hdf5"), f"the numbers of depth {ELSEWHERE}"),
        (virtual("{folder}/nowhere.hdf5"), f"the numbers of depth {ELSEWHERE}"),
        (external, f"the numbers of depth {ELSEWHERE}"),
        (soft, "'depth' is a link to something else; an import reads no other files"),
        (leading_out, "'depth' is a link to something else; an import reads no other files"),
        (texts, "holds an array of object, which are no numbers"),
        (ragged, "holds an array of object, which are no numbers"),
        (group, "depth is a group; it must be a dataset"),
        (huge, r"holds an array of shape \(10000000, 10000000\); with its picture it must be \(4, 6\)"),
        (other, "has no dataset 'depth'; it has Depth, colors"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_not_in_the_file_is_refused(plant: Callable[[h5py.File, Path], None], why: str, tmp_path: Path) -> None:
    with h5py.File(tmp_path / "there.hdf5", "w") as file:
        file["depth"] = DEPTH_M
    (tmp_path / "there.raw").write_bytes(DEPTH_M.tobytes())
    with h5py.File(tmp_path / "a.hdf5", "w") as file:
        plant(file, tmp_path)
    with opened(tmp_path / "a.hdf5") as file, pytest.raises(RequestError, match=rf"a\.hdf5: {why}"):
        array_of(file, "depth", SHAPE)


@pytest.mark.parametrize("options", [{}, {"chunks": (2, 3)}, {"chunks": (4, 6), "compression": "lzf"}], ids=str)
def test_what_is_in_the_file_is_read(options: dict, tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.hdf5", "w") as file:
        file.create_dataset("depth", data=DEPTH_M, **options)
    with opened(tmp_path / "a.hdf5") as file:
        np.testing.assert_array_equal(array_of(file, "depth", SHAPE), DEPTH_M)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (np.bytes_("[" * 100_000), "text is not JSON"),
        (np.bytes_("[1,"), "text is not JSON"),
        (np.float32(1), "text is not JSON"),
        (np.array([b"[]", b"[]"]), r"text is \|S2 of shape \(2,\); it must be one JSON text"),
    ],
    ids=["deep", "cut", "a number", "two"],
)
def test_a_text_that_is_no_json_is_refused(value: object, why: str, tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.hdf5", "w") as file:
        file.create_dataset("text", data=value)
    with opened(tmp_path / "a.hdf5") as file, pytest.raises(RequestError, match=rf"a\.hdf5: {why}"):
        json_of(file, "text")
