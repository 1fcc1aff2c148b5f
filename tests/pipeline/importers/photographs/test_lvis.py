"""LVIS's file, fabricated: pictures in two folders of COCO's, absent classes, and classes of which some things lack."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cavendish.pipeline.importers.photographs import lvis
from cavendish.scenes.errors import RequestError

from .coco_files import HEIGHT, PARTS, STAR, WIDTH, annotation, asked_of, classes, content, write
from .depth_sets import RGB, save_picture
from .label_sets import opened, pixels, views_of

FILE = "lvis_v1_val.json"
PICTURE = "train2017/000000000042.jpg"
BOW, CAP, RIBBON, SCARF, CAN = 136, 203, 137, 921, 1


def given() -> dict[str, Any]:
    """Return a file as LVIS's: no `file_name` and no crowds; two bows and a cap are in the first picture."""
    first, second = ({**image} for image in content()["images"])
    second["coco_url"] = second["coco_url"].replace("val2017", "train2017")
    for image in (first, second):
        del image["file_name"]
    first |= {"neg_category_ids": [RIBBON, CAN], "not_exhaustive_category_ids": [CAP]}
    second |= {"neg_category_ids": [CAP], "not_exhaustive_category_ids": []}
    things = [
        annotation(1, 397133, BOW, PARTS),
        annotation(2, 397133, CAP, STAR),
        annotation(3, 397133, BOW, PARTS[1:]),
    ]
    for thing in things:
        del thing["iscrowd"]
    return {"images": [first, second], "annotations": things, "categories": classes(lvis.NUMBERS)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lvis, "SPLITS", {"val": 2, "train": 3})
    write(tmp_path / FILE, given())
    for name in ("val2017/000000397133.jpg", PICTURE):
        save_picture(tmp_path / name, RGB[:HEIGHT, :WIDTH])
    return tmp_path


def test_the_published_counts_and_names() -> None:
    assert lvis.SPLITS == {"val": 19_809, "train": 100_170}
    assert len(lvis.NUMBERS) == 1203
    assert {lvis.readable(name) for name in list(lvis.NUMBERS)[135:137]} == {"bow (weapon)", "bow (decorative ribbons)"}
    assert len({lvis.readable(name) for name in lvis.NUMBERS}) == 1203


@pytest.mark.parametrize("role", ["test", "train"])
def test_classes_are_asked_for_that_are_annotated_or_absent_and_not_those_of_which_some_lack(
    role: str, folder: Path
) -> None:
    first, second = views_of(folder, "lvis", "val", role)
    assert asked_of(first) == {
        "aerosol can": ((), ()),
        "bow (weapon)": ((0, 2), ()),
        "bow (decorative ribbons)": ((), ()),
    }
    assert [region.name for region in first.regions] == ["bow (weapon)", "cap (headwear)", "bow (weapon)"]
    assert pixels(first, 0, 2) == [18, 9]
    assert asked_of(second) == {"cap (headwear)": ((), ())}


def test_pictures_lie_where_their_addresses_say(folder: Path) -> None:
    work = opened(folder, "lvis")
    assert work.about == "2 pictures of lvis, val, as test"
    (folder / PICTURE).unlink()
    with pytest.raises(RequestError, match=r"train2017/000000000042\.jpg: is missing; unpack lvis_v1_val\.json\.zip, "):
        opened(folder, "lvis")


def test_the_manifest_keeps_the_names_of_the_set(folder: Path) -> None:
    imported = opened(folder, "lvis").build.recipe.imported
    assert imported is not None
    assert imported.benchmark is not None
    assert imported.benchmark.classes == tuple(lvis.NUMBERS)
    assert (imported.benchmark.expected, imported.benchmark.redistribute) == (2, False)


def changed(**fields: Any) -> Callable[[], dict[str, Any]]:
    def change() -> dict[str, Any]:
        content = given()
        content["images"][0] |= fields
        return content

    return change


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        pytest.param(
            changed(neg_category_ids=None), "id 397133: neg_category_ids must be a list of classes' ids", id="no-list"
        ),
        pytest.param(changed(neg_category_ids=["1"]), "id 397133: neg_category_ids must be a list", id="no-numbers"),
        pytest.param(
            changed(not_exhaustive_category_ids=[1204]),
            "id 397133: not_exhaustive_category_ids has 1204, which is none of the file's",
            id="unknown",
        ),
        pytest.param(changed(coco_url=5), "id 397133: coco_url must be a text", id="no-address"),
        pytest.param(changed(coco_url="http://x/../y.jpg"), "id 397133: file_name must be a path below", id="outside"),
        pytest.param(
            lambda: given() | {"categories": classes(lvis.NUMBERS)[:1000]}, "must be the 1203 of LVIS v1", id="classes"
        ),
        pytest.param(
            lambda: given() | {"images": given()["images"][:1]}, "holds 1 pictures of val, and the set's", id="count"
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(damaged: Callable[[], dict[str, Any]], said: str, folder: Path) -> None:
    (folder / FILE).write_text(json.dumps(damaged()))
    with pytest.raises(RequestError, match=rf"(lvis_v1_val\.json|{folder.name}).*{said}") as caught:
        views_of(folder, "lvis")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / FILE).unlink()
    with pytest.raises(RequestError, match=r"annotations/lvis_v1_val\.json: is missing; unpack lvis_v1_val\.json\.zip"):
        opened(folder, "lvis")
