"""Scoring what a model drew: targets are perfect, anything else is as bad as it is, and bad files are listed."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import Recipe
from cavendish.pipeline.codecs import depth, normals
from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.evaluation.evaluate import Evaluation, PictureScore, open_evaluation, score_samples
from cavendish.pipeline.evaluation.metrics import Scores

from ...conftest import build, cavendish

SIZE = (192, 128)


@pytest.fixture(scope="module")
def dataset(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One val shard with every task, its depth and normals in the paper's colours, some classes asked for in vain."""
    changes = {
        "scenes": 8,
        "scenes_per_shard": 4,
        "resolution": SIZE,
        "tasks": {
            "depth": {"colormaps": {"cube": 1}},
            "normals": {"conventions": {"vision-banana": 1}},
            "semantic": 1,
            "instance": {"negatives": 0.4},
            "referring": 1,
        },
    }
    return build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path_factory.mktemp("scored") / "out")


@pytest.fixture(scope="module")
def targets(dataset: Path) -> dict[str, np.ndarray]:
    samples = read_tar((dataset / "val/val-000001.tar").read_bytes())
    return {sample.key: png_array(sample.parts["target.png"]) for sample in samples}


def scored(dataset: Path, folder: Path, pictures: dict[str, np.ndarray], **how: object) -> dict[str, Scores]:
    for key, picture in pictures.items():
        Image.fromarray(picture).save(folder / f"{key}.png")
    work = open_evaluation(dataset, folder, "val", **how)  # type: ignore[arg-type]
    verdicts = list(score_samples(work))
    assert not [verdict for verdict in verdicts if verdict.fault]
    return work.totals()


def test_targets_are_perfect_answers(dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path) -> None:
    totals = scored(dataset, tmp_path, targets)
    assert totals["depth"]["δ1"] == 1.0
    assert totals["depth"]["AbsRel"] < 0.002
    assert totals["normals"]["mean°"] < 0.25
    assert totals["normals"]["<5°"] == 1.0
    assert totals["semantic"]["mIoU"] == 1.0
    assert totals["instance"] == pytest.approx({"pmF1": 1.0, "IL_MCC": 1.0, "cgF1": 100.0})
    assert totals["referring"] == {"cIoU": 1.0, "gIoU": 1.0}


def test_answers_to_other_pictures_are_not(dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path) -> None:
    shuffled: dict[str, np.ndarray] = {}
    for task in ("depth", "normals", "semantic", "instance", "referring"):
        keys = [key for key in targets if key.endswith(task)]
        shuffled |= {key: targets[other] for key, other in zip(keys, keys[1:] + keys[:1], strict=True)}
    totals = scored(dataset, tmp_path, shuffled)
    assert totals["depth"]["δ1"] < 0.9
    assert totals["normals"]["mean°"] > 5
    assert totals["semantic"]["mIoU"] < 0.5
    assert totals["instance"]["pmF1"] < 0.5
    assert totals["referring"]["gIoU"] < 0.3


def test_flat_answers_have_the_score_that_arithmetic_gives(
    dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path
) -> None:
    towards = normals.encode(np.broadcast_to(np.array([0, 0, 1], np.float32), (8, 12, 3)).copy())
    flat = {key: towards if key.endswith("normals") else target for key, target in targets.items()}
    drawn = [normals.decode(target)[..., 2] for key, target in targets.items() if key.endswith("normals")]
    angles = np.degrees(np.arccos(np.clip(np.concatenate([z[z != 0] for z in drawn]), -1, 1)))
    assert scored(dataset, tmp_path, flat)["normals"]["mean°"] == pytest.approx(angles.mean(), abs=0.3)


@pytest.mark.parametrize("factor", [2, 3])
def test_pictures_of_a_multiple_of_the_size_lose_nothing(
    dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path, factor: int
) -> None:
    larger = {key: target.repeat(factor, axis=0).repeat(factor, axis=1) for key, target in targets.items()}
    totals = scored(dataset, tmp_path, larger)
    assert totals["depth"]["δ1"] == totals["semantic"]["mIoU"] == totals["referring"]["gIoU"] == 1.0
    assert totals["normals"]["mean°"] < 0.25


@pytest.mark.parametrize("damage", ["jpeg", "resize"])
def test_blended_colours_cost_what_the_residual_predicts(
    dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path, damage: str
) -> None:
    damaged = {key: blended(target, damage) for key, target in targets.items()}
    plain = scored(dataset, tmp_path, damaged)["depth"]
    rejected = scored(dataset, tmp_path, damaged, residual_max=0.12)["depth"]
    assert plain["AbsRel"] > 0.002
    assert rejected["AbsRel"] < 0.7 * plain["AbsRel"]
    assert rejected["δ1"] > plain["δ1"]
    far = [depth.decode(damaged[k], return_residual=True)[1] > 0.12 for k in damaged if k.endswith("depth")]
    assert rejected["rejected"] == pytest.approx(np.mean([share.mean() for share in far]), abs=0.01)


def blended(target: np.ndarray, damage: str) -> np.ndarray:
    image = Image.fromarray(target)
    if damage == "resize":
        small = image.resize((SIZE[0] * 3 // 4, SIZE[1] * 3 // 4), Image.Resampling.BILINEAR)
        return np.asarray(small)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95)
    return np.asarray(Image.open(buffer))


def judged(dataset: Path, folder: Path) -> tuple[Evaluation, dict[str, PictureScore]]:
    work = open_evaluation(dataset, folder, "val")
    return work, {verdict.key: verdict for verdict in score_samples(work)}


def test_bad_files_are_listed_and_the_rest_is_scored(
    dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path
) -> None:
    asked = [key for key in targets if key.endswith("depth")]
    for key, target in targets.items():
        Image.fromarray(target).save(tmp_path / f"{key}.png")
    missing, wide, deep, truncated, grey = asked[:5]
    (tmp_path / f"{missing}.png").unlink()
    Image.fromarray(targets[wide][:, :100]).save(tmp_path / f"{wide}.png")
    Image.fromarray(np.zeros(SIZE[::-1], np.uint16)).save(tmp_path / f"{deep}.png")
    (tmp_path / f"{truncated}.png").write_bytes((tmp_path / f"{truncated}.png").read_bytes()[:300])
    Image.fromarray(targets[grey][..., 0]).save(tmp_path / f"{grey}.png")
    work, verdicts = judged(dataset, tmp_path)
    assert verdicts[missing].fault == "there is no picture"
    assert "100×128, which has not the shape of 192×128" in verdicts[wide].fault
    assert "8-bit RGB or grey is wanted" in verdicts[deep].fault
    assert "cannot be read as a picture" in verdicts[truncated].fault
    assert not verdicts[grey].fault
    assert verdicts[grey].scores["AbsRel"] > 0.1
    assert len(work.tallies["depth"].images) == len(asked) - 4  # type: ignore[attr-defined]


def test_the_command_writes_a_report_and_tells_faults_by_its_exit_code(
    dataset: Path,
    targets: dict[str, np.ndarray],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    drawings, report = tmp_path / "drawings", tmp_path / "report"
    drawings.mkdir()
    for key, target in targets.items():
        Image.fromarray(target).save(drawings / f"{key}.png")
    command = ["evaluate", str(dataset), str(drawings), "--report", str(report), "--json"]
    assert cavendish(*command) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["scores"]["depth"]["δ1"] == 1.0
    written = json.loads((report / "evaluation.json").read_text())
    assert set(written["samples"]) == set(targets)
    assert written["scores"] == printed["scores"]
    with Image.open(report / "worst-normals.png") as sheet:
        assert sheet.width == 3 * SIZE[0] + 2 * 4
    next(drawings.iterdir()).unlink()
    assert cavendish(*command) == 1
    assert "1 of" in capsys.readouterr().err


def test_wrong_requests(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stray = tmp_path / "stray"
    stray.mkdir()
    (stray / f"{SampleKey(99999999, 0, 0, 'depth')}.png").write_bytes(b"")
    (stray / "cat.png").write_bytes(b"")
    for arguments, message in (
        ([stray], "holds no picture named by a key of the split val"),
        ([stray, "--split", "test"], "--split test: is not in"),
        ([stray, "--protocol", "nyu2"], "allowed are all, nyu"),
        ([tmp_path / "none"], "is not a folder"),
    ):
        assert cavendish("evaluate", str(dataset), *arguments) == 2
        assert message in capsys.readouterr().err
    shutil.rmtree(stray)
