"""A small farm on which workers and raylets are killed still makes the dataset of a calm run (more in tests/soak)."""

from pathlib import Path

import pytest

from cavendish.manifests import Recipe

from ..conftest import build
from ..soak.farm import Kill, assert_same, build_in_a_storm, farm
from ..soak.processes import eventually

KILLS = [Kill(1, "worker"), Kill(3, "raylet"), Kill(5, "worker")]


@pytest.fixture
def recipe(tiny: Recipe) -> Recipe:
    return tiny.model_copy(update={"scenes": 32, "scenes_per_shard": 4})


def test_killed_workers_and_raylets_change_no_byte(recipe: Recipe, tmp_path: Path) -> None:
    calm, out, file = build(recipe, tmp_path / "calm"), tmp_path / "out", tmp_path / "r.yaml"
    file.write_text(recipe.model_dump_json())
    with farm(2) as ours:
        assert build_in_a_storm(ours, file, out, 2, KILLS) == 0, out.with_suffix(".log").read_text()
        assert ours.killed == {"worker": 2, "raylet": 1}
        assert_same(out, calm)
        assert eventually(lambda: not ours.leftovers()), ours.leftovers()
