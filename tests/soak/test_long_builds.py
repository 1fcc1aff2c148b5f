"""Five hundred scenes in one build: the renderer's process stays under its ceiling, and scenes do not grow slower."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from cavendish.manifests import Recipe
from cavendish.pipeline.dataset_build import open_build, run
from cavendish.pipeline.executors import local_map
from cavendish.pipeline.limits import Means
from cavendish.renderers.machine import resident_bytes

from .processes import descendants

pytestmark = pytest.mark.timeout(3600)
SCENES = 500
CEILING_GB = 2.0


def test_five_hundred_blender_scenes(tmp_path: Path) -> None:
    content = {"name": "long", "scenes": SCENES, "scenes_per_shard": 10, "views_per_scene": 1, "resolution": [64, 64]}
    content |= {"layouts": {"shapes": 1}, "quality": "draft", "tasks": {"depth": 1}}
    work = open_build(Recipe.model_validate(content), tmp_path / "out")
    with most_memory() as sizes:
        records = list(run(work, local_map, Means(memory_gb=CEILING_GB)))
    scene_s = np.array([record.seconds / len(record.scenes) for record in records])
    (growth, _), covariance = np.polyfit(np.arange(len(records)) * 10, scene_s, 1, cov=True)
    error = np.sqrt(covariance[0, 0])
    print(
        f"{SCENES} scenes: {scene_s.mean():.3f} s each, and {growth * 1e6:.0f} ± {error * 1e6:.0f} µs more from one to "
        f"the next; the largest renderer took {max(sizes) / 1e6:.0f} MB of {CEILING_GB * 1e3:.0f}"
    )
    assert not any(record.quarantined or record.retries for record in records)
    assert max(sizes) < CEILING_GB * 1e9
    assert growth < max(3 * error, 0.1 * scene_s.mean() / SCENES)


@contextmanager
def most_memory() -> Iterator[list[int]]:
    """Look four times a second at how much memory the renderers of this process take."""
    sizes, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.25):
            sizes.extend(
                resident_bytes(process.pid) for process in descendants(os.getpid()) if "child_main" in process.command
            )

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield sizes
    finally:
        over.set()
        watch.join()
