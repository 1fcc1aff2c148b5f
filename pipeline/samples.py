"""From a frame to its samples: which tasks it is asked, under which keys, and the finished bytes of each triplet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..manifests import Recipe
from ..renderers.frame import Frame
from ..scenes.seeds import Stream, generator
from .images import png_array, png_bytes
from .tasks import TASKS, Answer
from .truth import ViewKey, camera_json

PARTS = ("image.png", "target.png", "prompt.txt", "json")  # in this order in every shard
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class SampleKey:
    """Names one triplet: SCENE-VIEW-SAMPLE-TASK."""

    scene: int
    view: int
    sample: int
    task: str

    def __str__(self) -> str:
        return f"{self.scene:08d}-{self.view:02d}-{self.sample:02d}-{self.task}"

    @classmethod
    def parse(cls, text: str) -> SampleKey:
        """Read SCENE-VIEW-SAMPLE-TASK; raises ValueError."""
        scene, view, sample, task = text.split("-")
        return cls(int(scene), int(view), int(sample), task)

    @property
    def view_key(self) -> ViewKey:
        """The frame it belongs to."""
        return ViewKey(self.scene, self.view)


@dataclass(frozen=True, slots=True)
class Sample:
    """A finished triplet: its key, and the bytes of each of PARTS."""

    key: str
    parts: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a view comes from: what the metadata of its samples say beside the answer."""

    split: str
    layout: str
    seed: int
    recipe_digest: str


def sample_keys(recipe: Recipe, scene: int, view: int) -> list[SampleKey]:
    """Return the keys of a view's samples: tasks drawn by weight, without replacement while they last."""
    rng = generator(recipe.seed, scene, Stream.TASK_CHOICE, view)
    names = sorted(recipe.tasks)
    weights = np.array([recipe.tasks[name] for name in names])
    drawn: list[str] = []
    while len(drawn) < recipe.views_give:
        drawn += rng.choice(names, len(names), replace=False, p=weights / weights.sum()).tolist()
    return [SampleKey(scene, view, i, task) for i, task in enumerate(drawn[: recipe.views_give])]


def answer(recipe: Recipe, key: SampleKey, frame: Frame) -> Answer | None:
    """Return the answer to a key, or None where the frame has nothing to ask for."""
    rng = generator(recipe.seed, key.scene, Stream.PROMPT, key.view, sample=key.sample)
    return TASKS[key.task].answer(frame, rng)


def samples_of(recipe: Recipe, view: ViewKey, frame: Frame, image_png: bytes, origin: Origin) -> Iterator[Sample]:
    """Yield a view's samples. `image_png` holds the frame's picture, encoded once for all of them."""
    for key in sample_keys(recipe, view.scene, view.view):
        given = answer(recipe, key, frame)
        if given is None:
            continue
        metadata = json.dumps(_metadata(key, frame, given, origin), ensure_ascii=False, separators=(",", ":"))
        contents = (image_png, png_bytes(given.target), given.prompt.encode(), metadata.encode())
        yield Sample(str(key), dict(zip(PARTS, contents, strict=True)))


def read_answer(parts: dict[str, bytes]) -> Answer:
    """Return the answer that a stored sample holds; raises ValueError or KeyError where it is damaged."""
    metadata = json.loads(parts["json"])
    palette = {name: (r, g, b) for name, (r, g, b) in json.loads(metadata["palette"]).items()}
    prompt = parts["prompt.txt"].decode()
    if metadata["prompt"] != prompt:
        raise ValueError("the prompt differs from the one in the metadata")
    parameters = json.loads(metadata["codec_parameters"])
    target = png_array(parts["target.png"])
    return Answer(prompt, target, metadata["template"], metadata["codec"], parameters, palette)


def _metadata(key: SampleKey, frame: Frame, given: Answer, origin: Origin) -> dict[str, Any]:
    """Return one flat schema for all tasks: no nulls, no lists; what has structure is JSON in a string.

    Readers infer column types from the first samples, and corrupt anything looser.
    """
    return {
        "key": str(key),
        "task": key.task,
        "split": origin.split,
        "scene": key.scene,
        "view": key.view,
        "sample": key.sample,
        "layout": origin.layout,
        "seed": origin.seed,
        "recipe_digest": origin.recipe_digest,
        "width": frame.camera.width_px,
        "height": frame.camera.height_px,
        "prompt": given.prompt,
        "language": LANGUAGE,
        "template": given.template,
        "codec": given.codec,
        "codec_parameters": json.dumps(given.parameters, separators=(",", ":")),
        "palette": json.dumps(given.palette, ensure_ascii=False, separators=(",", ":")),
        "camera": camera_json(frame.camera),
    }
