"""Pascal VOC's folders, fabricated: places in a palette are classes and things, and their border is ignored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.importers.photographs import voc
from cavendish.scenes.errors import RequestError

from .label_sets import SHAPE, asked_of, labels_in, opened, pixels, save_numbers, save_small_picture, views_of

ROOT = "VOCdevkit/VOC2012"
LIST = f"{ROOT}/ImageSets/Segmentation/val.txt"
PICTURE = f"{ROOT}/JPEGImages/2007_000033.jpg"
LABELS = f"{ROOT}/SegmentationClass/2007_000033.png"
THINGS = f"{ROOT}/SegmentationObject/2007_000033.png"
SHEEP, PERSON = 17, 15  # numbers of the set


def numbers() -> tuple[np.ndarray, np.ndarray]:
    """Return classes and things: two sheep and a person, with a border around the person."""
    labels, things = np.zeros(SHAPE, np.uint8), np.zeros(SHAPE, np.uint8)
    labels[0:2, 0:3], things[0:2, 0:3] = SHEEP, 1
    labels[0:2, 3:5], things[0:2, 3:5] = SHEEP, 2
    labels[3:6, 4:8] = things[3:6, 4:8] = 255
    labels[4:6, 5:7], things[4:6, 5:7] = PERSON, 3
    return labels, things


def save(folder: Path) -> None:
    labels, things = numbers()
    save_small_picture(folder / PICTURE)
    save_numbers(folder / LABELS, labels, palette=True)
    save_numbers(folder / THINGS, things, palette=True)
    (folder / LIST).parent.mkdir(parents=True)
    (folder / LIST).write_text("2007_000033\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(voc, "SPLITS", {"val": 1, "train": 2})
    save(tmp_path)
    return tmp_path


def test_the_published_counts_and_names() -> None:
    assert voc.SPLITS == {"val": 1449, "train": 1464}
    assert len(voc.CLASSES) == 21
    assert (voc.CLASSES[0], voc.CLASSES[SHEEP], voc.CLASSES[PERSON]) == ("background", "sheep", "person")


def test_places_are_labels_and_the_border_is_ignored(folder: Path) -> None:
    (view,) = views_of(folder, "voc")
    expected = numbers()[0].astype(int) + 1
    expected[expected == 256] = 0
    np.testing.assert_array_equal(labels_in(view), expected)
    assert view.names == {1: "background", 16: "person", 18: "sheep"}


@pytest.mark.parametrize("role", ["test", "train"])
def test_things_are_of_the_class_that_their_pixels_have(role: str, folder: Path) -> None:
    (view,) = views_of(folder, "voc", "val", role)
    asked = asked_of(view)
    assert list(asked) == ["person", "sheep"]  # and never what is not there
    assert pixels(view, *asked["sheep"].regions) == [6, 4]
    assert pixels(view, *asked["person"].regions) == [4]
    assert pixels(view, *asked["person"].ignored) == pixels(view, *asked["sheep"].ignored) == [12 - 4]


def test_most_pixels_of_a_thing_decide(folder: Path) -> None:
    labels = numbers()[0]
    labels[0, 0], labels[1, 0:2] = PERSON, 0
    save_numbers(folder / LABELS, labels, palette=True)
    (view,) = views_of(folder, "voc")
    assert pixels(view, *asked_of(view)["sheep"].regions) == [6, 4]


@pytest.mark.parametrize("root", ["VOCdevkit/VOC2012", "VOCdevkit"])
def test_the_folders_inside_may_be_given(root: str, folder: Path) -> None:
    assert len(views_of(folder / root, "voc")) == 1


def test_the_count_is_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voc, "SPLITS", {"val": 1449})
    with pytest.raises(RequestError, match="holds 1 pictures of val, and the set's list has 1449"):
        opened(folder, "voc")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(LIST, Path.unlink, r"Segmentation/val\.txt: is missing", id="list"),
        pytest.param(LIST, lambda p: p.write_text(""), r"holds no pictures of val; unpack VOCtrainval", id="no-names"),
        pytest.param(
            LIST, lambda p: p.write_text("../../x"), r"val\.txt: cannot be read: it lists '\.\./\.\./x'", id="up"
        ),
        pytest.param(LIST, lambda p: p.write_bytes(b"\xff"), r"val\.txt: cannot be read", id="no-text"),
        pytest.param(PICTURE, Path.unlink, r"033\.jpg: is missing; unpack VOCtrainval_11-May-2012\.tar", id="picture"),
        pytest.param(LABELS, Path.unlink, r"SegmentationClass/2007_000033\.png: is missing", id="labels"),
        pytest.param(THINGS, Path.unlink, r"SegmentationObject/2007_000033\.png: is missing", id="things"),
        pytest.param(THINGS, lambda p: p.write_bytes(b"no"), r"Object/2007_000033\.png: cannot be read", id="no-png"),
        pytest.param(
            LABELS,
            lambda p: save_numbers(p, np.full(SHAPE, 21, np.uint8), palette=True),
            r"SegmentationClass/2007_000033\.png: holds the number 21, which stands for no class",
            id="21",
        ),
        pytest.param(
            LABELS,
            lambda p: save_numbers(p, np.zeros(SHAPE, np.uint8), palette=True),
            r"SegmentationObject/2007_000033\.png: thing 1 has no pixel of a class in SegmentationClass",
            id="no-class",
        ),
        pytest.param(
            LABELS, lambda p: save_numbers(p, np.zeros((6, 7), np.uint8)), r"of 7×6 pixels, and its picture", id="size"
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        views_of(folder, "voc")
