"""Marigold's tests of depth: fabricated in their layout, imported, scored; each number is worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.manifests.benchmark import Benchmark
from cavendish.pipeline.codecs import depth
from cavendish.pipeline.dataset.example import Example
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.truth import read_views
from cavendish.pipeline.importers.photographs import marigold_depth
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.scenes.errors import RequestError

HEIGHT, WIDTH = 48, 64
RGB = np.random.default_rng(3).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
RAMP_M = np.broadcast_to(1 + np.arange(WIDTH) / WIDTH, (HEIGHT, WIDTH)).astype(np.float32)
HOLE = (slice(20, 24), slice(30, 34))
NAMES = {
    "nyu": ("test/kitchen_0004/rgb_0001.png", "test/kitchen_0004/depth_0001.png"),
    "scannet": ("scene0406_02/color/000300.jpg", "scene0406_02/depth/000300.png"),
    "eth3d": ("rgb/office/DSC_0219.JPG", "depth/office/DSC_0219.JPG"),
    "diode": ("indoors/a.png", "indoors/a_depth.npy", "indoors/a_depth_mask.npy"),
    "kitti": ("2011_09_26/x/0000000069.png", "x/groundtruth/0000000069.png"),
}


def with_hole(value: float) -> np.ndarray:
    metres = RAMP_M.copy()
    metres[HOLE] = value
    return metres


def png16(per_metre: float) -> Callable[[Path], None]:
    return lambda path: Image.fromarray(np.rint(with_hole(0) * per_metre).astype(np.uint16)).save(path)


def mask(path: Path) -> None:
    known = np.ones((HEIGHT, WIDTH))
    known[HOLE] = 0
    np.save(path, known)


def npy(path: Path) -> None:
    np.save(path, with_hole(7)[..., None])


WRITERS: dict[str, tuple[Callable[[Path], Any], ...]] = {
    "nyu": (png16(1000),),
    "scannet": (png16(1000),),
    "kitti": (png16(256),),
    "eth3d": (lambda path: with_hole(np.inf).astype("<f4").tofile(path),),
    "diode": (npy, mask),
}


@pytest.fixture
def tar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Make a tar's folder with one picture, and shorten the list to it."""

    def make(split: str) -> Path:
        monkeypatch.setattr(marigold_depth, "read_list", lambda _: [list(NAMES[split])])
        picture, *others = (tmp_path / "tar" / name for name in NAMES[split])
        for path in (picture, *others):
            path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(RGB).save(picture, format="PNG" if picture.suffix == ".png" else "JPEG")
        for path, write in zip(others, WRITERS[split], strict=True):
            write(path)
        return tmp_path / "tar"

    return make


def imported(folder: Path, out: Path, split: str) -> Path:
    cavendish.import_(folder, out, "marigold-depth", split=split)
    return out


def drawn(out: Path, folder: Path, metres: np.ndarray, name: str = "00000000-00-00-depth") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.png").write_bytes(png_bytes(depth.encode(metres.astype(np.float32), "cube")))
    return folder


def scores(out: Path, folder: Path) -> dict[str, float]:
    report = cavendish.evaluate(out, folder, "test")
    assert report["complete"], report
    return report["scores"]["depth"]


@pytest.mark.parametrize(
    ("split", "count"), [("nyu", 654), ("kitti", 652), ("eth3d", 454), ("scannet", 800), ("diode", 771)]
)
def test_the_lists_are_as_long_as_published(split: str, count: int) -> None:
    lines = read_list(f"marigold-{split}")
    assert (len(lines), len({line[0] for line in lines})) == (count, count)


@pytest.mark.parametrize("split", list(WRITERS))
def test_metres_come_in_and_holes_stay_unknown(split: str, tar: Callable[[str], Path], tmp_path: Path) -> None:
    folder = tar(split)
    out = imported(folder, tmp_path / "out", split)
    ((_, example),) = read_views((out / "truth/test-000000.h5").read_bytes())
    assert isinstance(example, Example)
    assert example.depth_m is not None
    step_m = {"nyu": 0.0005, "scannet": 0.0005, "kitti": 0.002}.get(split, 0)
    np.testing.assert_allclose(example.depth_m, with_hole(np.nan), atol=step_m + 1e-6)
    assert example.picture == (folder / NAMES[split][0]).read_bytes()
    assert cavendish.verify(out) == []


def test_a_drawing_is_scored_by_the_rules_that_came_along(tar: Callable[[str], Path], tmp_path: Path) -> None:
    out = imported(tar("eth3d"), tmp_path / "out", "eth3d")
    perfect = scores(out, drawn(out, tmp_path / "perfect", RAMP_M))
    assert perfect["AbsRel"] < 0.004
    assert perfect["δ1"] == 1
    assert scores(out, drawn(out, tmp_path / "far", 1.2 * RAMP_M))["AbsRel"] == pytest.approx(0.2, abs=0.004)


def test_the_protocol_stands_in_the_report(tar: Callable[[str], Path], tmp_path: Path) -> None:
    out = imported(tar("nyu"), tmp_path / "out", "nyu")
    report = cavendish.evaluate(out, drawn(out, tmp_path / "drawn", RAMP_M), "test")
    assert report["protocol"]["depth"]["counts"].startswith('"marigold-depth nyu": surfaces of 0.001 to 10 m within')


def test_half_size_stays_near(tar: Callable[[str], Path], tmp_path: Path) -> None:
    out = imported(tar("nyu"), tmp_path / "out", "nyu")
    half = scores(out, drawn(out, tmp_path / "half", RAMP_M[::2, ::2]))
    assert half["AbsRel"] < 0.02  # a column is 1/64 m further than the last


def test_a_set_may_ask_for_another_resampling_and_who_scores_for_another(
    tar: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marigold_depth, "Benchmark", partial(Benchmark, resampling="bilinear"))
    out = imported(tar("nyu"), tmp_path / "out", "nyu")
    half = drawn(out, tmp_path / "half", RAMP_M[::2, ::2])
    own, nearest = cavendish.evaluate(out, half, "test"), cavendish.evaluate(out, half, "test", resampling="nearest")
    assert own["protocol"]["depth"]["resized"].startswith("decoded, then each pixel from the four around it")
    assert nearest["protocol"]["depth"]["resized"].startswith("decoded, then each pixel from the nearest")
    assert own["scores"]["depth"]["AbsRel"] != nearest["scores"]["depth"]["AbsRel"]


def damaged(folder: Path, change: Callable[[Path], Any], name: str) -> Path:
    change(folder / name)
    return folder


@pytest.mark.parametrize(
    ("split", "place", "change", "said"),
    [
        ("nyu", 0, Path.unlink, r"rgb_0001.png: is missing; unpack the tar of nyu"),
        ("nyu", 1, Path.unlink, r"depth_0001.png: is missing; unpack the tar of nyu"),
        ("nyu", 1, lambda path: path.write_bytes(b"no"), r"depth_0001.png: cannot be read"),
        ("nyu", 1, lambda path: Image.fromarray(RGB).save(path), r"mode RGB; it must be 16-bit grey"),
        (
            "nyu",
            1,
            lambda path: Image.fromarray(np.ones((4, 6), np.uint16)).save(path),
            r"of 6×4 pixels, and its picture",
        ),
        ("eth3d", 1, lambda path: path.write_bytes(b"1234"), r"has 4 bytes, and 64×48 pixels of float32 are 12288"),
        ("diode", 1, lambda path: np.save(path, np.ones((3, 3))), r"float64 of shape \(3, 3\), and must be numbers"),
        ("diode", 2, lambda path: np.save(path, np.array([{}])), r"object of shape \(1,\), and must be numbers"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    split: str, place: int, change: Callable[[Path], Any], said: str, tar: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = damaged(tar(split), change, NAMES[split][place])
    with pytest.raises(RequestError, match=said):
        imported(folder, tmp_path / "out", split)


def test_no_other_part_is_known(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is none; of these tars"):
        imported(tmp_path, tmp_path / "out", "kitty")


def test_the_card_does_not_call_photographs_synthetic(tar: Callable[[str], Path], tmp_path: Path) -> None:
    card = (imported(tar("nyu"), tmp_path / "out", "nyu") / "README.md").read_text()
    assert "- synthetic" not in card
    assert "- webdataset" in card
