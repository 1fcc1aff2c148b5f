"""What the figures of a dataset are made from: its samples' metadata, its records, and a few numbers of each view."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...manifests import Recipe, SceneRecord, ShardRecord
from ...renderers.frame import Frame
from ...scenes.categories import STRUCTURE
from ..codecs.depth import curve
from ..keys import ViewKey
from ..out import finished
from ..shards import read_tar
from ..truth import read_truth

Figures = dict[str, int | float | str]
DEPTH_ENDS_M = (0.0, 0.3, 1.0, 10.0, 100.0)
THUMBNAIL_PX = (16, 12)
TURNS, TILTS = 8, 3  # of the directions that face the camera: cells of equal solid angle


@dataclass(frozen=True, slots=True)
class ViewFigures:
    """One view in numbers.

    `depth` int64 (6,): pixels between the ends of DEPTH_ENDS_M, and of sky. `facing` int64 (TILTS, TURNS): pixels by
    the direction of their normal, from edge-on to facing, and from −45° (0° is +x) by way of +y. `thumbnail` float64
    (2, H, W): grey values, and depth along the codec's curve, 0–1. `categories` are those in sight; `things` counts
    instances that are no structure.
    """

    key: ViewKey
    layout: str
    categories: frozenset[str]
    things: int
    depth: NDArray[np.int64]
    facing: NDArray[np.int64]
    thumbnail: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`metas` are the samples' KEY.json."""

    metas: tuple[dict[str, Any], ...]
    records: tuple[ShardRecord, ...]
    views: tuple[ViewFigures, ...]

    @property
    def scenes(self) -> list[SceneRecord]:
        """All scenes of all shards."""
        return [scene for record in self.records for scene in record.scenes]


Measure = Callable[[Evidence], Figures]


def gather(root: Path, recipe: Recipe) -> Evidence:
    """Read the finished shards of a dataset once; memory holds a few kilobytes of each view."""
    records = tuple(finished(root, recipe).values())
    metas = [
        json.loads(sample.parts["json"])
        for record in records
        for sample in read_tar((root / record.tar.path).read_bytes())
    ]
    return Evidence(tuple(metas), records, tuple(_views(root, records)))


def view_figures(key: ViewKey, layout: str, frame: Frame) -> ViewFigures:
    """Return what the figures need to know of a frame."""
    things = [thing for thing in frame.objects if thing.category not in STRUCTURE]
    bands = np.digitize(frame.depth_m[frame.valid], (*DEPTH_ENDS_M[1:], np.inf))
    return ViewFigures(
        key,
        layout,
        frozenset(thing.category for thing in frame.objects),
        len(things),
        np.bincount(bands, minlength=len(DEPTH_ENDS_M) + 1),
        _facing(frame.normals[frame.valid & (frame.instance > 0)]),
        np.stack([_shrunk(frame.image.mean(axis=-1) / 255), _shrunk(curve(frame.depth_m))]),
    )


def _views(root: Path, records: tuple[ShardRecord, ...]) -> Iterator[ViewFigures]:
    for record in records:
        layouts = {scene.scene: scene.layout for scene in record.scenes}
        for key, frame in read_truth((root / record.truth.path).read_bytes()):
            yield view_figures(key, layouts[key.scene], frame)


def _facing(normals: NDArray[np.float32]) -> NDArray[np.int64]:
    tilt = np.clip((normals[:, 2] * TILTS).astype(np.int64), 0, TILTS - 1)
    turn = ((np.arctan2(normals[:, 1], normals[:, 0]) / (2 * np.pi) + 1 / TURNS) % 1 * TURNS).astype(np.int64)
    return np.bincount(tilt * TURNS + turn % TURNS, minlength=TILTS * TURNS).reshape(TILTS, TURNS)


def _shrunk(values: NDArray[Any]) -> NDArray[np.float64]:
    picture = Image.fromarray(values.astype(np.float32)).resize(THUMBNAIL_PX, Image.Resampling.BOX)
    return np.asarray(picture, dtype=np.float64)
