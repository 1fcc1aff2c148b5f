"""iBims-1's core files, fabricated: both masks count, the range is the published one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.io import savemat

from cavendish.pipeline.dataset.picture import picture_array
from cavendish.pipeline.importers.photographs import ibims
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

from .depth_sets import RAMP_M, RGB, SHAPE, imported, metres_of, scores, with_hole


def save(folder: Path, **changes: Any) -> None:
    """Write one file: two masks with a row each that is out, depth with a hole, and what nobody reads."""
    fields = {
        "rgb": RGB,
        "depth": with_hole(0).astype(np.float64),
        "mask_invalid": (np.arange(SHAPE[0]) != 0)[:, None] * np.ones(SHAPE),
        "mask_transp": (np.arange(SHAPE[0]) != 1)[:, None] * np.ones(SHAPE),
        "mask_wall_paras": np.zeros((0, 0)),
        "calib": np.eye(3),
    }
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in {**fields, **changes}.items() if value is not None}
    savemat(folder / "a_01.mat", {"data": kept}, do_compression=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an archive with one picture."""
    monkeypatch.setattr(ibims, "read_list", lambda _: [["a_01"]])
    save(tmp_path / "ibims/ibims1_core_mat")
    return tmp_path / "ibims"


def test_the_list_has_100_pictures() -> None:
    assert len({line[0] for line in read_list("ibims")}) == 100


@pytest.mark.parametrize("below", ["", "ibims1_core_mat"])
def test_depth_is_known_where_both_masks_are_1(below: str, folder: Path, tmp_path: Path) -> None:
    (view,) = imported(folder / below, tmp_path / "out", "ibims")
    expected = with_hole(np.nan)
    expected[:2] = np.nan
    np.testing.assert_array_equal(metres_of(view), expected)
    np.testing.assert_array_equal(picture_array(view.picture), RGB)


def test_scores_follow_the_drawing(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "ibims")
    assert scores(tmp_path / "out", tmp_path / "perfect", RAMP_M)["AbsRel"] < 0.004
    assert scores(tmp_path / "out", tmp_path / "far", 1.2 * RAMP_M)["AbsRel"] == pytest.approx(0.2, abs=0.004)
    assert scores(tmp_path / "out", tmp_path / "half", RAMP_M[::2, ::2])["AbsRel"] < 0.02


def test_25_m_and_more_do_not_count(folder: Path, tmp_path: Path) -> None:
    save(folder / "ibims1_core_mat", depth=np.where(RAMP_M < 1.5, 20.0, 25.0))
    imported(folder, tmp_path / "out", "ibims")
    assert scores(tmp_path / "out", tmp_path / "drawn", np.full(SHAPE, 20.0))["AbsRel"] < 0.01


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"depth": None}, r"a_01\.mat: has no numbers called depth; it has rgb, mask_invalid"),
        ({"depth": np.array([["a"]], object)}, r"a_01\.mat: has no numbers called depth"),
        ({"mask_transp": np.ones((3, 3))}, r"mask_transp is of shape \(3, 3\), and rgb of \(48, 64\)"),
        ({"rgb": RGB.astype(float)}, r"rgb is float64 of shape \(48, 64, 3\), and must be uint8"),
    ],
)
def test_each_damage_is_told_in_one_sentence(changes: dict[str, Any], said: str, folder: Path, tmp_path: Path) -> None:
    save(folder / "ibims1_core_mat", **changes)
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", "ibims")


def test_a_lost_or_broken_file_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "ibims1_core_mat/a_01.mat").write_bytes(b"no")
    with pytest.raises(RequestError, match=r"a_01\.mat: cannot be read: it is no \.mat file of version 5"):
        imported(folder, tmp_path / "out", "ibims")
    (folder / "ibims1_core_mat/a_01.mat").unlink()
    with pytest.raises(RequestError, match=r"a_01\.mat: is missing; unpack ibims1_core_mat\.zip"):
        imported(folder, tmp_path / "out", "ibims")
