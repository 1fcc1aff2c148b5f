"""Passes in the truth file: what frames tell of surfaces where a recipe asks, as arrays, and read back."""

from __future__ import annotations

from typing import Annotated, Any

import h5py
import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter

from ...renderers.frame import Frame
from ...renderers.passes import MOST_WHOLES, pass_dtypes
from .hdf5 import packed_array, text_attribute

WHOLES = "wholes"  # the attribute with the instances that are told whole
MOST_CHARACTERS = 1 << 10  # of that
_Numbers = tuple[Annotated[int, Field(gt=0, le=65535)], ...]
_WHOLES: TypeAdapter[_Numbers] = TypeAdapter(Annotated[_Numbers, Field(max_length=MOST_WHOLES)])


def pass_arrays(frame: Frame) -> dict[str, NDArray[Any]]:
    """Return the passes of a frame as they are stored; no array of nothing.

    What lies behind glass is 0 where that is the depth, which is there already: most of it packs to nothing.
    """
    arrays = {name: getattr(frame, name) for name in pass_dtypes(frame)}
    if frame.behind_m is not None:
        arrays["behind_m"] = np.where(frame.behind_m == frame.depth_m, np.float32(0), frame.behind_m)
    return {name: array for name, array in arrays.items() if array.size}


def wholes_json(wholes: tuple[int, ...]) -> str:
    """Return the instances that are told whole as JSON."""
    return _WHOLES.dump_json(wholes).decode()


def read_passes(group: h5py.Group, depth_m: NDArray[np.float32]) -> dict[str, Any]:
    """Return the passes that a view of this depth has, by their fields; raises ValueError where they are broken."""
    shape = depth_m.shape
    tells_wholes = WHOLES in group.attrs
    wholes = _WHOLES.validate_json(text_attribute(group, WHOLES, MOST_CHARACTERS)) if tells_wholes else ()
    stored: dict[str, tuple[type[Any], tuple[int, ...]]] = {
        "albedo": (np.uint8, (*shape, 3)),
        "behind_m": (np.float32, shape),
        "whole_m": (np.float32, (len(wholes), *shape)),
        "materials": (np.uint8, shape),
    }
    there = [name for name in stored if group.id.links.exists(name.encode())]
    if ("whole_m" in there) != bool(wholes):
        raise ValueError("it has whole_m without wholes, or wholes without whole_m")
    found: dict[str, Any] = {name: packed_array(group, name, *stored[name]) for name in there}
    if "behind_m" in found:
        found["behind_m"] = np.where(found["behind_m"] == 0, depth_m, found["behind_m"])
    if tells_wholes and not wholes:
        found["whole_m"] = np.zeros((0, *shape), np.float32)
    return found | {"wholes": wholes}
