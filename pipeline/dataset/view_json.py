"""What a view holds beside its arrays, as JSON: written, and read back only where it is what a view can have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from math import isfinite
from typing import Annotated, Any, TypeVar

import h5py
import numpy as np
from pydantic import Field, TypeAdapter

from ...renderers.frame import Person, VisibleObject, VisiblePart
from ...renderers.motion import Motion, is_finite
from ...scenes.cameras import Camera
from ...scenes.changes import Change
from ...scenes.people.keypoints import NAMES
from .example import Query, Region
from .hdf5 import text_attribute
from .png import MOST_SIDE_PX

T = TypeVar("T")

SIDES_PX = (1, MOST_SIDE_PX)
MOST_CHANGE, MOST_MOTION = 1 << 10, 1 << 20
MOST_CAMERA, MOST_OBJECTS, MOST_INSTANCES = 1 << 14, 64 << 20, 65535  # characters of JSON; numbers in uint16
NESTED = ("development", "weather")  # fields of a camera that are not numbers
MOTION = "motion"  # the attribute that only frames of clips have
EXAMPLE = "example"  # the attribute that only photographs have


@dataclass(frozen=True, slots=True)
class Beside:
    """What is stored of an example beside its arrays."""

    size_px: tuple[int, int]
    camera: Camera | None
    names: dict[Annotated[int, Field(gt=0, le=MOST_INSTANCES)], str]
    regions: Annotated[tuple[Region, ...], Field(max_length=MOST_INSTANCES)]
    queries: tuple[Query, ...]


_OBJECTS, _PARTS = TypeAdapter(tuple[VisibleObject, ...]), TypeAdapter(tuple[VisiblePart, ...])
_ALONE: dict[type, TypeAdapter[Any]] = {each: TypeAdapter(each) for each in (Camera, Change, Motion, Beside)}


def camera_json(camera: Camera) -> str:
    """Return K, pose, conventions, and development, weather and flash where there are any, as a sample's JSON."""
    return json.dumps(
        {
            "intrinsics": camera.intrinsics().tolist(),
            "camera_to_world": camera.matrix().tolist(),
            "pixel_centre": [0.5, 0.5],
            "axes": "x right, y up, looking along -z",
            "depth": "planar, metres",
            **{name: asdict(part) for name in NESTED if (part := getattr(camera, name))},
            **({"flash_w": camera.flash_w} if camera.flash_w else {}),
        },
        separators=(",", ":"),
    )


def objects_json(objects: tuple[VisibleObject, ...]) -> str:
    """Return what is visible as a JSON list, a field of `VisibleObject` a key."""
    return _OBJECTS.dump_json(objects).decode()


def parts_json(parts: tuple[VisiblePart, ...]) -> str:
    """Return the rows of a view's parts as a JSON list."""
    return _PARTS.dump_json(parts).decode()


def json_of(value: Camera | Change | Motion | Beside) -> str:
    """Return one of these as truth files hold it, a field a key."""
    return _ALONE[type(value)].dump_json(value).decode()


def read_change(group: h5py.Group) -> Change:
    """Return what an edit changed; raises ValueError."""
    return _stored(Change, group, "change", MOST_CHANGE)


def read_beside(group: h5py.Group) -> Beside:
    """Return what is stored of an example; raises ValueError where its size or camera is none."""
    beside = _stored(Beside, group, EXAMPLE, MOST_OBJECTS)
    if not all(SIDES_PX[0] <= side <= SIDES_PX[1] for side in beside.size_px):
        raise ValueError(f"its size is {beside.size_px}; sides are {SIDES_PX[0]} to {SIDES_PX[1]} px")
    if beside.camera:
        checked_camera(beside.camera)
    return beside


def read_camera(group: h5py.Group) -> Camera:
    """Return a view's camera; arrays have its size, so it is the first thing to be looked at."""
    return checked_camera(_stored(Camera, group, "camera", MOST_CAMERA))


def checked_camera(camera: Camera) -> Camera:
    """Return this camera; raises ValueError where its numbers are those of none."""
    sides, told = (camera.width_px, camera.height_px), (f.name for f in fields(camera) if f.name not in NESTED)
    numbers = np.concatenate([np.ravel(getattr(camera, name)) for name in told])
    if not all(SIDES_PX[0] <= side <= SIDES_PX[1] for side in sides):
        raise ValueError(f"its camera has {sides[0]}×{sides[1]} pixels; sides are {SIDES_PX[0]} to {SIDES_PX[1]}")
    if not (np.abs(numbers.astype(float)) < np.inf).all() or camera.focal_px <= 0 or not any(camera.rotation):
        raise ValueError("its camera is not one: its numbers must be finite, its focal length and rotation not 0")
    return camera


def read_visible(group: h5py.Group, camera: Camera) -> tuple[VisibleObject, ...]:
    """Return what is visible in a view; raises ValueError where numbers are those of nothing in a picture."""
    objects = _OBJECTS.validate_json(text_attribute(group, "objects", MOST_OBJECTS))
    most = max(camera.width_px, camera.height_px)
    for thing in objects:
        line = thing.lettering
        boxes_px = (*thing.box_px, *(line.box_px if line else ()))
        numbers = (
            *(thing.visible_fraction, line.letter_px if line else 0.0),
            *(*thing.box.centre_m, *thing.box.size_m, *thing.box.rotation),
            *(_numbers_of(thing.person) if thing.person else ()),
        )
        whole = all(0 <= n <= MOST_INSTANCES for n in (thing.instance, thing.supporter)) and all(
            0 <= n <= most for n in boxes_px
        )
        if not whole or not 0 <= thing.area_px <= most * most or not all(map(isfinite, numbers)):
            raise ValueError(f"object {thing.instance} has numbers that none in a picture has")
        if thing.person and not _is_somebody(thing.person):
            raise ValueError(f"object {thing.instance} is a person of no stature, or whose keypoints are not COCO's 17")
    return objects


def _is_somebody(person: Person) -> bool:
    """Return whether a person has a stature, and keypoints as those who read them know them, or none."""
    return person.stature_m > 0 and tuple(point.name for point in person.keypoints) in ((), NAMES)


def _numbers_of(person: Person) -> Iterator[float]:
    yield from (person.age_years, person.sex, person.stature_m)
    for point in person.keypoints:
        yield from (*point.at_px, *point.at_m)


def read_part_table(group: h5py.Group) -> tuple[VisiblePart, ...]:
    """Return the rows of a view's parts; raises ValueError as `read_visible` does."""
    table = _PARTS.validate_json(text_attribute(group, "part_table", MOST_OBJECTS))
    for row in table:
        if not all(0 <= number <= MOST_INSTANCES for number in (row.part, row.instance)) or row.area_px < 0:
            raise ValueError(f"part {row.part} of instance {row.instance} has numbers that none in a picture has")
    return table


def read_motion(group: h5py.Group) -> Motion:
    """Return how a frame of a clip moves; raises ValueError where that is not finite."""
    motion = _stored(Motion, group, MOTION, MOST_MOTION)
    if not is_finite(motion):
        raise ValueError("its motion holds numbers that are not finite")
    return motion


def _stored(kind: type[T], group: h5py.Group, name: str, most_characters: int) -> T:
    value: T = _ALONE[kind].validate_json(text_attribute(group, name, most_characters))
    return value
