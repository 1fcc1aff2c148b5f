"""From a picture that a model drew (or a target) back to numbers, and into a file that others read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ...scenes.errors import RequestError
from ..codecs import depth, masks, normals
from ..dataset.exr import exr_bytes
from ..dataset.publish import publish
from ..tasks import legend
from ..tasks.semantic import decoding_palette

FORMATS = {
    ".npy": "the array as it is",
    ".exr": "32-bit float OpenEXR",
    ".png": "16-bit depth in millimetres (0: rejected, 65535: 65.535 m and more), or 8-bit class numbers",
}
FAR_MM = 65535


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Return a picture as uint8 H×W×3; raises RequestError."""
    try:
        with Image.open(path) as image:
            if image.mode not in ("RGB", "RGBA"):
                raise RequestError(f"{path}: is a picture of mode {image.mode}; a target is 8-bit RGB")
            return np.asarray(image.convert("RGB"))
    except FileNotFoundError:
        raise RequestError(f"{path}: no such picture") from None
    except OSError as error:
        raise RequestError(f"{path}: cannot be read as a picture: {error}") from None


def decode_depth(
    rgb: NDArray[np.uint8], residual_max: float | None, colormap: str
) -> tuple[NDArray[np.float32], dict[str, str]]:
    """Return metres H×W and a summary; NaN where the colour lies further than `residual_max` from the colour path."""
    depth_m, residual = depth.decode(rgb, colormap, return_residual=True)
    if residual_max is not None:
        depth_m[residual > residual_max] = np.nan
    finite = depth_m[np.isfinite(depth_m)]
    nearest, median, farthest = np.quantile(finite, [0, 0.5, 1]).tolist() if finite.size else [np.nan] * 3
    return depth_m, {
        "nearest": f"{nearest:.3f} m",
        "median": f"{median:.3f} m",
        "farthest": f"{farthest:.3f} m",
        "infinite": f"{np.isposinf(depth_m).mean():.1%}",
        "rejected": f"{np.isnan(depth_m).mean():.1%}",
    }


def decode_normals(rgb: NDArray[np.uint8], convention: str) -> tuple[NDArray[np.float32], dict[str, str]]:
    """Return unit normals H×W×3 in camera space, (0,0,0) where there is no surface, and a summary."""
    vectors = normals.decode(rgb, convention)
    return vectors, {"no surface": f"{(~vectors.any(axis=-1)).mean():.1%}"}


def decode_semantic(rgb: NDArray[np.uint8], prompt: str) -> tuple[NDArray[np.int32], dict[str, str]]:
    """Return class numbers H×W by the colours that the prompt's legend states, and a summary in their order."""
    stated = legend.read(prompt)
    if not stated:
        raise RequestError('holds no legend; write it as in the sample, for example {"chair": "red"}', "prompt")
    palette = decoding_palette(stated)
    classes = masks.decode(rgb, dict(enumerate(palette.values())))
    shares = {name or legend.BACKGROUND: f"{(classes == k).mean():.1%}" for k, name in enumerate(palette)}
    return classes, {f"{number} {name}": share for number, (name, share) in enumerate(shares.items())}


def write_array(path: Path, array: NDArray[Any]) -> None:
    """Write decoded numbers in the format that the file's ending names; raises RequestError."""
    writers = {".npy": _write_npy, ".exr": _write_exr, ".png": _write_png}
    if path.suffix not in writers:
        endings = ", ".join(f"{end} ({what})" for end, what in FORMATS.items())
        raise RequestError(f"must end in {endings}", "out", path)
    if not path.parent.is_dir():
        raise RequestError(f"{path.parent} is not a folder", "out", path)
    writers[path.suffix](path, array)


def _write_npy(path: Path, array: NDArray[Any]) -> None:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    publish(path.parent, path.name, buffer.getvalue())


def _write_exr(path: Path, array: NDArray[Any]) -> None:
    name = "RGB" if array.ndim == 3 else "Z"
    publish(path.parent, path.name, exr_bytes({name: array.astype(np.float32)}))


def _write_png(path: Path, array: NDArray[Any]) -> None:
    if array.ndim == 3:
        raise RequestError("normals do not fit a PNG; write .npy or .exr", "out", path)
    if array.dtype.kind == "f":
        array_mm = np.nan_to_num(array * 1000.0, nan=0.0, posinf=FAR_MM)
        pixels = np.rint(np.clip(array_mm, 0, FAR_MM)).astype(np.uint16)
    else:
        pixels = array.astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    publish(path.parent, path.name, buffer.getvalue())
