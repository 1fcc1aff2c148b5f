"""What a model drew, and how well: `evaluate` over the splits that there are pictures for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ....scenes.errors import RequestError
from ...dataset.folder import read_manifest
from ...dataset.keys import SampleKey, ViewKey
from ...dataset.png import png_bytes
from ...dataset.storage import Location
from ...evaluation.evaluate import (
    EXAMPLE,
    Evaluation,
    PictureError,
    PictureScore,
    open_evaluation,
    read_drawing,
    score_samples,
)
from ...evaluation.headline import HEADLINES
from ...predict.report import check_dataset
from .pictures import as_text, thumbnail


@dataclass(frozen=True, slots=True)
class Judged:
    """The pictures of a folder by key, and what `evaluate` says of each."""

    folder: str
    pictures: Mapping[str, Path]
    verdicts: Mapping[str, PictureScore]

    @property
    def views(self) -> frozenset[ViewKey]:
        """The views of which at least one sample was drawn."""
        return frozenset(SampleKey.parse(key).view_key for key in self.verdicts)

    def headline(self, key: str) -> tuple[float | None, str]:
        """Return how far a picture is from the best, None where it has no score, and its task's score in words."""
        if key not in self.verdicts:
            return None, ""
        verdict = self.verdicts[key]
        if not math.isfinite(verdict.error):
            return None, "not scored"
        return float(f"{verdict.error:.6g}"), HEADLINES[verdict.task].said(verdict.headline)

    def describe(self, key: str) -> dict[str, Any]:
        """Return what the page shows beside a sample: picture, scores, or why there are none; {} without a picture."""
        if key not in self.verdicts:
            return {}
        verdict = self.verdicts[key]
        scores = {name: float(f"{value:.6g}") for name, value in verdict.scores.items() if math.isfinite(value)}
        try:
            drawn = as_text(png_bytes(read_drawing(self.pictures[key])))
        except PictureError:
            drawn = ""
        return {"drawn": drawn, "scores": list(scores.items()), "fault": verdict.fault or verdict.note}

    def thumbnail(self, key: str) -> bytes | None:
        """Return a small picture of what was drawn; None if nothing was that can be read."""
        try:
            return thumbnail(read_drawing(self.pictures[key])) if key in self.verdicts else None
        except PictureError:
            return None


def judge(root: Location, predictions: Path) -> Judged:
    """Score every picture in a folder that is named by a key of the dataset; raises RequestError."""
    check_dataset(predictions, read_manifest(root).recipe_digest)
    works = list(_works(root, predictions))
    pictures = works[0].pictures if works else {}
    verdicts = {verdict.key: verdict for work in works for verdict in score_samples(work) if verdict.key in pictures}
    if not verdicts:
        raise RequestError(f"{predictions}: holds no picture named by a key of {root} ({EXAMPLE})")
    return Judged(predictions.absolute().name, pictures, verdicts)


def _works(root: Location, predictions: Path) -> Iterator[Evaluation]:
    """Yield an evaluation of each split that has pictures, of those shards alone that have some."""
    for split in read_manifest(root).recipe.splits:
        try:
            work = open_evaluation(root, predictions, split)
        except RequestError:
            if not predictions.is_dir():
                raise
            continue  # no picture of this split
        scenes = {int(key.split("-", 1)[0]) for key in work.pictures if key.split("-", 1)[0].isdigit()}
        drawn = tuple(record for record in work.records if scenes & {each.scene for each in record.scenes})
        yield replace(work, records=drawn)
