"""`evaluate` and `decode` with the robust decoder: targets score as ever, noise less, and the strict scores beside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.evaluation.coding import Coding
from cavendish.pipeline.evaluation.decode import decode_picture
from cavendish.scenes.errors import RequestError

GOLDEN = Path(__file__).parents[1] / "golden/version-8"


def drawings(folder: Path, sigma: float) -> Path:
    """The val targets of the golden dataset, with noise."""
    rng = np.random.default_rng(0)
    folder.mkdir()
    for sample in read_tar((GOLDEN / "val/val-000001.tar").read_bytes()):
        target = png_array(sample.parts["target.png"])
        drawn = np.clip(np.rint(target + rng.normal(0, sigma, target.shape)), 0, 255).astype(np.uint8)
        Image.fromarray(drawn).save(folder / f"{sample.key}.png")
    return folder


def test_targets_score_alike(tmp_path: Path) -> None:
    folder = drawings(tmp_path / "drawn", 0)
    strict, robust = (cavendish.evaluate(str(GOLDEN), folder, decoder=each) for each in ("strict", "robust"))
    assert robust["scores"] == robust["strict"] == strict["scores"]
    assert (strict["decoder"], robust["decoder"]) == ("strict", "robust")
    assert "strict" not in strict


def test_noise_costs_half_and_both_are_reported(tmp_path: Path) -> None:
    folder = drawings(tmp_path / "drawn", 10)
    found = cavendish.evaluate(str(GOLDEN), folder, decoder="robust", report=tmp_path / "report")
    assert found["scores"]["normals"]["mean°"] < found["strict"]["normals"]["mean°"] / 2
    assert found["scores"]["depth"]["AbsRel"] < found["strict"]["depth"]["AbsRel"]
    assert found["strict"] == cavendish.evaluate(str(GOLDEN), folder)["scores"]


def test_what_is_missing_counts_as_the_worst_in_both(tmp_path: Path) -> None:
    folder = drawings(tmp_path / "drawn", 0)
    next(folder.glob("*-depth.png")).unlink()
    found = cavendish.evaluate(str(GOLDEN), folder, decoder="robust", missing="worst")
    assert found["scores"] == found["strict"]


def test_other_decoders_are_refused_and_what_the_robust_one_has_no_use_for(tmp_path: Path) -> None:
    folder = drawings(tmp_path / "drawn", 0)
    with pytest.raises(RequestError, match="strict or robust"):
        cavendish.evaluate(str(GOLDEN), folder, decoder="kind")
    with pytest.raises(RequestError, match=r"residual_max.* goes with the strict decoder alone"):
        cavendish.evaluate(str(GOLDEN), folder, decoder="robust", residual_max=0.12)


def test_decoding_mends_instances_but_no_other_colours() -> None:
    rng, target = np.random.default_rng(0), np.zeros((96, 96, 3), np.uint8)
    target[20:60, 20:60] = (200, 40, 90)
    drawn = np.clip(np.rint(target + rng.normal(0, 10, target.shape)), 0, 255).astype(np.uint8)
    coding = Coding("instance", palette={"": (0, 0, 0)})
    robust = decode_picture(drawn, coding, decoder="robust")
    assert (robust.numbers.max(), robust.fault) == (1, "")
    assert np.mean((robust.numbers == 1) == (target[..., 0] > 0)) > 0.995
    grey = np.full((96, 96, 3), 90, np.uint8)
    assert "plasma" in decode_picture(grey, Coding("depth", "plasma"), decoder="robust").fault
