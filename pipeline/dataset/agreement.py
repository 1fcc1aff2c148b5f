"""Whether a record is one that its recipe's plan could have given: what it says of scenes, views and sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...manifests import Recipe, ShardRecord
from .keys import MOST_QUERIES
from .plan import plan_shards, scenes_of

LARGEST_PX = 1 << 26  # of a photograph


def disagreement(recipe: Recipe, record: ShardRecord) -> str:
    """Return what in a record does not follow from the recipe, in one sentence; "" where all does."""
    plans = plan_shards(recipe)
    if record.shard >= len(plans) or plans.name(record.shard) != record.name:
        return f"its name {record.name} is that of no shard of the recipe"
    return next(_disagreements(recipe, record), "")


def most_samples(recipe: Recipe) -> int:
    """Return how many samples a view can have: of a test, as many as its set asks."""
    benchmark = recipe.imported.benchmark if recipe.imported else None
    return MOST_QUERIES if benchmark and benchmark.role == "test" else recipe.samples_of_each_view


def most_bytes(recipe: Recipe, scenes: int) -> int:
    """Return how many bytes the tar or the truth of a shard can have, with pictures that nothing can be packed of."""
    photographs = recipe.imported is not None and recipe.imported.benchmark is not None  # of many sizes
    pixels = LARGEST_PX if photographs else max(entry.size[0] * entry.size[1] for entry in recipe.resolution)
    named = min(pixels, 65535) << 10  # bytes of what is said of the objects in sight
    pictures = most_samples(recipe) + 1 + (recipe.edits.share > 0) + (recipe.stereo.share > 0)
    return scenes * recipe.views_per_scene * pictures * (16 * pixels + named + (1 << 20))


def _disagreements(recipe: Recipe, record: ShardRecord) -> Iterator[str]:
    scenes = scenes_of(recipe, record.shard)
    lists: dict[str, list[tuple[int, int]]] = {
        "scenes": [(entry.scene, 0) for entry in record.scenes],
        "quarantined scenes": [(entry.scene, 0) for entry in record.quarantined],
        "views": [(entry.scene, entry.view) for entry in record.views],
    }
    for name, keys in lists.items():
        if len(set(keys)) < len(keys):
            yield f"its {name} list one of them twice"
    named = [scene for keys in lists.values() for scene, _ in keys] + [entry.scene for entry in record.retries]
    if outside := _outside(named, scenes):
        yield f"it speaks of scene {outside[0]}, which belongs to another shard"
    if outside := _outside((entry.view for entry in record.views), range(recipe.views_per_scene)):
        yield f"it speaks of view {outside[0]}, and each scene has {recipe.views_per_scene}"
    if unasked := sorted(record.tasks.keys() - recipe.task_options.keys()):
        yield f"it counts samples of the task {unasked[0][:40]!r}, which the recipe does not ask"
    views = len(scenes) * recipe.views_per_scene
    if record.samples > views * most_samples(recipe):
        yield f"it counts {record.samples} samples, and the recipe asks for {views * most_samples(recipe)}"
    if max(record.tar.bytes, record.truth.bytes) > most_bytes(recipe, len(scenes)):
        yield f"its files are larger than {most_bytes(recipe, len(scenes))} bytes, which no such shard can have"


def _outside(numbers: Iterable[int], allowed: range) -> list[int]:
    return [number for number in numbers if number not in allowed]
