"""Random scene files: depth, normals and numbers of the truth are what rays meet in the triangles as they were made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cavendish.renderers.frame import Renderer

from .building import blank_file, saved, scene_of
from .random_scenes import camera_of, cast, compare, make_scene


def check(blender: Any, seed: int, folder: Path) -> None:
    """Make a scene, open it, and compare the truth alone with the oracle."""
    from cavendish.renderers.blender.process import suppress_stdout
    from cavendish.renderers.blender.scene import set_camera
    from cavendish.renderers.blender.truth import render_truth

    with blank_file() as bpy:
        instances = make_scene(bpy, seed)
        path = saved(bpy, folder / f"{seed}.blend")
    camera = camera_of(seed)
    spec = replace(blender.prepare(scene_of(path)), cameras=(camera,))
    assert len(spec.objects) == len(instances)
    with suppress_stdout():
        blender.load(spec)
        set_camera(camera)
        truth = render_truth(camera, folder)
    compare(truth, cast(instances, camera), camera)


@pytest.mark.parametrize("seed", range(8))
def test_the_truth_of_a_random_scene_is_what_rays_meet(blender: Renderer, seed: int, tmp_path: Path) -> None:
    check(blender, seed, tmp_path)
