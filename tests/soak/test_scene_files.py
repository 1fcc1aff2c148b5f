"""A hundred random scene files in one process: the truth of each is what rays meet."""

from pathlib import Path

import pytest

from cavendish.renderers.frame import Renderer

from ..renderers.blender.files.test_random_scenes import check


@pytest.mark.parametrize("seed", range(100, 200))
def test_the_truth_of_a_random_scene_is_what_rays_meet(blender: Renderer, seed: int, tmp_path: Path) -> None:
    check(blender, seed, tmp_path)
