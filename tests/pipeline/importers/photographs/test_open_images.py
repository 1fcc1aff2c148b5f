"""Open Images' folders, fabricated: masks of another size than their picture, in folders by their first digit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.scenes.errors import RequestError

from .coco_files import asked_of
from .depth_sets import RGB, save_picture
from .label_sets import opened, pixels, views_of

LIST = "train-annotations-object-segmentation.csv"
CLASSES = "class-descriptions-boxable.csv"
HEAD = "MaskPath,ImageID,LabelName,BoxID,BoxXMin,BoxXMax,BoxYMin,BoxYMax,PredictedIoU,Clicks"
CAT, DOG = "m01yrx", "m0bt9lr"
FIRST, SECOND, AWAY = "0a1b2c3d4e5f6071", "f000000000000001", "1234567890abcdef"
PICTURE = f"train/{FIRST}.jpg"
MASK = f"train-masks-0/{FIRST}_{CAT}_00000001.png"
BOX = (slice(1, 3), slice(0, 2))  # of a mask of half the picture's size
MASKS = [(FIRST, CAT, 1), (SECOND, DOG, 2), (FIRST, CAT, 3), (AWAY, CAT, 4), (FIRST, DOG, 5)]


def line(picture: str, of_class: str, number: int) -> str:
    return f"{picture}_{of_class}_{number:08x}.png,{picture},/m/{of_class[1:]},{number:08x},0,1,0,1,0.8,0.5 0.5 1"


def save_mask(path: Path, mode: str = "1") -> None:
    mask = np.zeros((4, 5), np.uint8)
    mask[BOX] = 255
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(mask).convert(mode).save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / LIST).write_text("\n".join([HEAD, *(line(*each) for each in MASKS)]))
    (tmp_path / CLASSES).write_text("/m/0bt9lr,Dog\n/m/01yrx,Cat\n/m/04_sv,Motorcycle\n")
    for name in (PICTURE, f"train_f/{SECOND}.jpg"):
        save_picture(tmp_path / name, RGB[:8, :10])
    for picture, of_class, number in MASKS:
        save_mask(tmp_path / f"train-masks-{picture[0]}" / f"{picture}_{of_class}_{number:08x}.png")
    return tmp_path


def test_a_picture_is_asked_for_the_classes_that_have_masks(folder: Path) -> None:
    first, second = views_of(folder, "open-images", role="train")
    assert asked_of(first) == {"Dog": ((2,), ()), "Cat": ((0, 1), ())}
    assert asked_of(second) == {"Dog": ((0,), ())}


def test_masks_are_brought_to_the_size_of_their_picture(folder: Path) -> None:
    first, _ = views_of(folder, "open-images", role="train")
    expected = np.zeros((8, 10), np.bool_)
    expected[2:6, 0:4] = True
    np.testing.assert_array_equal(first.mask(0), expected)
    assert pixels(first, 0, 1, 2) == [16, 16, 16]


def test_grey_masks_are_read_alike_and_empty_ones_are_no_thing(folder: Path) -> None:
    save_mask(folder / MASK, "L")
    Image.new("1", (5, 4)).save(folder / f"train-masks-0/{FIRST}_{DOG}_00000005.png")
    first, _ = views_of(folder, "open-images", role="train")
    assert asked_of(first) == {"Cat": ((0, 1), ())}
    assert pixels(first, 0) == [16]


def test_pictures_that_are_not_there_are_told(folder: Path) -> None:
    work = opened(folder, "open-images", role="train")
    assert work.about == "2 pictures of open-images, train, as train"
    assert work.notes == (f"not there, and left out: 1 picture of {LIST}",)


def test_newer_lists_of_classes_have_a_head_and_another_name(folder: Path) -> None:
    text = "LabelName,DisplayName\n" + (folder / CLASSES).read_text()
    (folder / CLASSES).unlink()
    (folder / "oidv7-class-descriptions-boxable.csv").write_text(text)
    imported = opened(folder, "open-images", role="train").build.recipe.imported
    assert imported is not None
    assert imported.benchmark is not None
    assert imported.benchmark.classes == ("Dog", "Cat", "Motorcycle")
    assert imported.benchmark.redistribute


def test_it_is_no_test(folder: Path) -> None:
    with pytest.raises(RequestError, match="role test: must be train: not every thing of Open Images has a mask"):
        opened(folder, "open-images")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(LIST, Path.unlink, rf"{LIST}: is missing", id="no-list"),
        pytest.param(LIST, lambda p: p.write_text("a,b\n1,2\n"), rf"{LIST}: .*it has no column MaskPath", id="column"),
        pytest.param(LIST, lambda p: p.write_bytes(b"\xff\xfe"), rf"{LIST}: cannot be read", id="no-text"),
        pytest.param(
            LIST, lambda p: p.write_text(f'{HEAD}\n"{200_000 * "x"}"'), rf"{LIST}: .*it is no CSV: field", id="long"
        ),
        pytest.param(
            LIST,
            lambda p: p.write_text(f"{HEAD}\n{line(FIRST, 'm0x', 1)}"),
            rf"{LIST}: .*line 2: LabelName '/m/0x' is no class",
            id="class",
        ),
        pytest.param(
            LIST,
            lambda p: p.write_text(f"{HEAD}\n../x.png,{FIRST},/m/01yrx"),
            rf"{LIST}: .*line 2: MaskPath '\.\./x\.png' is no name of a mask",
            id="outside",
        ),
        pytest.param(LIST, lambda p: p.write_text(HEAD), r"holds no pictures of train-annotations-object", id="empty"),
        pytest.param(CLASSES, Path.unlink, rf"{CLASSES}: is missing", id="no-classes"),
        pytest.param(CLASSES, lambda p: p.write_text("Cat\n"), rf"{CLASSES}: .*must be the number of a", id="names"),
        pytest.param(
            CLASSES,
            lambda p: p.write_text("/m/1,Cat\n/m/2,Cat\n"),
            rf"{CLASSES}: has a class or a name twice",
            id="twice",
        ),
        pytest.param(PICTURE, lambda p: p.write_bytes(b"no"), rf"{FIRST}\.jpg: cannot be read", id="no-picture"),
        pytest.param(MASK, Path.unlink, r"00000001\.png: is missing; unpack train_0\.tar\.gz", id="no-mask"),
        pytest.param(MASK, lambda p: p.write_bytes(b"no"), r"00000001\.png: cannot be read", id="no-png"),
        pytest.param(
            MASK,
            lambda p: Image.fromarray(RGB).save(p),
            r"00000001\.png: .*of mode RGB and 64×48 px; it must be black and white",
            id="colour",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said) as caught:
        views_of(folder, "open-images", role="train")
    assert "\n" not in str(caught.value)
