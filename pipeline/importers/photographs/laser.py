"""Scans of lasers as depth of a picture: points from frame to frame, and the nearest of those that meet in a pixel."""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.transform import Rotation

from ....manifests.benchmark import Benchmark, Role
from ....scenes.errors import RequestError
from .arrays import Shape, known_where
from .filed import Layers, Row, example_of, of_rows
from .source import PhotographSource, naming

Matrix = NDArray[np.float64]
Points = NDArray[np.float64]  # N×3, metres
MOST_BYTES = 1 << 26  # of a scan


def refuse_training(role: Role) -> None:
    """Raise RequestError where pictures are to be learnt from whose depth is known along the lines of scans alone."""
    if role == "train":
        raise RequestError("is not possible here: far over 5 % of each picture is unknown", "role", role)


def placed(wxyz: ArrayLike, translation_m: ArrayLike) -> Matrix:
    """Return the 4×4 matrix that takes points of a sensor's frame to the frame that it is placed in.

    Raises ValueError where the quaternion is 0.
    """
    w, x, y, z = np.asarray(wxyz, np.float64)
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = Rotation.from_quat([x, y, z, w]).as_matrix(), translation_m
    return matrix


@dataclass(frozen=True, slots=True)
class Projection:
    """How points of a laser come into a camera's frame (4×4) and from there into its picture (3×3).

    Points up to `near_m` ahead and in a margin of the picture are left out.
    """

    to_camera: Matrix
    intrinsics: Matrix
    near_m: float = 0.0
    margin_px: int = 0

    def depth_m(self, points_m: Points, shape: Shape) -> NDArray[np.float32]:
        """Return the depth H×W of points N×3: z in the camera (+x right, +y down, +z front), NaN where none falls."""
        in_camera = points_m @ self.to_camera[:3, :3].T + self.to_camera[:3, 3]
        ahead = in_camera[in_camera[:, 2] > self.near_m]
        at_px = (ahead / ahead[:, 2:] @ self.intrinsics.T)[:, :2]
        return scattered(ahead[:, 2], at_px, shape, self.margin_px)


View = tuple[tuple[Path, ...], Projection]  # a picture and its scan, and how one comes into the other


def of_scans(
    folder: Path,
    views: Mapping[tuple[Path, ...], Projection],
    read: Callable[[Path], Points],
    benchmark: Benchmark,
    unpack: str,
    tables: Sequence[Path],
) -> PhotographSource:
    """Return the source of pictures with a scan each, which `read` takes from its file; raises as `of_rows`."""
    rows = list(views)

    def layers(place: int, paths: Row, shape: Shape) -> Layers:
        return {"depth": views[rows[place]].depth_m(read(paths[0]), shape)}

    return of_rows(
        folder, rows, lambda place: example_of(rows[place], partial(layers, place)), benchmark, unpack, tables
    )


def scattered(
    depth_m: NDArray[np.floating[Any]], at_px: NDArray[np.float64], shape: Shape, margin_px: int = 0
) -> NDArray[np.float32]:
    """Return depth N at places N×2 (x, y) as a picture H×W: the nearest of those in a pixel, NaN where none is."""
    inside = np.all((at_px >= margin_px) & (at_px < np.array(shape[::-1]) - margin_px), axis=1)
    order = np.argsort(-depth_m[inside], kind="stable")  # of several in a pixel, the last stays
    columns, rows = at_px[inside][order].astype(np.int64).T
    picture = np.zeros(shape, np.float32)
    picture[rows, columns] = depth_m[inside][order]
    return known_where(picture)


def read_scan(path: Path, columns: int) -> Points:
    """Return the points N×3 of a file of little-endian float32, `columns` for each, of which x, y, z come first.

    Points that are not finite are left out. Raises RequestError.
    """
    with naming(path):
        size = path.stat().st_size
        if size % (4 * columns) or size > MOST_BYTES:
            raise ValueError(f"it has {size} bytes, and a scan has {4 * columns} for each point, {MOST_BYTES} at most")
        return _finite(np.fromfile(path, "<f4").reshape(-1, columns))


def read_npz_scan(path: Path, name: str) -> Points:
    """Return the points N×3 of an array N×3 or wider in an .npz file; raises RequestError."""
    with naming(path):
        try:
            with zipfile.ZipFile(path) as archive, archive.open(f"{name}.npy") as file:
                data = file.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            raise ValueError(str(error)) from None
        if len(data) > MOST_BYTES:
            raise ValueError(f"its array has over {MOST_BYTES} bytes")
        return _finite(_array(data))


def _array(data: bytes) -> NDArray[Any]:
    """Return the array of an .npy file, of which nothing is taken on trust: no pickle, no size that is not there."""
    file = io.BytesIO(data)
    version = np.lib.format.read_magic(file)  # type: ignore[no-untyped-call]
    header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, by_columns, dtype = header(file)  # type: ignore[no-untyped-call]
    numbers = data[file.tell() :]
    if dtype.kind != "f" or len(shape) != 2 or shape[1] < 3 or math.prod(shape) * dtype.itemsize != len(numbers):
        raise ValueError(
            f"it holds {dtype} of shape {shape} in {len(numbers)} bytes, and must hold floats N×3 or wider"
        )
    return np.frombuffer(numbers, dtype).reshape(shape, order="F" if by_columns else "C")


def _finite(points: NDArray[Any]) -> Points:
    points_m = points[:, :3].astype(np.float64)
    return points_m[np.isfinite(points_m).all(axis=1)]
