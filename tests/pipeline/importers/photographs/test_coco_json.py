"""COCO's JSON: its masks are those of COCO's own library, and whatever is wrong is told with its id and field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pycocotools import mask as coco
from pycocotools.coco import COCO

from cavendish.pipeline.dataset.run_lengths import to_mask, unpacked
from cavendish.pipeline.importers.photographs.coco_json import CocoFile, Picture, read_coco
from cavendish.pipeline.importers.photographs.coco_masks import segmentation_runs
from cavendish.scenes.errors import RequestError

from .coco_files import CROWD, HEIGHT, PARTS, STAR, TEXT, WIDTH, annotation, content, write

SHAPE = HEIGHT, WIDTH


@pytest.fixture
def file(tmp_path: Path) -> CocoFile:
    return read_coco(write(tmp_path / "file.json", content()))


def mask(runs: str) -> np.ndarray:
    return to_mask(unpacked(runs), SHAPE)


def test_pictures_and_classes_keep_their_order_ids_and_names(file: CocoFile) -> None:
    assert file.pictures[0] == Picture(397133, "000000397133.jpg", (WIDTH, HEIGHT))
    assert [each.number for each in file.pictures] == [397133, 42]
    assert [(each.number, each.name) for each in file.categories] == [
        (1, "person"),
        (13, "stop sign"),
        (90, "toothbrush"),
    ]


def test_annotations_are_those_of_their_picture_with_places_of_classes(file: CocoFile) -> None:
    found = file.annotations(0)
    assert [(each.number, each.category, each.crowd) for each in found] == [
        (900, 0, False),
        (7, 2, False),
        (901, 0, True),
        (902, 1, False),
    ]
    assert file.annotations(1) == ()


def test_polygons_and_both_kinds_of_run_lengths_become_masks(file: CocoFile) -> None:
    parts, _, crowd, text = (mask(each.runs) for each in file.annotations(0))
    two = np.zeros(SHAPE, np.bool_)
    two[1:4, 1:4] = two[0:3, 6:9] = True
    np.testing.assert_array_equal(parts, two)
    np.testing.assert_array_equal(crowd, CROWD)
    np.testing.assert_array_equal(text, TEXT)


def test_masks_are_bit_for_bit_those_of_pycocotools(file: CocoFile) -> None:
    theirs = [coco.merge(coco.frPyObjects(polygons, *SHAPE)) for polygons in (PARTS, STAR)]
    theirs += [coco.encode(np.asfortranarray(mask)) for mask in (CROWD, TEXT)]
    assert [each.runs for each in file.annotations(0)] == [each["counts"].decode() for each in theirs]


def test_cocos_own_reader_finds_the_same_things(tmp_path: Path) -> None:
    path = write(tmp_path / "file.json", content())
    file, theirs = read_coco(path), COCO(path)
    for place, picture in enumerate(file.pictures):
        annotations = file.annotations(place)
        assert [each.number for each in annotations] == theirs.getAnnIds(imgIds=[picture.number])
        for each in annotations:
            said = theirs.anns[each.number]
            assert file.categories[each.category].number == said["category_id"]
            np.testing.assert_array_equal(mask(each.runs), theirs.annToMask(said))


@pytest.mark.parametrize("outline", [[2.0, 2.0, 2.1, 2.0, 2.1, 2.1], [1.0, 1.0, 8.0, 4.0], [3.0, 3.0]])
def test_what_has_no_pixel_is_no_thing(outline: list[float], tmp_path: Path) -> None:
    given = content() | {"annotations": [annotation(1, 42, 1, [outline])]}
    assert read_coco(write(tmp_path / "file.json", given)).annotations(1) == ()


def test_what_reaches_over_the_edge_is_cut_off(tmp_path: Path) -> None:
    given = content() | {"annotations": [annotation(1, 42, 1, [[8.0, 4.0, 12.0, 4.0, 12.0, 9.0, 8.0, 9.0]])]}
    (thing,) = read_coco(write(tmp_path / "file.json", given)).annotations(1)
    assert np.argwhere(mask(thing.runs)).tolist() == [[4, 8], [4, 9], [5, 8], [5, 9]]


def test_corners_above_and_left_of_the_picture_are_where_they_are(tmp_path: Path) -> None:
    outline = [[-2.5, -1.0, 4.0, 1.5, 2.0, 5.0]]
    given = content() | {"annotations": [annotation(1, 42, 1, outline)]}
    (thing,) = read_coco(write(tmp_path / "file.json", given)).annotations(1)
    assert thing.runs == coco.frPyObjects(outline, *SHAPE)[0]["counts"].decode()


def test_a_line_beside_a_polygon_adds_nothing(tmp_path: Path) -> None:
    parts = [*PARTS, [0.5, 5.0, 9.5, 3.25]]
    given = content() | {"annotations": [annotation(1, 42, 1, parts)]}
    (thing,) = read_coco(write(tmp_path / "file.json", given)).annotations(1)
    assert thing.runs == coco.merge(coco.frPyObjects(parts, *SHAPE))["counts"].decode()
    assert mask(thing.runs).sum() == 18


def test_lists_may_come_in_any_order_and_annotations_may_lack(tmp_path: Path) -> None:
    backwards = dict(reversed(content().items()))
    assert len(read_coco(write(tmp_path / "file.json", backwards)).annotations(0)) == 4
    without = {name: each for name, each in content().items() if name != "annotations"}
    assert read_coco(write(tmp_path / "file.json", without)).annotations(0) == ()


def test_without_file_name_the_address_says_folder_and_name(tmp_path: Path) -> None:
    given = content("train2017")
    for image in given["images"]:
        del image["file_name"]
    assert read_coco(write(tmp_path / "file.json", given)).pictures[1].name == "train2017/000000000042.jpg"


def test_what_else_is_wanted_of_pictures_is_kept(tmp_path: Path) -> None:
    file = read_coco(write(tmp_path / "file.json", content()), also=lambda item: item["coco_url"][-6:])
    assert [each.also for each in file.pictures] == ["33.jpg", "42.jpg"]


def test_one_mask_alone_is_drawn_for_a_picture_that_it_is_of() -> None:
    assert mask(segmentation_runs(PARTS, SHAPE)).sum() == 18
    with pytest.raises(ValueError, match="is not of a picture of 10×5 pixels"):
        segmentation_runs({"size": [HEIGHT, WIDTH], "counts": [60]}, (5, WIDTH))


def changed(part: str, place: int, /, **fields: Any) -> Callable[[], dict[str, Any]]:
    def change() -> dict[str, Any]:
        given = content()
        given[part][place] |= fields
        return given

    return change


def segmented(segmentation: Any) -> Callable[[], dict[str, Any]]:
    return changed("annotations", 0, segmentation=segmentation)


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (dict, "holds no images; it must be an object with the lists images, categories, annotations"),
        (lambda: content() | {"categories": []}, "holds no categories"),
        (lambda: content() | {"images": [5]}, "images holds 5, which is no object"),
        (changed("images", 0, id="a"), "images, id 'a': id must be a whole number, not 'a'"),
        (changed("images", 0, id=True), "images, id True: id must be a whole number, not True"),
        (changed("images", 1, id=397133), "images, id 397133: is there 2 times"),
        (changed("images", 0, width=0), "images, id 397133: width and height are 0 and 6; sides are 1 to 8192 px"),
        (changed("images", 0, height=9000), "width and height are 10 and 9000"),
        (changed("images", 0, width=10.5), "width must be a whole number, not 10.5"),
        (changed("images", 0, file_name="../x.jpg"), r"file_name must be a path below the folder of pictures"),
        (changed("images", 0, file_name="/x.jpg"), r"file_name must be a path below the folder of pictures"),
        (changed("images", 0, file_name="x\n.jpg"), r"file_name must be a text of 1 to 255 characters"),
        (changed("categories", 1, id=1), "categories, id 1: is there 2 times"),
        (changed("categories", 1, name=None), "categories, id 13: name must be a text of 1 to 255 characters"),
        (changed("annotations", 1, id=900), "annotations, id 900: is there 2 times"),
        (changed("annotations", 0, image_id=5), "annotations, id 900: image_id 5 is none of the file's"),
        (changed("annotations", 0, category_id=2), "annotations, id 900: category_id 2 is none of the file's"),
        (changed("annotations", 0, iscrowd=2), "annotations, id 900: iscrowd must be 0 or 1"),
        (segmented(None), "annotations, id 900: segmentation must be a list of polygons, or run lengths"),
        (segmented([]), "id 900: segmentation must be a list of polygons, or run lengths"),
        (segmented([5]), "id 900: segmentation must hold polygons, each a list of numbers"),
        (segmented([[1, 2, "3", 4, 5, 6]]), "id 900: segmentation must hold polygons, each a list of numbers"),
        (segmented([[1, 2, 3]]), "id 900: a polygon must have at least three corners, two finite numbers each"),
        (
            segmented([[1e9, 2, 3, 4, 5, 6]]),
            "id 900: a polygon must have at least three corners, two finite numbers each",
        ),
        (segmented([PARTS[0], []]), "id 900: segmentation must hold polygons, each a list of numbers"),
        (segmented([[1, 2, 3, 4, 5, 6, 7]]), "id 900: a polygon must have at least three corners"),
        (segmented([[11, 1, 14, 1, 14, 4]]), "id 900: segmentation is not of its picture, which is 10×6"),
        (segmented([[-4, 1, -2, 1, -2, 4]]), "id 900: segmentation is not of its picture, which is 10×6"),
        (segmented({"size": [WIDTH, HEIGHT], "counts": [60]}), "id 900: segmentation is not of its picture"),
        (segmented({"size": [9000, 9000], "counts": [81000000]}), r"segmentation has size \[9000, 9000\]; sides are"),
        (segmented({"size": [True, 10], "counts": [10]}), r"segmentation has size \[True, 10\]; sides are"),
        (segmented({"size": [6, 10], "counts": [50]}), "id 900: its runs have 50 pixels, and the picture 60"),
        (segmented({"size": [6, 10], "counts": [70, -10]}), "must have counts that are whole numbers from 0 on"),
        (segmented({"size": [6, 10], "counts": "~"}), "id 900: its run lengths are no compressed text of COCO's"),
        (segmented({"size": [6, 10], "counts": "é"}), "id 900: its run lengths are no compressed text of COCO's"),
        (segmented({"size": [6, 10]}), "id 900: segmentation must be a list of polygons, or run lengths"),
    ],
)
def test_each_damage_is_told_with_list_id_and_field(
    damaged: Callable[[], dict[str, Any]], said: str, tmp_path: Path
) -> None:
    with pytest.raises(RequestError, match=rf"file\.json: .*{said}") as caught:
        read_coco(write(tmp_path / "file.json", damaged()))
    assert "\n" not in str(caught.value)
