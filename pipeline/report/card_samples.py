"""Five triplets to see at once, beside the card: OUT/samples/1.png … with picture and target, and their prompts."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...manifests import Manifest, Recipe, ShardRecord
from ...scenes.errors import WorkError
from ..dataset.contents import plan_of, read_samples
from ..dataset.keys import SampleKey
from ..dataset.plan import plan_shards
from ..dataset.png import png_array, png_bytes
from ..dataset.publish import publish
from ..dataset.samples import Sample
from ..dataset.storage import Location, read
from ..tasks.registry import TASKS
from .markdown import escaped, table

FOLDER = "samples"
LIST = f"{FOLDER}/samples.json"
COUNT = 5
ORDER = {task: place for place, task in enumerate(TASKS)}
MOST_SIDE_PX, GAP_PX = 256, 4  # of a picture on the card


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample on the card."""

    key: str
    prompt: str


def publish_samples(root: Location, recipe: Recipe, records: Iterable[ShardRecord]) -> None:
    """Write the pictures of COUNT samples of these shards, and which they are; nothing where a shard is damaged."""
    plans, found = plan_shards(recipe), list[Sample]()
    try:
        for record in records:
            found += read_samples(root, plan_of(plans, record), record)
            if len(found) >= COUNT:
                break
    except WorkError:
        return
    chosen = choose(found)
    for place, sample in enumerate(chosen, start=1):
        publish(root, f"{FOLDER}/{place}.png", png_bytes(_side_by_side(sample)))
    shown = [asdict(Shown(sample.key, sample.parts["prompt.txt"].decode())) for sample in chosen]
    publish(root, LIST, json.dumps({"recipe_digest": recipe.digest, "samples": shown}, indent=1).encode())


def samples_of(root: Location, manifest: Manifest) -> list[Shown]:
    """Return what `publish_samples` wrote, nothing where it is of another recipe's samples or cannot be read."""
    try:
        content = json.loads(read(root, LIST))
        if content["recipe_digest"] != manifest.recipe_digest:
            return []
        return [Shown(str(SampleKey.parse(each["key"])), str(each["prompt"])) for each in content["samples"][:COUNT]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []


def samples_section(shown: Sequence[Shown]) -> str:
    """Return the table of the samples, as Markdown."""
    rows = [
        (
            SampleKey.parse(each.key).task,
            f"![Picture and target of {each.key}]({FOLDER}/{place}.png)",
            escaped(each.prompt),
        )
        for place, each in enumerate(shown, start=1)
    ]
    return "## Samples\n\n" + table(("task", "picture and target", "prompt"), rows) if rows else ""


def choose(samples: Sequence[Sample]) -> list[Sample]:
    """Return COUNT samples: each task in turn, the paper's first, and of the scenes and views that were shown least."""
    left = [(SampleKey.parse(sample.key), sample) for sample in samples]
    chosen, shown = list[Sample](), Counter[object]()
    while left and len(chosen) < COUNT:
        best = min(left, key=lambda each: _times_shown(each[0], shown))
        key, sample = best
        shown.update((key.task, key.scene, key.view_key))
        chosen.append(sample)
        left = [each for each in left if each is not best]
    return chosen


def _times_shown(key: SampleKey, shown: Counter[object]) -> tuple[int, int, int, int]:
    return shown[key.task], ORDER.get(key.task, len(ORDER)), shown[key.scene], shown[key.view_key]


def _side_by_side(sample: Sample) -> NDArray[np.uint8]:
    """Return pictures and target, shrunk by a whole number: a target by leaving out pixels, to keep its colours."""
    target = png_array(sample.parts["target.png"])
    every = -(-max(target.shape) // MOST_SIDE_PX)
    pictures = [_shrunk(data, every) for data in (sample.image, sample.second) if data]
    gap = np.full((pictures[0].shape[0], GAP_PX, 3), 255, np.uint8)
    pieces = [piece for picture in pictures for piece in (picture, gap)]
    return np.concatenate([*pieces, target[::every, ::every]], axis=1)


def _shrunk(data: bytes, every: int) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB").reduce(every))
