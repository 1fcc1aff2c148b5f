"""A folder of plain files: DIR/images/STEM.png (or .jpg) and, by the same STEM, what is known of each picture.

- depth/STEM.npy or .exr: planar metres; or a 16-bit .png in `depth_scale` units a metre. 0, negative and NaN are
  unknown; +inf is sky.
- normals/STEM.npy or .exr: camera space, +x right, +y up, +z towards the camera; or .png in `convention`. Optional.
- masks/STEM.png: instance numbers in 8 or 16 bits, 0 unlabelled, and their categories {number: category} in
  masks/STEM.json, or for all in classes.json. Optional.
- intrinsics/STEM.json or, for all, intrinsics.json: fx, fy, cx, cy, and pixel_centre: where the centre of the top-left
  pixel lies, 0 or 0.5.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ...scenes.errors import RequestError
from ..codecs.normals import CONVENTIONS
from .cameras import camera_of
from .files import (
    PICTURES,
    fitting,
    in_order,
    picture_size,
    read_classes,
    read_exr,
    read_json,
    read_npy,
    read_numbers,
    read_picture,
    same_size,
    whole,
)
from .frames import LENGTH_TOLERANCE, Array, Given, ImportSource, Options, Thing

ENDINGS = (".npy", ".exr", ".png")
DEPTH_CHANNELS = (("Z",), ("Depth.Z",), ("V",), ("Y",), ("R",))
NORMAL_CHANNELS = (("Normal.X", "Normal.Y", "Normal.Z"), ("X", "Y", "Z"), ("R", "G", "B"))
PNG_TOLERANCE = 2e-2  # of a normal's length: rounding to 8 bits costs 0.7 %, truncating 1.4 %


class Files(NamedTuple):
    """The files of one view; normals, mask and classes are there for all views or for none."""

    image: Path
    depth: Path
    normals: Path | None
    mask: Path | None
    classes: Path | None
    intrinsics: Path


def source(folder: Path, options: Options) -> ImportSource:
    """Look through a folder; raises RequestError."""
    images = in_order([path for path in (folder / "images").glob("*") if path.suffix.lower() in PICTURES])
    if not images:
        raise RequestError(f"{folder / 'images'}: holds no pictures; put STEM.png or STEM.jpg there")
    twice = [path for path, other in zip(images[1:], images, strict=False) if path.stem == other.stem]
    if twice:
        raise RequestError(f"{twice[0]}: there is another picture of this name with another ending; keep one")
    views = [_files(folder, image) for image in images]
    for kind in ("normals", "mask"):
        _all_or_none(folder, kind, views)
    if views[0].depth.suffix == ".png" and options.depth_scale is None:
        raise RequestError(
            f"must say how many units are a metre, such as 1000, as {views[0].depth} is in whole numbers", "depth_scale"
        )
    return ImportSource(
        views=tuple(image.stem for image in images),
        files=tuple(dict.fromkeys(path for view in views for path in view if path is not None)),
        size_px=same_size([(image, picture_size(image)) for image in images]),
        normals=views[0].normals is not None,
        masks=views[0].mask is not None,
        read=lambda position: _read(views[position], options),
    )


def _files(folder: Path, image: Path) -> Files:
    depth = _first(folder / "depth", image.stem, ENDINGS)
    if depth is None:
        raise RequestError(
            f"{folder / 'depth' / image.stem}: has no {', '.join(ENDINGS)}; every picture needs its depth"
        )
    mask = _first(folder / "masks", image.stem, (".png",))
    classes = _own_or_shared(folder / "masks", image.stem, folder / "classes.json") if mask else None
    intrinsics = _own_or_shared(folder / "intrinsics", image.stem, folder / "intrinsics.json")
    return Files(image, depth, _first(folder / "normals", image.stem, ENDINGS), mask, classes, intrinsics)


def _first(folder: Path, stem: str, endings: tuple[str, ...]) -> Path | None:
    return next((path for ending in endings if (path := folder / f"{stem}{ending}").is_file()), None)


def _own_or_shared(folder: Path, stem: str, shared: Path) -> Path:
    path = next((path for path in (folder / f"{stem}.json", shared) if path.is_file()), None)
    if path is None:
        raise RequestError(f"{folder / stem}.json: is missing, and so is {shared} for all views; write one of them")
    return path


def _all_or_none(folder: Path, kind: str, views: list[Files]) -> None:
    missing = [view.image for view in views if getattr(view, kind) is None]
    if missing and len(missing) < len(views):
        raise RequestError(f"{missing[0]}: has no {kind}, but other pictures have; give it to all of them or to none")


def _read(files: Files, options: Options) -> Given:
    image = read_picture(files.image)
    shape = (image.shape[0], image.shape[1])
    normals, tolerance = _normals(files.normals, shape, options) if files.normals else (None, LENGTH_TOLERANCE)
    return Given(
        image=image,
        depth_m=fitting(files.depth, _depth(files.depth, options), shape),
        normals=normals,
        labels=fitting(files.mask, whole(files.mask, read_numbers(files.mask)), shape) if files.mask else None,
        camera=camera_of(files.intrinsics, read_json(files.intrinsics), (shape[1], shape[0])),
        things=_things(files.classes) if files.classes else {},
        length_tolerance=tolerance,
    )


def _depth(path: Path, options: Options) -> Array:
    readers: dict[str, Callable[[Path], Array]] = {
        ".npy": read_npy,
        ".exr": lambda path: read_exr(path, DEPTH_CHANNELS)[..., 0],
        ".png": lambda path: read_numbers(path) / (options.depth_scale or np.nan),
    }
    return readers[path.suffix](path)


def _normals(path: Path, shape: tuple[int, int], options: Options) -> tuple[Array, float]:
    if path.suffix == ".png":
        signs = np.array(CONVENTIONS[options.convention])
        return fitting(path, (read_picture(path) / 127.5 - 1.0) * signs, (*shape, 3)), PNG_TOLERANCE
    read = read_npy if path.suffix == ".npy" else partial(read_exr, wanted=NORMAL_CHANNELS)
    return fitting(path, read(path), (*shape, 3)), LENGTH_TOLERANCE


def _things(path: Path) -> dict[int, Thing]:
    return {number: Thing(category, category) for number, category in read_classes(path).items()}
