"""From what a source says of a view to a frame that keeps its invariants; what contradicts itself becomes unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...manifests.view_options import SIDE_STEP
from ...renderers.frame import Box3D, Frame, VisibleObject
from ...scenes.cameras import Camera
from ...scenes.categories import UNNAMED
from ...scenes.poses import IDENTITY
from ...scenes.spec import Words
from ..tasks.words.language import concepts, english, words

FAR_M = 65504.0  # the largest half float: whatever is as far as this, or farther, means sky
LENGTH_TOLERANCE = 1e-2  # a normal further off unit length is a mixture of several
NOTHING = frozenset({"background", "sky", "void", "world"})  # categories that are no surface

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a source says of an instance: its name, and the category as the source writes it."""

    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Given:
    """One view as its source has it, in our conventions but not yet a frame.

    image uint8 H×W×3; depth_m H×W, planar, unknown where NaN, 0 or negative, sky from FAR_M on; normals H×W×3 in camera
    space, or None; labels int H×W, 0 where there is none, or None; things by label. `camera` is the whole image's.
    `notes` are sentences on what is doubtful in it.
    """

    image: NDArray[np.uint8]
    depth_m: Array
    normals: Array | None
    labels: Array | None
    camera: Camera
    things: Mapping[int, Thing] = field(default_factory=dict)
    length_tolerance: float = LENGTH_TOLERANCE
    notes: tuple[str, ...] = ()


UNITS = {"m": 1.0, "cm": 100.0, "mm": 1000.0}  # of each, how many are a metre
TOP_CODES = ("unknown", "sky")


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read that do not say it themselves.

    `unit` is one of UNITS, or `depth_scale` says how many units are a metre: of depth, and of where cameras stand.
    `top_code`, of TOP_CODES, is what 65535 means in 16 bits; `depth_channel` is the channel of EXR depth; `convention`
    is the axes of PNG normals.
    """

    depth_scale: float | None = None
    convention: str = "vision-banana"
    unit: str | None = None
    top_code: str = "unknown"
    depth_channel: str | None = None

    @property
    def units_per_metre(self) -> float | None:
        """How many units are a metre, where it was told."""
        return self.depth_scale if self.unit is None else UNITS[self.unit]


@dataclass(frozen=True, slots=True)
class ImportSource:
    """What a folder holds: its views in order, all files that they need, the pictures' size, and what is there.

    `notes` are sentences on what is there and not read.
    """

    views: tuple[str, ...]
    files: tuple[Path, ...]
    size_px: tuple[int, int]
    normals: bool
    masks: bool
    read: Callable[[int], Given]
    notes: tuple[str, ...] = ()


def frame_of(given: Given) -> Frame:
    """Return the frame, its sides cropped around the centre to multiples of 16.

    Unknown is where depth is, where a surface has no unit normal, and where something that has a label lies in the sky.
    There depth is +inf and the normal (0, 0, 0), but a label is kept. Surface without a label is one unnamed instance.
    """
    given = _cropped(given)
    depth_m = given.depth_m.astype(np.float64)
    sky = depth_m >= FAR_M
    surface = (depth_m > 0) & ~sky
    labels, things = _labels(given, surface)
    normals, whole = _normals(given, surface)
    valid = (surface & whole) | (sky & (labels == 0))
    frame = Frame(
        image=np.ascontiguousarray(given.image),
        depth_m=np.where(valid & surface, depth_m, np.inf).astype(np.float32),
        normals=np.where((valid & surface)[..., None], normals, 0).astype(np.float32),
        instance=labels.astype(np.uint16),
        valid=valid,
        camera=given.camera,
        objects=(),
    )
    return replace(frame, objects=_objects(frame, things))


def category_of(text: str) -> str:
    """Return the category of this vocabulary that a source's word means, else the word itself in the singular."""
    plain = " ".join(re.sub(r"[^\w' ]|_", " ", text.lower()).split())
    language = words("en")
    concept = language.meanings.get(plain, plain if plain in language.names else "")
    if not plain or concept in concepts().merged or plain in {form.bare for form in language.rest()}:
        return UNNAMED
    if concept:
        covered = concepts().categories(concept)
        return concept if concept in covered else min(covered)
    single = str(english().singular_noun(plain) or plain)
    if english().plural_noun(single) != plain:
        return plain
    return single if single not in language.meanings else category_of(single)


def _cropped(given: Given) -> Given:
    height, width = given.depth_m.shape
    top, left = height % SIDE_STEP // 2, width % SIDE_STEP // 2
    part = (slice(top, top + height // SIDE_STEP * SIDE_STEP), slice(left, left + width // SIDE_STEP * SIDE_STEP))
    camera = given.camera
    return replace(
        given,
        image=given.image[part],
        depth_m=given.depth_m[part],
        normals=None if given.normals is None else given.normals[part],
        labels=None if given.labels is None else given.labels[part],
        camera=replace(
            camera,
            width_px=part[1].stop - left,
            height_px=part[0].stop - top,
            cx_px=camera.cx_px - left,
            cy_px=camera.cy_px - top,
        ),
    )


def _labels(given: Given, surface: NDArray[np.bool_]) -> tuple[NDArray[np.int64], dict[int, Thing]]:
    """Return labels that are 0 in no surface, and what they mean, with our categories."""
    if given.labels is None:
        return surface.astype(np.int64), {1: Thing("scene", UNNAMED)}
    labels = given.labels.astype(np.int64)
    nothing = [label for label, thing in given.things.items() if thing.category.lower() in NOTHING]
    labels = np.where(np.isin(labels, nothing), 0, labels)
    known = {label: given.things.get(label, Thing("", UNNAMED)) for label in np.unique(labels).tolist() if label}
    things = {label: Thing(thing.name, category_of(thing.category)) for label, thing in known.items()}
    rest = max(things, default=0) + 1
    if rest > np.iinfo(np.uint16).max:  # the numbers mean nothing; 65534 of them fit beside the rest
        numbers = {label: number for number, label in enumerate(things, start=1)}
        labels = np.searchsorted(np.array([0, *numbers]), labels)
        things, rest = {numbers[label]: thing for label, thing in things.items()}, len(things) + 1
    return np.where(surface & (labels == 0), rest, labels), {**things, rest: Thing("unlabelled", UNNAMED)}


def _normals(given: Given, surface: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return unit vectors, and where they are not wrong; (0, 0, 0) everywhere if the source has none."""
    if given.normals is None:
        return np.zeros((*surface.shape, 3)), np.ones(surface.shape, np.bool_)
    length = np.linalg.norm(given.normals.astype(np.float64), axis=-1)
    whole = np.abs(length - 1) <= given.length_tolerance
    return given.normals / np.where(whole, length, 1.0)[..., None], whole


def _objects(frame: Frame, things: Mapping[int, Thing]) -> tuple[VisibleObject, ...]:
    """Return what is visible; a box holds the visible points alone, and is empty where none of them is known."""
    parts = ndimage.find_objects(frame.instance.astype(np.int32))
    areas = np.bincount(frame.instance.ravel(), minlength=len(parts) + 1)
    inside = frame.valid & (frame.instance > 0)
    rays = frame.camera.rays()[inside] * frame.depth_m[inside, None]
    matrix = frame.camera.matrix()
    points_m, owner = rays @ matrix[:3, :3].T + matrix[:3, 3], frame.instance[inside]
    order = np.argsort(owner, kind="stable")
    ends = np.cumsum(np.bincount(owner, minlength=len(parts) + 1))
    return tuple(
        VisibleObject(
            instance=label,
            category=things[label].category,
            name=things[label].name,
            words=Words(),
            material="",
            area_px=int(areas[label]),
            box_px=(part[1].start, part[0].start, part[1].stop, part[0].stop),
            box=_box(points_m[order[ends[label - 1] : ends[label]]]),
            supporter=0,
            visible_fraction=1.0,
        )
        for label, part in enumerate(parts, start=1)
        if part is not None
    )


def _box(points_m: NDArray[np.float64]) -> Box3D:
    if not len(points_m):
        return Box3D((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), IDENTITY)
    low, high = points_m.min(axis=0), points_m.max(axis=0)
    x, y, z = ((low + high) / 2).tolist()
    width, depth, height = (high - low).tolist()
    return Box3D((x, y, z), (width, depth, height), IDENTITY)
