"""Scoring what a model drew: targets are perfect, anything else is as bad as it is, and bad files are listed."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import cavendish as cavendish_api
from cavendish.manifests import Recipe
from cavendish.manifests.benchmark import DEPTH_PROTOCOLS, DepthRules
from cavendish.manifests.tasks import every_task
from cavendish.pipeline.codecs import depth, normals
from cavendish.pipeline.dataset.contents import plan_of, read_frames, read_samples
from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.png import png_array
from cavendish.pipeline.dataset.samples import read_answer
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.evaluation.accumulators import tallies
from cavendish.pipeline.evaluation.evaluate import Evaluation, PictureScore, open_evaluation, score_samples
from cavendish.pipeline.evaluation.headline import HEADLINES
from cavendish.pipeline.evaluation.metrics import Scores
from cavendish.pipeline.evaluation.protocols import NOTHING_COUNTS
from cavendish.pipeline.evaluation.truths import truth_of
from cavendish.pipeline.report.contact_sheet import CAPTION_PX, GAP_PX
from cavendish.scenes.errors import RequestError

from ...conftest import build, cavendish

SIZE = (192, 128)
RANKED = ("AbsRel", "δ1", "RMSE", "log10", "SILog", "IoU>100 m", "mean°", "sky IoU", "mIoU", "pmF1", "cIoU", "gIoU")


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
            "referring": {"negatives": 0.0},
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
    assert totals["semantic"]["mIoU"] == totals["semantic"]["accuracy"] == 1.0
    assert totals["depth"]["IoU>100 m"] == totals["normals"]["sky IoU"] == totals["normals"]["coverage"] == 1.0
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
    assert rejected["kept AbsRel"] < 0.7 * plain["AbsRel"]
    assert rejected["kept δ1"] > plain["δ1"]
    assert rejected["δ1"] <= plain["δ1"]  # what is rejected is not right
    assert rejected["coverage"] < plain["coverage"] == 1
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


@pytest.fixture
def drawings(targets: dict[str, np.ndarray], tmp_path: Path) -> Path:
    folder = tmp_path / "drawings"
    folder.mkdir()
    for key, target in targets.items():
        Image.fromarray(target).save(folder / f"{key}.png")
    return folder


def first(targets: dict[str, np.ndarray], task: str) -> str:
    return next(key for key in targets if key.endswith(task))


def test_a_class_that_floods_the_picture_loses(dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path) -> None:
    samples = {sample.key: sample for sample in read_tar((dataset / "val/val-000001.tar").read_bytes())}
    flooded, empty = dict(targets), dict(targets)
    for key in targets:
        if key.endswith(("semantic", "referring")):
            palette = read_answer(samples[key].parts).palette
            colour = next(rgb for name, rgb in palette.items() if name)
            flooded[key] = np.full_like(targets[key], colour)
            empty[key] = np.full_like(targets[key], palette.get("", (0, 0, 0)))
    high, low, none = (scored(dataset, tmp_path, pictures) for pictures in (targets, flooded, empty))
    assert low["semantic"]["mIoU"] < 0.3 * high["semantic"]["mIoU"]
    assert low["semantic"]["accuracy"] < none["semantic"]["accuracy"]
    assert none["semantic"]["mIoU"] == 0
    assert low["referring"]["gIoU"] < 0.3
    assert none["referring"]["gIoU"] == 0


def test_a_sky_drawn_as_a_surface_is_seen(dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path) -> None:
    flat = dict(targets)
    for key, target in targets.items():
        if key.endswith("depth"):
            near = depth.encode(np.full((1, 1), 10, np.float32))[0, 0]
            flat[key] = np.where(np.isinf(depth.decode(target))[..., None], near, target)
        if key.endswith("normals"):
            towards = normals.encode(np.array([[[0, 0, 1]]], np.float32))[0, 0]
            flat[key] = np.where(normals.decode(target).any(axis=-1)[..., None], target, towards)
    totals = scored(dataset, tmp_path, flat)
    assert totals["depth"]["AbsRel"] < 0.002  # as the benchmarks have it: the sky is not scored
    assert totals["depth"]["IoU>100 m"] == totals["normals"]["sky IoU"] == 0


def test_the_order_of_pictures_plays_no_part(dataset: Path, drawings: Path) -> None:
    work = open_evaluation(dataset, drawings, "val")
    list(score_samples(work))
    backwards = open_evaluation(dataset, drawings, "val")
    list(score_samples(replace(backwards, records=backwards.records[::-1])))
    for task, totals in work.totals().items():
        assert totals == pytest.approx(backwards.totals()[task])


@pytest.mark.parametrize("task", every_task())
def test_no_drawing_scores_below_a_missing_one(dataset: Path, drawings: Path, task: str) -> None:
    work = open_evaluation(dataset, drawings, "val")
    plan = plan_of(work.plans, work.records[0])
    frames = dict(read_frames(dataset, plan, work.records[0]))
    samples = [each for each in read_samples(dataset, plan, work.records[0]) if each.key.endswith(task)][:2]
    given = [(SampleKey.parse(each.key), read_answer(each.parts)) for each in samples]
    asked = [(truth_of(frames[key.view_key], key.task, answer), answer) for key, answer in given]

    def errors(*last: np.ndarray) -> dict[str, float]:
        """Return how far off each score is if the first is answered rightly, and the second as given, or not at all."""
        tally = tallies()[task]
        tally.add(*asked[0], asked[0][1].target)
        scores = [tally.add(*asked[1], each) for each in last] or [tally.add_worst(*asked[1])]
        headline, totals = HEADLINES[task], tally.total()
        assert scores[0]
        names = [name for name in totals if name in RANKED]
        best = dict.fromkeys(names, headline.best) | {name: 1.0 for name in names if "IoU" in name or "δ" in name}
        return {name: abs(totals[name] - best[name]) for name in names} | {
            "one": headline.error(headline.of(scores[0]))
        }

    target = asked[1][1].target
    rng = np.random.default_rng(0)
    colours = [(0, 0, 0), (255, 255, 255), (254, 255, 255), (128, 128, 128), (255, 0, 0), (0, 128, 128)]
    flat = [np.full_like(target, rgb) for rgb in colours]
    noise = rng.integers(0, 256, target.shape).astype(np.uint8)
    worst = errors()
    for drawn in (*flat, noise, 255 - target, np.roll(target, 60, axis=1), target):
        assert all(worst[name] >= error - 1e-9 for name, error in errors(drawn).items())


def test_the_command_writes_a_report_and_tells_faults_by_its_exit_code(
    dataset: Path,
    targets: dict[str, np.ndarray],
    drawings: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = tmp_path / "report"
    command = ["evaluate", str(dataset), str(drawings), "--report", str(report), "--json"]
    assert cavendish(*command) == 0
    said = capsys.readouterr()
    assert said.err == ""  # no line a sample
    printed = json.loads(said.out)
    assert printed["complete"]
    assert printed["scores"]["depth"]["δ1"] == 1.0
    written = json.loads((report / "evaluation.json").read_text())
    assert set(written["samples"]) == set(targets)
    assert written["scores"] == printed["scores"]
    assert printed["protocol"]["semantic"]["counts"].startswith("every pixel")
    assert cavendish("evaluate", dataset, drawings, "--report", dataset) == 2
    assert "is a dataset's folder; name another" in capsys.readouterr().err
    (drawings / f"{first(targets, 'depth')}.png").unlink()
    (drawings / "cat.png").write_bytes(b"")
    (drawings / "notes.txt").write_text("mine")
    for name in ("._cat.png", ".DS_Store", "Thumbs.db"):  # which other systems leave, and nobody draws
        (drawings / name).write_bytes(b"")
    assert cavendish(*command) == 1
    said = capsys.readouterr()
    assert "the report is partial: 1 of" in said.err
    assert said.err.count("the worst there is") == 1
    assert "2 files of no sample: cat.png, notes.txt" in said.err
    partial = json.loads(said.out)
    assert not partial["complete"]
    assert partial["extra"] == {"count": 2, "names": ["cat.png", "notes.txt"]}
    assert partial["pictures"]["depth"]["missing"] == 1
    assert cavendish(*command, "--missing", "worst") == 0
    worst = json.loads(capsys.readouterr().out)
    assert worst["complete"]
    assert worst["scores"]["depth"]["AbsRel"] > 10 * partial["scores"]["depth"]["AbsRel"]
    assert worst["faults"] == {first(targets, "depth"): "there is no picture"}


def test_only_bad_pictures_are_shown_as_the_worst(
    dataset: Path, targets: dict[str, np.ndarray], drawings: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report"
    bad = [key for key in targets if key.endswith("semantic")][:2]
    for key in bad:
        Image.fromarray(np.zeros_like(targets[key])).save(drawings / f"{key}.png")
    cavendish_api.evaluate(dataset, drawings, report=report)
    assert {path.name for path in report.iterdir()} == {"evaluation.json", "worst-semantic.png"}
    with Image.open(report / "worst-semantic.png") as sheet:
        cell = (2 * SIZE[0], 2 * SIZE[1])  # small pictures are enlarged, for the headings
        assert sheet.size == (4 * cell[0] + 3 * GAP_PX, CAPTION_PX + 2 * (CAPTION_PX + cell[1]) + GAP_PX)
        names = np.asarray(sheet)[:CAPTION_PX].reshape(CAPTION_PX, -1, 3)
        assert all((names[:, n * (cell[0] + GAP_PX) - GAP_PX - 1] == 255).all() for n in range(1, 5))  # none is cut
    for key in bad:
        Image.fromarray(targets[key]).save(drawings / f"{key}.png")
    cavendish_api.evaluate(dataset, drawings, report=report)
    assert {path.name for path in report.iterdir()} == {"evaluation.json"}


def test_what_has_no_score_says_why(
    dataset: Path, drawings: Path, targets: dict[str, np.ndarray], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {sample.key: sample for sample in read_tar((dataset / "val/val-000001.tar").read_bytes())}
    there = next(
        key
        for key, sample in asked.items()
        if key.endswith("instance") and any(each.instances for each in read_answer(sample.parts).referents.values())
    )
    for key in targets.keys() - {there}:
        (drawings / f"{key}.png").unlink()
    said = cavendish_api.evaluate(dataset, drawings)
    assert said["scores"]["instance"] == {"pmF1": 1.0, "IL_MCC": None, "cgF1": None}
    assert said["undefined"]["instance"].keys() == {"IL_MCC", "cgF1"}
    assert cavendish("evaluate", dataset, drawings) == 1
    table = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "none: all pictures hold what they are asked for, or none does" in table
    assert "nan" not in table


def test_a_picture_in_which_nothing_counts_is_no_fault(
    dataset: Path, drawings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DEPTH_PROTOCOLS, "diode", DepthRules(low_m=1e4, high_m=1e5))
    said = cavendish_api.evaluate(dataset, drawings, protocol="diode")
    assert said["complete"]
    assert "depth" not in said["scores"]
    assert said["pictures"]["depth"]["scored"] == 0
    assert set(said["notes"].values()) == {NOTHING_COUNTS["depth"]}


def test_the_report_says_how_drawings_of_another_size_were_resampled(
    dataset: Path, targets: dict[str, np.ndarray], tmp_path: Path
) -> None:
    for key, target in targets.items():
        Image.fromarray(target[::2, ::2]).save(tmp_path / f"{key}.png")
    reports = {each: cavendish_api.evaluate(dataset, tmp_path, resampling=each) for each in ("", "nearest", "bilinear")}
    assert reports[""] == reports["nearest"]
    said = {each: report["protocol"]["depth"]["resized"] for each, report in reports.items()}
    assert said["nearest"].startswith("decoded, then each pixel from the nearest; the shape is the same to 64 px")
    assert said["bilinear"].startswith("decoded, then each pixel from the four around it")
    for task, score in (("depth", "AbsRel"), ("normals", "mean°")):
        assert reports["bilinear"]["scores"][task][score] != reports["nearest"]["scores"][task][score]
    assert reports["bilinear"]["protocol"]["semantic"] == reports["nearest"]["protocol"]["semantic"]
    with pytest.raises(RequestError, match="must be nearest or bilinear"):
        cavendish_api.evaluate(dataset, tmp_path, resampling="cubic")


def test_two_pictures_of_one_key_are_a_fault(dataset: Path, targets: dict[str, np.ndarray], drawings: Path) -> None:
    key = first(targets, "depth")
    Image.fromarray(targets[key]).save(drawings / f"{key}.jpg")
    _, verdicts = judged(dataset, drawings)
    assert verdicts[key].fault == f"there are {key}.jpg and {key}.png; leave one"


def test_wrong_requests(dataset: Path, drawings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (drawings / "cat.png").write_bytes(b"")
    stray = tmp_path / "stray"
    stray.mkdir()
    (stray / f"{SampleKey(99999999, 0, 0, 'depth')}.png").write_bytes(b"")
    (stray / "cat.png").write_bytes(b"")
    for arguments, message in (
        ([stray], "holds no picture named by a key of the split val"),
        ([stray, "--split", "test"], "--split test: is not in"),
        ([stray, "--protocol", "nyu2"], "allowed are all, nyu"),
        ([tmp_path / "none"], "is not a folder"),
        ([drawings, "--report", drawings / "cat.png"], "cannot be made a folder: File exists"),
        ([drawings, "--missing", "best"], "--missing best: must be one of partial, worst"),
    ):
        assert cavendish("evaluate", str(dataset), *arguments) == 2
        assert message in capsys.readouterr().err
    shutil.rmtree(stray)
