"""COCO-Stuff's maps, fabricated: numbers of COCO less 1, stuff from 91 on, gaps, and what is unlabelled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.dataset.example import Query
from cavendish.pipeline.importers.photographs import coco_stuff
from cavendish.scenes.errors import RequestError

from .label_sets import SHAPE, labels_in, opened, save_numbers, save_small_picture, views_of

PICTURE = "val2017/000000000139.jpg"
MAP = "annotations/val2017/000000000139.png"


def numbers() -> np.ndarray:
    """Return a person (1 in COCO), a toothbrush (90), a banner (the first stuff), wood (the last), and nothing."""
    labels = np.zeros(SHAPE, np.uint8)
    labels[1], labels[2], labels[3], labels[4:] = 89, 91, 181, 255
    return labels


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(coco_stuff, "SPLITS", {"val": 1, "train": 1})
    save_small_picture(tmp_path / PICTURE)
    save_numbers(tmp_path / MAP, numbers())
    return tmp_path


def test_80_classes_of_things_and_91_of_stuff() -> None:
    assert coco_stuff.SPLITS == {"val": 5000, "train": 118287}
    assert len(coco_stuff.CLASSES) == len(set(coco_stuff.CLASSES)) == 171
    assert sum(number < 91 for number in coco_stuff.NAMES) == 80
    assert coco_stuff.NAMES[181] == "wood"
    assert coco_stuff.NAMES[12] == "stop sign"  # 13 in COCO, after a gap


def test_numbers_are_places_among_the_classes(folder: Path) -> None:
    (view,) = views_of(folder, "coco-stuff")
    assert labels_in(view)[:, 0].tolist() == [1, 80, 81, 171, 0, 0]
    assert view.names == {1: "person", 80: "toothbrush", 81: "banner", 171: "wood"}
    assert view.queries == (Query("semantic"),)


def test_maps_may_lie_among_the_pictures(folder: Path) -> None:
    (folder / MAP).rename(folder / "val2017/000000000139.png")
    (folder / MAP).parent.rmdir()
    assert len(views_of(folder, "coco-stuff")) == 1


def test_the_count_is_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coco_stuff, "SPLITS", {"val": 5000})
    with pytest.raises(RequestError, match="holds 1 pictures of val, and the set's list has 5000"):
        opened(folder, "coco-stuff")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(PICTURE, Path.unlink, r"0139\.jpg: is missing; unpack stuffthingmaps_trainval2017", id="picture"),
        pytest.param(MAP, Path.unlink, r"holds no pictures of val; unpack stuffthingmaps_trainval2017", id="map"),
        pytest.param(MAP, lambda p: p.rename(p.with_name("a.png")), r"a\.png: is no map of COCO's", id="name"),
        pytest.param(MAP, lambda p: p.write_bytes(b"no"), r"0139\.png: cannot be read", id="no-png"),
        pytest.param(
            MAP,
            lambda p: save_numbers(p, np.full(SHAPE, 11, np.uint8)),
            r"0139\.png: holds the number 11, which stands for no class of the set",
            id="gap",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        views_of(folder, "coco-stuff")
