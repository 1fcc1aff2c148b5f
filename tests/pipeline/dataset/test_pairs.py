"""Two views as one question: which other view it is, its picture in the shard, what verify and readers make of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyarrow import parquet

from cavendish.manifests import Recipe
from cavendish.manifests.recipe import RecipeError
from cavendish.manifests.tasks import TWO_VIEWS
from cavendish.pipeline.dataset.keys import SECOND, ViewKey
from cavendish.pipeline.dataset.pairs import paired
from cavendish.pipeline.dataset.png import png_array, png_bytes
from cavendish.pipeline.dataset.reader import open_dataset
from cavendish.pipeline.dataset.samples import Sample
from cavendish.pipeline.dataset.tar import read_tar, write_tar
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.evaluation.evaluate import evaluate
from cavendish.pipeline.tasks.registry import READINGS, TASKS
from cavendish.renderers.frame import Frame

from ...conftest import build, cavendish
from ..tasks.referring_scenes import Put, boxes
from .test_verify import faults, rewrite

ALL = {"seed": 25, "scenes": 2, "resolution": [96, 64], "tasks": dict.fromkeys(sorted(TWO_VIEWS), 1) | {"depth": 1}}


def changed(recipe: Recipe, **changes: Any) -> Recipe:
    return Recipe.model_validate(recipe.model_dump() | changes)


@pytest.fixture(scope="module")
def dataset(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(changed(tiny, **ALL), tmp_path_factory.mktemp("pairs") / "out")


@pytest.fixture
def shard(dataset: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    for path in (path for path in dataset.rglob("*") if path.is_file()):
        (out / path.relative_to(dataset)).parent.mkdir(parents=True, exist_ok=True)
        (out / path.relative_to(dataset)).write_bytes(path.read_bytes())
    return out


def views(*frames: Frame) -> Iterator[tuple[ViewKey, Frame]]:
    return ((ViewKey(number // 3, number % 3), frame) for number, frame in enumerate(frames))


def test_the_other_view_is_the_one_that_shows_most_of_the_same(tiny: Recipe) -> None:
    asking = changed(tiny, tasks={"correspondence": 1})
    car, sofa = Put("car", -1.2, 0.0), Put("sofa", 0.6, 0.0)
    both, one, none = boxes(car, sofa), boxes(car), replace(boxes(), objects=())
    found = [view.others for _, view in paired(asking, views(both, none, one)) if isinstance(view, Frame)]
    assert found == [(one, none), (one, both), (both, none)]  # nothing is shared with `none`: there it goes in turn
    assert not [each for others in found for each in others if each.others]


def test_views_of_other_scenes_are_no_pair(tiny: Recipe) -> None:
    asking = changed(tiny, tasks={"correspondence": 1})
    found = [view for _, view in paired(asking, [(ViewKey(0, 0), boxes()), (ViewKey(1, 0), boxes())])]
    assert [view.other for view in found if isinstance(view, Frame)] == [None, None]


def test_where_no_task_asks_for_two_views_none_is_held_in_memory(tiny: Recipe) -> None:
    asked = iter(paired(tiny, views(boxes())))
    _, view = next(asked)
    assert isinstance(view, Frame)
    assert view.other is None


@pytest.mark.parametrize("task", sorted(TWO_VIEWS))
def test_a_recipe_of_one_view_cannot_ask_about_two(tiny: Recipe, task: str) -> None:
    with pytest.raises(RecipeError, match=f"tasks.{task} asks about two views of a scene; views_per_scene must be"):
        changed(tiny, views_per_scene=1, tasks={task: 1})


def test_pairs_are_built_and_verified(dataset: Path) -> None:
    assert verify(dataset) == []
    tasks = json.loads((dataset / "manifest.json").read_text())["totals"]["tasks"]
    assert {task: count for task, count in tasks.items() if count} == tasks
    assert tasks.keys() == ALL["tasks"].keys()  # type: ignore[attr-defined]


def test_the_second_picture_stands_between_image_and_target(dataset: Path) -> None:
    data = next(dataset.glob("train/*.tar")).read_bytes()
    samples = list(read_tar(data))
    assert write_tar(samples) == data
    for sample in samples:
        shows_two = TASKS[sample.key.rpartition("-")[2]].shows_two
        assert (list(sample.parts)[1] == SECOND) == (sample.second is not None) == shows_two


def test_readers_give_both_pictures(dataset: Path) -> None:
    read = list(open_dataset(dataset))
    for sample in read:
        assert ("second" in sample) == TASKS[sample["task"]].shows_two
        assert sample.get("second", sample["image"]).shape == sample["image"].shape
        assert ("second" in sample._repr_html_()) == ("second" in sample)
    assert any("second" in sample for sample in read)


def test_targets_score_perfectly(dataset: Path, tmp_path: Path) -> None:
    for sample in read_tar(next(dataset.glob("train/*.tar")).read_bytes()):
        (tmp_path / f"{sample.key}.png").write_bytes(sample.target)
    report = evaluate(dataset, tmp_path, "train")
    assert report["scores"].keys() == ALL["tasks"].keys()  # type: ignore[attr-defined]
    for task in TWO_VIEWS:
        headline = READINGS[task].headline
        assert not headline.is_bad(report["scores"][task][headline.pooled])


def swapped(sample: Sample) -> Sample:
    """Return a sample without its second picture, or with one where it has none."""
    if sample.second is None:
        return Sample(sample.key, sample.parts | {SECOND: sample.image})
    return Sample(sample.key, {name: data for name, data in sample.parts.items() if name != SECOND})


def test_a_second_picture_that_is_lost_or_strange_is_a_fault(shard: Path) -> None:
    rewrite(shard, lambda samples: [swapped(sample) for sample in samples])
    found = {fault.sample.rpartition("-")[2]: fault.message for fault in faults(shard)}
    assert found == {
        task: f"it has {'no' if TASKS[task].shows_two else 'a'} second picture, and {task} asks otherwise"
        for task in ALL["tasks"]  # type: ignore[attr-defined]
    }


def test_a_second_picture_of_another_size_is_a_fault(shard: Path) -> None:
    small = png_bytes(np.zeros((8, 8, 3), np.uint8))
    rewrite(shard, lambda samples: [Sample(s.key, s.parts | {SECOND: small} if s.second else s.parts) for s in samples])
    assert any(fault.message == "second.png is (8, 8, 3), the image (64, 96, 3)" for fault in faults(shard))


def exported(dataset: Path, folder: Path, to: str) -> Path:
    assert cavendish("export", dataset, folder, "--to", to) == 0
    return folder


def both(dataset: Path) -> list[Sample]:
    return [sample for sample in read_tar(next(dataset.glob("train/*.tar")).read_bytes()) if sample.second]


def test_folders_give_trainers_two_pictures_or_both_as_one(dataset: Path, tmp_path: Path) -> None:
    """What shows two lies in a folder of its own, so that no list mixes rows of one and of two pictures."""
    base = exported(dataset, tmp_path / "out", "folders") / "train"
    (first, *_), two = both(dataset), base / "two"
    row = json.loads((two / "diffsynth.jsonl").read_text().splitlines()[0])
    name = row["image"].removeprefix("target/")
    assert row["edit_image"] == [f"input/{name}", f"second/{name}"]
    assert (two / "input" / name).read_bytes() == first.image
    assert (two / "second" / name).read_bytes() == first.second
    beside = png_array((two / "beside" / name).read_bytes())
    np.testing.assert_array_equal(beside, np.concatenate([first.picture(), png_array(first.second or b"")], axis=1))
    assert json.loads((two / "musubi.jsonl").read_text().splitlines()[0])["control_path_1"] == str(
        two / "second" / name
    )
    assert json.loads((two / "easycontrol.jsonl").read_text().splitlines()[0])["source"] == str(two / "beside" / name)
    assert (two / "qwen_image_finetune.csv").read_text().startswith('"path_target","path_control","path_control_1"')
    assert "second" in (two / "ai-toolkit.yaml").read_text()
    alone = {path.name for path in (base / "target").iterdir()}
    assert not alone & {path.name for path in (two / "target").iterdir()}
    assert len(alone) + len(list((two / "target").iterdir())) == 2 * len(list(open_dataset(dataset)))


@pytest.mark.parametrize("to", ["hf", "imagefolder"])
def test_hugging_face_reads_the_second_picture_and_none_where_there_is_none(
    dataset: Path, tmp_path: Path, to: str
) -> None:
    folder = exported(dataset, tmp_path / "out", to)
    if to == "hf":
        rows = parquet.read_table(next(folder.glob("data/*.parquet"))).to_pylist()
        found = {row["key"]: row["second_image"] and row["second_image"]["bytes"] for row in rows}
    else:
        rows = [json.loads(line) for line in (folder / "train/metadata.jsonl").read_text().splitlines()]
        names = {row["key"]: row["second_image_file_name"] for row in rows}
        found = {key: name and (folder / "train" / name).read_bytes() for key, name in names.items()}
    assert found == {each.key: each.second for each in read_tar(next(dataset.glob("train/*.tar")).read_bytes())}


def test_bagel_gets_both_as_one_picture(dataset: Path, tmp_path: Path) -> None:
    """A picture between the first and the target would be one that the model is to draw."""
    table = parquet.read_table(next(exported(dataset, tmp_path / "out", "bagel").glob("train/*.parquet")))
    shapes = [[png_array(data).shape[1] for data in row] for row in table["image_list"].to_pylist()]
    assert {tuple(widths) for widths in shapes} == {(96, 96), (192, 96)}


def test_who_draws_by_the_prompts_gets_both_pictures(dataset: Path, tmp_path: Path) -> None:
    assert cavendish("prompts", dataset, "--split", "train", "--to", tmp_path / "asked") == 0
    rows = [json.loads(line) for line in (tmp_path / "asked/prompts.jsonl").read_text().splitlines()]
    given = {row["key"]: row["second"] and (tmp_path / "asked" / row["second"]).read_bytes() for row in rows}
    samples = read_tar(next(dataset.glob("train/*.tar")).read_bytes())
    assert given == {each.key: each.second or "" for each in samples}


def test_the_card_says_which_samples_have_a_second_picture(dataset: Path) -> None:
    assert "Those of `correspondence`" in (dataset / "README.md").read_text()


def test_the_gallery_has_the_second_picture(dataset: Path, shard: Path) -> None:
    assert cavendish("gallery", shard) == 0
    scripts = [path.read_text() for path in shard.rglob("*.js")]
    assert sum(text.count('"second":') for text in scripts) == len(both(dataset))


def test_a_sample_is_shown_with_both(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cavendish("inspect", dataset, both(dataset)[0].key) == 0
    assert both(dataset)[0].key in capsys.readouterr().out
