"""Passes in the truth file: what frames tell of surfaces where a recipe asks, as arrays, and read back."""

from __future__ import annotations

from typing import Annotated, Any

import h5py
import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter

from ...renderers.frame import Frame
from ...renderers.passes import MOST_MATTES, MOST_WHOLES, pass_dtypes
from .hdf5 import has_child, packed_array, text_attribute

WHOLES, MATTED = "wholes", "matted"  # the attributes with the instances that are told whole, or have mattes
OF_EACH = {"whole_m": WHOLES, "mattes": MATTED}  # arrays of which each of these has one
MOST_CHARACTERS = 1 << 10  # of such an attribute
_Numbers = tuple[Annotated[int, Field(gt=0, le=65535)], ...]
_NUMBERS: TypeAdapter[_Numbers] = TypeAdapter(Annotated[_Numbers, Field(max_length=max(MOST_WHOLES, MOST_MATTES))])


def pass_arrays(frame: Frame) -> dict[str, NDArray[Any]]:
    """Return the passes of a frame as they are stored; no array of nothing.

    What lies behind glass is 0 where that is the depth, which is there already: most of it packs to nothing.
    """
    arrays = {name: getattr(frame, name) for name in pass_dtypes(frame)}
    if frame.behind_m is not None:
        arrays["behind_m"] = np.where(frame.behind_m == frame.depth_m, np.float32(0), frame.behind_m)
    return {name: array for name, array in arrays.items() if array.size}


def pass_attributes(frame: Frame) -> dict[str, str]:
    """Return as JSON which instances the arrays of single things are of, by the name of the attribute."""
    told = {name for array, name in OF_EACH.items() if getattr(frame, array) is not None}
    return {name: _NUMBERS.dump_json(getattr(frame, name)).decode() for name in sorted(told)}


def read_passes(group: h5py.Group, depth_m: NDArray[np.float32]) -> dict[str, Any]:
    """Return the passes that a view of this depth has, by their fields; raises ValueError where they are broken."""
    shape = depth_m.shape
    told = {
        name: _NUMBERS.validate_json(text_attribute(group, name, MOST_CHARACTERS))
        for name in OF_EACH.values()
        if name in group.attrs
    }
    wholes, matted = (told.get(name, ()) for name in (WHOLES, MATTED))
    stored: dict[str, tuple[type[Any], tuple[int, ...]]] = {
        "albedo": (np.uint8, (*shape, 3)),
        "behind_m": (np.float32, shape),
        "whole_m": (np.float32, (len(wholes), *shape)),
        "materials": (np.uint8, shape),
        "shading": (np.float16, (*shape, 3)),
        "specular": (np.float16, (*shape, 3)),
        "shadow": (np.uint8, shape),
        "text": (np.uint8, shape),
        "mattes": (np.uint8, (len(matted), *shape)),
    }
    there = [name for name in stored if has_child(group, name)]
    for array, name in OF_EACH.items():
        if (array in there) != bool(told.get(name)):
            raise ValueError(f"it has {array} without {name}, or {name} without {array}")
    found: dict[str, Any] = {name: packed_array(group, name, *stored[name]) for name in there}
    if "behind_m" in found:
        found["behind_m"] = np.where(found["behind_m"] == 0, depth_m, found["behind_m"])
    for array, name in OF_EACH.items():
        if name in told and not told[name]:
            found[array] = np.zeros(stored[array][1], stored[array][0])
    return found | {WHOLES: wholes, MATTED: matted}
