"""Prompts for somebody else's program: all that it needs and nothing of the answers, and it can score 1."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from PIL import Image

import cavendish as api
from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.dataset import publish as publishing
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.storage import StorageError
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.truth import read_truth
from cavendish.pipeline.evaluation.handout import COLUMNS, STATE
from cavendish.pipeline.importers.photographs import marigold_depth
from cavendish.renderers.frame import Frame
from cavendish.scenes.errors import WorkError

from ...conftest import build, cavendish

CUBE = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [1, 0, 1], [1, 1, 1]])
FLAT = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 0, 255), (255, 255, 255), (0, 0, 0)]
SHARDS = ("val-000004", "val-000005", "val-000006", "val-000007")


@pytest.fixture(scope="module")
def dataset(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four val shards with every task, in colours that a page can state."""
    changes = {
        "scenes": 8,
        "scenes_per_shard": 1,
        "resolution": (96, 64),
        "tasks": {
            "depth": {"colormaps": {"cube": 1}},
            "normals": {"conventions": {"vision-banana": 1}},
            "semantic": 1,
            "instance": 1,
            "referring": 1,
        },
    }
    return build(Recipe.model_validate(tiny.model_dump() | changes), tmp_path_factory.mktemp("asked") / "out")


@pytest.fixture(scope="module")
def asked(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return api.prompts(dataset, tmp_path_factory.mktemp("prompts") / "asked")


def samples(dataset: Path) -> list[Sample]:
    return [sample for shard in SHARDS for sample in read_tar((dataset / f"val/{shard}.tar").read_bytes())]


def rows(asked: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (asked / "prompts.jsonl").read_text("utf-8").split("\n")[:-1]]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def by_the_page(frame: Frame, meta: dict[str, str]) -> np.ndarray:
    """Draw the truth by what the page says, with no codec of ours."""
    palette = json.loads(meta["palette"])
    match meta["task"]:
        case "depth":
            place = 7 * (1 - (1 + frame.depth_m.astype(np.float64) / 10) ** -2)
            corner = np.minimum(place.astype(int), 6)
            return np.rint(255 * (CUBE[corner] + (CUBE[corner + 1] - CUBE[corner]) * (place - corner)[..., None]))
        case "normals":
            return np.rint(255 * (1 + frame.normals * (-1, 1, 1)) / 2)
    picture = np.broadcast_to(np.array(palette.get("", (0, 0, 0))), (*frame.instance.shape, 3)).copy()
    colours = iter(each for each in FLAT if list(each) != palette.get("", [0, 0, 0]))
    for name, referent in json.loads(meta["referents"]).items():
        for instance in referent["instances"]:
            colour = next(colours) if meta["task"] == "instance" else palette[name]
            picture[frame.instance == instance] = colour
    return picture


def test_a_program_that_has_nothing_else_scores_1(
    dataset: Path, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = {
        str(key): frame for shard in SHARDS for key, frame in read_truth((dataset / f"truth/{shard}.h5").read_bytes())
    }
    known = {(s.picture().tobytes(), s.parts["prompt.txt"].decode()): s for s in samples(dataset)}
    assert len(known) == len(samples(dataset))  # picture and prompt tell what is asked

    def model(picture: Image.Image, prompt: str) -> Image.Image:
        sample = known[picture.tobytes(), prompt]
        drawn = by_the_page(truth[sample.key[:11]], json.loads(sample.parts["json"]))
        return Image.fromarray(drawn.astype(np.uint8))

    monkeypatch.chdir(copy_of(asked, tmp_path / "asked"))
    (code, *_) = re.findall(r"```python\n(.*?)```", Path("README.md").read_text("utf-8"), re.DOTALL)
    exec(code, {"model": model})
    report = api.evaluate(dataset, "drawings", "val")
    assert (report["complete"], report["faults"], report["extra"]["count"]) == (True, {}, 0)
    scores = report["scores"]
    assert scores["depth"]["δ1"] == scores["semantic"]["mIoU"] == scores["referring"]["gIoU"] == 1
    assert scores["instance"]["pmF1"] == 1
    assert scores["depth"]["AbsRel"] < 0.002
    assert scores["normals"]["mean°"] < 0.25


def test_every_sample_has_a_row_and_every_view_one_picture(dataset: Path, asked: Path) -> None:
    stored = {sample.key: sample for sample in samples(dataset)}
    assert [row["key"] for row in rows(asked)] == list(stored)
    for row in rows(asked):
        sample = stored[str(row["key"])]
        assert row == {
            "key": sample.key,
            "task": sample.key.rpartition("-")[2],
            "prompt": sample.parts["prompt.txt"].decode(),
            "image": f"images/{sample.key[:11]}.png",
            "second": "",
            "width": 96,
            "height": 64,
        }
        assert (asked / str(row["image"])).read_bytes() == sample.image
    assert {path.name for path in (asked / "images").iterdir()} == {f"{key[:11]}.png" for key in stored}
    with (asked / "prompts.csv").open(encoding="utf-8", newline="") as table:
        assert list(csv.DictReader(table)) == [{name: str(row[name]) for name in COLUMNS} for row in rows(asked)]


def test_nothing_of_the_answers_goes_along(dataset: Path, asked: Path) -> None:
    given = files(asked)
    lists = {"README.md", "prompts.jsonl", "prompts.csv", STATE}
    assert set(given) == lists | {str(row["image"]) for row in rows(asked)}
    everything = b"\0".join(given.values())
    for sample in samples(dataset):
        meta = json.loads(sample.parts["json"])
        hidden = (meta[name] for name in ("palette", "referents", "camera", "codec_parameters") if meta[name] != "{}")
        assert sample.target not in everything
        assert not [text for text in hidden if text.encode() in everything]


def test_the_page_says_how_it_is_scored(asked: Path) -> None:
    page = (asked / "README.md").read_text("utf-8")
    counted = {task: sum(row["task"] == task for row in rows(asked)) for task in {str(r["task"]) for r in rows(asked)}}
    assert all(f"| {task} | {number} |" in page for task, number in counted.items())
    assert f"{sum(counted.values())} prompts about 8 pictures" in page
    assert "cavendish evaluate OUT drawings --split val" in page
    assert "the same to 64 px of the drawing's shorter side, and to 12.5 %,\n  and no side has over 8192 px" in page
    assert "surfaces beyond 0.001 m" in page
    assert "$" not in page


class Stopped(BaseException):
    """As Ctrl-C does, it passes by whoever handles errors."""


@pytest.mark.parametrize("after", [0, 1, 3, 7])
def test_the_same_command_goes_on(
    dataset: Path, asked: Path, tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, left = publishing._write, [after]

    def once(target: Path, data: bytes, durable: bool) -> None:
        if not left[0]:
            raise Stopped
        left[0] -= 1
        write(target, data, durable)

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_write", once)
        with pytest.raises(Stopped):
            api.prompts(dataset, tmp_path / "new")
    there = {path: path.stat().st_mtime_ns for path in tmp_path.glob("new/images/*.png")}
    assert len(there) == max(0, after - 1)
    assert not (tmp_path / "new/prompts.jsonl").exists()
    assert cavendish("prompts", dataset, "--to", tmp_path / "new") == 0
    assert {path: path.stat().st_mtime_ns for path in there} == there
    assert files(tmp_path / "new") == files(asked)


def test_what_was_spoilt_since_is_mended_and_drawings_stay(dataset: Path, tmp_path: Path) -> None:
    folder = api.prompts(dataset, tmp_path / "new")
    whole = files(folder)
    next(folder.glob("images/*.png")).write_bytes(b"half")
    (folder / "drawings").mkdir()
    (folder / "drawings/mine.png").write_bytes(b"mine")
    (folder / "images/.cavendish-a8_x2k4q.part").write_bytes(b"half")
    api.prompts(dataset, folder)
    assert files(folder) == whole | {"drawings/mine.png": b"mine"}


def test_how_many_processes_write_makes_no_difference(dataset: Path, asked: Path, tmp_path: Path) -> None:
    assert files(api.prompts(dataset, tmp_path / "new", jobs=2)) == files(asked)


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def ask(*arguments: object, code: int = 2) -> str:
        assert cavendish("prompts", *arguments) == code
        return capsys.readouterr().err.splitlines()[-1]

    return ask


def test_what_cannot_be_meant_is_refused(dataset: Path, tmp_path: Path, refused: Callable[..., str]) -> None:
    new, other, file = tmp_path / "new", tmp_path / "other", tmp_path / "file"
    assert "--split test: is not in" in refused(dataset, "--to", new, "--split", "test")
    assert "is not a dataset" in refused(tmp_path, "--to", new)
    assert "--to is missing" in refused(dataset)
    other.mkdir()
    (other / "theirs.txt").write_text("")
    file.write_text("")
    for there in (other, file):
        assert f"{there}: holds something else; give an empty or new folder" in refused(dataset, "--to", there)
    api.prompts(dataset, new, "train")
    assert "holds prompts of another dataset or split" in refused(dataset, "--to", new)
    (new / STATE).write_text("[" * 100_000)
    assert "holds something else" in refused(dataset, "--to", new)
    assert [path.name for path in other.iterdir()] == ["theirs.txt"]


def test_unbuilt_shards_are_named_and_the_rest_is_written(dataset: Path, tmp_path: Path) -> None:
    out = copy_of(dataset, tmp_path / "out")
    (out / "records/val-000007.json").unlink()
    with pytest.raises(WorkError, match="val-000007 are not built, so their prompts are not in"):
        api.prompts(out, tmp_path / "new")
    assert {str(row["key"])[:8] for row in rows(tmp_path / "new")} == {"00000004", "00000005", "00000006"}
    for shard in SHARDS[:3]:
        (out / f"records/{shard}.json").unlink()
    with pytest.raises(WorkError, match="split val has no finished shards; the first would be val-000004"):
        api.prompts(out, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_damaged_shard_leaves_no_list(dataset: Path, tmp_path: Path, refused: Callable[..., str]) -> None:
    out = copy_of(dataset, tmp_path / "out")
    tar = out / "val/val-000007.tar"
    data = bytearray(tar.read_bytes())
    data[600] ^= 1
    tar.unlink()
    tar.write_bytes(data)
    assert "val-000007: val/val-000007.tar is not what its record says" in refused(
        out, "--to", tmp_path / "new", code=1
    )
    assert not [path for path in (tmp_path / "new").iterdir() if path.name.startswith("prompts")]


def test_two_pictures_of_one_view_are_damage(dataset: Path, tmp_path: Path, refused: Callable[..., str]) -> None:
    out = copy_of(dataset, tmp_path / "out")
    stored = list(read_tar((out / "val/val-000007.tar").read_bytes()))
    stored[1] = Sample(stored[1].key, stored[1].parts | {"image.png": stored[1].target})
    replant(out, "val-000007", write_tar(stored))
    assert "has another picture than its view" in refused(out, "--to", tmp_path / "new", code=1)


def _write_until_full(lines: BinaryIO) -> None:
    lines.write(b"half")
    raise OSError(ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"list: the disk is full"), publishing.streaming(tmp_path / "list") as lines:
        _write_until_full(lines)
    assert list(tmp_path.iterdir()) == []


def test_a_photograph_stays_the_jpeg_that_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["rgb/office/DSC_0219.JPG", "depth/office/DSC_0219.JPG"]
    monkeypatch.setattr(marigold_depth, "read_list", lambda _: [names])
    picture, depth = (tmp_path / "tar" / name for name in names)
    picture.parent.mkdir(parents=True)
    depth.parent.mkdir(parents=True)
    Image.fromarray(np.random.default_rng(3).integers(0, 255, (48, 64, 3), np.uint8)).save(picture, format="JPEG")
    np.full((48, 64), 2, "<f4").tofile(depth)
    api.import_(tmp_path / "tar", tmp_path / "out", "marigold-depth", split="eth3d")
    folder = api.prompts(tmp_path / "out", tmp_path / "new", "test")
    (row,) = rows(folder)
    assert (row["image"], row["width"], row["height"]) == ("images/00000000-00.jpg", 64, 48)
    assert (folder / str(row["image"])).read_bytes() == picture.read_bytes()
    page = (folder / "README.md").read_text("utf-8")
    assert '"marigold-depth eth3d": surfaces beyond 1e-05 m' in page
    assert "## Licence" in page


def copy_of(dataset: Path, out: Path) -> Path:
    """Copy a folder of which a test changes files."""
    for name, data in files(dataset).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    return out


def replant(out: Path, shard: str, data: bytes) -> None:
    """Put another tar in a shard's place, and have its record vouch for it."""
    file = publishing.publish(out, f"{shard[:3]}/{shard}.tar", data)
    path = out / f"records/{shard}.json"
    path.write_bytes(ShardRecord.from_bytes(path.read_bytes()).model_copy(update={"tar": file}).to_bytes())
