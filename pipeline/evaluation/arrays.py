"""Decoded numbers as files that others read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...scenes.errors import RequestError
from ..dataset.exr import exr_bytes
from ..dataset.publish import publish
from ..tasks.registry import READINGS

FORMATS = {
    ".npy": "the array as it is",
    ".exr": "32-bit float OpenEXR",
    ".png": "16-bit depth in millimetres (0: rejected or beyond 65.534 m, 65535: sky), or class and instance numbers",
}
SKY_MM = 65535


def check_name(path: Path, task: str) -> None:
    """Raise RequestError unless numbers of a task can be written into a file of this name."""
    if path.suffix not in FORMATS:
        endings = ", ".join(f"{end} ({what})" for end, what in FORMATS.items())
        raise RequestError(f"must end in {endings}", "out", path)
    if path.suffix == ".png" and task == "normals":
        raise RequestError("normals do not fit a PNG; write .npy or .exr", "out", path)
    if task in READINGS and path.suffix not in READINGS[task].endings:
        raise RequestError(f"{task} goes into files of {' or '.join(READINGS[task].endings)} alone", "out", path)


def write_array(path: Path, array: NDArray[Any]) -> None:
    """Write decoded numbers in the format that the file's ending names, one of FORMATS, into a folder made for it."""
    writers = {".npy": _npy, ".exr": _exr, ".png": _png}
    publish(path.parent, path.name, writers[path.suffix](array))


def _npy(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _exr(array: NDArray[Any]) -> bytes:
    return exr_bytes({"RGB" if array.ndim == 3 else "Z": array.astype(np.float32)})


def _png(array: NDArray[Any]) -> bytes:
    if array.dtype.kind == "f":
        array_mm = np.rint(np.nan_to_num(array * 1000.0, nan=0.0, posinf=SKY_MM))
        kept = (array_mm > 0) & ((array_mm < SKY_MM) | np.isposinf(array))  # what is far is not taken for sky
        pixels = np.where(kept, array_mm, 0).astype(np.uint16)
    else:
        pixels = array.astype(np.uint8 if array.max(initial=0) < 256 else np.uint16)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()
