"""What a blind reader is asked: phrases of a dataset's samples, each with its picture, and what it means in truth."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cavendish.pipeline.dataset.contents import plan_of, read_frames, read_samples
from cavendish.pipeline.dataset.folder import read_manifest, recorded
from cavendish.pipeline.dataset.keys import SampleKey
from cavendish.pipeline.dataset.plan import plan_shards
from cavendish.pipeline.dataset.samples import read_answer
from cavendish.renderers.frame import Frame


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase to be found in the picture of `view`.

    `instances` are those that it means, none where nothing is it; `optional` ones are left out of the target because
    they are too small for it, and may be pointed at.
    """

    key: str
    phrase: str
    instances: tuple[int, ...]
    optional: tuple[int, ...] = ()

    @property
    def view(self) -> str:
        """The key of the view, which names the picture."""
        return str(SampleKey.parse(self.key).view_key)


def questions_of(out: Path, task: str) -> Iterator[Question]:
    """Yield every phrase of a task's samples."""
    manifest = read_manifest(out)
    plans = plan_shards(manifest.recipe)
    for record in recorded(out, manifest.recipe, manifest.recipe_digest):
        for sample in read_samples(out, plan_of(plans, record), record):
            if SampleKey.parse(sample.key).task == task:
                given = read_answer(sample.parts)
                optional = tuple(json.loads(str(given.parameters.get("left_out", "[]"))))
                for phrase, referent in given.referents.items():
                    yield Question(sample.key, phrase, referent.instances, optional)


def drawn(questions: list[Question], count: int, seed: int) -> list[Question]:
    """Return as many questions, of all views about alike, each phrase of a view once; in the order of the views."""
    rng = np.random.default_rng(seed)
    by_view: defaultdict[str, dict[str, Question]] = defaultdict(dict)
    for place in rng.permutation(len(questions)):
        by_view[questions[place].view].setdefault(questions[place].phrase, questions[place])
    rounds = [(turn, view, each) for view, found in by_view.items() for turn, each in enumerate(found.values())]
    first = sorted(rounds, key=lambda entry: entry[0])[:count]
    return [each for _, _, each in sorted(first, key=lambda entry: (entry[1], entry[0]))]


def frames_of(out: Path, views: set[str]) -> Iterator[tuple[str, Frame]]:
    """Yield these views' frames, one in memory at a time."""
    manifest = read_manifest(out)
    plans = plan_shards(manifest.recipe)
    for record in recorded(out, manifest.recipe, manifest.recipe_digest):
        for key, frame in read_frames(out, plan_of(plans, record), record):
            if str(key) in views:
                yield str(key), frame
