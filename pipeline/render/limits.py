"""What a worker renders with, and what one scene may cost before it counts as failed."""

from __future__ import annotations

from dataclasses import dataclass

from ...manifests import Recipe
from ...renderers.machine import usable_cpus, usable_memory_bytes
from ...scenes.quality import QUALITIES

# Generous, as a healthy scene must never reach it: about five times what one slow core needs.
SCENE_S, VIEW_S, SAMPLE_S = 120.0, 30.0, 2e-5
MOST_PICTURES = 3  # of a view that is edited
START_S = 600.0  # to load Blender, perhaps over a network
MOST_STRETCH = 8.0  # of these limits, on a machine that is busy with other work
NICE = 5
MEMORY_SHARE, LEAST_MEMORY_BYTES = 0.9, 4 << 30
RECYCLED_SHARE = 0.7  # of the ceiling: a process that has grown past it is replaced between two scenes


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What workers render with and may take; it never changes what is rendered. None: as recipe and machine suggest.

    `device` is "auto", "CPU" or a GPU backend; `recycle_scenes` is how many scenes a renderer's process serves; `nice`
    is the niceness of these processes, where the system lets them have it; `anonymous` keeps the names of hosts and
    folders out of the records.
    """

    device: str = "auto"
    threads: int | None = None
    shard_timeout_s: float | None = None
    memory_gb: float | None = None
    recycle_scenes: int = 100
    nice: int = NICE
    anonymous: bool = False


DEFAULTS = RunOptions()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one renderer's process may take: seconds to start, seconds for a scene, resident bytes, scenes.

    Under load a scene may take up to `stretch` times as long: once where the user has said how long.
    """

    start_s: float
    scene_s: float
    memory_bytes: int
    scenes: int
    stretch: float

    @property
    def recycled_bytes(self) -> float:
        """The resident memory above which a process is replaced after a scene."""
        return RECYCLED_SHARE * self.memory_bytes


def limits_of(recipe: Recipe, options: RunOptions) -> Limits:
    """Return the limits of a worker on this machine."""
    shard_s = options.shard_timeout_s or shard_timeout_s(recipe)
    stretch = 1.0 if options.shard_timeout_s else MOST_STRETCH
    scene_s = shard_s / recipe.scenes_per_shard
    return Limits(START_S, scene_s, _memory_bytes(options), options.recycle_scenes, stretch)


def shard_timeout_s(recipe: Recipe) -> float:
    """Return how long a whole shard may take, by the samples that its pictures need."""
    pixels = max(width * height for width, height in (entry.size for entry in recipe.resolution))
    samples = QUALITIES[recipe.quality].most_samples if recipe.renderer == "blender" else 1
    pictures = recipe.views_per_scene * ((MOST_PICTURES if recipe.edits.share else 1) + (recipe.stereo.share > 0))
    scene_s = SCENE_S + pictures * (VIEW_S + pixels * samples * SAMPLE_S)
    return recipe.scenes_per_shard * scene_s


def _memory_bytes(options: RunOptions) -> int:
    """Return the ceiling asked for, or the worker's part of the machine, by its part of the cores."""
    if options.memory_gb is not None:
        return int(options.memory_gb * 1e9)
    part = min(1.0, (options.threads or usable_cpus()) / usable_cpus())
    available = MEMORY_SHARE * usable_memory_bytes()
    return int(min(available, max(LEAST_MEMORY_BYTES, part * available)))
