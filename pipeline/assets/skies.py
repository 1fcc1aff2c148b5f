"""Measures environment maps: how bright they are on average, and where their sun stands."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...scenes.assets.library import Excluded, LibrarySky
from ...scenes.errors import RequestError
from .items import Rights, files_under, slug, unlike

SUFFIXES = (".hdr", ".exr")
MAX_FILE_MB = 1024
ASPECT = 0.02  # how far from twice as wide as high an equirectangular map may be, as a share
SUN = 40.0  # a sun is at least so many times as bright as the mean
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def read_skies(folder: Path, rights: Rights) -> tuple[list[LibrarySky], list[Excluded], dict[str, Path]]:
    """Return the skies of a folder, what cannot be one, and each sky's file by its path in the library."""
    skies, excluded, files = [], [], {}
    paths = files_under(folder, SUFFIXES)
    for name, path in zip(unlike(slug(path.stem) for path in paths), paths, strict=True):
        found = _read(path)
        if isinstance(found, str):
            excluded.append(Excluded(name, found))
            continue
        file = f"skies/{name}{path.suffix.lower()}"
        mean, sun, share = measure(found)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        skies.append(LibrarySky(name, file, mean, sun, rights.licence, rights.author, rights.source, digest, share))
        files[file] = path
    return skies, excluded, files


def measure(rgb: NDArray[np.float32]) -> tuple[float, tuple[float, float] | None, float]:
    """Return the mean luminance over all directions of an H×W×3 map, its sun, and that sun's share of the mean.

    The sun is its azimuth from +x and its elevation in degrees. The middle of the map looks along +x, its left half to
    +y; that is how Blender lays it around the scene.
    """
    height, width = rgb.shape[:2]
    luminance = np.maximum(rgb.astype(np.float64) @ LUMINANCE, 0)
    elevations_deg = 90 - 180 * (np.arange(height) + 0.5) / height
    weights = np.cos(np.radians(elevations_deg))[:, None]
    total = float((luminance * weights).sum())
    mean = total / (weights.sum() * width)
    row, column = np.unravel_index(int(luminance.argmax()), luminance.shape)
    if mean <= 0 or luminance[row, column] < SUN * mean:
        return round(mean, 6), None, 0.0
    azimuth = 180 - 360 * (float(column) + 0.5) / width
    glare = luminance * weights * (luminance >= SUN * mean)
    return (
        round(mean, 6),
        (round(azimuth, 2), round(float(elevations_deg[row]), 2)),
        round(float(glare.sum()) / total, 4),
    )


def _read(path: Path) -> NDArray[np.float32] | str:
    """Return the linear RGB of a map, or what is wrong with it."""
    if path.stat().st_size > MAX_FILE_MB * 2**20:
        return f"has more than {MAX_FILE_MB} MB"
    os.environ.setdefault("OPENCV_IO_ENABLE_OPENEXR", "1")
    try:
        import cv2
    except ImportError:
        raise RequestError(
            f"{path}: is read with OpenCV, which is not installed here: pip install 'cavendish[render]'"
        ) from None
    try:
        pixels = cv2.imread(str(path), cv2.IMREAD_ANYDEPTH | cv2.IMREAD_COLOR)
    except cv2.error:
        pixels = None
    if pixels is None or pixels.dtype != np.float32:
        return "cannot be read as a picture of unbounded brightness"
    height, width = pixels.shape[:2]
    if abs(width / height / 2 - 1) > ASPECT:
        return f"is {width}×{height}, and an equirectangular map is twice as wide as high"
    if not np.isfinite(pixels).all():
        return "holds brightness that is no finite number"
    return pixels[..., ::-1].astype(np.float32)
