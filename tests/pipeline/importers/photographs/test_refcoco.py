"""RefCOCO's own files, fabricated, and their twin in Parquet: whose mask, which words, how many."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import cavendish
from cavendish.manifests.benchmark import Role
from cavendish.pipeline.benchmarks.catalogue import photograph_set
from cavendish.pipeline.dataset.example import Example, Region
from cavendish.pipeline.dataset.run_lengths import of_mask, packed
from cavendish.pipeline.importers.photographs.lists import read_list
from cavendish.pipeline.importers.photographs.refcoco import LICENCE, PARTS, Part
from cavendish.pipeline.importers.photographs.sets import SETS
from cavendish.scenes.errors import RequestError

from .coco_files import CROWD, HEIGHT, TEXT, WIDTH, annotation, counts_of, text_of
from .coco_files import PARTS as TWO_SQUARES
from .depth_sets import imported, save_picture
from .sentences import Draw, drawn_scores

TRAIN, PACKED = "images/mscoco/images/train2014", "data/validation-00000-of-00001-c0ffee.parquet"
PICTURE = "COCO_train2014_{:012d}.jpg"
SIZE = [HEIGHT, WIDTH]
THINGS = [
    annotation(900, 42, 1, TWO_SQUARES),
    annotation(901, 42, 13, {"size": SIZE, "counts": counts_of(CROWD)}),
    annotation(902, 42, 90, TWO_SQUARES[:1]),
    annotation(7, 9, 13, {"size": SIZE, "counts": text_of(TEXT)}),
    annotation(8, 9, 1, [[2.5, 2.5, 2.6, 2.5, 2.6, 2.6]]),  # too small to have a pixel
]
IMAGES = [{"id": number, "file_name": PICTURE.format(number), "width": WIDTH, "height": HEIGHT} for number in (9, 42)]
CLASSES = [{"id": 1, "name": "person"}, {"id": 13, "name": "stop sign"}, {"id": 90, "name": "toothbrush"}]


def referent(number: int, thing: int, split: str, *sentences: str) -> dict[str, Any]:
    image = next(each["image_id"] for each in THINGS if each["id"] == thing)
    return {
        "ref_id": number,
        "ann_id": thing,
        "category_id": next(each["category_id"] for each in THINGS if each["id"] == thing),
        "image_id": image,
        "file_name": f"COCO_train2014_{image:012d}_{thing}.jpg",  # a name that no file has, as in the set
        "sent_ids": list(range(len(sentences))),
        "split": split,
        "sentences": [
            {"raw": each, "sent": each, "sent_id": place, "tokens": each.split()}
            for place, each in enumerate(sentences)
        ],
    }


REFERENTS = [
    referent(1, 900, "val", "Man in the café", " left guy"),
    referent(2, 7, "testA", "sign"),
    referent(3, 7, "val", "the sign", ""),
    referent(4, 901, "val", "RIGHT one"),
    referent(5, 900, "val", "man again"),
    referent(6, 8, "val", "speck"),
    referent(8, 902, "train", "part of the man"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a pickle and JSON of five referents in val, and their two pictures."""
    monkeypatch.setitem(PARTS, "refcoco", Part("unc", {"val": (5, 2), "testA": (1, 1), "train": (1, 1)}))
    folder = tmp_path / "data"
    for image in IMAGES:
        save_picture(
            folder / "images/mscoco/images/train2014" / PICTURE.format(image["id"]), np.zeros((*SIZE, 3), np.uint8)
        )
    (folder / "refcoco").mkdir()
    write_pickle(folder, REFERENTS)
    write_instances(folder)
    return folder


def write_pickle(folder: Path, content: object, protocol: int = 2) -> None:
    (folder / "refcoco/refs(unc).p").write_bytes(pickle.dumps(content, protocol))


def write_instances(folder: Path, **lists: object) -> None:
    content = {"info": {}, "images": IMAGES, "annotations": THINGS, "categories": CLASSES} | lists
    (folder / "refcoco/instances.json").write_text(json.dumps(content))


def write_parquet(
    folder: Path, path: str = "data/validation-00000-of-00001-c0ffee.parquet", fields: Mapping[str, object] = {}
) -> None:
    """Write the referents of val as rows, in the columns that jxu124 gave them."""
    things = {each["id"]: each for each in THINGS}
    images = {each["id"]: each for each in IMAGES}
    rows = [
        {
            **each,
            "raw_anns": json.dumps(things[each["ann_id"]]),
            "raw_image_info": json.dumps(images[each["image_id"]]),
            "image_path": f"coco/train2014/{images[each['image_id']]['file_name']}",
            "bbox": [0.0, 0.0, 1.0, 1.0],
            **fields,
        }
        for each in REFERENTS
        if each["split"] == "val"
    ]
    (folder / "refcoco" / path).parent.mkdir(exist_ok=True)
    parquet.write_table(pa.Table.from_pylist(rows), folder / "refcoco" / path)


def views(folder: Path, split: str = "val", role: Role = "test") -> list[Example]:
    source = SETS["refcoco"](folder, split, role)
    return [source.read(place).check() for place in range(len(source.views))]


def squares() -> np.ndarray:
    """Return two squares of 3×3 pixels."""
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[1:4, 1:4] = mask[0:3, 6:9] = True
    return mask


def test_pictures_come_once_in_the_order_of_their_first_referent_with_the_masks_of_all(folder: Path) -> None:
    first, second = views(folder)
    expected = [Region("person", packed(of_mask(squares()))), Region("stop sign", packed(of_mask(CROWD > 0)))]
    assert first.regions == tuple(expected)
    assert second.regions == (Region("stop sign", packed(of_mask(TEXT > 0))),)
    assert SETS["refcoco"](folder, "val", "test").views == tuple(
        f"{TRAIN}/{PICTURE.format(number)}" for number in (42, 9)
    )


def test_each_sentence_is_a_query_in_small_letters(folder: Path) -> None:
    first, second = views(folder)
    asked = [(query.task, query.text, query.regions) for query in first.queries]
    assert asked == [
        ("referring", "man in the café", (0,)),
        ("referring", "left guy", (0,)),
        ("referring", "right one", (1,)),
        ("referring", "man again", (0,)),
    ]
    assert [(query.text, query.regions) for query in second.queries] == [("the sign", (0,)), ("speck", ())]


def test_training_asks_as_the_set_writes(folder: Path) -> None:
    first, second = views(folder, role="train")
    assert [query.text for query in first.queries][:3] == ["Man in the café", "left guy", "RIGHT one"]
    assert [query.text for query in second.queries] == ["the sign"]  # nobody sees the speck


def test_a_split_holds_its_own_referents_alone(folder: Path) -> None:
    (view,) = views(folder, "testA")
    assert [query.text for query in view.queries] == ["sign"]


@pytest.mark.parametrize(("role", "samples"), [("test", 6), ("train", 2)])
def test_it_becomes_samples_in_which_nothing_is_wrong(role: Role, samples: int, folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "refcoco", "val", role)
    assert len(list(cavendish.open_dataset(tmp_path / "out", role))) == samples


@pytest.mark.parametrize(
    ("draw", "scores"),
    [
        (lambda target, _: target, {"cIoU": 1, "gIoU": 1}),
        # everything: 18 of 60 pixels three times, 15, 18 and 0
        (lambda target, colour: np.full_like(target, colour), {"cIoU": 87 / 360, "gIoU": 87 / 360}),
    ],
    ids=["as the truth", "everything"],
)
def test_sentences_are_scored(draw: Draw, scores: dict[str, float], folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "refcoco", "val")
    assert drawn_scores(tmp_path / "out", tmp_path / "drawn", draw) == pytest.approx(scores)


def test_a_drawing_of_half_the_size_loses_at_most_the_edges(folder: Path, tmp_path: Path) -> None:
    imported(folder, tmp_path / "out", "refcoco", "val")
    half = drawn_scores(tmp_path / "out", tmp_path / "half", lambda target, _: target[::2, ::2])
    assert 0.5 < half["gIoU"] < 1  # regions are 3 to 5 pixels wide


@pytest.mark.parametrize("protocol", [0, 2, 4])
def test_every_protocol_says_the_same(protocol: int, folder: Path) -> None:
    before = views(folder)
    write_pickle(folder, REFERENTS, protocol)
    assert views(folder) == before


@pytest.mark.parametrize("path", [PACKED, "validation-0.parquet"])
def test_parquet_says_the_same_as_the_pickle(path: str, folder: Path) -> None:
    before = views(folder)
    (folder / "refcoco/refs(unc).p").unlink()
    write_parquet(folder, path)
    after = views(folder)
    assert after == before
    assert [view.picture for view in after] == [view.picture for view in before]


def test_cocos_classes_are_known_by_number() -> None:
    numbers = [int(number) for number, *_ in read_list("coco-things")]
    assert len(set(numbers)) == 80
    assert (min(numbers), max(numbers)) == (1, 90)
    assert ["13", "stop", "sign"] in read_list("coco-things")


@pytest.mark.parametrize("name", PARTS)
def test_the_manifest_says_what_is_listed(name: str) -> None:
    listed = photograph_set(name)
    assert (listed.licence, listed.redistribute) == (LICENCE, False)
    counts = {split: pictures for split, (_, pictures) in PARTS[name].splits.items()}
    assert {split.name: split.pictures for split in listed.splits} == counts
    for split in listed.splits:
        assert split.name == "train" or f"{PARTS[name].splits[split.name][0]:,} referents" in split.protocol


def test_another_count_is_refused(folder: Path) -> None:
    write_pickle(folder, REFERENTS[1:])
    with pytest.raises(RequestError, match=r"refs\(unc\)\.p: holds 4 referents of val, and the set has 5"):
        views(folder)


def without(place: int, name: str) -> list[dict[str, Any]]:
    row = {key: value for key, value in REFERENTS[place].items() if key != name}
    return [*REFERENTS[:place], row, *REFERENTS[place + 1 :]]


def given(place: int, **fields: object) -> Callable[[Path], None]:
    return lambda folder: write_pickle(folder, [*REFERENTS[:place], REFERENTS[place] | fields, *REFERENTS[place + 1 :]])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "refcoco/refs(unc).p").unlink(), r"refcoco/refs\(unc\)\.p: is missing"),
        (lambda folder: (folder / "refcoco/instances.json").unlink(), r"refcoco/instances\.json: is missing"),
        (
            lambda folder: (folder / TRAIN / PICTURE.format(9)).unlink(),
            r"0009\.jpg: is missing; unpack COCO's train2014\.zip into",
        ),
        (
            lambda folder: (folder / TRAIN / PICTURE.format(9)).write_bytes(b"\xff\xd8\xffno"),
            r"0009\.jpg: cannot be read",
        ),
        (
            lambda folder: save_picture(folder / TRAIN / PICTURE.format(9)),
            r"0009\.jpg: is 64×48, and the set's annotations are of 10×6",
        ),
        (
            lambda folder: (folder / "refcoco/refs(unc).p").write_bytes(b"cos\nsystem\n(S'false'\ntR."),
            r"refs\(unc\)\.p: cannot be read: it wants 'os\.system', and plain data needs no class or function",
        ),
        (lambda folder: write_pickle(folder, {"refs": []}), r"\.p: must hold a list of at most 100,000 referents"),
        (lambda folder: write_pickle(folder, ["ref"]), r"\.p: referent 0: Input should be a valid dictionary"),
        (lambda folder: write_pickle(folder, without(3, "ann_id")), r"\.p: referent 3: ann_id: Field required"),
        (given(2, ann_id="seven"), r"referent 2: ann_id: Input should be a valid integer"),
        (given(2, sentences=[{"sent": 3}]), r"referent 2: sentences\.0\.sent: Input should be a valid string"),
        (given(2, sentences=[{"sent": "a"}] * 101), r"referent 2: sentences: List should have at most 100 items"),
        (given(2, sentences=[{"sent": "a" * 2001}]), r"sentences\.0\.sent: String should have at most 2000"),
        (given(2, ann_id=99), r"\.p: refers to annotation 99 of picture 9, which instances\.json has not"),
        (given(2, image_id=42), r"\.p: refers to annotation 7 of picture 42, which instances\.json has not"),
        (
            lambda folder: write_instances(folder, categories=CLASSES[1:]),
            r"instances\.json: annotations, id 900: category_id 1 is none of the file's",
        ),
    ],
)
def test_each_damage_is_told_in_one_sentence(change: Callable[[Path], object], said: str, folder: Path) -> None:
    change(folder)
    with pytest.raises(RequestError, match=said):
        views(folder)


ROW = r"0-of-00001-c0ffee\.parquet: "


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"raw_anns": "{"}, rf"{ROW}row 0: raw_anns: EOF while parsing"),
        ({"raw_anns": "[" * 1000}, rf"{ROW}row 0: raw_anns: recursion limit"),
        ({"raw_anns": '{"id": 900}'}, rf"{ROW}row 0: raw_anns\.category_id: Field required"),
        ({"raw_anns": json.dumps(THINGS[3])}, rf"{ROW}row 0: raw_anns is of annotation 7, and ann_id is 900"),
        (
            {"raw_anns": json.dumps(THINGS[0] | {"segmentation": "all"})},
            rf"{ROW}row 0: cannot be read: segmentation must be a list of polygons",
        ),
        (
            {"raw_anns": json.dumps(THINGS[0] | {"segmentation": [[90, 90, 95, 90, 95, 95]]}), "ann_id": 900},
            rf"{ROW}a segmentation is not of its picture",
        ),
        (
            {"raw_image_info": '{"file_name": "a.jpg", "width": 0, "height": 1}'},
            r"width: Input should be greater than 0",
        ),
        (
            {"raw_image_info": '{"file_name": "../a.jpg", "width": 9, "height": 9}'},
            rf"{ROW}row 0: cannot be read: file_name must be a path below the folder of pictures",
        ),
        ({"sentences": [{"raw": "a"}]}, rf"{ROW}row 0: sentences\.0\.sent: Field required"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:60],
)
def test_each_damage_of_parquet_is_told_in_one_sentence(fields: dict[str, object], said: str, folder: Path) -> None:
    (folder / "refcoco/refs(unc).p").unlink()
    write_parquet(folder, fields=fields)
    with pytest.raises(RequestError, match=said):
        views(folder)


def test_what_is_no_parquet_of_this_layout_is_told(folder: Path) -> None:
    (folder / "refcoco/refs(unc).p").unlink()
    path = folder / "refcoco/validation-0.parquet"
    path.write_bytes(b"PAR1 no PAR1")
    with pytest.raises(RequestError, match=r"validation-0\.parquet: cannot be read as Parquet: "):
        views(folder)
    parquet.write_table(pa.table({"image": [1], "segmentation": [[1.0]]}), path)
    with pytest.raises(RequestError, match=r"0\.parquet: has no column ann_id; it has image, segmentation"):
        views(folder)


def test_without_pyarrow_the_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "refcoco/refs(unc).p").unlink()
    write_parquet(folder)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RequestError, match=r"parquet: Parquet needs pyarrow: pip install 'cavendish\[parquet\]'"):
        views(folder)


def test_no_other_part_is_known(folder: Path) -> None:
    with pytest.raises(RequestError, match="is none; this set has val, testA, train"):
        SETS["refcoco"](folder, "test", "test")


def test_without_a_split_it_is_val_or_what_is_to_be_learnt_from(folder: Path) -> None:
    assert SETS["refcoco"](folder, "", "test").benchmark.split == "val"
    (view,) = views(folder, "", "train")
    assert [query.text for query in view.queries] == ["part of the man"]
