"""Cityscapes' folders, fabricated: 19 classes of its numbers, things and groups, and what is void."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.importers.photographs import cityscapes
from cavendish.scenes.errors import RequestError

from .depth_sets import RGB, save_picture
from .label_sets import (
    HEIGHT,
    SHAPE,
    WIDTH,
    asked_of,
    labels_in,
    opened,
    pixels,
    save_numbers,
    save_small_picture,
    views_of,
)

VIEW = "aachen/aachen_000000_000019"
PICTURE = f"leftImg8bit/val/{VIEW}_leftImg8bit.png"
LABELS = f"gtFine/val/{VIEW}_gtFine_labelIds.png"
THINGS = f"gtFine/val/{VIEW}_gtFine_instanceIds.png"


def numbers() -> tuple[np.ndarray, np.ndarray]:
    """Return numbers of labels and things: sky, road, two cars, a group of cars, persons, the own bonnet and more."""
    labels = np.full(SHAPE, 23, np.uint8)  # sky
    labels[3:] = 7  # road
    labels[5:] = 1  # the own bonnet: void
    things = labels.astype(np.uint16)
    labels[3, 0:3] = labels[4, 4:6] = labels[3, 6:8] = 26  # cars
    things[3, 0:3], things[4, 4:6], things[3, 6:8] = 26000, 26001, 26  # the last are a group
    labels[3, 1] = 255  # the licence plate of the first
    labels[2, 0], things[2, 0] = 24, 24000  # a person
    labels[2, 7], things[2, 7] = 29, 29000  # a caravan, which is in no score
    return labels, things


def save(folder: Path, view: str, split: str = "val") -> None:
    labels, things = numbers()
    save_small_picture(folder / f"leftImg8bit/{split}/{view}_leftImg8bit.png")
    save_numbers(folder / f"gtFine/{split}/{view}_gtFine_labelIds.png", labels)
    save_numbers(folder / f"gtFine/{split}/{view}_gtFine_instanceIds.png", things)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a picture to score on, two to learn from, and what an unpacked archive has beside them."""
    monkeypatch.setattr(cityscapes, "SPLITS", {"val": 1, "train": 2})
    save(tmp_path, VIEW)
    save(tmp_path, "ulm/ulm_000000_000019", "train")
    save(tmp_path, "bochum/bochum_000000_000313", "train")
    save_numbers(tmp_path / f"gtFine/val/{VIEW}_gtFine_color.png", numbers()[0])
    (tmp_path / f"gtFine/val/{VIEW}_gtFine_polygons.json").write_text("{}")
    return tmp_path


def test_the_published_counts_and_names() -> None:
    assert cityscapes.SPLITS == {"val": 500, "train": 2975}
    assert len(cityscapes.CLASSES) == 19
    assert (cityscapes.CLASSES[0], cityscapes.CLASSES[6], cityscapes.CLASSES[18]) == (
        "road",
        "traffic light",
        "bicycle",
    )


def test_labels_are_places_among_the_19_and_0_elsewhere(folder: Path) -> None:
    (view,) = views_of(folder, "cityscapes")
    expected = np.full(SHAPE, 11)  # sky is the eleventh
    expected[3:] = 1
    expected[5:] = 0
    expected[3, 0:3] = expected[4, 4:6] = expected[3, 6:8] = 14
    expected[3, 1] = expected[2, 7] = 0  # licence plate, caravan
    expected[2, 0] = 12
    np.testing.assert_array_equal(labels_in(view), expected)
    assert view.names == {1: "road", 11: "sky", 12: "person", 14: "car"}


def test_things_are_told_apart_and_groups_are_crowds(folder: Path) -> None:
    (view,) = views_of(folder, "cityscapes")
    asked = asked_of(view)
    assert list(asked) == ["person", "car"]  # what is there, in the set's order
    assert pixels(view, *asked["car"].regions) == [3, 2]  # the first with its licence plate
    assert pixels(view, *asked["car"].ignored) == [2, WIDTH]  # the group, and the bonnet, which is void
    assert pixels(view, *asked["person"].regions) == [1]
    assert pixels(view, *asked["person"].ignored) == [WIDTH]  # no group of cars
    assert view.mask(asked["person"].ignored[0])[HEIGHT - 1].all()
    assert [(region.name, region.crowd) for region in view.regions] == [
        ("car", True), ("person", False), ("car", False), ("car", False), ("void", True),
    ]  # fmt: skip


def test_to_learn_from_classes_are_asked_that_are_not_there(folder: Path) -> None:
    views = views_of(folder, "cityscapes", role="train")
    assert len(views) == 2
    asked = asked_of(views[0])
    assert tuple(asked) == cityscapes.THING_CLASSES
    assert (asked["bus"].regions, len(asked["car"].regions)) == ((), 2)


def test_a_class_of_groups_alone_is_neither_there_nor_absent(folder: Path) -> None:
    things = numbers()[1]
    things[things // 1000 == 26] = 26
    save_numbers(folder / THINGS, things)
    for role in ("test", "train"):
        (view,) = views_of(folder, "cityscapes", "val", role)
        assert "car" not in asked_of(view)


def test_views_go_by_city_and_the_rules_stand_in_the_recipe(folder: Path) -> None:
    work = opened(folder, "cityscapes", role="train")
    assert "2 pictures of cityscapes, train, as train" in str(work)
    benchmark = work.build.recipe.imported.benchmark  # type: ignore[union-attr]
    assert benchmark is not None
    assert (benchmark.tasks, benchmark.redistribute) == (("semantic", "instance"), False)
    assert (benchmark.masks.smallest_px, benchmark.masks.crowds) == (100, "ignored")
    assert benchmark.classes == cityscapes.CLASSES


def test_no_labels_of_the_test_are_public(folder: Path) -> None:
    with pytest.raises(RequestError, match="split test: is none; this set has val, train"):
        opened(folder, "cityscapes", "test")


def test_the_count_is_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cityscapes, "SPLITS", {"val": 500})
    with pytest.raises(RequestError, match="holds 1 pictures of val, and the set's list has 500"):
        opened(folder, "cityscapes")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        RequestError, match=r"holds no pictures of val; unpack leftImg8bit_trainvaltest\.zip and gtFine"
    ):
        opened(tmp_path, "cityscapes")


def _with(value: int) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        labels, things = numbers()
        changed = labels if "labelIds" in path.name else things
        changed[0, 0] = value
        save_numbers(path, changed)

    return write


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(PICTURE, Path.unlink, r"_leftImg8bit\.png: is missing; unpack leftImg8bit_trainval", id="picture"),
        pytest.param(LABELS, Path.unlink, r"_gtFine_labelIds\.png: is missing; unpack", id="labels"),
        pytest.param(THINGS, Path.unlink, r"_gtFine_instanceIds\.png: is missing; unpack", id="things"),
        pytest.param(PICTURE, lambda p: p.write_bytes(b"no"), r"_leftImg8bit\.png: cannot be read", id="no-picture"),
        pytest.param(LABELS, lambda p: p.write_bytes(b"no"), r"_labelIds\.png: cannot be read", id="no-png"),
        pytest.param(
            LABELS, lambda p: p.write_bytes(p.read_bytes()[:60]), r"_labelIds\.png: cannot be read", id="cut-off"
        ),
        pytest.param(
            LABELS, lambda p: save_picture(p, RGB[:6, :8]), r"stores its pixels as RGB; it must be 8", id="rgb"
        ),
        pytest.param(
            LABELS, lambda p: save_numbers(p, np.zeros(SHAPE, np.uint16)), r"as I;16B; it must be 8-bit", id="16-bits"
        ),
        pytest.param(
            THINGS, lambda p: save_numbers(p, np.zeros(SHAPE, np.uint8)), r"as L; it must be 16-bit grey", id="8-bits"
        ),
        pytest.param(
            LABELS,
            lambda p: save_numbers(p, np.zeros((4, 5), np.uint8)),
            r"_labelIds\.png: cannot be read: it is of 5×4 pixels, and its picture of 8×6",
            id="size",
        ),
        pytest.param(LABELS, _with(34), r"_labelIds\.png: holds the number 34, which stands for no class", id="34"),
        pytest.param(THINGS, _with(999), r"_instanceIds\.png: holds the number 999, which stands for no", id="999"),
        pytest.param(THINGS, _with(7001), r"_instanceIds\.png: holds the number 7001, which stands", id="7001"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        views_of(folder, "cityscapes")
