"""Whole frames in HDF5, one file for each shard: tasks re-encode from them without rendering.

Group SCENE-VIEW holds `depth_m` (float32), `normals` (int16 H×W×2: `octahedral` codes of camera-space directions),
`instance` (uint16), `valid` (bool) and `image` (PNG bytes); its attributes `camera` and `objects` are JSON. Normals
come back within 0.004°, everything else as it was. The bytes depend on the frames alone: no timestamps, a fixed order.
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from ...renderers.frame import Frame, VisibleObject
from ...scenes.spec import Camera
from .keys import ViewKey
from .octahedral import pack, unpack
from .png import png_array, png_bytes

# Measured by `benchmarks.truth_files`: level 9 takes 2.7 times as long for 1 % of size, small chunks cost depth 14 %.
COMPRESSION = {"compression": "gzip", "compression_opts": 6, "shuffle": True, "track_times": False}
_CAMERA, _OBJECTS = TypeAdapter(Camera), TypeAdapter(tuple[VisibleObject, ...])


def write_truth(frames: Mapping[ViewKey, Frame]) -> bytes:
    """Return the HDF5 file of these frames. Written again from what `read_truth` gives back, it is the same file."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w", libver="v110", track_order=True) as file:
        for key, frame in frames.items():
            _write_frame(file.create_group(str(key)), frame)
    return buffer.getvalue()


def read_truth(data: bytes) -> Iterator[tuple[ViewKey, Frame]]:
    """Yield the frames of an HDF5 file; raises OSError or KeyError where it is damaged."""
    with h5py.File(io.BytesIO(data), "r") as file:
        for name, group in file.items():
            yield ViewKey.parse(name), _read_frame(group)


def image_bytes(data: bytes) -> dict[ViewKey, bytes]:
    """Return the PNG bytes of every frame's picture."""
    with h5py.File(io.BytesIO(data), "r") as file:
        return {ViewKey.parse(name): group["image"][()].tobytes() for name, group in file.items()}


def read_objects(data: bytes, wanted: Collection[ViewKey]) -> dict[ViewKey, tuple[VisibleObject, ...]]:
    """Return what is visible in these views of an HDF5 file, without reading their arrays."""
    with h5py.File(io.BytesIO(data), "r") as file:
        return {key: _OBJECTS.validate_json(file[str(key)].attrs["objects"]) for key in wanted}


def _write_frame(group: h5py.Group, frame: Frame) -> None:
    for name, data in _arrays(frame).items():
        group.create_dataset(name, data=data, chunks=data.shape, **COMPRESSION)
    group.create_dataset("image", data=np.frombuffer(png_bytes(frame.image), dtype=np.uint8), track_times=False)
    group.attrs["camera"] = _CAMERA.dump_json(frame.camera).decode()
    group.attrs["objects"] = objects_json(frame.objects)


def _arrays(frame: Frame) -> dict[str, NDArray[Any]]:
    return {
        "depth_m": frame.depth_m,
        "normals": pack(frame.normals),
        "instance": frame.instance,
        "valid": frame.valid,
    }


def _read_frame(group: h5py.Group) -> Frame:
    return Frame(
        image=png_array(group["image"][()].tobytes()),
        depth_m=group["depth_m"][()],
        normals=unpack(group["normals"][()]),
        instance=group["instance"][()],
        valid=group["valid"][()],
        camera=_CAMERA.validate_json(group.attrs["camera"]),
        objects=_OBJECTS.validate_json(group.attrs["objects"]),
    )


def camera_json(camera: Camera) -> str:
    """Return K, pose and conventions as the JSON string that every sample carries."""
    return json.dumps(
        {
            "intrinsics": camera.intrinsics().tolist(),
            "camera_to_world": camera.matrix().tolist(),
            "pixel_centre": [0.5, 0.5],
            "axes": "x right, y up, looking along -z",
            "depth": "planar, metres",
        },
        separators=(",", ":"),
    )


def objects_json(objects: tuple[VisibleObject, ...]) -> str:
    """Return what is visible as a JSON list, a field of `VisibleObject` a key."""
    return _OBJECTS.dump_json(objects).decode()
