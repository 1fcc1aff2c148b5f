"""What a scene does to Blender ends with that scene."""

from pathlib import Path

from cavendish.manifests import Recipe
from cavendish.scenes.spec import SceneSpec

from ...conftest import build
from ..digests import records_of
from ..planted import plant, replant, samples

CONTENT = {
    "name": "planted",
    "scenes": 3,
    "views_per_scene": 1,
    "scenes_per_shard": 3,
    "resolution": [64, 48],
    "tasks": {"depth": 1},
    "quality": "draft",
}


def test_a_scene_that_crashes_blender_costs_that_scene(tmp_path: Path) -> None:
    layout = plant(tmp_path, {})
    recipe = Recipe.model_validate(CONTENT | {"layouts": {str(layout): 1}})
    calm = samples(build(recipe, tmp_path / "calm"))
    replant(layout, {1: "render"})
    stormy = build(recipe, tmp_path / "stormy")
    (lost,) = records_of(stormy)[0].quarantined
    assert (lost.scene, lost.failure, lost.tries) == (1, "lost worker", 3)
    assert SceneSpec.from_json(lost.spec).index == 1
    assert samples(stormy) == {name: data for name, data in calm.items() if not name.startswith("00000001")}


def test_a_corrupt_file_is_a_bad_asset(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gltf"
    broken.write_text('{"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [77]}], "nodes": []}')
    recipe = Recipe.model_validate(CONTENT | {"scenes": 1, "layouts": {"files": 1}, "files": [str(broken)]})
    (lost,) = records_of(build(recipe, tmp_path / "out"))[0].quarantined
    assert (lost.failure, lost.tries) == ("bad asset", 1)
    assert "broken.gltf: Blender cannot read it" in lost.message
