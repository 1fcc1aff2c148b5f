"""From COCO's and LVIS's files to scores: what is drawn as annotated is right, and in a crowd anything is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import cavendish
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.importers.photographs import coco, lvis

from ....conftest import cavendish as run
from .coco_files import annotation, classes, counts_of, write
from .depth_sets import HEIGHT, WIDTH, save_picture

PERSON, CAR, DOG = 1, 3, 18  # of COCO
CROWD = (44, 3, 61, 44)  # left, upper, right, lower
NAME = "000000000009"
Drawn = tuple[Path, Path]


def corners(left: int, upper: int, right: int, lower: int) -> list[int]:
    return [left, upper, right, upper, right, lower, left, lower]


def boxed(box: Sequence[int]) -> tuple[slice, slice]:
    left, upper, right, lower = box
    return slice(upper, lower), slice(left, right)


def image(**more: Any) -> dict[str, Any]:
    address = f"http://images.cocodataset.org/val2017/{NAME}.jpg"
    return {"id": 9, "coco_url": address, "width": WIDTH, "height": HEIGHT, **more}


@pytest.fixture
def drawn_coco(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Return a dataset of a picture with two people, a dog in two parts and a crowd, and its targets as drawings."""
    crowd = np.zeros((HEIGHT, WIDTH), np.uint8)
    crowd[boxed(CROWD)] = 1
    things = [
        annotation(1, 9, PERSON, [corners(3, 5, 14, 20)]),
        annotation(2, 9, PERSON, [corners(3, 25, 14, 44)]),
        annotation(3, 9, DOG, [corners(21, 5, 34, 16), corners(21, 16, 28, 31)]),
        annotation(4, 9, PERSON, {"size": [HEIGHT, WIDTH], "counts": counts_of(crowd)}, iscrowd=1),
    ]
    given = {"images": [image(file_name=f"{NAME}.jpg")], "annotations": things, "categories": classes(coco.NUMBERS)}
    write(tmp_path / "set/annotations/instances_val2017.json", given)
    monkeypatch.setattr(coco, "SPLITS", {"val": 1})
    return drawn(tmp_path, "coco")


@pytest.fixture
def drawn_lvis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Return a dataset of a picture with a bow, and without ribbons, and its targets as drawings."""
    given = {
        "images": [image(neg_category_ids=[137], not_exhaustive_category_ids=[])],
        "annotations": [annotation(1, 9, 136, [corners(3, 5, 34, 20)])],
        "categories": classes(lvis.NUMBERS),
    }
    write(tmp_path / "set/lvis_v1_val.json", given)
    monkeypatch.setattr(lvis, "SPLITS", {"val": 1})
    return drawn(tmp_path, "lvis")


def drawn(root: Path, name: str) -> Drawn:
    save_picture(root / f"set/val2017/{NAME}.jpg")
    cavendish.import_(root / "set", root / "out", name)
    assert cavendish.verify(root / "out") == []
    (root / "drawn").mkdir()
    (shard,) = (root / "out/test").iterdir()
    for sample in read_tar(shard.read_bytes()):
        (root / f"drawn/{sample.key}.png").write_bytes(sample.parts["target.png"])
    return root / "out", root / "drawn"


def scores(drawn: Drawn) -> dict[str, float]:
    report = cavendish.evaluate(*drawn, "test")
    assert report["complete"]
    return report["scores"]["instance"]


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.array(image)


def paint(drawn: Drawn, query: int, box: Sequence[int]) -> None:
    """Draw a box more in a colour that is far from the others."""
    path = drawn[1] / f"00000000-00-{query:02d}-instance.png"
    image = pixels(path)
    used = np.unique(image.reshape(-1, 3), axis=0).astype(int)
    grid = np.stack(np.meshgrid(*3 * [np.arange(0, 256, 51)]), -1).reshape(-1, 3)
    image[boxed(box)] = grid[np.linalg.norm(grid[:, None] - used, axis=-1).min(axis=1).argmax()]
    Image.fromarray(image).save(path)


def test_what_is_drawn_as_annotated_is_perfect(drawn_coco: Drawn) -> None:
    assert [path.stem for path in sorted(drawn_coco[1].iterdir())] == [
        "00000000-00-00-instance",
        "00000000-00-01-instance",
    ]
    assert scores(drawn_coco)["pmF1"] == pytest.approx(1, abs=2e-4)


def test_a_drawing_of_half_the_size_loses_little(drawn_coco: Drawn) -> None:
    for path in drawn_coco[1].iterdir():
        Image.fromarray(pixels(path)[::2, ::2]).save(path)
    assert 0.7 < scores(drawn_coco)["pmF1"] < 1  # of boxes from 11×15 px on


def test_what_is_drawn_in_a_crowd_does_not_count_and_elsewhere_is_wrong(drawn_coco: Drawn) -> None:
    paint(drawn_coco, 0, CROWD)
    assert scores(drawn_coco)["pmF1"] == pytest.approx(1, abs=2e-4)
    paint(drawn_coco, 0, (21, 5, 34, 16))  # of three people two are right, and the dog
    assert scores(drawn_coco)["pmF1"] == pytest.approx(2 * 3 / (4 + 3), abs=2e-4)


def test_an_absent_class_is_a_question_of_its_own(drawn_lvis: Drawn) -> None:
    assert scores(drawn_lvis)["IL_MCC"] == pytest.approx(1, abs=1e-5)
    assert scores(drawn_lvis)["pmF1"] == pytest.approx(1, abs=2e-4)
    paint(drawn_lvis, 1, (3, 25, 34, 40))  # ribbons
    assert scores(drawn_lvis)["IL_MCC"] == pytest.approx(0, abs=1e-5)


def test_an_import_of_which_nothing_can_be_asked_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd = np.ones((HEIGHT, WIDTH), np.uint8)
    alone = annotation(1, 9, PERSON, {"size": [HEIGHT, WIDTH], "counts": counts_of(crowd)}, iscrowd=1)
    given = {"images": [image(file_name=f"{NAME}.jpg")], "annotations": [alone], "categories": classes(coco.NUMBERS)}
    write(tmp_path / "set/annotations/instances_val2017.json", given)
    save_picture(tmp_path / f"set/val2017/{NAME}.jpg")
    monkeypatch.setattr(coco, "SPLITS", {"val": 1})
    assert run("import", str(tmp_path / "set"), str(tmp_path / "out"), "--from", "coco") == 0
    assert "nothing can be asked of any of the pictures" in " ".join("".join(capsys.readouterr()).split())
