"""OpenEXR of others: every channel by its label, and none where one of them is damaged.

A channel's label is PART.LAYER.NAME, the part being named where there are several.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np

from ...scenes.errors import RequestError
from .frames import Array

MOST_BYTES = 2 << 30  # of all channels together


def read_channels(path: Path, shape: tuple[int, ...]) -> dict[str, Array]:
    """Return all channels by label, each H×W of the display window; raises RequestError."""
    try:
        import OpenEXR
    except ImportError:
        raise RequestError(
            f"{path}: reading OpenEXR needs the package openexr: pip install 'cavendish[render]'"
        ) from None
    try:
        with _silent():
            headers = OpenEXR.File(str(path), separate_channels=True, header_only=True).parts
            promised, several = _look(path, headers, shape), len(headers) > 1
            parts = OpenEXR.File(str(path), separate_channels=True).parts
    except RequestError:
        raise
    except Exception as error:  # the library turns whatever is wrong into errors of several types
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise RequestError(f"{path}: cannot be read as OpenEXR: {said}") from None
    found = {_label(part, name, several): _placed(path, part, name, shape) for part in parts for name in part.channels}
    if lost := set(promised) - found.keys():
        raise RequestError(f"{path}: is damaged: its channel {min(lost)} cannot be read")
    return found


@contextmanager
def _silent() -> Iterator[None]:
    """Keep off the terminal what the library prints of a damaged part, without which it goes on."""
    kept = os.dup(2)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _look(path: Path, parts: Sequence[Any], shape: tuple[int, ...]) -> list[str]:
    """Return all labels; raises RequestError for what has no pixels of the picture's size, or too many."""
    labels = [_label(part, channel.name, len(parts) > 1) for part in parts for channel in part.header["channels"]]
    if twice := [label for label, count in Counter(label.lower() for label in labels).items() if count > 1]:
        raise RequestError(f"{path}: has two channels of the name {min(twice)}, if capitals do not count")
    if odd := [part for part in parts if "deep" in str(part.type())]:
        raise RequestError(f"{path}: holds deep pixels ({odd[0].type()}), of which none is the depth; flatten it")
    for part in parts:
        (left, top), (right, bottom) = part.header["displayWindow"]
        size = (int(right) - int(left) + 1, int(bottom) - int(top) + 1)
        if size != (shape[1], shape[0]):
            raise RequestError(f"{path}: is {size[0]}×{size[1]}, but its picture is {shape[1]}×{shape[0]}")
    if not labels or sum(_pixels(part) * len(part.header["channels"]) for part in parts) * 4 > MOST_BYTES:
        raise RequestError(f"{path}: has {len(labels)} channels; it must have some, and at most {MOST_BYTES >> 30} GiB")
    return labels


def _pixels(part: Any) -> int:
    (left, top), (right, bottom) = part.header["dataWindow"]
    return (int(right) - int(left) + 1) * (int(bottom) - int(top) + 1)


def _label(part: Any, name: str, several: bool) -> str:
    prefix = f"{part.header.get('name', '')}."
    return name if not several or name.startswith(prefix) or prefix == "." else prefix + name


def _placed(path: Path, part: Any, name: str, shape: tuple[int, ...]) -> Array:
    """Return a channel where its data window lies in the display window; around it is NaN, or 0."""
    pixels = part.channels[name].pixels
    (left, top), (right, bottom) = (window.tolist() for window in part.header["dataWindow"])
    if pixels.shape != (bottom - top + 1, right - left + 1):
        raise RequestError(f"{path}: its channel {name} has fewer pixels than the others")
    (x, y), _ = (window.tolist() for window in part.header["displayWindow"])
    left, top, right, bottom = left - x, top - y, right - x + 1, bottom - y + 1
    if (left, top, right, bottom) == (0, 0, shape[1], shape[0]):
        return np.asarray(pixels)
    whole = np.full(shape, np.nan if pixels.dtype.kind == "f" else 0, pixels.dtype)
    rows, columns = slice(max(top, 0), max(bottom, 0)), slice(max(left, 0), max(right, 0))
    inside = whole[rows, columns]
    from_top, from_left = max(-top, 0), max(-left, 0)
    inside[...] = pixels[from_top : from_top + inside.shape[0], from_left : from_left + inside.shape[1]]
    return whole
