"""BlenderProc's HDF5 files, one a view: DIR/**/*.hdf5, as `bproc.writer.write_hdf5` (or our own export) makes them.

`colors`; `depth` (planar) or `distance` (along the ray), sky far away; `normals` as (n + 1)/2 in camera space; and
`instance_segmaps` with `instance_attribute_maps`, whose categories are `category` or `category_name`, else what
DIR/classes.json calls their `category_id`, else their name without its number. `campose` gives cam_K and
cam2world_matrix; without it, DIR/camera.json holds cam_K, or fx, fy, cx and cy. The centre of the top-left pixel is at
(0, 0). Normals are antialiased there: at edges their length betrays mixtures, which are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from ...scenes.cameras import Camera
from ...scenes.errors import RequestError
from .cameras import camera_of, from_matrix, pose_of
from .depths import metres
from .files import by_stem, read_classes, read_json, same_size, whole
from .frames import FAR_M, Array, Given, ImportSource, Options, Thing
from .hdf5 import array_of, dataset, json_of, opened

PIXEL_CENTRE = 0.0


def source(folder: Path, options: Options) -> ImportSource:
    """Look through a folder; raises RequestError."""
    paths = list(by_stem(folder, [".hdf5"], below=True).values())
    if not paths:
        raise RequestError(f"{folder}: holds no *.hdf5 files, which is what BlenderProc writes")
    looks = [_look(path) for path in paths]
    extra = [path for path in (folder / "camera.json", folder / "classes.json") if path.is_file()]
    for path, (_, keys) in zip(paths, looks, strict=True):
        if odd := keys ^ looks[0][1]:
            raise RequestError(f"{path}: {paths[0].name} and this file do not both have {min(odd)!r}; make them alike")
    keys = looks[0][1]
    return ImportSource(
        views=tuple(path.relative_to(folder).with_suffix("").as_posix() for path in paths),
        files=(*paths, *extra),
        size_px=same_size([(path, size) for path, (size, _) in zip(paths, looks, strict=True)]),
        normals="normals" in keys,
        masks="instance_segmaps" in keys,
        read=partial(_read, folder, paths, options),
    )


def _look(path: Path) -> tuple[tuple[int, int], frozenset[str]]:
    """Return the size of a file's picture, and which of the keys that matter it has."""
    with opened(path) as file:
        colours = dataset(file, "colors")
        if colours.ndim != 3 or colours.shape[2] != 3 or colours.dtype != np.uint8:
            raise RequestError(
                f"{path}: colors is {colours.dtype} {colours.shape}; it must be uint8 (height, width, 3)"
            )
        keys = frozenset(file) & {"depth", "distance", "normals", "instance_segmaps", "campose"}
    if not keys & {"depth", "distance"}:
        raise RequestError(f"{path}: has neither depth nor distance; render it with enable_depth_output")
    return (colours.shape[1], colours.shape[0]), keys


def _read(folder: Path, paths: Sequence[Path], options: Options, position: int) -> Given:
    path = paths[position]
    with opened(path) as file:
        image = dataset(file, "colors")[()]
        shape = image.shape[:2]
        camera = _camera(folder, path, file, (shape[1], shape[0]), options)
        return Given(
            image=image,
            depth_m=_depth(path, file, camera, options),
            normals=array_of(file, "normals", (*shape, 3)) * 2.0 - 1.0 if "normals" in file else None,
            labels=whole(path, array_of(file, "instance_segmaps", shape)) if "instance_segmaps" in file else None,
            camera=camera,
            things=_things(folder, path, file) if "instance_segmaps" in file else {},
        )


def _depth(path: Path, file: h5py.File, camera: Camera, options: Options) -> Array:
    shape = (camera.height_px, camera.width_px)
    if "depth" in file:
        return metres(path, array_of(file, "depth", shape), options)
    distance_m = metres(path, array_of(file, "distance", shape), options)
    return np.where(distance_m >= FAR_M, np.inf, distance_m / np.linalg.norm(camera.rays(), axis=-1))


def _camera(folder: Path, path: Path, file: h5py.File, size_px: tuple[int, int], options: Options) -> Camera:
    if "campose" not in file:
        shared = folder / "camera.json"
        if not shared.is_file():
            raise RequestError(f"{path}: has no campose; write cam_K, or fx, fy, cx and cy, into {shared}")
        return camera_of(shared, _intrinsics(shared, read_json(shared)), size_px, PIXEL_CENTRE)
    poses = json_of(file, "campose")
    pose = poses[0] if isinstance(poses, list) and len(poses) == 1 else poses
    camera = camera_of(path, _intrinsics(path, pose), size_px, PIXEL_CENTRE)
    (x, y, z), rotation = pose_of(path, pose.get("cam2world_matrix"))
    scale = options.units_per_metre or 1.0
    return replace(camera, location_m=(x / scale, y / scale, z / scale), rotation=rotation)


def _intrinsics(path: Path, content: Any) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise RequestError(f"{path}: must hold one camera, as a mapping with cam_K, or with fx, fy, cx and cy")
    return from_matrix(path, content["cam_K"]) if "cam_K" in content else content


def _things(folder: Path, path: Path, file: h5py.File) -> dict[int, Thing]:
    listed = json_of(file, "instance_attribute_maps")
    shared = folder / "classes.json"
    classes = read_classes(shared) if shared.is_file() else {}
    try:
        return {int(entry["idx"]): _thing(entry, classes) for entry in listed}
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError):
        raise RequestError(f"{path}: instance_attribute_maps must be a list of mappings with idx and name") from None


def _thing(entry: Mapping[str, Any], classes: Mapping[int, str]) -> Thing:
    name = str(entry.get("name", ""))
    plain = re.sub(r"\.\d+$", "", name)
    by_number = classes.get(entry.get("category_id", -1), plain)
    return Thing(name, str(entry.get("category", entry.get("category_name", by_number))))
