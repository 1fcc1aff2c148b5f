"""Tasks that a recipe names, from a build to scores: verified, handed out, drawn, decoded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pytest
from PIL import Image

from cavendish.manifests import Recipe, ShardRecord
from cavendish.manifests.recipe_rules import TOLD
from cavendish.manifests.tasks import Tasks
from cavendish.pipeline.build import shard
from cavendish.pipeline.codecs import boxes
from cavendish.pipeline.dataset.plan import ShardPlan
from cavendish.pipeline.dataset.tar import read_tar
from cavendish.pipeline.dataset.truth import read_truth, write_truth
from cavendish.pipeline.dataset.verify import verify
from cavendish.pipeline.evaluation.evaluate import evaluate
from cavendish.pipeline.evaluation.headline import HEADLINES
from cavendish.pipeline.tasks.registry import READINGS
from cavendish.scenes.changes import Change

from ...conftest import build, cavendish
from ..tasks.edited_frames import darkened
from ..tasks.told_frames import parted_and_posed, with_passes

ELSEWHERE = {"clips", "views", "stereo"}  # test_clips, test_pairs and test_stereo have the tasks that need these
NAMED = {
    task: READINGS[task]
    for task, options in get_type_hints(Tasks).items()
    if task in READINGS and not options.needs & ELSEWHERE
}


@pytest.fixture(scope="module")
def dataset(tiny: Recipe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Frames whose truth tells parts and people, which the analytic renderer does not."""
    changes: dict[str, Any] = {"resolution": [240, 176], "tasks": dict.fromkeys(NAMED, 1.0)}
    changes |= dict.fromkeys(TOLD.values(), True)
    changes["edits"] = {"share": 1.0, "kinds": {"light": 1}}  # of which primitives have none
    at_dusk = Change("daytime", value="dusk")
    told = [darkened(with_passes(parted_and_posed(x)), at_dusk) for x in (-0.5, 0.5, -0.7, 0.7)]
    publish_shard = shard.publish_shard

    def with_told(recipe: Recipe, plan: ShardPlan, rendered: shard.Rendered, *more: Any) -> ShardRecord:
        views = zip(sorted(key for key, _ in read_truth(rendered.truth)), told, strict=True)
        return publish_shard(recipe, plan, replace(rendered, truth=write_truth(dict(views)), samples=None), *more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shard, "publish_shard", with_told)
        recipe = Recipe.model_validate(tiny.model_dump() | changes)
        return build(recipe, tmp_path_factory.mktemp("named") / "out")


@pytest.fixture(scope="module")
def targets(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("targets")
    for sample in read_tar((dataset / "val/val-000001.tar").read_bytes()):
        (folder / f"{sample.key}.png").write_bytes(sample.target)
    return folder


def test_every_target_is_verified(dataset: Path) -> None:
    assert verify(dataset) == []
    assert json.loads((dataset / "manifest.json").read_text())["totals"]["tasks"].keys() == NAMED.keys()


def test_targets_are_perfect_answers(dataset: Path, targets: Path) -> None:
    found = evaluate(dataset, targets)
    assert found["complete"]
    for task, scores in found["scores"].items():
        headline = HEADLINES[task]
        assert headline.error(scores[headline.pooled]) <= headline.error(headline.fine) / 2
    assert found["scores"].keys() == NAMED.keys()


def test_missing_drawings_are_the_worst(dataset: Path, targets: Path, tmp_path: Path) -> None:
    first = next(iter(sorted(targets.iterdir())))
    (tmp_path / first.name).write_bytes(first.read_bytes())
    found = evaluate(dataset, tmp_path, missing="worst")["scores"]
    for task in NAMED.keys() - {first.stem.rsplit("-", 1)[1]}:
        assert HEADLINES[task].is_bad(found[task][HEADLINES[task].pooled])


def test_the_worst_pictures_are_shown(dataset: Path, targets: Path, tmp_path: Path) -> None:
    turned = tmp_path / "turned"
    turned.mkdir()
    for path in targets.iterdir():
        Image.open(path).rotate(180).save(turned / path.name)
    assert cavendish("evaluate", dataset, turned, "--report", tmp_path / "report") == 0
    sheets = {path.stem for path in (tmp_path / "report").rglob("*.png")}
    assert all(any(task in sheet for sheet in sheets) for task in NAMED)


def test_prompts_are_handed_out(dataset: Path, tmp_path: Path) -> None:
    assert cavendish("prompts", dataset, "--split", "val", "--to", tmp_path / "asked") == 0
    page = (tmp_path / "asked/README.md").read_text()
    assert all(reading.says in page and reading.colours in page for reading in NAMED.values())


def test_the_card_says_how_they_are_decoded(dataset: Path) -> None:
    card = (dataset / "README.md").read_text()
    assert all(line in card for reading in NAMED.values() for line in reading.decoded.splitlines())


def test_they_are_decoded_by_their_metadata(dataset: Path, targets: Path, tmp_path: Path) -> None:
    picture = next(path for path in sorted(targets.iterdir()) if path.stem.endswith("-boxes"))
    assert cavendish("decode", "boxes", picture, "--metadata", dataset, "--out", tmp_path / "b.npy") == 0
    sample = next(each for each in read_tar((dataset / "val/val-000001.tar").read_bytes()) if each.key == picture.stem)
    background = json.loads(json.loads(sample.parts["json"])["palette"])[""]
    expected = boxes.decode(np.asarray(Image.open(picture)), tuple(background))
    np.testing.assert_array_equal(np.load(tmp_path / "b.npy"), expected)
    assert cavendish("decode", "boxes", picture, "--metadata", dataset, "--out", tmp_path / "b.png") == 2
    assert cavendish("decode", "boxes", picture) == 2  # nothing says how it is coded
    assert cavendish("decode", "things", picture) == 2


@pytest.mark.parametrize(
    "parameters", ["{}", '{"low": "a", "high": 1, "colormap": "cube"}', '{"low": 2, "high": 1}', "[]"]
)
def test_broken_metadata_are_a_fault(targets: Path, tmp_path: Path, parameters: str) -> None:
    picture = next(path for path in sorted(targets.iterdir()) if path.stem.endswith("-height"))
    told = {"task": "height", "prompt": "", "palette": "{}", "codec_parameters": parameters}
    (tmp_path / "m.json").write_text(json.dumps(told))
    assert cavendish("decode", "height", picture, "--metadata", tmp_path / "m.json") == 1
