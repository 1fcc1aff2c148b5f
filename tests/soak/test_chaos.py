"""Whoever is killed while a farm builds, after one restart at most the dataset is that of a calm run."""

import json
import random
from pathlib import Path

import pytest

from cavendish.manifests import Recipe

from ..conftest import build
from .farm import Kill, assert_same, build_in_a_storm, farm, storm
from .processes import eventually

pytestmark = pytest.mark.timeout(1800)
SEEDS = range(5)
SHARDS = {"analytic": 60, "blender": 6}
SCENES = {"analytic": 6, "blender": 3}  # of each shard: a build outlasts the joining of raylets
SHARE = {"analytic": 0.4, "blender": 0.8}  # of the shards after which something is killed
KINDS = {"analytic": ("worker", "worker", "raylet"), "blender": ("worker", "renderer", "renderer", "raylet")}


def recipe(renderer: str) -> Recipe:
    each = SCENES[renderer]
    content = {"name": "chaos", "seed": 11, "scenes": each * SHARDS[renderer], "scenes_per_shard": each}
    content |= {
        "views_per_scene": 1,
        "resolution": [64, 64],
        "layouts": {"shapes": 1},
        "splits": {"train": 9, "val": 1},
    }
    return Recipe.model_validate(content | {"renderer": renderer, "quality": "draft"})


@pytest.fixture(scope="module", params=["analytic", "blender"])
def calm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    return request.param, build(recipe(request.param), tmp_path_factory.mktemp("calm") / "out")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_storm(calm: tuple[str, Path], tmp_path: Path, seed: int) -> None:
    renderer, undisturbed = calm
    file, out, shards = tmp_path / "r.yaml", tmp_path / "out", SHARDS[renderer]
    file.write_text(recipe(renderer).model_dump_json())
    killed_at = random.Random(seed).randrange(shards // 6, shards - shards // 6)
    first = storm(seed, range(killed_at), SHARE[renderer], KINDS[renderer])
    second = storm(seed + 100, range(killed_at, shards), SHARE[renderer], KINDS[renderer])
    with farm(3) as ours:
        assert build_in_a_storm(ours, file, out, 3, [*first, Kill(killed_at, "driver")]) < 0
        code = build_in_a_storm(ours, file, out, 3, second)
        print(f"{renderer}, seed {seed}: survived {dict(ours.killed)}")
        assert code == 0, out.with_suffix(".log").read_text()
        assert json.loads(out.with_suffix(".json").read_text())["shards"] == shards
        assert_same(out, undisturbed)
        assert eventually(lambda: not ours.leftovers()), ours.leftovers()
