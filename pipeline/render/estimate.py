"""What a recipe makes and costs, before anything is rendered.

The costs come from `python -m benchmarks.costs` on two cores of a CPU without a GPU. They say what to expect of such a
machine within a factor of two, and little about another one: `cavendish status` measures yours.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

from ...manifests import Recipe
from ...scenes.quality import QUALITIES, QualityName
from ..dataset.plan import shard_count, split_sizes

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class FrameCost:
    """Core seconds of a frame: at any size, and for each megapixel at `draft` and at `standard`."""

    frame_s: float
    draft_s: float
    standard_s: float

    def core_s(self, quality: QualityName, megapixels: float) -> float:
        """Return the core seconds of a frame of this size; `high` was not measured, and is an upper bound."""
        most = QUALITIES["high"].most_samples / QUALITIES["standard"].samples
        slopes_s = {"draft": self.draft_s, "standard": self.standard_s, "high": most * self.standard_s}
        return self.frame_s + slopes_s[quality] * megapixels


COSTS = {  # `standard` of room and tabletop, and a third of street's: docs/quality.md, at 512 × 512
    "courtyard": FrameCost(2.7, 79, 412),
    "hall": FrameCost(1.0, 126, 564),
    "landscape": FrameCost(1.9, 96, 375),
    "room": FrameCost(0.8, 143, 680),
    "shapes": FrameCost(0.2, 31, 131),
    "street": FrameCost(3.6, 118, 700),
    "tabletop": FrameCost(5.6, 152, 780),
}
ANALYTIC = FrameCost(0.05, 2, 2)
SAMPLE_BYTES, TRUTH_BYTES = 1.1, 3.6  # a pixel of each sample and of each frame, at 448 × 320 (docs/farm.md)
LIGHT_BYTES = 3.6  # a pixel of each frame's light, where it is kept (docs/cameras.md)
PASS_BYTES = {  # in a room of 320×224; shadow outdoors
    "albedo": 0.75,
    "behind_glass": 0.02,
    "amodal": 1.0,
    "materials": 0.03,
    "shading": 3.7,
    "specular": 3.8,
    "shadow": 0.1,
    "text": 0.01,
    "mattes": 0.05,
}


@dataclass(frozen=True, slots=True)
class SplitEstimate:
    """One split: its shards and scenes, and at most how many samples of each task; some views have nothing to ask."""

    shards: int
    scenes: int
    samples: dict[str, int]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a build of a recipe makes, and about what it costs on a CPU.

    `layouts` and `sizes` are shares; `unmeasured` are the layouts that are counted as the mean of the measured ones.
    """

    frames: int
    splits: dict[str, SplitEstimate]
    layouts: dict[str, float]
    sizes: dict[str, float]
    core_hours: float
    archive_gb: float
    truth_gb: float
    unmeasured: tuple[str, ...]

    @property
    def samples(self) -> int:
        """At most how many samples there are."""
        return sum(sum(split.samples.values()) for split in self.splits.values())


def estimate(recipe: Recipe) -> Estimate:
    """Return what a build of the recipe makes and costs; nothing is rendered and no layout is run."""
    layouts = _shares(recipe.layouts)
    frames = recipe.scenes * recipe.views_per_scene
    sizes = _shares({entry.size: entry.weight for entry in recipe.resolution})
    megapixels = sum(share * width * height / 1e6 for (width, height), share in sizes.items())
    pictures = 1 + recipe.edits.share + recipe.stereo.share
    core_s = sum(share * _cost(recipe, layout, megapixels) for layout, share in layouts.items())
    return Estimate(
        frames,
        _splits(recipe),
        layouts,
        {f"{width}×{height}": share for (width, height), share in sizes.items()},
        frames * pictures * core_s / 3600,
        frames * recipe.samples_of_each_view * megapixels * SAMPLE_BYTES / 1e3,
        frames * megapixels * (TRUTH_BYTES * pictures + LIGHT_BYTES * recipe.keep_light + _pass_bytes(recipe)) / 1e3,
        tuple(layout for layout in layouts if layout not in COSTS),
    )


def _pass_bytes(recipe: Recipe) -> float:
    return sum(size for switch, size in PASS_BYTES.items() if getattr(recipe, switch))


def _cost(recipe: Recipe, layout: str, megapixels: float) -> float:
    if recipe.renderer == "analytic":
        return ANALYTIC.core_s("draft", megapixels)
    costs = [COSTS[layout]] if layout in COSTS else list(COSTS.values())
    return fmean(cost.core_s(recipe.quality, megapixels) for cost in costs)


def _splits(recipe: Recipe) -> dict[str, SplitEstimate]:
    shares = _shares({task: options.weight for task, options in recipe.task_options.items()})
    found, left = {}, recipe.scenes
    for split, shards in split_sizes(recipe.splits, shard_count(recipe)).items():
        scenes = min(left, shards * recipe.scenes_per_shard)
        left -= scenes
        samples = scenes * recipe.views_per_scene * recipe.samples_of_each_view
        found[split] = SplitEstimate(shards, scenes, {task: round(share * samples) for task, share in shares.items()})
    return found


def _shares(weights: dict[Name, float]) -> dict[Name, float]:
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}
