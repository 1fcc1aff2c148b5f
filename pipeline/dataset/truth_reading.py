"""Views of truth files, whoever wrote them: every array has its view's size and holds what such an array can."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from ...renderers.edits import Edit
from ...renderers.frame import Frame
from ...renderers.passes import without_passes
from .example import Example
from .hdf5 import child_of, has_child, packed_array, plain_bytes
from .octahedral import unpack
from .passes import read_passes
from .png import png_array
from .view_json import MOTION, read_beside, read_camera, read_change, read_motion, read_part_table, read_visible

EDIT, RIGHT = "edit", "right"  # groups of a view's further pictures
EDITED: dict[str, tuple[Any, tuple[int, ...]]] = {  # of an edited picture, where they are not those of its view
    "depth_m": (np.float32, ()),
    "normals": (np.int16, (2,)),
    "instance": (np.uint16, ()),
    "parts": (np.uint16, ()),
}


def read_frame(group: h5py.Group) -> Frame:
    """Return a view with its edited picture and its right one, which have none themselves."""
    frame, edited, right = _read_alone(group), _child(group, EDIT), _child(group, RIGHT)
    return replace(
        frame,
        edit=None if edited is None else _read_edit(edited, frame),
        right=None if right is None else _read_alone(right),
    )


def _read_alone(group: h5py.Group) -> Frame:
    camera = read_camera(group)
    shape = (camera.height_px, camera.width_px)
    depth_m = packed_array(group, "depth_m", np.float32, shape)
    return Frame(
        image=png_array(plain_bytes(group, "image", most_bytes(shape)), shape),
        depth_m=depth_m,
        normals=unpack(packed_array(group, "normals", np.int16, (*shape, 2))),
        instance=packed_array(group, "instance", np.uint16, shape),
        valid=_truths(packed_array(group, "valid", np.bool_, shape)),
        camera=camera,
        objects=read_visible(group, camera),
        **_parts(group, shape),
        light=_light(group, shape),
        **read_passes(group, depth_m),
        motion=read_motion(group) if MOTION in group.attrs else None,
        shift_m=_shift_m(group, shape),
    )


def _child(group: h5py.Group, name: str) -> h5py.Group | None:
    """Return the group of a view's further picture, or None where it has none."""
    return group_of(group, name) if has_child(group, name) else None


def _read_edit(group: h5py.Group, frame: Frame) -> Edit:
    """Return the edited picture of a frame; what is not stored of it is the frame's."""
    camera, shape = read_camera(group), frame.shape
    if (camera.height_px, camera.width_px) != shape:
        raise ValueError("its edited picture has another size")
    stored: dict[str, Any] = {
        name: packed_array(group, name, kind, (*shape, *more))
        for name, (kind, more) in EDITED.items()
        if has_child(group, name)
    }
    if "normals" in stored:
        stored["normals"] = unpack(stored["normals"])
    if (frame.parts is None) == ("part_table" in group.attrs):
        raise ValueError("its edited picture has parts, or it has them itself, and not both")
    after = replace(
        without_passes(frame),
        image=png_array(plain_bytes(group, "image", most_bytes(shape)), shape),
        camera=camera,
        objects=read_visible(group, camera),
        part_table=read_part_table(group) if "part_table" in group.attrs else (),
        light=None,
        **stored,
    )
    return Edit(read_change(group), after)


def _shift_m(group: h5py.Group, shape: tuple[int, int]) -> NDArray[np.float32] | None:
    """Return how far the surfaces of what walks move, or None where nothing walks."""
    if not has_child(group, "shift_m"):
        return None
    values: NDArray[np.float32] = packed_array(group, "shift_m", np.float32, (*shape, 3))
    if not np.isfinite(values).all():
        raise ValueError("shift_m holds numbers that are not finite")
    return values


def _light(group: h5py.Group, shape: tuple[int, int]) -> NDArray[np.float16] | None:
    """Return the light of a view, or None where it is not kept."""
    if not has_child(group, "light"):
        return None
    values: NDArray[np.float16] = packed_array(group, "light", np.float16, (*shape, 3))
    if not ((values >= 0) & (values < np.inf)).all():
        raise ValueError("light holds what is none: numbers must be finite and not below 0")
    return values


def _parts(group: h5py.Group, shape: tuple[int, int]) -> dict[str, Any]:
    """Return the layer of parts and its table, or nothing where they are not told."""
    there = {has_child(group, "parts"), "part_table" in group.attrs}
    if there == {False}:
        return {}
    if len(there) > 1:
        raise ValueError("it has parts without part_table, or part_table without parts")
    return {"parts": packed_array(group, "parts", np.uint16, shape), "part_table": read_part_table(group)}


def read_example(group: h5py.Group, most_picture_bytes: int) -> Example:
    """Return a photograph with what is known of it; raises ValueError where that is no photograph's."""
    beside = read_beside(group)
    shape, known = beside.size_px[::-1], set(group)
    normals = packed_array(group, "normals", np.int16, (*shape, 2)) if "normals" in known else None
    return Example(
        picture=plain_bytes(group, "image", most_picture_bytes),
        size_px=beside.size_px,
        camera=beside.camera,
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


def group_of(file: h5py.File, name: str) -> h5py.Group:
    """Return the group under a name; raises ValueError where it is none, or a link."""
    group = child_of(file, name)
    if not isinstance(group, h5py.Group):
        raise ValueError(f"{name} is not a group of arrays")  # noqa: TRY004
    return group


def most_bytes(shape: tuple[int, int]) -> int:
    """Return how many bytes the picture of a view of this shape (H, W) may have."""
    return 4 * shape[0] * shape[1] + (1 << 16)  # of a PNG that nothing could be packed of
