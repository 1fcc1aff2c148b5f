"""Whole frames in HDF5, one file for each shard: tasks re-encode from them without rendering.

Group SCENE-VIEW holds `depth_m` (float32), `normals` (int16 H×W×2: `octahedral` codes of camera-space directions),
`instance` (uint16), `valid` (bool) and `image` (PNG bytes); its attributes `camera` and `objects` are JSON. Where a
recipe asks for parts, there are `parts` (uint16) and the attribute `part_table`, too; where it keeps the light, `light`
(float16 H×W×3); of passes `albedo` (uint8 H×W×3), `behind_m` (float32, 0 where it is `depth_m`), `whole_m` (float32
K×H×W) with the attribute `wholes`, `materials` (uint8), `shading` and `specular` (float16 H×W×3), `shadow` and `text`
(uint8), `mattes` (uint8 K×H×W) with `matted`. The group `edit` holds the edited picture of a view, as a view does but
for passes, with the attribute `change` in JSON; an array that is missing there is that of the view. The group `right`
holds the right picture of a stereo pair, as a view does but for parts and passes. Frames of clips have the attribute
`motion` in JSON, and where something walks `shift_m` (float32 H×W×3). Of a photograph it holds `image` (its own bytes),
and those of `depth_m`, `normals` and `labels` (uint16) that are known; its attribute `example` is JSON of everything
else.

Normals come back within 0.004°, everything else as it was. The bytes depend on the views alone: no timestamps, a fixed
order.
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from math import isfinite
from types import TracebackType
from typing import Annotated, Any, Self

import h5py
import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter

from ...renderers.edits import Edit
from ...renderers.frame import Frame, Person, VisibleObject, VisiblePart
from ...renderers.motion import Motion, is_finite
from ...renderers.passes import without_passes
from ...scenes.changes import Change
from ...scenes.people.keypoints import NAMES
from ...scenes.spec import Camera
from .example import Example, Query, Region, View
from .hdf5 import as_value_error, child_of, open_hdf5, packed_array, plain_bytes, text_attribute
from .keys import ViewKey
from .octahedral import pack, unpack
from .passes import pass_arrays, pass_attributes, read_passes
from .png import MOST_SIDE_PX, png_array, png_bytes

# Measured by `benchmarks.truth_files`: level 9 takes 2.7 times as long for 1 % of size, small chunks cost depth 14 %.
COMPRESSION = {"compression": "gzip", "compression_opts": 6, "shuffle": True, "track_times": False}
SIDES_PX = (1, MOST_SIDE_PX)
MOST_CHANGE, MOST_MOTION = 1 << 10, 1 << 20
MOST_CAMERA, MOST_OBJECTS, MOST_INSTANCES = 1 << 14, 64 << 20, 65535  # characters of JSON; numbers in uint16
NESTED = ("development", "weather")  # fields of a camera that are not numbers
EDIT, MOTION, RIGHT = "edit", "motion", "right"
EDITED: dict[str, tuple[Any, tuple[int, ...]]] = {  # of an edited picture, where they are not those of its view
    "depth_m": (np.float32, ()),
    "normals": (np.int16, (2,)),
    "instance": (np.uint16, ()),
    "parts": (np.uint16, ()),
}
EXAMPLE = "example"  # the attribute that only photographs have


@dataclass(frozen=True, slots=True)
class Beside:
    """What is stored of an example beside its arrays."""

    size_px: tuple[int, int]
    camera: Camera | None
    names: dict[Annotated[int, Field(gt=0, le=MOST_INSTANCES)], str]
    regions: Annotated[tuple[Region, ...], Field(max_length=MOST_INSTANCES)]
    queries: tuple[Query, ...]


_CAMERA, _OBJECTS, _BESIDE = TypeAdapter(Camera), TypeAdapter(tuple[VisibleObject, ...]), TypeAdapter(Beside)
_CHANGE, _MOTION = TypeAdapter(Change), TypeAdapter(Motion)
_PARTS = TypeAdapter(tuple[VisiblePart, ...])


def write_truth(views: Mapping[ViewKey, View]) -> bytes:
    """Return the HDF5 file of these views. Written again from what `read_truth` gives back, it is the same file."""
    with TruthFile() as file:
        for key, view in views.items():
            file.write(key, view)
        return file.finish()


class TruthFile:
    """The HDF5 file of views that come one after the other; its bytes are those that `write_truth` gives them all."""

    def __enter__(self) -> Self:
        self._buffer = io.BytesIO()
        self._file = h5py.File(self._buffer, "w", libver="v110", track_order=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def write(self, key: ViewKey, view: View) -> None:
        """Write the next view."""
        group = self._file.create_group(str(key))
        _write_frame(group, view) if isinstance(view, Frame) else _write_example(group, view)

    def add(self, key: ViewKey, frame: Frame) -> tuple[Frame, bytes]:
        """Write the next frame, and return it as it is stored, with the bytes of its picture."""
        self.write(key, frame)
        group = _group(self._file, str(key))
        return _read_frame(group), plain_bytes(group, "image", _most_bytes(frame.shape))

    def finish(self) -> bytes:
        """Return the whole file; nothing comes after."""
        self._file.close()
        return self._buffer.getvalue()


@contextmanager
def open_truth(data: bytes) -> Iterator[dict[ViewKey, h5py.Group]]:
    """Give the views of a truth file, in order.

    Raises ValueError where it is damaged, or holds what `write_truth` does not write.
    """
    with open_hdf5(data) as file:
        with as_value_error():
            names = list(file)
        yield {ViewKey.parse(name): _group(file, name) for name in names}


def read_truth(data: bytes) -> Iterator[tuple[ViewKey, Frame]]:
    """Yield the frames of an HDF5 file; raises ValueError as `open_truth` does, and where it holds photographs."""
    for key, view in read_views(data):
        if not isinstance(view, Frame):
            raise ValueError(f"view {key} is a photograph, of which not everything is known that this needs")  # noqa: TRY004
        yield key, view


def read_views(data: bytes) -> Iterator[tuple[ViewKey, View]]:
    """Yield the views of an HDF5 file, rendered or not; raises ValueError as `open_truth` does."""
    with open_truth(data) as views:
        for key, group in views.items():
            yield key, _read_example(group, len(data)) if EXAMPLE in group.attrs else _read_frame(group)


def image_bytes(data: bytes) -> dict[ViewKey, bytes]:
    """Return the bytes of every view's picture, PNG or JPEG; raises ValueError as `open_truth` does."""
    with open_truth(data) as views:
        return {key: plain_bytes(group, "image", len(data)) for key, group in views.items()}


def read_objects(data: bytes, wanted: Collection[ViewKey]) -> dict[ViewKey, tuple[VisibleObject, ...]]:
    """Return what is visible in these views of an HDF5 file, without reading their arrays.

    Raises ValueError as `open_truth` does, and where a view is not there.
    """
    with open_truth(data) as views:
        if missing := sorted(map(str, set(wanted) - set(views))):
            raise ValueError(f"it does not hold view {missing[0]}")
        rendered = (key for key in wanted if EXAMPLE not in views[key].attrs)
        return dict.fromkeys(wanted, ()) | {key: _objects(views[key], _camera(views[key])) for key in rendered}


def _write_frame(group: h5py.Group, frame: Frame) -> None:
    _write_arrays(group, _arrays(frame), png_bytes(frame.image))
    _write_beside(group, frame)
    if frame.motion:
        group.attrs[MOTION] = _MOTION.dump_json(frame.motion).decode()
    if frame.edit:
        _write_edit(group.create_group(EDIT), frame, frame.edit)
    if frame.right:
        _write_frame(group.create_group(RIGHT), frame.right)


def _write_edit(group: h5py.Group, frame: Frame, edit: Edit) -> None:
    """Write an edited picture, without the arrays that are those of the view."""
    before = _arrays(frame)
    differing = {name: data for name, data in _arrays(edit.frame).items() if not np.array_equal(data, before[name])}
    _write_arrays(group, differing, png_bytes(edit.frame.image))
    _write_beside(group, edit.frame)
    group.attrs["change"] = _CHANGE.dump_json(edit.change).decode()


def _write_beside(group: h5py.Group, frame: Frame) -> None:
    group.attrs["camera"] = _CAMERA.dump_json(frame.camera).decode()
    group.attrs["objects"] = objects_json(frame.objects)
    if frame.parts is not None:
        group.attrs["part_table"] = _PARTS.dump_json(frame.part_table).decode()
    for name, numbers in pass_attributes(frame).items():
        group.attrs[name] = numbers


def _arrays(frame: Frame) -> dict[str, NDArray[Any]]:
    return {
        "depth_m": frame.depth_m,
        "normals": pack(frame.normals),
        "instance": frame.instance,
        "valid": frame.valid,
        **({} if frame.parts is None else {"parts": frame.parts}),
        **({} if frame.light is None else {"light": frame.light}),
        **({} if frame.shift_m is None else {"shift_m": frame.shift_m}),
        **pass_arrays(frame),
    }


def _write_example(group: h5py.Group, example: Example) -> None:
    normals = None if example.normals is None else pack(example.normals)
    arrays = {"depth_m": example.depth_m, "normals": normals, "labels": example.labels}
    _write_arrays(group, {name: data for name, data in arrays.items() if data is not None}, example.picture)
    beside = {name: getattr(example, name) for name in ("size_px", "camera", "names", "regions", "queries")}
    group.attrs[EXAMPLE] = _BESIDE.dump_json(Beside(**beside)).decode()


def _write_arrays(group: h5py.Group, arrays: Mapping[str, NDArray[Any]], picture: bytes) -> None:
    for name, data in arrays.items():
        group.create_dataset(name, data=data, chunks=data.shape, **COMPRESSION)
    group.create_dataset("image", data=np.frombuffer(picture, dtype=np.uint8), track_times=False)


def _group(file: h5py.File, name: str) -> h5py.Group:
    group = child_of(file, name)
    if not isinstance(group, h5py.Group):
        raise ValueError(f"{name} is not a group of arrays")  # noqa: TRY004
    return group


def _read_frame(group: h5py.Group) -> Frame:
    """Return a view with its edited picture and its right one, which have none themselves."""
    frame, edited, right = _read_alone(group), _child(group, EDIT), _child(group, RIGHT)
    return replace(
        frame,
        edit=None if edited is None else _read_edit(edited, frame),
        right=None if right is None else _read_alone(right),
    )


def _read_alone(group: h5py.Group) -> Frame:
    camera = _camera(group)
    shape = (camera.height_px, camera.width_px)
    depth_m = packed_array(group, "depth_m", np.float32, shape)
    return Frame(
        image=png_array(plain_bytes(group, "image", _most_bytes(shape)), shape),
        depth_m=depth_m,
        normals=unpack(packed_array(group, "normals", np.int16, (*shape, 2))),
        instance=packed_array(group, "instance", np.uint16, shape),
        valid=_truths(packed_array(group, "valid", np.bool_, shape)),
        camera=camera,
        objects=_objects(group, camera),
        **_parts(group, shape),
        light=_light(group, shape),
        **read_passes(group, depth_m),
        motion=_motion(group) if MOTION in group.attrs else None,
        shift_m=_shift_m(group, shape),
    )


def _child(group: h5py.Group, name: str) -> h5py.Group | None:
    """Return the group of a view's further picture, or None where it has none."""
    return _group(group, name) if group.id.links.exists(name.encode()) else None


def _read_edit(group: h5py.Group, frame: Frame) -> Edit:
    """Return the edited picture of a frame; what is not stored of it is the frame's."""
    camera, shape = _camera(group), frame.shape
    if (camera.height_px, camera.width_px) != shape:
        raise ValueError("its edited picture has another size")
    stored: dict[str, Any] = {
        name: packed_array(group, name, kind, (*shape, *more))
        for name, (kind, more) in EDITED.items()
        if group.id.links.exists(name.encode())
    }
    if "normals" in stored:
        stored["normals"] = unpack(stored["normals"])
    if (frame.parts is None) == ("part_table" in group.attrs):
        raise ValueError("its edited picture has parts, or it has them itself, and not both")
    after = replace(
        without_passes(frame),
        image=png_array(plain_bytes(group, "image", _most_bytes(shape)), shape),
        camera=camera,
        objects=_objects(group, camera),
        part_table=_part_table(group) if "part_table" in group.attrs else (),
        light=None,
        **stored,
    )
    return Edit(_CHANGE.validate_json(text_attribute(group, "change", MOST_CHANGE)), after)


def _motion(group: h5py.Group) -> Motion:
    motion = _MOTION.validate_json(text_attribute(group, MOTION, MOST_MOTION))
    if not is_finite(motion):
        raise ValueError("its motion holds numbers that are not finite")
    return motion


def _shift_m(group: h5py.Group, shape: tuple[int, int]) -> NDArray[np.float32] | None:
    """Return how far the surfaces of what walks move, or None where nothing walks."""
    if not group.id.links.exists(b"shift_m"):
        return None
    values: NDArray[np.float32] = packed_array(group, "shift_m", np.float32, (*shape, 3))
    if not np.isfinite(values).all():
        raise ValueError("shift_m holds numbers that are not finite")
    return values


def _light(group: h5py.Group, shape: tuple[int, int]) -> NDArray[np.float16] | None:
    """Return the light of a view, or None where it is not kept."""
    if not group.id.links.exists(b"light"):
        return None
    values: NDArray[np.float16] = packed_array(group, "light", np.float16, (*shape, 3))
    if not ((values >= 0) & (values < np.inf)).all():
        raise ValueError("light holds what is none: numbers must be finite and not below 0")
    return values


def _parts(group: h5py.Group, shape: tuple[int, int]) -> dict[str, Any]:
    """Return the layer of parts and its table, or nothing where they are not told."""
    there = {group.id.links.exists(b"parts"), "part_table" in group.attrs}
    if there == {False}:
        return {}
    if len(there) > 1:
        raise ValueError("it has parts without part_table, or part_table without parts")
    return {"parts": packed_array(group, "parts", np.uint16, shape), "part_table": _part_table(group)}


def _part_table(group: h5py.Group) -> tuple[VisiblePart, ...]:
    table = _PARTS.validate_json(text_attribute(group, "part_table", MOST_OBJECTS))
    for row in table:
        if not all(0 <= number <= MOST_INSTANCES for number in (row.part, row.instance)) or row.area_px < 0:
            raise ValueError(f"part {row.part} of instance {row.instance} has numbers that none in a picture has")
    return table


def _read_example(group: h5py.Group, most_bytes: int) -> Example:
    beside = _BESIDE.validate_json(text_attribute(group, EXAMPLE, MOST_OBJECTS))
    if not all(SIDES_PX[0] <= side <= SIDES_PX[1] for side in beside.size_px):
        raise ValueError(f"its size is {beside.size_px}; sides are {SIDES_PX[0]} to {SIDES_PX[1]} px")
    shape, known = beside.size_px[::-1], set(group)
    normals = packed_array(group, "normals", np.int16, (*shape, 2)) if "normals" in known else None
    return Example(
        picture=plain_bytes(group, "image", most_bytes),
        size_px=beside.size_px,
        camera=None if beside.camera is None else _checked_camera(beside.camera),
        depth_m=packed_array(group, "depth_m", np.float32, shape) if "depth_m" in known else None,
        normals=None if normals is None else unpack(normals),
        labels=packed_array(group, "labels", np.uint16, shape) if "labels" in known else None,
        names=beside.names,
        regions=beside.regions,
        queries=beside.queries,
    )


def _truths(values: NDArray[np.bool_]) -> NDArray[np.bool_]:
    if (values.view(np.uint8) > 1).any():
        raise ValueError("valid holds what is neither true nor false")
    return values


def _most_bytes(shape: tuple[int, int]) -> int:
    return 4 * shape[0] * shape[1] + (1 << 16)  # of a PNG that nothing could be packed of


def _camera(group: h5py.Group) -> Camera:
    """Return a view's camera; arrays have its size, so it is the first thing to be looked at."""
    return _checked_camera(_CAMERA.validate_json(text_attribute(group, "camera", MOST_CAMERA)))


def _checked_camera(camera: Camera) -> Camera:
    sides, told = (camera.width_px, camera.height_px), (f.name for f in fields(camera) if f.name not in NESTED)
    numbers = np.concatenate([np.ravel(getattr(camera, name)) for name in told])
    if not all(SIDES_PX[0] <= side <= SIDES_PX[1] for side in sides):
        raise ValueError(f"its camera has {sides[0]}×{sides[1]} pixels; sides are {SIDES_PX[0]} to {SIDES_PX[1]}")
    if not (np.abs(numbers.astype(float)) < np.inf).all() or camera.focal_px <= 0 or not any(camera.rotation):
        raise ValueError("its camera is not one: its numbers must be finite, its focal length and rotation not 0")
    return camera


def _objects(group: h5py.Group, camera: Camera) -> tuple[VisibleObject, ...]:
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
