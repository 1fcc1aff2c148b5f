"""What is wrong with what a layout of the user's returned, in half a sentence; "" where nothing is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from ..appearance.environment_maps import HDRI_MEAN_LUMINANCE
from ..appearance.materials import FAMILIES
from ..cameras import Fit
from ..errors import allowed
from ..generators.registry import GENERATORS
from ..lighting import Light, World
from ..poses import Pose
from ..spec import Geometry, Material, Procedural, SceneFile, SceneObject
from .shared.layout import Contents, Shot

MOST_INSTANCES = 65_535  # what the truth's 16 bits can tell apart


def contents_fault(answer: object) -> str:
    """Return what is wrong with the answer of `compose`."""
    if not isinstance(answer, Contents):
        return f"{_kind(answer)}, not a Contents"
    return next(_contents_faults(answer), "")


def shot_fault(answer: object) -> str:
    """Return what is wrong with the answer of `frame`."""
    return next(_shot_faults(answer), "") if isinstance(answer, Shot) else f"{_kind(answer)}, not a Shot"


def _shot_faults(shot: Shot) -> Iterator[str]:
    for name in ("eye_m", "target_m"):
        point = getattr(shot, name)
        if not (isinstance(point, tuple) and len(point) == 3 and all(map(_is_finite, point))):
            yield f"a Shot whose {name} is {point!r}, but must be a tuple of three finite numbers"
    if not (_is_finite(shot.fov_deg) and 0 < shot.fov_deg < 180):
        yield f"a Shot whose fov_deg is {shot.fov_deg!r}, but must be a number between 0 and 180"
    if not _is_finite(shot.roll_deg):
        yield f"a Shot whose roll_deg is {shot.roll_deg!r}, but must be a finite number"
    if shot.fit not in get_args(Fit):
        yield f"a Shot whose fit is {shot.fit!r}, but must be {' or '.join(get_args(Fit))}"
    for name in ("shift", "clip_m"):
        pair = getattr(shot, name)
        if not (isinstance(pair, tuple) and len(pair) == 2 and all(map(_is_finite, pair))):
            yield f"a Shot whose {name} is {pair!r}, but must be a tuple of two finite numbers"
    if not 0 < shot.clip_m[0] < shot.clip_m[1]:
        yield f"a Shot whose clip_m is {shot.clip_m!r}, but must be two depths above 0, the nearer one first"
    if math.dist(shot.eye_m, shot.target_m) < 1e-9:
        yield f"a Shot that looks at the very place where it stands, {shot.eye_m!r}"


def _contents_faults(contents: Contents) -> Iterator[str]:
    """Yield the first fault, and what may be nonsense after it."""
    lists: tuple[tuple[str, Any], ...] = (("objects", SceneObject), ("lights", Light))
    for name, kind in lists:
        given = getattr(contents, name)
        if not isinstance(given, tuple):
            yield f"a Contents whose {name} are {_kind(given)}, but must be a tuple"
        yield from (f"a Contents whose {name} hold {_kind(each)}" for each in given if not isinstance(each, kind))
    if not isinstance(contents.world, World):
        yield f"a Contents whose world is {_kind(contents.world)}"
    if not isinstance(contents.source, SceneFile | None):
        yield f"a Contents whose source is {_kind(contents.source)}"
    for holder in (*contents.lights, contents.world):
        yield from (f"a {type(holder).__name__} {fault}" for fault in _number_faults(holder))
    yield from _unknown(contents.world.hdri, HDRI_MEAN_LUMINANCE, "a World whose hdri")
    for thing in contents.objects:
        yield from (f"object {thing.instance!r} ({thing.name}), {fault}" for fault in _object_faults(thing))
    yield from _instance_faults(contents.objects)


def _instance_faults(objects: tuple[SceneObject, ...]) -> Iterator[str]:
    count = Counter(thing.instance for thing in objects)
    yield from (f"two objects whose instance is {number}" for number in count if count[number] > 1)
    for thing in objects:
        if thing.supporter and thing.supporter not in count:
            yield f"object {thing.instance} ({thing.name}), whose supporter {thing.supporter!r} is none of its objects"


def _object_faults(thing: SceneObject) -> Iterator[str]:
    if not (isinstance(thing.instance, int) and 0 < thing.instance <= MOST_INSTANCES):
        yield f"whose instance must be a whole number from 1 to {MOST_INSTANCES}"
    if not (isinstance(thing.materials, tuple) and thing.materials):
        yield "whose materials must be a tuple of one Material at least"
    parts: tuple[tuple[object, Any], ...] = ((thing.geometry, Geometry), (thing.pose, Pose))
    for value, kind in (*parts, *((each, Material) for each in thing.materials)):
        if not isinstance(value, kind):
            yield f"which holds {_kind(value)} in the place of a {getattr(kind, '__name__', 'geometry')}"
        yield from _number_faults(value)
    for material in thing.materials:
        yield from _unknown(material.family, FAMILIES, "whose material's family")
    if isinstance(thing.geometry, Procedural):
        yield from _unknown(thing.geometry.generator, GENERATORS, "whose generator")


def _number_faults(holder: object) -> Iterator[str]:
    for name, value in _leaves(holder):
        if isinstance(value, float) and not math.isfinite(value):
            yield f"whose {name} holds {value!r}, but must be finite"


def _leaves(holder: object, name: str = "") -> Iterator[tuple[str, object]]:
    if is_dataclass(holder):
        for field in fields(holder):
            yield from _leaves(getattr(holder, field.name), field.name)
    elif isinstance(holder, tuple):
        for each in holder:
            yield from _leaves(each, name)
    else:
        yield name, holder


def _unknown(name: str, table: Mapping[str, object], what: str) -> Iterator[str]:
    """Yield that a name is in no table; LIBRARY/ID is looked up where it is used."""
    if name and name not in table and "/" not in name:
        yield f"{what} is {name!r}, which is unknown{allowed(name, table)}"


def _kind(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _is_finite(value: object) -> bool:
    return isinstance(value, float | int) and math.isfinite(value)
