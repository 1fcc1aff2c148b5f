"""What the figures of a dataset are made from: its samples' metadata, its records, and a few numbers of each view."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ....manifests import SceneRecord, ShardRecord
from ....renderers.frame import Frame
from ....scenes.categories import STRUCTURE
from ....scenes.weather_names import CLEAR
from ...codecs.depth import curve
from ...dataset.checked import told_as_damage
from ...dataset.contents import read_samples, read_views_of
from ...dataset.example import overview_of
from ...dataset.keys import ViewKey
from ...dataset.plan import ShardPlan
from ...dataset.storage import Location
from ...tasks.places import by_place
from ...terminal.plaintext import counted

Figures = dict[str, int | float | str]
DEPTH_ENDS_M = (0.0, 0.3, 1.0, 10.0, 100.0)
LOG_ENDS_M = np.geomspace(0.1, 1000, 49)  # twelve ranges of depth a decade, for drawing
META_FIELDS = ("task", "split", "language", "prompt", "template", "codec_parameters", "palette", "referents")
THUMBNAIL_PX = (16, 12)
TURNS, TILTS = 8, 3  # of the directions that face the camera: cells of equal solid angle
MAP_CELLS = 25  # a side of the equal-area map of those directions; odd, so that what faces straight up is one cell


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """A person in sight, by its number in the scene, as the truth tells of it (`renderers.frame.Person`)."""

    instance: int
    age_years: float
    sex: float
    stature_m: float
    doing: str
    clothes: tuple[str, ...]
    skin_lightness: float | None


@dataclass(frozen=True, slots=True)
class ViewFigures:
    """One view in numbers.

    `depth` int64 (6,): pixels between the ends of DEPTH_ENDS_M, and of sky. `log_depth` int64 (48,): pixels between
    LOG_ENDS_M, what lies beyond counting with the first and the last. `facing` int64 (TILTS, TURNS): pixels by the
    direction of their normal, from edge-on to facing, and from −45° (0° is +x) by way of +y. `directions` int32
    (MAP_CELLS, MAP_CELLS): pixels on the map of `equal_area`, rows from −y to +y. `thumbnail` float64 (2, H, W): grey
    values, and depth along the codec's curve, 0–1. `categories` are those in sight, as prompts know them; `things`
    counts instances that are no structure. `size_px` is width and height.
    """

    key: ViewKey
    layout: str
    categories: frozenset[str]
    things: int
    depth: NDArray[np.int64]
    log_depth: NDArray[np.int64]
    facing: NDArray[np.int64]
    directions: NDArray[np.int32]
    thumbnail: NDArray[np.float64]
    size_px: tuple[int, int]
    people: tuple[SeenPerson, ...] = ()
    weather: str = CLEAR
    moving: tuple[tuple[int, str, bool], ...] = ()  # instance, category, and whether it walks


@dataclass(frozen=True, slots=True)
class DatasetEvidence:
    """`metas` are META_FIELDS of the samples' KEY.json."""

    metas: tuple[dict[str, Any], ...]
    records: tuple[ShardRecord, ...]
    views: tuple[ViewFigures, ...]

    def __str__(self) -> str:
        names = ", ".join(record.name for record in self.records)
        return f"{names}: {counted(len(self.views), 'views')}, {counted(len(self.metas), 'samples')}"

    @property
    def scenes(self) -> list[SceneRecord]:
        """All scenes of all shards."""
        return [scene for record in self.records for scene in record.scenes]


Measure = Callable[[DatasetEvidence], Figures]


def shard_evidence(root: Location, plan: ShardPlan, record: ShardRecord) -> DatasetEvidence:
    """Read one finished shard; memory keeps a few kilobytes of each view. Raises DamageError."""
    layouts = {scene.scene: scene.layout for scene in record.scenes}
    with told_as_damage(plan.name):
        metas = tuple(_kept(json.loads(sample.parts["json"])) for sample in read_samples(root, plan, record))
        there = read_views_of(root, plan, record)
        views = tuple(view_figures(key, layouts[key.scene], overview_of(view)) for key, view in there)
    return DatasetEvidence(metas, (record,), views)


def joined(parts: Iterable[DatasetEvidence]) -> DatasetEvidence:
    """Return the evidence of several shards as one."""
    every = list(parts)
    return DatasetEvidence(
        tuple(meta for part in every for meta in part.metas),
        tuple(record for part in every for record in part.records),
        tuple(view for part in every for view in part.views),
    )


def view_figures(key: ViewKey, layout: str, frame: Frame) -> ViewFigures:
    """Return what the figures need to know of a frame."""
    things = [thing for thing in frame.objects if thing.category not in STRUCTURE]
    depth_m = frame.depth_m[frame.valid]
    normals = frame.normals[frame.valid & (frame.instance > 0) & frame.has_normals]
    bands = np.digitize(depth_m, (*DEPTH_ENDS_M[1:], np.inf))
    return ViewFigures(
        key,
        layout,
        frozenset(thing.category for thing in by_place(frame).objects),
        len(things),
        np.bincount(bands, minlength=len(DEPTH_ENDS_M) + 1),
        _log_depth(depth_m),
        _facing(normals),
        _directions(normals),
        np.stack([_shrunk(frame.image.mean(axis=-1) / 255), _shrunk(curve(frame.depth_m))]),
        (frame.camera.width_px, frame.camera.height_px),
        tuple(_seen_people(frame)),
        frame.camera.weather.name if frame.camera.weather else CLEAR,
        tuple(_moving(frame)),
    )


def _seen_people(frame: Frame) -> Iterator[SeenPerson]:
    for thing in frame.objects:
        if thing.person:
            one = thing.person
            worn = tuple(garment.name for garment in one.clothes)
            yield SeenPerson(thing.instance, one.age_years, one.sex, one.stature_m, one.doing, worn, one.skin_lightness)


def _moving(frame: Frame) -> Iterator[tuple[int, str, bool]]:
    """Yield what moves in a frame of a clip until the next one."""
    step = frame.motion.step if frame.motion else None
    rigid = {move.instance for move in step.moves} if step else set()
    walking = set(step.walking) if step else set()
    for thing in frame.objects:
        if thing.instance in rigid | walking:
            yield thing.instance, thing.category, thing.instance in walking


def equal_area(directions: NDArray[Any]) -> NDArray[np.float64]:
    """Return where unit vectors (…, 3) that face the camera (z ≥ 0) lie on Lambert's map of them: a disc of radius 1.

    Equal areas of it are equal solid angles; its centre faces the camera, +x is right and +y up.
    """
    xy = directions[..., :2].astype(np.float64)
    return np.asarray(xy / np.sqrt(1 + np.maximum(directions[..., 2:], 0)))


def _kept(meta: dict[str, Any]) -> dict[str, Any]:
    return {name: meta[name] for name in META_FIELDS}


def _log_depth(depth_m: NDArray[np.float32]) -> NDArray[np.int64]:
    finite = depth_m[np.isfinite(depth_m)]
    return np.histogram(np.clip(finite, LOG_ENDS_M[0], LOG_ENDS_M[-1]), LOG_ENDS_M)[0]


def _directions(normals: NDArray[np.float32]) -> NDArray[np.int32]:
    cells = np.clip(((equal_area(normals) + 1) / 2 * MAP_CELLS).astype(np.int64), 0, MAP_CELLS - 1)
    counts = np.bincount(cells[:, 1] * MAP_CELLS + cells[:, 0], minlength=MAP_CELLS**2)
    return counts.reshape(MAP_CELLS, MAP_CELLS).astype(np.int32)


def _facing(normals: NDArray[np.float32]) -> NDArray[np.int64]:
    tilt = np.clip((normals[:, 2] * TILTS).astype(np.int64), 0, TILTS - 1)
    turn = ((np.arctan2(normals[:, 1], normals[:, 0]) / (2 * np.pi) + 1 / TURNS) % 1 * TURNS).astype(np.int64)
    return np.bincount(tilt * TURNS + turn % TURNS, minlength=TILTS * TURNS).reshape(TILTS, TURNS)


def _shrunk(values: NDArray[Any]) -> NDArray[np.float64]:
    picture = Image.fromarray(values.astype(np.float32)).resize(THUMBNAIL_PX, Image.Resampling.BOX)
    return np.asarray(picture, dtype=np.float64)
