"""ADE20K's folders, fabricated: 150 classes of grey, of which 0 is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cavendish.pipeline.dataset.example import Query
from cavendish.pipeline.importers.photographs import ade20k
from cavendish.scenes.errors import RequestError

from .depth_sets import RGB, save_picture
from .label_sets import SHAPE, labels_in, opened, save_numbers, save_small_picture, views_of

PICTURE = "ADEChallengeData2016/images/validation/ADE_val_00000001.jpg"
LABELS = "ADEChallengeData2016/annotations/validation/ADE_val_00000001.png"
NAMES = "ADEChallengeData2016/objectInfo150.txt"


def numbers() -> np.ndarray:
    """Return a wall over a floor, a flag, and a column of nothing."""
    labels = np.full(SHAPE, 1, np.uint8)
    labels[4:], labels[0, 7], labels[:, 0] = 4, 150, 0
    return labels


def listed(classes: tuple[str, ...]) -> str:
    lines = [f"{place}\t0.1\t2\t1\t{name}, another word" for place, name in enumerate(classes, start=1)]
    return "\n".join(["Idx\tRatio\tTrain\tVal\tName", *lines, ""])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two pictures of different size to score on."""
    monkeypatch.setattr(ade20k, "SPLITS", {"val": ("validation", 2), "train": ("training", 1)})
    save_small_picture(tmp_path / PICTURE)
    save_numbers(tmp_path / LABELS, numbers())
    save_picture(tmp_path / PICTURE.replace("01.jpg", "02.jpg"), RGB[:5, :5])
    save_numbers(tmp_path / LABELS.replace("01.png", "02.png"), np.full((5, 5), 3, np.uint8))
    (tmp_path / NAMES).write_text(listed(ade20k.CLASSES))
    return tmp_path


def test_the_published_counts_and_names() -> None:
    assert ade20k.SPLITS == {"val": ("validation", 2000), "train": ("training", 20210)}
    assert len(ade20k.CLASSES) == 150
    assert [ade20k.CLASSES[place - 1] for place in (1, 45, 142, 150)] == [
        "wall",
        "chest of drawers",
        "crt screen",
        "flag",
    ]


def test_numbers_are_labels_and_0_is_ignored(folder: Path) -> None:
    first, second = views_of(folder, "ade20k")
    np.testing.assert_array_equal(labels_in(first), numbers())
    assert first.names == {1: "wall", 4: "floor", 150: "flag"}
    assert first.queries == (Query("semantic"),)
    assert (second.size_px, second.names) == ((5, 5), {3: "sky"})


def test_the_folder_itself_may_be_given_and_the_names_be_gone(folder: Path) -> None:
    (folder / NAMES).unlink()
    assert len(views_of(folder / "ADEChallengeData2016", "ade20k")) == 2


def test_the_training_has_names_of_its_own(folder: Path) -> None:
    with pytest.raises(RequestError, match=r"images/training/ADE_train_00000001\.jpg: is missing"):
        opened(folder, "ade20k", role="train")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(PICTURE, Path.unlink, r"00001\.jpg: is missing; unpack ADEChallengeData2016\.zip", id="picture"),
        pytest.param(LABELS, Path.unlink, r"00001\.png: is missing; unpack ADEChallengeData2016\.zip", id="labels"),
        pytest.param(
            PICTURE, lambda p: p.write_bytes(p.read_bytes()[:300]), r"00001\.jpg: cannot be read", id="cut-off"
        ),
        pytest.param(LABELS, lambda p: p.write_bytes(b"no"), r"00001\.png: cannot be read", id="no-png"),
        pytest.param(
            LABELS,
            lambda p: save_numbers(p, np.full(SHAPE, 151, np.uint8)),
            r"00001\.png: holds the number 151, which stands for no class",
            id="151",
        ),
        pytest.param(
            LABELS, lambda p: save_numbers(p, numbers()[:, ::2]), r"of 4×6 pixels, and its picture of 8×6", id="size"
        ),
        pytest.param(
            NAMES,
            lambda p: p.write_text(listed(("roof", *ade20k.CLASSES[1:]))),
            r"objectInfo150\.txt: calls a class 'roof' that the challenge calls 'wall'",
            id="name",
        ),
        pytest.param(NAMES, lambda p: p.write_text("Idx\n"), r"lists 0 classes; the challenge has 150", id="no-names"),
        pytest.param(NAMES, lambda p: p.write_bytes(b"\xff\xfe"), r"objectInfo150\.txt: cannot be read", id="no-text"),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        views_of(folder, "ade20k")
