"""SA-Co/Gold, fabricated: three people's files are one question, asked only where all of them marked everything."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pycocotools import mask as coco

import cavendish
from cavendish.manifests.benchmark import MaskRules
from cavendish.pipeline.dataset.example import Example, Query
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.importers.photographs.saco_gold import SUBSETS, read_saco_gold
from cavendish.pipeline.importers.photographs.source import PhotographSource
from cavendish.scenes.errors import RequestError

from .depth_sets import HEIGHT, WIDTH, save_picture

ONE, TWO = "1/1001/metaclip_1_1001_c1.jpeg", "2/7/metaclip_2_7_d2.jpeg"
FOOD = {  # id: picture, phrase, who marked all instances
    10: (ONE, "chili", "abc"),
    11: (ONE, "the fish ball", "abc"),
    12: (TWO, "spoon", "ac"),  # not exhaustive for b
    13: (TWO, "bowl", "abc"),
}
MARKED: Mapping[
    str, Mapping[int, list[tuple[int, int]]]
] = {  # by whom, for which pair: left and right edge of bars; minus: a crowd
    "a": {10: [(0, 8), (16, 24)], 12: [(0, 4)], 13: [(0, 8), (-32, -48)]},
    "b": {10: [(0, 8)], 13: [(0, 9)]},
    "c": {13: []},  # nobody is there, says c; the first phrase, too, is seen by a and b alone
}


def bar(left: int, right: int) -> np.ndarray:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    mask[:, abs(left) : abs(right)] = True
    return mask


def annotation(number: int, pair: int, edges: tuple[int, int]) -> dict[str, Any]:
    """Return one as the set writes it: box and area are shares of the picture."""
    runs = coco.encode(np.asfortranarray(bar(*edges)))
    left, right = map(abs, edges)
    return {
        "id": number,
        "image_id": pair,
        "source": "manual",
        "area": (right - left) / WIDTH,
        "bbox": [left / WIDTH, 0.0, (right - left) / WIDTH, 1.0],
        "segmentation": {"counts": runs["counts"].decode(), "size": [HEIGHT, WIDTH]},
        "category_id": 1,
        "iscrowd": int(edges[0] < 0),
    }


def content(person: str, pairs: Mapping[int, tuple[str, str, str]] = FOOD) -> dict[str, Any]:
    images = [
        {
            "id": number,
            "file_name": name,
            "text_input": phrase,
            "width": WIDTH,
            "height": HEIGHT,
            "queried_category": "0",
            "is_instance_exhaustive": int(person in all_of),
            "is_pixel_exhaustive": 1,
        }
        for number, (name, phrase, all_of) in pairs.items()
    ]
    bars = [(pair, edges) for pair, marked in MARKED[person].items() if pair in pairs for edges in marked]
    annotations = [annotation(number, pair, edges) for number, (pair, edges) in enumerate(bars, start=1)]
    return {"info": {}, "images": images, "annotations": annotations, "categories": [{"id": 1, "name": "object"}]}


def file_of(folder: Path, person: str, subset: str = "fg_food") -> Path:
    return folder / f"gold_{subset}_merged_{person}_release_test.json"


def write(folder: Path, person: str, given: Any, subset: str = "fg_food") -> None:
    file_of(folder, person, subset).write_text(json.dumps(given))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the part about food and its pictures in a folder of their own."""
    root = tmp_path / "gold"
    root.mkdir()
    for person in "abc":
        write(root, person, content(person))
    for name in (ONE, TWO):
        save_picture(root / "metaclip-images" / name)
    return root


def source(folder: Path, split: str = "fg_food") -> PhotographSource:
    return read_saco_gold(folder, split, "test")


def asked(folder: Path, split: str = "fg_food") -> list[Example]:
    found = source(folder, split)
    return [found.read(place).check() for place in range(len(found.views))]


def test_there_are_168202_pairs_in_seven_parts() -> None:
    assert (len(SUBSETS), sum(SUBSETS.values())) == (7, 168_202)


def test_a_picture_is_asked_all_its_phrases_of_which_everybody_marked_all(folder: Path) -> None:
    found = source(folder)
    assert found.views == (f"metaclip-images/{ONE}", f"metaclip-images/{TWO}")
    assert (found.benchmark.expected, found.benchmark.redistribute) == (2, False)
    assert found.benchmark.masks == MaskRules(annotators=3, crowds="dropped")
    one, two = asked(folder)
    assert one.queries == (
        Query("instance", "chili", (0, 1, 2), (), "fg_food"),
        Query("instance", "the fish ball", (), (), "fg_food"),  # a negative
    )
    assert two.queries == (Query("instance", "bowl", (0, 2), (1,), "fg_food"),)  # nobody is asked for the spoon


def test_regions_say_whose_they_are_and_which_are_crowds(folder: Path) -> None:
    one, two = asked(folder)
    assert [(each.name, each.annotator, each.crowd) for each in one.regions] == [
        ("chili", 0, False),
        ("chili", 0, False),
        ("chili", 1, False),
    ]
    assert [(each.annotator, each.crowd) for each in two.regions] == [(0, False), (0, True), (1, False)]
    np.testing.assert_array_equal(one.mask(1), bar(16, 24))
    np.testing.assert_array_equal(two.mask(1), bar(32, 48))


def test_what_is_there_and_not_asked_is_told(folder: Path) -> None:
    assert source(folder).notes == (
        "fg_food: its files hold 4 pairs of picture and phrase, and its authors count 13,951",
        "fg_food: 1 of 4 pairs are not asked: not everybody marked all of their instances",
    )


def test_the_files_of_other_people_may_be_in_another_order(folder: Path) -> None:
    before = asked(folder)
    given = content("b")
    write(folder, "b", given | {"images": given["images"][::-1]})
    assert [each.queries for each in asked(folder)] == [each.queries for each in before]
    assert [each.regions for each in asked(folder)] == [each.regions for each in before]


def test_pictures_may_have_the_names_that_roboflow_gives_them(folder: Path) -> None:
    before = asked(folder)
    shutil.rmtree(folder / "metaclip-images")
    for name in (ONE, TWO):
        save_picture(folder / "download/test" / f"{Path(name).stem}_jpeg.rf.0a1b2c.jpg")
    assert source(folder).views[0] == "download/test/metaclip_1_1001_c1_jpeg.rf.0a1b2c.jpg"
    assert [each.queries for each in asked(folder)] == [each.queries for each in before]


def test_all_parts_are_one_test_and_a_picture_of_several_is_there_once(folder: Path) -> None:
    (folder / "annotations").mkdir()
    for subset in SUBSETS:
        for person in "abc":
            pairs = {1: ("sa_1.jpg", "dog", "abc")} if subset == "sa1b" else {13: FOOD[13]}
            write(folder / "annotations", person, content(person, pairs), subset)
            file_of(folder, person).unlink(missing_ok=True)
    save_picture(folder / "sa1b-images/sa_1.jpg")
    found = source(folder, "")
    assert found.benchmark.split == "all"
    assert found.views == (f"metaclip-images/{TWO}", "sa1b-images/sa_1.jpg")
    bowl, dog = asked(folder, "all")
    assert [(each.text, each.group) for each in bowl.queries] == [("bowl", name) for name in SUBSETS if name != "sa1b"]
    assert dog.queries == (Query("instance", "dog", (), (), "sa1b"),)


def changed(images: Mapping[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Return what changes the first pair of a file."""
    return lambda given: given["images"][0].update(images)


@pytest.mark.parametrize(
    ("person", "change", "said"),
    [
        ("a", changed({"text_input": " "}), r"merged_a_.*images, id 10: text_input must be a text of 1 to 255"),
        ("a", changed({"is_instance_exhaustive": "yes"}), r"id 10: is_instance_exhaustive must be 0 or 1, not 'yes'"),
        ("a", changed({"file_name": "../up.jpg"}), r"id 10: file_name must be a path below the folder of pictures"),
        ("b", changed({"text_input": "rice"}), r"merged_b_.*images, id 10: is not the pair that gold_fg_food_merged_a"),
        ("c", lambda given: given["images"].pop(1), r"merged_c_.*images, id 11: is not the pair that gold_fg_food"),
        (
            "c",
            lambda given: given["images"].append(given["images"][0] | {"id": 9}),
            r"merged_c_.*: holds 5 pairs, and gold_fg_food_merged_a_release_test\.json 4",
        ),
        (
            "b",
            lambda given: given["annotations"][0]["segmentation"].update(size=[HEIGHT, 3]),
            r"merged_b_.*annotations, id 1: its runs have 3072 pixels, and the picture 144",
        ),
    ],
    ids=["no phrase", "no flag", "path", "other phrase", "lost pair", "more pairs", "other size"],
)
def test_each_damage_is_told_in_one_sentence(
    person: str, change: Callable[[dict[str, Any]], None], said: str, folder: Path
) -> None:
    given = content(person)
    change(given)
    write(folder, person, given)
    with pytest.raises(RequestError, match=said):
        asked(folder)


def test_a_lost_file_or_picture_is_named(folder: Path) -> None:
    (folder / "metaclip-images" / TWO).unlink()
    with pytest.raises(RequestError, match=r"metaclip_2_7_d2\.jpeg: is missing; unpack the pictures of MetaCLIP"):
        source(folder)
    file_of(folder, "b").unlink()
    with pytest.raises(RequestError, match=r"gold_fg_food_merged_b_release_test\.json: is missing"):
        source(folder)


def test_a_picture_of_another_size_is_told(folder: Path) -> None:
    save_picture(folder / "metaclip-images" / ONE, np.zeros((HEIGHT, WIDTH // 2, 3), np.uint8))
    with pytest.raises(ValueError, match=r"it is of \(32, 48\) pixels, and gold_fg_food_merged_a_.*says \(64, 48\)"):
        asked(folder)


def test_nothing_is_to_learn_from(folder: Path) -> None:
    with pytest.raises(RequestError, match="is a test; nothing of it is to learn from"):
        read_saco_gold(folder, "", "train")
    with pytest.raises(RequestError, match="this set has all, metaclip, sa1b"):
        source(folder, "food")


SHARE = 3 / 3.0001  # precision and recall of three instances that are all found, as SA-Co's code has them
PERFECT = 2 * SHARE * SHARE / (2 * SHARE + 1e-4)


@pytest.fixture
def drawn(folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return the dataset, and its targets as drawings."""
    cavendish.import_(folder, tmp_path / "out", "saco-gold", split="fg_food")
    assert cavendish.verify(tmp_path / "out") == []
    (tmp_path / "drawn").mkdir()
    for shard in sorted((tmp_path / "out/test").iterdir()):
        for sample in read_tar(shard.read_bytes()):
            (tmp_path / f"drawn/{sample.key}.png").write_bytes(sample.parts["target.png"])
    return tmp_path / "out", tmp_path / "drawn"


def scores(drawn: tuple[Path, Path], protocol: str = "") -> dict[str, float]:
    report = cavendish.evaluate(*drawn, "test", protocol=protocol)
    assert report["complete"]
    assert report["expected"] == {"pictures": 2, "there": 2}
    return report["scores"]["instance"]


def draw(drawn: tuple[Path, Path], key: str, *bars: tuple[int, int]) -> None:
    """Draw bars in colours of their own, on the background of the target."""
    path = drawn[1] / f"{key}.png"
    with Image.open(path) as image:
        pixels = np.array(image)
    background = pixels[0, -1].astype(np.int64)
    pixels[:] = background
    for number, edges in enumerate(bars, start=1):
        pixels[bar(*edges)] = (background + 50 * number) % 256
    Image.fromarray(pixels).save(path)


def test_what_the_first_annotator_marked_is_perfect(drawn: tuple[Path, Path]) -> None:
    presence = 2 / (2 + 1e-6)  # two with something, one without
    assert scores(drawn) == pytest.approx({"pmF1": PERFECT, "IL_MCC": presence, "cgF1": 100 * PERFECT * presence})


def test_who_agrees_with_anybody_is_right(drawn: tuple[Path, Path]) -> None:
    draw(drawn, "00000001-00-00-instance")  # nothing: c says that no bowl is there
    draw(drawn, "00000000-00-00-instance", (0, 8))  # b sees one chili
    assert scores(drawn)["IL_MCC"] == pytest.approx(1, abs=1e-6)
    assert scores(drawn)["pmF1"] == pytest.approx(1, abs=2e-4)
    draw(drawn, "00000000-00-01-instance", (0, 8))  # nobody sees a fish ball
    assert scores(drawn)["IL_MCC"] == pytest.approx((1 * 1 - 1 * 0) / np.sqrt((1 + 1) * 1 * (1 + 1) * 1), abs=1e-6)


def test_a_drawing_in_a_crowd_is_wrong_unless_crowds_are_forgiven(drawn: tuple[Path, Path]) -> None:
    draw(drawn, "00000001-00-00-instance", (0, 8), (33, 47))
    assert scores(drawn)["pmF1"] == pytest.approx(2 * 3 / (4 + 3), abs=2e-4)
    assert scores(drawn, "forgive-crowds")["pmF1"] == pytest.approx(1, abs=2e-4)
    assert scores(drawn, "drop-crowds") == scores(drawn)
