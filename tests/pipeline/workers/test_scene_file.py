"""`cavendish scene`: the very scene of a build, written by a process of its own."""

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cavendish.manifests import Recipe, ShardRecord
from cavendish.pipeline.workers.scene_file import write_scene
from cavendish.scenes.errors import LayoutError, RequestError
from cavendish.scenes.spec import SceneSpec


def test_json_is_the_scene_on_record(tiny: Recipe, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "scene.json"
    written = write_scene(tiny, 3, path)
    spec = SceneSpec.from_json(path.read_bytes())
    assert spec.to_json() == path.read_text()
    record = ShardRecord.from_bytes((built / "records/val-000001.json").read_bytes())
    (scene,) = [scene for scene in record.scenes if scene.scene == 3]
    assert hashlib.sha256(replace(spec, cameras=()).to_json().encode()).hexdigest() == scene.digest
    assert len(spec.cameras) == written.cameras == tiny.views_per_scene
    assert (spec.cameras[0].width_px, spec.cameras[0].height_px) == tiny.resolution[0].size
    assert written.bytes == path.stat().st_size


def test_a_blend_is_written_elsewhere(tiny: Recipe, tmp_path: Path) -> None:
    had_blender = "bpy" in sys.modules
    write_scene(tiny, 0, tmp_path / "scene.blend")
    assert [path.name for path in tmp_path.iterdir()] == ["scene.blend"]
    assert (tmp_path / "scene.blend").read_bytes()[:4] == b"\x28\xb5\x2f\xfd"  # Blender compresses by Zstandard
    assert ("bpy" in sys.modules) == had_blender


@pytest.mark.parametrize(
    ("scene", "name", "message"),
    [
        (4, "a.json", "scene 4: tiny has no such scene; allowed are 0 to 3"),
        (-1, "a.json", "scene -1"),
        (0, "a.obj", "must end in .blend, .glb, .json"),
        (0, "none/a.json", "is not a folder"),
        (0, "there.json", "is there already"),
    ],
)
def test_what_cannot_be_written(scene: int, name: str, message: str, tiny: Recipe, tmp_path: Path) -> None:
    (tmp_path / "there.json").write_text("mine")
    with pytest.raises(RequestError, match=message):
        write_scene(tiny, scene, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["there.json"]
    assert (tmp_path / "there.json").read_text() == "mine"


def test_a_layout_that_raises_is_one_sentence(tmp_path: Path) -> None:
    layout = tmp_path / "odd.py"
    layout.write_text(
        "from cavendish.scenes.layouts import Layout\n"
        "def compose(seeds, pool):\n    raise ValueError('no\\nroom')\n"
        "LAYOUT = Layout('odd', compose, compose)\n"
    )
    content = {"name": "odd", "scenes": 1, "resolution": [64, 64], "layouts": {str(layout): 1}, "renderer": "analytic"}
    with pytest.raises(LayoutError, match=r"odd\.py:3: ValueError: no room$"):
        write_scene(Recipe.model_validate(content), 0, tmp_path / "odd.json")
    assert not (tmp_path / "odd.json").exists()
