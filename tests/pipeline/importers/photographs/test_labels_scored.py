"""From a set's labels and things to scores: what is drawn is held against them as the set's rules say, by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import cavendish
from cavendish.pipeline.dataset.png import png_bytes
from cavendish.pipeline.dataset.reader import open_dataset
from cavendish.pipeline.importers.photographs import cityscapes

from .depth_sets import save_picture
from .label_sets import save_numbers

SHAPE = HEIGHT, WIDTH = 64, 96
ROAD, BONNET = slice(32, 56), slice(56, 64)  # rows; sky is above
FIRST, SECOND, GROUP = ((slice(36, 48), slice(left, right)) for left, right in ((8, 32), (40, 64), (72, 92)))
PERSON = (slice(20, 30), slice(40, 45))  # 50 px, of which less than 100 count in no score of things
SEMANTIC, PEOPLE, CARS = "semantic", "person", "car"

Drawings = dict[tuple[int, str], np.ndarray]  # by picture, and by what was asked


def save(folder: Path, view: str) -> None:
    labels = np.full(SHAPE, 23, np.uint8)
    labels[ROAD], labels[BONNET] = 7, 1
    things = labels.astype(np.uint16)
    for place, number in ((FIRST, 26000), (SECOND, 26001), (GROUP, 26), (PERSON, 24000)):
        labels[place], things[place] = number if number < 1000 else number // 1000, number
    save_picture(folder / f"leftImg8bit/val/{view}_leftImg8bit.png", np.zeros((*SHAPE, 3), np.uint8))
    save_numbers(folder / f"gtFine/val/{view}_gtFine_labelIds.png", labels)
    save_numbers(folder / f"gtFine/val/{view}_gtFine_instanceIds.png", things)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a test of two pictures, which show the same."""
    monkeypatch.setattr(cityscapes, "SPLITS", {"val": 2})
    for view in ("aachen/aachen_000000_000019", "ulm/ulm_000000_000019"):
        save(tmp_path / "set", view)
    cavendish.import_(tmp_path / "set", tmp_path / "out", "cityscapes")
    assert cavendish.verify(tmp_path / "out") == []
    return tmp_path / "out"


def targets(out: Path) -> Drawings:
    """Return a copy of every target, by scene and by what was asked for."""
    asked = [SEMANTIC, PEOPLE, CARS]  # the places of the queries
    return {
        (int(key.split("-")[0]), asked[int(key.split("-")[2])]): np.array(sample["target"])
        for sample in open_dataset(str(out), "test")
        if (key := sample["key"])
    }


def scores(out: Path, drawn: Drawings) -> dict[str, dict[str, float]]:
    folder = out.parent / "drawn"
    folder.mkdir()
    places = {SEMANTIC: "00-semantic", PEOPLE: "01-instance", CARS: "02-instance"}
    for (scene, asked), drawing in drawn.items():
        (folder / f"{scene:08d}-00-{places[asked]}.png").write_bytes(png_bytes(drawing))
    report = cavendish.evaluate(out, folder, "test")
    assert report["complete"]
    return report["scores"]


def colours(out: Path) -> dict[str, list[int]]:
    """Return the colours of the classes, which are those of all pictures."""
    said = {sample["meta"]["palette"] for sample in open_dataset(str(out), "test") if sample["task"] == SEMANTIC}
    (palette,) = said
    return json.loads(palette)


def test_drawings_of_the_targets_are_perfect(out: Path) -> None:
    found = scores(out, targets(out))
    assert (found["semantic"]["mIoU"], found["instance"]["pmF1"]) == (1, 1)


def test_drawings_at_half_size_lose_no_more_than_edges(out: Path) -> None:
    found = scores(out, {key: drawing[::2, ::2] for key, drawing in targets(out).items()})
    assert found["semantic"]["mIoU"] > 0.95
    assert found["instance"]["pmF1"] > 0.95


def test_classes_are_scored_over_both_pictures_and_void_counts_nowhere(out: Path) -> None:
    """Of one road 8 of 24 rows are drawn as sidewalk: of both, (720 + 1488) / (1488 + 1488) are right."""
    drawn, known = targets(out), colours(out)
    drawn[0, SEMANTIC][48:56] = known["sidewalk"]
    drawn[0, SEMANTIC][BONNET] = drawn[1, SEMANTIC][BONNET] = known["sky"]
    found = scores(out, drawn)["semantic"]
    assert found["classes"] == 5  # sky, road, car, person, and sidewalk, which is nowhere
    assert found["mIoU"] == pytest.approx((2208 / 2976 + 0 + 1 + 1 + 1) / 5)


def test_groups_and_what_is_void_or_small_count_in_no_score_of_things(out: Path) -> None:
    """Drawn beside the cars are a group and the bonnet, and no person; of four cars one is not drawn."""
    drawn = targets(out)
    background = {scene: drawn[scene, CARS][0, 0] for scene in (0, 1)}
    drawn[0, CARS][GROUP], drawn[0, CARS][BONNET] = _unlike(drawn[0, CARS])
    drawn[1, CARS][SECOND] = background[1]
    drawn[0, PEOPLE][:] = drawn[0, PEOPLE][0, 0]
    assert scores(out, drawn)["instance"]["pmF1"] == pytest.approx(6 / 7)  # 3 of 4, and nothing wrong


def _unlike(drawing: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two colours far from all of a drawing's, and from each other."""
    corners = np.array(np.meshgrid(*3 * [[0, 128, 255]])).reshape(3, -1).T
    chosen = list(np.unique(drawing.reshape(-1, 3), axis=0))
    for _ in range(2):
        chosen.append(max(corners, key=lambda rgb: min(np.linalg.norm(rgb - other) for other in chosen)))
    return chosen[-2].astype(np.uint8), chosen[-1].astype(np.uint8)


def test_the_one_prompt_of_all_pictures_is_in_the_manifest_and_in_the_report(out: Path, tmp_path: Path) -> None:
    def asked(root: Path) -> set[str]:
        return {sample["prompt"] for sample in open_dataset(str(root), "test") if sample["task"] == SEMANTIC}

    def told(root: Path) -> str:
        prompt: str = json.loads((root / "manifest.json").read_text())["recipe"]["imported"]["benchmark"]["prompt"]
        return prompt

    assert asked(out) == {told(out)}
    cavendish.encode(out, tmp_path / "again", prompt_seed=5)
    assert cavendish.verify(tmp_path / "again") == []
    assert asked(tmp_path / "again") == {told(tmp_path / "again")} != asked(out)
    (tmp_path / "drawn").mkdir()
    (tmp_path / "drawn/00000000-00-00-semantic.png").write_bytes(png_bytes(np.zeros((*SHAPE, 3), np.uint8)))
    assert cavendish.evaluate(out, tmp_path / "drawn", "test")["prompt"] == told(out)
