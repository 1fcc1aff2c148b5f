"""Hypersim's folders: DIR/**/images/scene_cam_XX_final_preview/frame.NNNN.tonemap.jpg and the HDF5 files beside them.

`depth_meters` is the distance along the ray, and NaN where no geometry was hit; without class and normal, too, that is
sky, else unknown. `normal_cam` does not always face the camera, and is turned to it. Pixels of `semantic_instance`
−1 are one instance for each class of `semantic` (NYU40). All frames are read with the focal length of the standard
camera, 886.81 px at 1024×768; leave scenes with another camera (ml-hypersim, metadata_camera_parameters.csv) out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from ...scenes.cameras import Camera
from ...scenes.categories import UNNAMED
from ...scenes.errors import RequestError
from .cameras import LEVEL
from .files import all_or_none, entries, same_size, whole
from .frames import Array, Given, ImportSource, Options, Thing
from .hdf5 import array_of, opened
from .pictures import picture_size, read_picture

FOCAL_SHARE = 886.81 / 1024  # of the width
PICTURE = "images/scene_cam_*_final_preview/frame.*.tonemap.jpg"
# What has no number here (otherstructure, otherfurniture, otherprop) nobody could name.
NYU40 = {
    1: "wall",
    2: "floor",
    3: "cabinet",
    4: "bed",
    5: "chair",
    6: "sofa",
    7: "table",
    8: "door",
    9: "window",
    10: "bookshelf",
    11: "picture",
    12: "counter",
    13: "blind",
    14: "desk",
    15: "shelving unit",
    16: "curtain",
    17: "dresser",
    18: "pillow",
    19: "mirror",
    20: "floor mat",
    21: "piece of clothing",
    22: "ceiling",
    23: "books",
    24: "refrigerator",
    25: "television",
    26: "paper",
    27: "towel",
    28: "shower curtain",
    29: "box",
    30: "whiteboard",
    31: "person",
    32: "nightstand",
    33: "toilet",
    34: "sink",
    35: "lamp",
    36: "bathtub",
    37: "bag",
}
FIRST_INSTANCE = 41  # 1–40 are classes


def source(folder: Path, options: Options) -> ImportSource:
    """Look through a folder; raises RequestError."""
    pictures = [path for path in entries(folder, below=True) if path.match(PICTURE)]
    if not pictures:
        raise RequestError(f"{folder}: holds no {PICTURE}, which is how Hypersim names its pictures")
    depths, normals, classes, instances = (
        [_beside(picture, kind) for picture in pictures]
        for kind in ("depth_meters", "normal_cam", "semantic", "semantic_instance")
    )
    if missing := [path for path in depths if not path.is_file()]:
        raise RequestError(f"{missing[0]}: is missing; every picture needs its depth")
    has_normals, has_masks = all_or_none(normals), all_or_none([*classes, *instances])
    used = [depths, *([normals] if has_normals else []), *([classes, instances] if has_masks else [])]
    return ImportSource(
        views=tuple(picture.relative_to(folder).as_posix().removesuffix(".tonemap.jpg") for picture in pictures),
        files=(*pictures, *(path for paths in used for path in paths)),
        size_px=same_size([(picture, picture_size(picture)) for picture in pictures]),
        normals=has_normals,
        masks=has_masks,
        read=partial(_read, pictures, has_normals, has_masks),
    )


def _read(pictures: Sequence[Path], has_normals: bool, has_masks: bool, position: int) -> Given:
    picture = pictures[position]
    image = read_picture(picture)
    shape = (image.shape[0], image.shape[1])
    camera = _camera(shape[1], shape[0])
    range_m = _array(_beside(picture, "depth_meters"), shape).astype(np.float64)
    normals = _array(_beside(picture, "normal_cam"), (*shape, 3)) if has_normals else None
    labels, things = _labels(picture, shape) if has_masks else (None, {})
    depth_m = range_m / np.linalg.norm(camera.rays(), axis=-1)
    empty = (
        np.isnan(range_m) & (True if labels is None else labels == 0) & (True if normals is None else ~_real(normals))
    )
    return Given(
        image=image,
        depth_m=np.where(empty, np.inf, np.where(np.isposinf(range_m), np.nan, depth_m)),
        normals=None if normals is None else _facing(normals, camera),
        labels=labels,
        camera=camera,
        things=things,
    )


def _beside(picture: Path, kind: str) -> Path:
    """Return the file of one kind that belongs to a picture."""
    folder = picture.parent.name.replace("_final_preview", "_geometry_hdf5")
    return picture.parents[1] / folder / picture.name.replace("tonemap.jpg", f"{kind}.hdf5")


def _array(path: Path, shape: tuple[int, ...]) -> Array:
    with opened(path) as file:
        return array_of(file, "dataset", shape)


def _camera(width_px: int, height_px: int) -> Camera:
    focal_px = FOCAL_SHARE * width_px
    return Camera((0.0, 0.0, 0.0), LEVEL, width_px, height_px, focal_px, width_px / 2, height_px / 2)


def _real(normals: Array) -> Array:
    return np.nan_to_num(normals).any(axis=-1)


def _facing(normals: Array, camera: Camera) -> Array:
    """Return the vectors turned to face the camera; (0, 0, 0) where they are not finite."""
    vectors = np.where(np.isfinite(normals).all(axis=-1, keepdims=True), normals, 0).astype(np.float64)
    away = np.einsum("ijk,ijk->ij", vectors, camera.rays()) > 0
    return np.where(away[..., None], -vectors, vectors)


def _labels(picture: Path, shape: tuple[int, int]) -> tuple[Array, dict[int, Thing]]:
    """Return labels from 1, 0 where there is neither class nor instance; an instance has its most frequent class."""
    classes, instances = (
        whole(path, _array(path, shape), low=-1)
        for path in (_beside(picture, "semantic"), _beside(picture, "semantic_instance"))
    )
    classes = np.maximum(classes, 0)
    joint = np.where(instances >= 0, FIRST_INSTANCE + instances, classes)
    found, labels = np.unique(joint, return_inverse=True)
    labels = labels.reshape(shape) + (found[0] != 0)
    counts = np.zeros((len(found) + 1, int(classes.max()) + 1), np.int64)
    np.add.at(counts, (labels.ravel(), classes.ravel()), 1)
    things = {label: int(counts[label].argmax()) for label in np.unique(labels).tolist() if label}
    return labels, {label: Thing("", NYU40.get(number, UNNAMED)) for label, number in things.items()}
