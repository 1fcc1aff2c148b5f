"""Five hundred scenes in one build: the renderer's process stays under its ceiling, and scenes do not grow slower."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from psutil import NoSuchProcess

from cavendish.manifests import Recipe
from cavendish.pipeline.build.driver import open_build, run_on
from cavendish.pipeline.render.limits import RunOptions
from cavendish.pipeline.workers.executor import local_map

from .processes import descendants

pytestmark = pytest.mark.timeout(3600)
SCENES, EACH = 500, 10
CEILING_GB = 2.0


def test_five_hundred_blender_scenes(tmp_path: Path) -> None:
    content = {"name": "long", "scenes": SCENES, "scenes_per_shard": EACH, "views_per_scene": 1, "resolution": [64, 64]}
    content |= {"layouts": {"shapes": 1}, "quality": "draft", "tasks": {"depth": 1}}
    work = open_build(Recipe.model_validate(content), tmp_path / "out")
    records, spent_s, started = [], [], []
    with renderers_seen() as seen:
        for record in run_on(work, local_map, RunOptions(memory_gb=CEILING_GB)):
            records.append(record)
            spent_s.append(sum(seen.cpu_s.values()))
            started.append(len(seen.cpu_s))
    steady = np.flatnonzero(np.diff(started) == 0)  # shards in which no new process had to start
    scene_s = np.diff(spent_s)[steady] / EACH
    (growth, _), covariance = np.polyfit(steady * EACH, scene_s, 1, cov=True)
    error = np.sqrt(covariance[0, 0])
    print(
        f"{SCENES} scenes by {started[-1]} processes: {scene_s.mean():.3f} s of CPU each, "
        f"{growth * 1e6:.0f} ± {error * 1e6:.0f} µs more from one to the next; "
        f"the largest process took {seen.most_bytes / 1e6:.0f} MB of {CEILING_GB * 1e3:.0f}"
    )
    assert not any(record.quarantined or record.retries for record in records)
    assert 0 < seen.most_bytes < CEILING_GB * 1e9
    assert growth < max(3 * error, 0.1 * scene_s.mean() / SCENES)


@dataclass(slots=True)
class Seen:
    """What the renderers of this process have taken so far: CPU by process, and the most memory of any."""

    cpu_s: dict[int, float] = field(default_factory=dict)
    most_bytes: int = 0


@contextmanager
def renderers_seen() -> Iterator[Seen]:
    """Look at them ten times a second."""
    seen, over = Seen(), threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            for process in descendants(os.getpid(), "renderer_main"):
                with suppress(NoSuchProcess):
                    seen.cpu_s[process.pid] = sum(process.cpu_times()[:2])
                    seen.most_bytes = max(seen.most_bytes, process.memory_info().rss)

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield seen
    finally:
        over.set()
        watch.join()
