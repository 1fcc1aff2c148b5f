"""COCO's folders, fabricated: classes that are there, classes that are not, and crowds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cavendish.pipeline.importers.photographs import coco
from cavendish.scenes.errors import RequestError

from .coco_files import CROWD, HEIGHT, PARTS, WIDTH, annotation, asked_of, classes, content, counts_of, write
from .depth_sets import RGB, save_picture
from .label_sets import opened, pixels, views_of

FILE = "annotations/instances_val2017.json"
PICTURE = "val2017/000000397133.jpg"
CROWD_ALONE = annotation(8, 42, 3, {"size": [HEIGHT, WIDTH], "counts": counts_of(CROWD)}, iscrowd=1)


def save(folder: Path, **changes: Any) -> Path:
    given = content() | {"categories": classes(coco.NUMBERS)} | changes
    for image in given["images"]:
        save_picture(folder / "val2017" / image["file_name"], RGB[:HEIGHT, :WIDTH])
    return write(folder / FILE, given)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(coco, "SPLITS", {"val": 2, "train": 3})
    save(tmp_path)
    return tmp_path


def test_the_published_counts_and_names() -> None:
    assert coco.SPLITS == {"val": 5000, "train": 118_287}
    names = list(coco.NUMBERS)
    assert (len(names), names[0], names[-1]) == (80, "person", "toothbrush")
    assert (coco.NUMBERS["person"], coco.NUMBERS["stop sign"], coco.NUMBERS["toothbrush"]) == (1, 13, 90)


def test_a_test_asks_for_classes_that_are_there_without_their_crowds(folder: Path) -> None:
    first, second = views_of(folder, "coco")
    assert asked_of(first) == {"person": ((0,), (2,)), "stop sign": ((3,), ()), "toothbrush": ((1,), ())}
    assert [region.name for region in first.regions] == ["person", "toothbrush", "person", "stop sign"]
    assert [region.crowd for region in first.regions] == [False, False, True, False]
    assert pixels(first, 0, 2, 3) == [18, 15, 18]
    np.testing.assert_array_equal(first.mask(2), CROWD)
    assert (second.size_px, second.queries) == ((WIDTH, HEIGHT), ())


def test_a_training_asks_for_all_classes_as_all_things_are_outlined(folder: Path) -> None:
    first, second = views_of(folder, "coco", "val", "train")
    assert list(asked_of(first)) == list(asked_of(second)) == list(coco.NUMBERS)
    there = {name for name, (regions, _) in asked_of(first).items() if regions}
    assert there == {"person", "stop sign", "toothbrush"}
    assert set(asked_of(second).values()) == {((), ())}


@pytest.mark.parametrize(("role", "asked"), [("test", 0), ("train", 79)])
def test_a_class_that_only_a_crowd_is_of_is_neither_there_nor_absent(role: str, asked: int, folder: Path) -> None:
    save(folder, annotations=[CROWD_ALONE])
    _, second = views_of(folder, "coco", "val", role)
    assert len(second.queries) == asked
    assert "car" not in asked_of(second)


@pytest.mark.parametrize(("role", "asked"), [("test", 0), ("train", 79)])
def test_a_thing_without_a_pixel_is_neither_there_nor_absent(role: str, asked: int, folder: Path) -> None:
    save(folder, annotations=[annotation(8, 42, 3, [[2.0, 2.0, 2.1, 2.0, 2.1, 2.1]])])
    _, second = views_of(folder, "coco", "val", role)
    assert (len(second.queries), second.regions) == (asked, ())


def test_what_the_manifest_says(folder: Path) -> None:
    imported = opened(folder, "coco").build.recipe.imported
    assert imported is not None
    assert imported.benchmark is not None
    assert imported.benchmark.classes == tuple(coco.NUMBERS)
    assert (imported.benchmark.split, imported.benchmark.tasks) == ("val", ("instance",))
    assert (imported.benchmark.expected, imported.benchmark.redistribute) == (2, False)
    assert imported.benchmark.masks.crowds == "ignored"


@pytest.mark.parametrize(("role", "warnings"), [("test", 0), ("train", 1)])
def test_sizes_that_trainers_would_change_are_told_of_what_is_learnt_from(
    role: str, warnings: int, folder: Path
) -> None:
    told = opened(folder, "coco", "val", role).build.recipe.warnings()
    assert ["not a multiple of 64" in each for each in told] == [True] * warnings


def test_the_file_may_lie_in_the_folder_itself(folder: Path) -> None:
    (folder / FILE).rename(folder / "instances_val2017.json")
    assert len(views_of(folder, "coco")) == 2


def recategorised(number: int, name: str) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        given = json.loads(path.read_text())
        next(each for each in given["categories"] if each["id"] == number)["name"] = name
        write(path, given)

    return change


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(
            FILE,
            Path.unlink,
            r"instances_val2017\.json: is missing; unpack annotations_trainval2017\.zip and val2017\.zip into",
            id="no-file",
        ),
        pytest.param(FILE, lambda p: p.write_text("{"), r"cannot be read: it is no JSON", id="no-json"),
        pytest.param(
            FILE, recategorised(90, "brush"), r"categories must be the 80 of COCO, unlike 'brush'", id="class"
        ),
        pytest.param(FILE, lambda p: save(p.parents[1], annotations=[]), r"json: holds no annotations", id="nothing"),
        pytest.param(PICTURE, Path.unlink, r"397133\.jpg: is missing; unpack .*val2017\.zip", id="no-picture"),
        pytest.param(PICTURE, lambda p: p.write_bytes(p.read_bytes()[:300]), r"133\.jpg: cannot be read", id="cut-off"),
        pytest.param(
            PICTURE,
            lambda p: save_picture(p, RGB[:HEIGHT, :8]),
            r"397133\.jpg: is of 8×6 pixels, and instances_val2017\.json says 10×6",
            id="size",
        ),
        pytest.param(
            FILE,
            lambda p: save(p.parents[1], images=content()["images"][:1], annotations=[annotation(1, 397133, 1, PARTS)]),
            r"holds 1 pictures? of val, and the set's list has 2",
            id="count",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said) as caught:
        views_of(folder, "coco")
    assert "\n" not in str(caught.value)


def test_another_split_is_none(folder: Path) -> None:
    with pytest.raises(RequestError, match="split test2017: is none; this set has val, train"):
        views_of(folder, "coco", "test2017")
