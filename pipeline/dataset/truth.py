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
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import h5py
import numpy as np
from numpy.typing import NDArray

from ...renderers.edits import Edit
from ...renderers.frame import Frame, VisibleObject
from .example import Example, View
from .hdf5 import as_value_error, open_hdf5, plain_bytes
from .keys import ViewKey
from .octahedral import pack
from .passes import pass_arrays, pass_attributes
from .png import png_bytes
from .truth_reading import EDIT, RIGHT, group_of, most_bytes, read_example, read_frame
from .view_json import EXAMPLE, MOTION, Beside, json_of, objects_json, parts_json, read_camera, read_visible

# Measured by `benchmarks.truth_files`: level 9 takes 2.7 times as long for 1 % of size, small chunks cost depth 14 %.
COMPRESSION = {"compression": "gzip", "compression_opts": 6, "shuffle": True, "track_times": False}


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
        group = group_of(self._file, str(key))
        return read_frame(group), plain_bytes(group, "image", most_bytes(frame.shape))

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
        yield {ViewKey.parse(name): group_of(file, name) for name in names}


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
            yield key, read_example(group, len(data)) if EXAMPLE in group.attrs else read_frame(group)


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
        return dict.fromkeys(wanted, ()) | {key: read_visible(views[key], read_camera(views[key])) for key in rendered}


def _write_frame(group: h5py.Group, frame: Frame) -> None:
    _write_arrays(group, _arrays(frame), png_bytes(frame.image))
    _write_beside(group, frame)
    if frame.motion:
        group.attrs[MOTION] = json_of(frame.motion)
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
    group.attrs["change"] = json_of(edit.change)


def _write_beside(group: h5py.Group, frame: Frame) -> None:
    group.attrs["camera"] = json_of(frame.camera)
    group.attrs["objects"] = objects_json(frame.objects)
    if frame.parts is not None:
        group.attrs["part_table"] = parts_json(frame.part_table)
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
    group.attrs[EXAMPLE] = json_of(Beside(**beside))


def _write_arrays(group: h5py.Group, arrays: Mapping[str, NDArray[Any]], picture: bytes) -> None:
    for name, data in arrays.items():
        group.create_dataset(name, data=data, chunks=data.shape, **COMPRESSION)
    group.create_dataset("image", data=np.frombuffer(picture, dtype=np.uint8), track_times=False)
