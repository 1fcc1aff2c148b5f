"""LVIS's own reader and ours find the same classes and masks in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from cavendish.pipeline.dataset.run_lengths import to_mask, unpacked
from cavendish.pipeline.importers.photographs.coco_json import CocoFile, read_coco

from ..pipeline.importers.photographs.coco_files import HEIGHT, WIDTH, content, write

pytestmark = pytest.mark.filterwarnings("ignore")  # other people's scripts warn of their own affairs


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file; the set's scripts are installed without OpenCV, which only pictures of theirs need."""
    monkeypatch.setitem(sys.modules, "cv2", ModuleType("cv2"))
    return write(tmp_path / "lvis_v1_val.json", content())


@pytest.fixture
def file(path: Path) -> CocoFile:
    return read_coco(path)


def test_pictures_have_the_same_annotations_of_the_same_classes(path: Path, file: CocoFile) -> None:
    from lvis import LVIS

    theirs = LVIS(str(path))
    assert theirs.get_img_ids() == [each.number for each in file.pictures]
    for place, picture in enumerate(file.pictures):
        found = {each.number: file.categories[each.category].number for each in file.annotations(place)}
        ids = theirs.get_ann_ids(img_ids=[picture.number])
        assert found == {number: theirs.anns[number]["category_id"] for number in ids}


def test_masks_are_the_same_bit_for_bit(path: Path, file: CocoFile) -> None:
    from lvis import LVIS

    theirs = LVIS(str(path))
    for each in file.annotations(0):
        ours = to_mask(unpacked(each.runs), (HEIGHT, WIDTH))
        np.testing.assert_array_equal(ours, theirs.ann_to_mask(theirs.anns[each.number]))
