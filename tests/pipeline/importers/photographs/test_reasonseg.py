"""ReasonSeg's own files, fabricated: who wins where polygons overlap, which text is asked, which letters are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import cavendish
from cavendish.manifests.benchmark import Role
from cavendish.pipeline.benchmarks.catalogue import photograph_set
from cavendish.pipeline.dataset.example import Example
from cavendish.pipeline.importers.photographs import reasonseg
from cavendish.pipeline.importers.photographs.reasonseg import Outline, paint, read_reasonseg
from cavendish.scenes.errors import RequestError

from .depth_sets import HEIGHT, SHAPE, WIDTH, imported, save_picture
from .sentences import drawn_scores

TEXTS = ["What keeps the café dry?", "the part that keeps rain off"]


def square(low: int, high: int, label: str = "target") -> dict[str, Any]:
    """Return a square with both of its sides' pixels."""
    return {"label": label, "points": [[low, low], [high + 0.7, low], [high, high + 0.2], [low, high]]}


SHAPES = [square(15, 17), square(5, 30), square(10, 20, "Ignore this"), square(0, 40, "flag")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with `val` of two pictures; of the second, letters are Windows', and nothing answers it."""
    save_picture(tmp_path / "val/10.jpg")
    save_picture(tmp_path / "val/9.jpg")
    write(tmp_path / "val/9.json", {"text": TEXTS, "is_sentence": True, "shapes": SHAPES})
    told = json.dumps({"text": ["the café"], "is_sentence": False, "shapes": []}, ensure_ascii=False)
    (tmp_path / "val/10.json").write_bytes(told.encode("cp1252"))
    return tmp_path


def write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def views(folder: Path, role: Role = "test") -> list[Example]:
    source = read_reasonseg(folder, "val", role)
    return [source.read(place).check() for place in range(len(source.views))]


def test_small_ones_win_and_what_is_ignored_has_a_region_of_its_own(folder: Path) -> None:
    view, _ = views(folder)
    target, ignored = np.zeros(SHAPE, bool), np.zeros(SHAPE, bool)
    target[5:31, 5:31], ignored[10:21, 10:21] = True, True
    ignored[15:18, 15:18] = False
    (query,) = view.queries
    assert (query.task, query.regions, query.ignored) == ("referring", (0,), (1,))
    np.testing.assert_array_equal(view.mask(0), target & ~ignored)
    np.testing.assert_array_equal(view.mask(1), ignored)
    assert [region.crowd for region in view.regions] == [False, True]
    assert view.mask(0).sum() == 26 * 26 - 11 * 11 + 9


def test_a_test_asks_the_first_text_and_training_may_ask_all(folder: Path) -> None:
    assert [query.text for query in views(folder)[0].queries] == TEXTS[:1]
    assert [query.text for query in views(folder, "train")[0].queries] == TEXTS


def test_windows_letters_are_read_and_without_a_target_nothing_answers(folder: Path) -> None:
    _, view = views(folder)
    (query,) = view.queries
    assert (query.text, query.regions, view.regions) == ("the café", (), ())


@pytest.mark.parametrize(("role", "samples"), [("test", 2), ("train", 1)])
def test_it_becomes_samples_in_which_nothing_is_wrong(
    role: Role, samples: int, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(reasonseg.PICTURES, "val", 2)
    imported(folder, tmp_path / "out", "reasonseg", "val", role)
    assert len(list(cavendish.open_dataset(tmp_path / "out", role))) == samples


def test_what_is_ignored_counts_nowhere(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reasonseg.PICTURES, "val", 2)
    imported(folder, tmp_path / "out", "reasonseg", "val")
    perfect = drawn_scores(tmp_path / "out", tmp_path / "perfect", lambda target, _: target)
    assert perfect == {"cIoU": 1, "gIoU": 1}
    everything = drawn_scores(tmp_path / "out", tmp_path / "all", lambda target, colour: np.full_like(target, colour))
    counted, target = WIDTH * HEIGHT - (11 * 11 - 9), 26 * 26 - 11 * 11 + 9
    assert everything == pytest.approx({"cIoU": target / (counted + WIDTH * HEIGHT), "gIoU": target / counted / 2})
    half = drawn_scores(tmp_path / "out", tmp_path / "half", lambda target, _: target[::2, ::2])
    assert half["gIoU"] > 0.85  # of a square of 26 pixels with a ring of 4 in it


def test_pixels_are_those_of_lisas_painting() -> None:
    rng = np.random.default_rng(4)
    for _ in range(30):
        shapes = [
            Outline(label=str(rng.choice(["target", "ignore", "flag"])), points=rng.random((5, 2)) * [WIDTH, HEIGHT])
            for _ in range(int(rng.integers(1, 6)))
        ]
        np.testing.assert_array_equal(paint(shapes, SHAPE), lisas(shapes))


def lisas(shapes: list[Outline]) -> np.ndarray:
    """Return what OpenCV paints, from the largest to the smallest."""
    drawn = {}
    for place, each in enumerate(shapes):
        if each.label != "flag":
            drawn[place] = cv2.fillPoly(np.zeros(SHAPE, np.uint8), [np.array(each.points, np.int32)], (1,))
    painted = np.zeros(SHAPE, np.uint8)
    for place in sorted(drawn, key=lambda place: -int(drawn[place].sum())):
        painted[drawn[place] > 0] = 2 if shapes[place].label == "ignore" else 1
    return painted


def test_the_manifest_says_what_is_listed(folder: Path) -> None:
    listed = photograph_set("reasonseg")
    assert {split.name: split.pictures for split in listed.splits} == reasonseg.PICTURES
    benchmark = read_reasonseg(folder, "val", "test").benchmark
    assert (benchmark.licence, benchmark.redistribute) == (listed.licence, listed.redistribute)
    assert benchmark.expected == 200


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True)
    table = pa.Table.from_pylist(rows)
    parquet.write_table(table, path, row_group_size=2)


def row(picture: Path, text: str, mask: np.ndarray) -> dict[str, Any]:
    sides = {"img_height": HEIGHT, "img_width": WIDTH}
    image = {"bytes": picture.read_bytes(), "path": "9.jpg"}
    return {"image": image, "text": text, "mask": mask.tolist(), "image_id": "9", "ann_id": "0", **sides}


def test_parquet_says_the_same_without_what_is_ignored(folder: Path) -> None:
    written = views(folder)
    picture, target = folder / "val/9.jpg", written[0].mask(0)
    rows = [row(picture, TEXTS[0], target), row(picture, "nothing", target & False), row(picture, "c", ~target)]
    write_parquet(folder / "ReasonSeg_val/data/test-00000-of-00001.parquet", rows)
    source = read_reasonseg(folder, "val", "test")
    first, second, third = (source.read(place).check() for place in (0, 1, 2))
    assert (first.picture, first.size_px) == (written[0].picture, written[0].size_px)
    assert [(query.text, query.regions, query.ignored) for query in first.queries] == [(TEXTS[0], (0,), ())]
    assert second.regions == ()
    np.testing.assert_array_equal(first.mask(0), target)
    np.testing.assert_array_equal(third.mask(0), ~target)
    assert source.size_px == (WIDTH, HEIGHT)
    assert "has no regions to be ignored" in source.notes[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " "}, r"test-0\.parquet: row 0: text: String should have at least 1 character"),
        ({"text": None}, r"row 0: text: Input should be a valid string"),
        ({"image": {"bytes": None}}, r"row 0: image\.bytes: Input should be a valid bytes"),
        ({"image": {"bytes": b"no"}}, r"row 0: cannot be read: no PNG or JPEG"),
        ({"img_width": 7}, r"row 0: image is \(64, 48\), and img_width and img_height \(7, 48\)"),
        ({"mask": [[True] * WIDTH]}, r"row 0: mask must be 48 lists of 64 truth values"),
        ({"mask": [[1] * WIDTH] * HEIGHT}, r"row 0: mask must be 48 lists of 64 truth values"),
        ({"mask": [[True] * (WIDTH - 1)] * HEIGHT}, r"row 0: mask must be 48 lists of 64 truth values"),
        ({"mask": None}, r"row 0: mask must be 48 lists of 64 truth values"),
        ({"mask": "all"}, r"row 0: mask must be 48 lists of 64 truth values"),
        ({"mask": [True] * HEIGHT}, r"row 0: mask must be 48 lists of 64 truth values"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:40],
)
def test_each_damage_of_parquet_is_told_in_one_sentence(fields: dict[str, object], said: str, folder: Path) -> None:
    whole = row(folder / "val/9.jpg", "a", np.ones(SHAPE, bool))
    write_parquet(folder / "ReasonSeg_val/data/test-0.parquet", [whole | fields])
    with pytest.raises(RequestError, match=said):
        views(folder)


def changed(**fields: object) -> Callable[[Path], None]:
    content = {"text": TEXTS, "is_sentence": True, "shapes": SHAPES}
    return lambda path: write(path, {name: value for name, value in (content | fields).items() if value is not None})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Path.unlink, r"9\.json: is missing; unpack val\.zip"),
        (lambda path: path.write_bytes(b"{"), r"9\.json: cannot be read: Expecting property name"),
        (lambda path: path.write_bytes(b"\x81\xff"), r"9\.json: cannot be read: 'charmap' codec"),
        (lambda path: path.write_bytes(b"[" * 100_000), r"9\.json: cannot be read: it is nested too deeply"),
        (lambda path: path.write_bytes(b" " * (16 << 20) + b"{}"), r"9\.json: cannot be read: it has more than"),
        (lambda path: path.write_bytes(b"[1]"), r"9\.json: Input should be a valid dictionary"),
        (changed(text=None), r"9\.json: text: Field required"),
        (changed(text=[]), r"9\.json: text: List should have at least 1 item"),
        (changed(text=[" "]), r"9\.json: text\.0: String should have at least 1 character"),
        (changed(shapes=None), r"9\.json: shapes: Field required"),
        (changed(shapes=[{"label": "a", "points": []}]), r"shapes\.0\.points: List should have at least 1 item"),
        (changed(shapes=[{"label": "a", "points": [[1]]}]), r"9\.json: shapes\.0\.points\.0\.1: Field required"),
        (changed(shapes=[{"label": "a", "points": [[1, 1e99]]}]), r"must have corners of two finite numbers"),
        (changed(shapes=[{"label": 1, "points": [[1, 1]]}]), r"shapes\.0\.label: Input should be a valid string"),
        (lambda path: path.with_suffix(".jpg").write_bytes(b"no"), r"9\.jpg: cannot be read: cannot identify image"),
    ],
)
def test_each_damage_is_told_in_one_sentence(change: Callable[[Path], object], said: str, folder: Path) -> None:
    change(folder / "val/9.json")
    with pytest.raises(RequestError, match=said):
        views(folder)


def test_no_other_part_is_known_and_a_missing_one_is_told(folder: Path) -> None:
    with pytest.raises(RequestError, match="is none; this set has val, test, train"):
        read_reasonseg(folder, "explanatory", "test")
    with pytest.raises(RequestError, match=r"test: is missing; unpack test\.zip into"):
        read_reasonseg(folder, "test", "test")
