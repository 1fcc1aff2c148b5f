"""COCO's panoptic files, fabricated: numbers of segments in three bytes, classes with gaps, crowds and what is void."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cavendish.pipeline.importers.photographs import coco_panoptic
from cavendish.scenes.errors import RequestError

from .depth_sets import RGB, save_picture
from .label_sets import HEIGHT, SHAPE, WIDTH, asked_of, labels_in, opened, pixels, save_small_picture, views_of

FILE = "annotations/panoptic_val2017.json"
PICTURE = "val2017/000000000139.jpg"
SEGMENTS = "annotations/panoptic_val2017/000000000139.png"
CATEGORIES = [
    {"id": 1, "name": "person", "isthing": 1, "supercategory": "person"},
    {"id": 90, "name": "toothbrush", "isthing": 1, "supercategory": "indoor"},
    {"id": 190, "name": "floor-other-merged", "isthing": 0, "supercategory": "floor"},
    {"id": 200, "name": "rug-merged", "isthing": 0, "supercategory": "textile"},
]
FLOOR, FIRST, SECOND, CROWD = 3_226_956, 255, 256, 65_536  # numbers: in all bytes, in the first, second, third alone


def numbers() -> np.ndarray:
    """Return a floor with two persons and a crowd of them; the first column is void."""
    segments = np.full(SHAPE, FLOOR)
    segments[:, 0] = 0
    segments[1:3, 1:3], segments[1:4, 4], segments[0, 5:8] = FIRST, SECOND, CROWD
    return segments


def save_segments(path: Path, segments: np.ndarray) -> None:
    """Write numbers H×W as red, green and blue, the lowest byte first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rgb = np.stack([segments & 255, segments >> 8 & 255, segments >> 16], axis=-1).astype(np.uint8)
    Image.fromarray(rgb).save(path, format="PNG")


def content() -> dict[str, Any]:
    """Return the JSON of two pictures, of which the second is a rug alone, and stands first among the annotations."""

    def segment(number: int, category: int, crowd: int = 0) -> dict[str, Any]:
        return {"id": number, "category_id": category, "iscrowd": crowd, "bbox": [0, 0, 1, 1], "area": 1}

    persons = [segment(CROWD, 1, 1), segment(SECOND, 1), segment(FIRST, 1)]
    return {
        "info": {},
        "images": [
            {"id": 139, "file_name": "000000000139.jpg", "width": WIDTH, "height": HEIGHT},
            {"id": 285, "file_name": "000000000285.jpg", "width": 4, "height": 4},
        ],
        "annotations": [
            {"image_id": 285, "file_name": "000000000285.png", "segments_info": [segment(7, 200)]},
            {"image_id": 139, "file_name": "000000000139.png", "segments_info": [segment(FLOOR, 190), *persons]},
        ],
        "categories": [dict(each) for each in CATEGORIES],
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(coco_panoptic, "SPLITS", {"val": 2, "train": 2})
    monkeypatch.setattr(coco_panoptic, "ALL_CLASSES", 4)
    monkeypatch.setattr(coco_panoptic, "THING_CLASSES", 2)
    save_small_picture(tmp_path / PICTURE)
    save_segments(tmp_path / SEGMENTS, numbers())
    save_picture(tmp_path / "val2017/000000000285.jpg", RGB[:4, :4])
    save_segments(tmp_path / "annotations/panoptic_val2017/000000000285.png", np.full((4, 4), 7))
    (tmp_path / FILE).write_text(json.dumps(content()))
    return tmp_path


def test_the_published_counts() -> None:
    assert coco_panoptic.SPLITS == {"val": 5000, "train": 118287}
    assert (coco_panoptic.ALL_CLASSES, coco_panoptic.THING_CLASSES) == (133, 80)


def test_labels_are_places_among_the_classes_and_void_is_ignored(folder: Path) -> None:
    second, first = views_of(folder, "coco-panoptic")
    expected = np.full(SHAPE, 3)
    expected[:, 0] = 0
    expected[1:3, 1:3] = expected[1:4, 4] = expected[0, 5:8] = 1
    np.testing.assert_array_equal(labels_in(first), expected)
    assert first.names == {1: "person", 3: "floor-other-merged"}  # as the set writes them
    assert (second.names, second.regions, len(second.queries)) == ({4: "rug-merged"}, (), 1)


def test_things_are_told_apart_and_crowds_and_void_do_not_count(folder: Path) -> None:
    _, view = views_of(folder, "coco-panoptic")
    asked = asked_of(view)
    assert list(asked) == ["person"]
    assert pixels(view, *asked["person"].regions) == [3, 4]  # in the order of the JSON
    assert pixels(view, *asked["person"].ignored) == [3, HEIGHT]


def test_to_learn_from_absent_things_are_asked_and_never_stuff(folder: Path) -> None:
    second, first = views_of(folder, "coco-panoptic", "val", "train")
    assert {name: len(query.regions) for name, query in asked_of(first).items()} == {"person": 2, "toothbrush": 0}
    assert {name: len(query.regions) for name, query in asked_of(second).items()} == {"person": 0, "toothbrush": 0}


def test_classes_stand_in_the_recipe_in_the_order_of_the_file(folder: Path) -> None:
    imported = opened(folder, "coco-panoptic").build.recipe.imported
    assert imported is not None
    assert imported.benchmark is not None
    assert imported.benchmark.classes == ("person", "toothbrush", "floor-other-merged", "rug-merged")


def test_maps_may_lie_beside_the_annotations(folder: Path) -> None:
    (folder / SEGMENTS).parent.rename(folder / "panoptic_val2017")
    assert len(views_of(folder, "coco-panoptic")) == 2


def test_the_count_is_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coco_panoptic, "SPLITS", {"val": 5000})
    with pytest.raises(RequestError, match="holds 2 pictures of val, and the set's list has 5000"):
        opened(folder, "coco-panoptic")


def _changed(change: Callable[[Any], object]) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        changed = content()
        change(changed)
        path.write_text(json.dumps(changed))

    return write


def _put(*keys: Any, value: Any) -> Callable[[Path], object]:
    def change(changed: Any) -> None:
        for key in keys[:-1]:
            changed = changed[key]
        changed[keys[-1]] = value

    return _changed(change)


SEGMENT = ("annotations", 1, "segments_info", 0)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(FILE, Path.unlink, r"panoptic_val2017\.json: is missing", id="json"),
        pytest.param(
            FILE, lambda p: p.write_text('{"images": ['), r"val2017\.json: cannot be read: it is no", id="cut"
        ),
        pytest.param(FILE, lambda p: p.write_text("{}"), r"categories has 0 ids, 0 names and 0 classes", id="empty"),
        pytest.param(FILE, _put("images", 0, value=3), r"images holds 3, which is no object", id="no-object"),
        pytest.param(FILE, _put("images", 0, "id", value="1"), r"images, '1': cannot be read: id must be", id="id"),
        pytest.param(
            FILE, _put("images", 0, "file_name", value="../a.jpg"), r"file_name must be a path below", id="out-picture"
        ),
        pytest.param(
            FILE, _put("annotations", 0, "file_name", value="/a.png"), r"285: cannot be read: file_name", id="out-map"
        ),
        pytest.param(
            FILE, _put("images", 1, "id", value=139), r"images, 139: cannot be read: it is there tw", id="twice"
        ),
        pytest.param(
            FILE, _put("images", 1, "id", value=9), r"annotations, 285: no picture in images has", id="nobody"
        ),
        pytest.param(FILE, _put("categories", 0, "name", value="rug-merged"), r"has 4 ids, 3 names and 2", id="name"),
        pytest.param(
            FILE, _put("categories", 0, "isthing", value=0), r"1 classes of things; the set has 4", id="things"
        ),
        pytest.param(FILE, _put(*SEGMENT, "category_id", value=5), r"category_id 5, which is none of its", id="class"),
        pytest.param(FILE, _put(*SEGMENT, "id", value=1 << 24), r"139: .* id must be 1 to 16777215", id="large"),
        pytest.param(FILE, _put(*SEGMENT, "id", value=FIRST), r"139: .* and of one segment alone", id="segment-twice"),
        pytest.param(FILE, _put(*SEGMENT[:3], value=None), r"segments_info must be a list of at most", id="no-list"),
        pytest.param(
            FILE, _put(*SEGMENT, "id", value=4), r"0139\.png: holds segment 3226956, which is not", id="other"
        ),
        pytest.param(
            FILE,
            _changed(lambda all_of: all_of["annotations"][0]["segments_info"].append({"id": 8, "category_id": 1})),
            r"0285\.png: has no pixel of segment 8, which is in its segments_info",
            id="unseen",
        ),
        pytest.param(
            PICTURE, Path.unlink, r"0139\.jpg: is missing; unpack panoptic_annotations_trainval2017", id="gone"
        ),
        pytest.param(SEGMENTS, Path.unlink, r"0139\.png: is missing; unpack panoptic_annotations", id="map"),
        pytest.param(SEGMENTS, lambda p: p.write_bytes(b"no"), r"0139\.png: cannot be read: damaged PNG", id="no-png"),
        pytest.param(SEGMENTS, lambda p: save_segments(p, numbers()[:4]), r"PNG of 8×4 pixels, not 8×6", id="size"),
        pytest.param(
            SEGMENTS,
            lambda p: Image.fromarray(numbers().astype(np.uint8)).save(p),
            r"of mode L, not 8-bit RGB",
            id="grey",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(
    name: str, change: Callable[[Path], object], said: str, folder: Path
) -> None:
    change(folder / name)
    with pytest.raises(RequestError, match=said):
        views_of(folder, "coco-panoptic")
