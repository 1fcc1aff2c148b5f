"""Cityscapes' own scripts make a folder from outlines, and say of it what our reader says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.dataset.example import Example
from cavendish.pipeline.importers.photographs import cityscapes

pytestmark = pytest.mark.filterwarnings("ignore")  # other people's scripts warn of their own affairs

WIDTH, HEIGHT = 64, 32
VIEW = "aachen/aachen_000000_000019"
BOXES = [  # left, upper, right, lower: later ones lie over earlier ones
    ("sky", (0, 0, 63, 15)),
    ("road", (0, 16, 63, 31)),
    ("ego vehicle", (0, 28, 63, 31)),
    ("building", (40, 2, 63, 15)),
    ("cargroup", (50, 12, 63, 17)),
    ("car", (2, 14, 20, 24)),
    ("license plate", (8, 20, 10, 21)),
    ("car", (15, 16, 30, 23)),
    ("person", (34, 10, 37, 25)),
    ("caravan", (40, 14, 48, 20)),
    ("traffic light", (33, 1, 34, 5)),
    ("polegroup", (38, 1, 39, 9)),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose labels and things the set's own scripts have drawn."""
    from cityscapesscripts.helpers.annotation import Annotation
    from cityscapesscripts.preparation.json2instanceImg import createInstanceImage
    from cityscapesscripts.preparation.json2labelImg import json2labelImg

    monkeypatch.setattr(cityscapes, "SPLITS", {"val": 1})
    stem = tmp_path / f"gtFine/val/{VIEW}_gtFine"
    picture = tmp_path / f"leftImg8bit/val/{VIEW}_leftImg8bit.png"
    for path in (stem, picture):
        path.parent.mkdir(parents=True)
    Image.fromarray(np.zeros((HEIGHT, WIDTH, 3), np.uint8)).save(picture)
    outlines = stem.with_name(f"{stem.name}_polygons.json")
    objects = [{"label": name, "polygon": [[x, y], [u, y], [u, v], [x, v]]} for name, (x, y, u, v) in BOXES]
    outlines.write_text(json.dumps({"imgWidth": WIDTH, "imgHeight": HEIGHT, "objects": objects}))
    json2labelImg(str(outlines), f"{stem}_labelIds.png")
    drawn = Annotation()
    drawn.fromJsonFile(str(outlines))
    things = np.asarray(createInstanceImage(drawn, "ids"))  # of 32 bits, which Pillow no longer writes as 16
    Image.fromarray(things.astype(np.uint16)).save(f"{stem}_instanceIds.png")
    return tmp_path


@pytest.fixture
def view(folder: Path) -> Example:
    return cityscapes.read_cityscapes(folder, "val", "test").read(0).check()


def test_classes_are_the_scripts_ones_in_the_order_of_training() -> None:
    from cityscapesscripts.helpers.labels import trainId2label

    assert [trainId2label[number].name for number in range(19)] == list(cityscapes.CLASSES)


def test_labels_are_the_numbers_of_training_and_one(view: Example, folder: Path) -> None:
    from cityscapesscripts.helpers.labels import id2label

    numbers = np.asarray(Image.open(folder / f"gtFine/val/{VIEW}_gtFine_labelIds.png"))
    of_training = np.vectorize(lambda number: id2label[number].trainId)(numbers)
    assert view.labels is not None
    np.testing.assert_array_equal(view.labels, np.where(of_training == 255, 0, of_training + 1))
    assert len(np.unique(view.labels)) == 7  # six of the boxes' classes, and what is ignored


def test_things_are_those_that_the_scripts_count(view: Example, folder: Path) -> None:
    from cityscapesscripts.evaluation.instances2dict import instances2dict
    from cityscapesscripts.helpers.labels import name2label

    ((_, counted),) = instances2dict([str(folder / f"gtFine/val/{VIEW}_gtFine_instanceIds.png")]).items()
    for name in cityscapes.THING_CLASSES:
        label = name2label[name]
        assert label.hasInstances
        assert not label.ignoreInEval
        ours = sorted((region.crowd, int(view.mask(place).sum()))
                      for place, region in enumerate(view.regions) if region.name == name)  # fmt: skip
        assert ours == sorted((thing["instID"] < 1000, thing["pixelCount"]) for thing in counted[name])
    assert [query.text for query in view.queries[1:]] == ["person", "car"]


def test_what_is_void_among_things_is_what_the_scripts_ignore(view: Example, folder: Path) -> None:
    from cityscapesscripts.helpers.labels import labels

    things = np.asarray(Image.open(folder / f"gtFine/val/{VIEW}_gtFine_instanceIds.png"))
    ignored = np.isin(things, [label.id for label in labels if label.ignoreInEval])
    (void,) = [place for place, region in enumerate(view.regions) if region.name == "void"]
    np.testing.assert_array_equal(view.mask(void), ignored)


def test_the_scripts_score_what_we_count(view: Example, folder: Path) -> None:
    """A drawing is moved by two pixels; what is scored as 0 in ours is ignored in theirs."""
    from cityscapesscripts.evaluation.evalPixelLevelSemanticLabeling import (
        args,
        evaluatePair,
        generateMatrix,
        getIouScoreForLabel,
    )

    truth = folder / f"gtFine/val/{VIEW}_gtFine_labelIds.png"
    drawn = np.roll(np.asarray(Image.open(truth)), 2, axis=1)
    Image.fromarray(drawn).save(folder / "drawn.png")
    args.evalInstLevelScore = args.evalPixelAccuracy = False
    matrix = generateMatrix(args)
    evaluatePair(str(folder / "drawn.png"), str(truth), matrix, {}, {}, args)
    assert view.labels is not None
    ours, known = np.roll(view.labels, 2, axis=1), view.labels > 0
    for place, number in enumerate(cityscapes.NUMBERS.values(), start=1):
        right = np.count_nonzero((view.labels == place) & (ours == place))
        either = np.count_nonzero(known & ((view.labels == place) | (ours == place)))
        assert getIouScoreForLabel(number, matrix, args) == pytest.approx(
            right / either if either else np.nan, nan_ok=True
        )
