"""Score what a model drew: a folder of pictures named by key, against the truth of a dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...manifests import ShardRecord
from ...renderers.frame import Frame
from ...scenes.errors import RequestError
from ..dataset.checked import told_as_damage
from ..dataset.contents import plan_of, read_frames, read_samples
from ..dataset.folder import read_manifest, recorded
from ..dataset.keys import SampleKey
from ..dataset.plan import Plans, plan_shards
from ..dataset.png import png_array, png_bytes
from ..dataset.publish import publish
from ..dataset.samples import Sample, read_answer
from ..dataset.storage import Location, place
from ..report.contact_sheet import picture_rows
from .accumulators import Accumulator, tallies
from .metrics import DEPTH_PROTOCOLS, Scores

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
ASPECT_TOLERANCE = 0.01
WORST = 6
EXAMPLE = "such as 00000012-01-03-depth.png"


class PictureError(Exception):
    """A prediction that cannot be scored, and why."""


@dataclass(frozen=True, slots=True)
class PictureScore:
    """One sample: its scores, or the fault that kept it from being scored. `error` is the larger the worse."""

    key: str
    task: str
    scores: Scores
    error: float = float("nan")
    fault: str = ""

    def __str__(self) -> str:
        scores = ", ".join(f"{name} {value:.3g}" for name, value in self.scores.items())
        return f"{self.key}: {self.fault or scores or 'nothing in it counts'}"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is to be evaluated: the shards of a dataset, the pictures by key, and how to score."""

    root: Location
    plans: Plans
    records: tuple[ShardRecord, ...]
    pictures: Mapping[str, Path]
    tallies: Mapping[str, Accumulator]

    @property
    def samples(self) -> int:
        """How many samples the shards hold."""
        return sum(record.samples for record in self.records)

    def totals(self) -> dict[str, Scores]:
        """Return each task's scores over all pictures scored so far, as far as there are any."""
        totals = {task: tally.total() for task, tally in self.tallies.items()}
        return {task: scores for task, scores in totals.items() if scores}


def evaluate(
    root: Location | str,
    predictions: Path | str,
    split: str = "val",
    *,
    protocol: str = "all",
    residual_max: float | None = None,
    report: Path | str | None = None,
) -> dict[str, Any]:
    """Score what a model drew against the truth: `{"scores": {task: {metric: value}}, "faults": {key: why}}`.

    Args:
        root: the dataset's folder or URL.
        predictions: a folder of pictures named by key, of any size.
        split: the split that the model drew.
        protocol: depth: which pixels count, as in a benchmark: "nyu", "kitti-garg" …
        residual_max: depth: colours further than this from the path (0–1) do not count.
        report: a folder for all scores as JSON, and the worst pictures.

    Raises:
        RequestError: there is no such dataset, split, protocol or folder.
        WorkError: a shard is damaged.

    """
    work = open_evaluation(place(root), Path(predictions), split, protocol, residual_max)
    verdicts = list(score_samples(work))
    if report is not None:
        write_report(Path(report), work, verdicts)
    return summary(work, verdicts)


def open_evaluation(
    root: Location, predictions: Path, split: str, protocol: str = "all", residual_max: float | None = None
) -> Evaluation:
    """Look at both folders; raises RequestError."""
    manifest = read_manifest(root)
    recipe = manifest.recipe
    if split not in recipe.splits:
        raise RequestError(f"is not in {root}; it has {', '.join(recipe.splits)}", "split", split)
    if protocol not in DEPTH_PROTOCOLS:
        raise RequestError(f"is none; allowed are {', '.join(DEPTH_PROTOCOLS)}", "protocol", protocol)
    if not predictions.is_dir():
        raise RequestError(f"{predictions}: is not a folder; give one with pictures named by key ({EXAMPLE})")
    there = recorded(root, recipe, manifest.recipe_digest)
    records = tuple(record for record in there if record.split == split)
    scenes = {scene.scene for record in records for scene in record.scenes}
    pictures = {path.stem: path for path in sorted(predictions.iterdir()) if path.suffix.lower() in SUFFIXES}
    if not any(_scene(key) in scenes for key in pictures):
        raise RequestError(f"{predictions}: holds no picture named by a key of the split {split} ({EXAMPLE})")
    return Evaluation(root, plan_shards(recipe), records, pictures, tallies(protocol, residual_max))


def score_samples(work: Evaluation) -> Iterator[PictureScore]:
    """Yield every sample of the split with its scores or its fault; faults are in no total. Raises DamageError."""
    for record in work.records:
        plan = plan_of(work.plans, record)
        samples, frames = read_samples(work.root, plan, record), dict(read_frames(work.root, plan, record))
        for sample in samples:
            key = SampleKey.parse(sample.key)
            with told_as_damage(plan.name):
                verdict = _verdict(work, sample, key.task, frames[key.view_key])
            yield verdict


def worst_pictures(work: Evaluation, verdicts: Sequence[PictureScore]) -> dict[str, NDArray[np.uint8]]:
    """Return a sheet of each task's worst pictures: image, target and drawing in a row; only of tasks that were scored.

    Shards are read once for all of them.
    """
    worst = {task: _worst(verdicts, task) for task in work.tallies}
    parts = _parts(work, {verdict.key for chosen in worst.values() for verdict in chosen})
    return {
        task: picture_rows([_row(work, v.key, parts[v.key]) for v in chosen], [str(v) for v in chosen])
        for task, chosen in worst.items()
        if chosen
    }


def summary(work: Evaluation, verdicts: Sequence[PictureScore]) -> dict[str, Any]:
    """Return scores and faults as JSON-able data; what has no meaning (NaN) is null."""
    return {
        "scores": {task: _known(scores) for task, scores in work.totals().items()},
        "faults": {verdict.key: verdict.fault for verdict in verdicts if verdict.fault},
    }


def write_report(folder: Path, work: Evaluation, verdicts: Sequence[PictureScore]) -> None:
    """Write evaluation.json (with the scores of every sample) and worst-TASK.png into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = {verdict.key: _known(verdict.scores) for verdict in verdicts if verdict.scores}
    data = summary(work, verdicts) | {"samples": samples}
    publish(folder, "evaluation.json", json.dumps(data, indent=1, ensure_ascii=False).encode())
    for task, sheet in worst_pictures(work, verdicts).items():
        publish(folder, f"worst-{task}.png", png_bytes(sheet))


def read_drawing(path: Path) -> NDArray[np.uint8]:
    """Return a picture as uint8 H×W×3, grey ones too; raises PictureError."""
    try:
        with Image.open(path) as image:
            if image.mode not in ("RGB", "RGBA", "L", "P"):
                raise PictureError(f"{path.name} has the mode {image.mode}; 8-bit RGB or grey is wanted")
            return np.asarray(image.convert("RGB"))
    except (OSError, SyntaxError) as error:
        raise PictureError(f"{path.name} cannot be read as a picture: {error}") from None


def _verdict(work: Evaluation, sample: Sample, task: str, frame: Frame) -> PictureScore:
    if sample.key not in work.pictures:
        return PictureScore(sample.key, task, {}, fault="there is no picture")
    tally = work.tallies[task]
    try:
        drawn = read_drawing(work.pictures[sample.key])
        _check_aspect(drawn, frame)
    except PictureError as error:
        return PictureScore(sample.key, task, {}, fault=str(error))
    scores = tally.add(frame, read_answer(sample.parts), drawn)
    return PictureScore(sample.key, task, scores, scores[tally.error]) if scores else PictureScore(sample.key, task, {})


def _worst(verdicts: Sequence[PictureScore], task: str) -> list[PictureScore]:
    scored = [verdict for verdict in verdicts if verdict.task == task and not np.isnan(verdict.error)]
    return sorted(scored, key=lambda verdict: -verdict.error)[:WORST]


def _row(work: Evaluation, key: str, parts: dict[str, bytes]) -> list[NDArray[np.uint8]]:
    return [*(png_array(parts[name]) for name in ("image.png", "target.png")), read_drawing(work.pictures[key])]


def _check_aspect(drawn: NDArray[np.uint8], frame: Frame) -> None:
    (height, width), (drawn_height, drawn_width) = frame.depth_m.shape, drawn.shape[:2]
    if abs(drawn_width / drawn_height * height / width - 1) > ASPECT_TOLERANCE:
        raise PictureError(f"it is {drawn_width}×{drawn_height}, which has not the shape of {width}×{height}")


def _parts(work: Evaluation, keys: set[str]) -> dict[str, dict[str, bytes]]:
    shards = (read_samples(work.root, plan_of(work.plans, record), record) for record in work.records)
    return {sample.key: sample.parts for samples in shards for sample in samples if sample.key in keys}


def _scene(key: str) -> int:
    try:
        return SampleKey.parse(key).scene
    except ValueError:
        return -1


def _known(scores: Scores) -> dict[str, float | None]:
    return {name: None if np.isnan(value) else value for name, value in scores.items()}
