"""COCO's instances, read back by COCO's own reader, and by a decoder that owes it nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.dataset.keys import ViewKey
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.export import coco
from cavendish.renderers.frame import Frame

from ...conftest import build, cavendish
from ..dataset.test_damage import file_record

SPLITS = ("train", "val")


@pytest.fixture(scope="module")
def exported(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coco") / "coco"
    assert cavendish("export", built, folder, "--to", "coco") == 0
    return folder


@pytest.fixture(scope="module")
def files(exported: Path) -> dict[str, dict[str, Any]]:
    """The annotations of each split."""
    return {split: json.loads((exported / f"annotations/instances_{split}.json").read_bytes()) for split in SPLITS}


@pytest.fixture(scope="module")
def frames(built: Path) -> dict[str, Frame]:
    """Every stored frame, by the name of its picture."""
    paths = sorted(built.glob("truth/*.h5"))
    return {f"{key}.png": frame for path in paths for key, frame in read_truth(path.read_bytes())}


def decoded(segmentation: dict[str, Any]) -> np.ndarray:
    """Return a mask H×W of COCO's compressed run lengths, by a slow reading of how they are described."""
    height, width = segmentation["size"]
    counts: list[int] = []
    letters = iter(segmentation["counts"].encode())
    for letter in letters:
        value, shift, code = 0, 0, letter - 48
        while True:
            value |= (code & 31) << shift
            shift += 5
            if not code & 32:
                break
            code = next(letters) - 48
        if code & 16:
            value -= 1 << shift
        counts.append(value + (counts[-2] if len(counts) > 2 else 0))
    pixels = [place % 2 == 1 for place, count in enumerate(counts) for _ in range(count)]
    return np.array(pixels).reshape(width, height).T


def each(files: dict[str, dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    """Yield every annotation with its image and its category."""
    for file in files.values():
        images = {image["id"]: image for image in file["images"]}
        names = {category["id"]: category["name"] for category in file["categories"]}
        for annotation in file["annotations"]:
            yield annotation, images[annotation["image_id"]], names[annotation["category_id"]]


def test_every_instance_has_its_mask_box_and_area(files: dict[str, dict[str, Any]], frames: dict[str, Frame]) -> None:
    seen: dict[str, set[int]] = {}
    for annotation, image, category in each(files):
        frame = frames[image["file_name"]]
        (thing,) = [thing for thing in frame.objects if thing.instance == annotation["instance_number"]]
        mask = decoded(annotation["segmentation"])
        np.testing.assert_array_equal(mask, frame.instance == thing.instance)
        left, top, right, bottom = thing.box_px
        assert annotation["bbox"] == [left, top, right - left, bottom - top]
        assert (annotation["area"], annotation["iscrowd"], category) == (thing.area_px, 0, thing.category)
        seen.setdefault(image["file_name"], set()).add(thing.instance)
    assert seen == {name: {thing.instance for thing in frame.objects} for name, frame in frames.items()}


def test_what_coco_has_no_field_for_stands_beside(files: dict[str, dict[str, Any]], frames: dict[str, Frame]) -> None:
    for annotation, image, _ in each(files):
        frame = frames[image["file_name"]]
        (thing,) = [thing for thing in frame.objects if thing.instance == annotation["instance_number"]]
        assert annotation["visible_fraction"] == pytest.approx(thing.visible_fraction, abs=1e-4)
        median_m = np.median(frame.depth_m[frame.instance == thing.instance])
        assert annotation["depth_m"] == pytest.approx(median_m, abs=1e-4)
        assert (annotation["name"], annotation["supporter"]) == (thing.name, thing.supporter)
        assert image["intrinsics"] == frame.camera.intrinsics().tolist()
        assert image["layout"] == "shapes"


def test_categories_have_one_number_in_all_splits(files: dict[str, dict[str, Any]]) -> None:
    train, val = (files[split]["categories"] for split in SPLITS)
    assert train == val
    assert [each["id"] for each in train] == list(range(1, len(train) + 1))
    assert {each["name"]: each["supercategory"] for each in train} == {
        "ball": "thing", "box": "thing", "cylinder": "thing", "floor": "structure",
    }  # fmt: skip


def test_no_number_comes_twice_or_is_0(files: dict[str, dict[str, Any]]) -> None:
    for what in ("images", "annotations"):
        numbers = [entry["id"] for file in files.values() for entry in file[what]]
        assert len(numbers) == len(set(numbers))
        assert min(numbers) > 0
        assert max(numbers) < 2**53, "what JSON's readers can hold"


def test_pictures_are_those_of_the_samples(exported: Path, built: Path) -> None:
    for split in SPLITS:
        for sample in read_tar(next(built.glob(f"{split}/*.tar")).read_bytes()):
            name = "-".join(sample.key.split("-")[:2])
            assert (exported / split / f"{name}.png").read_bytes() == sample.parts["image.png"]


@pytest.mark.parametrize("split", SPLITS)
def test_cocos_own_reader_reads_it(split: str, exported: Path, frames: dict[str, Frame]) -> None:
    read = COCO(str(exported / f"annotations/instances_{split}.json"))
    assert {image["file_name"] for image in read.loadImgs(read.getImgIds())} == {
        path.name for path in exported.glob(f"{split}/*.png")
    }
    for annotation in read.loadAnns(read.getAnnIds()):
        image = read.imgs[annotation["image_id"]]
        mask = frames[image["file_name"]].instance == annotation["instance_number"]
        np.testing.assert_array_equal(read.annToMask(annotation), mask)
    things = read.getCatIds(supNms=["thing"])
    assert {each["name"] for each in read.loadCats(things)} == {"ball", "box", "cylinder"}


def test_the_truth_scores_full_marks_in_cocos_own_evaluation(exported: Path, capsys: pytest.CaptureFixture) -> None:
    truth = COCO(str(exported / "annotations/instances_val.json"))
    drawn = truth.loadRes([dict(each, score=1.0) for each in truth.loadAnns(truth.getAnnIds())])
    for kind in ("bbox", "segm"):
        scoring = COCOeval(truth, drawn, kind)
        scoring.evaluate()
        scoring.accumulate()
        scoring.summarize()
        assert scoring.stats[0] == 1.0


def test_what_is_known_of_a_frame_with_unknown_pixels(frames: dict[str, Frame]) -> None:
    frame = next(iter(frames.values()))
    lost = frame.objects[0].instance
    unknown = replace(frame, valid=frame.instance != lost)
    found = {each["instance_number"]: each for each in coco.annotations_of(1, unknown)}
    assert "depth_m" not in found[lost]
    assert all("depth_m" in each for number, each in found.items() if number != lost)


def test_a_shard_that_lists_other_things_than_it_shows_is_damaged(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    truth = copied / "truth/train-000000.h5"
    views = {key: replace(frame, objects=frame.objects[1:]) for key, frame in read_truth(truth.read_bytes())}
    truth.write_bytes(write_truth(views))
    path = copied / "records/train-000000.json"
    record = ShardRecord.from_bytes(path.read_bytes())
    path.write_bytes(record.model_copy(update={"truth": file_record(copied, "truth/train-000000.h5")}).to_bytes())
    assert cavendish("export", copied, tmp_path / "new", "--to", "coco") == 1
    assert "train-000000: its contents are not what we write: its objects are not" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "[]", '{"images": [], "annotations": [3]}', None])
def test_a_part_that_was_spoiled_is_named(
    content: str | None, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert cavendish("export", built, tmp_path / "new", "--to", "coco") == 0
    part = tmp_path / "new" / coco.PARTS / "val-000001.json"
    part.unlink() if content is None else part.write_text(content)
    assert cavendish("export", built, tmp_path / "new", "--to", "coco") == 1
    assert "val-000001.json: cannot be read" in capsys.readouterr().err


def test_numbers_stay_as_more_shards_are_built(tiny: Recipe, built: Path, exported: Path, tmp_path: Path) -> None:
    out = build(tiny, tmp_path / "out")
    (out / "records/train-000000.json").unlink()
    assert cavendish("export", out, tmp_path / "coco", "--to", "coco") == 1  # as a shard is missing
    part = json.loads((tmp_path / "coco/annotations/instances_val.json").read_bytes())
    whole = json.loads((exported / "annotations/instances_val.json").read_bytes())
    assert [each["id"] for each in part["annotations"]] == [each["id"] for each in whole["annotations"]]
    assert part["images"] == whole["images"]


def test_views_are_counted(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert cavendish("export", built, tmp_path / "new", "--to", "coco") == 0
    assert "new: 8 views as coco" in capsys.readouterr().out.replace("\n", "")


def test_an_image_is_numbered_by_scene_and_view(files: dict[str, dict[str, Any]]) -> None:
    for file in files.values():
        for image in file["images"]:
            key = ViewKey.parse(image["file_name"].removesuffix(".png"))
            assert image["id"] == 100 * key.scene + key.view + 1
