"""NYUv2's own file, fabricated with its axes the other way round: which pictures, which depth, which score."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from cavendish.manifests.benchmark import DEPTH_PROTOCOLS
from cavendish.pipeline.dataset.picture import picture_array
from cavendish.pipeline.evaluation.metrics import counted_depth, depth_scores
from cavendish.pipeline.importers.photographs import nyuv2
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import HOLE, RAMP_M, RGB, SHAPE, imported, metres_of, scores, with_hole


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with four pictures, of which the first and the third are the test."""
    monkeypatch.setattr(nyuv2, "read_list", lambda name: [["0001"], ["0003"]] if "test" in name else [["0002"]])
    folder = tmp_path / "nyu"
    folder.mkdir()
    with h5py.File(folder / nyuv2.FILE, "w", userblock_size=512) as file:
        file["images"] = np.stack([(RGB + place).transpose(2, 1, 0) for place in range(4)]).astype(np.uint8)
        file["rawDepths"] = np.stack([with_hole(0).T + place * (with_hole(0).T > 0) for place in range(4)])
        file["depths"] = np.stack([with_hole(5).T] * 4)
        characters = file.create_dataset("name0", data=np.array([[107], [49]], np.uint16))
        file.create_dataset("scenes", data=np.array([[characters.ref]], h5py.ref_dtype))
    return folder


def test_the_lists_part_the_file() -> None:
    test, train = ({int(line[0]) for line in read_list(f"nyuv2-{split}")} for split in ("test", "train"))
    assert (len(test), len(train), test | train) == (654, 795, set(range(1, 1450)))
    assert sorted(test)[:4] == [1, 2, 9, 14]
    assert test == {int(line[0][-8:-4]) for line in read_list("marigold-nyu")}


def test_places_count_from_one_and_axes_are_turned(folder: Path, tmp_path: Path) -> None:
    first, third = imported(folder, tmp_path / "out", "nyuv2")
    np.testing.assert_array_equal(picture_array(third.picture), RGB + np.uint8(2))
    np.testing.assert_array_equal(metres_of(first), with_hole(np.nan))
    np.testing.assert_array_equal(metres_of(third), with_hole(np.nan) + 2)


def test_depth_to_learn_from_has_no_holes(folder: Path, tmp_path: Path) -> None:
    (view,) = imported(folder, tmp_path / "out", "nyuv2", role="train")
    np.testing.assert_array_equal(metres_of(view), with_hole(5))


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "nyuv2")
    perfect = scores(tmp_path / "out", tmp_path / "perfect", RAMP_M, RAMP_M + 2)
    assert (perfect["AbsRel"] < 0.004, perfect["δ1"]) == (True, 1)
    near = scores(tmp_path / "out", tmp_path / "near", 1.2 * RAMP_M, 1.2 * (RAMP_M + 2))
    assert (near["AbsRel"], near["δ1"]) == (pytest.approx(0.2, abs=0.004), 1)
    far = scores(tmp_path / "out", tmp_path / "far", 1.3 * RAMP_M, 1.3 * (RAMP_M + 2))
    assert far["δ1"] == 0
    half = scores(tmp_path / "out", tmp_path / "half", RAMP_M[::2, ::2], (RAMP_M + 2)[::2, ::2])
    assert half["AbsRel"] < 0.02  # a column is 1/64 m further than the last


def test_the_usual_crop_counts_426_by_560_pixels_without_the_hole() -> None:
    metres = np.ones((480, 640))
    metres[HOLE[0].start + 40 : HOLE[0].stop + 40, HOLE[1].start + 40 : HOLE[1].stop + 40] = np.nan
    counts = counted_depth(metres, np.isfinite(metres), DEPTH_PROTOCOLS["nyu"])
    assert np.count_nonzero(counts) == 426 * 560 - 16


def test_a_quarter_too_far_is_not_within_a_quarter() -> None:
    metres = np.full(SHAPE, 2.0)
    off = depth_scores(1.25 * metres, metres, metres > 0, DEPTH_PROTOCOLS["nyu"])
    assert off is not None
    assert off["δ1"] == 0


def without(name: str) -> Callable[[h5py.File], None]:
    return lambda file: file.__delitem__(name)


def put(name: str, array: np.ndarray) -> Callable[[h5py.File], None]:
    def change(file: h5py.File) -> None:
        del file[name]
        file[name] = array

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("rawDepths"), r"has no dataset 'rawDepths'; it has depths, images"),
        (put("rawDepths", np.ones((4, *SHAPE), np.float32)), r"they must be uint8 of N × 3 × width × height"),
        (put("images", np.ones((4, 3, *SHAPE[::-1]))), r"images is float64 of shape \(4, 3, 64, 48\)"),
        (put("rawDepths", np.ones(4)), r"rawDepths float64 of shape \(4,\)"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    change: Callable[[h5py.File], None], said: str, folder: Path, tmp_path: Path
) -> None:
    with h5py.File(folder / nyuv2.FILE, "a") as file:
        change(file)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "nyuv2")


def test_a_short_file_lacks_what_the_list_asks_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nyuv2, "read_list", lambda _: [["0005"]])
    with pytest.raises(RequestError, match="holds 4 pictures, and the set's list asks for number 5"):
        imported(folder, tmp_path / "out", "nyuv2")


def test_a_lost_or_broken_file_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / nyuv2.FILE).write_bytes(b"no")
    with pytest.raises(RequestError, match=r"labeled\.mat: cannot be read as HDF5"):
        imported(folder, tmp_path / "out", "nyuv2")
    (folder / nyuv2.FILE).unlink()
    with pytest.raises(RequestError, match=r"labeled\.mat: is missing"):
        imported(folder, tmp_path / "out", "nyuv2")


def test_no_other_part_is_known(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is none; this set has test, train"):
        imported(folder, tmp_path / "out", "nyuv2", "val")
